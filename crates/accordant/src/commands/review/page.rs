//! The review as a page: their paper beside the issues.

use accordant_agreement::Severity;
use accordant_document::annotated::{self, Annotated, Change, Fold, Note};
use accordant_document::model::Tone;
use accordant_document::read::Paper;
use accordant_lifecycle::review::{
    ChangeOfText, Decision, Issue, Outcome, Proposal, ReasonKind, Review, Round, Rung,
};

/// Most quotes of an issue that are marked in the text.
const MOST_MARKS: usize = 4;

/// Writes the page.
pub(super) fn write(review: &Review, paper: &Paper) -> String {
    let name = if review.title.is_empty() { &review.document } else { &review.title };
    let tone = match review.verdict.decision {
        Decision::Sign => Tone::Good,
        Decision::Negotiate => Tone::Caution,
        Decision::Escalate => Tone::Bad,
    };
    let mut summary: Vec<(Tone, String, String)> = review
        .mistakes
        .iter()
        .map(|mistake| {
            (Tone::Bad, format!("A classic mistake: {}.", mistake.title), mistake.message.clone())
        })
        .collect();
    summary.extend(
        review
            .verdict
            .reasons
            .iter()
            .filter(|reason| !review.mistakes.iter().any(|mistake| mistake.message == **reason))
            .map(|reason| (tone, String::new(), reason.clone())),
    );
    let count = |severity| review.count(severity).to_string();
    annotated::write(&Annotated {
        title: format!("Review of {name}"),
        facts: vec![
            ("Recommendation".into(), decision(review.verdict.decision).to_owned()),
            ("Must change".into(), count(Severity::Error)),
            ("Should change".into(), count(Severity::Warning)),
            ("Could change".into(), count(Severity::Advice)),
            ("Document".into(), review.document.clone()),
            ("Law as of".into(), review.as_of.to_string()),
        ],
        summary,
        folds: review.round.as_ref().map(tell_round).unwrap_or_default(),
        paper,
        notes: review.issues.iter().enumerate().map(|(at, issue)| note(at + 1, issue)).collect(),
        footer: "Confidential: for our side only. Not legal advice.".to_owned(),
    })
}

/// What they answered, every change that nobody marked, and those that they marked.
fn tell_round(round: &Round) -> Vec<Fold> {
    let answers = round.asks.iter().filter_map(|ask| {
        let (tone, what) = match ask.outcome {
            Outcome::Rejected => (Tone::Bad, "rejected"),
            Outcome::Countered => (Tone::Caution, "in other words"),
            Outcome::Open | Outcome::Accepted => return None,
        };
        let name = match ask.place.as_str() {
            "" => format!("{}, {what}", ask.title),
            place => format!("{}, {what} ({place}):", ask.title),
        };
        Some((tone, name, ask.marked.clone()))
    });
    let silent = round
        .silent
        .iter()
        .map(|change| (Tone::Bad, format!("{}:", change.place), change.marked.clone()));
    let marked = round.marked.iter().map(|change| {
        (Tone::Info, format!("{}, {}:", change.author, change.place), change.in_marks())
    });
    let folds = [
        ("Changed without a mark", true, silent.collect::<Vec<_>>()),
        ("Answers to what we asked for", false, answers.collect()),
        ("Changed by them with a mark", false, marked.collect()),
    ];
    folds
        .into_iter()
        .filter(|(.., entries)| !entries.is_empty())
        .map(|(title, is_open, entries)| Fold { title: title.to_owned(), is_open, entries })
        .collect()
}

/// A decision as a recommendation.
pub(super) fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Sign => "Sign",
        Decision::Negotiate => "Negotiate",
        Decision::Escalate => "Escalate",
    }
}

/// A severity as a negotiator says it, and the colour of its cell.
pub(super) fn weight(severity: Severity) -> (&'static str, u32) {
    match severity {
        Severity::Error => ("must change", 0xFCEBEA),
        Severity::Warning => ("should change", 0xFFF4DC),
        Severity::Advice | Severity::Note => ("could change", 0xE8F1FB),
    }
}

fn note(number: usize, issue: &Issue) -> Note {
    let tone = match issue.severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Caution,
        Severity::Advice | Severity::Note => Tone::Info,
    };
    let mut lines = vec![("".to_owned(), sentence(&issue.message))];
    if issue.proposal.is_none() {
        lines.push(("Wording".to_owned(), issue.wording.clone()));
    }
    for reason in &issue.why {
        let name = match reason.kind {
            ReasonKind::Law => "Law",
            ReasonKind::Policy => "Policy",
            ReasonKind::Playbook => "Playbook",
            ReasonKind::Risk => "Risk",
            ReasonKind::Practice => "Why",
        };
        let text = match reason.kind {
            ReasonKind::Practice | ReasonKind::Risk => reason.text.clone(),
            _ => format!("{}: {}", reason.citation, reason.text),
        };
        lines.push((name.to_owned(), text));
    }
    lines.push(("Fallback".to_owned(), rungs(&issue.fallback)));
    lines.push(("Walk away from".to_owned(), rungs(&issue.walk_away)));
    lines.push(("Trade".to_owned(), issue.trade.clone()));
    lines.push(("Read as".to_owned(), issue.because.clone()));
    Note {
        id: format!("issue-{}", issue.id.replace('.', "-")),
        tone,
        title: format!("{number}. {}", issue.title),
        badge: weight(issue.severity).0.to_owned(),
        place: issue.place.clone(),
        quotes: issue.quotes.iter().take(MOST_MARKS).map(|quote| quote.start..quote.end).collect(),
        changes: issue.proposal.iter().flat_map(list_changes).collect(),
        lines,
    }
}

fn list_changes(proposal: &Proposal) -> Vec<Change> {
    let first = match &proposal.change {
        ChangeOfText::Replace { start, end, with, .. } => {
            Change::Replace(*start..*end, with.clone())
        }
        ChangeOfText::Insert { place, heading, paragraphs } => {
            Change::InsertAfter(place.last, heading.clone(), paragraphs.clone())
        }
    };
    let strikes = proposal
        .strikes
        .iter()
        .map(|strike| Change::Replace(strike.start..strike.end, String::new()));
    std::iter::once(first).chain(strikes).collect()
}

fn rungs(rungs: &[Rung]) -> String {
    rungs.iter().map(|rung| sentence(&rung.says)).collect::<Vec<_>>().join(" ")
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let start = chars.next().map_or_else(String::new, |first| first.to_uppercase().collect());
    let whole = start + chars.as_str();
    if whole.ends_with(['.', '?', '!']) { whole } else { format!("{whole}.") }
}
