//! Liability points: who answers for errors, implementation, oversight and compliance.

use accordant_agreement::file::Agreement;
use accordant_packs::Packs;
use serde::Serialize;

use crate::assess::Assessment;
use crate::words::short_name;

/// A question of who answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LiabilityPoint {
    /// What is answered for.
    pub matter: String,
    /// The area: `system errors`, `implementation`, `oversight`, `compliance`.
    pub area: &'static str,
    /// Who answers; `None` when nothing says so.
    pub answers: Option<String>,
    /// What says so.
    pub because: String,
    /// The provision that settles it.
    pub provision: &'static str,
}

/// Finds who answers for what.
pub(super) fn find_points(
    agreement: &Agreement,
    packs: &Packs,
    assessment: &Assessment,
) -> Vec<LiabilityPoint> {
    let mut points = Vec::new();
    let label = |provision: &str| {
        let chosen = assessment.table.proposed(provision)?;
        let position = packs.provisions.get(provision)?.find_position(&chosen.position)?;
        Some(position.says.clone())
    };
    for system in &agreement.systems {
        points.push(LiabilityPoint {
            matter: format!("Errors of {}", system.name),
            area: "system errors",
            answers: Some(short_name(agreement, system.provider.id())),
            because: label("liability.output")
                .unwrap_or_else(|| "it provides the system".to_owned()),
            provision: "liability.output",
        });
        points.push(LiabilityPoint {
            matter: format!("Implementation and use of {}", system.name),
            area: "implementation",
            answers: system.deployer.as_ref().map(|deployer| short_name(agreement, deployer.id())),
            because: match &system.deployer {
                Some(_) => "it uses the system under its authority".to_owned(),
                None => "the file names no deployer".to_owned(),
            },
            provision: "roles.ai-roles",
        });
    }
    for decision in &agreement.decisions {
        points.push(LiabilityPoint {
            matter: format!("Errors of the decision “{}”", decision.name),
            area: "system errors",
            answers: decision
                .answers_for_errors
                .as_ref()
                .map(|party| short_name(agreement, party.id())),
            because: match &decision.answers_for_errors {
                Some(_) => "the file names it".to_owned(),
                None => "nothing says so".to_owned(),
            },
            provision: "oversight.decision-rights",
        });
        points.push(LiabilityPoint {
            matter: format!("Oversight of “{}”", decision.name),
            area: "oversight",
            answers: decision.oversight.as_ref().map(|oversight| oversight.reviewer.value.clone()),
            because: match &decision.oversight {
                Some(_) => "named as reviewer".to_owned(),
                None => "nobody is named".to_owned(),
            },
            provision: "oversight.design",
        });
    }
    let mut regimes: Vec<&str> = assessment
        .duties
        .iter()
        .filter(|duty| !duty.voluntary)
        .map(|duty| duty.regime.as_str())
        .collect();
    regimes.dedup();
    for regime in regimes {
        let mut parties: Vec<String> = assessment
            .duties
            .iter()
            .filter(|duty| duty.regime == regime && !duty.voluntary)
            .flat_map(|duty| &duty.owed_by)
            .flat_map(|owed| &owed.parties)
            .map(|party| short_name(agreement, party))
            .collect();
        parties.sort();
        parties.dedup();
        let name = packs.regimes.get(regime).map_or(regime, |regime| regime.short.as_str());
        points.push(LiabilityPoint {
            matter: format!("Compliance with {name}"),
            area: "compliance",
            answers: (!parties.is_empty()).then(|| parties.join(", ")),
            because: "each for the duties of its own roles".to_owned(),
            provision: "compliance.laws",
        });
    }
    points
}
