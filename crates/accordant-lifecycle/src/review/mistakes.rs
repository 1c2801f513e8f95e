//! The classic mistakes, looked for in their paper: the rules that look for them in our file, with
//! what the paper decides in place of what the file decides.

use accordant_packs::entry::Rule;
use accordant_packs::{Scope, Truth};
use serde::Serialize;

use super::Ours;
use super::offered::Offers;
use crate::words::sentence;

/// A classic mistake that a paper makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// Id of the rule.
    pub rule: String,
    /// What is wrong.
    pub title: String,
    /// What follows.
    pub message: String,
    /// The provisions that would mend it.
    pub provisions: Vec<String>,
}

/// The fact that a paper changes.
const DECIDED: &str = "decided";

/// Finds the mistakes.
pub(super) fn find_mistakes(ours: Ours<'_>, offers: &Offers) -> Vec<Mistake> {
    let mut facts = ours.assessment.facts.whole.clone();
    facts.remove(DECIDED);
    for (provision, offer) in offers {
        if offer.is_ok() {
            facts.insert_word(DECIDED, provision, None);
        }
    }
    let scope = Scope { whole: &facts, item: None, vocabulary: &ours.packs.vocabulary };
    let holds = |rule: &&Rule| {
        rule.mistake
            && rule.each.is_none()
            && rule.when.as_ref().is_some_and(|when| {
                let verdict = when.decide(scope);
                verdict.truth == Truth::Yes
                    && verdict.reasons.iter().any(|reason| reason.fact == DECIDED)
            })
    };
    ours.packs
        .rules
        .values()
        .filter(holds)
        .map(|rule| Mistake {
            rule: rule.id.clone(),
            title: rule.title.replace("The agreement", "Their paper"),
            message: sentence(&rule.message.replace("the agreement `{name}`", "their paper")),
            provisions: named_provisions(ours, &rule.help),
        })
        .collect()
}

/// The provisions that a rule's help names.
fn named_provisions(ours: Ours<'_>, help: &str) -> Vec<String> {
    let words = help.split(['`', '"', '\\']);
    words.filter(|word| ours.packs.provisions.contains_key(*word)).map(str::to_owned).collect()
}
