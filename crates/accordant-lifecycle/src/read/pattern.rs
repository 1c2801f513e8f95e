//! Patterns: words, alternatives and gaps, as a lawyer writes them in a cue.
//!
//! | written | stands for |
//! | --- | --- |
//! | `retain`, `licen*` | the word; any word that begins so |
//! | `(own|keep all)` | one of these |
//! | `{content}` | one of the list of that name |
//! | `#` | a number, in figures or words |
//! | `(own|keep .. title)` | alternatives may hold gaps and brackets of their own |
//! | `worldwide?` | the same, or nothing |
//! | `..`, `...` | up to 5, up to 14 words, none of which denies |
//! | `~`, `~~` | up to 14, up to 60 words of any kind |

use std::collections::BTreeMap;

use accordant_packs::entry::WordLists;

use super::lexicon::{Lexicon, Mask, Run};
use super::words::{
    CONTENT, CUSTOMER_ACTS, DENIAL, OUTPUT, VENDOR, VENDOR_ACTS, Vocabulary, split_words,
};

const SHORT_GAP: u8 = 5;
const LONG_GAP: u8 = 14;
const WIDE_GAP: u8 = 60;

/// Stand in runs of words for what the paper itself calls the vendor, the content, the output.
const MARKS: [(&str, &str, u32); 3] = [
    ("vendor", "\0vendor", VENDOR),
    ("content", "\0content", CONTENT),
    ("output", "\0output", OUTPUT),
];

fn mark_of(word: &str) -> Option<u32> {
    MARKS.iter().find(|(_, mark, _)| *mark == word).map(|(.., number)| *number)
}

/// Words too common to find candidates by.
const COMMON: [&str; 60] = [
    "the",
    "a",
    "an",
    "of",
    "to",
    "in",
    "and",
    "or",
    "for",
    "with",
    "on",
    "by",
    "any",
    "all",
    "as",
    "is",
    "are",
    "be",
    "been",
    "was",
    "will",
    "shall",
    "may",
    "must",
    "can",
    "should",
    "would",
    "not",
    "no",
    "that",
    "this",
    "such",
    "its",
    "their",
    "you",
    "your",
    "we",
    "us",
    "our",
    "it",
    "they",
    "have",
    "has",
    "at",
    "from",
    "if",
    "other",
    "use",
    "used",
    "using",
    "service",
    "services",
    "agreement",
    "terms",
    "these",
    "customer",
    "party",
    "parties",
    "content",
    "do",
];

/// A step of a pattern.
#[derive(Debug)]
enum Node {
    /// One of several runs of words, by their first word.
    OneOf { phrases: Vec<(u32, Vec<Vec<u32>>)>, firsts: u64, next: usize },
    /// Words in between.
    Gap { most: u8, over_denials: bool, stop: Option<u32>, next: usize },
    /// One of several ways on.
    Fork(Vec<usize>),
    /// The pattern is complete.
    End,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    nodes: Vec<Node>,
    start: usize,
    /// Numbers of words of which every match has one.
    pub(super) anchors: Vec<u32>,
    /// All such lists; a sentence that lacks all words of one cannot match.
    needs: Vec<Vec<u32>>,
    /// The same lists as masks.
    need_masks: Vec<Mask>,
    /// Numbers of the words that a match can begin with, in order; `None` when any can.
    firsts: Option<(u64, Vec<u32>)>,
}

/// Steps that were tried in one search, so that none is tried twice.
#[derive(Debug, Default)]
pub(super) struct Tried {
    rounds: Vec<u32>,
    round: u32,
}

impl Tried {
    fn begin(&mut self, steps: usize) {
        if self.rounds.len() < steps {
            self.rounds.resize(steps, 0);
        }
        if self.round == u32::MAX {
            self.rounds.fill(0);
            self.round = 0;
        }
        self.round += 1;
    }

    /// Whether the step is new in this search.
    fn enter(&mut self, step: usize) -> bool {
        let round = self.round;
        self.rounds.get_mut(step).is_some_and(|last| std::mem::replace(last, round) != round)
    }
}

/// Words of which every match has one, and how common they are.
type Anchor = (usize, Vec<u32>);

impl Pattern {
    /// Compiles a pattern.
    ///
    /// **Errors:** what is wrong with it, in words.
    pub(super) fn parse(
        text: &str,
        lists: &WordLists,
        vocabulary: &mut Vocabulary,
    ) -> Result<Self, String> {
        let mut builder =
            Builder { nodes: vec![Node::End], lists, vocabulary, needs: Vec::new(), depth: 0 };
        let (start, anchor) = builder.sequence(text, 0)?;
        let mut needs = std::mem::take(&mut builder.needs);
        for list in &mut needs {
            list.sort_unstable();
            list.dedup();
        }
        let Some((_, mut anchors)) = anchor else {
            return Err("a pattern needs a word".to_owned());
        };
        anchors.sort_unstable();
        anchors.dedup();
        let mut firsts = Some(Vec::new());
        collect_firsts(&builder.nodes, start, &mut firsts);
        let firsts = firsts.map(|mut firsts| {
            firsts.sort_unstable();
            firsts.dedup();
            (firsts.iter().copied().collect::<Mask>().fold(), firsts)
        });
        let need_masks = needs.iter().map(|list| list.iter().copied().collect()).collect();
        Ok(Self { nodes: builder.nodes, start, anchors, needs, need_masks, firsts })
    }

    /// Whether a match can begin with a word.
    fn may_begin(&self, kind: u32, lexicon: &Lexicon) -> bool {
        self.firsts.as_ref().is_none_or(|(bits, firsts)| {
            bits & lexicon.bits(kind) != 0
                && lexicon.numbers(kind).iter().any(|number| firsts.binary_search(number).is_ok())
        })
    }

    /// Lists of words, besides the anchors, of each of which every match has one.
    pub(super) fn needs(&self) -> impl Iterator<Item = &Vec<u32>> {
        self.needs.iter().filter(|list| **list != self.anchors)
    }

    /// Finds the first match that ends after word `from`: its first and its last word.
    pub(super) fn find(
        &self,
        run: Run<'_>,
        from: usize,
        lexicon: &Lexicon,
    ) -> Option<(usize, usize)> {
        if !self.need_masks.iter().all(|list| list.meets(run.mask)) {
            return None;
        }
        let words = run.kinds;
        let mut tried = lexicon.tried.borrow_mut();
        tried.begin((words.len() + 1) * self.nodes.len());
        words.iter().enumerate().find_map(|(start, kind)| {
            if !self.may_begin(*kind, lexicon) {
                return None;
            }
            let end = self.step(self.start, start, words, from, lexicon, &mut tried)?;
            Some((start, end))
        })
    }

    fn step(
        &self,
        node: usize,
        at: usize,
        words: &[u32],
        from: usize,
        lexicon: &Lexicon,
        tried: &mut Tried,
    ) -> Option<usize> {
        if !tried.enter(at * self.nodes.len() + node) {
            return None;
        }
        match self.nodes.get(node)? {
            Node::End => (at > from).then(|| at.saturating_sub(1)),
            Node::Fork(ways) => {
                ways.iter().find_map(|way| self.step(*way, at, words, from, lexicon, tried))
            }
            Node::OneOf { phrases, firsts, next } => {
                let kind = words.get(at).filter(|kind| lexicon.bits(**kind) & firsts != 0)?;
                for number in lexicon.numbers(*kind) {
                    let Ok(place) = phrases.binary_search_by_key(number, |(first, _)| *first)
                    else {
                        continue;
                    };
                    for tail in phrases.get(place).into_iter().flat_map(|(_, tails)| tails) {
                        let fits = tail.iter().enumerate().all(|(place, wanted)| {
                            words
                                .get(at + 1 + place)
                                .is_some_and(|kind| lexicon.numbers(*kind).contains(wanted))
                        });
                        if !fits {
                            continue;
                        }
                        let after = at + 1 + tail.len();
                        if let Some(end) = self.step(*next, after, words, from, lexicon, tried) {
                            return Some(end);
                        }
                    }
                }
                None
            }
            Node::Gap { most, over_denials, stop, next } => {
                for skipped in 0..=usize::from(*most) {
                    if let Some(end) = self.step(*next, at + skipped, words, from, lexicon, tried) {
                        return Some(end);
                    }
                    let kind = words.get(at + skipped)?;
                    let numbers = lexicon.numbers(*kind);
                    if stop.is_some_and(|mark| numbers.contains(&mark)) {
                        return None;
                    }
                    if !over_denials && numbers.contains(&DENIAL) {
                        return None;
                    }
                }
                None
            }
        }
    }
}

/// Collects the words that a match from a node can begin with.
fn collect_firsts(nodes: &[Node], at: usize, firsts: &mut Option<Vec<u32>>) {
    match nodes.get(at) {
        Some(Node::OneOf { phrases, .. }) => {
            if let Some(firsts) = firsts {
                firsts.extend(phrases.iter().map(|(first, _)| *first));
            }
        }
        Some(Node::Fork(ways)) => ways.iter().for_each(|way| collect_firsts(nodes, *way, firsts)),
        Some(Node::Gap { .. } | Node::End) | None => *firsts = None,
    }
}

struct Builder<'a> {
    needs: Vec<Vec<u32>>,
    depth: usize,
    nodes: Vec<Node>,
    lists: &'a WordLists,
    vocabulary: &'a mut Vocabulary,
}

impl Builder<'_> {
    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Builds a run of pieces that goes on at `next`: where it begins, and its rarest words.
    fn sequence(&mut self, text: &str, next: usize) -> Result<(usize, Option<Anchor>), String> {
        let mut next = next;
        let mut best: Option<Anchor> = None;
        let pieces = split_at_depth(text, ' ')?;
        for (place, piece) in pieces.iter().enumerate().rev() {
            // A gap after one party does not cross the other where that one acts.
            let stop = match place.checked_sub(1).and_then(|before| pieces.get(before)) {
                Some(&"{vendor}") => Some(CUSTOMER_ACTS),
                Some(&"{customer}") => Some(VENDOR_ACTS),
                _ => None,
            };
            let piece = *piece;
            let gap = |most, over_denials| Node::Gap { most, over_denials, stop, next };
            match piece {
                ".." => next = self.add(gap(SHORT_GAP, false)),
                "..." => next = self.add(gap(LONG_GAP, false)),
                "~" => next = self.add(gap(LONG_GAP, true)),
                "~~" => next = self.add(gap(WIDE_GAP, true)),
                _ => {
                    let (body, optional) = match piece.strip_suffix('?') {
                        Some(body) => (body, true),
                        None => (piece, false),
                    };
                    let (begin, anchor) = self.piece(body, next)?;
                    next = if optional { self.add(Node::Fork(vec![begin, next])) } else { begin };
                    let rarer =
                        |(cost, _): &Anchor| best.as_ref().is_none_or(|(least, _)| cost < least);
                    if let (Some((_, words)), false, 0) = (&anchor, optional, self.depth) {
                        self.needs.push(words.clone());
                    }
                    if let Some(anchor) = anchor.filter(|anchor| !optional && rarer(anchor)) {
                        best = Some(anchor);
                    }
                }
            }
        }
        Ok((next, best))
    }

    fn piece(&mut self, piece: &str, next: usize) -> Result<(usize, Option<Anchor>), String> {
        let inner = piece.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let deep = |text: &str| {
            text.contains(['(', '~', '?'])
                || text.contains("..")
                || (text.contains('{') && text.contains(' '))
        };
        let Some(inner) = inner.filter(|inner| deep(inner)) else {
            let mut runs = Vec::new();
            expand(piece, self.lists, 0, &mut runs)?;
            return self.one_of(&runs, next);
        };
        let (mut ways, mut all, mut complete) = (Vec::new(), (0, Vec::new()), true);
        for part in split_at_depth(inner, '|')? {
            self.depth += 1;
            let built = self.sequence(part.trim(), next);
            self.depth -= 1;
            let (begin, anchor) = built?;
            ways.push(begin);
            match anchor {
                Some((cost, anchors)) => {
                    all.0 += cost;
                    all.1.extend(anchors);
                }
                None => complete = false,
            }
        }
        Ok((self.add(Node::Fork(ways)), complete.then_some(all)))
    }

    fn one_of(
        &mut self,
        runs: &[Vec<String>],
        next: usize,
    ) -> Result<(usize, Option<Anchor>), String> {
        let mut phrases: BTreeMap<u32, Vec<Vec<u32>>> = BTreeMap::new();
        let (mut cost, mut anchors) = (0, Vec::new());
        for run in runs {
            let numbers: Vec<u32> = run
                .iter()
                .map(|word| mark_of(word).unwrap_or_else(|| self.vocabulary.number(word)))
                .collect();
            let Some((first, rest)) = numbers.split_first() else {
                return Err("an alternative is empty".to_owned());
            };
            let common = |word: &String| {
                COMMON.contains(&word.as_str()) || mark_of(word) == Some(VENDOR) || word == "#"
            };
            let rarest = run.iter().zip(&numbers).find(|(word, _)| !common(word));
            cost += if rarest.is_some() { 1 } else { 1000 };
            anchors.push(rarest.map_or(*first, |(_, number)| *number));
            phrases.entry(*first).or_default().push(rest.to_vec());
        }
        for tails in phrases.values_mut() {
            tails.sort_by_key(|tail| std::cmp::Reverse(tail.len()));
        }
        let firsts = phrases.keys().copied().collect::<Mask>().fold();
        let phrases = phrases.into_iter().collect();
        Ok((self.add(Node::OneOf { phrases, firsts, next }), Some((cost, anchors))))
    }
}

/// Splits a pattern at a character outside of brackets.
fn split_at_depth(text: &str, at_char: char) -> Result<Vec<&str>, String> {
    let (mut pieces, mut depth, mut start) = (Vec::new(), 0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            _ if c == at_char && depth == 0 => {
                pieces.extend(text.get(start..at).filter(|piece| !piece.is_empty()));
                start = at + 1;
            }
            _ => {}
        }
        if depth < 0 {
            return Err("a bracket is closed that was not opened".to_owned());
        }
    }
    if depth != 0 {
        return Err("a bracket is not closed".to_owned());
    }
    pieces.extend(text.get(start..).filter(|piece| !piece.is_empty()));
    Ok(pieces)
}

/// Appends the runs of words that a piece stands for.
fn expand(
    piece: &str,
    lists: &WordLists,
    depth: u8,
    into: &mut Vec<Vec<String>>,
) -> Result<(), String> {
    if depth > 4 {
        return Err("lists refer to each other in a circle".to_owned());
    }
    if let Some(inner) = piece.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return inner.split('|').try_for_each(|part| expand(part.trim(), lists, depth, into));
    }
    if let Some(name) = piece.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let list = lists.0.get(name).ok_or_else(|| format!("there is no list `{name}`"))?;
        into.extend(
            MARKS
                .iter()
                .filter(|(list, ..)| *list == name)
                .map(|(_, mark, _)| vec![(*mark).to_owned()]),
        );
        return list.iter().try_for_each(|part| expand(part, lists, depth + 1, into));
    }
    if piece.contains(['(', ')', '{', '}']) {
        return Err(format!("`{piece}` mixes brackets and words without a space"));
    }
    let mut run = Vec::new();
    for part in piece.split_whitespace() {
        if part == "#" {
            run.push(part.to_owned());
            continue;
        }
        let star = part.ends_with('*');
        // A capital stays: `Company` is a party, a company is anybody's.
        split_words(part, |_, word| run.push(word.to_owned()));
        if let (true, Some(last)) = (star, run.last_mut()) {
            last.push('*');
        }
    }
    if run.is_empty() {
        return Err(format!("`{piece}` holds no word"));
    }
    into.push(run);
    Ok(())
}
