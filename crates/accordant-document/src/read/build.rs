//! What a format hands to the tree: paragraphs in reading order, with the place of each piece.

use std::ops::Range;

use super::paper::{Aside, Comment, LeftOut, Part, Revision, Run, Source};

/// A paper before its paragraphs are nested.
#[derive(Debug, Default)]
pub(super) struct Built {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    pub(super) blocks: Vec<Block>,
    pub(super) asides: Vec<Aside>,
    pub(super) revisions: Vec<Revision>,
    pub(super) comments: Vec<Comment>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) parts: Vec<Part>,
    pub(super) read_only: Option<String>,
}

/// A paragraph, or the edge of a table, a row, a cell or a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) shape: Shape,
    pub(super) span: Range<usize>,
    /// The number that the file's program counts.
    pub(super) label: String,
    /// Where it stands in a list of the program.
    pub(super) list: Option<ListPlace>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Title,
    /// A heading of a level that the format states, from 1.
    Heading(u8),
    Paragraph,
    OpenTable {
        header_rows: usize,
    },
    OpenRow,
    OpenCell,
    OpenNote,
    /// Ends what was opened last.
    Close,
}

/// Where a paragraph stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// Which list; nested lists have the number of the outermost.
    pub(super) id: u32,
    /// How deep, from 1.
    pub(super) depth: u8,
    /// Whether it begins an item; otherwise it goes on in one.
    pub(super) begins: bool,
}

impl Built {
    /// Starts a block. Every block but the first is parted from the one before by a line feed.
    pub(super) fn open(&mut self, shape: Shape, list: Option<ListPlace>, label: String) {
        self.part();
        let at = self.text.len();
        self.blocks.push(Block { shape, span: at..at, label, list });
    }

    /// Opens a table, a row, a cell or a note, or closes it.
    pub(super) fn edge(&mut self, shape: Shape) {
        if matches!(shape, Shape::OpenCell)
            && !matches!(self.blocks.last().map(|b| b.shape), Some(Shape::OpenRow))
        {
            if self.text.ends_with('\n') {
                self.text.pop();
            }
            self.text.push('\t');
        } else if !matches!(shape, Shape::Close) {
            self.part();
        }
        let at = self.text.len();
        self.blocks.push(Block { shape, span: at..at, label: String::new(), list: None });
    }

    fn part(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['\n', '\t']) {
            self.text.push('\n');
        }
    }

    /// Adds a piece to the open block.
    pub(super) fn push(&mut self, words: &str, source: Source, strong: bool) {
        if words.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.runs.push(Run { text: start..self.text.len(), source, strong });
    }

    /// Adds a piece that is the same in the file, starting at a byte of it; characters without
    /// width are left out.
    pub(super) fn push_bytes(&mut self, words: &str, at: usize, strong: bool) {
        let mut from = at;
        for piece in words.split_inclusive(has_no_width) {
            let kept = piece.trim_end_matches(has_no_width);
            self.push(kept, Source::Bytes { start: from, end: from + kept.len() }, strong);
            from += piece.len();
        }
    }

    /// Ends the open block; one that says nothing is dropped, unless it has a number.
    pub(super) fn close(&mut self) {
        let Some(block) = self.blocks.last_mut() else { return };
        let words = self.text.get(block.span.start..).unwrap_or_default();
        let kept = words.trim_end().len();
        let lead = words.len() - words.trim_start().len();
        let (start, end) = (block.span.start, block.span.start + kept);
        self.text.truncate(end);
        while let Some(run) = self.runs.last_mut() {
            if run.text.start >= end {
                self.runs.pop();
                continue;
            }
            trim_run(run, end);
            break;
        }
        block.span = (start + lead.min(kept))..end;
        if kept == 0 && block.label.is_empty() {
            self.blocks.pop();
            // The line feed before it goes too, where nothing begins after that.
            let is_free = self.blocks.last().is_none_or(|block| block.span.end < self.text.len());
            if is_free && self.text.ends_with('\n') {
                self.text.pop();
            }
        }
    }

    /// Leaves the open block as it is, for a paragraph that goes on in the next.
    pub(super) fn pause(&mut self) {
        let end = self.text.len();
        if let Some(block) = self.blocks.last_mut() {
            block.span.end = end;
        }
    }

    /// Whether the open block says nothing yet.
    pub(super) fn is_fresh(&self) -> bool {
        let at = self.blocks.last().map_or(0, |block| block.span.start);
        self.text.get(at..).unwrap_or_default().trim().is_empty()
    }

    /// Notes something that is no part of the contract.
    pub(super) fn leave_out(&mut self, why: &'static str, words: &str) {
        let mut short: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((at, _)) = short.char_indices().nth(80) {
            short.truncate(at);
            short.push('…');
        }
        if !short.is_empty() {
            self.left_out.push(LeftOut { why, words: short });
        }
    }
}

/// Joiners, spaces without width and marks of byte order, which hide between letters.
pub(super) fn has_no_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Cuts a run at the end of the text, together with its source when that has the same bytes.
fn trim_run(run: &mut Run, end: usize) {
    let cut = run.text.end.saturating_sub(end);
    if cut == 0 {
        return;
    }
    let length = run.text.len();
    run.text.end = end;
    match &mut run.source {
        Source::Bytes { start, end } | Source::Docx { start, end, .. }
            if *end - *start == length =>
        {
            *end -= cut;
        }
        _ => {}
    }
}
