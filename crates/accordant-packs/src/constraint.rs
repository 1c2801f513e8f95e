//! Whether what a draft says of a provision breaks a constraint.

use std::collections::BTreeMap;

use crate::entry::{Break, Provision};
use crate::wording::ParameterValue;

/// What a draft says of a provision; `None` when it is silent.
pub type ChosenPosition<'a> = Option<(&'a str, &'a BTreeMap<String, ParameterValue>)>;

/// Whether what is chosen for the break's provision is what the break describes.
pub fn breaks(entry: &Break, provision: &Provision, chosen: ChosenPosition<'_>) -> bool {
    let Some((position, values)) = chosen.filter(|(position, _)| *position != "absent") else {
        return entry.missing;
    };
    let named = entry.positions.is_empty() || entry.positions.iter().any(|known| known == position);
    if entry.params.is_empty() {
        return named && !entry.positions.is_empty();
    }
    let beyond = entry.params.iter().any(|(name, bound)| {
        provision.params.get(name).is_some_and(|parameter| {
            values.get(name).and_then(|value| value.keeps(parameter, bound)) == Some(false)
        })
    });
    let used = provision
        .find_position(position)
        .is_none_or(|known| entry.params.keys().any(|name| known.uses_parameter(name)));
    named && used && beyond
}
