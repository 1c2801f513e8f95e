//! PDF: glyphs, lines, columns, paragraphs.
//!
//! A PDF says where each glyph stands and nothing more. [`glyphs`] takes them from the pages,
//! [`lines`] joins them, [`columns`] puts the lines in reading order, and [`paragraphs`] joins those
//! across lines and pages; [`tables`] finds rows between rules. What repeats at the edge of pages is left out of the text.
//!
//! Left out: pages that are pictures, tables without rules, and text that is not written from left to
//! right.

mod columns;
mod glyphs;
mod lines;
mod paragraphs;
mod tables;

use super::build::Built;
use super::{GUARDED_THREAD, ReadError};

/// Stack of the thread that takes a PDF apart: its objects nest.
const STACK: usize = 64 * 1024 * 1024;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Built, ReadError> {
    let bytes = bytes.to_vec();
    let worker = std::thread::Builder::new()
        .name(GUARDED_THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || glyphs::collect(bytes));
    let broken = |detail: &str| ReadError::Broken { detail: detail.to_owned() };
    let worker = worker.map_err(|_| broken("there is no room to take it apart"))?;
    let pages =
        worker.join().map_err(|crash| match crash.downcast_ref::<glyphs::TooMuch>() {
            Some(_) => ReadError::Bomb { part: "a page".to_owned() },
            None => broken("a page of the PDF cannot be taken apart"),
        })??;
    if pages.iter().all(|page| page.glyphs.is_empty()) {
        return Err(ReadError::Scanned);
    }
    let mut pages: Vec<lines::Page> = pages.into_iter().map(lines::join).collect();
    let mut built = Built::default();
    lines::drop_running(&mut pages, &mut built);
    let ordered = columns::order(pages);
    paragraphs::join(&ordered, &mut built);
    Ok(built)
}
