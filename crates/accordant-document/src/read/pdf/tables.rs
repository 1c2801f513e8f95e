//! Tables: rows between the rules that a page draws, columns between the pieces of their lines.
//!
//! A row is what stands between two rules of the same width. What stands in one column only, or
//! across a gap between columns, is no row. The rules of the first and the last row of a page may be
//! missing, as they are where a row goes on over the page.
//!
//! Left out: tables without rules.

use super::glyphs::Rule;
use super::lines::Line;
use crate::read::label;

/// Most points between two ends of rules that are the same.
const NEAR: f64 = 6.0;
/// Fewest points of a rule.
const SHORTEST: f64 = 90.0;
/// Fewest points of a gap between columns.
const NARROWEST: f64 = 3.0;
/// Most points from a row without a rule to the next line of it.
const MOST_BETWEEN: f64 = 60.0;

/// A gap between columns: where it begins and ends, from the left.
pub(super) type Gap = (f64, f64);

/// A place in a table: the table, the row, the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) column: usize,
}

/// Rules of the same width, one below the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ladder {
    left: f64,
    right: f64,
    levels: Vec<f64>,
}

impl Ladder {
    /// Whether a line stands between two of the rules, or next to them.
    pub(super) fn holds(&self, base: f64, left: f64) -> bool {
        let (first, last) = (self.levels.first(), self.levels.last());
        let inside = first.is_some_and(|first| base > first - MOST_BETWEEN)
            && last.is_some_and(|last| base < last + MOST_BETWEEN);
        inside && left > self.left - NEAR && left < self.right
    }
}

impl Ladder {
    /// Whether rules stand close above and close below a line.
    pub(super) fn encloses(&self, base: f64) -> bool {
        let after = self.levels.partition_point(|level| *level < base);
        let above = after.checked_sub(1).and_then(|at| self.levels.get(at));
        let below = self.levels.get(after);
        above.is_some_and(|level| base - level < MOST_BETWEEN)
            && below.is_some_and(|level| level - base < MOST_BETWEEN)
    }
}

/// A table on a page: its rows, and the lines of each by column.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The gaps between its columns.
    pub(super) gaps: Vec<Gap>,
    pub(super) rows: Vec<Vec<Vec<Line>>>,
}

/// Finds the rules that may belong to tables.
pub(super) fn find_ladders(rules: &[Rule]) -> Vec<Ladder> {
    let mut flat: Vec<&Rule> = rules.iter().filter(|rule| rule.bottom - rule.top < 3.5).collect();
    flat.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    // Borders are drawn cell by cell: what touches is one rule.
    let mut joined: Vec<(f64, f64, f64)> = Vec::new();
    for rule in flat {
        let level = f64::midpoint(rule.top, rule.bottom);
        let near = joined.iter_mut().rev().take(12).find(|(left, right, y)| {
            (*y - level).abs() < 2.0 && rule.left < *right + NEAR && rule.right > *left - NEAR
        });
        match near {
            Some(known) => {
                known.0 = known.0.min(rule.left);
                known.1 = known.1.max(rule.right);
            }
            None => joined.push((rule.left, rule.right, level)),
        }
    }
    let mut ladders: Vec<Ladder> = Vec::new();
    for (left, right, level) in joined {
        if right - left < SHORTEST {
            continue;
        }
        let known = ladders.iter_mut().find(|ladder| {
            (ladder.left - left).abs() < NEAR && (ladder.right - right).abs() < NEAR
        });
        match known {
            Some(ladder) => ladder.levels.push(level),
            None => ladders.push(Ladder { left, right, levels: vec![level] }),
        }
    }
    ladders.retain(|ladder| ladder.levels.len() > 1);
    ladders
}

/// Takes the tables out of the lines of a page.
pub(super) fn take(lines: &mut Vec<Line>, ladders: &[Ladder]) -> Vec<Table> {
    let mut tables = Vec::new();
    for ladder in ladders {
        find_tables(lines, ladder, &mut tables);
    }
    tables.sort_by(|a: &Table, b| a.top.total_cmp(&b.top));
    tables
}

/// The gaps between the columns of a table, each with how many rows cross it, and the bands that are
/// its rows.
type Found = (Vec<(Gap, usize)>, Vec<usize>);

/// A stretch of the page between two rules, with what stands there.
struct Band {
    lines: Vec<Line>,
    /// Whether a rule ends it on both sides.
    is_ruled: bool,
}

fn find_tables(lines: &mut Vec<Line>, ladder: &Ladder, tables: &mut Vec<Table>) {
    let mut bands: Vec<Band> =
        (0..=ladder.levels.len()).map(|_| Band { lines: Vec::new(), is_ruled: true }).collect();
    for end in [0, bands.len() - 1] {
        if let Some(band) = bands.get_mut(end) {
            band.is_ruled = false;
        }
    }
    let is_beside =
        |line: &Line| line.left < ladder.left - NEAR || line.right > ladder.right + NEAR;
    for line in lines.iter() {
        let at = ladder.levels.partition_point(|level| *level < line.base - line.size * 0.3);
        if let Some(band) = bands.get_mut(at) {
            band.lines.push(line.clone());
        }
    }
    let mut open: Option<Found> = None;
    let mut found: Vec<Found> = Vec::new();
    for (at, band) in bands.iter().enumerate() {
        let fits = band.is_ruled && !band.lines.is_empty() && !band.lines.iter().any(is_beside);
        let next = match &open {
            Some((gaps, rows)) => {
                let free = find_free(&band.lines, ladder);
                let known: Vec<Gap> = gaps.iter().map(|(gap, _)| *gap).collect();
                let goes_on = fits && is_row(&band.lines, &intersect(&known, &free));
                goes_on.then(|| (narrow(gaps, &free), [&rows[..], &[at]].concat()))
            }
            None => None,
        };
        match next {
            Some(next) => open = Some(next),
            None => {
                found.extend(open.take());
                let gaps = find_gaps(&band.lines);
                if fits && !gaps.is_empty() {
                    let gaps = gaps.into_iter().map(|gap| (gap, 0)).collect();
                    open = Some((gaps, vec![at]));
                }
            }
        }
    }
    found.extend(open);
    for (gaps, rows) in found {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        let mut rows_of: Vec<Vec<Line>> =
            rows.iter().filter_map(|at| bands.get(*at)).map(|band| band.lines.clone()).collect();
        // One long line in a narrow column does not undo the column.
        let gaps = gaps.into_iter().filter(|(_, crossed)| crossed * 4 <= rows.len());
        let gaps = drop_label_gaps(&rows_of, gaps.map(|(gap, _)| gap).collect());
        if gaps.is_empty() {
            continue;
        }
        // A row whose rule is on another page.
        if *first == 1 {
            let above = bands.first().map_or(&[][..], |band| &band.lines[..]);
            let row = reach(above, &gaps, &is_beside, true);
            if !row.is_empty() {
                rows_of.insert(0, row);
            }
        }
        if last + 2 == bands.len() {
            let below = bands.last().map_or(&[][..], |band| &band.lines[..]);
            let row = reach(below, &gaps, &is_beside, false);
            if !row.is_empty() {
                rows_of.push(row);
            }
        }
        tables.push(make_table(rows_of, gaps));
    }
    let taken: Vec<(f64, f64, f64)> = tables
        .iter()
        .flat_map(|table| table.rows.iter().flatten().flatten())
        .map(|line| (line.base, line.left, line.right))
        .collect();
    lines.retain(|line| {
        !taken.iter().any(|(base, left, right)| {
            (line.base - base).abs() < 0.01
                && (line.left - left).abs() < 0.01
                && (line.right - right).abs() < 0.01
        })
    });
}

fn make_table(rows: Vec<Vec<Line>>, gaps: Vec<Gap>) -> Table {
    let mut table = Table { top: f64::INFINITY, bottom: f64::NEG_INFINITY, gaps, rows: Vec::new() };
    for row in rows {
        let mut cells = vec![Vec::new(); table.gaps.len() + 1];
        for line in row {
            table.top = table.top.min(line.top());
            table.bottom = table.bottom.max(line.bottom());
            let column = find_column(&line, &table.gaps);
            if let Some(cell) = cells.get_mut(column) {
                cell.push(line);
            }
        }
        table.rows.push(cells);
    }
    table
}

fn find_column(line: &Line, gaps: &[Gap]) -> usize {
    gaps.partition_point(|(left, right)| f64::midpoint(*left, *right) < line.left)
}

/// The stretches that no line covers: between the lines, and up to the sides of the rules.
fn find_free(lines: &[Line], ladder: &Ladder) -> Vec<Gap> {
    let mut free = find_gaps(lines);
    let left = lines.iter().map(|line| line.left).fold(ladder.right, f64::min);
    let right = lines.iter().map(|line| line.right).fold(ladder.left, f64::max);
    free.insert(0, (ladder.left - NEAR, left));
    free.push((right, ladder.right + NEAR));
    free
}

/// The gaps between lines that no line covers.
fn find_gaps(lines: &[Line]) -> Vec<Gap> {
    let mut spans: Vec<Gap> = lines.iter().map(|line| (line.left, line.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut gaps = Vec::new();
    let mut reach = spans.first().map_or(0.0, |span| span.1);
    for (left, right) in spans {
        if left - reach > NARROWEST {
            gaps.push((reach, left));
        }
        reach = reach.max(right);
    }
    gaps
}

/// The gaps as far as they are free in one more row; one that it crosses stays, and counts that.
fn narrow(gaps: &[(Gap, usize)], free: &[Gap]) -> Vec<(Gap, usize)> {
    let next = gaps.iter().flat_map(|(gap, crossed)| {
        let common = intersect(&[*gap], free);
        if common.is_empty() {
            vec![(*gap, crossed + 1)]
        } else {
            common.into_iter().map(|gap| (gap, *crossed)).collect()
        }
    });
    next.collect()
}

fn intersect(gaps: &[Gap], free: &[Gap]) -> Vec<Gap> {
    let pairs = gaps.iter().flat_map(|gap| free.iter().map(move |other| (gap, other)));
    let common = pairs.map(|(gap, other)| (gap.0.max(other.0), gap.1.min(other.1)));
    common.filter(|(left, right)| right - left > NARROWEST * 0.6).collect()
}

/// Whether anything stands behind a gap between columns.
fn is_row(lines: &[Line], gaps: &[Gap]) -> bool {
    lines.iter().any(|line| find_column(line, gaps) > 0)
}

/// Takes out the gaps that only part numbers and boxes to tick from their text.
fn drop_label_gaps(rows: &[Vec<Line>], gaps: Vec<Gap>) -> Vec<Gap> {
    let mut kept: Vec<Gap> = Vec::new();
    for gap in gaps {
        let middle = f64::midpoint(gap.0, gap.1);
        let start = kept.last().map_or(f64::NEG_INFINITY, |before| before.0);
        let between: Vec<&Line> =
            rows.iter().flatten().filter(|line| line.left > start && line.left < middle).collect();
        let labels_only = between.iter().all(|line| is_label(&line.text()));
        if !between.is_empty() && !labels_only {
            kept.push(gap);
        }
    }
    kept
}

fn is_label(text: &str) -> bool {
    let text = text.trim();
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_box =
        matches!(bare.as_str(), "()" | "(x)" | "[]" | "[x]" | "☐" | "☒" | "☑" | "•" | "o" | "-");
    let typed = label::find(&format!("{text} X"));
    is_box || typed.is_some_and(|typed| typed.length > text.len())
}

/// The lines next to the first or the last rule that keep to the columns, as far as another column
/// than the first reaches.
fn reach(
    lines: &[Line],
    gaps: &[Gap],
    is_beside: &impl Fn(&Line) -> bool,
    is_above: bool,
) -> Vec<Line> {
    let crosses = |line: &Line| {
        let over = |gap: &(f64, f64)| {
            let middle = f64::midpoint(gap.0, gap.1);
            line.left < middle && line.right > middle
        };
        gaps.iter().any(over)
    };
    let mut near: Vec<&Line> = lines.iter().collect();
    near.sort_by(|a, b| {
        let order = a.base.total_cmp(&b.base);
        if is_above { order.reverse() } else { order }
    });
    let mut row: Vec<Line> = Vec::new();
    let mut reached = 0;
    for line in near {
        let far = row.last().is_some_and(|last| (last.base - line.base).abs() > MOST_BETWEEN);
        if crosses(line) || is_beside(line) || far {
            break;
        }
        row.push(line.clone());
        if find_column(line, gaps) > 0 {
            reached = row.len();
        }
    }
    // A piece at the height of the last line belongs to it.
    let edge = reached.checked_sub(1).and_then(|at| row.get(at)).map(|line| line.base);
    let same = row.iter().skip(reached).take_while(|line| Some(line.base) == edge).count();
    row.truncate(reached + same);
    row
}
