//! JSON: the document for machines, every clause with its label and its sources.
//!
//! Each text stands twice: as one string with references spelt out ("Clause 14.2(b)"), and in
//! pieces with the ids that references lead to. Drawings are named by id and not embedded.

use serde_json::{Map, Value, json};

use crate::model::{Block, Cell, Clause, Definition, Document, Inline, Signature, Text};
use crate::number::{Label, Labels};
use crate::reading::read_text;

/// Writes a document as indented JSON with a final newline.
pub fn write(document: &Document) -> String {
    let labels = Labels::of(document);
    let mut writer = Writer { labels: &labels, part: 0, order: 0 };
    let parts: Vec<Value> = document
        .parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            writer.part = index;
            json!({
                "id": part.id,
                "kind": serde_json::to_value(part.kind).unwrap_or_default(),
                "label": labels.part(index),
                "title": part.title,
                "blocks": writer.write_blocks(&part.blocks),
            })
        })
        .collect();
    let cover: Vec<Value> = document
        .cover
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let gaps: Vec<Value> = document
        .gaps()
        .into_iter()
        .map(|gap| json!({ "place": gap.place.to_string(), "id": gap.place.id, "what": gap.what }))
        .collect();
    let whole = json!({
        "title": document.title,
        "subtitle": document.subtitle,
        "kind": serde_json::to_value(document.kind).unwrap_or_default(),
        "date": document.date,
        "language": document.language,
        "running-head": document.running_head,
        "footer": document.footer,
        "cover": cover,
        "parts": parts,
        "gaps": gaps,
    });
    format!("{whole:#}\n")
}

struct Writer<'a> {
    labels: &'a Labels,
    part: usize,
    order: usize,
}

impl Writer<'_> {
    fn write_blocks(&mut self, blocks: &[Block]) -> Vec<Value> {
        blocks.iter().map(|block| self.write_block(block)).collect()
    }

    fn write_block(&mut self, block: &Block) -> Value {
        match block {
            Block::Clause(clause) => self.write_clause(clause),
            Block::Heading { level, text } => {
                json!({ "block": "heading", "level": level, "text": self.text(text) })
            }
            Block::Paragraph(paragraph) => json!({
                "block": "paragraph",
                "style": serde_json::to_value(paragraph.style).unwrap_or_default(),
                "text": self.text(&paragraph.text),
            }),
            Block::List { ordered, items } => {
                json!({ "block": "list", "ordered": ordered, "items": self.texts(items) })
            }
            Block::Definitions(definitions) => {
                let entries: Vec<Value> =
                    definitions.iter().map(|definition| self.definition(definition)).collect();
                json!({ "block": "definitions", "definitions": entries })
            }
            Block::Table(table) => {
                let rows: Vec<Vec<Value>> = table
                    .rows
                    .iter()
                    .map(|row| row.iter().map(|cell| self.cell(cell)).collect())
                    .collect();
                json!({
                    "block": "table",
                    "id": table.id,
                    "caption": table.caption,
                    "header": self.texts(&table.header),
                    "rows": rows,
                })
            }
            Block::Figure(figure) => json!({
                "block": "figure",
                "id": figure.id,
                "caption": figure.caption,
                "alt": figure.alt,
            }),
            Block::Callout { tone, title, text } => json!({
                "block": "callout",
                "tone": serde_json::to_value(tone).unwrap_or_default(),
                "title": title,
                "text": self.texts(text),
            }),
            Block::Signatures(signatures) => {
                let entries: Vec<Value> = signatures.iter().map(write_signature).collect();
                json!({ "block": "signatures", "signatures": entries })
            }
            Block::PageBreak => json!({ "block": "page-break" }),
        }
    }

    fn write_clause(&mut self, clause: &Clause) -> Value {
        let unnumbered = Label::default();
        let label = self.labels.clause_at(self.order).unwrap_or(&unnumbered);
        self.order += 1;
        let mut object = Map::new();
        object.insert("block".into(), json!("clause"));
        object.insert("id".into(), json!(clause.id));
        object.insert("label".into(), json!(label.shown));
        object.insert("full-label".into(), json!(label.full));
        object.insert("heading".into(), json!(clause.heading));
        object.insert("text".into(), json!(clause.text.as_ref().map(|text| self.text(text))));
        let sources: Vec<Value> = clause
            .sources
            .iter()
            .map(|source| json!({ "id": source.id, "citation": source.citation }))
            .collect();
        object.insert("sources".into(), json!(sources));
        object.insert("children".into(), json!(self.write_blocks(&clause.children)));
        Value::Object(object)
    }

    fn definition(&self, definition: &Definition) -> Value {
        json!({
            "term": definition.term,
            "text": self.text(&definition.text),
            "items": self.texts(&definition.items),
        })
    }

    fn cell(&self, cell: &Cell) -> Value {
        json!({
            "text": self.texts(&cell.text),
            "tone": serde_json::to_value(cell.tone).unwrap_or_default(),
        })
    }

    fn texts(&self, texts: &[Text]) -> Vec<Value> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn text(&self, text: &Text) -> Value {
        let pieces: Vec<Value> = text.0.iter().map(|piece| self.piece(piece)).collect();
        json!({ "read": read_text(text, self.labels, self.part), "pieces": pieces })
    }

    fn piece(&self, piece: &Inline) -> Value {
        match piece {
            Inline::Plain(text) => json!({ "plain": text }),
            Inline::Strong(text) => json!({ "strong": text }),
            Inline::Emphasis(text) => json!({ "emphasis": text }),
            Inline::Code(text) => json!({ "code": text }),
            Inline::Gap(what) => json!({ "gap": what }),
            Inline::Link { text, href } => json!({ "link": text, "href": href }),
            Inline::Reference(id) => json!({
                "reference": id,
                "reads": self.labels.reference(id, self.part),
            }),
        }
    }
}

fn write_signature(signature: &Signature) -> Value {
    json!({
        "party": signature.party,
        "role": signature.role,
        "name": signature.name,
        "title": signature.title,
    })
}
