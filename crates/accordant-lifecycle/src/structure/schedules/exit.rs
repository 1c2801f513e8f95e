//! What becomes of each thing at the end, and how the exit runs.

use accordant_document::model::Block;

use super::Desk;
use super::grid::{cell, facts, gap, join, led, lines, stated, table, titled, words};
use crate::words::disposition_name;

pub(super) fn list_exit(desk: &Desk<'_>) -> Vec<Block> {
    let Some(exit) = &desk.agreement.exit else { return Vec::new() };
    let mut rows: Vec<_> = exit
        .dispositions
        .iter()
        .map(|entry| {
            let within = entry.within.as_ref().map(|time| format!("{time} after the end"));
            vec![
                titled(name_thing(desk, entry.thing.id()), [None]),
                lines([Some(disposition_name(entry.what.value).to_owned()), words(&entry.note)]),
                within.and_then(cell),
                entry.certified_by.as_ref().and_then(|party| cell(desk.word_for(party.id()))),
            ]
        })
        .collect();
    let is_decided = |id: &str| exit.dispositions.iter().any(|entry| entry.thing.id() == id);
    let things =
        desk.agreement.assets.iter().map(|asset| (asset.id.as_str(), &asset.name.value)).chain(
            desk.agreement.artefacts.iter().map(|entry| (entry.id.as_str(), &entry.name.value)),
        );
    for (_, name) in things.filter(|(id, _)| !is_decided(id)) {
        let open = gap(format!("what becomes of {name} at the end"));
        rows.push(vec![titled(name.clone(), [None]), Some(open), None, None]);
    }
    let mut blocks = table(
        "exit.dispositions",
        "What becomes of data, models and other Artefacts",
        &[("Thing", 32), ("At the end", 34), ("Within", 20), ("Certified by", 14)],
        rows,
    );
    // The figures of the clause state it then.
    let is_figured = desk.rows.iter().any(|row| row.provision == "termination.transition");
    blocks.extend(facts(
        "exit.arrangements",
        "Exit arrangements",
        vec![
            ("Transition Period", stated(&exit.transition).filter(|_| !is_figured)),
            ("Formats of return", cell(join(&exit.return_formats))),
            ("Who takes over", stated(&exit.successor)),
            ("The Exit Plan is tested", led("every", &exit.test_every).and_then(cell)),
        ],
    ));
    blocks
}

fn name_thing(desk: &Desk<'_>, id: &str) -> String {
    let agreement = desk.agreement;
    let asset = agreement.find_asset(id).map(|asset| asset.name.value.clone());
    let system = || agreement.find_system(id).map(|system| system.name.value.clone());
    let artefact = || {
        let artefact = agreement.artefacts.iter().find(|entry| entry.id.as_str() == id)?;
        Some(artefact.name.value.clone())
    };
    asset.or_else(system).or_else(artefact).unwrap_or_else(|| id.to_owned())
}
