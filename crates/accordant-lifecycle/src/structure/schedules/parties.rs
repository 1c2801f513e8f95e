//! Parties, their contacts, and the AI Systems.

use accordant_agreement::file::Party;
use accordant_document::model::{Block, Cell, Text};
use accordant_packs::{join_words, roles_of};

use super::Desk;
use super::grid::{cell, join, lines, table, titled, words};
use crate::words::{automation_name, capitalise, contact_name};

pub(super) fn list_parties(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let header = &agreement.header;
    let sides = [header.adopter.id(), header.partner.id()];
    let parties = agreement.parties.iter().map(|party| {
        let id = party.id.as_str();
        let roles: Vec<String> =
            roles_of(agreement, id).iter().map(|(role, _)| name_role(role.as_str())).collect();
        let word = sides.contains(&id).then(|| desk.word_for(id));
        vec![
            titled(party.name.value.clone(), [word]),
            cell(party.country.to_string()),
            cell(roles.join(", ")),
            function_and_notices(party),
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
                cell(desk.word_for(party.id.as_str())),
                cell(contact_name(contact.purpose.value)),
                cell(contact.name.value.clone()),
                Some(Cell::new(contact.reach.value.clone())),
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

/// "gpai-provider" is "GPAI provider".
fn name_role(role: &str) -> String {
    let name = |word: &str| match word {
        "gpai" | "ict" | "nis2" => word.to_uppercase(),
        word => word.to_owned(),
    };
    role.split('-').map(name).collect::<Vec<_>>().join(" ")
}

fn function_and_notices(party: &Party) -> Option<Cell> {
    let function = words(&party.function).map(|function| Text::plain(capitalise(&function)));
    // An address keeps its small letters.
    let notices = words(&party.notices).map(Text::plain);
    let text: Vec<Text> = function.into_iter().chain(notices).collect();
    (!text.is_empty()).then_some(Cell { text, tone: None })
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
        let provided = if host.id() == system.provider.id() {
            format!("{}, hosted by it{place}", desk.word_for(host.id()))
        } else {
            format!(
                "{}, hosted by {}{place}",
                desk.word_for(system.provider.id()),
                desk.the(host.id())
            )
        };
        vec![
            titled(system.name.value.clone(), [words(&system.description), words(&system.model)]),
            cell(provided),
            system.deployer.as_ref().and_then(|deployer| cell(desk.word_for(deployer.id()))),
            lines([
                Some(join(&system.kinds)),
                Some(automation_name(system.automation.value).to_owned()),
            ]),
        ]
    });
    table(
        "parties.systems",
        "AI Systems",
        &[
            ("System and version", 38),
            ("Provided by", 26),
            ("Used by", 14),
            ("Kind and automation", 22),
        ],
        systems.collect(),
    )
}
