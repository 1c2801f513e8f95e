//! The definitions that a draft uses, found in its own words.

use std::collections::{BTreeMap, BTreeSet};

use accordant_document::model::{Block, Clause, Definition, Inline, Part, PartKind, Text};
use accordant_packs::entry::Definition as Entry;

use super::{Desk, StructureError, parse_markup};

/// The provision whose clause takes the definitions in.
const CLAUSE: &str = "governance.interpretation";

/// Puts the definitions that the draft uses into its interpretation clause.
pub(super) fn insert_definitions(
    desk: &Desk<'_>,
    parts: &mut [Part],
    body_start: usize,
) -> Result<(), StructureError> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for entry in desk.packs.definitions.values() {
        texts.insert(&entry.term, desk.writer.write_definition(entry)?);
    }
    let mut corpus = String::new();
    for part in parts.iter() {
        collect_text(&part.blocks, &mut corpus);
    }
    let used = find_used(desk, &texts, corpus);
    let mut definitions = Vec::new();
    for term in used {
        let Some(text) = texts.get(term.as_str()) else { continue };
        definitions.push(write_definition(&term, text)?);
    }
    definitions.sort_by_key(|definition| definition.term.to_lowercase());
    let clause = parts
        .iter_mut()
        .skip(body_start)
        .filter(|part| part.kind == PartKind::Body)
        .flat_map(|part| &mut part.blocks)
        .find_map(|block| match block {
            Block::Clause(clause) if clause.id == CLAUSE => Some(clause),
            _ => None,
        });
    if let Some(clause) = clause
        && let Some(Block::Clause(first)) = clause.children.first_mut()
    {
        first.children.push(Block::Definitions(definitions));
    }
    Ok(())
}

fn write_definition(term: &str, text: &str) -> Result<Definition, StructureError> {
    let mut text_part = Text::default();
    let mut items = Vec::new();
    for block in parse_markup(term, text)? {
        if let Block::Clause(Clause { text, children, .. }) = block {
            if let Some(text) = text {
                if !text_part.is_empty() {
                    text_part.0.push(Inline::Plain(" ".to_owned()));
                }
                text_part.0.extend(text.0);
            }
            for child in children {
                if let Block::Clause(Clause { text: Some(text), .. }) = child {
                    items.push(text);
                }
            }
        }
    }
    Ok(Definition { term: term.to_owned(), text: text_part, items })
}

/// Terms used in the corpus, and terms that those definitions use in turn.
fn find_used(desk: &Desk<'_>, texts: &BTreeMap<&str, String>, corpus: String) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut open = vec![corpus];
    while let Some(text) = open.pop() {
        for entry in desk.packs.definitions.values() {
            if !used.contains(&entry.term) && is_used(entry, &text) {
                used.insert(entry.term.clone());
                open.extend(texts.get(entry.term.as_str()).cloned());
            }
        }
    }
    used
}

fn is_used(entry: &Entry, text: &str) -> bool {
    let plural = entry.plural.clone().unwrap_or_else(|| format!("{}s", entry.term));
    [entry.term.as_str(), plural.as_str()]
        .into_iter()
        .chain(entry.also.iter().map(String::as_str))
        .any(|form| contains_words(text, form))
}

/// Whether `words` stand in the text as whole words.
fn contains_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Appends the words of blocks, headings left out: a heading does not use a term.
fn collect_text(blocks: &[Block], corpus: &mut String) {
    let mut push = |text: &Text| {
        for piece in &text.0 {
            if let Inline::Plain(words) | Inline::Strong(words) | Inline::Emphasis(words) = piece {
                corpus.push_str(words);
            } else {
                corpus.push(' ');
            }
        }
        corpus.push('\n');
    };
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => push(&paragraph.text),
            Block::List { items, .. } => items.iter().for_each(&mut push),
            Block::Callout { text, .. } => text.iter().for_each(&mut push),
            Block::Table(table) => {
                table.header.iter().for_each(&mut push);
                table.rows.iter().flatten().flat_map(|cell| &cell.text).for_each(&mut push);
            }
            Block::Clause(clause) => {
                if let Some(text) = &clause.text {
                    push(text);
                }
            }
            _ => {}
        }
    }
    for block in blocks {
        if let Block::Clause(clause) = block {
            collect_text(&clause.children, corpus);
        }
    }
}
