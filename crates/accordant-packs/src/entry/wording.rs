//! Provisions with their ladders, definitions and partnership forms.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::law::Review;
use crate::condition::{Condition, Truth};
use crate::fact::Scope;

/// A question that an agreement answers, with its closed ladder of positions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Provision {
    /// Stable id: `<group>.<name>`.
    pub id: String,
    /// Heading of its clause.
    pub title: String,
    /// The question.
    pub question: String,
    /// Why it matters.
    pub why: String,
    /// Topic of the coverage table.
    pub topic: String,
    /// Section of the agreement.
    pub section: String,
    /// Place inside the section.
    pub order: u32,
    /// Partnership types that know it.
    pub types: Vec<String>,
    /// Whether it is in every draft of those types, or only when something asks for it.
    pub include: Include,
    /// The same for particular partnership types.
    #[serde(default)]
    pub include_for: BTreeMap<String, Include>,
    /// For which facts it is drafted when nothing asks for it; all when absent.
    #[serde(default, rename = "include-when", skip_serializing)]
    pub(crate) include_when_table: Option<toml::Table>,
    /// The condition read from `include-when`.
    #[serde(skip)]
    pub include_when: Option<Condition>,
    /// The usual trade.
    pub trade: String,
    /// Negotiation note.
    pub note: String,
    /// State of review of numbers and market statements.
    pub review: Review,
    /// Typed parameters.
    #[serde(default)]
    pub params: BTreeMap<String, Parameter>,
    /// The ladder, most adopter-friendly first.
    #[serde(rename = "position")]
    pub positions: Vec<Position>,
}

impl Provision {
    /// Whether a draft of this type has it although nothing asks for it.
    pub fn is_usual(&self, partnership_type: &str, facts: Scope<'_>) -> bool {
        self.include_for.get(partnership_type).unwrap_or(&self.include) == &Include::Always
            && self
                .include_when
                .as_ref()
                .is_none_or(|condition| condition.decide(facts).truth == Truth::Yes)
    }
}

/// When a provision is drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Include {
    /// In every draft.
    Always,
    /// When an obligation, a rule or a term asks for it.
    WhenRequired,
}

/// A parameter of a provision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Parameter {
    /// Type.
    pub kind: ParameterKind,
    /// Units that make sense, for durations.
    #[serde(default)]
    pub units: Vec<String>,
    /// The choices, for choices.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Value when nobody sets one; without it the draft has a gap.
    pub default: Option<toml::Value>,
    /// Usual range.
    #[serde(default)]
    pub usual: Vec<String>,
    /// What it is.
    pub about: String,
    /// Which end the adopter wants; nothing when it depends.
    pub better: Option<Better>,
    /// Where the default comes from: `seen` or `practice`.
    #[serde(default)]
    pub basis: String,
}

/// Which end of a range one side wants; the other side wants the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// Type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterKind {
    /// A length of time.
    Duration,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A whole number.
    Count,
    /// A text.
    Text,
    /// A list of texts.
    List,
    /// One of the choices.
    Choice,
    /// A date.
    Date,
}

/// A position on the ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Position {
    /// Id inside the provision.
    pub id: String,
    /// Short name.
    pub label: String,
    /// What it says, in one sentence.
    pub says: String,
    /// How the adopter sees it.
    pub adopter: Stance,
    /// How the partner sees it.
    pub partner: Stance,
    /// Wording.
    pub clause: String,
    /// Wording for particular partnership types.
    #[serde(default)]
    pub clause_for: BTreeMap<String, String>,
    /// The same in a few sentences that stand alone, for use in a paper of the other side.
    #[serde(default)]
    pub short: Option<String>,
}

/// How a side sees a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// What it asks for.
    Preferred,
    /// What it takes without a trade.
    Acceptable,
    /// What it takes against something else.
    Fallback,
    /// What it does not sign.
    WalkAway,
}

/// A defined term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Definition {
    /// The term.
    pub term: String,
    /// Its meaning.
    pub text: String,
    /// The same in words that stand alone, for a paper of the other side.
    #[serde(default)]
    pub short: Option<String>,
    /// Plural, when irregular.
    pub plural: Option<String>,
    /// Further forms under which it is used.
    #[serde(default)]
    pub also: Vec<String>,
    /// Where the notion comes from.
    pub source: Option<String>,
}

/// What a partnership type calls things.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PartnershipForm {
    /// The type.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Title of the agreement.
    pub document_title: String,
    /// The adopter's word.
    pub adopter: String,
    /// The partner's word.
    pub partner: String,
    /// The word for the data.
    pub data: String,
    /// One sentence.
    pub about: String,
    /// Recitals.
    pub recitals: Vec<String>,
}
