//! Conditions: a small closed set of typed predicates on facts, in three-valued logic.

use std::collections::BTreeSet;

use accordant_agreement::{Date, Span, find_nearest};
use serde::Serialize;
use toml::{Table, Value};

use crate::fact::{FactKind, FactValue, Scope, Vocabulary};

/// A condition, checked against the vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All hold. Empty: always true.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// The inner one does not hold.
    Not(Box<Condition>),
    /// A predicate on one fact.
    Fact(String, Test),
}

/// What is asked of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// One of the words is among its values.
    AnyOf(Vec<String>),
    /// All of the words are among its values.
    AllOf(Vec<String>),
    /// None of the words is among its values.
    NoneOf(Vec<String>),
    /// It is yes (or no).
    Is(bool),
    /// It is at least this number.
    AtLeast(u64),
    /// It is less than this number.
    LessThan(u64),
    /// It is a day before this one.
    Before(Date),
    /// It is this day or a later one.
    From(Date),
    /// It is stated (or not stated).
    Known(bool),
}

/// The answer of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It does not hold.
    No,
    /// A fact that decides is not known.
    Unknown,
    /// It holds.
    Yes,
}

/// A fact that a condition has looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reason {
    /// The fact.
    pub fact: String,
    /// The values that counted; empty when its absence did.
    pub values: Vec<String>,
    /// Where the file states them.
    pub spans: BTreeSet<Span>,
}

/// The answer with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The answer.
    pub truth: Truth,
    /// The facts that made it so.
    pub reasons: Vec<Reason>,
    /// Facts that would decide and are not known.
    pub missing: BTreeSet<String>,
}

impl Condition {
    /// Reads a condition from its table.
    ///
    /// **Errors:** every fault as the fact (or key) it is about, and what is wrong with it.
    pub fn parse(table: &Table, vocabulary: &Vocabulary) -> Result<Self, Vec<(String, String)>> {
        let mut parts = Vec::new();
        let mut faults = Vec::new();
        for (key, value) in table {
            let parsed = match key.as_str() {
                "any" => parse_list(key, value, vocabulary).map(Self::Any),
                "all" => parse_list(key, value, vocabulary).map(Self::All),
                "not" => match value {
                    Value::Table(inner) => {
                        Self::parse(inner, vocabulary).map(|inner| Self::Not(Box::new(inner)))
                    }
                    _ => Err(vec![(key.clone(), "`not` takes a table".into())]),
                },
                fact => parse_test(fact, value, vocabulary)
                    .map(|test| Self::Fact(fact.to_owned(), test))
                    .map_err(|fault| vec![(fact.to_owned(), fault)]),
            };
            match parsed {
                Ok(part) => parts.push(part),
                Err(found) => faults.extend(found),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let only = if parts.len() == 1 { parts.pop() } else { None };
        Ok(only.unwrap_or(Self::All(parts)))
    }

    /// Answers the condition from the facts in scope.
    pub fn decide(&self, scope: Scope<'_>) -> Verdict {
        match self {
            Self::All(parts) => {
                combine(parts.iter().map(|part| part.decide(scope)), Truth::No, Truth::Yes)
            }
            Self::Any(parts) => {
                combine(parts.iter().map(|part| part.decide(scope)), Truth::Yes, Truth::No)
            }
            Self::Not(inner) => {
                let mut verdict = inner.decide(scope);
                verdict.truth = match verdict.truth {
                    Truth::Yes => Truth::No,
                    Truth::No => Truth::Yes,
                    Truth::Unknown => Truth::Unknown,
                };
                verdict
            }
            Self::Fact(name, test) => decide_fact(name, test, scope),
        }
    }

    /// The names of all facts it asks about.
    pub fn facts(&self) -> BTreeSet<&str> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::facts).collect(),
            Self::Not(inner) => inner.facts(),
            Self::Fact(name, _) => BTreeSet::from([name.as_str()]),
        }
    }
}

/// Joins answers: `decisive` from one part settles the whole, otherwise unknown beats `neutral`.
///
/// A settled whole keeps only the reasons that settled it.
fn combine(parts: impl Iterator<Item = Verdict>, decisive: Truth, neutral: Truth) -> Verdict {
    let parts: Vec<_> = parts.collect();
    let truth = if parts.iter().any(|part| part.truth == decisive) {
        decisive
    } else if parts.iter().any(|part| part.truth == Truth::Unknown) {
        Truth::Unknown
    } else {
        neutral
    };
    let mut verdict = Verdict { truth, reasons: Vec::new(), missing: BTreeSet::new() };
    for part in parts {
        if part.truth == truth || truth == Truth::Unknown {
            verdict.reasons.extend(part.reasons);
            verdict.missing.extend(part.missing);
        }
    }
    if truth != Truth::Unknown {
        verdict.missing.clear();
    }
    verdict
}

fn decide_fact(name: &str, test: &Test, scope: Scope<'_>) -> Verdict {
    let stated = scope.find(name).unwrap_or_default();
    let word_of = |value: &FactValue| match value {
        FactValue::Word(word) => Some(word.clone()),
        _ => None,
    };
    let unknown_when_absent =
        scope.vocabulary.0.get(name).is_some_and(|definition| definition.unknown_when_absent);
    let absent = stated.is_empty();
    if absent && unknown_when_absent && !matches!(test, Test::Known(_)) {
        return Verdict {
            truth: Truth::Unknown,
            reasons: Vec::new(),
            missing: BTreeSet::from([name.to_owned()]),
        };
    }
    let words: Vec<String> = stated.iter().filter_map(|fact| word_of(&fact.value)).collect();
    let (holds, counted): (bool, Vec<&FactValue>) = match test {
        Test::AnyOf(wanted) => {
            let counted: Vec<_> = stated
                .iter()
                .map(|fact| &fact.value)
                .filter(|value| word_of(value).is_some_and(|word| wanted.contains(&word)))
                .collect();
            (!counted.is_empty(), counted)
        }
        Test::AllOf(wanted) => {
            let counted = stated.iter().map(|fact| &fact.value).collect();
            (wanted.iter().all(|word| words.contains(word)), counted)
        }
        Test::NoneOf(barred) => {
            let counted: Vec<_> = stated
                .iter()
                .map(|fact| &fact.value)
                .filter(|value| word_of(value).is_some_and(|word| barred.contains(&word)))
                .collect();
            (counted.is_empty(), counted)
        }
        Test::Is(wanted) => {
            let is = stated.iter().any(|fact| fact.value == FactValue::Flag(true));
            (is == *wanted, stated.iter().map(|fact| &fact.value).collect())
        }
        Test::AtLeast(bound) => split_numbers(stated, |number| number >= *bound),
        Test::LessThan(bound) => split_numbers(stated, |number| number < *bound),
        Test::Before(bound) => split_days(stated, |day| day < *bound),
        Test::From(bound) => split_days(stated, |day| day >= *bound),
        Test::Known(wanted) => (absent != *wanted, stated.iter().map(|fact| &fact.value).collect()),
    };
    let spans = stated
        .iter()
        .filter(|fact| counted.contains(&&fact.value))
        .flat_map(|fact| fact.spans.iter().copied())
        .collect();
    let reason = Reason {
        fact: name.to_owned(),
        values: counted.iter().map(ToString::to_string).collect(),
        spans,
    };
    Verdict {
        truth: if holds { Truth::Yes } else { Truth::No },
        reasons: vec![reason],
        missing: BTreeSet::new(),
    }
}

fn split_numbers(
    stated: &[crate::fact::StatedFact],
    test: impl Fn(u64) -> bool,
) -> (bool, Vec<&FactValue>) {
    let counted: Vec<_> = stated
        .iter()
        .map(|fact| &fact.value)
        .filter(|value| matches!(value, FactValue::Number(number) if test(*number)))
        .collect();
    (!counted.is_empty(), counted)
}

fn split_days(
    stated: &[crate::fact::StatedFact],
    test: impl Fn(Date) -> bool,
) -> (bool, Vec<&FactValue>) {
    let counted: Vec<_> = stated
        .iter()
        .map(|fact| &fact.value)
        .filter(|value| matches!(value, FactValue::Day(day) if test(*day)))
        .collect();
    (!counted.is_empty(), counted)
}

fn parse_list(
    key: &str,
    value: &Value,
    vocabulary: &Vocabulary,
) -> Result<Vec<Condition>, Vec<(String, String)>> {
    let Value::Array(items) = value else {
        return Err(vec![(key.to_owned(), format!("`{key}` takes a list of tables"))]);
    };
    let mut parts = Vec::new();
    let mut faults = Vec::new();
    for item in items {
        match item {
            Value::Table(table) => match Condition::parse(table, vocabulary) {
                Ok(part) => parts.push(part),
                Err(found) => faults.extend(found),
            },
            _ => faults.push((key.to_owned(), format!("`{key}` takes a list of tables"))),
        }
    }
    if faults.is_empty() { Ok(parts) } else { Err(faults) }
}

fn parse_test(fact: &str, value: &Value, vocabulary: &Vocabulary) -> Result<Test, String> {
    let Some(definition) = vocabulary.0.get(fact) else {
        let near = find_nearest(fact, vocabulary.0.keys().map(String::as_str));
        return Err(match near {
            Some(near) => format!("there is no fact `{fact}`; did you mean `{near}`?"),
            None => format!("there is no fact `{fact}`"),
        });
    };
    let check_words = |words: Vec<String>| -> Result<Vec<String>, String> {
        for word in &words {
            if !definition.values.is_empty() && !definition.values.contains(word) {
                let near = find_nearest(word, definition.values.iter().map(String::as_str));
                return Err(match near {
                    Some(near) => {
                        format!("`{fact}` is never `{word}`; did you mean `{near}`?")
                    }
                    None => format!("`{fact}` is never `{word}`"),
                });
            }
        }
        Ok(words)
    };
    let is_words = matches!(definition.kind, FactKind::Word | FactKind::Words | FactKind::Regions);
    match value {
        Value::Boolean(flag) if definition.kind == FactKind::Flag => Ok(Test::Is(*flag)),
        Value::String(_) | Value::Array(_) if is_words => {
            check_words(read_words(value)?).map(Test::AnyOf)
        }
        Value::Table(table) => {
            let mut entries = table.iter();
            let (Some((name, value)), None) = (entries.next(), entries.next()) else {
                return Err(format!("`{fact}` takes one test"));
            };
            match (name.as_str(), value) {
                ("known", Value::Boolean(wanted)) => Ok(Test::Known(*wanted)),
                ("any-of", value) if is_words => check_words(read_words(value)?).map(Test::AnyOf),
                ("all-of", value) if is_words => check_words(read_words(value)?).map(Test::AllOf),
                ("none-of", value) if is_words => check_words(read_words(value)?).map(Test::NoneOf),
                ("at-least", Value::Integer(bound)) if definition.kind == FactKind::Number => {
                    Ok(Test::AtLeast(u64::try_from(*bound).unwrap_or(0)))
                }
                ("less-than", Value::Integer(bound)) if definition.kind == FactKind::Number => {
                    Ok(Test::LessThan(u64::try_from(*bound).unwrap_or(0)))
                }
                ("before", Value::Datetime(day)) if definition.kind == FactKind::Day => {
                    read_day(day).map(Test::Before)
                }
                ("from", Value::Datetime(day)) if definition.kind == FactKind::Day => {
                    read_day(day).map(Test::From)
                }
                (other, _) => {
                    Err(format!("`{fact}` cannot be tested with `{other}` and this value"))
                }
            }
        }
        _ => Err(format!("`{fact}` cannot be compared with this value")),
    }
}

fn read_words(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::String(word) => Ok(vec![word.clone()]),
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().map(str::to_owned).ok_or("a list of words is wanted".into()))
            .collect(),
        _ => Err("a word or a list of words is wanted".into()),
    }
}

/// Reads a TOML date as a day.
pub(crate) fn read_day(day: &toml::value::Datetime) -> Result<Date, String> {
    day.date
        .filter(|_| day.time.is_none())
        .and_then(|date| {
            Date::new(
                i16::try_from(date.year).ok()?,
                i8::try_from(date.month).ok()?,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        })
        .ok_or_else(|| "a date without a time is wanted".to_owned())
}
