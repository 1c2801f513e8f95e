//! Edits where papers were cut alike by their words: one paragraph or one cell at a time.

use super::{Anchor, Writer, apply};
use crate::compare::tables::{find_rows, range};
use crate::compare::words::is_same_number;
use crate::compare::{Hunk, Line, Side, Step};
use crate::read::{NodeKind, Paper};
use crate::redline::Change;

impl Writer<'_> {
    pub(super) fn add_flow(&mut self, line: &Line) {
        // What one format reads in another order stays where it is.
        let is_quiet = line.change.is_none() && line.hunks.is_empty();
        match line.step {
            Step::Kept => self.keep_flow(line),
            Step::MovedFrom if is_quiet => self.pass_side(line.old.as_ref(), true),
            Step::MovedTo if is_quiet => {}
            Step::Deleted => self.delete_flow(line),
            Step::MovedFrom => {
                if line.old.as_ref().is_some_and(|side| !self.done_old.contains(&side.node)) {
                    self.delete_flow(line);
                }
                self.pass_side(line.old.as_ref(), false);
            }
            Step::Inserted => self.insert_flow(line),
            Step::MovedTo => {
                let Some((old, new)) = line.old.as_ref().zip(line.new.as_ref()) else { return };
                if !self.whole.contains(&old.node) {
                    if !self.done_new.contains(&new.node) {
                        self.insert_flow(line);
                    }
                } else if let Some(Anchor::After(after)) = self.anchor() {
                    self.push(self.id(line), Change::Move { node: old.node, after });
                } else {
                    self.part_move(line, old.node, new.node);
                }
            }
        }
    }

    fn pass_side(&mut self, side: Option<&Side>, stays: bool) {
        if let Some(side) = side {
            self.pass(side.node, stays);
        }
    }

    fn keep_flow(&mut self, line: &Line) {
        let (Some(from), Some(to)) = (&line.old, &line.new) else { return };
        let kept: Vec<&Hunk> = self.kept_hunks(&line.hunks).collect();
        let with = apply(self.old, self.new, &from.text, &kept);
        let expect = self.old.slice(&from.text);
        let number = self.find_number(from, to);
        if let Some((start, number)) = number {
            let range = start..from.text.end;
            let expect = self.old.slice(&range).to_owned();
            self.push(self.id(line), Change::Replace { range, expect, with: number + &with });
        } else if expect != with {
            let expect = expect.to_owned();
            let range = from.text.clone();
            self.push(self.id(line), Change::Replace { range, expect, with });
        }
        self.pass(from.node, true);
    }

    /// The number that somebody typed before a text and that is another now: where it begins, and
    /// what comes in its place.
    fn find_number(&self, from: &Side, to: &Side) -> Option<(usize, String)> {
        let (node, other) = (self.old.nodes.get(from.node)?, self.new.nodes.get(to.node)?);
        let typed = self.old.slice(&(node.span.start..from.text.start));
        let (was, is) = (&node.label.shown, &other.label.shown);
        let heads = self.new.slice(&(other.words.start..to.text.start)).trim().is_empty();
        let renumbers = heads
            && !was.is_empty()
            && !is.is_empty()
            && typed.contains(was.as_str())
            && !is_same_number(&node.label.full, &other.label.full);
        renumbers.then(|| (node.span.start, typed.replacen(was.as_str(), is, 1)))
    }

    fn delete_flow(&mut self, line: &Line) {
        let Some(side) = &line.old else { return };
        let row = find_row(self.old, side.node);
        if let Some(row) = row
            && !self.done_old.contains(&row)
            && self.is_whole_row(row, true)
        {
            self.done_old.extend(row..self.old.nodes.get(row).map_or(row, |node| node.last));
            self.push(self.id(line), Change::DeleteRow { node: row });
        }
        self.pass(side.node, false);
        if self.done_old.contains(&side.node) {
            return;
        }
        let kind = self.old.nodes.get(side.node).map(|node| node.kind);
        if kind == Some(NodeKind::Footnote) {
            self.refuse(line, "a note goes with its mark in the text");
            return;
        }
        if row.is_some() {
            // A cell stays, and says nothing any more.
            let expect = self.old.slice(&side.text).to_owned();
            let range = side.text.clone();
            self.push(self.id(line), Change::Replace { range, expect, with: String::new() });
            return;
        }
        self.delete_node(self.id(line), side.node);
    }

    /// Whether all that a row says comes or goes.
    fn is_whole_row(&self, row: usize, is_old: bool) -> bool {
        let paper = if is_old { self.old } else { self.new };
        let last = paper.nodes.get(row).map_or(row, |node| node.last);
        let side = |line: &Line| if is_old { line.old.clone() } else { line.new.clone() };
        let mut inside = self
            .comparison
            .lines
            .iter()
            .filter(|line| side(line).is_some_and(|side| (row..last).contains(&side.node)))
            .peekable();
        let step = if is_old { Step::Deleted } else { Step::Inserted };
        inside.peek().is_some() && inside.all(|line| line.step == step)
    }

    fn insert_flow(&mut self, line: &Line) {
        let Some(side) = &line.new else { return };
        if self.done_new.contains(&side.node) {
            return;
        }
        let below = self.passed.and_then(|node| find_row(self.old, node));
        if let Some(row) = find_row(self.new, side.node)
            && let Some(after) = below
            && self.is_whole_row(row, false)
        {
            let last = self.new.nodes.get(row).map_or(row, |node| node.last);
            let cells = list_cells(self.new, row);
            if cells.len() == list_cells(self.old, after).len() {
                self.done_new.extend(row..last);
                self.push(self.id(line), Change::InsertRow { after, cells });
                return;
            }
        }
        // Behind the last cell, what comes stands below the table.
        if let Some(table) = self.passed.and_then(|node| find_table(self.old, node))
            && let (Some(found), Some(passed)) = (self.old.nodes.get(table), self.passed)
            && (passed + 1..found.last).all(|node| self.is_holder(node))
        {
            self.pass(table, true);
        }
        let words = self.new.slice(&side.text).to_owned();
        let whole = self.new.nodes.get(side.node).is_some_and(|node| {
            node.words.start <= side.text.start
                && self.new.slice(&(side.text.end..node.words.end)).trim().is_empty()
                && self.new.slice(&(node.words.start..side.text.start)).trim().is_empty()
        });
        if whole && !matches!(self.new.nodes.get(side.node).map(|n| n.kind), Some(NodeKind::Cell)) {
            self.insert_node(self.id(line), side.node);
        } else {
            self.insert_text(self.id(line), side.node, None, words);
        }
    }

    fn is_holder(&self, node: usize) -> bool {
        let kind = self.old.nodes.get(node).map(|node| node.kind);
        matches!(kind, Some(NodeKind::Row | NodeKind::Cell))
            && self.old.nodes.get(node).is_some_and(|node| node.words.is_empty())
    }
}

/// The row that a node stands in.
pub(in crate::compare) fn find_row(paper: &Paper, node: usize) -> Option<usize> {
    find_above(paper, node, NodeKind::Row)
}

fn find_table(paper: &Paper, node: usize) -> Option<usize> {
    find_above(paper, node, NodeKind::Table)
}

fn find_above(paper: &Paper, node: usize, kind: NodeKind) -> Option<usize> {
    let is_one = |at: &usize| paper.nodes.get(*at).is_some_and(|node| node.kind == kind);
    paper.ancestry(node).into_iter().rev().find(is_one)
}

/// The words of each cell of a row.
fn list_cells(paper: &Paper, row: usize) -> Vec<String> {
    let table = paper.nodes.get(row).and_then(|node| node.parent);
    let rows = table.map(|table| find_rows(paper, table)).unwrap_or_default();
    let of_row = |cells: &&Vec<usize>| {
        let first = cells.first().and_then(|cell| paper.nodes.get(*cell));
        first.is_some_and(|cell| cell.parent == Some(row))
    };
    let cells = rows.iter().find(of_row).cloned().unwrap_or_default();
    cells.iter().map(|cell| paper.slice(&range(paper, *cell)).trim().to_owned()).collect()
}
