//! Edits: a comparison as what to mark in the old paper so that it becomes the new one.

mod cells;
pub(super) mod flow;
mod unmarked;

use std::collections::BTreeSet;
use std::ops::Range;

use super::tables::find_rows;
use super::{Comparison, Hunk, HunkKind, Line, Side, Step};
use crate::read::{Node, NodeKind, Paper};
use crate::redline::{Change, Edit, NewParagraph};

/// A change that no mark can make.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Undone {
    /// Id of the change.
    pub id: String,
    /// Why, as half a sentence.
    pub reason: String,
}

impl Comparison {
    /// What to mark in the old paper.
    ///
    /// **Shapes:** ids of edits are those of the changes; "c3, c4" where one edit makes several. Quotation marks, dashes and spaces are
    /// changed only when both papers have the same format. What moved and was reworded goes in one
    /// place and comes in the other. What cannot be marked is told.
    pub fn edits(&self, old: &Paper, new: &Paper) -> (Vec<Edit>, Vec<Undone>) {
        let mut writer = Writer {
            comparison: self,
            old,
            new,
            with_form: old.format == new.format && !self.by_words,
            edits: Vec::new(),
            undone: Vec::new(),
            whole: BTreeSet::new(),
            done_new: BTreeSet::new(),
            done_old: BTreeSet::new(),
            passed: None,
            kept: None,
        };
        writer.find_whole_moves();
        for at in 0..self.lines.len() {
            writer.add(at);
        }
        (writer.edits, writer.undone)
    }
}

struct Writer<'a> {
    comparison: &'a Comparison,
    old: &'a Paper,
    new: &'a Paper,
    with_form: bool,
    edits: Vec<Edit>,
    undone: Vec<Undone>,
    /// Old nodes that move with all below them and are the same.
    whole: BTreeSet<usize>,
    /// New and old nodes that a move or a deletion above them takes along.
    done_new: BTreeSet<usize>,
    done_old: BTreeSet<usize>,
    /// The last old node that the lines have passed, and the last of those that stays.
    passed: Option<usize>,
    kept: Option<usize>,
}

/// Where something comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// After a node and all below it.
    After(usize),
    Before(usize),
}

impl Writer<'_> {
    /// The clauses that move whole: every node below has moved with them, word for word.
    fn find_whole_moves(&mut self) {
        let mut to = std::collections::BTreeMap::new();
        for line in self.comparison.lines.iter().filter(|line| line.step == Step::MovedTo) {
            let (Some(old), Some(new)) = (&line.old, &line.new) else { continue };
            if self.kept_hunks(&line.hunks).next().is_none() && line.table.is_none() {
                to.insert(old.node, new.node);
            }
        }
        let span = |paper: &Paper, node: usize| {
            paper.nodes.get(node).map_or(node..node + 1, |found| node..found.last)
        };
        let is_unit = |paper: &Paper, node: usize| {
            let kind = paper.nodes.get(node).map(|node| node.kind);
            !matches!(kind, Some(NodeKind::Row | NodeKind::Cell))
        };
        for (old, new) in &to {
            if self.done_old.contains(old) {
                continue;
            }
            let (olds, news) = (span(self.old, *old), span(self.new, *new));
            // The last paragraph of the body has an end that cannot move.
            let next = self.old.nodes.get(olds.end).map(|node| node.kind);
            let is_last = matches!(next, None | Some(NodeKind::Footnote));
            let same = olds.len() == news.len()
                && !is_last
                && olds
                    .clone()
                    .zip(news.clone())
                    .all(|(old, new)| !is_unit(self.old, old) || to.get(&old) == Some(&new));
            if same {
                self.whole.insert(*old);
                self.done_old.extend(olds);
                self.done_new.extend(news);
            }
        }
    }

    fn kept_hunks<'h>(&self, hunks: &'h [Hunk]) -> impl Iterator<Item = &'h Hunk> + use<'h> {
        let with_form = self.with_form;
        hunks.iter().filter(move |hunk| with_form || hunk.kind != HunkKind::Typography)
    }

    fn id(&self, line: &Line) -> String {
        let change = line.change.and_then(|at| self.comparison.changes.get(at));
        change.map_or_else(|| "form".to_owned(), |change| change.id.clone())
    }

    fn push(&mut self, id: String, change: Change) {
        self.edits.push(Edit { id, change, comment: None });
    }

    fn add(&mut self, at: usize) {
        let comparison = self.comparison;
        let Some(line) = comparison.lines.get(at) else { return };
        if comparison.by_words {
            self.add_flow(line);
            return;
        }
        match line.step {
            Step::Kept => self.keep(line),
            Step::Deleted => self.delete(line),
            Step::MovedFrom => {
                let whole =
                    line.old.as_ref().is_some_and(|side| self.done_old.contains(&side.node));
                if !whole {
                    self.delete(line);
                }
                self.passed = line.old.as_ref().map(|side| side.node).or(self.passed);
            }
            Step::Inserted => self.insert(line),
            Step::MovedTo => {
                let Some((old, new)) = line.old.as_ref().zip(line.new.as_ref()) else { return };
                if !self.done_new.contains(&new.node) {
                    self.insert(line);
                } else if self.whole.contains(&old.node) {
                    if let Some(Anchor::After(after)) = self.anchor() {
                        self.push(self.id(line), Change::Move { node: old.node, after });
                    } else {
                        self.part_move(line, old.node, new.node);
                    }
                }
            }
        }
    }

    /// Makes a deletion and an insertion of a move to a place that nothing stands right before.
    fn part_move(&mut self, line: &Line, old: usize, new: usize) {
        let last = |paper: &Paper, node: usize| paper.nodes.get(node).map_or(0, |node| node.last);
        let (olds, news) = (old..last(self.old, old), new..last(self.new, new));
        self.done_old.retain(|node| !olds.contains(node));
        self.done_new.retain(|node| !news.contains(node));
        self.whole.remove(&old);
        if self.passed.is_some_and(|passed| passed >= old) {
            // Its old place was passed as that of a move.
            let (passed, kept) = (self.passed, self.kept);
            self.delete_node(self.id(line), old);
            (self.passed, self.kept) = (passed, kept);
        }
        self.insert(line);
    }

    fn refuse(&mut self, line: &Line, reason: &str) {
        self.undone.push(Undone { id: self.id(line), reason: reason.to_owned() });
    }

    /// Where the lines have come to in the old paper: after a node that stays, when all below it has
    /// been passed; else after one that goes; else before the next.
    fn anchor(&self) -> Option<Anchor> {
        let next = self.passed.map_or(0, |node| self.end_of(node));
        let fits = |node: &usize| self.old.nodes.get(*node).is_some_and(|found| found.last <= next);
        let after = [self.kept, self.passed].into_iter().flatten().find(fits);
        let before = Some(next).filter(|next| *next < self.old.nodes.len());
        after.map(Anchor::After).or(before.map(Anchor::Before))
    }

    /// The index after a unit: a table and a note are one, a clause ends before what is below it.
    fn end_of(&self, node: usize) -> usize {
        match self.old.nodes.get(node) {
            Some(found) if matches!(found.kind, NodeKind::Table | NodeKind::Footnote) => found.last,
            _ => node + 1,
        }
    }

    fn pass(&mut self, node: usize, stays: bool) {
        self.passed = Some(node);
        if stays {
            self.kept = Some(node);
        }
    }

    fn keep(&mut self, line: &Line) {
        let (Some(from), Some(to)) = (&line.old, &line.new) else { return };
        if let Some(table) = &line.table {
            self.keep_table(line, table, from, to);
            self.pass(from.node, true);
            return;
        }
        let is_note = self.old.nodes.get(from.node).is_some_and(|n| n.kind == NodeKind::Footnote);
        if is_note {
            if self.kept_hunks(&line.hunks).next().is_some() {
                self.keep_cell(&self.id(line), from.node, to.node);
            }
            self.pass(from.node, true);
            return;
        }
        let (olds, news) = (parts(self.old, from), parts(self.new, to));
        let last = olds.last().copied().unwrap_or(from.node);
        if olds.len() == 1 && news.len() == 1 {
            self.replace(self.id(line), from.node, to.node, &line.hunks);
            self.pass(from.node, true);
            return;
        }
        // The first part takes the place of the first, the others come or go.
        let words = |paper: &Paper, node: usize| {
            paper.nodes.get(node).map_or("", |node| paper.slice(&node.words)).to_owned()
        };
        if let (Some(first), Some(target)) = (olds.first(), news.first())
            && let Some(node) = self.old.nodes.get(*first)
        {
            let (expect, with) = (words(self.old, *first), words(self.new, *target));
            if expect != with {
                let range = node.words.clone();
                self.push(self.id(line), Change::Replace { range, expect, with });
            }
            self.pass(*first, true);
            for node in news.iter().skip(1) {
                self.insert_node(self.id(line), *node);
            }
            for node in olds.iter().skip(1) {
                self.delete_node(self.id(line), *node);
            }
        }
        self.pass(last, olds.len() == 1);
    }

    /// Puts the new words of a node, and the number that somebody typed before them.
    fn replace(&mut self, id: String, old: usize, new: usize, hunks: &[Hunk]) {
        let (Some(from), Some(to)) = (self.old.nodes.get(old), self.new.nodes.get(new)) else {
            return;
        };
        let number = |paper: &Paper, node: &Node| {
            paper.slice(&(node.span.start..node.words.start)).to_owned()
        };
        let (was, mut is) = (number(self.old, from), number(self.new, to));
        if is.is_empty()
            && !was.is_empty()
            && !to.label.shown.is_empty()
            && from.label.shown != to.label.shown
        {
            // Here somebody typed the number, there the program counts it.
            is = was.replacen(&from.label.shown, &to.label.shown, 1);
        }
        let both_typed = !was.is_empty() && !is.is_empty();
        let renumbers = was != is && (both_typed || self.with_form);
        let kept: Vec<&Hunk> = self.kept_hunks(hunks).collect();
        if kept.is_empty() && !renumbers {
            return;
        }
        if renumbers {
            let range = from.span.start..from.words.end;
            let with = format!("{is}{}", apply(self.old, self.new, &from.words, &kept));
            let expect = self.old.slice(&range).to_owned();
            self.push(id, Change::Replace { range, expect, with });
            return;
        }
        let range = from.words.start..from.words.end.max(from.words.start);
        let with = apply(self.old, self.new, &range, &kept);
        let expect = self.old.slice(&range).to_owned();
        if expect != with {
            self.push(id, Change::Replace { range, expect, with });
        }
    }

    fn delete(&mut self, line: &Line) {
        let Some(side) = &line.old else { return };
        self.pass(side.node, false);
        if self.done_old.contains(&side.node) {
            return;
        }
        self.delete_node(self.id(line), side.node);
    }

    fn delete_node(&mut self, id: String, node: usize) {
        self.pass(node, false);
        let Some(found) = self.old.nodes.get(node) else { return };
        let goes = |at: &usize| {
            let mut lines = self.comparison.lines.iter();
            let is_gone = |line: &Line| {
                matches!(line.step, Step::Deleted | Step::MovedFrom)
                    && line.old.as_ref().is_some_and(|side| side.node == *at)
            };
            let kind = self.old.nodes.get(*at).map(|node| node.kind);
            let is_whole = matches!(kind, Some(NodeKind::Row | NodeKind::Cell))
                || matches!(found.kind, NodeKind::Table | NodeKind::Footnote);
            is_whole || (lines.any(is_gone) && !self.whole.contains(at))
        };
        let all_go = (node + 1..found.last).all(|at| goes(&at));
        if all_go {
            let range = found.span.start..found.end.max(found.span.end);
            let expect = self.old.slice(&range).to_owned();
            self.done_old.extend(node..found.last);
            self.push(id, Change::Delete { node, expect });
        } else {
            let range = found.span.clone();
            let expect = self.old.slice(&range).to_owned();
            self.push(id, Change::Replace { range, expect, with: String::new() });
        }
    }

    fn insert(&mut self, line: &Line) {
        let Some(side) = &line.new else { return };
        let id = self.id(line);
        match self.new.nodes.get(side.node).map(|node| node.kind) {
            Some(NodeKind::Footnote) => self.refuse(line, "a new note needs a mark in the text"),
            Some(NodeKind::Table) => {
                for row in find_rows(self.new, side.node) {
                    let cells: Vec<String> = row.iter().map(|cell| self.cell_text(*cell)).collect();
                    let text = cells.join("\t");
                    self.insert_text(id.clone(), side.node, None, text);
                }
            }
            _ => self.insert_node(id, side.node),
        }
    }

    fn cell_text(&self, cell: usize) -> String {
        self.new.slice(&super::tables::range(self.new, cell)).trim().to_owned()
    }

    fn insert_node(&mut self, id: String, node: usize) {
        let Some(found) = self.new.nodes.get(node) else { return };
        let words = self.new.slice(&found.words);
        let heading = found.heading.clone().filter(|heading| heading.start == found.words.start);
        let length = heading.map_or(0, |heading| heading.len());
        match split_heading(words, length) {
            Some((heading, text)) => {
                self.insert_text(id, node, Some(heading.to_owned()), text.to_owned());
            }
            None => self.insert_text(id, node, None, words.to_owned()),
        }
    }

    fn insert_text(&mut self, id: String, node: usize, heading: Option<String>, text: String) {
        let Some(anchor) = self.anchor() else {
            self.undone.push(Undone { id, reason: "nothing stands beside it".to_owned() });
            return;
        };
        let (Anchor::After(beside) | Anchor::Before(beside)) = anchor;
        let like = self.find_model(node).unwrap_or(beside);
        // Where numbers are typed, the new paragraph needs its own.
        let model = self.old.nodes.get(like);
        let typed = model.map_or("", |node| self.old.slice(&(node.span.start..node.words.start)));
        let own = self.new.nodes.get(node);
        let given = own.map_or("", |node| self.new.slice(&(node.span.start..node.words.start)));
        let shown = own.map_or("", |node| &node.label.shown);
        let number = match (typed, given) {
            ("", _) => String::new(),
            (_, "") if shown.is_empty() => String::new(),
            (typed, "") => {
                let known = model.map_or("", |node| &node.label.shown);
                typed.replacen(known, shown, 1)
            }
            (_, given) => given.to_owned(),
        };
        let paragraph = match heading {
            Some(heading) => {
                NewParagraph { like, heading: Some(format!("{number}{heading}")), text }
            }
            None => NewParagraph { like, heading: None, text: format!("{number}{text}") },
        };
        self.push_paragraph(id, anchor, paragraph);
    }

    /// Inserts a paragraph; together with those that were inserted at the same place before, since
    /// only one edit can change an end.
    fn push_paragraph(&mut self, id: String, anchor: Anchor, paragraph: NewParagraph) {
        if let Some(Edit { id: last, change, .. }) = self.edits.last_mut() {
            let paragraphs = match (change, anchor) {
                (Change::Insert { after, paragraphs }, Anchor::After(place)) if *after == place => {
                    Some(paragraphs)
                }
                (Change::InsertBefore { before, paragraphs }, Anchor::Before(place))
                    if *before == place =>
                {
                    Some(paragraphs)
                }
                _ => None,
            };
            if let Some(paragraphs) = paragraphs {
                paragraphs.push(paragraph);
                if !last.split(", ").any(|known| known == id) {
                    last.push_str(", ");
                    last.push_str(&id);
                }
                return;
            }
        }
        let paragraphs = vec![paragraph];
        self.push(
            id,
            match anchor {
                Anchor::After(after) => Change::Insert { after, paragraphs },
                Anchor::Before(before) => Change::InsertBefore { before, paragraphs },
            },
        );
    }

    /// The old node that a new one looks like: a neighbour of its kind and depth.
    fn find_model(&self, node: usize) -> Option<usize> {
        let found = self.new.nodes.get(node)?;
        let fits = |line: &&Line| {
            let (Some(old), Some(new)) = (&line.old, &line.new) else { return None };
            let other = self.new.nodes.get(new.node)?;
            let was = self.old.nodes.get(old.node)?;
            let same = other.kind == found.kind
                && was.kind == found.kind
                && other.label.full.is_empty() == found.label.full.is_empty();
            same.then_some((
                other.depth.abs_diff(found.depth),
                usize::from(other.parent != found.parent),
                new.node.abs_diff(node),
                old.node,
            ))
        };
        let best = self.comparison.lines.iter().filter_map(|line| fits(&line)).min();
        best.map(|(.., old)| old)
    }
}

/// Parts words in bold before a text from the text, where a mark and a space do.
fn split_heading(words: &str, length: usize) -> Option<(&str, &str)> {
    let rest = words.get(length..).filter(|_| length > 0)?;
    let mark = if rest.starts_with(['.', ':', ';', '–', '—']) {
        rest.chars().next().map_or(0, char::len_utf8)
    } else {
        0
    };
    let (heading, text) = words.split_at_checked(length + mark)?;
    let heading = heading.trim_end();
    let ends = heading.ends_with(['.', ':', ';', '?', '!', '–', '—']);
    let kept = text.trim_start();
    let space = words.len() - kept.len() - heading.len();
    (ends && space == 1 && !kept.is_empty()).then_some((heading, kept))
}

/// The paragraphs of a side of a line.
fn parts(paper: &Paper, side: &Side) -> Vec<usize> {
    let Some(node) = paper.nodes.get(side.node) else { return Vec::new() };
    let mut parts = vec![side.node];
    if !matches!(node.kind, NodeKind::Table | NodeKind::Footnote) {
        let rest = paper.nodes.iter().enumerate().skip(side.node + 1);
        parts.extend(
            rest.take_while(|(_, node)| node.words.start < side.text.end).map(|(at, _)| at),
        );
    }
    parts
}

/// The old text of a range with hunks applied.
fn apply(old: &Paper, new: &Paper, range: &Range<usize>, hunks: &[&Hunk]) -> String {
    let mut text = String::new();
    let mut from = range.start;
    for hunk in hunks {
        text.push_str(old.slice(&(from..hunk.old.start.max(from))));
        text.push_str(new.slice(&hunk.new));
        from = hunk.old.end.max(from);
    }
    text.push_str(old.slice(&(from..range.end.max(from))));
    text
}
