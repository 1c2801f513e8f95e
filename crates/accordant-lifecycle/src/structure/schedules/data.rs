//! The data-classification matrix, and the security schedule.

use accordant_agreement::file::{Asset, Rule, UsePurpose};
use accordant_agreement::{At, region};
use accordant_document::model::{Block, Cell, Text, Tone};
use accordant_packs::{join_words, places_of};

use super::{Desk, gap_cell, headed_table, list_or_dash};
use crate::words::{
    capitalise, category_name, endpoint_name, mechanism_name, purpose_heading, rule_tone,
    sensitivity_name,
};

pub(super) fn draw_matrix(desk: &Desk<'_>) -> Vec<Block> {
    let assets = &desk.agreement.assets;
    if assets.is_empty() {
        return Vec::new();
    }
    let mut conditions = Vec::new();
    let rows = assets
        .iter()
        .map(|asset| {
            let mut row = vec![Cell::new(Text::strong(asset.name.value.clone()))];
            row.extend(
                UsePurpose::ALL.iter().map(|purpose| use_cell(asset, *purpose, &mut conditions)),
            );
            row
        })
        .collect();
    let mut columns = vec![("Data asset", 22_u16)];
    columns.extend(UsePurpose::ALL.iter().map(|purpose| (purpose_heading(*purpose), 11_u16)));
    let mut blocks = headed_table("matrix", "Permitted uses", &columns, rows);
    blocks.extend(headed_table(
        "matrix-conditions",
        "Conditions",
        &[("No.", 6), ("Data asset and use", 34), ("Condition", 60)],
        conditions,
    ));
    let details = assets.iter().map(|asset| detail_row(desk, asset)).collect();
    blocks.extend(headed_table(
        "assets",
        "The data assets",
        &[
            ("Data asset", 22),
            ("Content and people", 34),
            ("Owner and basis", 26),
            ("Place, retention, deletion", 26),
        ],
        details,
    ));
    let flows = desk.agreement.flows.iter().map(|flow| {
        let names: Vec<String> = flow
            .assets
            .iter()
            .filter_map(|asset| desk.agreement.find_asset(asset.id()))
            .map(|asset| asset.name.value.clone())
            .collect();
        let mut how: Vec<String> =
            flow.channel.iter().map(|channel| channel.value.clone()).collect();
        how.push(match &flow.encrypted {
            Some(encrypted) if encrypted.value => "encrypted".to_owned(),
            Some(_) => "not encrypted".to_owned(),
            None => "encryption not stated".to_owned(),
        });
        vec![
            Cell::new(format!(
                "{} to {}",
                endpoint_name(desk.agreement, flow.from.id()),
                endpoint_name(desk.agreement, flow.to.id())
            )),
            list_or_dash(&names),
            Cell::new(purpose_heading(*flow.purpose)),
            Cell::new(how.join("; ")),
        ]
    });
    blocks.extend(headed_table(
        "flows",
        "Where the data goes",
        &[("Flow", 30), ("Data", 32), ("Purpose", 14), ("How", 28)],
        flows.collect(),
    ));
    if let Some(figure) = &desk.drawings.flows {
        blocks.push(Block::Figure(figure.clone()));
    }
    blocks
}

fn use_cell(asset: &At<Asset>, purpose: UsePurpose, conditions: &mut Vec<Vec<Cell>>) -> Cell {
    let Some(rule) = asset.find_rule(purpose) else {
        return Cell::toned("No", Tone::Bad);
    };
    let mut terms: Vec<String> = Vec::new();
    if let Some(condition) = &rule.condition {
        terms.push(capitalise(&condition.value));
    }
    if !rule.regions.is_empty() {
        let regions: Vec<String> = rule.regions.iter().map(ToString::to_string).collect();
        terms.push(format!("Only in {}", join_words(&regions)));
    }
    if let Some(retention) = &rule.retention {
        terms.push(format!("Kept for at most {retention}"));
    }
    if let Some(deletion) = &rule.deletion {
        terms.push(capitalise(&deletion.value));
    }
    let word = match rule.rule.value {
        Rule::Permit => "Yes",
        Rule::Conditional => "If",
        Rule::Forbid => "No",
    };
    let text = if terms.is_empty() {
        word.to_owned()
    } else {
        let number = conditions.len() + 1;
        conditions.push(vec![
            Cell::new(number.to_string()),
            Cell::new(format!("{}: {}", asset.name, purpose_heading(purpose).to_lowercase())),
            Cell::new(format!("{}.", terms.join(". "))),
        ]);
        format!("{word} ({number})")
    };
    Cell::toned(text, rule_tone(rule.rule.value))
}

fn detail_row(desk: &Desk<'_>, asset: &At<Asset>) -> Vec<Cell> {
    let categories: Vec<String> =
        asset.categories.iter().map(|category| category_name(category.value).to_owned()).collect();
    let mut content = Vec::new();
    if let Some(description) = &asset.description {
        content.push(Text::plain(description.value.clone()));
    }
    content.push(Text::plain(capitalise(&join_words(&categories))));
    if !asset.subjects.is_empty() {
        let subjects: Vec<String> = asset.subjects.iter().map(ToString::to_string).collect();
        let regions: Vec<String> = asset.subject_regions.iter().map(ToString::to_string).collect();
        let place = if regions.is_empty() {
            String::new()
        } else {
            format!(" in {}", join_words(&regions))
        };
        content.push(Text::plain(format!("About {}{place}", join_words(&subjects))));
    }
    if let Some(volume) = &asset.volume {
        content.push(Text::plain(capitalise(&volume.value)));
    }
    let owner = asset.owner.as_ref().map(|owner| desk.word_for(owner.id()));
    let mut rights = gap_cell(owner, format!("owner of {}", asset.name));
    if let Some(basis) = &asset.lawful_basis {
        rights.text.push(Text::plain(capitalise(&basis.value)));
    }
    if let Some(sensitivity) = &asset.sensitivity {
        rights.text.push(Text::plain(sensitivity_name(sensitivity.value)));
    }
    let mut keeping = Vec::new();
    let places: Vec<String> = asset.location.iter().map(ToString::to_string).collect();
    if !places.is_empty() {
        keeping.push(Text::plain(format!("Kept in {}", join_words(&places))));
    }
    if let Some(retention) = &asset.retention {
        keeping.push(Text::plain(format!("For at most {retention}")));
    }
    if let Some(deletion) = &asset.deletion {
        keeping.push(Text::plain(capitalise(&deletion.value)));
    }
    let keeping = if keeping.is_empty() {
        if asset.is_personal() {
            gap_cell(None, format!("place and retention of {}", asset.name))
        } else {
            Cell::new("–")
        }
    } else {
        Cell { text: keeping, tone: None }
    };
    vec![
        Cell::new(Text::strong(asset.name.value.clone())),
        Cell { text: content, tone: None },
        rights,
        keeping,
    ]
}

pub(super) fn list_security(desk: &Desk<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let header = &desk.agreement.header;
    let others = desk
        .agreement
        .parties
        .iter()
        .filter(|party| ![header.adopter.id(), header.partner.id()].contains(&party.id.as_str()))
        .map(|party| {
            vec![
                Cell::new(Text::strong(party.name.value.clone())),
                Cell::new(party.country.to_string()),
                gap_cell(
                    party.function.as_ref().map(|function| capitalise(&function.value)),
                    format!("what {} does", party.name),
                ),
                list_or_dash(
                    &party.roles.iter().map(|role| role.value.to_string()).collect::<Vec<_>>(),
                ),
            ]
        })
        .collect();
    blocks.extend(headed_table(
        "others",
        "Subcontractors and Subprocessors",
        &[("Name", 30), ("Country", 12), ("What it does", 38), ("Roles", 24)],
        others,
    ));
    let transfers = desk.agreement.flows.iter().filter_map(|flow| {
        let areas = |id: &str| -> Vec<String> {
            let mut areas: Vec<String> = places_of(desk.agreement, id)
                .iter()
                .map(|(place, _)| region::legal_area(place))
                .collect();
            areas.dedup();
            areas
        };
        let (from, to) = (areas(flow.from.id()), areas(flow.to.id()));
        let personal = flow
            .assets
            .iter()
            .filter_map(|asset| desk.agreement.find_asset(asset.id()))
            .any(|asset| asset.is_personal());
        if !personal || from == to || from.is_empty() || to.is_empty() {
            return None;
        }
        let mechanism = flow
            .transfer_mechanism
            .as_ref()
            .filter(|mechanism| {
                mechanism.value != accordant_agreement::file::TransferMechanism::None
            })
            .map(|mechanism| capitalise(mechanism_name(mechanism.value)));
        Some(vec![
            Cell::new(format!(
                "{} to {}",
                endpoint_name(desk.agreement, flow.from.id()),
                endpoint_name(desk.agreement, flow.to.id())
            )),
            Cell::new(format!("{} to {}", join_words(&from), join_words(&to))),
            gap_cell(mechanism, format!("transfer mechanism for the flow {}", flow.id)),
        ])
    });
    blocks.extend(headed_table(
        "transfers",
        "International transfers of Personal Data",
        &[("Flow", 40), ("From and to", 24), ("Mechanism", 40)],
        transfers.collect(),
    ));
    let people = desk.agreement.assets.iter().filter(|asset| asset.is_personal()).map(|asset| {
        let subjects: Vec<String> = asset.subjects.iter().map(ToString::to_string).collect();
        let categories: Vec<String> = asset
            .categories
            .iter()
            .map(|category| category_name(category.value).to_owned())
            .collect();
        let purposes: Vec<String> = UsePurpose::ALL
            .iter()
            .filter(|purpose| {
                asset.find_rule(**purpose).is_some_and(|rule| rule.rule.value != Rule::Forbid)
            })
            .map(|purpose| purpose_heading(*purpose).to_lowercase())
            .collect();
        vec![
            Cell::new(Text::strong(asset.name.value.clone())),
            list_or_dash(&categories),
            list_or_dash(&subjects),
            list_or_dash(&purposes),
            gap_cell(
                asset.retention.as_ref().map(|retention| retention.to_string()),
                format!("retention of {}", asset.name),
            ),
        ]
    });
    blocks.extend(headed_table(
        "processing",
        "Details of the processing",
        &[
            ("Data asset", 24),
            ("Types of Personal Data", 26),
            ("People", 16),
            ("Purposes", 22),
            ("Kept for", 16),
        ],
        people.collect(),
    ));
    blocks
}
