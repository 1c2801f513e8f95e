//! One contract in Markdown, HTML and text: one tree, one set of terms and references.

use accordant_document::read::{Format, NodeKind, Paper, Source, Target};

use super::desk::{find, numbered, open, outline};

const MARKDOWN: &str = "\
Terms of Service
================

*   [Services](#1)
*   [Fees](#2)
*   [General](#3)

These Terms (the “**Terms**”) bind you and Acme (“**we**” or “**Acme**”).

1\\. Services
-----------

**1.1 Licence.** We give you the **Service** under Section 2.2(b).

You must not:

(a) copy it;

(b) resell it, except:

(i) to an affiliate; or

(ii) as Section 9.9 allows.

### 2\\. Fees

2.1 “**Fees**” means the sums in Schedule 1. This Section survives.

2.2 You pay the Fees (a) in euros and (b) within thirty (30) days, under Article 28 GDPR.

Schedule 1 – Prices
-------------------

| Service | Price |
| --- | --- |
| Chat | 10 |
";

const HTML: &str = "<html><body><nav><ul><li><a href='#1'>Services</a></li></ul></nav>\
<div class='cookie-banner'>We use cookies</div><h1>Terms of Service</h1>\
<p>These Terms (the &ldquo;<b>Terms</b>&rdquo;) bind you and Acme (“<b>we</b>” or “<b>Acme</b>”).</p>\
<h2>1. Services</h2><p><b>1.1 Licence.</b> We give you the <b>Service</b> under Section&nbsp;2.2(b).</p>\
<p>You must not:</p><p>(a) copy it;</p><p>(b) resell it, except:</p><p>(i) to an affiliate; or</p>\
<p>(ii) as Section 9.9 allows.</p><h3>2. Fees</h3>\
<p>2.1 “<b>Fees</b>” means the sums in Schedule 1. This Section survives.</p>\
<p>2.2 You pay the Fees (a) in euros and (b) within thirty (30) days, under Article 28 GDPR.</p>\
<h2>Schedule 1 – Prices</h2><table><tr><th>Service</th><th>Price</th></tr>\
<tr><td>Chat</td><td>10</td></tr></table></body></html>";

const TEXT: &str = "\
TERMS OF SERVICE

These Terms (the “Terms”) bind you and Acme (“we” or “Acme”).

1. Services

1.1 Licence. We give you the Service under Section 2.2(b).

You must not:

(a) copy it;

(b) resell it, except:

(i) to an affiliate; or

(ii) as Section 9.9 allows.

2. Fees

2.1 “Fees” means the sums in Schedule 1. This Section survives.

2.2 You pay the Fees (a) in euros and (b) within thirty (30) days, under Article 28 GDPR.

SCHEDULE 1 – PRICES

Chat: 10
";

#[track_caller]
fn check(paper: &Paper) {
    let labels: Vec<&str> = paper
        .nodes
        .iter()
        .map(|node| node.label.full.as_str())
        .filter(|full| !full.is_empty())
        .collect();
    assert_eq!(
        labels,
        [
            "1",
            "1.1",
            "1.1(a)",
            "1.1(b)",
            "1.1(b)(i)",
            "1.1(b)(ii)",
            "2",
            "2.1",
            "2.2",
            "Schedule 1"
        ],
        "{:#?}",
        outline(paper)
    );
    assert_eq!(paper.title.to_lowercase(), "terms of service");
    let terms: Vec<&str> = paper.terms.iter().map(|term| term.term.as_str()).collect();
    assert_eq!(terms, ["Terms", "we", "Acme", "Fees"]);
    let references: Vec<(String, String)> = paper
        .references
        .iter()
        .map(|reference| {
            let target = match reference.target {
                Target::Node(node) => paper.place(node),
                Target::Elsewhere => "elsewhere".to_owned(),
                Target::Nowhere => "nowhere".to_owned(),
            };
            (paper.slice(&reference.span).replace('\u{a0}', " "), target)
        })
        .collect();
    let at = |index: usize| (references[index].0.as_str(), references[index].1.to_lowercase());
    assert_eq!(at(0), ("Section 2.2(b)", "§ 2.2 fees".to_owned()));
    assert_eq!(at(1), ("Section 9.9", "nowhere".to_owned()));
    assert_eq!(at(2), ("Schedule 1", "schedule 1 prices".to_owned()));
    assert_eq!(at(3), ("This Section", "§ 2.1 fees".to_owned()));
    assert_eq!(at(4), ("Article 28", "elsewhere".to_owned()));
    assert_eq!(references.len(), 5);
}

#[test]
fn markdown_html_and_text_read_alike() {
    check(&open(MARKDOWN.as_bytes(), Format::Markdown));
    check(&open(HTML.as_bytes(), Format::Html));
    check(&open(TEXT.as_bytes(), Format::Text));
}

#[test]
fn menus_are_no_contract() {
    for (source, format) in [(MARKDOWN, Format::Markdown), (HTML, Format::Html)] {
        let paper = open(source.as_bytes(), format);
        assert!(!paper.text.contains("cookies"), "{}", paper.text);
        assert_eq!(paper.text.matches("Services").count(), 1, "{}", paper.text);
        assert_eq!(paper.left_out[0].why, "navigation");
    }
}

#[test]
fn tables_keep_rows_and_cells() {
    for (source, format) in [(MARKDOWN, Format::Markdown), (HTML, Format::Html)] {
        let paper = open(source.as_bytes(), format);
        let table = &paper.tables[0];
        let words: Vec<Vec<&str>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| paper.slice(&paper.nodes[*cell].span)).collect())
            .collect();
        assert_eq!(words, [["Service", "Price"], ["Chat", "10"]]);
        assert_eq!(table.header_rows, 1);
        assert!(paper.text.ends_with("Service\tPrice\nChat\t10"), "{:?}", paper.text);
    }
}

#[test]
fn a_quote_leads_back_to_its_bytes() {
    let paper = open(HTML.as_bytes(), Format::Html);
    let start = paper.text.find("within thirty").unwrap();
    let run = &paper.runs_in(&(start..start + 6))[0];
    let Source::Bytes { start: from, .. } = run.source else { panic!("{run:?}") };
    let at = from + start - run.text.start;
    assert_eq!(&HTML[at..at + 6], "within");
    assert_eq!(paper.place_at(start), "§ 2.2 Fees");
}

#[test]
fn headings_before_the_text_are_found() {
    let paper = open(
        b"1. Confidentiality. Each party keeps secrets.\n\n2. The parties agree. Nothing else.\n\n3. LIMITATION OF LIABILITY. NO PARTY IS LIABLE.",
        Format::Text,
    );
    let headings: Vec<Option<&str>> =
        (0..paper.nodes.len()).map(|node| paper.heading(node)).collect();
    assert_eq!(headings, [Some("Confidentiality"), None, Some("LIMITATION OF LIABILITY")]);
}

#[test]
fn letters_and_roman_numbers_are_told_apart() {
    let text = "1. Duties\n\n(a) one;\n\n(b) two;\n\n(i) deep;\n\n(ii) deeper;\n\n(c) three;\n\n(d) four;\n\n(e) five;\n\n(f) six;\n\n(g) seven;\n\n(h) eight;\n\n(i) nine;\n\n(j) ten.";
    let paper = open(text.as_bytes(), Format::Text);
    let labels: Vec<&str> = paper.nodes.iter().map(|node| node.label.full.as_str()).collect();
    assert_eq!(
        labels,
        [
            "1", "1(a)", "1(b)", "1(b)(i)", "1(b)(ii)", "1(c)", "1(d)", "1(e)", "1(f)", "1(g)",
            "1(h)", "1(i)", "1(j)"
        ]
    );
}

#[test]
fn divisions_of_every_kind_are_read() {
    let text = "ARTICLE IV\nDATA\n\nSection 4.1. Use. The Provider uses data.\n\nA. First\n\nB. Second\n\nANNEX II: MEASURES\n\n1. Encryption\n\n§ 3 Paragraphen\n";
    let paper = open(text.as_bytes(), Format::Text);
    let labels: Vec<&str> = paper
        .nodes
        .iter()
        .map(|node| node.label.shown.as_str())
        .filter(|label| !label.is_empty())
        .collect();
    assert_eq!(labels, ["Article IV", "Section 4.1", "A", "B", "Annex II", "1", "§ 3"]);
    assert_eq!(paper.nodes[find(&paper, "MEASURES")].kind, NodeKind::Schedule);
}

#[test]
fn a_list_of_references_is_a_sentence() {
    let text = "## 4. Survival\n\nSection 2 (Audit), Section 3 (Liability) and Section 4 (Survival) survive.\n";
    let paper = open(text.as_bytes(), Format::Markdown);
    let labels: Vec<&str> = paper.nodes.iter().map(|node| node.label.shown.as_str()).collect();
    assert_eq!(labels, ["4", ""], "{:#?}", outline(&paper));
    // "(Audit)" is the name of Section 2 and no item of it.
    let words: Vec<&str> =
        paper.references.iter().map(|reference| paper.slice(&reference.span)).collect();
    assert_eq!(words, ["Section 2", "Section 3", "Section 4"]);
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let text = "1. The Provider must keep the data of the Customer secret for as long as\nSection 2 says, and must return them within the time that is set out in\n2.1 of the Schedule, or sooner where the law of the Customer asks for that.\n\n2. Term. Five years. The parties may end it sooner where one of them fails.\n";
    let paper = open(text.as_bytes(), Format::Text);
    assert_eq!(numbered(&paper).len(), 2, "{:#?}", outline(&paper));
    assert!(paper.text.contains("as long as Section 2 says"));
}

/// A page whose every line became a paragraph, as converters of printed pages write it.
fn broken_page() -> String {
    let mut page = String::from(
        "# Terms\n\n1. Definitions.\n\na. Content. The term “Content” shall mean any text, software, graphics or other\n\nmaterials that are submitted or exchanged within the service.\n\n",
    );
    for round in 0..24 {
        page.push_str(&format!(
            "{}. Use. The Provider grants the User the right to install, use and display the\n\nsoftware on any computer, and may end the right at any time. The Provider has to\n\nsay so in writing to the User.\n\n",
            round + 2
        ));
    }
    page.push_str("NO WARRANTIES: TO THE EXTENT THAT THE LAW PERMITS, THE SERVICE IS PROVIDED ON\n\nAN “AS IS” BASIS.\n");
    page
}

#[test]
fn lines_that_became_paragraphs_are_joined_again() {
    let page = broken_page();
    let paper = open(page.as_bytes(), Format::Markdown);
    assert!(
        paper.text.contains("graphics or other materials that are submitted"),
        "{}",
        paper.text
    );
    assert!(paper.text.contains("display the software on any computer"));
    assert!(paper.text.contains("has to say so in writing to the User."));
    assert!(paper.text.contains("IS PROVIDED ON AN “AS IS” BASIS."));
    // What has a number of its own begins anew.
    assert!(paper.text.contains("within the service.\n"));
    // Every piece still has its bytes in the file.
    for run in &paper.runs {
        if let accordant_document::read::Source::Bytes { start, end } = run.source {
            let (words, bytes) = (&paper.text[run.text.clone()], &page[start..end]);
            assert!(words == bytes || words.trim().is_empty() && bytes.trim().is_empty());
        }
    }
}

#[test]
fn a_line_in_bold_names_or_leads() {
    let text = "# Terms\n\n**Use of Content:**\n\nYou may read it.\n\n**You Must Not:**\n\n- copy it\n\n**Use discretion before you rely on what the service has written for you.**\n";
    let paper = open(text.as_bytes(), Format::Markdown);
    let headings: Vec<&str> =
        (0..paper.nodes.len()).filter_map(|index| paper.heading(index)).collect();
    assert_eq!(headings, ["Terms", "Use of Content:"]);
}

#[test]
fn paragraphs_that_begin_small_by_choice_stay_apart() {
    let text = "# Rules\n\nYou must not\n\nsend spam\n\nshare passwords\n\nand we mean it.\n";
    let paper = open(text.as_bytes(), Format::Markdown);
    assert!(paper.text.contains("send spam\nshare passwords"));
}

#[test]
fn a_page_that_lost_its_breaks_is_parted_at_its_numbers() {
    let filler =
        "The Provider must do what the Customer asks for in writing and in time. ".repeat(14);
    let text = format!(
        "Welcome to these terms. 1. Service. {filler}2. Fees. Under Section 3, {filler}3. Term. {filler}3.1 Renewal. {filler}4. Law. {filler}"
    );
    let paper = open(text.as_bytes(), Format::Markdown);
    let labels: Vec<&str> = paper.nodes.iter().map(|node| node.label.full.as_str()).collect();
    assert_eq!(labels, ["", "1", "2", "3", "3.1", "4"]);
}

#[test]
fn other_encodings_are_read() {
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("1. Fees\n\n“Fee” means €5.".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let options =
        accordant_document::read::ReadOptions { name: "a.txt".into(), ..Default::default() };
    let paper = accordant_document::read::read(&wide, &options).unwrap();
    assert_eq!(paper.terms[0].term, "Fee");
    let windows = b"\x93Fee\x94 means \x80 5.";
    let paper = accordant_document::read::read(windows, &options).unwrap();
    assert_eq!(paper.text, "“Fee” means € 5.");
}

#[test]
fn formats_are_told_by_their_bytes_and_names() {
    let find = |bytes: &[u8], name: &str| Format::find(bytes, name).unwrap();
    assert_eq!(find(b"%PDF-1.7", "x.txt"), Format::Pdf);
    assert_eq!(find(b"PK\x03\x04", "-"), Format::Docx);
    assert_eq!(find(b"<!DOCTYPE html><p>", "-"), Format::Html);
    assert_eq!(find(MARKDOWN.as_bytes(), "-"), Format::Markdown);
    assert_eq!(find(TEXT.as_bytes(), "-"), Format::Text);
    assert_eq!(find(b"plain", "terms.md"), Format::Markdown);
}
