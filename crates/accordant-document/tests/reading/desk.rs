//! A desk to read at: papers as lines, places checked, DOCX files put together by hand.

use std::io::{Cursor, Write as _};

use accordant_document::read::{Format, NodeKind, Paper, ReadOptions, Source, View, read};

/// Reads bytes of a known format, and checks what must hold for every paper.
#[track_caller]
pub(crate) fn open(bytes: &[u8], format: Format) -> Paper {
    open_view(bytes, format, View::Final)
}

#[track_caller]
pub(crate) fn open_view(bytes: &[u8], format: Format, view: View) -> Paper {
    let options = ReadOptions { format: Some(format), view, ..ReadOptions::default() };
    let paper = read(bytes, &options).unwrap_or_else(|error| panic!("{error}: {}", error.help()));
    check_places(&paper, bytes);
    paper
}

/// Every node lies in its parent and in the text; every letter has its place in the file.
#[track_caller]
pub(crate) fn check_places(paper: &Paper, bytes: &[u8]) {
    for (index, node) in paper.nodes.iter().enumerate() {
        assert!(paper.text.get(node.span.clone()).is_some(), "{node:?}");
        assert!(paper.text.get(node.words.clone()).is_some(), "{node:?}");
        assert!(node.last > index && node.end >= node.span.end, "{node:?}");
        if let Some(parent) = node.parent {
            let above = &paper.nodes[parent];
            assert!(parent < index && above.last >= node.last && above.end >= node.end, "{node:?}");
            assert_eq!(above.depth + 1, node.depth);
        }
    }
    let mut end = 0;
    for run in &paper.runs {
        assert!(run.text.start >= end, "{run:?}");
        end = run.text.end;
        let words = &paper.text[run.text.clone()];
        if let Source::Bytes { start, end } = run.source
            && end - start == words.len()
            && !words.trim().is_empty()
        {
            assert_eq!(&bytes[start..end], words.as_bytes());
        }
    }
    for (at, letter) in paper.text.char_indices() {
        if letter.is_alphanumeric() {
            assert_eq!(paper.runs_in(&(at..at + 1)).len(), 1, "no place for byte {at}");
        }
    }
}

/// The tree as lines: "  3.2(a) item: words".
pub(crate) fn outline(paper: &Paper) -> Vec<String> {
    paper
        .nodes
        .iter()
        .map(|node| {
            let kind = format!("{:?}", node.kind).to_lowercase();
            let indent = "  ".repeat(node.depth);
            let words: String = paper.slice(&node.words).replace(['\n', '\t'], " | ");
            format!(
                "{indent}{}{}{kind}: {words}",
                node.label.full,
                if node.label.full.is_empty() { "" } else { " " }
            )
        })
        .collect()
}

/// The full numbers with the words after them.
pub(crate) fn numbered(paper: &Paper) -> Vec<String> {
    let numbered = paper.nodes.iter().filter(|node| !node.label.full.is_empty());
    numbered.map(|node| format!("{} {}", node.label.full, paper.slice(&node.words))).collect()
}

pub(crate) fn find(paper: &Paper, words: &str) -> usize {
    let holds = |node: &accordant_document::read::Node| {
        !matches!(node.kind, NodeKind::Table | NodeKind::Row)
            && paper.slice(&node.words).starts_with(words)
    };
    paper.nodes.iter().position(holds).unwrap_or_else(|| panic!("{words:?} is not there"))
}

/// A DOCX of parts that a test writes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Docx {
    pub(crate) body: String,
    pub(crate) numbering: String,
    pub(crate) styles: String,
    pub(crate) more: Vec<(&'static str, &'static str, String)>,
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A part of WordprocessingML.
pub(crate) fn part(root: &str, inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:{root} xmlns:w=\"{WORD}\" \
         xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">{inner}</w:{root}>"
    )
}

impl Docx {
    pub(crate) fn body(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    pub(crate) fn document(&self) -> String {
        part("document", &format!("<w:body>{}<w:sectPr/></w:body>", self.body))
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut relations = String::new();
        let mut parts: Vec<(String, String)> = Vec::new();
        let own = [
            ("numbering", "numbering.xml", part("numbering", &self.numbering)),
            ("styles", "styles.xml", part("styles", &self.styles)),
        ];
        for (order, (kind, file, xml)) in
            own.into_iter().chain(self.more.iter().cloned()).enumerate()
        {
            relations.push_str(&format!(
                "<Relationship Id=\"rId{order}\" Type=\"{relation}/{kind}\" Target=\"{file}\"/>"
            ));
            parts.push((format!("word/{file}"), xml));
        }
        let wrap = |inner: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
            )
        };
        parts.push(("word/_rels/document.xml.rels".into(), wrap(&relations)));
        parts.push(("_rels/.rels".into(), wrap(&format!("<Relationship Id=\"r\" Type=\"{relation}/officeDocument\" Target=\"word/document.xml\"/>"))));
        parts.push((
            "[Content_Types].xml".into(),
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .into(),
        ));
        parts.push(("word/document.xml".into(), self.document()));
        zip(&parts)
    }

    #[track_caller]
    pub(crate) fn open(&self) -> Paper {
        open(&self.bytes(), Format::Docx)
    }
}

pub(crate) fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph with properties and words.
pub(crate) fn para(properties: &str, words: &str) -> String {
    format!(
        "<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>"
    )
}

/// A paragraph of a list.
pub(crate) fn item(list: u32, level: u32, words: &str) -> String {
    para(
        &format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"),
        words,
    )
}
