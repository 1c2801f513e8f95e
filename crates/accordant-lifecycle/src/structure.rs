//! structure: which words carry it? The agreement as a document, from the table.

mod definitions;
mod front;
mod schedules;

use std::collections::BTreeMap;

use accordant_agreement::file::Agreement;
use accordant_document::markup::{MarkupError, parse_clauses};
use accordant_document::model::{
    Block, Clause, Document, DocumentKind, Figure, Part, PartKind, Source,
};
use accordant_packs::entry::PartnershipForm;
use accordant_packs::{Packs, SECTIONS, WordingContext, WordingError, Writer, flatten_fact_set};
use serde::Serialize;

use crate::assess::Assessment;
use crate::dates::long_date;
use crate::table::{ChosenBy, DemandKind, Required, Row};
use crate::words::curl_quotes;

/// Drawings that the schedules show.
#[derive(Debug, Clone, Default)]
pub struct Drawings {
    /// The data-flow map.
    pub flows: Option<Figure>,
    /// A flowchart per decision, by the decision's id.
    pub decisions: BTreeMap<String, Figure>,
}

/// The agreement and where each of its clauses comes from.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The agreement as a document.
    pub document: Document,
    /// One line a clause: what asked for it.
    pub traces: Vec<Trace>,
    /// Provisions that something requires and that no clause carries; none unless demands conflict.
    pub uncarried: Vec<String>,
}

/// Where a clause comes from.
#[derive(Debug, Clone, Serialize)]
pub struct Trace {
    /// The provision, which is the id of its clause.
    pub provision: String,
    /// The position worded.
    pub position: String,
    /// What asked for it.
    pub sources: Vec<Source>,
}

/// Why no agreement can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StructureError {
    /// The packs have no form for this partnership type.
    #[error("the packs have no form for partnerships of type `{0}`")]
    NoForm(String),
    /// A wording of the packs cannot be filled.
    #[error(transparent)]
    Wording(#[from] WordingError),
    /// A wording of the packs is not clause markup.
    #[error("wording of `{entry}`: {error}")]
    Markup {
        /// Whose wording.
        entry: String,
        /// What is wrong with it.
        error: MarkupError,
    },
}

/// Everything that the pieces of a draft look up.
pub(crate) struct Desk<'a> {
    pub(crate) agreement: &'a Agreement,
    pub(crate) packs: &'a Packs,
    pub(crate) assessment: &'a Assessment,
    pub(crate) form: &'a PartnershipForm,
    pub(crate) writer: Writer,
    pub(crate) drawings: &'a Drawings,
}

/// Writes the agreement that the table proposes.
///
/// What the file leaves open is a visible gap; nothing is left out silently.
///
/// **Errors:** faults of the packs' wording.
pub fn structure(
    agreement: &Agreement,
    packs: &Packs,
    assessment: &Assessment,
    drawings: &Drawings,
) -> Result<Draft, StructureError> {
    let partnership_type = agreement.header.partnership_type.as_str();
    let form = packs
        .forms
        .get(partnership_type)
        .ok_or_else(|| StructureError::NoForm(partnership_type.to_owned()))?;
    let context = describe_draft(agreement, assessment, form);
    let desk = Desk { agreement, packs, assessment, form, writer: Writer::new(&context), drawings };
    let mut traces = Vec::new();
    let mut parts = vec![front::write_parties(&desk), front::write_recitals(&desk)?];
    let body_start = parts.len();
    for (section, title) in SECTIONS {
        let mut blocks = Vec::new();
        for row in &assessment.table.rows {
            let Some(provision) = packs.provisions.get(&row.provision) else { continue };
            if provision.section != section {
                continue;
            }
            if let Some((clause, trace)) = write_clause(&desk, row)? {
                blocks.push(Block::Clause(clause));
                traces.push(trace);
            }
        }
        if !blocks.is_empty() {
            parts.push(Part {
                id: format!("section.{section}"),
                kind: PartKind::Body,
                title: title.to_owned(),
                blocks,
            });
        }
    }
    parts.extend(schedules::write_schedules(&desk)?);
    parts.push(front::write_signatures(&desk));
    definitions::insert_definitions(&desk, &mut parts, body_start)?;
    let uncarried = assessment
        .table
        .rows
        .iter()
        .filter(|row| row.required.as_ref().is_some_and(Required::binds))
        .filter(|row| !traces.iter().any(|trace| trace.provision == row.provision))
        .map(|row| row.provision.clone())
        .collect();
    Ok(Draft { document: front::bind(&desk, parts), traces, uncarried })
}

fn describe_draft(
    agreement: &Agreement,
    assessment: &Assessment,
    form: &PartnershipForm,
) -> WordingContext {
    let mut context = WordingContext::of_form(form);
    context.positions = assessment
        .table
        .rows
        .iter()
        .filter_map(|row| {
            let position = row.proposed.as_ref()?.position.clone();
            Some((row.provision.clone(), position))
        })
        .collect();
    context.facts = flatten_fact_set(&assessment.facts);
    let header = &agreement.header;
    let mut texts = BTreeMap::from([
        ("use_case", agreement.use_case.summary.trim_end_matches('.').to_owned()),
        ("title", header.title.value.clone()),
    ]);
    let optional = [
        ("law", header.governing_law.as_ref().map(|law| law.value.clone())),
        ("forum", header.forum.as_ref().map(|forum| forum.value.clone())),
        ("term", header.term.as_ref().map(|term| term.value.to_string())),
        ("effective_date", header.effective_date.as_ref().map(|date| long_date(date.value))),
        ("business_days_at", header.business_days_at.as_ref().map(|place| place.value.clone())),
    ];
    for (name, text) in optional {
        if let Some(text) = text {
            texts.insert(name, text);
        }
    }
    context.texts = texts;
    context
}

fn write_clause(desk: &Desk<'_>, row: &Row) -> Result<Option<(Clause, Trace)>, StructureError> {
    let (Some(provision), Some(chosen)) =
        (desk.packs.provisions.get(&row.provision), &row.proposed)
    else {
        return Ok(None);
    };
    let Some(position) = provision.find_position(&chosen.position) else { return Ok(None) };
    let text = desk.writer.write_position(
        provision,
        position,
        desk.agreement.header.partnership_type.as_str(),
        &chosen.parameters,
    )?;
    let children = parse_markup(&provision.id, &text)?;
    let mut sources: Vec<Source> = row
        .required
        .iter()
        .flat_map(|required| &required.demands)
        .filter(|demand| demand.kind != DemandKind::Limit)
        .filter(|demand| demand.positions.contains(&chosen.position))
        .map(|demand| Source { id: demand.source.clone(), citation: demand.citation.clone() })
        .collect();
    match chosen.by {
        ChosenBy::File => sources.push(Source {
            id: format!("terms.{}", provision.id),
            citation: "decided in the file".to_owned(),
        }),
        ChosenBy::Playbook => sources.push(Source {
            id: format!("playbook.{}", provision.id),
            citation: row.playbook.as_ref().map_or_else(String::new, |advice| advice.title.clone()),
        }),
        ChosenBy::Preference => sources.push(Source {
            id: format!("ladder.{}", provision.id),
            citation: "our side's usual position".to_owned(),
        }),
        ChosenBy::Requirement => {}
    }
    sources.sort();
    sources.dedup();
    let trace = Trace {
        provision: provision.id.clone(),
        position: position.id.clone(),
        sources: sources.clone(),
    };
    let clause = Clause {
        id: provision.id.clone(),
        heading: Some(provision.title.clone()),
        text: None,
        children,
        sources,
    };
    Ok(Some((clause, trace)))
}

/// Reads clause markup into blocks whose labelled ids start with the entry's id.
pub(crate) fn parse_markup(entry: &str, text: &str) -> Result<Vec<Block>, StructureError> {
    let text = curl_quotes(text);
    let clauses = parse_clauses(entry, &text)
        .map_err(|error| StructureError::Markup { entry: entry.to_owned(), error })?;
    Ok(clauses.into_iter().map(Block::Clause).collect())
}

impl Desk<'_> {
    /// The word that the agreement uses for a party: its side's word, or its short name.
    pub(crate) fn word_for(&self, party: &str) -> String {
        let header = &self.agreement.header;
        if party == header.adopter.id() {
            self.form.adopter.clone()
        } else if party == header.partner.id() {
            self.form.partner.clone()
        } else {
            self.short_name(party)
        }
    }

    /// The short name of a party, or its id when the file has no such party.
    pub(crate) fn short_name(&self, party: &str) -> String {
        crate::words::short_name(self.agreement, party)
    }
}

/// Words that a draft may capitalise without defining them: names of the file, words of the form.
pub fn known_terms(agreement: &Agreement, packs: &Packs) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for party in &agreement.parties {
        terms.push(party.name.value.clone());
        terms.extend(party.short.as_ref().map(|short| short.value.clone()));
    }
    let header = &agreement.header;
    for place in [&header.governing_law, &header.forum, &header.business_days_at] {
        terms.extend(place.as_ref().map(|place| place.value.clone()));
    }
    terms.extend(agreement.systems.iter().map(|system| system.name.value.clone()));
    terms.extend(agreement.assets.iter().map(|asset| asset.name.value.clone()));
    terms.extend(agreement.artefacts.iter().map(|artefact| artefact.name.value.clone()));
    if let Some(form) = packs.forms.get(agreement.header.partnership_type.as_str()) {
        terms.extend([form.adopter.clone(), form.partner.clone(), form.data.clone()]);
    }
    terms
}

pub(crate) const KIND: DocumentKind = DocumentKind::Agreement;
