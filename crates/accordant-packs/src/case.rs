//! Literate cases: prose that a lawyer reads and a test that a machine runs, in one file.

use std::collections::{BTreeMap, BTreeSet};

use accordant_agreement::Date;
use accordant_agreement::file::TermValue;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::condition::{Condition, Truth, read_day};
use crate::entry::{Constraint, LawVersion, Provision};
use crate::fact::{FactKind, FactSet, FactValue, Facts, Scope, Vocabulary};
use crate::load::Packs;
use crate::standing::{Standing, find_standing};
use crate::wording::{ParameterValue, WordingContext, Writer, parse_parameter};

/// One case as its file states it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// Its heading.
    pub title: String,
    /// Line of the heading.
    pub line: usize,
    /// Its block of TOML.
    pub block: Option<String>,
    /// Its prose.
    pub prose: String,
    /// What it quotes.
    pub quotes: Vec<String>,
}

/// The outcome of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseOutcome {
    /// The entry's path.
    pub entry: String,
    /// Heading of the case.
    pub title: String,
    /// Line of the heading.
    pub line: usize,
    /// What went wrong; `None` when the case holds.
    pub failure: Option<String>,
}

/// Runs all cases of the packs that need no reader of contracts, in order of their paths.
pub fn run_cases(packs: &Packs) -> Vec<CaseOutcome> {
    let mut outcomes = Vec::new();
    for (stem, text) in &packs.cases {
        if stem.starts_with("cues/") {
            continue;
        }
        let cases = read_cases(text);
        if cases.is_empty() {
            outcomes.push(CaseOutcome {
                entry: stem.clone(),
                title: "(file)".to_owned(),
                line: 1,
                failure: Some("the file has no case: add a `## heading`".to_owned()),
            });
        }
        let mut block = None;
        for case in cases {
            block = case.block.clone().or(block);
            let failure = run_case(packs, stem, &case, block.as_deref()).err();
            outcomes.push(CaseOutcome {
                entry: stem.clone(),
                title: case.title,
                line: case.line,
                failure,
            });
        }
    }
    outcomes
}

/// Reads the cases of a case file.
pub fn read_cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let (mut in_heading, mut in_code, mut quote_depth) = (false, false, 0_usize);
    let mut preamble = Case::default();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let line = text.get(..range.start).map_or(1, |t| t.matches('\n').count() + 1);
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                cases.push(Case { line, ..Case::default() });
                in_heading = true;
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => in_heading = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "toml" => {
                in_code = true;
                cases.last_mut().unwrap_or(&mut preamble).block = Some(String::new());
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::BlockQuote(_)) => {
                quote_depth += 1;
                cases.last_mut().unwrap_or(&mut preamble).quotes.push(String::new());
            }
            Event::End(TagEnd::BlockQuote(_)) => quote_depth = quote_depth.saturating_sub(1),
            Event::Text(piece) | Event::Code(piece) => {
                let case = cases.last_mut().unwrap_or(&mut preamble);
                if in_heading {
                    case.title.push_str(&piece);
                } else if in_code {
                    case.block.get_or_insert_default().push_str(&piece);
                } else if quote_depth > 0 {
                    if let Some(quote) = case.quotes.last_mut() {
                        quote.push_str(&piece);
                    }
                } else {
                    case.prose.push_str(&piece);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                let case = cases.last_mut().unwrap_or(&mut preamble);
                match case.quotes.last_mut() {
                    Some(quote) if quote_depth > 0 => quote.push(' '),
                    _ => case.prose.push(' '),
                }
            }
            Event::End(TagEnd::Paragraph) => {
                let case = cases.last_mut().unwrap_or(&mut preamble);
                match case.quotes.last_mut() {
                    Some(quote) if quote_depth > 0 => quote.push(' '),
                    _ => case.prose.push(' '),
                }
            }
            _ => {}
        }
    }
    cases
}

fn run_case(packs: &Packs, stem: &str, case: &Case, block: Option<&str>) -> Result<(), String> {
    let table: toml::Table = match block {
        Some(text) => toml::from_str(text).map_err(|error| error.message().to_owned())?,
        None => toml::Table::new(),
    };
    let parts: Vec<&str> = stem.split('/').collect();
    match parts.as_slice() {
        ["regimes", regime, "obligations", _] => {
            let obligation =
                find_by_file(packs, stem, regime).ok_or("no entry beside this case file")?;
            let facts = read_facts(&table, &packs.vocabulary)?;
            run_law(&obligation.in_force, obligation.when.as_ref(), &facts, packs, case, "applies")
        }
        ["regimes", regime, "classes", file] => {
            let class = packs
                .classes
                .get(&format!("{regime}/{file}"))
                .ok_or("no entry beside this case file")?;
            let facts = read_facts(&table, &packs.vocabulary)?;
            run_law(&class.in_force, class.when.as_ref(), &facts, packs, case, "assigns")
        }
        ["rules", file] => {
            let rule = packs.rules.get(*file).ok_or("no rule with the id of this file")?;
            let facts = read_facts(&table, &packs.vocabulary)?;
            run_plain(rule.when.as_ref(), &facts, packs, case)
        }
        ["risks", file] => {
            let risk = packs.risks.get(*file).ok_or("no risk with the id of this file")?;
            let facts = read_facts(&table, &packs.vocabulary)?;
            run_plain(risk.when.as_ref(), &facts, packs, case)
        }
        ["constraints", file] => {
            let constraint =
                packs.constraints.get(*file).ok_or("no constraint with the id of this file")?;
            run_constraint(constraint, table, packs, case)
        }
        ["provisions", group, file] => run_wording(packs, &format!("{group}.{file}"), &table, case),
        _ => Err("this kind of entry has no cases".to_owned()),
    }
}

fn find_by_file<'a>(
    packs: &'a Packs,
    stem: &str,
    regime: &str,
) -> Option<&'a crate::entry::Obligation> {
    let id = packs.obligation_files.get(stem)?;
    packs.obligations.get(id).filter(|obligation| obligation.regime == regime)
}

fn read_facts(table: &toml::Table, vocabulary: &Vocabulary) -> Result<Facts, String> {
    let mut facts = Facts::default();
    for (name, value) in table {
        let definition =
            vocabulary.0.get(name).ok_or_else(|| format!("there is no fact `{name}`"))?;
        let values = match value {
            toml::Value::Array(items) => items.clone(),
            single => vec![single.clone()],
        };
        for value in values {
            match (value, definition.kind) {
                (toml::Value::String(word), FactKind::Regions) => {
                    facts.insert_region(name, &word, None);
                }
                (toml::Value::String(word), FactKind::Word | FactKind::Words) => {
                    if !definition.values.is_empty() && !definition.values.contains(&word) {
                        return Err(format!("`{name}` is never `{word}`"));
                    }
                    facts.insert_word(name, word, None);
                }
                (toml::Value::Boolean(flag), FactKind::Flag) => {
                    facts.insert(name, FactValue::Flag(flag), None);
                }
                (toml::Value::Integer(number), FactKind::Number) => {
                    let number = u64::try_from(number).map_err(|error| error.to_string())?;
                    facts.insert(name, FactValue::Number(number), None);
                }
                (toml::Value::Datetime(day), FactKind::Day) => {
                    facts.insert(name, FactValue::Day(read_day(&day)?), None);
                }
                (other, _) => return Err(format!("`{name}` cannot be `{other}`")),
            }
        }
    }
    const PERSONAL: [&str; 7] = [
        "personal",
        "special-category",
        "health",
        "biometric",
        "genetic",
        "children",
        "criminal-offence",
    ];
    if facts.find("personal-data").is_none()
        && PERSONAL.iter().any(|category| facts.has_word("data-category", category))
    {
        facts.insert("personal-data", FactValue::Flag(true), None);
    }
    Ok(facts)
}

fn read_as_of(prose: &str) -> Option<Date> {
    let (_, after) = prose.split_once("As of")?;
    after.trim_start().get(..10)?.parse().ok()
}

/// What a case expects, in lower case.
///
/// **Errors:** when it expects nothing.
pub fn read_expectation(prose: &str) -> Result<String, String> {
    let (_, after) = prose.split_once("Expect").ok_or("no expectation: write `**Expect** …`")?;
    let sentence = after.split('.').next().unwrap_or_default();
    Ok(sentence.trim_start_matches(':').trim().to_lowercase())
}

fn run_law(
    versions: &[LawVersion],
    when: Option<&Condition>,
    facts: &Facts,
    packs: &Packs,
    case: &Case,
    yes: &str,
) -> Result<(), String> {
    let as_of = read_as_of(&case.prose).ok_or("no date: write `**As of** 2026-11-22`")?;
    let expected = read_expectation(&case.prose)?;
    let scope = Scope { whole: facts, item: None, vocabulary: &packs.vocabulary };
    let truth = when.map_or(Truth::Yes, |when| when.decide(scope).truth);
    let standing = find_standing(versions, as_of, scope);
    let actual = match (truth, standing) {
        (Truth::No, _) | (_, Standing::NotLaw) => "silent".to_owned(),
        (Truth::Unknown, _) => "unclear".to_owned(),
        (Truth::Yes, Standing::Applies(_)) => yes.to_owned(),
        (Truth::Yes, Standing::NotYet(dates)) => format!("not yet, from {}", dates.applies_from),
        (Truth::Yes, Standing::Ended(_)) => "ended".to_owned(),
    };
    compare(&expected, &actual)
}

fn run_plain(
    when: Option<&Condition>,
    facts: &Facts,
    packs: &Packs,
    case: &Case,
) -> Result<(), String> {
    let expected = read_expectation(&case.prose)?;
    let scope = Scope { whole: facts, item: None, vocabulary: &packs.vocabulary };
    let actual = match when.map_or(Truth::Yes, |when| when.decide(scope).truth) {
        Truth::Yes => "fires",
        Truth::No => "silent",
        Truth::Unknown => "unclear",
    };
    compare(&expected, actual)
}

/// Decides a constraint for the facts and the `[terms]` of a case.
fn run_constraint(
    constraint: &Constraint,
    mut table: toml::Table,
    packs: &Packs,
    case: &Case,
) -> Result<(), String> {
    let terms = match table.remove("terms") {
        Some(toml::Value::Table(terms)) => terms,
        Some(_) => return Err("`terms` must be a table".to_owned()),
        None => toml::Table::new(),
    };
    let facts = read_facts(&table, &packs.vocabulary)?;
    let scope = Scope { whole: &facts, item: None, vocabulary: &packs.vocabulary };
    let as_of = read_as_of(&case.prose).ok_or("no date: write `**As of** 2026-11-22`")?;
    let holds = constraint.when.as_ref().map_or(Truth::Yes, |when| when.decide(scope).truth);
    let stands = matches!(
        find_standing(&constraint.in_force, as_of, scope),
        Standing::Applies(_) | Standing::NotYet(_)
    );
    let mut broken = false;
    for entry in &constraint.breaks {
        let provision = packs.provisions.get(&entry.provision).ok_or("no such provision")?;
        let values;
        let chosen = match terms.get(&entry.provision) {
            None => None,
            Some(toml::Value::String(position)) => {
                values = provision.defaults();
                Some((position.as_str(), &values))
            }
            Some(toml::Value::Table(term)) => {
                values = read_values(provision, term)?;
                let position = term.get("position").and_then(toml::Value::as_str);
                Some((position.ok_or("a term without `position`")?, &values))
            }
            Some(_) => return Err("a term is a position or a table".to_owned()),
        };
        broken |= crate::constraint::breaks(entry, provision, chosen);
    }
    let actual = if holds == Truth::Yes && stands && broken { "fires" } else { "silent" };
    compare(&read_expectation(&case.prose)?, actual)
}

/// The values that a table states for the parameters of a provision, beside the defaults.
fn read_values(
    provision: &Provision,
    table: &toml::Table,
) -> Result<BTreeMap<String, ParameterValue>, String> {
    let mut parameters = provision.defaults();
    for (name, parameter) in &provision.params {
        let value = match table.get(name) {
            None => continue,
            Some(toml::Value::String(text)) => TermValue::Text(text.clone()),
            Some(toml::Value::Integer(count)) => {
                TermValue::Count(u64::try_from(*count).map_err(|error| error.to_string())?)
            }
            Some(toml::Value::Array(items)) => TermValue::List(
                items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
            ),
            Some(other) => return Err(format!("`{name}` cannot be `{other}`")),
        };
        parameters.insert(name.clone(), parse_parameter(parameter, &value)?);
    }
    Ok(parameters)
}

fn compare(expected: &str, actual: &str) -> Result<(), String> {
    if expected == actual {
        Ok(())
    } else {
        Err(format!("expected `{expected}`, found `{actual}`"))
    }
}

fn run_wording(packs: &Packs, id: &str, table: &toml::Table, case: &Case) -> Result<(), String> {
    let provision = packs.provisions.get(id).ok_or("no provision with the id of this file")?;
    if case.quotes.is_empty() {
        return Err("no expectation: quote the words that must appear".to_owned());
    }
    let word = |key: &str| table.get(key).and_then(toml::Value::as_str);
    let partnership_type = word("type").ok_or("no `type`")?;
    if !provision.types.iter().any(|known| known == partnership_type) {
        return Err(format!("the provision does not know the type `{partnership_type}`"));
    }
    let position =
        word("position").and_then(|id| provision.find_position(id)).ok_or("no such `position`")?;
    let form = packs.forms.get(partnership_type).ok_or("no such form")?;
    let mut draft = WordingContext::of_form(form);
    draft.positions.insert(id.to_owned(), position.id.clone());
    for other in table.get("has").and_then(toml::Value::as_array).into_iter().flatten() {
        if let Some(other) = other.as_str() {
            draft.positions.insert(other.to_owned(), String::new());
        }
    }
    for (other, chosen) in
        table.get("positions").and_then(toml::Value::as_table).into_iter().flatten()
    {
        draft.positions.insert(other.clone(), chosen.as_str().unwrap_or_default().to_owned());
    }
    if let Some(facts) = table.get("facts").and_then(toml::Value::as_table) {
        draft.facts = flatten_facts(&read_facts(facts, &packs.vocabulary)?);
    }
    let parameters = read_values(provision, table)?;
    const OWN: [&str; 6] = ["type", "position", "has", "positions", "facts", "texts"];
    if let Some(unknown) = table
        .keys()
        .find(|key| !OWN.contains(&key.as_str()) && !provision.params.contains_key(*key))
    {
        return Err(format!("`{unknown}` is no parameter of this provision"));
    }
    let text = Writer::new(&draft)
        .write_position(provision, position, partnership_type, &parameters)
        .map_err(|error| error.to_string())?;
    let flat = flatten(&text);
    for quote in &case.quotes {
        let wanted = flatten(quote);
        if !flat.contains(&wanted) {
            return Err(format!("the wording lacks: {wanted}"));
        }
    }
    Ok(())
}

/// Facts as wording asks for them: the name alone, and the name with each word.
pub(crate) fn flatten_facts(facts: &Facts) -> BTreeSet<(String, Option<String>)> {
    let mut flat = BTreeSet::new();
    for (name, values) in facts.iter() {
        if facts.holds(name) {
            flat.insert((name.to_owned(), None));
        }
        for stated in values {
            if let FactValue::Word(word) = &stated.value {
                flat.insert((name.to_owned(), Some(word.clone())));
            }
        }
    }
    flat
}

/// Facts of an agreement as wording asks for them.
pub fn flatten_fact_set(set: &FactSet) -> BTreeSet<(String, Option<String>)> {
    flatten_facts(&set.whole)
}

fn flatten(text: &str) -> String {
    let text = text.replace('\u{a0}', " ").replace(['“', '”'], "\"").replace(['’', '‘'], "'");
    let items: Vec<&str> = text.split_whitespace().filter(|word| *word != "-").collect();
    items.join(" ")
}

/// Counts of outcomes by kind of entry, for the closing lines of a test run.
pub fn count_by_kind(outcomes: &[CaseOutcome]) -> BTreeMap<String, (usize, usize)> {
    let mut counts = BTreeMap::new();
    for outcome in outcomes {
        let parts: Vec<&str> = outcome.entry.split('/').collect();
        let kind = match parts.as_slice() {
            ["regimes", _, kind, ..] => (*kind).to_owned(),
            [kind, ..] => (*kind).to_owned(),
            [] => continue,
        };
        let count: &mut (usize, usize) = counts.entry(kind).or_default();
        count.0 += 1;
        count.1 += usize::from(outcome.failure.is_some());
    }
    counts
}
