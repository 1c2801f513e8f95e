//! The review for reading in a terminal.

use accordant_agreement::Severity;
use accordant_lifecycle::review::{ChangeOfText, Decision, Issue, Outcome, Review, Round};

use crate::report::Source;
use crate::terminal::{
    bad, caution, clean, code, counted, cut, faint, good, heading, sign, strong, toned, width, wrap,
};

/// Most characters of a quote.
const MOST_QUOTE: usize = 320;
/// Most of their marked changes that are shown one by one.
const MOST_MARKED: usize = 12;

/// Shows a review.
pub(super) fn show(review: &Review, source: &Source) -> String {
    let verdict = super::page::decision(review.verdict.decision).to_uppercase();
    let verdict = match review.verdict.decision {
        Decision::Sign => good(&verdict),
        Decision::Negotiate => caution(&verdict),
        Decision::Escalate => bad(&verdict),
    };
    let name = if review.title.is_empty() { &review.document } else { &review.title };
    let mut text = format!("{}  {verdict}\n\n", strong(&clean(name)));
    for mistake in &review.mistakes {
        let words = format!(
            "{} {}",
            strong(&format!("{}.", clean(&mistake.title))),
            clean(&mistake.message)
        );
        text.push_str(&format!("{}\n", wrap(&words, &format!("  {} ", bad("!")), "    ")));
    }
    let reasons = review
        .verdict
        .reasons
        .iter()
        .filter(|reason| !review.mistakes.iter().any(|mistake| mistake.message == **reason));
    for reason in reasons {
        text.push_str(&format!("{}\n", wrap(&clean(reason), "  – ", "    ")));
    }
    text.push('\n');
    if let Some(round) = &review.round {
        text.push_str(&show_round(round));
    }
    let mut minor = String::new();
    for (place, issue) in review.issues.iter().enumerate() {
        if issue.severity >= Severity::Warning {
            text.push_str(&show_issue(place + 1, issue));
            continue;
        }
        let lead = format!("{:>4}. ", place + 1);
        minor.push_str(&format!("{}\n", wrap(&tell_minor(issue), &lead, "      ")));
    }
    if !minor.is_empty() {
        text.push_str(&format!("{}\n\n{minor}\n", heading("Could change as well")));
    }
    if !review.elsewhere.is_empty() {
        let titles: Vec<String> =
            review.elsewhere.iter().map(|matter| clean(&matter.title).to_string()).collect();
        text.push_str(&format!("{}\n\n", heading("To be looked for in another paper")));
        text.push_str(&format!("{}\n\n", wrap(&titles.join(" · "), "  ", "  ")));
    }
    if !review.unread.is_empty() {
        text.push_str(&format!("{}\n\n", heading("To be read by a person")));
        for entry in &review.unread {
            let words = format!(
                "{} {}",
                clean(&entry.question),
                faint(&clean(&entry.citations.join("; ")))
            );
            text.push_str(&format!("{}\n", wrap(&words, "  – ", "    ")));
        }
        text.push('\n');
    }
    let met = review
        .rows
        .iter()
        .filter(|row| row.standing <= accordant_lifecycle::review::Standing::Acceptable)
        .count();
    text.push_str(&format!(
        "{} in {}; {} stand as we need them\n{}\n",
        counted(review.issues.len(), "issue", "issues"),
        code(&clean(source.name())),
        counted(met, "provision", "provisions"),
        faint("Not legal advice.")
    ));
    text
}

/// What became of what we asked for, and what nobody marked.
fn show_round(round: &Round) -> String {
    let mut text = String::new();
    if round.asks.iter().any(|ask| ask.outcome < Outcome::Open) {
        text.push_str(&format!("{}\n\n", heading("What became of what we asked for")));
    }
    for ask in round.asks.iter().filter(|ask| ask.outcome < Outcome::Open) {
        let outcome = if ask.outcome == Outcome::Rejected {
            bad(ask.outcome.as_str())
        } else {
            caution(ask.outcome.as_str())
        };
        text.push_str(&format!(
            "  {outcome}  {}  {}\n",
            clean(&ask.title),
            faint(&cut(&clean(&ask.place), width() / 2))
        ));
        if !ask.marked.is_empty() {
            text.push_str(&format!("{}\n", wrap(&squeeze(&ask.marked), "    │ ", "    │ ")));
        }
    }
    if !round.silent.is_empty() {
        let title = format!("Changed without a mark: {}", round.silent.len());
        text.push_str(&format!("\n{}\n\n", heading(&title)));
        for change in &round.silent {
            text.push_str(&format!("  {} {}\n", bad("!"), clean(&change.place)));
            text.push_str(&format!("{}\n", wrap(&squeeze(&change.marked), "    │ ", "    │ ")));
        }
    }
    if !round.marked.is_empty() {
        let title = format!("Changed by them with a mark: {}", round.marked.len());
        text.push_str(&format!("\n{}\n\n", heading(&title)));
        for change in round.marked.iter().take(MOST_MARKED) {
            let words = cut(&squeeze(&change.in_marks()), MOST_QUOTE);
            let place = if change.place.is_empty() { "the paper" } else { &change.place };
            let who = faint(&format!("{} · {}", clean(&change.author), clean(place)));
            text.push_str(&format!("  {who}\n{}\n", wrap(&words, "    │ ", "    │ ")));
        }
        let more = round.marked.len().saturating_sub(MOST_MARKED);
        if more > 0 {
            text.push_str(&format!("  {}\n", faint(&format!("… and {more} more in the files"))));
        }
    }
    text + "\n"
}

fn squeeze(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    clean(&words)
}

/// An issue in one sentence.
fn tell_minor(issue: &Issue) -> String {
    let title = strong(&clean(&issue.title));
    if issue.code == "review/missing" {
        return format!("{title} (missing): {}", clean(&issue.ask.says));
    }
    let message = issue.message.strip_prefix(&format!("{}: ", issue.title));
    format!("{title}: {}", clean(message.unwrap_or(&issue.message)))
}

fn show_issue(number: usize, issue: &Issue) -> String {
    let (weight, _) = super::page::weight(issue.severity);
    let lead = format!("{number}. ");
    let title = format!(
        "{}  {}",
        strong(&clean(&issue.title)),
        toned(issue.severity, &format!("{} {weight}", sign(issue.severity)))
    );
    let mut text = format!("{lead}{title}\n");
    if !issue.place.is_empty() {
        text.push_str(&format!(
            "   {}\n",
            faint(&cut(&clean(&issue.place), width().saturating_sub(4)))
        ));
    }
    text.push_str(&format!("{}\n", wrap(&clean(&sentence(&issue.message)), "   ", "   ")));
    for quote in issue.quotes.iter().take(2) {
        let words: String = quote.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = words.chars().take(MOST_QUOTE).collect();
        let more = if shown.len() < words.len() { "…" } else { "" };
        text.push_str(&format!(
            "{}\n",
            wrap(&clean(&format!("“{shown}{more}”")), "   │ ", "   │ ")
        ));
    }
    let how = match issue.proposal.as_ref().map(|proposal| &proposal.change) {
        Some(ChangeOfText::Replace { .. }) => "replaced by",
        Some(ChangeOfText::Insert { .. }) => "inserted",
        None => "wording",
    };
    let words: String = issue.wording.split_whitespace().collect::<Vec<_>>().join(" ");
    text.push_str(&format!(
        "{}\n",
        wrap(&clean(&words), &format!("   {} {how}: ", good("+")), "     ")
    ));
    let grounds: Vec<&str> = issue
        .why
        .iter()
        .filter(|reason| reason.kind == accordant_lifecycle::review::ReasonKind::Law)
        .map(|reason| reason.citation.as_str())
        .collect();
    if !grounds.is_empty() {
        text.push_str(&format!("{}\n", faint(&wrap(&clean(&grounds.join("; ")), "   ", "   "))));
    }
    text.push('\n');
    text
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let start: String =
        chars.next().map_or_else(String::new, |first| first.to_uppercase().collect());
    let whole = start + chars.as_str();
    if whole.ends_with(['.', '?', '!']) { whole } else { format!("{whole}.") }
}
