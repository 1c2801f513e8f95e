//! The words of one document: each distinct word is looked up once, however often it occurs.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::pattern::Tried;
use super::roles::Roles;
use super::words::{
    ACTING, CONTENT, CUSTOMER_ACTS, CUSTOMERS, MADE_BY_AI, OUTPUT, SOFT_HYPHEN, VENDOR,
    VENDOR_ACTS, VENDORS, Vocabulary, split_words,
};

/// Words that deny in form only, and how many of them stay.
const IDLE_DENIALS: [(&[&str], usize); 3] = [
    (&["but", "not", "limited", "to"], 0),
    (&["but", "not", "limited"], 0),
    (&["whether", "or", "not"], 1),
];

/// Numbers of words in few bits: what it lacks is not there, what it has may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mask([u64; 4]);

impl Mask {
    /// Adds a number.
    pub(super) fn add(&mut self, number: u32) {
        let bit = number.wrapping_mul(0x9E37_79B1) >> 24;
        if let Some(part) = self.0.get_mut((bit >> 6) as usize) {
            *part |= 1 << (bit & 63);
        }
    }

    /// Adds what another holds.
    pub(super) fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(part, more)| *part |= more);
    }

    /// The same in fewer bits.
    pub(super) fn fold(&self) -> u64 {
        self.0.iter().fold(0, |all, part| all | part)
    }

    /// Whether the two may have a number in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(part, more)| part & more != 0)
    }
}

impl FromIterator<u32> for Mask {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut mask = Self::default();
        numbers.into_iter().for_each(|number| mask.add(number));
        mask
    }
}

/// A run of words with the mask of what it holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'w> {
    /// Indices into the kinds of the lexicon.
    pub(super) kinds: &'w [u32],
    /// The numbers of these words, and perhaps of some around them.
    pub(super) mask: &'w Mask,
}

/// A distinct word.
#[derive(Debug, Default)]
struct Kind {
    numbers: Vec<u32>,
    mask: Mask,
    /// The mask folded.
    bits: u64,
    /// Makes the party before it the one who acts.
    acts: bool,
    /// May stand for a party.
    is_party: bool,
    /// "between": what follows may name the parties.
    parts: bool,
    /// "if", "where": what follows is a condition.
    begins_condition: bool,
}

/// A word of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Index into the kinds of the lexicon.
    pub(super) kind: u32,
}

/// The distinct words of one document.
#[derive(Debug)]
pub(super) struct Lexicon<'a> {
    vocabulary: &'a Vocabulary,
    roles: &'a Roles,
    seen: FxHashMap<String, u32>,
    /// What a word is as it is spelt: "can't" is two.
    spelt: FxHashMap<&'a str, (u32, Option<u32>)>,
    kinds: Vec<Kind>,
    /// Scratch space of the search.
    pub(super) tried: RefCell<Tried>,
}

impl<'a> Lexicon<'a> {
    /// An empty one, for a paper that speaks of these roles.
    pub(super) fn new(vocabulary: &'a Vocabulary, roles: &'a Roles) -> Self {
        Self {
            vocabulary,
            roles,
            seen: FxHashMap::default(),
            spelt: FxHashMap::default(),
            kinds: Vec::new(),
            tried: RefCell::default(),
        }
    }

    /// The numbers of a distinct word.
    pub(super) fn numbers(&self, kind: u32) -> &[u32] {
        self.kinds.get(kind as usize).map_or(&[], |kind| kind.numbers.as_slice())
    }

    /// The folded mask of a distinct word.
    pub(super) fn bits(&self, kind: u32) -> u64 {
        self.kinds.get(kind as usize).map_or(0, |kind| kind.bits)
    }

    /// Whether a word begins a condition.
    pub(super) fn begins_condition(&self, kind: u32) -> bool {
        self.kinds.get(kind as usize).is_some_and(|kind| kind.begins_condition)
    }

    /// The mask of a run of words.
    pub(super) fn mask_of(&self, kinds: &[u32]) -> Mask {
        let mut mask = Mask::default();
        for kind in kinds.iter().filter_map(|kind| self.kinds.get(*kind as usize)) {
            mask.join(&kind.mask);
        }
        mask
    }

    /// The kind that `key` names; `make` gives its word and its numbers when it is new.
    fn intern_as(&mut self, key: &str, make: impl FnOnce(&Self) -> (String, Vec<u32>)) -> u32 {
        if let Some(kind) = self.seen.get(key) {
            return *kind;
        }
        let (word, numbers) = make(self);
        let word = word.as_str();
        let kind = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let mask: Mask = numbers.iter().copied().collect();
        self.kinds.push(Kind {
            bits: mask.fold(),
            mask,
            acts: ACTING.contains(&word),
            is_party: CUSTOMERS.contains(&word)
                || VENDORS.contains(&word)
                || numbers.contains(&VENDOR),
            parts: word == "between",
            begins_condition: ["if", "where", "when", "unless"].contains(&word),
            numbers,
        });
        self.seen.insert(key.to_owned(), kind);
        kind
    }

    fn intern(&mut self, word: &str) -> u32 {
        self.intern_as(word, |lexicon| {
            let mut numbers = lexicon.vocabulary.numbers_of(word);
            if lexicon.roles.names.iter().any(|name| name == word) {
                numbers.push(VENDOR);
            }
            if lexicon.roles.about_ai && MADE_BY_AI.contains(&word) {
                numbers.push(OUTPUT);
            }
            (word.to_owned(), numbers)
        })
    }

    /// Appends the words of `text`, which begins at `offset` of the document.
    pub(super) fn read(&mut self, text: &'a str, offset: usize, into: &mut Vec<Token>) {
        let begin = into.len();
        self.read_words(text, offset, into);
        self.drop_idle_denials(begin, into);
        let parts = |token: &Token| self.kinds.get(token.kind as usize).is_some_and(|k| k.parts);
        if into.get(begin..).unwrap_or_default().iter().any(parts) {
            drop_preambles(text, offset, begin, into);
        }
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

    /// Drops "but not limited to" and its like, which deny nothing.
    fn drop_idle_denials(&self, begin: usize, into: &mut Vec<Token>) {
        for (words, stay) in IDLE_DENIALS {
            let kinds: Option<Vec<u32>> =
                words.iter().map(|word| self.seen.get(*word).copied()).collect();
            // A word that the paper has not used so far is not in it.
            let Some(kinds) = kinds else { continue };
            let mut at = begin;
            while let Some(run) = into.get(at..at + kinds.len()) {
                if run.iter().map(|token| token.kind).eq(kinds.iter().copied()) {
                    into.drain(at + stay..at + kinds.len());
                }
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
            let Some(next) = into.get(at + 1).copied() else { break };
            let Some(token) = into.get_mut(at) else { break };
            let kind = |token: &Token| self.kinds.get(token.kind as usize);
            if !kind(&next).is_some_and(|kind| kind.acts)
                || !kind(token).is_some_and(|kind| kind.is_party)
                || !ACTING.contains(&spelt(&next).as_str())
            {
                continue;
            }
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
        self.intern_as(&format!("{kind}\0{mark}"), |lexicon| {
            let mut numbers = lexicon.numbers(kind).to_vec();
            numbers.push(mark);
            (String::new(), numbers)
        })
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
        let Some(number) = self.vocabulary.exact(&title) else {
            return self.intern(base);
        };
        self.intern_as(&title, |lexicon| {
            let mut numbers = lexicon.vocabulary.numbers_of(base);
            numbers.push(number);
            (base.to_owned(), numbers)
        })
    }

    fn intern_marked(&mut self, key: &str, word: &str, content: bool, output: bool) -> u32 {
        self.intern_as(key, |lexicon| {
            let mut numbers = lexicon.vocabulary.numbers_of(word);
            numbers.extend(content.then_some(CONTENT));
            numbers.extend(output.then_some(OUTPUT));
            (String::new(), numbers)
        })
    }

    fn read_words(&mut self, text: &'a str, offset: usize, into: &mut Vec<Token>) {
        split_words(text, |start, word| {
            let (start, end) = (offset + start, offset + start + word.len());
            let mut push = |kind| into.push(Token { start, end, kind });
            if word == "US" && !is_shouting(text, start - offset) {
                push(self.intern("u.s"));
                return;
            }
            let known = self.spelt.get(word).copied();
            let (first, second) = known.unwrap_or_else(|| {
                let kinds = self.look_up(word);
                self.spelt.insert(word, kinds);
                kinds
            });
            push(first);
            second.into_iter().for_each(push);
        });
    }

    /// The one or two kinds that a word is.
    fn look_up(&mut self, word: &str) -> (u32, Option<u32>) {
        let lower: String = word
            .chars()
            .filter(|c| *c != SOFT_HYPHEN)
            .flat_map(char::to_lowercase)
            .map(|c| if c == '’' { '\'' } else { c })
            .collect();
        match lower.as_str() {
            "cannot" | "can't" => (self.intern("can"), Some(self.intern("not"))),
            "won't" => (self.intern("will"), Some(self.intern("not"))),
            other => {
                let (base, tail) = other.split_once('\'').unwrap_or((other, ""));
                // "We'll" and "you've" are two words each.
                let verb = match tail {
                    "ll" => Some("will"),
                    "ve" => Some("have"),
                    "re" => Some("are"),
                    _ => None,
                };
                if let Some(verb) = verb {
                    (self.intern(base), Some(self.intern(verb)))
                } else if tail == "t" {
                    let base = base.strip_suffix('n').unwrap_or(base);
                    (self.intern(base), Some(self.intern("not")))
                } else if word.starts_with(char::is_uppercase) {
                    (self.intern_capital(base), None)
                } else {
                    (self.intern(base), None)
                }
            }
        }
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

/// Whether the words before `at` are in capitals, so that "US" may be a pronoun.
fn is_shouting(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut words = before.split_whitespace().rev().filter(|word| word.len() > 1);
    words.next().is_some_and(|word| {
        word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
    })
}
