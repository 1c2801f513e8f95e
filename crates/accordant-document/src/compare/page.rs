//! The page: both papers as one self-contained web page, the changes beside them, linked both ways.

use super::tables::{find_rows, range};
use super::{
    ChangeKind, ClauseChange, Comparison, HunkKind, Line, Piece, Step, TablePair, Weight, mark,
};
use crate::html::escape;
use crate::model::Tone;
use crate::read::{NodeKind, Paper};

/// A page about a comparison.
#[derive(Debug, Clone)]
pub struct ComparePage<'a> {
    /// Title of the page.
    pub title: String,
    /// Label and value pairs under the title.
    pub facts: Vec<(String, String)>,
    /// What matters most: colour, lead in bold, text.
    pub summary: Vec<(Tone, String, String)>,
    /// The old paper.
    pub old: &'a Paper,
    /// The new paper.
    pub new: &'a Paper,
    /// What changed between them.
    pub comparison: &'a Comparison,
    /// One line at the foot.
    pub footer: String,
}

const STYLE: &str = concat!(
    include_str!("../../assets/html/annotated.css"),
    include_str!("../../assets/html/compare.css")
);

/// Writes the page; it needs no script and no other file.
pub fn write(page: &ComparePage<'_>) -> String {
    let title = escape(&page.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n<header>\n<h1>{title}</h1>\n"
    );
    out.push_str("<dl class=\"facts\">\n");
    for (name, value) in &page.facts {
        let (name, value) = (escape(name), escape(value));
        out.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
    }
    out.push_str("</dl>\n");
    for (tone, lead, text) in &page.summary {
        let (lead, text) = (escape(lead), escape(text));
        let class = tone_class(*tone);
        out.push_str(&format!("<p class=\"sum {class}\"><strong>{lead}</strong> {text}</p>\n"));
    }
    if page.comparison.is_empty() {
        out.push_str("<p class=\"sum good\"><strong>No changes.</strong></p>\n");
    } else {
        out.push_str(
            "<p class=\"legend\"><del>gone</del> <ins>new</ins> <del class=\"move\">moved away</del> \
             <ins class=\"move\">moved here</ins> <ins class=\"soft\">form only</ins></p>\n",
        );
    }
    out.push_str("</header>\n<div class=\"frame\">\n<main aria-label=\"Both papers as one\">\n");
    let mut seen = vec![false; page.comparison.changes.len()];
    for line in &page.comparison.lines {
        write_line(page, line, &mut seen, &mut out);
    }
    out.push_str("</main>\n<aside id=\"changes\" aria-label=\"Changes\">\n");
    write_changes(page, &seen, &mut out);
    let footer = escape(&page.footer);
    out.push_str(&format!("</aside>\n</div>\n<footer>{footer}</footer>\n</body>\n</html>\n"));
    out
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Caution => "caution",
        Tone::Bad => "bad",
        Tone::Info => "info",
        Tone::Gap => "gap",
    }
}

fn write_line(page: &ComparePage<'_>, line: &Line, seen: &mut [bool], out: &mut String) {
    // What only the formats put in another order is shown once, where the new paper has it.
    let is_quiet = page.comparison.by_words && line.change.is_none();
    let step = match line.step {
        Step::MovedFrom if is_quiet => return,
        Step::MovedTo if is_quiet => Step::Kept,
        step => step,
    };
    let is_old = matches!(step, Step::Deleted | Step::MovedFrom);
    let (paper, side) = if is_old { (page.old, &line.old) } else { (page.new, &line.new) };
    let Some(side) = side else { return };
    let Some(node) = paper.nodes.get(side.node) else { return };
    let body = match (&line.table, node.kind) {
        (Some(table), _) => write_table_pair(page, line, table, seen),
        (None, NodeKind::Table) => {
            let rows = find_rows(paper, side.node);
            let header = header_rows(paper, side.node);
            write_table(paper, &rows, header, line.step)
        }
        _ => {
            let words = match step {
                Step::Kept | Step::MovedTo => write_pieces(page, line),
                _ => flat(paper.slice(&side.text)),
            };
            let words = match step {
                Step::Kept => words,
                Step::Inserted => format!("<ins>{words}</ins>"),
                Step::Deleted => format!("<del>{words}</del>"),
                Step::MovedFrom => format!("<del class=\"move\">{words}</del>"),
                Step::MovedTo if line.hunks.is_empty() => {
                    format!("<ins class=\"move\">{words}</ins>")
                }
                Step::MovedTo => words,
            };
            let shown = if node.label.shown.is_empty() { "" } else { &node.label.shown };
            let label = if shown.is_empty() {
                String::new()
            } else {
                format!("<span class=\"label\">{}</span> ", escape(shown))
            };
            let is_heading =
                matches!(node.kind, NodeKind::Heading | NodeKind::Schedule | NodeKind::Title)
                    || node.heading.as_ref().is_some_and(|h| h.len() + 2 >= node.words.len());
            let tag = if is_heading { "h3" } else { "p" };
            let depth = node.depth.min(5);
            format!("<{tag} class=\"d{depth}\">{label}{words}</{tag}>")
        }
    };
    let change = line.change.and_then(|at| Some((at, page.comparison.changes.get(at)?)));
    let Some((at, change)) = change else {
        out.push_str(&body);
        out.push('\n');
        return;
    };
    let is_first = match seen.get_mut(at) {
        Some(flag) if line.step != Step::MovedFrom => !std::mem::replace(flag, true),
        _ => false,
    };
    let anchor = if is_first { format!(" id=\"at-{}\"", change.id) } else { String::new() };
    let form = if change.weight == Weight::Form { " form" } else { "" };
    let id = &change.id;
    out.push_str(&format!(
        "<div class=\"changed{form}\"{anchor}><a class=\"num\" href=\"#{id}\">{id}</a>{body}</div>\n"
    ));
}

fn flat(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

fn write_pieces(page: &ComparePage<'_>, line: &Line) -> String {
    let Some(side) = &line.new else { return String::new() };
    marked(&mark(page.old, page.new, &side.text, &line.hunks))
}

/// Pieces as HTML; what changes the form only is shown as it is now.
fn marked(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let is_plain = |kind: &HunkKind| matches!(kind, HunkKind::Words | HunkKind::Reference);
        match piece {
            Piece::Same(words) => out.push_str(&flat(words)),
            Piece::Gone(words, kind) if is_plain(kind) => {
                out.push_str(&format!("<del>{}</del>", flat(words)));
            }
            Piece::New(words, kind) if is_plain(kind) => {
                out.push_str(&format!("<ins>{}</ins>", flat(words)));
            }
            Piece::Gone(_, _) => {}
            Piece::New(words, HunkKind::Typography) => out.push_str(&flat(words)),
            Piece::New(words, _) => {
                out.push_str(&format!("<ins class=\"soft\">{}</ins>", flat(words)));
            }
        }
    }
    out
}

fn header_rows(paper: &Paper, node: usize) -> usize {
    paper.tables.iter().find(|table| table.node == node).map_or(0, |table| table.header_rows)
}

/// A table that is on one side only, or has only moved.
fn write_table(paper: &Paper, rows: &[Vec<usize>], header: usize, step: Step) -> String {
    let class = match step {
        Step::Inserted => " class=\"new\"",
        Step::Deleted | Step::MovedFrom => " class=\"gone\"",
        _ => "",
    };
    let tag = match step {
        Step::Inserted => "ins",
        Step::Deleted | Step::MovedFrom => "del",
        _ => "span",
    };
    let mut out = "<div class=\"scroll\"><table>\n".to_owned();
    for (at, row) in rows.iter().enumerate() {
        let cell_tag = if at < header { "th" } else { "td" };
        out.push_str(&format!("<tr{class}>"));
        for cell in row {
            let words = flat(paper.slice(&range(paper, *cell)));
            out.push_str(&format!("<{cell_tag}><{tag}>{words}</{tag}></{cell_tag}>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table></div>");
    out
}

fn write_table_pair(
    page: &ComparePage<'_>,
    line: &Line,
    table: &TablePair,
    seen: &mut [bool],
) -> String {
    let (Some(before), Some(after)) = (&line.old, &line.new) else { return String::new() };
    let (left, right) = (find_rows(page.old, before.node), find_rows(page.new, after.node));
    let header = header_rows(page.new, after.node);
    let mut out = "<div class=\"scroll\"><table>\n".to_owned();
    for (old_row, new_row) in &table.rows {
        let class = match (old_row, new_row) {
            (Some(_), None) => " class=\"gone\"",
            (None, Some(_)) => " class=\"new\"",
            _ => "",
        };
        out.push_str(&format!("<tr{class}>"));
        let mut row_link = find_row_change(page, (&left, *old_row), (&right, *new_row));
        let tag = if new_row.is_some_and(|row| row < header) { "th" } else { "td" };
        for (old_column, new_column) in &table.columns {
            let cell = |rows: &[Vec<usize>], row: &Option<usize>, column: &Option<usize>| {
                rows.get((*row)?)?.get((*column)?).copied()
            };
            let old_cell = cell(&left, old_row, old_column);
            let new_cell = cell(&right, new_row, new_column);
            let pair = table
                .cells
                .iter()
                .find(|pair| Some(pair.old) == old_cell && Some(pair.new) == new_cell);
            let (class, words) = match (pair, old_cell, new_cell) {
                (Some(pair), ..) => {
                    let words =
                        marked(&mark(page.old, page.new, &range(page.new, pair.new), &pair.hunks));
                    ("", add_link(page, pair.change, words, seen))
                }
                (None, Some(cell), _) => {
                    let words = flat(page.old.slice(&range(page.old, cell)));
                    let words = format!("<del>{words}</del>");
                    let link = row_link.take().or_else(|| find_column_change(page, true, cell));
                    (" class=\"gone\"", add_link(page, link, words, seen))
                }
                (None, None, Some(cell)) => {
                    let words = flat(page.new.slice(&range(page.new, cell)));
                    let words = format!("<ins>{words}</ins>");
                    let link = row_link.take().or_else(|| find_column_change(page, false, cell));
                    (" class=\"new\"", add_link(page, link, words, seen))
                }
                (None, None, None) => ("", String::new()),
            };
            out.push_str(&format!("<{tag}{class}>{words}</{tag}>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table></div>");
    out
}

/// The change of a row that is on one side only.
fn find_row_change(
    page: &ComparePage<'_>,
    (left, old_row): (&[Vec<usize>], Option<usize>),
    (right, new_row): (&[Vec<usize>], Option<usize>),
) -> Option<usize> {
    let find = |paper: &Paper, rows: &[Vec<usize>], row: usize| {
        paper.nodes.get(*rows.get(row)?.first()?)?.parent
    };
    let (kind, node) = match (old_row, new_row) {
        (Some(row), None) => (ChangeKind::RowDeleted, find(page.old, left, row)?),
        (None, Some(row)) => (ChangeKind::RowInserted, find(page.new, right, row)?),
        _ => return None,
    };
    page.comparison.changes.iter().position(|change| {
        let side = if old_row.is_some() { &change.old } else { &change.new };
        change.kind == kind && side.as_ref().is_some_and(|side| side.node == node)
    })
}

/// The change of a column that a cell is the head of.
fn find_column_change(page: &ComparePage<'_>, is_old: bool, cell: usize) -> Option<usize> {
    page.comparison.changes.iter().position(|change| {
        let side = if is_old { &change.old } else { &change.new };
        !change.cells.is_empty() && side.as_ref().is_some_and(|side| side.node == cell)
    })
}

fn add_link(
    page: &ComparePage<'_>,
    change: Option<usize>,
    words: String,
    seen: &mut [bool],
) -> String {
    let found = change.and_then(|at| Some((at, page.comparison.changes.get(at)?)));
    let Some((at, change)) = found else { return words };
    // The first change of a table marks the table itself.
    let is_new = seen.get_mut(at).is_some_and(|flag| !std::mem::replace(flag, true));
    let anchor = if is_new { format!(" id=\"at-{}\"", change.id) } else { String::new() };
    format!("<span{anchor}>{words}</span> <a class=\"num\" href=\"#{0}\">{0}</a>", change.id)
}

fn write_changes(page: &ComparePage<'_>, seen: &[bool], out: &mut String) {
    let mut forms = String::new();
    let mut count = 0;
    for rename in &page.comparison.renames {
        count += 1;
        let (from, to) = (escape(&rename.old), escape(&rename.new));
        let times = rename.times;
        forms.push_str(&format!(
            "<article class=\"note info\">\n<p>“{from}” is “{to}” throughout ({times} times)</p>\n</article>\n"
        ));
    }
    for (at, change) in page.comparison.changes.iter().enumerate() {
        let note = write_change(change, seen.get(at) == Some(&true));
        if change.weight == Weight::Substance {
            out.push_str(&note);
        } else {
            count += 1;
            forms.push_str(&note);
        }
    }
    for beside in &page.comparison.beside {
        let tone = if beside.weight == Weight::Substance { "bad" } else { "info" };
        let (id, place, words) = (&beside.id, escape(&beside.place), escape(&beside.describe()));
        out.push_str(&format!(
            "<article id=\"{id}\" class=\"note {tone}\">\n<h2>Beside the text<span class=\"badge\">{id}</span></h2>\n<p class=\"where\">{place}</p>\n<p>{words}</p>\n</article>\n"
        ));
    }
    if !forms.is_empty() {
        out.push_str(&format!(
            "<details class=\"forms\" open><summary>Form only ({count})</summary>\n{forms}</details>\n"
        ));
    }
}

fn write_change(change: &ClauseChange, is_shown: bool) -> String {
    let (tone, kind) = name_kind(change.kind);
    let tone = if change.weight == Weight::Form { "gap" } else { tone };
    let place = match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.place != new.place => {
            format!("{} <span class=\"kind\">was</span> {}", escape(&new.place), escape(&old.place))
        }
        (_, Some(side)) | (Some(side), None) => escape(&side.place),
        (None, None) => "every page".to_owned(),
    };
    let id = &change.id;
    let place = if is_shown { format!("<a href=\"#at-{id}\">{place}</a>") } else { place };
    let mut out = format!(
        "<article id=\"{id}\" class=\"note {tone}\">\n<h2>{kind}<span class=\"badge\">{id}</span></h2>\n<p class=\"where\">{place}</p>\n"
    );
    if !change.touches.is_empty() {
        let touches: Vec<String> = change
            .touches
            .iter()
            .map(|touch| format!("<span class=\"touch\">{}</span>", escape(touch)))
            .collect();
        out.push_str(&format!("<p>{}</p>\n", touches.join(" ")));
    }
    for note in &change.notes {
        out.push_str(&format!("<p>{}</p>\n", escape(note)));
    }
    if change.below > 0 && change.kind != ChangeKind::Renumbered {
        out.push_str(&format!("<p>with {} more below it</p>\n", change.below));
    }
    out.push_str("</article>\n");
    out
}

fn name_kind(kind: ChangeKind) -> (&'static str, &'static str) {
    match kind {
        ChangeKind::Reworded => ("caution", "Reworded"),
        ChangeKind::Inserted => ("good", "New"),
        ChangeKind::Deleted => ("bad", "Gone"),
        ChangeKind::Moved => ("gap", "Moved"),
        ChangeKind::Split => ("caution", "Split"),
        ChangeKind::Joined => ("caution", "Joined"),
        ChangeKind::Cell => ("caution", "Cell"),
        ChangeKind::RowInserted => ("good", "New row"),
        ChangeKind::RowDeleted => ("bad", "Row gone"),
        ChangeKind::ColumnInserted => ("good", "New column"),
        ChangeKind::ColumnDeleted => ("bad", "Column gone"),
        ChangeKind::Reference => ("bad", "Reference leads elsewhere"),
        ChangeKind::Renumbered => ("gap", "Renumbered"),
        ChangeKind::Follows => ("gap", "Reference follows its number"),
        ChangeKind::Renamed => ("gap", "Renamed term"),
        ChangeKind::Typography => ("gap", "Typesetting"),
        ChangeKind::Format => ("gap", "Format"),
        ChangeKind::Header => ("caution", "Header"),
        ChangeKind::Footer => ("caution", "Footer"),
    }
}
