//! Noise: differences of words that only the formats make.

use std::ops::Range;

use super::stream::each_word;
use crate::compare::fold::Folded;
use crate::compare::{Hunk, HunkKind};
use crate::read::Paper;

/// The running heads of two papers: what one format keeps apart stands in the text of another.
#[derive(Debug, Default)]
pub(in crate::compare) struct Asides {
    heads: Vec<String>,
}

impl Asides {
    /// Those of both papers.
    pub(in crate::compare) fn of(old: &Paper, new: &Paper) -> Self {
        let lines = old.asides.iter().chain(&new.asides).flat_map(|aside| {
            aside.text.lines().chain(std::iter::once(aside.text.as_str())).map(blur)
        });
        let mut heads: Vec<String> = lines.filter(|head| head.len() > 2).collect();
        heads.sort_unstable();
        heads.dedup();
        Self { heads }
    }

    /// Whether a text is a running head and nothing else.
    pub(super) fn hold(&self, text: &str) -> bool {
        self.heads.binary_search(&blur(text)).is_ok()
    }

    /// Leaves out what only the formats make: spaces, hyphens at the end of lines, capitals that are
    /// a matter of style, lines to write on, running heads, and numbers that one format types and
    /// the other counts.
    pub(in crate::compare) fn sift(&self, old: &Paper, new: &Paper, hunks: Vec<Hunk>) -> Vec<Hunk> {
        let is_kept = |hunk: &Hunk| {
            let (before, after) = (old.slice(&hunk.old), new.slice(&hunk.new));
            let is_lone = |empty: &str, text: &str, paper: &Paper, range: &Range<usize>| {
                empty.trim().is_empty() && (is_number(paper, range) || self.hold(text))
            };
            match hunk.kind {
                HunkKind::Words => {
                    !(is_same(before, after)
                        || is_lone(before, after, new, &hunk.new)
                        || is_lone(after, before, old, &hunk.old))
                }
                HunkKind::Typography => strip(before) != strip(after),
                _ => true,
            }
        };
        hunks.into_iter().filter(is_kept).collect()
    }
}

/// A running head without spaces, marks and numbers of pages.
fn blur(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Whether two pieces of text differ in their form only.
fn is_same(before: &str, after: &str) -> bool {
    let (before, after) = (squeeze(before), squeeze(after));
    let is_loud = |text: &str| text.chars().all(|c| !c.is_lowercase());
    before == after
        || ((is_loud(&before) || is_loud(&after)) && before.to_lowercase() == after.to_lowercase())
}

/// A text as it reads whatever sets it: plain marks, no spaces, hyphens, brackets and leaders.
fn squeeze(text: &str) -> String {
    let bare = strip(&Folded::new(text, 0, &[]).text);
    if bare.contains("...") { bare.replace('.', "") } else { bare }
}

/// A text without spaces, hyphens, bullets, brackets of boxes and lines to write on.
fn strip(text: &str) -> String {
    let is_form = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '_' | '[' | ']' | '{' | '}' | '|'
            )
            || matches!(c, '•' | '·' | '▪' | '●' | '○' | '◦' | '\u{f0b7}' | '\u{200b}'..='\u{200d}')
    };
    text.chars().filter(|c| !is_form(*c)).collect()
}

/// Whether a range holds a number that somebody typed before a text, or a sign of a list.
fn is_number(paper: &Paper, range: &Range<usize>) -> bool {
    let text = paper.slice(range);
    let mut words = 0;
    each_word(text, |_, _| words += 1);
    let at = range.start + text.len() - text.trim_start().len();
    let end = range.start + text.trim_end().len();
    let after = paper.nodes.partition_point(|node| node.span.start <= at);
    let node = after.checked_sub(1).and_then(|at| paper.nodes.get(at));
    words > 0 && node.is_some_and(|node| node.span.start <= at && end <= node.words.start)
}
