//! review: what does their paper say, and what should change?
//!
//! The *offered* column of the table, held against *required* and *proposed*: issues with their
//! quotes, what we would take instead and in which words, and the changes that put it into their
//! paper. No clock, disk or network; the same paper gives the same review.

mod change;
mod folded;
mod judge;
mod marked;
mod memo;
mod mistakes;
mod offered;
mod papers;
mod placing;
mod reasons;
mod rounds;
mod settled;
mod values;
mod verdict;
mod vocabulary;
mod wording;

use std::collections::BTreeMap;

use accordant_agreement::file::Agreement;
use accordant_agreement::{Date, Severity};
use accordant_document::read::Paper;
use accordant_document::redline::Edit;
use accordant_packs::Packs;
use serde::{Deserialize, Serialize};

pub use change::{ChangeOfText, Place, Proposal, Strike};
pub use memo::build_memo;
pub use mistakes::Mistake;
pub use offered::{Offer, Silence};
pub use papers::PaperKind;
pub use reasons::{Reason, ReasonKind};
pub use rounds::{
    Ask, MarkedChange, Outcome, Round, RoundPapers, SentIssue, SentQuote, SentRound, SilentChange,
    judge_round, share_paragraphs,
};
pub use verdict::{Decision, Verdict};
pub use vocabulary::Vocabulary;

use crate::assess::Assessment;
use crate::map::Map;
use crate::read::{Evidence, Reader};
use crate::structure::StructureError;

/// Our side of a review.
#[derive(Debug, Clone, Copy)]
pub struct Ours<'a> {
    /// The agreement file.
    pub agreement: &'a Agreement,
    /// The packs.
    pub packs: &'a Packs,
    /// What assess answered: the table with its *required* and *proposed* columns.
    pub assessment: &'a Assessment,
    /// What map answered: the risks.
    pub map: &'a Map,
}

/// What a review finds.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// Name of the document.
    pub document: String,
    /// Title of the paper.
    pub title: String,
    /// What kind of paper it is.
    pub kind: PaperKind,
    /// The day for which it speaks.
    pub as_of: Date,
    /// Our side: `adopter` or `partner`.
    pub side: &'static str,
    /// What the paper calls the parties and things.
    pub vocabulary: Vocabulary,
    /// What to do with the paper.
    pub verdict: Verdict,
    /// The classic mistakes that the paper makes.
    pub mistakes: Vec<Mistake>,
    /// What is to be changed, the gravest first.
    pub issues: Vec<Issue>,
    /// The table: one row a provision that is asked for or offered.
    pub rows: Vec<ReviewedRow>,
    /// Provisions that we need and that nothing here can read: a person must look.
    pub unread: Vec<Matter>,
    /// Provisions that we need, that the paper is silent on, and that belong in another paper.
    pub elsewhere: Vec<Matter>,
    /// What became of what we asked for in the last round, when there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
}

/// A row of the table with its *offered* column.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewedRow {
    /// Id of the provision.
    pub provision: String,
    /// Its title.
    pub title: String,
    /// Positions that the law and policy accept; empty when nothing asks for it.
    pub required: Vec<String>,
    /// What we ask for.
    pub proposed: Option<String>,
    /// What the paper says.
    pub offered: Option<Offer>,
    /// How that stands.
    pub standing: Standing,
}

/// How an offer stands against our columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// As good as what we ask for, or better.
    Met,
    /// We take it without a trade.
    Acceptable,
    /// We take it against something else.
    Fallback,
    /// A value is outside of what is required or asked for.
    Value,
    /// We do not sign it.
    WalkAway,
    /// Law or policy forbids it.
    AgainstLaw,
    /// The paper is silent, and something asks for it.
    Missing,
    /// The paper is silent, something asks for it, and it belongs in another paper.
    Elsewhere,
    /// The paper is silent, and nothing needs it.
    Silent,
}

/// Something to change.
#[derive(Debug, Clone, Serialize)]
pub struct Issue {
    /// Stable id inside the review: the provision.
    pub id: String,
    /// Kind: `review/missing`, `review/against-law`, `review/walk-away`, `review/fallback`, `review/value`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Whether it is part of a classic mistake.
    pub mistake: bool,
    /// Title of the provision.
    pub title: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Number and heading of their clause; where a clause is missing, where it belongs.
    pub place: String,
    /// What they offer, when they speak of it.
    pub offered: Option<Rung>,
    /// The words that say it, letter for letter.
    pub quotes: Vec<Evidence>,
    /// Why the reader takes them for this position.
    pub because: String,
    /// Why it matters.
    pub why: Vec<Reason>,
    /// The position that we would take.
    pub ask: Rung,
    /// Values of that position, in words.
    pub values: BTreeMap<String, String>,
    /// Values to change where a value alone is wrong: theirs and ours.
    pub value_changes: Vec<(String, String)>,
    /// Positions that we would take against something else, best first.
    pub fallback: Vec<Rung>,
    /// Positions that we do not sign.
    pub walk_away: Vec<Rung>,
    /// The words that we propose, in the language of their paper.
    pub wording: String,
    /// The usual trade.
    pub trade: String,
    /// A note for our own negotiators.
    pub note: String,
    /// The change of their text that puts the wording in; `None` when the issue is only reported.
    pub proposal: Option<Proposal>,
}

/// A position of a ladder, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Id of the position.
    pub position: String,
    /// Short name.
    pub label: String,
    /// What it says.
    pub says: String,
}

/// A provision that we need and that must be looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matter {
    /// Id of the provision.
    pub provision: String,
    /// Its title.
    pub title: String,
    /// The question to look for.
    pub question: String,
    /// What asks for it.
    pub citations: Vec<String>,
}

/// How far a review goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'a> {
    /// From which severity on a change of their text is proposed.
    pub change_from: Severity,
    /// What we sent in the last round: what they took of it is not asked for again.
    pub sent: Option<&'a SentRound>,
}

impl Default for Scope<'_> {
    fn default() -> Self {
        Self { change_from: Severity::Warning, sent: None }
    }
}

/// Reviews a paper of the other side.
///
/// **Errors:** faults of the packs' wording.
pub fn review(
    ours: Ours<'_>,
    reader: &Reader,
    paper: &Paper,
    document: &str,
    scope: Scope<'_>,
) -> Result<Review, StructureError> {
    let reading = reader.read(document, paper);
    let vocabulary = vocabulary::find_vocabulary(paper, ours);
    let mut offers = offered::list_offers(ours.packs, &reading);
    let kind = PaperKind::of(paper);
    // Words of ours that stand in the paper count as what they were written for.
    let (_, _, first) = raise_all(ours, &offers, kind, &vocabulary)?;
    offers.extend(settled::find_settled(paper, &first, scope.sent));
    let (judged, writer, mut issues) = raise_all(ours, &offers, kind, &vocabulary)?;
    let mut mistakes = mistakes::find_mistakes(ours, &offers);
    mistakes.retain(|mistake| {
        kind == PaperKind::Agreement || mistake.provisions.iter().any(|id| kind.holds(id))
    });
    for issue in &mut issues {
        issue.mistake = mistakes.iter().any(|mistake| mistake.provisions.contains(&issue.id));
    }
    issues.sort_by(|a, b| {
        (!a.mistake, std::cmp::Reverse(a.severity), place_of(ours.packs, a)).cmp(&(
            !b.mistake,
            std::cmp::Reverse(b.severity),
            place_of(ours.packs, b),
        ))
    });
    change::propose_changes(ours, paper, &offers, &writer, scope, &mut issues)?;
    let mut verdict = verdict::find_verdict(ours, &issues, &mistakes);
    verdict.reasons.extend(verdict::name_elsewhere(kind, &judged.elsewhere));
    let rows = judged.entries.iter().map(judge::Judged::row).collect();
    Ok(Review {
        document: document.to_owned(),
        title: paper.title.clone(),
        kind,
        as_of: ours.assessment.as_of,
        side: if ours.agreement.is_adopters_pen() { "adopter" } else { "partner" },
        vocabulary: vocabulary.clone(),
        verdict,
        mistakes,
        issues,
        rows,
        unread: judged.unread,
        elsewhere: judged.elsewhere,
        round: None,
    })
}

/// Judges what a paper offers: every provision, who words what we ask for, and the issues.
fn raise_all<'a>(
    ours: Ours<'a>,
    offers: &'a offered::Offers,
    kind: PaperKind,
    vocabulary: &'a Vocabulary,
) -> Result<(judge::AllJudged<'a>, wording::TheirWords<'a>, Vec<Issue>), StructureError> {
    let judged = judge::judge_all(ours, offers, kind);
    let writer = wording::TheirWords::new(ours, vocabulary, &judged);
    let mut issues = Vec::new();
    for entry in &judged.entries {
        issues.extend(judge::raise(ours, entry, &writer)?);
    }
    Ok((judged, writer, issues))
}

/// The place of an issue's provision in an agreement.
fn place_of<'p>(packs: &'p Packs, issue: &Issue) -> (usize, u32, &'p str) {
    let provision = packs.provisions.get(&issue.id);
    let section = provision.map_or("", |provision| provision.section.as_str());
    let place = accordant_packs::SECTIONS.iter().position(|(id, _)| *id == section);
    (
        place.unwrap_or(usize::MAX),
        provision.map_or(0, |provision| provision.order),
        provision.map_or("", |provision| provision.id.as_str()),
    )
}

impl Review {
    /// The changes of their text, for marking it up.
    pub fn edits(&self) -> Vec<Edit> {
        self.issues.iter().flat_map(change::edits_of).collect()
    }

    /// Takes in what became of the last round; the verdict tells of it.
    pub fn add_round(&mut self, round: Round) {
        verdict::tell_round(&mut self.verdict, &round, &self.issues);
        self.round = Some(round);
    }

    /// The gravest issue.
    pub fn worst(&self) -> Option<Severity> {
        self.issues.iter().map(|issue| issue.severity).max()
    }

    /// How many issues there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.issues.iter().filter(|issue| issue.severity == severity).count()
    }
}
