//! Alignment: which item of an old sequence became which of a new one.
//!
//! Items are paragraphs, rows or columns, known by their words only. The heaviest sequence of pairs
//! in the order of both stays in place; what is left is paired within its gap, then across gaps as
//! moves. Candidates come from an index of word pairs, so that long papers cost no square.

use std::collections::HashMap;

use super::similar::{Index, likeness};

/// Least likeness of a pair that keeps its place, in thousandths.
const LIKE: u32 = 450;
/// The same where the heading agrees, and where the number does.
const LIKE_BY_HEADING: u32 = 150;
const LIKE_BY_NUMBER: u32 = 300;
/// The same where nothing else is in the gap.
const LIKE_ALONE: u32 = 300;
/// Least likeness of what has moved.
const LIKE_MOVED: u32 = 800;
/// Least likeness of what stands beside something that has moved.
const LIKE_BESIDE: u32 = 600;
/// Fewest words that move on their own.
const FEWEST_MOVED: usize = 12;
/// Most words of what takes the place of something else.
const MOST_IN_PLACE: usize = 8;
/// Most pairs of the same words that are all tried.
const MOST_TWINS: usize = 36;

/// Something to align.
#[derive(Debug, Clone, Default)]
pub(super) struct Item {
    /// Items with the same number here say the same.
    pub(super) identity: u32,
    /// What may be paired with what: paragraphs, tables, notes.
    pub(super) class: u8,
    /// Its words as numbers, sorted.
    pub(super) bag: Vec<u32>,
    /// Pairs of neighbouring words, sorted, each once.
    pub(super) shingles: Vec<u64>,
    /// How many words it has; marks do not count.
    pub(super) words: usize,
    /// Its number, by which it can be known; may be empty.
    pub(super) number: String,
    /// Its heading, or the first cell of a row; may be empty.
    pub(super) heading: String,
}

/// Which became which.
#[derive(Debug, Clone, Default)]
pub(super) struct Alignment {
    /// Index of the new item for each old one.
    pub(super) new_of: Vec<Option<usize>>,
    /// Index of the old item for each new one.
    pub(super) old_of: Vec<Option<usize>>,
    /// Whether each old item has moved.
    pub(super) moved: Vec<bool>,
}

impl Alignment {
    /// Nothing is paired yet.
    pub(super) fn new(old: usize, new: usize) -> Self {
        Self { new_of: vec![None; old], old_of: vec![None; new], moved: vec![false; old] }
    }

    pub(super) fn pair(&mut self, old: usize, new: usize, moved: bool) {
        if let (Some(to), Some(from), Some(flag)) =
            (self.new_of.get_mut(old), self.old_of.get_mut(new), self.moved.get_mut(old))
        {
            (*to, *from, *flag) = (Some(new), Some(old), moved);
        }
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.new_of.get(old) == Some(&None) && self.old_of.get(new) == Some(&None)
    }

    /// The gaps between pairs that stay in place: free old items with free new ones.
    fn gaps(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut gaps = Vec::new();
        let (mut olds, mut news) = (Vec::new(), Vec::new());
        let mut next_new = 0;
        let take_news = |news: &mut Vec<usize>, to: usize, next: &mut usize| {
            news.extend((*next..to).filter(|at| self.old_of.get(*at) == Some(&None)));
            *next = to.max(*next);
        };
        for (old, new) in self.new_of.iter().enumerate() {
            match new {
                None => olds.push(old),
                Some(_) if self.moved.get(old) == Some(&true) => {}
                Some(new) => {
                    take_news(&mut news, *new, &mut next_new);
                    next_new = next_new.max(new + 1);
                    gaps.push((std::mem::take(&mut olds), std::mem::take(&mut news)));
                }
            }
        }
        take_news(&mut news, self.old_of.len(), &mut next_new);
        gaps.push((olds, news));
        gaps.retain(|(olds, news)| !olds.is_empty() && !news.is_empty());
        gaps
    }
}

/// A pair that could be.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    old: usize,
    new: usize,
    weight: u64,
}

/// Aligns two sequences.
pub(super) fn align(old: &[Item], new: &[Item]) -> Alignment {
    let mut alignment = Alignment::new(old.len(), new.len());
    let mut candidates = find_twins(old, new);
    let known_old: std::collections::HashSet<(u8, u32)> =
        old.iter().map(|item| (item.class, item.identity)).collect();
    let known_new: std::collections::HashSet<(u8, u32)> =
        new.iter().map(|item| (item.class, item.identity)).collect();
    let is_orphan = |item: &Item, known: &std::collections::HashSet<(u8, u32)>| {
        !known.contains(&(item.class, item.identity))
    };
    let lone_old: Vec<usize> = (0..old.len())
        .filter(|at| old.get(*at).is_some_and(|i| is_orphan(i, &known_new)))
        .collect();
    let lone_new: Vec<usize> = (0..new.len())
        .filter(|at| new.get(*at).is_some_and(|i| is_orphan(i, &known_old)))
        .collect();
    candidates.extend(find_alike(old, new, &lone_old, &lone_new, LIKE));
    for (old, new) in find_heaviest(candidates, new.len()) {
        alignment.pair(old, new, false);
    }
    complete(&mut alignment, old, new);
    alignment
}

/// Pairs what no pair has yet.
pub(super) fn complete(alignment: &mut Alignment, old: &[Item], new: &[Item]) {
    fill_gaps(alignment, old, new);
    find_moves(alignment, old, new);
    fill_gaps(alignment, old, new);
}

/// Pairs what is short and stands in the place of something short, such as the value in a cell.
pub(super) fn pair_places(alignment: &mut Alignment, old: &[Item], new: &[Item]) {
    let is_short = |items: &[Item], places: &[usize]| {
        places.iter().all(|at| items.get(*at).is_some_and(|item| item.words <= MOST_IN_PLACE))
    };
    for (olds, news) in alignment.gaps() {
        if olds.len() == news.len() && is_short(old, &olds) && is_short(new, &news) {
            for (old, new) in olds.into_iter().zip(news) {
                alignment.pair(old, new, false);
            }
        }
    }
}

/// Pairs what has the same words and stands elsewhere, however short it is: the nearest first.
pub(super) fn pair_strays(alignment: &mut Alignment, old: &[Item], new: &[Item]) {
    let mut news: HashMap<(&[u32], usize), Vec<usize>> = HashMap::new();
    for (at, item) in new.iter().enumerate() {
        if alignment.old_of.get(at) == Some(&None) {
            news.entry((&item.bag, item.words)).or_default().push(at);
        }
    }
    // Where the next pair that stays would put each old item among the new ones.
    let mut expected = 0;
    for (at, item) in old.iter().enumerate() {
        match alignment.new_of.get(at).copied().flatten() {
            Some(new) if alignment.moved.get(at) == Some(&false) => expected = new,
            Some(_) => {}
            None => {
                let Some(places) = news.get_mut(&(&item.bag[..], item.words)) else { continue };
                let near = places.iter().enumerate().min_by_key(|(_, new)| new.abs_diff(expected));
                if let Some((order, new)) = near.map(|(order, new)| (order, *new)) {
                    places.remove(order);
                    alignment.pair(at, new, true);
                }
            }
        }
    }
}

/// Pairs that say the same.
fn find_twins(old: &[Item], new: &[Item]) -> Vec<Candidate> {
    let mut olds: HashMap<(u8, u32), Vec<usize>> = HashMap::new();
    for (at, item) in old.iter().enumerate() {
        olds.entry((item.class, item.identity)).or_default().push(at);
    }
    let mut news: HashMap<(u8, u32), Vec<usize>> = HashMap::new();
    for (at, item) in new.iter().enumerate() {
        news.entry((item.class, item.identity)).or_default().push(at);
    }
    let mut found = Vec::new();
    for (at, item) in old.iter().enumerate() {
        let key = (item.class, item.identity);
        let (Some(ours), Some(theirs)) = (olds.get(&key), news.get(&key)) else { continue };
        let weight = 1000 * (item.words as u64 + 1);
        if ours.len() * theirs.len() <= MOST_TWINS {
            found.extend(theirs.iter().map(|new| Candidate { old: at, new: *new, weight }));
            continue;
        }
        // Many of a kind, such as lines to sign on: the first goes with the first, the last with the
        // last.
        let order = ours.partition_point(|place| *place < at);
        let from_end = ours.len() - order;
        let mut picks = vec![order];
        picks.extend(theirs.len().checked_sub(from_end));
        picks.dedup();
        for new in picks.iter().filter_map(|pick| theirs.get(*pick)) {
            found.push(Candidate { old: at, new: *new, weight });
        }
    }
    found
}

/// Pairs that say the same, among some items.
fn find_twins_in(old: &[Item], new: &[Item], olds: &[usize], news: &[usize]) -> Vec<Candidate> {
    let pick = |items: &[Item], places: &[usize]| -> Vec<Item> {
        let bare = |item: &Item| Item {
            identity: item.identity,
            class: item.class,
            words: item.words,
            ..Item::default()
        };
        places.iter().filter_map(|place| items.get(*place).map(bare)).collect()
    };
    let twins = find_twins(&pick(old, olds), &pick(new, news));
    let back = |twin: Candidate| {
        Some(Candidate { old: *olds.get(twin.old)?, new: *news.get(twin.new)?, ..twin })
    };
    twins.into_iter().filter_map(back).collect()
}

/// Pairs that say nearly the same, among some items.
fn find_alike(
    old: &[Item],
    new: &[Item],
    olds: &[usize],
    news: &[usize],
    least: u32,
) -> Vec<Candidate> {
    let index = Index::new(new, news);
    let mut found = Vec::new();
    for at in olds {
        let Some(item) = old.get(*at) else { continue };
        for (place, like) in index.find(item, new, least) {
            let words = item.words.min(new.get(place).map_or(0, |item| item.words));
            let weight = u64::from(like) * (words as u64 + 1);
            found.push(Candidate { old: *at, new: place, weight });
        }
    }
    found
}

/// The heaviest pairs that keep the order of both sides.
fn find_heaviest(mut candidates: Vec<Candidate>, news: usize) -> Vec<(usize, usize)> {
    // Of one old item, later new ones come first, so that it is taken once.
    candidates.sort_by(|a, b| (a.old, b.new).cmp(&(b.old, a.new)));
    // A Fenwick tree of the best chain that ends before a new item.
    let mut best: Vec<(u64, usize)> = vec![(0, usize::MAX); news + 1];
    let mut links: Vec<usize> = Vec::with_capacity(candidates.len());
    let mut top = (0, usize::MAX);
    for (order, candidate) in candidates.iter().enumerate() {
        let (mut at, mut before) = (candidate.new, (0_u64, usize::MAX));
        while at > 0 {
            if let Some(entry) = best.get(at).filter(|entry| entry.0 > before.0) {
                before = *entry;
            }
            at &= at - 1;
        }
        links.push(before.1);
        let sum = before.0 + candidate.weight;
        let mut at = candidate.new + 1;
        while let Some(entry) = best.get_mut(at) {
            if sum > entry.0 {
                *entry = (sum, order);
            }
            at += at & at.wrapping_neg();
        }
        if sum > top.0 {
            top = (sum, order);
        }
    }
    let mut pairs = Vec::new();
    let mut at = top.1;
    while let Some(candidate) = candidates.get(at) {
        pairs.push((candidate.old, candidate.new));
        at = links.get(at).copied().unwrap_or(usize::MAX);
    }
    pairs.reverse();
    pairs
}

/// Pairs what is left between pairs that stay.
fn fill_gaps(alignment: &mut Alignment, old: &[Item], new: &[Item]) {
    let mut candidates = Vec::new();
    for (olds, news) in alignment.gaps() {
        let alike = find_alike(old, new, &olds, &news, LIKE);
        candidates.extend(alike);
        let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
        for place in &news {
            let Some(item) = new.get(*place) else { continue };
            for key in [&item.number, &item.heading] {
                known.entry(key).or_default().push(*place);
            }
        }
        let is_alone = olds.len() == 1 && news.len() == 1;
        for at in &olds {
            let Some(item) = old.get(*at) else { continue };
            let mut places: Vec<usize> = if is_alone { news.clone() } else { Vec::new() };
            for key in [&item.number, &item.heading].into_iter().filter(|key| !key.is_empty()) {
                let named = known.get(key.as_str()).filter(|places| places.len() <= MOST_TWINS);
                places.extend(named.into_iter().flatten());
            }
            places.sort_unstable();
            places.dedup();
            for place in places {
                let Some(other) = new.get(place).filter(|other| other.class == item.class) else {
                    continue;
                };
                let like = likeness(&item.bag, &other.bag);
                let agrees = |key: &String, other: &String| !key.is_empty() && key == other;
                let least = if agrees(&item.heading, &other.heading) {
                    LIKE_BY_HEADING
                } else if is_alone {
                    LIKE_ALONE
                } else {
                    LIKE_BY_NUMBER
                };
                if like >= least {
                    let words = item.words.min(other.words) as u64 + 1;
                    let weight = u64::from(like.max(1)) * words;
                    candidates.push(Candidate { old: *at, new: place, weight });
                }
            }
        }
        candidates.extend(find_twins_in(old, new, &olds, &news));
    }
    for (old, new) in find_heaviest(candidates, new.len()) {
        alignment.pair(old, new, false);
    }
}

/// Pairs what stands elsewhere.
fn find_moves(alignment: &mut Alignment, old: &[Item], new: &[Item]) {
    let free = |list: &[Option<usize>]| -> Vec<usize> {
        (0..list.len()).filter(|at| list.get(*at) == Some(&None)).collect()
    };
    let (olds, news) = (free(&alignment.new_of), free(&alignment.old_of));
    let long = |items: &[Item], list: &[usize]| -> Vec<usize> {
        let is_long = |at: &&usize| items.get(**at).is_some_and(|i| i.words >= FEWEST_MOVED);
        list.iter().filter(is_long).copied().collect()
    };
    let mut candidates = find_alike(old, new, &long(old, &olds), &long(new, &news), LIKE_MOVED);
    candidates.sort_by(|a, b| (b.weight, a.old, a.new).cmp(&(a.weight, b.old, b.new)));
    let mut moved = Vec::new();
    for candidate in candidates {
        if alignment.is_free(candidate.old, candidate.new) {
            alignment.pair(candidate.old, candidate.new, true);
            moved.push((candidate.old, candidate.new));
        }
    }
    // What stood beside it and still does has moved with it, however short it is.
    while let Some((from, to)) = moved.pop() {
        let steps = [(from.checked_sub(1), to.checked_sub(1)), (Some(from + 1), Some(to + 1))];
        for (from, to) in steps {
            let (Some(from), Some(to)) = (from, to) else { continue };
            let (Some(item), Some(other)) = (old.get(from), new.get(to)) else { continue };
            if alignment.is_free(from, to)
                && item.class == other.class
                && (item.identity == other.identity
                    || likeness(&item.bag, &other.bag) >= LIKE_BESIDE)
            {
                alignment.pair(from, to, true);
                moved.push((from, to));
            }
        }
    }
}
