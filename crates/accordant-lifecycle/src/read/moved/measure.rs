//! Values that moved: compared in one unit, with the side that they serve, and duties that became options.

use accordant_packs::Packs;
use accordant_packs::entry::Better;

use super::{Direction, OurSide};
use crate::read::{Evidence, Reading};

/// A kind of value that is another.
pub(super) struct MovedValue {
    kind: String,
    gone: Vec<String>,
    come: Vec<String>,
    /// Whether the sentence speaks of a price that rises: who pays wants less of it.
    raises: bool,
}

impl MovedValue {
    pub(super) fn describe(&self) -> String {
        format!("{} → {}", self.gone.join(", "), self.come.join(", "))
    }

    /// Whether it grew, where each side has one value that can be held against the other.
    fn grew(&self) -> Option<bool> {
        let ([was], [is]) = (self.gone.as_slice(), self.come.as_slice()) else { return None };
        let ((before, unit), (after, other)) = (split_unit(was)?, split_unit(is)?);
        if unit == other {
            return (before != after).then_some(after > before);
        }
        let (before, after) = (before * count_minutes(&unit)?, after * count_minutes(&other)?);
        // Months and years have no one length: what is nearly the same is not told apart.
        let is_near = (before - after).abs() * 100 <= before.max(after) * NEAR_PERCENT;
        (!is_near).then_some(after > before)
    }
}

/// Lengths that differ by less count as the same, where their units differ.
const NEAR_PERCENT: i64 = 3;

/// A number, in thousandths, and its unit.
fn split_unit(value: &str) -> Option<(i64, String)> {
    let is_figure = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let start = value.find(|c: char| c.is_ascii_digit())?;
    let rest = value.get(start..)?;
    let figures = rest.get(..rest.find(|c| !is_figure(c)).unwrap_or(rest.len()))?;
    let plain = figures.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let number = whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(part.parse().ok()?)?;
    // No length of time, sum or share in a contract is larger.
    (number < 1_000_000_000_000)
        .then(|| (number, value.replacen(figures, "", 1).trim().to_lowercase()))
}

/// How long a unit of time is. A week has five business days.
fn count_minutes(unit: &str) -> Option<i64> {
    Some(match unit {
        "minutes" => 1,
        "hours" => 60,
        "days" => 24 * 60,
        "business days" => 24 * 60 * 7 / 5,
        "weeks" => 7 * 24 * 60,
        "months" => 365 * 24 * 60 / 12,
        "quarters" => 365 * 24 * 60 / 4,
        "years" => 365 * 24 * 60,
        _ => return None,
    })
}

/// Whom moved values serve, by the end of each parameter that the adopter wants.
pub(super) fn judge_values(
    packs: &Packs,
    id: &str,
    values: &[MovedValue],
    side: Option<OurSide>,
) -> Direction {
    let (Some(side), Some(provision), Some(cues)) =
        (side, packs.provisions.get(id), packs.cues.get(id))
    else {
        return Direction::Moved;
    };
    let judged = values.iter().map(|value| {
        let fill = cues.fills.iter().find(|(kind, _)| kind.as_str() == value.kind);
        let stated = fill.and_then(|(_, name)| provision.params.get(name)?.better);
        let better = stated.or(value.raises.then_some(Better::Lower))?;
        let helps_adopter = value.grew()? == (better == Better::Higher);
        Some(helps_adopter == (side == OurSide::Adopter))
    });
    let judged: Vec<Option<bool>> = judged.collect();
    match judged.as_slice() {
        [] => Direction::Moved,
        all if all.iter().all(|one| *one == Some(true)) => Direction::ForUs,
        all if all.iter().all(|one| *one == Some(false)) => Direction::AgainstUs,
        _ => Direction::Moved,
    }
}

/// The values that one of two readings of the same position has and the other has not.
pub(super) fn compare_values(before: &Reading, after: &Reading) -> Vec<MovedValue> {
    let mut kinds: Vec<&String> = before.values.keys().chain(after.values.keys()).collect();
    kinds.sort();
    kinds.dedup();
    let mut changed = Vec::new();
    for kind in kinds {
        let (was, is) = (list_values(before, kind), list_values(after, kind));
        let only = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|value| !other.contains(value)).cloned().collect()
        };
        let (gone, come) = (only(&was, &is), only(&is, &was));
        let raises = kind == "percent" && raises(before) && raises(after);
        let kind = kind.clone();
        if !gone.is_empty() && !come.is_empty() {
            changed.push(MovedValue { kind, gone, come, raises });
        } else if kind == "regions" && gone.len() != come.len() && !was.is_empty() && !is.is_empty()
        {
            // One more place is another list of places.
            changed.push(MovedValue { kind, gone: was, come: is, raises });
        }
    }
    changed
}

/// The values of a kind; days that only count when people work say so.
fn list_values(reading: &Reading, kind: &str) -> Vec<String> {
    let values = reading.values.get(kind).cloned().unwrap_or_default();
    let is_alone = values.iter().filter(|value| value.ends_with(" days")).count() == 1;
    let name = |value: String| match value.strip_suffix(" days") {
        Some(figure) if counts_work(&reading.evidence, figure, is_alone) => {
            format!("{figure} business days")
        }
        _ => value,
    };
    values.into_iter().map(name).collect()
}

/// Whether quotes speak of so many business days; in words too, where no other days are spoken of.
fn counts_work(evidence: &[Evidence], figure: &str, is_alone: bool) -> bool {
    evidence.iter().any(|evidence| {
        let words = list_words(&evidence.quote);
        words.windows(3).any(|three| match three {
            [number, work, days] => {
                matches!(work.as_str(), "business" | "working")
                    && matches!(days.as_str(), "day" | "days")
                    && (number == figure
                        || (is_alone && number.starts_with(|c: char| c.is_alphabetic())))
            }
            _ => false,
        })
    })
}

fn list_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether the sentences of a reading speak of prices that go up.
fn raises(reading: &Reading) -> bool {
    let up = ["increase", "increases", "increased", "raise", "raises", "rise", "rises", "uplift"];
    reading
        .evidence
        .iter()
        .any(|evidence| list_words(&evidence.quote).iter().any(|word| up.contains(&word.as_str())))
}

/// Words that make a duty, and words that leave a choice.
const DUTY: [&str; 4] = ["shall", "must", "will", "undertakes"];
const CHOICE: [&str; 3] = ["may", "can", "might"];

/// Part of the words that two versions of a sentence share.
const SAME_PERCENT: usize = 60;

/// Tells where a duty became a choice, or a choice a duty, in sentences that carry both readings.
pub(super) fn compare_duties(before: &Reading, after: &Reading) -> Vec<String> {
    if before.evidence.len() != after.evidence.len() {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    for (was, is) in before.evidence.iter().zip(&after.evidence) {
        let (was, is) = (list_words(&was.quote), list_words(&is.quote));
        let shared = was.iter().filter(|word| is.contains(word)).count();
        if shared * 100 < was.len().max(is.len()) * SAME_PERCENT {
            continue;
        }
        // The first of some words that one sentence has more often than the other.
        let more = |list: &[String], other: &[String], some: &[&str]| -> Option<String> {
            let count =
                |words: &[String], word: &String| words.iter().filter(|w| *w == word).count();
            let mut words = list.iter().filter(|word| some.contains(&word.as_str()));
            words.find(|word| count(list, word) > count(other, word)).cloned()
        };
        for (from, to) in [(&DUTY[..], &CHOICE[..]), (&CHOICE[..], &DUTY[..])] {
            if let (Some(from), Some(to)) = (more(&was, &is, from), more(&is, &was, to)) {
                found.push(format!("duty: “{from}” → “{to}”"));
            }
        }
    }
    found.dedup();
    found
}
