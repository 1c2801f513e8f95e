//! Boxes with text, which a file holds twice.

use super::bench::{body, edit, final_text, make, mark, refuse, replace};
use super::desk::{Docx, para};
use accordant_document::redline::Edit;

fn boxed(shown: &str, spare: &str) -> Docx {
    let text = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", para("", words));
    Docx::body(
        format!(
            "<w:p><w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">\
             <mc:Choice Requires=\"wps\"><w:drawing><wps:txbx xmlns:wps=\"w\">{}</wps:txbx></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><v:textbox xmlns:v=\"urn:schemas-microsoft-com:vml\">{}</v:textbox></w:pict></mc:Fallback>\
             </mc:AlternateContent></w:r></w:p>",
            text(shown),
            text(spare)
        ) + &para("", "Below."),
    )
}

#[test]
fn both_copies_of_a_box_change() {
    let made =
        make(&boxed("Price: 100 EUR", "Price: 100 EUR"), |paper| replace(paper, "100", "90"));
    let body = body(&made);
    assert_eq!(body.matches("<w:delText>100</w:delText>").count(), 2, "{body}");
    assert!(final_text(&made).contains("Price: 90 EUR"));
    let ids: Vec<&str> =
        body.split("<w:del w:id=\"").skip(1).filter_map(|p| p.split('"').next()).collect();
    assert!(ids.len() == 2 && ids[0] != ids[1], "{ids:?}");
}

#[test]
fn copies_that_differ_are_left_alone_and_take_no_comment() {
    let reason = refuse(&boxed("Price: 100", "Price: 101"), |paper| replace(paper, "100", "90"));
    assert_eq!(reason, "it stands in a box with text");
    let docx = boxed("Price: 100", "Price: 100");
    let paper = docx.open();
    let change = edit(replace(&paper, "100", "90"));
    let made = mark(&docx, &[Edit { comment: Some("Why?".into()), ..change }]);
    assert_eq!(made.refused[0].reason, "no comment can stand in a box with text");
}
