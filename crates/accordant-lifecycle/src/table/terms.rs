//! Whether `[terms]` of the file names what the packs know.

use accordant_agreement::file::{Agreement, Term};
use accordant_agreement::{At, Diagnostic, find_nearest};
use accordant_packs::entry::Provision;
use accordant_packs::{Packs, parse_parameter};

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
