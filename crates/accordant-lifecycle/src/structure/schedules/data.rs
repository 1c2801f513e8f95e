//! The data-classification matrix: what each asset may be used for, and what it is.

use accordant_agreement::At;
use accordant_agreement::file::{Asset, Rule, UsePurpose};
use accordant_document::model::{Block, Cell, Text, Tone};
use accordant_packs::join_words;

use super::Desk;
use super::grid::{bold, cell, gap, join, led, lines, needed, table, titled, words};
use crate::words::{
    capitalise, category_name, endpoint_name, purpose_heading, rule_tone, sensitivity_name,
};

/// So many assets stand side by side on an upright page.
const MOST_COLUMNS: usize = 5;

pub(super) fn draw_matrix(desk: &Desk<'_>) -> Vec<Block> {
    let assets = &desk.agreement.assets;
    if assets.is_empty() {
        return Vec::new();
    }
    let mut blocks =
        if assets.len() <= MOST_COLUMNS { draw_by_use(assets) } else { draw_by_asset(assets) };
    blocks.extend(list_assets(desk));
    blocks.extend(list_flows(desk));
    if let Some(figure) = &desk.drawings.flows {
        blocks.push(Block::Figure(figure.clone()));
    }
    blocks
}

/// Uses as rows and assets as columns: each condition stands in its cell.
fn draw_by_use(assets: &[At<Asset>]) -> Vec<Block> {
    let rows = UsePurpose::ALL.iter().map(|purpose| {
        let mut row = vec![bold(purpose_heading(*purpose))];
        row.extend(assets.iter().map(|asset| Some(use_cell(asset, *purpose))));
        row
    });
    let mut columns: Vec<(&str, u16)> = vec![("Use", 14)];
    let share = u16::try_from(86 / assets.len().max(1)).unwrap_or(20);
    columns.extend(assets.iter().map(|asset| (asset.name.value.as_str(), share)));
    table("data.matrix", "Permitted uses", &columns, rows.collect())
}

/// Assets as rows and uses as columns, with the conditions in a table of their own.
fn draw_by_asset(assets: &[At<Asset>]) -> Vec<Block> {
    let mut conditions = Vec::new();
    let mut rows = Vec::new();
    for asset in assets {
        let mut row = vec![bold(asset.name.value.clone())];
        for purpose in UsePurpose::ALL {
            let (word, terms, tone) = decide_use(asset, *purpose);
            let mut shown = word.to_owned();
            if !terms.is_empty() {
                let number = conditions.len() + 1;
                shown = format!("{word} ({number})");
                let place = format!("{}: {}", asset.name, purpose_heading(*purpose).to_lowercase());
                conditions.push(vec![cell(number.to_string()), cell(place), cell(terms)]);
            }
            row.push(Some(Cell::toned(shown, tone)));
        }
        rows.push(row);
    }
    let mut columns = vec![("Data asset", 22_u16)];
    columns.extend(UsePurpose::ALL.iter().map(|purpose| (purpose_heading(*purpose), 11_u16)));
    let mut blocks = table("data.matrix", "Permitted uses", &columns, rows);
    blocks.extend(table(
        "data.conditions",
        "Conditions",
        &[("No.", 6), ("Data asset and use", 34), ("Condition", 60)],
        conditions,
    ));
    blocks
}

fn use_cell(asset: &At<Asset>, purpose: UsePurpose) -> Cell {
    let (word, terms, tone) = decide_use(asset, purpose);
    let text = match (word, terms.as_str()) {
        (word, "") => word.to_owned(),
        ("If", terms) => format!("If {}", start_small(terms)),
        (word, terms) => format!("{word}; {}", start_small(terms)),
    };
    Cell::toned(text, tone)
}

/// Yes, If or No, with the conditions in words.
fn decide_use(asset: &At<Asset>, purpose: UsePurpose) -> (&'static str, String, Tone) {
    let Some(rule) = asset.find_rule(purpose) else {
        return ("No", String::new(), Tone::Bad);
    };
    let mut terms: Vec<String> = Vec::new();
    terms.extend(words(&rule.condition));
    if !rule.regions.is_empty() {
        let regions: Vec<String> = rule.regions.iter().map(ToString::to_string).collect();
        terms.push(format!("only in {}", join_words(&regions)));
    }
    terms.extend(led("kept for at most", &rule.retention));
    terms.extend(words(&rule.deletion));
    let word = match rule.rule.value {
        Rule::Permit => "Yes",
        Rule::Conditional => "If",
        Rule::Forbid => "No",
    };
    (word, terms.join("; "), rule_tone(rule.rule.value))
}

fn start_small(text: &str) -> String {
    let mut chars = text.chars();
    let second_is_large = text.chars().nth(1).is_some_and(char::is_uppercase);
    match chars.next() {
        Some(first) if !second_is_large => {
            first.to_lowercase().collect::<String>() + chars.as_str()
        }
        _ => text.to_owned(),
    }
}

fn list_assets(desk: &Desk<'_>) -> Vec<Block> {
    let rows = desk.agreement.assets.iter().map(|asset| {
        let categories: Vec<String> = asset
            .categories
            .iter()
            .map(|category| category_name(category.value).to_owned())
            .collect();
        let people = (!asset.subjects.is_empty()).then(|| {
            let place = if asset.subject_regions.is_empty() {
                String::new()
            } else {
                format!(" in {}", join(&asset.subject_regions))
            };
            format!("about {}{place}", join(&asset.subjects))
        });
        let origin = asset.origin.as_ref().map(|origin| origin.value.to_string());
        let origin = match (origin, words(&asset.collected)) {
            (Some(origin), Some(collected)) => Some(format!("{origin}, {collected}")),
            (origin, collected) => origin.or(collected),
        };
        let owner = asset.owner.as_ref().map(|owner| desk.word_for(owner.id()));
        let mut rights = needed(owner, format!("owner of {}", asset.name));
        if let Some(rights) = &mut rights {
            let more = [
                asset.sensitivity.as_ref().map(|guard| sensitivity_name(guard.value).to_owned()),
                words(&asset.lawful_basis),
                origin,
                words(&asset.opt_outs),
            ];
            let more = more.into_iter().flatten().map(|text| Text::plain(capitalise(&text)));
            rights.text.extend(more);
        }
        let kept =
            (!asset.location.is_empty()).then(|| format!("kept in {}", join(&asset.location)));
        let is_unplaced = asset.is_personal() && kept.is_none() && asset.retention.is_none();
        let keeping = if is_unplaced {
            Some(gap(format!("place and retention of {}", asset.name)))
        } else {
            let kept = match (kept, led("for at most", &asset.retention)) {
                (Some(place), Some(time)) => Some(format!("{place}, {time}")),
                (place, time) => place.or(time),
            };
            lines([kept, words(&asset.deletion)])
        };
        vec![
            titled(
                asset.name.value.clone(),
                [
                    words(&asset.description),
                    Some(join_words(&categories)),
                    people,
                    words(&asset.de_identification),
                ],
            ),
            lines([words(&asset.volume), words(&asset.format), words(&asset.refresh)]),
            rights,
            keeping,
        ]
    });
    table(
        "data.assets",
        "The data assets",
        &[
            ("Data asset, content and people", 34),
            ("Volume and format", 18),
            ("Owner, class and basis", 24),
            ("Place, retention, deletion", 24),
        ],
        rows.collect(),
    )
}

fn list_flows(desk: &Desk<'_>) -> Vec<Block> {
    let rows = desk.agreement.flows.iter().map(|flow| {
        let names: Vec<String> = flow
            .assets
            .iter()
            .filter_map(|asset| desk.agreement.find_asset(asset.id()))
            .map(|asset| asset.name.value.clone())
            .collect();
        let encryption = match &flow.encrypted {
            Some(encrypted) if encrypted.value => "encrypted",
            Some(_) => "not encrypted",
            None => "encryption not stated",
        };
        vec![
            cell(format!(
                "{} to {}",
                endpoint_name(desk.agreement, flow.from.id()),
                endpoint_name(desk.agreement, flow.to.id())
            )),
            cell(names.join(", ")),
            cell(purpose_heading(*flow.purpose)),
            cell(match &flow.channel {
                Some(channel) => format!("{channel}; {encryption}"),
                None => encryption.to_owned(),
            }),
        ]
    });
    table(
        "data.flows",
        "Where the data goes",
        &[("Flow", 28), ("Data", 30), ("Purpose", 14), ("How", 28)],
        rows.collect(),
    )
}
