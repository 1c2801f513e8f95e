//! Tracked changes and comments of anybody: three views, and who did what.

use accordant_document::read::{Format, RevisionKind, View};

use super::desk::{Docx, open_view, para, part};

const BY: &str = "w:author=\"Other Side\" w:date=\"2026-11-01T00:00:00Z\"";

fn changed() -> Docx {
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let gone =
        |words: &str| format!("<w:r><w:delText xml:space=\"preserve\">{words}</w:delText></w:r>");
    Docx::body(format!(
        "<w:p>{}<w:del w:id=\"1\" {BY}>{}</w:del><w:ins w:id=\"2\" {BY}>{}</w:ins>{}</w:p>",
        run("Liability is capped at "),
        gone("24"),
        run("12"),
        run(" months of Fees.")
    ))
}

#[track_caller]
fn text(docx: &Docx, view: View) -> String {
    open_view(&docx.bytes(), Format::Docx, view).text
}

#[test]
fn words_come_and_go() {
    let docx = changed();
    assert_eq!(text(&docx, View::Original), "Liability is capped at 24 months of Fees.");
    assert_eq!(text(&docx, View::Final), "Liability is capped at 12 months of Fees.");
    assert_eq!(text(&docx, View::Current), "Liability is capped at 2412 months of Fees.");
    let paper = docx.open();
    let all: Vec<_> = paper
        .revisions
        .iter()
        .map(|r| (r.kind, r.author.as_str(), r.text.as_str(), paper.slice(&r.span), r.node))
        .collect();
    assert_eq!(
        all,
        [
            (RevisionKind::Deleted, "Other Side", "24", "", Some(0)),
            (RevisionKind::Inserted, "Other Side", "12", "12", Some(0)),
        ]
    );
}

#[test]
fn paragraph_marks_join_and_part() {
    let mark = |change: &str| format!("<w:rPr><w:{change} w:id=\"3\" {BY}/></w:rPr>");
    let deleted = Docx::body(para(&mark("del"), "The Fees ") + &para("", "are due."));
    assert_eq!(text(&deleted, View::Final), "The Fees are due.");
    assert_eq!(text(&deleted, View::Original), "The Fees\nare due.");
    let inserted = Docx::body(para(&mark("ins"), "The Fees ") + &para("", "are due."));
    assert_eq!(text(&inserted, View::Original), "The Fees are due.");
    assert_eq!(text(&inserted, View::Final), "The Fees\nare due.");
    assert_eq!(deleted.open().revisions[0].text, "¶");
}

#[test]
fn rows_come_and_go() {
    let row = |change: &str, words: &str| {
        let change = if change.is_empty() {
            String::new()
        } else {
            format!("<w:trPr><w:{change} w:id=\"4\" {BY}/></w:trPr>")
        };
        format!("<w:tr>{change}<w:tc>{}</w:tc></w:tr>", para("", words))
    };
    let docx = Docx::body(format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("", "kept"),
        row("del", "old"),
        row("ins", "new")
    ));
    assert_eq!(text(&docx, View::Original), "kept\nold");
    assert_eq!(text(&docx, View::Final), "kept\nnew");
    assert_eq!(text(&docx, View::Current), "kept\nold\nnew");
}

#[test]
fn moves_leave_one_place_for_another() {
    let moved = |kind: &str, element: &str| {
        format!(
            "<w:p><w:{kind} w:id=\"5\" {BY}><w:r><w:{element}>The moved clause.</w:{element}></w:r></w:{kind}></w:p>"
        )
    };
    let docx = Docx::body(moved("moveFrom", "t") + &para("", "Between.") + &moved("moveTo", "t"));
    assert_eq!(text(&docx, View::Original), "The moved clause.\nBetween.");
    assert_eq!(text(&docx, View::Final), "Between.\nThe moved clause.");
}

#[test]
fn comments_name_their_words() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Pay </w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:t>promptly</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:t>.</w:t></w:r></w:p>";
    let comment = format!(
        "<w:comment w:id=\"0\" {BY}>{}{}</w:comment>",
        para("", "How soon?"),
        para("", "Ask them.")
    );
    let docx = Docx {
        more: vec![("comments", "comments.xml", part("comments", &comment))],
        ..Docx::body(body)
    };
    let paper = docx.open();
    let comment = &paper.comments[0];
    assert_eq!(
        (comment.author.as_str(), comment.text.as_str()),
        ("Other Side", "How soon?\nAsk them.")
    );
    assert_eq!(paper.slice(&comment.span), "promptly");
    assert_eq!(comment.node, Some(0));
}
