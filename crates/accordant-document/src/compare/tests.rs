//! Tests of comparing: papers as Markdown, changes as lines.

use super::{ChangeKind, Comparison, Weight, compare, mark, mark_plain};
use crate::read::{Format, Paper, ReadOptions, read};

mod cases;
mod tables;

fn paper(text: &str, format: Format) -> Paper {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    read(text.as_bytes(), &options).unwrap()
}

fn markdown(text: &str) -> Paper {
    paper(text, Format::Markdown)
}

/// The changes as lines: "reworded § 2 Fees: within [-30-]{+60+} days (30 days → 60 days)".
fn describe(old: &Paper, new: &Paper, comparison: &Comparison) -> Vec<String> {
    let lines = comparison.changes.iter().map(|change| {
        let kind = serde_json::to_value(change.kind).unwrap();
        let place = change.new.as_ref().or(change.old.as_ref()).map_or("", |side| &side.place);
        let mut line = format!("{} {place}:", kind.as_str().unwrap());
        for cell in &change.cells {
            let paper = if change.old.is_some() { old } else { new };
            line.push_str(&format!(" [{}]", paper.slice(&cell.text)));
        }
        match (&change.old, &change.new) {
            _ if !change.cells.is_empty() => {}
            (Some(_), Some(after)) if !change.hunks.is_empty() => {
                let pieces = mark(old, new, &after.text, &change.hunks);
                line.push_str(&format!(" {}", mark_plain(&pieces, 1000)));
            }
            (Some(side), None) => line.push_str(&format!(" {}", old.slice(&side.text))),
            (None, Some(side)) => line.push_str(&format!(" {}", new.slice(&side.text))),
            _ => {}
        }
        for note in change.touches.iter().chain(&change.notes) {
            line.push_str(&format!(" ({note})"));
        }
        if change.below > 0 {
            line.push_str(&format!(" +{}", change.below));
        }
        line.replace(['\n', '\t'], " ")
    });
    lines.collect()
}

/// Compares two texts in Markdown and describes what changed.
fn changes(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (markdown(old), markdown(new));
    let comparison = compare(&old, &new);
    check(&old, &new, &comparison);
    describe(&old, &new, &comparison)
}

/// What holds for every comparison: hunks in order and inside, all of both papers in the lines.
fn check(old: &Paper, new: &Paper, comparison: &Comparison) {
    for (at, change) in comparison.changes.iter().enumerate() {
        assert_eq!(change.id, format!("c{}", at + 1));
        let mut ends = (0, 0);
        for hunk in &change.hunks {
            let (from, to) = (change.old.as_ref().unwrap(), change.new.as_ref().unwrap());
            assert!(hunk.old.start >= ends.0 && hunk.new.start >= ends.1, "{change:?}");
            assert!(
                from.text.start <= hunk.old.start && hunk.old.end <= from.text.end,
                "{change:?}"
            );
            assert!(to.text.start <= hunk.new.start && hunk.new.end <= to.text.end, "{change:?}");
            assert!(old.text.get(hunk.old.clone()).is_some());
            assert!(new.text.get(hunk.new.clone()).is_some());
            ends = (hunk.old.end, hunk.new.end);
        }
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let mut seen = (0, 0);
    for line in &comparison.lines {
        use super::Step;
        if let (Some(side), Step::Kept | Step::Deleted | Step::MovedFrom) = (&line.old, line.step) {
            seen.0 += letters(old.slice(&side.text));
        }
        if let (Some(side), Step::Kept | Step::Inserted | Step::MovedTo) = (&line.new, line.step) {
            seen.1 += letters(new.slice(&side.text));
        }
    }
    let typed = |paper: &Paper| -> usize {
        let tables: Vec<_> =
            paper.tables.iter().map(|t| t.node..paper.nodes[t.node].last).collect();
        let outside = paper
            .nodes
            .iter()
            .enumerate()
            .filter(|(at, _)| !tables.iter().any(|table| table.contains(at)));
        outside.map(|(_, node)| letters(paper.slice(&(node.span.start..node.words.start)))).sum()
    };
    assert_eq!(seen.0 + typed(old), letters(&old.text), "all of the old paper");
    assert_eq!(seen.1 + typed(new), letters(&new.text), "all of the new paper");
}

fn has(changes: &[super::ClauseChange], kind: ChangeKind, weight: Weight) -> bool {
    changes.iter().any(|change| change.kind == kind && change.weight == weight)
}
