//! Rounds: what became of what we asked for, and what was changed without a mark.
//!
//! The paper as we sent it, before our marks and with them, and the paper that came back decide.
//! With our marks taken in and theirs undone, what came back must be what we sent, or lack some of
//! our marks; where it says anything else, somebody changed it without tracking.

use std::collections::BTreeSet;
use std::ops::Range;

use accordant_agreement::Severity;
use accordant_document::compare::{ChangeKind, ClauseChange, Comparison, Weight};
use accordant_document::diff::{diff, likeness_percent};
use accordant_document::read::{Paper, Revision, RevisionKind};
use serde::{Deserialize, Serialize};

use super::Rung;
use super::change::{ChangeOfText, Proposal};
use super::folded::{FoldedPaper, Paragraph, fold};
use super::marked::mark;

/// What we sent in the last round, as its `review.json` tells it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SentRound {
    /// Name of the document that we marked up.
    pub document: String,
    /// The issues.
    pub issues: Vec<SentIssue>,
}

/// An issue of the last round.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SentIssue {
    /// Its id: the provision.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How grave it was.
    pub severity: Severity,
    /// The position that we asked for.
    #[serde(default)]
    pub ask: Option<Rung>,
    /// The words for it.
    #[serde(default)]
    pub wording: String,
    /// How it was to be put in; `None` when it was only reported.
    pub proposal: Option<Proposal>,
    /// The words that said it.
    #[serde(default)]
    pub quotes: Vec<SentQuote>,
}

/// A quote of the last round.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SentQuote {
    /// The words.
    pub quote: String,
    /// First byte in the text of that paper.
    pub start: usize,
}

/// The papers of a round.
#[derive(Debug, Clone, Copy)]
pub struct RoundPapers<'a> {
    /// What we sent, before our marks.
    pub before: &'a Paper,
    /// What we sent, with our marks accepted.
    pub asked: &'a Paper,
    /// What came back, with all marks in it accepted.
    pub returned: &'a Paper,
    /// What came back, with our marks in it accepted and those of others undone.
    pub kept: &'a Paper,
}

/// What a round brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Round {
    /// What became of each thing that we asked for.
    pub asks: Vec<Ask>,
    /// What was changed without a mark.
    pub silent: Vec<SilentChange>,
    /// What they changed with marks.
    pub marked: Vec<MarkedChange>,
}

/// Something that we asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// The issue.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How grave it was.
    pub severity: Severity,
    /// What became of it.
    pub outcome: Outcome,
    /// The words that we asked for.
    pub asked: String,
    /// The words that stand there now, when they are others.
    pub now: Option<String>,
    /// Where.
    pub place: String,
    /// What they changed in our words: `[-gone-]` and `{+new+}`.
    pub marked: String,
}

/// What became of an ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Their text stands as it was.
    Rejected,
    /// Other words than theirs and ours.
    Countered,
    /// Our words stand, still as a mark of ours.
    Open,
    /// Our words stand.
    Accepted,
}

impl Outcome {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Countered => "countered",
            Self::Open => "open",
            Self::Accepted => "accepted",
        }
    }
}

/// A change that nobody marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SilentChange {
    /// Where it stands, or stood.
    pub place: String,
    /// The words before; empty when they are new.
    pub before: String,
    /// The words now; empty when they are gone.
    pub after: String,
    /// The change in one text: `[-gone-]` and `{+new+}`.
    pub marked: String,
}

/// A change that they marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkedChange {
    /// Who.
    pub author: String,
    /// When, as the file says it.
    pub date: String,
    /// What was done: `inserted`, `deleted`, `moved-from`, `moved-to`.
    pub kind: RevisionKind,
    /// The words.
    pub text: String,
    /// Where.
    pub place: String,
}

impl MarkedChange {
    /// Its words as they are shown: `[-gone-]` or `{+new+}`.
    pub fn in_marks(&self) -> String {
        match self.kind {
            RevisionKind::Inserted | RevisionKind::MovedTo => format!("{{+{}+}}", self.text),
            RevisionKind::Deleted | RevisionKind::MovedFrom => format!("[-{}-]", self.text),
        }
    }
}

/// Likeness, in per cent, from which a paragraph counts as an answer to ours.
const LIKE_ENOUGH: usize = 45;

/// Judges a round.
///
/// **Shapes:** the comparison is that of what we asked for with what was kept.
pub fn judge_round(sent: &SentRound, papers: RoundPapers<'_>, comparison: &Comparison) -> Round {
    let authors: BTreeSet<&str> =
        papers.asked.revisions.iter().map(|revision| revision.author.as_str()).collect();
    let theirs: Vec<MarkedChange> = papers
        .returned
        .revisions
        .iter()
        .filter(|revision| {
            !authors.contains(revision.author.as_str()) && !fold(&revision.text).is_empty()
        })
        .map(|revision| MarkedChange {
            author: revision.author.clone(),
            date: revision.date.clone(),
            kind: revision.kind,
            text: revision.text.clone(),
            place: revision.node.map_or_else(String::new, |node| papers.returned.place(node)),
        })
        .collect();
    let judge = AskJudge {
        papers,
        before: FoldedPaper::of(papers.before),
        now: FoldedPaper::of(papers.returned),
        open: papers
            .returned
            .revisions
            .iter()
            .filter(|revision| authors.contains(revision.author.as_str()))
            .collect(),
    };
    let mut asks: Vec<Ask> = sent.issues.iter().filter_map(|issue| judge.judge(issue)).collect();
    asks.sort_by_key(|ask| (ask.outcome, std::cmp::Reverse(ask.severity)));
    Round { asks, silent: find_silent(papers, comparison), marked: theirs }
}

/// How many of the paragraphs that we sent came back, in per cent: few when it is another paper.
pub fn share_paragraphs(papers: RoundPapers<'_>) -> usize {
    let (before, now) = (FoldedPaper::of(papers.before), FoldedPaper::of(papers.returned));
    let now: BTreeSet<&str> =
        now.paragraphs.iter().map(|paragraph| paragraph.folded.as_str()).collect();
    let back = before.paragraphs.iter().filter(|entry| now.contains(entry.folded.as_str()));
    back.count() * 100 / before.paragraphs.len().max(1)
}

/// Judges what became of each ask.
struct AskJudge<'a> {
    papers: RoundPapers<'a>,
    before: FoldedPaper<'a>,
    now: FoldedPaper<'a>,
    /// Marks of ours that are still in what came back.
    open: Vec<&'a Revision>,
}

impl AskJudge<'_> {
    fn judge(&self, issue: &SentIssue) -> Option<Ask> {
        let change = &issue.proposal.as_ref()?.change;
        let (asked, theirs) = state_ask(issue, self.papers.before)?;
        let wanted = fold(&asked);
        let mut ask = Ask {
            id: issue.id.clone(),
            title: issue.title.clone(),
            severity: issue.severity,
            outcome: Outcome::Rejected,
            asked: asked.clone(),
            now: None,
            place: String::new(),
            marked: String::new(),
        };
        if let Some(paragraph) = self.now.find(&wanted) {
            let range = self.papers.returned.nodes.get(paragraph.node).map(|node| &node.words);
            let open = range.is_some_and(|range| {
                self.open.iter().any(|mark| {
                    mark.span.start <= range.end
                        && range.start <= mark.span.end
                        && is_of(mark, change)
                })
            });
            ask.outcome = if open { Outcome::Open } else { Outcome::Accepted };
            ask.place = self.papers.returned.place(paragraph.node);
            return Some(ask);
        }
        if let Some(paragraph) = theirs.as_deref().and_then(|theirs| self.now.find(&fold(theirs))) {
            ask.place = self.papers.returned.place(paragraph.node);
            ask.now = theirs;
            return Some(ask);
        }
        if let Some(paragraph) = self.find_counter(change, &asked, &wanted) {
            let heading = match change {
                ChangeOfText::Insert { heading, .. } => heading.as_str(),
                ChangeOfText::Replace { .. } => "",
            };
            let words = without_heading(paragraph.words, heading);
            ask.outcome = Outcome::Countered;
            ask.place = self.papers.returned.place(paragraph.node);
            ask.marked = self.mark_counter(&asked, words);
            ask.now = Some(paragraph.words.to_owned());
        }
        Some(ask)
    }

    /// Neither ours nor theirs: the paragraph under the same heading, or most like what we asked for.
    fn find_counter(
        &self,
        change: &ChangeOfText,
        asked: &str,
        wanted: &str,
    ) -> Option<&Paragraph<'_>> {
        if let ChangeOfText::Insert { heading, .. } = change {
            let heading = fold(heading);
            let named = self.now.paragraphs.iter().find(|paragraph| {
                let same = paragraph.folded.strip_prefix(&heading);
                same.is_some_and(|rest| rest.starts_with(' '))
                    && !self.before.has(&paragraph.folded)
            });
            if named.is_some() {
                return named;
            }
        }
        let near = self
            .now
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.share_words(wanted) >= LIKE_ENOUGH);
        near.map(|paragraph| (likeness_percent(asked, paragraph.words), paragraph))
            .max_by_key(|(likeness, paragraph)| (*likeness, std::cmp::Reverse(paragraph.node)))
            .filter(|(likeness, _)| *likeness >= LIKE_ENOUGH)
            .map(|(_, paragraph)| paragraph)
    }

    /// What they made of our words; their own sentences before and after are no change.
    fn mark_counter(&self, asked: &str, words: &str) -> String {
        let hunks = diff(asked, words);
        let stands = |range: &Range<usize>| {
            words.get(range.clone()).is_some_and(|text| self.before.has(&fold(text)))
        };
        let start = hunks
            .first()
            .filter(|hunk| hunk.old.is_empty() && hunk.old.start == 0 && stands(&hunk.new))
            .map_or(0, |hunk| hunk.new.end);
        let end = hunks
            .last()
            .filter(|hunk| hunk.old.is_empty() && hunk.old.end == asked.len() && stands(&hunk.new))
            .map_or(words.len(), |hunk| hunk.new.start);
        mark(asked, words.get(start..end).unwrap_or(words)).trim().to_owned()
    }
}

/// Whether a mark is part of a change that we asked for.
fn is_of(mark: &Revision, change: &ChangeOfText) -> bool {
    let text = fold(&mark.text);
    let (gone, come) = match change {
        ChangeOfText::Replace { expect, with, .. } => (fold(expect), fold(with)),
        ChangeOfText::Insert { paragraphs, .. } => (String::new(), fold(&paragraphs.join(" "))),
    };
    let touches = |part: &str| part.contains(&text) || (!part.is_empty() && text.contains(part));
    !text.is_empty()
        && match mark.kind {
            RevisionKind::Inserted | RevisionKind::MovedTo => touches(&come),
            RevisionKind::Deleted | RevisionKind::MovedFrom => touches(&gone),
        }
}

/// The words of a paragraph without the heading in front of them.
fn without_heading<'w>(words: &'w str, heading: &str) -> &'w str {
    let rest = words.strip_prefix(heading).filter(|_| !heading.is_empty());
    rest.map_or(words, |rest| rest.trim_start_matches(['.', ':', ' ', '\u{a0}', '–', '—']))
}

/// The words that we asked for, and their words in that place, each as whole sentences.
fn state_ask(issue: &SentIssue, before: &Paper) -> Option<(String, Option<String>)> {
    match &issue.proposal.as_ref()?.change {
        ChangeOfText::Insert { paragraphs, .. } => Some((paragraphs.join(" "), None)),
        ChangeOfText::Replace { start, end, expect, with } => {
            let sentence = issue
                .quotes
                .iter()
                .find(|quote| quote.start <= *start && *end <= quote.start + quote.quote.len());
            // A value alone says little: the sentence around it is what we asked for.
            if let Some(sentence) = sentence
                && let (Some(head), Some(tail)) = (
                    sentence.quote.get(..start - sentence.start),
                    sentence.quote.get(end - sentence.start..),
                )
            {
                return Some((format!("{head}{with}{tail}"), Some(sentence.quote.clone())));
            }
            before.text.contains(expect.as_str()).then(|| (with.clone(), Some(expect.clone())))
        }
    }
}

/// Changes between what we sent and what came back that no mark tells of; a mark of ours that was
/// undone is an answer and no such change.
fn find_silent(papers: RoundPapers<'_>, comparison: &Comparison) -> Vec<SilentChange> {
    let undone = Undone {
        papers,
        before: FoldedPaper::of(papers.before),
        kept: FoldedPaper::of(papers.kept),
    };
    let mut silent = Vec::new();
    for change in &comparison.changes {
        let told = change.weight == Weight::Substance
            || matches!(change.kind, ChangeKind::Moved | ChangeKind::Renamed);
        if !told || undone.explains(change) {
            continue;
        }
        let old = change.old.as_ref().map(|side| papers.asked.slice(&side.text)).unwrap_or("");
        let new = change.new.as_ref().map(|side| papers.kept.slice(&side.text)).unwrap_or("");
        let place = match (&change.new, &change.old) {
            (Some(side), _) | (None, Some(side)) => side.place.clone(),
            (None, None) => String::new(),
        };
        let marked = match change.kind {
            ChangeKind::Moved if fold(old) == fold(new) => format!("moved: {new}"),
            ChangeKind::Format => change.notes.join("; "),
            _ => mark(old, new),
        };
        silent.push(SilentChange { place, before: old.to_owned(), after: new.to_owned(), marked });
    }
    let beside = comparison.beside.iter().filter(|beside| beside.weight == Weight::Substance);
    silent.extend(beside.map(|beside| SilentChange {
        place: beside.place.clone(),
        before: beside.old.clone().unwrap_or_default(),
        after: beside.new.clone().unwrap_or_default(),
        marked: beside.describe(),
    }));
    silent
}

/// Which changes only undo marks of what we sent.
struct Undone<'a> {
    papers: RoundPapers<'a>,
    before: FoldedPaper<'a>,
    kept: FoldedPaper<'a>,
}

impl Undone<'_> {
    fn explains(&self, change: &ClauseChange) -> bool {
        let (asked, kept) = (self.papers.asked, self.papers.kept);
        match (&change.old, &change.new) {
            _ if matches!(change.kind, ChangeKind::Moved | ChangeKind::Format) => false,
            (Some(old), None) => {
                let rest = self.list_theirs(&old.text);
                rest.iter().all(|words| self.kept.has(words))
                    && (rest.is_empty() || self.is_touched(&old.text))
            }
            (None, Some(new)) => {
                let words = kept.slice(&new.text);
                self.was_there(words) || self.before.has(&fold(words))
            }
            (Some(old), Some(new)) => {
                let (was, is) = (asked.slice(&old.text), kept.slice(&new.text));
                (self.is_touched(&old.text) && self.before.has(&fold(is)))
                    || diff(was, is).iter().all(|hunk| {
                        let gone = old.text.start + hunk.old.start..old.text.start + hunk.old.end;
                        self.list_theirs(&gone).is_empty()
                            && self.holds_whole_marks(&gone)
                            && is.get(hunk.new.clone()).is_some_and(|words| self.was_there(words))
                    })
            }
            (None, None) => true,
        }
    }

    /// What of a range of our paper is not ours, folded piece by piece.
    fn list_theirs(&self, range: &Range<usize>) -> Vec<String> {
        let marks = &self.papers.asked.revisions;
        let mut pieces = Vec::new();
        let mut at = range.start;
        for mark in marks.iter().filter(|mark| mark.kind == RevisionKind::Inserted) {
            if mark.span.end <= at || mark.span.start >= range.end {
                continue;
            }
            pieces.push(at..mark.span.start.max(at));
            at = mark.span.end.min(range.end);
        }
        pieces.push(at..range.end);
        let folded = pieces.iter().map(|piece| fold(self.papers.asked.slice(piece)));
        folded.filter(|words| !words.is_empty()).collect()
    }

    /// Whether a range cuts no mark of ours: who undoes one undoes all of it.
    fn holds_whole_marks(&self, range: &Range<usize>) -> bool {
        let asked = self.papers.asked;
        asked.revisions.iter().filter(|mark| mark.kind == RevisionKind::Inserted).all(|mark| {
            let (start, end) = (mark.span.start, mark.span.end);
            let apart = end <= range.start || range.end <= start;
            let is_empty = |from: usize, to: usize| fold(asked.slice(&(from..to))).is_empty();
            apart || (is_empty(start, range.start.max(start)) && is_empty(range.end.min(end), end))
        })
    }

    /// Whether words are among those that we took out.
    fn was_there(&self, words: &str) -> bool {
        let words = fold(words);
        let marks = &self.papers.asked.revisions;
        words.is_empty()
            || marks
                .iter()
                .any(|mark| mark.kind == RevisionKind::Deleted && fold(&mark.text).contains(&words))
    }

    /// Whether a mark of what we sent touches a range of it.
    fn is_touched(&self, range: &Range<usize>) -> bool {
        let marks = &self.papers.asked.revisions;
        marks.iter().any(|mark| mark.span.start <= range.end && range.start <= mark.span.end)
    }
}
