//! Splits: one paragraph that became several, and several that became one.

use super::align::{Alignment, Item};
use super::similar::likeness;

/// Most paragraphs that one becomes.
const MOST_PARTS: usize = 6;
/// How much likelier a pair must become with a neighbour, in thousandths.
const GAIN: u32 = 60;
/// Least likeness with the neighbours.
const LIKE: u32 = 700;

/// Units that go with the pair of another unit: for each, the index of that unit on its own side.
#[derive(Debug, Clone, Default)]
pub(super) struct Splits {
    pub(super) new_goes_with: Vec<Option<usize>>,
    pub(super) old_goes_with: Vec<Option<usize>>,
}

impl Splits {
    /// None among so many units.
    pub(super) fn none(old: usize, new: usize) -> Self {
        Self { new_goes_with: vec![None; new], old_goes_with: vec![None; old] }
    }
}

/// Finds them, and takes their parts out of what is free.
pub(super) fn find(alignment: &Alignment, old: &[Item], new: &[Item]) -> Splits {
    let mut splits = Splits::none(old.len(), new.len());
    for (at, place) in alignment.new_of.iter().enumerate() {
        let Some(place) = *place else { continue };
        let (Some(item), Some(other)) = (old.get(at), new.get(place)) else { continue };
        if item.identity == other.identity || item.class != 0 {
            continue;
        }
        let taken = grow(item, other, place, new, |at| {
            alignment.old_of.get(at) == Some(&None) && splits.new_goes_with.get(at) == Some(&None)
        });
        if !taken.is_empty() {
            for part in taken {
                if let Some(slot) = splits.new_goes_with.get_mut(part) {
                    *slot = Some(place);
                }
            }
            continue;
        }
        let taken = grow(other, item, at, old, |at| {
            alignment.new_of.get(at) == Some(&None) && splits.old_goes_with.get(at) == Some(&None)
        });
        for part in taken {
            if let Some(slot) = splits.old_goes_with.get_mut(part) {
                *slot = Some(at);
            }
        }
    }
    splits
}

/// The free neighbours of a part that make it likelier to be the whole.
fn grow(
    whole: &Item,
    part: &Item,
    at: usize,
    all: &[Item],
    is_free: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let mut bag = part.bag.clone();
    let mut best = likeness(&whole.bag, &bag);
    let mut taken = Vec::new();
    let (mut first, mut last) = (at, at);
    while taken.len() + 1 < MOST_PARTS {
        let next = [Some(last + 1), first.checked_sub(1)].into_iter().flatten().find_map(|side| {
            let item = all.get(side).filter(|item| item.class == part.class && is_free(side))?;
            let mut joined = bag.clone();
            joined.extend(&item.bag);
            joined.sort_unstable();
            let like = likeness(&whole.bag, &joined);
            (like >= best + GAIN && !item.bag.is_empty()).then_some((side, joined, like))
        });
        let Some((side, joined, like)) = next else { break };
        (bag, best) = (joined, like);
        (first, last) = (first.min(side), last.max(side));
        taken.push(side);
    }
    if best >= LIKE { taken } else { Vec::new() }
}
