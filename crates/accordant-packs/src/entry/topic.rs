//! Topics of agreements on AI, against which the provisions are measured.

use serde::{Deserialize, Serialize};

use super::law::ReviewState;

/// The topics, and the standards that speak to them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Topics {
    /// The standards.
    #[serde(rename = "standard")]
    pub standards: Vec<Standard>,
    /// The topics, in order of their groups.
    #[serde(rename = "topic")]
    pub topics: Vec<Topic>,
}

/// A standard, model contract or rule of law that the provisions are held against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Standard {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// How far it was read.
    pub state: ReviewState,
}

/// Something that agreements on AI speak to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Topic {
    /// Stable id; provisions name it.
    pub id: String,
    /// Its group: letter and name.
    pub group: String,
    /// What it is about.
    pub title: String,
    /// Standards that cover it in substance.
    pub full: Vec<String>,
    /// Standards that touch it.
    pub partial: Vec<String>,
}
