//! Who is told of an incident, and which authority on which clock.

use accordant_agreement::file::ContactFor;
use accordant_document::model::{Block, Cell};
use accordant_packs::entry::Schedule;

use super::grid::{cell, needed, table, titled};
use super::{Desk, regulatory};

pub(super) fn list_contacts_and_clocks(desk: &Desk<'_>, entry: &Schedule) -> Vec<Block> {
    let agreement = desk.agreement;
    let sides = [agreement.header.adopter.id(), agreement.header.partner.id()];
    let mut rows = Vec::new();
    for side in sides {
        let Some(party) = agreement.find_party(side) else { continue };
        let is_for =
            |purpose: &ContactFor| matches!(purpose, ContactFor::Incidents | ContactFor::Privacy);
        let contacts: Vec<_> =
            party.contacts.iter().filter(|contact| is_for(&contact.purpose.value)).collect();
        for contact in &contacts {
            rows.push(vec![
                cell(desk.word_for(side)),
                cell(contact.name.value.clone()),
                Some(Cell::new(contact.reach.value.clone())),
            ]);
        }
        if contacts.is_empty() {
            let notices = party.notices.as_ref().map(|notices| notices.value.clone());
            let what = format!("contact of {} for incidents", party.name);
            let reach = match notices {
                Some(notices) => Some(Cell::new(notices)),
                None => needed(None, what),
            };
            rows.push(vec![cell(desk.word_for(side)), cell("address for notices"), reach]);
        }
    }
    let duties: Vec<_> = regulatory::duties_for(desk, entry).collect();
    let asks = entry.provisions.iter().any(|id| desk.rows.iter().any(|row| row.provision == *id));
    if duties.is_empty() && !asks {
        return Vec::new();
    }
    let mut blocks = table(
        "incidents.contacts",
        "Who is told",
        &[("Party", 20), ("Contact", 40), ("Reached at", 40)],
        rows,
    );
    let clocks = duties.into_iter().map(|duty| {
        vec![
            titled(duty.citation.clone(), [Some(duty.title.clone())]),
            regulatory::owed_by(desk, duty),
            cell(duty.duty.clone()),
        ]
    });
    blocks.extend(table(
        "incidents.authorities",
        "Duties to notify authorities and people",
        &[("Duty", 30), ("Owed by", 16), ("What is due by when", 54)],
        clocks.collect(),
    ));
    blocks
}
