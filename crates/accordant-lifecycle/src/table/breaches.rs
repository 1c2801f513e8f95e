//! Where terms of the file break what is required, and where demands break each other.

use accordant_agreement::file::Term;
use accordant_agreement::{At, Severity};
use accordant_packs::entry::Provision;
use accordant_packs::parse_parameter;

use super::{Demand, DemandKind, Required, bound_in_words};
use crate::finding::Finding;

/// A finding when no position satisfies all demands; it shows every one of them.
pub(super) fn find_conflict(provision: &Provision, required: &Required) -> Option<Finding> {
    let binding: Vec<&Demand> =
        required.demands.iter().filter(|demand| !demand.voluntary).collect();
    let all_agree = provision
        .positions
        .iter()
        .any(|position| binding.iter().all(|demand| demand.positions.contains(&position.id)));
    if all_agree || binding.is_empty() {
        return None;
    }
    let sides: Vec<_> = binding
        .iter()
        .map(|demand| format!("{} wants {}", demand.citation, demand.positions.join(" or ")))
        .collect();
    let law_agrees = !required.positions.is_empty();
    let has_policy = binding.iter().any(|demand| demand.kind == DemandKind::Policy);
    let help = if law_agrees && has_policy {
        "the draft follows the law; change the policy, or record an exception with `[[accepted]]`"
    } else {
        "ask a lawyer which demand goes before the other, and record the choice in `[terms]`"
    };
    let mut finding = Finding::new(
        "terms/conflicting-demands",
        Severity::Error,
        format!("no position of `{}` satisfies every demand: {}", provision.id, sides.join("; ")),
    )
    .help(help);
    finding.of = Some(provision.id.clone());
    finding.sources = binding.iter().map(|demand| demand.citation.clone()).collect();
    Some(finding)
}

/// Findings where a term of the file is not what is required.
pub(super) fn find_breaches(
    provision: &Provision,
    term: &At<Term>,
    required: &Required,
    findings: &mut Vec<Finding>,
) {
    let position = term.position.as_str();
    for demand in required.demands.iter().filter(|demand| demand.counts_alone()) {
        if !demand.positions.iter().any(|accepted| accepted == position) {
            let mut finding = Finding::new(
                demand.source.clone(),
                Severity::Error,
                format!(
                    "`{}` is `{position}`, which {} does not allow: {}",
                    provision.id, demand.citation, demand.why
                ),
            )
            .help(format!(
                "set `[terms] \"{}\"` to {}",
                provision.id,
                quote_list(&demand.positions)
            ))
            .spans([term.position.span])
            .source(demand.citation.clone());
            finding.of = Some(provision.id.clone());
            findings.push(finding);
        }
    }
    for (name, bound, citation) in &required.bounds {
        let (Some(parameter), Some(stated)) = (provision.params.get(name), term.values.get(name))
        else {
            continue;
        };
        let Ok(value) = parse_parameter(parameter, stated) else { continue };
        if value.keeps(parameter, bound) == Some(false) {
            let source = required
                .demands
                .iter()
                .find(|demand| demand.citation == *citation && demand.counts_alone())
                .map(|demand| demand.source.as_str());
            // A limit has findings of its own.
            let Some(source) = source else { continue };
            let mut finding = Finding::new(
                source,
                Severity::Error,
                format!(
                    "`{name}` of `{}` is {value}; {citation} wants {}",
                    provision.id,
                    bound_in_words(bound)
                ),
            )
            .help(format!("set `{name}` to {}", bound_in_words(bound)))
            .spans([stated.span])
            .source(citation.clone());
            finding.of = Some(provision.id.clone());
            findings.push(finding);
        }
    }
}

pub(super) fn quote_list(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ")
}

impl Demand {
    /// Whether its breach is a finding here: it binds, and is no constraint, which has its own.
    fn counts_alone(&self) -> bool {
        !self.voluntary && !self.source.starts_with("constraints/")
    }
}
