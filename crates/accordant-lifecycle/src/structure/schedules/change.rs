//! Changes that the parties have foreseen and assessed beforehand.

use accordant_document::model::Block;

use super::Desk;
use super::grid::{cell, stated, table};
use crate::dates::long_date;

pub(super) fn list_foreseen(desk: &Desk<'_>) -> Vec<Block> {
    let rows = desk.agreement.foreseen_changes.iter().map(|change| {
        vec![
            cell(change.what.value.clone()),
            cell(change.limits.value.clone()),
            stated(&change.test),
            change.assessed.as_ref().and_then(|day| cell(long_date(day.value))),
        ]
    });
    table(
        "change.foreseen",
        "Changes foreseen and assessed beforehand",
        &[("Change", 30), ("Limits", 30), ("Test", 22), ("Assessed on", 18)],
        rows.collect(),
    )
}
