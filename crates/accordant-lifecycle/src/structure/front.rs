//! Cover, parties, recitals and signatures.

use accordant_agreement::file::{Agreement, PaperKind};
use accordant_document::model::{Block, Clause, Document, Inline, Part, PartKind, Signature, Text};

use super::{Desk, KIND, StructureError, parse_markup};
use crate::dates::long_date;

pub(super) fn write_parties(desk: &Desk<'_>) -> Part {
    let header = &desk.agreement.header;
    let sides =
        [(header.adopter.id(), &desk.form.adopter), (header.partner.id(), &desk.form.partner)];
    let last = sides.len().saturating_sub(1);
    let blocks = sides
        .iter()
        .enumerate()
        .filter_map(|(place, (id, word))| {
            let party = desk.agreement.find_party(id)?;
            let mut text = Text::strong(party.name.value.clone()).then(", ");
            text = match &party.registration {
                Some(registration) => text.then(registration.value.clone()),
                None => {
                    text.with(Inline::Gap(format!("company form and register of {}", party.name)))
                }
            };
            text = text.then(", whose registered office is at ");
            text = match &party.address {
                Some(address) => text.then(address.value.clone()),
                None => text.with(Inline::Gap(format!("registered office of {}", party.name))),
            };
            let end = if place == last { ")." } else { "); and" };
            text = text.then(" (the ").with(Inline::Strong((*word).clone())).then(end);
            Some(Block::Clause(Clause {
                id: format!("party.{id}"),
                text: Some(text),
                ..Clause::default()
            }))
        })
        .collect();
    Part { id: "parties".to_owned(), kind: PartKind::Front, title: "Parties".to_owned(), blocks }
}

pub(super) fn write_recitals(desk: &Desk<'_>) -> Result<Part, StructureError> {
    let mut blocks = Vec::new();
    let own = &desk.order.form.recitals;
    for recital in if own.is_empty() { &desk.form.recitals } else { own } {
        let text = desk.writer.write_text("recitals", recital)?;
        blocks.extend(parse_markup("recitals", &text)?);
    }
    Ok(Part {
        id: "background".to_owned(),
        kind: PartKind::Front,
        title: "Background".to_owned(),
        blocks,
    })
}

pub(super) fn write_signatures(desk: &Desk<'_>) -> Part {
    let header = &desk.agreement.header;
    let signatures =
        [(header.adopter.id(), &desk.form.adopter), (header.partner.id(), &desk.form.partner)]
            .iter()
            .filter_map(|(id, word)| {
                let party = desk.agreement.find_party(id)?;
                Some(Signature {
                    party: party.name.value.clone(),
                    role: (*word).clone(),
                    name: party.signatory.as_ref().map(|signatory| signatory.name.value.clone()),
                    title: party.signatory.as_ref().map(|signatory| signatory.title.value.clone()),
                })
            })
            .collect();
    Part {
        id: "signatures".to_owned(),
        kind: PartKind::Signature,
        title: "Signatures".to_owned(),
        blocks: vec![Block::Signatures(signatures)],
    }
}

/// The title on the cover.
fn title_of(desk: &Desk<'_>) -> String {
    desk.order.form.document_title.clone().unwrap_or_else(|| desk.form.document_title.clone())
}

/// The main agreement beside which a paper stands: the partner's terms on the table.
pub(super) fn name_main_agreement(agreement: &Agreement) -> Option<String> {
    let paper = agreement.papers.iter().find(|paper| {
        matches!(paper.kind.value, PaperKind::StandardItTerms | PaperKind::AiTerms)
    })?;
    let from = agreement.find_party(paper.from.id()).map_or("", |party| party.name.as_str());
    let title = paper.title.as_ref().map_or_else(
        || match paper.kind.value {
            PaperKind::AiTerms => format!("the AI terms of {from}"),
            _ => format!("the standard terms of {from}"),
        },
        |title| format!("the {}", title.value.trim_start_matches("the ")),
    );
    Some(match &paper.dated {
        Some(dated) => format!("{title} ({dated})"),
        None => title,
    })
}

/// Puts the cover around the parts.
pub(super) fn bind(desk: &Desk<'_>, parts: Vec<Part>) -> Document {
    let header = &desk.agreement.header;
    let name = |id: &str| {
        desk.agreement.find_party(id).map_or_else(String::new, |party| party.name.value.clone())
    };
    let title = title_of(desk);
    let mut cover = Vec::new();
    if let Some(date) = &header.effective_date {
        cover.push(("Effective Date".to_owned(), long_date(date.value)));
    }
    if let Some(reference) = &header.reference {
        cover.push(("Reference".to_owned(), reference.value.clone()));
    }
    let version = header.version.as_ref().map_or("1", |version| version.value.as_str());
    cover.push((
        "Draft".to_owned(),
        format!("{version}, law as of {}", long_date(desk.assessment.as_of)),
    ));
    Document {
        title: title.clone(),
        subtitle: Some(header.title.value.clone()),
        kind: KIND,
        cover: [
            (desk.form.adopter.clone(), name(header.adopter.id())),
            (desk.form.partner.clone(), name(header.partner.id())),
        ]
        .into_iter()
        .chain(cover)
        .collect(),
        running_head: format!("{title} – {}", header.title),
        footer: format!("Draft {version}"),
        date: desk.assessment.as_of.to_string(),
        language: "en-GB".to_owned(),
        parts,
    }
}
