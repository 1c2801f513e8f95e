//! Which patterns may match a sentence: an index of words over all patterns.

use super::lexicon::Lexicon;
use super::pattern::Pattern;

/// Ends a list of numbers.
const END: u32 = u32::MAX;

/// Patterns by a word that their matches hold, and what else a match needs.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Places of patterns, by the number of a word of which every match has one.
    by_word: Vec<Vec<u32>>,
    /// Where the needs of each pattern begin.
    starts: Vec<usize>,
    /// Lists of numbers, of each of which a match has one, side by side: a list ends with [`END`],
    /// those of a pattern with another.
    needs: Vec<u32>,
}

/// Weighs patterns for one sentence after the other.
pub(super) struct Weigher<'r> {
    index: &'r Index,
    /// The sentence in which each word was seen last.
    seen: Vec<usize>,
    /// The sentence for which each pattern was weighed last.
    weighed: Vec<usize>,
    /// The numbers of the sentence, each once.
    fresh: Vec<u32>,
}

impl Index {
    /// An index of patterns for words of so many numbers.
    pub(super) fn new<'p>(patterns: impl Iterator<Item = &'p Pattern>, words: usize) -> Self {
        let mut index = Self { by_word: vec![Vec::new(); words], ..Self::default() };
        for (place, pattern) in (0..).zip(patterns) {
            for number in &pattern.anchors {
                if let Some(list) = index.by_word.get_mut(*number as usize) {
                    list.push(place);
                }
            }
            index.starts.push(index.needs.len());
            let mut needs: Vec<&Vec<u32>> = pattern.needs().collect();
            // The shortest is likely to fail, and soon.
            needs.sort_by_key(|list| list.len());
            for list in needs {
                index.needs.extend(list);
                index.needs.push(END);
            }
            index.needs.push(END);
        }
        index
    }

    /// Whether a sentence has what a match of a pattern needs.
    fn may_match(&self, pattern: u32, holds: impl Fn(u32) -> bool) -> bool {
        let Some(start) = self.starts.get(pattern as usize) else { return false };
        let mut numbers = self.needs.get(*start..).unwrap_or_default().iter();
        while let Some(first) = numbers.next().filter(|first| **first != END) {
            let mut number = first;
            while !holds(*number) {
                match numbers.next() {
                    Some(next) if *next != END => number = next,
                    _ => return false,
                }
            }
            numbers.by_ref().take_while(|number| **number != END).for_each(drop);
        }
        true
    }
}

impl<'r> Weigher<'r> {
    /// One that has seen no sentence yet.
    pub(super) fn new(index: &'r Index) -> Self {
        Self {
            index,
            seen: vec![usize::MAX; index.by_word.len()],
            weighed: vec![usize::MAX; index.starts.len()],
            fresh: Vec::new(),
        }
    }

    /// Gives the places of the patterns that may match sentence number `place`, in order.
    pub(super) fn weigh(
        &mut self,
        place: usize,
        kinds: &[u32],
        lexicon: &Lexicon,
        into: &mut Vec<u32>,
    ) {
        into.clear();
        self.fresh.clear();
        for number in kinds.iter().flat_map(|word| lexicon.numbers(*word)) {
            let Some(last) = self.seen.get_mut(*number as usize) else { continue };
            if std::mem::replace(last, place) != place {
                self.fresh.push(*number);
            }
        }
        let holds = |number: u32| self.seen.get(number as usize) == Some(&place);
        for number in &self.fresh {
            for pattern in self.index.by_word.get(*number as usize).into_iter().flatten() {
                let new = self
                    .weighed
                    .get_mut(*pattern as usize)
                    .is_some_and(|last| std::mem::replace(last, place) != place);
                if new && self.index.may_match(*pattern, holds) {
                    into.push(*pattern);
                }
            }
        }
        into.sort_unstable();
    }
}
