//! The knowledge: law and wording as data, loaded, checked and answered from.
//!
//! [`Packs`] holds every entry. [`collect_facts`] turns an agreement into facts, conditions
//! ([`Condition`]) are decided on them, [`find_standing`] says how a rule stands on a day, and
//! [`Writer`] words a position. The literate cases beside the entries are run by [`run_cases`].

mod case;
mod check;
mod collect;
mod condition;
mod constraint;
pub mod entry;
mod fact;
mod load;
mod standing;
mod wording;

pub use case::{
    Case, CaseOutcome, count_by_kind, flatten_fact_set, read_cases, read_expectation, run_cases,
};
pub use collect::{collect_facts, places_of, roles_of};
pub use condition::{Condition, Reason, Test, Truth, Verdict};
pub use constraint::{ChosenPosition, breaks};
pub use fact::{
    FactDefinition, FactKind, FactSet, FactValue, Facts, Item, ItemKind, Scope, StatedFact,
    Vocabulary,
};
pub use load::{BUILT_IN, Layer, PackFault, PackFile, Packs, Replacement, builtin_files};
pub use standing::{Dates, Standing, find_standing, find_undecided};
pub use wording::{
    ParameterValue, SECTIONS, WordingContext, WordingError, Writer, join_words, parse_parameter,
    parse_parameter_text,
};
