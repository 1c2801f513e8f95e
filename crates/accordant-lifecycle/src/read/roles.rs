//! Roles: what the paper calls the vendor, what the customer provides and what the AI makes.
//!
//! "We", "the Company", "Customer Data" and their like are pack data. Here the vendor's name is
//! found, as the capitalised word that acts most often and is never a common noun, and the terms
//! that the paper defines for content and output: "“Materials” means Inputs and Outputs".

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

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

/// A defined term.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Its words, in lower case.
    pub(super) words: Vec<String>,
    /// Whether it is what the customer provides.
    pub(super) content: bool,
    /// Whether it is what the AI makes.
    pub(super) output: bool,
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

/// Words that a term for content or output holds.
const THINGS: [&str; 34] = [
    "content",
    "contents",
    "data",
    "input",
    "inputs",
    "output",
    "outputs",
    "material",
    "materials",
    "property",
    "submission",
    "submissions",
    "prompt",
    "prompts",
    "information",
    "generation",
    "generations",
    "results",
    "result",
    "assets",
    "contribution",
    "contributions",
    "media",
    "files",
    "images",
    "creations",
    "works",
    "work",
    "code",
    "projects",
    "completions",
    "responses",
    "recordings",
    "completion",
];
/// Words that make a term mean something else.
const OTHERS: [&str; 33] = [
    "usage",
    "interaction",
    "service",
    "services",
    "site",
    "website",
    "third",
    "feedback",
    "confidential",
    "registration",
    "account",
    "aggregated",
    "platform",
    "licensed",
    "our",
    "company",
    "personal",
    "model",
    "payment",
    "statistical",
    "anonymized",
    "contact",
    "technical",
    "intellectual",
    "vendor",
    "beta",
    "provider",
    "company's",
    "app",
    "resultant",
    "performance",
    "deidentified",
    "billing",
];

/// The terms that the paper defines for content and output.
fn find_terms(text: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find(['“', '"'])) {
        let start = at + open;
        let mark = text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        at = start + mark;
        let Some(rest) = text.get(at..) else { break };
        let Some(close) = rest.find(['”', '"', '“']).filter(|close| *close <= 60) else {
            continue;
        };
        let quoted = rest.get(..close).unwrap_or_default().trim_matches(['*', '_', ',', '.', ' ']);
        let words: Vec<String> = quoted.split_whitespace().map(str::to_lowercase).collect();
        let named = (1..=4).contains(&words.len())
            && quoted.starts_with(char::is_uppercase)
            && words.iter().any(|word| THINGS.contains(&word.as_str()))
            && !words.iter().any(|word| OTHERS.contains(&word.as_str()));
        at += close
            + rest.get(close..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        if !named || terms.iter().any(|term| term.words == words) {
            continue;
        }
        let Some(context) = definition(text, start, at) else { continue };
        let lower = context.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let own = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let customer = says(&["you", "customer", "user", "subscriber", "client", "licensee"]);
        let gives = says(&[
            "provid",
            "submit",
            "upload",
            "input",
            "post",
            "enter",
            "transmit",
            "import",
            "prompt",
            "store",
            "make available",
        ]);
        let makes = says(&[
            "generat",
            "output",
            "produced",
            "returned",
            "results",
            "created by the",
            "completion",
        ]);
        let output_only = own(&[
            "output",
            "outputs",
            "generations",
            "results",
            "completions",
            "responses",
            "creations",
        ]);
        let content = (customer && gives
            || says(&["input and", "inputs and", "input, ", "prompts and"]))
            && !output_only;
        let output = makes
            && !own(&["input", "inputs", "prompt", "prompts", "submissions"])
            && (output_only
                || says(&[
                    "output",
                    "responses",
                    "generated by the",
                    "generated by our",
                    "generated through",
                    "generated by ai",
                    "generated from",
                ]));
        if content || output {
            terms.push(Term { words, content, output });
        }
    }
    terms.sort_by_key(|term| std::cmp::Reverse(term.words.len()));
    terms.truncate(24);
    terms
}

/// The words that define a quoted term: what follows "means", or what stands before a bracket.
fn definition(text: &str, start: usize, end: usize) -> Option<&str> {
    let after = text.get(end..)?.trim_start_matches(['*', '_', ')', ' ', '\n', ',']);
    let verb = [
        "means",
        "mean ",
        "refers to",
        "shall mean",
        "includes",
        "is defined",
        "is any",
        "are any",
        "collectively",
    ];
    if verb.iter().any(|verb| after.starts_with(verb)) {
        let stop = after.find(['.', '\n']).unwrap_or(after.len()).max(30).min(after.len());
        return after.get(..(0..=stop).rev().find(|at| after.is_char_boundary(*at))?);
    }
    let before = text.get(..start)?;
    let tail = before.trim_end_matches(['*', '_', ' ', '\\']);
    let bracket = before.rfind('(').filter(|open| {
        start - open <= 60 && !before.get(*open..).unwrap_or_default().contains(')')
    });
    let near =
        tail.char_indices().rev().nth(40).map_or(tail, |(at, _)| tail.get(at..).unwrap_or(tail));
    let named = [
        "collectively",
        "together",
        "referred to as",
        "called",
        "is the",
        "are the",
        "are our",
        "is our",
        "are your",
        "is your",
    ]
    .iter()
    .any(|word| near.to_lowercase().contains(word));
    if bracket.is_none() && !tail.ends_with('(') && !named {
        return None;
    }
    let open = bracket.unwrap_or(start);
    let from = before.get(..open)?.rfind(['\n', ';']).map_or(0, |at| at + 1);
    let from = before.get(from..open)?.rfind(". ").map_or(from, |at| from + at + 2);
    before.get(from..open)
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
