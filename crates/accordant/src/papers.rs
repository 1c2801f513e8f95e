//! Papers of others: opened in any format, and where a range of their text stands in the file.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use accordant_agreement::Span;
use accordant_document::compare::{Comparison, beside, compare, looks};
use accordant_document::read::{
    Format, HIDDEN_TEXT, MOST_BYTES, Paper, ReadOptions, Revision, Run, Source as Place, View, read,
};
use accordant_document::redline::{Settle, settle};

use crate::failure::Failure;
use crate::report::Source;
use crate::{files, terminal};

/// A paper and the file that it was read from.
pub(crate) struct Opened {
    /// The bytes of the file.
    pub(crate) bytes: Vec<u8>,
    /// The paper, as if every tracked change in it were accepted.
    pub(crate) paper: Paper,
    /// The file with its lines, where it has lines.
    pub(crate) source: Source,
}

impl Opened {
    /// Reads a paper from its bytes.
    ///
    /// **Errors:** [`Failure::Asked`] when the bytes are no paper.
    pub(crate) fn from_bytes(bytes: Vec<u8>, name: String) -> Result<Self, Failure> {
        let paper = parse(&bytes, &name, View::Final)?;
        // Lines and columns mean something only where people see lines.
        let has_lines = matches!(paper.format, Format::Markdown | Format::Html | Format::Text)
            && std::str::from_utf8(&bytes).is_ok();
        let source = Source::new(name, if has_lines { &bytes } else { &[] });
        Ok(Self { bytes, paper, source })
    }
}

/// Reads a paper from a file, or from standard input for `-`.
///
/// **Errors:** [`Failure::Asked`] when the file cannot be read or is no paper.
pub(crate) fn open(path: &Path) -> Result<Opened, Failure> {
    let bytes = files::read(path, MOST_BYTES)?;
    let name = path.display().to_string();
    let progress = terminal::Progress::start("reading the contract");
    let opened = Opened::from_bytes(bytes, name);
    drop(progress);
    let hidden = opened.iter().flat_map(|opened| &opened.paper.left_out);
    for entry in hidden.filter(|entry| entry.why == HIDDEN_TEXT) {
        terminal::note(&format!(
            "{} the file holds words that are formatted as hidden, which are not read: “{}”",
            terminal::caution("!"),
            terminal::clean(&entry.words)
        ));
    }
    opened
}

/// Reads a paper from bytes.
///
/// **Errors:** [`Failure::Asked`] with the name of the file and the next step.
pub(crate) fn parse(bytes: &[u8], name: &str, view: View) -> Result<Paper, Failure> {
    let options = ReadOptions { name: name.to_owned(), view, ..ReadOptions::default() };
    read(bytes, &options)
        .map_err(|error| Failure::asked(format!("`{name}` cannot be read: {error}"), error.help()))
}

/// Who has marks in a new version that the old one has not: marks of theirs are undone to see what
/// was changed without one.
pub(crate) fn list_new_markers(old: &Paper, new: &Paper) -> BTreeSet<String> {
    let known: BTreeSet<(&str, &str)> =
        old.revisions.iter().map(|mark| (mark.author.as_str(), mark.date.as_str())).collect();
    let fresh = |mark: &&Revision| !known.contains(&(mark.author.as_str(), mark.date.as_str()));
    new.revisions.iter().filter(fresh).map(|mark| mark.author.clone()).collect()
}

/// A DOCX with the tracked changes of some authors undone; `None` when there is nothing to undo.
///
/// **Errors:** [`Failure::Asked`] when the file cannot be settled.
pub(crate) fn undo_marks(
    bytes: &[u8],
    paper: &Paper,
    name: &str,
    authors: &BTreeSet<String>,
) -> Result<Option<(Vec<u8>, Paper)>, Failure> {
    let mut undone: Option<Vec<u8>> = None;
    let marks = |author: &str| paper.revisions.iter().any(|mark| mark.author == author);
    for author in authors.iter().filter(|author| marks(author)) {
        let from = undone.as_deref().unwrap_or(bytes);
        let settled = settle(from, Settle::Reject, Some(author)).map_err(|error| {
            Failure::asked(
                format!("the marks in `{name}` cannot be undone: {error}"),
                "open it in the program that wrote it and save it again",
            )
        })?;
        undone = Some(settled);
    }
    let Some(bytes) = undone else { return Ok(None) };
    let paper = parse(&bytes, name, View::Final)?;
    Ok(Some((bytes, paper)))
}

/// A version of a paper with its bytes.
#[derive(Clone, Copy)]
pub(crate) struct File<'a> {
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a [u8],
    pub(crate) paper: &'a Paper,
}

/// Compares two versions: their words, how these look, and what stands beside them in the file.
///
/// **Errors:** [`Failure::Asked`] when a file cannot be looked into.
pub(crate) fn compare_files(old: File<'_>, new: File<'_>) -> Result<Comparison, Failure> {
    if old.bytes == new.bytes {
        return Ok(Comparison::default());
    }
    let mut comparison = compare(old.paper, new.paper);
    let (before, after) = (find_looks(old)?, find_looks(new)?);
    if [old, new].iter().all(|file| file.paper.format == Format::Docx) {
        looks::replace(&mut comparison, &before, &after);
    }
    beside::add(&mut comparison, &before, &after);
    Ok(comparison)
}

fn find_looks(file: File<'_>) -> Result<looks::Looks<'_>, Failure> {
    if file.paper.format != Format::Docx {
        return Ok(looks::Looks::of(file.paper));
    }
    looks::Looks::of_docx(file.bytes, file.paper).map_err(|error| {
        Failure::asked(format!("`{}` cannot be read: {error}", file.name), error.help())
    })
}

/// The bytes of the file that hold a range of the text, where the file has lines.
pub(crate) fn find_span(paper: &Paper, source: &Source, range: &Range<usize>) -> Option<Span> {
    if source.is_empty() {
        return None;
    }
    let runs = paper.runs_in(range);
    let (first, last) = (runs.first()?, runs.last()?);
    let (Place::Bytes { start, end }, Place::Bytes { start: last_start, end: last_end }) =
        (&first.source, &last.source)
    else {
        return None;
    };
    let is_same = |run: &Run, from: usize, to: usize| run.text.len() == to - from;
    let from = if is_same(first, *start, *end) {
        start + range.start.saturating_sub(first.text.start)
    } else {
        *start
    };
    let to = if is_same(last, *last_start, *last_end) {
        last_end - last.text.end.saturating_sub(range.end)
    } else {
        *last_end
    };
    Some(Span { start: from, end: to.max(from) })
}

/// The page of a PDF on which a range of the text begins.
pub(crate) fn find_page(paper: &Paper, range: &Range<usize>) -> Option<u32> {
    match paper.runs_in(range).first()?.source {
        Place::Pdf { page, .. } => Some(page),
        _ => None,
    }
}
