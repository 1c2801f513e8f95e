//! What is signed, who approves, which assessments stand behind it, and what was left out.

use accordant_document::model::{Block, Cell};

use super::grid::{cell, facts, references, stated, table, titled};
use super::{Desk, LeftOut};
use crate::dates::long_date;
use crate::words::capitalise;

/// Stands where signing fills in what nobody can know before.
const AT_SIGNING: &str = "at signing";

/// A document cannot hold its own hash.
const IN_RECORD: &str = "in the record of signing";

/// Provisions whose duties are assessments that a party must have made.
const ASSESSMENTS: [&str; 2] = ["compliance.impact-assessment", "compliance.conformity"];

pub(super) fn describe_signing(desk: &Desk<'_>) -> Vec<Block> {
    let header = &desk.agreement.header;
    let version = header.version.as_ref().map_or("1", |version| version.value.as_str());
    let mut blocks = facts(
        "signature.version",
        "What is signed",
        vec![
            ("Reference", stated(&header.reference)),
            ("Version", cell(format!("draft {version}"))),
            ("Law as of", cell(long_date(desk.assessment.as_of))),
            ("SHA-256 of this document", cell(IN_RECORD)),
            ("SHA-256 of the agreement file", cell(IN_RECORD)),
        ],
    );
    let sides = [header.adopter.id(), header.partner.id()];
    let approvals = sides.into_iter().filter_map(|side| {
        let party = desk.agreement.find_party(side)?;
        let signatory = party.signatory.as_ref();
        Some(vec![
            cell(desk.word_for(side)),
            signatory.and_then(|signatory| cell(signatory.name.value.clone())),
            signatory.and_then(|signatory| cell(signatory.title.value.clone())),
            cell(AT_SIGNING),
        ])
    });
    blocks.extend(table(
        "signature.approvals",
        "Approvals",
        &[("Party", 24), ("Approved by", 28), ("Office", 28), ("Date", 20)],
        approvals.collect(),
    ));
    blocks.extend(list_assessments(desk));
    blocks
}

/// Assessments that law asks for before use, with the duty behind each.
fn list_assessments(desk: &Desk<'_>) -> Vec<Block> {
    let is_assessment = |requires: &dyn Fn(&str) -> bool| ASSESSMENTS.iter().any(|id| requires(id));
    let is_here = |id: &&str| desk.rows.iter().any(|row| row.provision == **id);
    let rows = desk
        .assessment
        .duties
        .iter()
        .filter(|duty| !duty.voluntary)
        .filter(|duty| is_assessment(&|id| duty.requires.contains_key(id)))
        .map(|duty| {
            let clauses = ASSESSMENTS.iter().copied().filter(is_here);
            vec![
                titled(duty.citation.clone(), [Some(duty.title.clone())]),
                cell(duty.evidence.join(", ")),
                super::regulatory::owed_by(desk, duty),
                references(clauses.filter(|id| duty.requires.contains_key(*id)).map(str::to_owned)),
                cell(AT_SIGNING),
            ]
        });
    table(
        "signature.assessments",
        "Assessments",
        &[
            ("Asked for by", 32),
            ("Document", 26),
            ("By", 14),
            ("Clause", 14),
            ("Date and result", 14),
        ],
        rows.collect(),
    )
}

/// The schedules that the parties do not need, with the reason.
pub(super) fn list_left_out(left_out: &[LeftOut]) -> Vec<Block> {
    let rows = left_out.iter().map(|schedule| {
        vec![cell(schedule.title.clone()), Some(Cell::new(capitalise(&schedule.reason)))]
    });
    table(
        "signature.left-out",
        "Schedules left out",
        &[("Schedule", 34), ("Reason", 66)],
        rows.collect(),
    )
}
