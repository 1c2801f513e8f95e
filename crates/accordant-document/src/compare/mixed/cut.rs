//! Cutting: the words of one paper cut into units where the paragraphs of the other begin and end.
//!
//! The leader's paragraphs are its units. Each takes the stretch of the follower that its words are
//! found in; what is left of the follower is cut where the follower's own paragraphs are.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::stream::{Stream, each_word};
use crate::compare::units::{Class, Unit, Vocabulary};
use crate::read::Paper;

/// Fewest words that can have moved.
const FEWEST_MOVED: usize = 12;
/// Words between where a short unit is expected and where it stands.
const FARTHEST: usize = 400;
/// Words of the runs that what has moved is found by.
const RUN: usize = 4;
/// Matched words in a row that hold a unit in place however long it is.
const FIRM_RUN: usize = 4;
/// Words that may come between two parts of a unit.
const MOST_BETWEEN: usize = 60;
/// Words that may come before a lone last word of a unit.
const MOST_BEFORE_LONE: usize = 8;

/// A node of the leader, and its words behind its number.
type Body = (usize, Range<usize>);

/// A paper and its words.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) paper: &'a Paper,
    pub(super) stream: &'a Stream,
}

/// Units of both papers, and which go together.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) leader: Vec<Unit>,
    pub(super) follower: Vec<Unit>,
    pub(super) pairs: Vec<(usize, usize)>,
}

impl Cut {
    /// Drops units that have no pair and of which `is_noise` says so.
    pub(super) fn drop_lone(&mut self, is_noise: impl Fn(bool, &Range<usize>) -> bool) {
        let paired = |leads: bool| -> BTreeSet<usize> {
            let side = |pair: &(usize, usize)| if leads { pair.0 } else { pair.1 };
            self.pairs.iter().map(side).collect()
        };
        let (leaders, followers) = (paired(true), paired(false));
        let sift = |units: &mut Vec<Unit>, paired: &BTreeSet<usize>, leads: bool| -> Vec<usize> {
            let mut places = Vec::with_capacity(units.len());
            let mut kept = Vec::with_capacity(units.len());
            for (at, unit) in units.drain(..).enumerate() {
                places.push(kept.len());
                if paired.contains(&at) || !is_noise(leads, &unit.words) {
                    kept.push(unit);
                }
            }
            *units = kept;
            places
        };
        let ours = sift(&mut self.leader, &leaders, true);
        let theirs = sift(&mut self.follower, &followers, false);
        for (leader, follower) in &mut self.pairs {
            *leader = ours.get(*leader).copied().unwrap_or(0);
            *follower = theirs.get(*follower).copied().unwrap_or(0);
        }
    }
}

/// Cuts both papers; `partner` says for each word of the leader which of the follower it is.
pub(super) fn cut(
    leader: Side<'_>,
    follower: Side<'_>,
    partner: &[Option<usize>],
    vocabulary: &mut Vocabulary,
) -> Cut {
    let bodies: Vec<Body> = leader
        .stream
        .pieces
        .iter()
        .filter_map(|piece| {
            let body = find_body(leader.stream, &piece.tokens);
            (!body.is_empty()).then_some((piece.node, body))
        })
        .collect();
    let spans: Vec<Option<Range<usize>>> =
        bodies.iter().map(|(_, body)| find_span(body, partner)).collect();
    let mut cutter = Cutter {
        follower,
        is_label: find_labels(leader.stream, follower.stream, partner),
        starts: follower.stream.pieces.iter().map(|piece| piece.tokens.start).collect(),
        units: Vec::new(),
        last: None,
        lacks_end: false,
    };
    cutter.cut_moved(leader.stream, &bodies, &spans);
    let mut cut = Cut::default();
    let is_found = |at: usize| partner.get(at).is_some_and(Option::is_some);
    let mut before_ends = false;
    for (at, ((node, body), span)) in bodies.iter().zip(&spans).enumerate() {
        let words = leader.stream.find_range(leader.paper, body);
        cut.leader.push(Unit { node: *node, class: Class::Paragraph, words, heads: true });
        let Some(span) = span else { continue };
        let label = read_label(leader.paper, *node, vocabulary);
        // What comes between belongs to the unit that lacks its end, or else its beginning.
        let to_last = !before_ends || is_found(body.start);
        cutter.lacks_end = !before_ends;
        cutter.add(at, span.clone(), &label, to_last);
        before_ends = is_found(body.end - 1);
    }
    cutter.end();
    for (span, pair) in cutter.units {
        let Some(first) = follower.stream.tokens.get(span.start) else { continue };
        let piece = follower.stream.pieces.get(first.piece);
        let heads = piece
            .is_some_and(|piece| find_body(follower.stream, &piece.tokens).start == span.start);
        let node = piece.map_or(0, |piece| piece.node);
        cut.pairs.extend(pair.map(|leader| (leader, cut.follower.len())));
        let words = follower.stream.find_range(follower.paper, &span);
        cut.follower.push(Unit { node, class: Class::Paragraph, words, heads });
    }
    cut
}

/// The words of a piece behind its typed number.
fn find_body(stream: &Stream, tokens: &Range<usize>) -> Range<usize> {
    let words = stream.tokens.get(tokens.clone()).unwrap_or_default();
    let labels = words.iter().take_while(|token| token.is_label).count();
    tokens.start + labels..tokens.end
}

/// The stretch of the follower that a unit's words are in.
fn find_span(body: &Range<usize>, partner: &[Option<usize>]) -> Option<Range<usize>> {
    // Runs of words that follow each other on both sides.
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    for at in body.clone() {
        let Some(to) = partner.get(at).copied().flatten() else { continue };
        match runs.last_mut() {
            Some((run, start)) if run.end == at && *start + run.len() == to => run.end += 1,
            _ => runs.push((at..at + 1, to)),
        }
    }
    // What stands far apart in the follower is no unit: the heaviest part counts.
    let mut parts: Vec<Vec<(Range<usize>, usize)>> = Vec::new();
    for (run, to) in runs {
        let last = parts.last().and_then(|part| part.last());
        let gap = last.map(|(before, start)| to - (start + before.len()));
        match parts.last_mut() {
            Some(part) if gap.is_some_and(|gap| gap <= MOST_BETWEEN.max(body.len())) => {
                part.push((run, to));
            }
            _ => parts.push(vec![(run, to)]),
        }
    }
    let weigh = |part: &Vec<(Range<usize>, usize)>| part.iter().map(|(run, _)| run.len()).sum();
    let mut part = parts.into_iter().max_by_key(|part| -> usize { weigh(part) })?;
    trim_lone(&mut part);
    let all: usize = weigh(&part);
    let longest = part.iter().map(|(run, _)| run.len()).max().unwrap_or(0);
    if all * 2 < body.len() && longest < FIRM_RUN {
        return None;
    }
    let (first, last) = (part.first()?, part.last()?);
    Some(first.1..last.1 + last.0.len())
}

/// Takes off words at the ends that are there by chance: far from the rest in the follower, and
/// near to it in the leader.
fn trim_lone(part: &mut Vec<(Range<usize>, usize)>) {
    let is_far = |low: &(Range<usize>, usize), high: &(Range<usize>, usize), lone: usize| {
        let ours = high.0.start - low.0.end;
        let theirs = high.1 - (low.1 + low.0.len());
        lone < FIRM_RUN - 1 && theirs > ours + MOST_BEFORE_LONE
    };
    while let [.., low, high] = part.as_slice()
        && is_far(low, high, high.0.len())
    {
        part.pop();
    }
    while let [low, high, ..] = part.as_slice()
        && is_far(low, high, low.0.len())
    {
        part.remove(0);
    }
}

/// For each word of the follower whether it is in a number that somebody typed.
fn find_labels(leader: &Stream, follower: &Stream, partner: &[Option<usize>]) -> Vec<bool> {
    let mut labels: Vec<bool> = follower.tokens.iter().map(|token| token.is_label).collect();
    for (token, to) in leader.tokens.iter().zip(partner) {
        if let Some(flag) = to.and_then(|to| labels.get_mut(to)) {
            *flag = token.is_label;
        }
    }
    labels
}

/// The words of the number of a node.
fn read_label(paper: &Paper, node: usize, vocabulary: &mut Vocabulary) -> Vec<u32> {
    let mut words = Vec::new();
    let shown = paper.nodes.get(node).map_or("", |node| &node.label.shown);
    each_word(shown, |_, word| words.push(vocabulary.number(word)));
    words
}

struct Cutter<'a> {
    follower: Side<'a>,
    is_label: Vec<bool>,
    /// The words at which a unit can begin.
    starts: BTreeSet<usize>,
    /// Stretches in order, each with its unit of the leader.
    units: Vec<(Range<usize>, Option<usize>)>,
    /// The last of them that has one.
    last: Option<usize>,
    /// Whether the last words of its unit of the leader are not found yet.
    lacks_end: bool,
}

impl Cutter<'_> {
    /// Adds the stretch of a unit of the leader, and shares out what lies before it.
    fn add(&mut self, unit: usize, span: Range<usize>, label: &[u32], to_last: bool) {
        let start = self.share(&span, label, to_last);
        self.last = Some(self.units.len());
        self.units.push((start..span.end, Some(unit)));
    }

    /// Adds what lies behind the last pair.
    fn end(&mut self) {
        let end = self.follower.stream.tokens.len();
        let _ = self.share(&(end..end), &[], true);
    }

    /// Shares out what lies between the last pair and the next stretch: what stands in a paragraph
    /// of theirs goes with them, other paragraphs are units. Answers where the next one begins.
    fn share(&mut self, next: &Range<usize>, label: &[u32], to_last: bool) -> usize {
        let last = self.last.and_then(|last| self.units.get(last));
        let from = last.map_or(0, |(span, _)| span.end);
        let has_last = last.is_some();
        let mut to = next.start;
        while to > from && self.is_number(to - 1) {
            to -= 1;
        }
        let tail = to.saturating_sub(label.len()).max(from)..to;
        let tokens = self.follower.stream.tokens.get(tail.clone()).unwrap_or_default();
        if !label.is_empty() && tokens.iter().map(|token| &token.word).eq(label) {
            to = tail.start;
        }
        if from >= to {
            return next.start;
        }
        let own_cell = last.and_then(|(span, _)| self.find_cell(span.end.checked_sub(1)?));
        let is_end = |start: &&usize| {
            // Lines of one cell, which one format makes paragraphs of.
            !(self.lacks_end && own_cell.is_some() && self.find_cell(**start) == own_cell)
        };
        let first = self.starts.range(from..=next.start).find(is_end).copied();
        let Some(first) = first else {
            // No paragraph begins between them.
            if has_last && (to_last || next.is_empty()) {
                self.grow(to);
                return next.start;
            }
            return from;
        };
        let mut start = from;
        if has_last {
            start = first.min(to);
            self.grow(start);
        }
        let opens = self.starts.range(from..=next.start).next_back().copied().unwrap_or(to);
        let opens = if next.is_empty() { to } else { opens.min(to) };
        while start < opens {
            let end = self.starts.range(start + 1..opens).next().copied().unwrap_or(opens);
            let body = self.skip_number(start, end);
            if body < end {
                self.units.push((body..end, None));
            }
            start = end;
        }
        // What stands in the next unit's paragraph before it goes with it.
        let body = self.skip_number(start, to);
        if body < to { body } else { next.start }
    }

    /// The cell of the follower that a word stands in.
    fn find_cell(&self, at: usize) -> Option<usize> {
        let piece = self.follower.stream.tokens.get(at)?.piece;
        self.follower.stream.pieces.get(piece)?.cell
    }

    fn is_number(&self, at: usize) -> bool {
        self.is_label.get(at) == Some(&true)
    }

    fn skip_number(&self, start: usize, end: usize) -> usize {
        start + (start..end).take_while(|at| self.is_number(*at)).count()
    }

    /// Lets the last pair go on to a word.
    fn grow(&mut self, end: usize) {
        if let Some((span, _)) = self.last.and_then(|last| self.units.get_mut(last)) {
            span.end = span.end.max(end);
        }
    }

    /// Marks where what has moved begins and ends in the follower.
    fn cut_moved(&mut self, leader: &Stream, bodies: &[Body], spans: &[Option<Range<usize>>]) {
        let mut is_free = vec![true; self.follower.stream.tokens.len()];
        for span in spans.iter().flatten() {
            if let Some(flags) = is_free.get_mut(span.clone()) {
                flags.fill(false);
            }
        }
        let words = self.follower.stream.words();
        let mut places: HashMap<&[u32], Option<usize>> = HashMap::new();
        for (at, run) in words.windows(RUN).enumerate() {
            if is_free.get(at..at + RUN).is_some_and(|flags| !flags.contains(&false)) {
                places.entry(run).and_modify(|place| *place = None).or_insert(Some(at));
            }
        }
        let ours = leader.words();
        for ((_, body), span) in bodies.iter().zip(spans) {
            if span.is_some() || body.len() < FEWEST_MOVED {
                continue;
            }
            let body = ours.get(body.clone()).unwrap_or_default();
            let found = body.windows(RUN).enumerate().filter_map(|(at, run)| {
                let place = places.get(run).copied().flatten()?;
                Some((at, place))
            });
            let found: Vec<(usize, usize)> = found.collect();
            let (Some(first), Some(last)) = (found.first(), found.last()) else { continue };
            let is_dense = found.len() * 2 > body.len() - RUN;
            let end = last.1 + RUN;
            if !is_dense || end < first.1 || end - first.1 > body.len() * 2 {
                continue;
            }
            // The words before and behind that stand there too, if in another form.
            let start = first.1.saturating_sub(first.0);
            let rest = body.len() - RUN - last.0;
            let is_open = |at: &usize| is_free.get(*at) == Some(&true);
            let start = (start..first.1).rev().take_while(is_open).last().unwrap_or(first.1);
            let end = (end..end + rest).take_while(is_open).last().map_or(end, |at| at + 1);
            self.starts.extend([start, end]);
            if let Some(flags) = is_free.get_mut(start..end) {
                flags.fill(false);
            }
        }
        self.cut_strays(&ours, &words, (bodies, spans), is_free);
    }

    /// Marks where short units stand word for word that have no stretch: cells in another order.
    fn cut_strays(
        &mut self,
        ours: &[u32],
        words: &[u32],
        units: (&[Body], &[Option<Range<usize>>]),
        mut is_free: Vec<bool>,
    ) {
        let mut expected = 0;
        for ((_, body), span) in units.0.iter().zip(units.1) {
            if let Some(span) = span {
                expected = span.end;
                continue;
            }
            let body = ours.get(body.clone()).unwrap_or_default();
            if body.is_empty() || body.len() >= FEWEST_MOVED {
                continue;
            }
            let low = expected.saturating_sub(FARTHEST);
            let high = (expected + FARTHEST).min(words.len());
            let near = words.get(low..high).unwrap_or_default();
            let places = near.windows(body.len()).enumerate().filter(|(at, run)| {
                let start = low + at;
                let flags = is_free.get(start..start + body.len()).unwrap_or_default();
                *run == body && !flags.contains(&false)
            });
            let place = places.map(|(at, _)| low + at).min_by_key(|at| at.abs_diff(expected));
            let Some(start) = place else { continue };
            let end = start + body.len();
            self.starts.extend([start, end]);
            if let Some(flags) = is_free.get_mut(start..end) {
                flags.fill(false);
            }
        }
    }
}
