//! Paragraphs: lines that belong together, across columns and pages.

use super::columns::median;
use super::lines::Line;
use super::tables::Cell;
use crate::read::build::{Built, Shape};
use crate::read::label;
use crate::read::paper::Source;

/// Beginnings of words that keep their hyphen at the end of a line.
const KEPT: [&str; 26] = [
    "non", "self", "sub", "third", "re", "co", "pre", "post", "multi", "anti", "cross", "long",
    "short", "well", "high", "low", "risk", "real", "end", "full", "part", "inter", "opt",
    "follow", "up", "day",
];

/// Joins lines in reading order into blocks.
pub(super) fn join(lines: &[Line], built: &mut Built) {
    let body = body_size(lines);
    let leading = find_leading(lines);
    let sizes = heading_sizes(lines, body);
    let mut before: Option<&Line> = None;
    for line in lines {
        let moves = before.map(|before| before.cell) != Some(line.cell);
        let begins = moves || before.is_none_or(|b| begins_paragraph(b, line, leading));
        if begins {
            if before.is_some() {
                built.close();
            }
            if moves {
                turn(before.and_then(|before| before.cell), line.cell, built);
            }
            let level = sizes.iter().position(|size| (size - line.size).abs() < 0.6);
            let level = level.and_then(|level| u8::try_from(level + 1).ok());
            let text = line.text();
            let shape = match level {
                Some(level) if text.trim().len() < 140 => Shape::Heading(level),
                _ => Shape::Paragraph,
            };
            built.open(shape, None, String::new());
        } else if !join_hyphen(built, line) {
            built.push(" ", place(line), false);
        }
        let count = line.words.len();
        for (order, (words, strong)) in line.words.iter().enumerate() {
            let words = if order == 0 { words.trim_start() } else { words };
            let words = if order + 1 == count { words.trim_end() } else { words };
            built.push(words, place(line), *strong);
        }
        before = Some(line);
    }
    if before.is_some() {
        built.close();
    }
    turn(before.and_then(|before| before.cell), None, built);
}

/// Closes and opens cells, rows and tables on the way from one place to another.
fn turn(from: Option<Cell>, to: Option<Cell>, built: &mut Built) {
    let same_table = from.map(|cell| cell.table) == to.map(|cell| cell.table);
    let same_row = same_table && from.map(|cell| cell.row) == to.map(|cell| cell.row);
    if from.is_some() {
        built.edge(Shape::Close);
        if !same_row {
            built.edge(Shape::Close);
        }
        if !same_table {
            built.edge(Shape::Close);
        }
    }
    let Some(to) = to else { return };
    if !same_table {
        built.edge(Shape::OpenTable { header_rows: 0 });
    }
    if !same_row {
        built.edge(Shape::OpenRow);
    }
    // Cells in between say nothing.
    let next = from.filter(|_| same_row).map_or(0, |from| from.column + 1);
    for _ in next..to.column {
        built.edge(Shape::OpenCell);
        built.edge(Shape::Close);
    }
    built.edge(Shape::OpenCell);
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page is far from the bounds")]
fn place(line: &Line) -> Source {
    let hundredths = |number: f64| (number * 100.0).round() as i32;
    Source::Pdf {
        page: line.page,
        left: hundredths(line.left),
        top: hundredths(line.top()),
        right: hundredths(line.right),
        bottom: hundredths(line.bottom()),
    }
}

/// The size of most letters.
fn body_size(lines: &[Line]) -> f64 {
    let sizes =
        lines.iter().flat_map(|line| std::iter::repeat_n(line.size, line.text().len() / 8 + 1));
    median(sizes.collect())
}

/// The usual distance of the lines of a paragraph, in sizes of the letters.
fn find_leading(lines: &[Line]) -> f64 {
    let mut steps = Vec::new();
    for pair in lines.windows(2) {
        if let [above, below] = pair {
            let step = (below.base - above.base) / below.size.max(1.0);
            if above.page == below.page && (0.8..2.6).contains(&step) {
                steps.push(step);
            }
        }
    }
    steps.sort_by(f64::total_cmp);
    // Gaps between paragraphs are among the steps: the lower third is inside of paragraphs.
    steps.get(steps.len() / 3).copied().unwrap_or(1.2)
}

/// Sizes of headings, the largest first.
fn heading_sizes(lines: &[Line], body: f64) -> Vec<f64> {
    let mut sizes: Vec<f64> = Vec::new();
    for line in lines.iter().filter(|line| line.size > body * 1.12 + 0.2) {
        if !sizes.iter().any(|size| (size - line.size).abs() < 0.6) {
            sizes.push(line.size);
        }
    }
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.truncate(6);
    sizes
}

fn begins_paragraph(before: &Line, line: &Line, leading: f64) -> bool {
    let (above, text) = (before.text(), line.text());
    let (above, text) = (above.trim_end(), text.trim_start());
    let ended = above.ends_with(['.', ';', ':', '!', '?', '”', '"', ')'])
        || above.ends_with(" and")
        || above.ends_with(" or");
    if before.is_entry || above.contains(".....") {
        return true;
    }
    let width = (before.column.1 - before.column.0).max(1.0);
    // The last line of a paragraph leaves room that the next word would have fitted in.
    let room = before.column.1 - before.right;
    let short = room > width * 0.12;
    let typed = label::find(text).filter(|typed| !typed.is_bare);
    let grown = (line.size - before.size).abs() > before.size * 0.08;
    let same_column = before.page == line.page
        && line.base > before.base
        && (before.column.0 - line.column.0).abs() < 1.0;
    let step = (line.base - before.base) / line.size.max(1.0);
    let far = same_column && step > leading * 1.28;
    let close = same_column && step <= leading * 1.28;
    if grown && !(close && line.size < before.size * 0.85) {
        return true;
    }
    if let Some(typed) = typed {
        let bullet = typed.shown.is_empty();
        return far || short || ended || bullet || above.ends_with(',');
    }
    // A heading in bold ends where the bold ends.
    if before.is_strong() != line.is_strong()
        && (before.is_strong() && short || line.is_strong() && (ended || short))
    {
        return true;
    }
    if far {
        return true;
    }
    let indented = line.left > before.left + line.size * 1.2;
    if same_column && close {
        let outdented = line.left < before.left - line.size * 1.2;
        let opens = text.starts_with(|c: char| !c.is_lowercase());
        return short && ended && (opens || indented || outdented);
    }
    // The next column or page: a sentence that is not over goes on.
    let goes_on = text.starts_with(|c: char| c.is_lowercase()) || !(ended || short);
    !goes_on
}

/// Takes the hyphen off that the end of a line has put into a word; answers whether there was one.
fn join_hyphen(built: &mut Built, line: &Line) -> bool {
    let text = &built.text;
    let hyphen = ['-', '\u{ad}', '‐'].into_iter().find(|hyphen| text.ends_with(*hyphen));
    let Some(hyphen) = hyphen else { return false };
    let stem = text.get(..text.len() - hyphen.len_utf8()).unwrap_or_default();
    let word = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let goes_on = line.text().trim_start().starts_with(|c: char| c.is_lowercase());
    if word.is_empty() || !goes_on {
        // "2026-\n2027" and "AI-\nBased": the hyphen stays, the line break goes.
        return !word.is_empty() || stem.ends_with(|c: char| c.is_ascii_digit());
    }
    if hyphen == '-' && KEPT.contains(&word.to_lowercase().as_str()) {
        return true;
    }
    let end = stem.len();
    built.text.truncate(end);
    if let Some(run) = built.runs.last_mut() {
        run.text.end = end.max(run.text.start);
    }
    true
}
