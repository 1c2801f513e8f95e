//! Text as it is printed: pieces marked, references resolved, breaks kept out of bad places.

use std::collections::BTreeMap;

use accordant_document::model::{Inline, Text};
use accordant_document::number::{Labels, limb_label};
use accordant_document::reading::{MONTHS, gap_words, lost_words};
use typst::foundations::Datetime;

use crate::PressError;
use crate::manuscript::{Run, Runs};

const NO_BREAK_SPACE: char = '\u{a0}';
const MAY_BREAK: char = '\u{200b}';

/// What references need to be resolved from the part at hand.
pub(crate) struct Links<'a> {
    pub(crate) labels: &'a Labels,
    pub(crate) anchors: &'a BTreeMap<String, String>,
    pub(crate) part: usize,
}

impl Links<'_> {
    /// Running text of the manuscript.
    pub(crate) fn runs(&self, text: &Text) -> Runs {
        text.0.iter().map(|piece| self.run(piece)).collect()
    }

    fn run(&self, piece: &Inline) -> Run {
        match piece {
            Inline::Plain(text) => Run::Plain(keep_together(&clean(text))),
            Inline::Strong(text) => Run::Marked("strong", keep_together(&clean(text))),
            Inline::Emphasis(text) => Run::Marked("emphasis", keep_together(&clean(text))),
            Inline::Code(text) => Run::Marked("code", let_code_break(&clean(text))),
            Inline::Gap(text) => Run::Marked("gap", clean(&gap_words(text))),
            Inline::Reference(id) => {
                match (self.labels.reference(id, self.part), self.anchors.get(id)) {
                    (Some(text), Some(anchor)) => {
                        Run::Linked("reference", keep_together(&clean(&text)), anchor.clone())
                    }
                    _ => Run::Marked("gap", clean(&lost_words(id))),
                }
            }
            Inline::Link { text, href } if is_public(href) => {
                Run::Linked("link", clean(text), href.trim().to_owned())
            }
            Inline::Link { text, .. } => Run::Plain(clean(text)),
        }
    }
}

/// Plain running text.
pub(crate) fn plain(text: &str) -> Runs {
    if text.is_empty() { Vec::new() } else { vec![Run::Plain(keep_together(&clean(text)))] }
}

/// Limbs under a definition with their labels.
pub(crate) fn label_limbs(items: &[Text], links: &Links<'_>) -> Vec<(String, Runs)> {
    (1..).map(limb_label).zip(items.iter().map(|item| links.runs(item))).collect()
}

/// Whether a text announces what follows it.
pub(crate) fn ends_with_colon(text: &Text) -> bool {
    match text.0.last() {
        Some(Inline::Plain(text) | Inline::Strong(text) | Inline::Emphasis(text)) => {
            text.trim_end().ends_with(':')
        }
        _ => false,
    }
}

/// Whether a text is a few lines at most.
pub(crate) fn is_short(text: &Text) -> bool {
    let characters = |piece: &Inline| match piece {
        Inline::Plain(text)
        | Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Code(text)
        | Inline::Reference(text)
        | Inline::Gap(text)
        | Inline::Link { text, .. } => text.chars().count(),
    };
    text.0.iter().map(characters).sum::<usize>() <= 300
}

/// Line breaks and control characters become spaces; the typesetter breaks lines.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// Reads an ISO date and says it in words.
pub(crate) fn read_date(date: &str) -> Result<((u16, u8, u8), String), PressError> {
    let wrong = || PressError::Date { date: date.to_owned() };
    let mut fields = date.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return Err(wrong());
    };
    let digits =
        [year, month, day].iter().all(|field| field.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return Err(wrong());
    }
    let year: u16 = year.parse().map_err(|_| wrong())?;
    let month: u8 = month.parse().map_err(|_| wrong())?;
    let day: u8 = day.parse().map_err(|_| wrong())?;
    Datetime::from_ymd(i32::from(year), month, day).ok_or_else(wrong)?;
    let name = MONTHS.get(usize::from(month).wrapping_sub(1)).ok_or_else(wrong)?;
    Ok(((year, month, day), format!("{day} {name} {year}")))
}

/// Language and region of a BCP 47 tag; English when the tag is not understood.
pub(crate) fn read_language(tag: &str) -> (String, Option<String>) {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or("").to_ascii_lowercase();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return ("en".to_owned(), None);
    }
    let region = subtags
        .find(|subtag| subtag.len() == 2 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .map(str::to_ascii_uppercase);
    (language, region)
}

/// Keeps a number with its currency, its unit sign and its legal word: "EUR 2,000", "99.5 %", "art. 28".
fn keep_together(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut word = String::new();
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if character != ' ' {
            word.push(character);
            out.push(character);
            continue;
        }
        let next = rest.peek().copied().unwrap_or(' ');
        let tied = (next.is_ascii_digit() && introduces_number(&word))
            || (next == '%' && word.ends_with(|last: char| last.is_ascii_digit()));
        out.push(if tied { NO_BREAK_SPACE } else { ' ' });
        word.clear();
    }
    out
}

fn introduces_number(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '“', '"']);
    let is_currency = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_currency
        || matches!(
            word,
            "art."
                | "arts."
                | "Art."
                | "§"
                | "§§"
                | "No."
                | "no."
                | "clause"
                | "Clause"
                | "clauses"
                | "Schedule"
                | "paragraph"
                | "Annex"
                | "Article"
        )
}

/// Lets a code break after its separators, and a long hash after every eighth character.
fn let_code_break(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut run = 0;
    for character in text.chars() {
        out.push(character);
        run = if character.is_alphanumeric() { run + 1 } else { 0 };
        if matches!(character, '.' | '/' | '_' | ':' | '=') || run == 8 {
            out.push(MAY_BREAK);
            run = 0;
        }
    }
    out
}

/// Characters that show nothing by design, and so need no glyph.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Only addresses that a reader may safely follow become links.
fn is_public(href: &str) -> bool {
    let href = href.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| href.starts_with(scheme))
}
