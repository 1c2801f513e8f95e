//! Measures of security, and certificates.

use accordant_document::model::Block;

use super::Desk;
use super::grid::{cell, stated, table};
use crate::dates::long_date;
use crate::words::control_name;

pub(super) fn list_security(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let measures = agreement.measures.iter().map(|measure| {
        let by = measure.by.as_ref().unwrap_or(&agreement.header.partner);
        vec![
            cell(control_name(measure.control.value)),
            cell(measure.does.value.clone()),
            cell(desk.word_for(by.id())),
            stated(&measure.evidence),
        ]
    });
    let mut blocks = table(
        "security.measures",
        "Measures",
        &[("Control", 18), ("Measure", 44), ("By", 14), ("Evidence", 24)],
        measures.collect(),
    );
    let certificates = agreement.parties.iter().flat_map(|party| {
        party.certificates.iter().map(|certificate| {
            vec![
                cell(desk.word_for(party.id.as_str())),
                cell(certificate.standard.value.clone()),
                stated(&certificate.scope),
                certificate.expires.as_ref().and_then(|day| cell(long_date(day.value))),
            ]
        })
    });
    blocks.extend(table(
        "security.certificates",
        "Certificates and reports",
        &[("Party", 16), ("Standard", 30), ("Scope", 34), ("Valid until", 20)],
        certificates.collect(),
    ));
    blocks
}
