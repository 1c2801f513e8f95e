//! Lines: glyphs on one base line, in pieces where wide gaps part them.

use std::collections::BTreeMap;

use super::glyphs::{Glyph, Glyphs};
use super::tables::{Cell, Ladder, find_ladders};
use crate::read::build::Built;
use crate::read::label;
use crate::read::paper::{Aside, AsideKind};

/// The widest gap between words, in sizes of the letters; and the same between the cells of a table.
const GAP: f64 = 1.4;
const CELL_GAP: f64 = 0.5;

/// Most bytes of a lone running head.
const LONGEST_HEAD: usize = 60;

/// Height and size of a line, each rounded.
type Place = (i64, i64);

/// A page as its lines, from the top down.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) height: f64,
    pub(super) lines: Vec<Line>,
    /// The rules that may part the rows of tables.
    pub(super) ladders: Vec<Ladder>,
}

/// A piece of a line; places in points from the upper left corner.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) page: u32,
    /// The words, in pieces that are bold or not.
    pub(super) words: Vec<(String, bool)>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) artifact: bool,
    /// Edges of the column that holds the line.
    pub(super) column: (f64, f64),
    /// Whether the number of a page stands at its right end, as in a table of contents.
    pub(super) is_entry: bool,
    /// Where it stands in a table.
    pub(super) cell: Option<Cell>,
}

impl Line {
    pub(super) fn text(&self) -> String {
        self.words.iter().map(|(words, _)| words.as_str()).collect()
    }

    pub(super) fn is_strong(&self) -> bool {
        let mut speaking = self
            .words
            .iter()
            .filter(|(words, _)| words.chars().any(char::is_alphanumeric))
            .peekable();
        speaking.peek().is_some() && speaking.all(|(_, strong)| *strong)
    }

    pub(super) fn top(&self) -> f64 {
        self.base - self.size * 0.8
    }

    pub(super) fn bottom(&self) -> f64 {
        self.base + self.size * 0.25
    }

    /// Adds a line that goes on at the right of this one.
    pub(super) fn extend(&mut self, other: &Self) {
        let gap = other.left - self.right > self.size * 0.15;
        if gap && !self.text().ends_with(' ') {
            self.words.push((" ".to_owned(), false));
        }
        let digits = other.text();
        let digits = digits.trim();
        self.is_entry = other.left - self.right > self.size * 2.0
            && digits.len() <= 4
            && digits.chars().all(|c| c.is_ascii_digit());
        self.words.extend(other.words.iter().cloned());
        self.right = self.right.max(other.right);
        self.size = self.size.max(other.size);
    }
}

/// Joins the glyphs of a page.
pub(super) fn join(page: Glyphs) -> Page {
    let mut glyphs = page.glyphs;
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        // Raised and lowered signs belong to the line beside them.
        let near = rows.iter_mut().rev().take(4).find(|row| {
            row.first().is_some_and(|first| {
                let reach = first.size.max(glyph.size) * 0.35;
                (first.base - glyph.base).abs() <= reach
            })
        });
        match near {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    let ladders = find_ladders(&page.rules);
    let mut lines: Vec<Line> = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let is_tabled = row
            .first()
            .is_some_and(|first| ladders.iter().any(|ladder| ladder.holds(first.base, first.left)));
        part_row(&row, if is_tabled { CELL_GAP } else { GAP }, &mut lines);
    }
    lines.retain(|line| !line.text().trim().is_empty());
    lines.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    Page { number: 0, height: page.height, lines, ladders }
}

/// Parts a row where a gap is wider than between words.
fn part_row(row: &[Glyph], widest: f64, lines: &mut Vec<Line>) {
    let mut line = Line::default();
    let mut spaced = false;
    for glyph in row {
        if glyph.text.trim().is_empty() {
            // Spaces may lie below the letters of the next column: the gap decides.
            spaced = true;
            continue;
        }
        let gap = glyph.left - line.right;
        let size = line.size.max(glyph.size);
        if !line.words.is_empty() && gap > size * widest {
            lines.push(std::mem::take(&mut line));
        }
        if line.words.is_empty() {
            line = Line {
                left: glyph.left,
                right: glyph.left,
                base: glyph.base,
                size: glyph.size,
                artifact: glyph.artifact,
                ..Line::default()
            };
        } else if gap > size * 0.17 || (spaced && gap > size * 0.08) {
            push(&mut line, " ", false);
        }
        spaced = false;
        push(&mut line, &glyph.text, glyph.strong);
        line.right = line.right.max(glyph.right);
        if glyph.size > line.size {
            (line.size, line.base) = (glyph.size, glyph.base);
        }
        line.artifact &= glyph.artifact;
    }
    if !line.words.is_empty() {
        lines.push(line);
    }
}

fn push(line: &mut Line, text: &str, strong: bool) {
    if text == " " && line.words.last().is_some_and(|(words, _)| words.ends_with(' ')) {
        return;
    }
    match line.words.last_mut() {
        Some((words, known)) if *known == strong || text == " " => words.push_str(text),
        _ => line.words.push((text.to_owned(), strong)),
    }
}

/// Leaves out what repeats at the edges of pages, and page numbers.
pub(super) fn drop_running(pages: &mut [Page], built: &mut Built) {
    let count = pages.len();
    let mut seen: BTreeMap<(String, i64, i64), usize> = BTreeMap::new();
    for (number, page) in (1..).zip(pages.iter_mut()) {
        page.number = number;
        for line in &mut page.lines {
            line.page = number;
        }
        let rows = row_texts(page);
        let lines = page.lines.iter().zip(&rows);
        let mut keys: Vec<_> =
            lines.filter_map(|(line, row)| key(line, row, page.height)).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    // A place may differ by a point or two: neighbours count together.
    let often = |key: &(String, i64, i64)| {
        (-1..=1)
            .map(|off| seen.get(&(key.0.clone(), key.1 + off, key.2)).copied().unwrap_or(0))
            .sum::<usize>()
    };
    let heads = find_heads(pages);
    for page in pages.iter_mut() {
        let height = page.height;
        let lone = find_lone_head(page);
        let rows = row_texts(page);
        let mut kept = Vec::with_capacity(page.lines.len());
        for (line, text) in page.lines.drain(..).zip(rows) {
            // The head of a table is there again where the table goes on.
            let is_ruled = page.ladders.iter().any(|ladder| ladder.encloses(line.base));
            let at_edge = key(&line, &text, height).filter(|_| !is_ruled);
            let repeats = at_edge.as_ref().is_some_and(|key| often(key) >= 3);
            let is_number = at_edge.is_some() && count > 1 && is_page_number(&text);
            let is_head = lone.as_ref().is_some_and(|(place, words)| {
                *words == text && heads.contains(place) && at_edge.is_some()
            });
            if repeats || is_head || is_number || (line.artifact && at_edge.is_some()) {
                let kind =
                    if line.base < height / 2.0 { AsideKind::Header } else { AsideKind::Footer };
                let known = built.asides.iter().any(|aside| blur(&aside.text) == blur(&text));
                if !known {
                    let place = format!("page {}", line.page);
                    built.asides.push(Aside { kind, text: text.trim().to_owned(), place });
                }
            } else {
                kept.push(line);
            }
        }
        page.lines = kept;
    }
}

/// Where lone lines stand at the top of pages that say the same on two pages at least: what stands
/// there on other pages, such as the name of another part, is a running head too.
fn find_heads(pages: &[Page]) -> Vec<Place> {
    let mut seen: BTreeMap<(Place, String), usize> = BTreeMap::new();
    for key in pages.iter().filter_map(find_lone_head) {
        *seen.entry(key).or_default() += 1;
    }
    seen.into_iter().filter(|(_, count)| *count > 1).map(|((place, _), _)| place).collect()
}

/// The first line of a page where it stands at the edge and far above the next: its height and size,
/// and its words. Numbers and headings of schedules are left to the words that repeat.
fn find_lone_head(page: &Page) -> Option<(Place, String)> {
    let first = page.lines.first()?;
    let next = page.lines.iter().find(|line| line.base > first.base + first.size * 0.5)?;
    let text = row_texts(page).into_iter().next()?;
    let is_far = next.top() - first.bottom() > first.size * 2.0;
    let is_short = text.len() < LONGEST_HEAD && !text.contains(|c: char| c.is_ascii_digit());
    let at_top = first.base < page.height * 0.12 && !text.trim().is_empty();
    (at_top && is_far && is_short)
        .then(|| ((round(first.base / 2.0), round(first.size * 2.0)), text))
}

/// For each line the words of the whole row that it is a piece of: "12." in the margin of a heading
/// is no running head.
fn row_texts(page: &Page) -> Vec<String> {
    let row_of = |line: &Line| {
        let near =
            page.lines.iter().filter(|other| (other.base - line.base).abs() < line.size * 0.3);
        near.map(Line::text).collect::<Vec<_>>().join(" ")
    };
    let height = page.height;
    let edge = |line: &Line| line.base < height * 0.12 || line.base > height * 0.88;
    page.lines.iter().map(|line| if edge(line) { row_of(line) } else { String::new() }).collect()
}

/// What makes two lines at the edge of pages the same: words without figures, height, size.
fn key(line: &Line, row: &str, height: f64) -> Option<(String, i64, i64)> {
    let at_edge = line.base < height * 0.12 || line.base > height * 0.88;
    // "Schedule 1" and "Schedule 2" at the top of pages are headings, no running heads.
    let word = row.split_whitespace().next().unwrap_or_default();
    let is_division = label::find_division(word).is_some();
    let words = if is_division { row.trim().to_owned() } else { blur(row) };
    at_edge.then(|| (words, round(line.base / 2.0), round(line.size * 2.0)))
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page is far from the bounds")]
fn round(number: f64) -> i64 {
    number.round() as i64
}

fn blur(text: &str) -> String {
    let mut blurred = String::new();
    for c in text.trim().chars() {
        match c {
            c if c.is_ascii_digit() => {
                if !blurred.ends_with('#') {
                    blurred.push('#');
                }
            }
            c => blurred.push(c),
        }
    }
    blurred
}

fn is_page_number(text: &str) -> bool {
    let bare = blur(text).to_lowercase();
    let bare = bare.trim_matches(['-', '–', '—', ' ', '|', '.']);
    matches!(bare, "#" | "page #" | "page # of #" | "# of #" | "#/#" | "# / #" | "p. #")
        || (!bare.is_empty() && bare.len() <= 5 && bare.chars().all(|c| "ivxl".contains(c)))
}
