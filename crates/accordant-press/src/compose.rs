//! Turns a document into the manuscript that the templates set.

use std::collections::{BTreeMap, BTreeSet};

use accordant_document::model::{
    Block, Clause, Document, DocumentKind, Figure, ParagraphStyle, Part, PartKind, Signature,
};
use accordant_document::number::Labels;
use resvg::usvg;

use crate::PressError;
use crate::drawing;
use crate::manuscript::{Content, Item, Manuscript, Section, Signatory, Title};
use crate::measure;
use crate::text::{self, Links};
use crate::turn::gather_turned;

/// A manuscript and where its targets went.
pub(crate) struct Composed {
    pub(crate) manuscript: Manuscript,
    /// Anchor in the typeset document of each id.
    pub(crate) anchors: BTreeMap<String, String>,
}

/// Composes the manuscript of a document.
///
/// **Errors:** [`PressError::Date`] for a date that is none; [`PressError::Drawing`] and
/// [`PressError::TooLarge`] for a figure that cannot be printed.
pub(crate) fn compose(
    document: &Document,
    options: &usvg::Options<'_>,
) -> Result<Composed, PressError> {
    let (date, date_in_words) = text::read_date(&document.date)?;
    let labels = Labels::of(document);
    let anchors = name_anchors(document);
    let mut composer = Composer {
        labels: &labels,
        anchors: &anchors,
        options,
        kind: document.kind,
        placed: BTreeSet::new(),
        ranks: Vec::new(),
        clauses: 0,
        part: 0,
        part_kind: PartKind::Front,
        opens: false,
    };
    let mut parts = Vec::with_capacity(document.parts.len());
    for (index, part) in document.parts.iter().enumerate() {
        (composer.part, composer.part_kind) = (index, part.kind);
        composer.opens = document.opens_page(index);
        parts.push(composer.section(part)?);
    }
    let (language, region) = text::read_language(&document.language);
    let dated = document.cover.iter().any(|(label, _)| label.trim().eq_ignore_ascii_case("date"));
    let manuscript = Manuscript {
        title: text::clean(&document.title),
        subtitle: document.subtitle.as_deref().map(text::clean),
        parties: list_parties(document),
        cover: document
            .cover
            .iter()
            .map(|(label, value)| (text::clean(label), text::clean(value)))
            .collect(),
        date_in_words: if dated { String::new() } else { date_in_words },
        date,
        language,
        region,
        running_head: text::clean(&document.running_head),
        footer: text::clean(&document.footer),
        contents: deserves_contents(document.kind, &parts),
        parts,
    };
    Ok(Composed { manuscript, anchors })
}

struct Composer<'a> {
    labels: &'a Labels,
    anchors: &'a BTreeMap<String, String>,
    options: &'a usvg::Options<'a>,
    kind: DocumentKind,
    /// Ids whose anchor stands already: a second block of the same id gets none.
    placed: BTreeSet<String>,
    /// Ranks of the headings that are open, outermost first.
    ranks: Vec<usize>,
    /// Clauses seen, in document order.
    clauses: usize,
    /// The part at work.
    part: usize,
    part_kind: PartKind,
    /// Whether the part at work starts on a new page.
    opens: bool,
}

const RANK_PART: usize = 1;
const RANK_CLAUSE: usize = 2;

impl<'a> Composer<'a> {
    fn section(&mut self, part: &Part) -> Result<Section, PressError> {
        let label = self.labels.part(self.part).to_owned();
        let anchor = self.place_anchor(&part.id);
        let bare = part.title.is_empty() && label.is_empty();
        let title = if bare { None } else { Some(self.part_title(part, &label, anchor.clone())) };
        let mut blocks = Vec::new();
        self.blocks(&part.blocks, 0, &mut blocks)?;
        Ok(Section {
            kind: part.kind,
            opens: self.opens,
            anchor: if bare { anchor } else { None },
            title,
            blocks: gather_turned(blocks),
        })
    }

    fn part_title(&mut self, part: &Part, label: &str, anchor: Option<String>) -> Title {
        let level = self.level(RANK_PART);
        let (label, words) =
            if part.title.is_empty() { ("", label) } else { (label, part.title.as_str()) };
        Title {
            level,
            label: label.to_owned(),
            text: text::plain(words),
            anchor,
            listed: part.kind != PartKind::Front,
        }
    }

    fn blocks(
        &mut self,
        blocks: &[Block],
        depth: usize,
        items: &mut Vec<Item>,
    ) -> Result<(), PressError> {
        for (index, block) in blocks.iter().enumerate() {
            let before = items.len();
            self.block(block, depth, items)?;
            if let Some(next) = blocks.get(index + 1)
                && introduces(block, next)
                && items.len() == before + 1
                && let Some(item) = items.last_mut()
            {
                item.keep = true;
            }
        }
        Ok(())
    }

    fn block(
        &mut self,
        block: &Block,
        depth: usize,
        items: &mut Vec<Item>,
    ) -> Result<(), PressError> {
        let links = self.links();
        let content = match block {
            Block::Clause(clause) => return self.clause(clause, depth + 1, items),
            Block::Definitions(definitions) => {
                items.extend(definitions.iter().map(|definition| Item {
                    depth,
                    keep: !definition.items.is_empty(),
                    content: Content::Definition {
                        term: text::clean(&definition.term),
                        text: links.runs(&definition.text),
                        items: text::label_limbs(&definition.items, &links),
                    },
                }));
                return Ok(());
            }
            Block::Heading { level, text } => {
                let runs = links.runs(text);
                let rank = (*level).clamp(1, 3);
                let title = Title {
                    level: self.level(
                        usize::from(rank) + if depth == 0 { RANK_PART } else { RANK_CLAUSE },
                    ),
                    label: String::new(),
                    text: runs,
                    anchor: None,
                    listed: self.kind == DocumentKind::Report && rank == 1 && depth == 0,
                };
                Content::Heading { rank, title }
            }
            Block::Paragraph(paragraph) => {
                Content::Paragraph { style: paragraph.style, text: links.runs(&paragraph.text) }
            }
            Block::List { ordered, items } => Content::List {
                ordered: *ordered,
                items: items.iter().map(|item| links.runs(item)).collect(),
            },
            Block::Table(table) => {
                let mut grid = measure::lay_out_table(table, &links);
                grid.anchor = self.place_anchor(&table.id);
                Content::Table(grid)
            }
            Block::Figure(figure) => self.figure(figure)?,
            Block::Callout { tone, title, text } => Content::Callout {
                tone: *tone,
                title: text::clean(title),
                text: text.iter().map(|text| links.runs(text)).collect(),
            },
            Block::Signatures(signatures) => {
                Content::Signatures { blocks: signatures.iter().map(compose_signatory).collect() }
            }
            Block::PageBreak => Content::PageBreak,
        };
        items.push(Item { depth, keep: false, content });
        Ok(())
    }

    fn clause(
        &mut self,
        clause: &Clause,
        depth: usize,
        items: &mut Vec<Item>,
    ) -> Result<(), PressError> {
        let links = self.links();
        let label = self
            .labels
            .clause_at(self.clauses)
            .map_or_else(String::new, |label| label.shown.clone());
        self.clauses += 1;
        let mut anchor = self.place_anchor(&clause.id);
        let heading = clause.heading.as_deref().filter(|heading| !heading.is_empty());
        if let (1, Some(heading)) = (depth, heading) {
            let title = Title {
                level: self.level(RANK_CLAUSE),
                label,
                text: text::plain(heading),
                anchor: anchor.take(),
                // Clauses of the body stand in the table of contents, paragraphs of a schedule do not.
                listed: self.part_kind == PartKind::Body,
            };
            items.push(Item { depth, keep: true, content: Content::ClauseHeading(title) });
            if let Some(text) = &clause.text {
                let content =
                    Content::Paragraph { style: ParagraphStyle::Normal, text: links.runs(text) };
                items.push(Item { depth, keep: text::ends_with_colon(text), content });
            }
        } else {
            let text = clause.text.as_ref();
            let content = Content::Clause {
                label,
                lead: heading.map(text::clean),
                text: text.map(|text| links.runs(text)).unwrap_or_default(),
                anchor,
            };
            let introduces = text.is_none_or(text::ends_with_colon) && !clause.children.is_empty();
            items.push(Item { depth, keep: introduces, content });
        }
        // The items of a top-level clause without a heading are lettered at once, and stand so.
        let lettered = depth == 1 && heading.is_none() && self.part_kind != PartKind::Front;
        self.blocks(&clause.children, if lettered { 2 } else { depth }, items)
    }

    fn figure(&mut self, figure: &Figure) -> Result<Content, PressError> {
        let tree = drawing::read_svg(&figure.svg, &figure.id, self.options)?;
        let (width_pt, turned) = measure::fit_drawing(tree.size().width(), tree.size().height());
        Ok(Content::Figure {
            caption: text::clean(&figure.caption),
            alt: text::clean(if figure.alt.is_empty() { &figure.caption } else { &figure.alt }),
            svg: figure.svg.clone(),
            width_pt,
            turned,
            anchor: self.place_anchor(&figure.id),
        })
    }

    fn links(&self) -> Links<'a> {
        Links { labels: self.labels, anchors: self.anchors, part: self.part }
    }

    fn place_anchor(&mut self, id: &str) -> Option<String> {
        let anchor = self.anchors.get(id)?;
        self.placed.insert(id.to_owned()).then(|| anchor.clone())
    }

    /// Depth in the outline of a heading of this rank: never more than one below the last.
    fn level(&mut self, rank: usize) -> usize {
        while self.ranks.last().is_some_and(|open| *open >= rank) {
            self.ranks.pop();
        }
        self.ranks.push(rank);
        self.ranks.len()
    }
}

/// Whether a block must stand on one page with the next: a heading, a lead-in, a word before a drawing.
fn introduces(block: &Block, next: &Block) -> bool {
    match (block, next) {
        (Block::Heading { .. }, _) => true,
        (Block::Paragraph(paragraph), Block::Figure(_)) => {
            text::ends_with_colon(&paragraph.text) || text::is_short(&paragraph.text)
        }
        (Block::Paragraph(paragraph), _) => text::ends_with_colon(&paragraph.text),
        _ => false,
    }
}

/// Gives every id of the document a short name, `t1`, `t2`, in document order.
///
/// The typesetter keeps every name it has ever seen, so names must come from a small set.
fn name_anchors(document: &Document) -> BTreeMap<String, String> {
    let mut anchors = BTreeMap::new();
    for part in &document.parts {
        name_anchor(&part.id, &mut anchors);
        name_anchors_of_blocks(&part.blocks, &mut anchors);
    }
    anchors
}

fn name_anchors_of_blocks(blocks: &[Block], anchors: &mut BTreeMap<String, String>) {
    for block in blocks {
        match block {
            Block::Clause(clause) => {
                name_anchor(&clause.id, anchors);
                name_anchors_of_blocks(&clause.children, anchors);
            }
            Block::Table(table) => name_anchor(&table.id, anchors),
            Block::Figure(figure) => name_anchor(&figure.id, anchors),
            _ => {}
        }
    }
}

fn name_anchor(id: &str, anchors: &mut BTreeMap<String, String>) {
    let next = format!("t{}", anchors.len() + 1);
    if !id.is_empty() {
        anchors.entry(id.to_owned()).or_insert(next);
    }
}

/// The parties for the cover, from the signature blocks; none when the subtitle names them all.
fn list_parties(document: &Document) -> Vec<(String, String)> {
    let signatures: Vec<&Signature> = document
        .parts
        .iter()
        .flat_map(|part| &part.blocks)
        .filter_map(
            |block| if let Block::Signatures(signatures) = block { Some(signatures) } else { None },
        )
        .flatten()
        .collect();
    let subtitle = document.subtitle.as_deref().unwrap_or("");
    if signatures.iter().all(|signature| subtitle.contains(&signature.party)) {
        return Vec::new();
    }
    signatures
        .iter()
        .map(|signature| (text::clean(&signature.party), text::clean(&signature.role)))
        .collect()
}

fn compose_signatory(signature: &Signature) -> Signatory {
    Signatory {
        party: text::clean(&signature.party),
        role: text::clean(&signature.role),
        name: signature.name.as_deref().map(text::clean),
        title: signature.title.as_deref().map(text::clean),
    }
}

/// An agreement always has contents; a report from its third chapter on.
fn deserves_contents(kind: DocumentKind, parts: &[Section]) -> bool {
    let titles =
        parts.iter().filter(|part| part.title.as_ref().is_some_and(|title| title.listed)).count();
    match kind {
        DocumentKind::Agreement => true,
        DocumentKind::Report => titles >= 3,
    }
}
