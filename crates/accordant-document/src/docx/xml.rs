//! Builds well-formed XML: what is opened is closed, what is text is escaped.

use quick_xml::escape::escape;

/// An XML document or a piece of one, while it is written.
#[derive(Debug, Default)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// The declaration at the head of every part.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl Xml {
    /// Starts a part with its declaration.
    pub(super) fn part() -> Self {
        Self { out: DECLARATION.to_owned(), open: Vec::new() }
    }

    pub(super) fn open(&mut self, name: &'static str) {
        self.open_with(name, &[]);
    }

    pub(super) fn open_with(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    pub(super) fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// A leaf whose only attribute is `w:val`.
    pub(super) fn value(&mut self, name: &'static str, value: &str) {
        self.leaf(name, &[("w:val", value)]);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(&escape(strip(text)));
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.out.push_str(&escape(strip(value)));
            self.out.push('"');
        }
    }

    /// Closes what is open and returns the whole.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

/// Text without the characters that XML cannot hold.
fn strip(text: &str) -> String {
    let holds = |c: char| {
        matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(|c| holds(*c)).collect()
}
