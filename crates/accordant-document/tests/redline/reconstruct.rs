//! Papers of other formats as DOCX, and edits taken over to them.

use accordant_document::read::{Format, Paper, View};
use accordant_document::redline::{Change, Edit, NewParagraph, carry, reconstruct};

use super::bench::{edit, mark_bytes};
use super::desk::{find, numbered, open, open_view};

const MARKDOWN: &str = "\
# Terms of Service

These Terms (the **“Terms”**) bind you & Acme.

## 1. Services

1.1 **Licence.** We give you the Service under Section 2.1.

You must not:

- copy it;
- resell it.

## 2. Fees

2.1 You pay the Fees within thirty (30) days.

| Metric | Target |
| --- | --- |
| Uptime | 99 % |
| Answers | 1 day |

Signed by the parties.
";

const TEXT: &str = "\
TERMS OF SERVICE

These Terms bind you and Acme.

1. Services

1.1 Licence. We give you the Service under Section 2.2(b).

(a) copy it;

(b) resell it.

2. Fees

2.1 You pay the Fees within thirty (30) days, under Article 28 GDPR.
";

#[track_caller]
fn rebuild(paper: &Paper) -> (Vec<u8>, Paper) {
    let bytes = reconstruct(paper).unwrap();
    assert_eq!(bytes, reconstruct(paper).unwrap());
    let again = open(&bytes, Format::Docx);
    (bytes, again)
}

#[test]
fn every_format_reads_the_same_after_it() {
    for (source, format) in [
        (MARKDOWN, Format::Markdown),
        (TEXT, Format::Text),
        (
            "<html><body><h1>Terms</h1><p>Bind you.</p><ol><li>First<ol type=\"a\"><li>Deep</li></ol></li>\
             <li>Second</li></ol><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td></tr></table></body></html>",
            Format::Html,
        ),
    ] {
        let paper = open(source.as_bytes(), format);
        let (_, again) = rebuild(&paper);
        let words = |paper: &Paper| -> Vec<String> {
            paper.nodes.iter().map(|node| paper.slice(&node.words).to_owned()).collect()
        };
        assert_eq!(words(&again), words(&paper), "{format:?}");
        assert_eq!(numbered(&again), numbered(&paper), "{format:?}");
        assert!(again.asides[0].text.starts_with("Reconstructed from"));
    }
}

#[test]
fn edits_are_taken_over() {
    let paper = open(MARKDOWN.as_bytes(), Format::Markdown);
    let (bytes, again) = rebuild(&paper);
    let at = paper.text.find("thirty (30)").unwrap();
    let copy = find(&paper, "copy it");
    let node = &paper.nodes[copy];
    let row = paper.nodes[find(&paper, "Uptime")].parent.unwrap();
    let asked = [
        Edit {
            id: "words".into(),
            comment: Some("Why so long?".into()),
            ..edit(Change::Replace {
                range: at..at + 11,
                expect: "thirty (30)".into(),
                with: "ten (10)".into(),
            })
        },
        Edit {
            id: "gone".into(),
            ..edit(Change::Delete {
                node: copy,
                expect: paper.slice(&(node.span.start..node.end)).into(),
            })
        },
        Edit {
            id: "new".into(),
            ..edit(Change::Insert {
                after: find(&paper, "You pay"),
                paragraphs: vec![NewParagraph {
                    like: find(&paper, "You pay"),
                    heading: None,
                    text: "2.2 Fees do not rise.".into(),
                }],
            })
        },
        Edit { id: "row".into(), ..edit(Change::DeleteRow { node: row }) },
    ];
    let (carried, refused) = carry(&asked, &paper, &again);
    assert_eq!(refused, []);
    let made = mark_bytes(&bytes, &carried);
    assert_eq!(made.refused, []);
    let read = open_view(&made.bytes, Format::Docx, View::Final);
    assert!(read.text.contains("within ten (10) days"));
    assert!(!read.text.contains("copy it") && !read.text.contains("Uptime"));
    assert!(read.text.contains("2.2 Fees do not rise."));
    let elsewhere = open(b"Another paper.", Format::Text);
    let (carried, refused) = carry(&asked, &paper, &elsewhere);
    assert!(carried.is_empty() && refused.len() == 4);
}
