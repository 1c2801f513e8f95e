//! Pages of regimes, obligations, classes, rules, risks, checklists and facts.

use std::collections::BTreeMap;

use accordant_packs::entry::{
    Bound, Checklist, ClassRule, LawVersion, Obligation, Regime, Requirement, Risk, Rule,
};
use accordant_packs::{Condition, FactDefinition, Packs, Test};

use super::show::{field, fields, head, join, review, section};
use crate::terminal::{clean, code, columns, cut, faint, pad, strong, width, wrap};

pub(super) fn regime(packs: &Packs, regime: &Regime) -> String {
    let dates: Vec<String> = regime
        .dates
        .iter()
        .map(|date| {
            let words = if date.note.is_empty() {
                date.event.clone()
            } else {
                format!("{}: {}", date.event, date.note)
            };
            wrap(&clean(&words), &format!("  {}  ", date.on), &" ".repeat(14))
        })
        .collect();
    let own: Vec<&Obligation> =
        packs.obligations.values().filter(|o| o.regime == regime.id).collect();
    let classes: Vec<String> = packs
        .classes
        .values()
        .filter(|class| class.regime == regime.id)
        .map(|class| line(&class.id, &format!("{}: {}", class.cites, class.title)))
        .collect();
    let duties: Vec<String> =
        own.iter().map(|o| line(&o.id, &format!("{}: {}", o.cites, o.title))).collect();
    join([
        head(&regime.id, &format!("{}: {}", regime.short, regime.name)),
        fields([
            field("Where", &format!("{} ({})", regime.jurisdiction, regime.kind)),
            field("Source", &regime.source),
            field("Link", regime.link.as_deref().unwrap_or_default()),
            field("Status", &regime.status),
            review(&regime.review),
            field("Checked in", &regime.verified_in.join("; ")),
            field("Remarks", regime.notes.as_deref().unwrap_or_default()),
        ]),
        section("Dates", &dates.join("\n")),
        section("Duties", &duties.join("\n")),
        section("Classes", &classes.join("\n")),
    ])
}

fn line(id: &str, words: &str) -> String {
    let room = width().saturating_sub(36 + 4);
    format!("  {}  {}", code(&pad(&cut(id, 36), 36)), clean(&cut(words, room)))
}

pub(super) fn obligation(packs: &Packs, entry: &Obligation) -> String {
    let regime = packs.regimes.get(&entry.regime);
    let short = regime.map_or(entry.regime.as_str(), |regime| regime.short.as_str());
    let title = if entry.voluntary {
        format!("{} (recommended)", entry.title)
    } else {
        entry.title.clone()
    };
    join([
        head(&format!("{}/{}", entry.regime, entry.id), &title),
        fields([
            field("Cites", &format!("{short} {}", entry.cites)),
            field("Owed by", &entry.owed_by.join(", ")),
            field(
                "Looked at",
                &entry.each.map_or_else(String::new, |kind| format!("for each {}", kind.as_str())),
            ),
            field("Duty", &entry.duty),
            field("Evidence", &entry.evidence.join("; ")),
            field("Penalty", entry.penalty.as_deref().unwrap_or_default()),
            field("Remark", entry.note.as_deref().unwrap_or_default()),
            review(&entry.review),
            field("Source", regime.map_or("", |regime| regime.source.as_str())),
        ]),
        section("When it applies", &condition(entry.when.as_ref())),
        section("In force", &versions(&entry.in_force)),
        section("What the agreement must say", &requirements(packs, &entry.requires)),
    ])
}

pub(super) fn class(packs: &Packs, entry: &ClassRule) -> String {
    let short =
        packs.regimes.get(&entry.regime).map_or(entry.regime.as_str(), |r| r.short.as_str());
    let assigns: Vec<String> =
        entry.assigns.iter().map(|(fact, value)| format!("{fact} = {value}")).collect();
    join([
        head(&entry.id, &entry.title),
        fields([
            field("Cites", &format!("{short} {}", entry.cites)),
            field("Assigns", &assigns.join(", ")),
            field(
                "Looked at",
                &entry.each.map_or_else(String::new, |kind| format!("for each {}", kind.as_str())),
            ),
            field("Remark", entry.note.as_deref().unwrap_or_default()),
            review(&entry.review),
        ]),
        section("When it assigns", &condition(entry.when.as_ref())),
        section("In force", &versions(&entry.in_force)),
    ])
}

pub(super) fn rule(entry: &Rule) -> String {
    let severity = accordant_agreement::Severity::from(entry.severity).as_str();
    join([
        head(&format!("rules/{}", entry.id), &entry.title),
        fields([
            field(
                "Severity",
                &if entry.mistake {
                    format!("{severity}; a classic mistake")
                } else {
                    severity.to_owned()
                },
            ),
            field(
                "Looked at",
                &entry.each.map_or_else(String::new, |kind| format!("for each {}", kind.as_str())),
            ),
            field("Says", &entry.message),
            field("Next step", &entry.help),
            field("Remark", entry.note.as_deref().unwrap_or_default()),
            entry.review.as_ref().map_or_else(String::new, review),
        ]),
        section("When it fires", &condition(entry.when.as_ref())),
    ])
}

pub(super) fn risk(packs: &Packs, entry: &Risk) -> String {
    let raises: Vec<String> = entry
        .raises
        .iter()
        .map(|driver| {
            let words = format!("{}: {}", driver.because, steps(driver.likelihood, driver.impact));
            wrap(&clean(&words), "  ▲ ", "    ")
        })
        .collect();
    let treatments: Vec<String> = entry
        .treatments
        .iter()
        .map(|treatment| {
            let title = packs.provisions.get(&treatment.provision).map_or("", |p| p.title.as_str());
            let steps = steps(treatment.likelihood, treatment.impact);
            format!(
                "  {} {}\n{}",
                code(&treatment.provision),
                faint(&format!("{title}: {}", treatment.positions.join(" or "))),
                wrap(&format!("{} ({steps})", treatment.does), "    ", "    ")
            )
        })
        .collect();
    join([
        head(&entry.id, &entry.title),
        fields([
            field("Risk", &entry.statement),
            field("Before", &format!("likelihood {} × impact {}", entry.likelihood, entry.impact)),
            field("Named in", &entry.refs.join("; ")),
            field("Remark", entry.note.as_deref().unwrap_or_default()),
            review(&entry.review),
        ]),
        section("When it is a risk", &condition(entry.when.as_ref())),
        section("What raises it", &raises.join("\n")),
        section("What treats it", &treatments.join("\n")),
    ])
}

/// How far likelihood and impact move.
fn steps(likelihood: i8, impact: i8) -> String {
    let moved: Vec<String> = [("likelihood", likelihood), ("impact", impact)]
        .into_iter()
        .filter(|(_, steps)| *steps != 0)
        .map(|(what, steps)| format!("{what} {steps:+}"))
        .collect();
    if moved.is_empty() { "no step".to_owned() } else { moved.join(", ") }
}

pub(super) fn checklist(entry: &Checklist) -> String {
    let areas = entry.areas.iter().map(|area| {
        let items: Vec<String> =
            area.items.iter().map(|item| wrap(&clean(&item.question), "  ☐ ", "    ")).collect();
        section(&area.title, &items.join("\n"))
    });
    let head = [head(&entry.id, &entry.title), review(&entry.review)];
    join(head.into_iter().chain(areas))
}

pub(super) fn fact(id: &str, entry: &FactDefinition) -> String {
    let items: Vec<&str> = entry.items.iter().map(|kind| kind.as_str()).collect();
    join([
        head(id, &entry.about),
        fields([
            field("Values", &entry.values.join(", ")),
            field("Of each", &items.join(", ")),
            field("When absent", if entry.unknown_when_absent { "nobody can tell" } else { "no" }),
            field("Stated by", entry.from.as_deref().unwrap_or_default()),
            field("Derived", entry.derived.as_deref().unwrap_or_default()),
        ]),
    ])
}

pub(super) fn versions(versions: &[LawVersion]) -> String {
    let blocks: Vec<String> = versions
        .iter()
        .map(|version| {
            let mut head = format!("  binds from {}", strong(&version.applies_from.to_string()));
            if let Some(until) = version.until {
                head.push_str(&format!(" until {until}"));
            }
            head.push_str(&faint(&format!("  law since {}", version.stands_from)));
            let mut lines = vec![head, wrap(&clean(&version.by), "    ", "    ")];
            if let Some(when) = &version.when {
                lines.push(wrap(&format!("only when {}", in_words(when)), "    ", "    "));
            }
            if let Some(note) = &version.note {
                lines.push(faint(&wrap(&clean(note), "    ", "    ")));
            }
            lines.join("\n")
        })
        .collect();
    blocks.join("\n")
}

fn requirements(packs: &Packs, requires: &BTreeMap<String, Requirement>) -> String {
    let widest = requires.keys().map(|id| columns(id)).max().unwrap_or(0);
    let lines: Vec<String> = requires
        .iter()
        .map(|(id, requirement)| {
            let label = |position: &String| {
                packs
                    .provisions
                    .get(id)
                    .and_then(|provision| provision.find_position(position))
                    .map_or_else(
                        || position.clone(),
                        |found| format!("{position} ({})", found.label),
                    )
            };
            let positions: Vec<String> = requirement.positions.iter().map(label).collect();
            let mut words = positions.join(" or ");
            for (name, bound) in &requirement.params {
                let (Bound::AtMost(text) | Bound::AtLeast(text) | Bound::Equals(text)) = bound;
                let word = match bound {
                    Bound::AtMost(_) => "at most ",
                    Bound::AtLeast(_) => "at least ",
                    Bound::Equals(_) => "",
                };
                words.push_str(&format!("; {name}: {word}{text}"));
            }
            let lead = format!("  {}  ", code(&pad(id, widest)));
            let indent = " ".repeat(widest + 4);
            let mut line = wrap(&clean(&words), &lead, &indent);
            if !requirement.why.is_empty() {
                line.push('\n');
                line.push_str(&faint(&wrap(&clean(&requirement.why), &indent, &indent)));
            }
            line
        })
        .collect();
    lines.join("\n")
}

pub(super) fn condition(condition: Option<&Condition>) -> String {
    let Some(condition) = condition else { return String::new() };
    match condition {
        Condition::All(parts) if parts.is_empty() => "  always".to_owned(),
        Condition::All(parts) => parts
            .iter()
            .map(|part| wrap(&clean(&in_words(part)), "  · ", "    "))
            .collect::<Vec<_>>()
            .join("\n"),
        other => wrap(&clean(&in_words(other)), "  · ", "    "),
    }
}

/// A condition in words.
fn in_words(condition: &Condition) -> String {
    let list = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| match part {
                Condition::All(inner) | Condition::Any(inner) if inner.len() > 1 => {
                    format!("({})", in_words(part))
                }
                part => in_words(part),
            })
            .collect();
        parts.join(word)
    };
    match condition {
        Condition::All(parts) => list(parts, " and "),
        Condition::Any(parts) => list(parts, " or "),
        Condition::Not(inner) => format!("not ({})", in_words(inner)),
        Condition::Fact(fact, test) => match test {
            Test::AnyOf(words) => format!("{fact} is {}", words.join(" or ")),
            Test::AllOf(words) => format!("{fact} is {}", words.join(" and ")),
            Test::NoneOf(words) => format!("{fact} is not {}", words.join(" or ")),
            Test::Is(true) => fact.clone(),
            Test::Is(false) => format!("not {fact}"),
            Test::AtLeast(number) => format!("{fact} is at least {number}"),
            Test::LessThan(number) => format!("{fact} is less than {number}"),
            Test::Before(day) => format!("{fact} is before {day}"),
            Test::From(day) => format!("{fact} is {day} or later"),
            Test::Known(true) => format!("{fact} is stated"),
            Test::Known(false) => format!("{fact} is not stated"),
        },
    }
}
