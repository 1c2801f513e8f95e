//! The chapters of what law makes of the systems and of the parties.

use accordant_agreement::file::Agreement;
use accordant_document::model::{Cell, Inline, Part, Text, Tone};
use accordant_packs::entry::ReviewState;

use super::duties::{reasons_in_words, standing_in_words};
use super::{chapter, note, paragraph, table};
use crate::assess::{Assessment, Classification};
use crate::words::short_name;

const ROLE: &str = "party-role";

/// The risk classes of the systems.
pub(super) fn list_classes(assessment: &Assessment) -> Part {
    let rows = assessment
        .classifications
        .iter()
        .filter(|class| class.fact != ROLE)
        .map(|class| {
            let tone = match class.value.as_str() {
                "prohibited" => Tone::Bad,
                "minimal" => Tone::Good,
                value if value.starts_with("high") => Tone::Caution,
                _ => Tone::Info,
            };
            vec![
                Cell::new(class.name.clone()),
                Cell::toned(class_name(&class.value), tone),
                Cell { text: grounds(class), tone: None },
                Cell::new(class.standing.as_ref().map_or(String::new(), standing_in_words)),
            ]
        })
        .collect::<Vec<_>>();
    let blocks = if rows.is_empty() {
        vec![paragraph("No law of the packs classes these systems by risk where they are used.")]
    } else {
        vec![
            table(
                "classes",
                "",
                &[("System", 18), ("Class", 18), ("Because", 46), ("Duties of the class", 26)],
                rows,
            ),
            note(
                "Derived from the facts of the file. A person confirms or changes a class with an override and a reason.",
            ),
        ]
    };
    chapter("classes", "Risk classes", blocks)
}

/// The roles that law gives the parties: stated, derived, or set by a person.
pub(super) fn list_roles(agreement: &Agreement, assessment: &Assessment) -> Part {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for party in &agreement.parties {
        let id = party.id.as_str();
        let derived: Vec<&Classification> = assessment
            .classifications
            .iter()
            .filter(|class| class.fact == ROLE && class.of.as_deref() == Some(id))
            .collect();
        for class in &derived {
            let (state, tone) = match (class.overridden.is_some(), class.stated, class.shift) {
                (true, _, _) => ("set by a person", Some(Tone::Info)),
                (_, true, _) => ("stated, and follows from the facts", Some(Tone::Good)),
                (_, _, true) => ("shifted to it by the facts", Some(Tone::Caution)),
                _ => ("follows from the facts", None),
            };
            rows.push(vec![
                Cell::new(short_name(agreement, id)),
                Cell::new(class.value.clone()),
                Cell { text: vec![Text::plain(state)], tone },
                Cell { text: grounds(class), tone: None },
            ]);
        }
        for role in &party.roles {
            if !derived.iter().any(|class| class.value == role.as_str()) {
                rows.push(vec![
                    Cell::new(short_name(agreement, id)),
                    Cell::new(role.as_str()),
                    Cell::new("stated"),
                    Cell::new("The file says so."),
                ]);
            }
        }
    }
    let blocks = if rows.is_empty() {
        vec![paragraph("The file states no role, and none follows from its facts.")]
    } else {
        vec![
            table(
                "roles",
                "",
                &[("Party", 16), ("Role", 18), ("How it is known", 24), ("Because", 50)],
                rows,
            ),
            note(
                "A role follows from what a party does, not from what a contract calls it. Confirm a role under `roles` of the party, or deny it with an override and a reason.",
            ),
        ]
    };
    chapter("roles", "Roles under law", blocks)
}

/// The explanations owed for each decision, and whether a method delivers them.
pub(super) fn list_explanations(assessment: &Assessment) -> Option<Part> {
    let rows: Vec<Vec<Cell>> = assessment
        .explanations
        .iter()
        .map(|due| {
            let mut what = vec![Text::plain(due.what.clone())];
            if !due.within.is_empty() {
                what.push(Text::plain(format!("Within: {}.", due.within)));
            }
            if !due.keep.is_empty() {
                what.push(Text::plain(format!("Kept for: {}.", due.keep)));
            }
            let unchecked = match due.review {
                ReviewState::Verified => String::new(),
                state => format!(" ({})", state.as_str()),
            };
            what.push(Text(vec![Inline::Emphasis(format!("{}{unchecked}", due.cites))]));
            let by = if due.is_met {
                Cell::toned(format!("delivered by {}", due.stated.join(", ")), Tone::Good)
            } else {
                Cell::toned(format!("needs {}", due.forms.join(" or ")), Tone::Caution)
            };
            vec![
                Cell::new(due.name.clone()),
                Cell::new(due.to.clone()),
                Cell { text: what, tone: None },
                by,
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        chapter(
            "explanations",
            "Explanations owed",
            vec![table(
                "explanations",
                "",
                &[("Decision", 20), ("To", 18), ("What", 46), ("Method", 24)],
                rows,
            )],
        )
    })
}

fn grounds(class: &Classification) -> Vec<Text> {
    if let Some(by) = &class.overridden {
        return vec![Text::plain(format!("Set by {by}: {}", class.title))];
    }
    let state = class.review.filter(|state| *state != ReviewState::Verified);
    let unchecked = state.map_or_else(String::new, |state| format!("; {}", state.as_str()));
    let mut grounds = vec![Text::plain(format!("{} ({}{unchecked})", class.title, class.citation))];
    if !class.reasons.is_empty() {
        grounds.push(Text(vec![Inline::Emphasis(reasons_in_words(&class.reasons))]));
    }
    grounds
}

/// The risk class in words.
fn class_name(value: &str) -> String {
    match value {
        "prohibited" => "Prohibited",
        "high-annex-iii" => "High risk (Annex III)",
        "high-annex-i-a" => "High risk (Annex I, section A)",
        "high-annex-i-b" => "High risk (Annex I, section B)",
        "transparency" => "Transparency duties",
        "gpai" => "General-purpose model",
        "gpai-systemic" => "General-purpose model with systemic risk",
        "minimal" => "Minimal risk",
        other => other,
    }
    .to_owned()
}
