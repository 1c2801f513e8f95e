//! Passages: the pieces of a paper that cues are held against.

use std::ops::Range;

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
    /// Its label as shown: "7.2", "(a)".
    pub label: Option<&'a str>,
    /// What it is.
    pub kind: PassageKind,
    /// The words that lead into it: "You may not:", the head of a table.
    pub lead: Option<Range<usize>>,
    /// The clause that it is part of: all passages below the same nearest heading.
    pub clause: usize,
}

impl Passage<'_> {
    /// The clause's number and heading path.
    pub fn place(&self) -> String {
        let mut parts: Vec<String> = self.headings.iter().map(|heading| clean(heading)).collect();
        parts.dedup();
        let path = parts.join(" › ");
        match (self.label, path.is_empty()) {
            (Some(label), false) => format!("§ {} {path}", clean(label)),
            (Some(label), true) => format!("§ {}", clean(label)),
            (None, false) => path,
            (None, true) => "before the first heading".to_owned(),
        }
    }
}

/// Text without marks of format.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        rest = after.find(')').and_then(|end| after.get(end + 1..)).unwrap_or_default();
    }
    out.push_str(rest);
    let out: String = out.chars().filter(|c| !matches!(c, '*' | '\\' | '[' | ']' | '#')).collect();
    out.split_whitespace().collect::<Vec<_>>().join(" ")
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
