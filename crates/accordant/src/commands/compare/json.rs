//! A comparison for programs.

use accordant_document::compare::{ClauseChange, Side};
use accordant_document::read::Paper;
use serde_json::{Value, json};

use super::Compared;
use crate::failure::Failure;

/// Writes the comparison with the words of each change.
pub(super) fn write(compared: &Compared) -> Result<String, Failure> {
    let changes: Vec<Value> =
        compared.comparison.changes.iter().map(|change| describe(compared, change)).collect();
    let value = json!({
        "old": { "document": compared.old.name, "format": compared.old.paper.format },
        "new": { "document": compared.new.name, "format": compared.new.paper.format },
        "counts": compared.comparison.counts,
        "positions": compared.positions,
        "renames": compared.comparison.renames,
        "changes": changes,
        "beside": compared.comparison.beside,
    });
    let text = serde_json::to_string_pretty(&value).map_err(anyhow::Error::from)?;
    Ok(text + "\n")
}

fn describe(compared: &Compared, change: &ClauseChange) -> Value {
    let (old, new) = (&compared.old.paper, &compared.new.paper);
    let side =
        |paper: &Paper, side: &Option<Side>| side.as_ref().map(|side| describe_side(paper, side));
    let hunks: Vec<Value> = change
        .hunks
        .iter()
        .map(|hunk| {
            json!({
                "kind": hunk.kind,
                "old": { "text": old.slice(&hunk.old), "start": hunk.old.start, "end": hunk.old.end },
                "new": { "text": new.slice(&hunk.new), "start": hunk.new.start, "end": hunk.new.end },
            })
        })
        .collect();
    let owner = if change.old.is_some() { old } else { new };
    let cells: Vec<Value> = change.cells.iter().map(|cell| describe_side(owner, cell)).collect();
    json!({
        "id": change.id,
        "kind": change.kind,
        "weight": change.weight,
        "old": side(old, &change.old),
        "new": side(new, &change.new),
        "hunks": hunks,
        "cells": cells,
        "below": change.below,
        "touches": change.touches,
        "notes": change.notes,
    })
}

fn describe_side(paper: &Paper, side: &Side) -> Value {
    json!({
        "place": side.place,
        "text": paper.slice(&side.text),
        "start": side.text.start,
        "end": side.text.end,
    })
}
