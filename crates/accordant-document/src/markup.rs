//! Clause markup: the wording of a provision, read into clauses.
//!
//! A blank line separates paragraphs, each a clause. Lines that start with `- ` are items under
//! the paragraph before them, two more spaces a level deeper. `{#name}` at the start of a paragraph
//! or an item makes it a target, `<entry>.name`. `[[clause:id]]` and `[[schedule:id]]` refer,
//! `[[gap:what]]` marks something unknown. Nothing else is markup, so a bracket or a brace that
//! is left over is a fault. All faults are reported at once.
//!
//! Template code is not read here: it has been rendered before.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::{Block, Clause, Inline, Text};

/// Why wording is not clause markup: every fault in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct MarkupError {
    /// The faults, in the order of their lines; at least one.
    pub faults: Vec<MarkupFault>,
}

impl fmt::Display for MarkupError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            let between = if place > 0 { "; " } else { "" };
            write!(out, "{between}line {}: {}", fault.line, fault.kind)?;
        }
        Ok(())
    }
}

/// One fault in wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkupFault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: MarkupFaultKind,
}

/// What is wrong with a line of wording.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MarkupFaultKind {
    /// An item before any paragraph.
    #[error("an item needs a paragraph before it, ending in a colon")]
    ItemWithoutParagraph,
    /// An item two or more levels below the one before it.
    #[error("an item stands too deep: indent it two spaces more than the item that it belongs to")]
    ItemTooDeep,
    /// An item whose indent is no multiple of two spaces, or has a tab.
    #[error("an item is indented by two spaces a level")]
    OddIndent,
    /// A label with other characters than a to z, 0 to 9 and hyphen, or without its end.
    #[error("`{{#…}}` holds a name of small letters, digits and hyphens")]
    BadLabel,
    /// The same label twice.
    #[error("the label `{0}` stands twice: give each target its own name")]
    DuplicateLabel(String),
    /// A label, dash or paragraph with nothing behind it.
    #[error("nothing is said here: write the text or take the line out")]
    NoText,
    /// `[[` without `]]`, with an unknown word or without a target.
    #[error("`{0}` is not a reference: write `[[clause:…]]`, `[[schedule:…]]` or `[[gap:…]]`")]
    BadReference(String),
    /// A bracket or a brace that is no markup.
    #[error("`{0}` is left over: wording holds no brackets or braces")]
    Leftover(char),
}

/// Reads wording into clauses; the ids of labelled clauses start with `entry` and a dot.
///
/// **Errors:** every fault in the wording, with its line.
pub fn parse_clauses(entry: &str, text: &str) -> Result<Vec<Clause>, MarkupError> {
    let mut reader = Reader { entry, ..Reader::default() };
    for (index, line) in text.lines().enumerate() {
        reader.read_line(index + 1, line);
    }
    reader.end_piece();
    if reader.faults.is_empty() {
        Ok(reader.clauses)
    } else {
        reader.faults.sort_by_key(|fault| fault.line);
        Err(MarkupError { faults: reader.faults })
    }
}

/// Reads one run of text with references and gaps, and without paragraphs, items or labels.
///
/// **Errors:** every fault in the text.
pub fn parse_text(text: &str) -> Result<Text, MarkupError> {
    let mut faults = Vec::new();
    let text = read_inline(text, 1, &mut faults);
    if faults.is_empty() { Ok(text) } else { Err(MarkupError { faults }) }
}

#[derive(Default)]
struct Reader<'a> {
    entry: &'a str,
    clauses: Vec<Clause>,
    labels: BTreeSet<String>,
    piece: Option<Piece>,
    faults: Vec<MarkupFault>,
}

/// A paragraph or an item that is still being read.
struct Piece {
    line: usize,
    depth: usize,
    text: String,
}

impl Reader<'_> {
    fn fault(&mut self, line: usize, kind: MarkupFaultKind) {
        self.faults.push(MarkupFault { line, kind });
    }

    fn read_line(&mut self, number: usize, line: &str) {
        let content = line.trim();
        if content.is_empty() {
            self.end_piece();
            return;
        }
        let indent = line.len() - line.trim_start().len();
        let item = content.strip_prefix("- ").or_else(|| (content == "-").then_some(""));
        if let Some(text) = item {
            self.end_piece();
            if indent % 2 == 1 || line.starts_with('\t') {
                self.fault(number, MarkupFaultKind::OddIndent);
            }
            let depth = indent / 2 + 1;
            self.piece = Some(Piece { line: number, depth, text: text.trim().to_owned() });
        } else if let Some(piece) = &mut self.piece {
            piece.text.push(' ');
            piece.text.push_str(content);
        } else {
            self.piece = Some(Piece { line: number, depth: 0, text: content.to_owned() });
        }
    }

    /// Puts the piece that has been read into the clauses.
    fn end_piece(&mut self) {
        let Some(piece) = self.piece.take() else { return };
        let (id, text) = self.read_label(&piece);
        let text = read_inline(&text, piece.line, &mut self.faults);
        if text.is_empty() {
            self.fault(piece.line, MarkupFaultKind::NoText);
        }
        let clause = Clause { id, text: Some(text), ..Clause::default() };
        if piece.depth == 0 {
            self.clauses.push(clause);
            return;
        }
        let Some(mut parent) = self.clauses.last_mut() else {
            return self.fault(piece.line, MarkupFaultKind::ItemWithoutParagraph);
        };
        for _ in 1..piece.depth {
            match parent.children.last_mut() {
                Some(Block::Clause(clause)) => parent = clause,
                _ => return self.fault(piece.line, MarkupFaultKind::ItemTooDeep),
            }
        }
        parent.children.push(Block::Clause(clause));
    }

    fn read_label(&mut self, piece: &Piece) -> (String, String) {
        let Some(rest) = piece.text.strip_prefix("{#") else {
            return (String::new(), piece.text.clone());
        };
        let Some((name, text)) = rest.split_once('}') else {
            self.fault(piece.line, MarkupFaultKind::BadLabel);
            return (String::new(), String::new());
        };
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(allowed) {
            self.fault(piece.line, MarkupFaultKind::BadLabel);
        } else if !self.labels.insert(name.to_owned()) {
            self.fault(piece.line, MarkupFaultKind::DuplicateLabel(name.to_owned()));
        }
        (format!("{}.{name}", self.entry), text.trim_start().to_owned())
    }
}

fn read_inline(text: &str, line: usize, faults: &mut Vec<MarkupFault>) -> Text {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        push_plain(before, line, &mut pieces, faults);
        let Some((inside, behind)) = after.split_once("]]") else {
            let kind = MarkupFaultKind::BadReference(format!("[[{after}"));
            faults.push(MarkupFault { line, kind });
            rest = "";
            break;
        };
        let target = |id: &str| !id.is_empty() && !id.contains(char::is_whitespace);
        let piece = match inside.split_once(':').map(|(word, id)| (word.trim(), id.trim())) {
            Some(("clause", id)) if target(id) => Some(Inline::Reference(id.to_owned())),
            Some(("schedule", id)) if target(id) => {
                Some(Inline::Reference(format!("schedule.{id}")))
            }
            Some(("gap", what)) if !what.is_empty() => Some(Inline::Gap(what.to_owned())),
            _ => None,
        };
        match piece {
            Some(piece) => pieces.push(piece),
            None => {
                let kind = MarkupFaultKind::BadReference(format!("[[{inside}]]"));
                faults.push(MarkupFault { line, kind });
            }
        }
        rest = behind;
    }
    push_plain(rest, line, &mut pieces, faults);
    Text(pieces)
}

/// Appends plain text with single spaces, so that a template's empty branch leaves no hole.
fn push_plain(text: &str, line: usize, pieces: &mut Vec<Inline>, faults: &mut Vec<MarkupFault>) {
    if let Some(left) = text.chars().find(|c| matches!(c, '[' | ']' | '{' | '}')) {
        faults.push(MarkupFault { line, kind: MarkupFaultKind::Leftover(left) });
    }
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        let space = character == ' ' || character == '\t';
        if !(space && plain.ends_with(' ')) {
            plain.push(if space { ' ' } else { character });
        }
    }
    if !plain.is_empty() {
        pieces.push(Inline::Plain(plain));
    }
}
