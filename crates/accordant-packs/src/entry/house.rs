//! What an organisation brings beside the law: limits on drafts and playbooks.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::law::{Bound, LawVersion, Review, RuleSeverity};
use crate::condition::Condition;

/// What a draft must not say: law would void it, or make it useless.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Constraint {
    /// Stable id, named for the defect.
    pub id: String,
    /// One line.
    pub title: String,
    /// The law behind it, in full: `DORA art. 30(3)(e)`.
    pub cites: String,
    /// How grave a breach is.
    pub severity: RuleSeverity,
    /// What is wrong with a draft that breaks it.
    pub message: String,
    /// The next step.
    pub help: String,
    /// State of review.
    pub review: Review,
    /// What is uncertain.
    pub note: Option<String>,
    /// Versions in time.
    pub in_force: Vec<LawVersion>,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// For which partnerships it counts.
    #[serde(skip)]
    pub when: Option<Condition>,
    /// What breaks it; one is enough.
    #[serde(rename = "break")]
    pub breaks: Vec<Break>,
}

/// A way to break a constraint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Break {
    /// The provision.
    pub provision: String,
    /// Positions that break it; any when empty.
    #[serde(default)]
    pub positions: Vec<String>,
    /// Whether silence breaks it.
    #[serde(default)]
    pub missing: bool,
    /// Bounds that the parameters must keep.
    #[serde(default)]
    pub params: BTreeMap<String, Bound>,
}

/// An organisation's own ladder: what it asks for, what it takes, and who may say otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Playbook {
    /// Stable id.
    pub id: String,
    /// Name.
    pub title: String,
    /// For which side it speaks: `adopter` or `partner`.
    pub side: PlaybookSide,
    /// State of review.
    pub review: Review,
    /// Who may approve a departure when the entry names nobody.
    pub approver: String,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// For which partnerships it counts.
    #[serde(skip)]
    pub when: Option<Condition>,
    /// Its entries by provision.
    #[serde(rename = "provision")]
    pub plays: BTreeMap<String, Play>,
}

/// For which side a playbook speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaybookSide {
    /// The adopter.
    Adopter,
    /// The partner.
    Partner,
}

impl PlaybookSide {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adopter => "adopter",
            Self::Partner => "partner",
        }
    }
}

/// What a playbook says of one provision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Play {
    /// The position asked for.
    pub preferred: String,
    /// Positions taken against something else, best first.
    #[serde(default)]
    pub fallback: Vec<String>,
    /// Positions that are not signed without approval.
    #[serde(default)]
    pub walk_away: Vec<String>,
    /// Values asked for.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Limits on values; beyond them it is a departure.
    #[serde(default)]
    pub limits: BTreeMap<String, Bound>,
    /// Who may approve a departure.
    pub approver: Option<String>,
    /// Why we hold this.
    #[serde(default)]
    pub why: String,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: Option<toml::Table>,
    /// For which facts it counts; all when absent.
    #[serde(skip)]
    pub when: Option<Condition>,
}
