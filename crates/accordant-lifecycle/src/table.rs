//! The table of positions: one row a provision, a column for what is required and what is proposed.

mod breaches;
mod choose;
mod limits;
mod playbook;
mod terms;

use std::collections::BTreeMap;

use accordant_agreement::file::Agreement;
use accordant_packs::entry::{Bound, Provision};
use accordant_packs::{FactSet, Packs, ParameterValue, Scope};
use serde::Serialize;

pub(crate) use limits::{Limit, find_limits};
pub use playbook::Advice;
pub(crate) use terms::check_terms;

use crate::finding::Finding;

/// The table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table {
    /// Rows in the order of the agreement.
    pub rows: Vec<Row>,
}

/// One provision.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Id of the provision.
    pub provision: String,
    /// Its title.
    pub title: String,
    /// What law, standards and policy demand.
    pub required: Option<Required>,
    /// What our playbook says.
    pub playbook: Option<Advice>,
    /// What we ask for; `None` when the draft is silent.
    pub proposed: Option<Chosen>,
}

/// What a provision must say.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Required {
    /// Positions that satisfy every demand, best first. When law and policy conflict, those that
    /// satisfy the law; empty when the law itself conflicts.
    pub positions: Vec<String>,
    /// Bounds on parameters, with the citation of each.
    pub bounds: Vec<(String, Bound, String)>,
    /// The demands.
    pub demands: Vec<Demand>,
}

/// One demand on a provision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Demand {
    /// Id of the obligation or policy.
    pub source: String,
    /// Its citation.
    pub citation: String,
    /// Why.
    pub why: String,
    /// Positions it accepts.
    pub positions: Vec<String>,
    /// Whether it is a recommendation only.
    pub voluntary: bool,
    /// Whose demand it is.
    pub kind: DemandKind,
}

/// Whose demand it is. The law goes before policy, and policy before a playbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DemandKind {
    /// Law, or a standard that the parties follow.
    Law,
    /// The organisation's own policy.
    Policy,
    /// A limit on what may be said; it does not ask for the provision.
    Limit,
}

impl Required {
    /// Whether something asks for the provision, not only limits what it may say.
    pub fn asks(&self) -> bool {
        self.demands.iter().any(|demand| demand.kind != DemandKind::Limit)
    }

    /// Whether something that binds asks for the provision.
    pub fn binds(&self) -> bool {
        self.demands.iter().any(|demand| demand.kind != DemandKind::Limit && !demand.voluntary)
    }
}

/// What each provision is asked for: demands with their bounds on parameters.
pub(crate) type Demands = BTreeMap<String, Vec<(Demand, BTreeMap<String, Bound>)>>;

/// A position chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Chosen {
    /// The position.
    pub position: String,
    /// Its parameters.
    pub parameters: BTreeMap<String, ParameterValue>,
    /// Parameters that the wording uses and that have no value: gaps of the draft.
    pub unknown: Vec<String>,
    /// What chose it.
    pub by: ChosenBy,
    /// Parameters that a bound has moved away from their default, with the citation.
    pub moved: BTreeMap<String, String>,
}

/// What chose a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChosenBy {
    /// The file's `[terms]`.
    File,
    /// A demand of law or policy.
    Requirement,
    /// Our playbook.
    Playbook,
    /// Our side's preference, as the provision's ladder has it.
    Preference,
}

impl Table {
    /// The row of a provision.
    pub fn find(&self, provision: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.provision == provision)
    }

    /// The position proposed for a provision.
    pub fn proposed(&self, provision: &str) -> Option<&Chosen> {
        self.find(provision)?.proposed.as_ref()
    }
}

/// Builds the table and finds where the file's terms break what is required.
pub(crate) fn build_table(
    agreement: &Agreement,
    packs: &Packs,
    facts: &FactSet,
    demands: &Demands,
    limits: &[Limit<'_>],
    findings: &mut Vec<Finding>,
) -> Table {
    let scope = Scope { whole: &facts.whole, item: None, vocabulary: &packs.vocabulary };
    let partnership_type = agreement.header.partnership_type.as_str();
    let mut provisions: Vec<&Provision> = packs
        .provisions
        .values()
        .filter(|provision| provision.types.iter().any(|known| known == partnership_type))
        .collect();
    provisions.sort_by_key(|provision| {
        (section_place(&provision.section), provision.order, &provision.id)
    });
    find_unserved(packs, partnership_type, demands, findings);
    let mut rows = Vec::new();
    for provision in provisions {
        let mut asked = demands.get(&provision.id).cloned().unwrap_or_default();
        asked.extend(limits::demands_on(provision, limits));
        let required = (!asked.is_empty()).then(|| merge_demands(provision, &asked));
        let term = agreement.terms.as_ref().and_then(|terms| terms.0.get(&provision.id));
        if let (Some(term), Some(required)) = (term, &required) {
            breaches::find_breaches(provision, term, required, findings);
        }
        if let Some(required) = &required {
            findings.extend(breaches::find_conflict(provision, required));
        }
        let advice = playbook::advise(agreement, packs, scope, provision, findings);
        let order = choose::Order {
            agreement,
            provision,
            facts: scope,
            term,
            required: required.as_ref(),
            advice: advice.as_ref(),
        };
        let proposed = choose::choose(&order);
        if let Some(advice) = &advice {
            playbook::find_departures(provision, advice, &order, proposed.as_ref(), findings);
        }
        let asks = required.as_ref().is_some_and(Required::asks);
        if asks || proposed.is_some() || term.is_some() {
            let title = provision.title.clone();
            let id = provision.id.clone();
            rows.push(Row { provision: id, title, required, playbook: advice, proposed });
        }
    }
    let table = Table { rows };
    limits::find_broken(agreement, packs, limits, &table, findings);
    table
}

/// A row for a provision that nothing asks for: what we would propose.
pub(crate) fn propose(
    agreement: &Agreement,
    packs: &Packs,
    facts: &FactSet,
    provision: &Provision,
) -> Option<Row> {
    let partnership_type = agreement.header.partnership_type.as_str();
    if !provision.types.iter().any(|known| known == partnership_type) {
        return None;
    }
    let scope = Scope { whole: &facts.whole, item: None, vocabulary: &packs.vocabulary };
    let advice = playbook::advise(agreement, packs, scope, provision, &mut Vec::new());
    let order = choose::Order {
        agreement,
        provision,
        facts: scope,
        term: None,
        required: None,
        advice: advice.as_ref(),
    };
    let proposed = choose::choose_anyway(&order);
    Some(Row {
        provision: provision.id.clone(),
        title: provision.title.clone(),
        required: None,
        playbook: advice,
        proposed,
    })
}

/// Demands on provisions that have no wording for this type of partnership, in one finding.
fn find_unserved(
    packs: &Packs,
    partnership_type: &str,
    demands: &Demands,
    findings: &mut Vec<Finding>,
) {
    let unserved: Vec<(&String, &Demand)> = demands
        .iter()
        .filter(|(id, _)| {
            packs
                .provisions
                .get(*id)
                .is_some_and(|known| !known.types.iter().any(|of| of == partnership_type))
        })
        .filter_map(|(id, asked)| {
            Some((id, asked.iter().map(|(demand, _)| demand).find(|demand| !demand.voluntary)?))
        })
        .collect();
    if unserved.is_empty() {
        return;
    }
    let listed: Vec<String> =
        unserved.iter().map(|(id, demand)| format!("`{id}` ({})", demand.citation)).collect();
    let mut finding = Finding::new(
        "terms/no-wording",
        accordant_agreement::Severity::Advice,
        format!(
            "duties speak to provisions that an agreement of this type does not carry: {}",
            listed.join(", ")
        ),
    )
    .help("meet these duties outside this agreement, or write the provision in a pack of your own");
    finding.sources = unserved.iter().map(|(_, demand)| demand.citation.clone()).collect();
    findings.push(finding);
}

fn section_place(section: &str) -> usize {
    accordant_packs::SECTIONS.iter().position(|(id, _)| *id == section).unwrap_or(usize::MAX)
}

fn merge_demands(provision: &Provision, asked: &[(Demand, BTreeMap<String, Bound>)]) -> Required {
    let binding: Vec<_> = asked.iter().filter(|(demand, _)| !demand.voluntary).collect();
    let counted: Vec<_> = if binding.is_empty() { asked.iter().collect() } else { binding };
    let common = |demands: &[&(Demand, BTreeMap<String, Bound>)]| -> Vec<String> {
        provision
            .positions
            .iter()
            .map(|position| &position.id)
            .filter(|id| demands.iter().all(|(demand, _)| demand.positions.contains(id)))
            .cloned()
            .collect()
    };
    let mut positions = common(&counted);
    if positions.is_empty() {
        // The law goes before policy.
        let law: Vec<_> = counted
            .iter()
            .copied()
            .filter(|(demand, _)| demand.kind != DemandKind::Policy)
            .collect();
        if law.len() < counted.len() {
            positions = common(&law);
        }
    }
    let mut demands: Vec<_> = asked.iter().map(|(demand, _)| demand.clone()).collect();
    demands.sort();
    demands.dedup();
    let mut bounds = Vec::new();
    for (demand, params) in &counted {
        for (name, bound) in params {
            let entry = (name.clone(), bound.clone(), demand.citation.clone());
            if !bounds.contains(&entry) {
                bounds.push(entry);
            }
        }
    }
    Required { positions, bounds, demands }
}

/// A bound in words.
pub(crate) fn bound_in_words(bound: &Bound) -> String {
    match bound {
        Bound::AtMost(text) => format!("at most {text}"),
        Bound::AtLeast(text) => format!("at least {text}"),
        Bound::Equals(text) => text.clone(),
    }
}
