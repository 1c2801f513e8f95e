//! Sizes that are decided before the page is set: table columns and drawings.

use accordant_document::model::{Cell, Inline, Table, Text};

use crate::manuscript::{Field, Grid, Run, Runs};
use crate::text::{self, Links};

/// Width of the text on an upright page, in points (A4 less margins of 25 and 23 mm).
const UPRIGHT_WIDTH_PT: f32 = 459.0;
/// Height that a drawing may take on an upright page, in points: text still fits above or below.
const UPRIGHT_HEIGHT_PT: f32 = 440.0;
/// The same on a page turned on its side.
const TURNED_WIDTH_PT: f32 = 708.0;
const TURNED_HEIGHT_PT: f32 = 345.0;
/// A drawing smaller than this share of its size is turned when that helps.
const LEGIBLE_SCALE: f32 = 0.6;
/// A table with as many columns is set on a turned page.
const TURNED_COLUMNS: usize = 8;
/// Words longer than this are hyphenated rather than given the room.
const UNBROKEN_CHARACTERS: usize = 13;
/// A cell with more characters may run over the end of a page.
const LONG_CELL_CHARACTERS: usize = 500;

/// Width in points that a drawing of a size in CSS pixels gets, and whether its page is turned.
pub(crate) fn fit_drawing(width_px: f32, height_px: f32) -> (f32, bool) {
    let (width, height) = (width_px * 0.75, height_px * 0.75);
    let upright = (UPRIGHT_WIDTH_PT / width).min(UPRIGHT_HEIGHT_PT / height).min(1.0);
    let turned = (TURNED_WIDTH_PT / width).min(TURNED_HEIGHT_PT / height).min(1.0);
    if upright < LEGIBLE_SCALE && turned > upright * 1.2 {
        (width * turned, true)
    } else {
        (width * upright, false)
    }
}

/// Lays out a table: as many columns as its longest row, wide enough for their words.
pub(crate) fn lay_out_table(table: &Table, links: &Links<'_>) -> Grid {
    let columns = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
    let turned = columns >= TURNED_COLUMNS;
    let (widths, crowded) = share_width(table, columns, turned);
    let mut header: Vec<_> = table.header.iter().map(|cell| links.runs(cell)).collect();
    header.resize_with(columns, Vec::new);
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let mut fields: Vec<_> =
                row.iter().map(|cell| compose_field(cell, crowded, links)).collect();
            fields.resize_with(columns, Field::default);
            fields
        })
        .collect();
    Grid { caption: text::clean(&table.caption), header, widths, rows, turned, anchor: None }
}

fn compose_field(cell: &Cell, crowded: bool, links: &Links<'_>) -> Field {
    let text: Vec<Runs> = cell.text.iter().map(|text| links.runs(text)).collect();
    let characters: usize = text.iter().flatten().map(Run::count_characters).sum();
    Field {
        text,
        tone: cell.tone,
        long: characters > LONG_CELL_CHARACTERS,
        hyphenate: crowded || cell.text.iter().any(|text| longest_word(text) > UNBROKEN_CHARACTERS),
    }
}

/// Shares of the width in thousandths: as asked, but no column narrower than its longest word;
/// and whether the columns are too crowded for that.
fn share_width(table: &Table, columns: usize, turned: bool) -> (Vec<u32>, bool) {
    let available = if turned { TURNED_WIDTH_PT } else { UPRIGHT_WIDTH_PT };
    let asked = |column: usize| f32::from(table.widths.get(column).copied().unwrap_or(1).max(1));
    let total: f32 = (0..columns).map(asked).sum();
    let needs: Vec<f32> =
        (0..columns).map(|column| need_of(table, column, columns) / available).collect();
    let mut shares: Vec<f32> = (0..columns).map(|column| asked(column) / total).collect();
    // Columns that are too narrow take what they need from the others, which may then be too narrow.
    let mut fixed = vec![false; columns];
    for _ in 0..columns {
        let mut changed = false;
        for ((share, need), fixed) in shares.iter_mut().zip(&needs).zip(&mut fixed) {
            if !*fixed && *share < *need {
                (*share, *fixed, changed) = (*need, true, true);
            }
        }
        let taken: f32 =
            shares.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(share, _)| share).sum();
        let rest: f32 =
            shares.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(share, _)| share).sum();
        if !changed || rest <= 0.0 || taken >= 1.0 {
            break;
        }
        for (share, fixed) in shares.iter_mut().zip(&fixed) {
            if !fixed {
                *share *= (1.0 - taken) / rest;
            }
        }
    }
    let crowded = needs.iter().sum::<f32>() > 1.0;
    (shares.iter().map(|share| (share * 1000.0).round().max(1.0) as u32).collect(), crowded)
}

/// Room in points for the longest word of a column that is not hyphenated, with its margins.
fn need_of(table: &Table, column: usize, columns: usize) -> f32 {
    let size_pt = match columns {
        0..=5 => 8.0,
        6..=7 => 7.7,
        _ => 7.4,
    };
    let need = |text: &Text| longest_word(text).min(UNBROKEN_CHARACTERS) as f32;
    let header = table.header.get(column).map_or(0.0, |cell| need(cell) * 0.66);
    let cells = table.rows.iter().filter_map(|row| row.get(column)).flat_map(|cell| &cell.text);
    let body = cells.map(|text| need(text) * 0.61).fold(0.0, f32::max);
    (header.max(body) * size_pt + 9.0).min(0.4 * UPRIGHT_WIDTH_PT)
}

fn longest_word(text: &Text) -> usize {
    text.0
        .iter()
        .flat_map(|piece| match piece {
            Inline::Plain(text) | Inline::Strong(text) | Inline::Emphasis(text) => {
                text.split([' ', '-', '/', '–'])
            }
            _ => "".split([' ', '-', '/', '–']),
        })
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0)
}
