//! Words: the text of a paper as numbers, so that patterns compare numbers.
//!
//! Every word that a pattern names has a number; `train*` has one too. A document's words are
//! looked up once each, however often they occur.

use rustc_hash::FxHashMap;

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
pub(super) const MADE_BY_AI: [&str; 7] =
    ["response", "responses", "results", "suggestions", "completions", "generations", "creations"];
/// A hyphen that shows only where a line breaks.
pub(super) const SOFT_HYPHEN: char = '\u{ad}';
/// What the parties are called where nothing names them.
pub(super) const VENDORS: [&str; 6] =
    ["we", "provider", "supplier", "vendor", "licensor", "company"];
pub(super) const CUSTOMERS: [&str; 8] =
    ["you", "customer", "user", "users", "subscriber", "client", "licensee", "customers"];
/// Words that make the party before them the one who acts.
pub(super) const ACTING: [&str; 30] = [
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
    exact: FxHashMap<String, u32>,
    prefixes: FxHashMap<String, u32>,
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

    /// The number of a word that a pattern names just so.
    pub(super) fn exact(&self, word: &str) -> Option<u32> {
        self.exact.get(word).copied()
    }

    /// All numbers that stand for a word of a document.
    pub(super) fn numbers_of(&self, word: &str) -> Vec<u32> {
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

/// Where a small word ends that lost its space: "theProvider", "toCustomer"; 0 when none did.
fn find_glue(word: &str) -> usize {
    const SMALL: [&str; 16] = [
        "the", "to", "of", "by", "and", "in", "for", "or", "that", "with", "from", "on", "any",
        "its", "this", "between",
    ];
    let Some(at) = word.find(char::is_uppercase).filter(|at| *at > 0) else { return 0 };
    if word.get(..at).is_some_and(|head| SMALL.contains(&head)) { at } else { 0 }
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
        if let Some((end, is_mixed)) = skip_plain(bytes, at).filter(|_| !begins_address(bytes, at))
        {
            let word = text.get(at..end).unwrap_or_default();
            if is_mixed {
                part_word(at, word, &mut each)
            } else {
                each(at, word)
            }
            at = end;
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
            part_word(at, word, &mut each);
        }
        at = end.max(at + 1);
    }
}

/// Where a word of plain letters ends that begins at `at`, and whether it has a digit or a capital
/// after its first letter; `None` when it may have more than plain letters.
fn skip_plain(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let mut end = at + 1;
    let mut is_mixed = false;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'a'..=b'z' => {}
            b'A'..=b'Z' | b'0'..=b'9' => is_mixed = true,
            b'\'' | 0x80.. => return None,
            _ => break,
        }
        end += 1;
    }
    Some((end, is_mixed))
}

/// Whether an address begins here.
fn begins_address(bytes: &[u8], at: usize) -> bool {
    bytes
        .get(at..)
        .is_some_and(|rest| [&b"http"[..], b"www."].iter().any(|start| rest.starts_with(start)))
}

/// Calls `each` with the parts of what was written as one word.
fn part_word<'t>(at: usize, word: &'t str, each: &mut impl FnMut(usize, &'t str)) {
    // "USD100" is an amount, not a name.
    let code = ["USD", "EUR", "GBP"].iter().find_map(|code| word.strip_prefix(code));
    if let Some(figure) = code.filter(|figure| figure.starts_with(|c: char| c.is_ascii_digit())) {
        each(at, word.get(..3).unwrap_or_default());
        each(at + 3, figure);
        return;
    }
    let glued = find_glue(word);
    if let (Some(head), Some(tail)) = (word.get(..glued), word.get(glued..)) {
        if !head.is_empty() {
            each(at, head);
        }
        each(at + glued, tail);
    }
}
