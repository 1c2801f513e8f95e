//! The decision matrix: effect, automation, review, stop and contest.

use accordant_agreement::At;
use accordant_agreement::file::{Decision, Impact};
use accordant_document::model::{Block, Cell, Tone};

use super::Desk;
use super::grid::{cell, gap, join, led, lines, stated, table, titled, words};
use crate::words::{automation_name, impact_name};

pub(super) fn list_decisions(desk: &Desk<'_>) -> Vec<Block> {
    let decisions = &desk.agreement.decisions;
    let rows = decisions.iter().map(|decision| decision_row(desk, decision));
    let mut blocks = table(
        "oversight.decisions",
        "Decision matrix",
        &[
            ("Decision", 24),
            ("Effect and automation", 17),
            ("Reviewer, and when", 25),
            ("Stop and escalation", 19),
            ("Errors and contest", 19),
        ],
        rows.collect(),
    );
    let systems = desk.agreement.systems.iter().filter_map(|system| {
        let row = vec![
            cell(system.name.value.clone()),
            cell(join_lines(&system.tools)),
            stated(&system.action_limit),
            cell(join(&system.log_fields)),
        ];
        row.iter().skip(1).any(Option::is_some).then_some(row)
    });
    blocks.extend(table(
        "oversight.actions",
        "What an AI System may do on its own, and what its logs record",
        &[("System", 18), ("Tools and permissions", 34), ("Limit", 18), ("Log fields", 30)],
        systems.collect(),
    ));
    let weighty = decisions.iter().filter(|decision| is_weighty(decision));
    let figures = weighty.filter_map(|decision| desk.drawings.decisions.get(decision.id.as_str()));
    blocks.extend(figures.map(|figure| Block::Figure(figure.clone())));
    blocks
}

fn join_lines(values: &[At<String>]) -> String {
    values.iter().map(|value| value.value.clone()).collect::<Vec<_>>().join("; ")
}

fn is_weighty(decision: &At<Decision>) -> bool {
    matches!(decision.impact.value, Impact::Consequential | Impact::LegalOrSimilar)
}

fn decision_row(desk: &Desk<'_>, decision: &At<Decision>) -> Vec<Option<Cell>> {
    let name = &decision.name;
    let weighty = is_weighty(decision);
    let mut effect = lines([
        Some(impact_name(decision.impact.value).to_owned()),
        Some(automation_name(decision.automation.value).to_owned()),
    ]);
    if let Some(effect) = &mut effect {
        effect.tone = weighty.then_some(Tone::Caution);
    }
    let escalation: Vec<&str> = decision.escalation.iter().map(|step| step.as_str()).collect();
    let escalation =
        (!escalation.is_empty()).then(|| format!("passed up to {}", escalation.join(", then ")));
    let (review, stop) = match &decision.oversight {
        None => (Some(gap(format!("oversight of {name}"))), lines([escalation])),
        Some(oversight) => {
            let review = lines([
                Some(oversight.reviewer.value.clone()),
                words(&oversight.competence),
                words(&oversight.trigger),
                led("confidence below", &oversight.confidence_below),
                oversight.sample.as_ref().map(|share| format!("a sample of {share} afterwards")),
                led("within", &oversight.within),
            ]);
            let stop = lines([led("stop:", &oversight.stop), escalation]);
            (review, stop.or_else(|| Some(gap(format!("stop and escalation of {name}")))))
        }
    };
    let answers = decision.answers_for_errors.as_ref().map(|party| desk.the(party.id()));
    let mut contest = match answers {
        Some(party) => {
            lines([Some(format!("{party} answers for errors")), words(&decision.appeal)])
        }
        None => Some(gap(format!("who answers for errors of {name}"))),
    };
    if weighty && decision.appeal.is_none() {
        let open = gap(format!("how {name} can be contested"));
        contest = contest.map(|mut contest| {
            contest.text.extend(open.text);
            contest.tone = open.tone;
            contest
        });
    }
    vec![
        titled(name.value.clone(), [words(&decision.description), words(&decision.explanation)]),
        effect,
        review,
        stop,
        contest,
    ]
}
