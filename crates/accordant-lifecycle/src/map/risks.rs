//! The risk register: what can go wrong, how likely and how bad, before and after treatment.

use accordant_packs::entry::{Risk, RiskOwner, TreatmentKind};
use accordant_packs::{Item, Packs, Reason, Scope, Truth};
use serde::Serialize;

use crate::assess::Assessment;

/// Likelihood and impact, each 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rating {
    /// How likely.
    pub likelihood: i8,
    /// How bad.
    pub impact: i8,
}

impl Rating {
    fn new(likelihood: i8, impact: i8) -> Self {
        Self { likelihood: likelihood.clamp(1, 5), impact: impact.clamp(1, 5) }
    }

    /// Likelihood times impact, 1 to 25.
    pub fn score(self) -> i8 {
        self.likelihood.saturating_mul(self.impact)
    }

    /// `low` to 4, `medium` to 9, `high` to 14, `critical` from 15.
    pub fn level(self) -> &'static str {
        match self.score() {
            ..=4 => "low",
            5..=9 => "medium",
            10..=14 => "high",
            _ => "critical",
        }
    }
}

/// A risk of this partnership.
#[derive(Debug, Clone, Serialize)]
pub struct RatedRisk {
    /// Id of the risk in the library.
    pub id: String,
    /// Name.
    pub title: String,
    /// Cause, event, consequence.
    pub statement: String,
    /// What it is about, when it is about one item.
    pub of: Option<String>,
    /// Who owns it.
    pub owner: RiskOwner,
    /// Before treatment.
    pub inherent: Rating,
    /// After the treatments that the draft carries.
    pub residual: Rating,
    /// What raises it here.
    pub raised_by: Vec<String>,
    /// The facts that make it a risk here.
    pub reasons: Vec<Reason>,
    /// Treatments, carried or not.
    pub treatments: Vec<Applied>,
    /// Where frameworks speak of it.
    pub refs: Vec<String>,
}

/// A treatment and whether the draft carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// The provision that treats the risk.
    pub provision: String,
    /// Kind of treatment.
    pub kind: TreatmentKind,
    /// What it does.
    pub does: String,
    /// Whether the *proposed* column takes one of the positions that treat it.
    pub carried: bool,
}

/// Rates every risk of the library that is one here; highest residual first.
pub(super) fn rate_risks(packs: &Packs, assessment: &Assessment) -> Vec<RatedRisk> {
    let mut rated = Vec::new();
    for risk in packs.risks.values() {
        let items: Vec<Option<&Item>> = match risk.each {
            Some(kind) => assessment.facts.items_of(kind).map(Some).collect(),
            None => vec![None],
        };
        for item in items {
            rated.extend(rate(risk, packs, assessment, item));
        }
    }
    rated.sort_by_key(|risk| {
        (-risk.residual.score(), -risk.inherent.score(), risk.id.clone(), risk.of.clone())
    });
    rated
}

fn rate(
    risk: &Risk,
    packs: &Packs,
    assessment: &Assessment,
    item: Option<&Item>,
) -> Option<RatedRisk> {
    let scope = Scope { whole: &assessment.facts.whole, item, vocabulary: &packs.vocabulary };
    let verdict = risk.when.as_ref()?.decide(scope);
    // A risk that cannot be ruled out is kept: unknown is not safe.
    if verdict.truth == Truth::No {
        return None;
    }
    let (mut likelihood, mut impact) = (risk.likelihood, risk.impact);
    let mut raised_by = Vec::new();
    for driver in &risk.raises {
        let holds = driver.when.as_ref().is_some_and(|when| when.decide(scope).truth == Truth::Yes);
        if holds {
            likelihood = likelihood.saturating_add(driver.likelihood);
            impact = impact.saturating_add(driver.impact);
            raised_by.push(driver.because.clone());
        }
    }
    let inherent = Rating::new(likelihood, impact);
    let (mut likelihood, mut impact) = (inherent.likelihood, inherent.impact);
    let mut treatments = Vec::new();
    for treatment in &risk.treatments {
        let carried = assessment
            .table
            .proposed(&treatment.provision)
            .is_some_and(|chosen| treatment.positions.contains(&chosen.position));
        if carried {
            likelihood = likelihood.saturating_add(treatment.likelihood);
            impact = impact.saturating_add(treatment.impact);
        }
        treatments.push(Applied {
            provision: treatment.provision.clone(),
            kind: treatment.kind,
            does: treatment.does.clone(),
            carried,
        });
    }
    Some(RatedRisk {
        id: risk.id.clone(),
        title: risk.title.clone(),
        statement: risk.statement.clone(),
        of: item.map(|item| item.name.clone()),
        owner: risk.owner,
        inherent,
        residual: Rating::new(likelihood, impact),
        raised_by,
        reasons: verdict.reasons,
        treatments,
        refs: risk.refs.clone(),
    })
}
