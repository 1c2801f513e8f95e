//! Words: the text of a paper as numbers, so that patterns compare numbers.
//!
//! Every word that a pattern names has a number; `train*` has one too. A document's words are
//! looked up once each, however often they occur.

use std::cell::RefCell;
use std::collections::HashMap;

use super::pattern::Tried;
use super::roles::Roles;

/// Number of the party that offers the AI, the service or the data.
pub(super) const VENDOR: u32 = 1;
/// Number of terms that the paper defines as what the customer provides.
pub(super) const CONTENT: u32 = 2;
/// Number of terms that the paper defines as what the AI makes.
pub(super) const OUTPUT: u32 = 5;
/// Number of words that deny.
pub(super) const DENIAL: u32 = 3;
/// Number of figures and number words.
pub(super) const NUMBER: u32 = 4;

/// Number of the vendor where it acts: "we may", "Provider shall".
pub(super) const VENDOR_ACTS: u32 = 6;
/// Number of the customer where it acts: "you own", "Customer may".
pub(super) const CUSTOMER_ACTS: u32 = 7;

const FIRST_FREE: u32 = 8;
/// Words for what the AI makes, in a paper about AI; elsewhere they are anybody's answers.
const MADE_BY_AI: [&str; 7] =
    ["response", "responses", "results", "suggestions", "completions", "generations", "creations"];
/// A hyphen that shows only where a line breaks.
const SOFT_HYPHEN: char = '\u{ad}';
/// What the parties are called where nothing names them.
const VENDORS: [&str; 6] = ["we", "provider", "supplier", "vendor", "licensor", "company"];
const CUSTOMERS: [&str; 8] =
    ["you", "customer", "user", "users", "subscriber", "client", "licensee", "customers"];
/// Words that make the party before them the one who acts.
const ACTING: [&str; 30] = [
    "may",
    "will",
    "shall",
    "must",
    "can",
    "own",
    "owns",
    "retain",
    "retains",
    "keep",
    "keeps",
    "grant",
    "grants",
    "agree",
    "agrees",
    "acknowledge",
    "acknowledges",
    "represent",
    "represents",
    "hereby",
    "exclusively",
    "also",
    "reserve",
    "reserves",
    "undertake",
    "undertakes",
    "disclaim",
    "disclaims",
    "assume",
    "assumes",
];
const DENIALS: [&str; 7] = ["not", "never", "no", "nor", "neither", "none", "nothing"];
const NUMBERS: [&str; 26] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fourteen",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "forty-five",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
];

/// The words that patterns name.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    exact: HashMap<String, u32>,
    prefixes: HashMap<String, u32>,
    count: u32,
}

impl Vocabulary {
    /// The number of a word of a pattern; `train*` stands for all that begin so.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if word == "#" {
            return NUMBER;
        }
        let (map, key) = match word.strip_suffix('*') {
            Some(stem) => (&mut self.prefixes, stem),
            None => (&mut self.exact, word),
        };
        if let Some(number) = map.get(key) {
            return *number;
        }
        let number = FIRST_FREE + self.count;
        self.count += 1;
        map.insert(key.to_owned(), number);
        number
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        (FIRST_FREE + self.count) as usize
    }

    /// All numbers that stand for a word of a document.
    fn numbers_of(&self, word: &str) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.exact.get(word).copied().into_iter().collect();
        for (at, _) in word.char_indices().skip(2) {
            numbers.extend(word.get(..at).and_then(|stem| self.prefixes.get(stem)));
        }
        numbers.extend(self.prefixes.get(word));
        if DENIALS.contains(&word) {
            numbers.push(DENIAL);
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&word) {
            numbers.push(NUMBER);
        }
        numbers
    }
}

/// A word of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Index into [`Lexicon::kinds`].
    pub(super) kind: u32,
}

/// The distinct words of one document.
#[derive(Debug)]
pub(super) struct Lexicon<'a> {
    vocabulary: &'a Vocabulary,
    roles: &'a Roles,
    seen: HashMap<String, u32>,
    /// The numbers of each distinct word.
    pub(super) kinds: Vec<Vec<u32>>,
    /// Scratch space of the search.
    pub(super) tried: RefCell<Tried>,
}

impl<'a> Lexicon<'a> {
    /// An empty one, for a paper that speaks of these roles.
    pub(super) fn new(vocabulary: &'a Vocabulary, roles: &'a Roles) -> Self {
        Self {
            vocabulary,
            roles,
            seen: HashMap::new(),
            kinds: Vec::new(),
            tried: RefCell::default(),
        }
    }

    /// The numbers of a distinct word.
    pub(super) fn numbers(&self, kind: u32) -> &[u32] {
        self.kinds.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    fn intern(&mut self, word: &str) -> u32 {
        if let Some(kind) = self.seen.get(word) {
            return *kind;
        }
        let kind = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let mut numbers = self.vocabulary.numbers_of(word);
        if self.roles.names.iter().any(|name| name == word) {
            numbers.push(VENDOR);
        }
        if self.roles.about_ai && MADE_BY_AI.contains(&word) {
            numbers.push(OUTPUT);
        }
        self.kinds.push(numbers);
        self.seen.insert(word.to_owned(), kind);
        kind
    }

    /// Appends the words of `text`, which begins at `offset` of the document.
    pub(super) fn read(&mut self, text: &str, offset: usize, into: &mut Vec<Token>) {
        let begin = into.len();
        self.read_words(text, offset, into);
        drop_preambles(text, offset, begin, into);
        if !self.roles.terms.is_empty() {
            self.join_terms(text, offset, begin, into);
        }
        self.drop_surnames(begin, into);
        self.mark_actors(text, offset, begin, into);
    }

    /// Drops the "AI" of "Example AI", so that what the vendor does follows its name.
    fn drop_surnames(&self, begin: usize, into: &mut Vec<Token>) {
        let Some(ai) = self.seen.get("ai").copied() else { return };
        let mut at = begin + 1;
        while let Some(token) = into.get(at) {
            let after_name = into.get(at - 1).is_some_and(|name| self.is_name(name.kind));
            if token.kind == ai && after_name {
                into.remove(at);
            } else {
                at += 1;
            }
        }
    }

    fn is_name(&self, kind: u32) -> bool {
        self.numbers(kind).contains(&VENDOR)
    }

    /// Marks the parties that act, so that a gap after the other party does not cross them.
    fn mark_actors(&mut self, text: &str, offset: usize, begin: usize, into: &mut [Token]) {
        let spelt = |token: &Token| {
            let range = token.start.saturating_sub(offset)..token.end.saturating_sub(offset);
            text.get(range).unwrap_or_default().to_lowercase()
        };
        for at in begin..into.len() {
            let Some(next) = into.get(at + 1) else { break };
            if !ACTING.contains(&spelt(next).as_str()) {
                continue;
            }
            let Some(token) = into.get_mut(at) else { break };
            let word = spelt(token);
            let mark = if CUSTOMERS.contains(&word.as_str()) {
                CUSTOMER_ACTS
            } else if VENDORS.contains(&word.as_str()) || self.numbers(token.kind).contains(&VENDOR)
            {
                VENDOR_ACTS
            } else {
                continue;
            };
            token.kind = self.intern_acting(token.kind, mark);
        }
    }

    fn intern_acting(&mut self, kind: u32, mark: u32) -> u32 {
        let key = format!("{kind}\0{mark}");
        if let Some(kind) = self.seen.get(&key) {
            return *kind;
        }
        let mut numbers = self.numbers(kind).to_vec();
        numbers.push(mark);
        let kind = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        self.kinds.push(numbers);
        self.seen.insert(key, kind);
        kind
    }

    /// Joins the words of a defined term into one, which stands for what it is defined as.
    fn join_terms(&mut self, text: &str, offset: usize, begin: usize, into: &mut Vec<Token>) {
        let mut at = begin;
        while let Some(first) = into.get(at).copied() {
            let spelt = |token: &Token| {
                text.get(token.start - offset..token.end - offset).unwrap_or_default()
            };
            let capital = spelt(&first).starts_with(char::is_uppercase);
            let found = self.roles.terms.iter().filter(|_| capital).find(|term| {
                term.words.iter().enumerate().all(|(place, word)| {
                    into.get(at + place).is_some_and(|token| {
                        let base = spelt(token).split(['\'', '’']).next().unwrap_or_default();
                        base.eq_ignore_ascii_case(word)
                    })
                })
            });
            if let Some(term) = found {
                let count = term.words.len();
                let end = into.get(at + count - 1).map_or(first.end, |token| token.end);
                let last = term.words.last().map_or("", String::as_str);
                let key = format!("{last}\0{}{}", u8::from(term.content), u8::from(term.output));
                let kind = self.intern_marked(&key, last, term.content, term.output);
                into.splice(at..at + count, [Token { start: first.start, end, kind }]);
            }
            at += 1;
        }
    }

    /// A word with a capital also stands for what patterns write with one.
    fn intern_capital(&mut self, base: &str) -> u32 {
        let mut title: String = base.chars().take(1).flat_map(char::to_uppercase).collect();
        title.extend(base.chars().skip(1));
        let Some(number) = self.vocabulary.exact.get(&title).copied() else {
            return self.intern(base);
        };
        if let Some(kind) = self.seen.get(&title) {
            return *kind;
        }
        let kind = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let mut numbers = self.vocabulary.numbers_of(base);
        numbers.push(number);
        self.kinds.push(numbers);
        self.seen.insert(title, kind);
        kind
    }

    fn intern_marked(&mut self, key: &str, word: &str, content: bool, output: bool) -> u32 {
        if let Some(kind) = self.seen.get(key) {
            return *kind;
        }
        let kind = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let mut numbers = self.vocabulary.numbers_of(word);
        numbers.extend(
            [(content, CONTENT), (output, OUTPUT)].iter().filter(|(is, _)| *is).map(|(_, n)| *n),
        );
        self.kinds.push(numbers);
        self.seen.insert(key.to_owned(), kind);
        kind
    }

    fn read_words(&mut self, text: &str, offset: usize, into: &mut Vec<Token>) {
        let mut lower = String::new();
        split_words(text, |start, word| {
            let (start, end) = (offset + start, offset + start + word.len());
            lower.clear();
            lower.extend(
                word.chars()
                    .filter(|c| *c != SOFT_HYPHEN)
                    .flat_map(char::to_lowercase)
                    .map(|c| if c == '’' { '\'' } else { c }),
            );
            let mut push = |lexicon: &mut Self, word: &str| {
                let kind = lexicon.intern(word);
                into.push(Token { start, end, kind });
            };
            if word == "US" && !is_shouting(text, start - offset) {
                push(self, "u.s");
                return;
            }
            match lower.as_str() {
                "cannot" | "can't" => {
                    push(self, "can");
                    push(self, "not");
                }
                "won't" => {
                    push(self, "will");
                    push(self, "not");
                }
                other => {
                    let (base, tail) = other.split_once('\'').unwrap_or((other, ""));
                    if tail == "t" {
                        push(self, base.strip_suffix('n').unwrap_or(base));
                        push(self, "not");
                    } else if word.starts_with(char::is_uppercase) {
                        let kind = self.intern_capital(base);
                        into.push(Token { start, end, kind });
                    } else {
                        push(self, base);
                    }
                }
            }
        });
    }
}

/// Drops "as between A and B": it names both parties, and neither acts in it.
fn drop_preambles(text: &str, offset: usize, begin: usize, into: &mut Vec<Token>) {
    const WORD: &str = "between ";
    const LONGEST: usize = 70;
    let lower = text.to_ascii_lowercase();
    let mut drops: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, _) in lower.match_indices(WORD) {
        let before = lower.get(..at).unwrap_or_default().trim_end();
        let starts = before.ends_with("as")
            || before.is_empty()
            || before.ends_with(['.', ',', ';', '(', ':', '*']);
        let Some(rest) = lower.get(at + WORD.len()..) else { continue };
        let Some(end) = rest.find([',', ')', ';', '(']).filter(|end| *end <= LONGEST) else {
            continue;
        };
        if starts && rest.get(..end).is_some_and(|names| names.contains(" and ")) {
            drops.push(at..at + WORD.len() + end);
        }
    }
    if drops.is_empty() {
        return;
    }
    let kept: Vec<Token> = into
        .drain(begin..)
        .filter(|token| {
            !drops.iter().any(|drop| drop.contains(&token.start.saturating_sub(offset)))
        })
        .collect();
    into.extend(kept);
}

/// Where a small word ends that lost its space: "theProvider", "toCustomer"; 0 when none did.
fn find_glue(word: &str) -> usize {
    const SMALL: [&str; 16] = [
        "the", "to", "of", "by", "and", "in", "for", "or", "that", "with", "from", "on", "any",
        "its", "this", "between",
    ];
    let Some(at) = word.find(char::is_uppercase).filter(|at| *at > 0) else { return 0 };
    if word.get(..at).is_some_and(|head| SMALL.contains(&head)) { at } else { 0 }
}

/// Whether the words before `at` are in capitals, so that "US" may be a pronoun.
fn is_shouting(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut words = before.split_whitespace().rev().filter(|word| word.len() > 1);
    words.next().is_some_and(|word| {
        word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
    })
}

/// Calls `each` with the place and the text of every word; targets of links are no words.
pub(super) fn split_words<'t>(text: &'t str, mut each: impl FnMut(usize, &'t str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b']' && bytes.get(at + 1) == Some(&b'(') {
            at = text.get(at..).and_then(|rest| rest.find(')')).map_or(bytes.len(), |end| at + end);
            continue;
        }
        if matches!(byte, b'$' | b'%') {
            each(at, text.get(at..=at).unwrap_or_default());
            at += 1;
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let Some(first) = rest.chars().next() else { break };
        if matches!(first, '€' | '£') {
            each(at, rest.get(..first.len_utf8()).unwrap_or_default());
        }
        if !first.is_alphanumeric() {
            at += first.len_utf8();
            continue;
        }
        if rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.") {
            // An address is one word, so that "available at" is seen to lead somewhere.
            each(at, rest.get(..if first == 'h' { 4 } else { 3 }).unwrap_or_default());
            at += rest
                .find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']'))
                .unwrap_or(rest.len());
            continue;
        }
        let mut end = at;
        let mut chars = rest.char_indices().peekable();
        while let Some((place, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            let inside = next.is_some_and(char::is_alphanumeric) && place > 0;
            let digits = first.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit());
            if c.is_alphanumeric()
                || (matches!(c, '\'' | '’' | SOFT_HYPHEN) && inside)
                || (matches!(c, '.' | ',') && digits)
            {
                end = at + place + c.len_utf8();
            } else {
                break;
            }
        }
        if let Some(word) = text.get(at..end) {
            // "USD100" is an amount, not a name.
            match ["USD", "EUR", "GBP"].iter().find_map(|code| word.strip_prefix(code)) {
                Some(figure) if figure.starts_with(|c: char| c.is_ascii_digit()) => {
                    each(at, text.get(at..at + 3).unwrap_or_default());
                    each(at + 3, figure);
                }
                _ => {
                    let glued = find_glue(word);
                    if let (Some(head), Some(tail)) = (word.get(..glued), word.get(glued..)) {
                        if !head.is_empty() {
                            each(at, head);
                        }
                        each(at + glued, tail);
                    }
                }
            }
        }
        at = end.max(at + 1);
    }
}
