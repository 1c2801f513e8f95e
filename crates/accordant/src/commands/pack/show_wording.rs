//! Pages of provisions with their ladders, and of definitions, schedules and forms.

use accordant_packs::entry::{
    Definition, Include, Parameter, PartnershipForm, Position, Provision, Schedule, Stance,
};
use accordant_packs::{Packs, WordingContext, Writer};

use super::show::{field, fields, head, join, review, section};
use super::show_law::condition;
use crate::terminal::{bad, caution, clean, code, columns, faint, good, pad, strong, wrap};

pub(super) fn provision(packs: &Packs, entry: &Provision) -> String {
    let mut include = match entry.include {
        Include::Always => "in every draft of these types".to_owned(),
        Include::WhenRequired => "when law, policy or the file asks for it".to_owned(),
    };
    for (partnership_type, other) in
        entry.include_for.iter().filter(|(_, of)| **of != entry.include)
    {
        include.push_str(match other {
            Include::Always => "; always for ",
            Include::WhenRequired => "; only when asked for, for ",
        });
        include.push_str(partnership_type);
    }
    let ladder: Vec<String> = entry
        .positions
        .iter()
        .enumerate()
        .map(|(place, position)| show_position(packs, entry, position, place + 1))
        .collect();
    join([
        head(&entry.id, &entry.title),
        wrap(&clean(&entry.question), "  ", "  "),
        fields([
            field("Why it matters", &entry.why),
            field("Usual trade", &entry.trade),
            field("Negotiating", &entry.note),
            field("Types", &entry.types.join(", ")),
            field("Drafted", &include),
            review(&entry.review),
        ]),
        match &entry.include_when {
            Some(when) => section("Drafted without being asked for, when", &condition(Some(when))),
            None => String::new(),
        },
        section("Parameters", &show_parameters(entry)),
        section("The ladder, from the adopter's end to the partner's", &ladder.join("\n\n")),
        section("Asked for by", &show_demands(packs, entry)),
    ])
}

fn stance(who: &str, stance: Stance) -> String {
    match stance {
        Stance::Preferred => good(&format!("{who}: preferred")),
        Stance::Acceptable => format!("{who}: acceptable"),
        Stance::Fallback => caution(&format!("{who}: fallback")),
        Stance::WalkAway => bad(&format!("{who}: walk-away")),
    }
}

fn show_position(packs: &Packs, entry: &Provision, position: &Position, place: usize) -> String {
    let mut lines = vec![
        format!("  {place}  {} {}", strong(&clean(&position.label)), code(&position.id)),
        format!(
            "     {}   {}",
            stance("adopter", position.adopter),
            stance("partner", position.partner)
        ),
        wrap(&clean(&position.says), "     ", "     "),
        String::new(),
    ];
    let bar = format!("     {} ", faint("│"));
    for line in word(packs, entry, position).lines() {
        let depth = line.len() - line.trim_start().len();
        let hang = if line.trim_start().starts_with("- ") { depth + 2 } else { depth };
        let first = format!("{bar}{}", " ".repeat(depth));
        let rest = format!("{bar}{}", " ".repeat(hang));
        let text = clean(line.trim());
        lines.push(if text.is_empty() {
            bar.trim_end().to_owned()
        } else {
            wrap(&text, &first, &rest)
        });
    }
    if !position.clause_for.is_empty() {
        let types: Vec<&str> = position.clause_for.keys().map(String::as_str).collect();
        lines.push(faint(&format!("     worded otherwise for {}", types.join(", "))));
    }
    lines.join("\n")
}

/// The wording with the words of the first type that knows the provision, and default values.
fn word(packs: &Packs, entry: &Provision, position: &Position) -> String {
    let written = entry.types.first().and_then(|kind| packs.forms.get(kind)).and_then(|form| {
        let mut context = WordingContext::of_form(form);
        context.positions.insert(entry.id.clone(), position.id.clone());
        Writer::new(&context).write_position(entry, position, &form.id, &entry.defaults()).ok()
    });
    let text = written.unwrap_or_else(|| position.clause.clone());
    show_marks(text.trim())
}

/// Cross-references and gaps as a reader sees them, without the labels of clauses.
fn show_marks(text: &str) -> String {
    let mut unlabelled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{#") {
        unlabelled.push_str(before);
        rest = after.split_once('}').map_or(after, |(_, after)| after);
    }
    unlabelled.push_str(rest);
    let text = unlabelled.as_str();
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        shown.push_str(before);
        let Some((mark, after)) = after.split_once("]]") else {
            rest = after;
            continue;
        };
        match mark.split_once(':') {
            Some(("gap", what)) => shown.push_str(&format!("‹{what}›")),
            Some(("schedule", id)) => shown.push_str(&format!("Schedule ‹{id}›")),
            Some((kind, id)) => shown.push_str(&format!("{kind} ‹{id}›")),
            None => shown.push_str(mark),
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}

fn show_parameters(entry: &Provision) -> String {
    let widest = entry.params.keys().map(|name| columns(name)).max().unwrap_or(0);
    let defaults = entry.defaults();
    let line = |(name, parameter): (&String, &Parameter)| {
        let value = defaults.get(name).map_or_else(
            || "no default: a gap until the file says".to_owned(),
            |value| format!("default {value}"),
        );
        let mut words = format!("{}; {value}", parameter.about);
        if !parameter.usual.is_empty() {
            words.push_str(&format!("; usual {}", parameter.usual.join(" to ")));
        }
        if !parameter.choices.is_empty() {
            words.push_str(&format!("; one of {}", parameter.choices.join(", ")));
        }
        wrap(&clean(&words), &format!("  {}  ", code(&pad(name, widest))), &" ".repeat(widest + 4))
    };
    entry.params.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn show_demands(packs: &Packs, entry: &Provision) -> String {
    let mut lines = Vec::new();
    for obligation in packs.obligations.values() {
        let Some(requirement) = obligation.requires.get(&entry.id) else { continue };
        let short = packs.regimes.get(&obligation.regime).map_or(&obligation.regime, |r| &r.short);
        let words = format!("{short} {}: {}", obligation.cites, requirement.positions.join(" or "));
        lines.push(wrap(&clean(&words), "  · ", "    "));
    }
    lines.join("\n")
}

pub(super) fn definition(entry: &Definition) -> String {
    join([
        head("definition", &entry.term),
        wrap(
            &clean(&show_marks(&entry.text.split_whitespace().collect::<Vec<_>>().join(" "))),
            "  ",
            "  ",
        ),
        fields([
            field("Also", &entry.also.join(", ")),
            field("Source", entry.source.as_deref().unwrap_or_default()),
        ]),
    ])
}

pub(super) fn schedule(entry: &Schedule) -> String {
    join([
        head(&format!("schedule {}", entry.id), &entry.title),
        wrap(&clean(&show_marks(entry.intro.trim())), "  ", "  "),
        fields([
            field("Called for by", &entry.called_by.join(", ")),
            field("Law", &entry.cites),
            field("Left out because", &entry.left_out),
            field("When empty", &entry.empty),
        ]),
    ])
}

pub(super) fn form(entry: &PartnershipForm) -> String {
    let recitals: Vec<String> =
        entry.recitals.iter().map(|recital| wrap(&clean(recital.trim()), "  · ", "    ")).collect();
    join([
        head(&entry.id, &entry.title),
        wrap(&clean(&entry.about), "  ", "  "),
        fields([
            field("Document", &entry.document_title),
            field("Adopter", &entry.adopter),
            field("Partner", &entry.partner),
            field("Data", &entry.data),
        ]),
        section("Recitals", &recitals.join("\n")),
    ])
}
