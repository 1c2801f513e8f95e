//! DOCX: a document as a word processor's file, numbered and referenced by live fields.
//!
//! Looks, numbering, fonts and settings are files under `assets/docx/` that a person can review;
//! only what depends on the document is written here. Clauses are numbered by lists bound to
//! styles, references are `REF` fields with their words cached, and the table of contents is
//! filled in: the file reads right before any field is updated, and stays right afterwards.
//!
//! Left out: reading other people's files, and tracked changes.

mod body;
mod boxes;
mod figures;
mod front;
mod names;
mod package;
mod pages;
mod runs;
mod tables;
mod xml;

use std::collections::BTreeMap;

use crate::model::{Document, DocumentKind};
use crate::number::Labels;

/// How a DOCX is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocxOptions {
    /// The page on which the block with an id starts, counted from 1 and the cover, for the table
    /// of contents. Pages that are not given are estimated.
    pub page_hints: BTreeMap<String, u32>,
    /// Who is named as author in the file's properties; nobody when empty.
    pub author: String,
}

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The package could not be put together.
    #[error("cannot put the file together: {0}")]
    Package(#[from] zip::result::ZipError),
    /// A part could not be written into the package.
    #[error("cannot write into the file: {0}")]
    Write(#[from] std::io::Error),
}

/// Writes a document as DOCX: the same document and options give the same bytes.
///
/// **Shapes:** A4; tables of more than six columns stand on pages that are wider than high. A
/// figure without pixels is shown as a box with its text alternative.
/// **Errors:** only when the package cannot be put together; no document is refused.
pub fn write(document: &Document, options: &DocxOptions) -> Result<Vec<u8>, DocumentError> {
    let labels = Labels::of(document);
    let names = names::Names::of(&labels);
    let mut writer = body::Writer::new(document, options, &labels, &names);
    match document.kind {
        DocumentKind::Agreement => writer.write_cover(),
        DocumentKind::Report => writer.write_title_block(),
    }
    writer.write_parts();
    let story = writer.finish();
    package::write(document, options, story)
}
