//! Passages: the pieces of a paper that cues are held against.

use std::collections::BTreeMap;
use std::ops::Range;

use accordant_document::read::{NodeKind, Paper};

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A row of a table.
    TableRow,
}

/// A piece of a paper with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage<'a> {
    /// Its words, a slice of the text of the paper.
    pub text: &'a str,
    /// Where they stand in the text of the paper.
    pub range: Range<usize>,
    /// The headings above, outermost first.
    pub headings: Vec<&'a str>,
    /// What it is.
    pub kind: PassageKind,
    /// The words that lead into it, outermost first: "You may not:", the head of a table.
    pub leads: Vec<Range<usize>>,
    /// Where the words in bold that name it end; its start when it has none.
    pub named_until: usize,
    /// The clause that it is part of: all passages below the same nearest heading.
    pub clause: usize,
    /// The section that it is part of: all passages below the same heading that stands alone.
    pub section: usize,
}

/// A list in a list in a list: deeper, what leads in is too far away to be read along.
const MOST_LEADS: usize = 3;

/// The passages of a paper in reading order: paragraphs, items and rows, each with its headings.
pub(super) fn split_passages(paper: &Paper) -> Vec<Passage<'_>> {
    let mut splitter = Splitter {
        paper,
        clauses: BTreeMap::new(),
        sections: BTreeMap::new(),
        passages: Vec::new(),
    };
    let mut index = 0;
    while let Some(node) = paper.nodes.get(index) {
        index = match node.kind {
            NodeKind::Table => {
                splitter.add_table(index);
                node.last.max(index + 1)
            }
            NodeKind::Row | NodeKind::Signature => node.last.max(index + 1),
            _ => {
                splitter.add(index);
                index + 1
            }
        };
    }
    splitter.passages
}

struct Splitter<'a> {
    paper: &'a Paper,
    /// Numbers of the clauses by the node that has their heading.
    clauses: BTreeMap<Option<usize>, usize>,
    /// Numbers of the sections by the node that has their heading.
    sections: BTreeMap<Option<usize>, usize>,
    passages: Vec<Passage<'a>>,
}

impl<'a> Splitter<'a> {
    fn add(&mut self, index: usize) {
        let Some(node) = self.paper.nodes.get(index) else { return };
        let range = node.words.clone();
        let text = self.paper.slice(&range);
        if text.trim().is_empty() {
            return;
        }
        let is_heading = node.kind == NodeKind::Title || self.stands_alone(index);
        let kind = match node.kind {
            _ if is_heading => PassageKind::Heading,
            NodeKind::Item => PassageKind::ListItem,
            _ => PassageKind::Paragraph,
        };
        let leads = if is_heading { Vec::new() } else { self.find_leads(index) };
        self.push(index, range, kind, leads);
    }

    /// Whether a node is a heading and nothing else.
    fn stands_alone(&self, index: usize) -> bool {
        self.paper.nodes.get(index).is_some_and(|node| {
            let words = self.paper.slice(&node.words).trim().len();
            node.heading
                .as_ref()
                .is_some_and(|heading| self.paper.slice(heading).trim().len() + 2 >= words)
        })
    }

    fn add_table(&mut self, table: usize) {
        let Some(entry) = self.paper.tables.iter().find(|entry| entry.node == table) else {
            return;
        };
        let mut head: Option<Range<usize>> = None;
        for (place, cells) in entry.rows.iter().enumerate() {
            let nodes = || cells.iter().filter_map(|cell| self.paper.nodes.get(*cell));
            let (Some(first), Some(last)) = (nodes().next(), nodes().next_back()) else { continue };
            let range = first.span.start..last.end.max(first.span.end);
            let lead = if place < entry.header_rows { None } else { head.clone() };
            if place < entry.header_rows {
                head = Some(range.clone());
            }
            let leads = lead.map_or_else(|| self.find_leads(table), |lead| vec![lead]);
            self.push(table, range, PassageKind::TableRow, leads);
        }
    }

    fn push(
        &mut self,
        index: usize,
        range: Range<usize>,
        kind: PassageKind,
        leads: Vec<Range<usize>>,
    ) {
        let line = self.paper.ancestry(index);
        let headed = |node: &&usize| self.paper.heading(**node).is_some_and(|h| !h.is_empty());
        let nearest = line.iter().rfind(headed).copied();
        let next = self.clauses.len();
        let clause = *self.clauses.entry(nearest).or_insert(next);
        let alone = line.iter().rfind(|node| self.stands_alone(**node)).copied().or(nearest);
        let next = self.sections.len();
        let section = *self.sections.entry(alone).or_insert(next);
        let node = self.paper.nodes.get(index);
        let named = node.and_then(|node| node.heading.as_ref()).map_or(0, |heading| heading.end);
        self.passages.push(Passage {
            text: self.paper.slice(&range),
            named_until: named.clamp(range.start, range.end),
            range,
            headings: line.iter().filter_map(|node| self.paper.heading(*node)).collect(),
            kind,
            leads,
            clause,
            section,
        });
    }

    /// The sentences that lead into a node, outermost first: "You may not:", "misuse it, by:".
    fn find_leads(&self, index: usize) -> Vec<Range<usize>> {
        let mut leads = Vec::new();
        let mut from = index;
        while let Some((range, node)) = self.find_lead(from).filter(|_| leads.len() < MOST_LEADS) {
            leads.insert(0, range);
            from = node;
        }
        leads
    }

    /// The sentence that leads into a node and the node that has it: what holds it, or the
    /// paragraph before it.
    fn find_lead(&self, index: usize) -> Option<(Range<usize>, usize)> {
        let node = self.paper.nodes.get(index)?;
        if let Some(parent) = node.parent
            && let Some(lead) = self.find_opening(parent)
        {
            return Some((lead, parent));
        }
        let words = self.paper.slice(&node.words);
        let goes_on = matches!(node.kind, NodeKind::Item | NodeKind::Table)
            || words.starts_with(char::is_lowercase);
        let before = (0..index).rev().find(|other| {
            self.paper.nodes.get(*other).is_some_and(|other| {
                other.parent == node.parent && other.kind != node.kind && !other.span.is_empty()
            })
        });
        let before = before.filter(|_| goes_on)?;
        self.find_opening(before).map(|lead| (lead, before))
    }

    /// The last sentence of a node, when it opens a list.
    fn find_opening(&self, index: usize) -> Option<Range<usize>> {
        let node = self.paper.nodes.get(index)?;
        let words = self.paper.slice(&node.words);
        if !words.trim_end().ends_with([':', '—']) {
            return None;
        }
        let last = split_sentences(words).pop()?;
        Some(node.words.start + last.start..node.words.start + last.end)
    }
}

/// The sentences of a text, as ranges in it.
pub(super) fn split_sentences(text: &str) -> Vec<Range<usize>> {
    const SHORT: &[&str] = &[
        "e.g", "i.e", "inc", "no", "nos", "art", "arts", "sec", "ltd", "llc", "corp", "co", "vs",
        "etc", "u.s", "rs", "cf", "para", "mr", "ms", "dr", "st", "a.m",
    ];
    let mut sentences = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        if !matches!(c, '.' | '!' | '?' | ':' | ';' | '|') {
            continue;
        }
        let tail = text.get(at + 1..).unwrap_or_default();
        let closing =
            tail.len() - tail.trim_start_matches(['"', '”', '’', ')', '*', '_', ']']).len();
        let after = tail.get(closing..).unwrap_or_default();
        let next = after.trim_start().trim_start_matches(['*', '_', '(', '"', '“', '[', '\\']);
        if !(after.starts_with(char::is_whitespace) || after.is_empty()) {
            if c == '.' && is_glued(text.get(start..at).unwrap_or_default(), tail) {
                push_trimmed(text, start..at + 1, &mut sentences);
                start = at + 1;
            }
            continue;
        }
        let long = at - start > 1200;
        let ends = match c {
            '.' => {
                let before = text.get(start..at).unwrap_or_default();
                let word = before
                    .rsplit([' ', '(', '\n', '*', '['])
                    .next()
                    .unwrap_or_default()
                    .to_lowercase();
                let label = word.trim_end_matches('\\');
                let is_label = !label.is_empty()
                    && label.len() <= 5
                    && label.chars().all(|c| c.is_ascii_digit() || c == '.');
                let short =
                    SHORT.contains(&word.as_str()) || (word.chars().count() == 1 && word != "i");
                let upper = next.chars().next().is_none_or(|c| !c.is_lowercase());
                upper && !short && !(is_label && before.trim().len() <= 6)
            }
            '!' | '?' => true,
            ':' => false,
            _ => long,
        };
        if ends {
            let end = at + 1 + closing;
            push_trimmed(text, start..end, &mut sentences);
            start = end;
        }
    }
    push_trimmed(text, start..bytes.len(), &mut sentences);
    sentences
}

/// Whether a new sentence begins without a space: "these terms.15.2 Term", "the Services.We may".
fn is_glued(before: &str, tail: &str) -> bool {
    if !before.ends_with(|c: char| c.is_lowercase() || matches!(c, ')' | '”' | '"')) {
        return false;
    }
    let digits = tail.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '\\'));
    let mut chars = digits.trim_start().chars();
    let title = chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(|c| c.is_lowercase() || c == ' ');
    if digits.len() < tail.len() {
        return title && digits.starts_with(' ') && tail.len() - digits.len() <= 6;
    }
    title
        && before
            .rsplit(' ')
            .next()
            .is_some_and(|word| word.chars().count() > 3 && !word.contains(['@', '/', '.']))
}

/// The items of a list that stands inside of a sentence, with the words that lead into it.
///
/// "You shall not: (a) copy …; (b) sell …" has the lead "You shall not:" and two items.
pub(super) fn split_items(sentence: &str) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    if sentence.len() < 300 {
        return None;
    }
    let mut starts: Vec<usize> = Vec::new();
    for (at, _) in sentence.match_indices('(') {
        let Some(rest) = sentence.get(at + 1..) else { continue };
        let Some(close) = rest.find(')').filter(|close| (1..=4).contains(close)) else { continue };
        let inner = rest.get(..close).unwrap_or_default();
        let label = inner.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let before = sentence.get(..at).unwrap_or_default().trim_end();
        let before = ["or", "and"]
            .iter()
            .find_map(|word| before.strip_suffix(word))
            .unwrap_or(before)
            .trim_end();
        let first = starts.is_empty();
        if label && (before.ends_with([':', ';']) || (first && matches!(inner, "a" | "i" | "1"))) {
            starts.push(at);
        }
    }
    let first = *starts.first()?;
    if starts.len() < 3 {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([sentence.len()]);
    let items = starts.iter().zip(ends).map(|(start, end)| *start..end).collect();
    Some((0..first, items))
}

fn push_trimmed(text: &str, range: Range<usize>, into: &mut Vec<Range<usize>>) {
    let Some(piece) = text.get(range.clone()) else { return };
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    if piece.chars().any(char::is_alphanumeric) {
        into.push(start..end);
    }
}
