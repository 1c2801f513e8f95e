//! Guidance beside a clause: why it is there, where the ladder goes, what is usually traded.

use accordant_document::model::{Block, Inline, Text, Tone};
use accordant_packs::entry::{Position, Provision, Stance};

use super::Desk;
use crate::table::Row;

/// The remark that follows the clause of a provision.
pub(super) fn write(desk: &Desk<'_>, provision: &Provision, row: &Row) -> Block {
    let chosen = row.proposed.as_ref().map(|chosen| chosen.position.as_str());
    let mut text = vec![Text(vec![
        Inline::Strong(provision.question.trim().to_owned()),
        Inline::Plain(format!(" {}", provision.why.trim())),
    ])];
    for position in &provision.positions {
        let mark = if Some(position.id.as_str()) == chosen { " (worded here)" } else { "" };
        text.push(Text(vec![
            Inline::Strong(format!("{}{mark}: ", position.label)),
            Inline::Plain(format!("{}. {}", capital(&position.says), stances(desk, position))),
        ]));
    }
    for parameter in provision.params.values().filter(|parameter| !parameter.usual.is_empty()) {
        text.push(Text::plain(format!(
            "Usual for the {}: {}.",
            parameter.about.trim_end_matches('.'),
            parameter.usual.join(" to ")
        )));
    }
    if !provision.trade.is_empty() {
        text.push(Text::plain(format!("Usual trade: {}", capital(&provision.trade))));
    }
    if !provision.note.is_empty() {
        text.push(Text::plain(provision.note.trim().to_owned()));
    }
    let law: Vec<&str> = row
        .required
        .iter()
        .flat_map(|required| &required.demands)
        .map(|demand| demand.citation.as_str())
        .collect();
    if !law.is_empty() {
        text.push(Text(vec![Inline::Emphasis(format!("Asked for by {}.", law.join("; ")))]));
    }
    remark(text)
}

/// A remark that is no part of the agreement.
pub(super) fn remark(text: Vec<Text>) -> Block {
    Block::Callout { tone: Tone::Info, title: "Guidance".to_owned(), text }
}

fn stances(desk: &Desk<'_>, position: &Position) -> String {
    let word = |stance: Stance| match stance {
        Stance::Preferred => "asks for it",
        Stance::Acceptable => "accepts it",
        Stance::Fallback => "takes it against something else",
        Stance::WalkAway => "does not sign it",
    };
    format!(
        "The {} {}; the {} {}.",
        desk.form.adopter,
        word(position.adopter),
        desk.form.partner,
        word(position.partner)
    )
}

fn capital(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
