//! Tables that the packs make from positions and their parameters.

use std::collections::BTreeMap;

use accordant_document::model::{Block, Cell, Clause, Inline, Text, Tone};
use accordant_packs::Packs;
use accordant_packs::entry::{PartnershipForm, Schedule, ScheduleRow, ScheduleTable};

use super::{Desk, StructureError, grid, parse_markup};
use crate::table::Row;
use crate::words::{capitalise, name_sides};

/// What a table of a schedule may ask about the positions of the draft.
#[derive(Debug, Default)]
pub(in crate::structure) struct Figures {
    /// What each provision says, with the parties' own words.
    pub(in crate::structure) says: BTreeMap<String, String>,
    /// Each parameter in words; empty when the position does not use it.
    pub(in crate::structure) values: BTreeMap<String, BTreeMap<String, String>>,
}

/// Reads the figures off the rows that a paper words.
///
/// A parameter that the position's clause does not use is empty, unless no clause of the ladder
/// uses it: then the schedule is its only place.
pub(in crate::structure) fn read_figures<'a>(
    packs: &Packs,
    form: &PartnershipForm,
    rows: impl Iterator<Item = &'a Row>,
    blank: bool,
) -> Figures {
    let mut figures = Figures::default();
    for row in rows {
        let Some(provision) = packs.provisions.get(&row.provision) else { continue };
        let Some(chosen) = &row.proposed else { continue };
        let Some(position) = provision.find_position(&chosen.position) else { continue };
        let says =
            name_sides(position.says.trim().trim_end_matches('.'), &form.adopter, &form.partner);
        figures.says.insert(provision.id.clone(), capitalise(&says));
        let values = provision.params.iter().map(|(name, parameter)| {
            let is_used = position.uses_parameter(name)
                || !provision.positions.iter().any(|other| other.uses_parameter(name));
            let gap = |what: &str| format!("[[gap:{}]]", what.replace(['[', ']'], ""));
            let text = match chosen.parameters.get(name) {
                _ if !is_used => String::new(),
                Some(value) if blank => gap(&value.to_string()),
                Some(value) => value.to_string(),
                None => gap(&parameter.about),
            };
            (name.clone(), text)
        });
        figures.values.insert(provision.id.clone(), values.collect());
    }
    figures
}

/// The tables of a schedule that stand before those of the file, or after them.
///
/// **Errors:** faults of the packs' templates.
pub(super) fn write_tables(
    desk: &Desk<'_>,
    schedule: &Schedule,
    first: bool,
) -> Result<Vec<Block>, StructureError> {
    let mut blocks = Vec::new();
    for table in schedule.tables.iter().filter(|table| table.first == first) {
        blocks.extend(write_table(desk, schedule, table)?);
    }
    Ok(blocks)
}

fn write_table(
    desk: &Desk<'_>,
    schedule: &Schedule,
    table: &ScheduleTable,
) -> Result<Vec<Block>, StructureError> {
    let id = format!("{}.{}", schedule.id, table.id);
    let mut rows = Vec::new();
    for row in &table.rows {
        rows.extend(write_row(desk, &id, row)?);
    }
    let columns: Vec<(&str, u16)> =
        table.columns.iter().map(String::as_str).zip(table.widths.iter().copied()).collect();
    Ok(grid::table(&id, &table.title, &columns, rows))
}

/// A row; `None` when its provision is not in the draft or nothing but its first cell is said.
fn write_row(
    desk: &Desk<'_>,
    table: &str,
    row: &ScheduleRow,
) -> Result<Option<Vec<Option<Cell>>>, StructureError> {
    let provision = row.of.as_deref();
    let is_here = |id: &str| desk.rows.iter().any(|row| row.provision == id);
    if provision.is_some_and(|id| !is_here(id)) {
        return Ok(None);
    }
    let entry = format!("schedule.{table}");
    let mut cells = Vec::new();
    for template in &row.cells {
        let text = desk.writer.write_cell(&entry, template, provision)?;
        cells.push(read_cell(&entry, &text)?);
    }
    let says = |cell: &Cell| cell.text.iter().any(|text| !text.0.iter().all(is_reference));
    let speaks = cells.iter().skip(1).flatten().any(says);
    Ok(speaks.then_some(cells))
}

fn is_reference(piece: &Inline) -> bool {
    matches!(piece, Inline::Reference(_))
}

fn read_cell(entry: &str, text: &str) -> Result<Option<Cell>, StructureError> {
    let texts: Vec<Text> = parse_markup(entry, text)?
        .into_iter()
        .filter_map(|block| match block {
            Block::Clause(Clause { text, .. }) => text,
            _ => None,
        })
        .filter(|text| !text.is_empty())
        .map(start_large)
        .collect();
    let is_gap = |piece: &Inline| matches!(piece, Inline::Gap(_));
    let tone = texts.iter().any(|text| text.0.iter().any(is_gap)).then_some(Tone::Gap);
    Ok((!texts.is_empty()).then_some(Cell { text: texts, tone }))
}

/// First letter up, when the text starts with words.
fn start_large(mut text: Text) -> Text {
    if let Some(Inline::Plain(words)) = text.0.first_mut() {
        *words = capitalise(words);
    }
    text
}
