//! The verdict: sign, negotiate or escalate, and why.

use accordant_agreement::Severity;
use accordant_packs::entry::Stance;
use serde::Serialize;

use super::judge::Ladder;
use super::mistakes::Mistake;
use super::rounds::{Ask, Outcome, Round};
use super::{Issue, Matter, Ours, PaperKind};

/// What to do with a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The decision.
    pub decision: Decision,
    /// Why, for people who do not read contracts.
    pub reasons: Vec<String>,
    /// Who must be asked, when somebody must.
    pub approvers: Vec<String>,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Nothing stands in the way.
    Sign,
    /// The changes are such as partners usually take.
    Negotiate,
    /// Somebody above must decide: what we need is what such partners usually refuse, or the law
    /// contradicts itself.
    Escalate,
}

impl Decision {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Negotiate => "negotiate",
            Self::Escalate => "escalate",
        }
    }
}

const NOTHING_BELOW: &str =
    "Nothing in the paper falls below what law, policy and our own positions ask for.";

/// Finds the verdict.
pub(super) fn find_verdict(ours: Ours<'_>, issues: &[Issue], mistakes: &[Mistake]) -> Verdict {
    let grave: Vec<&Issue> =
        issues.iter().filter(|issue| issue.severity == Severity::Error).collect();
    let open: Vec<&Issue> =
        issues.iter().filter(|issue| issue.severity == Severity::Warning).collect();
    let hard: Vec<&&Issue> = grave.iter().filter(|issue| is_refused(ours, issue)).collect();
    let mut reasons: Vec<String> = mistakes.iter().map(|mistake| mistake.message.clone()).collect();
    let mut approvers: Vec<String> = Vec::new();
    let decision = if hard.is_empty() {
        if grave.is_empty() && open.is_empty() { Decision::Sign } else { Decision::Negotiate }
    } else {
        Decision::Escalate
    };
    let name = |list: &[&&Issue]| -> String {
        let titles: Vec<String> =
            list.iter().take(4).map(|issue| super::judge::lower(&issue.title)).collect();
        let more = list.len().saturating_sub(4);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{rest}", titles.join(", "))
    };
    match decision {
        Decision::Sign => reasons.push(NOTHING_BELOW.to_owned()),
        Decision::Escalate => {
            reasons.push(format!(
                "We must have changes that partners of this kind rarely grant: {}.",
                name(&hard)
            ));
            for issue in &hard {
                let row = ours.assessment.table.find(&issue.id);
                let approver =
                    row.and_then(|row| row.playbook.as_ref()).map(|advice| advice.approver.clone());
                approvers.extend(approver.filter(|approver| !approvers.contains(approver)));
            }
        }
        Decision::Negotiate => {}
    }
    if decision != Decision::Sign {
        let must: Vec<&&Issue> = grave.iter().filter(|issue| !is_refused(ours, issue)).collect();
        if !must.is_empty() {
            reasons.push(format!(
                "We cannot sign without changes that partners usually accept: {}.",
                name(&must)
            ));
        }
        if !open.is_empty() {
            let open: Vec<&&Issue> = open.iter().collect();
            reasons.push(format!("Worth asking for as well: {}.", name(&open)));
        }
    }
    Verdict { decision, reasons, approvers }
}

/// Says what is to be looked for in another paper.
pub(super) fn name_elsewhere(kind: PaperKind, matters: &[Matter]) -> Option<String> {
    let count = match matters.len() {
        0 => return None,
        1 => "One thing that binds us is".to_owned(),
        count => format!("{count} things that bind us are"),
    };
    let name = kind.in_words();
    Some(format!("This is {name}. {count} to be looked for in the agreement that it belongs to."))
}

/// Adds what became of the last round.
pub(super) fn tell_round(verdict: &mut Verdict, round: &Round, issues: &[Issue]) {
    let count = |outcome| round.asks.iter().filter(|ask| ask.outcome == outcome).count();
    verdict.reasons.push(format!(
        "Of {} things that we asked for, {} are accepted, {} answered in other words, {} rejected \
         and {} still marked.",
        round.asks.len(),
        count(Outcome::Accepted),
        count(Outcome::Countered),
        count(Outcome::Rejected),
        count(Outcome::Open),
    ));
    if !round.silent.is_empty() {
        let what = match round.silent.len() {
            1 => "One change stands in the paper without a mark: it needs".to_owned(),
            many => format!("{many} changes stand in the paper without a mark: they need"),
        };
        verdict.reasons.push(format!("{what} an answer before anybody signs."));
    }
    // What the cues take for good enough is not yet what we asked for.
    let unsure: Vec<String> = round
        .asks
        .iter()
        .filter(|ask| is_answered(ask) && !issues.iter().any(|issue| issue.id == ask.id))
        .map(|ask| super::judge::lower(&ask.title))
        .collect();
    if !unsure.is_empty() {
        verdict.reasons.push(format!(
            "Their answer reads as good enough, in words that are not ours; a person must compare: {}.",
            unsure.join(", ")
        ));
    }
    let is_open =
        !round.silent.is_empty() || round.asks.iter().any(|ask| ask.outcome != Outcome::Accepted);
    if verdict.decision == Decision::Sign && is_open {
        verdict.decision = Decision::Negotiate;
        // Nothing falls below, and still they have not taken everything, or somebody must look.
        verdict.reasons.retain(|reason| reason != NOTHING_BELOW);
    }
}

fn is_answered(ask: &Ask) -> bool {
    matches!(ask.outcome, Outcome::Countered | Outcome::Rejected)
}

/// Whether the other side usually refuses everything that we could sign.
fn is_refused(ours: Ours<'_>, issue: &Issue) -> bool {
    let (Some(provision), Some(row)) =
        (ours.packs.provisions.get(&issue.id), ours.assessment.table.find(&issue.id))
    else {
        return false;
    };
    let ladder = Ladder { ours, provision, row };
    let conflict = row
        .required
        .as_ref()
        .is_some_and(|required| required.binds() && required.positions.is_empty());
    let takes = |id: &str| {
        provision.find_position(id).is_some_and(|position| {
            matches!(ladder.their_stance(position), Stance::Preferred | Stance::Acceptable)
        })
    };
    let ours_to_take =
        std::iter::once(&issue.ask).chain(&issue.fallback).map(|rung| rung.position.as_str());
    conflict || !ours_to_take.into_iter().any(takes)
}
