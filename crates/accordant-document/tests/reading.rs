//! Reading papers: every format gives one tree; places fit; nothing hostile gets through.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says what went wrong by panicking"
)]

#[path = "reading/desk.rs"]
mod desk;
#[path = "reading/docx.rs"]
mod docx;
#[path = "reading/formats.rs"]
mod formats;
#[path = "reading/hostile.rs"]
mod hostile;
#[path = "reading/lint.rs"]
mod lint;
#[path = "reading/numbering.rs"]
mod numbering;
#[cfg(feature = "pdf-in")]
#[path = "reading/pdf.rs"]
mod pdf;
#[cfg(feature = "pdf-in")]
#[path = "reading/press.rs"]
mod press;
#[path = "reading/revisions.rs"]
mod revisions;
#[path = "reading/round_trip.rs"]
mod round_trip;
#[path = "paper/sample.rs"]
#[expect(dead_code, reason = "the tests of the writers use the rest")]
mod sample;
