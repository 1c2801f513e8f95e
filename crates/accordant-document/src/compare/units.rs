//! Units: a paper as a row of paragraphs, tables and notes, ready to be aligned.

use std::collections::HashMap;
use std::ops::Range;

use super::align::Item;
use super::fold::{Folded, Mask, split_words};
use crate::read::{NodeKind, Paper, Target};

/// What stands for the number in a reference while papers are aligned.
pub(super) const ANY_REFERENCE: &str = "\u{e000}";

/// Most words of a heading that a paragraph is known by.
const LONGEST_HEADING: usize = 12;

/// From this many words on, words that say little do not count for likeness.
const FEWEST_HEAVY: usize = 8;
/// Words that say little.
const LIGHT: [&str; 32] = [
    "the", "of", "to", "and", "or", "in", "a", "an", "any", "for", "by", "with", "that", "this",
    "be", "is", "are", "as", "on", "at", "it", "its", "such", "from", "which", "if", "under",
    "other", "will", "shall", "may", "not",
];

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A paragraph of any kind.
    Paragraph,
    /// A table.
    Table,
    /// A footnote or endnote.
    Note,
}

/// A paragraph, a table or a note.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) node: usize,
    pub(super) class: Class,
    /// Its words without a number that somebody typed.
    pub(super) words: Range<usize>,
    /// Whether it begins where its node does, so that the node's number and heading are its own.
    pub(super) heads: bool,
}

/// The units of a paper, in reading order.
pub(super) fn list_units(paper: &Paper) -> Vec<Unit> {
    let mut units = Vec::with_capacity(paper.nodes.len());
    let mut at = 0;
    while let Some(node) = paper.nodes.get(at) {
        let class = match node.kind {
            NodeKind::Table => Class::Table,
            NodeKind::Footnote => Class::Note,
            _ => Class::Paragraph,
        };
        let whole = class != Class::Paragraph;
        let end = if whole { node.end.max(node.span.end) } else { node.words.end };
        units.push(Unit { node: at, class, words: node.words.start..end, heads: true });
        at = if whole { node.last.max(at + 1) } else { at + 1 };
    }
    units
}

/// Numbers for words, so that they compare fast.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashMap<String, u32>,
}

impl Vocabulary {
    /// The words by their numbers.
    pub(super) fn list_words(&self) -> Vec<&str> {
        let mut words = vec![""; self.words.len()];
        let mut known: Vec<(&String, &u32)> = self.words.iter().collect();
        known.sort_unstable_by_key(|(_, number)| **number);
        for (word, number) in known {
            if let Some(slot) = words.get_mut(*number as usize) {
                *slot = word;
            }
        }
        words
    }

    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.insert(word.to_owned(), next);
        next
    }

    /// Makes an item of a folded text.
    pub(super) fn make_item(&mut self, folded: &str, class: u8) -> Item {
        let (mut bag, mut heavy) = (Vec::new(), Vec::new());
        let mut words = 0;
        for word in split_words(folded) {
            let is_word = word.starts_with(char::is_alphanumeric);
            words += usize::from(is_word);
            if is_word || word == ANY_REFERENCE {
                let low = word.to_lowercase();
                let number = self.number(&low);
                bag.push(number);
                if !LIGHT.contains(&low.as_str()) {
                    heavy.push(number);
                }
            }
        }
        let join = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
        let mut shingles: Vec<u64> =
            bag.windows(2).filter_map(|pair| Some(join(*pair.first()?, *pair.last()?))).collect();
        if bag.len() < 6 {
            shingles.extend(bag.iter().map(|word| join(*word, u32::MAX)));
        }
        shingles.sort_unstable();
        shingles.dedup();
        // Any two long paragraphs share "the" and "of".
        if words >= FEWEST_HEAVY {
            bag = heavy;
        }
        bag.sort_unstable();
        let identity = self.number(folded);
        Item { identity, class, bag, shingles, words, ..Item::default() }
    }
}

/// The items of units, for aligning.
pub(super) fn make_items(paper: &Paper, units: &[Unit], vocabulary: &mut Vocabulary) -> Vec<Item> {
    let masks: Vec<Mask> = find_labels(paper)
        .into_iter()
        .map(|(range, _)| (range, ANY_REFERENCE.to_owned()))
        .collect();
    let items = units.iter().map(|unit| {
        let folded = fold(paper, &unit.words, &masks);
        let mut item = vocabulary.make_item(folded.text.trim(), unit.class as u8);
        if let Some(node) = paper.nodes.get(unit.node).filter(|_| unit.heads) {
            item.number.clone_from(&node.label.full);
            let heading = paper.heading(unit.node).unwrap_or_default().to_lowercase();
            if heading.split_whitespace().count() <= LONGEST_HEADING {
                item.heading = format!("= {}", heading.trim_end_matches(['.', ':']));
            }
            if heading.is_empty() {
                item.heading.clear();
            }
        }
        item
    });
    items.collect()
}

/// Folds a range of a paper; masks are those of the whole paper, in order.
pub(super) fn fold(paper: &Paper, range: &Range<usize>, masks: &[Mask]) -> Folded {
    let first = masks.partition_point(|(mask, _)| mask.start < range.start);
    let after = masks.partition_point(|(mask, _)| mask.start < range.end);
    let inside = masks.get(first..after.max(first)).unwrap_or_default();
    Folded::new(paper.slice(range), range.start, inside)
}

/// The numbers in references to places of the paper, with the node that each leads to.
pub(super) fn find_labels(paper: &Paper) -> Vec<(Range<usize>, usize)> {
    let mut labels: Vec<(Range<usize>, usize)> = Vec::new();
    for reference in &paper.references {
        let Target::Node(target) = reference.target else { continue };
        let words = paper.slice(&reference.span);
        let lead = match words.split_once(char::is_whitespace) {
            Some((lead, _)) if !lead.starts_with(|c: char| c.is_ascii_digit()) => lead,
            _ => "",
        };
        let rest = words.get(lead.len()..).unwrap_or_default();
        let number = rest.trim_start();
        if lead.eq_ignore_ascii_case("this") || !number.contains(is_number_letter) {
            continue;
        }
        let start = reference.span.end - number.len();
        if labels.last().is_none_or(|(last, _)| last.end <= start) {
            labels.push((start..reference.span.end, target));
        }
    }
    labels
}

fn is_number_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}
