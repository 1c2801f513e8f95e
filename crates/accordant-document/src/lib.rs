//! The paper: contracts and reports as trees of numbered blocks, and their formats.
//!
//! [`model`] is the tree. [`number`] derives its labels, [`markup`] reads clause wording into it,
//! [`lint`] looks for a draft's defects, and [`docx`], [`html`], [`markdown`] and [`json`] write
//! it. [`read`] takes other people's contracts in, [`redline`] writes changes into them. Everything
//! is a pure function: the same document gives the same bytes, the same bytes give the same paper.
//!
//! Left out: PDF out (the press sets it), and figures' pixels (the press renders them).

#![deny(missing_docs, unsafe_code)]

pub mod annotated;
pub mod compare;
pub mod diff;
pub mod docx;
pub mod html;
pub mod json;
pub mod lint;
pub mod markdown;
pub mod markup;
pub mod model;
pub mod number;
pub mod place;
pub mod read;
pub mod reading;
pub mod redline;

pub use number::{Label, Labels};
