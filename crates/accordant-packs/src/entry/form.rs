//! Forms of agreement: which of the table's provisions a paper carries, and in which shape.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::Condition;

/// A form of agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Form {
    /// Stable id, as `--form` names it.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// When it is the right paper, in one or two sentences.
    pub about: String,
    /// Place in lists.
    pub order: u32,
    /// Partnership types that it serves.
    pub types: Vec<String>,
    /// Its shape.
    pub layout: Layout,
    /// Title on the cover; the partnership type's when absent.
    pub document_title: Option<String>,
    /// Whether it stands beside a main agreement that it names.
    #[serde(default)]
    pub under_main_agreement: bool,
    /// Provisions it carries: ids, `group.*`, or `*` for all.
    pub provisions: Vec<String>,
    /// Provisions it leaves out although the line above names them.
    #[serde(default)]
    pub except: Vec<String>,
    /// Regimes whose demands it carries besides.
    #[serde(default)]
    pub regimes: Vec<String>,
    /// Schedules it carries: ids, or `*` for those that something calls for.
    pub schedules: Vec<String>,
    /// Recitals; the partnership type's when empty.
    #[serde(default)]
    pub recitals: Vec<String>,
    /// Clauses that only this form has.
    #[serde(default, rename = "clause")]
    pub clauses: Vec<FormClause>,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: toml::Table,
    /// For which facts it is the right paper.
    #[serde(skip)]
    pub when: Option<Condition>,
    /// Said when it is not.
    #[serde(default)]
    pub otherwise: String,
    /// Values of the blank template that are not those of every template.
    #[serde(default)]
    pub blank: BTreeMap<String, String>,
}

/// The shape of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Parties, recitals, clauses by part, schedules, signatures.
    Agreement,
    /// A page of key terms, then clauses, then signatures.
    ShortForm,
    /// A table of positions, not binding but for a few clauses.
    TermSheet,
}

/// A clause of one form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FormClause {
    /// Id inside the form.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Section of the agreement.
    pub section: String,
    /// Whether it stands before the provisions of its section; after them otherwise.
    #[serde(default)]
    pub first: bool,
    /// Wording.
    pub text: String,
    /// Wording for particular partnership types.
    #[serde(default)]
    pub text_for: BTreeMap<String, String>,
    /// The law behind it.
    #[serde(default)]
    pub cites: String,
    /// Guidance for a blank template.
    #[serde(default)]
    pub guidance: String,
}

impl Form {
    /// Whether it names this provision.
    pub fn names(&self, provision: &str) -> bool {
        let matches = |patterns: &[String]| {
            patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
                Some(prefix) => provision.starts_with(prefix),
                None => pattern == provision,
            })
        };
        matches(&self.provisions) && !matches(&self.except)
    }
}
