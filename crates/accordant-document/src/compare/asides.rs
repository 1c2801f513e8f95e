//! Asides: headers and footers of two papers.

use super::fold::Folded;
use super::similar::likeness;
use super::units::Vocabulary;
use super::{ChangeKind, ClauseChange, Weight};
use crate::read::{AsideKind, Paper};

/// Least likeness of two headers that are versions of one, in thousandths.
const LIKE: u32 = 300;

/// Compares headers and footers, where both papers can have them.
pub(super) fn compare(old: &Paper, new: &Paper) -> Vec<ClauseChange> {
    if old.format != new.format {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (kind, change) in
        [(AsideKind::Header, ChangeKind::Header), (AsideKind::Footer, ChangeKind::Footer)]
    {
        let (mut olds, mut news) = (list(old, kind), list(new, kind));
        let holds = |list: &[&str], text: &str| {
            list.iter().any(|other| without_pages(other) == without_pages(text))
        };
        let gone: Vec<&str> = olds.iter().filter(|text| !holds(&news, text)).copied().collect();
        news.retain(|text| !holds(&olds, text));
        olds = gone;
        for before in olds {
            let mut vocabulary = Vocabulary::default();
            let mut bag = |text: &str| {
                let folded = Folded::new(text, 0, &[]);
                vocabulary.make_item(&folded.text, 0).bag
            };
            let left = bag(before);
            let is_alone = news.len() == 1;
            let next = news
                .iter()
                .enumerate()
                .map(|(at, text)| (likeness(&left, &bag(text)), std::cmp::Reverse(at)))
                .max()
                .filter(|(like, _)| *like >= LIKE || is_alone);
            let after = next.map(|(_, at)| news.remove(at.0));
            changes.push(make(change, Some(before), after));
        }
        changes.extend(news.into_iter().map(|after| make(change, None, Some(after))));
    }
    changes
}

/// The different headers, or footers, of a paper.
fn list(paper: &Paper, kind: AsideKind) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    for aside in paper.asides.iter().filter(|aside| aside.kind == kind) {
        let text = aside.text.trim();
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// A header without the numbers of pages, and without spaces.
fn without_pages(text: &str) -> String {
    let mut kept = String::new();
    let mut words = text.split_whitespace().peekable();
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit() || ".,;".contains(c));
    while let Some(word) = words.next() {
        kept.push_str(word);
        if word.eq_ignore_ascii_case("page") {
            let _ = words.next_if(|word| is_number(word));
            if words.next_if(|word| word.eq_ignore_ascii_case("of")).is_some() {
                let _ = words.next_if(|word| is_number(word));
            }
        }
    }
    kept
}

fn make(kind: ChangeKind, old: Option<&str>, new: Option<&str>) -> ClauseChange {
    let note = match (old, new) {
        (Some(old), Some(new)) => format!("“{old}” is “{new}” now"),
        (Some(old), None) => format!("“{old}” is gone"),
        (None, Some(new)) => format!("“{new}” is new"),
        (None, None) => String::new(),
    };
    ClauseChange {
        id: String::new(),
        kind,
        weight: Weight::Substance,
        old: None,
        new: None,
        hunks: Vec::new(),
        cells: Vec::new(),
        below: 0,
        touches: Vec::new(),
        notes: vec![note],
        line: usize::MAX,
    }
}
