//! `pack list`: what there is, one line an entry.

use accordant_packs::Packs;

use crate::arguments::EntryKind;
use crate::terminal::{self, clean, code, columns, cut, faint, pad};

/// A line: id, what it is, and a remark at the end.
type Entry = (String, String, String);

/// Lists the entries of a kind, or counts all kinds.
pub(super) fn list(packs: &Packs, kind: Option<EntryKind>) -> String {
    match kind {
        Some(kind) => write_entries(&entries(packs, kind)),
        None => count_kinds(packs),
    }
}

fn count_kinds(packs: &Packs) -> String {
    const KINDS: [(&str, EntryKind, &str); 17] = [
        ("regimes", EntryKind::Regimes, "laws, regulations, guidance and standards"),
        ("obligations", EntryKind::Obligations, "duties under a regime"),
        ("classes", EntryKind::Classes, "rules of law that classify a system or a decision"),
        (
            "provisions",
            EntryKind::Provisions,
            "questions that an agreement answers, with their positions",
        ),
        ("rules", EntryKind::Rules, "findings of craft"),
        ("risks", EntryKind::Risks, "what can go wrong"),
        ("definitions", EntryKind::Definitions, "defined terms"),
        ("schedules", EntryKind::Schedules, "schedules of the agreement"),
        ("types", EntryKind::Types, "kinds of partnership"),
        ("forms", EntryKind::Forms, "forms of agreement, and when each is right"),
        ("questionnaires", EntryKind::Questionnaires, "what partners are asked"),
        ("questions", EntryKind::Questions, "what the business asks of every agreement"),
        (
            "explainability",
            EntryKind::Explainability,
            "which explanation is owed for which decision",
        ),
        ("checklists", EntryKind::Checklists, "questions to go through"),
        ("constraints", EntryKind::Constraints, "what a draft must not say"),
        (
            "playbooks",
            EntryKind::Playbooks,
            "what an organisation asks for, takes, and does not sign",
        ),
        ("facts", EntryKind::Facts, "what conditions may ask about"),
    ];
    let mut text = String::new();
    for (name, kind, about) in KINDS {
        let count = entries(packs, kind).len();
        text.push_str(&format!("{}  {count:>4}  {}\n", code(&pad(name, 14)), faint(about)));
    }
    text
}

fn entries(packs: &Packs, kind: EntryKind) -> Vec<Entry> {
    let none = String::new;
    match kind {
        EntryKind::Regimes => packs
            .regimes
            .values()
            .map(|e| {
                (
                    e.id.clone(),
                    format!("{}: {}", e.short, e.name),
                    e.review.state.as_str().to_owned(),
                )
            })
            .collect(),
        EntryKind::Obligations => {
            let mut all: Vec<_> = packs.obligations.values().collect();
            all.sort_by_key(|e| (&e.regime, &e.id));
            all.into_iter()
                .map(|e| {
                    let short = packs.regimes.get(&e.regime).map_or(&e.regime, |r| &r.short);
                    let state = e.review.state.as_str().to_owned();
                    (e.id.clone(), format!("{short} {}: {}", e.cites, e.title), state)
                })
                .collect()
        }
        EntryKind::Classes => packs
            .classes
            .values()
            .map(|e| {
                (
                    e.id.clone(),
                    format!("{}: {}", e.cites, e.title),
                    e.review.state.as_str().to_owned(),
                )
            })
            .collect(),
        EntryKind::Provisions => packs
            .provisions
            .values()
            .map(|e| {
                let positions: Vec<_> = e.positions.iter().map(|p| p.id.as_str()).collect();
                (e.id.clone(), e.title.clone(), positions.join(", "))
            })
            .collect(),
        EntryKind::Rules => packs
            .rules
            .values()
            .map(|e| {
                let severity = accordant_agreement::Severity::from(e.severity).as_str();
                let remark = if e.mistake {
                    format!("{severity}, classic mistake")
                } else {
                    severity.to_owned()
                };
                (e.id.clone(), e.title.clone(), remark)
            })
            .collect(),
        EntryKind::Risks => packs
            .risks
            .values()
            .map(|e| (e.id.clone(), e.title.clone(), format!("{}×{}", e.likelihood, e.impact)))
            .collect(),
        EntryKind::Definitions => packs
            .definitions
            .values()
            .map(|e| {
                (e.term.clone(), e.text.split_whitespace().collect::<Vec<_>>().join(" "), none())
            })
            .collect(),
        EntryKind::Schedules => {
            let mut all: Vec<_> = packs.schedules.values().collect();
            all.sort_by_key(|e| (e.order, &e.id));
            all.into_iter().map(|e| (e.id.clone(), e.title.clone(), none())).collect()
        }
        EntryKind::Types => packs
            .forms
            .values()
            .map(|e| (e.id.clone(), e.title.clone(), format!("{} and {}", e.adopter, e.partner)))
            .collect(),
        EntryKind::Forms => {
            let mut all: Vec<_> = packs.papers.values().collect();
            all.sort_by_key(|e| (e.order, &e.id));
            all.into_iter()
                .map(|e| (e.id.clone(), format!("{}: {}", e.title, e.about), none()))
                .collect()
        }
        EntryKind::Questionnaires => packs
            .questionnaires
            .values()
            .map(|e| {
                let questions: usize = e.areas.iter().map(|area| area.questions.len()).sum();
                (
                    e.id.clone(),
                    e.title.clone(),
                    terminal::counted(questions, "question", "questions"),
                )
            })
            .collect(),
        EntryKind::Questions => packs
            .questions
            .values()
            .map(|e| (e.id.clone(), e.ask.clone(), e.group.clone()))
            .collect(),
        EntryKind::Explainability => packs
            .explanations
            .values()
            .map(|e| (e.id.clone(), e.title.clone(), e.review.state.as_str().to_owned()))
            .collect(),
        EntryKind::Checklists => packs
            .checklists
            .values()
            .map(|e| {
                let questions: usize = e.areas.iter().map(|area| area.items.len()).sum();
                (
                    e.id.clone(),
                    e.title.clone(),
                    terminal::counted(questions, "question", "questions"),
                )
            })
            .collect(),
        EntryKind::Constraints => packs
            .constraints
            .values()
            .map(|e| (e.id.clone(), e.title.clone(), e.cites.clone()))
            .collect(),
        EntryKind::Playbooks => packs
            .playbooks
            .values()
            .map(|e| {
                let plays = terminal::counted(e.plays.len(), "provision", "provisions");
                (e.id.clone(), e.title.clone(), plays)
            })
            .collect(),
        EntryKind::Facts => packs
            .vocabulary
            .0
            .iter()
            .map(|(id, e)| (id.clone(), e.about.clone(), e.values.join(", ")))
            .collect(),
    }
}

fn write_entries(entries: &[Entry]) -> String {
    let widest = entries.iter().map(|(id, _, _)| columns(id)).max().unwrap_or(0);
    let mut text = String::new();
    for (id, title, remark) in entries {
        let room = terminal::width().saturating_sub(widest + 2);
        let tail = if remark.is_empty() { String::new() } else { format!("  {remark}") };
        let tail = cut(&tail, room / 2);
        let title = cut(&clean(title), room.saturating_sub(columns(&tail)));
        text.push_str(&format!("{}  {title}{}\n", code(&pad(&clean(id), widest)), faint(&tail)));
    }
    text
}
