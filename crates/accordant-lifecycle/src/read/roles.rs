//! Roles: what the paper calls the vendor, what the customer provides and what the AI makes.
//!
//! "We", "the Company", "Customer Data" and their like are pack data. Here the vendor's name is
//! found, as the capitalised word that acts most often and is never a common noun.

use std::collections::BTreeMap;

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
    "agent",
    "agents",
    "assistant",
    "assistants",
    "bot",
    "bots",
    "chatbot",
    "skill",
    "skills",
    "tool",
    "tools",
    "creator",
    "creators",
    "developer",
    "developers",
    "seller",
    "sellers",
    "merchant",
    "merchants",
    "publisher",
    "reseller",
    "resellers",
    "partner",
    "partners",
    "administrator",
    "administrators",
    "admin",
    "plugin",
    "plugins",
    "extension",
    "extensions",
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
    const ENOUGH: usize = 3;
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
    for line in text.lines() {
        split_words(line, |_, word| {
            seen += usize::from(SIGNS.iter().any(|sign| word.eq_ignore_ascii_case(sign)));
        });
        if seen >= ENOUGH {
            return true;
        }
    }
    false
}

/// The names of the vendor in a paper, in lower case; none when it uses none.
pub(crate) fn find_names(text: &str) -> Vec<String> {
    let mut names = find_actors(text);
    if names.is_empty() {
        return Vec::new();
    }
    // How often each is spelt with a small and with a large first letter.
    let mut spelt = vec![(0_usize, 0_usize); names.len()];
    split_plain(text, |word| {
        let Some(word) = word.map(base_of) else { return };
        let same = |name: &str| {
            word.eq_ignore_ascii_case(name) || (!name.is_ascii() && word.to_lowercase() == name)
        };
        // "xAI" is no small spelling of "XAI".
        let is_large = !word.starts_with(char::is_lowercase);
        if let Some(place) =
            names.iter().position(|(_, name)| same(name) && (is_large || word == name))
            && let Some((small, large)) = spelt.get_mut(place)
        {
            *(if is_large { large } else { small }) += 1;
        }
    });
    let mut spelt = spelt.into_iter();
    names.retain(|_| spelt.next().is_some_and(|(small, large)| small * 3 <= large));
    names.sort_by(|a, b| b.cmp(a));
    let best = names.first().map_or(0, |(count, _)| *count);
    names.retain(|(count, _)| *count * 2 > best);
    names.truncate(2);
    names.into_iter().map(|(_, name)| name).collect()
}

/// Words with a capital, in lower case, that act as a party does, and how often.
fn find_actors(text: &str) -> Vec<(usize, String)> {
    let mut acts: BTreeMap<String, usize> = BTreeMap::new();
    let mut previous: Option<&str> = None;
    let mut before_previous: Option<&str> = None;
    split_plain(text, |word| {
        let Some(word) = word else {
            previous = None;
            before_previous = None;
            return;
        };
        // "Example AI may": the word before names the vendor.
        let named = if previous == Some("AI") { before_previous } else { previous };
        let upper = |name: &&str| name.starts_with(char::is_uppercase);
        if let Some(name) = named.map(base_of).filter(upper)
            && let Some(act) = ACTS.iter().find(|act| word.eq_ignore_ascii_case(act))
        {
            *acts.entry(name.to_lowercase()).or_default() +=
                if matches!(*act, "and" | "or" | "is") { 1 } else { 2 };
        }
        before_previous = previous;
        previous = Some(word);
    });
    acts.into_iter()
        .map(|(name, count)| (count, name))
        // A letter alone is more often a number than a name.
        .filter(|(count, name)| *count >= if name.len() > 1 { 4 } else { 24 })
        .filter(|(_, name)| !NEVER.contains(&name.as_str()))
        .collect()
}

/// Calls `each` with every word; `None` stands for part of an address, which is none.
fn split_plain<'t>(text: &'t str, mut each: impl FnMut(Option<&'t str>)) {
    let bytes = text.as_bytes();
    split_words(text, |at, word| {
        let end = at + word.len();
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let is_address = matches!(before, Some(b'@' | b'.' | b'/' | b'-' | b'_'))
            || match bytes.get(end) {
                Some(b'@' | b'/' | b'_') => true,
                Some(b'.') => {
                    text.get(end + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
                }
                _ => false,
            };
        each(Some(word).filter(|_| !is_address));
    });
}

/// A word without what follows its apostrophe.
fn base_of(word: &str) -> &str {
    let plain = word.bytes().all(|byte| byte.is_ascii() && byte != b'\'');
    if plain { word } else { word.split(['\'', '’']).next().unwrap_or(word) }
}
