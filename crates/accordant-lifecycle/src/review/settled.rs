//! Our own words in their paper: where the wording that we would ask for stands already, it is the
//! position, whatever else the cues find.

use std::collections::BTreeMap;

use accordant_document::read::Paper;

use super::folded::{FoldedPaper, fold};
use super::offered::{Offer, Offers};
use super::rounds::SentRound;
use super::{Issue, Rung};
use crate::read::Evidence;

/// Words shorter than this stand anywhere.
const FEWEST_WORDS: usize = 12;

/// What their paper offers in our own words, for the issues that would be raised without.
pub(super) fn find_settled(paper: &Paper, issues: &[Issue], sent: Option<&SentRound>) -> Offers {
    let folded = FoldedPaper::of(paper);
    let mut settled = Offers::new();
    for issue in issues {
        let before = sent
            .and_then(|sent| sent.issues.iter().find(|sent| sent.id == issue.id))
            .and_then(|sent| Some((sent.wording.as_str(), sent.ask.as_ref()?)));
        let asked = [Some((issue.wording.as_str(), &issue.ask)), before];
        for (wording, ask) in asked.into_iter().flatten() {
            let wanted = fold(wording);
            if wanted.split(' ').count() < FEWEST_WORDS {
                continue;
            }
            if let Some(paragraph) = folded.find(&wanted) {
                settled.insert(issue.id.clone(), Ok(offer(paper, paragraph.node, ask)));
                break;
            }
        }
    }
    settled
}

fn offer(paper: &Paper, node: usize, ask: &Rung) -> Offer {
    let range = paper.nodes.get(node).map_or(0..0, |node| node.words.clone());
    Offer {
        rung: ask.clone(),
        values: BTreeMap::new(),
        quotes: vec![Evidence {
            quote: paper.slice(&range).to_owned(),
            place: paper.place(node),
            start: range.start,
            end: range.end,
        }],
        because: "the wording that we ask for stands there".to_owned(),
    }
}
