//! Edits of tables: rows, and cells paragraph by paragraph.

use super::{Anchor, Writer};
use crate::compare::fold::is_same;
use crate::compare::tables::{find_rows, list_parts, pair_parts};
use crate::compare::units::Vocabulary;
use crate::compare::{Line, Side, TablePair};
use crate::read::Paper;
use crate::redline::{Change, NewParagraph};

impl Writer<'_> {
    pub(super) fn keep_table(&mut self, line: &Line, table: &TablePair, from: &Side, to: &Side) {
        let (left, right) = (find_rows(self.old, from.node), find_rows(self.new, to.node));
        if table.columns.iter().any(|(old, new)| old.is_none() || new.is_none()) {
            self.refuse(line, "columns of a table cannot be tracked");
        }
        let mut last_row: Option<usize> = None;
        for (before, after) in &table.rows {
            let row_of = |rows: &[Vec<usize>], at: usize, paper: &Paper| {
                let cell = rows.get(at)?.first()?;
                paper.nodes.get(*cell)?.parent
            };
            let row = before.and_then(|at| row_of(&left, at, self.old));
            match (row, after) {
                (Some(node), None) => self.push(self.id(line), Change::DeleteRow { node }),
                (None, Some(at)) => {
                    let cells = right.get(*at).cloned().unwrap_or_default();
                    let mut shared: Vec<(usize, usize)> = table
                        .columns
                        .iter()
                        .filter_map(|(old, new)| Some(((*old)?, (*new)?)))
                        .collect();
                    shared.sort_unstable();
                    let texts = shared.iter().map(|(_, column)| {
                        cells.get(*column).map_or_else(String::new, |cell| self.cell_text(*cell))
                    });
                    let cells: Vec<String> = texts.collect();
                    match last_row {
                        Some(after) => {
                            self.push(self.id(line), Change::InsertRow { after, cells });
                        }
                        None => {
                            let first = left.first().and_then(|row| row.first());
                            let parent = first.and_then(|cell| self.old.nodes.get(*cell)?.parent);
                            match parent {
                                Some(before) => {
                                    self.push(
                                        self.id(line),
                                        Change::InsertRowBefore { before, cells },
                                    );
                                }
                                None => self.refuse(line, "the old table has no row"),
                            }
                        }
                    }
                }
                _ => {}
            }
            last_row = row.or(last_row);
        }
        for pair in &table.cells {
            if self.kept_hunks(&pair.hunks).next().is_none() {
                continue;
            }
            let change = pair.change.and_then(|at| self.comparison.changes.get(at));
            let id = change.map_or_else(|| "form".to_owned(), |change| change.id.clone());
            self.keep_cell(&id, pair.old, pair.new);
        }
    }

    /// Changes a cell, or a note, paragraph by paragraph.
    pub(super) fn keep_cell(&mut self, id: &str, old: usize, new: usize) {
        let (left, right) = (list_parts(self.old, old), list_parts(self.new, new));
        let mut vocabulary = Vocabulary::default();
        let pairs = pair_parts((self.old, &left), (self.new, &right), &mut vocabulary);
        let pairs = replace_in_gaps(pairs);
        let mut last: Option<usize> = None;
        let first = left.first().map(|part| part.0);
        for (before, after) in pairs {
            let before = before.and_then(|at| left.get(at));
            let after = after.and_then(|at| right.get(at));
            let change = match (before, after) {
                (Some((_, range)), Some((_, other))) => {
                    let expect = self.old.slice(range).to_owned();
                    let with = self.new.slice(other).to_owned();
                    let form = !self.with_form && is_same(&expect, &with);
                    (expect != with && !form).then(|| Change::Replace {
                        range: range.clone(),
                        expect,
                        with,
                    })
                }
                (Some((node, range)), None) => {
                    let expect = self.old.slice(range).to_owned();
                    (!expect.is_empty()).then_some(Change::Delete { node: *node, expect })
                }
                (None, Some((_, range))) => {
                    let text = self.new.slice(range).to_owned();
                    let (Some(like), false) = (last.or(first), text.is_empty()) else { continue };
                    let anchor = last.map_or(Anchor::Before(like), Anchor::After);
                    let paragraph = NewParagraph { like, heading: None, text };
                    self.push_paragraph(id.to_owned(), anchor, paragraph);
                    None
                }
                (None, None) => None,
            };
            if let Some(change) = change {
                self.push(id.to_owned(), change);
            }
            last = before.map(|part| part.0).or(last);
        }
    }
}

/// What comes takes the place of what goes: fewer paragraphs come and go.
fn replace_in_gaps(
    pairs: Vec<(Option<usize>, Option<usize>)>,
) -> Vec<(Option<usize>, Option<usize>)> {
    let mut joined: Vec<(Option<usize>, Option<usize>)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let waiting = joined.iter().rev().take_while(|(_, new)| new.is_none()).count();
        let first = joined.len() - waiting;
        match (pair, joined.get_mut(first)) {
            ((None, Some(new)), Some(gone)) => gone.1 = Some(new),
            _ => joined.push(pair),
        }
    }
    joined
}
