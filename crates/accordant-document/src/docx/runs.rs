//! Runs: pieces of text, fields, links and bookmarks inside a paragraph.

use super::body::Writer;
use crate::model::{Inline, Text};
use crate::number::TargetKind;
use crate::reading::{bind, gap_words, is_public, lost_words};

/// How a run looks: a character style and marks on top of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RunLook {
    pub(super) style: Option<&'static str>,
    pub(super) bold: bool,
    pub(super) highlight: bool,
}

impl RunLook {
    pub(super) const PLAIN: Self = Self { style: None, bold: false, highlight: false };
    pub(super) const BOLD: Self = Self { style: None, bold: true, highlight: false };

    pub(super) const fn styled(style: &'static str) -> Self {
        Self { style: Some(style), bold: false, highlight: false }
    }

    const GAP: Self = Self { style: Some("Gap"), bold: false, highlight: true };
}

impl Writer<'_> {
    /// Writes text; each line after the first behind a line break, tabs as tabs.
    pub(super) fn run(&mut self, text: &str, look: RunLook) {
        if text.is_empty() {
            return;
        }
        self.xml.open("w:r");
        self.run_look(look);
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.xml.leaf("w:br", &[]);
            }
            for (index, piece) in line.split('\t').enumerate() {
                if index > 0 {
                    self.xml.leaf("w:tab", &[]);
                }
                if !piece.is_empty() {
                    self.xml.open_with("w:t", &[("xml:space", "preserve")]);
                    self.xml.text(piece);
                    self.xml.close();
                }
            }
        }
        self.xml.close();
    }

    pub(super) fn tab(&mut self) {
        self.run("\t", RunLook::PLAIN);
    }

    fn run_look(&mut self, look: RunLook) {
        if look.style.is_none() && !look.bold && !look.highlight {
            return;
        }
        self.xml.open("w:rPr");
        if let Some(style) = look.style {
            self.xml.value("w:rStyle", style);
        }
        if look.bold {
            self.xml.leaf("w:b", &[]);
            self.xml.leaf("w:bCs", &[]);
        }
        if look.highlight {
            self.xml.value("w:highlight", "yellow");
        }
        self.xml.close();
    }

    /// Writes a field with its result cached.
    pub(super) fn field(&mut self, code: &str, result: &str, look: RunLook) {
        self.field_begin(code, look, false);
        self.run(result, look);
        self.field_end(look);
    }

    /// Opens a field: what follows, up to its end, is its cached result.
    pub(super) fn field_begin(&mut self, code: &str, look: RunLook, dirty: bool) {
        self.xml.open("w:r");
        self.run_look(look);
        let dirty: &[(&str, &str)] = if dirty { &[("w:dirty", "true")] } else { &[] };
        let mut attributes = vec![("w:fldCharType", "begin")];
        attributes.extend(dirty);
        self.xml.leaf("w:fldChar", &attributes);
        self.xml.close();
        self.xml.open("w:r");
        self.run_look(look);
        self.xml.open_with("w:instrText", &[("xml:space", "preserve")]);
        self.xml.text(&format!(" {code} "));
        self.xml.close();
        self.xml.close();
        self.field_mark("separate", look);
    }

    pub(super) fn field_end(&mut self, look: RunLook) {
        self.field_mark("end", look);
    }

    fn field_mark(&mut self, kind: &str, look: RunLook) {
        self.xml.open("w:r");
        self.run_look(look);
        self.xml.leaf("w:fldChar", &[("w:fldCharType", kind)]);
        self.xml.close();
    }

    /// Writes `inside` between the ends of the bookmarks.
    pub(super) fn bookmarked(&mut self, names: &[String], inside: impl FnOnce(&mut Self)) {
        let mut ids = Vec::new();
        for name in names {
            self.last_bookmark += 1;
            let id = self.last_bookmark.to_string();
            self.xml.leaf("w:bookmarkStart", &[("w:id", &id), ("w:name", name)]);
            ids.push(id);
        }
        inside(self);
        for id in ids.iter().rev() {
            self.xml.leaf("w:bookmarkEnd", &[("w:id", id)]);
        }
    }

    /// Writes running text.
    pub(super) fn text(&mut self, text: &Text) {
        for piece in &text.0 {
            match piece {
                Inline::Plain(text) => self.run(text, RunLook::PLAIN),
                Inline::Strong(text) => self.run(text, RunLook::styled("Strong")),
                Inline::Emphasis(text) => self.run(text, RunLook::styled("Emphasis")),
                Inline::Code(text) => self.run(text, RunLook::styled("Code")),
                Inline::Gap(what) => self.run(&gap_words(what), RunLook::GAP),
                Inline::Reference(id) => self.reference(id),
                Inline::Link { text, href } => self.link(text, href),
            }
        }
    }

    fn link(&mut self, text: &str, href: &str) {
        if !is_public(href) {
            return self.run(text, RunLook::PLAIN);
        }
        let relation = self.relations.link(href);
        self.xml.open_with("w:hyperlink", &[("r:id", &relation), ("w:history", "1")]);
        self.run(text, RunLook::styled("Hyperlink"));
        self.xml.close();
    }

    /// Writes a reference: a `REF` field where the word processor numbers the target, a link else.
    fn reference(&mut self, id: &str) {
        let look = RunLook::styled("Reference");
        let (Some(reference), Some(target), Some(bookmark)) = (
            self.labels.find_reference(id, self.part),
            self.labels.target(id),
            self.names.bookmark(id).map(str::to_owned),
        ) else {
            return self.run(&lost_words(id), RunLook::GAP);
        };
        let numbered = !target.label.full.is_empty();
        let titled = matches!(target.kind, TargetKind::Part(_)) && !target.title.is_empty();
        let title = target.title.clone();
        if !numbered {
            self.xml.open_with("w:hyperlink", &[("w:anchor", &bookmark), ("w:history", "1")]);
            self.run(&reference.number, look);
            self.xml.close();
        } else {
            self.run(&bind_lead(&reference.lead), look);
            let code = format!("REF {bookmark} \\w \\h");
            self.field(&code, &bind(&reference.number), look);
        }
        match reference.within {
            Some((schedule, label)) => {
                self.run(&reference.tail, look);
                match self.names.bookmark(&schedule).map(str::to_owned) {
                    Some(name) => self.field(&format!("REF {name} \\w \\h"), &bind(&label), look),
                    None => self.run(&label, look),
                }
            }
            None if numbered && titled && !reference.tail.is_empty() => {
                self.run(" (", look);
                self.field(&format!("REF {bookmark} \\h"), &title, look);
                self.run(")", look);
            }
            None => self.run(&reference.tail, look),
        }
    }
}

/// The lead word with a space that does not break.
fn bind_lead(lead: &str) -> String {
    lead.replace(' ', "\u{a0}")
}
