//! Two documents with every kind of block, in the words of a real partnership.
#![allow(
    dead_code,
    unused_imports,
    reason = "several test binaries share the sample, and none uses all of it"
)]

mod agreement;
mod report;
mod schedules;

use accordant_document::model::{
    Block, Clause, Definition, Figure, Paragraph, ParagraphStyle, Part, PartKind, Text,
};

pub(crate) use agreement::{agreement, long_agreement};
pub(crate) use report::report;

/// A data-flow map of the given size.
pub(crate) fn drawing(width: u32, height: u32) -> String {
    let (box_width, box_height) = (width / 5, height / 4);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="Inter, Carlito, Arial, sans-serif" font-size="13"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#16304d"/></marker></defs>"##
    );
    for (index, (name, note, fill)) in (0_u32..).zip([
        ("Retail customer", "asks", "#eef2f6"),
        ("Nordbank chat", "controller, EU", "#e5f0e7"),
        ("Helios assistant", "processor, EU", "#fbf0d3"),
    ]) {
        let x = width / 20 + index * (width * 7 / 20);
        let y = height / 2 - box_height / 2;
        let middle = x + box_width / 2;
        svg.push_str(&format!(
            r##"<rect x="{x}" y="{y}" width="{box_width}" height="{box_height}" rx="6" fill="{fill}" stroke="#16304d"/><text x="{middle}" y="{}" text-anchor="middle" font-weight="600" fill="#16304d">{name}</text><text x="{middle}" y="{}" text-anchor="middle" font-size="11" fill="#5a6570">{note}</text>"##,
            y + box_height / 2 - 3,
            y + box_height / 2 + 14,
        ));
        if index < 2 {
            let from = x + box_width;
            let to = width / 20 + (index + 1) * (width * 7 / 20);
            svg.push_str(&format!(
                r##"<path d="M{from} {0}H{1}" stroke="#16304d" stroke-width="1.4" fill="none" marker-end="url(#tip)"/><text x="{2}" y="{3}" text-anchor="middle" font-size="10.5" fill="#5a6570">transcript</text>"##,
                height / 2,
                to - 3,
                (from + to) / 2,
                height / 2 - 8,
            ));
        }
    }
    svg.push_str("</svg>");
    svg
}

pub(super) fn flow(width: u32, height: u32) -> Block {
    Block::Figure(Figure {
        id: format!("flow-{width}"),
        caption: "Flow of Customer Data from the customer to the assistant".into(),
        alt: "Three boxes in a row: a retail customer asks the Nordbank chat, which sends the transcript to the Helios assistant.".into(),
        svg: drawing(width, height),
        png: Vec::new(),
        size: (width, height),
    })
}

/// A part of a document.
pub(crate) fn part(id: &str, kind: PartKind, title: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.into(), kind, title: title.into(), blocks }
}

/// A top-level clause with a heading.
pub(crate) fn top(id: &str, heading: &str, children: Vec<Block>) -> Block {
    Block::Clause(Clause {
        id: id.into(),
        heading: Some(heading.into()),
        text: None,
        children,
        sources: Vec::new(),
    })
}

/// A clause with text.
pub(crate) fn clause(id: &str, text: impl Into<Text>) -> Block {
    Block::Clause(Clause { id: id.into(), text: Some(text.into()), ..Clause::default() })
}

pub(super) fn headed(id: &str, heading: &str, text: Text) -> Block {
    Block::Clause(Clause {
        id: id.into(),
        heading: Some(heading.into()),
        text: Some(text),
        ..Clause::default()
    })
}

pub(super) fn with_children(mut block: Block, children: Vec<Block>) -> Block {
    if let Block::Clause(clause) = &mut block {
        clause.children = children;
    }
    block
}

pub(super) fn definition(term: &str, text: &str, items: &[&str]) -> Definition {
    Definition {
        term: term.into(),
        text: text.into(),
        items: items.iter().map(|item| Text::plain(*item)).collect(),
    }
}

pub(super) fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.into() }
}

/// An unnumbered paragraph.
pub(crate) fn plain(text: impl Into<Text>) -> Block {
    styled(ParagraphStyle::Normal, text)
}

pub(super) fn styled(style: ParagraphStyle, text: impl Into<Text>) -> Block {
    Block::Paragraph(Paragraph { style, text: text.into() })
}
