//! Schedules: opening words, tables made from the table of positions, and what calls for them.

use serde::{Deserialize, Serialize};

use crate::condition::Condition;

/// A schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Schedule {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Place among the schedules.
    pub order: u32,
    /// Opening wording.
    pub intro: String,
    /// Shown when a clause refers to it and nothing is known for it.
    pub empty: String,
    /// The reason given when it is left out.
    pub left_out: String,
    /// Regimes whose duties it lists.
    #[serde(default)]
    pub regimes: Vec<String>,
    /// Provisions whose duties it lists: a duty that asks for one of them has a row.
    #[serde(default)]
    pub provisions: Vec<String>,
    /// Provisions that leave detail to it: it is there when the draft has one of them.
    #[serde(default)]
    pub called_by: Vec<String>,
    /// Tables made from the positions of the draft.
    #[serde(default, rename = "table")]
    pub tables: Vec<ScheduleTable>,
    #[serde(default, rename = "when", skip_serializing)]
    pub(crate) when_table: Option<toml::Table>,
    /// For which facts law asks for it, whatever the file holds.
    #[serde(skip)]
    pub when: Option<Condition>,
    /// The law that does.
    #[serde(default)]
    pub cites: String,
}

/// A table of a schedule, made from positions and their parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScheduleTable {
    /// Id inside the schedule.
    pub id: String,
    /// Caption.
    pub title: String,
    /// Whether it stands before the tables that come from the file; after them otherwise.
    #[serde(default)]
    pub first: bool,
    /// Headings of the columns.
    pub columns: Vec<String>,
    /// Relative widths of the columns.
    pub widths: Vec<u16>,
    /// The rows.
    #[serde(rename = "row")]
    pub rows: Vec<ScheduleRow>,
}

/// A row of such a table. A row that says nothing beside its first cell is left out, and so is a
/// column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScheduleRow {
    /// The provision that must be in the draft, and whose parameters the cells may use.
    pub of: Option<String>,
    /// The cells: templates in clause markup.
    pub cells: Vec<String>,
}
