//! Who bears which fault between the parties, and the insurances.

use accordant_document::model::Block;

use super::Desk;
use super::grid::{cell, references, stated, table};
use crate::dates::long_date;
use crate::words::cover_name;

pub(super) fn list_faults_and_policies(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let is_here = |id: &str| desk.rows.iter().any(|row| row.provision == id);
    let clause = |id: &str| is_here(id).then(|| id.to_owned());
    let mut rows: Vec<_> = agreement
        .faults
        .iter()
        .map(|fault| {
            let borne = match &fault.share {
                Some(share) => format!("{}, {share}", desk.word_for(fault.borne_by.id())),
                None => desk.word_for(fault.borne_by.id()),
            };
            vec![
                cell(fault.cause.value.clone()),
                cell(borne),
                stated(&fault.condition),
                references(clause("liability.output")),
            ]
        })
        .collect();
    rows.extend(agreement.decisions.iter().filter_map(|decision| {
        let party = decision.answers_for_errors.as_ref()?;
        Some(vec![
            cell(format!("errors of the decision “{}”", decision.name)),
            cell(desk.word_for(party.id())),
            cell("towards the person affected"),
            references(clause("oversight.decision-rights")),
        ])
    }));
    let mut blocks = table(
        "liability.faults",
        "Who bears which fault",
        &[("Cause", 38), ("Borne by", 20), ("Condition", 26), ("Clause", 16)],
        rows,
    );
    let policies = agreement.insurances.iter().map(|policy| {
        vec![
            cell(desk.word_for(policy.held_by.id())),
            cell(policy.kind.value.clone()),
            stated(&policy.limit),
            stated(&policy.insurer),
            policy.ai_cover.as_ref().and_then(|cover| cell(cover_name(cover.value))),
            policy.certificate.as_ref().and_then(|day| cell(long_date(day.value))),
        ]
    });
    blocks.extend(table(
        "liability.policies",
        "Insurances",
        &[
            ("Held by", 14),
            ("Kind", 24),
            ("Limit", 16),
            ("Insurer", 16),
            ("AI", 14),
            ("Certificate of", 16),
        ],
        policies.collect(),
    ));
    blocks
}
