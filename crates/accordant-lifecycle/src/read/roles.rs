//! Roles: what the paper calls the party that offers the service.
//!
//! "We", "the Company" and their like are pack data; here the name itself is found, as the
//! capitalised word that acts most often and is never a common noun.

use std::collections::{BTreeMap, HashSet};

use super::words::split_words;

const ACTS: [&str; 28] = [
    "may",
    "will",
    "shall",
    "does",
    "reserves",
    "makes",
    "grants",
    "retains",
    "owns",
    "disclaims",
    "has",
    "provides",
    "collects",
    "uses",
    "processes",
    "cannot",
    "agrees",
    "warrants",
    "is",
    "can",
    "offers",
    "believes",
    "determines",
    "claims",
    "assumes",
    "and",
    "or",
    "nor",
];
const NEVER: [&str; 34] = [
    "you",
    "we",
    "us",
    "our",
    "customer",
    "user",
    "users",
    "client",
    "subscriber",
    "licensee",
    "it",
    "he",
    "this",
    "that",
    "these",
    "those",
    "if",
    "such",
    "any",
    "all",
    "neither",
    "either",
    "each",
    "no",
    "api",
    "apis",
    "ai",
    "gdpr",
    "ccpa",
    "eea",
    "eu",
    "uk",
    "there",
    "who",
];

/// The names of the vendor in a paper, in lower case; none when it uses none.
pub(super) fn find_names(text: &str) -> Vec<String> {
    let mut common: HashSet<&str> = HashSet::new();
    let mut acts: BTreeMap<String, usize> = BTreeMap::new();
    let mut previous: Option<&str> = None;
    split_words(text, |_, word| {
        if word.chars().all(char::is_lowercase) {
            common.insert(word);
        }
        if let Some(name) = previous {
            let name = name.split(['\'', '’']).next().unwrap_or(name);
            let capital = name.chars().next().is_some_and(char::is_uppercase) && name.len() > 1;
            if capital && ACTS.contains(&word) {
                *acts.entry(name.to_owned()).or_default() +=
                    if matches!(word, "and" | "or" | "is") { 1 } else { 2 };
            }
        }
        previous = Some(word);
    });
    let mut names: Vec<(usize, String)> = acts
        .into_iter()
        .map(|(name, count)| (count, name.to_lowercase()))
        .filter(|(count, name)| {
            *count >= 6 && !common.contains(name.as_str()) && !NEVER.contains(&name.as_str())
        })
        .collect();
    names.sort_by(|a, b| b.cmp(a));
    let best = names.first().map_or(0, |(count, _)| *count);
    names.retain(|(count, _)| *count * 2 > best);
    names.truncate(2);
    names.into_iter().map(|(_, name)| name).collect()
}
