//! Tables of schedules: cells, gaps, and columns that nobody has filled.

use accordant_agreement::At;
use accordant_document::model::{Block, Cell, Inline, Table, Text, Tone};

use crate::words::capitalise;

/// A table. A column in which no row says anything is left out; a table without rows is none.
pub(super) fn table(
    id: &str,
    caption: &str,
    columns: &[(&str, u16)],
    rows: Vec<Vec<Option<Cell>>>,
) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let is_filled =
        |place: usize| rows.iter().any(|row| row.get(place).is_some_and(Option::is_some));
    let kept: Vec<bool> = (0..columns.len()).map(is_filled).collect();
    let keep = |place: usize| kept.get(place).copied().unwrap_or(false);
    let shown: Vec<&(&str, u16)> =
        columns.iter().enumerate().filter(|(place, _)| keep(*place)).map(|(_, c)| c).collect();
    let rows = rows
        .into_iter()
        .map(|row| {
            row.into_iter()
                .enumerate()
                .filter(|(place, _)| keep(*place))
                .map(|(_, cell)| cell.unwrap_or_else(|| Cell::new("–")))
                .collect()
        })
        .collect();
    vec![Block::Table(Table {
        // A provision may have the same name as a table.
        id: format!("table.{id}"),
        caption: caption.to_owned(),
        header: shown.iter().map(|(name, _)| Text::plain(*name)).collect(),
        widths: shown.iter().map(|(_, width)| *width).collect(),
        rows,
    })]
}

/// A table of names and what stands for each. A name without anything is left out.
pub(super) fn facts(id: &str, caption: &str, pairs: Vec<(&str, Option<Cell>)>) -> Vec<Block> {
    let rows = pairs
        .into_iter()
        .filter(|(_, cell)| cell.is_some())
        .map(|(name, cell)| vec![bold(name), cell])
        .collect();
    table(id, caption, &[("Matter", 26), ("Particulars", 74)], rows)
}

/// A cell of one paragraph.
pub(super) fn cell(text: impl Into<String>) -> Option<Cell> {
    let text = text.into();
    (!text.is_empty()).then(|| Cell::new(capitalise(&text)))
}

/// A cell of one strong paragraph.
pub(super) fn bold(text: impl Into<String>) -> Option<Cell> {
    Some(Cell::new(Text::strong(text)))
}

/// What the file says, if it says it.
pub(super) fn stated<T: std::fmt::Display>(value: &Option<At<T>>) -> Option<Cell> {
    value.as_ref().and_then(|value| cell(value.value.to_string()))
}

/// A cell that the parties must fill when the file does not say it.
pub(super) fn needed(text: Option<String>, what: impl Into<String>) -> Option<Cell> {
    text.and_then(cell).or_else(|| Some(gap(what)))
}

/// A gap.
pub(super) fn gap(what: impl Into<String>) -> Cell {
    Cell::toned(Text(vec![Inline::Gap(what.into())]), Tone::Gap)
}

/// The first paragraph strong, and the others after it.
pub(super) fn titled(
    title: impl Into<String>,
    more: impl IntoIterator<Item = Option<String>>,
) -> Option<Cell> {
    let mut text = vec![Text::strong(title)];
    text.extend(paragraphs(more));
    Some(Cell { text, tone: None })
}

/// Several paragraphs; none when nothing is said.
pub(super) fn lines(more: impl IntoIterator<Item = Option<String>>) -> Option<Cell> {
    let text = paragraphs(more);
    (!text.is_empty()).then_some(Cell { text, tone: None })
}

fn paragraphs(more: impl IntoIterator<Item = Option<String>>) -> Vec<Text> {
    more.into_iter()
        .flatten()
        .filter(|words| !words.is_empty())
        .map(|words| Text::plain(capitalise(&words)))
        .collect()
}

/// Values of the file as words, joined with commas.
pub(super) fn listed<T: std::fmt::Display>(values: &[At<T>]) -> Option<Cell> {
    cell(join(values))
}

/// Values of the file as words, joined with commas.
pub(super) fn join<T: std::fmt::Display>(values: &[At<T>]) -> String {
    values.iter().map(|value| value.value.to_string()).collect::<Vec<_>>().join(", ")
}

/// What the file says, as words.
pub(super) fn words<T: std::fmt::Display>(value: &Option<At<T>>) -> Option<String> {
    value.as_ref().map(|value| value.value.to_string())
}

/// What the file says, after a lead-in.
pub(super) fn led<T: std::fmt::Display>(lead: &str, value: &Option<At<T>>) -> Option<String> {
    value.as_ref().map(|value| format!("{lead} {}", value.value))
}

/// References to clauses or schedules, joined with commas; the first few are enough.
pub(super) fn references(ids: impl IntoIterator<Item = String>) -> Option<Cell> {
    const MOST: usize = 3;
    let mut pieces = Vec::new();
    for id in ids.into_iter().take(MOST) {
        if !pieces.is_empty() {
            pieces.push(Inline::Plain(", ".to_owned()));
        }
        pieces.push(Inline::Reference(id));
    }
    (!pieces.is_empty()).then(|| Cell::new(Text(pieces)))
}
