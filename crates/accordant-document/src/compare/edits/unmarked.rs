//! Unmarked: changes that no tracked change of the text can say.

use super::super::{BesideKind, ChangeKind, Comparison};
use super::Undone;

impl Comparison {
    /// What [`Comparison::edits`] leaves out by its nature: the head and the foot of pages, looks, what
    /// stands beside the text, and, where the old paper `is_rewritten` or has another format than the
    /// new one, typesetting.
    ///
    /// **Shapes:** in the order of the changes, then of what stands beside the text; one entry a change.
    pub fn list_unmarked(&self, is_rewritten: bool) -> Vec<Undone> {
        let changes = self.changes.iter().filter_map(|change| {
            let reason = match change.kind {
                ChangeKind::Header => "the head of the pages is not marked",
                ChangeKind::Footer => "the foot of the pages is not marked",
                ChangeKind::Format => "how words look is not marked",
                ChangeKind::Typography if is_rewritten || self.by_words => {
                    "typesetting is not marked between two formats"
                }
                _ => return None,
            };
            Some(Undone { id: change.id.clone(), reason: reason.to_owned() })
        });
        let beside = self.beside.iter().map(|one| {
            let reason = match one.kind {
                BesideKind::Hidden => "hidden words are not marked",
                BesideKind::Link => "where a link leads is not marked",
                BesideKind::Comment => "comments are not carried over",
            };
            Undone { id: one.id.clone(), reason: reason.to_owned() }
        });
        changes.chain(beside).collect()
    }
}
