//! The package: parts, relations, properties, and the ZIP around them.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::{PLAIN_PARAGRAPHS, SCHEDULE_PARAGRAPHS};
use super::xml::Xml;
use super::{DocumentError, DocxOptions};
use crate::model::{Document, DocumentKind};

const STYLES: &str = include_str!("../../assets/docx/styles.xml");
const NUMBERING: &str = include_str!("../../assets/docx/numbering.xml");
const SETTINGS: &str = include_str!("../../assets/docx/settings.xml");
const FONTS: &str = include_str!("../../assets/docx/fontTable.xml");
const THEME: &str = include_str!("../../assets/docx/theme1.xml");

const NAMESPACES: [(&str, &str); 6] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ("xmlns:asvg", "http://schemas.microsoft.com/office/drawing/2016/SVG/main"),
];
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORDPROCESSING: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Name, type and file of the parts that every document has.
const FIXED: [(&str, &str, &str); 11] = [
    ("styles", "styles", "styles.xml"),
    ("numbering", "numbering", "numbering.xml"),
    ("settings", "settings", "settings.xml"),
    ("fonts", "fontTable", "fontTable.xml"),
    ("theme", "theme", "theme/theme1.xml"),
    ("header-first", "header", "header1.xml"),
    ("header-upright", "header", "header2.xml"),
    ("header-wide", "header", "header3.xml"),
    ("footer-first", "footer", "footer1.xml"),
    ("footer-upright", "footer", "footer2.xml"),
    ("footer-wide", "footer", "footer3.xml"),
];

/// What the writer of the body hands over.
pub(super) struct Story {
    pub(super) document: String,
    pub(super) relations: Relations,
    pub(super) media: Vec<Media>,
    /// The lists that start anew: the fixed list that each is made from.
    pub(super) lists: Vec<u32>,
    pub(super) first_list: u32,
}

/// A picture in the package.
pub(super) struct Media {
    pub(super) file: String,
    pub(super) bytes: Vec<u8>,
}

/// What the body leads to: parts, pictures and public addresses.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// Type, target, and whether it lies outside of the package.
    added: Vec<(&'static str, String, bool)>,
}

impl Relations {
    pub(super) fn of_document() -> Self {
        Self::default()
    }

    /// The relation of a fixed part.
    pub(super) fn find(&self, name: &str) -> String {
        let index = FIXED.iter().position(|(fixed, _, _)| *fixed == name).unwrap_or(0);
        format!("rId{}", index + 1)
    }

    pub(super) fn link(&mut self, href: &str) -> String {
        self.add("hyperlink", href.to_owned(), true)
    }

    pub(super) fn picture(&mut self, file: &str) -> String {
        self.add("image", format!("media/{file}"), false)
    }

    fn add(&mut self, kind: &'static str, target: String, outside: bool) -> String {
        let relation = (kind, target, outside);
        let index = self.added.iter().position(|known| *known == relation).unwrap_or_else(|| {
            self.added.push(relation);
            self.added.len() - 1
        });
        format!("rId{}", FIXED.len() + index + 1)
    }

    fn write(&self) -> String {
        let fixed = FIXED.iter().map(|(_, kind, file)| (*kind, (*file).to_owned(), false));
        let all: Vec<_> = fixed.chain(self.added.iter().cloned()).collect();
        let mut xml = Xml::part();
        xml.open_with("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
        for (index, (kind, target, outside)) in all.iter().enumerate() {
            let id = format!("rId{}", index + 1);
            let kind = format!("{RELATION}/{kind}");
            let mut attributes = vec![("Id", id.as_str()), ("Type", &kind), ("Target", target)];
            if *outside {
                attributes.push(("TargetMode", "External"));
            }
            xml.leaf("Relationship", &attributes);
        }
        xml.finish()
    }
}

/// Starts the body, a header or a footer.
pub(super) fn open_story(root: &'static str) -> Xml {
    let mut xml = Xml::part();
    xml.open_with(root, &NAMESPACES);
    if root == "w:document" {
        xml.open("w:body");
    }
    xml
}

pub(super) fn write(
    document: &Document,
    options: &DocxOptions,
    story: Story,
) -> Result<Vec<u8>, DocumentError> {
    let agreement = document.kind == DocumentKind::Agreement;
    let language = |part: &str| {
        let tag: String =
            document.language.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        if tag.is_empty() {
            part.to_owned()
        } else {
            part.replace("w:val=\"en-GB\"", &format!("w:val=\"{tag}\""))
        }
    };
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, text: String| parts.push((name.to_owned(), text.into_bytes()));
    add("[Content_Types].xml", write_content_types(&story.media));
    add("_rels/.rels", write_root_relations());
    add("docProps/core.xml", write_core_properties(document, options));
    add("docProps/app.xml", write_app_properties());
    add("word/document.xml", story.document);
    add("word/_rels/document.xml.rels", story.relations.write());
    add(
        "word/styles.xml",
        language(&if agreement { STYLES.to_owned() } else { unlabel_contents() }),
    );
    add("word/numbering.xml", write_numbering(&story.lists, story.first_list));
    add("word/settings.xml", language(SETTINGS));
    add("word/fontTable.xml", FONTS.to_owned());
    add("word/theme/theme1.xml", THEME.to_owned());
    add("word/header1.xml", write_header("", None));
    add("word/header2.xml", write_header(&document.running_head, None));
    add("word/header3.xml", write_header(&document.running_head, Some("14116")));
    add("word/footer1.xml", write_footer(&document.footer, !agreement, None));
    add("word/footer2.xml", write_footer(&document.footer, true, None));
    add("word/footer3.xml", write_footer(&document.footer, true, Some("14116")));
    for media in story.media {
        parts.push((format!("word/media/{}", media.file), media.bytes));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let settings = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        zip.start_file(name, settings)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The styles with contents that have no labels, as a report's headings have none.
fn unlabel_contents() -> String {
    STYLES
        .replace("<w:tab w:val=\"left\" w:pos=\"1361\"/>", "")
        .replace("<w:ind w:left=\"1361\" w:hanging=\"1361\"/>", "<w:ind w:left=\"0\"/>")
        .replace("<w:ind w:left=\"1361\" w:hanging=\"567\"/>", "<w:ind w:left=\"397\"/>")
}

fn write_content_types(media: &[Media]) -> String {
    let mut xml = Xml::part();
    xml.open_with("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let mut default = |extension: &str, kind: &str| {
        xml.leaf("Default", &[("Extension", extension), ("ContentType", kind)]);
    };
    default("rels", "application/vnd.openxmlformats-package.relationships+xml");
    default("xml", "application/xml");
    for (extension, kind) in [("png", "image/png"), ("svg", "image/svg+xml")] {
        if media.iter().any(|media| media.file.ends_with(extension)) {
            default(extension, kind);
        }
    }
    let mut part = |name: &str, kind: &str| {
        xml.leaf("Override", &[("PartName", name), ("ContentType", kind)]);
    };
    part("/word/document.xml", &format!("{WORDPROCESSING}.document.main+xml"));
    for (_, kind, file) in FIXED {
        let kind = match kind {
            "theme" => "application/vnd.openxmlformats-officedocument.theme+xml".to_owned(),
            kind => format!("{WORDPROCESSING}.{kind}+xml"),
        };
        part(&format!("/word/{file}"), &kind);
    }
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part(
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    xml.finish()
}

fn write_root_relations() -> String {
    let mut xml = Xml::part();
    xml.open_with("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    let body = format!("{RELATION}/officeDocument");
    let app = format!("{RELATION}/extended-properties");
    let targets = [
        ("rId1", &body, "word/document.xml"),
        ("rId2", &core, "docProps/core.xml"),
        ("rId3", &app, "docProps/app.xml"),
    ];
    for (id, kind, target) in targets {
        xml.leaf("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    xml.finish()
}

fn write_core_properties(document: &Document, options: &DocxOptions) -> String {
    let mut xml = Xml::part();
    xml.open_with(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    let mut element = |name: &'static str, attributes: &[(&str, &str)], text: &str| {
        if !text.is_empty() {
            xml.open_with(name, attributes);
            xml.text(text);
            xml.close();
        }
    };
    element("dc:title", &[], &document.title);
    element("dc:subject", &[], document.subtitle.as_deref().unwrap_or_default());
    element("dc:creator", &[], &options.author);
    element("cp:lastModifiedBy", &[], &options.author);
    if is_date(&document.date) {
        let moment = format!("{}T00:00:00Z", document.date);
        for name in ["dcterms:created", "dcterms:modified"] {
            element(name, &[("xsi:type", "dcterms:W3CDTF")], &moment);
        }
    }
    element("dc:language", &[], &document.language);
    xml.finish()
}

fn write_app_properties() -> String {
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open_with("Properties", &[("xmlns", namespace)]);
    xml.open("Application");
    xml.text("Accordant");
    xml.close();
    xml.finish()
}

/// Whether the text is a date such as `2026-11-22`.
fn is_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}

/// The fixed lists, and one more for each list of the document that starts anew.
fn write_numbering(lists: &[u32], first: u32) -> String {
    let mut own = String::new();
    for (list, number) in lists.iter().zip(first..) {
        let mut xml = Xml::default();
        xml.open_with("w:num", &[("w:numId", &number.to_string())]);
        xml.value("w:abstractNumId", &list.to_string());
        let deep = matches!(*list, SCHEDULE_PARAGRAPHS | PLAIN_PARAGRAPHS);
        let level = if deep { 0..8 } else { 0..1 };
        for level in level {
            xml.open_with("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
            xml.value("w:startOverride", "1");
            xml.close();
        }
        own.push_str(&xml.finish());
    }
    NUMBERING.replace("</w:numbering>", &format!("{own}</w:numbering>"))
}

fn write_header(text: &str, right: Option<&str>) -> String {
    let mut xml = open_story("w:hdr");
    open_line(&mut xml, if text.is_empty() { "SectionEnd" } else { "Header" }, right);
    write_run(&mut xml, text);
    xml.finish()
}

fn write_footer(text: &str, numbered: bool, right: Option<&str>) -> String {
    let mut xml = open_story("w:ftr");
    open_line(&mut xml, "Footer", right);
    write_run(&mut xml, text);
    if numbered {
        xml.open("w:r");
        xml.leaf("w:tab", &[]);
        xml.close();
        write_run(&mut xml, "Page ");
        write_field(&mut xml, " PAGE ");
        write_run(&mut xml, " of ");
        write_field(&mut xml, " NUMPAGES ");
    }
    xml.finish()
}

fn open_line(xml: &mut Xml, style: &str, right: Option<&str>) {
    xml.open("w:p");
    xml.open("w:pPr");
    xml.value("w:pStyle", style);
    if let Some(right) = right {
        xml.open("w:tabs");
        xml.leaf("w:tab", &[("w:val", "clear"), ("w:pos", "9411")]);
        xml.leaf("w:tab", &[("w:val", "right"), ("w:pos", right)]);
        xml.close();
    }
    xml.close();
}

fn write_run(xml: &mut Xml, text: &str) {
    if text.is_empty() {
        return;
    }
    xml.open("w:r");
    xml.open_with("w:t", &[("xml:space", "preserve")]);
    xml.text(text);
    xml.close();
    xml.close();
}

fn write_field(xml: &mut Xml, code: &str) {
    let mark = |xml: &mut Xml, kind: &str| {
        xml.open("w:r");
        xml.leaf("w:fldChar", &[("w:fldCharType", kind)]);
        xml.close();
    };
    mark(xml, "begin");
    xml.open("w:r");
    xml.open_with("w:instrText", &[("xml:space", "preserve")]);
    xml.text(code);
    xml.close();
    xml.close();
    mark(xml, "separate");
    write_run(xml, "1");
    mark(xml, "end");
}
