//! Words: what changed inside a pair, and which of it only follows from something else.

use std::ops::Range;

use super::fold::{Folded, Mask};
use super::units::{find_labels, fold};
use super::{Hunk, HunkKind};
use crate::diff::{self, diff};
use crate::read::{Paper, Target};

/// The first of the characters for private use that stand for nodes, one character a node, so that a
/// reference is one word; and how many there are.
const FIRST_STAND: u32 = 0xf_0000;
const MOST_NODES: u32 = 0xfffd;
/// What stands for a clause that is gone.
const GONE: char = '\u{ffffd}';

/// Two papers whose nodes are paired.
pub(super) struct Sides<'a> {
    pub(super) old: &'a Paper,
    pub(super) new: &'a Paper,
    /// For each old node, the new one.
    pub(super) partner: Vec<Option<usize>>,
    old_labels: Vec<(Range<usize>, usize)>,
    new_labels: Vec<(Range<usize>, usize)>,
    old_masks: Vec<Mask>,
    new_masks: Vec<Mask>,
    /// Whether the papers are not cut alike, so that nodes are known less well.
    by_words: bool,
}

impl<'a> Sides<'a> {
    pub(super) fn new(
        old: &'a Paper,
        new: &'a Paper,
        partner: Vec<Option<usize>>,
        by_words: bool,
    ) -> Self {
        let (old_labels, new_labels) = (find_labels(old), find_labels(new));
        let mut is_known = vec![false; new.nodes.len()];
        for node in partner.iter().flatten() {
            if let Some(flag) = is_known.get_mut(*node) {
                *flag = true;
            }
        }
        let stand = |node: usize| {
            let number = u32::try_from(node).ok().filter(|number| *number < MOST_NODES)?;
            char::from_u32(FIRST_STAND + number).map(String::from)
        };
        // A reference stands for what it leads to, so that one that follows a new number is the same.
        let old_masks = old_labels.iter().filter_map(|(range, target)| {
            let is_gone = || GONE.to_string();
            let target = partner.get(*target).copied().flatten();
            Some((range.clone(), target.map_or_else(|| Some(is_gone()), stand)?))
        });
        let new_masks = new_labels.iter().filter_map(|(range, target)| {
            is_known.get(*target).filter(|known| **known)?;
            Some((range.clone(), stand(*target)?))
        });
        let (old_masks, new_masks) = (old_masks.collect(), new_masks.collect());
        Self { old, new, partner, old_labels, new_labels, old_masks, new_masks, by_words }
    }

    /// What changed between a range of the old paper and one of the new.
    pub(super) fn compare(&self, old: &Range<usize>, new: &Range<usize>) -> Vec<Hunk> {
        let has_masks = |masks: &[Mask], range: &Range<usize>| {
            let first = masks.partition_point(|(mask, _)| mask.start < range.start);
            masks.get(first).is_some_and(|(mask, _)| mask.start < range.end)
        };
        let referring = has_masks(&self.old_masks, old) || has_masks(&self.new_masks, new);
        if !referring && self.old.slice(old) == self.new.slice(new) {
            return Vec::new();
        }
        let left = fold(self.old, old, &self.old_masks);
        let right = fold(self.new, new, &self.new_masks);
        let found = if left.text == right.text {
            Vec::new()
        } else {
            strike_whole(&left.text, &right.text, diff(&left.text, &right.text))
        };
        let mut hunks = Vec::new();
        let mut from = (0, 0);
        for hunk in found {
            self.add_form(
                &mut hunks,
                (&left, from.0..hunk.old.start),
                (&right, from.1..hunk.new.start),
            );
            from = (hunk.old.end, hunk.new.end);
            hunks.extend(self.judge(left.find_raw(&hunk.old), right.find_raw(&hunk.new)));
        }
        self.add_form(
            &mut hunks,
            (&left, from.0..left.text.len()),
            (&right, from.1..right.text.len()),
        );
        hunks
    }

    /// What a change of words is; nothing when both sides are the same after all.
    fn judge(&self, old: Range<usize>, new: Range<usize>) -> Option<Hunk> {
        let kind = if self.old.slice(&old) != self.new.slice(&new) {
            HunkKind::Words
        } else {
            // The same number that led to one clause and leads to another.
            let from = find_label(&self.old_labels, &old)?;
            let to = find_label(&self.new_labels, &new);
            self.leads_elsewhere(from, to, &new).then_some(HunkKind::Reference)?
        };
        Some(Hunk { kind, old, new })
    }

    /// Whether the same reference leads to another clause now, or to none. What it led to may be gone:
    /// then a clause with the same heading has taken its place.
    fn leads_elsewhere(&self, from: usize, to: Option<usize>, new: &Range<usize>) -> bool {
        let partner = self.partner.get(from).copied().flatten();
        let heading = |paper: &Paper, node: usize| -> String {
            let heading = paper.heading(node).unwrap_or_default();
            heading.trim_end_matches(['.', ':']).trim().to_lowercase()
        };
        match (partner, to) {
            (Some(partner), Some(to)) => {
                partner != to && !(self.by_words && self.keeps_number(from, partner))
            }
            (None, Some(to)) => {
                let (was, is) = (heading(self.old, from), heading(self.new, to));
                let is_known = !was.is_empty() && !is.is_empty();
                was != is && (is_known || !self.by_words)
            }
            (partner, None) => {
                // One format may not know the number that the other counts.
                let is_known = !self.by_words
                    || partner.is_some_and(|partner| !self.keeps_number(from, partner));
                let mut all = self.new.references.iter();
                is_known
                    && all.any(|reference| {
                        reference.target == Target::Nowhere
                            && reference.span.start <= new.start
                            && new.end <= reference.span.end
                    })
            }
        }
    }

    /// Whether what a reference led to has the number still that the reference says, as far as is
    /// known: where the formats differ, a number may lead to the wrong one of several.
    fn keeps_number(&self, old: usize, new: usize) -> bool {
        let label = |paper: &Paper, node: usize| -> String {
            paper.nodes.get(node).map_or_else(String::new, |node| node.label.full.clone())
        };
        is_same_number(&label(self.old, old), &label(self.new, new))
    }

    /// Adds what differs where the folded texts are the same.
    fn add_form(
        &self,
        hunks: &mut Vec<Hunk>,
        (left, old): (&Folded, Range<usize>),
        (right, new): (&Folded, Range<usize>),
    ) {
        for (old, new) in left.letters(old).zip(right.letters(new)) {
            if self.old.slice(&old) == self.new.slice(&new) {
                continue;
            }
            let follows = find_label(&self.old_labels, &old).is_some()
                && find_label(&self.new_labels, &new).is_some();
            let kind = if follows { HunkKind::Follows } else { HunkKind::Typography };
            match hunks.last_mut() {
                Some(last) if last.kind == kind && last.old.end >= old.start => {
                    last.old.end = last.old.end.max(old.end);
                    last.new.end = last.new.end.max(new.end);
                }
                _ => hunks.push(Hunk { kind, old, new }),
            }
        }
    }
}

/// Part of a text that may change, in per cent of its letters, before it is struck as a whole.
const MOST_CHANGED_PERCENT: usize = 70;

/// Makes one change of many when hardly anything is left between them.
fn strike_whole(old: &str, new: &str, hunks: Vec<diff::Hunk>) -> Vec<diff::Hunk> {
    let gone: usize = hunks.iter().map(|hunk| hunk.old.len()).sum();
    let come: usize = hunks.iter().map(|hunk| hunk.new.len()).sum();
    let most = |whole: &str| whole.len() * MOST_CHANGED_PERCENT / 100;
    match (hunks.first(), hunks.last()) {
        (Some(first), Some(last)) if hunks.len() > 2 && gone > most(old) && come > most(new) => {
            vec![diff::Hunk {
                old: first.old.start..last.old.end,
                new: first.new.start..last.new.end,
            }]
        }
        _ => hunks,
    }
}

/// Where the reference leads that a range lies in.
fn find_label(labels: &[(Range<usize>, usize)], range: &Range<usize>) -> Option<usize> {
    let at = labels.partition_point(|(label, _)| label.end <= range.start);
    let (label, target) = labels.get(at)?;
    (label.start <= range.start && range.end <= label.end).then_some(*target)
}

/// Whether two numbers can be the same in two formats: "4.1" and "A.4.1", or one that is not known.
pub(super) fn is_same_number(old: &str, new: &str) -> bool {
    let ends = |long: &str, short: &str| {
        let before = long.strip_suffix(short).and_then(|before| before.chars().next_back());
        long == short || before.is_some_and(|c| !c.is_alphanumeric())
    };
    let steps = |label: &str| label.split(['.', '(']).count();
    // One format counts within parts where the other counts through.
    let counts_otherwise = steps(old) != steps(new);
    old.is_empty() || new.is_empty() || counts_otherwise || ends(old, new) || ends(new, old)
}
