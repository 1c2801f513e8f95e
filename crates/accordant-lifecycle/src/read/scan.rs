//! The search: sentences of a paper, and the cues that they hold.

use std::ops::Range;

use accordant_document::read::Paper;

use super::compile::{CompiledCue, Group, Reader};
use super::index::Weigher;
use super::lexicon::{Lexicon, Mask, Run, Token};
use super::passage::{Passage, PassageKind, split_items, split_passages, split_sentences};
use super::pattern::Pattern;
use super::roles::Roles;

/// How many words before and after a match may make it say something else.
const WINDOW: usize = 20;
/// How many words of a condition that opens a sentence may do so too.
const OPENING: usize = 10;
/// How far the marks that close a name in bold may reach: ".**".
const NAME_END: usize = 3;

/// Words of a sentence or of headings, and what numbers they have.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    kinds: Vec<u32>,
    mask: Mask,
}

impl Words {
    fn of(tokens: &[Token], lexicon: &Lexicon) -> Self {
        let kinds: Vec<u32> = tokens.iter().map(|token| token.kind).collect();
        Self { mask: lexicon.mask_of(&kinds), kinds }
    }

    fn run(&self) -> Run<'_> {
        Run { kinds: &self.kinds, mask: &self.mask }
    }
}

/// A sentence as words, with the words that lead into it before its own.
#[derive(Debug)]
pub(super) struct Unit {
    /// Index of its passage.
    pub(super) passage: usize,
    /// Where it stands in the text of the paper.
    pub(super) range: Range<usize>,
    words: Words,
    tokens: Vec<Token>,
    /// How many of the words lead into it.
    lead: usize,
    /// Where the words that lead into it stand.
    pub(super) lead_range: Option<Range<usize>>,
    /// Whether it leads into what follows.
    opens: bool,
}

/// The headings that say what a passage is about: the two nearest, without the title of the paper.
fn inner_headings<'p>(passage: &Passage<'p>) -> impl Iterator<Item = &'p str> {
    const TITLES: [&str; 9] = [
        "terms",
        "agreement",
        "policy",
        "addendum",
        "conditions",
        "contract",
        "eula",
        "tos",
        "dpa",
    ];
    let path = &passage.headings;
    let titled = path.len() > 1
        && path.first().is_some_and(|first| {
            first
                .to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| TITLES.contains(&word))
        });
    path.iter().copied().skip(usize::from(titled).max(path.len().saturating_sub(2)))
}

/// A cue found in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// Index of the cue in the reader.
    pub(super) cue: usize,
    /// Index of the unit.
    pub(super) unit: usize,
    /// Where the match stands in the text of the paper.
    pub(super) range: Range<usize>,
    /// Whether the match begins in the words that lead into the sentence.
    pub(super) from_lead: bool,
}

/// A paper, split and numbered.
pub(super) struct Scan<'a> {
    pub(super) passages: Vec<Passage<'a>>,
    pub(super) units: Vec<Unit>,
    lexicon: Lexicon<'a>,
    /// Words of the nearest headings by clause.
    headings: Vec<Words>,
    /// Words of all headings by clause.
    paths: Vec<Words>,
    /// The nearest heading by clause, in reading order of the clauses.
    titles: Vec<Option<&'a str>>,
    /// Units by section.
    sections: Vec<Vec<usize>>,
}

impl<'a> Scan<'a> {
    /// Splits a paper into sentences and looks its words up.
    pub(super) fn new(reader: &'a Reader, paper: &'a Paper, roles: &'a Roles) -> Self {
        let text = paper.text.as_str();
        let passages = split_passages(paper);
        let mut scan = Scan {
            units: Vec::new(),
            lexicon: Lexicon::new(&reader.vocabulary, roles),
            headings: Vec::new(),
            paths: Vec::new(),
            titles: Vec::new(),
            sections: Vec::new(),
            passages: Vec::new(),
        };
        let mut buffer = Vec::new();
        for (place, passage) in passages.iter().enumerate() {
            if scan.sections.len() <= passage.section {
                scan.sections.resize(passage.section + 1, Vec::new());
            }
            if scan.headings.len() <= passage.clause {
                scan.headings.resize(passage.clause + 1, Words::default());
                scan.paths.resize(passage.clause + 1, Words::default());
                scan.titles.resize(passage.clause + 1, passage.headings.last().copied());
                buffer.clear();
                for heading in &passage.headings {
                    scan.lexicon.read(heading, 0, &mut buffer);
                }
                if let Some(slot) = scan.paths.get_mut(passage.clause) {
                    *slot = Words::of(&buffer, &scan.lexicon);
                }
                buffer.clear();
                for heading in inner_headings(passage) {
                    scan.lexicon.read(heading, 0, &mut buffer);
                }
                if let Some(slot) = scan.headings.get_mut(passage.clause) {
                    *slot = Words::of(&buffer, &scan.lexicon);
                }
            }
            let mut lead = Vec::new();
            for words in passage.leads.iter().filter_map(|range| text.get(range.clone())) {
                scan.lexicon.read(words, 0, &mut lead);
            }
            let mut pieces: Vec<(Range<usize>, Option<Range<usize>>)> = Vec::new();
            for range in split_sentences(passage.text) {
                let sentence = passage.text.get(range.clone()).unwrap_or_default();
                let Some((first, items)) = split_items(sentence) else {
                    pieces.push((range, None));
                    continue;
                };
                let first = range.start + first.start..range.start + first.end;
                pieces.push((first.clone(), None));
                pieces.extend(items.into_iter().map(|item| {
                    (range.start + item.start..range.start + item.end, Some(first.clone()))
                }));
            }
            for (order, (range, inner)) in pieces.into_iter().enumerate() {
                let Some(words) = passage.text.get(range.clone()) else { continue };
                let start = passage.range.start + range.start;
                let mut tokens = Vec::new();
                // Only the first sentence of an item goes on where its lead stopped.
                if order == 0 || inner.as_ref().is_some_and(|inner| inner.start == 0) {
                    tokens.extend_from_slice(&lead);
                }
                if let Some(words) = inner.clone().and_then(|inner| passage.text.get(inner)) {
                    scan.lexicon.read(words, 0, &mut tokens);
                }
                let leads = tokens.len();
                // "(b)" is no word of what it labels.
                let label = inner.as_ref().and_then(|_| words.find(')')).map_or(0, |at| at + 1);
                let body = words.get(label..).unwrap_or_default();
                scan.lexicon.read(body, start + label, &mut tokens);
                if let Some(section) = scan.sections.get_mut(passage.section) {
                    section.push(scan.units.len());
                }
                let base = passage.range.start;
                scan.units.push(Unit {
                    passage: place,
                    range: start..base + range.end,
                    words: Words::of(&tokens, &scan.lexicon),
                    tokens,
                    lead: leads,
                    opens: words.trim_end_matches(['*', '_', ' ']).ends_with(':'),
                    lead_range: inner
                        .map(|inner| base + inner.start..base + inner.end)
                        .or_else(|| passage.leads.last().cloned().filter(|_| order == 0)),
                });
            }
        }
        scan.passages = passages;
        scan
    }

    /// Finds every cue of the reader.
    pub(super) fn find_hits(&self, reader: &Reader) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut candidates: Vec<u32> = Vec::new();
        let mut found: Vec<usize> = Vec::new();
        let mut weigher = Weigher::new(&reader.index);
        for (place, unit) in self.units.iter().enumerate() {
            // A name says what a clause is about, not what it provides.
            let heading = self.passages.get(unit.passage).is_some_and(|passage| {
                passage.kind == PassageKind::Heading
                    || unit.range.end <= passage.named_until + NAME_END
            });
            found.clear();
            weigher.weigh(place, &unit.words.kinds, &self.lexicon, &mut candidates);
            for finder in &candidates {
                let Some((pattern, cue)) = reader.finders.get(*finder as usize) else { continue };
                if found.contains(cue) {
                    continue;
                }
                let Some((first, last)) = pattern.find(unit.words.run(), unit.lead, &self.lexicon)
                else {
                    continue;
                };
                let Some(compiled) = reader.cues.get(*cue) else { continue };
                if heading || !self.agrees(reader, compiled, place, unit, (first, last)) {
                    continue;
                }
                found.push(*cue);
                let begin = first.max(unit.lead);
                let start = unit.tokens.get(begin).map_or(unit.range.start, |token| token.start);
                let end = unit.tokens.get(last).map_or(unit.range.end, |token| token.end);
                hits.push(Hit {
                    cue: *cue,
                    unit: place,
                    range: start..end,
                    from_lead: first < unit.lead,
                });
            }
        }
        hits
    }

    /// Whether the rest of what a cue asks holds.
    fn agrees(
        &self,
        reader: &Reader,
        cue: &CompiledCue,
        place: usize,
        unit: &Unit,
        found: (usize, usize),
    ) -> bool {
        let here = |group: &Group| self.any(group, unit.words.run());
        let clause = self.passages.get(unit.passage).map_or(0, |passage| passage.clause);
        let section = self.passages.get(unit.passage).map_or(0, |passage| passage.section);
        let above = |group: &Group| {
            self.headings.get(clause).is_some_and(|words| self.any(group, words.run()))
        };
        let near = |group: &Group| {
            self.sections.get(section).into_iter().flatten().any(|other| {
                self.units.get(*other).is_some_and(|other| self.any(group, other.words.run()))
            })
        };
        let asks = |group: &Group, holds: &dyn Fn(&Group) -> bool| group.is_empty() || holds(group);
        let bars =
            |group: &Group, holds: &dyn Fn(&Group) -> bool| !group.is_empty() && holds(group);
        let anywhere_above = |group: &Group| {
            self.paths.get(clause).is_some_and(|words| self.any(group, words.run()))
        };
        let begin = found.0.saturating_sub(WINDOW);
        let end = (found.1 + 1 + WINDOW).min(unit.words.kinds.len());
        let kinds = unit.words.kinds.get(begin..end).unwrap_or(&unit.words.kinds);
        let around = Run { kinds, mask: &unit.words.mask };
        // "If …," at the beginning governs what comes however late.
        let opening = unit.words.kinds.get(unit.lead..(unit.lead + OPENING).min(begin));
        let opening = opening.filter(|words| {
            words.first().is_some_and(|first| self.lexicon.begins_condition(*first))
        });
        let opening = Run { kinds: opening.unwrap_or_default(), mask: &unit.words.mask };
        // What follows "if:" may still make a lead say something else.
        let follows = |group: &Group| {
            unit.opens
                && !group.is_empty()
                && self.units.get(place + 1).is_some_and(|next| self.any(group, next.words.run()))
        };
        let not_under =
            reader.sets.get(cue.set).is_some_and(|set| bars(&set.not_under, &anywhere_above));
        !not_under
            && asks(&cue.with, &here)
            && asks(&cue.and_with, &here)
            && asks(&cue.under, &above)
            && !bars(&cue.unless, &|group| self.any(group, around) || self.any(group, opening))
            && !follows(&cue.unless)
            && !bars(&cue.never_with, &here)
            && !bars(&cue.unless_under, &above)
            && asks(&cue.near, &near)
            && !bars(&cue.unless_near, &near)
    }

    fn any(&self, group: &[Pattern], run: Run<'_>) -> bool {
        group.iter().any(|pattern| pattern.find(run, 0, &self.lexicon).is_some())
    }

    /// The clause of a unit.
    pub(super) fn clause_of(&self, unit: usize) -> usize {
        let passage = self.units.get(unit).and_then(|unit| self.passages.get(unit.passage));
        passage.map_or(0, |passage| passage.clause)
    }

    /// Whether the nearest headings of a clause fit the patterns.
    pub(super) fn has_heading(&self, group: &Group, clause: usize) -> bool {
        self.headings.get(clause).is_some_and(|words| self.any(group, words.run()))
    }

    /// The headings whose words fit the patterns, in order, without doubles.
    pub(super) fn find_headings(&self, group: &Group) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        if group.is_empty() {
            return found;
        }
        for (words, title) in self.headings.iter().zip(&self.titles) {
            if let Some(title) = title.filter(|title| !found.contains(title))
                && self.any(group, words.run())
            {
                found.push(title);
            }
        }
        found
    }
}
