//! Parties, their contacts, and the AI Systems.

use accordant_document::model::Block;
use accordant_packs::{join_words, roles_of};

use super::Desk;
use super::grid::{cell, join, lines, table, titled, words};
use crate::words::{automation_name, contact_name};

pub(super) fn list_parties(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let header = &agreement.header;
    let sides = [header.adopter.id(), header.partner.id()];
    let parties = agreement.parties.iter().map(|party| {
        let id = party.id.as_str();
        let roles: Vec<String> =
            roles_of(agreement, id).iter().map(|(role, _)| role.to_string()).collect();
        let word = sides.contains(&id).then(|| desk.word_for(id));
        vec![
            titled(party.name.value.clone(), [word]),
            cell(party.country.to_string()),
            cell(roles.join(", ")),
            lines([words(&party.function), words(&party.notices)]),
        ]
    });
    let mut blocks = table(
        "parties.parties",
        "Parties and their roles under law",
        &[("Party", 32), ("Country", 11), ("Roles", 32), ("Function; address for notices", 25)],
        parties.collect(),
    );
    let contacts = agreement.parties.iter().flat_map(|party| {
        party.contacts.iter().map(|contact| {
            vec![
                cell(desk.the(party.id.as_str())),
                cell(contact_name(contact.purpose.value)),
                cell(contact.name.value.clone()),
                Some(accordant_document::model::Cell::new(contact.reach.value.clone())),
            ]
        })
    });
    blocks.extend(table(
        "parties.contacts",
        "Contacts",
        &[("Party", 18), ("For", 20), ("Contact", 34), ("Reached at", 28)],
        contacts.collect(),
    ));
    blocks.extend(list_systems(desk));
    blocks
}

fn list_systems(desk: &Desk<'_>) -> Vec<Block> {
    let systems = desk.agreement.systems.iter().map(|system| {
        let host = system.host.as_ref().unwrap_or(&system.provider);
        let regions: Vec<String> = system.regions.iter().map(ToString::to_string).collect();
        let place = if regions.is_empty() {
            String::new()
        } else {
            format!(" in {}", join_words(&regions))
        };
        let provided = format!(
            "{}; hosted by {}{place}",
            desk.the(system.provider.id()),
            desk.the(host.id()),
        );
        vec![
            titled(system.name.value.clone(), [words(&system.description), words(&system.model)]),
            cell(provided),
            system.deployer.as_ref().and_then(|deployer| cell(desk.the(deployer.id()))),
            lines([
                Some(join(&system.kinds)),
                Some(automation_name(system.automation.value).to_owned()),
            ]),
        ]
    });
    table(
        "parties.systems",
        "AI Systems",
        &[("System and version", 38), ("Provided by", 26), ("Used by", 14), ("Kind and automation", 22)],
        systems.collect(),
    )
}
