//! Which position we propose for a provision, and with which values.

use std::collections::BTreeMap;

use accordant_agreement::At;
use accordant_agreement::file::{Agreement, Term};
use accordant_packs::entry::{Bound, Position, Provision, Stance};
use accordant_packs::{ParameterValue, Scope, parse_parameter, parse_parameter_text};

use super::{Advice, Chosen, ChosenBy, Required};

/// Everything that speaks on what to propose, in order of precedence: the file, the law and
/// policy, our playbook, our side's preference on the ladder.
pub(super) struct Order<'a> {
    pub(super) agreement: &'a Agreement,
    pub(super) provision: &'a Provision,
    pub(super) facts: Scope<'a>,
    pub(super) term: Option<&'a At<Term>>,
    pub(super) required: Option<&'a Required>,
    pub(super) advice: Option<&'a Advice>,
}

/// Chooses; `None` when the draft stays silent on this provision.
pub(super) fn choose(order: &Order<'_>) -> Option<Chosen> {
    choose_by(order, false)
}

/// Chooses for a provision that the paper carries whether or not something asks for it.
pub(super) fn choose_anyway(order: &Order<'_>) -> Option<Chosen> {
    choose_by(order, true)
}

fn choose_by(order: &Order<'_>, anyway: bool) -> Option<Chosen> {
    let provision = order.provision;
    let mut parameters = provision.defaults();
    if let Some(advice) = order.advice {
        for (name, text) in &advice.values {
            let parameter = provision.params.get(name)?;
            parameters.insert(name.clone(), parse_parameter_text(parameter, text).ok()?);
        }
    }
    if let Some(term) = order.term {
        let position = provision.find_position(&term.position)?;
        for (name, value) in &term.values {
            let parameter = provision.params.get(name)?;
            parameters.insert(name.clone(), parse_parameter(parameter, value).ok()?);
        }
        let stated: Vec<&String> = term.values.keys().collect();
        return Some(finish(order, position, parameters, ChosenBy::File, &stated));
    }
    let allowed: &[String] = order.required.map(|r| r.positions.as_slice()).unwrap_or_default();
    let is_allowed = |id: &str| allowed.is_empty() || allowed.iter().any(|known| known == id);
    let asked = order.required.is_some_and(Required::asks);
    if let Some(advice) = order.advice
        && let Some(id) = advice.acceptable().find(|id| is_allowed(id))
    {
        let position = provision.find_position(id)?;
        let by = if asked { ChosenBy::Requirement } else { ChosenBy::Playbook };
        return Some(finish(order, position, parameters, by, &[]));
    }
    let is_adopter = order.agreement.is_adopters_pen();
    let stance = |position: &Position| if is_adopter { position.adopter } else { position.partner };
    let mut candidates: Vec<&Position> =
        provision.positions.iter().filter(|position| is_allowed(&position.id)).collect();
    if !is_adopter {
        candidates.reverse();
    }
    let best = candidates.into_iter().min_by_key(|position| stance(position))?;
    let partnership_type = order.agreement.header.partnership_type.as_str();
    let by = if asked {
        ChosenBy::Requirement
    } else if anyway
        || provision.is_usual(partnership_type, order.facts) && stance(best) != Stance::WalkAway
    {
        ChosenBy::Preference
    } else {
        return None;
    };
    Some(finish(order, best, parameters, by, &[]))
}

/// Applies the bounds to parameters that the file does not state, and lists those without value.
fn finish(
    order: &Order<'_>,
    position: &Position,
    mut parameters: BTreeMap<String, ParameterValue>,
    by: ChosenBy,
    stated: &[&String],
) -> Chosen {
    let provision = order.provision;
    let mut moved = BTreeMap::new();
    for (name, bound, citation) in order.required.map(|r| r.bounds.as_slice()).unwrap_or_default() {
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
