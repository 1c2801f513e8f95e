//! Their paper with our changes: their own DOCX, or one made from a paper of another format.

use std::collections::BTreeSet;
use std::path::Path;

use accordant_document::read::{Format, Paper, View};
use accordant_document::redline::{
    Author, Change, Edit, RedlineError, Redlined, Refused, carry, reconstruct, redline,
};
use accordant_lifecycle::review::{Ours, Review};

use crate::failure::Failure;
use crate::files::Output;
use crate::papers::{self, Opened};
use crate::terminal;

/// Who marks the paper up: as asked, or our short name; on the day of the review.
pub(super) fn author(asked: Option<&str>, ours: Ours<'_>) -> Author {
    let us = ours.agreement.header.us.id();
    let name = asked.map(str::to_owned).unwrap_or_else(|| {
        ours.agreement.find_party(us).map_or_else(
            || us.to_owned(),
            |party| party.short.as_ref().unwrap_or(&party.name).value.clone(),
        )
    });
    let initials = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_alphanumeric())
        .take(3)
        .flat_map(char::to_uppercase)
        .collect();
    Author { name, initials, date: format!("{}T00:00:00Z", ours.assessment.as_of) }
}

/// Marks the paper up.
///
/// **Errors:** [`Failure::Asked`] when the file cannot be marked up.
pub(super) fn mark_up(
    review: &Review,
    opened: &Opened,
    path: &Path,
    author: &Author,
) -> Result<Output, Failure> {
    let edits = review.edits();
    let name = path.display().to_string();
    let failed = |error: RedlineError| {
        Failure::asked(format!("`{name}` cannot be marked up: {error}"), error.help())
    };
    let (marked, mut refused) = if opened.paper.format == Format::Docx {
        (mark(&opened.bytes, &opened.paper, &edits, author).map_err(failed)?, Vec::new())
    } else {
        // What has no tracked changes of its own gets a DOCX that has.
        let bytes = reconstruct(&opened.paper).map_err(failed)?;
        let paper = papers::parse(&bytes, &name, View::Final)?;
        let (edits, refused) = carry(&edits, &opened.paper, &paper);
        (mark(&bytes, &paper, &edits, author).map_err(failed)?, refused)
    };
    let Redlined { bytes, refused: more, .. } = marked;
    refused.extend(more);
    for Refused { id, reason } in &refused {
        terminal::note(&format!("not marked up: {id}: {reason}; see the issue list"));
    }
    let stem = path.file_stem().map_or_else(|| "paper".into(), |stem| stem.to_string_lossy());
    Ok(Output::new(format!("{stem}-redline.docx"), bytes))
}

/// Marks up; new clauses at the end of a cell or of the paper go in as one change where they cannot
/// go in one by one.
fn mark(
    bytes: &[u8],
    paper: &Paper,
    edits: &[Edit],
    author: &Author,
) -> Result<Redlined, RedlineError> {
    let marked = redline(bytes, paper, edits, author)?;
    if marked.refused.is_empty() {
        return Ok(marked);
    }
    let joined = join_insertions(edits, &marked.refused);
    if joined.len() == edits.len() {
        return Ok(marked);
    }
    let again = redline(bytes, paper, &joined, author)?;
    Ok(if again.refused.len() < marked.refused.len() { again } else { marked })
}

/// Joins insertions at a place where one was refused.
fn join_insertions(edits: &[Edit], refused: &[Refused]) -> Vec<Edit> {
    let place = |edit: &Edit| match &edit.change {
        Change::Insert { after, .. } => Some(*after),
        _ => None,
    };
    let narrow: BTreeSet<usize> = edits
        .iter()
        .filter(|edit| refused.iter().any(|refused| refused.id == edit.id))
        .filter_map(place)
        .collect();
    let mut joined: Vec<Edit> = Vec::new();
    for edit in edits {
        let at = place(edit).filter(|at| narrow.contains(at));
        let first = joined.iter_mut().find(|known| at.is_some() && place(known) == at);
        match (first, &edit.change) {
            (Some(first), Change::Insert { paragraphs: more, .. }) => {
                if let Change::Insert { paragraphs, .. } = &mut first.change {
                    paragraphs.extend(more.iter().cloned());
                }
                first.id = format!("{}, {}", first.id, edit.id);
                if let (Some(comment), Some(more)) = (&mut first.comment, &edit.comment) {
                    comment.push_str(&format!("\n{more}"));
                }
            }
            _ => joined.push(edit.clone()),
        }
    }
    joined
}
