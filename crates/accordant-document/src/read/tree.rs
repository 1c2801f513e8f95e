//! The tree: which paragraph stands under which, by number, by heading and by list.
//!
//! Each block is placed under one of the nodes that are still open. A number goes where its
//! sequence goes on, else under the number that it extends, else below what stands before it.

mod kinds;
mod place;

use std::ops::Range;

use kinds::{choose_kind, find_signatures, names_paper};

use super::build::{Block, Built, ListPlace, Shape};
use super::headings::{self, Look};
use super::label::{self, Division, Mark, Number, Style, Typed};
use super::paper::{Format, Node, NodeKind, Paper, Table};
use super::{references, terms};
use crate::number::Label;

/// How far up a node stands; a heading closes all that stand as far down as itself or farther.
type Rank = u8;
const SCHEDULE: Rank = 10;
const PART: Rank = 15;
const HEADING: Rank = 20;
const NUMBERED_HEADING: Rank = 40;
const BARE_HEADING: Rank = 45;
const CLAUSE: Rank = 60;
const LEAD_IN: Rank = 90;

/// A node that can still take children.
#[derive(Debug)]
struct Open {
    /// Nothing for the paper itself.
    node: Option<usize>,
    number: Option<Number>,
    list: Option<ListPlace>,
    rank: Rank,
    /// The level that the format states.
    level: Option<u8>,
    is_counted: bool,
    is_item: bool,
    /// A cell or a note: nothing inside looks beyond.
    is_wall: bool,
    /// The last number of each way of counting below it.
    children: Vec<Child>,
}

/// A number, and how the paragraph looked that had it.
#[derive(Debug, Clone)]
struct Child {
    number: Number,
    is_heading: bool,
    is_counted: bool,
}

/// A numbered or plain paragraph that looks for its place.
struct Entry<'a> {
    typed: Option<&'a Typed>,
    is_counted: bool,
    look: Look,
    list: Option<ListPlace>,
}

struct Tree {
    nodes: Vec<Node>,
    tables: Vec<Table>,
    open: Vec<Open>,
    steps: Vec<Vec<String>>,
    title: Option<Range<usize>>,
}

/// Nests what a format has read.
pub(super) fn grow(mut built: Built, format: Format) -> Paper {
    super::split::part_runs(&mut built);
    let blocks = std::mem::take(&mut built.blocks);
    let mut tree = Tree {
        nodes: Vec::with_capacity(blocks.len()),
        tables: Vec::new(),
        open: vec![Open::root()],
        steps: Vec::new(),
        title: None,
    };
    let mut waiting: Option<(Range<usize>, Typed)> = None;
    for block in &blocks {
        tree.add(&built, block, &mut waiting);
    }
    if let Some((span, _)) = waiting.filter(|(span, _)| !span.is_empty()) {
        let _ = tree.push(NodeKind::Paragraph, span);
    }
    tree.finish();
    let title = tree.title.clone().and_then(|range| built.text.get(range)).unwrap_or_default();
    let mut paper = Paper {
        format,
        title: title.trim().to_owned(),
        text: built.text,
        nodes: tree.nodes,
        tables: tree.tables,
        runs: built.runs,
        terms: Vec::new(),
        references: Vec::new(),
        asides: built.asides,
        revisions: built.revisions,
        comments: built.comments,
        left_out: built.left_out,
        parts: built.parts,
        read_only: built.read_only,
    };
    find_signatures(&mut paper);
    terms::find(&mut paper);
    references::find(&mut paper, &tree.steps);
    for at in 0..paper.revisions.len() {
        let span = paper.revisions.get(at).map(|revision| revision.span.start);
        let node = span.and_then(|start| paper.node_at(start));
        if let Some(revision) = paper.revisions.get_mut(at) {
            revision.node = node;
        }
    }
    for at in 0..paper.comments.len() {
        let span = paper.comments.get(at).map(|comment| comment.span.start);
        let node = span.and_then(|start| paper.node_at(start));
        if let Some(comment) = paper.comments.get_mut(at) {
            comment.node = node;
        }
    }
    paper
}

impl Open {
    fn root() -> Self {
        Self {
            node: None,
            number: None,
            list: None,
            rank: 0,
            level: None,
            is_counted: false,
            is_item: false,
            is_wall: true,
            children: Vec::new(),
        }
    }

    fn is_schedule(&self) -> bool {
        self.rank == SCHEDULE
    }
}

impl Tree {
    fn add(&mut self, built: &Built, block: &Block, waiting: &mut Option<(Range<usize>, Typed)>) {
        let is_edge = !matches!(block.shape, Shape::Paragraph | Shape::Heading(_) | Shape::Title);
        if is_edge && let Some((span, _)) = waiting.take().filter(|(span, _)| !span.is_empty()) {
            let _ = self.push(NodeKind::Paragraph, span);
        }
        match block.shape {
            Shape::OpenTable { header_rows } => {
                self.leave_items();
                let node = self.push(NodeKind::Table, block.span.clone());
                self.tables.push(Table { node, header_rows, rows: Vec::new() });
                self.enter(node);
            }
            Shape::OpenRow => {
                let node = self.push(NodeKind::Row, block.span.clone());
                if let Some(table) = self.current_table() {
                    table.rows.push(Vec::new());
                }
                self.enter(node);
            }
            Shape::OpenCell => {
                let node = self.push(NodeKind::Cell, block.span.clone());
                if let Some(row) = self.current_table().and_then(|table| table.rows.last_mut()) {
                    row.push(node);
                }
                self.enter(node);
            }
            Shape::OpenNote => {
                self.open.truncate(1);
                let node = self.push(NodeKind::Footnote, block.span.clone());
                self.enter(node);
                if let Some(node) = self.nodes.get_mut(node) {
                    node.label = Label { shown: block.label.clone(), full: String::new() };
                }
            }
            Shape::Close => self.leave_wall(block.span.start),
            _ => self.add_paragraph(built, block, waiting),
        }
    }

    fn add_paragraph(
        &mut self,
        built: &Built,
        block: &Block,
        waiting: &mut Option<(Range<usize>, Typed)>,
    ) {
        let text = built.text.get(block.span.clone()).unwrap_or_default();
        let begins = block.list.is_some_and(|list| list.begins);
        let mut typed = label::find(text);
        let counted = (!block.label.is_empty()).then(|| label::read_counted(&block.label));
        let only_number = typed.as_ref().is_some_and(|typed| typed.length == text.len());
        if only_number
            && counted.is_none()
            && waiting.is_none()
            && !matches!(block.shape, Shape::Heading(_))
        {
            let fits = typed.as_ref().is_some_and(|typed| {
                typed.readings.first().is_some_and(|number| number.style != Style::Bullet)
            });
            if let (true, Some(typed)) = (fits && !text.is_empty(), typed.take()) {
                // A number on a line of its own belongs to the paragraph after it.
                *waiting = Some((block.span.clone(), typed));
                return;
            }
        }
        if let (true, Some(number), true) = (text.is_empty(), &counted, waiting.is_none()) {
            // An item that says nothing numbers the heading after it.
            if number.readings.first().is_some_and(|number| number.style == Style::Decimal) {
                *waiting = Some((block.span.clone(), number.clone()));
            }
            return;
        }
        if counted.as_ref().is_some_and(|counted| !counted.shown.is_empty()) && only_number {
            // "A." alone under a number that the program counts is what the clause says.
            typed = None;
        }
        // A list's own number gives way to one that somebody typed, but not to a bullet.
        let prefers_typed = typed.as_ref().is_some_and(|typed| {
            let is_bullet =
                typed.readings.first().is_some_and(|number| number.style == Style::Bullet);
            !typed.is_bare && !is_bullet
                || counted.as_ref().is_none_or(|counted| counted.shown.is_empty())
        });
        let mut is_counted = false;
        let mut span = block.span.clone();
        let mut length = typed.as_ref().map_or(0, |typed| typed.length);
        if let (Some(counted), false) = (&counted, prefers_typed && typed.is_some()) {
            typed = Some(counted.clone());
            (is_counted, length) = (true, 0);
        }
        if let Some((number_span, number)) = waiting.take() {
            if typed.is_none() {
                span.start = number_span.start;
                length = block.span.start - number_span.start;
                typed = Some(number);
            } else if !number_span.is_empty() {
                let _ = self.push(NodeKind::Paragraph, number_span);
            }
        }
        let mut words = (span.start + length).min(span.end)..span.end;
        let mut look = headings::look(built, block, &words, typed.as_ref());
        // "3 Fees" is numbered, "3 Months" in running text is not, unless a 2 came before it.
        let is_bare = typed.as_ref().is_some_and(|typed| typed.is_bare && !self.goes_on(typed));
        if is_bare && !look.is_heading {
            typed = None;
            words = span.clone();
            look = headings::look(built, block, &words, None);
        }
        if text.is_empty() && typed.is_none() {
            return;
        }
        if self.is_title(block, &look, typed.as_ref(), text) {
            let node = self.push(NodeKind::Title, span.clone());
            if let Some(node) = self.nodes.get_mut(node) {
                node.heading = Some(span.clone());
            }
            self.title = Some(span);
            return;
        }
        let entry = Entry { typed: typed.as_ref(), is_counted, look, list: block.list };
        let number = self.find_place(&entry, begins);
        self.settle(built, &entry, number, span, words);
    }

    /// The first heading of the highest level, before anything is numbered.
    fn is_title(&self, block: &Block, look: &Look, typed: Option<&Typed>, text: &str) -> bool {
        if self.title.is_some() || typed.is_some() || self.open.len() > 1 {
            return false;
        }
        let early =
            self.nodes.iter().all(|node| node.kind == NodeKind::Paragraph) && self.nodes.len() < 8;
        let by_level =
            matches!(look.level, Some(0 | 1)) || (look.level == Some(2) && self.nodes.len() < 3);
        let by_look =
            look.level.is_none() && look.is_heading && self.nodes.len() < 2 && names_paper(text);
        early && (block.shape == Shape::Title || by_level || by_look)
    }

    fn push(&mut self, kind: NodeKind, span: Range<usize>) -> usize {
        let parent = self.open.last().and_then(|open| open.node);
        let depth = parent.and_then(|p| self.nodes.get(p)).map_or(0, |node| node.depth + 1);
        self.nodes.push(Node {
            kind,
            parent,
            last: self.nodes.len() + 1,
            depth,
            label: Label::default(),
            heading: None,
            words: span.clone(),
            end: span.end,
            span,
        });
        self.steps.push(Vec::new());
        self.nodes.len() - 1
    }

    fn enter(&mut self, node: usize) {
        self.open.push(Open { node: Some(node), ..Open::root() });
    }

    /// Closes the innermost wall that is not the paper, and gives it its text.
    fn leave_wall(&mut self, end: usize) {
        let wall = self.wall();
        if wall == 0 {
            return;
        }
        let closed = self.open.get(wall).and_then(|open| open.node);
        self.open.truncate(wall);
        // A cell of one plain paragraph is that paragraph.
        if let (Some(cell), Some(only)) = (closed, self.nodes.last())
            && only.parent == closed
            && self.nodes.len() == cell + 2
            && only.label == Label::default()
            && self.nodes.get(cell).is_some_and(|node| node.kind == NodeKind::Cell)
            && !matches!(only.kind, NodeKind::Table | NodeKind::Title)
        {
            self.nodes.pop();
            self.steps.pop();
        }
        if let Some(node) = closed.and_then(|node| self.nodes.get_mut(node)) {
            node.span.end = end.max(node.span.start);
            node.words = node.span.clone();
        }
    }

    /// The table whose row is open.
    fn current_table(&mut self) -> Option<&mut Table> {
        let open: Vec<usize> = self.open.iter().filter_map(|open| open.node).collect();
        self.tables.iter_mut().rev().find(|table| open.contains(&table.node))
    }

    fn settle(
        &mut self,
        built: &Built,
        entry: &Entry<'_>,
        number: Option<Number>,
        span: Range<usize>,
        words: Range<usize>,
    ) {
        let shown = entry.typed.map(|typed| typed.shown.clone()).unwrap_or_default();
        let (full, steps) = self.write_full(number.as_ref(), &shown);
        let heading = if entry.look.is_heading
            && entry.list.is_none_or(|_| number.is_some() || entry.look.level.is_some())
        {
            Some(words.clone()).filter(|words| !words.is_empty())
        } else {
            headings::find_lead(
                built,
                &words,
                number.as_ref().is_some_and(|n| n.style != Style::Bullet),
            )
        };
        let is_heading = heading.is_some() && entry.look.is_heading;
        let kind = choose_kind(number.as_ref(), entry, is_heading);
        let node = self.push(kind, span);
        if let Some(open) = self.open.last_mut()
            && let Some(number) = &number
            && !matches!(number.style, Style::Bullet | Style::None)
        {
            let (is_heading, is_counted) = (entry.look.is_heading, entry.is_counted);
            open.children.retain(|child| {
                !(number.is_kin(&child.number)
                    && child.is_heading == is_heading
                    && child.is_counted == is_counted)
            });
            open.children.push(Child { number: number.clone(), is_heading, is_counted });
        }
        let text = built.text.get(words.clone()).unwrap_or_default();
        let leads_in = text.ends_with(':');
        let rank = match (&number, is_heading) {
            (Some(number), _) if number.division == Some(Division::Schedule) => Some(SCHEDULE),
            (Some(number), true) => Some(numbered_rank(number, &entry.look)),
            (Some(number), false) if number.division.is_some() => {
                Some(numbered_rank(number, &entry.look))
            }
            (Some(_), false) => Some(CLAUSE),
            (None, true) => Some(bare_rank(&entry.look)),
            (None, false) => leads_in.then_some(LEAD_IN),
        };
        if let Some(made) = self.nodes.get_mut(node) {
            made.label = Label { shown, full };
            made.heading = heading;
            made.words = words;
        }
        if let Some(slot) = self.steps.get_mut(node) {
            *slot = steps;
        }
        let is_lead = entry.list.is_some_and(|list| !list.begins);
        if let Some(rank) = rank {
            let has_heading = self.nodes.get(node).is_some_and(|node| node.heading.is_some());
            let is_decimal = number.as_ref().is_some_and(|n| {
                n.style == Style::Decimal && n.mark == Mark::Plain || n.division.is_some()
            });
            let is_item = !is_heading
                && (CLAUSE..LEAD_IN).contains(&rank)
                && !(is_decimal
                    && (has_heading
                        || !entry.is_counted
                        || number.as_ref().is_some_and(|n| !n.prefix.is_empty())));
            self.open.push(Open {
                node: Some(node),
                number,
                list: entry.list.filter(|_| !is_lead),
                rank,
                level: entry.look.level,
                is_counted: entry.is_counted,
                is_item,
                is_wall: false,
                children: Vec::new(),
            });
        }
    }

    /// The full number, as people cite it, and its steps.
    fn write_full(&self, number: Option<&Number>, shown: &str) -> (String, Vec<String>) {
        let Some(number) = number.filter(|n| !matches!(n.style, Style::Bullet | Style::None))
        else {
            return (shown.to_owned(), Vec::new());
        };
        if let Some(division) = number.division {
            let bare = shown.split_once(' ').map_or(shown, |(_, bare)| bare);
            return match division {
                Division::Section => (bare.to_owned(), number.steps()),
                _ => (shown.to_owned(), number.steps()),
            };
        }
        if !number.prefix.is_empty() {
            return (shown.trim_end_matches(['.', ')']).to_owned(), number.steps());
        }
        let bare = shown.trim_matches(['(', ')', '.']);
        let own = |shown: &str| match number.mark {
            Mark::Parens => format!("({bare})"),
            Mark::Half => format!("({bare})"),
            Mark::Plain => shown.trim_end_matches('.').to_owned(),
        };
        let parent = self.open.iter().rev().find_map(|open| {
            let node = open.node?;
            if open.rank == SCHEDULE || open.is_wall {
                return Some(None);
            }
            if open.number.as_ref().and_then(|n| n.division) == Some(Division::Part) {
                return Some(None);
            }
            let steps = self.steps.get(node)?;
            (!steps.is_empty())
                .then_some(Some((self.nodes.get(node)?.label.full.clone(), steps.clone())))
        });
        match parent.flatten() {
            Some((above, mut steps)) => {
                steps.push(number.step.clone());
                let full = match (number.mark, number.style) {
                    (Mark::Plain, Style::Decimal) => format!("{above}.{bare}"),
                    _ => format!("{above}({bare})"),
                };
                (full, steps)
            }
            None => (own(shown), vec![number.step.clone()]),
        }
    }

    /// Gives every node the end of its tree.
    fn finish(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let Some((parent, last, end)) =
                self.nodes.get(at).map(|n| (n.parent, n.last, n.end.max(n.span.end)))
            else {
                continue;
            };
            if let Some(node) = self.nodes.get_mut(at) {
                node.end = end;
            }
            if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
                parent.last = parent.last.max(last);
                parent.end = parent.end.max(end);
            }
        }
    }
}

fn bare_rank(look: &Look) -> Rank {
    look.level.map_or(BARE_HEADING, |level| HEADING + level)
}

fn numbered_rank(number: &Number, look: &Look) -> Rank {
    match (number.division, look.level) {
        (Some(Division::Schedule), _) => SCHEDULE,
        (Some(Division::Part), None) => PART,
        (Some(Division::Article), None) => HEADING,
        (_, Some(level)) => HEADING + level,
        (Some(Division::Section), None) => NUMBERED_HEADING - 1,
        (None, None) => NUMBERED_HEADING + u8::try_from(number.prefix.len().min(4)).unwrap_or(0),
    }
}
