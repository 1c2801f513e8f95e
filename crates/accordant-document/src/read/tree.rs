//! The tree: which paragraph stands under which, by number, by heading and by list.
//!
//! Each block is placed under one of the nodes that are still open. A number goes where its
//! sequence goes on, else under the number that it extends, else below what stands before it.

use std::ops::Range;

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
    mark_signatures(&mut paper);
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
        let is_edge =
            !matches!(block.shape, Shape::Paragraph | Shape::Heading(_) | Shape::Title);
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
        if only_number && counted.is_none() && waiting.is_none() && !matches!(block.shape, Shape::Heading(_)) {
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
        // "3 Fees" is numbered, "3 Months" in running text is not.
        if typed.as_ref().is_some_and(|typed| typed.is_bare) && !look.is_heading {
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
        let early = self.nodes.iter().all(|node| node.kind == NodeKind::Paragraph) && self.nodes.len() < 8;
        let by_level = matches!(look.level, Some(0 | 1)) || (look.level == Some(2) && self.nodes.len() < 3);
        let by_look = look.level.is_none() && look.is_heading && self.nodes.len() < 2 && names_paper(text);
        early && (block.shape == Shape::Title || by_level || by_look)
    }

    /// Closes nodes until the one is on top that takes the entry; answers its number.
    fn find_place(&mut self, entry: &Entry<'_>, begins: bool) -> Option<Number> {
        let Some(typed) = entry.typed else {
            if entry.look.is_heading && !(entry.list.is_some() && entry.look.level.is_none()) {
                self.close_for_heading(bare_rank(&entry.look), entry.look.level);
            } else {
                self.place_plain(entry, begins);
            }
            return None;
        };
        let first = typed.readings.first()?;
        if first.style == Style::Bullet {
            self.place_listed(entry);
            return Some(first.clone());
        }
        if first.division == Some(Division::Schedule) {
            self.close_to_wall();
            return Some(self.pick_reading(typed, &self.open.len().saturating_sub(1)));
        }
        if entry.is_counted && self.place_in_list(entry, typed) {
            return Some(self.pick_in_list(typed));
        }
        self.place_by_sequence(entry, typed)
            .or_else(|| self.place_by_prefix(entry, typed))
            .or_else(|| Some(self.place_first(entry, typed)))
    }

    /// The innermost wall: the paper, a cell or a note.
    fn wall(&self) -> usize {
        self.open.iter().rposition(|open| open.is_wall).unwrap_or(0)
    }

    fn close_to_wall(&mut self) {
        let wall = self.wall();
        self.open.truncate(wall + 1);
    }

    /// Under an item of the same list, or beside one.
    fn place_in_list(&mut self, entry: &Entry<'_>, _: &Typed) -> bool {
        let Some(list) = entry.list.filter(|list| list.begins) else { return false };
        let wall = self.wall();
        for at in (wall + 1..self.open.len()).rev() {
            let Some(other) = self.open.get(at).and_then(|open| open.list) else { continue };
            if other.id == list.id {
                if other.depth < list.depth {
                    self.open.truncate(at + 1);
                    return true;
                }
                if other.depth == list.depth {
                    self.open.truncate(at);
                    return true;
                }
            }
        }
        false
    }

    fn pick_in_list(&self, typed: &Typed) -> Number {
        self.pick_reading(typed, &(self.open.len().saturating_sub(1)))
    }

    /// The reading that goes on below the open node at an index, or the likeliest.
    fn pick_reading(&self, typed: &Typed, at: &usize) -> Number {
        let children = self.open.get(*at).map(|open| open.children.as_slice()).unwrap_or_default();
        let next = typed
            .readings
            .iter()
            .find(|reading| children.iter().any(|child| reading.follows(&child.number)));
        let first = typed.readings.iter().find(|reading| reading.value == 1);
        let picked = next.or(first).or(typed.readings.first()).cloned();
        picked.unwrap_or_else(|| Number {
            division: None,
            word: String::new(),
            prefix: Vec::new(),
            step: String::new(),
            value: 0,
            style: Style::None,
            mark: Mark::Plain,
        })
    }

    /// Where the number comes next after another.
    fn place_by_sequence(&mut self, entry: &Entry<'_>, typed: &Typed) -> Option<Number> {
        let wall = self.wall();
        for likeness in [2, 1, 0] {
            for at in (wall..self.open.len()).rev() {
                let open = self.open.get(at)?;
                for reading in &typed.readings {
                    let found = open.children.iter().any(|child| {
                        let alike = usize::from(child.is_heading == entry.look.is_heading)
                            + usize::from(child.is_counted == entry.is_counted);
                        reading.follows(&child.number) && alike >= likeness
                    });
                    if found {
                        let reading = reading.clone();
                        self.open.truncate(at + 1);
                        return Some(reading);
                    }
                }
                if open.is_schedule() {
                    break;
                }
            }
        }
        None
    }

    /// "4.2" stands under "4", or beside "3.7" when there is no "4".
    fn place_by_prefix(&mut self, entry: &Entry<'_>, typed: &Typed) -> Option<Number> {
        let reading = typed.readings.first()?.clone();
        if reading.prefix.is_empty() || reading.division == Some(Division::Section) && reading.prefix.len() > 1 {
            return None;
        }
        let wall = self.wall();
        let mut beside = None;
        for at in (wall + 1..self.open.len()).rev() {
            let open = self.open.get(at)?;
            let steps = open.node.and_then(|node| self.steps.get(node)).map(Vec::as_slice).unwrap_or_default();
            let number = open.number.as_ref();
            let whole = number.map(Number::steps).unwrap_or_default();
            if !steps.is_empty() && (steps == reading.prefix || whole == reading.prefix) {
                self.open.truncate(at + 1);
                return Some(reading);
            }
            if beside.is_none() && number.is_some_and(|n| n.prefix.len() == reading.prefix.len() && n.style == reading.style) {
                beside = Some(at);
            }
            if open.is_schedule() {
                break;
            }
        }
        if let Some(at) = self.correct_counted(&reading) {
            self.open.truncate(at + 1);
            return Some(reading);
        }
        if entry.look.level.is_some() {
            return None;
        }
        self.open.truncate(beside?);
        Some(reading)
    }

    /// Pages lose the start of their lists: a heading that a list counts as "1" and that is
    /// followed by "10.1" is 10.
    fn correct_counted(&mut self, reading: &Number) -> Option<usize> {
        let at = self.open.len().checked_sub(1)?;
        let [step] = reading.prefix.as_slice() else { return None };
        let value = step.parse().ok()?;
        let open = self.open.get_mut(at)?;
        let number = open.number.as_mut()?;
        let fits = open.is_counted
            && open.children.is_empty()
            && reading.value == 1
            && number.style == Style::Decimal
            && number.prefix.is_empty();
        if !fits {
            return None;
        }
        (number.value, number.step) = (value, step.clone());
        let (number, node) = (number.clone(), open.node?);
        *self.steps.get_mut(node)? = vec![step.clone()];
        self.nodes.get_mut(node)?.label = Label { shown: step.clone(), full: step.clone() };
        let above = self.open.get_mut(at.checked_sub(1)?)?;
        let last = above.children.iter().rposition(|child| child.is_counted)?;
        let mut child = above.children.remove(last);
        child.number = number;
        Some(self.move_beside(at, node, child))
    }

    /// Moves the last open node to where its number goes on; answers where it is open then.
    fn move_beside(&mut self, at: usize, node: usize, child: Child) -> usize {
        let wall = self.wall();
        let follows = |open: &Open| {
            open.children.iter().position(|before| child.number.follows(&before.number))
        };
        let found = (wall..at).rev().find_map(|above| {
            self.open.get(above).and_then(follows).map(|place| (above, place))
        });
        let Some((above, place)) = found else {
            if let Some(open) = at.checked_sub(1).and_then(|above| self.open.get_mut(above)) {
                open.children.push(child);
            }
            return at;
        };
        let Some(moved) = self.open.pop() else { return at };
        self.open.truncate(above + 1);
        let parent = self.open.get(above).and_then(|open| open.node);
        let depth = parent.and_then(|p| self.nodes.get(p)).map_or(0, |node| node.depth + 1);
        let before = self.nodes.get(node).map_or(0, |node| node.depth);
        for below in self.nodes.iter_mut().skip(node) {
            below.depth = below.depth + depth - before;
        }
        if let Some(node) = self.nodes.get_mut(node) {
            node.parent = parent;
        }
        if let Some(open) = self.open.get_mut(above) {
            open.children.remove(place);
            open.children.push(child);
        }
        self.open.push(moved);
        above + 1
    }

    /// A first number, or one that nothing led up to.
    fn place_first(&mut self, entry: &Entry<'_>, typed: &Typed) -> Number {
        let at = self.open.len().saturating_sub(1);
        let reading = self.pick_reading(typed, &at);
        let wall = self.wall();
        if reading.division.is_some() || entry.look.level.is_some() {
            let rank = numbered_rank(&reading, &entry.look);
            self.close_for_heading(rank, entry.look.level);
            return reading;
        }
        // Anew from the start at the level of other headings, or on after a gap.
        for at in (wall..self.open.len()).rev() {
            let Some(open) = self.open.get(at) else { break };
            let kin = open.children.iter().any(|child| {
                reading.is_kin(&child.number)
                    && child.is_heading == entry.look.is_heading
                    && (reading.value > child.number.value
                        || (entry.look.is_heading && !entry.is_counted))
            });
            if kin {
                self.open.truncate(at + 1);
                return reading;
            }
            if open.is_schedule() {
                break;
            }
        }
        if entry.is_counted && entry.list.is_some() {
            self.place_listed(entry);
        } else if entry.look.is_heading && reading.style == Style::Decimal {
            self.close_for_heading(NUMBERED_HEADING, None);
        } else if reading.style == Style::Decimal && reading.mark == Mark::Plain {
            // A figure does not count below letters: "(b)" does not hold "1.".
            while self.open.len() > wall + 1
                && self.open.last().is_some_and(|open| open.is_item && open.rank < LEAD_IN)
            {
                self.open.pop();
            }
        }
        reading
    }

    fn close_for_heading(&mut self, rank: Rank, level: Option<u8>) {
        let wall = self.wall();
        while self.open.len() > wall + 1 {
            let Some(open) = self.open.last() else { break };
            let stays = if open.is_schedule() {
                match (open.level, level) {
                    (Some(outer), Some(inner)) => inner >= outer,
                    _ => true,
                }
            } else {
                open.rank < rank
            };
            if stays {
                break;
            }
            self.open.pop();
        }
    }

    /// An item of a list without a number that counts, or the first of its list.
    fn place_listed(&mut self, entry: &Entry<'_>) {
        let Some(list) = entry.list else {
            // A bullet that somebody typed: beside another bullet, or under what stands before.
            let wall = self.wall();
            let is_bullet = |open: &Open| open.number.as_ref().is_some_and(|n| n.style == Style::Bullet);
            if let Some(at) = (wall + 1..self.open.len()).find(|at| self.open.get(*at).is_some_and(is_bullet)) {
                self.open.truncate(at);
            }
            return;
        };
        let wall = self.wall();
        for at in (wall + 1..self.open.len()).rev() {
            let Some(open) = self.open.get(at) else { continue };
            let Some(other) = open.list else { continue };
            if other.id == list.id {
                let keep = if other.depth < list.depth { at + 1 } else { at };
                if other.depth <= list.depth {
                    self.open.truncate(keep);
                    return;
                }
            } else if list.depth == 1 && open.rank >= CLAUSE && open.is_item {
                // Another list at the top: the items of the one before are done.
                self.open.truncate(at);
            }
        }
    }

    /// A paragraph without a number: in its list item, or below the nearest clause or heading.
    fn place_plain(&mut self, entry: &Entry<'_>, begins: bool) {
        if let Some(list) = entry.list {
            if begins {
                self.place_listed(entry);
                return;
            }
            let wall = self.wall();
            for at in (wall + 1..self.open.len()).rev() {
                let same = self.open.get(at).and_then(|open| open.list);
                if same.is_some_and(|other| other.id == list.id && other.depth <= list.depth) {
                    self.open.truncate(at + 1);
                    return;
                }
            }
        }
        self.leave_items();
    }

    /// Closes items and lead-ins.
    fn leave_items(&mut self) {
        let wall = self.wall();
        while self.open.len() > wall + 1
            && self.open.last().is_some_and(|open| open.is_item || open.rank == LEAD_IN)
        {
            self.open.pop();
        }
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
        let heading = if entry.look.is_heading && entry.list.is_none_or(|_| number.is_some() || entry.look.level.is_some()) {
            Some(words.clone()).filter(|words| !words.is_empty())
        } else {
            headings::find_lead(built, &words, number.as_ref().is_some_and(|n| n.style != Style::Bullet))
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
            (Some(number), false) if number.division.is_some() => Some(numbered_rank(number, &entry.look)),
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
            let is_decimal = number.as_ref().is_some_and(|n| n.style == Style::Decimal && n.mark == Mark::Plain || n.division.is_some());
            let is_item = !is_heading
                && rank >= CLAUSE
                && rank < LEAD_IN
                && !(is_decimal && (has_heading || !entry.is_counted || number.as_ref().is_some_and(|n| !n.prefix.is_empty())));
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
        let Some(number) = number.filter(|n| !matches!(n.style, Style::Bullet | Style::None)) else {
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
            (!steps.is_empty()).then_some(Some((self.nodes.get(node)?.label.full.clone(), steps.clone())))
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
            let Some((parent, last, end)) = self.nodes.get(at).map(|n| (n.parent, n.last, n.end.max(n.span.end))) else {
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

/// Words that papers have in their titles.
fn names_paper(text: &str) -> bool {
    let low = text.to_lowercase();
    ["agreement", "terms", "addendum", "conditions", "contract", "policy", "licence", "license", "order form", "statement of work"]
        .iter()
        .any(|word| low.contains(word))
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

fn choose_kind(number: Option<&Number>, entry: &Entry<'_>, is_heading: bool) -> NodeKind {
    match number {
        Some(number) if number.division == Some(Division::Schedule) => NodeKind::Schedule,
        Some(number) => match number.style {
            Style::Bullet => NodeKind::Item,
            _ if is_heading || number.division.is_some() => NodeKind::Clause,
            Style::Decimal | Style::None if number.mark == Mark::Plain => NodeKind::Clause,
            _ => NodeKind::Item,
        },
        None if is_heading => NodeKind::Heading,
        None if entry.list.is_some_and(|list| list.begins) => NodeKind::Item,
        None => NodeKind::Paragraph,
    }
}

/// Lines to sign on: a rule to write on, or "By:", and the lines near it.
fn mark_signatures(paper: &mut Paper) {
    let says = |paper: &Paper, at: usize, starts: &[&str]| {
        let text = paper.nodes.get(at).map(|node| paper.slice(&node.span)).unwrap_or_default();
        text.len() < 200 && starts.iter().any(|start| text.to_lowercase().starts_with(start))
    };
    let leaf = |kind| matches!(kind, NodeKind::Paragraph | NodeKind::Heading | NodeKind::Item);
    let mut last: Option<usize> = None;
    for at in 0..paper.nodes.len() {
        if !paper.nodes.get(at).is_some_and(|node| leaf(node.kind)) {
            continue;
        }
        let sure = says(paper, at, &["by:", "signature", "signed by", "signed for", "_____"]);
        let near = last.is_some_and(|last| at - last <= 8)
            && says(paper, at, &["name", "title:", "date:", "position:", "email:", "print name"]);
        if sure || near {
            last = Some(at);
            if let Some(node) = paper.nodes.get_mut(at) {
                node.kind = NodeKind::Signature;
                node.heading = None;
            }
        }
    }
}
