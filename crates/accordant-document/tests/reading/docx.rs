//! DOCX: what stands where, and the bytes of each piece.

use accordant_document::read::docx::{AtomKind, Package};
use accordant_document::read::{AsideKind, NodeKind, Source};

use super::desk::{Docx, find, outline, para, part};

#[test]
fn every_piece_has_its_bytes() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Fees &amp; costs: </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>5 &lt; 6</w:t></w:r></w:p>";
    let docx = Docx::body(body);
    let (paper, xml) = (docx.open(), docx.document());
    assert_eq!(paper.text, "Fees & costs: 5 < 6");
    let pieces: Vec<(&str, &str, bool)> = paper
        .runs
        .iter()
        .map(|run| {
            let Source::Docx { start, end, part, .. } = run.source else { panic!("{run:?}") };
            assert_eq!(paper.parts[part].name, "word/document.xml");
            (&paper.text[run.text.clone()], &xml[start..end], run.strong)
        })
        .collect();
    assert_eq!(
        pieces,
        [("Fees & costs: ", "Fees &amp; costs: ", false), ("5 < 6", "5 &lt; 6", true)]
    );
}

#[test]
fn the_package_gives_stories_with_spans() {
    let docx = Docx::body(para("<w:jc w:val=\"left\"/>", "One") + "<w:p w14:paraId=\"0000ABCD\"/>");
    let package = Package::open(&docx.bytes()).unwrap();
    let story = package.story(package.main()).unwrap();
    let xml = package.part(package.main()).unwrap();
    assert_eq!(
        &xml[story.paras[0].properties.clone().unwrap()],
        "<w:pPr><w:jc w:val=\"left\"/></w:pPr>"
    );
    assert!(xml[story.paras[0].span.clone()].starts_with("<w:p>"));
    assert!(xml[story.paras[0].span.clone()].ends_with("</w:p>"));
    assert_eq!(story.paras[0].atoms[0].kind, AtomKind::Text);
    assert_eq!(story.paras[1].id.as_deref(), Some("0000ABCD"));
    assert_eq!(&xml[story.paras[1].span.clone()], "<w:p w14:paraId=\"0000ABCD\"/>");
}

#[test]
fn fields_show_their_result() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">See clause </w:t></w:r>{}<w:r><w:instrText> REF _Ref1 \\r \\h </w:instrText></w:r>{}<w:r><w:t>4.2</w:t></w:r>{}\
         <w:fldSimple w:instr=\"DATE\"><w:r><w:t xml:space=\"preserve\"> today</w:t></w:r></w:fldSimple></w:p>",
        field("begin"),
        field("separate"),
        field("end")
    );
    assert_eq!(Docx::body(body).open().text, "See clause 4.2 today");
}

#[test]
fn links_controls_boxes_and_breaks_are_read_once() {
    let boxed = "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>";
    let body = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"hidden\"/></w:sdtPr><w:sdtContent><w:p><w:hyperlink r:id=\"x\"><w:r><w:t>Our policy</w:t></w:r></w:hyperlink>\
         <w:r><w:tab/><w:t>ap</w:t><w:noBreakHyphen/><w:t>plies</w:t><w:br/><w:t>here</w:t></w:r><w:r>{boxed}</w:r></w:p></w:sdtContent></w:sdt>"
    );
    assert_eq!(Docx::body(body).open().text, "Our policy ap-plies\nhere\nIn the box");
}

#[test]
fn notes_headers_and_hidden_text_stand_apart() {
    let body = "<w:p><w:r><w:t>Data is kept.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret draft</w:t></w:r></w:p>";
    let note = |id: u32, kind: &str, words: &str| {
        format!(
            "<w:footnote w:id=\"{id}\"{kind}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let notes = note(0, " w:type=\"separator\"", "-") + &note(2, "", "For ten years.");
    let docx = Docx {
        more: vec![
            ("footnotes", "footnotes.xml", part("footnotes", &notes)),
            ("header", "header1.xml", part("hdr", &para("", "Confidential"))),
            ("footer", "footer1.xml", part("ftr", &para("", "Page 1"))),
        ],
        ..Docx::body(body)
    };
    let paper = docx.open();
    assert_eq!(paper.text, "Data is kept.\nFor ten years.");
    let note = paper.nodes.iter().find(|node| node.kind == NodeKind::Footnote).unwrap();
    assert_eq!(note.label.shown, "1");
    let asides: Vec<_> =
        paper.asides.iter().map(|aside| (aside.kind, aside.text.as_str())).collect();
    assert_eq!(asides, [(AsideKind::Header, "Confidential"), (AsideKind::Footer, "Page 1")]);
    assert_eq!(paper.left_out[0].why, "hidden text");
}

#[test]
fn tables_and_definitions_in_them_are_read() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", para("", words));
    let row = |a: &str, b: &str, more: &str| format!("<w:tr>{more}{}{}</w:tr>", cell(a), cell(b));
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>{}",
        row("Term", "Meaning", "<w:trPr><w:tblHeader/></w:trPr>"),
        row("Fees", "what is paid", ""),
        row("Term", "five years", ""),
        para("", "The Fees are due.")
    );
    let paper = Docx::body(body).open();
    assert_eq!((paper.tables[0].rows.len(), paper.tables[0].header_rows), (3, 1));
    let terms: Vec<_> =
        paper.terms.iter().map(|term| (term.term.as_str(), paper.slice(&term.meaning))).collect();
    assert_eq!(terms, [("Fees", "what is paid"), ("Term", "five years")]);
    assert_eq!(paper.place(find(&paper, "five years")), "Term");
    assert_eq!(paper.nodes[find(&paper, "The Fees")].parent, None, "{:#?}", outline(&paper));
}

#[test]
fn a_table_of_contents_is_no_clause() {
    let styles =
        "<w:style w:type=\"paragraph\" w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>";
    let body = para("<w:pStyle w:val=\"TOC1\"/>", "1. Fees 3") + &para("", "1. Fees");
    let paper = Docx { styles: styles.to_owned(), ..Docx::body(body) }.open();
    assert_eq!(paper.text, "1. Fees");
    assert_eq!(paper.left_out[0].why, "table of contents");
}

#[test]
fn strict_files_and_other_prefixes_are_read() {
    let docx = Docx::body(para("", "Strict words"));
    let strict = docx.document().replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    let renamed = strict.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=");
    for xml in [strict, renamed] {
        let bytes = super::desk::zip(&[("word/document.xml".to_owned(), xml)]);
        let paper = super::desk::open(&bytes, accordant_document::read::Format::Docx);
        assert_eq!(paper.text, "Strict words");
        assert!(paper.read_only.is_some());
    }
}
