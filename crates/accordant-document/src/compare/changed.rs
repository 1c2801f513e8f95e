//! Changed: which words of two papers a comparison found others, gone or new.

use std::ops::Range;

use super::{ChangeKind, Comparison, Hunk, HunkKind, Step, TablePair, Weight};
use super::{tables::find_rows, tables::range};
use crate::read::Paper;

/// The words that differ between two papers.
///
/// **Shapes:** words that stay the same words are no difference: a reference, wherever it leads, a term
/// with another name throughout, typesetting.
#[derive(Debug, Clone)]
pub struct Changed<'a> {
    old: Words<'a>,
    new: Words<'a>,
}

/// The changed ranges of a paper, in order.
#[derive(Debug, Clone)]
struct Words<'a> {
    paper: &'a Paper,
    ranges: Vec<Range<usize>>,
}

impl<'a> Changed<'a> {
    /// Lists what a comparison of two papers found.
    pub fn of(comparison: &Comparison, old: &'a Paper, new: &'a Paper) -> Self {
        let mut gone = Words { paper: old, ranges: Vec::new() };
        let mut come = Words { paper: new, ranges: Vec::new() };
        for line in &comparison.lines {
            let (before, after) = (line.old.as_ref(), line.new.as_ref());
            let change = line.change.and_then(|at| comparison.changes.get(at));
            let is_elsewhere = change.is_some_and(|change| {
                change.kind == ChangeKind::Moved && change.weight == Weight::Substance
            });
            let is_whole = match line.step {
                Step::Inserted | Step::Deleted => true,
                Step::Kept => false,
                Step::MovedFrom | Step::MovedTo => is_elsewhere,
            };
            if is_whole {
                gone.ranges.extend(before.map(|side| side.text.clone()));
                come.ranges.extend(after.map(|side| side.text.clone()));
            }
            add_hunks(&line.hunks, &mut gone, &mut come);
            if let (Some(table), Some(before), Some(after)) = (&line.table, before, after) {
                add_table(table, (before.node, &mut gone), (after.node, &mut come));
            }
        }
        gone.settle();
        come.settle();
        Self { old: gone, new: come }
    }

    /// Whether a range of the old paper touches words that changed, or stands below a lead or a
    /// heading whose words did.
    pub fn touches_old(&self, range: &Range<usize>) -> bool {
        self.old.touches(range)
    }

    /// Whether a range of the new paper does.
    pub fn touches_new(&self, range: &Range<usize>) -> bool {
        self.new.touches(range)
    }
}

impl Words<'_> {
    fn settle(&mut self) {
        self.ranges.sort_by_key(|range| (range.start, range.end));
        self.ranges.dedup();
    }

    fn touches(&self, range: &Range<usize>) -> bool {
        if self.holds(range) {
            return true;
        }
        let Some(node) = self.paper.node_at(range.start) else { return false };
        let mut above = self.paper.nodes.get(node).and_then(|node| node.parent);
        while let Some(node) = above.and_then(|at| self.paper.nodes.get(at)) {
            if !node.span.is_empty() && self.holds(&node.span) {
                return true;
            }
            above = node.parent;
        }
        false
    }

    /// Whether a changed range lies in one, or at its edge where words only came or went.
    fn holds(&self, range: &Range<usize>) -> bool {
        self.ranges.iter().any(|changed| {
            let meets = changed.start < range.end && range.start < changed.end;
            let is_gap =
                changed.is_empty() && range.start <= changed.start && changed.start <= range.end;
            meets || is_gap
        })
    }
}

fn add_hunks(hunks: &[Hunk], gone: &mut Words<'_>, come: &mut Words<'_>) {
    let says = |hunk: &&Hunk| hunk.kind == HunkKind::Words;
    for hunk in hunks.iter().filter(says) {
        gone.ranges.push(hunk.old.clone());
        come.ranges.push(hunk.new.clone());
    }
}

fn add_table(
    table: &TablePair,
    (old, gone): (usize, &mut Words<'_>),
    (new, come): (usize, &mut Words<'_>),
) {
    for pair in &table.cells {
        add_hunks(&pair.hunks, gone, come);
    }
    let is_lone = |(old, new): &(Option<usize>, Option<usize>)| old.is_some() != new.is_some();
    for (from, to) in table.rows.iter().filter(|pair| is_lone(pair)) {
        gone.add_cells(old, |row, _| Some(row) == *from);
        come.add_cells(new, |row, _| Some(row) == *to);
    }
    for (from, to) in table.columns.iter().filter(|pair| is_lone(pair)) {
        gone.add_cells(old, |_, column| Some(column) == *from);
        come.add_cells(new, |_, column| Some(column) == *to);
    }
}

impl Words<'_> {
    fn add_cells(&mut self, table: usize, is_meant: impl Fn(usize, usize) -> bool) {
        let paper = self.paper;
        for (at, row) in find_rows(paper, table).iter().enumerate() {
            let cells = row.iter().enumerate().filter(|(column, _)| is_meant(at, *column));
            self.ranges.extend(cells.map(|(_, cell)| range(paper, *cell)));
        }
    }
}
