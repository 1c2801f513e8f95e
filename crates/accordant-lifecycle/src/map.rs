//! map: where does the data go, who decides what, where can it go wrong?

mod draw_flowchart;
mod draw_flows;
mod draw_heat;
mod flowchart;
mod flows;
mod liability;
mod report;
mod risks;
mod svg;

use accordant_agreement::file::Agreement;
use accordant_document::model::Figure;
use accordant_packs::Packs;
use serde::Serialize;

pub use flowchart::{Edge, Flowchart, Lane, Node, NodeKind, Problem};
pub use flows::{FlowMap, MappedFlow, Place};
pub use liability::LiabilityPoint;
pub use report::build_report;
pub use risks::{Applied, RatedRisk, Rating};

use crate::assess::Assessment;
use crate::finding::{Finding, apply_acceptances};
use crate::structure::Drawings;

/// The answer of map.
#[derive(Debug, Clone, Serialize)]
pub struct Map {
    /// Where the data goes.
    pub flows: FlowMap,
    /// How each decision is made, and where a person must look.
    pub decisions: Vec<Flowchart>,
    /// What can go wrong, before and after treatment.
    pub risks: Vec<RatedRisk>,
    /// Who answers for what.
    pub liability: Vec<LiabilityPoint>,
    /// What the decisions lack, as findings that can be accepted.
    pub findings: Vec<Finding>,
}

/// Maps a partnership.
///
/// **Units:** likelihood and impact run from 1 to 5, a score from 1 to 25 (ISO 31000 terms).
/// **Source:** flows and decisions of the file; risks of `packs/risks`; treatments from the
/// *proposed* column of the table.
pub fn map(agreement: &Agreement, packs: &Packs, assessment: &Assessment) -> Map {
    let decisions: Vec<Flowchart> = agreement
        .decisions
        .iter()
        .map(|decision| flowchart::chart_decision(agreement, decision))
        .collect();
    let mut findings = decisions.iter().flat_map(Flowchart::findings).collect();
    let is_ours = |code: &str| code.starts_with("map/");
    apply_acceptances(agreement, assessment.as_of, is_ours, &mut findings);
    Map {
        flows: flows::trace_flows(agreement),
        decisions,
        findings,
        risks: risks::rate_risks(packs, assessment),
        liability: liability::find_points(agreement, packs, assessment),
    }
}

impl Map {
    /// The drawings for the agreement's schedules.
    pub fn drawings(&self) -> Drawings {
        Drawings {
            flows: (!self.flows.flows.is_empty()).then(|| self.flows.draw()),
            decisions: self
                .decisions
                .iter()
                .map(|chart| (chart.decision.clone(), chart.draw()))
                .collect(),
        }
    }

    /// The heat map of the risks.
    pub fn heat_map(&self) -> Figure {
        draw_heat::draw(&self.risks)
    }
}
