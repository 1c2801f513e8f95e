//! Boxes with text. A file can hold one twice, as a drawing and for programs that know none: what
//! changes in the one changes in the other.

use std::ops::Range;

use super::sheet::{Reason, Sheet};
use super::splice::Splice;
use super::tree::Tree;

/// What a box holds, and the same for programs that know no drawings; bytes of the part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Twin {
    shown: Range<usize>,
    spare: Range<usize>,
}

/// Finds the boxes that stand twice in the same words.
pub(super) fn find_twins(tree: &Tree<'_>) -> Vec<Twin> {
    let is = |at: usize, bare: &str| tree.name(at).rsplit(':').next() == Some(bare);
    let mut twins = Vec::new();
    for both in (0..tree.len()).filter(|at| is(*at, "AlternateContent")) {
        let boxes = |side: &str| -> Vec<usize> {
            let side = tree.children(both).find(|child| is(*child, side));
            let inside = side.map(|side| tree.inside(side)).unwrap_or_default();
            inside.filter(|at| tree.is(*at, "w:txbxContent")).collect()
        };
        let (shown, spare) = (boxes("Choice"), boxes("Fallback"));
        if shown.len() != spare.len() {
            continue;
        }
        for (shown, spare) in shown.into_iter().zip(spare) {
            if tree.content(shown) == tree.content(spare) {
                twins.push(Twin { shown: tree.inner(shown), spare: tree.inner(spare) });
            }
        }
    }
    twins
}

impl Sheet<'_> {
    /// The box that holds an element.
    pub(super) fn find_box(&self, at: usize) -> Option<usize> {
        self.tree.above(at).find(|above| self.tree.is(*above, "w:txbxContent"))
    }

    /// Refuses paragraphs in boxes that the file holds twice in other words, or in other objects.
    pub(super) fn check_box(&self, paragraph: usize) -> Result<(), Reason> {
        let refuse = || Err("it stands in a box with text".to_owned());
        let tree = &self.tree;
        let Some(found) = self.find_box(paragraph) else {
            let nested = tree.above(paragraph).any(|above| tree.is(above, "w:p"));
            return if nested { refuse() } else { Ok(()) };
        };
        let inner = tree.inner(found);
        let is_single = !tree.above(found).any(|above| tree.name(above).ends_with(":Choice"));
        let is_twin = self.twins.iter().any(|twin| twin.shown == inner);
        if is_single || is_twin { Ok(()) } else { refuse() }
    }

    /// Adds to what is written into boxes what is written into their twins.
    pub(super) fn mirror(&self, splices: &mut Vec<Splice>) {
        let mut more = Vec::new();
        for twin in &self.twins {
            let held = |splice: &&Splice| {
                twin.shown.start <= splice.at.start && splice.at.end <= twin.shown.end
            };
            let shift = |byte: usize| byte - twin.shown.start + twin.spare.start;
            more.extend(splices.iter().filter(held).map(|splice| Splice {
                at: shift(splice.at.start)..shift(splice.at.end),
                with: splice.with.clone(),
                order: splice.order,
            }));
        }
        splices.extend(more);
    }
}
