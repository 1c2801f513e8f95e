//! Comparing files: what is marked in the old one makes it the new one, whatever the formats.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says what went wrong by panicking"
)]

#[path = "comparing/beside.rs"]
mod beside;
#[path = "reading/desk.rs"]
#[expect(dead_code, reason = "the tests of the reader use the rest")]
mod desk;
#[path = "comparing/files.rs"]
mod files;
#[path = "comparing/generated.rs"]
mod generated;
#[path = "comparing/mixed.rs"]
mod mixed;
#[path = "paper/sample.rs"]
#[expect(dead_code, reason = "the tests of the writers use the rest")]
mod sample;

use accordant_document::compare::{Comparison, Weight, compare};
use accordant_document::read::{Format, Paper, View};
use accordant_document::redline::{Author, Settle, reconstruct, redline, settle};

use desk::{open, open_view};

/// The lines of a text, whatever parts them.
fn lines(text: &str) -> Vec<String> {
    let lines =
        text.split(['\n', '\t']).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// Marks the old file up with what a comparison finds, and answers what could not be marked. Taking
/// the marks gives the new words when everything could; undoing them gives the old.
#[track_caller]
fn round(old: &[u8], new: &Paper) -> Vec<String> {
    let paper = open(old, Format::Docx);
    let (edits, undone) = compare(&paper, new).edits(&paper, new);
    let author =
        Author { name: "Reader".into(), initials: "R".into(), date: "2026-11-23T00:00:00Z".into() };
    let made = redline(old, &paper, &edits, &author).unwrap();
    let mut left: Vec<String> = undone.into_iter().map(|undone| undone.reason).collect();
    left.extend(made.refused.into_iter().map(|refused| refused.reason));
    let back = open(&settle(&made.bytes, Settle::Reject, Some("Reader")).unwrap(), Format::Docx);
    assert_eq!(lines(&back.text), lines(&paper.text), "undone");
    let taken = open(&settle(&made.bytes, Settle::Accept, None).unwrap(), Format::Docx);
    if left.is_empty() {
        assert_eq!(lines(&taken.text), lines(&new.text), "{edits:#?}");
        assert_eq!(compare(&taken, new).substance().count(), 0);
    }
    let marked = open_view(&made.bytes, Format::Docx, View::Final);
    assert_eq!(lines(&marked.text), lines(&taken.text), "as the marks read");
    left
}

/// The changes of a weight as words: "reworded § 2 Fees".
fn describe(comparison: &Comparison, weight: Weight) -> Vec<String> {
    let changes = comparison.changes.iter().filter(|change| change.weight == weight);
    let words = changes.map(|change| {
        let kind = serde_json::to_value(change.kind).unwrap();
        let side = change.new.as_ref().or(change.old.as_ref());
        let place = side.map_or("every page", |side| &side.place);
        let notes: String = change.notes.iter().map(|note| format!(": {note}")).collect();
        format!("{} {place}{notes}", kind.as_str().unwrap())
    });
    words.collect()
}

#[test]
fn a_paper_of_another_format_is_written_as_word_first() {
    let old = open(b"# Terms\n\n1. **Fees.** The Customer pays within thirty days.\n2. **Law.** The law of Ireland applies.\n", Format::Markdown);
    let new = open(b"# Terms\n\n1. **Fees.** The Customer pays within sixty days.\n2. **Term.** The agreement ends after a year, unless it is renewed.\n3. **Law.** The law of Ireland applies.\n", Format::Markdown);
    let bytes = reconstruct(&old).unwrap();
    let paper = open(&bytes, Format::Docx);
    let (edits, undone) = compare(&paper, &new).edits(&paper, &new);
    assert!(undone.is_empty());
    let author =
        Author { name: "R".into(), initials: "R".into(), date: "2026-11-23T00:00:00Z".into() };
    let made = redline(&bytes, &paper, &edits, &author).unwrap();
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let taken = open(&settle(&made.bytes, Settle::Accept, None).unwrap(), Format::Docx);
    let again = compare(&taken, &new);
    assert_eq!(describe(&again, Weight::Substance), Vec::<String>::new());
}
