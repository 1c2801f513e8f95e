//! Likeness: how much of their words two items share, and an index that finds who shares any.

use std::collections::HashMap;

use super::align::Item;

/// Most items that may share a pair of words before it says nothing.
const MOST_SHARED: usize = 24;
/// Most candidates that are weighed for an item.
const MOST_WEIGHED: usize = 8;

/// How much of their words two sorted bags share: twice the common ones by all, in thousandths.
pub(super) fn likeness(old: &[u32], new: &[u32]) -> u32 {
    let all = old.len() + new.len();
    if all == 0 {
        return 1000;
    }
    let common = count_common(old, new);
    u32::try_from(2000 * common / all).unwrap_or(1000)
}

/// How many entries two sorted bags have in common.
pub(super) fn count_common(old: &[u32], new: &[u32]) -> usize {
    let (mut left, mut right) = (old.iter().peekable(), new.iter().peekable());
    let mut common = 0;
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => _ = left.next(),
            std::cmp::Ordering::Greater => _ = right.next(),
            std::cmp::Ordering::Equal => {
                common += 1;
                (_, _) = (left.next(), right.next());
            }
        }
    }
    common
}

/// The items of a side by the pairs of words in them.
pub(super) struct Index {
    items: HashMap<u64, Vec<usize>>,
}

impl Index {
    /// Indexes some of the items.
    pub(super) fn new(all: &[Item], chosen: &[usize]) -> Self {
        let mut items: HashMap<u64, Vec<usize>> = HashMap::new();
        for at in chosen {
            for shingle in all.get(*at).map_or(&[][..], |item| &item.shingles) {
                items.entry(*shingle).or_default().push(*at);
            }
        }
        Self { items }
    }

    /// Items like another with their likeness, the likest first.
    pub(super) fn find(&self, item: &Item, all: &[Item], least: u32) -> Vec<(usize, u32)> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let mut order: Vec<usize> = Vec::new();
        for shingle in &item.shingles {
            let Some(places) = self.items.get(shingle) else { continue };
            if places.len() > MOST_SHARED {
                continue;
            }
            for place in places {
                *shared.entry(*place).or_insert_with(|| {
                    order.push(*place);
                    0
                }) += 1;
            }
        }
        order.sort_by_key(|place| (std::cmp::Reverse(shared.get(place).copied()), *place));
        order.truncate(MOST_WEIGHED);
        let mut found: Vec<(usize, u32)> = order
            .iter()
            .filter_map(|place| {
                let other = all.get(*place).filter(|other| other.class == item.class)?;
                Some((*place, likeness(&item.bag, &other.bag)))
            })
            .filter(|(_, like)| *like >= least)
            .collect();
        found.sort_by_key(|(place, like)| (std::cmp::Reverse(*like), *place));
        found
    }
}
