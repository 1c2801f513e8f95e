//! Changes: the lines that differ, each with its kind, its weight and what a reader must not miss.

use std::collections::BTreeMap;

use super::edits::flow::find_row;
use super::place::name_place;
use super::tables::{find_rows, range};
use super::touches::find_touches;
use super::{ChangeKind, ClauseChange, Hunk, HunkKind, Line, Side, Step, Weight};
use crate::read::{NodeKind, Paper, Target};

/// Fewest words whose move to another clause tells, where the formats differ.
const FEWEST_MOVED: usize = 12;

/// Lists the changes of lines, and writes into each line which change it is part of.
pub(super) fn list(
    old: &Paper,
    new: &Paper,
    lines: &mut [Line],
    by_words: bool,
) -> Vec<ClauseChange> {
    let mut lister = Lister {
        old,
        new,
        by_words,
        partner: find_partners(lines),
        changes: Vec::new(),
        moved: BTreeMap::new(),
        group: None,
    };
    for (at, line) in lines.iter_mut().enumerate() {
        line.change = lister.add(at, line);
    }
    // Where a clause has gone from is known only after where it has gone to.
    for line in lines.iter_mut().filter(|line| line.step == Step::MovedFrom) {
        let node = line.old.as_ref().map(|side| side.node);
        line.change = node.and_then(|node| lister.moved.get(&node).copied());
    }
    if by_words {
        name_rows(old, new, &mut lister.changes);
    }
    lister.changes
}

/// The new node of each old one.
pub(super) fn find_partners(lines: &[Line]) -> BTreeMap<usize, usize> {
    let both = |line: &Line| Some((line.old.as_ref()?.node, line.new.as_ref()?.node));
    lines.iter().filter_map(both).collect()
}

/// A change that further lines may belong to.
struct Group {
    step: Step,
    change: usize,
    /// Index after the last node that belongs to it, on the new side and on the old.
    new_last: usize,
    old_last: usize,
}

struct Lister<'a> {
    old: &'a Paper,
    new: &'a Paper,
    /// Whether paragraphs do not count as such.
    by_words: bool,
    partner: BTreeMap<usize, usize>,
    changes: Vec<ClauseChange>,
    /// The change of each old node that moved.
    moved: BTreeMap<usize, usize>,
    group: Option<Group>,
}

impl Lister<'_> {
    fn add(&mut self, at: usize, line: &mut Line) -> Option<usize> {
        match line.step {
            Step::Kept => {
                self.group = None;
                if line.table.is_some() {
                    return self.add_table(at, line);
                }
                self.add_pair(at, line)
            }
            Step::Inserted => self.add_lone(at, line, ChangeKind::Inserted),
            Step::Deleted => self.add_lone(at, line, ChangeKind::Deleted),
            Step::MovedFrom => {
                self.group = None;
                None
            }
            Step::MovedTo => self.add_moved(at, line),
        }
    }

    fn push(&mut self, change: ClauseChange) -> usize {
        self.changes.push(change);
        self.changes.len() - 1
    }

    fn make(&self, at: usize, kind: ChangeKind, line: &Line) -> ClauseChange {
        let (before, after) = (line.old.as_ref(), line.new.as_ref());
        let touches = find_touches(self.old, self.new, before, after, &line.hunks);
        let elsewhere = line.hunks.iter().filter(|hunk| hunk.kind == HunkKind::Reference);
        let notes = elsewhere.map(|hunk| self.describe_target(hunk)).collect();
        ClauseChange {
            id: String::new(),
            kind,
            weight: weigh(kind, &line.hunks),
            old: line.old.clone(),
            new: line.new.clone(),
            hunks: line.hunks.clone(),
            cells: Vec::new(),
            below: 0,
            touches,
            notes,
            line: at,
        }
    }

    /// Where the same reference led and where it leads.
    fn describe_target(&self, hunk: &Hunk) -> String {
        let find = |paper: &Paper, range: &std::ops::Range<usize>| {
            let mut all = paper.references.iter();
            let found = all.find(|r| r.span.start <= range.start && range.end <= r.span.end)?;
            let node = match found.target {
                Target::Node(node) => Some(node),
                _ => None,
            };
            Some((paper.slice(&found.span).to_owned(), node))
        };
        let (before, after) = (find(self.old, &hunk.old), find(self.new, &hunk.new));
        let (Some((words, Some(from))), Some((_, to))) = (before, after) else {
            return "the reference leads elsewhere now".to_owned();
        };
        let gone = if self.partner.contains_key(&from) { "" } else { ", which is gone," };
        let from = name_place(self.old, from);
        match to {
            Some(to) => {
                format!(
                    "“{words}” led to {from}{gone} and leads to {} now",
                    name_place(self.new, to)
                )
            }
            None => format!("“{words}” led to {from}{gone} and leads to nothing now"),
        }
    }

    fn add_pair(&mut self, at: usize, line: &Line) -> Option<usize> {
        let (before, after) = if self.by_words {
            (1, 1)
        } else {
            (self.count_parts(true, line), self.count_parts(false, line))
        };
        let kind = match choose_kind(&line.hunks) {
            _ if after > before => ChangeKind::Split,
            _ if before > after => ChangeKind::Joined,
            Some(kind) => kind,
            None => return None,
        };
        let mut change = self.make(at, kind, line);
        match kind {
            ChangeKind::Split => change.notes.push(format!("is {after} paragraphs now")),
            ChangeKind::Joined => change.notes.push(format!("was {before} paragraphs")),
            _ => {}
        }
        Some(self.push(change))
    }

    /// How many paragraphs a side of a line has.
    fn count_parts(&self, is_old: bool, line: &Line) -> usize {
        let (paper, side) = if is_old { (self.old, &line.old) } else { (self.new, &line.new) };
        let Some(side) = side else { return 0 };
        let Some(node) = paper.nodes.get(side.node) else { return 0 };
        if matches!(node.kind, NodeKind::Table | NodeKind::Footnote) {
            return 1;
        }
        let rest = paper.nodes.get(side.node + 1..).unwrap_or_default();
        1 + rest.iter().take_while(|next| next.words.start < side.text.end).count()
    }

    fn add_lone(&mut self, at: usize, line: &Line, kind: ChangeKind) -> Option<usize> {
        let (paper, side) = match kind {
            ChangeKind::Inserted => (self.new, line.new.as_ref()?),
            _ => (self.old, line.old.as_ref()?),
        };
        if let Some(group) = &self.group
            && group.step == line.step
            && side.node < group.new_last
            && let Some(change) = self.changes.get_mut(group.change)
        {
            change.below += 1;
            return Some(group.change);
        }
        let change = self.make(at, kind, line);
        let change = self.push(change);
        let row = find_row(paper, side.node).filter(|_| self.by_words).unwrap_or(side.node);
        let last = paper.nodes.get(row).map_or(0, |node| node.last);
        self.group = Some(Group { step: line.step, change, new_last: last, old_last: 0 });
        Some(change)
    }

    fn add_moved(&mut self, at: usize, line: &mut Line) -> Option<usize> {
        let (from, to) = (line.old.as_ref()?.node, line.new.as_ref()?.node);
        let mut with = None;
        if let Some(group) = &self.group
            && group.step == Step::MovedTo
            && to < group.new_last
            && from < group.old_last
            && let Some(change) = self.changes.get_mut(group.change)
        {
            self.moved.insert(from, group.change);
            if line.hunks.is_empty() && line.table.is_none() {
                change.below += 1;
                return Some(group.change);
            }
            with = change.new.as_ref().map(|side| side.place.clone());
        }
        if let Some(root) = with {
            // It moved with a clause above it; its own words changed too.
            let change = if line.table.is_some() {
                self.add_table(at, line)
            } else {
                self.add_pair(at, line)
            };
            if let Some(change) = change.and_then(|change| self.changes.get_mut(change)) {
                change.notes.push(format!("moved with {root}"));
            }
            return change;
        }
        if self.by_words && self.is_short(to) && self.says_the_same(&line.hunks) {
            // One format reads cells, captions and lines to sign on in another order.
            self.group = None;
            return None;
        }
        let mut change = self.make(at, ChangeKind::Moved, line);
        if self.parents_differ(from, to) {
            change.weight = Weight::Substance;
            change.notes.push("stands under another clause now".to_owned());
        }
        let change = self.push(change);
        self.moved.insert(from, change);
        let last = |paper: &Paper, node: usize| paper.nodes.get(node).map_or(0, |node| node.last);
        let (new_last, old_last) = (last(self.new, to), last(self.old, from));
        self.group = Some(Group { step: Step::MovedTo, change, new_last, old_last });
        if line.table.is_some() {
            self.add_table(at, line);
        }
        Some(change)
    }

    /// Whether hunks change marks only.
    fn says_the_same(&self, hunks: &[Hunk]) -> bool {
        let is_mark = |text: &str| !text.contains(char::is_alphanumeric);
        let is_same =
            |hunk: &Hunk| is_mark(self.old.slice(&hunk.old)) && is_mark(self.new.slice(&hunk.new));
        hunks.iter().all(is_same)
    }

    /// Whether a new node is too short for its place to tell, where the formats differ.
    fn is_short(&self, new: usize) -> bool {
        let words = self.new.nodes.get(new).map_or("", |node| self.new.slice(&node.words));
        words.split_whitespace().count() < FEWEST_MOVED
    }

    fn parents_differ(&self, old: usize, new: usize) -> bool {
        let parent = |paper: &Paper, node: usize| paper.nodes.get(node).and_then(|n| n.parent);
        let from = parent(self.old, old).map(|parent| self.partner.get(&parent).copied());
        let to = parent(self.new, new).map(Some);
        if self.by_words {
            // Where the formats nest otherwise, only what is known on both sides tells.
            let known = |node: usize| self.partner.values().any(|partner| *partner == node);
            let both = from.flatten().zip(to.flatten());
            return !self.is_short(new) && both.is_some_and(|(from, to)| from != to && known(to));
        }
        from != to
    }

    /// Adds the changes of a table; answers the first.
    fn add_table(&mut self, at: usize, line: &mut Line) -> Option<usize> {
        let first = self.changes.len();
        let (old_node, new_node) = (line.old.as_ref()?.node, line.new.as_ref()?.node);
        let table = line.table.as_mut()?;
        let (left, right) = (find_rows(self.old, old_node), find_rows(self.new, new_node));
        for (before, after) in &table.columns {
            let (kind, is_old, rows, column) = match (before, after) {
                (Some(column), None) => (ChangeKind::ColumnDeleted, true, &left, *column),
                (None, Some(column)) => (ChangeKind::ColumnInserted, false, &right, *column),
                _ => continue,
            };
            let paper = if is_old { self.old } else { self.new };
            let cells: Vec<usize> =
                rows.iter().filter_map(|row| row.get(column).copied()).collect();
            let Some(first) = cells.first() else { continue };
            let mut change = self.make_lone(at, kind, is_old, *first);
            let side = |node: &usize| Side {
                node: *node,
                place: name_place(paper, *node),
                text: range(paper, *node),
            };
            change.cells = cells.iter().map(side).collect();
            self.name_table(&mut change, new_node);
            let number = before.or(*after).unwrap_or(0) + 1;
            change.notes.push(format!("column {number}"));
            self.push(change);
        }
        let mut next_cell = table.cells.iter_mut().peekable();
        for (before, after) in &table.rows {
            let (kind, row) = match (before, after) {
                (Some(row), None) => (ChangeKind::RowDeleted, (true, left.get(*row))),
                (None, Some(row)) => (ChangeKind::RowInserted, (false, right.get(*row))),
                (Some(_), Some(row)) => {
                    let cells = right.get(*row).cloned().unwrap_or_default();
                    while let Some(pair) = next_cell.next_if(|pair| cells.contains(&pair.new)) {
                        let Some(kind) = choose_kind(&pair.hunks) else { continue };
                        let kind =
                            if kind == ChangeKind::Reworded { ChangeKind::Cell } else { kind };
                        let side = |paper: &Paper, node: usize| Side {
                            node,
                            place: name_place(paper, node),
                            text: range(paper, node),
                        };
                        let shown = Line {
                            step: Step::Kept,
                            old: Some(side(self.old, pair.old)),
                            new: Some(side(self.new, pair.new)),
                            hunks: pair.hunks.clone(),
                            table: None,
                            change: None,
                        };
                        let mut change = self.make(at, kind, &shown);
                        self.name_table(&mut change, new_node);
                        let column = cells.iter().position(|cell| *cell == pair.new);
                        change.notes.push(format!(
                            "row {}, column {}",
                            row + 1,
                            column.unwrap_or(0) + 1
                        ));
                        self.changes.push(change);
                        pair.change = Some(self.changes.len() - 1);
                    }
                    continue;
                }
                (None, None) => continue,
            };
            let (is_old, Some(cells)) = row else { continue };
            let paper = if is_old { self.old } else { self.new };
            let Some(row) = cells.first().and_then(|cell| paper.nodes.get(*cell)?.parent) else {
                continue;
            };
            let mut change = self.make_lone(at, kind, is_old, row);
            self.name_table(&mut change, new_node);
            change.notes.push(format!("row {}", before.or(*after).unwrap_or(0) + 1));
            self.push(change);
        }
        (self.changes.len() > first).then_some(first)
    }

    /// Says which table it is, where nothing else says where.
    fn name_table(&self, change: &mut ClauseChange, node: usize) {
        let number = self.new.tables.iter().filter(|table| table.node <= node).count();
        for side in [&mut change.old, &mut change.new].into_iter().flatten() {
            if side.place == "opening" {
                side.place = format!("table {number}");
            }
        }
    }

    fn make_lone(&self, at: usize, kind: ChangeKind, is_old: bool, node: usize) -> ClauseChange {
        let paper = if is_old { self.old } else { self.new };
        let side = Some(Side { node, place: name_place(paper, node), text: range(paper, node) });
        let (old, new) = if is_old { (side, None) } else { (None, side) };
        ClauseChange {
            id: String::new(),
            kind,
            weight: Weight::Substance,
            old,
            new,
            hunks: Vec::new(),
            cells: Vec::new(),
            below: 0,
            touches: Vec::new(),
            notes: Vec::new(),
            line: at,
        }
    }
}

/// Makes the changes of all cells of a row one of the row.
fn name_rows(old: &Paper, new: &Paper, changes: &mut [ClauseChange]) {
    for change in changes {
        let (paper, kind, side) = match (change.kind, &mut change.old, &mut change.new) {
            (ChangeKind::Deleted, Some(side), None) => (old, ChangeKind::RowDeleted, side),
            (ChangeKind::Inserted, None, Some(side)) => (new, ChangeKind::RowInserted, side),
            _ => continue,
        };
        let Some(row) = find_row(paper, side.node) else { continue };
        let Some(node) = paper.nodes.get(row) else { continue };
        let says = |at: &usize| {
            let inside = paper.nodes.get(*at);
            inside.is_some_and(|inside| {
                inside.last <= at + 1 && paper.slice(&inside.words).contains(char::is_alphanumeric)
            })
        };
        if (row..node.last).filter(says).count() == change.below + 1 {
            *side = Side { node: row, place: name_place(paper, row), text: range(paper, row) };
            (change.kind, change.below) = (kind, 0);
        }
    }
}

/// What hunks together are; nothing without any.
fn choose_kind(hunks: &[Hunk]) -> Option<ChangeKind> {
    let has = |kind| hunks.iter().any(|hunk| hunk.kind == kind);
    let order = [
        (HunkKind::Words, ChangeKind::Reworded),
        (HunkKind::Reference, ChangeKind::Reference),
        (HunkKind::Renamed, ChangeKind::Renamed),
        (HunkKind::Follows, ChangeKind::Follows),
        (HunkKind::Typography, ChangeKind::Typography),
    ];
    order.into_iter().find(|(kind, _)| has(*kind)).map(|(_, kind)| kind)
}

fn weigh(kind: ChangeKind, hunks: &[Hunk]) -> Weight {
    use ChangeKind as Kind;
    let is_substance = match kind {
        Kind::Inserted | Kind::Deleted | Kind::RowInserted | Kind::RowDeleted => true,
        Kind::ColumnInserted | Kind::ColumnDeleted | Kind::Header | Kind::Footer => true,
        Kind::Renumbered | Kind::Format => false,
        _ => hunks.iter().any(|hunk| hunk.weight() == Weight::Substance),
    };
    if is_substance { Weight::Substance } else { Weight::Form }
}
