//! assess: what is this partnership, which duties apply, what must the agreement contain?

mod agenda;
mod checklist;
mod citations;
mod classify;
mod duties;
mod explainability;
mod findings;
mod report;

use std::collections::BTreeMap;

use accordant_agreement::file::Agreement;
use accordant_agreement::{Date, Diagnostic, Severity};
use accordant_packs::{FactSet, Packs, collect_facts};
use serde::Serialize;

pub use agenda::build_agenda;
pub use checklist::{CheckedArea, CheckedItem, FilledChecklist, ItemState};
pub use citations::{StaleCitation, find_stale_citations};
pub use classify::Classification;
pub use duties::{Duty, DutyItem, Owed, Unclear};
pub use explainability::ExplanationDue;
pub use report::build_report;

use crate::finding::{Finding, apply_acceptances};
use crate::table::{Table, build_table, check_terms, find_limits};

/// The answer of assess.
#[derive(Debug, Clone, Serialize)]
pub struct Assessment {
    /// The day for which it speaks.
    pub as_of: Date,
    /// Title of the partnership.
    pub title: String,
    /// Facts: stated, derived and assigned by law.
    #[serde(skip)]
    pub facts: FactSet,
    /// What law makes of each system, with reasons.
    pub classifications: Vec<Classification>,
    /// Duties that apply or will, in order of regime and article.
    pub duties: Vec<Duty>,
    /// Duties that may apply; a fact is missing.
    pub unclear: Vec<Unclear>,
    /// The table with its *required* and *proposed* columns.
    pub table: Table,
    /// The explanations owed for each decision.
    pub explanations: Vec<ExplanationDue>,
    /// What the file does not meet.
    pub findings: Vec<Finding>,
    /// The checklist, filled in.
    pub checklists: Vec<FilledChecklist>,
}

/// Assesses an agreement as the law stood, stands or will stand on a day.
///
/// **Errors:** terms and facts of the file that the packs do not know, all at once.
/// **Source:** every duty carries its citation and state of review; see `packs/regimes`.
pub fn assess(
    agreement: &Agreement,
    packs: &Packs,
    as_of: Date,
) -> Result<Assessment, Vec<Diagnostic>> {
    assess_with(agreement, packs, as_of, Vec::new())
}

/// Assesses an agreement with the text of its file, so that stale citations in it are found too.
///
/// **Errors:** as [`assess()`].
pub fn assess_file(
    text: &str,
    agreement: &Agreement,
    packs: &Packs,
    as_of: Date,
) -> Result<Assessment, Vec<Diagnostic>> {
    assess_with(agreement, packs, as_of, citations::find_stale(text, packs, as_of))
}

fn assess_with(
    agreement: &Agreement,
    packs: &Packs,
    as_of: Date,
    mut findings: Vec<Finding>,
) -> Result<Assessment, Vec<Diagnostic>> {
    let mut faults = check_terms(agreement, packs);
    let facts = match collect_facts(agreement, &packs.vocabulary) {
        Ok(facts) => Some(facts),
        Err(found) => {
            faults.extend(found);
            None
        }
    };
    let (Some(mut facts), true) = (facts, faults.is_empty()) else {
        faults.sort_by_key(|fault| fault.span);
        return Err(faults);
    };
    let classifications = classify::classify(agreement, packs, as_of, &mut facts, &mut findings);
    let (duties, unclear) = duties::find_duties(agreement, packs, as_of, &facts);
    let demands = duties::collect_demands(agreement, packs, as_of, &facts, &duties);
    let end = duties::end_of_term(agreement, as_of);
    let limits = find_limits(packs, &facts, as_of, end);
    let table = build_table(agreement, packs, &facts, &demands, &limits, &mut findings);
    let explanations = explainability::find_explanations(agreement, packs, &facts);
    explainability::find_gaps(agreement, &explanations, &mut findings);
    findings::find_all(agreement, packs, as_of, &facts, &duties, &unclear, &table, &mut findings);
    apply_acceptances(agreement, as_of, |code| !code.starts_with("map/"), &mut findings);
    findings.sort_by(|a, b| {
        (!a.mistake, std::cmp::Reverse(a.severity), &a.code, &a.of, &a.message).cmp(&(
            !b.mistake,
            std::cmp::Reverse(b.severity),
            &b.code,
            &b.of,
            &b.message,
        ))
    });
    findings.dedup();
    let checklists = packs
        .checklists
        .values()
        .map(|checklist| checklist::fill(checklist, packs, &facts, &table))
        .collect();
    Ok(Assessment {
        as_of,
        title: agreement.header.title.value.clone(),
        facts,
        classifications,
        duties,
        unclear,
        table,
        explanations,
        findings,
        checklists,
    })
}

impl Assessment {
    /// The gravest finding that nobody has accepted.
    pub fn worst(&self) -> Option<Severity> {
        self.open_findings().map(|finding| finding.severity).max()
    }

    /// Findings that nobody has accepted.
    pub fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.accepted.is_none())
    }

    /// Counts of open findings by severity.
    pub fn count_findings(&self) -> BTreeMap<Severity, usize> {
        let mut counts = BTreeMap::new();
        for finding in self.open_findings() {
            *counts.entry(finding.severity).or_default() += 1;
        }
        counts
    }
}
