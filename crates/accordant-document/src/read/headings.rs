//! Which paragraphs are headings, and which words before a text are its heading.

use std::ops::Range;

use super::build::{Block, Built, Shape};
use super::label::{Style, Typed};

/// Longest heading, in bytes.
const LONGEST: usize = 140;
/// Most words of a heading.
const MOST_WORDS: usize = 16;

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    /// The format says that it is a heading of this level.
    pub(super) level: Option<u8>,
    /// It looks like a heading.
    pub(super) is_heading: bool,
    /// All its letters are capitals.
    pub(super) is_shouted: bool,
}

/// Looks at a paragraph whose words, without their number, stand at `words`.
pub(super) fn look(
    built: &Built,
    block: &Block,
    words: &Range<usize>,
    typed: Option<&Typed>,
) -> Look {
    let text = built.text.get(words.clone()).unwrap_or_default();
    let level = match block.shape {
        Shape::Heading(level) => Some(level),
        Shape::Title => Some(0),
        _ => None,
    };
    let is_shouted = is_shouted(text);
    let count = text.split_whitespace().count();
    let fits = !text.is_empty()
        && text.len() <= LONGEST
        && count <= MOST_WORDS
        && !text.contains('\n')
        && (!text.ends_with([';', ',', ':']) || names_what_follows(text))
        && !text.contains("__")
        && !text.starts_with(['“', '"', '(', '[']);
    let strong = fits && is_strong(built, words);
    let closed = text.ends_with(['.', '!', '?']);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let shouted_line = fits && is_shouted && letters >= 4 && !text.contains(". ");
    let numbered = typed.is_some_and(|typed| {
        typed.readings.first().is_some_and(|number| {
            matches!(number.style, Style::Decimal | Style::UpperRoman | Style::UpperLetter)
        })
    });
    let titled = fits && numbered && !closed && count <= 10 && is_titled(text);
    let is_heading = level.is_some() || (strong && !is_sentence(text)) || shouted_line || titled;
    Look { level, is_heading, is_shouted }
}

/// "Termination and Deletion:" names what follows; "You agree to:" leads into it.
fn names_what_follows(text: &str) -> bool {
    const LEADS: [&str; 8] =
        ["including", "following", "to", "not", "that", "include", "below", "agree"];
    text.strip_suffix(':').is_some_and(|head| {
        let last = head.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        is_titled_strictly(head) && !is_statement(head) && !LEADS.contains(&last.as_str())
    })
}

/// Whether every letter of a range is bold.
pub(super) fn is_strong(built: &Built, range: &Range<usize>) -> bool {
    let first = built.runs.partition_point(|run| run.text.end <= range.start);
    let runs = built.runs.get(first..).unwrap_or_default();
    let mut any = false;
    for run in runs.iter().take_while(|run| run.text.start < range.end) {
        let piece = run.text.start.max(range.start)..run.text.end.min(range.end);
        let words = built.text.get(piece).unwrap_or_default();
        if words.chars().any(char::is_alphanumeric) {
            if !run.strong {
                return false;
            }
            any = true;
        }
    }
    any
}

fn is_shouted(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// Whether a line in bold says something instead of naming something.
fn is_sentence(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let said = [" is ", " are ", " shall ", " must ", " will ", " may ", " agree ", " have "];
    let said = said.iter().any(|word| text.contains(word));
    // The words of a title have capitals.
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    (count > 8 && (said || small * 2 > count) && text.ends_with('.')) || count > 14
}

/// Small words that stay small in a heading.
const SMALL: [&str; 18] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to",
    "with", "your", "our",
];

/// "Data Protection and Security": capitals, or a short phrase.
fn is_titled(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let capital =
        |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let Some(first) = words.next() else { return false };
    let rest: Vec<&str> = words.collect();
    let short = rest.len() < 4;
    capital(first)
        && (short
            || rest
                .iter()
                .all(|word| capital(word) || SMALL.contains(&word.to_lowercase().as_str())))
}

/// The heading in front of a text: its words in bold, or a short titled sentence.
pub(super) fn find_lead(
    built: &Built,
    words: &Range<usize>,
    numbered: bool,
) -> Option<Range<usize>> {
    let text = built.text.get(words.clone())?;
    if let Some(length) = strong_lead(built, words, text) {
        return Some(words.start..words.start + length);
    }
    if !numbered || text.starts_with(['“', '"', '(']) {
        return None;
    }
    let end = text
        .char_indices()
        .take(90)
        .find(|(_, c)| matches!(c, '.' | ':' | '–' | '—'))
        .map(|(at, _)| at)?;
    let (head, tail) = text.split_at_checked(end)?;
    let behind = tail.chars().nth(1);
    // "Services.Subject to" has lost its space.
    let glued = tail.starts_with('.') && behind.is_some_and(|c| c.is_uppercase() || c == '“');
    let spaced = behind.is_some_and(char::is_whitespace) || (glued && head.len() > 4);
    let goes_on = spaced && !tail.get(1..)?.trim().is_empty();
    let count = head.split_whitespace().count();
    let enough = head.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let dash_fits = !tail.starts_with(['–', '—']) || head.ends_with(' ');
    let titled = is_titled_strictly(head) || is_shouted(head);
    (goes_on && enough && dash_fits && count <= 8 && titled && !is_statement(head))
        .then(|| words.start..words.start + head.trim_end().len())
}

/// A lead without bold is a heading only when all its words that count are capitalised.
fn is_titled_strictly(head: &str) -> bool {
    let mut words = head.split_whitespace();
    let capital =
        |word: &str| word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    words.next().is_some_and(capital)
        && words.all(|word| capital(word) || SMALL.contains(&word.to_lowercase().as_str()))
}

fn is_statement(head: &str) -> bool {
    head.split_whitespace().any(|word| {
        matches!(
            word,
            "shall" | "must" | "will" | "may" | "is" | "are" | "means" | "agrees" | "has"
        )
    })
}

fn strong_lead(built: &Built, words: &Range<usize>, text: &str) -> Option<usize> {
    let first = built.runs.partition_point(|run| run.text.end <= words.start);
    let runs = built.runs.get(first..).unwrap_or_default();
    let mut end = words.start;
    for run in runs.iter().take_while(|run| run.text.start < words.end) {
        let piece = built.text.get(run.text.start.max(words.start)..run.text.end.min(words.end))?;
        let speaks = piece.chars().any(char::is_alphanumeric);
        if !run.strong && speaks {
            break;
        }
        if run.strong {
            end = run.text.end.min(words.end);
        }
    }
    let lead = text.get(..end.checked_sub(words.start)?)?;
    let bare = lead.trim().trim_end_matches(['.', ':', '-', '–', '—']).trim_end();
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let is_term = bare.starts_with(['“', '"', '‘', '(', '[']) || bare.is_empty();
    let rest = text.get(lead.len()..)?.trim_start();
    // A term in bold that goes on with "means" is a definition and no heading.
    let defines = ["means", "mean ", "shall mean", "has the meaning", "is defined", "refers to"]
        .iter()
        .any(|words| rest.starts_with(words));
    let ends = lead.trim_end().ends_with(['.', ':', '?', '!', '-', '–', '—'])
        || rest.starts_with(['.', ':', '–', '—'])
        || rest.starts_with(|c: char| c.is_uppercase());
    let fits =
        letters >= 3 && bare.len() <= LONGEST && !is_term && !defines && ends && !rest.is_empty();
    fits.then(|| lead.len() - lead.trim_start().len() + bare.len())
}
