//! Tables: rows and columns aligned, then cell by cell.

use super::align::{Item, align};
use super::fold::Folded;
use super::units::Vocabulary;
use super::words::Sides;
use super::{CellPair, TablePair};
use crate::read::Paper;

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
            let hunks = sides.compare(&range(sides.old, *before), &range(sides.new, *after));
            cells.push(CellPair { old: *before, new: *after, hunks, change: None });
        }
    }
    TablePair { rows, columns, cells }
}

/// The cells of a table by row.
pub(super) fn find_rows(paper: &Paper, node: usize) -> Vec<Vec<usize>> {
    let table = paper.tables.iter().find(|table| table.node == node);
    table.map(|table| table.rows.clone()).unwrap_or_default()
}

/// The text of a node with all below it.
pub(super) fn range(paper: &Paper, node: usize) -> std::ops::Range<usize> {
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
        let head = text.first().copied().unwrap_or_default().to_lowercase();
        let keys = if head.is_empty() { Vec::new() } else { vec![head] };
        let folded = Folded::new(&text.join(" | "), 0, &[]);
        vocabulary.make_item(&folded.text, 0, keys)
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
        let head = text.first().copied().unwrap_or_default().to_lowercase();
        let keys = if head.is_empty() { Vec::new() } else { vec![head] };
        let folded = Folded::new(&text.join(" | "), 0, &[]);
        vocabulary.make_item(&folded.text, 0, keys)
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
