//! The decision: from the cues that were found to one position, with its evidence and reason.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use accordant_document::read::Paper;
use accordant_packs::entry::{Cue, CueSet, Decision};

use super::compile::{CompiledSet, Reader};
use super::roles::find_roles;
use super::scan::{Hit, Scan};
use super::values::find_values;
use super::{ABSENT, Evidence, PaperReading, Reading};

/// Every sentence that says the position is evidence; beyond this it only repeats.
const MOST_QUOTES: usize = 12;

impl Reader {
    /// Reads a paper.
    pub fn read(&self, document: &str, paper: &Paper) -> PaperReading {
        let roles = find_roles(&paper.text);
        let scan = Scan::new(self, paper, &roles);
        let hits = scan.find_hits(self);
        let mut by_set: Vec<Vec<&Hit>> = vec![Vec::new(); self.sets.len()];
        for hit in &hits {
            let set = self.cues.get(hit.cue).and_then(|cue| by_set.get_mut(cue.set));
            if let Some(list) = set {
                list.push(hit);
            }
        }
        let readings = self
            .sets
            .iter()
            .zip(by_set)
            .map(|(set, hits)| self.decide(set, &hits, &scan, paper))
            .collect();
        PaperReading { document: document.to_owned(), readings }
    }

    fn decide(&self, set: &CompiledSet, hits: &[&Hit], scan: &Scan, paper: &Paper) -> Reading {
        let entry = &set.entry;
        let strong: Vec<&Hit> = hits
            .iter()
            .copied()
            .filter(|hit| !self.cue(set, hit).is_some_and(|cue| cue.weak))
            .collect();
        let decided = [strong.as_slice(), hits].into_iter().find_map(|hits| {
            let signs: BTreeSet<&str> = hits
                .iter()
                .filter_map(|hit| self.cue(set, hit))
                .map(|cue| cue.says.as_str())
                .collect();
            find_position(entry, &signs).map(|(position, signs)| (position, signs, hits))
        });
        let Some((position, signs, hits)) = decided.filter(|(position, ..)| position != ABSENT)
        else {
            return Reading {
                provision: entry.id.clone(),
                position: ABSENT.to_owned(),
                values: BTreeMap::new(),
                evidence: Vec::new(),
                because: explain_silence(set, scan),
            };
        };
        let mut deciding: Vec<&Hit> = hits
            .iter()
            .copied()
            .filter(|hit| self.cue(set, hit).is_some_and(|cue| signs.contains(&cue.says)))
            .collect();
        // Quotes from the clause that speaks most of it, under a heading that says so, come first.
        let clause_of = |hit: &Hit| scan.clause_of(hit.unit);
        let mut said: BTreeMap<usize, usize> = BTreeMap::new();
        for hit in &deciding {
            *said.entry(clause_of(hit)).or_default() += 1;
        }
        deciding.sort_by_cached_key(|hit| {
            let clause = clause_of(hit);
            let headed = scan.has_heading(&set.headings, clause);
            let often = said.get(&clause).copied().unwrap_or(0).min(6);
            (Reverse(headed), self.rank(hit), Reverse(often), hit.range.start)
        });
        let mut evidence: Vec<Evidence> = Vec::new();
        let mut values = BTreeMap::new();
        let mut reasons: Vec<&str> = Vec::new();
        // A quote for every sign first, then one for every cue, then one for every clause.
        let mut seen_signs: BTreeSet<&str> = BTreeSet::new();
        let mut seen_cues: BTreeSet<usize> = BTreeSet::new();
        let mut seen_clauses: BTreeSet<usize> = BTreeSet::new();
        let mut tiers: [Vec<&Hit>; 4] = Default::default();
        for hit in &deciding {
            let sign = self.cue(set, hit).map_or("", |cue| cue.says.as_str());
            let new_sign = seen_signs.insert(sign);
            let new_cue = seen_cues.insert(hit.cue);
            let new_clause = seen_clauses.insert(clause_of(hit));
            let tier = if new_sign {
                0
            } else if new_cue {
                1
            } else if new_clause {
                2
            } else {
                3
            };
            if let Some(list) = tiers.get_mut(tier) {
                list.push(hit);
            }
        }
        for hit in tiers.into_iter().flatten() {
            let Some(unit) = scan.units.get(hit.unit) else { continue };
            let mut add = |range: std::ops::Range<usize>| {
                let known = evidence.iter().any(|known| known.start == range.start);
                if let (false, true, Some(quote)) =
                    (known, evidence.len() < MOST_QUOTES, paper.text.get(range.clone()))
                {
                    evidence.push(Evidence {
                        quote: quote.to_owned(),
                        place: paper.place_at(range.start),
                        start: range.start,
                        end: range.end,
                    });
                    find_values(&entry.values, quote, &mut values);
                }
            };
            add(unit.range.clone());
            if let (true, Some(lead)) = (hit.from_lead, unit.lead_range.clone()) {
                add(lead);
            }
            if let Some(cue) = self.cue(set, hit)
                && !reasons.contains(&cue.because.as_str())
                && reasons.len() < 3
            {
                reasons.push(&cue.because);
            }
        }
        Reading {
            provision: entry.id.clone(),
            because: explain(entry, &position, &reasons),
            position,
            values,
            evidence,
        }
    }

    fn cue<'s>(&self, set: &'s CompiledSet, hit: &Hit) -> Option<&'s Cue> {
        let cue = self.cues.get(hit.cue)?;
        set.entry.cues.get(cue.cue)
    }

    /// The place of a hit's cue among the cues of its set.
    fn rank(&self, hit: &Hit) -> usize {
        self.cues.get(hit.cue).map_or(0, |cue| cue.cue)
    }
}

/// The position that signs make, and the signs that make it.
fn find_position(entry: &CueSet, signs: &BTreeSet<&str>) -> Option<(String, Vec<String>)> {
    if entry.decisions.is_empty() {
        let position = entry.positions.iter().find(|position| signs.contains(position.as_str()))?;
        return Some((position.clone(), vec![position.clone()]));
    }
    let holds = |decision: &&Decision| {
        decision.all.iter().all(|sign| signs.contains(sign.as_str()))
            && (decision.any.is_empty()
                || decision.any.iter().any(|sign| signs.contains(sign.as_str())))
            && !decision.none.iter().any(|sign| signs.contains(sign.as_str()))
    };
    let decision = entry.decisions.iter().find(holds)?;
    let of = decision.all.iter().chain(&decision.any).cloned().collect();
    Some((decision.position.clone(), of))
}

fn explain(entry: &CueSet, position: &str, reasons: &[&str]) -> String {
    let decided =
        if reasons.is_empty() { "the signs agree".to_owned() } else { reasons.join("; ") };
    let before: Vec<&str> =
        entry.positions.iter().map(String::as_str).take_while(|other| *other != position).collect();
    let change = match before.as_slice() {
        [] => String::new(),
        others => {
            let cue = entry.cues.iter().find(|cue| others.contains(&cue.says.as_str()));
            let how = cue.map_or(String::new(), |cue| format!(", such as: {}", cue.because));
            format!(". It would be `{}` if the paper said so{how}", others.join("` or `"))
        }
    };
    format!("{decided}{change}")
}

fn explain_silence(set: &CompiledSet, scan: &Scan) -> String {
    let searched = scan.find_headings(&set.headings);
    let wanted = set.entry.cues.first().map_or("", |cue| cue.because.as_str());
    let places = if searched.is_empty() {
        "no heading speaks of it, and no clause elsewhere does".to_owned()
    } else {
        let list: Vec<String> =
            searched.iter().take(6).map(|heading| format!("“{heading}”")).collect();
        format!("searched under {} and in every other clause", list.join(", "))
    };
    format!("not found: {places}. It would change if a clause said: {wanted}")
}
