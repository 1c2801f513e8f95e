//! The last round: what we sent, read from its directory, against what came back.

use std::path::Path;

use accordant_document::read::{MOST_BYTES, Paper, View};
use accordant_lifecycle::review::{Round, RoundPapers, SentRound, judge_round, share_paragraphs};

use crate::failure::Failure;
use crate::papers::{self, File, Opened};
use crate::{files, terminal};

/// Fewer of the paragraphs that were sent, in per cent, make it another paper.
const FEWEST_SHARED: usize = 15;

/// What we sent.
pub(super) struct Last {
    pub(super) sent: SentRound,
    before: Paper,
    asked: Paper,
    bytes: Vec<u8>,
}

/// Opens the directory that a review wrote.
///
/// **Errors:** [`Failure::Asked`] when the directory is none of a review, or its files are damaged.
pub(super) fn open(dir: &Path) -> Result<Last, Failure> {
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
    Ok(Last { sent, before, asked, bytes })
}

impl Last {
    /// Judges what came back.
    ///
    /// **Errors:** [`Failure::Asked`] when it is another paper than the one that was sent.
    pub(super) fn judge(&self, opened: &Opened) -> Result<Round, Failure> {
        if !opened.paper.revisions.is_empty() || !self.asked.revisions.is_empty() {
            terminal::note(&terminal::faint(&format!(
                "{} in what came back, {} in what we sent",
                terminal::counted(opened.paper.revisions.len(), "marked change", "marked changes"),
                self.asked.revisions.len()
            )));
        }
        let theirs = papers::list_new_markers(&self.asked, &opened.paper);
        let kept = papers::undo_marks(&opened.bytes, &opened.paper, opened.source.name(), &theirs)?;
        let papers = RoundPapers {
            before: &self.before,
            asked: &self.asked,
            returned: &opened.paper,
            kept: kept.as_ref().map_or(&opened.paper, |(_, paper)| paper),
        };
        let shared = share_paragraphs(papers);
        if shared < FEWEST_SHARED {
            return Err(Failure::asked(
                format!(
                    "`{}` has {shared} % of the paragraphs of `{}`, which was sent: it is another paper",
                    opened.source.name(),
                    self.sent.document
                ),
                "name the directory of the review of this paper, or leave `--last` out",
            ));
        }
        let comparison = papers::compare_files(
            File { name: &self.sent.document, bytes: &self.bytes, paper: &self.asked },
            File {
                name: opened.source.name(),
                bytes: kept.as_ref().map_or(&opened.bytes, |(bytes, _)| bytes),
                paper: papers.kept,
            },
        )?;
        Ok(judge_round(&self.sent, papers, &comparison))
    }
}
