//! Tables: rows and columns aligned, then cell by cell.

use std::ops::Range;

use super::align::{Item, align};
use super::fold::Folded;
use super::units::Vocabulary;
use super::words::Sides;
use super::{CellPair, Hunk, HunkKind, TablePair};
use crate::read::{Node, NodeKind, Paper};

/// Compares two tables, by the indices of their nodes.
pub(super) fn compare(
    sides: &Sides<'_>,
    vocabulary: &mut Vocabulary,
    old: usize,
    new: usize,
) -> TablePair {
    let (left, right) = (find_rows(sides.old, old), find_rows(sides.new, new));
    let width = |rows: &[Vec<usize>]| rows.iter().map(Vec::len).max().unwrap_or(0);
    let (old_width, new_width) = (width(&left), width(&right));
    let columns = if old_width == new_width {
        (0..old_width).map(|at| (Some(at), Some(at))).collect()
    } else {
        merge(
            &make_columns(sides.old, &left, old_width, vocabulary),
            &make_columns(sides.new, &right, new_width, vocabulary),
        )
    };
    let rows = merge(
        &make_rows(sides.old, &left, &columns, true, vocabulary),
        &make_rows(sides.new, &right, &columns, false, vocabulary),
    );
    let mut cells = Vec::new();
    for (from, to) in &rows {
        let (Some(from), Some(to)) = (from, to) else { continue };
        for (old_column, new_column) in &columns {
            let (Some(old_column), Some(new_column)) = (old_column, new_column) else { continue };
            let before = left.get(*from).and_then(|row| row.get(*old_column));
            let after = right.get(*to).and_then(|row| row.get(*new_column));
            let (Some(before), Some(after)) = (before, after) else { continue };
            let hunks = compare_cells(sides, vocabulary, *before, *after);
            cells.push(CellPair { old: *before, new: *after, hunks, change: None });
        }
    }
    TablePair { rows, columns, cells }
}

/// Compares two cells, paragraph by paragraph where they have several.
fn compare_cells(
    sides: &Sides<'_>,
    vocabulary: &mut Vocabulary,
    old: usize,
    new: usize,
) -> Vec<Hunk> {
    let (from, to) = (range(sides.old, old), range(sides.new, new));
    let (left, right) = (list_parts(sides.old, old), list_parts(sides.new, new));
    if (left.len() < 2 && right.len() < 2) || sides.old.slice(&from) == sides.new.slice(&to) {
        return sides.compare(&from, &to);
    }
    let mut hunks = Vec::new();
    let mut done = (from.start, to.start);
    for (before, after) in pair_parts((sides.old, &left), (sides.new, &right), vocabulary) {
        let (Some(before), Some(after)) =
            (before.and_then(|at| left.get(at)), after.and_then(|at| right.get(at)))
        else {
            continue;
        };
        hunks.extend(compare_between(sides, done.0..before.1.start, done.1..after.1.start));
        hunks.extend(sides.compare(&before.1, &after.1));
        done = (before.1.end, after.1.end);
    }
    hunks.extend(compare_between(sides, done.0..from.end, done.1..to.end));
    hunks
}

/// A paragraph of a cell: its node and its text.
pub(super) type Part = (usize, Range<usize>);

/// Which paragraphs of two cells go together, by their order in the cells.
pub(super) fn pair_parts(
    (old, left): (&Paper, &[Part]),
    (new, right): (&Paper, &[Part]),
    vocabulary: &mut Vocabulary,
) -> Vec<(Option<usize>, Option<usize>)> {
    let mut items = |paper: &Paper, parts: &[Part]| -> Vec<Item> {
        let fold = |part: &Part| Folded::new(paper.slice(&part.1), 0, &[]);
        parts.iter().map(|part| vocabulary.make_item(fold(part).text.trim(), 0)).collect()
    };
    merge(&items(old, left), &items(new, right))
}

/// What stands between two pairs of paragraphs, as one change.
fn compare_between(sides: &Sides<'_>, old: Range<usize>, new: Range<usize>) -> Option<Hunk> {
    let is_same = sides.old.slice(&old).trim() == sides.new.slice(&new).trim();
    (!is_same).then_some(Hunk { kind: HunkKind::Words, old, new })
}

/// The paragraphs of a cell, or of a note.
pub(super) fn list_parts(paper: &Paper, cell: usize) -> Vec<Part> {
    let last = paper.nodes.get(cell).map_or(cell, |node| node.last);
    let first = if last == cell + 1 { cell } else { cell + 1 };
    let parts = paper.nodes.iter().enumerate().take(last).skip(first);
    let parts = parts.filter(|(_, node)| !is_holder(node));
    parts.map(|(at, node)| (at, node.span.clone())).collect()
}

/// Tables and rows in a cell hold paragraphs and are none.
fn is_holder(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Table | NodeKind::Row)
}

/// The cells of a table by row.
pub(super) fn find_rows(paper: &Paper, node: usize) -> Vec<Vec<usize>> {
    let table = paper.tables.iter().find(|table| table.node == node);
    table.map(|table| table.rows.clone()).unwrap_or_default()
}

/// The text of a node with all below it.
pub(super) fn range(paper: &Paper, node: usize) -> Range<usize> {
    paper.nodes.get(node).map_or(0..0, |node| node.span.start..node.end.max(node.span.end))
}

fn make_rows(
    paper: &Paper,
    rows: &[Vec<usize>],
    columns: &[(Option<usize>, Option<usize>)],
    is_old: bool,
    vocabulary: &mut Vocabulary,
) -> Vec<Item> {
    // Rows are known by the columns that are on both sides.
    let shared: Vec<usize> = columns
        .iter()
        .filter(|(old, new)| old.is_some() && new.is_some())
        .filter_map(|(old, new)| if is_old { *old } else { *new })
        .collect();
    let items = rows.iter().map(|row| {
        let cells = shared.iter().filter_map(|at| row.get(*at));
        let text: Vec<&str> = cells.map(|cell| paper.slice(&range(paper, *cell)).trim()).collect();
        let heading = text.first().copied().unwrap_or_default().to_lowercase();
        let folded = Folded::new(&text.join(" | "), 0, &[]);
        Item { heading, ..vocabulary.make_item(&folded.text, 0) }
    });
    items.collect()
}

fn make_columns(
    paper: &Paper,
    rows: &[Vec<usize>],
    width: usize,
    vocabulary: &mut Vocabulary,
) -> Vec<Item> {
    let items = (0..width).map(|at| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        let text: Vec<&str> = cells.map(|cell| paper.slice(&range(paper, *cell)).trim()).collect();
        let heading = text.first().copied().unwrap_or_default().to_lowercase();
        let folded = Folded::new(&text.join(" | "), 0, &[]);
        Item { heading, ..vocabulary.make_item(&folded.text, 0) }
    });
    items.collect()
}

/// Both sequences as one: what goes stands before what comes in its place. What moved goes and comes.
fn merge(old: &[Item], new: &[Item]) -> Vec<(Option<usize>, Option<usize>)> {
    let alignment = align(old, new);
    let stays = |new: usize| {
        let from = alignment.old_of.get(new).copied().flatten()?;
        (alignment.moved.get(from) == Some(&false)).then_some(from)
    };
    let is_gone = |old: usize| {
        alignment.new_of.get(old) == Some(&None) || alignment.moved.get(old) == Some(&true)
    };
    let mut merged = Vec::new();
    let mut next_old = 0;
    for at in 0..new.len() {
        let until = (at..new.len()).find_map(stays).unwrap_or(old.len());
        merged.extend((next_old..until).filter(|old| is_gone(*old)).map(|old| (Some(old), None)));
        next_old = next_old.max(until);
        merged.push((stays(at), Some(at)));
        next_old += usize::from(stays(at).is_some());
    }
    merged.extend((next_old..old.len()).filter(|old| is_gone(*old)).map(|old| (Some(old), None)));
    merged
}
