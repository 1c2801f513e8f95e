//! Places: where in a document a piece of text stands, as a lawyer would say it; and its gaps.

use std::fmt;

use serde::Serialize;

use crate::model::{Block, Clause, Document, Inline, Part, PartKind, Text};
use crate::number::Labels;

/// Where a piece of text stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Place {
    /// Index of the part; 0 also for the cover.
    pub part: usize,
    /// Label of the part: "Part B", "Schedule 1", or empty.
    pub part_label: String,
    /// Headings from the part down to the text.
    pub path: Vec<String>,
    /// Full label of the clause: "14.2(b)", or empty outside clauses.
    pub label: String,
    /// Id of the nearest clause, table, figure or part that has one; for links.
    pub id: String,
    /// Whether the clause is numbered on through the whole document.
    pub running: bool,
}

impl fmt::Display for Place {
    /// "§ 14.2 Training", "Schedule 1 § 1.1 Data-classification matrix", "Background (A)".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heading = self.path.last().map_or("", String::as_str);
        let words: Vec<String> = match (self.running, self.label.as_str()) {
            (_, "") => vec![self.part_label.clone(), heading.to_owned()],
            (true, label) => vec!["§".to_owned(), label.to_owned(), heading.to_owned()],
            (false, label) if label.starts_with('(') => vec![heading.to_owned(), label.to_owned()],
            (false, label) => {
                vec![self.part_label.clone(), "§".to_owned(), label.to_owned(), heading.to_owned()]
            }
        };
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        out.write_str(if words.is_empty() { "cover".to_owned() } else { words.join(" ") }.as_str())
    }
}

/// What a piece of text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Title, subtitle or a line of the cover.
    Cover,
    /// A heading of any level, a title of a callout, a caption or a table's header cell.
    Heading,
    /// A defined term where it is defined.
    Term,
    /// Running text of a clause, a paragraph or a list.
    Running,
    /// The meaning of a defined term.
    Meaning,
    /// The text of a boxed remark.
    Remark,
    /// A cell of a table.
    Cell,
    /// A name in a signature block.
    Signature,
}

/// Something unknown that a draft still needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Gap {
    /// Where it is.
    pub place: Place,
    /// What is missing.
    pub what: String,
}

impl Document {
    /// Lists every gap of the document with its place, in reading order.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        visit_texts(self, &Labels::of(self), &mut |place, _, text| {
            gaps.extend(text.0.iter().filter_map(|piece| match piece {
                Inline::Gap(what) => Some(Gap { place: place.clone(), what: what.clone() }),
                _ => None,
            }));
        });
        gaps
    }
}

/// Calls `visit` with every piece of text, in reading order.
pub fn visit_texts(
    document: &Document,
    labels: &Labels,
    visit: &mut dyn FnMut(&Place, Role, &Text),
) {
    let cover = Place::default();
    visit(&cover, Role::Cover, &Text::plain(&document.title));
    let subtitle = document.subtitle.iter();
    let pairs = document.cover.iter().flat_map(|(name, value)| [name, value]);
    for line in subtitle.chain(pairs) {
        visit(&cover, Role::Cover, &Text::plain(line));
    }
    let mut visitor = Visitor { labels, order: 0, visit };
    for (index, part) in document.parts.iter().enumerate() {
        visitor.visit_part(index, part);
    }
}

struct Visitor<'a> {
    labels: &'a Labels,
    order: usize,
    visit: &'a mut dyn FnMut(&Place, Role, &Text),
}

impl Visitor<'_> {
    fn visit_part(&mut self, index: usize, part: &Part) {
        let mut place = Place {
            part: index,
            part_label: self.labels.part(index).to_owned(),
            id: part.id.clone(),
            running: matches!(part.kind, PartKind::Body | PartKind::Chapter),
            ..Place::default()
        };
        if !part.title.is_empty() {
            place.path.push(part.title.clone());
            (self.visit)(&place, Role::Heading, &Text::plain(&part.title));
        }
        self.visit_blocks(&part.blocks, &place);
    }

    fn visit_blocks(&mut self, blocks: &[Block], place: &Place) {
        let mut place = place.clone();
        let depth = place.path.len();
        for block in blocks {
            match block {
                Block::Clause(clause) => self.visit_clause(clause, &place),
                Block::Heading { level, text } => {
                    place.path.truncate(depth + usize::from(level.saturating_sub(1)));
                    place.path.push(plain_words(text));
                    (self.visit)(&place, Role::Heading, text);
                }
                other => self.visit_block(other, &place),
            }
        }
    }

    fn visit_clause(&mut self, clause: &Clause, place: &Place) {
        let mut place = place.clone();
        place.label =
            self.labels.clause_at(self.order).map_or_else(String::new, |l| l.full.clone());
        self.order += 1;
        if !clause.id.is_empty() {
            place.id.clone_from(&clause.id);
        }
        if let Some(heading) = &clause.heading {
            place.path.push(heading.clone());
            (self.visit)(&place, Role::Heading, &Text::plain(heading));
        }
        if let Some(text) = &clause.text {
            (self.visit)(&place, Role::Running, text);
        }
        self.visit_blocks(&clause.children, &place);
    }

    fn visit_block(&mut self, block: &Block, place: &Place) {
        let visit = &mut *self.visit;
        match block {
            Block::Paragraph(paragraph) => visit(place, Role::Running, &paragraph.text),
            Block::List { items, .. } => {
                items.iter().for_each(|item| visit(place, Role::Running, item));
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    visit(place, Role::Term, &Text::strong(&definition.term));
                    visit(place, Role::Meaning, &definition.text);
                    definition.items.iter().for_each(|item| visit(place, Role::Meaning, item));
                }
            }
            Block::Table(table) => {
                let place = with_id(place, &table.id);
                visit(&place, Role::Heading, &Text::plain(&table.caption));
                table.header.iter().for_each(|text| visit(&place, Role::Heading, text));
                let cells = table.rows.iter().flatten().flat_map(|cell| &cell.text);
                cells.for_each(|text| visit(&place, Role::Cell, text));
            }
            Block::Figure(figure) => {
                let place = with_id(place, &figure.id);
                visit(&place, Role::Heading, &Text::plain(&figure.caption));
            }
            Block::Callout { title, text, .. } => {
                visit(place, Role::Heading, &Text::plain(title));
                text.iter().for_each(|text| visit(place, Role::Remark, text));
            }
            Block::Signatures(signatures) => {
                for signature in signatures {
                    let known = [&signature.name, &signature.title].into_iter().flatten();
                    for line in [&signature.party, &signature.role].into_iter().chain(known) {
                        visit(place, Role::Signature, &Text::plain(line));
                    }
                }
            }
            Block::Clause(_) | Block::Heading { .. } | Block::PageBreak => {}
        }
    }
}

fn with_id(place: &Place, id: &str) -> Place {
    let mut place = place.clone();
    if !id.is_empty() {
        id.clone_into(&mut place.id);
    }
    place
}

/// A heading's words, without references.
fn plain_words(text: &Text) -> String {
    let words = text.0.iter().map(|piece| match piece {
        Inline::Plain(text)
        | Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Code(text)
        | Inline::Gap(text)
        | Inline::Link { text, .. } => text.as_str(),
        Inline::Reference(_) => "",
    });
    words.collect()
}
