//! Constraints of law on what a draft may say.

use std::collections::BTreeMap;

use accordant_agreement::Date;
use accordant_agreement::file::Agreement;
use accordant_packs::entry::{Bound, Constraint, Provision, RuleSeverity};
use accordant_packs::{FactSet, Packs, Reason, Scope, Standing, Truth, breaks, find_standing};

use super::{Demand, DemandKind, Table};
use crate::finding::Finding;

/// A constraint that counts for this partnership, with the facts that make it so.
pub(crate) struct Limit<'a> {
    constraint: &'a Constraint,
    reasons: Vec<Reason>,
}

/// Finds the constraints that count on a day or will before the agreement ends.
pub(crate) fn find_limits<'a>(
    packs: &'a Packs,
    facts: &FactSet,
    as_of: Date,
    end: Date,
) -> Vec<Limit<'a>> {
    let scope = Scope { whole: &facts.whole, item: None, vocabulary: &packs.vocabulary };
    let mut limits = Vec::new();
    for constraint in packs.constraints.values() {
        let Some(when) = &constraint.when else { continue };
        let verdict = when.decide(scope);
        if verdict.truth != Truth::Yes {
            continue;
        }
        let counts = match find_standing(&constraint.in_force, as_of, scope) {
            Standing::Applies(_) => true,
            Standing::NotYet(dates) => dates.applies_from <= end,
            Standing::NotLaw | Standing::Ended(_) => false,
        };
        if counts {
            limits.push(Limit { constraint, reasons: verdict.reasons });
        }
    }
    limits
}

/// What the limits leave of a provision, as demands: the draft that we propose keeps them.
pub(super) fn demands_on(
    provision: &Provision,
    limits: &[Limit<'_>],
) -> Vec<(Demand, BTreeMap<String, Bound>)> {
    let mut demands = Vec::new();
    // Advice is told, and shapes no draft.
    let binding = limits.iter().filter(|limit| limit.constraint.severity != RuleSeverity::Advice);
    for limit in binding {
        let constraint = limit.constraint;
        for entry in constraint.breaks.iter().filter(|entry| entry.provision == provision.id) {
            let is_ruled_out = |id: &String| {
                entry.params.is_empty() && entry.positions.iter().any(|known| known == id)
            };
            let positions = provision
                .positions
                .iter()
                .map(|position| position.id.clone())
                .filter(|id| !is_ruled_out(id))
                .collect();
            let demand = Demand {
                source: format!("constraints/{}", constraint.id),
                citation: constraint.cites.clone(),
                why: constraint.title.clone(),
                positions,
                voluntary: false,
                kind: if entry.missing { DemandKind::Law } else { DemandKind::Limit },
            };
            demands.push((demand, entry.params.clone()));
        }
    }
    demands
}

/// Findings where the table breaks a limit.
pub(super) fn find_broken(
    agreement: &Agreement,
    packs: &Packs,
    limits: &[Limit<'_>],
    table: &Table,
    findings: &mut Vec<Finding>,
) {
    let partnership_type = agreement.header.partnership_type.as_str();
    for limit in limits {
        let constraint = limit.constraint;
        for entry in &constraint.breaks {
            let Some(provision) = packs.provisions.get(&entry.provision) else { continue };
            if !provision.types.iter().any(|known| known == partnership_type) {
                continue;
            }
            let chosen = table
                .proposed(&entry.provision)
                .map(|chosen| (chosen.position.as_str(), &chosen.parameters));
            if !breaks(entry, provision, chosen) {
                continue;
            }
            let term = agreement.terms.as_ref().and_then(|terms| terms.0.get(&entry.provision));
            findings.push(
                Finding::new(
                    format!("constraints/{}", constraint.id),
                    constraint.severity.into(),
                    constraint.message.clone(),
                )
                .help(constraint.help.clone())
                .spans(term.map(|term| term.position.span))
                .spans(limit.reasons.iter().flat_map(|reason| reason.spans.iter().copied()))
                .of(Some(&entry.provision))
                .source(constraint.cites.clone()),
            );
        }
    }
}
