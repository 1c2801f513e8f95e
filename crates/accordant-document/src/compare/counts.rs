//! Counts: changes in order, with their numbers, and how many there are of which kind.

use super::tables::range;
use super::{ChangeKind, ClauseChange, Comparison, HunkKind, Side, Weight};
use crate::read::Paper;

/// Takes out the changes of a kind that no line points at.
pub(super) fn take_out(comparison: &mut Comparison, kind: ChangeKind) {
    let mut place = Vec::with_capacity(comparison.changes.len());
    let mut kept = 0;
    for change in &comparison.changes {
        place.push((change.kind != kind).then_some(kept));
        kept += usize::from(change.kind != kind);
    }
    comparison.changes.retain(|change| change.kind != kind);
    point_again(comparison, |at| place.get(at).copied().flatten());
}

/// Gives lines and cells the new indices of their changes.
fn point_again(comparison: &mut Comparison, find: impl Fn(usize) -> Option<usize>) {
    for line in &mut comparison.lines {
        line.change = line.change.and_then(&find);
        for cell in line.table.iter_mut().flat_map(|table| &mut table.cells) {
            cell.change = cell.change.and_then(&find);
        }
    }
}

/// Puts changes in order, numbers and counts them.
pub(super) fn finish(comparison: &mut Comparison, old: &Paper, new: &Paper) {
    let mut order: Vec<usize> = (0..comparison.changes.len()).collect();
    let changes = std::mem::take(&mut comparison.changes);
    order.sort_by_key(|at| changes.get(*at).map(|change| change.line));
    let mut place = vec![0; order.len()];
    for (to, from) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*from) {
            *slot = to;
        }
    }
    let mut changes: Vec<Option<ClauseChange>> = changes.into_iter().map(Some).collect();
    for (to, from) in order.iter().enumerate() {
        if let Some(mut change) = changes.get_mut(*from).and_then(Option::take) {
            change.id = format!("c{}", to + 1);
            comparison.changes.push(change);
        }
    }
    point_again(comparison, |at| place.get(at).copied());
    comparison.counts = super::Counts::default();
    count(comparison, old, new);
}

fn count(comparison: &mut Comparison, old: &Paper, new: &Paper) {
    use ChangeKind as Kind;
    let counts = &mut comparison.counts;
    let words = |text: &str| text.split_whitespace().count();
    for change in &comparison.changes {
        let is_moved_and_reworded = change.kind == Kind::Moved
            && change.hunks.iter().any(|h| h.weight() == Weight::Substance);
        match change.kind {
            Kind::Reworded | Kind::Cell | Kind::Reference | Kind::Header | Kind::Footer => {
                counts.reworded += 1;
            }
            Kind::Split | Kind::Joined if change.weight == Weight::Substance => {
                counts.reworded += 1
            }
            Kind::Inserted => counts.inserted += 1 + change.below,
            Kind::RowInserted | Kind::ColumnInserted => counts.inserted += 1,
            Kind::Deleted => counts.deleted += 1 + change.below,
            Kind::RowDeleted | Kind::ColumnDeleted => counts.deleted += 1,
            Kind::Moved => counts.moved += 1,
            Kind::Renumbered => counts.renumbered += 1 + change.below,
            Kind::Split | Kind::Joined | Kind::Typography | Kind::Format | Kind::Renamed => {
                counts.form += 1;
            }
            Kind::Follows => {}
        }
        counts.reworded += usize::from(is_moved_and_reworded);
        let follows = change.hunks.iter().filter(|hunk| hunk.kind == HunkKind::Follows);
        counts.references_that_follow += follows.count();
        for hunk in change.hunks.iter().filter(|hunk| hunk.kind == HunkKind::Words) {
            counts.words_deleted += words(old.slice(&hunk.old));
            counts.words_inserted += words(new.slice(&hunk.new));
        }
        match (change.kind, &change.old, &change.new) {
            (Kind::Deleted | Kind::RowDeleted, Some(side), _) => {
                counts.words_deleted += words(old.slice(&range_of(old, side, change)));
            }
            (Kind::Inserted | Kind::RowInserted, _, Some(side)) => {
                counts.words_inserted += words(new.slice(&range_of(new, side, change)));
            }
            (Kind::ColumnDeleted, ..) => {
                let cells = change.cells.iter().map(|cell| words(old.slice(&cell.text)));
                counts.words_deleted += cells.sum::<usize>();
            }
            (Kind::ColumnInserted, ..) => {
                let cells = change.cells.iter().map(|cell| words(new.slice(&cell.text)));
                counts.words_inserted += cells.sum::<usize>();
            }
            _ => {}
        }
    }
}

/// The text of a lone change with all that shares its fate.
fn range_of(paper: &Paper, side: &Side, change: &ClauseChange) -> std::ops::Range<usize> {
    if change.below == 0 { side.text.clone() } else { range(paper, side.node) }
}
