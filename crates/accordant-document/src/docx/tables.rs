//! Tables: columns, borders, shaded cells, and a header row that repeats.

use super::body::{Look, Writer, text_stop};
use super::runs::RunLook;
use crate::model::{Cell, Table, Text, Tone};

const NAVY: &str = "16304D";
const HAIRLINE: &str = "C5CCD3";
const WASH: &str = "EEF2F6";

/// Which lines a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Borders {
    /// A strong line above and below, fine ones between rows.
    Ruled,
    /// Fine lines above, below and between rows.
    Hairlines,
    /// None but what the cells have.
    None,
}

/// How a table stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableLook<'a> {
    pub(super) widths: &'a [u32],
    pub(super) indent: u32,
    pub(super) borders: Borders,
    /// Space at the left and right inside each cell.
    pub(super) pad: u32,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellLook {
    pub(super) fill: Option<&'static str>,
    /// A thick line of this colour at the left.
    pub(super) bar: Option<&'static str>,
    pub(super) at_bottom: bool,
    /// A strong line above and below, as the header row has.
    pub(super) head: bool,
}

/// Background and line of a tone.
pub(super) fn tone_colours(tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Good => ("E5F0E7", "2F6B45"),
        Tone::Caution => ("FBF0D3", "8A5E0C"),
        Tone::Bad => ("F8E3DE", "9A3324"),
        Tone::Info => ("E8EFF6", "2D5580"),
        Tone::Gap => ("FFF0A3", "7A5B00"),
    }
}

impl Writer<'_> {
    pub(super) fn write_table(&mut self, table: &Table, depth: usize) {
        let columns = table.header.len();
        if columns == 0 {
            return;
        }
        let indent = if columns > 4 || self.wide { 0 } else { text_stop(depth.min(2)) };
        let widths = share_width(self.text_width() - indent, &table.widths, columns);
        if !table.caption.is_empty() {
            let marks = self.marks(&table.id, None);
            self.paragraph(&Look::at("Caption", indent), |this| {
                this.bookmarked(&marks, |this| this.run(&table.caption, RunLook::PLAIN));
            });
        }
        let look = TableLook { widths: &widths, indent, borders: Borders::Ruled, pad: 90 };
        self.open_table(&look);
        self.open_row(true);
        let mut marks =
            if table.caption.is_empty() { self.marks(&table.id, None) } else { Vec::new() };
        for (text, width) in table.header.iter().zip(&widths) {
            let look =
                CellLook { fill: Some(WASH), at_bottom: true, head: true, ..CellLook::default() };
            let marks = std::mem::take(&mut marks);
            self.cell(*width, look, |this| {
                this.paragraph(&Look::of("TableHead"), |this| {
                    this.bookmarked(&marks, |this| this.text(text));
                });
            });
        }
        self.xml.close();
        for row in &table.rows {
            self.open_row(false);
            let empty = Cell { text: Vec::new(), tone: None };
            for (index, width) in widths.iter().enumerate() {
                self.write_cell(row.get(index).unwrap_or(&empty), *width);
            }
            self.xml.close();
        }
        self.xml.close();
        self.paragraph(&Look::of("AfterTable"), |_| {});
    }

    fn write_cell(&mut self, cell: &Cell, width: u32) {
        let fill = cell.tone.map(|tone| tone_colours(tone).0);
        self.cell(width, CellLook { fill, ..CellLook::default() }, |this| {
            let mut texts = cell.text.iter().peekable();
            if texts.peek().is_none() {
                // Colour never speaks alone, and a cell holds a paragraph.
                let word = cell.tone.map_or("", Tone::word);
                this.paragraph(&Look::of("TableText"), |this| this.run(word, RunLook::PLAIN));
            }
            for text in texts {
                this.paragraph(&Look::of("TableText"), |this| this.text(text));
            }
        });
    }

    /// Opens a table; the caller closes it after its rows.
    pub(super) fn open_table(&mut self, look: &TableLook<'_>) {
        let total: u32 = look.widths.iter().sum();
        self.xml.open("w:tbl");
        self.xml.open("w:tblPr");
        self.xml.leaf("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")]);
        self.xml.leaf("w:tblInd", &[("w:w", &look.indent.to_string()), ("w:type", "dxa")]);
        let lines: &[(&'static str, &str, &str)] = match look.borders {
            Borders::Ruled => {
                &[("w:top", "10", NAVY), ("w:bottom", "8", NAVY), ("w:insideH", "4", HAIRLINE)]
            }
            Borders::Hairlines => &[
                ("w:top", "4", HAIRLINE),
                ("w:bottom", "4", HAIRLINE),
                ("w:insideH", "4", HAIRLINE),
            ],
            Borders::None => &[],
        };
        if !lines.is_empty() {
            self.xml.open("w:tblBorders");
            for (side, size, colour) in lines {
                self.line(side, size, colour);
            }
            self.xml.close();
        }
        self.xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
        self.xml.open("w:tblCellMar");
        let pad = look.pad.to_string();
        self.xml.leaf("w:left", &[("w:w", &pad), ("w:type", "dxa")]);
        self.xml.leaf("w:right", &[("w:w", &pad), ("w:type", "dxa")]);
        self.xml.close();
        self.xml.close();
        self.xml.open("w:tblGrid");
        for width in look.widths {
            self.xml.leaf("w:gridCol", &[("w:w", &width.to_string())]);
        }
        self.xml.close();
    }

    /// Opens a row that does not break over pages; the caller closes it after its cells.
    pub(super) fn open_row(&mut self, header: bool) {
        self.xml.open("w:tr");
        self.xml.open("w:trPr");
        self.xml.leaf("w:cantSplit", &[]);
        if header {
            self.xml.leaf("w:tblHeader", &[]);
        }
        self.xml.close();
    }

    pub(super) fn cell(&mut self, width: u32, look: CellLook, inside: impl FnOnce(&mut Self)) {
        self.xml.open("w:tc");
        self.xml.open("w:tcPr");
        self.xml.leaf("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if look.head || look.bar.is_some() {
            self.xml.open("w:tcBorders");
            if look.head {
                self.line("w:top", "10", NAVY);
            }
            if let Some(colour) = look.bar {
                self.line("w:left", "24", colour);
            }
            if look.head {
                self.line("w:bottom", "6", NAVY);
            }
            self.xml.close();
        }
        if let Some(fill) = look.fill {
            let shade = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)];
            self.xml.leaf("w:shd", &shade);
        }
        if look.at_bottom {
            self.xml.value("w:vAlign", "bottom");
        }
        self.xml.close();
        inside(self);
        self.xml.close();
    }

    fn line(&mut self, side: &'static str, size: &str, colour: &str) {
        let line = [("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", colour)];
        self.xml.leaf(side, &line);
    }

    /// A table of one cell with a line at its left.
    pub(super) fn write_callout(&mut self, tone: Tone, title: &str, text: &[Text], stop: u32) {
        let (fill, bar) = tone_colours(tone);
        let width = self.text_width() - stop;
        let look = TableLook { widths: &[width], indent: stop, borders: Borders::None, pad: 200 };
        self.open_table(&look);
        self.open_row(false);
        let cell = CellLook { fill: Some(fill), bar: Some(bar), ..CellLook::default() };
        self.cell(width, cell, |this| {
            if !title.is_empty() || text.is_empty() {
                this.paragraph(&Look::of("CalloutTitle"), |this| this.run(title, RunLook::PLAIN));
            }
            for text in text {
                this.paragraph(&Look::of("CalloutText"), |this| this.text(text));
            }
        });
        self.xml.close();
        self.xml.close();
        self.paragraph(&Look::of("AfterTable"), |_| {});
    }
}

/// Shares the width among the columns to the last twentieth of a point.
fn share_width(width: u32, shares: &[u16], columns: usize) -> Vec<u32> {
    let shares: Vec<u32> = (0..columns)
        .map(|index| shares.get(index).map_or(1, |share| u32::from(*share).max(1)))
        .collect();
    let total: u32 = shares.iter().sum::<u32>().max(1);
    let mut widths: Vec<u32> = shares.iter().map(|share| width * share / total).collect();
    let rest = width.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
