//! Labels: clauses that have another number and are the same clauses.

use std::collections::BTreeMap;

use super::changes::find_partners;
use super::words::is_same_number;
use super::{ChangeKind, ClauseChange, Line, Side, Step, Weight};
use crate::read::{Node, Paper};

/// Lists clauses with another number: the topmost ones, runs of neighbours as one.
pub(super) fn compare(
    old: &Paper,
    new: &Paper,
    lines: &[Line],
    by_words: bool,
) -> Vec<ClauseChange> {
    let partner = find_partners(lines);
    let mut runs: Vec<Run> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !matches!(line.step, Step::Kept) {
            continue;
        }
        let (Some(before), Some(after)) = (&line.old, &line.new) else { continue };
        let (Some(from), Some(to)) = (old.nodes.get(before.node), new.nodes.get(after.node)) else {
            continue;
        };
        let (was, is) = (from.label.full.as_str(), to.label.full.as_str());
        // Another format may count where this one types, or not at all.
        if was == is || (by_words && is_same_number(was, is)) {
            continue;
        }
        if follows(old, new, &partner, from, to) {
            if let Some(run) = runs.last_mut() {
                run.below += 1;
            }
            continue;
        }
        let step = find_step(was, is);
        if let Some(run) = runs.last_mut()
            && step.is_some()
            && run.step == step
            && is_next(&run.last.0, was)
            && is_next(&run.last.1, is)
        {
            run.last = (was.to_owned(), is.to_owned());
            run.below += 1;
            continue;
        }
        runs.push(Run {
            line: at,
            old: before.clone(),
            new: after.clone(),
            first: (was.to_owned(), is.to_owned()),
            last: (was.to_owned(), is.to_owned()),
            step,
            below: 0,
        });
    }
    runs.into_iter().map(Run::into_change).collect()
}

/// Neighbours whose numbers moved by the same step.
struct Run {
    line: usize,
    old: Side,
    new: Side,
    first: (String, String),
    last: (String, String),
    step: Option<i64>,
    below: usize,
}

impl Run {
    fn into_change(self) -> ClauseChange {
        let span = |first: &str, last: &str| {
            if first == last { first.to_owned() } else { format!("{first}–{last}") }
        };
        let (from, to) = (span(&self.first.0, &self.last.0), span(&self.first.1, &self.last.1));
        ClauseChange {
            id: String::new(),
            kind: ChangeKind::Renumbered,
            weight: Weight::Form,
            old: Some(self.old),
            new: Some(self.new),
            hunks: Vec::new(),
            cells: Vec::new(),
            below: self.below,
            touches: Vec::new(),
            notes: vec![match (from.as_str(), to.as_str()) {
                ("", to) => format!("has the number {to} now"),
                (from, "") => format!("has no number now; it was {from}"),
                (from, to) => format!("{from} is {to} now"),
            }],
            line: self.line,
        }
    }
}

/// Whether a number changed only because that of the clause above did.
fn follows(
    old: &Paper,
    new: &Paper,
    partner: &BTreeMap<usize, usize>,
    from: &Node,
    to: &Node,
) -> bool {
    let (Some(above), Some(beyond)) = (from.parent, to.parent) else { return false };
    let (was, is) = (old.number(above), new.number(beyond));
    let own = |full: &str, above: &str| full.strip_prefix(above).unwrap_or(full).to_owned();
    partner.get(&above) == Some(&beyond)
        && was != is
        && !was.is_empty()
        && own(&from.label.full, was) == own(&to.label.full, is)
}

/// The last number of a label, with what stands before it.
fn split_last(label: &str) -> Option<(&str, i64)> {
    let digits = label.len() - label.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (lead, number) = label.split_at_checked(label.len() - digits)?;
    Some((lead, number.parse().ok()?))
}

/// By how much a number moved, when all before it is the same.
fn find_step(old: &str, new: &str) -> Option<i64> {
    let ((lead, from), (other, to)) = (split_last(old)?, split_last(new)?);
    (lead == other).then_some(to - from)
}

fn is_next(last: &str, label: &str) -> bool {
    match (split_last(last), split_last(label)) {
        (Some((lead, from)), Some((other, to))) => lead == other && to == from + 1,
        _ => false,
    }
}
