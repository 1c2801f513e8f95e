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

/// Lines to sign on: a rule to write on, or "By:", and the lines near it.
pub(super) fn mark_signatures(paper: &mut Paper) {
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
