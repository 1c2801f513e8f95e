//! Footnotes and endnotes: a note goes when its mark in the text goes.

use std::ops::Range;

use super::draft::Draft;
use super::plan::{Desk, find_atom};
use super::sheet::Reason;
use crate::read::Node;
use crate::read::docx::AtomKind;

/// The mark of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteMark {
    /// Whether it is an endnote.
    pub(super) is_end: bool,
    /// Its id in the file.
    pub(super) id: String,
}

impl Desk<'_> {
    /// Says that the words of a note go with its mark.
    pub(super) fn drop_note(&self, draft: &mut Draft, mark: &NoteMark) {
        let kind = if mark.is_end { "endnotes" } else { "footnotes" };
        let ranges: Vec<Range<usize>> = (1..self.sheets.len())
            .filter_map(|part| Some((part, self.sheets.get(part)?)))
            .filter(|(_, sheet)| sheet.story.part.contains(kind))
            .flat_map(|(part, sheet)| {
                let paras = sheet.story.find_note(&mark.id).unwrap_or_default();
                paras.into_iter().filter_map(move |para| self.shown.get(&(part, para)).cloned())
            })
            .collect();
        ranges.into_iter().for_each(|range| draft.lose(range));
    }

    /// Strikes the mark of a note.
    ///
    /// **Errors:** when it has a comment, or its mark is not found.
    pub(super) fn delete_note(
        &self,
        node: &Node,
        remark: Option<(u32, &str)>,
    ) -> Result<Draft, Reason> {
        if remark.is_some() {
            return Err("it stands in a footnote, and the comment with it".to_owned());
        }
        let whole = node.span.start..node.end;
        let at = self.paper.runs_in(&whole).iter().find_map(find_atom);
        let at = at.ok_or("the note says nothing")?;
        let sheet = self.sheet(at.part)?;
        let is_end = sheet.story.part.contains("endnotes");
        let id = sheet.story.find_note_of(at.para).ok_or("the note has no id")?;
        let body = self.sheet(0)?;
        let wanted = AtomKind::Note { is_end, id: id.clone() };
        let mut draft = Draft::default();
        for para in &body.story.paras {
            for atom in para.atoms.iter().filter(|atom| atom.kind == wanted) {
                let child = body.tree.at_byte(atom.source.start);
                let run = child.and_then(|child| body.tree.parent(child));
                let run = run.filter(|run| body.tree.is(*run, "w:r"));
                let run = run.ok_or("its mark stands in an object")?;
                let _ = body.fences(run)?;
                draft.cut(0, run, atom.source.clone(), "del");
                draft.notes.push(NoteMark { is_end, id: id.clone() });
            }
        }
        if draft.notes.is_empty() {
            Err("its mark is not in the text".to_owned())
        } else {
            Ok(draft)
        }
    }
}
