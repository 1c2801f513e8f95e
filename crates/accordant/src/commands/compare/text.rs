//! A comparison as lines of text: plain for grep, Markdown for people.

use accordant_document::compare::{
    ChangeKind, ClauseChange, HunkKind, Piece, Weight, mark, mark_plain, shorten,
};
use accordant_lifecycle::read::{Direction, MovedPosition};

use super::Compared;
use crate::terminal;

/// Letters around a change that are shown with it.
pub(super) const CONTEXT: usize = 70;

/// The kind of a change, for people.
pub(super) fn name_kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Reworded => "reworded",
        ChangeKind::Inserted => "new",
        ChangeKind::Deleted => "gone",
        ChangeKind::Moved => "moved",
        ChangeKind::Split => "split",
        ChangeKind::Joined => "joined",
        ChangeKind::Cell => "cell",
        ChangeKind::RowInserted => "new row",
        ChangeKind::RowDeleted => "row gone",
        ChangeKind::ColumnInserted => "new column",
        ChangeKind::ColumnDeleted => "column gone",
        ChangeKind::Reference => "reference leads elsewhere",
        ChangeKind::Renumbered => "renumbered",
        ChangeKind::Follows => "reference follows its number",
        ChangeKind::Renamed => "renamed term",
        ChangeKind::Typography => "typesetting",
        ChangeKind::Format => "format",
        ChangeKind::Header => "header",
        ChangeKind::Footer => "footer",
    }
}

/// Where a change stands: in the new paper, and in the old where that is another place.
pub(super) fn name_place(change: &ClauseChange) -> String {
    let words = match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.place != new.place && change.kind == ChangeKind::Moved => {
            format!("{} → {}", old.place, new.place)
        }
        (Some(old), Some(new)) if old.place != new.place => {
            format!("{} (was {})", new.place, old.place)
        }
        (_, Some(side)) | (Some(side), None) => side.place.clone(),
        (None, None) => "every page".to_owned(),
    };
    terminal::clean(&words)
}

/// The words of a change in pieces.
pub(super) fn list_pieces<'a>(compared: &'a Compared, change: &ClauseChange) -> Vec<Piece<'a>> {
    let (old, new) = (&compared.old.paper, &compared.new.paper);
    if !change.cells.is_empty() {
        let mut pieces = Vec::new();
        for cell in &change.cells {
            if !pieces.is_empty() {
                pieces.push(Piece::Same(" | "));
            }
            pieces.push(match change.old {
                Some(_) => Piece::Gone(old.slice(&cell.text), HunkKind::Words),
                None => Piece::New(new.slice(&cell.text), HunkKind::Words),
            });
        }
        return pieces;
    }
    match (&change.old, &change.new) {
        (Some(_), Some(after)) if !change.hunks.is_empty() => {
            mark(old, new, &after.text, &change.hunks)
        }
        (Some(side), None) => vec![Piece::Gone(old.slice(&side.text), HunkKind::Words)],
        (None, Some(side)) => vec![Piece::New(new.slice(&side.text), HunkKind::Words)],
        (Some(_), Some(side)) if change.kind == ChangeKind::Moved => {
            vec![Piece::Same(new.slice(&side.text))]
        }
        _ => Vec::new(),
    }
}

/// What else is said of a change.
pub(super) fn list_notes(change: &ClauseChange) -> Vec<String> {
    let mut notes = change.notes.clone();
    if change.below > 0 && change.kind != ChangeKind::Renumbered {
        notes.push(format!(
            "with {} below it",
            terminal::counted(change.below, "paragraph", "paragraphs")
        ));
    }
    notes
}

/// A move of a position in words.
pub(super) fn describe_move(moved: &MovedPosition) -> String {
    let mut words = if moved.old.position == moved.new.position {
        format!("{}: {}", moved.new.label, moved.values.join("; "))
    } else {
        format!("{} → {}", moved.old.label, moved.new.label)
    };
    match (&moved.new.evidence, &moved.old.evidence) {
        (Some(now), _) if !now.place.is_empty() => words.push_str(&format!(" ({})", now.place)),
        (None, Some(was)) if !was.place.is_empty() => {
            words.push_str(&format!(" (was {})", was.place));
        }
        _ => {}
    }
    words
}

pub(super) fn name_direction(direction: Direction) -> &'static str {
    match direction {
        Direction::AgainstUs => "against us",
        Direction::Moved => "moved",
        Direction::ForUs => "for us",
    }
}

/// The counts as label and value.
pub(super) fn list_facts(compared: &Compared) -> Vec<(String, String)> {
    let counts = &compared.comparison.counts;
    let entries = [
        ("Reworded", counts.reworded),
        ("New", counts.inserted),
        ("Gone", counts.deleted),
        ("Moved", counts.moved),
        ("Renumbered", counts.renumbered),
        ("References that follow", counts.references_that_follow),
        ("Form only", counts.form),
        ("Beside the text", compared.comparison.beside.len()),
    ];
    let mut facts: Vec<(String, String)> = entries
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| (name.to_owned(), count.to_string()))
        .collect();
    facts.push((
        "Words".to_owned(),
        format!("−{} +{}", counts.words_deleted, counts.words_inserted),
    ));
    facts
}

/// One line a change.
pub(super) fn write_plain(compared: &Compared) -> String {
    let mut text = String::new();
    for moved in compared.positions.iter().flatten() {
        text.push_str(&format!(
            "position: {}: {}: {} -> {}{}\n",
            name_direction(moved.direction),
            moved.provision,
            moved.old.position,
            moved.new.position,
            if moved.values.is_empty() {
                String::new()
            } else {
                format!(": {}", moved.values.join("; "))
            }
        ));
    }
    for rename in &compared.comparison.renames {
        text.push_str(&format!(
            "renamed: {} -> {}: {} times\n",
            terminal::clean(&rename.old),
            terminal::clean(&rename.new),
            rename.times
        ));
    }
    for change in &compared.comparison.changes {
        let weight = if change.weight == Weight::Substance { "substance" } else { "form" };
        let words = mark_plain(&list_pieces(compared, change), CONTEXT);
        let mut line =
            format!("{}: {weight}: {}: {}", change.id, name_kind(change.kind), name_place(change));
        for part in std::iter::once(words).chain(list_notes(change)).chain(change.touches.clone()) {
            if !part.is_empty() {
                line.push_str(&format!(": {}", terminal::clean(&part)));
            }
        }
        text.push_str(&line.replace('\n', " "));
        text.push('\n');
    }
    for beside in &compared.comparison.beside {
        let weight = if beside.weight == Weight::Substance { "substance" } else { "form" };
        let words = terminal::clean(&beside.describe());
        let place = terminal::clean(&beside.place);
        text.push_str(&format!("{}: {weight}: beside the text: {place}: {words}\n", beside.id));
    }
    text
}

/// A report in Markdown.
pub(super) fn write_markdown(compared: &Compared) -> String {
    let mut text = format!(
        "# {} → {}\n\n",
        escape(&super::base_name(&compared.old.name)),
        escape(&super::base_name(&compared.new.name))
    );
    if compared.comparison.is_empty() {
        text.push_str("No changes.\n");
        return text;
    }
    let facts: Vec<String> =
        list_facts(compared).iter().map(|(name, value)| format!("{name}: {value}")).collect();
    text.push_str(&format!("{}\n", facts.join(" · ")));
    let positions: Vec<&MovedPosition> = compared.positions.iter().flatten().collect();
    if !positions.is_empty() {
        text.push_str("\n## Positions that moved\n\n");
        for moved in positions {
            text.push_str(&format!(
                "- **{}** {} (`{}`): {}\n",
                name_direction(moved.direction),
                escape(&moved.title),
                moved.provision,
                escape(&describe_move(moved))
            ));
        }
    }
    for (weight, title) in [(Weight::Substance, "Changes"), (Weight::Form, "Form only")] {
        let mut changes =
            compared.comparison.changes.iter().filter(|change| change.weight == weight).peekable();
        let renames = &compared.comparison.renames;
        if changes.peek().is_none() {
            continue;
        }
        text.push_str(&format!("\n## {title}\n\n"));
        for rename in renames.iter().filter(|_| weight == Weight::Form) {
            text.push_str(&format!(
                "- **renamed** “{}” is “{}” throughout ({} times)\n",
                escape(&rename.old),
                escape(&rename.new),
                rename.times
            ));
        }
        for change in changes {
            text.push_str(&format!(
                "- **{}** {}",
                name_kind(change.kind),
                escape(&name_place(change))
            ));
            let words = mark_markdown(&list_pieces(compared, change));
            if !words.is_empty() {
                text.push_str(&format!(": {words}"));
            }
            let mut notes = change.touches.clone();
            notes.extend(list_notes(change));
            if !notes.is_empty() {
                text.push_str(&format!(" *({})*", escape(&notes.join("; "))));
            }
            text.push('\n');
        }
    }
    if !compared.comparison.beside.is_empty() {
        text.push_str("\n## Beside the text\n\n");
    }
    for beside in &compared.comparison.beside {
        let (place, words) = (escape(&beside.place), escape(&beside.describe()));
        text.push_str(&format!("- {place}: {words}\n"));
    }
    text
}

fn mark_markdown(pieces: &[Piece<'_>]) -> String {
    let flat = |text: &str| escape(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let pad = |text: &str| {
        let lead = if text.starts_with(char::is_whitespace) { " " } else { "" };
        let tail = if text.ends_with(char::is_whitespace) { " " } else { "" };
        (lead, tail)
    };
    let mut marked = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let (text, mark) = match piece {
            Piece::Same(text) => (*text, ""),
            Piece::Gone(text, _) => (*text, "~~"),
            Piece::New(text, _) => (*text, "**"),
        };
        let (lead, tail) = pad(text);
        let shown = if mark.is_empty() {
            flat(&shorten(text, CONTEXT, at == 0, at + 1 == pieces.len()))
        } else {
            flat(text)
        };
        if shown.is_empty() {
            marked.push_str(lead);
            continue;
        }
        marked.push_str(&format!("{lead}{mark}{shown}{mark}{tail}"));
    }
    marked.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text that Markdown takes for text.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#' | '~' | '|') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
