//! Rounds: what became of what we asked for, and what was changed without a mark.
//!
//! Three texts decide: the paper as we sent it, before our marks and with them, and the paper that
//! came back. What came back with its own marks undone must be one of the first two; where it is
//! neither, somebody changed it without tracking.

use std::collections::BTreeSet;

use accordant_agreement::Severity;
use accordant_document::compare::{ChangeKind, ClauseChange, Weight, compare};
use accordant_document::diff::{diff, likeness_percent};
use accordant_document::read::{NodeKind, Paper, RevisionKind};
use serde::{Deserialize, Serialize};

use super::change::{ChangeOfText, Proposal};

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
    /// What we asked for; `None` when it was only reported.
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
    /// What came back, with all marks in it undone.
    pub unmarked: &'a Paper,
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

/// Likeness, in per cent, from which a paragraph counts as an answer to ours.
const LIKE_ENOUGH: usize = 45;

/// Judges a round.
pub fn judge_round(sent: &SentRound, papers: RoundPapers<'_>) -> Round {
    let ours: BTreeSet<String> =
        papers.asked.revisions.iter().map(|revision| revision.author.clone()).collect();
    let theirs: Vec<MarkedChange> = papers
        .returned
        .revisions
        .iter()
        .filter(|revision| !ours.contains(&revision.author) && !revision.text.trim().is_empty())
        .map(|revision| MarkedChange {
            author: revision.author.clone(),
            date: revision.date.clone(),
            kind: revision.kind,
            text: revision.text.clone(),
            place: revision.node.map_or_else(String::new, |node| papers.returned.place(node)),
        })
        .collect();
    let still_open: Vec<String> = papers
        .returned
        .revisions
        .iter()
        .filter(|revision| {
            ours.contains(&revision.author) && revision.kind == RevisionKind::Inserted
        })
        .map(|revision| fold(&revision.text))
        .collect();
    let now = Text::of(papers.returned);
    let mut asks: Vec<Ask> = sent
        .issues
        .iter()
        .filter_map(|issue| judge_ask(issue, papers, &now, &still_open))
        .collect();
    asks.sort_by_key(|ask| (ask.outcome, std::cmp::Reverse(ask.severity)));
    Round { asks, silent: find_silent(papers), marked: theirs }
}

fn judge_ask(
    issue: &SentIssue,
    papers: RoundPapers<'_>,
    now: &Text<'_>,
    still_open: &[String],
) -> Option<Ask> {
    let (asked, theirs) = state_ask(issue, papers.before)?;
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
    if let Some(paragraph) = now.find(&wanted) {
        let open = still_open.iter().any(|text| text.contains(&wanted) || wanted.contains(text));
        ask.outcome = if open { Outcome::Open } else { Outcome::Accepted };
        ask.place = papers.returned.place(paragraph.node);
        return Some(ask);
    }
    if let Some(paragraph) = theirs.as_deref().and_then(|theirs| now.find(&fold(theirs))) {
        ask.place = papers.returned.place(paragraph.node);
        ask.now = theirs;
        return Some(ask);
    }
    // Neither ours nor theirs: the paragraph that is most like what we asked for.
    let near = now.paragraphs.iter().filter_map(|paragraph| {
        let shared = paragraph.share_words(&wanted);
        (shared >= LIKE_ENOUGH).then_some((shared, paragraph))
    });
    let best = near
        .map(|(_, paragraph)| (likeness_percent(&asked, paragraph.words), paragraph))
        .max_by_key(|(likeness, paragraph)| (*likeness, std::cmp::Reverse(paragraph.node)))
        .filter(|(likeness, _)| *likeness >= LIKE_ENOUGH);
    if let Some((_, paragraph)) = best {
        ask.outcome = Outcome::Countered;
        ask.place = papers.returned.place(paragraph.node);
        ask.marked = mark(&asked, paragraph.words);
        ask.now = Some(paragraph.words.to_owned());
    }
    Some(ask)
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

/// Changes between what we sent and what came back without any mark, apart from our own asks.
fn find_silent(papers: RoundPapers<'_>) -> Vec<SilentChange> {
    let asked = Text::of(papers.asked);
    let before = Text::of(papers.before);
    let came = Text::of(papers.unmarked);
    let is_ours = |text: &str| asked.has(&fold(text));
    let comparison = compare(papers.before, papers.unmarked);
    let mut silent = Vec::new();
    for change in comparison.changes.iter().filter(|change| change.weight == Weight::Substance) {
        let old = change.old.as_ref().map(|side| papers.before.slice(&side.text)).unwrap_or("");
        let new = change.new.as_ref().map(|side| papers.unmarked.slice(&side.text)).unwrap_or("");
        let explained = match change.kind {
            ChangeKind::Header | ChangeKind::Footer => false,
            _ if !new.trim().is_empty() => {
                is_ours(new) || (before.has(&fold(new)) && !is_move(change))
            }
            // Gone: only our own marks may have taken it out.
            _ => !is_ours(old) || came.has(&fold(old)),
        };
        if explained {
            continue;
        }
        // Where our words were taken in and changed, they are what was changed.
        let mine = (!new.is_empty()).then(|| asked.find_like(new)).flatten();
        let old = mine
            .filter(|mine| likeness_percent(mine, new) > likeness_percent(old, new))
            .unwrap_or(old);
        let place = match (&change.new, &change.old) {
            (Some(side), _) | (None, Some(side)) => side.place.clone(),
            (None, None) => String::new(),
        };
        silent.push(SilentChange {
            place,
            before: old.to_owned(),
            after: new.to_owned(),
            marked: mark(old, new),
        });
    }
    silent
}

fn is_move(change: &ClauseChange) -> bool {
    change.kind == ChangeKind::Moved
}

/// Both texts as one: `[-gone-]` and `{+new+}`.
fn mark(old: &str, new: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    for hunk in diff(old, new) {
        out.push_str(new.get(from..hunk.new.start).unwrap_or_default());
        let (gone, come) = (old.get(hunk.old).unwrap_or_default(), new.get(hunk.new.clone()));
        if !gone.is_empty() {
            out.push_str(&format!("[-{gone}-]"));
        }
        if let Some(come) = come.filter(|come| !come.is_empty()) {
            out.push_str(&format!("{{+{come}+}}"));
        }
        from = hunk.new.end;
    }
    out + new.get(from..).unwrap_or_default()
}

/// A paper as folded paragraphs.
struct Text<'a> {
    paragraphs: Vec<Paragraph<'a>>,
}

struct Paragraph<'a> {
    node: usize,
    words: &'a str,
    folded: String,
}

impl Paragraph<'_> {
    /// How many of the words of a folded text stand in it, in per cent.
    fn share_words(&self, text: &str) -> usize {
        let here: BTreeSet<&str> = self.folded.split(' ').collect();
        let all = text.split(' ').count().max(1);
        text.split(' ').filter(|word| here.contains(word)).count() * 100 / all
    }
}

impl<'a> Text<'a> {
    fn of(paper: &'a Paper) -> Self {
        let paragraphs = paper
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| !matches!(node.kind, NodeKind::Table | NodeKind::Row))
            .map(|(node, entry)| {
                let words = paper.slice(&entry.words);
                Paragraph { node, words, folded: fold(words) }
            })
            .filter(|paragraph| !paragraph.folded.is_empty())
            .collect();
        Self { paragraphs }
    }

    fn find(&self, folded: &str) -> Option<&Paragraph<'a>> {
        self.paragraphs.iter().find(|paragraph| paragraph.folded.contains(folded))
    }

    fn has(&self, folded: &str) -> bool {
        folded.is_empty() || self.find(folded).is_some()
    }

    fn find_like(&self, text: &str) -> Option<&'a str> {
        let wanted = fold(text);
        self.paragraphs
            .iter()
            .map(|paragraph| (paragraph.share_words(&wanted), paragraph.words))
            .filter(|(shared, _)| *shared >= LIKE_ENOUGH)
            .max_by_key(|(shared, _)| *shared)
            .map(|(_, words)| words)
    }
}

/// Words in lower case, one space apart, without marks: how two texts are held against each other.
fn fold(text: &str) -> String {
    text.split(|c: char| !(c.is_alphanumeric() || c == '%'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}
