//! Regimes, obligations, class rules, rules, risks and checklists.

use std::collections::BTreeMap;

use accordant_agreement::Date;
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::fact::ItemKind;

/// How far an entry has been checked against its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Review {
    /// The state.
    pub state: ReviewState,
    /// Day to which the check speaks.
    #[serde(deserialize_with = "day")]
    pub as_of: Date,
    /// Day by which it must be checked again.
    #[serde(deserialize_with = "day")]
    pub next: Date,
}

/// State of review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// The primary text was read.
    Verified,
    /// Reliable secondary sources were read.
    Secondary,
    /// Only headings and outlines were read.
    Outline,
    /// From memory; confirm before relying on it.
    Memory,
}

impl ReviewState {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Secondary => "secondary",
            Self::Outline => "outline",
            Self::Memory => "memory",
        }
    }
}

/// A law, regulation, guidance or standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Regime {
    /// Stable id, equal to its folder.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Name as cited.
    pub short: String,
    /// Where it applies.
    pub jurisdiction: String,
    /// `regulation`, `law`, `guidance` or `standard`.
    pub kind: String,
    /// Official citation.
    pub source: String,
    /// Official page.
    pub link: Option<String>,
    /// Where it stands.
    pub status: String,
    /// State of review.
    pub review: Review,
    /// What it was checked against.
    #[serde(default)]
    pub verified_in: Vec<String>,
    /// Remarks.
    pub notes: Option<String>,
    /// Names by which papers cite it.
    #[serde(default)]
    pub cited_as: Vec<String>,
    /// What took its place, when it is law no more.
    pub superseded: Option<Superseded>,
    /// Its key dates.
    #[serde(default, rename = "date")]
    pub dates: Vec<KeyDate>,
}

/// What took the place of a regime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Superseded {
    /// The day.
    #[serde(deserialize_with = "day")]
    pub on: Date,
    /// The instrument that did it.
    pub by: String,
    /// Id of the regime to cite instead; empty when there is none.
    #[serde(default)]
    pub instead: String,
}

/// A key date of a regime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KeyDate {
    /// The day.
    #[serde(deserialize_with = "day")]
    pub on: Date,
    /// What happens.
    pub event: String,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

/// A version of a rule: since when it stands and from when it binds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LawVersion {
    /// Day on which this version became law.
    #[serde(deserialize_with = "day")]
    pub stands_from: Date,
    /// Day from which it binds.
    #[serde(deserialize_with = "day")]
    pub applies_from: Date,
    /// Day from which it binds no more.
    #[serde(default, deserialize_with = "maybe_day")]
    pub until: Option<Date>,
    /// What set these dates.
    pub by: String,
    /// Remark.
    pub note: Option<String>,
    /// The duty as this version words it, when it differs.
    pub duty: Option<String>,
    /// For which facts this version speaks; all when absent.
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: Option<toml::Table>,
    /// The condition read from `when`.
    #[serde(skip)]
    pub when: Option<Condition>,
}

/// A duty under a regime.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Obligation {
    /// Stable id.
    pub id: String,
    /// The regime, from the folder.
    #[serde(default)]
    pub regime: String,
    /// One line.
    pub title: String,
    /// Article or section.
    pub cites: String,
    /// Roles that owe it.
    pub owed_by: Vec<String>,
    /// State of review.
    pub review: Review,
    /// What must be done.
    pub duty: String,
    /// What shows that it was done.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What follows a breach.
    pub penalty: Option<String>,
    /// Kind of item looked at one by one.
    pub each: Option<ItemKind>,
    /// Line shown with the facts.
    pub because: Option<String>,
    /// What is uncertain.
    pub note: Option<String>,
    /// Whether it is a recommendation that nobody must follow.
    #[serde(default)]
    pub voluntary: bool,
    /// Versions in time.
    pub in_force: Vec<LawVersion>,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// When it applies.
    #[serde(skip)]
    pub when: Option<Condition>,
    /// What the agreement must say, by provision.
    #[serde(default)]
    pub requires: BTreeMap<String, Requirement>,
}

/// What an obligation asks of one provision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Requirement {
    /// Positions that satisfy it, best first.
    pub positions: Vec<String>,
    /// Bounds on parameters.
    #[serde(default)]
    pub params: BTreeMap<String, Bound>,
    /// Why, in a few words.
    #[serde(default)]
    pub why: String,
    /// For which facts it is asked; all when absent.
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: Option<toml::Table>,
    /// The condition read from `when`.
    #[serde(skip)]
    pub when: Option<Condition>,
}

/// A bound on a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Bound {
    /// No more than this.
    AtMost(String),
    /// No less than this.
    AtLeast(String),
    /// Exactly this.
    Equals(String),
}

/// A rule of law that derives a fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClassRule {
    /// Stable id: `<regime>/<file>`.
    #[serde(default)]
    pub id: String,
    /// The regime, from the folder.
    #[serde(default)]
    pub regime: String,
    /// One line.
    pub title: String,
    /// Article or section.
    pub cites: String,
    /// State of review.
    pub review: Review,
    /// Kind of item looked at one by one.
    pub each: Option<ItemKind>,
    /// Whether it shifts duties to a party that did not have them.
    #[serde(default)]
    pub shift: bool,
    /// What is uncertain.
    pub note: Option<String>,
    /// Versions in time.
    pub in_force: Vec<LawVersion>,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// When it assigns.
    #[serde(skip)]
    pub when: Option<Condition>,
    /// The facts it assigns, by name.
    pub assigns: BTreeMap<String, String>,
}

/// A finding that is craft, not law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rule {
    /// Stable id, named for the defect.
    pub id: String,
    /// One line.
    pub title: String,
    /// How grave it is.
    pub severity: RuleSeverity,
    /// What is wrong; `{id}` and `{name}` stand for the item.
    pub message: String,
    /// The next step.
    pub help: String,
    /// Kind of item looked at one by one.
    pub each: Option<ItemKind>,
    /// Whether it is one of the three classic mistakes.
    #[serde(default)]
    pub mistake: bool,
    /// State of review.
    pub review: Option<Review>,
    /// Remark.
    pub note: Option<String>,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// When it fires.
    #[serde(skip)]
    pub when: Option<Condition>,
}

/// Severity of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleSeverity {
    /// Wrong.
    Error,
    /// Likely wrong or incomplete.
    Warning,
    /// Better done.
    Advice,
}

impl From<RuleSeverity> for accordant_agreement::Severity {
    fn from(severity: RuleSeverity) -> Self {
        match severity {
            RuleSeverity::Error => Self::Error,
            RuleSeverity::Warning => Self::Warning,
            RuleSeverity::Advice => Self::Advice,
        }
    }
}

/// A risk of the library (terms of ISO 31000).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Risk {
    /// Stable id.
    pub id: String,
    /// Name.
    pub title: String,
    /// Cause, event, consequence.
    pub statement: String,
    /// Who owns the risk.
    pub owner: RiskOwner,
    /// State of review.
    pub review: Review,
    /// Where frameworks speak of it.
    #[serde(default)]
    pub refs: Vec<String>,
    /// Kind of item looked at one by one.
    pub each: Option<ItemKind>,
    /// Likelihood before treatment, 1 to 5.
    pub likelihood: i8,
    /// Impact before treatment, 1 to 5.
    pub impact: i8,
    /// Remark.
    pub note: Option<String>,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// When it is a risk of this partnership.
    #[serde(skip)]
    pub when: Option<Condition>,
    /// What raises it.
    #[serde(default)]
    pub raises: Vec<Driver>,
    /// What treats it.
    #[serde(default, rename = "treatment")]
    pub treatments: Vec<Treatment>,
}

/// Who owns a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RiskOwner {
    /// The adopter.
    Adopter,
    /// The partner.
    Partner,
    /// Both.
    Both,
}

/// A circumstance that raises a risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Driver {
    /// Steps of likelihood.
    #[serde(default)]
    pub likelihood: i8,
    /// Steps of impact.
    #[serde(default)]
    pub impact: i8,
    /// Why.
    pub because: String,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// When it does.
    #[serde(skip)]
    pub when: Option<Condition>,
}

/// A provision that treats a risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Treatment {
    /// The provision.
    pub provision: String,
    /// Positions that treat it.
    pub positions: Vec<String>,
    /// Kind of treatment.
    pub kind: TreatmentKind,
    /// Steps of likelihood, negative.
    #[serde(default)]
    pub likelihood: i8,
    /// Steps of impact, negative.
    #[serde(default)]
    pub impact: i8,
    /// What it does.
    pub does: String,
}

/// Kinds of risk treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TreatmentKind {
    /// The activity is not done.
    Avoid,
    /// Likelihood or impact is lowered.
    Reduce,
    /// Another bears part of it.
    Share,
    /// It is kept knowingly.
    Retain,
}

/// A checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Checklist {
    /// Stable id.
    pub id: String,
    /// Name.
    pub title: String,
    /// State of review.
    pub review: Review,
    /// Its areas.
    #[serde(rename = "area")]
    pub areas: Vec<Area>,
}

/// An area of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Area {
    /// Id inside the checklist.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Its questions.
    #[serde(rename = "item")]
    pub items: Vec<CheckItem>,
}

/// A question of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CheckItem {
    /// Id inside the checklist.
    pub id: String,
    /// The question.
    pub question: String,
    /// Facts that answer it.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Provisions that answer it.
    #[serde(default)]
    pub provisions: Vec<String>,
    /// What shows the answer.
    #[serde(default)]
    pub evidence: String,
    /// Whose question it is.
    #[serde(default, rename = "for")]
    pub audience: Vec<String>,
}

/// Reads a TOML date.
pub(super) fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let value = toml::value::Datetime::deserialize(deserializer)?;
    crate::condition::read_day(&value).map_err(serde::de::Error::custom)
}

fn maybe_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}
