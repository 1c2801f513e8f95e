//! Settling: tracked changes taken or undone, part by part, with everything else as it was.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Tree;
use super::{RedlineError, Settle};
use crate::read::docx::Package;

/// Which changes are settled.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose<'a> {
    All,
    Author(&'a str),
    Ids(&'a BTreeSet<u32>),
}

/// What a part contains that has changes in it, or may have.
const SIGNS: [&str; 7] =
    ["<w:ins", "<w:del", "<w:move", "<w:cell", "Change ", "Change>", "<w:customXml"];

/// Whether an element marks a change.
fn is_change(name: &str) -> bool {
    matches!(
        name,
        "w:ins"
            | "w:del"
            | "w:moveFrom"
            | "w:moveTo"
            | "w:rPrChange"
            | "w:pPrChange"
            | "w:sectPrChange"
            | "w:tblPrChange"
            | "w:tblPrExChange"
            | "w:trPrChange"
            | "w:tcPrChange"
            | "w:tblGridChange"
            | "w:numberingChange"
            | "w:cellIns"
            | "w:cellDel"
            | "w:cellMerge"
            | "w:moveFromRangeStart"
            | "w:moveToRangeStart"
            | "w:moveFromRangeEnd"
            | "w:moveToRangeEnd"
            | "w:customXmlInsRangeStart"
            | "w:customXmlDelRangeStart"
            | "w:customXmlMoveFromRangeStart"
            | "w:customXmlMoveToRangeStart"
    )
}

/// Settles the changes of a package; answers the parts that are other than before.
///
/// **Errors:** when a part is no well-formed XML.
pub(super) fn settle_parts(
    package: &Package,
    how: Settle,
    whose: Whose<'_>,
) -> Result<BTreeMap<String, String>, RedlineError> {
    let mut changed = BTreeMap::new();
    for name in package.names() {
        let xml = package.part(name).unwrap_or_default();
        if !SIGNS.iter().any(|sign| xml.contains(sign)) {
            continue;
        }
        if let Some(text) = settle_part(name, xml, how, whose)? {
            changed.insert(name.to_owned(), text);
        }
    }
    Ok(changed)
}

fn settle_part(
    name: &str,
    xml: &str,
    how: Settle,
    whose: Whose<'_>,
) -> Result<Option<String>, RedlineError> {
    let tree = Tree::of(name, xml)?;
    let mut settler = Settler {
        tree: &tree,
        how,
        taken: vec![false; tree.len()],
        touched: vec![false; tree.len()],
    };
    settler.find(whose);
    if !settler.touched.first().copied().unwrap_or(false) {
        return Ok(None);
    }
    let span = tree.span(0);
    let mut out = String::with_capacity(xml.len());
    out.push_str(tree.text(0..span.start));
    settler.write(0, &mut out, false);
    out.push_str(tree.text(span.end..xml.len()));
    Ok(Some(out))
}

struct Settler<'t> {
    tree: &'t Tree<'t>,
    how: Settle,
    /// The marks that are settled.
    taken: Vec<bool>,
    /// What holds one of them.
    touched: Vec<bool>,
}

/// A paragraph without its mark, whose words go on in the next.
struct Waiting {
    paragraph: usize,
    words: String,
}

impl Settler<'_> {
    fn find(&mut self, whose: Whose<'_>) {
        let tree = self.tree;
        let mut ranges: BTreeSet<&str> = BTreeSet::new();
        for at in 0..tree.len() {
            let name = tree.name(at);
            if !is_change(name) {
                continue;
            }
            let id = tree.attribute(at, "w:id").unwrap_or_default();
            let takes = match whose {
                Whose::All => true,
                Whose::Author(author) => {
                    let known = tree.attribute(at, "w:author").unwrap_or_default();
                    quick_xml::escape::unescape(known).is_ok_and(|known| known == author)
                }
                Whose::Ids(ids) => id.parse().is_ok_and(|id| ids.contains(&id)),
            };
            if takes && name.ends_with("RangeStart") {
                ranges.insert(id);
            }
            if takes || (name.ends_with("RangeEnd") && ranges.contains(id)) {
                if let Some(taken) = self.taken.get_mut(at) {
                    *taken = true;
                }
                for above in std::iter::once(at).chain(tree.above(at)) {
                    match self.touched.get_mut(above) {
                        Some(touched) if !*touched => *touched = true,
                        _ => break,
                    }
                }
            }
        }
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(false)
    }

    /// Whether a mark takes away what it stands at.
    fn removes(&self, at: usize) -> bool {
        self.is_taken(at)
            && match self.tree.name(at) {
                "w:del" | "w:moveFrom" | "w:cellDel" => self.how == Settle::Accept,
                "w:ins" | "w:moveTo" | "w:cellIns" => self.how == Settle::Reject,
                _ => false,
            }
    }

    /// Writes an element; `revives` renames deleted text to text.
    fn write(&self, at: usize, out: &mut String, revives: bool) {
        let tree = self.tree;
        let touched = self.touched.get(at).copied().unwrap_or(false);
        if !touched && !revives {
            out.push_str(tree.whole(at));
            return;
        }
        let name = tree.name(at);
        if self.is_taken(at) {
            match name {
                _ if self.removes(at) => self.write_anchors(at, out),
                "w:ins" | "w:moveTo" => self.write_inside(at, out, revives),
                "w:del" | "w:moveFrom" => self.write_inside(at, out, true),
                _ => {}
            }
            return;
        }
        match name {
            "w:tr" if self.is_row_gone(at) => return,
            "w:tc" if self.is_cell_gone(at) => return,
            "w:tbl" | "w:tr" => {
                let part = if name == "w:tbl" { "w:tr" } else { "w:tc" };
                let mut inside = String::new();
                self.write_inside(at, &mut inside, revives);
                if tree.child(at, part).is_none() || holds_part(&inside, part) {
                    self.wrap(at, out, &inside);
                }
                return;
            }
            "w:rPr" | "w:pPr" | "w:sectPr" | "w:tblPr" | "w:tblPrEx" | "w:trPr" | "w:tcPr"
            | "w:tblGrid" => {
                let mut inside = String::new();
                self.write_properties(at, &mut inside);
                if !inside.is_empty() {
                    self.wrap(at, out, &inside);
                }
                return;
            }
            "w:numPr" if self.how == Settle::Reject && self.holds_taken(at, "w:ins") => return,
            _ => {}
        }
        let mut inside = String::new();
        self.write_inside(at, &mut inside, revives);
        match name {
            "w:delText" | "w:delInstrText" if revives => {
                let new = if name == "w:delText" { "w:t" } else { "w:instrText" };
                let tag = tree.tag(at);
                out.push_str(&format!("<{new}{}", tag.get(name.len() + 1..).unwrap_or(">")));
                out.push_str(&format!("{inside}</{new}>"));
            }
            _ => self.wrap(at, out, &inside),
        }
    }

    fn wrap(&self, at: usize, out: &mut String, inside: &str) {
        if self.tree.is_closed(at) && inside.is_empty() {
            out.push_str(self.tree.whole(at));
            return;
        }
        out.push_str(&self.tree.tag(at));
        out.push_str(inside);
        out.push_str(&format!("</{}>", self.tree.name(at)));
    }

    fn write_inside(&self, at: usize, out: &mut String, revives: bool) {
        if self.tree.child(at, "w:p").is_some() {
            self.write_blocks(at, out, revives);
            return;
        }
        let mut from = self.tree.inner(at).start;
        for child in self.tree.children(at) {
            let span = self.tree.span(child);
            out.push_str(self.tree.text(from..span.start));
            self.write(child, out, revives);
            from = span.end;
        }
        out.push_str(self.tree.text(from..self.tree.inner(at).end));
    }

    /// What must stay of what is taken away: the ends of bookmarks and of comments.
    fn write_anchors(&self, at: usize, out: &mut String) {
        for inside in self.tree.inside(at) {
            if is_anchor(self.tree.name(inside)) {
                out.push_str(self.tree.whole(inside));
            }
        }
    }

    /// Paragraphs and tables, with paragraphs joined whose mark goes.
    fn write_blocks(&self, at: usize, out: &mut String, revives: bool) {
        let tree = self.tree;
        let mut waiting: Option<Waiting> = None;
        let mut from = tree.inner(at).start;
        let mut ends_in_paragraph = false;
        for child in tree.children(at) {
            let span = tree.span(child);
            out.push_str(tree.text(from..span.start));
            from = span.end;
            let name = tree.name(child);
            if name == "w:p" {
                let goes = self.loses_mark(child);
                if goes || waiting.is_some() {
                    let mut joined = waiting
                        .take()
                        .unwrap_or(Waiting { paragraph: child, words: String::new() });
                    self.write_words(child, &mut joined.words, revives);
                    if goes {
                        waiting = Some(joined);
                        continue;
                    }
                    self.write_paragraph(child, out, &joined.words);
                } else {
                    self.write(child, out, revives);
                }
                ends_in_paragraph = true;
            } else if let (Some(waiting), true) = (&mut waiting, is_anchor(name)) {
                waiting.words.push_str(tree.whole(child));
            } else {
                ends_in_paragraph |= self.flush(waiting.take(), out, false);
                let before = out.len();
                self.write(child, out, revives);
                ends_in_paragraph &= out.len() == before || is_anchor(name);
            }
        }
        let must = !ends_in_paragraph && tree.is(at, "w:tc");
        self.flush(waiting, out, must);
        out.push_str(tree.text(from..tree.inner(at).end));
    }

    /// Writes a paragraph that found no other to go on in, when it says something.
    fn flush(&self, waiting: Option<Waiting>, out: &mut String, must: bool) -> bool {
        let Some(waiting) = waiting else { return false };
        if waiting.words.is_empty() && !must {
            return false;
        }
        self.write_paragraph(waiting.paragraph, out, &waiting.words);
        true
    }

    fn write_paragraph(&self, at: usize, out: &mut String, words: &str) {
        let mut inside = String::new();
        if let Some(properties) = self.tree.child(at, "w:pPr") {
            self.write(properties, &mut inside, false);
        }
        inside.push_str(words);
        self.wrap(at, out, &inside);
    }

    fn write_words(&self, at: usize, out: &mut String, revives: bool) {
        for child in self.tree.children(at) {
            if !self.tree.is(child, "w:pPr") {
                self.write(child, out, revives);
            }
        }
    }

    fn loses_mark(&self, paragraph: usize) -> bool {
        let tree = self.tree;
        let mark = tree.child(paragraph, "w:pPr").and_then(|at| tree.child(at, "w:rPr"));
        mark.is_some_and(|mark| tree.children(mark).any(|change| self.removes(change)))
    }

    fn is_row_gone(&self, row: usize) -> bool {
        let properties = self.tree.child(row, "w:trPr");
        properties.is_some_and(|at| self.tree.children(at).any(|change| self.removes(change)))
    }

    fn is_cell_gone(&self, cell: usize) -> bool {
        let properties = self.tree.child(cell, "w:tcPr");
        properties.is_some_and(|at| self.tree.children(at).any(|change| self.removes(change)))
    }

    fn holds_taken(&self, at: usize, name: &str) -> bool {
        self.tree.children(at).any(|child| self.is_taken(child) && self.tree.is(child, name))
    }

    /// Properties without their marks; undone, they are those that the mark remembers.
    fn write_properties(&self, at: usize, out: &mut String) {
        let tree = self.tree;
        let undone = tree.children(at).find(|child| {
            self.how == Settle::Reject
                && self.is_taken(*child)
                && tree.name(*child).ends_with("Change")
        });
        let keep = |child: usize| match tree.name(at) {
            _ if undone.is_none() => true,
            "w:pPr" => matches!(tree.name(child), "w:rPr" | "w:sectPr"),
            "w:sectPr" => tree.name(child).ends_with("Reference"),
            _ => matches!(
                tree.name(child),
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" | "w:cellIns" | "w:cellDel"
            ),
        };
        let mut kept = String::new();
        for child in tree.children(at).filter(|child| keep(*child)) {
            self.write(child, &mut kept, false);
        }
        let old = undone.and_then(|change| tree.children(change).next());
        let old = old.map(|old| tree.content(old)).unwrap_or_default();
        let first = matches!(tree.name(at), "w:rPr" | "w:sectPr");
        let (lead, tail) = if first { (kept.as_str(), old) } else { (old, kept.as_str()) };
        out.push_str(lead);
        out.push_str(tail);
    }
}

fn is_anchor(name: &str) -> bool {
    matches!(
        name,
        "w:bookmarkStart"
            | "w:bookmarkEnd"
            | "w:commentRangeStart"
            | "w:commentRangeEnd"
            | "w:permStart"
            | "w:permEnd"
    )
}

/// Whether rows or cells are left.
fn holds_part(inside: &str, name: &str) -> bool {
    let open = format!("<{name}");
    inside.match_indices(&open).any(|(at, _)| {
        let after = inside.get(at + open.len()..).unwrap_or_default();
        after.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
    })
}
