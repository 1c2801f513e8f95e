//! Numbers of Word lists, as Word shows them.

use super::desk::{Docx, item, numbered, para};

/// A level of a list.
fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

/// A list with the usual levels of a contract: 1, 1.1, (a), (i).
fn contract(more: &str) -> String {
    let levels = [
        level(0, "decimal", "%1.", ""),
        level(1, "decimal", "%1.%2", ""),
        level(2, "lowerLetter", "(%3)", more),
        level(3, "lowerRoman", "(%4)", ""),
    ];
    format!(
        "<w:abstractNum w:abstractNumId=\"7\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>",
        levels.concat()
    )
}

#[track_caller]
fn check(docx: &Docx, expected: &[&str]) {
    assert_eq!(numbered(&docx.open()), expected);
}

#[test]
fn levels_count_and_start_anew() {
    let body = [
        item(1, 0, "Services"),
        item(1, 1, "First."),
        item(1, 2, "one;"),
        item(1, 3, "deep;"),
        item(1, 2, "two."),
        item(1, 1, "Second."),
        item(1, 2, "again."),
        item(1, 0, "Fees"),
        item(1, 1, "Third."),
    ];
    let docx = Docx { numbering: contract(""), ..Docx::body(body.concat()) };
    check(
        &docx,
        &[
            "1 Services",
            "1.1 First.",
            "1.1(a) one;",
            "1.1(a)(i) deep;",
            "1.1(b) two.",
            "1.2 Second.",
            "1.2(a) again.",
            "2 Fees",
            "2.1 Third.",
        ],
    );
}

#[test]
fn restart_can_be_held_back() {
    let body = [item(1, 1, "A."), item(1, 2, "one;"), item(1, 1, "B."), item(1, 2, "two.")];
    let docx =
        Docx { numbering: contract("<w:lvlRestart w:val=\"0\"/>"), ..Docx::body(body.concat()) };
    check(&docx, &["1.1 A.", "1.1(a) one;", "1.2 B.", "1.2(b) two."]);
}

#[test]
fn an_instance_begins_anew_once() {
    let instance = "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";
    let body = [
        item(1, 0, "One"),
        item(1, 0, "Two"),
        item(2, 0, "Five"),
        item(2, 0, "Six"),
        item(1, 0, "Seven"),
    ];
    let docx = Docx { numbering: contract("") + instance, ..Docx::body(body.concat()) };
    check(&docx, &["1 One", "2 Two", "5 Five", "6 Six", "7 Seven"]);
}

#[test]
fn legal_numbering_shows_figures() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "upperRoman", "Article %1", ""),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    );
    let body = [item(1, 0, "Data"), item(1, 0, "Fees"), item(1, 1, "Amount.")];
    let docx = Docx { numbering, ..Docx::body(body.concat()) };
    check(&docx, &["Article I Data", "Article II Fees", "2.1 Amount."]);
}

#[test]
fn styles_number_their_paragraphs() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, "decimal", "%1.", "<w:pStyle w:val=\"Top\"/>"),
        level(1, "decimal", "%1.%2", "<w:pStyle w:val=\"Below\"/>"),
    );
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Top\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Below\"><w:name w:val=\"Clause\"/><w:basedOn w:val=\"Top\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Plain\"><w:name w:val=\"Plain\"/><w:basedOn w:val=\"Top\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style>";
    let body = [
        para("<w:pStyle w:val=\"Top\"/>", "Services"),
        para("<w:pStyle w:val=\"Below\"/>", "We serve."),
        para(
            "<w:pStyle w:val=\"Top\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>",
            "No number",
        ),
        para("<w:pStyle w:val=\"Plain\"/>", "None either"),
        para("<w:pStyle w:val=\"Top\"/>", "Fees"),
    ];
    let docx = Docx { numbering, styles: styles.to_owned(), ..Docx::body(body.concat()) };
    check(&docx, &["1 Services", "1.1 We serve.", "2 Fees"]);
}

#[test]
fn a_list_can_be_that_of_a_style() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"Legal\"/>{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"Legal\"/></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>",
        level(0, "upperLetter", "%1.", ""),
    );
    let body = [item(2, 0, "First clause"), item(1, 0, "Second clause")];
    let docx = Docx { numbering, ..Docx::body(body.concat()) };
    check(&docx, &["A First clause", "B Second clause"]);
}

#[test]
fn the_end_of_a_section_takes_no_number() {
    let section = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:sectPr/></w:pPr></w:p>";
    let body = [section.to_owned(), item(1, 0, "Service"), item(1, 0, "Fees")];
    let docx = Docx { numbering: contract(""), ..Docx::body(body.concat()) };
    check(&docx, &["1 Service", "2 Fees"]);
}

#[test]
fn an_empty_paragraph_takes_a_number_and_is_no_clause() {
    let body = [item(1, 0, "Service"), item(1, 0, ""), item(1, 0, "Fees")];
    let docx = Docx { numbering: contract(""), ..Docx::body(body.concat()) };
    check(&docx, &["1 Service", "3 Fees"]);
}
