//! Lines: both papers as one, in reading order.

use std::ops::Range;

use super::align::{Alignment, align};
use super::mixed::noise::Asides;
use super::place::name_place;
use super::splits::{self, Splits};
use super::units::{Class, Unit, Vocabulary, list_units, make_items};
use super::words::Sides;
use super::{Line, Side, Step, mixed, tables};
use crate::read::Paper;

/// Aligns two papers and lists what stays, what goes and what comes.
pub(super) fn list(old: &Paper, new: &Paper, by_words: bool) -> Vec<Line> {
    let mut vocabulary = Vocabulary::default();
    let (old_units, new_units, alignment, splits);
    if by_words {
        let mixed = mixed::align(old, new, &mut vocabulary);
        splits = Splits::none(mixed.old_units.len(), mixed.new_units.len());
        (old_units, new_units, alignment) = (mixed.old_units, mixed.new_units, mixed.alignment);
    } else {
        (old_units, new_units) = (list_units(old), list_units(new));
        let old_items = make_items(old, &old_units, &mut vocabulary);
        let new_items = make_items(new, &new_units, &mut vocabulary);
        alignment = align(&old_items, &new_items);
        splits = splits::find(&alignment, &old_items, &new_items);
    }
    let mut partner = vec![None; old.nodes.len()];
    for (unit, place) in old_units.iter().zip(&alignment.new_of) {
        let other = place.and_then(|place| new_units.get(place));
        let heads = |other: &&Unit| unit.heads && other.heads;
        if let (Some(slot), Some(other)) = (partner.get_mut(unit.node), other.filter(heads)) {
            *slot = Some(other.node);
        }
    }
    let sides = Sides::new(old, new, partner, by_words);
    let mut merger = Merger {
        sides,
        old_units,
        new_units,
        alignment,
        splits,
        by_words,
        asides: if by_words { Asides::of(old, new) } else { Asides::default() },
        vocabulary,
        lines: Vec::new(),
        next_old: 0,
    };
    merger.run();
    merger.lines
}

struct Merger<'a> {
    sides: Sides<'a>,
    old_units: Vec<Unit>,
    new_units: Vec<Unit>,
    alignment: Alignment,
    splits: Splits,
    by_words: bool,
    asides: Asides,
    vocabulary: Vocabulary,
    lines: Vec<Line>,
    next_old: usize,
}

impl Merger<'_> {
    fn run(&mut self) {
        // For each new unit, the old unit of the next pair that stays: what goes stands before.
        let mut until = vec![self.old_units.len(); self.new_units.len()];
        let mut next = self.old_units.len();
        for at in (0..self.new_units.len()).rev() {
            if let Some(old) = self.stays(at) {
                next = self.first_old(old);
            }
            if let Some(slot) = until.get_mut(at) {
                *slot = next;
            }
        }
        for (at, until) in until.into_iter().enumerate() {
            self.drop_olds(until);
            if self.splits.new_goes_with.get(at).copied().flatten().is_some() {
                continue;
            }
            match self.alignment.old_of.get(at).copied().flatten() {
                Some(old) => {
                    let is_moved = self.alignment.moved.get(old) == Some(&true);
                    self.add_pair(old, at, is_moved);
                    if !is_moved {
                        self.next_old = self.next_old.max(old + 1);
                    }
                }
                None => {
                    let new = self.side(false, at, at);
                    self.push(Step::Inserted, None, new);
                }
            }
        }
        self.drop_olds(self.old_units.len());
    }

    /// The old unit of a pair that stays in place.
    fn stays(&self, new: usize) -> Option<usize> {
        let old = self.alignment.old_of.get(new).copied().flatten()?;
        (self.alignment.moved.get(old) == Some(&false)).then_some(old)
    }

    /// The first of the old units that go with one.
    fn first_old(&self, old: usize) -> usize {
        let joined = &self.splits.old_goes_with;
        (0..old).rev().take_while(|at| joined.get(*at) == Some(&Some(old))).last().unwrap_or(old)
    }

    /// Adds the old units before one that have no place in the new paper, or another.
    fn drop_olds(&mut self, until: usize) {
        while self.next_old < until {
            let at = self.next_old;
            self.next_old += 1;
            if self.splits.old_goes_with.get(at).copied().flatten().is_some() {
                continue;
            }
            match self.alignment.new_of.get(at).copied().flatten() {
                None => {
                    let old = self.side(true, at, at);
                    self.push(Step::Deleted, old, None);
                }
                Some(new) if self.alignment.moved.get(at) == Some(&true) => {
                    let (old, new) = (self.side(true, at, at), self.side(false, new, new));
                    self.push(Step::MovedFrom, old, new);
                }
                Some(_) => {}
            }
        }
    }

    fn push(&mut self, step: Step, old: Option<Side>, new: Option<Side>) {
        self.lines.push(Line { step, old, new, hunks: Vec::new(), table: None, change: None });
    }

    fn add_pair(&mut self, old: usize, new: usize, is_moved: bool) {
        let parts = |list: &[Option<usize>], at: usize| -> (usize, usize) {
            let goes = |other: &usize| list.get(*other) == Some(&Some(at));
            let first = (0..at).rev().take_while(goes).last().unwrap_or(at);
            let last = (at + 1..list.len()).take_while(goes).last().unwrap_or(at);
            (first, last)
        };
        let (old_first, old_last) = parts(&self.splits.old_goes_with, old);
        let (new_first, new_last) = parts(&self.splits.new_goes_with, new);
        let class = self.old_units.get(old).map(|unit| unit.class);
        let (Some(from), Some(to)) =
            (self.side(true, old_first, old_last), self.side(false, new_first, new_last))
        else {
            return;
        };
        let (mut hunks, mut table) = (Vec::new(), None);
        if class == Some(Class::Table) {
            let same = self.sides.compare(&from.text, &to.text).is_empty();
            if !same {
                let pair = tables::compare(&self.sides, &mut self.vocabulary, from.node, to.node);
                table = Some(pair);
            }
        } else {
            hunks = self.sides.compare(&from.text, &to.text);
        }
        if self.by_words {
            hunks = self.asides.sift(self.sides.old, self.sides.new, hunks);
        }
        let step = if is_moved { Step::MovedTo } else { Step::Kept };
        self.lines.push(Line { step, old: Some(from), new: Some(to), hunks, table, change: None });
    }

    /// A run of units as one side of a line.
    fn side(&self, is_old: bool, first: usize, last: usize) -> Option<Side> {
        let (paper, units) = if is_old {
            (self.sides.old, &self.old_units)
        } else {
            (self.sides.new, &self.new_units)
        };
        let (first, last) = (units.get(first)?, units.get(last)?);
        let text: Range<usize> = first.words.start..last.words.end.max(first.words.start);
        Some(Side { node: first.node, place: name_place(paper, first.node), text })
    }
}
