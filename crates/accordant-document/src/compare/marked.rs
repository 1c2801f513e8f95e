//! Marked text: the words of both papers as one, with what goes and what comes.

use std::ops::Range;

use super::{Hunk, HunkKind};
use crate::read::Paper;

/// A piece of marked text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words of both papers, as the new one has them.
    Same(&'a str),
    /// Words that go.
    Gone(&'a str, HunkKind),
    /// Words that come.
    New(&'a str, HunkKind),
}

/// Cuts a pair of ranges into pieces by its hunks.
///
/// **Shapes:** a reference with the same words, which leads elsewhere, is a piece of its own that stays.
pub fn mark<'a>(
    old: &'a Paper,
    new: &'a Paper,
    new_range: &Range<usize>,
    hunks: &[Hunk],
) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut from = new_range.start;
    for hunk in hunks {
        pieces.push(Piece::Same(new.slice(&(from..hunk.new.start.max(from)))));
        if old.slice(&hunk.old) == new.slice(&hunk.new) {
            // The same number that leads elsewhere: a note says where.
            pieces.push(Piece::Same(new.slice(&hunk.new)));
        } else {
            pieces.push(Piece::Gone(old.slice(&hunk.old), hunk.kind));
            pieces.push(Piece::New(new.slice(&hunk.new), hunk.kind));
        }
        from = hunk.new.end;
    }
    pieces.push(Piece::Same(new.slice(&(from..new_range.end.max(from)))));
    pieces.retain(|piece| match piece {
        Piece::Same(text) | Piece::Gone(text, _) | Piece::New(text, _) => !text.is_empty(),
    });
    pieces
}

/// Marked text as plain characters: `[-gone-]{+new+}`, on one line. Long stretches without a change
/// are left out.
pub fn mark_plain(pieces: &[Piece<'_>], context: usize) -> String {
    let mut text = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Same(words) => {
                text.push_str(&shorten(words, context, at == 0, at + 1 == pieces.len()));
            }
            Piece::Gone(words, _) => text.push_str(&format!("[-{words}-]")),
            Piece::New(words, _) => text.push_str(&format!("{{+{words}+}}")),
        }
    }
    text.replace(['\n', '\t'], " ")
}

/// Leaves out the middle of a stretch of words; in the first and the last of a text, what is farther
/// off than `context` letters.
pub fn shorten(words: &str, context: usize, is_first: bool, is_last: bool) -> String {
    let limit = if is_first || is_last { context } else { 2 * context };
    if words.chars().count() <= limit + 8 {
        return words.to_owned();
    }
    let head = || {
        let end = words.char_indices().nth(context).map_or(words.len(), |(at, _)| at);
        let head = words.get(..end).unwrap_or_default();
        head.rsplit_once(' ').map_or(head, |(head, _)| head)
    };
    let tail = || {
        let start = words.char_indices().rev().nth(context).map_or(0, |(at, _)| at);
        let tail = words.get(start..).unwrap_or_default();
        tail.split_once(' ').map_or(tail, |(_, tail)| tail)
    };
    match (is_first, is_last) {
        (true, true) => words.to_owned(),
        (true, false) => format!("… {}", tail()),
        (false, true) => format!("{} …", head()),
        (false, false) => format!("{} … {}", head(), tail()),
    }
}
