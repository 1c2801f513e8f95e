//! Cues: how contracts speak about a provision, and which position their words take.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::law::Review;

/// Lists of words that patterns refer to as `{name}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WordLists(pub BTreeMap<String, Vec<String>>);

/// How to read one provision in a contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CueSet {
    /// The provision: `<group>.<name>`, as the path.
    pub id: String,
    /// The question that it answers.
    pub question: String,
    /// How far it was checked.
    pub review: Review,
    /// The positions that it can report, apart from `absent`; the first that is said counts.
    pub positions: Vec<String>,
    /// Patterns of headings under which the subject is usually found.
    #[serde(default)]
    pub headings: Vec<String>,
    /// Patterns of headings whose clauses never count: annexed standard texts, other people's terms.
    #[serde(default)]
    pub not_under: Vec<String>,
    /// Kinds of value to take from the deciding sentences.
    #[serde(default)]
    pub values: Vec<ValueKind>,
    /// The parameter of the provision that a value of each kind fills.
    #[serde(default)]
    pub fills: BTreeMap<ValueKind, String>,
    /// The cues.
    #[serde(rename = "cue")]
    pub cues: Vec<Cue>,
    /// How signs make a position, first match first; without any, each sign is a position.
    #[serde(default, rename = "decide")]
    pub decisions: Vec<Decision>,
}

/// A way to say something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Cue {
    /// The position, or a sign that `decide` speaks of.
    pub says: String,
    /// What the words mean, as a phrase for reports.
    pub because: String,
    /// Patterns, one of which a sentence must have.
    #[serde(rename = "any")]
    pub patterns: Vec<String>,
    /// Patterns, one of which the same sentence must have as well.
    #[serde(default)]
    pub with: Vec<String>,
    /// A further list of which the same sentence must have one.
    #[serde(default)]
    pub and_with: Vec<String>,
    /// Patterns, one of which the clause must have somewhere.
    #[serde(default)]
    pub near: Vec<String>,
    /// Patterns, one of which the headings above must have.
    #[serde(default)]
    pub under: Vec<String>,
    /// Patterns that make the sentence say something else.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Patterns that make it say something else wherever they stand in the sentence.
    #[serde(default)]
    pub never_with: Vec<String>,
    /// Patterns of headings under which it says something else.
    #[serde(default)]
    pub unless_under: Vec<String>,
    /// Patterns in the clause that make it say something else.
    #[serde(default)]
    pub unless_near: Vec<String>,
    /// Counts only where no other cue decides.
    #[serde(default)]
    pub weak: bool,
}

/// From signs to a position.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Decision {
    /// The position; `absent` stands for none.
    pub position: String,
    /// Signs that must all be there.
    #[serde(default)]
    pub all: Vec<String>,
    /// Signs of which one must be there.
    #[serde(default)]
    pub any: Vec<String>,
    /// Signs of which none may be there.
    #[serde(default)]
    pub none: Vec<String>,
}

/// A kind of value in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// Hours, days, months, years.
    Duration,
    /// An amount with its currency.
    Money,
    /// Per cent.
    Percent,
    /// The governing law.
    Law,
    /// Courts, seats and rules of arbitration.
    Forum,
    /// Countries and regions.
    Regions,
}

impl ValueKind {
    /// The name in results.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Duration => "duration",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Law => "law",
            Self::Forum => "forum",
            Self::Regions => "regions",
        }
    }
}
