//! Touches: numbers, amounts, dates and words of duty that a change alters.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Hunk, HunkKind, Side};
use crate::read::Paper;

/// Bytes around a change that may belong to a number in it.
const AROUND: usize = 48;
/// Most touches of a change that are named.
const MOST: usize = 6;

/// Words that make a duty, take it away or limit it.
const DUTY: [&str; 40] = [
    "must",
    "shall",
    "will",
    "may",
    "should",
    "can",
    "cannot",
    "not",
    "no",
    "never",
    "only",
    "solely",
    "except",
    "unless",
    "and",
    "or",
    "any",
    "all",
    "reasonable",
    "reasonably",
    "material",
    "materially",
    "promptly",
    "immediately",
    "sole",
    "exclusive",
    "exclusively",
    "perpetual",
    "irrevocable",
    "unlimited",
    "best",
    "commercially",
    "directly",
    "indirectly",
    "gross",
    "wilful",
    "prior",
    "written",
    "without",
    "terminate",
];

static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
    let unit = r"(?:\s?%|\s?‰|[\s\u{a0}-](?:per[\s\u{a0}]?cent|percent|percentage points?|million|billion|thousand|(?:business|working|calendar|consecutive)[\s\u{a0}](?:days?|hours?)|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|times|euros?|dollars?|pounds?|EUR|USD|GBP|CHF|GB|TB|requests?|users?|seats?|copies))";
    let word = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|million))*";
    let month = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)";
    let money = r"(?:(?:€|\$|£|¥|(?:EUR|USD|GBP|CHF)\b)[\s\u{a0}]?)";
    let pattern = format!(
        r"(?i)\b\d{{1,2}}(?:st|nd|rd|th)? {month},? \d{{4}}\b|\b{month} \d{{1,2}},? \d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b{word}[\s\u{{a0}}]\(\d[\d.,]*\s?%?\){unit}?|{money}?\b\d+(?:[.,'’]\d+)*{unit}?(?:{unit})?|\b{word}{unit}"
    );
    Regex::new(&pattern).expect("the pattern is well formed")
});

/// Names what a reader must not miss in the changes of words of a pair.
pub(super) fn find_touches(
    old: &Paper,
    new: &Paper,
    old_side: Option<&Side>,
    new_side: Option<&Side>,
    hunks: &[Hunk],
) -> Vec<String> {
    let (Some(old_side), Some(new_side)) = (old_side, new_side) else { return Vec::new() };
    let mut touches = Vec::new();
    for hunk in hunks.iter().filter(|hunk| hunk.kind == HunkKind::Words) {
        let before = find_quantities(old, &old_side.text, &hunk.old);
        let after = find_quantities(new, &new_side.text, &hunk.new);
        pair(&before, &after, &mut touches);
        let before = find_duties(old.slice(&hunk.old));
        let after = find_duties(new.slice(&hunk.new));
        let without = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter()
                .filter(|word| !other.contains(word))
                .map(|word| format!("“{word}”"))
                .collect()
        };
        pair(&without(&before, &after), &without(&after, &before), &mut touches);
    }
    let mut seen = Vec::new();
    touches.retain(|touch| {
        let is_new = !seen.contains(touch);
        seen.push(touch.clone());
        is_new
    });
    touches.truncate(MOST);
    touches
}

fn pair(before: &[String], after: &[String], touches: &mut Vec<String>) {
    for at in 0..before.len().max(after.len()) {
        touches.extend(match (before.get(at), after.get(at)) {
            (Some(from), Some(to)) if from != to => Some(format!("{from} → {to}")),
            (Some(from), None) => Some(format!("{from} gone")),
            (None, Some(to)) => Some(format!("{to} added")),
            _ => None,
        });
    }
}

/// The quantities that a change touches, as they stand in the text.
fn find_quantities(paper: &Paper, side: &Range<usize>, hunk: &Range<usize>) -> Vec<String> {
    let mut start = hunk.start.saturating_sub(AROUND).max(side.start);
    let mut end = (hunk.end + AROUND).min(side.end).max(hunk.end);
    while !paper.text.is_char_boundary(start) {
        start -= 1;
    }
    while end < paper.text.len() && !paper.text.is_char_boundary(end) {
        end += 1;
    }
    let window = paper.text.get(start..end).unwrap_or_default();
    let found = QUANTITY.find_iter(window).filter(|found| {
        let (from, to) = (start + found.start(), start + found.end());
        from < hunk.end && hunk.start < to
    });
    found.map(|found| found.as_str().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn find_duties(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    let mut found: Vec<String> = words.filter(|word| DUTY.contains(&word.as_str())).collect();
    found.dedup();
    found
}
