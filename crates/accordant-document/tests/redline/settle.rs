//! Changes taken and undone: of one author, of all, of words, marks, rows and looks.

use accordant_document::redline::{Settle, settle};

use super::bench::unzip;
use super::desk::{Docx, para};

fn by(id: u32, name: &str) -> String {
    format!("w:id=\"{id}\" w:author=\"{name}\" w:date=\"2026-11-01T00:00:00Z\"")
}

fn body(docx: &Docx, how: Settle, author: Option<&str>) -> String {
    let bytes = settle(&docx.bytes(), how, author).unwrap();
    let xml = unzip(&bytes)["word/document.xml"].clone();
    let start = xml.find("<w:body>").unwrap() + 8;
    xml[start..xml.rfind("<w:sectPr").unwrap()].replace(" xml:space=\"preserve\"", "")
}

#[test]
fn one_author_or_all() {
    let docx = Docx::body(format!(
        "<w:p><w:ins {}><w:r><w:t>A</w:t></w:r><w:del {}><w:r><w:delText>B</w:delText></w:r></w:del></w:ins></w:p>",
        by(1, "Them"),
        by(2, "Us")
    ));
    assert_eq!(
        body(&docx, Settle::Reject, Some("Us")),
        format!(
            "<w:p><w:ins {}><w:r><w:t>A</w:t></w:r><w:r><w:t>B</w:t></w:r></w:ins></w:p>",
            by(1, "Them")
        )
    );
    assert_eq!(body(&docx, Settle::Accept, None), "<w:p><w:r><w:t>A</w:t></w:r></w:p>");
    assert_eq!(body(&docx, Settle::Reject, None), "<w:p></w:p>");
    assert_eq!(body(&docx, Settle::Reject, Some("Nobody")), docx.body);
}

#[test]
fn paragraphs_join_where_their_mark_goes() {
    let mark = |kind: &str| format!("<w:rPr><w:{kind} {}/></w:rPr>", by(1, "Us"));
    let docx = Docx::body(para(&mark("del"), "One ") + &para("<w:keepNext/>", "two"));
    assert_eq!(
        body(&docx, Settle::Accept, None),
        "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>One </w:t></w:r><w:r><w:t>two</w:t></w:r></w:p>"
    );
    assert_eq!(
        body(&docx, Settle::Reject, None),
        "<w:p><w:r><w:t>One </w:t></w:r></w:p><w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>two</w:t></w:r></w:p>"
            .replacen("<w:p><w:r>", "<w:p><w:pPr></w:pPr><w:r>", 1)
            .replace("<w:pPr></w:pPr>", "")
    );
}

#[test]
fn looks_come_back_and_rows_go() {
    let docx = Docx::body(format!(
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange {}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>x</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:trPr><w:ins {}/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        by(1, "Us"),
        by(2, "Us")
    ));
    assert_eq!(
        body(&docx, Settle::Reject, None),
        "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>x</w:t></w:r></w:p>"
    );
    assert_eq!(
        body(&docx, Settle::Accept, None),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    );
}

#[test]
fn the_ends_of_bookmarks_stay() {
    let docx = Docx::body(format!(
        "<w:p><w:del {}><w:bookmarkStart w:id=\"9\" w:name=\"n\"/><w:r><w:delText>x</w:delText></w:r></w:del><w:bookmarkEnd w:id=\"9\"/></w:p>",
        by(1, "Us")
    ));
    assert_eq!(
        body(&docx, Settle::Accept, None),
        "<w:p><w:bookmarkStart w:id=\"9\" w:name=\"n\"/><w:bookmarkEnd w:id=\"9\"/></w:p>"
    );
}
