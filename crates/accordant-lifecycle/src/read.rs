//! *Read*: which position a contract takes on each provision, with the words that decide.
//!
//! Cues are pack data: patterns of how contracts speak. [`Reader`] compiles them once, with one
//! index of words over all of them; a paper is split into sentences, only the patterns whose rare
//! words a sentence holds are tried on it, and the signs that they find decide by the order that
//! the pack states. No clock, disk or network; the same bytes give the same answer.

mod case;
mod compile;
mod decide;
mod index;
mod lexicon;
mod moved;
mod passage;
mod pattern;
mod roles;
mod scan;
mod terms;
mod values;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

pub use case::run_cue_cases;
pub use compile::Reader;
pub use moved::{Direction, MovedPosition, OurSide, Rested, find_moved};
pub use passage::{Passage, PassageKind};
pub(crate) use roles::find_names;

/// The position of a provision that a paper does not speak to.
pub const ABSENT: &str = "absent";

/// What a paper says on every provision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PaperReading {
    /// Name of the document.
    pub document: String,
    /// One reading a provision, in order of their ids.
    pub readings: Vec<Reading>,
}

/// What a paper says on one provision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// Id of the provision.
    pub provision: String,
    /// The position, or [`ABSENT`].
    pub position: String,
    /// Values in the deciding sentences, by kind.
    pub values: BTreeMap<String, Vec<String>>,
    /// The sentences that decide, the weightiest first.
    pub evidence: Vec<Evidence>,
    /// Which cue decided, and what would change the answer.
    pub because: String,
}

/// A quote with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Words of the paper, letter for letter.
    pub quote: String,
    /// Number and heading path of the clause.
    pub place: String,
    /// First byte in the text of the paper.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}
