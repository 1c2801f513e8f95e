//! The schedules: opening wording from the packs, tables from the file.

mod data;
mod operation;
mod steering;

use accordant_document::model::{Block, Cell, Inline, Part, PartKind, Table, Text, Tone};
use accordant_packs::entry::Schedule;

use super::{Desk, StructureError, parse_markup};

/// Writes every schedule of the packs, in order.
pub(super) fn write_schedules(desk: &Desk<'_>) -> Result<Vec<Part>, StructureError> {
    let mut entries: Vec<&Schedule> = desk.packs.schedules.values().collect();
    entries.sort_by_key(|entry| (entry.order, &entry.id));
    entries.into_iter().map(|entry| write_schedule(desk, entry)).collect()
}

fn write_schedule(desk: &Desk<'_>, entry: &Schedule) -> Result<Part, StructureError> {
    let id = format!("schedule.{}", entry.id);
    let text = desk.writer.write_schedule(entry)?;
    let mut blocks = parse_markup(&id, &text)?;
    let content = match entry.id.as_str() {
        "parties" => operation::list_parties(desk),
        "purpose" => operation::describe_purpose(desk),
        "data" => data::draw_matrix(desk),
        "performance" => operation::list_metrics(desk),
        "oversight" => operation::list_decisions(desk),
        "ip" => steering::list_ip(desk),
        "regulatory" => steering::list_duties(desk),
        "governance" => steering::describe_governance(desk),
        "security" => data::list_security(desk),
        "commercial" => steering::list_commercial(desk),
        "exit" => steering::list_exit(desk),
        _ => Vec::new(),
    };
    if content.is_empty() {
        blocks.push(Block::Paragraph(accordant_document::model::Paragraph {
            style: accordant_document::model::ParagraphStyle::Normal,
            text: Text::plain(entry.empty.clone()),
        }));
    }
    blocks.extend(content);
    Ok(Part { id, kind: PartKind::Schedule, title: entry.title.clone(), blocks })
}

/// A table with an unnumbered heading above it.
fn headed_table(
    id: &str,
    heading: &str,
    columns: &[(&str, u16)],
    rows: Vec<Vec<Cell>>,
) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading { level: 1, text: Text::plain(heading) },
        Block::Table(Table {
            id: id.to_owned(),
            caption: String::new(),
            header: columns.iter().map(|(name, _)| Text::plain(*name)).collect(),
            widths: columns.iter().map(|(_, width)| *width).collect(),
            rows,
        }),
    ]
}

/// The text, or a gap that says what is missing.
fn known_or_gap(text: Option<String>, what: impl Into<String>) -> Text {
    match text {
        Some(text) if !text.is_empty() => Text::plain(text),
        _ => Text(vec![Inline::Gap(what.into())]),
    }
}

fn gap_cell(text: Option<String>, what: impl Into<String>) -> Cell {
    let text = known_or_gap(text, what);
    let tone = matches!(text.0.first(), Some(Inline::Gap(_))).then_some(Tone::Gap);
    Cell { text: vec![text], tone }
}

/// Joined with commas, or a dash when there is nothing to say.
fn list_or_dash(words: &[String]) -> Cell {
    if words.is_empty() { Cell::new("–") } else { Cell::new(words.join(", ")) }
}
