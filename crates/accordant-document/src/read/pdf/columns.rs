//! Columns: pages cut along their gutters and gaps, and the lines of each part from the top down.

use super::lines::{Line, Page};
use super::tables::{self, Cell, Gap, Table};

/// Fewest lines on each side of a gutter.
const FEWEST: usize = 4;
/// Deepest nesting of cuts.
const DEEPEST: usize = 12;

/// Puts the lines of all pages in reading order.
pub(super) fn order(pages: Vec<Page>) -> Vec<Line> {
    let mut ordered = Vec::new();
    let mut counter = Counter::default();
    for mut page in pages {
        let tables = tables::take(&mut page.lines, &page.ladders);
        let mut rest = page.lines;
        for table in tables {
            let (above, below): (Vec<Line>, Vec<Line>) =
                rest.into_iter().partition(|line| line.base < table.bottom);
            if !above.is_empty() {
                counter.last = None;
            }
            cut(above, 0, &mut ordered);
            rest = below;
            counter.add(table, &mut ordered);
        }
        if !rest.is_empty() {
            counter.last = None;
        }
        cut(rest, 0, &mut ordered);
    }
    ordered
}

/// Counts tables and their rows; a table may go on over pages.
#[derive(Default)]
struct Counter {
    tables: usize,
    last: Option<Last>,
}

/// The last table: its gaps, its rows so far, and the words of its first row.
type Last = (Vec<Gap>, usize, String);

impl Counter {
    /// Adds the lines of a table, cell after cell.
    fn add(&mut self, table: Table, ordered: &mut Vec<Line>) {
        let read = |row: &Vec<Vec<Line>>| -> String {
            row.iter().flatten().map(Line::text).collect::<Vec<_>>().join(" ")
        };
        let head = table.rows.first().map(read).unwrap_or_default();
        let known = self.last.take().filter(|(gaps, ..)| {
            gaps.len() == table.gaps.len()
                && gaps.iter().zip(&table.gaps).all(|(a, b)| a.0 < b.1 + 2.0 && b.0 < a.1 + 2.0)
        });
        let mut row = known.as_ref().map_or(0, |(_, rows, _)| *rows);
        self.tables += usize::from(known.is_none());
        // Where a table goes on, its head is there again.
        let repeats = known.as_ref().is_some_and(|(.., first)| *first == head);
        let first = known.map_or(head, |(.., first)| first);
        for cells in table.rows.into_iter().skip(usize::from(repeats)) {
            for (column, lines) in cells.into_iter().enumerate() {
                let at = ordered.len();
                emit(lines, ordered);
                for line in ordered.iter_mut().skip(at) {
                    line.cell = Some(Cell { table: self.tables, row, column });
                }
            }
            row += 1;
        }
        self.last = Some((table.gaps, row, first));
    }
}

fn cut(lines: Vec<Line>, depth: usize, ordered: &mut Vec<Line>) {
    if lines.len() > 1 && depth < DEEPEST {
        if let Some(gutter) = find_gutter(&lines) {
            let (left, right): (Vec<Line>, Vec<Line>) =
                lines.into_iter().partition(|line| middle(line) < gutter);
            cut(left, depth + 1, ordered);
            cut(right, depth + 1, ordered);
            return;
        }
        if let Some(level) = find_gap(&lines) {
            let (above, below): (Vec<Line>, Vec<Line>) =
                lines.into_iter().partition(|line| line.base < level);
            cut(above, depth + 1, ordered);
            cut(below, depth + 1, ordered);
            return;
        }
    }
    emit(lines, ordered);
}

fn middle(line: &Line) -> f64 {
    f64::midpoint(line.left, line.right)
}

/// The middle of a gap from top to bottom that has prose on both sides.
fn find_gutter(lines: &[Line]) -> Option<f64> {
    let mut spans: Vec<(f64, f64)> = lines.iter().map(|line| (line.left, line.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = median(lines.iter().map(|line| line.size).collect());
    let mut reach = spans.first()?.1;
    for (left, right) in spans {
        if left - reach > size * 0.9 {
            let gutter = f64::midpoint(left, reach);
            if is_prose(lines, gutter) {
                return Some(gutter);
            }
        }
        reach = reach.max(right);
    }
    None
}

/// Whether both sides of a gutter hold lines that fill their column: numbers in the margin and
/// tables do not.
fn is_prose(lines: &[Line], gutter: f64) -> bool {
    let fills = |left_side: bool| {
        let side: Vec<&Line> =
            lines.iter().filter(|line| (middle(line) < gutter) == left_side).collect();
        let left = side.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
        let right = side.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
        let width = right - left;
        let full = side.iter().filter(|line| line.right - line.left > width * 0.7).count();
        let letters: usize = side.iter().map(|line| line.text().chars().count()).sum();
        side.len() >= FEWEST && full * 2 >= side.len() && letters > side.len() * 15
    };
    fills(true) && fills(false)
}

/// The height of a gap from side to side below which or above which there is a gutter.
fn find_gap(lines: &[Line]) -> Option<f64> {
    let mut by_height: Vec<&Line> = lines.iter().collect();
    by_height.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut bottom = by_height.first()?.bottom();
    let mut gaps: Vec<(f64, f64)> = Vec::new();
    for line in &by_height {
        if line.top() > bottom {
            gaps.push((line.top() - bottom, f64::midpoint(line.top(), bottom)));
        }
        bottom = bottom.max(line.bottom());
    }
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    gaps.into_iter().take(8).map(|(_, level)| level).find(|level| {
        let part = |above: bool| -> Vec<Line> {
            lines.iter().filter(|line| (line.base < *level) == above).cloned().collect()
        };
        find_gutter(&part(true)).is_some() || find_gutter(&part(false)).is_some()
    })
}

/// The lines of a part without columns; pieces at one height are one line.
fn emit(mut lines: Vec<Line>, ordered: &mut Vec<Line>) {
    lines.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let first = ordered.len();
    for mut line in lines {
        line.column = (left, right);
        let ordered_count = ordered.len();
        match ordered.last_mut() {
            Some(last)
                if ordered_count > first
                    && ordered_is_inside(first, last, &line)
                    && last.page == line.page
                    && (last.base - line.base).abs() < line.size * 0.3
                    && line.left >= last.right - line.size * 0.3 =>
            {
                last.extend(&line);
            }
            _ => ordered.push(line),
        }
    }
}

/// Lines of two columns never join: the column of the last line tells.
fn ordered_is_inside(_: usize, last: &Line, line: &Line) -> bool {
    (last.column.0 - line.column.0).abs() < 0.01 && (last.column.1 - line.column.1).abs() < 0.01
}

pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}
