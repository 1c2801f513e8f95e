//! Which explanation is owed for each decision, and whether what the file states delivers it.

use accordant_agreement::Severity;
use accordant_agreement::file::Agreement;
use accordant_packs::entry::{ExplanationStandard, ReviewState};
use accordant_packs::{FactSet, ItemKind, Packs, Scope, Truth};
use serde::Serialize;

use crate::finding::Finding;

/// An explanation owed for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplanationDue {
    /// The decision.
    pub decision: String,
    /// Its name.
    pub name: String,
    /// Id of the standard.
    pub standard: String,
    /// What the standard says, in one line.
    pub title: String,
    /// To whom.
    pub to: String,
    /// What it says.
    pub what: String,
    /// Methods that deliver it.
    pub forms: Vec<String>,
    /// By when.
    pub within: String,
    /// How long it is kept.
    pub keep: String,
    /// The law or practice behind it.
    pub cites: String,
    /// State of review of the standard.
    pub review: ReviewState,
    /// Methods that the file states for the system behind the decision.
    pub stated: Vec<String>,
    /// Whether one of them delivers it.
    pub is_met: bool,
}

/// Finds the explanations owed for each decision, in the order of the file and the standards.
pub(super) fn find_explanations(
    agreement: &Agreement,
    packs: &Packs,
    facts: &FactSet,
) -> Vec<ExplanationDue> {
    let mut standards: Vec<&ExplanationStandard> = packs.explanations.values().collect();
    standards.sort_by_key(|standard| (standard.order, &standard.id));
    let mut due = Vec::new();
    for item in facts.items_of(ItemKind::Decision) {
        let scope = Scope { whole: &facts.whole, item: Some(item), vocabulary: &packs.vocabulary };
        let stated: Vec<String> = agreement
            .decisions
            .iter()
            .find(|decision| decision.id.as_str() == item.id)
            .and_then(|decision| agreement.find_system(decision.system.id()))
            .into_iter()
            .flat_map(|system| &system.explainability)
            .map(ToString::to_string)
            .collect();
        for standard in &standards {
            let holds =
                standard.when.as_ref().is_some_and(|when| when.decide(scope).truth == Truth::Yes);
            if !holds {
                continue;
            }
            due.extend(standard.owed.iter().map(|owed| ExplanationDue {
                decision: item.id.clone(),
                name: item.name.clone(),
                standard: standard.id.clone(),
                title: standard.title.clone(),
                to: owed.to.clone(),
                what: owed.what.clone(),
                forms: owed.forms.clone(),
                within: owed.within.clone(),
                keep: owed.keep.clone(),
                cites: owed.cites.clone(),
                review: standard.review.state,
                is_met: owed.forms.is_empty()
                    || owed.forms.iter().any(|form| stated.contains(form)),
                stated: stated.clone(),
            }));
        }
    }
    due
}

/// Findings where no method that the file states delivers an explanation that is owed.
pub(super) fn find_gaps(
    agreement: &Agreement,
    due: &[ExplanationDue],
    findings: &mut Vec<Finding>,
) {
    for entry in due.iter().filter(|entry| !entry.is_met) {
        let span = agreement
            .decisions
            .iter()
            .find(|decision| decision.id.as_str() == entry.decision)
            .map(|decision| decision.id.span);
        let stated = if entry.stated.is_empty() {
            "nothing is stated".to_owned()
        } else {
            format!("the file states {}", entry.stated.join(", "))
        };
        findings.push(
            Finding::new(
                format!("explainability/{}", entry.standard),
                Severity::Warning,
                format!(
                    "for `{}`, {} is owed {} ({}), and {stated}",
                    entry.decision, entry.to, entry.what, entry.cites
                ),
            )
            .help(format!(
                "give the system a method that delivers it: `explainability = [\"{}\"]`",
                entry.forms.join("\"] or [\"")
            ))
            .spans(span)
            .of(Some(&entry.decision))
            .source(entry.cites.clone()),
        );
    }
}
