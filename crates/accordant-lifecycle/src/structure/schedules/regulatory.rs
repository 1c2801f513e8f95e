//! Duties under law, and those of a sector.

use accordant_document::model::{Block, Cell, Text};
use accordant_packs::Standing;
use accordant_packs::entry::{ReviewState, Schedule};

use super::grid::{cell, references, table, titled};
use super::{Desk, carries};
use crate::assess::Duty;
use crate::dates::long_date;
use crate::words::capitalise;

/// Id of the schedule that takes the duties of a sector.
const SECTOR: &str = "sector";

pub(super) fn list_duties(desk: &Desk<'_>) -> Vec<Block> {
    let apart = desk.packs.schedules.get(SECTOR).filter(|_| carries(desk, SECTOR));
    let is_apart = |duty: &Duty| apart.is_some_and(|entry| entry.regimes.contains(&duty.regime));
    let duties = binding(desk).filter(|duty| !is_apart(duty));
    let rows = duties.map(|duty| {
        vec![
            titled(duty.citation.clone(), [Some(duty.title.clone())]),
            owed_by(desk, duty),
            clauses_of(desk, duty),
            describe_standing(duty),
        ]
    });
    table(
        "regulatory.duties",
        "Duties under law",
        &[("Duty", 46), ("Performed by", 15), ("Clauses", 25), ("Standing", 14)],
        rows.collect(),
    )
}

/// The terms and duties that the regimes of a sector add.
pub(super) fn list_sector(desk: &Desk<'_>, entry: &Schedule) -> Vec<Block> {
    let duties = binding(desk).filter(|duty| entry.regimes.contains(&duty.regime));
    let rows = duties.map(|duty| {
        vec![
            titled(duty.citation.clone(), [Some(duty.title.clone())]),
            owed_by(desk, duty),
            clauses_of(desk, duty),
            describe_standing(duty),
        ]
    });
    table(
        "sector.duties",
        "Terms and duties of the sector",
        &[("Term or duty", 46), ("Performed by", 15), ("Clauses", 25), ("Standing", 14)],
        rows.collect(),
    )
}

/// Duties that bind, recommendations left out.
fn binding<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a Duty> {
    let assessment = desk.assessment;
    assessment.duties.iter().filter(|duty| !duty.voluntary)
}

/// Duties that ask for one of the provisions that a schedule names.
pub(super) fn duties_for<'a>(
    desk: &Desk<'a>,
    entry: &'a Schedule,
) -> impl Iterator<Item = &'a Duty> {
    binding(desk).filter(|duty| {
        entry.provisions.iter().any(|provision| duty.requires.contains_key(provision))
    })
}

/// The parties that owe a duty; nothing when law places it on nobody here.
pub(super) fn owed_by(desk: &Desk<'_>, duty: &Duty) -> Option<Cell> {
    let mut parties: Vec<String> = Vec::new();
    for party in duty.owed_by.iter().flat_map(|owed| &owed.parties) {
        let name = desk.word_for(party);
        if !parties.contains(&name) {
            parties.push(name);
        }
    }
    cell(parties.join(", "))
}

/// The clauses of the draft that speak to a duty.
pub(super) fn clauses_of(desk: &Desk<'_>, duty: &Duty) -> Option<Cell> {
    let is_here = |id: &&String| desk.rows.iter().any(|row| row.provision == **id);
    references(duty.requires.keys().filter(is_here).cloned())
}

/// Whether a duty is in force or from when, and how far its text was checked unless it was read.
pub(super) fn describe_standing(duty: &Duty) -> Option<Cell> {
    let when = match &duty.standing {
        Standing::Applies(_) => "In force".to_owned(),
        Standing::NotYet(dates) => format!("From {}", long_date(dates.applies_from)),
        Standing::NotLaw | Standing::Ended(_) => return None,
    };
    let mut shown = Cell::new(when);
    if duty.review.state != ReviewState::Verified {
        let state = format!("review: {}", duty.review.state.as_str());
        shown.text.push(Text::plain(capitalise(&state)));
    }
    Some(shown)
}
