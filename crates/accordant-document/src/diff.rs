//! What changed between two texts, in whole words, as a lawyer would strike and write them.
//!
//! Words are those of Unicode, each space is a token of its own. Three passes follow the bare
//! difference: a number in words stays with its figures ("thirty (30)"), changes that only a space
//! parts become one, and a sentence that is mostly changed is struck as a whole.
//!
//! Left out: which paragraphs belong together, and moves.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffableStr as _, capture_diff_slices};

/// A change: the bytes of the old text that go, and those of the new text that come in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Bytes of the old text; empty for an insertion.
    pub old: Range<usize>,
    /// Bytes of the new text; empty for a deletion.
    pub new: Range<usize>,
}

/// Part of a sentence that may change, in per cent of its words, before it is struck as a whole.
const MOST_CHANGED_PERCENT: usize = 60;
/// Unchanged words at an end of a sentence that are not struck with the rest.
const KEPT_WORDS: usize = 3;

/// Finds what changed, in the order of the text.
///
/// **Shapes:** hunks do not touch, neither in the old text nor in the new; what lies between two of
/// them is the same in both. No hunk is empty on both sides.
pub fn diff(old: &str, new: &str) -> Vec<Hunk> {
    let (left, right) = (split_words(old), split_words(new));
    let words = |text: &'_ str, tokens: &[Range<usize>]| -> Vec<String> {
        tokens.iter().map(|token| text.get(token.clone()).unwrap_or_default().to_owned()).collect()
    };
    let (left_words, right_words) = (words(old, &left), words(new, &right));
    let mut spans: Vec<Span> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &left_words, &right_words) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let span = Span { old: op.old_range(), new: op.new_range() };
        match spans.last_mut() {
            Some(last) if is_space(&left_words, last.old.end..span.old.start) => last.join(&span),
            _ => spans.push(span),
        }
    }
    let spans = strike_sentences(&left_words, spans);
    let bytes = |tokens: &[Range<usize>], span: &Range<usize>, end: usize| {
        let start = tokens.get(span.start).map_or(end, |token| token.start);
        let last = span.end.checked_sub(1).filter(|_| span.end > span.start);
        start..last.and_then(|last| tokens.get(last)).map_or(start, |token| token.end)
    };
    let hunks = spans.iter().map(|span| Hunk {
        old: bytes(&left, &span.old, old.len()),
        new: bytes(&right, &span.new, new.len()),
    });
    hunks.collect()
}

/// How much of two texts is the same: twice the letters and figures they share, by those they have,
/// in per cent. Two texts without any are the same.
pub fn likeness_percent(old: &str, new: &str) -> usize {
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let (all, mut changed) = (count(old) + count(new), 0);
    for hunk in diff(old, new) {
        changed += count(old.get(hunk.old).unwrap_or_default());
        changed += count(new.get(hunk.new).unwrap_or_default());
    }
    ((all - changed) * 100).checked_div(all).unwrap_or(100)
}

/// A change in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    old: Range<usize>,
    new: Range<usize>,
}

impl Span {
    fn join(&mut self, other: &Self) {
        (self.old.end, self.new.end) = (other.old.end, other.new.end);
    }
}

/// Whether only space stands there, and something does.
fn is_space(words: &[String], range: Range<usize>) -> bool {
    words.get(range).is_some_and(|words| words.iter().all(|word| word.trim().is_empty()))
}

fn is_word(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

/// The bytes of each token.
fn split_words(text: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for piece in text.tokenize_unicode_words() {
        // Runs of the same space are one token to Unicode; each shall be one.
        let parts = if piece.trim().is_empty() { piece.chars().count().max(1) } else { 1 };
        if parts == 1 {
            tokens.push(at..at + piece.len());
        } else {
            tokens.extend(piece.char_indices().map(|(i, c)| at + i..at + i + c.len_utf8()));
        }
        at += piece.len();
    }
    glue_figures(text, tokens)
}

/// Numbers in words that figures in parentheses follow.
const NUMBER_WORDS: [&str; 34] = [
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
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "percent",
    "cent",
    "half",
];

/// Makes one token of "thirty (30)" and "twenty-four (24)".
fn glue_figures(text: &str, tokens: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let word = |at: usize| tokens.get(at).and_then(|token| text.get(token.clone()));
    let mut glued: Vec<Range<usize>> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let end = find_figures(&word, at);
        match end.and_then(|end| tokens.get(end)) {
            Some(last) => {
                glued.push(token.start..last.end);
                at = end.unwrap_or(at) + 1;
            }
            None => {
                glued.push(token.clone());
                at += 1;
            }
        }
    }
    glued
}

/// The last token of a number that begins at a token and has its figures behind it.
fn find_figures<'a>(word: &impl Fn(usize) -> Option<&'a str>, start: usize) -> Option<usize> {
    let is_number = |at: usize| {
        word(at).is_some_and(|word| NUMBER_WORDS.contains(&word.to_lowercase().as_str()))
    };
    if !is_number(start) || (start >= 2 && word(start - 1) == Some("-") && is_number(start - 2)) {
        return None;
    }
    let mut at = start + 1;
    while matches!(word(at), Some("-" | " ")) && is_number(at + 1) {
        at += 2;
    }
    if word(at).is_some_and(|space| space.trim().is_empty()) {
        at += 1;
    }
    if word(at) != Some("(") {
        return None;
    }
    let figures = word(at + 1)?;
    if !figures.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let close = if word(at + 2) == Some("%") { at + 3 } else { at + 2 };
    (word(close) == Some(")")).then_some(close)
}

/// The sentences of a text, in tokens: a full stop ends one when a space and no small letter follow.
fn find_sentences(words: &[String]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map(String::as_str);
        let after = words.get(at + 2).and_then(|word| word.chars().next());
        let is_end = matches!(word.as_str(), "." | ";" | "!" | "?")
            && next.is_some_and(|next| next.trim().is_empty())
            && after.is_none_or(|c| !c.is_lowercase() || word == ";");
        if is_end || word.contains('\n') {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    sentences.push(start..words.len());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Makes one change of those in a sentence that is mostly changed.
fn strike_sentences(words: &[String], spans: Vec<Span>) -> Vec<Span> {
    let count = |range: Range<usize>| {
        words.get(range).unwrap_or_default().iter().filter(|word| is_word(word)).count()
    };
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    let mut spans = spans.into_iter().peekable();
    for sentence in find_sentences(words) {
        let mut inside: Vec<Span> = Vec::new();
        while let Some(span) = spans.next_if(|span| span.old.start < sentence.end) {
            inside.push(span);
        }
        let within = inside.last().is_some_and(|last| last.old.end <= sentence.end);
        let gone: usize = inside.iter().map(|span| count(span.old.clone())).sum();
        let all = count(sentence.clone());
        if inside.len() < 2 || !within || gone * 100 <= all * MOST_CHANGED_PERCENT {
            kept.append(&mut inside);
            continue;
        }
        let (Some(first), Some(last)) = (inside.first(), inside.last()) else { continue };
        let mut whole = first.clone();
        whole.join(last);
        let (lead, tail) = (sentence.start..whole.old.start, whole.old.end..sentence.end);
        // The words at the ends are the same in both, so both sides grow alike.
        let touches = kept.last().is_some_and(|before| before.old.end > lead.start);
        if count(lead.clone()) < KEPT_WORDS && !touches {
            let lead = lead.start + skip_space(words, &lead);
            whole.new.start -= whole.old.start - lead;
            whole.old.start = lead;
        }
        if (1..KEPT_WORDS).contains(&count(tail.clone())) {
            let back = words.get(tail.clone()).unwrap_or_default().iter().rev();
            let marks = back.take_while(|word| !is_word(word)).count();
            let end = tail.end - marks;
            whole.new.end += end - whole.old.end;
            whole.old.end = end;
        }
        kept.push(whole);
    }
    kept.extend(spans);
    kept
}

fn skip_space(words: &[String], range: &Range<usize>) -> usize {
    let words = words.get(range.clone()).unwrap_or_default();
    words.iter().take_while(|word| word.trim().is_empty()).count()
}
