//! A DOCX of our own from a paper of any format: what a redline is written into when the other side
//! sent no Word file.
//!
//! Numbers stand as text, since nobody counts them any more; the header says what the file is.

use std::io::{Cursor, Write as _};
use std::ops::Range;

use super::RedlineError;
use super::runs::new_run;
use crate::read::{Format, Node, NodeKind, Paper, Table};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Width of the text on the page, in twentieths of a point.
const WIDTH: usize = 9_026;
/// How far a level is set in, and the deepest that is.
const STEP: usize = 360;
const DEEPEST: usize = 6;

/// See [`super::reconstruct`].
pub(super) fn reconstruct(paper: &Paper) -> Result<Vec<u8>, RedlineError> {
    let writer = Writer { paper };
    let mut body = String::new();
    writer.write(0..paper.nodes.len(), false, &mut body);
    let document = format!(
        "{DECLARATION}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATION}\"><w:body>{body}<w:sectPr>\
         <w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" \
         w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let parts = [
        ("[Content_Types].xml", write_types()),
        ("_rels/.rels", write_relations(&[("rId1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", document),
        (
            "word/_rels/document.xml.rels",
            write_relations(&[("rId1", "styles", "styles.xml"), ("rId2", "header", "header1.xml")]),
        ),
        ("word/styles.xml", write_styles()),
        ("word/header1.xml", write_header(paper.format)),
    ];
    zip_parts(&parts).map_err(|error| RedlineError::Package { detail: error.to_string() })
}

fn zip_parts(parts: &[(&str, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, text) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn write_types() -> String {
    let part = |file: &str, kind: &str| {
        format!("<Override PartName=\"/word/{file}.xml\" ContentType=\"{CONTENT}.{kind}+xml\"/>")
    };
    let (main, styles) = (part("document", "document.main"), part("styles", "styles"));
    let header = part("header1", "header");
    format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default \
         Extension=\"xml\" ContentType=\"application/xml\"/>{main}{styles}{header}</Types>"
    )
}

fn write_relations(relations: &[(&str, &str, &str)]) -> String {
    let all: String = relations
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn write_header(format: Format) -> String {
    let from = match format {
        Format::Docx => "a Word file",
        Format::Pdf => "a PDF",
        Format::Markdown => "Markdown",
        Format::Html => "a web page",
        Format::Text => "plain text",
    };
    let words = format!("Reconstructed from {from}: the words are theirs, the layout is ours.");
    let run = new_run("<w:rPr><w:color w:val=\"666666\"/><w:sz w:val=\"16\"/></w:rPr>", &words);
    format!("{DECLARATION}<w:hdr xmlns:w=\"{WORD}\"><w:p>{run}</w:p></w:hdr>")
}

fn write_styles() -> String {
    let fonts = "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\"/>";
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn \
             w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>\
             <w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let mut all = format!(
        "{DECLARATION}<w:styles xmlns:w=\"{WORD}\"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz \
         w:val=\"21\"/><w:szCs w:val=\"21\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing \
         w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name \
         w:val=\"Normal\"/><w:qFormat/></w:style>"
    );
    let bold = |size: usize| format!("<w:b/><w:bCs/><w:sz w:val=\"{size}\"/>");
    all.push_str(&style("Title", "Title", "<w:spacing w:after=\"240\"/>", &bold(36)));
    for level in 1..=9_usize {
        let (id, name) = (format!("Heading{level}"), format!("heading {level}"));
        let paragraph = format!(
            "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"{}\"/>",
            level - 1
        );
        all.push_str(&style(
            &id,
            &name,
            &paragraph,
            &bold(28_usize.saturating_sub(2 * level).max(21)),
        ));
    }
    all + "</w:styles>"
}

struct Writer<'a> {
    paper: &'a Paper,
}

impl Writer<'_> {
    fn write(&self, nodes: Range<usize>, in_cell: bool, out: &mut String) {
        let mut at = nodes.start;
        while let Some(node) = self.paper.nodes.get(at).filter(|_| at < nodes.end) {
            let table = self.paper.tables.iter().find(|table| table.node == at);
            match (node.kind, table) {
                (NodeKind::Table, Some(table)) => {
                    self.write_table(table, out);
                    // Tables beside one another would become one, and a cell ends in a paragraph.
                    let next = self.paper.nodes.get(node.last).map(|next| next.kind);
                    if in_cell || next.is_none_or(|next| next == NodeKind::Table) {
                        out.push_str("<w:p/>");
                    }
                    at = node.last;
                    continue;
                }
                (NodeKind::Table | NodeKind::Row | NodeKind::Cell, _) => {}
                _ => self.write_paragraph(node, in_cell, out),
            }
            at += 1;
        }
    }

    fn write_table(&self, table: &Table, out: &mut String) {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let width = WIDTH / columns;
        let border = |side: &str| {
            format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"999999\"/>")
        };
        let borders: String =
            ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
        let grid = format!("<w:gridCol w:w=\"{width}\"/>").repeat(columns);
        out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblBorders>{borders}\
             </w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        ));
        for (order, row) in table.rows.iter().enumerate() {
            out.push_str("<w:tr>");
            if order < table.header_rows {
                out.push_str("<w:trPr><w:tblHeader/></w:trPr>");
            }
            for cell in row {
                let mut inside = String::new();
                if let Some(node) = self.paper.nodes.get(*cell) {
                    if !node.words.is_empty() {
                        self.write_paragraph(node, true, &mut inside);
                    }
                    self.write(cell + 1..node.last, true, &mut inside);
                }
                if inside.is_empty() {
                    inside.push_str("<w:p/>");
                }
                out.push_str(&format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{inside}</w:tc>"
                ));
            }
            out.push_str("</w:tr>");
        }
        out.push_str("</w:tbl>");
    }

    fn write_paragraph(&self, node: &Node, in_cell: bool, out: &mut String) {
        let heads = node.heading.as_ref().is_some_and(|heading| heading.end >= node.words.end);
        let level = (node.depth + 1).min(9);
        let deep = node.depth.min(DEEPEST) * STEP;
        let properties = match node.kind {
            NodeKind::Title => "<w:pStyle w:val=\"Title\"/>".to_owned(),
            _ if in_cell => String::new(),
            _ if heads => format!("<w:pStyle w:val=\"Heading{level}\"/>"),
            NodeKind::Item | NodeKind::Clause if deep > 0 => {
                format!("<w:ind w:left=\"{deep}\"/>")
            }
            _ => String::new(),
        };
        let number = self.number(node);
        let mut runs = new_run("", &number);
        let mut at = node.words.start;
        for run in self.paper.runs_in(&node.words) {
            let (from, to) = (run.text.start.max(at), run.text.end.min(node.words.end));
            runs.push_str(&self.piece(at..from, false));
            runs.push_str(&self.piece(from..to, run.strong && !heads));
            at = to.max(at);
        }
        runs.push_str(&self.piece(at..node.words.end, false));
        let properties = match properties.as_str() {
            "" => properties,
            inside => format!("<w:pPr>{inside}</w:pPr>"),
        };
        out.push_str(&format!("<w:p>{properties}{runs}</w:p>"));
    }

    fn piece(&self, range: Range<usize>, strong: bool) -> String {
        let words: String = self
            .paper
            .slice(&range)
            .chars()
            // What XML cannot hold would change the places of all that follows.
            .map(|c| if c < ' ' && !matches!(c, '\n' | '\t') { ' ' } else { c })
            .collect();
        new_run(if strong { "<w:rPr><w:b/></w:rPr>" } else { "" }, &words)
    }

    /// The number before the words, typed or counted.
    fn number(&self, node: &Node) -> String {
        let typed = self.paper.slice(&(node.span.start..node.words.start));
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = if typed.is_empty() { &node.label.shown } else { &typed };
        let is_plain = typed.is_empty() && shown.ends_with(|c: char| c.is_alphanumeric());
        let is_step = is_plain && !shown.contains([' ', '.', '(']);
        match shown.as_str() {
            "" => String::new(),
            shown if is_step => format!("{shown}. "),
            shown => format!("{shown} "),
        }
    }
}
