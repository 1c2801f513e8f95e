//! Runs parted, struck and followed by new ones; every piece keeps the look that it had.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Author;
use super::sheet::Sheet;
use super::splice::{ID, escape, mark};

/// What happens to a run. Places are bytes of the part.
#[derive(Debug, Clone, Default)]
pub(super) struct Work {
    /// What is struck.
    pub(super) cuts: Vec<Range<usize>>,
    /// The name of the mark that strikes: `del` or `moveFrom`.
    pub(super) strike: &'static str,
    /// What is written between its pieces: where, its place in the paper's text, and the words.
    pub(super) events: Vec<(usize, usize, String)>,
}

/// A piece of a run, or what stands between two.
enum Piece {
    Words { kept: String, struck: String, is_struck: bool },
    Event(String),
}

/// Writes a run anew.
pub(super) fn write(sheet: &Sheet<'_>, run: usize, work: &Work, author: &Author) -> String {
    let tree = &sheet.tree;
    let tag = tree.tag(run);
    let look = tree.child(run, "w:rPr").map(|at| tree.whole(at)).unwrap_or_default();
    let strike = mark(work.strike, author);
    let mut out = String::new();
    let mut open: Option<bool> = None;
    let mut copies = 0;
    let close = |open: &mut Option<bool>, out: &mut String| {
        if let Some(is_struck) = open.take() {
            out.push_str("</w:r>");
            if is_struck {
                out.push_str(&format!("</w:{}>", work.strike));
            }
        }
    };
    for piece in part(sheet, run, work) {
        match piece {
            Piece::Event(words) => {
                close(&mut open, &mut out);
                out.push_str(&words);
            }
            Piece::Words { kept, struck, is_struck } => {
                if open != Some(is_struck) {
                    close(&mut open, &mut out);
                    if is_struck {
                        out.push_str(&format!("<{strike}>"));
                    }
                    out.push_str(&tag);
                    out.push_str(&if copies == 0 { look.to_owned() } else { renumber(look) });
                    copies += 1;
                    open = Some(is_struck);
                }
                out.push_str(if is_struck { &struck } else { &kept });
            }
        }
    }
    close(&mut open, &mut out);
    out
}

fn part(sheet: &Sheet<'_>, run: usize, work: &Work) -> Vec<Piece> {
    let tree = &sheet.tree;
    let mut pieces = Vec::new();
    let mut events = work.events.clone();
    events.sort_by_key(|(byte, order, _)| (*byte, *order));
    let mut events = events.into_iter().peekable();
    for child in sheet.content(run) {
        let span = tree.span(child);
        while let Some((_, _, words)) = events.next_if(|(byte, ..)| *byte <= span.start) {
            pieces.push(Piece::Event(words));
        }
        let name = tree.name(child);
        let words = if tree.is_closed(child) { span.clone() } else { said(sheet, child) };
        let mut edges: BTreeSet<usize> = [words.start, words.end].into();
        if name == "w:t" {
            let inside = |byte: &usize| *byte > words.start && *byte < words.end;
            edges.extend(work.cuts.iter().flat_map(|cut| [cut.start, cut.end]).filter(inside));
            edges.extend(events.clone().map(|(byte, ..)| byte).filter(inside));
        }
        let is_cut = |range: &Range<usize>| {
            work.cuts.iter().any(|cut| cut.start <= range.start && range.end <= cut.end)
        };
        let edges: Vec<usize> = edges.into_iter().collect();
        if edges.len() < 3 {
            let is_struck = is_cut(&words);
            let kept = tree.whole(child).to_owned();
            pieces.push(Piece::Words { struck: rename(sheet, child), kept, is_struck });
            continue;
        }
        for edge in edges.windows(2) {
            let [from, to] = *edge else { continue };
            while let Some((_, _, words)) = events.next_if(|(byte, ..)| *byte <= from) {
                pieces.push(Piece::Event(words));
            }
            let raw = tree.text(from..to);
            let is_struck = is_cut(&(from..to));
            pieces.push(Piece::Words {
                kept: format!("<w:t xml:space=\"preserve\">{raw}</w:t>"),
                struck: format!("<w:delText xml:space=\"preserve\">{raw}</w:delText>"),
                is_struck,
            });
        }
    }
    pieces.extend(events.map(|(_, _, words)| Piece::Event(words)));
    pieces
}

/// The bytes of a text without the space that Word drops at its edges.
fn said(sheet: &Sheet<'_>, child: usize) -> Range<usize> {
    let tree = &sheet.tree;
    let inner = tree.inner(child);
    if !tree.is(child, "w:t") || tree.attribute(child, "xml:space") == Some("preserve") {
        return inner;
    }
    let raw = tree.content(child);
    let lead = raw.len() - raw.trim_start().len();
    let start = inner.start + lead;
    start..start + raw.trim().len()
}

/// An element of a run as it stands in deleted text.
fn rename(sheet: &Sheet<'_>, child: usize) -> String {
    let tree = &sheet.tree;
    let (old, new) = match tree.name(child) {
        "w:t" => ("w:t", "w:delText"),
        "w:instrText" => ("w:instrText", "w:delInstrText"),
        _ => return tree.whole(child).to_owned(),
    };
    let tag = tree.tag(child);
    let rest = tag.get(old.len() + 1..).unwrap_or(">");
    format!("<{new}{rest}{}</{new}>", tree.content(child))
}

/// A copy of run properties: a change of them that is in there needs an id of its own.
fn renumber(look: &str) -> String {
    let Some(at) = look.find("<w:rPrChange") else { return look.to_owned() };
    let (lead, change) = look.split_at(at);
    let tag = change.get(..change.find('>').unwrap_or(0)).unwrap_or_default();
    match super::tree::find_attribute(tag, "w:id") {
        Some(id) => {
            let before = change.get(..id.start).unwrap_or_default();
            let after = change.get(id.end..).unwrap_or_default();
            format!("{lead}{before}{}{after}", super::splice::THEIR_ID)
        }
        None => look.to_owned(),
    }
}

/// New text in a look: tabs and breaks of lines as elements.
pub(super) fn new_run(look: &str, text: &str) -> String {
    let mut content = String::new();
    let mut words = String::new();
    let flush = |words: &mut String, content: &mut String| {
        if !words.is_empty() {
            let said = escape(words);
            content.push_str(&format!("<w:t xml:space=\"preserve\">{said}</w:t>"));
            words.clear();
        }
    };
    for c in text.chars() {
        match c {
            '\n' | '\t' => {
                flush(&mut words, &mut content);
                content.push_str(if c == '\n' { "<w:br/>" } else { "<w:tab/>" });
            }
            c => words.push(c),
        }
    }
    flush(&mut words, &mut content);
    if content.is_empty() { content } else { format!("<w:r>{look}{content}</w:r>") }
}

/// Runs that are new: `ins` or `moveTo`.
pub(super) fn wrap(name: &str, runs: &str, author: &Author) -> String {
    if runs.is_empty() {
        return String::new();
    }
    format!("<{}>{runs}</w:{name}>", mark(name, author))
}

/// The tags that part an insertion of somebody else around `words`.
pub(super) fn part_insertion(sheet: &Sheet<'_>, insertion: usize, words: &str) -> String {
    let tag = sheet.tree.tag(insertion);
    let again = match super::tree::find_attribute(&tag, "w:id") {
        Some(id) => {
            let before = tag.get(..id.start).unwrap_or_default();
            let after = tag.get(id.end..).unwrap_or_default();
            format!("{before}{}{after}", super::splice::THEIR_ID)
        }
        None => tag.clone(),
    };
    format!("</w:ins>{words}{again}")
}

/// The mark of a paragraph that is changed.
pub(super) fn paragraph_mark(name: &str, author: &Author) -> String {
    debug_assert!(mark(name, author).contains(ID));
    format!("<{}/>", mark(name, author))
}
