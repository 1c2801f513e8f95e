//! The checklist, filled in from facts and the table.

use accordant_packs::entry::{CheckItem, Checklist};
use accordant_packs::{FactSet, FactValue, Packs, join_words};
use serde::Serialize;

use crate::table::{ChosenBy, Table};

/// A checklist with answers.
#[derive(Debug, Clone, Serialize)]
pub struct FilledChecklist {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its areas.
    pub areas: Vec<CheckedArea>,
}

/// An area with answers.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedArea {
    /// Heading.
    pub title: String,
    /// The questions.
    pub items: Vec<CheckedItem>,
}

/// A question with its answer.
#[derive(Debug, Clone, Serialize)]
pub struct CheckedItem {
    /// Id inside the checklist.
    pub id: String,
    /// The question.
    pub question: String,
    /// Whether it is answered.
    pub state: ItemState,
    /// The answers found.
    pub answers: Vec<String>,
    /// What shows the answer.
    pub evidence: String,
    /// Whose question it is.
    pub audience: Vec<String>,
}

/// Whether a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// Nothing answers it yet.
    Open,
    /// Answered in part, or only by a proposal of ours.
    Proposed,
    /// Answered by the file.
    Answered,
}

impl ItemState {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Proposed => "proposed",
            Self::Answered => "answered",
        }
    }
}

impl FilledChecklist {
    /// How many questions there are, and how many are answered or proposed.
    pub fn count(&self) -> (usize, usize) {
        let items = self.areas.iter().flat_map(|area| &area.items);
        let done = items.clone().filter(|item| item.state != ItemState::Open).count();
        (items.count(), done)
    }
}

/// Fills a checklist.
pub(super) fn fill(
    checklist: &Checklist,
    packs: &Packs,
    facts: &FactSet,
    table: &Table,
) -> FilledChecklist {
    let areas = checklist
        .areas
        .iter()
        .map(|area| CheckedArea {
            title: area.title.clone(),
            items: area.items.iter().map(|item| fill_item(item, packs, facts, table)).collect(),
        })
        .collect();
    FilledChecklist { id: checklist.id.clone(), title: checklist.title.clone(), areas }
}

fn fill_item(item: &CheckItem, packs: &Packs, facts: &FactSet, table: &Table) -> CheckedItem {
    let mut answers = Vec::new();
    let mut stated = 0;
    let mut proposed = 0;
    for name in &item.facts {
        let Some(values) = facts.whole.find(name) else { continue };
        let about = packs.vocabulary.0.get(name).map_or(name.as_str(), |fact| fact.about.as_str());
        let words: Vec<String> = values.iter().map(|stated| stated.value.to_string()).collect();
        let no_only = values.iter().all(|stated| stated.value == FactValue::Flag(false));
        let some_no = values.iter().any(|stated| stated.value == FactValue::Flag(false));
        let text = if no_only {
            "no".to_owned()
        } else if some_no {
            "for some, not for all".to_owned()
        } else {
            join_words(&words)
        };
        answers.push(format!("{about}: {text}"));
        stated += 1;
    }
    for id in &item.provisions {
        let Some(row) = table.find(id) else { continue };
        let Some(chosen) = &row.proposed else { continue };
        let label = packs
            .provisions
            .get(id)
            .and_then(|provision| provision.find_position(&chosen.position))
            .map_or(chosen.position.as_str(), |position| position.label.as_str());
        if chosen.by == ChosenBy::File {
            stated += 1;
            answers.push(format!("{}: {label}", row.title));
        } else {
            proposed += 1;
            answers.push(format!("{}: {label} (proposed)", row.title));
        }
    }
    let wanted = item.facts.len() + item.provisions.len();
    let state = if wanted > 0 && stated == wanted {
        ItemState::Answered
    } else if stated + proposed > 0 {
        ItemState::Proposed
    } else {
        ItemState::Open
    };
    CheckedItem {
        id: item.id.clone(),
        question: item.question.clone(),
        state,
        answers,
        evidence: item.evidence.clone(),
        audience: item.audience.clone(),
    }
}
