//! A comparison for reading in a terminal.

use std::collections::BTreeMap;

use accordant_document::compare::{ChangeKind, ClauseChange, HunkKind, Piece, Weight, shorten};
use accordant_lifecycle::read::Direction;

use super::Compared;
use super::text::{
    CONTEXT, describe_move, list_notes, list_pieces, name_direction, name_kind, name_place,
};
use crate::terminal::{self, bad, clean, counted, faint, good, strong};

/// Shows positions first, then the changes.
pub(super) fn show(compared: &Compared, all: bool) -> String {
    let mut text = format!(
        "{} → {}\n",
        strong(&clean(&compared.old.name)),
        strong(&clean(&compared.new.name))
    );
    if compared.comparison.is_empty() {
        text.push_str(&format!("{}\n", good("no changes")));
        return text;
    }
    text.push_str(&format!("{}\n\n", summarise(compared)));
    show_positions(compared, &mut text);
    let changes = &compared.comparison.changes;
    let (substance, form): (Vec<&ClauseChange>, Vec<&ClauseChange>) =
        changes.iter().partition(|change| change.weight == Weight::Substance);
    if !substance.is_empty() {
        text.push_str(&format!("{}\n", terminal::heading("Changes")));
        for change in &substance {
            show_change(compared, change, &mut text);
        }
    }
    show_beside(compared, &mut text);
    if !form.is_empty() || !compared.comparison.renames.is_empty() {
        text.push_str(&format!("{}\n", terminal::heading("Form only")));
        show_form(compared, &form, all, &mut text);
    }
    text
}

fn summarise(compared: &Compared) -> String {
    let counts = &compared.comparison.counts;
    let entries = [
        (counts.reworded, "reworded"),
        (counts.inserted, "new"),
        (counts.deleted, "gone"),
        (counts.moved, "moved"),
        (counts.renumbered, "renumbered"),
        (compared.comparison.beside.len(), "beside the text"),
    ];
    let mut words: Vec<String> = entries
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    words.push(format!(
        "{} {}",
        bad(&format!("−{}", counts.words_deleted)),
        good(&format!("+{} words", counts.words_inserted))
    ));
    words.join(" · ")
}

fn show_positions(compared: &Compared, text: &mut String) {
    let Some(positions) = &compared.positions else { return };
    text.push_str(&format!("{}\n", terminal::heading("Positions that moved")));
    if positions.is_empty() {
        text.push_str(&format!("{}\n\n", faint("none that the cues can read")));
        return;
    }
    for moved in positions {
        let word = name_direction(moved.direction);
        let shown = match moved.direction {
            Direction::AgainstUs => bad(word),
            Direction::ForUs => good(word),
            Direction::Moved => faint(word),
        };
        let line = format!("{} {}", strong(&clean(&moved.title)), faint(&moved.provision));
        text.push_str(&format!("  {shown}  {line}\n"));
        let words = terminal::wrap(&clean(&describe_move(moved)), "    ", "    ");
        text.push_str(&format!("{words}\n"));
    }
    text.push('\n');
}

fn show_change(compared: &Compared, change: &ClauseChange, text: &mut String) {
    text.push_str(&format!(
        "{} {} {}\n",
        faint(&terminal::pad(&change.id, 4)),
        terminal::caution(name_kind(change.kind)),
        strong(&name_place(change))
    ));
    let words = paint(&list_pieces(compared, change), false);
    if !words.is_empty() {
        text.push_str(&format!("{}\n", terminal::wrap(&words, "     ", "     ")));
    }
    for touch in &change.touches {
        text.push_str(&format!("     {} {}\n", terminal::caution("⚠"), clean(touch)));
    }
    for note in list_notes(change) {
        text.push_str(&format!("     {} {}\n", faint("·"), clean(&note)));
    }
    text.push('\n');
}

/// What no line of the text shows: hidden words, links, comments.
fn show_beside(compared: &Compared, text: &mut String) {
    let beside = &compared.comparison.beside;
    if beside.is_empty() {
        return;
    }
    text.push_str(&format!("{}\n", terminal::heading("Beside the text")));
    for one in beside {
        let mark =
            if one.weight == Weight::Substance { terminal::caution("⚠") } else { faint("·") };
        text.push_str(&format!(
            "{} {mark} {}\n",
            faint(&terminal::pad(&one.id, 4)),
            strong(&clean(&one.place))
        ));
        let words = terminal::wrap(&clean(&one.describe()), "     ", "     ");
        text.push_str(&format!("{words}\n\n"));
    }
}

/// Most letters of a clause that came or went.
const LONGEST: usize = 400;

/// Whether a change of words is one of form.
fn is_form(kind: HunkKind) -> bool {
    matches!(kind, HunkKind::Follows | HunkKind::Renamed | HunkKind::Typography)
}

/// Words with what goes in red and what comes in green; readable without colour. Changes of form are
/// shown when all are.
fn paint(pieces: &[Piece<'_>], all: bool) -> String {
    let mut painted = String::new();
    let flat = |text: &str| clean(text).replace('\n', " ");
    // Each word has its colour, so that wrapping breaks between words only.
    let each = |text: &str, open: &str, close: &str, tone: fn(&str) -> String| {
        let text = flat(&terminal::cut(text, LONGEST));
        let marked = format!("{open}{text}{close}");
        let words: Vec<String> = marked
            .split(' ')
            .map(|word| if word.is_empty() { String::new() } else { tone(word) })
            .collect();
        words.join(" ")
    };
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Same(words) => {
                let edges = (at == 0, at + 1 == pieces.len());
                let words = if edges == (true, true) {
                    terminal::cut(words, 2 * CONTEXT)
                } else {
                    shorten(words, CONTEXT, edges.0, edges.1)
                };
                painted.push_str(&flat(&words));
            }
            Piece::Gone(_, kind) if !all && is_form(*kind) => {}
            Piece::New(words, kind) if !all && is_form(*kind) => painted.push_str(&flat(words)),
            Piece::Gone(words, _) => painted.push_str(&each(words, "[-", "-]", bad)),
            Piece::New(words, _) => painted.push_str(&each(words, "{+", "+}", good)),
        }
    }
    painted
}

fn show_form(compared: &Compared, form: &[&ClauseChange], all: bool, text: &mut String) {
    for rename in &compared.comparison.renames {
        let words = format!(
            "“{}” is “{}” throughout, {}",
            rename.old,
            rename.new,
            counted(rename.times, "time", "times")
        );
        text.push_str(&format!("  {}\n", clean(&words)));
    }
    let mut counts: BTreeMap<ChangeKind, usize> = BTreeMap::new();
    for change in form {
        if all || matches!(change.kind, ChangeKind::Renumbered | ChangeKind::Moved) {
            let notes = list_notes(change).join("; ");
            let words = format!("{} {}: {notes}", name_kind(change.kind), name_place(change));
            let words = clean(words.trim_end_matches([':', ' ']));
            text.push_str(&format!("{}\n", terminal::wrap(&words, "  ", "    ")));
            if all && change.kind != ChangeKind::Moved {
                let words = paint(&list_pieces(compared, change), true);
                if !words.is_empty() {
                    text.push_str(&format!("{}\n", terminal::wrap(&words, "    ", "    ")));
                }
            }
        } else {
            *counts.entry(change.kind).or_default() += 1;
        }
    }
    for (kind, count) in &counts {
        let places = counted(*count, "place", "places");
        text.push_str(&format!("  {} in {places}\n", name_kind(*kind)));
    }
    if !counts.is_empty() {
        text.push_str(&format!("  {}\n", faint("`--all` shows them one by one")));
    }
}
