//! The file: `agreement.toml` as typed values, each with its place, and every fault at once.
//!
//! [`parse`] reads the text; [`build_schema`] describes the format for editors. This crate knows the
//! form of the file only. What provisions, positions and facts exist is the packs' business.

mod check;
mod diagnostic;
pub mod edit;
pub mod file;
mod parse;
pub mod quantity;
mod reader;
pub mod region;
mod schema;
mod span;
pub mod value;

pub use diagnostic::{Diagnostic, Severity, find_nearest};
pub use file::Agreement;
pub use jiff::civil::Date;
pub use parse::{MAXIMUM_BYTES, parse, parse_bytes};
pub use schema::build_schema;
pub use span::{At, Span};
