//! Pages of questionnaires, common questions and standards of explanation.

use accordant_packs::entry::{CommonQuestion, ExplanationStandard, Questionnaire};

use super::show::{field, fields, head, join, review, section};
use super::show_law::condition;
use crate::terminal::{clean, faint, wrap};

pub(super) fn questionnaire(entry: &Questionnaire) -> String {
    let areas = entry.areas.iter().map(|area| {
        let questions: Vec<String> = area
            .questions
            .iter()
            .map(|question| {
                let fills = question.fills.as_ref().map_or_else(String::new, |place| {
                    format!("\n{}", faint(&format!("    fills {place}")))
                });
                format!("{}{fills}", wrap(&clean(&question.ask), "  · ", "    "))
            })
            .collect();
        section(&area.title, &questions.join("\n"))
    });
    let opening = [
        head(&entry.id, &entry.title),
        fields([field("For", &entry.about), review(&entry.review)]),
    ];
    join(opening.into_iter().chain(areas))
}

pub(super) fn question(entry: &CommonQuestion) -> String {
    join([
        head(&entry.id, &entry.ask),
        fields([
            field("Group", &entry.group),
            field("Answered by", &entry.provisions.join(", ")),
            field("When silent", &entry.silent),
            field("Types", &entry.types.join(", ")),
        ]),
    ])
}

pub(super) fn explanation(entry: &ExplanationStandard) -> String {
    let owed: Vec<String> = entry
        .owed
        .iter()
        .map(|owed| {
            fields([
                field("To", &owed.to),
                field("What", &owed.what),
                field("Methods", &owed.forms.join(", ")),
                field("Within", &owed.within),
                field("Kept for", &owed.keep),
                field("Cites", &owed.cites),
            ])
        })
        .collect();
    join([
        head(&format!("explainability/{}", entry.id), &entry.title),
        fields([review(&entry.review)]),
        section("For decisions", &condition(entry.when.as_ref())),
        section("Owed", &owed.join("\n\n")),
    ])
}
