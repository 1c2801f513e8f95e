//! The table of positions: one row a provision, a column for what is required and what is proposed.

use std::collections::BTreeMap;

use accordant_agreement::file::{Agreement, Term};
use accordant_agreement::{At, Diagnostic, Severity, find_nearest};
use accordant_packs::entry::{Bound, Position, Provision, Stance};
use accordant_packs::{FactSet, Packs, ParameterValue, Scope, parse_parameter, parse_parameter_text};
use serde::Serialize;

use crate::finding::Finding;

/// The table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table {
    /// Rows in the order of the agreement.
    pub rows: Vec<Row>,
}

/// One provision.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Id of the provision.
    pub provision: String,
    /// Its title.
    pub title: String,
    /// What law, standards and policy demand.
    pub required: Option<Required>,
    /// What we ask for; `None` when the draft is silent.
    pub proposed: Option<Chosen>,
}

/// What a provision must say.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Required {
    /// Positions that satisfy every demand, best first. Empty when demands conflict.
    pub positions: Vec<String>,
    /// Bounds on parameters, with the citation of each.
    pub bounds: Vec<(String, Bound, String)>,
    /// The demands.
    pub demands: Vec<Demand>,
}

/// One demand on a provision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Demand {
    /// Id of the obligation or policy.
    pub source: String,
    /// Its citation.
    pub citation: String,
    /// Why.
    pub why: String,
    /// Positions it accepts.
    pub positions: Vec<String>,
    /// Whether it is a recommendation only.
    pub voluntary: bool,
}

/// What each provision is asked for: demands with their bounds on parameters.
pub(crate) type Demands = BTreeMap<String, Vec<(Demand, BTreeMap<String, Bound>)>>;

/// A position chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Chosen {
    /// The position.
    pub position: String,
    /// Its parameters.
    pub parameters: BTreeMap<String, ParameterValue>,
    /// Parameters that the wording uses and that have no value: gaps of the draft.
    pub unknown: Vec<String>,
    /// What chose it.
    pub by: ChosenBy,
    /// Parameters that a bound has moved away from their default, with the citation.
    pub moved: BTreeMap<String, String>,
}

/// What chose a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChosenBy {
    /// The file's `[terms]`.
    File,
    /// A demand of law or policy.
    Requirement,
    /// Our side's preference, as the provision's ladder has it.
    Preference,
}

impl Table {
    /// The row of a provision.
    pub fn find(&self, provision: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.provision == provision)
    }

    /// The position proposed for a provision.
    pub fn proposed(&self, provision: &str) -> Option<&Chosen> {
        self.find(provision)?.proposed.as_ref()
    }
}

/// Checks that `[terms]` names provisions, positions and parameters that exist and fit.
pub(crate) fn check_terms(agreement: &Agreement, packs: &Packs) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (id, term) in agreement.terms.iter().flat_map(|terms| &terms.0) {
        let Some(provision) = packs.provisions.get(id) else {
            let near = find_nearest(id, packs.provisions.keys().map(String::as_str));
            faults.push(
                Diagnostic::error(
                    "terms/unknown-provision",
                    term.key,
                    format!("there is no provision `{id}`"),
                )
                .label("not a provision")
                .help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`accordant pack list provisions` lists them".to_owned(),
                }),
            );
            continue;
        };
        check_term(provision, term, agreement, &mut faults);
    }
    faults
}

fn check_term(
    provision: &Provision,
    term: &At<Term>,
    agreement: &Agreement,
    faults: &mut Vec<Diagnostic>,
) {
    let id = &provision.id;
    let partnership_type = agreement.header.partnership_type.as_str();
    if !provision.types.iter().any(|known| known == partnership_type) {
        faults.push(
            Diagnostic::error(
                "terms/wrong-type",
                term.key,
                format!("`{id}` has no wording for a partnership of type `{partnership_type}`"),
            )
            .label("not for this type")
            .help(format!("it serves: {}", provision.types.join(", "))),
        );
    }
    let position = term.position.as_str();
    if position != "absent" && provision.find_position(position).is_none() {
        let known: Vec<_> = provision.positions.iter().map(|p| p.id.as_str()).collect();
        let help = match find_nearest(position, known.iter().copied()) {
            Some(near) => {
                format!("did you mean `{near}`? The positions: {}, absent", known.join(", "))
            }
            None => format!("choose one of: {}, absent", known.join(", ")),
        };
        faults.push(
            Diagnostic::error(
                "terms/unknown-position",
                term.position.span,
                format!("`{id}` has no position `{position}`"),
            )
            .label("not a position of this provision")
            .help(help),
        );
    }
    for (name, value) in &term.values {
        let Some(parameter) = provision.params.get(name) else {
            let known = provision.params.keys().map(String::as_str);
            let help = match find_nearest(name, known.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if provision.params.is_empty() => {
                    "this provision has no parameters".to_owned()
                }
                None => format!("it has: {}", known.collect::<Vec<_>>().join(", ")),
            };
            faults.push(
                Diagnostic::error(
                    "terms/unknown-parameter",
                    value.span,
                    format!("`{id}` has no parameter `{name}`"),
                )
                .label("not a parameter of this provision")
                .help(help),
            );
            continue;
        };
        if let Err(message) = parse_parameter(parameter, value) {
            faults.push(
                Diagnostic::error(
                    "terms/bad-parameter",
                    value.span,
                    format!("`{name}` of `{id}`: {message}"),
                )
                .label(parameter.about.clone())
                .help(match parameter.usual.as_slice() {
                    [] => "write the value with its unit in quotes".to_owned(),
                    usual => format!("usual values: {}", usual.join(" to ")),
                }),
            );
        }
    }
}

/// Builds the table and finds where the file's terms break what is required.
pub(crate) fn build_table(
    agreement: &Agreement,
    packs: &Packs,
    facts: &FactSet,
    demands: &Demands,
    findings: &mut Vec<Finding>,
) -> Table {
    let scope = Scope { whole: &facts.whole, item: None, vocabulary: &packs.vocabulary };
    let partnership_type = agreement.header.partnership_type.as_str();
    let mut provisions: Vec<&Provision> = packs
        .provisions
        .values()
        .filter(|provision| provision.types.iter().any(|known| known == partnership_type))
        .collect();
    provisions.sort_by_key(|provision| {
        (section_place(&provision.section), provision.order, &provision.id)
    });
    let mut rows = Vec::new();
    for provision in provisions {
        let required = demands.get(&provision.id).map(|asked| merge_demands(provision, asked));
        let term = agreement.terms.as_ref().and_then(|terms| terms.0.get(&provision.id));
        if let (Some(term), Some(required)) = (term, &required) {
            find_breaches(provision, term, required, findings);
        }
        if let Some(required) = &required
            && required.positions.is_empty()
            && required.demands.iter().any(|demand| !demand.voluntary)
        {
            findings.push(find_conflict(provision, required));
        }
        let proposed = choose(agreement, provision, scope, term, required.as_ref());
        if required.is_some() || proposed.is_some() || term.is_some() {
            rows.push(Row {
                provision: provision.id.clone(),
                title: provision.title.clone(),
                required,
                proposed,
            });
        }
    }
    Table { rows }
}

fn section_place(section: &str) -> usize {
    accordant_packs::SECTIONS.iter().position(|(id, _)| *id == section).unwrap_or(usize::MAX)
}

fn merge_demands(provision: &Provision, asked: &[(Demand, BTreeMap<String, Bound>)]) -> Required {
    let binding: Vec<_> = asked.iter().filter(|(demand, _)| !demand.voluntary).collect();
    let counted: Vec<_> = if binding.is_empty() { asked.iter().collect() } else { binding };
    let positions = provision
        .positions
        .iter()
        .map(|position| &position.id)
        .filter(|id| counted.iter().all(|(demand, _)| demand.positions.contains(id)))
        .cloned()
        .collect();
    let mut demands: Vec<_> = asked.iter().map(|(demand, _)| demand.clone()).collect();
    demands.sort();
    demands.dedup();
    let mut bounds = Vec::new();
    for (demand, params) in &counted {
        for (name, bound) in params {
            let entry = (name.clone(), bound.clone(), demand.citation.clone());
            if !bounds.contains(&entry) {
                bounds.push(entry);
            }
        }
    }
    Required { positions, bounds, demands }
}

fn find_conflict(provision: &Provision, required: &Required) -> Finding {
    let sides: Vec<_> = required
        .demands
        .iter()
        .filter(|demand| !demand.voluntary)
        .map(|demand| format!("{} wants {}", demand.citation, demand.positions.join(" or ")))
        .collect();
    let mut finding = Finding::new(
        "terms/conflicting-demands",
        Severity::Error,
        format!("no position of `{}` satisfies every demand: {}", provision.id, sides.join("; ")),
    )
    .help("ask a lawyer which demand goes before the other, and record the choice in `[terms]`");
    finding.of = Some(provision.id.clone());
    finding.sources = required.demands.iter().map(|demand| demand.citation.clone()).collect();
    finding
}

fn find_breaches(
    provision: &Provision,
    term: &At<Term>,
    required: &Required,
    findings: &mut Vec<Finding>,
) {
    let position = term.position.as_str();
    for demand in required.demands.iter().filter(|demand| !demand.voluntary) {
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
                .find(|demand| demand.citation == *citation)
                .map_or("terms/out-of-bounds", |demand| demand.source.as_str());
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

fn quote_list(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ")
}

/// A bound in words.
pub(crate) fn bound_in_words(bound: &Bound) -> String {
    match bound {
        Bound::AtMost(text) => format!("at most {text}"),
        Bound::AtLeast(text) => format!("at least {text}"),
        Bound::Equals(text) => text.clone(),
    }
}

fn choose(
    agreement: &Agreement,
    provision: &Provision,
    facts: Scope<'_>,
    term: Option<&At<Term>>,
    required: Option<&Required>,
) -> Option<Chosen> {
    if let Some(term) = term {
        let position = provision.find_position(&term.position)?;
        let mut parameters = provision.defaults();
        for (name, value) in &term.values {
            let parameter = provision.params.get(name)?;
            parameters.insert(name.clone(), parse_parameter(parameter, value).ok()?);
        }
        let stated: Vec<&String> = term.values.keys().collect();
        return Some(finish(provision, position, parameters, required, ChosenBy::File, &stated));
    }
    let is_adopter = agreement.is_adopters_pen();
    let stance = |position: &Position| if is_adopter { position.adopter } else { position.partner };
    let allowed = required.map(|required| required.positions.as_slice()).unwrap_or_default();
    let mut candidates: Vec<(usize, &Position)> = provision
        .positions
        .iter()
        .enumerate()
        .filter(|(_, position)| allowed.is_empty() || allowed.contains(&position.id))
        .collect();
    if !is_adopter {
        candidates.reverse();
    }
    let best = candidates.into_iter().map(|(_, position)| position).min_by_key(|p| stance(p))?;
    let by = if required.is_some() {
        ChosenBy::Requirement
    } else if provision.is_usual(agreement.header.partnership_type.as_str(), facts)
        && stance(best) != Stance::WalkAway
    {
        ChosenBy::Preference
    } else {
        return None;
    };
    Some(finish(provision, best, provision.defaults(), required, by, &[]))
}

/// Applies the bounds to parameters that the file does not state, and lists those without value.
fn finish(
    provision: &Provision,
    position: &Position,
    mut parameters: BTreeMap<String, ParameterValue>,
    required: Option<&Required>,
    by: ChosenBy,
    stated: &[&String],
) -> Chosen {
    let mut moved = BTreeMap::new();
    for (name, bound, citation) in required.map(|r| r.bounds.as_slice()).unwrap_or_default() {
        if stated.contains(&name) {
            continue;
        }
        let Some(parameter) = provision.params.get(name) else { continue };
        let keeps = parameters.get(name).and_then(|value| value.keeps(parameter, bound));
        if keeps != Some(true) {
            let (Bound::AtMost(text) | Bound::AtLeast(text) | Bound::Equals(text)) = bound;
            if let Ok(value) = parse_parameter_text(parameter, text) {
                parameters.insert(name.clone(), value);
                moved.insert(name.clone(), citation.clone());
            }
        }
    }
    let unknown = provision
        .params
        .keys()
        .filter(|name| !parameters.contains_key(*name) && position.uses_parameter(name))
        .cloned()
        .collect();
    Chosen { position: position.id.clone(), parameters, unknown, by, moved }
}
