//! `pack show`: one entry as a page for reading.

use accordant_agreement::find_nearest;
use accordant_packs::Packs;
use accordant_packs::entry::Review;

use super::{show_ask, show_house, show_law, show_wording};
use crate::failure::Failure;
use crate::terminal::{bad, caution, clean, faint, good, heading, strong, wrap};

/// Shows the entry with this id, whatever its kind.
///
/// **Errors:** [`Failure::Asked`] when there is none, with the nearest id.
pub(super) fn show(packs: &Packs, id: &str) -> Result<String, Failure> {
    let page = None
        .or_else(|| packs.regimes.get(id).map(|entry| show_law::regime(packs, entry)))
        .or_else(|| packs.obligations.get(id).map(|entry| show_law::obligation(packs, entry)))
        .or_else(|| find_by_code(packs, id))
        .or_else(|| packs.classes.get(id).map(|entry| show_law::class(packs, entry)))
        .or_else(|| packs.provisions.get(id).map(|entry| show_wording::provision(packs, entry)))
        .or_else(|| packs.rules.get(id.trim_start_matches("rules/")).map(show_law::rule))
        .or_else(|| packs.risks.get(id).map(|entry| show_law::risk(packs, entry)))
        .or_else(|| {
            let id = id.trim_start_matches("constraints/");
            packs.constraints.get(id).map(|entry| show_house::constraint(packs, entry))
        })
        .or_else(|| packs.papers.get(id).map(|entry| show_house::form(packs, entry)))
        .or_else(|| packs.playbooks.get(id).map(show_house::playbook))
        .or_else(|| packs.questionnaires.get(id).map(show_ask::questionnaire))
        .or_else(|| packs.questions.get(id).map(show_ask::question))
        .or_else(|| {
            let id = id.trim_start_matches("explainability/");
            packs.explanations.get(id).map(show_ask::explanation)
        })
        .or_else(|| find_term(packs, id))
        .or_else(|| packs.forms.get(id).map(show_wording::form))
        .or_else(|| packs.checklists.get(id).map(show_law::checklist))
        .or_else(|| packs.vocabulary.0.get(id).map(|entry| show_law::fact(id, entry)))
        .or_else(|| packs.schedules.get(id).map(show_wording::schedule));
    page.map(|mut page| {
        page.push('\n');
        page
    })
    .ok_or_else(|| not_found(packs, id))
}

/// An obligation by the code that findings carry: `<regime>/<obligation>`.
fn find_by_code(packs: &Packs, code: &str) -> Option<String> {
    let (regime, id) = code.split_once('/')?;
    let obligation = packs.obligations.get(id).filter(|entry| entry.regime == regime)?;
    Some(show_law::obligation(packs, obligation))
}

fn find_term(packs: &Packs, word: &str) -> Option<String> {
    packs
        .definitions
        .values()
        .find(|entry| entry.term.eq_ignore_ascii_case(word))
        .map(show_wording::definition)
}

fn not_found(packs: &Packs, id: &str) -> Failure {
    let known = packs
        .regimes
        .keys()
        .chain(packs.obligations.keys())
        .chain(packs.classes.keys())
        .chain(packs.provisions.keys())
        .chain(packs.rules.keys())
        .chain(packs.risks.keys())
        .chain(packs.constraints.keys())
        .chain(packs.papers.keys())
        .chain(packs.playbooks.keys())
        .chain(packs.questionnaires.keys())
        .chain(packs.questions.keys())
        .chain(packs.explanations.keys())
        .chain(packs.definitions.keys())
        .chain(packs.forms.keys())
        .chain(packs.checklists.keys())
        .chain(packs.vocabulary.0.keys())
        .chain(packs.schedules.keys())
        .map(String::as_str);
    let help = match find_nearest(id, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "`accordant pack list` counts the kinds, `accordant pack list provisions` lists one"
                .to_owned()
        }
    };
    Failure::asked(format!("the packs have no entry `{id}`"), help)
}

/// Title lines of a page.
pub(super) fn head(id: &str, title: &str) -> String {
    format!("{} {}", strong(&clean(title)), faint(&clean(id)))
}

/// A titled section; empty when it holds nothing.
pub(super) fn section(title: &str, body: &str) -> String {
    if body.trim().is_empty() { String::new() } else { format!("{}\n\n{body}", heading(title)) }
}

/// Joins what is not empty.
pub(super) fn join(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A label with a text that wraps under itself.
pub(super) fn field(label: &str, text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lead = format!("  {:<14} ", label);
    wrap(&clean(&flat), &lead, &" ".repeat(17))
}

/// Joins fields that are not empty.
pub(super) fn fields(all: impl IntoIterator<Item = String>) -> String {
    all.into_iter().filter(|field| !field.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The state of review, with a plain word on what it is worth.
pub(super) fn review(review: &Review) -> String {
    let state = review.state.as_str();
    let (words, tone): (&str, fn(&str) -> String) = match state {
        "verified" => ("verified: the primary text was read", good),
        "secondary" => ("secondary: reliable secondary sources were read", caution),
        "outline" => ("outline: headings only; confirm before relying on it", caution),
        _ => ("memory: not checked; confirm before relying on it", bad),
    };
    let words = format!("{words}; as of {}, next by {}", review.as_of, review.next);
    let lead = format!("  {:<14} ", "Checked");
    tone(&wrap(&words, &lead, &" ".repeat(17)))
}
