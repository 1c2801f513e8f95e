//! Splices: what is cut from a part and what is written there, and the ids of new marks.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Author;

/// Stands for the id of a mark until all are known, so that ids go up with the text. No XML can hold
/// it, and no text that we write does.
pub(super) const ID: char = '\u{1}';
/// Likewise for a mark of somebody else that had to be parted in two.
pub(super) const THEIR_ID: char = '\u{2}';

/// A cut and what comes in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) at: Range<usize>,
    pub(super) with: String,
    /// Decides between splices at the same place: the lower comes first.
    pub(super) order: usize,
}

/// Cuts and writes; `None` when two splices overlap or do not fit.
pub(super) fn apply(xml: &str, mut splices: Vec<Splice>) -> Option<String> {
    // Stable: what was asked for first stands first. What goes before a cut stands before it.
    splices.sort_by_key(|splice| (splice.at.start, splice.at.end, splice.order));
    let more: usize = splices.iter().map(|splice| splice.with.len()).sum();
    let mut out = String::with_capacity(xml.len() + more);
    let mut from = 0;
    for splice in &splices {
        out.push_str(xml.get(from..splice.at.start)?);
        out.push_str(&splice.with);
        from = splice.at.end;
    }
    out.push_str(xml.get(from..)?);
    Some(out)
}

/// Hands out ids that no mark in the file has.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    used: BTreeSet<u32>,
    next: u32,
}

impl Ids {
    /// Learns the ids of a part: those that its file's marks, comments and bookmarks have.
    pub(super) fn learn(&mut self, xml: &str) {
        let mut rest = xml;
        while let Some(at) = rest.find("w:id=") {
            rest = rest.get(at + 5..).unwrap_or_default();
            let digits = rest.get(1..).unwrap_or_default();
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            if let Some(id) = digits.get(..end).and_then(|digits| digits.parse().ok()) {
                self.used.insert(id);
            }
        }
        // Some programs draw ids at random up to the largest; those are passed by.
        let low = self.used.range(..0x4000_0000).next_back();
        self.next = self.next.max(low.map_or(1, |id| id + 1));
    }

    pub(super) fn take(&mut self) -> u32 {
        while self.used.contains(&self.next) {
            self.next += 1;
        }
        let id = self.next;
        self.used.insert(id);
        self.next += 1;
        id
    }

    /// Gives each mark of a part its id; those of ours are added to `ours`.
    pub(super) fn fill(&mut self, xml: &str, ours: &mut BTreeSet<u32>) -> String {
        let mut out = String::with_capacity(xml.len() + 64);
        let mut rest = xml;
        while let Some(at) = rest.find([ID, THEIR_ID]) {
            let id = self.take();
            out.push_str(rest.get(..at).unwrap_or_default());
            out.push_str(&id.to_string());
            rest = rest.get(at..).unwrap_or_default();
            if rest.starts_with(ID) {
                ours.insert(id);
            }
            rest = rest.get(1..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }
}

/// A tag of a mark without its brackets: `w:ins w:id="…" w:author="…" w:date="…"`.
pub(super) fn mark(name: &str, author: &Author) -> String {
    let (who, when) = (escape(&author.name), escape(&author.date));
    format!("w:{name} w:id=\"{ID}\" w:author=\"{who}\" w:date=\"{when}\"")
}

/// Text as XML has it; characters that XML cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
