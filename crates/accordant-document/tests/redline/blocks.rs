//! Whole paragraphs, moves and rows.

use accordant_document::read::{Format, NodeKind, View};
use accordant_document::redline::{Change, Edit, NewParagraph};

use super::bench::{body, edit, final_text, make, mark, refuse};
use super::desk::{Docx, find, item, numbered, open_view, para};

const LEVELS: &str = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%2)\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";

fn clauses() -> Docx {
    Docx {
        numbering: LEVELS.into(),
        ..Docx::body(
            item(1, 0, "Fees are due in May.")
                + &item(1, 0, "The Provider keeps data secret:")
                + &item(1, 1, "at rest; and")
                + &item(1, 1, "in transit.")
                + &item(1, 0, "The law of Ireland applies.")
                + &para("", "Signed by the parties."),
        )
    }
}

fn new(like: usize, text: &str) -> NewParagraph {
    NewParagraph { like, heading: None, text: text.into() }
}

fn delete(paper: &accordant_document::read::Paper, words: &str) -> Change {
    let node = find(paper, words);
    let found = &paper.nodes[node];
    Change::Delete { node, expect: paper.slice(&(found.span.start..found.end)).into() }
}

#[test]
fn a_new_clause_is_numbered_like_its_neighbour() {
    let made = make(&clauses(), |paper| {
        let after = find(paper, "The Provider keeps");
        Change::Insert { after, paragraphs: vec![new(after, "The Provider returns data.")] }
    });
    let paper = open_view(&made.bytes, Format::Docx, View::Final);
    assert_eq!(
        numbered(&paper),
        [
            "1 Fees are due in May.",
            "2 The Provider keeps data secret:",
            "2(a) at rest; and",
            "2(b) in transit.",
            "3 The Provider returns data.",
            "4 The law of Ireland applies."
        ]
    );
    let before = open_view(&made.bytes, Format::Docx, View::Original);
    assert_eq!(numbered(&before), numbered(&clauses().open()));
    assert!(body(&made).contains(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:ins w:id=\"2\"/></w:rPr></w:pPr><w:ins w:id=\"3\">"
    ) || body(&made).contains("<w:rPr><w:ins w:id=\"1\"/></w:rPr></w:pPr><w:ins w:id=\"2\">"), "{}", body(&made));
}

#[test]
fn a_lead_is_bold_and_a_comment_stands_at_the_new_words() {
    let docx = Docx::body(para("", "Old text.") + &para("", "Last."));
    let paper = docx.open();
    let paragraphs = vec![NewParagraph {
        like: 0,
        heading: Some("Data".into()),
        text: "All of it\tis ours.".into(),
    }];
    let change = Change::Insert { after: 0, paragraphs };
    let made = mark(&docx, &[Edit { comment: Some("New.".into()), ..edit(change) }]);
    assert_eq!(made.refused, []);
    let read = open_view(&made.bytes, Format::Docx, View::Final);
    assert_eq!(read.text, "Old text.\nData. All of it is ours.\nLast.");
    assert_eq!(read.slice(&read.comments[0].span), "Data. All of it is ours.");
    assert!(body(&made).contains("<w:r><w:rPr><w:b/></w:rPr><w:t>Data. </w:t></w:r>"));
    assert_eq!(paper.text, "Old text.\nLast.");
}

#[test]
fn at_the_end_the_old_mark_stays_last() {
    let docx = Docx::body(para("", "One.") + &para("", "Two."));
    let made = make(&docx, |paper| {
        let after = find(paper, "Two.");
        Change::Insert { after, paragraphs: vec![new(after, "Three."), new(after, "Four.")] }
    });
    assert_eq!(final_text(&made), "One.\nTwo.\nThree.\nFour.");
    let ends = "<w:p><w:ins w:id=\"4\"><w:r><w:t>Four.</w:t></w:r></w:ins></w:p>";
    assert!(body(&made).ends_with(ends), "{}", body(&made));
}

#[test]
fn a_clause_goes_with_all_below_it() {
    let made = make(&clauses(), |paper| delete(paper, "The Provider keeps"));
    let paper = open_view(&made.bytes, Format::Docx, View::Final);
    assert_eq!(numbered(&paper), ["1 Fees are due in May.", "2 The law of Ireland applies."]);
    let made = make(&clauses(), |paper| delete(paper, "at rest"));
    assert!(body(&made).contains("<w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:del w:id=\"2\"><w:r><w:delText>at rest; and</w:delText></w:r></w:del></w:p>"));
    let stale = refuse(&clauses(), |_| Change::Delete { node: 1, expect: "x".into() });
    assert_eq!(stale, "the words are not there");
}

#[test]
fn the_last_paragraph_of_a_cell_keeps_its_mark() {
    let docx = Docx::body(format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>{}",
        para("", "One."),
        para("", "Two."),
        para("", "B"),
        para("", "End.")
    ));
    let paper = docx.open();
    let cell = paper.nodes.iter().position(|node| node.kind == NodeKind::Cell).unwrap();
    let made =
        make(&docx, |_| Change::Insert { after: cell, paragraphs: vec![new(cell, "Three.")] });
    assert!(final_text(&made).starts_with("One.\nTwo.\nThree."), "{}", final_text(&made));
    assert!(
        body(&made).contains("<w:ins w:id=\"2\"><w:r><w:t>Three.</w:t></w:r></w:ins></w:p></w:tc>"),
        "{}",
        body(&made)
    );
    let reason = refuse(&docx, |paper| {
        let expect = paper.slice(&(paper.nodes[cell].span.start..paper.nodes[cell].end)).to_owned();
        Change::Delete { node: cell, expect }
    });
    assert_eq!(reason, "a cell cannot go alone; replace its text");
}

#[test]
fn a_clause_moves_and_can_move_back() {
    let made = make(&clauses(), |paper| Change::Move {
        node: find(paper, "The Provider keeps"),
        after: find(paper, "The law of Ireland"),
    });
    let paper = open_view(&made.bytes, Format::Docx, View::Final);
    assert_eq!(
        numbered(&paper),
        [
            "1 Fees are due in May.",
            "2 The law of Ireland applies.",
            "3 The Provider keeps data secret:",
            "3(a) at rest; and",
            "3(b) in transit."
        ]
    );
    let body = body(&made);
    for sign in ["moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"] {
        assert_eq!(body.matches(sign).count(), 1, "{sign}");
    }
    let reason = refuse(&clauses(), |paper| {
        let node = find(paper, "The Provider keeps");
        Change::Move { node, after: find(paper, "at rest") }
    });
    assert_eq!(reason, "it stands there already");
}

fn table() -> Docx {
    let cell = |words: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"900\"/></w:tcPr>{}</w:tc>",
            para("<w:jc w:val=\"left\"/>", words)
        )
    };
    let row = |a: &str, b: &str| {
        format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}{}</w:tr>", cell(a), cell(b))
    };
    Docx::body(format!(
        "<w:tbl><w:tblPr/>{}{}{}</w:tbl>{}",
        row("Metric", "Target"),
        row("Uptime", "99 %"),
        row("Answers", "1 day"),
        para("", "End.")
    ))
}

fn row(paper: &accordant_document::read::Paper, words: &str) -> usize {
    let cell = find(paper, words);
    paper.nodes[cell].parent.unwrap()
}

#[test]
fn rows_come_and_go() {
    let made = make(&table(), |paper| Change::InsertRow {
        after: row(paper, "Uptime"),
        cells: vec!["Errors".into(), "2 %".into()],
    });
    assert_eq!(
        final_text(&made),
        "Metric\tTarget\nUptime\t99 %\nErrors\t2 %\nAnswers\t1 day\nEnd."
    );
    assert!(body(&made).contains("<w:tr><w:trPr><w:cantSplit/><w:ins w:id=\"1\"/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"900\"/></w:tcPr><w:p><w:pPr><w:jc w:val=\"left\"/><w:rPr><w:ins"), "{}", body(&made));
    let made = make(&table(), |paper| Change::DeleteRow { node: row(paper, "Uptime") });
    assert_eq!(final_text(&made), "Metric\tTarget\nAnswers\t1 day\nEnd.");
    let reason = refuse(&table(), |paper| Change::InsertRow {
        after: row(paper, "Uptime"),
        cells: vec![String::new(); 3],
    });
    assert_eq!(reason, "the table has fewer columns");
    let made = make(&table(), |paper| {
        let node = paper.tables[0].node;
        let expect = paper.slice(&(paper.nodes[node].span.start..paper.nodes[node].end)).to_owned();
        Change::Delete { node, expect }
    });
    assert_eq!(final_text(&made), "End.");
}

#[test]
fn what_cannot_go_is_refused() {
    let section = Docx::body(
        para("<w:sectPr/>", "Cover page.") + &para("", "Clause one.") + &para("", "Clause two."),
    );
    let reason = refuse(&section, |_| Change::Insert { after: 0, paragraphs: vec![new(1, "x")] });
    assert_eq!(reason, "the paragraph before it ends a section");
    let made = make(&section, |paper| delete(paper, "Cover"));
    assert!(body(&made).starts_with("<w:p><w:pPr><w:sectPr/></w:pPr><w:del"), "{}", body(&made));
    let boxed = Docx::body(format!(
        "<w:p><w:r><w:t>Words.</w:t></w:r><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>{}",
        para("", "Boxed."),
        para("", "End.")
    ));
    let reason = refuse(&boxed, |paper| delete(paper, "Words."));
    assert!(reason.contains("box") || reason.contains("other words"), "{reason}");
}
