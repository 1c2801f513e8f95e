//! Pages of constraints, forms of agreement and playbooks.

use accordant_packs::Packs;
use accordant_packs::entry::{Bound, Constraint, Form, Layout, Play, Playbook};

use super::show::{field, fields, head, join, review, section};
use super::show_law::{condition, versions};
use crate::terminal::{clean, code, faint, strong, wrap};

pub(super) fn constraint(packs: &Packs, entry: &Constraint) -> String {
    let breaks: Vec<String> = entry
        .breaks
        .iter()
        .map(|found| {
            let mut ways: Vec<String> = Vec::new();
            if !found.positions.is_empty() {
                ways.push(format!("it is {}", found.positions.join(" or ")));
            }
            ways.extend(
                found
                    .params
                    .iter()
                    .map(|(name, bound)| format!("`{name}` is not {}", bound_in_words(bound))),
            );
            if found.missing {
                ways.push("the draft is silent on it".to_owned());
            }
            let title = packs
                .provisions
                .get(&found.provision)
                .map_or("", |provision| provision.title.as_str());
            wrap(
                &format!("{} ({title}): {}", clean(&found.provision), ways.join(", or ")),
                "  ",
                "    ",
            )
        })
        .collect();
    join([
        head(&format!("constraints/{}", entry.id), &entry.title),
        fields([
            field("Cites", &entry.cites),
            field("Severity", accordant_agreement::Severity::from(entry.severity).as_str()),
            field("What is wrong", &entry.message),
            field("What to do", &entry.help),
            field("Remark", entry.note.as_deref().unwrap_or_default()),
            review(&entry.review),
        ]),
        section("When it counts", &condition(entry.when.as_ref())),
        section("In force", &versions(&entry.in_force)),
        section("What breaks it", &breaks.join("\n")),
    ])
}

pub(super) fn form(packs: &Packs, entry: &Form) -> String {
    let layout = match entry.layout {
        Layout::Agreement => "parties, recitals, clauses, schedules, signatures",
        Layout::ShortForm => "a page of key terms, then clauses",
        Layout::TermSheet => "a table of positions",
    };
    let named: Vec<&str> = packs
        .provisions
        .values()
        .filter(|provision| entry.names(&provision.id))
        .map(|provision| provision.id.as_str())
        .collect();
    let own: Vec<String> = entry
        .clauses
        .iter()
        .map(|clause| format!("  {} {}", strong(&clean(&clause.title)), faint(&clause.cites)))
        .collect();
    join([
        head(&entry.id, &entry.title),
        fields([
            field("When", &entry.about),
            field("Types", &entry.types.join(", ")),
            field("Shape", layout),
            field("Beside", if entry.under_main_agreement { "a main agreement" } else { "" }),
            field("Law besides", &entry.regimes.join(", ")),
            field("Schedules", &entry.schedules.join(", ")),
            field("Provisions", &named.join(", ")),
        ]),
        section("Clauses of its own", &own.join("\n")),
        section("When it is the right paper", &condition(entry.when.as_ref())),
        format!("  {}", code(&format!("accordant structure --form {}", entry.id))),
    ])
}

pub(super) fn playbook(entry: &Playbook) -> String {
    let plays: Vec<String> =
        entry.plays.iter().map(|(id, play)| show_play(id, play, &entry.approver)).collect();
    join([
        head(&entry.id, &entry.title),
        fields([
            field("Side", entry.side.as_str()),
            field("Approves", &entry.approver),
            review(&entry.review),
        ]),
        section("When it counts", &condition(entry.when.as_ref())),
        section("What it asks for", &plays.join("\n\n")),
    ])
}

fn show_play(id: &str, play: &Play, approver: &str) -> String {
    let values = play.values.iter().map(|(name, value)| format!("{name} {value}"));
    let limits =
        play.limits.iter().map(|(name, bound)| format!("{name} {}", bound_in_words(bound)));
    format!(
        "  {}\n{}",
        strong(id),
        fields([
            field("Asks for", &play.preferred),
            field("Takes", &play.fallback.join(", ")),
            field("Does not sign", &play.walk_away.join(", ")),
            field("Values", &values.chain(limits).collect::<Vec<_>>().join("; ")),
            field("Approves", play.approver.as_deref().unwrap_or(approver)),
            field("Why", &play.why),
        ])
    )
}

fn bound_in_words(bound: &Bound) -> String {
    match bound {
        Bound::AtMost(text) => format!("at most {text}"),
        Bound::AtLeast(text) => format!("at least {text}"),
        Bound::Equals(text) => text.clone(),
    }
}
