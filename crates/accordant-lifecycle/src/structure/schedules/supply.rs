//! Components of others, and the documents of the information pack.

use std::collections::BTreeSet;

use accordant_agreement::file::Role;
use accordant_document::model::Block;
use accordant_packs::entry::Schedule;
use accordant_packs::roles_of;

use super::grid::{cell, lines, stated, table, titled, words};
use super::{Desk, regulatory};
use crate::words::tier_name;

pub(super) fn list_components(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let mut rows: Vec<_> = agreement
        .components
        .iter()
        .map(|component| {
            let seen: Vec<String> = component
                .sees
                .iter()
                .filter_map(|asset| agreement.find_asset(asset.id()))
                .map(|asset| asset.name.value.clone())
                .collect();
            vec![
                titled(component.name.value.clone(), [words(&component.version)]),
                lines([Some(component.supplier.value.clone()), words(&component.country)]),
                stated(&component.role),
                stated(&component.licence),
                cell(seen.join(", ")),
                stated(&component.substitute),
            ]
        })
        .collect();
    let sides = [agreement.header.adopter.id(), agreement.header.partner.id()];
    let suppliers = agreement.parties.iter().filter(|party| {
        let id = party.id.as_str();
        let is_listed = agreement.components.iter().any(|component| {
            [&party.name.value, id_of(party)].contains(&&component.supplier.value)
        });
        let makes = roles_of(agreement, id).iter().any(|(role, _)| {
            matches!(role, Role::GpaiProvider | Role::ComponentManufacturer | Role::Provider)
        });
        !sides.contains(&id) && makes && !is_listed
    });
    rows.extend(suppliers.map(|party| {
        vec![
            titled(desk.short_name(party.id.as_str()), [None]),
            lines([Some(party.name.value.clone()), Some(party.country.to_string())]),
            stated(&party.function),
            None,
            cell(list_received(desk, party.id.as_str()).join(", ")),
            None,
        ]
    }));
    table(
        "components.components",
        "Components",
        &[
            ("Component and version", 24),
            ("Supplier, country", 18),
            ("What it does", 18),
            ("Licence", 12),
            ("Data that it sees", 14),
            ("Substitute", 14),
        ],
        rows,
    )
}

fn id_of(party: &accordant_agreement::file::Party) -> &String {
    party.short.as_ref().map_or(&party.name.value, |short| &short.value)
}

/// Names of the assets that flow to a party.
pub(super) fn list_received(desk: &Desk<'_>, party: &str) -> Vec<String> {
    let received: BTreeSet<&str> = desk
        .agreement
        .flows
        .iter()
        .filter(|flow| flow.to.id() == party)
        .flat_map(|flow| &flow.assets)
        .map(|asset| asset.id())
        .collect();
    desk.agreement
        .assets
        .iter()
        .filter(|asset| received.contains(asset.id.as_str()))
        .map(|asset| asset.name.value.clone())
        .collect()
}

pub(super) fn list_documents(desk: &Desk<'_>, entry: &Schedule) -> Vec<Block> {
    let documents = desk.agreement.documents.iter().map(|document| {
        vec![
            titled(document.name.value.clone(), [words(&document.content)]),
            cell(desk.word_for(document.from.id())),
            stated(&document.access),
            document.tier.as_ref().and_then(|tier| cell(tier_name(tier.value))),
            stated(&document.updated),
        ]
    });
    let mut blocks = table(
        "value-chain.documents",
        "Documents of the information pack",
        &[
            ("Document and content", 38),
            ("From", 14),
            ("Access", 18),
            ("Who may see it", 14),
            ("Brought up to date", 16),
        ],
        documents.collect(),
    );
    let evidence =
        regulatory::duties_for(desk, entry).filter(|duty| !duty.evidence.is_empty()).map(|duty| {
            vec![
                lines([Some(duty.evidence.join(", "))]),
                regulatory::owed_by(desk, duty),
                cell(duty.citation.clone()),
            ]
        });
    blocks.extend(table(
        "value-chain.evidence",
        "Evidence that law asks for",
        &[("Evidence", 54), ("From", 16), ("Legal base", 30)],
        evidence.collect(),
    ));
    blocks
}
