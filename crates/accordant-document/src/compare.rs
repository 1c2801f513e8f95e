//! Comparing: what changed between two papers, clause by clause and word by word.
//!
//! [`compare`] aligns the paragraphs, tables and notes of two papers of any format, so that a clause
//! that was renumbered, moved, split or reworded is held against what it was. What it finds says
//! whether it changes the substance or only the form: a new number and the references that follow
//! it, typesetting, a defined term that has another name throughout.
//!
//! Left out: what a change means (the work reads positions), and the marks in a file (see
//! [`crate::redline`]; [`Comparison::edits`] says what to mark).

mod align;
mod asides;
pub mod beside;
mod changed;
mod changes;
mod counts;
mod edits;
mod fold;
mod labels;
mod lines;
pub mod looks;
mod marked;
mod mixed;
pub mod page;
mod place;
mod renames;
mod similar;
mod splits;
mod tables;
#[cfg(test)]
mod tests;
mod touches;
mod units;
mod words;

use std::ops::Range;

use serde::Serialize;

use crate::read::Paper;

pub use beside::{Beside, BesideKind};
pub use changed::Changed;
pub use edits::Undone;
pub use marked::{Piece, mark, mark_plain, shorten};
pub use place::{name_place, name_place_at};

/// What changed between two papers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Comparison {
    /// How many changes of which kind.
    pub counts: Counts,
    /// The changes, in the order of the new paper.
    pub changes: Vec<ClauseChange>,
    /// Terms and names that were replaced throughout.
    pub renames: Vec<Rename>,
    /// What differs beside the text, as far as the files were looked into, see [`beside::add`].
    pub beside: Vec<Beside>,
    /// Both papers as one, in reading order: what stays, what goes and what comes.
    #[serde(skip)]
    pub lines: Vec<Line>,
    /// Whether both were cut alike by their words, since their paragraphs are not.
    #[serde(skip)]
    pub by_words: bool,
}

/// How many changes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    /// Paragraphs and cells with other words.
    pub reworded: usize,
    /// Paragraphs, rows and columns that are new.
    pub inserted: usize,
    /// Paragraphs, rows and columns that are gone.
    pub deleted: usize,
    /// Clauses that stand elsewhere.
    pub moved: usize,
    /// Clauses with another number.
    pub renumbered: usize,
    /// References that only follow the numbers.
    pub references_that_follow: usize,
    /// Changes of form only: formatting, typesetting, paragraphs split or joined.
    pub form: usize,
    /// Words that are gone.
    pub words_deleted: usize,
    /// Words that are new.
    pub words_inserted: usize,
}

/// A change of a clause, a cell or another piece of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ClauseChange {
    /// Its number in the list: "c1".
    pub id: String,
    /// What happened.
    pub kind: ChangeKind,
    /// Whether it can change what the contract says.
    pub weight: Weight,
    /// Where it stood.
    pub old: Option<Side>,
    /// Where it stands.
    pub new: Option<Side>,
    /// The words that changed.
    pub hunks: Vec<Hunk>,
    /// The cells of a column that came or went, from the top; of no other change.
    pub cells: Vec<Side>,
    /// How many further paragraphs below it share its fate.
    pub below: usize,
    /// What a reader must not miss: numbers, dates and words that make or limit a duty.
    pub touches: Vec<String>,
    /// What else there is to say, in half sentences.
    pub notes: Vec<String>,
    /// Index of the line that shows it; past the last for what stands beside the text.
    #[serde(skip)]
    pub line: usize,
}

/// What happened to a piece of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Other words.
    Reworded,
    /// New.
    Inserted,
    /// Gone.
    Deleted,
    /// Elsewhere; with hunks, in other words too.
    Moved,
    /// One paragraph became several.
    Split,
    /// Several paragraphs became one.
    Joined,
    /// A cell of a table has other words.
    Cell,
    /// A row of a table is new.
    RowInserted,
    /// A row of a table is gone.
    RowDeleted,
    /// A column of a table is new.
    ColumnInserted,
    /// A column of a table is gone.
    ColumnDeleted,
    /// A reference has the same words and leads elsewhere.
    Reference,
    /// The number alone.
    Renumbered,
    /// References follow new numbers, nothing else.
    Follows,
    /// A term has another name, as it has throughout.
    Renamed,
    /// Quotation marks, dashes and spaces alone.
    Typography,
    /// The look alone: bold, italics, underlining, style.
    Format,
    /// The head of the pages.
    Header,
    /// The foot of the pages.
    Footer,
}

/// Whether a change can matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// It can change what the contract says.
    Substance,
    /// It changes how the contract looks or is numbered.
    Form,
}

/// A side of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Index of the node.
    pub node: usize,
    /// Where it stands: "§ 7.2 Data › Retention".
    pub place: String,
    /// Bytes of the text of the paper, without a number that somebody typed.
    pub text: Range<usize>,
}

/// A change of words. Ranges count bytes of the texts of the two papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// What it is.
    pub kind: HunkKind,
    /// The words that go; empty where words only come.
    pub old: Range<usize>,
    /// The words that come; empty where words only go.
    pub new: Range<usize>,
}

/// What a change of words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HunkKind {
    /// Other words.
    Words,
    /// The same reference, which leads elsewhere now.
    Reference,
    /// A reference with the new number of what it has always led to.
    Follows,
    /// A term that has another name throughout.
    Renamed,
    /// Quotation marks, dashes, spaces.
    Typography,
}

/// A term or name that was replaced throughout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rename {
    /// What it was called.
    pub old: String,
    /// What it is called.
    pub new: String,
    /// How often.
    pub times: usize,
}

/// A paragraph, table or note of both papers, for showing them as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What happens to it here.
    pub step: Step,
    /// Where it stood; with [`Step::MovedTo`] too.
    pub old: Option<Side>,
    /// Where it stands; with [`Step::MovedFrom`] too.
    pub new: Option<Side>,
    /// The words that changed.
    pub hunks: Vec<Hunk>,
    /// The rows and columns of a table that is on both sides.
    pub table: Option<TablePair>,
    /// Index of the change that it is part of.
    pub change: Option<usize>,
}

/// What happens to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It stays, with hunks or without.
    Kept,
    /// It comes.
    Inserted,
    /// It goes.
    Deleted,
    /// It goes from here to elsewhere.
    MovedFrom,
    /// It comes here from elsewhere.
    MovedTo,
}

/// How two tables go together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TablePair {
    /// Old and new row, by index in the table, in the order to show them.
    pub rows: Vec<(Option<usize>, Option<usize>)>,
    /// Old and new column.
    pub columns: Vec<(Option<usize>, Option<usize>)>,
    /// Hunks of the cells, by old and new node.
    pub cells: Vec<CellPair>,
}

/// A cell on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellPair {
    /// Node of the old cell.
    pub old: usize,
    /// Node of the new cell.
    pub new: usize,
    /// The words that changed.
    pub hunks: Vec<Hunk>,
    /// Index of the change that it is part of.
    pub change: Option<usize>,
}

impl Comparison {
    /// Whether the two papers say the same in the same form.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.beside.is_empty()
    }

    /// Whether something can change what the contract says, in the text or beside it.
    pub fn has_substance(&self) -> bool {
        let is_substance = |beside: &Beside| beside.weight == Weight::Substance;
        self.substance().next().is_some() || self.beside.iter().any(is_substance)
    }

    /// The changes that can change what the contract says.
    pub fn substance(&self) -> impl Iterator<Item = &ClauseChange> {
        self.changes.iter().filter(|change| change.weight == Weight::Substance)
    }
}

impl Hunk {
    /// Whether it can change what the contract says.
    pub fn weight(&self) -> Weight {
        match self.kind {
            HunkKind::Words | HunkKind::Reference => Weight::Substance,
            HunkKind::Follows | HunkKind::Renamed | HunkKind::Typography => Weight::Form,
        }
    }
}

/// Compares two papers.
///
/// Papers of one format are compared paragraph by paragraph; those of two formats, and two PDFs, are
/// aligned by their words first, and the one that knows less of its structure is cut like the other.
///
/// **Shapes:** changes come in the order of the new paper, what is gone before what came in its
/// place. The same papers give the same comparison. A paper and itself give no change.
/// **Errors:** none.
pub fn compare(old: &Paper, new: &Paper) -> Comparison {
    compare_as(old, new, mixed::applies(old, new))
}

/// Compares two papers, by their words first or by their paragraphs.
///
/// **Shapes:** as of [`compare`], which chooses by the formats. By words, tables are taken apart into
/// the paragraphs of their cells, and paragraphs that were split or joined are no change.
/// **Errors:** none.
pub fn compare_as(old: &Paper, new: &Paper, by_words: bool) -> Comparison {
    let lines = lines::list(old, new, by_words);
    let mut comparison = Comparison { lines, by_words, ..Comparison::default() };
    comparison.renames = renames::find(old, new, &mut comparison.lines);
    comparison.changes = changes::list(old, new, &mut comparison.lines, by_words);
    comparison.changes.extend(labels::compare(old, new, &comparison.lines, by_words));
    comparison.changes.extend(asides::compare(old, new));
    if old.format == new.format && !by_words {
        looks::add(&mut comparison, &looks::Looks::of(old), &looks::Looks::of(new));
    }
    counts::finish(&mut comparison, old, new);
    comparison
}
