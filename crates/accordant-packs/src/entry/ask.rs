//! What is asked: of the partner, by the business, and by people about a decision.

use serde::{Deserialize, Serialize};

use super::law::Review;
use crate::condition::Condition;

/// A questionnaire that goes to a party, and whose answers come back into the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Questionnaire {
    /// Stable id.
    pub id: String,
    /// Name.
    pub title: String,
    /// What it is for, in one sentence.
    pub about: String,
    /// State of review.
    pub review: Review,
    /// Its areas.
    #[serde(rename = "area")]
    pub areas: Vec<QuestionArea>,
}

/// An area of a questionnaire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct QuestionArea {
    /// Id inside the questionnaire.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Its questions.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

/// A question to a party.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Question {
    /// Id inside the questionnaire.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    pub why: String,
    /// Type of the answer.
    pub kind: AnswerKind,
    /// The choices, for choices.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The place in the agreement file that the answer fills: `partner.country`, `facts.<fact>`.
    pub fills: Option<String>,
    /// What to attach.
    #[serde(default)]
    pub evidence: String,
    /// Provisions that it informs.
    #[serde(default)]
    pub provisions: Vec<String>,
    /// Partnership types that it is for; all when empty.
    #[serde(default)]
    pub types: Vec<String>,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: Option<toml::Table>,
    /// For which facts it is asked; always when absent.
    #[serde(skip)]
    pub when: Option<Condition>,
}

/// Type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// Any text.
    Text,
    /// One of the choices.
    Choice,
    /// Any number of the choices.
    Choices,
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// A calendar date.
    Date,
    /// A length of time with its unit.
    Duration,
    /// A percentage.
    Percent,
    /// A region code.
    Region,
    /// Any number of region codes.
    Regions,
}

impl AnswerKind {
    /// How an answer is written.
    pub fn example(self) -> &'static str {
        match self {
            Self::Text => "any text",
            Self::Choice => "one of the choices",
            Self::Choices => "any of the choices, separated by commas",
            Self::Flag => "yes or no",
            Self::Number => "a whole number, such as 24",
            Self::Date => "a date, such as 2026-11-22",
            Self::Duration => "a length of time, such as 30 days",
            Self::Percent => "a percentage, such as 99.5 %",
            Self::Region => "a region code, such as DE or US-CA",
            Self::Regions => "region codes, separated by commas, such as DE, US-CA",
        }
    }
}

/// A question that the business asks of every agreement, answered from its table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CommonQuestion {
    /// Stable id.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Its group.
    pub group: String,
    /// Place inside the group.
    pub order: u32,
    /// Provisions that answer it, the most telling first.
    pub provisions: Vec<String>,
    /// Said when none of them is in the draft.
    pub silent: String,
    /// Partnership types that it is for; all when empty.
    #[serde(default)]
    pub types: Vec<String>,
}

/// Which explanation is owed for a kind of decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExplanationStandard {
    /// Stable id.
    pub id: String,
    /// One line.
    pub title: String,
    /// Place in lists.
    pub order: u32,
    /// State of review.
    pub review: Review,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// For which decisions it holds.
    #[serde(skip)]
    pub when: Option<Condition>,
    /// What is owed, and to whom.
    pub owed: Vec<OwedExplanation>,
}

/// An explanation that somebody may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OwedExplanation {
    /// To whom.
    pub to: String,
    /// What it says.
    pub what: String,
    /// Methods that deliver it, as the fact `explainability` names them.
    pub forms: Vec<String>,
    /// By when.
    #[serde(default)]
    pub within: String,
    /// How long it is kept.
    #[serde(default)]
    pub keep: String,
    /// The law or practice behind it.
    pub cites: String,
}
