//! Where an entry stands: by its list, its sequence, its prefix, or what stands before it.

use super::super::label::{Division, Mark, Number, Style, Typed};
use super::{
    CLAUSE, Child, Entry, LEAD_IN, NUMBERED_HEADING, Open, Rank, Tree, bare_rank, numbered_rank,
};
use crate::number::Label;

/// Deepest nesting of clauses; what stands deeper is put beside.
const DEEPEST: usize = 48;

impl Tree {
    /// Closes nodes until the one is on top that takes the entry; answers its number.
    pub(super) fn find_place(&mut self, entry: &Entry<'_>, begins: bool) -> Option<Number> {
        self.open.truncate(DEEPEST);
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
            return Some(self.pick_reading(typed, self.open.len().saturating_sub(1)));
        }
        if entry.is_counted && self.place_in_list(entry) {
            return Some(self.pick_in_list(typed));
        }
        self.place_by_sequence(entry, typed)
            .or_else(|| self.place_by_prefix(entry, typed))
            .or_else(|| Some(self.place_first(entry, typed)))
    }

    /// The innermost wall: the paper, a cell or a note.
    pub(super) fn wall(&self) -> usize {
        self.open.iter().rposition(|open| open.is_wall).unwrap_or(0)
    }

    pub(super) fn close_to_wall(&mut self) {
        let wall = self.wall();
        self.open.truncate(wall + 1);
    }

    /// Under an item of the same list, or beside one.
    fn place_in_list(&mut self, entry: &Entry<'_>) -> bool {
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
        self.pick_reading(typed, self.open.len().saturating_sub(1))
    }

    /// The reading that goes on below the open node at an index, or the likeliest.
    fn pick_reading(&self, typed: &Typed, at: usize) -> Number {
        let children = self.open.get(at).map(|open| open.children.as_slice()).unwrap_or_default();
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

    /// Whether a number begins a sequence or comes next in one that is open.
    pub(super) fn goes_on(&self, typed: &Typed) -> bool {
        let follows = |reading: &Number| {
            let open = self.open.get(self.wall()..).unwrap_or_default();
            open.iter().flat_map(|open| &open.children).any(|child| reading.follows(&child.number))
        };
        typed.readings.iter().any(|reading| reading.value == 1 || follows(reading))
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
        if reading.prefix.is_empty()
            || reading.division == Some(Division::Section) && reading.prefix.len() > 1
        {
            return None;
        }
        let wall = self.wall();
        let mut beside = None;
        for at in (wall + 1..self.open.len()).rev() {
            let open = self.open.get(at)?;
            let steps = open
                .node
                .and_then(|node| self.steps.get(node))
                .map(Vec::as_slice)
                .unwrap_or_default();
            let number = open.number.as_ref();
            let whole = number.map(Number::steps).unwrap_or_default();
            if !steps.is_empty() && (steps == reading.prefix || whole == reading.prefix) {
                self.open.truncate(at + 1);
                return Some(reading);
            }
            if beside.is_none()
                && number.is_some_and(|n| {
                    n.prefix.len() == reading.prefix.len() && n.style == reading.style
                })
            {
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
        let found = (wall..at)
            .rev()
            .find_map(|above| self.open.get(above).and_then(follows).map(|place| (above, place)));
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
        let reading = self.pick_reading(typed, at);
        let wall = self.wall();
        if reading.division.is_some() || entry.look.level.is_some() {
            let rank = numbered_rank(&reading, &entry.look);
            self.close_for_heading(rank, entry.look.level);
            return reading;
        }
        // "(a)" does not stand below another "(a)": its sequence begins anew beside it.
        let is_figure = reading.style == Style::Decimal && reading.mark == Mark::Plain;
        let twin = (wall + 1..self.open.len()).find(|at| {
            let number = self.open.get(*at).and_then(|open| open.number.as_ref());
            number.is_some_and(|number| number.is_kin(&reading))
        });
        if let Some(twin) = twin.filter(|_| !is_figure && !entry.is_counted) {
            self.open.truncate(twin);
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
            let is_bullet =
                |open: &Open| open.number.as_ref().is_some_and(|n| n.style == Style::Bullet);
            if let Some(at) =
                (wall + 1..self.open.len()).find(|at| self.open.get(*at).is_some_and(is_bullet))
            {
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
    pub(super) fn leave_items(&mut self) {
        let wall = self.wall();
        while self.open.len() > wall + 1
            && self.open.last().is_some_and(|open| open.is_item || open.rank == LEAD_IN)
        {
            self.open.pop();
        }
    }
}
