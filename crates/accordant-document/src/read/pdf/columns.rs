//! Columns: pages cut along their gutters and gaps, and the lines of each part from the top down.

use super::lines::{Line, Page};

/// Fewest lines on each side of a gutter.
const FEWEST: usize = 4;
/// Deepest nesting of cuts.
const DEEPEST: usize = 12;

/// Puts the lines of all pages in reading order.
pub(super) fn order(pages: Vec<Page>) -> Vec<Line> {
    let mut ordered = Vec::new();
    for page in pages {
        cut(page.lines, 0, &mut ordered);
    }
    ordered
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
        match ordered.last_mut() {
            Some(last)
                if ordered_is_inside(first, last, &line)
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
