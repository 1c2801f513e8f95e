//! Noise: differences of words that only the formats make.

use std::ops::Range;

use super::stream::each_word;
use crate::compare::fold::Folded;
use crate::compare::{Hunk, HunkKind};
use crate::read::Paper;

/// Leaves out what only the formats make: spaces, hyphens at the end of lines, capitals that are a
/// matter of style, lines to write on, and numbers that one format types and the other counts.
pub(in crate::compare) fn sift(old: &Paper, new: &Paper, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let is_kept = |hunk: &Hunk| {
        let (before, after) = (old.slice(&hunk.old), new.slice(&hunk.new));
        match hunk.kind {
            HunkKind::Words => {
                !(is_same(before, after)
                    || (before.trim().is_empty() && is_number(new, &hunk.new))
                    || (after.trim().is_empty() && is_number(old, &hunk.old)))
            }
            HunkKind::Typography => squeeze(before) != squeeze(after),
            _ => true,
        }
    };
    hunks.into_iter().filter(is_kept).collect()
}

/// Whether two pieces of text differ in their form only.
fn is_same(before: &str, after: &str) -> bool {
    let (before, after) = (squeeze(before), squeeze(after));
    let is_loud = |text: &str| text.chars().all(|c| !c.is_lowercase());
    before == after
        || ((is_loud(&before) || is_loud(&after)) && before.to_lowercase() == after.to_lowercase())
}

/// A text without spaces, hyphens, bullets, leaders and lines to write on.
fn squeeze(text: &str) -> String {
    let folded = Folded::new(text, 0, &[]).text;
    let bare = folded.chars().filter(|c| {
        !c.is_whitespace() && !matches!(c, '-' | '_' | '•' | '·' | '▪' | '●' | '○' | '◦' | '\u{f0b7}')
    });
    let bare: String = bare.collect();
    if bare.contains("...") { bare.replace('.', "") } else { bare }
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
