//! Navigation: menus, tables of contents and buttons of web pages, which are no contract.

use std::ops::Range;

use super::build::{Block, Built, Shape};

/// Fewest items of a menu.
const FEWEST: usize = 3;

/// Takes out lists whose every item is a link, as menus and tables of contents are.
pub(super) fn drop_menus(built: &mut Built, links: &[Range<usize>]) {
    let is_linked = |span: &Range<usize>| {
        let first = links.partition_point(|link| link.end <= span.start);
        links.get(first).is_some_and(|link| {
            link.start <= span.start + 2 && link.end + 2 >= span.end && span.len() < 120
        })
    };
    let mut doomed: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < built.blocks.len() {
        let run = menu_length(built, at, &is_linked);
        if run >= FEWEST {
            doomed.extend(at..at + run);
            at += run;
        } else {
            at += run.max(1);
        }
    }
    for (index, block) in built.blocks.iter().enumerate() {
        let words = built.text.get(block.span.clone()).unwrap_or_default();
        if is_button(words) && block.list.is_none() {
            doomed.push(index);
        }
    }
    doomed.sort_unstable();
    doomed.dedup();
    remove(built, &doomed, "navigation");
}

/// How many blocks from `at` are items that are links.
fn menu_length(built: &Built, at: usize, is_linked: &dyn Fn(&Range<usize>) -> bool) -> usize {
    let blocks = built.blocks.get(at..).unwrap_or_default();
    let fits = |block: &Block| {
        block.shape == Shape::Paragraph && block.list.is_some() && is_linked(&block.span)
    };
    blocks.iter().take_while(|block| fits(block)).count()
}

/// Words that pages put on buttons.
fn is_button(words: &str) -> bool {
    let low = words.trim().trim_end_matches(['→', '›', '»']).trim().to_lowercase();
    [
        "skip to content",
        "skip to main content",
        "back to top",
        "table of contents",
        "on this page",
        "download pdf",
        "print this page",
        "accept all cookies",
        "accept cookies",
        "share this page",
        "cookie settings",
        "was this page helpful?",
        "was this article helpful?",
    ]
    .contains(&low.as_str())
}

/// Takes blocks out of the text, and says so.
pub(super) fn remove(built: &mut Built, doomed: &[usize], why: &'static str) {
    if doomed.is_empty() {
        return;
    }
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut words = String::new();
    for index in doomed {
        let Some(block) = built.blocks.get(*index) else { continue };
        let next = built.blocks.get(index + 1).map_or(built.text.len(), |next| next.span.start);
        // The line feed after the block goes with it; the white space before it stays.
        let start = built.blocks.get(index.wrapping_sub(1)).map_or(0, |_| block.span.start);
        cuts.push(start.min(block.span.start)..next.max(block.span.end));
        words.push_str(built.text.get(block.span.clone()).unwrap_or_default());
        words.push_str(" / ");
    }
    built.leave_out(why, words.trim_end_matches(" / "));
    let mut kept = String::with_capacity(built.text.len());
    let mut from = 0;
    for cut in &cuts {
        kept.push_str(built.text.get(from..cut.start).unwrap_or_default());
        from = from.max(cut.end);
    }
    kept.push_str(built.text.get(from..).unwrap_or_default());
    let shift = |at: usize| {
        let before = cuts.partition_point(|cut| cut.end <= at);
        let gone: usize = cuts.get(..before).unwrap_or_default().iter().map(Range::len).sum();
        let inside = cuts.get(before).map_or(0, |cut| at.saturating_sub(cut.start));
        at - gone - inside
    };
    let mut index = 0;
    built.blocks.retain(|_| {
        index += 1;
        doomed.binary_search(&(index - 1)).is_err()
    });
    for block in &mut built.blocks {
        block.span = shift(block.span.start)..shift(block.span.end);
    }
    built.runs.retain(|run| {
        let at = cuts.partition_point(|cut| cut.end <= run.text.start);
        cuts.get(at).is_none_or(|cut| cut.start > run.text.start)
    });
    for run in &mut built.runs {
        run.text = shift(run.text.start)..shift(run.text.end);
    }
    built.text = kept.trim_end().to_owned();
}
