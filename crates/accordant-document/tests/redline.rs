//! Redlines: what is asked for is in the file as tracked changes, and nothing else is.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says what went wrong by panicking"
)]

#[path = "redline/bench.rs"]
mod bench;
#[path = "redline/blocks.rs"]
mod blocks;
#[path = "redline/boxes.rs"]
mod boxes;
#[path = "reading/desk.rs"]
#[expect(dead_code, reason = "the tests of the reader use the rest")]
mod desk;
#[path = "redline/generated.rs"]
mod generated;
#[path = "redline/reconstruct.rs"]
mod reconstruct;
#[path = "redline/replace.rs"]
mod replace;
#[path = "paper/schema.rs"]
#[expect(dead_code, reason = "the tests of the writers use the rest")]
mod schema;
#[path = "redline/settle.rs"]
mod settle;
#[path = "redline/words.rs"]
mod words;
