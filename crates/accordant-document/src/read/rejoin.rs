//! Pages that were converted line by line: every line stands as a paragraph of its own.
//!
//! Converters of printed pages write a blank line after each line of the page. Where many
//! paragraphs of a paper break off and go on with a small letter, its lines are joined again.

use super::build::{Block, Built, Shape};
use super::label;
use super::paper::{Run, Source};

/// Fewest paragraphs that break off before a paper counts as broken.
const FEWEST: usize = 20;
/// One of so many paragraphs at least breaks off.
const SHARE: usize = 8;
/// A line at least this long, in hundredths of the usual width, was broken by the width.
const FULL: usize = 75;

/// Joins lines that stand as paragraphs, in a paper that is broken into lines.
pub(super) fn join_lines(built: &mut Built) {
    let broken = (1..built.blocks.len()).filter(|at| breaks_off(built, *at)).count();
    let paragraphs = built.blocks.iter().filter(|block| is_line(block)).count();
    if broken < FEWEST || broken * SHARE < paragraphs {
        return;
    }
    let width = find_width(built);
    let old = std::mem::take(&mut built.blocks);
    let mut gaps: Vec<usize> = Vec::new();
    // How long the last line of the block before is.
    let mut last = 0;
    for block in old {
        let length = built.text.get(block.span.clone()).map_or(0, |text| text.chars().count());
        let is_full = last * 100 >= width * FULL;
        last = length;
        match built.blocks.last_mut() {
            Some(before) if goes_on(&built.text, before, &block, is_full) => {
                gaps.push(before.span.end);
                before.span.end = block.span.end;
            }
            _ => built.blocks.push(block),
        }
    }
    fill(built, &gaps);
}

/// Puts a space where a line feed stood.
fn fill(built: &mut Built, gaps: &[usize]) {
    let mut bytes = std::mem::take(&mut built.text).into_bytes();
    for gap in gaps {
        if let Some(byte) = bytes.get_mut(*gap) {
            *byte = b' ';
        }
    }
    // A line feed is one byte, as a space is.
    built.text = String::from_utf8(bytes).unwrap_or_default();
    let mut gaps = gaps.iter().copied().peekable();
    let mut runs: Vec<Run> = Vec::with_capacity(built.runs.len() + gaps.len());
    for run in built.runs.drain(..) {
        if let Some(gap) = gaps.next_if(|gap| *gap < run.text.start)
            && let Some(Source::Bytes { end: start, .. }) = runs.last().map(|run| &run.source)
            && let Source::Bytes { start: end, .. } = run.source
        {
            let source = Source::Bytes { start: *start, end };
            runs.push(Run { text: gap..gap + 1, source, strong: false });
        }
        runs.push(run);
    }
    built.runs = runs;
}

fn is_line(block: &Block) -> bool {
    block.shape == Shape::Paragraph
}

/// Whether a block is a paragraph that may go on from the one before: nothing numbers it.
fn is_free(text: &str, block: &Block) -> bool {
    is_line(block)
        && block.label.is_empty()
        && block.list.is_none_or(|list| !list.begins)
        && text
            .get(block.span.clone())
            .is_some_and(|words| label::find(words).is_none_or(|typed| typed.is_bare))
}

/// Whether a paragraph breaks off, and the block at `at` goes on with a small letter.
fn breaks_off(built: &Built, at: usize) -> bool {
    let Some([before, block]) = at.checked_sub(1).and_then(|first| built.blocks.get(first..=at))
    else {
        return false;
    };
    is_line(before)
        && is_free(&built.text, block)
        && stands_next(before, block)
        && !has_ended(&built.text, before)
        && begins_small(&built.text, block)
}

/// Only a line feed stands between the two.
fn stands_next(before: &Block, block: &Block) -> bool {
    before.span.end + 1 == block.span.start
}

fn has_ended(text: &str, block: &Block) -> bool {
    text.get(block.span.clone()).is_none_or(|words| {
        let words = words.trim_end_matches(['"', '”', '’', '\'', ')', '*', '_', ' ']);
        words.is_empty() || words.ends_with(['.', ';', ':', '!', '?'])
    })
}

fn begins_small(text: &str, block: &Block) -> bool {
    text.get(block.span.clone()).is_some_and(|words| words.starts_with(char::is_lowercase))
}

fn goes_on(text: &str, before: &Block, block: &Block, is_full: bool) -> bool {
    is_line(before)
        && is_free(text, block)
        && stands_next(before, block)
        && if begins_small(text, block) {
            // "…, Inc.\nand its affiliates" goes on after a full stop.
            is_full || !has_ended(text, before)
        } else {
            is_full && !has_ended(text, before)
        }
}

/// The length that all but the longest tenth of the lines keep to, in characters.
fn find_width(built: &Built) -> usize {
    let mut lengths: Vec<usize> = built
        .blocks
        .iter()
        .filter(|block| is_line(block))
        .filter_map(|block| built.text.get(block.span.clone()))
        .map(|words| words.chars().count())
        .collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0)
}
