//! What a node is: clause, item, schedule, signature.

use super::super::label::{Division, Mark, Number, Style};
use super::super::paper::{NodeKind, Paper};
use super::Entry;

/// Words that papers have in their titles.
pub(super) fn names_paper(text: &str) -> bool {
    let low = text.to_lowercase();
    [
        "agreement",
        "terms",
        "addendum",
        "conditions",
        "contract",
        "policy",
        "licence",
        "license",
        "order form",
        "statement of work",
    ]
    .iter()
    .any(|word| low.contains(word))
}

pub(super) fn choose_kind(
    number: Option<&Number>,
    entry: &Entry<'_>,
    is_heading: bool,
) -> NodeKind {
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

/// Finds what is there to be signed on, and takes it out of the last clause.
pub(super) fn find_signatures(paper: &mut Paper) {
    mark_signatures(paper);
    part_signatures(paper);
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

/// Takes the lines and tables to sign on out of the clause before them: they end the paper, not it.
fn part_signatures(paper: &mut Paper) {
    let mut at = 0;
    while at < paper.nodes.len() {
        let clause = find_outer_clause(paper, at).filter(|_| is_to_sign(paper, at));
        if let Some(clause) = clause {
            detach(paper, at, clause);
        }
        at += 1;
    }
}

/// Whether a node is a line to sign on, or a table of such.
fn is_to_sign(paper: &Paper, at: usize) -> bool {
    let Some(node) = paper.nodes.get(at) else { return false };
    let signs = |at: usize| {
        let text = paper.nodes.get(at).map(|cell| paper.slice(&cell.span)).unwrap_or_default();
        let text = text.trim().to_lowercase();
        text.len() < 60
            && ["by:", "signature", "signed"].iter().any(|start| text.starts_with(start))
    };
    match node.kind {
        NodeKind::Signature => true,
        NodeKind::Table => (at + 1..node.last).any(signs),
        _ => false,
    }
}

/// The outermost numbered clause that holds a node.
fn find_outer_clause(paper: &Paper, at: usize) -> Option<usize> {
    let line = paper.ancestry(at);
    line.into_iter().find(|index| {
        *index != at && paper.nodes.get(*index).is_some_and(|node| node.kind == NodeKind::Clause)
    })
}

/// Ends a clause before a node: that node and all after it in the clause stand beside the clause.
fn detach(paper: &mut Paper, at: usize, clause: usize) {
    let Some(outer) = paper.nodes.get(clause) else { return };
    let (parent, depth, last) = (outer.parent, outer.depth, outer.last);
    let end =
        (clause..at).filter_map(|index| paper.nodes.get(index)).map(|node| node.span.end).max();
    let mut inner = paper.ancestry(at);
    inner.retain(|index| *index != at && *index >= clause);
    for index in inner {
        if let Some(node) = paper.nodes.get_mut(index) {
            node.last = at;
            node.end = end.unwrap_or(node.end);
        }
    }
    let mut shift = 0;
    for index in at..last {
        let Some(node) = paper.nodes.get_mut(index) else { continue };
        if node.parent.is_some_and(|above| above < at) {
            shift = node.depth.saturating_sub(depth);
            node.parent = parent;
        }
        node.depth = node.depth.saturating_sub(shift);
    }
}
