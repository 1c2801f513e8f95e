//! Fees, commitments, milestones.

use accordant_document::model::Block;

use super::Desk;
use super::grid::{cell, facts, needed, stated, table};
use crate::dates::long_date;

pub(super) fn list_commercial(desk: &Desk<'_>) -> Vec<Block> {
    let Some(commercial) = &desk.agreement.commercial else { return Vec::new() };
    let payment = commercial.payment.as_ref().map(|days| format!("{days} after receipt"));
    let rate = commercial.hourly_rate.as_ref().map(|rate| format!("{rate} an hour"));
    let mut blocks = facts(
        "commercial.fees",
        "Fees and shares",
        vec![
            ("Fee per year", stated(&commercial.annual_fee)),
            ("Use is measured per", stated(&commercial.meter)),
            ("Price per unit", stated(&commercial.unit_price)),
            ("Commitment", stated(&commercial.commitment)),
            ("Invoices fall due", payment.and_then(cell)),
            ("Revenue share", stated(&commercial.revenue_share)),
            (
                "Rate for further help",
                needed(rate, "hourly rate for help that the fees do not cover"),
            ),
        ],
    );
    let milestones = commercial.milestones.iter().map(|milestone| {
        let by = milestone.by.as_ref().map(|day| long_date(day.value)).or_else(|| {
            milestone.within.as_ref().map(|time| format!("{time} after the Effective Date"))
        });
        vec![
            cell(milestone.what.value.clone()),
            needed(by, format!("date of the milestone {}", milestone.what)),
            stated(&milestone.pays),
        ]
    });
    blocks.extend(table(
        "commercial.milestones",
        "Milestones",
        &[("Milestone", 54), ("By", 24), ("Falls due then", 22)],
        milestones.collect(),
    ));
    blocks
}
