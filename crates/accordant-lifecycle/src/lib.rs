//! The work: the verbs of an AI partnership, each a pure function from values to values.
//!
//! An agreement is a table of positions. [`assess`] fills its *required* column and finds what the
//! file lacks; [`map`] draws where data goes, who decides what and where it can go wrong;
//! [`structure`] words the *proposed* column as a complete agreement. No clock, disk or network:
//! a date is a parameter.

pub mod assess;
mod dates;
mod finding;
pub mod map;
pub mod questionnaire;
pub mod read;
pub mod review;
pub mod structure;
mod table;
mod words;

pub use finding::{Acceptance, Finding};
pub use table::{Advice, Chosen, ChosenBy, Demand, DemandKind, Required, Row, Table};
