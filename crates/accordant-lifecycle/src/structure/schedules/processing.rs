//! Particulars of the processing of personal data, subprocessors and transfers.

use accordant_agreement::file::{Role, Rule, TransferMechanism, UsePurpose};
use accordant_agreement::region;
use accordant_document::model::Block;
use accordant_packs::{join_words, places_of, roles_of};

use super::grid::{bold, cell, facts, join, needed, table};
use super::{Desk, supply};
use crate::words::{category_name, endpoint_name, mechanism_name, purpose_heading};

/// Roles of those who process for somebody else.
const PROCESSING_ROLES: [Role; 5] = [
    Role::Processor,
    Role::SubProcessor,
    Role::ServiceProvider,
    Role::Contractor,
    Role::BusinessAssociate,
];

pub(super) fn describe_processing(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let holders = |roles: &[Role]| -> Vec<String> {
        agreement
            .parties
            .iter()
            .filter(|party| {
                roles_of(agreement, party.id.as_str()).iter().any(|(role, _)| roles.contains(role))
            })
            .map(|party| desk.word_for(party.id.as_str()))
            .collect()
    };
    let processors = holders(&PROCESSING_ROLES);
    let transfers = list_transfers(desk);
    let holds_personal = agreement.assets.iter().any(|asset| asset.is_personal());
    if !holds_personal || (processors.is_empty() && transfers.is_empty()) {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    if !processors.is_empty() {
        let controllers = holders(&[
            Role::Controller,
            Role::JointController,
            Role::Business,
            Role::CoveredEntity,
        ]);
        let term = agreement.header.term.as_ref().map_or_else(
            || "the Term, and until the data is returned or deleted".to_owned(),
            |term| format!("the Term ({term}), and until the data is returned or deleted"),
        );
        blocks.extend(facts(
            "data-processing.particulars",
            "Particulars",
            vec![
                ("Subject matter and nature", cell(agreement.use_case.summary.value.clone())),
                ("Duration", cell(term)),
                (
                    "Controller, or the like",
                    needed(
                        (!controllers.is_empty()).then(|| join_words(&controllers)),
                        "who decides on purposes and means",
                    ),
                ),
                ("Processor, or the like", cell(join_words(&processors))),
            ],
        ));
    }
    blocks.extend(list_personal(desk));
    blocks.extend(list_subprocessors(desk));
    blocks.extend(transfers);
    blocks
}

fn list_personal(desk: &Desk<'_>) -> Vec<Block> {
    let rows = desk.agreement.assets.iter().filter(|asset| asset.is_personal()).map(|asset| {
        let categories: Vec<&str> =
            asset.categories.iter().map(|category| category_name(category.value)).collect();
        let purposes: Vec<String> = UsePurpose::ALL
            .iter()
            .filter(|purpose| {
                asset.find_rule(**purpose).is_some_and(|rule| rule.rule.value != Rule::Forbid)
            })
            .map(|purpose| purpose_heading(*purpose).to_lowercase())
            .collect();
        vec![
            bold(asset.name.value.clone()),
            cell(categories.join(", ")),
            cell(join(&asset.subjects)),
            cell(purposes.join(", ")),
            needed(
                asset.retention.as_ref().map(ToString::to_string),
                format!("retention of {}", asset.name),
            ),
        ]
    });
    table(
        "data-processing.data",
        "Personal Data",
        &[
            ("Data asset", 24),
            ("Types of data", 24),
            ("People", 16),
            ("Purposes", 22),
            ("Kept for", 14),
        ],
        rows.collect(),
    )
}

/// Parties beside the two sides that process, or that personal data reaches.
fn list_subprocessors(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let sides = [agreement.header.adopter.id(), agreement.header.partner.id()];
    let rows = agreement.parties.iter().filter_map(|party| {
        let id = party.id.as_str();
        let processes =
            roles_of(agreement, id).iter().any(|(role, _)| PROCESSING_ROLES.contains(role));
        if sides.contains(&id) || !processes {
            return None;
        }
        Some(vec![
            bold(party.name.value.clone()),
            cell(party.country.to_string()),
            needed(
                party.function.as_ref().map(|function| function.value.clone()),
                format!("what {} does", party.name),
            ),
            cell(supply::list_received(desk, id).join(", ")),
        ])
    });
    table(
        "data-processing.subprocessors",
        "Subprocessors",
        &[("Name", 28), ("Country", 10), ("Task", 36), ("Data", 26)],
        rows.collect(),
    )
}

fn list_transfers(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let areas = |id: &str| -> Vec<String> {
        let mut areas: Vec<String> =
            places_of(agreement, id).iter().map(|(place, _)| region::legal_area(place)).collect();
        areas.dedup();
        areas
    };
    let rows = agreement.flows.iter().filter_map(|flow| {
        let (from, to) = (areas(flow.from.id()), areas(flow.to.id()));
        let personal: Vec<String> = flow
            .assets
            .iter()
            .filter_map(|asset| agreement.find_asset(asset.id()))
            .filter(|asset| asset.is_personal())
            .map(|asset| asset.name.value.clone())
            .collect();
        if personal.is_empty() || from == to || from.is_empty() || to.is_empty() {
            return None;
        }
        let mechanism = flow
            .transfer_mechanism
            .as_ref()
            .filter(|mechanism| mechanism.value != TransferMechanism::None)
            .map(|mechanism| mechanism_name(mechanism.value).to_owned());
        Some(vec![
            cell(endpoint_name(agreement, flow.from.id())),
            cell(endpoint_name(agreement, flow.to.id())),
            cell(format!("{} to {}", join_words(&from), join_words(&to))),
            cell(personal.join(", ")),
            needed(mechanism, format!("transfer mechanism for the flow {}", flow.id)),
        ])
    });
    table(
        "data-processing.transfers",
        "International transfers",
        &[("From", 18), ("To", 18), ("Countries", 14), ("Data", 24), ("Mechanism", 26)],
        rows.collect(),
    )
}
