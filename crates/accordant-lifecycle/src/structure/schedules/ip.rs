//! Contributions with their value, and artefacts with their owners.

use accordant_document::model::{Block, Text};
use accordant_packs::join_words;

use super::Desk;
use super::grid::{cell, led, lines, needed, table, titled, words};
use crate::words::{artefact_name, capitalise, contribution_name, layer_name, valuation_name};

pub(super) fn list_ip(desk: &Desk<'_>) -> Vec<Block> {
    let contributions = desk.agreement.contributions.iter().map(|entry| {
        let worth = entry.value.value.as_ref().map(ToString::to_string);
        let mut value = needed(worth, format!("value of the contribution {}", entry.id));
        if let Some(value) = &mut value {
            let method = entry.valuation.as_ref().map(|method| valuation_name(method.value));
            let more = method.map(str::to_owned).into_iter().chain(words(&entry.valuation_note));
            value.text.extend(more.map(|text| Text::plain(capitalise(&text))));
        }
        vec![
            cell(desk.word_for(entry.by.id())),
            titled(contribution_name(entry.kind.value), [Some(entry.description.value.clone())]),
            value,
            entry.rights.as_ref().and_then(|rights| cell(rights.as_str())),
            entry.share.as_ref().and_then(|share| cell(share.to_string())),
        ]
    });
    let mut blocks = table(
        "ip.contributions",
        "Contributions",
        &[
            ("By", 14),
            ("Contribution", 34),
            ("Value and method", 30),
            ("Rights", 12),
            ("Share", 10),
        ],
        contributions.collect(),
    );
    let artefacts = desk.agreement.artefacts.iter().map(|entry| {
        let owners: Vec<String> = entry
            .owner
            .iter()
            .chain(&entry.co_owners)
            .map(|owner| desk.word_for(owner.id()))
            .collect();
        let open =
            entry.open_source.as_ref().filter(|open| open.value).map(|_| "open source".to_owned());
        let licence = lines([words(&entry.licence), led("fields:", &entry.field), open]);
        vec![
            titled(entry.name.value.clone(), [Some(artefact_name(entry.kind.value).to_owned())]),
            cell(layer_name(entry.layer.value)),
            needed(
                (!owners.is_empty()).then(|| join_words(&owners)),
                format!("owner of {}", entry.name),
            ),
            licence.or_else(|| cell("none beyond the clauses")),
        ]
    });
    blocks.extend(table(
        "ip.artefacts",
        "Artefacts and their owners",
        &[("Artefact", 32), ("Layer", 16), ("Owner", 18), ("Licence of the other party", 34)],
        artefacts.collect(),
    ));
    blocks
}
