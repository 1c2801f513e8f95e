//! The duties that apply, and what they demand of the agreement.

use std::collections::{BTreeMap, BTreeSet};

use accordant_agreement::Date;
use accordant_agreement::file::Agreement;
use accordant_agreement::quantity::DurationUnit;
use accordant_packs::entry::{Obligation, Requirement, Review};
use accordant_packs::{
    FactSet, ItemKind, Packs, Reason, Scope, Standing, Truth, find_standing, find_undecided,
};
use serde::Serialize;

use crate::dates::add_months;
use crate::table::{Demand, DemandKind, Demands};

/// A duty that applies or will.
#[derive(Debug, Clone, Serialize)]
pub struct Duty {
    /// Id of the obligation.
    pub id: String,
    /// Code for findings: `<regime>/<obligation>`.
    pub code: String,
    /// Id of the regime.
    pub regime: String,
    /// Citation: "GDPR art. 28(3)".
    pub citation: String,
    /// One line.
    pub title: String,
    /// What must be done.
    pub duty: String,
    /// How the rule stands on the day.
    pub standing: Standing,
    /// Who owes it.
    pub owed_by: Vec<Owed>,
    /// The items it applies to; empty for the whole partnership.
    pub items: Vec<DutyItem>,
    /// The facts that make it apply.
    pub reasons: Vec<Reason>,
    /// What the agreement must say, by provision.
    pub requires: BTreeMap<String, Requirement>,
    /// What shows that it was done.
    pub evidence: Vec<String>,
    /// What follows a breach.
    pub penalty: Option<String>,
    /// Whether it is a recommendation only.
    pub voluntary: bool,
    /// State of review.
    pub review: Review,
    /// Whether the review is overdue on the day.
    pub review_overdue: bool,
    /// What is uncertain.
    pub note: Option<String>,
}

/// A role that owes a duty, and the parties that hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// The role.
    pub role: String,
    /// Ids of the parties.
    pub parties: Vec<String>,
}

/// An item that a duty applies to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyItem {
    /// What it is.
    pub kind: ItemKind,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A duty that may apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unclear {
    /// Code of the obligation.
    pub code: String,
    /// Citation.
    pub citation: String,
    /// One line.
    pub title: String,
    /// Facts that would decide.
    pub missing: BTreeSet<String>,
    /// The item it is about.
    pub of: Option<String>,
}

/// Finds the duties that apply, will apply, or may.
pub(super) fn find_duties(
    agreement: &Agreement,
    packs: &Packs,
    as_of: Date,
    facts: &FactSet,
) -> (Vec<Duty>, Vec<Unclear>) {
    let mut duties = Vec::new();
    let mut unclear = Vec::new();
    for obligation in packs.obligations.values() {
        let items: Vec<_> = match obligation.each {
            Some(kind) => facts.items_of(kind).map(Some).collect(),
            None => vec![None],
        };
        let mut duty: Option<Duty> = None;
        for item in items {
            let scope = Scope { whole: &facts.whole, item, vocabulary: &packs.vocabulary };
            let Some(when) = &obligation.when else { continue };
            let verdict = when.decide(scope);
            if verdict.truth == Truth::No {
                continue;
            }
            let standing = find_standing(&obligation.in_force, as_of, scope);
            // Whether any version speaks can hang on a fact that nobody stated.
            let undecided = find_undecided(&obligation.in_force, as_of, scope);
            let is_silent = matches!(standing, Standing::NotLaw | Standing::Ended(_));
            if is_silent && undecided.is_empty() {
                continue;
            }
            if verdict.truth == Truth::Unknown || is_silent {
                unclear.push(Unclear {
                    code: code_of(obligation),
                    citation: citation_of(obligation, packs),
                    title: obligation.title.clone(),
                    missing: verdict.missing.into_iter().chain(undecided).collect(),
                    of: item.map(|item| item.id.clone()),
                });
                continue;
            }
            let entry = duty.get_or_insert_with(|| {
                start_duty(obligation, packs, agreement, facts, as_of, standing.clone())
            });
            // The item that is bound first sets the date of the whole.
            if first_date(&standing) < first_date(&entry.standing) {
                entry.standing = standing;
            }
            if let Some(item) = item {
                entry.items.push(DutyItem {
                    kind: item.kind,
                    id: item.id.clone(),
                    name: item.name.clone(),
                });
            }
            merge_reasons(&mut entry.reasons, verdict.reasons);
        }
        duties.extend(duty);
    }
    duties.sort_by(|a, b| {
        (&a.regime, place_of(&a.citation), &a.id).cmp(&(&b.regime, place_of(&b.citation), &b.id))
    });
    (duties, unclear)
}

fn code_of(obligation: &Obligation) -> String {
    format!("{}/{}", obligation.regime, obligation.id)
}

fn citation_of(obligation: &Obligation, packs: &Packs) -> String {
    let short = packs
        .regimes
        .get(&obligation.regime)
        .map_or(obligation.regime.as_str(), |regime| regime.short.as_str());
    format!("{short} {}", obligation.cites)
}

fn first_date(standing: &Standing) -> Option<Date> {
    standing.dates().map(|dates| dates.applies_from)
}

/// The first number of a citation, so that art. 5 stands before art. 28.
fn place_of(citation: &str) -> u64 {
    let start = citation.find("art. ").map_or(0, |at| at + 5);
    citation
        .get(start..)
        .unwrap_or_default()
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap_or(u64::MAX)
}

fn start_duty(
    obligation: &Obligation,
    packs: &Packs,
    agreement: &Agreement,
    facts: &FactSet,
    as_of: Date,
    standing: Standing,
) -> Duty {
    let duty = standing
        .dates()
        .and_then(|dates| dates.duty.clone())
        .unwrap_or_else(|| obligation.duty.clone());
    let owed_by = obligation
        .owed_by
        .iter()
        .map(|role| Owed {
            role: role.clone(),
            parties: agreement
                .parties
                .iter()
                .filter(|party| holds(agreement, facts, party.id.as_str(), role))
                .map(|party| party.id.to_string())
                .collect(),
        })
        .collect();
    Duty {
        id: obligation.id.clone(),
        code: code_of(obligation),
        regime: obligation.regime.clone(),
        citation: citation_of(obligation, packs),
        title: obligation.title.clone(),
        duty,
        standing,
        owed_by,
        items: Vec::new(),
        reasons: Vec::new(),
        requires: obligation.requires.clone(),
        evidence: obligation.evidence.clone(),
        penalty: obligation.penalty.clone(),
        voluntary: obligation.voluntary,
        review: obligation.review.clone(),
        review_overdue: obligation.review.next < as_of,
        note: obligation.note.clone(),
    }
}

fn holds(agreement: &Agreement, facts: &FactSet, party: &str, role: &str) -> bool {
    let is_side = [agreement.header.adopter.id(), agreement.header.partner.id()].contains(&party);
    if role == "any" {
        return is_side;
    }
    facts
        .find_item(ItemKind::Party, party)
        .is_some_and(|item| item.facts.has_word("party-role", role))
}

fn merge_reasons(reasons: &mut Vec<Reason>, new: Vec<Reason>) {
    for reason in new {
        match reasons.iter_mut().find(|known| known.fact == reason.fact) {
            Some(known) => {
                known.spans.extend(reason.spans);
                for value in reason.values {
                    if !known.values.contains(&value) {
                        known.values.push(value);
                    }
                }
            }
            None => reasons.push(reason),
        }
    }
}

/// What the duties demand of each provision, as far as they bind before the agreement ends.
pub(super) fn collect_demands(
    agreement: &Agreement,
    packs: &Packs,
    as_of: Date,
    facts: &FactSet,
    duties: &[Duty],
) -> Demands {
    let scope = Scope { whole: &facts.whole, item: None, vocabulary: &packs.vocabulary };
    let end = end_of_term(agreement, as_of);
    let mut demands = Demands::new();
    for duty in duties {
        if first_date(&duty.standing).is_some_and(|from| from > end) {
            continue;
        }
        for (provision, requirement) in &duty.requires {
            let asked = requirement.when.as_ref();
            if asked.is_some_and(|when| when.decide(scope).truth != Truth::Yes) {
                continue;
            }
            demands.entry(provision.clone()).or_default().push((
                Demand {
                    source: duty.code.clone(),
                    citation: duty.citation.clone(),
                    why: requirement.why.clone(),
                    positions: requirement.positions.clone(),
                    voluntary: duty.voluntary,
                    kind: match packs.regimes.get(&duty.regime) {
                        Some(regime) if regime.kind == "policy" => DemandKind::Policy,
                        _ => DemandKind::Law,
                    },
                },
                requirement.params.clone(),
            ));
        }
    }
    demands
}

/// Last day of the first term; three years from the start when the file does not say.
pub(crate) fn end_of_term(agreement: &Agreement, as_of: Date) -> Date {
    let start = agreement.header.effective_date.as_ref().map_or(as_of, |date| date.value);
    let (count, unit) = agreement
        .header
        .term
        .as_ref()
        .map_or((36, DurationUnit::Months), |term| (term.count, term.unit));
    let months = match unit {
        DurationUnit::Years => count.saturating_mul(12),
        DurationUnit::Months => count,
        // Shorter units round up: a duty on the last day still counts.
        DurationUnit::Weeks => count / 4 + 1,
        DurationUnit::Hours | DurationUnit::Days | DurationUnit::BusinessDays => count / 30 + 1,
    };
    add_months(start, months)
}
