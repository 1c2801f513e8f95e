//! Edits taken over from one paper to another with the same words.

use std::ops::Range;

use super::sheet::Reason;
use super::{Change, Edit, NewParagraph, Refused};
use crate::read::{NodeKind, Paper};

/// See [`super::carry`].
pub(super) fn carry(edits: &[Edit], from: &Paper, to: &Paper) -> (Vec<Edit>, Vec<Refused>) {
    let carrier = Carrier { from, to, nodes: pair(from, to) };
    let (mut carried, mut refused) = (Vec::new(), Vec::new());
    for edit in edits {
        match carrier.change(&edit.change) {
            Ok(change) => carried.push(Edit { change, ..edit.clone() }),
            Err(reason) => refused.push(Refused { id: edit.id.clone(), reason }),
        }
    }
    (carried, refused)
}

/// The words of a node, with every space alike.
fn words(paper: &Paper, node: usize) -> String {
    let range = paper.nodes.get(node).map_or(0..0, |node| node.words.clone());
    let alike = |c: char| if c < ' ' { ' ' } else { c };
    paper.slice(&range).chars().map(alike).collect()
}

fn is_part_of_table(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Table | NodeKind::Row | NodeKind::Cell)
}

/// For each node of one paper, the node of the other that says the same, in order.
fn pair(from: &Paper, to: &Paper) -> Vec<Option<usize>> {
    let mut next = 0;
    let mut pairs = Vec::with_capacity(from.nodes.len());
    for (at, node) in from.nodes.iter().enumerate() {
        let said = words(from, at);
        let found = to.nodes.iter().enumerate().skip(next).find(|(other, known)| {
            is_part_of_table(known.kind) == is_part_of_table(node.kind)
                && (!is_part_of_table(node.kind) || known.kind == node.kind)
                && words(to, *other) == said
        });
        // A node that says little and stands far off is another one.
        let found = found.map(|(other, _)| other).filter(|other| *other < next + 64);
        if let Some(other) = found {
            next = other + 1;
        }
        pairs.push(found);
    }
    pairs
}

struct Carrier<'a> {
    from: &'a Paper,
    to: &'a Paper,
    nodes: Vec<Option<usize>>,
}

impl Carrier<'_> {
    fn node(&self, node: usize) -> Result<usize, Reason> {
        let found = self.nodes.get(node).copied().flatten();
        found.ok_or_else(|| "its clause is not in the other paper".to_owned())
    }

    /// A node that holds the same nodes in the other paper.
    fn whole(&self, node: usize) -> Result<usize, Reason> {
        let other = self.node(node)?;
        let last = |paper: &Paper, node: usize| paper.nodes.get(node).map_or(0, |node| node.last);
        let (end, other_end) = (last(self.from, node), last(self.to, other));
        if end.checked_sub(1).and_then(|last| self.node(last).ok()) == other_end.checked_sub(1) {
            Ok(other)
        } else {
            Err("its clause holds other clauses in the other paper".to_owned())
        }
    }

    fn range(&self, range: &Range<usize>) -> Result<(Range<usize>, String), Reason> {
        let node = self.from.node_at(range.start).or_else(|| {
            // At the end of a text, the node is the one before.
            self.from.node_at(range.start.checked_sub(1)?)
        });
        let node = node.ok_or("its words stand in no clause")?;
        let other = self.node(node)?;
        let (Some(known), Some(found)) = (self.from.nodes.get(node), self.to.nodes.get(other))
        else {
            return Err("its clause is not in the other paper".to_owned());
        };
        if range.start < known.words.start || range.end > known.words.end {
            return Err("it goes over the words of a clause".to_owned());
        }
        let start = found.words.start + (range.start - known.words.start);
        let moved = start..start + range.len();
        let said = self.to.slice(&moved).to_owned();
        if said.len() == range.len() {
            Ok((moved, said))
        } else {
            Err("its words are not in the other paper".to_owned())
        }
    }

    fn change(&self, change: &Change) -> Result<Change, Reason> {
        Ok(match change {
            Change::Replace { range, with, .. } => {
                let (range, expect) = self.range(range)?;
                Change::Replace { range, expect, with: with.clone() }
            }
            Change::Comment { range, .. } => {
                let (range, expect) = self.range(range)?;
                Change::Comment { range, expect }
            }
            Change::Delete { node, .. } => {
                let node = self.whole(*node)?;
                let whole =
                    self.to.nodes.get(node).map_or(0..0, |found| found.span.start..found.end);
                Change::Delete { node, expect: self.to.slice(&whole).to_owned() }
            }
            Change::Insert { after, paragraphs } => {
                let after = self.whole(*after)?;
                let paragraphs = paragraphs.iter().map(|paragraph| {
                    let like = self.node(paragraph.like).unwrap_or(after);
                    NewParagraph { like, ..paragraph.clone() }
                });
                Change::Insert { after, paragraphs: paragraphs.collect() }
            }
            Change::InsertBefore { before, paragraphs } => {
                let before = self.node(*before)?;
                let paragraphs = paragraphs.iter().map(|paragraph| {
                    let like = self.node(paragraph.like).unwrap_or(before);
                    NewParagraph { like, ..paragraph.clone() }
                });
                Change::InsertBefore { before, paragraphs: paragraphs.collect() }
            }
            Change::Move { node, after } => {
                Change::Move { node: self.whole(*node)?, after: self.whole(*after)? }
            }
            Change::InsertRow { after, cells } => {
                Change::InsertRow { after: self.whole(*after)?, cells: cells.clone() }
            }
            Change::InsertRowBefore { before, cells } => {
                Change::InsertRowBefore { before: self.node(*before)?, cells: cells.clone() }
            }
            Change::DeleteRow { node } => Change::DeleteRow { node: self.whole(*node)? },
        })
    }
}
