//! Folding: a text without what only typesetting changes, and the way back to each byte of it.
//!
//! Quotation marks, dashes and spaces become plain ones, ligatures become letters, characters
//! without width go. A range can stand for something else altogether, such as a reference for the
//! clause that it leads to.

use std::ops::Range;

/// A folded text.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    pub(super) text: String,
    /// For each byte of `text`, the bytes of the raw text that it stands for.
    raw: Vec<(usize, usize)>,
}

/// A range of the raw text and what stands for it.
pub(super) type Mask = (Range<usize>, String);

impl Folded {
    /// Folds a text whose first byte is `offset` in the whole paper; masks are in order.
    pub(super) fn new(text: &str, offset: usize, masks: &[Mask]) -> Self {
        let mut folded =
            Self { text: String::with_capacity(text.len()), raw: Vec::with_capacity(text.len()) };
        let mut masks = masks.iter().peekable();
        let mut skip_to = 0;
        for (at, letter) in text.char_indices() {
            let start = offset + at;
            if start < skip_to {
                continue;
            }
            if let Some((range, stand)) = masks.next_if(|(range, _)| range.start == start) {
                folded.push(stand, range.start, range.end);
                skip_to = range.end;
                continue;
            }
            folded.push_letter(letter, start, start + letter.len_utf8());
        }
        folded
    }

    fn push(&mut self, stand: &str, start: usize, end: usize) {
        self.text.push_str(stand);
        self.raw.extend(std::iter::repeat_n((start, end), stand.len()));
    }

    fn push_letter(&mut self, letter: char, start: usize, end: usize) {
        let stand = match letter {
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}'
            | '\u{2033}' => "\"",
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{b4}' | '\u{60}'
            | '\u{2032}' => "'",
            '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
            '\u{2026}' => "...",
            '\u{fb00}' => "ff",
            '\u{fb01}' => "fi",
            '\u{fb02}' => "fl",
            '\u{fb03}' => "ffi",
            '\u{fb04}' => "ffl",
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => "",
            letter if letter.is_whitespace() => {
                if self.text.ends_with(' ') {
                    ""
                } else {
                    " "
                }
            }
            letter => {
                self.push(letter.encode_utf8(&mut [0; 4]), start, end);
                return;
            }
        };
        if stand.is_empty() {
            // What has no width of its own belongs to the letter before it.
            if let Some(last) = self.raw.last_mut() {
                last.1 = end;
            }
        }
        self.push(stand, start, end);
    }

    /// The raw bytes of a range of the folded text.
    pub(super) fn find_raw(&self, range: &Range<usize>) -> Range<usize> {
        let at = |index: usize| self.raw.get(index).copied();
        let end_of_all = self.raw.last().map_or(0, |(_, end)| *end);
        if range.is_empty() {
            let start = at(range.start).map_or(end_of_all, |(start, _)| start);
            return start..start;
        }
        let start = at(range.start).map_or(end_of_all, |(start, _)| start);
        let end = at(range.end - 1).map_or(end_of_all, |(_, end)| end);
        start..end.max(start)
    }

    /// The raw bytes of each letter of a range, in order.
    pub(super) fn letters(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let text = self.text.get(range.clone()).unwrap_or_default();
        text.char_indices().filter_map(move |(at, _)| {
            let (start, end) = self.raw.get(range.start + at)?;
            Some(*start..*end)
        })
    }
}

/// The words of a folded text: runs of letters and figures, and each other mark that is no space.
pub(super) fn split_words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(word)
    })
}

/// Whether two texts differ in typesetting only.
pub(super) fn is_same(old: &str, new: &str) -> bool {
    old == new || Folded::new(old.trim(), 0, &[]).text == Folded::new(new.trim(), 0, &[]).text
}
