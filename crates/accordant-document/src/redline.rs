//! Redlines: changes written into the other side's own DOCX, as Word's tracked changes.
//!
//! [`redline`] splices marks into the parts that it must touch and copies all others as they are
//! packed; before it hands the file out it reads it again and holds it against what was there and
//! what was asked for. [`settle`] takes or undoes changes. [`reconstruct`] makes a DOCX from a paper
//! of any other format, and [`carry`] takes edits over to it.
//!
//! Left out: what should change, and why (the review says so).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::read::docx::Package;
use crate::read::{Paper, ReadError};

mod blocks;
mod boxes;
mod carry;
mod check;
mod comments;
mod draft;
mod make;
mod moves;
mod notes;
mod plan;
mod reconstruct;
mod rows;
mod runs;
mod settle;
mod sheet;
mod splice;
mod tree;

pub use crate::diff as words;

/// Who marks up, as Word shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Name.
    pub name: String,
    /// Initials, at comments.
    pub initials: String,
    /// When: RFC 3339 to the second, in UTC ("2026-11-23T09:00:00Z").
    pub date: String,
}

/// One change that we ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Id of the issue, for reports.
    pub id: String,
    /// The change.
    pub change: Change,
    /// What the other side is told; paragraphs by line feeds.
    pub comment: Option<String>,
}

/// What is to change. Ranges count bytes of [`Paper::text`]; nodes are indices of [`Paper::nodes`].
///
/// In new text a line feed is a break of the line and a tab is a tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Other words for a range that lies in one node; only the words that differ are marked.
    Replace {
        /// Where.
        range: Range<usize>,
        /// The words that stand there, exactly.
        expect: String,
        /// The words that shall stand there.
        with: String,
    },
    /// Takes a whole node out, with all below it.
    Delete {
        /// Which.
        node: usize,
        /// Its text from the start of its span to its end, exactly.
        expect: String,
    },
    /// New paragraphs after a node and all below it.
    Insert {
        /// After which.
        after: usize,
        /// The paragraphs.
        paragraphs: Vec<NewParagraph>,
    },
    /// New paragraphs before a node, where nothing stands after which they could come.
    InsertBefore {
        /// Before which.
        before: usize,
        /// The paragraphs.
        paragraphs: Vec<NewParagraph>,
    },
    /// The same text at another place.
    Move {
        /// Which node, with all below it.
        node: usize,
        /// After which node and all below it.
        after: usize,
    },
    /// A new row of a table.
    InsertRow {
        /// After which row.
        after: usize,
        /// Its cells; missing ones are empty.
        cells: Vec<String>,
    },
    /// A new row of a table before its first.
    InsertRowBefore {
        /// Before which row.
        before: usize,
        /// Its cells; missing ones are empty.
        cells: Vec<String>,
    },
    /// Takes a row of a table out.
    DeleteRow {
        /// Which row.
        node: usize,
    },
    /// A comment and no change.
    Comment {
        /// The words that it is about.
        range: Range<usize>,
        /// The words that stand there, exactly.
        expect: String,
    },
}

/// A paragraph to insert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewParagraph {
    /// The node whose style, numbering and look it takes.
    pub like: usize,
    /// Words in bold before the text.
    pub heading: Option<String>,
    /// The text.
    pub text: String,
}

/// A file with marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redlined {
    /// The DOCX.
    pub bytes: Vec<u8>,
    /// Ids of the edits that are in it, in the order in which they were asked for.
    pub applied: Vec<String>,
    /// Those that are not.
    pub refused: Vec<Refused>,
}

/// An edit that was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Id of the edit.
    pub id: String,
    /// Why, as half a sentence: "the words are not there".
    pub reason: String,
}

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settle {
    /// They are taken.
    Accept,
    /// They are undone.
    Reject,
}

/// Why no file could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RedlineError {
    /// The file cannot be read.
    #[error("{0}")]
    Read(#[from] ReadError),
    /// The paper is none that can be written back.
    #[error("the file can be read but not marked up: {why}")]
    ReadOnly {
        /// Why.
        why: String,
    },
    /// The paper was not read from these bytes, or in another view.
    #[error("the paper is not the final view of this file")]
    Stale,
    /// What came out is not what it should be.
    #[error("the marked file does not hold: {what}")]
    Check {
        /// What is wrong with it.
        what: String,
    },
    /// The package could not be put together.
    #[error("cannot put the file together: {detail}")]
    Package {
        /// How.
        detail: String,
    },
}

impl RedlineError {
    /// What to do next.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Read(error) => error.help(),
            Self::ReadOnly { .. } => {
                "open it in Word or LibreOffice, save it as DOCX (transitional), and mark that up"
            }
            Self::Stale => "read the file again and make the edits anew",
            Self::Check { .. } => "leave edits out until it holds, and report the file",
            Self::Package { .. } => "save the file again in the program that wrote it",
        }
    }
}

/// Marks a DOCX up.
///
/// **Shapes:** `paper` is read from the same bytes in [`crate::read::View::Final`]. What cannot be done without
/// guessing is refused edit by edit; parts that hold no mark keep their packed bytes, order and
/// date. The same input gives the same bytes.
/// **Errors:** when the file is none that can be written back, or does not hold when it is read
/// again; then nothing is handed out.
pub fn redline(
    bytes: &[u8],
    paper: &Paper,
    edits: &[Edit],
    author: &Author,
) -> Result<Redlined, RedlineError> {
    make::redline(bytes, paper, edits, author)
}

/// Takes or undoes tracked changes, of one author or of all.
///
/// **Shapes:** comments stay; changes of others stay.
/// **Errors:** when the file cannot be read or written back.
pub fn settle(bytes: &[u8], how: Settle, author: Option<&str>) -> Result<Vec<u8>, RedlineError> {
    let package = open(bytes)?;
    let whose = author.map_or(settle::Whose::All, settle::Whose::Author);
    let changed = settle::settle_parts(&package, how, whose)?;
    write_back(&package, bytes, &changed)
}

/// Opens a package that can be written back.
fn open(bytes: &[u8]) -> Result<Package, RedlineError> {
    let package = Package::open(bytes)?;
    match package.read_only() {
        Some(why) => Err(RedlineError::ReadOnly { why: why.to_owned() }),
        None => Ok(package),
    }
}

fn write_back(
    package: &Package,
    bytes: &[u8],
    changed: &BTreeMap<String, String>,
) -> Result<Vec<u8>, RedlineError> {
    let written = package.write_back(bytes, changed);
    written.map_err(|error| RedlineError::Package { detail: error.to_string() })
}

/// Makes a DOCX of our own from a paper of any format: paragraph by paragraph, numbers as text,
/// tables as tables, headings as headings.
///
/// **Shapes:** read again, its clauses say the same in the same order; numbers that a program
/// counted are text then. A header says that it is a reconstruction.
/// **Errors:** when the package cannot be put together.
pub fn reconstruct(paper: &Paper) -> Result<Vec<u8>, RedlineError> {
    reconstruct::reconstruct(paper)
}

/// Takes edits from one paper over to another with the same text, such as its reconstruction.
///
/// **Shapes:** edits that fit keep their order; those whose place is not the same are refused.
pub fn carry(edits: &[Edit], from: &Paper, to: &Paper) -> (Vec<Edit>, Vec<Refused>) {
    carry::carry(edits, from, to)
}
