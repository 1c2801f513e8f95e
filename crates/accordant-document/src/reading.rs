//! Text as people read it: references spelt out, gaps made visible.

use crate::model::{Inline, Text};
use crate::number::Labels;

/// The months, for dates in words.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a gap reads as: "‹to be completed: registered office›".
pub fn gap_words(what: &str) -> String {
    format!("‹to be completed: {what}›")
}

/// What a reference reads as that leads nowhere, so that nobody can miss it.
pub fn lost_words(id: &str) -> String {
    format!("‹no such clause: {id}›")
}

/// The text as one string, as it reads in the part at `from_part`.
pub fn read_text(text: &Text, labels: &Labels, from_part: usize) -> String {
    let mut words = String::new();
    for piece in &text.0 {
        match piece {
            Inline::Plain(text)
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Code(text)
            | Inline::Link { text, .. } => words.push_str(text),
            Inline::Gap(what) => words.push_str(&gap_words(what)),
            Inline::Reference(id) => {
                let reference = labels.reference(id, from_part);
                words.push_str(&reference.unwrap_or_else(|| lost_words(id)));
            }
        }
    }
    words
}

/// Whether a link leads to a public page or a mailbox, and to nothing that could run.
pub(crate) fn is_public(href: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|start| href.starts_with(start))
}

/// The same reference with a space that does not break between its word and its number.
pub(crate) fn bind(reference: &str) -> String {
    let mut bound = String::with_capacity(reference.len() + 4);
    let mut rest = reference;
    for word in ["Clause ", "paragraph ", "Schedule ", "Part "] {
        if let Some((before, after)) = rest.split_once(word)
            && after.starts_with(|c: char| c.is_alphanumeric() || c == '(')
        {
            bound.push_str(before);
            bound.push_str(word.trim_end());
            bound.push('\u{a0}');
            rest = after;
        }
    }
    bound.push_str(rest);
    bound
}
