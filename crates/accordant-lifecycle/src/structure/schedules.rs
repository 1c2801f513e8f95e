//! The schedules: which are called for, and what each holds.
//!
//! The opening words, the tables of figures and the reasons are in the packs; the tables here come
//! from the file, the assessment and the map.

mod change;
mod commercial;
mod data;
mod exit;
mod figures;
mod governance;
mod grid;
mod incidents;
mod ip;
mod liability;
mod notices;
mod oversight;
mod parties;
mod performance;
mod processing;
mod purpose;
mod regulatory;
mod security;
mod signature;
mod supply;

use std::collections::BTreeSet;

use accordant_document::model::{
    Block, Clause, Inline, Paragraph, ParagraphStyle, Part, PartKind, Text,
};
use accordant_packs::entry::Schedule;
use accordant_packs::{Scope, Truth};
use serde::Serialize;

pub(super) use figures::read_figures;

use super::{Desk, StructureError, parse_markup};

/// A schedule that the draft does without, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Id of the schedule.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why nothing calls for it.
    pub reason: String,
}

/// The schedules of the packs, written, before it is known which of them the draft needs.
pub(super) struct Schedules<'a> {
    desk: &'a Desk<'a>,
    written: Vec<Written<'a>>,
}

struct Written<'a> {
    entry: &'a Schedule,
    part: Part,
    /// The file, the table of positions or law calls for it.
    is_called: bool,
}

impl<'a> Schedules<'a> {
    /// Writes every schedule of the packs, in order.
    ///
    /// **Errors:** faults of the packs' wording.
    pub(super) fn write(desk: &'a Desk<'a>) -> Result<Self, StructureError> {
        let mut entries: Vec<&Schedule> = desk.packs.schedules.values().collect();
        entries.sort_by_key(|entry| (entry.order, &entry.id));
        let written = entries.into_iter().map(|entry| write_schedule(desk, entry));
        Ok(Self { desk, written: written.collect::<Result<_, _>>()? })
    }

    /// Ids of the schedules that are there whether a clause refers to them or not.
    pub(super) fn find_called(&self) -> BTreeSet<String> {
        let called = self.written.iter().filter(|schedule| schedule.is_called);
        called.map(|schedule| schedule.entry.id.clone()).collect()
    }

    /// Ids of the schedules to which these parts refer.
    pub(super) fn find_referenced(&self, parts: &[Part]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut note = |target: &str| {
            let Some(id) = target.strip_prefix("schedule.") else { return };
            let id = id.split('.').next().unwrap_or(id);
            if self.written.iter().any(|schedule| schedule.entry.id == id) {
                found.insert(id.to_owned());
            }
        };
        parts.iter().for_each(|part| visit_references(&part.blocks, &mut note));
        found
    }

    /// The schedules of the draft, in order.
    pub(super) fn take(&self, kept: &BTreeSet<String>) -> Vec<Part> {
        let is_kept = |schedule: &&Written<'_>| kept.contains(&schedule.entry.id);
        let left_out = self.list_left_out(kept);
        let mut parts: Vec<Part> =
            self.written.iter().filter(is_kept).map(|schedule| schedule.part.clone()).collect();
        if let Some(part) = parts.iter_mut().find(|part| part.id == "schedule.signature") {
            part.blocks.extend(signature::list_left_out(&left_out));
        }
        parts
    }

    /// The schedules that this form could carry and that nothing calls for.
    pub(super) fn list_left_out(&self, kept: &BTreeSet<String>) -> Vec<LeftOut> {
        self.written
            .iter()
            .filter(|schedule| carries(self.desk, &schedule.entry.id))
            .filter(|schedule| !kept.contains(&schedule.entry.id))
            .map(|schedule| LeftOut {
                id: schedule.entry.id.clone(),
                title: schedule.entry.title.clone(),
                reason: schedule.entry.left_out.clone(),
            })
            .collect()
    }
}

/// Whether the form carries this schedule when something calls for it.
fn carries(desk: &Desk<'_>, id: &str) -> bool {
    desk.order.form.schedules.iter().any(|known| known == "*" || known == id)
}

fn write_schedule<'a>(desk: &Desk<'_>, entry: &'a Schedule) -> Result<Written<'a>, StructureError> {
    let id = format!("schedule.{}", entry.id);
    let text = desk.writer.write_schedule(entry)?;
    let mut blocks = parse_markup(&id, &text)?;
    let own = list_content(desk, entry);
    let is_called = carries(desk, &entry.id) && (!own.is_empty() || is_asked_for(desk, entry));
    let mut content = figures::write_tables(desk, entry, true)?;
    content.extend(own);
    content.extend(figures::write_tables(desk, entry, false)?);
    if content.is_empty() {
        blocks.push(Block::Paragraph(Paragraph {
            style: ParagraphStyle::Normal,
            text: Text::plain(entry.empty.clone()),
        }));
    }
    blocks.extend(content);
    let part = Part { id, kind: PartKind::Schedule, title: entry.title.clone(), blocks };
    Ok(Written { entry, part, is_called })
}

/// Whether law or a clause of the draft asks for a schedule, whatever the file holds.
fn is_asked_for(desk: &Desk<'_>, entry: &Schedule) -> bool {
    let facts = &desk.assessment.facts.whole;
    let scope = Scope { whole: facts, item: None, vocabulary: &desk.packs.vocabulary };
    let is_demanded =
        entry.when.as_ref().is_some_and(|when| when.decide(scope).truth == Truth::Yes);
    let is_here = |id: &String| desk.rows.iter().any(|row| row.provision == *id);
    is_demanded || entry.called_by.iter().any(is_here)
}

/// The tables that come from the file, the assessment and the map.
fn list_content(desk: &Desk<'_>, entry: &Schedule) -> Vec<Block> {
    match entry.id.as_str() {
        "parties" => parties::list_parties(desk),
        "purpose" => purpose::describe_purpose(desk),
        "data" => data::draw_matrix(desk),
        "data-quality" => performance::list_data_quality(desk),
        "performance" => performance::list_metrics(desk),
        "service-levels" => performance::list_service(desk),
        "ip" => ip::list_ip(desk),
        "components" => supply::list_components(desk),
        "value-chain" => supply::list_documents(desk, entry),
        "oversight" => oversight::list_decisions(desk),
        "transparency" => notices::list_notices(desk, entry),
        "regulatory" => regulatory::list_duties(desk),
        "data-processing" => processing::describe_processing(desk),
        "sector" => regulatory::list_sector(desk, entry),
        "security" => security::list_security(desk),
        "incidents" => incidents::list_contacts_and_clocks(desk, entry),
        "governance" => governance::describe_governance(desk),
        "commercial" => commercial::list_commercial(desk),
        "change" => change::list_foreseen(desk),
        "liability" => liability::list_faults_and_policies(desk),
        "exit" => exit::list_exit(desk),
        "signature" => signature::describe_signing(desk),
        _ => Vec::new(),
    }
}

fn visit_references(blocks: &[Block], note: &mut impl FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Clause(Clause { text, children, .. }) => {
                text.iter().for_each(|text| visit_text(text, note));
                visit_references(children, note);
            }
            Block::Heading { text, .. } => visit_text(text, note),
            Block::Paragraph(paragraph) => visit_text(&paragraph.text, note),
            Block::List { items, .. } => items.iter().for_each(|text| visit_text(text, note)),
            Block::Callout { text, .. } => text.iter().for_each(|text| visit_text(text, note)),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    visit_text(&definition.text, note);
                    definition.items.iter().for_each(|text| visit_text(text, note));
                }
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flatten().flat_map(|cell| &cell.text);
                cells.for_each(|text| visit_text(text, note));
            }
            Block::Figure(_) | Block::Signatures(_) | Block::PageBreak => {}
        }
    }
}

fn visit_text(text: &Text, note: &mut impl FnMut(&str)) {
    for piece in &text.0 {
        if let Inline::Reference(target) = piece {
            note(target);
        }
    }
}
