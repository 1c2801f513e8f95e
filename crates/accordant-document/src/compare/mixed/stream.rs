//! Streams: a paper as a row of words, each with its place, whatever its format made of them.
//!
//! Case, hyphens, ligatures and marks do not count: one format sets a heading in capitals, the other
//! breaks a word at the end of a line.

use std::ops::Range;

use super::contents;
use crate::compare::units::{ANY_REFERENCE, Vocabulary, find_labels};
use crate::read::{NodeKind, Paper};

/// A word of a paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// The same number for the same word.
    pub(super) word: u32,
    /// The same for every number in a reference.
    pub(super) known: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Index of its piece.
    pub(super) piece: usize,
    /// Whether it is in a number that somebody typed before a text.
    pub(super) is_label: bool,
}

/// A paragraph as its format has it, in the body, in a cell or in a note.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) node: usize,
    /// The cell that it stands in.
    pub(super) cell: Option<usize>,
    /// Its tokens, a typed number first.
    pub(super) tokens: Range<usize>,
}

/// A paper as words.
#[derive(Debug, Default)]
pub(super) struct Stream {
    pub(super) tokens: Vec<Token>,
    pub(super) pieces: Vec<Piece>,
}

impl Stream {
    /// The words of a paper without its table of contents.
    pub(super) fn new(paper: &Paper, vocabulary: &mut Vocabulary) -> Self {
        let mut stream = Self::default();
        // A reference is the same word whatever number it has now.
        let labels = find_labels(paper);
        let reference = vocabulary.number(ANY_REFERENCE);
        for node in list_paragraphs(paper) {
            let Some(found) = paper.nodes.get(node) else { continue };
            let first = stream.tokens.len();
            let piece = stream.pieces.len();
            let label = found.span.start..found.words.start;
            let words = found.words.start..found.words.end.max(found.span.end);
            for (span, is_label) in [(label, true), (words, false)] {
                each_word(paper.slice(&span), |range, word| {
                    let (start, end) = (span.start + range.start, span.start + range.end);
                    let at = labels.partition_point(|(label, _)| label.end <= start);
                    let refers = labels.get(at).is_some_and(|(label, _)| label.start <= start);
                    let word = vocabulary.number(word);
                    let known = if refers { reference } else { word };
                    stream.tokens.push(Token { word, known, start, end, piece, is_label });
                });
            }
            if stream.tokens.len() > first {
                let is_cell = |at: &usize| {
                    paper.nodes.get(*at).is_some_and(|node| node.kind == NodeKind::Cell)
                };
                let cell = paper.ancestry(node).into_iter().rev().find(is_cell);
                stream.pieces.push(Piece { node, cell, tokens: first..stream.tokens.len() });
            }
        }
        contents::drop(&mut stream, paper);
        stream
    }

    pub(super) fn words(&self) -> Vec<u32> {
        self.tokens.iter().map(|token| token.word).collect()
    }

    /// The bytes of some tokens with the marks that touch them, such as quotation marks.
    pub(super) fn find_range(&self, paper: &Paper, tokens: &Range<usize>) -> Range<usize> {
        let Some(first) = self.tokens.get(tokens.start) else { return 0..0 };
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        let last = last.unwrap_or(first);
        let lowest =
            tokens.start.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |t| t.end);
        let highest = self.tokens.get(tokens.end).map_or(paper.text.len(), |token| token.start);
        let before = paper.slice(&(lowest..first.start));
        let after = paper.slice(&(last.end..highest.max(last.end)));
        let opening: usize = before
            .chars()
            .rev()
            .take_while(|c| !c.is_whitespace() && !is_closing(*c))
            .map(char::len_utf8)
            .sum();
        let is_last = tokens.end >= self.tokens.len();
        let closing: usize = after
            .chars()
            .take_while(|c| !c.is_whitespace() && (is_last || !is_opening(*c)))
            .map(char::len_utf8)
            .sum();
        first.start - opening..last.end + closing
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '»' | '›' | '%')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '«' | '‹' | '„')
}

/// The nodes that hold a paragraph each: tables and cells are taken apart.
fn list_paragraphs(paper: &Paper) -> impl Iterator<Item = usize> + '_ {
    let holds = |(at, node): &(usize, &crate::read::Node)| match node.kind {
        NodeKind::Table | NodeKind::Row => false,
        NodeKind::Cell | NodeKind::Footnote => node.last <= at + 1,
        _ => true,
    };
    paper.nodes.iter().enumerate().filter(holds).map(|(at, _)| at)
}

/// Calls `visit` with each word of a text: its bytes, and what it is known by.
pub(super) fn each_word(text: &str, mut visit: impl FnMut(Range<usize>, &str)) {
    let mut word = String::new();
    let (mut start, mut end) = (0, 0);
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let joins = !word.is_empty()
            && match letter {
                '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' => next.is_alphanumeric(),
                '.' | ',' => before.is_ascii_digit() && next.is_ascii_digit(),
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => true,
                _ => false,
            };
        if letter.is_alphanumeric() || is_sign(letter) {
            if word.is_empty() {
                start = at;
            }
            end = at + letter.len_utf8();
            push(&mut word, letter);
        } else if joins {
            if letter == '.' || letter == ',' {
                word.push(letter);
            }
        } else if !word.is_empty() {
            visit(start..end, &word);
            word.clear();
        }
        if is_sign(letter) && !word.is_empty() {
            visit(start..end, &word);
            word.clear();
        }
        before = letter;
    }
    if !word.is_empty() {
        visit(start..end, &word);
    }
}

/// Signs that say as much as a word.
fn is_sign(letter: char) -> bool {
    matches!(letter, '☐' | '☑' | '☒' | '✓' | '✔' | '✗' | '✘' | '%' | '$' | '€' | '£')
}

fn push(word: &mut String, letter: char) {
    match letter {
        '\u{fb00}' => word.push_str("ff"),
        '\u{fb01}' => word.push_str("fi"),
        '\u{fb02}' => word.push_str("fl"),
        '\u{fb03}' => word.push_str("ffi"),
        '\u{fb04}' => word.push_str("ffl"),
        letter => word.extend(letter.to_lowercase()),
    }
}
