//! Many edits that nobody thought of, in a file with changes, comments, tables, links and fields:
//! whatever is asked for, the file holds, follows the schema and gives theirs back.

use accordant_document::read::{Format, NodeKind, Paper};
use accordant_document::redline::{Change, Edit, NewParagraph};

use super::bench::{mark_bytes, unzip};
use super::desk::{Docx, item, open, para, part};
use super::schema::{check_order, parse};

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

const BY: &str = "w:author=\"Other Side\" w:date=\"2026-11-01T00:00:00Z\"";

fn run(look: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn contract() -> Docx {
    let levels = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%2)\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let row = |a: &str, b: &str| {
        let cell = |words: &str| {
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"900\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
                para("", words)
            )
        };
        format!("<w:tr>{}{}</w:tr>", cell(a), cell(b))
    };
    let mark = |kind: &str, id: u32| format!("<w:rPr><w:{kind} w:id=\"{id}\" {BY}/></w:rPr>");
    let body = [
        para("<w:jc w:val=\"center\"/>", "Agreement on &lt;AI&gt; &amp; Data"),
        item(1, 0, "The Provider uses Customer Data for the Service only."),
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}{}<w:ins w:id=\"41\" {BY}>{}{}</w:ins><w:del w:id=\"42\" {BY}><w:r><w:delText>thirty days</w:delText></w:r></w:del>{}</w:p>",
            run("<w:b/>", "Fees. "),
            run("", "The Customer pays within "),
            run("<w:i/>", "sixty (60) "),
            run("", "days"),
            run("<w:u w:val=\"single\"/>", " of each invoice.")
        ),
        item(1, 1, "in euros; and"),
        item(1, 1, "without set-off."),
        format!(
            "<w:p>{}<w:hyperlink w:anchor=\"a\">{}</w:hyperlink>{}{field}{}</w:p>",
            run("", "See "),
            run("<w:u w:val=\"single\"/>", "the order form"),
            run("", " and clause "),
            "<w:r><w:tab/><w:t>as it stands</w:t><w:br/><w:t>today.</w:t></w:r>"
        ),
        para(&mark("ins", 43), "Their new clause says this."),
        para(&mark("del", 44), "The end of this one goes "),
        para("", "and joins this."),
        format!(
            "<w:tbl><w:tblPr/><w:tblGrid/>{}{}{}</w:tbl>",
            row("Metric", "Target"),
            row("Uptime", "99 %"),
            row("Errors", "")
        ),
        para("<w:sectPr/>", "This ends a section."),
        format!(
            "<w:p><w:commentRangeStart w:id=\"3\"/>{}<w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r>{}</w:p>",
            run("", "Irish law"),
            run("", " applies.")
        ),
        para("", "Signed by both."),
    ];
    let comment = format!("<w:comment w:id=\"3\" {BY}>{}</w:comment>", para("", "Or English?"));
    Docx {
        numbering: levels.into(),
        more: vec![("comments", "comments.xml", part("comments", &comment))],
        ..Docx::body(body.concat())
    }
}

fn draw(paper: &Paper, dice: &mut Dice, id: usize) -> Edit {
    let words = ["must not", "ten (10) days", "R&D <x>", "a\tb", "line\nline", ".", "Δ ü", ""];
    let node = dice.roll(paper.nodes.len());
    let found = &paper.nodes[node];
    let whole = paper.slice(&(found.span.start..found.end)).to_owned();
    let other = dice.roll(paper.nodes.len());
    let row = || paper.nodes.iter().position(|node| node.kind == NodeKind::Row).unwrap();
    let mut word = || words[dice.roll(words.len())];
    let change = match id % 11 {
        0..=4 => {
            let text = paper.slice(&found.span);
            let edges: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (new, more) = (word().to_owned(), word().to_owned());
            let (a, b) = (edges[dice.roll(edges.len())], edges[dice.roll(edges.len())]);
            let (from, to) = (a.min(b), a.max(b));
            let old = &text[from..to];
            let half = old.split_inclusive(' ').next().unwrap_or_default();
            let range = found.span.start + from..found.span.start + to;
            Change::Replace { range, expect: old.into(), with: format!("{half}{new} {more}") }
        }
        5 => Change::Delete { node, expect: whole },
        6 | 7 => Change::Insert {
            after: node,
            paragraphs: vec![
                NewParagraph { like: other, heading: Some("Lead".into()), text: word().into() },
                NewParagraph { like: node, heading: None, text: format!("New {}", word()) },
            ],
        },
        8 => Change::Move { node, after: other },
        9 => Change::InsertRow { after: row(), cells: vec![word().into(), word().into()] },
        _ => Change::DeleteRow { node: row() + dice.roll(9) },
    };
    let comment = (id.is_multiple_of(3)).then(|| "Why?\nSay so.".to_owned());
    Edit { id: id.to_string(), change, comment }
}

#[test]
fn whatever_is_asked_for_the_file_holds() {
    let bytes = contract().bytes();
    let paper = open(&bytes, Format::Docx);
    let mut dice = Dice(7);
    let (mut applied, mut asked) = (0, 0);
    for round in 0..60 {
        let count = 1 + dice.roll(9);
        let edits: Vec<Edit> =
            (0..count).map(|order| draw(&paper, &mut dice, round * 3 + order)).collect();
        let made = mark_bytes(&bytes, &edits);
        for refused in &made.refused {
            assert!(!refused.reason.contains("does not hold"), "{refused:?} of {edits:#?}");
        }
        asked += count;
        applied += made.applied.len();
        let parts = unzip(&made.bytes);
        for name in ["word/document.xml", "word/comments.xml"] {
            check_order(name, &parse(name, &parts[name]));
        }
    }
    assert!(applied * 3 > asked, "{applied} of {asked} went through");
}
