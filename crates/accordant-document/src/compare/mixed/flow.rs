//! Flow: which word of one paper is which of the other, in the order of both.
//!
//! Runs of words that stand once on each side hold the papers together; what lies between two of
//! them is aligned by shorter runs, then word by word.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::stream::Stream;
use crate::compare::units::Vocabulary;

/// Words of the runs that hold the papers together, the longest first.
const RUNS: [usize; 3] = [8, 4, 2];
/// Most pieces of broken words between two pairs.
const MOST_BROKEN: usize = 12;
/// Most pairs of words between two anchors that are aligned word by word.
const MOST_PAIRS: usize = 6_000_000;

/// For each word of the left side, the index of that on the right.
pub(super) fn align_words(
    left: &Stream,
    right: &Stream,
    vocabulary: &Vocabulary,
) -> Vec<Option<usize>> {
    let (ours, theirs) = (left.words(), right.words());
    let mut flow = Flow { left: &ours, right: &theirs, partner: vec![None; ours.len()] };
    flow.align(0..ours.len(), 0..theirs.len(), &RUNS);
    flow.slide();
    flow.join_broken(vocabulary);
    // What is left may be references that follow new numbers.
    let known = |stream: &Stream| stream.tokens.iter().map(|token| token.known).collect();
    let (ours, theirs): (Vec<u32>, Vec<u32>) = (known(left), known(right));
    let mut flow = Flow { left: &ours, right: &theirs, partner: flow.partner };
    flow.fill();
    flow.partner
}

struct Flow<'a> {
    left: &'a [u32],
    right: &'a [u32],
    partner: Vec<Option<usize>>,
}

impl Flow<'_> {
    fn pair(&mut self, left: usize, right: usize) {
        if let Some(slot) = self.partner.get_mut(left) {
            *slot = Some(right);
        }
    }

    fn is_same(&self, left: usize, right: usize) -> bool {
        match (self.left.get(left), self.right.get(right)) {
            (Some(left), Some(right)) => left == right,
            _ => false,
        }
    }

    fn align(&mut self, mut left: Range<usize>, mut right: Range<usize>, runs: &[usize]) {
        while !left.is_empty() && !right.is_empty() && self.is_same(left.start, right.start) {
            self.pair(left.start, right.start);
            (left.start, right.start) = (left.start + 1, right.start + 1);
        }
        while !left.is_empty() && !right.is_empty() && self.is_same(left.end - 1, right.end - 1) {
            self.pair(left.end - 1, right.end - 1);
            (left.end, right.end) = (left.end - 1, right.end - 1);
        }
        if left.is_empty() || right.is_empty() {
            return;
        }
        let Some((run, shorter)) = runs.split_first() else {
            self.align_each(left, right);
            return;
        };
        let anchors = self.find_anchors(&left, &right, *run);
        let mut from = (left.start, right.start);
        for (at, to) in anchors {
            if at < from.0 || to < from.1 {
                continue;
            }
            self.align(from.0..at, from.1..to, shorter);
            for step in 0..*run {
                self.pair(at + step, to + step);
            }
            from = (at + run, to + run);
        }
        self.align(from.0..left.end, from.1..right.end, shorter);
    }

    /// Runs that stand once on each side, in the order of both.
    fn find_anchors(
        &self,
        left: &Range<usize>,
        right: &Range<usize>,
        run: usize,
    ) -> Vec<(usize, usize)> {
        let (words, others) = (self.left.get(left.clone()), self.right.get(right.clone()));
        let (Some(words), Some(others)) = (words, others) else { return Vec::new() };
        let mut known: HashMap<&[u32], (usize, usize)> = HashMap::with_capacity(others.len());
        for (at, key) in others.windows(run).enumerate() {
            let entry = known.entry(key).or_insert((at, 0));
            entry.1 += 1;
        }
        let mut seen: HashMap<&[u32], usize> = HashMap::with_capacity(words.len());
        for key in words.windows(run) {
            *seen.entry(key).or_default() += 1;
        }
        let pairs = words.windows(run).enumerate().filter_map(|(at, key)| {
            let (to, count) = known.get(key)?;
            (*count == 1 && seen.get(key) == Some(&1))
                .then_some((left.start + at, right.start + to))
        });
        longest_rise(&pairs.collect::<Vec<_>>())
    }

    /// Lets each word go with the first of several that could be it, next to the word before: of
    /// two headings that end alike, the first keeps its end. What is free then is aligned again.
    fn slide(&mut self) {
        let mut before: Option<usize> = None;
        for at in 0..self.left.len() {
            let Some(mut to) = self.partner.get(at).copied().flatten() else {
                before = None;
                continue;
            };
            if let Some(last) = before.filter(|last| last + 1 < to)
                && self.is_same(at, last + 1)
            {
                to = last + 1;
                self.pair(at, to);
            }
            before = Some(to);
        }
        self.fill();
    }

    /// Aligns again what is free between two pairs.
    fn fill(&mut self) {
        let mut gap = (0, 0);
        for at in 0..=self.left.len() {
            let to = match self.partner.get(at) {
                Some(None) => continue,
                Some(Some(to)) => *to,
                None => self.right.len(),
            };
            if gap.0 < at && gap.1 < to {
                self.align_each(gap.0..at, gap.1..to);
            }
            gap = (at + 1, to + 1);
        }
    }

    /// Pairs words that one side has in pieces: "data base" and "database".
    fn join_broken(&mut self, vocabulary: &Vocabulary) {
        let spelt = vocabulary.list_words();
        let spell = |words: Option<&[u32]>| -> String {
            let words = words.unwrap_or_default().iter();
            words.filter_map(|word| spelt.get(*word as usize).copied()).collect()
        };
        let mut from = (0, 0);
        for at in 0..=self.left.len() {
            let to = match self.partner.get(at) {
                Some(None) => continue,
                Some(Some(to)) => *to,
                None => self.right.len(),
            };
            let (left, right) = (from.0..at, from.1..to);
            let counts = (left.len(), right.len());
            if counts.0 > 0
                && counts.1 > 0
                && counts.0 + counts.1 <= MOST_BROKEN
                && spell(self.left.get(left.clone())) == spell(self.right.get(right.clone()))
            {
                self.pair(left.start, right.start);
                if counts.0 > 1 && counts.1 > 1 {
                    self.pair(left.end - 1, right.end - 1);
                }
                // A unit that ends in pieces of a word ends with the last of them.
                if counts.0 == 1 && counts.1 > 1 {
                    self.pair(left.start, right.end - 1);
                }
            }
            from = (at + 1, to + 1);
        }
    }

    fn align_each(&mut self, left: Range<usize>, right: Range<usize>) {
        if left.len().saturating_mul(right.len()) > MOST_PAIRS {
            return;
        }
        let (words, others) = (self.left.get(left.clone()), self.right.get(right.clone()));
        let (Some(words), Some(others)) = (words, others) else { return };
        for op in capture_diff_slices(Algorithm::Patience, words, others) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                for step in 0..len {
                    self.pair(left.start + old_index + step, right.start + new_index + step);
                }
            }
        }
    }
}

/// The longest part of pairs, in order on the left, that is in order on the right too.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the pair that ends such a part the earliest on the right.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let right = |at: &usize| pairs.get(*at).map_or(0, |pair| pair.1);
    for (at, (_, to)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| right(end) < *to);
        before.push(length.checked_sub(1).and_then(|length| ends.get(length).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut rise = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(place) = at {
        rise.extend(pairs.get(place));
        at = before.get(place).copied().flatten();
    }
    rise.reverse();
    rise
}
