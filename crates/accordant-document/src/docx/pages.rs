//! Pages: sections, what the table of contents lists, and on which page it stands.

use std::collections::BTreeMap;

use super::DocxOptions;
use super::body::{Look, Writer};
use crate::model::{Block, Clause, Document, DocumentKind, PartKind, Table, Text};
use crate::number::Labels;

/// Tables with more columns stand on pages that are wider than high.
const UPRIGHT_COLUMNS: usize = 6;
/// What an entry of the contents needs, in entries a page.
const ENTRIES_A_PAGE: u32 = 36;
/// Height of the text of a page, in points, and of one line of it.
const PAGE_HEIGHT: u32 = 720;
const LINE_HEIGHT: u32 = 13;
const LINE_CHARACTERS: u32 = 104;

pub(super) fn is_wide(block: &Block) -> bool {
    matches!(block, Block::Table(table) if table.header.len() > UPRIGHT_COLUMNS)
}

/// An entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) level: u8,
    pub(super) label: String,
    pub(super) title: Text,
    pub(super) part: usize,
    pub(super) mark: String,
    pub(super) page: u32,
}

/// The entries of the contents and the bookmarks that they lead to.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) entries: Vec<Entry>,
    parts: BTreeMap<usize, String>,
    clauses: BTreeMap<usize, String>,
    headings: std::collections::VecDeque<String>,
}

impl Pages {
    pub(super) fn of(document: &Document, options: &DocxOptions) -> Self {
        let labels = Labels::of(document);
        let mut estimate = Estimate {
            pages: Self::default(),
            hints: &options.page_hints,
            labels: &labels,
            part: 0,
            order: 0,
            height: 0,
        };
        for (index, part) in document.parts.iter().enumerate() {
            estimate.part = index;
            if document.opens_page(index) {
                estimate.break_page();
            }
            let label = labels.part(index).to_owned();
            let listed =
                part.kind != PartKind::Front && !(label.is_empty() && part.title.is_empty());
            if listed {
                let mark = estimate.list(1, &label, &Text::plain(&part.title), &part.id);
                estimate.pages.parts.insert(index, mark);
            }
            estimate.height += 50;
            for block in &part.blocks {
                estimate.add_block(block, 1, part.kind);
            }
        }
        let mut pages = estimate.pages;
        let count = u32::try_from(pages.entries.len()).unwrap_or(0);
        let before = match document.kind {
            DocumentKind::Agreement => 1 + count.div_ceil(ENTRIES_A_PAGE),
            DocumentKind::Report => 0,
        };
        for entry in &mut pages.entries {
            entry.page = match entry.page {
                0 => 1,
                page if page >= HINTED => page - HINTED,
                page => page + before,
            };
        }
        pages
    }

    pub(super) fn part_mark(&self, index: usize) -> Option<String> {
        self.parts.get(&index).cloned()
    }

    pub(super) fn clause_mark(&self, order: usize) -> Option<String> {
        self.clauses.get(&order).cloned()
    }

    pub(super) fn next_heading_mark(&mut self) -> Option<String> {
        self.headings.pop_front()
    }
}

/// Added to a page that is known, to keep it apart from an estimate.
const HINTED: u32 = 1 << 30;

struct Estimate<'a> {
    pages: Pages,
    hints: &'a BTreeMap<String, u32>,
    labels: &'a Labels,
    part: usize,
    order: usize,
    /// Height of everything so far, in points.
    height: u32,
}

impl Estimate<'_> {
    fn break_page(&mut self) {
        self.height = self.height.div_ceil(PAGE_HEIGHT) * PAGE_HEIGHT;
    }

    fn list(&mut self, level: u8, label: &str, title: &Text, id: &str) -> String {
        let page = match self.hints.get(id) {
            Some(page) => HINTED + (*page).min(HINTED),
            None => self.height / PAGE_HEIGHT + 1,
        };
        let mark = format!("_Toc{:09}", self.pages.entries.len() + 1);
        self.pages.entries.push(Entry {
            level,
            label: label.to_owned(),
            title: title.clone(),
            part: self.part,
            mark: mark.clone(),
            page,
        });
        mark
    }

    fn add_text(&mut self, text: &Text, depth: u32) {
        let characters = count_characters(text);
        let line = LINE_CHARACTERS - 4 * depth.min(8);
        self.height += characters.div_ceil(line).max(1) * LINE_HEIGHT + 5;
    }

    fn add_clause(&mut self, clause: &Clause, depth: u32, kind: PartKind) {
        let order = self.order;
        self.order += 1;
        if depth == 1
            && kind != PartKind::Front
            && let Some(heading) = &clause.heading
        {
            self.height += 40;
            if kind != PartKind::Schedule {
                let label = self.labels.clause_at(order).cloned().unwrap_or_default().shown;
                let mark = self.list(2, &label, &Text::plain(heading), &clause.id);
                self.pages.clauses.insert(order, mark);
            }
        }
        if let Some(text) = &clause.text {
            self.add_text(text, depth);
        }
        for child in &clause.children {
            self.add_block(child, depth + 1, kind);
        }
    }

    fn add_block(&mut self, block: &Block, depth: u32, kind: PartKind) {
        match block {
            Block::Clause(clause) => self.add_clause(clause, depth, kind),
            Block::Heading { level, text } => {
                if kind == PartKind::Chapter && *level <= 1 {
                    let mark = self.list(2, "", text, "");
                    self.pages.headings.push_back(mark);
                }
                self.height += 40;
            }
            Block::Paragraph(paragraph) => self.add_text(&paragraph.text, depth),
            Block::List { items, .. } => items.iter().for_each(|item| self.add_text(item, depth)),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    self.add_text(&definition.text, depth);
                    definition.items.iter().for_each(|item| self.add_text(item, depth));
                }
            }
            Block::Table(table) => {
                if is_wide(block) {
                    self.break_page();
                }
                self.height += 50 + measure_table(table);
                if is_wide(block) {
                    self.break_page();
                }
            }
            Block::Figure(figure) => {
                self.height += 60 + (figure.size.1 * 3 / 4).min(PAGE_HEIGHT - 100);
            }
            Block::Callout { text, .. } => {
                self.height += 40;
                text.iter().for_each(|text| self.add_text(text, depth));
            }
            Block::Signatures(_) => self.height += 250,
            Block::PageBreak => self.break_page(),
        }
    }
}

fn count_characters(text: &Text) -> u32 {
    use crate::model::Inline;
    let count: usize = text
        .0
        .iter()
        .map(|piece| match piece {
            Inline::Plain(text)
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Code(text)
            | Inline::Link { text, .. } => text.chars().count(),
            Inline::Gap(what) => what.chars().count() + 20,
            Inline::Reference(_) => 12,
        })
        .sum();
    u32::try_from(count).unwrap_or(u32::MAX / 64)
}

fn measure_table(table: &Table) -> u32 {
    let line = if table.header.len() > UPRIGHT_COLUMNS { 170 } else { 105 };
    let total: u32 = table.widths.iter().map(|width| u32::from(*width)).sum::<u32>().max(1);
    let rows = table.rows.iter().map(|row| {
        let lines = row.iter().zip(&table.widths).map(|(cell, width)| {
            let characters = (line * u32::from(*width) / total).max(6);
            cell.text.iter().map(|text| count_characters(text).div_ceil(characters).max(1)).sum()
        });
        lines.max().unwrap_or(1) * 11 + 7
    });
    rows.sum::<u32>() + 25
}

impl Writer<'_> {
    /// Starts pages that are wider than high, or upright ones again.
    pub(super) fn turn(&mut self, wide: bool) {
        if self.wide == wide {
            return;
        }
        self.xml.open("w:p");
        self.xml.open("w:pPr");
        self.xml.value("w:pStyle", "SectionEnd");
        self.write_section();
        self.xml.close();
        self.xml.close();
        self.wide = wide;
        self.sections += 1;
    }

    pub(super) fn write_last_section(&mut self) {
        if self.wide {
            // A document ends upright, so that its last section carries the usual heads and feet.
            self.turn(false);
            self.paragraph(&Look::of("SectionEnd"), |_| {});
        }
        self.write_section();
    }

    /// Writes the properties of the section that ends here.
    fn write_section(&mut self) {
        let first = self.sections == 0;
        let (kind, turned) = if self.wide { ("wide", true) } else { ("upright", false) };
        self.xml.open("w:sectPr");
        let header = self.relations.find(&format!("header-{kind}"));
        self.xml.leaf("w:headerReference", &[("w:type", "default"), ("r:id", &header)]);
        if first {
            let header = self.relations.find("header-first");
            self.xml.leaf("w:headerReference", &[("w:type", "first"), ("r:id", &header)]);
        }
        let footer = self.relations.find(&format!("footer-{kind}"));
        self.xml.leaf("w:footerReference", &[("w:type", "default"), ("r:id", &footer)]);
        if first {
            let footer = self.relations.find("footer-first");
            self.xml.leaf("w:footerReference", &[("w:type", "first"), ("r:id", &footer)]);
        }
        self.xml.leaf("w:type", &[("w:val", "nextPage")]);
        let size: &[(&str, &str)] = if turned {
            &[("w:w", "16838"), ("w:h", "11906"), ("w:orient", "landscape")]
        } else {
            &[("w:w", "11906"), ("w:h", "16838")]
        };
        self.xml.leaf("w:pgSz", size);
        let side = if turned { ("1361", "1361") } else { ("1304", "1191") };
        self.xml.leaf(
            "w:pgMar",
            &[
                ("w:top", "1418"),
                ("w:right", side.1),
                ("w:bottom", "1247"),
                ("w:left", side.0),
                ("w:header", "680"),
                ("w:footer", "624"),
                ("w:gutter", "0"),
            ],
        );
        if first {
            self.xml.leaf("w:titlePg", &[]);
        }
        self.xml.close();
    }

    /// Width of the text, in twentieths of a point.
    pub(super) fn text_width(&self) -> u32 {
        if self.wide { 14116 } else { 9411 }
    }
}
