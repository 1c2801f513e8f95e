//! Marks what a text leaves open: `[[gap:what]]` in words of the file becomes a visible gap.

use accordant_document::model::{Block, Clause, Document, Inline, Text};

const OPEN: &str = "[[gap:";

/// Turns every written gap of a document into a marked one.
pub(super) fn mark_gaps(document: &mut Document) {
    let Document { title, subtitle, cover, running_head, footer, parts, .. } = document;
    let lines = [title, running_head, footer];
    let values = cover.iter_mut().map(|(_, value)| value);
    for line in lines.into_iter().chain(subtitle).chain(values) {
        *line = bracket(line);
    }
    for part in parts {
        part.blocks.iter_mut().for_each(mark_block);
    }
}

fn mark_block(block: &mut Block) {
    match block {
        Block::Clause(clause) => mark_clause(clause),
        Block::Heading { text, .. } => mark_text(text),
        Block::Paragraph(paragraph) => mark_text(&mut paragraph.text),
        Block::List { items, .. } => items.iter_mut().for_each(mark_text),
        Block::Callout { text, .. } => text.iter_mut().for_each(mark_text),
        Block::Definitions(definitions) => {
            for definition in definitions {
                mark_text(&mut definition.text);
                definition.items.iter_mut().for_each(mark_text);
            }
        }
        Block::Table(table) => {
            table.header.iter_mut().for_each(mark_text);
            table.rows.iter_mut().flatten().flat_map(|cell| &mut cell.text).for_each(mark_text);
        }
        Block::Signatures(signatures) => {
            for signature in signatures {
                signature.party = bracket(&signature.party);
                signature.name.take_if(|name| name.contains(OPEN));
                signature.title.take_if(|title| title.contains(OPEN));
            }
        }
        Block::Figure(_) | Block::PageBreak => {}
    }
}

fn mark_clause(clause: &mut Clause) {
    if let Some(text) = &mut clause.text {
        mark_text(text);
    }
    clause.children.iter_mut().for_each(mark_block);
}

fn mark_text(text: &mut Text) {
    let is_open = |piece: &Inline| match piece {
        Inline::Plain(words)
        | Inline::Strong(words)
        | Inline::Emphasis(words)
        | Inline::Gap(words) => words.contains(OPEN),
        _ => false,
    };
    if !text.0.iter().any(is_open) {
        return;
    }
    let mut marked = Vec::new();
    for piece in std::mem::take(&mut text.0) {
        match piece {
            Inline::Plain(words) => split(&words, Inline::Plain, &mut marked),
            Inline::Strong(words) => split(&words, Inline::Strong, &mut marked),
            Inline::Emphasis(words) => split(&words, Inline::Emphasis, &mut marked),
            Inline::Gap(words) => marked.push(Inline::Gap(unwrap_gap(&words))),
            other => marked.push(other),
        }
    }
    text.0 = marked;
}

fn split(words: &str, keep: fn(String) -> Inline, into: &mut Vec<Inline>) {
    let mut rest = words;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let Some((gap, tail)) = after.split_once("]]") else { break };
        if !before.is_empty() {
            into.push(keep(before.to_owned()));
        }
        into.push(Inline::Gap(gap.to_owned()));
        rest = tail;
    }
    if !rest.is_empty() {
        into.push(keep(rest.to_owned()));
    }
}

/// A line that has no room for marks shows its gaps between angles.
fn bracket(line: &str) -> String {
    line.replace(OPEN, "‹").replace("]]", "›")
}

/// What is missing, when its words name something that is missing too.
fn unwrap_gap(words: &str) -> String {
    words.replace(OPEN, "the ").replace("]]", "")
}
