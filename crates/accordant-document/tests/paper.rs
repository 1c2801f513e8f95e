//! The paper: labels, wording, every format, and the defects of drafts.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by panicking"
)]

#[path = "paper/docx.rs"]
mod docx;
#[path = "paper/lint.rs"]
mod lint;
#[path = "paper/markup.rs"]
mod markup;
#[path = "paper/number.rs"]
mod number;
#[path = "paper/sample.rs"]
mod sample;
#[path = "paper/schema.rs"]
mod schema;
#[path = "paper/text.rs"]
mod text;
#[path = "paper/wording.rs"]
mod wording;
