//! A story: one part with text as paragraphs of atoms, each with its bytes in the part.

use std::ops::Range;

use crate::read::RevisionKind;

/// A part with text: the body, a header, the footnotes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    /// Name of the part.
    pub part: String,
    /// Its paragraphs, those in tables and text boxes too, in the order in which they begin.
    pub paras: Vec<Para>,
    /// The tracked changes in it.
    pub changes: Vec<Change>,
    /// Paragraphs and the edges of tables and notes, in order.
    pub(super) items: Vec<Item>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Para {
    /// Bytes of the whole element.
    pub span: Range<usize>,
    /// Bytes of its properties (`w:pPr`), when it has any.
    pub properties: Option<Range<usize>>,
    /// Word's own id of it (`w14:paraId`).
    pub id: Option<String>,
    /// Id of its style; empty for the default.
    pub style: String,
    /// The list and the level that it names itself.
    pub(super) numbering: (Option<u32>, Option<u8>),
    pub(super) outline: Option<u8>,
    /// Whether its properties end a section.
    pub(super) ends_section: bool,
    /// Tracked changes of its mark: who joins it to the next paragraph by deleting or inserting.
    pub mark: Vec<usize>,
    /// Its pieces.
    pub atoms: Vec<Atom>,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Index of the run in the paragraph.
    pub run: usize,
    /// What it says; empty for what says nothing.
    pub text: String,
    /// Bytes in the part: the content of the element for text, the whole element for others.
    pub source: Range<usize>,
    /// What it is.
    pub kind: AtomKind,
    /// Indices of the tracked changes around it, outermost first.
    pub changes: Vec<usize>,
    /// Whether it stands in a hyperlink.
    pub in_link: bool,
    /// Whether it stands in a content control.
    pub in_control: bool,
    /// Whether it is bold.
    pub strong: bool,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Whether it is deleted by a tracked change (`w:delText`).
    pub deleted: bool,
}

/// What an atom is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtomKind {
    /// Text.
    Text,
    /// Text that a field shows.
    FieldResult,
    /// A tab.
    Tab,
    /// The end of a line, not of a page.
    Break,
    /// A hyphen that keeps its words together.
    NoBreakHyphen,
    /// A character of a symbol font.
    Symbol,
    /// The mark of a footnote or endnote with its id.
    Note {
        /// Whether it is an endnote.
        is_end: bool,
        /// Its id.
        id: String,
    },
    /// Where the words begin that a comment is about.
    CommentStart(String),
    /// Where they end.
    CommentEnd(String),
    /// A picture, a formula or another object.
    Opaque,
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it does.
    pub kind: RevisionKind,
    /// Its id in the file.
    pub id: String,
    /// Who made it.
    pub author: String,
    /// When, as the file says it.
    pub date: String,
    /// Bytes of the element around the words, or of the mark in the properties.
    pub span: Range<usize>,
}

/// A step through a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Para(usize),
    OpenTable,
    OpenRow {
        is_header: bool,
        changes: Vec<usize>,
    },
    OpenCell,
    /// A footnote, an endnote or a comment with its id, author and date.
    OpenNote {
        id: String,
        author: String,
        date: String,
    },
    Close,
}

impl Story {
    /// The notes and comments of the part: their ids and their paragraphs.
    fn notes(&self) -> Vec<(&str, Vec<usize>)> {
        let mut found: Vec<(&str, Vec<usize>)> = Vec::new();
        for item in &self.items {
            match (item, found.last_mut()) {
                (Item::OpenNote { id, .. }, _) => found.push((id, Vec::new())),
                (Item::Para(index), Some((_, paras))) => paras.push(*index),
                _ => {}
            }
        }
        found
    }

    /// The paragraphs of the note with an id.
    pub(crate) fn find_note(&self, id: &str) -> Option<Vec<usize>> {
        self.notes().into_iter().find(|(known, _)| *known == id).map(|(_, paras)| paras)
    }

    /// The id of the note that a paragraph is part of.
    pub(crate) fn find_note_of(&self, para: usize) -> Option<String> {
        let found = self.notes().into_iter().find(|(_, paras)| paras.contains(&para));
        found.map(|(id, _)| id.to_owned())
    }
}
