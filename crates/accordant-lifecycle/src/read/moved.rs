//! Positions that moved: two readings held against each other, for our side or against it.

mod measure;

use std::collections::BTreeMap;

use accordant_document::compare::Changed;
use accordant_packs::Packs;
use accordant_packs::entry::{Position, Provision, Stance};
use serde::Serialize;

use measure::{MovedValue, compare_duties, compare_values, judge_values};

use super::{ABSENT, Evidence, PaperReading, Reading};

/// Whose side is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OurSide {
    /// Who takes the AI or the data on: the customer.
    Adopter,
    /// The AI partner: the vendor.
    Partner,
}

/// A provision whose position, or whose values, are others.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct MovedPosition {
    /// Id of the provision.
    pub provision: String,
    /// Its title.
    pub title: String,
    /// Where it was.
    pub old: Rested,
    /// Where it is.
    pub new: Rested,
    /// Whom the move serves.
    pub direction: Direction,
    /// Values that are others, and duties that are choices now: "12 months → 6 months",
    /// "duty: “shall” → “may”".
    pub values: Vec<String>,
}

/// A position with the words that decide it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rested {
    /// Id of the position, or [`ABSENT`].
    pub position: String,
    /// Its short name.
    pub label: String,
    /// The sentence that weighs most.
    pub evidence: Option<Evidence>,
}

/// Whom a move serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It hurts our side.
    AgainstUs,
    /// It moved; the ladder does not say for whom, or no side was named.
    Moved,
    /// It helps our side.
    ForUs,
}

/// Finds the provisions that moved between two papers; what hurts us first.
///
/// **Shapes:** ladders list positions from the adopter's best to its worst; silence is judged by how
/// our side sees the position that came or went. A provision moves only where words that carry its old
/// or its new reading changed; two formats of the same words move nothing.
pub fn find_moved(
    packs: &Packs,
    old: &PaperReading,
    new: &PaperReading,
    changed: &Changed<'_>,
    side: Option<OurSide>,
) -> Vec<MovedPosition> {
    let before: BTreeMap<&str, &Reading> =
        old.readings.iter().map(|reading| (reading.provision.as_str(), reading)).collect();
    let mut moved = Vec::new();
    for after in &new.readings {
        let Some(before) = before.get(after.provision.as_str()) else { continue };
        let is_same = before.position == after.position;
        let values = if is_same && after.position != ABSENT {
            compare_values(before, after)
        } else {
            Vec::new()
        };
        let duties = if is_same && after.position != ABSENT {
            compare_duties(before, after)
        } else {
            Vec::new()
        };
        if (is_same && values.is_empty() && duties.is_empty())
            || !rests_on_change(before, after, changed)
        {
            continue;
        }
        let provision = packs.provisions.get(&after.provision);
        moved.push(MovedPosition {
            provision: after.provision.clone(),
            title: provision.map_or_else(|| after.provision.clone(), |found| found.title.clone()),
            old: rest(provision, before),
            new: rest(provision, after),
            direction: if is_same {
                match judge_values(packs, &after.provision, &values, side) {
                    // For whom a duty is, no ladder says.
                    Direction::ForUs if !duties.is_empty() => Direction::Moved,
                    judged => judged,
                }
            } else {
                judge(provision, &before.position, &after.position, side)
            },
            values: values.iter().map(MovedValue::describe).chain(duties).collect(),
        });
    }
    moved.sort_by(|a, b| (a.direction, &a.provision).cmp(&(b.direction, &b.provision)));
    moved
}

/// Whether words that carry one of two readings changed.
fn rests_on_change(before: &Reading, after: &Reading, changed: &Changed<'_>) -> bool {
    let range = |evidence: &Evidence| evidence.start..evidence.end;
    before.evidence.iter().any(|evidence| changed.touches_old(&range(evidence)))
        || after.evidence.iter().any(|evidence| changed.touches_new(&range(evidence)))
}

fn rest(provision: Option<&Provision>, reading: &Reading) -> Rested {
    let found = provision.and_then(|provision| provision.find_position(&reading.position));
    let label = match found {
        Some(position) => position.label.clone(),
        None if reading.position == ABSENT => "silent".to_owned(),
        None => reading.position.clone(),
    };
    Rested {
        position: reading.position.clone(),
        label,
        evidence: reading.evidence.first().cloned(),
    }
}

fn judge(
    provision: Option<&Provision>,
    before: &str,
    after: &str,
    side: Option<OurSide>,
) -> Direction {
    let (Some(provision), Some(side)) = (provision, side) else { return Direction::Moved };
    let stance = |position: &Position| match side {
        OurSide::Adopter => position.adopter,
        OurSide::Partner => position.partner,
    };
    let rank = |id: &str| {
        let place = provision.positions.iter().position(|position| position.id == id)?;
        Some(match side {
            OurSide::Adopter => place,
            OurSide::Partner => provision.positions.len() - place,
        })
    };
    // What is good for us stands below what is not, as ranks do.
    let weigh = |id: &str| {
        provision.find_position(id).map(|position| match stance(position) {
            Stance::Preferred | Stance::Acceptable => Direction::ForUs,
            Stance::Fallback => Direction::Moved,
            Stance::WalkAway => Direction::AgainstUs,
        })
    };
    match (rank(before), rank(after)) {
        (Some(from), Some(to)) if to < from => Direction::ForUs,
        (Some(from), Some(to)) if to > from => Direction::AgainstUs,
        (None, Some(_)) => weigh(after).unwrap_or(Direction::Moved),
        (Some(_), None) => match weigh(before) {
            Some(Direction::ForUs) => Direction::AgainstUs,
            Some(Direction::AgainstUs) => Direction::ForUs,
            _ => Direction::Moved,
        },
        _ => Direction::Moved,
    }
}
