//! Why an issue matters: obligations, policies, our playbook, risks, practice.

use accordant_packs::entry::Provision;
use serde::Serialize;

use super::Ours;
use crate::table::{DemandKind, Row};

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Where it comes from.
    pub kind: ReasonKind,
    /// Id of the obligation, policy, playbook or risk.
    pub source: String,
    /// Citation or name for people.
    pub citation: String,
    /// Why.
    pub text: String,
}

/// Where a reason comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonKind {
    /// Law, or a standard that the parties follow.
    Law,
    /// Our own policy.
    Policy,
    /// Our playbook.
    Playbook,
    /// A risk of this partnership.
    Risk,
    /// The craft of contracts.
    Practice,
}

/// Risks worth naming in one issue.
const MOST_RISKS: usize = 2;

/// Every reason for a provision, the law first.
pub(super) fn list_reasons(ours: Ours<'_>, provision: &Provision, row: &Row) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for demand in row.required.iter().flat_map(|required| &required.demands) {
        reasons.push(Reason {
            kind: if demand.kind == DemandKind::Policy {
                ReasonKind::Policy
            } else {
                ReasonKind::Law
            },
            source: demand.source.clone(),
            citation: demand.citation.clone(),
            text: demand.why.clone(),
        });
    }
    if let Some(advice) = &row.playbook {
        reasons.push(Reason {
            kind: ReasonKind::Playbook,
            source: advice.playbook.clone(),
            citation: advice.title.clone(),
            text: advice.why.clone(),
        });
    }
    for risk in find_risks(ours, &provision.id).into_iter().take(MOST_RISKS) {
        reasons.push(Reason {
            kind: ReasonKind::Risk,
            source: risk.id.clone(),
            citation: format!("risk, {}", risk.inherent.level()),
            text: format!("{}: {}", risk.title, risk.statement),
        });
    }
    reasons.push(Reason {
        kind: ReasonKind::Practice,
        source: provision.id.clone(),
        citation: provision.title.clone(),
        text: provision.why.clone(),
    });
    reasons.sort_by_key(|reason| reason.kind);
    // One line a citation, the first of its words.
    let mut seen: Vec<String> = Vec::new();
    reasons.retain(|reason| {
        let fresh = reason.kind == ReasonKind::Risk || !seen.contains(&reason.citation);
        seen.push(reason.citation.clone());
        fresh
    });
    reasons
}

/// The risks that a provision treats, the highest first.
pub(super) fn find_risks<'a>(ours: Ours<'a>, provision: &str) -> Vec<&'a crate::map::RatedRisk> {
    let mut risks: Vec<_> = ours
        .map
        .risks
        .iter()
        .filter(|risk| risk.treatments.iter().any(|treatment| treatment.provision == provision))
        .collect();
    risks.sort_by_key(|risk| (-risk.inherent.score(), &risk.id));
    risks.dedup_by_key(|risk| &risk.id);
    risks
}
