//! Whole transcripts of the command: exit code, stdout, stderr.
//!
//! Transcripts stand in `tests/transcripts/`, messages about broken files beside each file in
//! `tests/bad/`. `BLESS=1 cargo test -p accordant` writes them anew.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

#[path = "commands/assess.rs"]
mod assess;
#[path = "commands/bad.rs"]
mod bad;
#[path = "commands/desk.rs"]
mod desk;
#[path = "commands/lint.rs"]
mod lint;
#[path = "commands/new.rs"]
mod new;
#[path = "commands/pack.rs"]
mod pack;
#[path = "commands/package.rs"]
mod package;
#[path = "commands/paper.rs"]
mod paper;
#[path = "commands/questionnaire.rs"]
mod questionnaire;
#[path = "commands/review.rs"]
mod review;
