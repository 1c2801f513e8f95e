//! The body: parts, clauses and plain blocks as paragraphs.

use std::collections::BTreeMap;

use super::DocxOptions;
use super::names::Names;
use super::package::{Media, Relations, Story};
use super::pages::{Pages, is_wide};
use super::runs::RunLook;
use super::xml::Xml;
use crate::model::{
    Block, Clause, Definition, Document, DocumentKind, ParagraphStyle, Part, PartKind, Text,
};
use crate::number::{Labels, Scheme};

/// Where the text of a clause begins, in twentieths of a point, by its depth.
const FIRST_STOP: u32 = 720;
const NEXT_STOP: u32 = 567;

/// The fixed lists of `assets/docx/numbering.xml`.
pub(super) const CLAUSES: u32 = 3;
pub(super) const SCHEDULE_PARAGRAPHS: u32 = 4;
const PARTIES: u32 = 5;
const RECITALS: u32 = 6;
const NUMBERS: u32 = 9;
pub(super) const PLAIN_PARAGRAPHS: u32 = 10;
/// Clauses have a style of their own down to this depth.
const DEEPEST_STYLE: usize = 7;
/// Lists that a document adds, because they start anew, follow the fixed ones.
const FIRST_OWN_LIST: u32 = 11;

/// The document while it is written.
pub(super) struct Writer<'a> {
    pub(super) xml: Xml,
    pub(super) document: &'a Document,
    pub(super) labels: &'a Labels,
    pub(super) names: &'a Names,
    pub(super) pages: Pages,
    pub(super) relations: Relations,
    pub(super) media: Vec<Media>,
    pub(super) part: usize,
    pub(super) last_bookmark: u32,
    pub(super) last_drawing: u32,
    pub(super) wide: bool,
    pub(super) sections: u32,
    order: usize,
    kind: PartKind,
    scheme: Scheme,
    /// The part is a schedule whose clauses have no headings.
    plain: bool,
    /// The part's own list, when its clauses do not follow the list of their style.
    list: Option<u32>,
    /// The lists that start anew: the list that each is made from.
    lists: Vec<u32>,
    used: BTreeMap<u32, u32>,
}

/// What is said of one paragraph beside its style.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) style: &'static str,
    pub(super) keep_next: bool,
    pub(super) page_break: bool,
    /// Level and list.
    pub(super) list: Option<(u32, u32)>,
    /// A tab stop of the style that does not hold here; the indent that makes it goes too.
    pub(super) clear_tab: Option<u32>,
    /// Left indent and hanging.
    pub(super) indent: Option<(u32, u32)>,
}

impl Look {
    pub(super) fn of(style: &'static str) -> Self {
        Self { style, ..Self::default() }
    }

    pub(super) fn at(style: &'static str, left: u32) -> Self {
        Self { style, indent: (left > 0).then_some((left, 0)), ..Self::default() }
    }
}

pub(super) fn text_stop(depth: usize) -> u32 {
    match u32::try_from(depth).unwrap_or(0) {
        0 => 0,
        depth => FIRST_STOP + NEXT_STOP * (depth.clamp(2, 7) - 2),
    }
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        document: &'a Document,
        options: &'a DocxOptions,
        labels: &'a Labels,
        names: &'a Names,
    ) -> Self {
        Self {
            xml: super::package::open_story("w:document"),
            document,
            labels,
            names,
            pages: Pages::of(document, options),
            relations: Relations::of_document(),
            media: Vec::new(),
            part: 0,
            last_bookmark: 0,
            last_drawing: 0,
            wide: false,
            sections: 0,
            order: 0,
            kind: PartKind::Chapter,
            scheme: Scheme::Clauses,
            plain: false,
            list: None,
            lists: Vec::new(),
            used: BTreeMap::new(),
        }
    }

    /// Ends the body and hands over all that the package needs.
    pub(super) fn finish(mut self) -> Story {
        self.write_last_section();
        Story {
            document: self.xml.finish(),
            relations: self.relations,
            media: self.media,
            lists: self.lists,
            first_list: FIRST_OWN_LIST,
        }
    }

    pub(super) fn paragraph(&mut self, look: &Look, inside: impl FnOnce(&mut Self)) {
        self.xml.open("w:p");
        self.xml.open("w:pPr");
        self.xml.value("w:pStyle", look.style);
        if look.keep_next {
            self.xml.leaf("w:keepNext", &[]);
        }
        if look.page_break {
            self.xml.leaf("w:pageBreakBefore", &[]);
        }
        if let Some((level, list)) = look.list {
            self.xml.open("w:numPr");
            self.xml.value("w:ilvl", &level.to_string());
            self.xml.value("w:numId", &list.to_string());
            self.xml.close();
        }
        if let Some(stop) = look.clear_tab {
            self.xml.open("w:tabs");
            self.xml.leaf("w:tab", &[("w:val", "clear"), ("w:pos", &stop.to_string())]);
            self.xml.close();
            self.xml.leaf("w:ind", &[("w:left", "0"), ("w:firstLine", "0")]);
        }
        if let Some((left, hanging)) = look.indent {
            let (left, hanging) = (left.to_string(), hanging.to_string());
            self.xml.leaf("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
        }
        self.xml.close();
        inside(self);
        self.xml.close();
    }

    /// Takes a new list that counts like `list` and starts at 1.
    fn own_list(&mut self, list: u32) -> u32 {
        self.lists.push(list);
        FIRST_OWN_LIST + u32::try_from(self.lists.len()).unwrap_or(1) - 1
    }

    /// The bookmarks of an id: for references, and for the contents when it is listed there.
    pub(super) fn marks(&self, id: &str, listed: Option<&str>) -> Vec<String> {
        let reference = self.names.bookmark(id).filter(|_| !id.is_empty());
        reference.into_iter().chain(listed).map(str::to_owned).collect()
    }

    pub(super) fn write_parts(&mut self) {
        let document = self.document;
        for (index, part) in document.parts.iter().enumerate() {
            self.write_part(index, part);
        }
    }

    fn write_part(&mut self, index: usize, part: &Part) {
        (self.part, self.kind) = (index, part.kind);
        self.scheme = Scheme::of(self.document, index);
        self.plain = part.kind == PartKind::Schedule && !has_headed_clause(&part.blocks);
        let base = match (part.kind, self.scheme) {
            (PartKind::Schedule, _) if self.plain => PLAIN_PARAGRAPHS,
            (PartKind::Schedule, _) => SCHEDULE_PARAGRAPHS,
            (_, Scheme::Parties) => PARTIES,
            (_, Scheme::Recitals) => RECITALS,
            _ => CLAUSES,
        };
        let before = self.used.entry(base).or_default();
        *before += 1;
        let runs_on = base == CLAUSES && part.kind != PartKind::Signature;
        let anew = part.kind == PartKind::Schedule || (*before > 1 && !runs_on);
        self.list = anew.then(|| self.own_list(base));
        if leads_wide(&part.blocks) {
            self.turn(true);
        } else {
            self.turn(false);
        }
        self.write_part_heading(index, part);
        self.write_blocks(&part.blocks, 1);
    }

    fn write_part_heading(&mut self, index: usize, part: &Part) {
        let label = self.labels.part(index).to_owned();
        if part.title.is_empty() && label.is_empty() {
            return;
        }
        let agreement = self.document.kind == DocumentKind::Agreement;
        let style = match part.kind {
            PartKind::Front => "FrontHeading",
            PartKind::Body if !label.is_empty() => "PartHeading",
            PartKind::Schedule => "ScheduleHeading",
            _ => "Heading1",
        };
        let opens = agreement && (index == 0 || self.document.opens_page(index));
        let look = Look { page_break: opens, ..Look::of(style) };
        let listed = self.pages.part_mark(index);
        let marks = self.marks(&part.id, listed.as_deref());
        self.paragraph(&look, |this| {
            this.bookmarked(&marks, |this| this.run(&part.title, RunLook::PLAIN));
        });
    }

    pub(super) fn write_blocks(&mut self, blocks: &[Block], depth: usize) {
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            match block {
                Block::Clause(clause) => {
                    self.turn(false);
                    self.write_clause(clause, depth);
                }
                // Turning the page ends it.
                Block::PageBreak if self.wide => self.turn(false),
                other => {
                    let note =
                        matches!(other, Block::Paragraph(p) if p.style == ParagraphStyle::Note);
                    if !note {
                        self.turn(leads_wide(rest));
                    }
                    self.write_block(other, depth);
                }
            }
            rest = after;
        }
    }

    fn write_block(&mut self, block: &Block, depth: usize) {
        let stop = text_stop(depth - 1);
        match block {
            Block::Clause(clause) => self.write_clause(clause, depth),
            Block::Heading { level, text } => {
                let chapter = self.kind == PartKind::Chapter;
                let style = match (chapter, level) {
                    (true, 0 | 1) => "Heading2",
                    (true, 2) => "Heading3",
                    (true, _) => "Heading4",
                    (false, 0 | 1) => "Subheading1",
                    (false, 2) => "Subheading2",
                    (false, _) => "Subheading3",
                };
                let listed =
                    if chapter && *level <= 1 { self.pages.next_heading_mark() } else { None };
                let marks: Vec<String> = listed.into_iter().collect();
                self.paragraph(&Look::at(style, stop), |this| {
                    this.bookmarked(&marks, |this| this.text(text));
                });
            }
            Block::Paragraph(paragraph) => {
                let style = match paragraph.style {
                    ParagraphStyle::Normal if depth > 1 => "ClauseBody",
                    ParagraphStyle::Normal => "Normal",
                    ParagraphStyle::Lead => "Lead",
                    ParagraphStyle::Note => "Note",
                };
                self.paragraph(&Look::at(style, stop), |this| this.text(&paragraph.text));
            }
            Block::List { ordered, items } => self.write_list(*ordered, items, stop),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    self.write_definition(definition, stop);
                }
            }
            Block::Table(table) => self.write_table(table, depth - 1),
            Block::Figure(figure) => self.write_figure(figure),
            Block::Callout { tone, title, text } => self.write_callout(*tone, title, text, stop),
            Block::Signatures(signatures) => self.write_signatures(signatures),
            Block::PageBreak => {
                self.paragraph(&Look::of("SectionEnd"), |this| {
                    this.xml.open("w:r");
                    this.xml.leaf("w:br", &[("w:type", "page")]);
                    this.xml.close();
                });
            }
        }
    }

    fn write_clause(&mut self, clause: &Clause, depth: usize) {
        let order = self.order;
        self.order += 1;
        let heads = depth == 1 && self.kind != PartKind::Front;
        let listed = self.pages.clause_mark(order);
        let marks = self.marks(&clause.id, listed.as_deref());
        let below = self.scheme.child_depth(clause, depth);
        let level = u32::try_from(depth).unwrap_or(1).clamp(1, 9) - 1;
        // A list without headings has no level between "2" and "(a)".
        let level = if self.plain { level.saturating_sub(u32::from(level > 0)) } else { level };
        let own = self.list.map(|list| (level, list));
        match (&clause.heading, heads) {
            (Some(heading), true) => {
                let schedule = self.kind == PartKind::Schedule;
                let style = if schedule { "ScheduleClauseHeading" } else { "ClauseHeading" };
                let look = Look { list: own, ..Look::of(style) };
                self.paragraph(&look, |this| {
                    this.bookmarked(&marks, |this| this.run(heading, RunLook::PLAIN));
                });
                if let Some(text) = &clause.text {
                    let look =
                        Look { keep_next: leads(text), ..Look::at("ClauseBody", FIRST_STOP) };
                    self.paragraph(&look, |this| this.text(text));
                }
            }
            (heading, _) => {
                let style = clause_style(self.kind, self.scheme, depth);
                let unbound = style == "Clause1" || depth > DEEPEST_STYLE;
                let list = own.or(unbound.then_some((level, CLAUSES)));
                let keep_next =
                    clause.text.as_ref().is_none_or(leads) && !clause.children.is_empty();
                let look = Look { list, keep_next, ..Look::of(style) };
                self.paragraph(&look, |this| {
                    this.bookmarked(&marks, |this| {
                        if let Some(heading) = heading {
                            this.run(&format!("{heading}."), RunLook::BOLD);
                            this.run(" ", RunLook::PLAIN);
                        }
                        if let Some(text) = &clause.text {
                            this.text(text);
                        }
                    });
                });
            }
        }
        self.write_blocks(&clause.children, below);
    }

    fn write_list(&mut self, ordered: bool, items: &[Text], stop: u32) {
        let list = ordered.then(|| self.own_list(NUMBERS));
        let style = if ordered { "ListNumber" } else { "ListBullet" };
        for item in items {
            let look = Look {
                list: list.map(|list| (0, list)),
                indent: (stop > 0).then_some((stop + 397, 397)),
                ..Look::of(style)
            };
            self.paragraph(&look, |this| this.text(item));
        }
    }

    fn write_definition(&mut self, definition: &Definition, stop: u32) {
        let shifted = stop != FIRST_STOP;
        let look = Look {
            keep_next: !definition.items.is_empty(),
            indent: shifted.then_some((stop, 0)),
            ..Look::of("Definition")
        };
        self.paragraph(&look, |this| {
            this.run(&definition.term, RunLook::styled("DefinedTerm"));
            this.run(" ", RunLook::PLAIN);
            this.text(&definition.text);
        });
        for item in &definition.items {
            let indent = shifted.then_some((stop + NEXT_STOP, NEXT_STOP));
            let look = Look { indent, ..Look::of("DefinitionLimb") };
            self.paragraph(&look, |this| this.text(item));
        }
    }
}

/// Whether the first block that is no heading needs a wide page.
fn leads_wide(blocks: &[Block]) -> bool {
    let mut rest = blocks.iter().skip_while(|block| matches!(block, Block::Heading { .. }));
    rest.next().is_some_and(is_wide)
}

fn has_headed_clause(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Clause(clause) if clause.heading.is_some()))
}

/// Whether the text introduces what follows it.
fn leads(text: &Text) -> bool {
    match text.0.last() {
        Some(crate::model::Inline::Plain(text)) => text.trim_end().ends_with(':'),
        _ => false,
    }
}

fn clause_style(kind: PartKind, scheme: Scheme, depth: usize) -> &'static str {
    const CLAUSE: [&str; 7] =
        ["Clause1", "Clause2", "Clause3", "Clause4", "Clause5", "Clause6", "Clause7"];
    const SCHEDULE: [&str; 7] =
        ["Schedule1", "Schedule2", "Schedule3", "Schedule4", "Schedule5", "Schedule6", "Schedule7"];
    const PARTY: [&str; 3] = ["Party1", "Party2", "Party3"];
    const RECITAL: [&str; 3] = ["Recital1", "Recital2", "Recital3"];
    let styles: &[&'static str] = match (kind, scheme) {
        (PartKind::Schedule, _) => &SCHEDULE,
        (_, Scheme::Parties) => &PARTY,
        (_, Scheme::Recitals) => &RECITAL,
        _ => &CLAUSE,
    };
    let index = depth.max(1).min(styles.len()) - 1;
    styles.get(index).copied().unwrap_or("Clause7")
}
