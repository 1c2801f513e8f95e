//! Words held against words: a paper in lower case, one space apart, without marks.

use std::collections::BTreeSet;

use accordant_document::read::{NodeKind, Paper};

/// A paper as folded paragraphs.
pub(super) struct FoldedPaper<'a> {
    pub(super) paragraphs: Vec<Paragraph<'a>>,
    /// All of them, one space apart.
    whole: String,
    /// Where each begins in that.
    starts: Vec<usize>,
}

/// A paragraph of a paper.
pub(super) struct Paragraph<'a> {
    /// Index of its node.
    pub(super) node: usize,
    /// Its words as they stand.
    pub(super) words: &'a str,
    /// Its words folded.
    pub(super) folded: String,
}

impl Paragraph<'_> {
    /// How many of the words of a folded text stand in it, in per cent.
    pub(super) fn share_words(&self, text: &str) -> usize {
        let here: BTreeSet<&str> = self.folded.split(' ').collect();
        let all = text.split(' ').count().max(1);
        text.split(' ').filter(|word| here.contains(word)).count() * 100 / all
    }
}

impl<'a> FoldedPaper<'a> {
    /// Folds the paragraphs of a paper; tables and rows are there as their cells.
    pub(super) fn of(paper: &'a Paper) -> Self {
        let paragraphs: Vec<Paragraph<'_>> = paper
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| !matches!(node.kind, NodeKind::Table | NodeKind::Row))
            .map(|(node, entry)| {
                let words = paper.slice(&entry.words);
                Paragraph { node, words, folded: fold(words) }
            })
            .filter(|paragraph| !paragraph.folded.is_empty())
            .collect();
        let (mut whole, mut starts) = (String::new(), Vec::new());
        for paragraph in &paragraphs {
            starts.push(whole.len());
            whole.push_str(&paragraph.folded);
            whole.push(' ');
        }
        Self { paragraphs, whole, starts }
    }

    /// The first paragraph that holds a folded text, or in which it begins: pages break paragraphs.
    pub(super) fn find(&self, folded: &str) -> Option<&Paragraph<'a>> {
        let at = self.whole.find(folded)?;
        let place = self.starts.partition_point(|start| *start <= at).checked_sub(1)?;
        self.paragraphs.get(place)
    }

    /// Whether a folded text stands in it; what is empty does.
    pub(super) fn has(&self, folded: &str) -> bool {
        folded.is_empty() || self.find(folded).is_some()
    }
}

/// Words in lower case, one space apart, without marks.
pub(super) fn fold(text: &str) -> String {
    text.split(|c: char| !(c.is_alphanumeric() || c == '%'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}
