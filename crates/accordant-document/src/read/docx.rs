//! DOCX: the parts of the package, their paragraphs with the bytes of each piece, and how Word
//! numbers them.
//!
//! [`Package`] opens the file within limits. [`Story`] is one part with text, as paragraphs of
//! atoms that know their bytes: what redlining splices. From both, [`read`] makes what the tree
//! nests.
//!
//! Left out: pictures, formulas, and whatever a field would show if it were updated.

mod assemble;
mod index;
mod names;
mod numbering;
mod package;
mod story;
mod styles;

pub(crate) use assemble::Opened;
pub use package::Package;
pub use story::{Atom, AtomKind, Change, Para, Story};

use super::build::Built;
use super::{ReadError, View};

/// Reads a DOCX.
pub(super) fn read(bytes: &[u8], view: View) -> Result<Built, ReadError> {
    let package = Package::open(bytes)?;
    assemble::assemble(&package, view)
}
