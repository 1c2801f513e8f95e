//! How a rule stands on a day: the law as it was, is, or will be.

use std::collections::BTreeSet;

use accordant_agreement::Date;
use serde::Serialize;

use crate::condition::Truth;
use crate::entry::LawVersion;
use crate::fact::Scope;

/// How a rule stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Standing {
    /// No version of it was law yet.
    NotLaw,
    /// It binds.
    Applies(Dates),
    /// It is law, and binds from a later day.
    NotYet(Dates),
    /// It binds no more.
    Ended(Dates),
}

/// The dates of the version that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Dates {
    /// From when it binds.
    pub applies_from: Date,
    /// Until when, if that is known.
    pub until: Option<Date>,
    /// What set these dates.
    pub by: String,
    /// Since when that version has stood.
    pub stands_from: Date,
    /// Remark of the version.
    pub note: Option<String>,
    /// The duty in the words of this version, when it has its own.
    pub duty: Option<String>,
    /// The date that an earlier version had set, and what had set it, when this one moved it.
    pub moved_from: Option<(Date, String)>,
}

impl Standing {
    /// The dates, if any version stands.
    pub fn dates(&self) -> Option<&Dates> {
        match self {
            Self::NotLaw => None,
            Self::Applies(dates) | Self::NotYet(dates) | Self::Ended(dates) => Some(dates),
        }
    }
}

/// Finds how a rule stands on a day, for the facts in scope.
///
/// Of the versions that were law by then and speak for these facts, the last of each group of
/// facts counts; of several groups, the one that binds first.
pub fn find_standing(versions: &[LawVersion], as_of: Date, scope: Scope<'_>) -> Standing {
    let speaks = |version: &&LawVersion| {
        version.when.as_ref().is_none_or(|when| when.decide(scope).truth == Truth::Yes)
    };
    let known: Vec<&LawVersion> =
        versions.iter().filter(|version| version.stands_from <= as_of).filter(speaks).collect();
    let last_of_group = |version: &&&LawVersion| {
        !known
            .iter()
            .any(|other| same_group(other, version) && other.stands_from > version.stands_from)
    };
    let specific = known.iter().any(|version| version.when.is_some());
    let Some(version) = known
        .iter()
        .filter(last_of_group)
        // A version for these very facts goes before one for all.
        .filter(|version| !specific || version.when.is_some())
        .min_by_key(|version| version.applies_from)
    else {
        return Standing::NotLaw;
    };
    let moved_from = known
        .iter()
        .filter(|earlier| same_group(earlier, version) && earlier.stands_from < version.stands_from)
        .max_by_key(|earlier| earlier.stands_from)
        // A new wording of a duty that bound already has moved nothing.
        .filter(|earlier| version.stands_from < earlier.applies_from)
        .filter(|earlier| earlier.applies_from != version.applies_from)
        .map(|earlier| (earlier.applies_from, earlier.by.clone()));
    let dates = Dates {
        applies_from: version.applies_from,
        until: version.until,
        by: version.by.clone(),
        stands_from: version.stands_from,
        note: version.note.clone(),
        duty: version.duty.clone(),
        moved_from,
    };
    if version.until.is_some_and(|until| until <= as_of) {
        Standing::Ended(dates)
    } else if version.applies_from <= as_of {
        Standing::Applies(dates)
    } else {
        Standing::NotYet(dates)
    }
}

/// Facts whose absence leaves open whether any version speaks for this scope; empty when one does,
/// or when none could.
pub fn find_undecided(versions: &[LawVersion], as_of: Date, scope: Scope<'_>) -> BTreeSet<String> {
    let mut missing = BTreeSet::new();
    for version in versions.iter().filter(|version| version.stands_from <= as_of) {
        let Some(when) = &version.when else { return BTreeSet::new() };
        let verdict = when.decide(scope);
        match verdict.truth {
            Truth::Yes => return BTreeSet::new(),
            Truth::Unknown => missing.extend(verdict.missing),
            Truth::No => {}
        }
    }
    missing
}

fn same_group(a: &LawVersion, b: &LawVersion) -> bool {
    a.when == b.when
}
