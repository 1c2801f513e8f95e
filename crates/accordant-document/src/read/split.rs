//! Contracts in one paragraph: a page that lost its line breaks is parted again at its numbers.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::build::{Block, Built, Shape};
use super::terms::pattern;

/// A paragraph longer than this may be many, in bytes.
const LONGEST: usize = 4_000;
/// Fewest numbers that show it.
const FEWEST: usize = 4;

pattern! {
    NUMBER = r"(\d{1,2}(?:\.\d{1,2}){0,2})\.?[ \u{a0}]+(?:[A-Z“(]|of\b)";
}

/// Parts each paragraph that holds a whole sequence of numbered clauses.
pub(super) fn part_runs(built: &mut Built) {
    if built.blocks.iter().all(|block| block.span.len() <= LONGEST) {
        return;
    }
    let mut blocks = Vec::with_capacity(built.blocks.len());
    for block in std::mem::take(&mut built.blocks) {
        let long = block.shape == Shape::Paragraph && block.span.len() > LONGEST;
        let cuts = if long { find_cuts(&built.text, &block.span) } else { Vec::new() };
        if cuts.len() < FEWEST {
            blocks.push(block);
            continue;
        }
        let ends = cuts.iter().copied().chain([block.span.end]);
        let starts = std::iter::once(block.span.start).chain(cuts.iter().copied());
        for (order, (start, end)) in starts.zip(ends).enumerate() {
            let words = built.text.get(start..end).unwrap_or_default();
            let span = start..start + words.trim_end().len();
            let label = if order == 0 { block.label.clone() } else { String::new() };
            let list = block
                .list
                .map(|list| super::build::ListPlace { begins: list.begins && order == 0, ..list });
            if !span.is_empty() {
                blocks.push(Block { shape: Shape::Paragraph, span, label, list });
            }
        }
    }
    built.blocks = blocks;
}

/// Where numbers stand that follow one another: 1, 1.1, 1.2, 2, 3, 3.1.
fn find_cuts(text: &str, span: &Range<usize>) -> Vec<usize> {
    let words = text.get(span.clone()).unwrap_or_default();
    let mut cuts = Vec::new();
    let mut last: Vec<u32> = Vec::new();
    for found in NUMBER.captures_iter(words) {
        let Some(number) = found.get(1) else { continue };
        let before = words.get(..number.start()).unwrap_or_default();
        let glued =
            before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '#'));
        let word = before.trim_end().rsplit([' ', '\u{a0}']).next().unwrap_or_default();
        let cites = super::label::find_division(word.trim_end_matches('s')).is_some()
            || matches!(word, "and" | "or" | "to" | "of" | "than" | "least");
        let steps: Vec<u32> =
            number.as_str().split('.').filter_map(|step| step.parse().ok()).collect();
        if glued || cites || !comes_next(&last, &steps) {
            continue;
        }
        cuts.push(span.start + number.start());
        last = steps;
    }
    cuts
}

/// Whether a number can come after another: 3.2 after 3.1, 4 after 3.2, 4.1 after 4.
fn comes_next(last: &[u32], next: &[u32]) -> bool {
    let Some((&step, head)) = next.split_last() else { return false };
    let deeper = head == last && step == 1;
    let beside = last.get(..head.len()) == Some(head)
        && last.get(head.len()).is_some_and(|before| step == before + 1);
    if last.is_empty() { next == [1] } else { deeper || beside }
}
