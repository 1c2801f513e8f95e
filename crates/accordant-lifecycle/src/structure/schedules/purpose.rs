//! The use case, the intended purpose and the risk class.

use accordant_agreement::At;
use accordant_document::model::{Block, Cell};
use accordant_packs::ItemKind;

use super::Desk;
use super::grid::{cell, facts, gap, join, lines, listed, needed, stated};
use crate::dates::long_date;

pub(super) fn describe_purpose(desk: &Desk<'_>) -> Vec<Block> {
    let use_case = &desk.agreement.use_case;
    let places = (!use_case.regions.is_empty()).then(|| join(&use_case.regions));
    let is_critical = use_case.critical_function.as_ref().is_some_and(|flag| flag.value);
    let class_heading = format!("Risk class on {}", long_date(desk.assessment.as_of));
    facts(
        "purpose.use",
        "The use",
        vec![
            ("Use Case", cell(use_case.summary.value.clone())),
            ("Intended Purpose", cell(use_case.intended_purpose.value.clone())),
            ("Value for the business", stated(&use_case.business_value)),
            ("Users", list(&use_case.users, "who uses the system")),
            ("People affected", list(&use_case.affected, "who is affected by the system")),
            ("Prohibited uses", list(&use_case.prohibited_uses, "uses that the parties rule out")),
            (
                "Foreseeable misuse",
                list(&use_case.foreseeable_misuse, "misuse that can be foreseen"),
            ),
            ("Places of use", needed(places, "places of use")),
            ("Output is also used in", listed(&use_case.output_used_in)),
            (
                "Critical function",
                is_critical.then(|| Cell::new("The use supports a critical or important function")),
            ),
            (class_heading.as_str(), list_classes(desk)),
        ],
    )
}

fn list(values: &[At<String>], what: &str) -> Option<Cell> {
    let text: Vec<String> =
        values.iter().map(|value| value.trim_end_matches('.').to_owned()).collect();
    if text.is_empty() { Some(gap(what)) } else { cell(text.join("; ")) }
}

/// The risk class of each system, with what makes it so and the day.
fn list_classes(desk: &Desk<'_>) -> Option<Cell> {
    let assessment = desk.assessment;
    let mut shown: Vec<Option<String>> = Vec::new();
    for class in &assessment.classifications {
        if class.kind != Some(ItemKind::System) || !class.fact.ends_with("risk-class") {
            continue;
        }
        let because = if class.citation.is_empty() { &class.title } else { &class.citation };
        let value = class.value.replace('-', " ").replace("gpai", "GPAI");
        let line = format!("{}: {value} ({because})", class.name);
        if !shown.contains(&Some(line.clone())) {
            shown.push(Some(line));
        }
    }
    lines(shown)
}
