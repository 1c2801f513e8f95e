//! Renames: a term or name that has another name throughout, said once.

use std::collections::BTreeMap;

use super::fold::is_same;
use super::{Hunk, HunkKind, Line, Rename};
use crate::read::Paper;

/// Fewest replacements of a word that is no defined term.
const FEWEST: usize = 3;
/// Most words of a name.
const MOST_WORDS: usize = 5;

/// Finds what was renamed, and marks the hunks that only do so.
pub(super) fn find(old: &Paper, new: &Paper, lines: &mut [Line]) -> Vec<Rename> {
    let mut times: BTreeMap<(String, String), usize> = BTreeMap::new();
    each_hunk(lines, |hunk| {
        if let Some(pair) = name_of(old, new, hunk) {
            *times.entry(pair).or_default() += 1;
        }
    });
    let is_term = |paper: &Paper, word: &str| paper.terms.iter().any(|term| term.term == word);
    times.retain(|(from, to), count| {
        let defined = is_term(old, from) && is_term(new, to) && !is_term(new, from);
        (defined || *count >= FEWEST)
            // The old name is as good as gone, and the new one is not there for another thing.
            && count_words(&new.text, from) * 5 <= *count
            && count_words(&old.text, to) * 2 <= *count
    });
    each_hunk(lines, |hunk| {
        if name_of(old, new, hunk).is_some_and(|pair| times.contains_key(&pair)) {
            hunk.kind = HunkKind::Renamed;
        }
    });
    times.into_iter().map(|((old, new), times)| Rename { old, new, times }).collect()
}

fn each_hunk(lines: &mut [Line], mut visit: impl FnMut(&mut Hunk)) {
    for line in lines {
        line.hunks.iter_mut().for_each(&mut visit);
        for cell in line.table.iter_mut().flat_map(|table| &mut table.cells) {
            cell.hunks.iter_mut().for_each(&mut visit);
        }
    }
}

/// The old and the new name of a hunk that replaces one name by another: in the singular, without an
/// article.
fn name_of(old: &Paper, new: &Paper, hunk: &Hunk) -> Option<(String, String)> {
    if !matches!(hunk.kind, HunkKind::Words | HunkKind::Renamed) {
        return None;
    }
    let (from, to) = (old.slice(&hunk.old).trim(), new.slice(&hunk.new).trim());
    let (from, to) = (strip(from)?, strip(to)?);
    (!is_same(&from, &to)).then_some((from, to))
}

fn strip(name: &str) -> Option<String> {
    let mut name = name;
    for article in ["The ", "the ", "A ", "a ", "An ", "an "] {
        name = name.strip_prefix(article).unwrap_or(name);
    }
    for end in ["'s", "’s", "s'", "s’"] {
        name = name.strip_suffix(end).unwrap_or(name);
    }
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let small = ["of", "and", "for", "the"];
    let fits = (1..=MOST_WORDS).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(|word| is_name(word) || small.contains(&word))
        && name.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-&.'’".contains(c))
        && name.split_whitespace().next().is_some_and(is_name);
    let singular = name.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let singular = singular.or_else(|| {
        name.strip_suffix('s')
            .filter(|stem| stem.len() > 3 && !stem.ends_with('s'))
            .map(str::to_owned)
    });
    fits.then(|| singular.unwrap_or_else(|| name.to_owned()))
}

/// How often a name stands in a text, as whole words.
fn count_words(text: &str, name: &str) -> usize {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let found = text.match_indices(name).filter(|(at, _)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        is_edge(before) && is_edge(after.filter(|c| *c != 's'))
    });
    found.count()
}
