//! Words for words: inside of runs, over runs, in the changes of others, with comments.

use accordant_document::read::{Format, Node, NodeKind, Paper, View};
use accordant_document::redline::{Change, Edit, RedlineError, redline};

use super::bench::{
    author, body, edit, final_text, make, mark, mark_bytes, refuse, replace, text, unzip,
};
use super::desk::{Docx, find, open_view, para, part};

const BY: &str = "w:author=\"Other Side\" w:date=\"2026-11-01T00:00:00Z\"";

fn run(look: &str, words: &str) -> String {
    let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

#[test]
fn a_word_is_struck_and_another_written_in_its_look() {
    let docx = Docx::body(format!(
        "<w:p>{}{}</w:p>",
        run("<w:b/>", "Fees. "),
        run("<w:i/>", "The Customer may pay in May.")
    ));
    let made = make(&docx, |paper| replace(paper, "may pay", "must pay"));
    assert_eq!(
        body(&made),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Fees. </w:t></w:r>\
         <w:r><w:rPr><w:i/></w:rPr><w:t>The Customer </w:t></w:r>\
         <w:del w:id=\"1\"><w:r><w:rPr><w:i/></w:rPr><w:delText>may</w:delText></w:r></w:del>\
         <w:ins w:id=\"2\"><w:r><w:rPr><w:i/></w:rPr><w:t>must</w:t></w:r></w:ins>\
         <w:r><w:rPr><w:i/></w:rPr><w:t> pay in May.</w:t></w:r></w:p>"
    );
    assert_eq!(final_text(&made), "Fees. The Customer must pay in May.");
}

#[test]
fn words_over_runs_keep_each_look() {
    let docx = Docx::body(format!(
        "<w:p>{}{}{}</w:p>",
        run("", "within "),
        run("<w:b/>", "thirty"),
        run("<w:i/>", " (30) days")
    ));
    let made =
        make(&docx, |paper| replace(paper, "within thirty (30) days", "within ten (10) days"));
    assert_eq!(
        body(&made),
        "<w:p><w:r><w:t>within </w:t></w:r>\
         <w:del w:id=\"1\"><w:r><w:rPr><w:b/></w:rPr><w:delText>thirty</w:delText></w:r></w:del>\
         <w:del w:id=\"2\"><w:r><w:rPr><w:i/></w:rPr><w:delText> (30)</w:delText></w:r></w:del>\
         <w:ins w:id=\"3\"><w:r><w:rPr><w:b/></w:rPr><w:t>ten (10)</w:t></w:r></w:ins>\
         <w:r><w:rPr><w:i/></w:rPr><w:t> days</w:t></w:r></w:p>"
    );
}

#[test]
fn tabs_breaks_and_letters_with_names_are_elements_and_names() {
    let docx = Docx::body(
        "<w:p><w:r><w:t>R&amp;D</w:t><w:tab/><w:t>5 &lt; 6</w:t><w:br/><w:t>end</w:t></w:r></w:p>",
    );
    let paper = docx.open();
    assert_eq!(paper.text, "R&D 5 < 6\nend");
    let made = make(&docx, |paper| replace(paper, "5 < 6\nend", "5 < 7\nthe\tend & more"));
    assert_eq!(final_text(&made), "R&D 5 < 7\nthe end & more");
    let body = body(&made);
    assert!(body.contains("<w:t>5 &lt; </w:t>"), "{body}");
    assert!(body.contains("<w:t>the</w:t><w:tab/>"), "{body}");
    let made = make(&docx, |paper| replace(paper, "R&D 5", "R&T 5"));
    assert_eq!(final_text(&made), "R&T 5 < 6\nend");
}

#[test]
fn their_insertion_holds_our_deletion_and_is_parted_by_our_insertion() {
    let docx = Docx::body(format!(
        "<w:p>{}<w:ins w:id=\"7\" {BY}>{}</w:ins>{}</w:p>",
        run("", "Pay "),
        run("", "within ten days"),
        run("", " or so.")
    ));
    let made = make(&docx, |paper| replace(paper, "within ten days", "within six days"));
    let their = "<w:ins w:id=\"7\" w:author=\"Other Side\" w:date=\"2026-11-01T00:00:00Z\">";
    let found = body(&made);
    assert!(
        found.contains(&format!("{their}<w:r><w:t>within </w:t></w:r><w:del w:id=\"8\">")),
        "{found}"
    );
    assert!(found.contains("</w:del></w:ins><w:ins w:id=\"9\"><w:r><w:t>six</w:t></w:r></w:ins><w:ins w:id=\"10\" w:author=\"Other"), "{found}");
    assert_eq!(final_text(&made), "Pay within six days or so.");
    let made = make(&docx, |paper| replace(paper, "days or so", "days of receipt or so"));
    assert!(
        body(&made)
            .contains("days</w:t></w:r></w:ins><w:ins w:id=\"8\"><w:r><w:t> of receipt</w:t>")
            || body(&made).contains("<w:ins w:id=\"8\">"),
        "{}",
        body(&made)
    );
    assert_eq!(final_text(&made), "Pay within ten days of receipt or so.");
}

#[test]
fn their_deletions_stay_as_they_are() {
    let deleted =
        format!("<w:del w:id=\"3\" {BY}><w:r><w:delText>twenty </w:delText></w:r></w:del>");
    let docx =
        Docx::body(format!("<w:p>{}{deleted}{}</w:p>", run("", "In "), run("", "ten days.")));
    let made = make(&docx, |paper| replace(paper, "In ten days", "After six days"));
    assert!(body(&made).contains(&deleted));
    assert_eq!(final_text(&made), "After six days.");
}

#[test]
fn links_and_fields_are_not_crossed() {
    let link = format!("<w:hyperlink r:id=\"r1\">{}</w:hyperlink>", run("<w:u/>", "our website"));
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>4.2</w:t></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let docx = Docx::body(format!(
        "<w:p>{}{link}{}{field}{}</w:p>",
        run("", "See "),
        run("", " under clause "),
        run("", ", please.")
    ));
    let made = make(&docx, |paper| replace(paper, "our website", "our site"));
    assert!(body(&made).contains("<w:hyperlink r:id=\"r1\"><w:r>"));
    assert!(body(&made).contains("</w:ins></w:hyperlink>"));
    let made = make(&docx, |paper| replace(paper, "website under", "website, under"));
    assert!(body(&made).contains("</w:hyperlink><w:ins"), "{}", body(&made));
    let made = make(&docx, |paper| replace(paper, "4.2, please", "4.2 above, please"));
    assert_eq!(final_text(&made), "See our website under clause 4.2 above, please.");
    assert!(body(&made).contains("\"end\"/></w:r><w:ins"));
    assert_eq!(
        refuse(&docx, |paper| replace(paper, "clause 4.2", "clause 4.3")),
        "a field writes these words"
    );
    assert_eq!(
        refuse(&docx, |paper| replace(paper, "website under clause", "pages")),
        "it goes over the edge of a link or a content control"
    );
}

#[test]
fn locked_controls_are_left_alone() {
    let control = |properties: &str| {
        Docx::body(format!(
            "<w:p><w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
            run("", "a date here")
        ))
    };
    let reason = refuse(&control("<w:lock w:val=\"sdtContentLocked\"/>"), |paper| {
        replace(paper, "date", "day")
    });
    assert_eq!(reason, "it stands in a content control that is locked or filled in");
    make(&control("<w:alias w:val=\"free\"/>"), |paper| replace(paper, "date", "day"));
}

/// A paragraph with a note at its second word, and one behind it.
fn noted() -> Docx {
    let note = format!("<w:footnote w:id=\"2\">{}</w:footnote>", para("", "A note."));
    Docx {
        more: vec![("footnotes", "footnotes.xml", part("footnotes", &note))],
        ..Docx::body(
            format!(
                "<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}</w:p>",
                run("", "one two"),
                run("", " three four")
            ) + &para("", "five"),
        )
    }
}

#[test]
fn words_of_a_note_change_and_its_mark_stays_among_new_words() {
    let made = make(&noted(), |paper| replace(paper, "A note.", "A longer note."));
    assert!(unzip(&made.bytes)["word/footnotes.xml"].contains("longer"));
    let made = make(&noted(), |paper| replace(paper, "one two three", "one or two three"));
    assert_eq!(made.refused, []);
    let made = make(&noted(), |paper| replace(paper, "two three", "x"));
    assert_eq!(final_text(&made), "one x four\nfive\nA note.");
    assert!(!body(&made).contains("footnoteReference w:id=\"2\"/></w:r></w:del>"));
}

#[test]
fn a_note_goes_with_its_paragraph_or_by_itself() {
    let delete = |paper: &Paper, words: &str| {
        let node = find(paper, words);
        let found = &paper.nodes[node];
        Change::Delete { node, expect: paper.slice(&(found.span.start..found.end)).into() }
    };
    let footnote = |paper: &Paper| {
        let is_note = |node: &Node| node.kind == NodeKind::Footnote;
        let node = paper.nodes.iter().position(is_note).expect("a note");
        let found = &paper.nodes[node];
        Change::Delete { node, expect: paper.slice(&(found.span.start..found.end)).into() }
    };
    let made = make(&noted(), |paper| delete(paper, "one two"));
    assert_eq!(final_text(&made), "five");
    assert!(body(&made).contains("<w:footnoteReference w:id=\"2\"/></w:r></w:del>"));
    let made = make(&noted(), footnote);
    assert_eq!(final_text(&made), "one two three four\nfive");
    // Both at once, in either order.
    let docx = noted();
    let paper = docx.open();
    let edits = [edit(delete(&paper, "one two")), edit(footnote(&paper))];
    let made = mark(&docx, &edits);
    assert_eq!(made.refused, []);
    assert_eq!(final_text(&made), "five");
}

#[test]
fn stale_words_and_clashes_are_refused() {
    let docx = Docx::body(para("", "One two three.") + &para("", "Four."));
    let stale = |_: &_| Change::Replace { range: 0..3, expect: "Two".into(), with: "x".into() };
    assert_eq!(refuse(&docx, stale), "the words are not there");
    let far = |_: &_| Change::Replace { range: 0..300, expect: "Two".into(), with: "x".into() };
    assert_eq!(refuse(&docx, far), "the words are not there");
    let over = refuse(&docx, |paper| replace(paper, "three.\nFour", "seven"));
    assert_eq!(over, "it goes over the end of a paragraph");
    let same = refuse(&docx, |paper| replace(paper, "two", "two"));
    assert_eq!(same, "it changes nothing");
    let paper = docx.open();
    let second = Edit { id: "two".into(), ..edit(replace(&paper, "two three", "six")) };
    let made = mark(&docx, &[edit(replace(&paper, "two", "five")), second]);
    assert_eq!(made.applied, ["one"]);
    assert_eq!(made.refused[0].id, "two");
    assert_eq!(made.refused[0].reason, "another edit changes the same words");
}

#[test]
fn a_comment_goes_with_the_words_and_makes_its_part() {
    let docx = Docx::body(para("", "Pay promptly &amp; in full."));
    let paper = docx.open();
    let remark = Edit {
        comment: Some("Ten days are usual.\nSee <our> playbook.".into()),
        ..edit(replace(&paper, "promptly", "within ten days"))
    };
    let made = mark(&docx, &[remark]);
    assert_eq!(made.refused, []);
    let read = open_view(&made.bytes, Format::Docx, View::Final);
    let comment = &read.comments[0];
    assert_eq!(comment.author, "Our Side & Co");
    assert_eq!(comment.text, "Ten days are usual.\nSee <our> playbook.");
    assert_eq!(read.slice(&comment.span), "within ten days");
    let parts = unzip(&made.bytes);
    assert!(parts["[Content_Types].xml"].contains("/word/comments.xml"));
    assert!(parts["word/_rels/document.xml.rels"].contains("Target=\"comments.xml\""));
    let silent = Change::Comment { range: 0..3, expect: "Pay".into() };
    assert_eq!(mark(&docx, &[edit(silent)]).refused[0].reason, "it is a comment that says nothing");
}

#[test]
fn comments_stand_behind_theirs() {
    let theirs = format!("<w:comment w:id=\"5\" {BY}>{}</w:comment>", para("", "Why?"));
    let docx = Docx {
        more: vec![("comments", "comments.xml", part("comments", &theirs))],
        ..Docx::body(format!(
            "<w:p><w:commentRangeStart w:id=\"5\"/>{}<w:commentRangeEnd w:id=\"5\"/></w:p>",
            run("", "Pay promptly.")
        ))
    };
    let paper = docx.open();
    let range = 4..12;
    let change = Change::Comment { range, expect: "promptly".into() };
    let made = mark(&docx, &[Edit { comment: Some("Yes.".into()), ..edit(change) }]);
    let read = open_view(&made.bytes, Format::Docx, View::Final);
    let all: Vec<_> =
        read.comments.iter().map(|c| (c.text.as_str(), read.slice(&c.span))).collect();
    assert_eq!(all, [("Why?", "Pay promptly."), ("Yes.", "promptly")]);
    assert_eq!(paper.text, text(&made.bytes, View::Final));
    assert!(unzip(&made.bytes)["word/comments.xml"].contains(&theirs));
}

#[test]
fn what_cannot_be_written_back_is_said() {
    let docx = Docx::body(para("", "Words."));
    let mut paper = docx.open();
    paper.text.push('!');
    let error = redline(&docx.bytes(), &paper, &[], &author()).unwrap_err();
    assert_eq!(error, RedlineError::Stale);
    let strict = docx.document().replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    let strict = super::desk::zip(&[("word/document.xml".into(), strict)]);
    let paper = super::desk::open(&strict, Format::Docx);
    let error = redline(&strict, &paper, &[], &author()).unwrap_err();
    assert!(matches!(error, RedlineError::ReadOnly { .. }), "{error}");
    assert!(error.help().contains("save it as DOCX"));
    let odd = docx
        .document()
        .replace("<w:", "<x:")
        .replace("</w:", "</x:")
        .replace("xmlns:w=", "xmlns:x=");
    let odd = super::desk::zip(&[("word/document.xml".into(), odd)]);
    let paper = super::desk::open(&odd, Format::Docx);
    let error = redline(&odd, &paper, &[], &author()).unwrap_err();
    assert!(error.to_string().contains("in its own way"), "{error}");
}

#[test]
fn a_mark_of_byte_order_stays() {
    let docx = Docx::body(para("", "Some words."));
    let marked = format!("\u{feff}{}", docx.document());
    let bytes = super::desk::zip(&[("word/document.xml".into(), marked)]);
    let paper = super::desk::open(&bytes, Format::Docx);
    let made = mark_bytes(&bytes, &[edit(replace(&paper, "words", "letters"))]);
    assert_eq!(made.refused, []);
    assert!(unzip(&made.bytes)["word/document.xml"].starts_with('\u{feff}'));
}
