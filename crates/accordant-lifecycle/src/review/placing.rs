//! Where a missing clause belongs in their paper, and with which number.

use accordant_document::read::{Node, NodeKind, Paper};
use accordant_packs::entry::Provision;

use super::Ours;
use super::change::Place;
use super::offered::Offers;

/// Words of headings under which the clauses of a section usually stand, the best first.
const HEADINGS: [(&str, &[&str]); 14] = [
    ("partnership", &["scope", "service"]),
    ("data", &["customer data", "your data", "content", "data", "privacy", "confidential"]),
    ("data-protection", &["data protection", "privacy", "security", "personal data", "data"]),
    ("ip", &["intellectual property", "proprietary", "ownership", "rights"]),
    ("performance", &["service level", "performance", "support", "service"]),
    ("transparency", &["artificial intelligence", "ai ", "service"]),
    ("oversight", &["artificial intelligence", "ai ", "use", "responsibilit", "service"]),
    ("change", &["change", "modification", "service"]),
    ("incidents", &["incident", "security", "service"]),
    ("compliance", &["compliance", "audit", "law", "general", "miscellaneous"]),
    ("governance", &["governance", "general", "miscellaneous"]),
    ("commercial", &["fee", "payment", "price"]),
    ("liability", &["liability", "indemni", "warrant", "insurance"]),
    ("exit", &["termination", "term", "expiration"]),
];

/// Finds places for new clauses; each place that is given away moves the next number on.
pub(super) struct Placer<'a> {
    ours: Ours<'a>,
    paper: &'a Paper,
    offers: &'a Offers,
    /// The clauses that were given out: the node that they follow and their number.
    given: Vec<(usize, String)>,
}

impl<'a> Placer<'a> {
    pub(super) fn new(ours: Ours<'a>, paper: &'a Paper, offers: &'a Offers) -> Self {
        Self { ours, paper, offers, given: Vec::new() }
    }

    /// The place after the clauses of the same section, nearest in order; else before the end.
    pub(super) fn place(&mut self, provision: &Provision) -> Option<Place> {
        let mut near: Vec<(bool, u32, usize)> = self
            .offers
            .iter()
            .filter_map(|(id, offer)| {
                let other = self.ours.packs.provisions.get(id)?;
                let quote = offer.as_ref().ok()?.quotes.first()?;
                let node = self.paper.node_at(quote.start)?;
                let fits = !self.is_in_table(node) && !self.is_definition(node);
                (fits && other.section == provision.section && other.id != provision.id).then(
                    || (self.is_in_schedule(node), other.order.abs_diff(provision.order), node),
                )
            })
            .collect();
        near.sort_unstable();
        // A schedule holds details; a clause belongs there only when the paper has nothing else.
        let nearest = near.first().copied();
        let node = nearest
            .filter(|(in_schedule, ..)| !in_schedule)
            .map(|(.., node)| node)
            .or_else(|| self.find_heading(&provision.section))
            .or_else(|| self.find_last_clause())
            .or(nearest.map(|(.., node)| node))?;
        self.place_near(node)
    }

    /// The place at the end of the clause that holds a node.
    pub(super) fn place_near(&mut self, node: usize) -> Option<Place> {
        let line = self.paper.ancestry(node);
        let node_of = |index: usize| self.paper.nodes.get(index);
        let is_clause = |node: &Node| {
            matches!(node.kind, NodeKind::Clause | NodeKind::Paragraph | NodeKind::Definition)
        };
        // The outermost ancestor below a heading that is a clause of its own.
        let member = line
            .iter()
            .copied()
            .find(|index| {
                node_of(*index).is_some_and(|node| {
                    is_clause(node)
                        && node.parent.is_some_and(|parent| self.is_heading(parent))
                        && !self.is_heading(*index)
                })
            })
            .or_else(|| {
                line.iter().copied().find(|index| node_of(*index).is_some_and(is_clause))
            })?;
        // A heading is no neighbour: what stands below it is.
        let below = || {
            (member + 1..node_of(member)?.last).find(|index| {
                node_of(*index).is_some_and(|node| node.parent == Some(member) && is_clause(node))
            })
        };
        let member = if self.is_heading(member) { below().unwrap_or(member) } else { member };
        let parent = node_of(member)?.parent;
        let siblings: Vec<usize> = (0..self.paper.nodes.len())
            .filter(|index| {
                node_of(*index).is_some_and(|node| node.parent == parent && is_clause(node))
            })
            .collect();
        // Without a heading above, the clause itself is the neighbour.
        let last = if parent.is_some() { *siblings.last()? } else { member };
        let like = if node_of(last)?.words.is_empty() { member } else { last };
        let end = node_of(last)?.last.max(last + 1) - 1;
        let label = self
            .given
            .iter()
            .rev()
            .find(|(after, _)| *after == last)
            .map(|(_, label)| label.clone())
            .unwrap_or_else(|| {
                node_of(last).map_or_else(String::new, |node| node.label.shown.clone())
            });
        let number = next_label(&label);
        self.given.push((last, number.clone()));
        let typed = node_of(last).is_some_and(|node| node.span.start < node.words.start);
        let heading = self.paper.heading_path(parent.unwrap_or(last)).join(" › ");
        Some(Place { after: last, last: end, like, number, typed, heading })
    }

    /// A clause below a heading that speaks of a section.
    fn find_heading(&self, section: &str) -> Option<usize> {
        let words = HEADINGS.iter().find(|(known, _)| *known == section)?.1;
        words
            .iter()
            .find_map(|word| {
                (0..self.paper.nodes.len()).find(|index| {
                    let heading = self.paper.heading(*index).unwrap_or_default().to_lowercase();
                    let node = self.paper.nodes.get(*index);
                    heading.contains(word)
                        && self.is_heading(*index)
                        && !self.paper.is_title(*index)
                        && node.is_some_and(|node| node.kind != NodeKind::Schedule)
                        && !self.is_in_table(*index)
                        && !self.is_in_schedule(*index)
                })
            })
            .and_then(|heading| {
                let node = self.paper.nodes.get(heading)?;
                (heading + 1..node.last).find(|index| {
                    self.paper.nodes.get(*index).is_some_and(|node| !node.words.is_empty())
                })
            })
    }

    fn is_in_table(&self, index: usize) -> bool {
        self.paper.ancestry(index).iter().any(|index| {
            self.paper
                .nodes
                .get(*index)
                .is_some_and(|node| matches!(node.kind, NodeKind::Table | NodeKind::Cell))
        })
    }

    fn is_in_schedule(&self, index: usize) -> bool {
        let is_schedule = |index: &usize| {
            self.paper.nodes.get(*index).is_some_and(|node| node.kind == NodeKind::Schedule)
        };
        self.paper.ancestry(index).iter().any(is_schedule)
    }

    /// Whether a node stands among the definitions.
    fn is_definition(&self, index: usize) -> bool {
        self.paper.ancestry(index).iter().any(|index| {
            self.paper
                .heading(*index)
                .is_some_and(|heading| heading.to_lowercase().starts_with("definition"))
        })
    }

    /// Whether a node is little but its heading, with clauses below.
    fn is_heading(&self, index: usize) -> bool {
        self.paper.nodes.get(index).is_some_and(|node| {
            node.last > index + 1
                && (matches!(node.kind, NodeKind::Heading | NodeKind::Schedule | NodeKind::Title)
                    || node.heading.is_some())
        })
    }

    /// The last clause before schedules and signatures.
    fn find_last_clause(&self) -> Option<usize> {
        let end = self
            .paper
            .nodes
            .iter()
            .position(|node| matches!(node.kind, NodeKind::Schedule | NodeKind::Signature))
            .filter(|end| *end > self.paper.nodes.len() / 2)
            .unwrap_or(self.paper.nodes.len());
        (0..end).rev().find(|index| {
            let index = *index;
            let Some(node) = self.paper.nodes.get(index) else { return false };
            matches!(node.kind, NodeKind::Clause | NodeKind::Paragraph)
                && !node.words.is_empty()
                && node.last.saturating_sub(1) < end
                && !self.is_in_table(index)
                && !self.is_definition(index)
        })
    }
}

/// The label that follows: "7.4" after "7.3", "(d)" after "(c)"; nothing after nothing.
fn next_label(label: &str) -> String {
    let end = label.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let (body, tail) = label.split_at_checked(end).unwrap_or((label, ""));
    let start = body.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (head, digits) = body.split_at_checked(start).unwrap_or((body, ""));
    if let Ok(number) = digits.parse::<u32>() {
        return format!("{head}{}{tail}", number.saturating_add(1));
    }
    let Some(letter) = body.chars().next_back() else { return String::new() };
    let head = body.strip_suffix(letter).unwrap_or_default();
    match char::from_u32(u32::from(letter) + 1) {
        Some(next) if next.is_ascii_alphabetic() && head.chars().all(|c| !c.is_alphanumeric()) => {
            format!("{head}{next}{tail}")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_go_on() {
        assert_eq!(next_label("7.3"), "7.4");
        assert_eq!(next_label("12."), "13.");
        assert_eq!(next_label("(c)"), "(d)");
        assert_eq!(next_label("z)"), "");
        assert_eq!(next_label(""), "");
    }
}
