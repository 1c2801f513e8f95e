//! Committee, escalation, reports.

use accordant_agreement::file::Governance;
use accordant_document::model::{Block, Cell};

use super::Desk;
use super::grid::{cell, facts, join, needed, table};

pub(super) fn describe_governance(desk: &Desk<'_>) -> Vec<Block> {
    let Some(governance) = &desk.agreement.governance else { return Vec::new() };
    let mut blocks = Vec::new();
    if let Some(committee) = &governance.committee {
        let seats = committee.seats.iter().map(|seat| {
            let member =
                seat.name.as_ref().map_or("to be named by that party", |name| name.as_str());
            vec![cell(desk.word_for(seat.party.id())), cell(seat.role.value.clone()), cell(member)]
        });
        blocks.extend(table(
            "governance.seats",
            "Seats in the Governance Committee",
            &[("Party", 26), ("Office", 44), ("Member", 30)],
            seats.collect(),
        ));
    }
    blocks.extend(facts("governance.facts", "How it works", describe(desk, governance)));
    let steps = governance.escalation.iter().enumerate().map(|(place, step)| {
        vec![
            cell((place + 1).to_string()),
            cell(step.to.value.clone()),
            cell(step.within.to_string()),
        ]
    });
    blocks.extend(table(
        "governance.escalation",
        "Escalation",
        &[("Step", 8), ("Who decides", 70), ("Within", 22)],
        steps.collect(),
    ));
    blocks
}

fn describe(desk: &Desk<'_>, governance: &Governance) -> Vec<(&'static str, Option<Cell>)> {
    let reports = ("Reports due", cell(join(&governance.reports)));
    let Some(committee) = &governance.committee else { return vec![reports] };
    let every = committee.every.as_ref().map(|every| {
        let every = every.to_string();
        format!("every {}", every.strip_prefix("1 ").unwrap_or(&every))
    });
    let quorum = committee
        .quorum
        .as_ref()
        .map(|quorum| format!("{quorum} members, at least one from each party"));
    let chair = committee
        .chair
        .as_ref()
        .map_or_else(|| "the parties in turn".to_owned(), |chair| desk.word_for(chair.id()));
    let matters: Vec<&str> =
        committee.reserved_matters.iter().map(|matter| matter.as_str()).collect();
    let metrics: Vec<&str> =
        desk.agreement.metrics.iter().map(|metric| metric.name.as_str()).collect();
    vec![
        ("Committee meets", needed(every, "how often the committee meets")),
        ("Quorum", needed(quorum, "quorum of the committee")),
        ("Chair", cell(chair)),
        ("Reserved matters", cell(matters.join("; "))),
        ("Metrics on each agenda", cell(metrics.join(", "))),
        reports,
    ]
}
