//! The last round: what we sent, read from its directory, against what came back.

use std::path::Path;

use accordant_document::read::{MOST_BYTES, View};
use accordant_lifecycle::review::{Round, RoundPapers, SentRound, judge_round};

use crate::failure::Failure;
use crate::papers::{self, Opened};
use crate::{files, terminal};

/// Judges the round.
///
/// **Errors:** [`Failure::Asked`] when the directory is none of a review, or its files are damaged.
pub(super) fn judge(dir: &Path, opened: &Opened) -> Result<Round, Failure> {
    let path = dir.join("review.json");
    let bytes = files::read(&path, MOST_BYTES)?;
    let sent: SentRound = serde_json::from_slice(&bytes).map_err(|error| {
        Failure::asked(
            format!("`{}` is no review: {error}", path.display()),
            "name the directory that `accordant review -o DIR` wrote in the last round",
        )
    })?;
    let stem = Path::new(&sent.document).file_stem().unwrap_or_default().to_string_lossy();
    let path = dir.join(format!("{stem}-redline.docx"));
    let bytes = files::read(&path, MOST_BYTES)?;
    let name = path.display().to_string();
    let before = papers::parse(&bytes, &name, View::Original)?;
    let asked = papers::parse(&bytes, &name, View::Final)?;
    let unmarked = papers::parse(&opened.bytes, opened.source.name(), View::Original)?;
    if !opened.paper.revisions.is_empty() || !asked.revisions.is_empty() {
        terminal::note(&terminal::faint(&format!(
            "{} in what came back, {} in what we sent",
            terminal::counted(opened.paper.revisions.len(), "marked change", "marked changes"),
            asked.revisions.len()
        )));
    }
    let round = RoundPapers {
        before: &before,
        asked: &asked,
        returned: &opened.paper,
        unmarked: &unmarked,
    };
    Ok(judge_round(&sent, round))
}
