//! Mixed: papers whose paragraphs are not cut alike, such as a DOCX and its PDF.
//!
//! Both papers are aligned as streams of words first ([`flow`]); then the one that knows less of its
//! own structure is cut where the paragraphs of the other begin and end ([`cut`]). Tables are taken
//! apart into the paragraphs of their cells, tables of contents do not count. What only the formats
//! make is no change ([`noise`]).

mod contents;
mod cut;
mod flow;
pub(super) mod noise;
mod stream;

use cut::{Side, cut};
use noise::Asides;
use stream::Stream;

use super::align::{Alignment, Item, complete, pair_places, pair_strays};
use super::units::{Unit, Vocabulary, make_items};
use crate::read::{Format, Paper};

/// Units of both papers and which became which.
pub(super) struct Mixed {
    pub(super) old_units: Vec<Unit>,
    pub(super) new_units: Vec<Unit>,
    pub(super) alignment: Alignment,
}

/// Whether two papers are compared by their words first.
pub(super) fn applies(old: &Paper, new: &Paper) -> bool {
    old.format != new.format || old.format == Format::Pdf
}

/// How well a format knows where its paragraphs, cells and headings are.
fn rank(paper: &Paper) -> u8 {
    match paper.format {
        Format::Docx => 4,
        Format::Html => 3,
        Format::Markdown => 2,
        Format::Text => 1,
        Format::Pdf => 0,
    }
}

/// Cuts both papers alike and pairs their units.
pub(super) fn align(old: &Paper, new: &Paper, vocabulary: &mut Vocabulary) -> Mixed {
    let (left, right) = (Stream::new(old, vocabulary), Stream::new(new, vocabulary));
    let (old_side, new_side) =
        (Side { paper: old, stream: &left }, Side { paper: new, stream: &right });
    let leads = rank(old) >= rank(new);
    let (leader, follower) = if leads { (old_side, new_side) } else { (new_side, old_side) };
    let partner = flow::align_words(leader.stream, follower.stream, vocabulary);
    let mut cut = cut(leader, follower, &partner, vocabulary);
    let asides = Asides::of(old, new);
    cut.drop_lone(|is_leader, words| {
        let paper = if is_leader { leader.paper } else { follower.paper };
        asides.hold(paper.slice(words))
    });
    let (old_units, new_units) =
        if leads { (cut.leader, cut.follower) } else { (cut.follower, cut.leader) };
    let old_items = make_items(old, &old_units, vocabulary);
    let new_items: Vec<Item> = make_items(new, &new_units, vocabulary);
    let mut alignment = Alignment::new(old_items.len(), new_items.len());
    for (leader, follower) in cut.pairs {
        let (old, new) = if leads { (leader, follower) } else { (follower, leader) };
        alignment.pair(old, new, false);
    }
    complete(&mut alignment, &old_items, &new_items);
    pair_strays(&mut alignment, &old_items, &new_items);
    pair_places(&mut alignment, &old_items, &new_items);
    Mixed { old_units, new_units, alignment }
}
