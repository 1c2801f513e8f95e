//! Roles: what the paper calls the vendor, what the customer provides and what the AI makes.
//!
//! "We", "the Company", "Customer Data" and their like are pack data. Here the vendor's name is
//! found, as the capitalised word that acts most often and is never a common noun.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::terms::{Term, find_terms};
use super::words::split_words;

const ACTS: &[&str] = &[
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
const NEVER: &[&str] = &[
    "section",
    "sections",
    "customers",
    "content",
    "services",
    "service",
    "agreement",
    "terms",
    "party",
    "parties",
    "llc",
    "inc",
    "states",
    "dpa",
    "output",
    "outputs",
    "input",
    "inputs",
    "products",
    "product",
    "members",
    "member",
    "controller",
    "recipient",
    "discloser",
    "data",
    "arbitration",
    "arbitrator",
    "website",
    "site",
    "software",
    "platform",
    "models",
    "model",
    "materials",
    "clauses",
    "account",
    "laws",
    "law",
    "and",
    "or",
    "the",
    "order",
    "in",
    "by",
    "as",
    "feedback",
    "subprocessor",
    "subprocessors",
    "exhibit",
    "schedule",
    "annex",
    "property",
    "prohibited",
    "california",
    "europe",
    "delaware",
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

/// What a paper calls things.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// Names of the vendor, in lower case.
    pub(super) names: Vec<String>,
    /// Terms for content and output.
    pub(super) terms: Vec<Term>,
    /// Whether it speaks of AI more than in passing.
    pub(super) about_ai: bool,
}

/// Reads the roles of a paper.
pub(super) fn find_roles(text: &str) -> Roles {
    let names = find_names(text);
    let mut terms = find_terms(text);
    // What bears the vendor's name is the vendor's own.
    terms.retain(|term| !term.words.iter().any(|word| names.contains(word)));
    Roles { names, terms, about_ai: is_about_ai(text) }
}

/// Whether a paper speaks of AI at least three times.
fn is_about_ai(text: &str) -> bool {
    const SIGNS: [&str; 10] = [
        "ai",
        "llm",
        "llms",
        "genai",
        "generative",
        "prompt",
        "prompts",
        "outputs",
        "artificial",
        "gpt",
    ];
    let mut seen = 0;
    split_words(text, |_, word| {
        seen += usize::from(SIGNS.iter().any(|sign| word.eq_ignore_ascii_case(sign)));
    });
    seen >= 3
}

/// The names of the vendor in a paper, in lower case; none when it uses none.
pub(crate) fn find_names(text: &str) -> Vec<String> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut acts: BTreeMap<String, usize> = BTreeMap::new();
    let mut previous: Option<&str> = None;
    let mut before_previous: Option<&str> = None;
    split_words(text, |at, word| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let mut after = text.get(at + word.len()..).unwrap_or_default().chars();
        let next = after.next();
        // Parts of addresses are no words of the language.
        let address = matches!(before, Some('@' | '.' | '/' | '-' | '_'))
            || matches!(next, Some('@' | '/' | '_'))
            || (next == Some('.') && after.next().is_some_and(char::is_alphanumeric));
        if address {
            previous = None;
            before_previous = None;
            return;
        }
        *counts.entry(base_of(word)).or_default() += 1;
        // "Example AI may": the word before names the vendor.
        let named = if previous == Some("AI") { before_previous } else { previous };
        let upper = |name: &&str| name.starts_with(char::is_uppercase) && name.len() > 1;
        if let Some(name) = named.map(base_of).filter(upper)
            && let Some(act) = ACTS.iter().find(|act| word.eq_ignore_ascii_case(act))
        {
            *acts.entry(name.to_lowercase()).or_default() +=
                if matches!(*act, "and" | "or" | "is") { 1 } else { 2 };
        }
        before_previous = previous;
        previous = Some(word);
    });
    let mut small: FxHashMap<&str, usize> = FxHashMap::default();
    let mut large: FxHashMap<String, usize> = FxHashMap::default();
    #[expect(clippy::iter_over_hash_type, reason = "a sum does not depend on the order")]
    for (word, count) in counts {
        if word.starts_with(char::is_lowercase) {
            *small.entry(word).or_default() += count;
        } else {
            *large.entry(word.to_lowercase()).or_default() += count;
        }
    }
    let mut names: Vec<(usize, String)> = acts
        .into_iter()
        .map(|(name, count)| (count, name))
        .filter(|(count, name)| {
            let spelt_small = small.get(name.as_str()).copied().unwrap_or(0);
            let spelt_large = large.get(name).copied().unwrap_or(0);
            *count >= 4 && spelt_small * 3 <= spelt_large && !NEVER.contains(&name.as_str())
        })
        .collect();
    names.sort_by(|a, b| b.cmp(a));
    let best = names.first().map_or(0, |(count, _)| *count);
    names.retain(|(count, _)| *count * 2 > best);
    names.truncate(2);
    names.into_iter().map(|(_, name)| name).collect()
}

/// A word without what follows its apostrophe.
fn base_of(word: &str) -> &str {
    word.split(['\'', '’']).next().unwrap_or(word)
}
