//! The numbered clauses: one a provision, and those that only a form has.

use std::borrow::Cow;

use accordant_agreement::file::Agreement;
use accordant_document::model::{Block, Clause, Part, PartKind, Source};
use accordant_packs::entry::{Form, FormClause, Layout};
use accordant_packs::{Packs, SECTIONS};

use super::{Desk, StructureError, Trace, guidance, parse_markup};
use crate::assess::Assessment;
use crate::table::{ChosenBy, DemandKind, Required, Row, propose};

/// The rows of the table that a form words. A provision that the form names by its id is there
/// even when nothing asks for it.
pub(super) fn choose_rows<'a>(
    agreement: &Agreement,
    packs: &Packs,
    assessment: &'a Assessment,
    form: &Form,
) -> Vec<Cow<'a, Row>> {
    let is_asked = |row: &Row| {
        row.required.iter().flat_map(|required| &required.demands).any(|demand| {
            form.regimes.iter().any(|regime| {
                demand
                    .source
                    .strip_prefix(regime.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
            })
        })
    };
    let mut rows: Vec<Cow<'a, Row>> = assessment
        .table
        .rows
        .iter()
        .filter(|row| row.proposed.is_some())
        .filter(|row| form.names(&row.provision) || is_asked(row))
        .map(Cow::Borrowed)
        .collect();
    let is_decided =
        |id: &str| agreement.terms.as_ref().is_some_and(|terms| terms.0.contains_key(id));
    for id in form.provisions.iter().filter(|id| !id.contains('*')) {
        let known = rows.iter().any(|row| row.provision == *id);
        if known || is_decided(id) || form.except.contains(id) {
            continue;
        }
        let proposed = packs
            .provisions
            .get(id)
            .and_then(|provision| propose(agreement, packs, &assessment.facts, provision));
        rows.extend(proposed.map(Cow::Owned));
    }
    rows.sort_by_key(|row| {
        packs.provisions.get(&row.provision).map(|provision| {
            let section = SECTIONS.iter().position(|(id, _)| *id == provision.section);
            (section, provision.order, provision.id.clone())
        })
    });
    rows
}

/// Writes the body, part by part.
pub(super) fn write_body(desk: &Desk<'_>) -> Result<(Vec<Part>, Vec<Trace>), StructureError> {
    let mut traces = Vec::new();
    let mut parts = Vec::new();
    for (section, title) in SECTIONS {
        let mut blocks = write_own_clauses(desk, section, true)?;
        for row in &desk.rows {
            let is_here = desk
                .packs
                .provisions
                .get(&row.provision)
                .is_some_and(|provision| provision.section == section);
            if !is_here {
                continue;
            }
            if let Some((clause, trace)) = write_clause(desk, row)? {
                blocks.push(Block::Clause(clause));
                traces.push(trace);
            }
        }
        blocks.extend(write_own_clauses(desk, section, false)?);
        if !blocks.is_empty() {
            parts.push(Part {
                id: format!("section.{section}"),
                kind: PartKind::Body,
                title: title.to_owned(),
                blocks,
            });
        }
    }
    Ok((parts, traces))
}

/// The clauses of a section that only this form has.
fn write_own_clauses(
    desk: &Desk<'_>,
    section: &str,
    first: bool,
) -> Result<Vec<Block>, StructureError> {
    desk.order
        .form
        .clauses
        .iter()
        .filter(|clause| clause.section == section && clause.first == first)
        .map(|clause| write_own_clause(desk, clause).map(Block::Clause))
        .collect()
}

/// A clause that only this form has.
pub(super) fn write_own_clause(
    desk: &Desk<'_>,
    entry: &FormClause,
) -> Result<Clause, StructureError> {
    let id = format!("form.{}", entry.id);
    let partnership_type = desk.agreement.header.partnership_type.as_str();
    let text = entry.text_for.get(partnership_type).unwrap_or(&entry.text);
    let text = desk.writer.write_text(&id, text)?;
    let mut children = parse_markup(&id, &text)?;
    if desk.order.guidance && !entry.guidance.is_empty() {
        children.push(guidance::remark(vec![entry.guidance.as_str().into()]));
    }
    let citation =
        if entry.cites.is_empty() { desk.order.form.title.clone() } else { entry.cites.clone() };
    Ok(Clause {
        sources: vec![Source { id: format!("forms/{}", desk.order.form.id), citation }],
        id,
        heading: Some(entry.title.clone()),
        text: None,
        children,
    })
}

/// Required provisions that belong into this form and that no clause carries. A short form stands
/// alone, so whatever it leaves out counts.
pub(super) fn find_uncarried(desk: &Desk<'_>, traces: &[Trace]) -> Vec<String> {
    desk.assessment
        .table
        .rows
        .iter()
        .filter(|row| {
            let form = desk.order.form;
            form.layout == Layout::ShortForm || form.names(&row.provision)
        })
        .filter(|row| row.required.as_ref().is_some_and(Required::binds))
        .filter(|row| !traces.iter().any(|trace| trace.provision == row.provision))
        .map(|row| row.provision.clone())
        .collect()
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
    let mut children = parse_markup(&provision.id, &text)?;
    if desk.order.guidance {
        children.push(guidance::write(desk, provision, row));
    }
    let sources = sources_of(row);
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

/// What asked for the position that a row proposes.
pub(super) fn sources_of(row: &Row) -> Vec<Source> {
    let Some(chosen) = &row.proposed else { return Vec::new() };
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
            id: format!("terms.{}", row.provision),
            citation: "decided in the file".to_owned(),
        }),
        ChosenBy::Playbook => sources.push(Source {
            id: format!("playbook.{}", row.provision),
            citation: row.playbook.as_ref().map_or_else(String::new, |advice| advice.title.clone()),
        }),
        ChosenBy::Preference => sources.push(Source {
            id: format!("ladder.{}", row.provision),
            citation: "our side's usual position".to_owned(),
        }),
        ChosenBy::Requirement => {}
    }
    sources.sort();
    sources.dedup();
    sources
}
