//! From a position to its words.

use std::collections::{BTreeMap, BTreeSet};

use accordant_agreement::file::TermValue;
use accordant_agreement::quantity::{Duration, Money, Percent};
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;

use crate::entry::{
    Bound, Definition, Parameter, ParameterKind, PartnershipForm, Position, Provision, Schedule,
};

/// Sections of an agreement in their order: id and title.
pub const SECTIONS: [(&str, &str); 15] = [
    ("partnership", "The partnership"),
    ("data", "Data"),
    ("data-protection", "Personal data and security"),
    ("ip", "Intellectual property"),
    ("performance", "Performance and testing"),
    ("transparency", "Transparency"),
    ("oversight", "Human oversight and decisions"),
    ("change", "Changes to the AI"),
    ("incidents", "Incidents"),
    ("compliance", "Regulation, audit and assurance"),
    ("governance", "Governance"),
    ("commercial", "Commercial terms"),
    ("liability", "Warranties, liability and insurance"),
    ("exit", "Term and exit"),
    ("general", "General"),
];

/// A parameter's value, read as its type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ParameterValue {
    /// A length of time.
    Duration(Duration),
    /// An amount.
    Money(Money),
    /// A percentage.
    Percent(Percent),
    /// A whole number.
    Count(u64),
    /// A text, choice or date.
    Text(String),
    /// A list.
    List(Vec<String>),
}

impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Duration(value) => value.fmt(f),
            Self::Money(value) => value.fmt(f),
            Self::Percent(value) => value.fmt(f),
            Self::Count(value) => f.write_str(&count_in_words(*value)),
            Self::Text(value) => f.write_str(value),
            Self::List(values) => f.write_str(&join_words(values)),
        }
    }
}

/// Small counts read better in words.
fn count_in_words(count: u64) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    usize::try_from(count)
        .ok()
        .and_then(|count| WORDS.get(count))
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// "a, b and c".
pub fn join_words(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl ParameterValue {
    /// Whether the value keeps the bound; `None` when they cannot be compared.
    pub fn keeps(&self, parameter: &Parameter, bound: &Bound) -> Option<bool> {
        let (Bound::AtMost(text) | Bound::AtLeast(text) | Bound::Equals(text)) = bound;
        let other = parse_parameter_text(parameter, text).ok()?;
        let order = match (self, &other) {
            (Self::Duration(a), Self::Duration(b)) => {
                a.comparable_hours().cmp(&b.comparable_hours())
            }
            (Self::Money(a), Self::Money(b)) if a.currency == b.currency => a.amount.cmp(&b.amount),
            (Self::Percent(a), Self::Percent(b)) => a.cmp(b),
            (Self::Count(a), Self::Count(b)) => a.cmp(b),
            (a, b) => return matches!(bound, Bound::Equals(_)).then(|| a == b),
        };
        Some(match bound {
            Bound::AtMost(_) => order.is_le(),
            Bound::AtLeast(_) => order.is_ge(),
            Bound::Equals(_) => order.is_eq(),
        })
    }
}

/// Reads a parameter's value from text.
///
/// **Errors:** a phrase that says what is wrong.
pub fn parse_parameter_text(parameter: &Parameter, text: &str) -> Result<ParameterValue, String> {
    let phrase = |error: accordant_agreement::quantity::QuantityError, example: &str| {
        format!("`{text}` {error}; write it like `{example}`")
    };
    match parameter.kind {
        ParameterKind::Duration => {
            text.parse().map(ParameterValue::Duration).map_err(|error| phrase(error, "30 days"))
        }
        ParameterKind::Money => {
            text.parse().map(ParameterValue::Money).map_err(|error| phrase(error, "EUR 2,000,000"))
        }
        ParameterKind::Percent => {
            text.parse().map(ParameterValue::Percent).map_err(|error| phrase(error, "99.5 %"))
        }
        ParameterKind::Count => text
            .parse()
            .map(ParameterValue::Count)
            .map_err(|_| format!("`{text}` is no whole number")),
        ParameterKind::Choice if !parameter.choices.iter().any(|choice| choice == text) => {
            Err(format!("`{text}` is not one of {}", parameter.choices.join(", ")))
        }
        ParameterKind::List => Ok(ParameterValue::List(vec![text.to_owned()])),
        ParameterKind::Text | ParameterKind::Choice | ParameterKind::Date => {
            Ok(ParameterValue::Text(text.to_owned()))
        }
    }
}

/// Reads a parameter's value as the agreement file states it.
///
/// **Errors:** a phrase that says what is wrong.
pub fn parse_parameter(parameter: &Parameter, value: &TermValue) -> Result<ParameterValue, String> {
    match value {
        TermValue::Text(text) => parse_parameter_text(parameter, text),
        TermValue::Count(count) if parameter.kind == ParameterKind::Count => {
            Ok(ParameterValue::Count(*count))
        }
        TermValue::Count(count) => Err(format!("`{count}` has no unit")),
        TermValue::List(values) if parameter.kind == ParameterKind::List => {
            Ok(ParameterValue::List(values.clone()))
        }
        TermValue::List(_) => Err("a list does not fit here".to_owned()),
        TermValue::Flag(_) => Err("true or false does not fit here".to_owned()),
    }
}

/// Reads a parameter's default as the pack states it.
pub(crate) fn parse_default(
    parameter: &Parameter,
    default: &toml::Value,
) -> Result<ParameterValue, String> {
    match default {
        toml::Value::String(text) => parse_parameter_text(parameter, text),
        toml::Value::Integer(count) if parameter.kind == ParameterKind::Count => {
            u64::try_from(*count).map(ParameterValue::Count).map_err(|error| error.to_string())
        }
        toml::Value::Array(items) if parameter.kind == ParameterKind::List => {
            Ok(ParameterValue::List(
                items.iter().filter_map(|i| i.as_str().map(str::to_owned)).collect(),
            ))
        }
        other => Err(format!("`{other}` does not fit the kind of the parameter")),
    }
}

impl Provision {
    /// The position with this id.
    pub fn find_position(&self, id: &str) -> Option<&Position> {
        self.positions.iter().find(|position| position.id == id)
    }

    /// The defaults of all parameters that have one.
    pub fn defaults(&self) -> BTreeMap<String, ParameterValue> {
        self.params
            .iter()
            .filter_map(|(name, parameter)| {
                let default = parameter.default.as_ref()?;
                Some((name.clone(), parse_default(parameter, default).ok()?))
            })
            .collect()
    }
}

impl Position {
    /// Whether any wording of the position uses a parameter.
    pub fn uses_parameter(&self, name: &str) -> bool {
        let forms =
            [format!("p.{name}"), format!("p.{}", name.replace('-', "_")), format!("[\"{name}\"]")];
        self.clause_for
            .values()
            .chain([&self.clause])
            .any(|text| forms.iter().any(|form| text.contains(form)))
    }

    /// Every wording of the position.
    pub(crate) fn wordings(&self) -> impl Iterator<Item = &String> {
        self.clause_for.values().chain([&self.clause]).chain(&self.short)
    }

    /// The wording for a partnership type.
    pub fn clause_for(&self, partnership_type: &str) -> &str {
        self.clause_for.get(partnership_type).unwrap_or(&self.clause)
    }
}

/// What wording may ask about the draft it stands in.
#[derive(Debug, Clone, Default)]
pub struct WordingContext {
    /// Partnership type.
    pub partnership_type: String,
    /// The adopter's word.
    pub adopter: String,
    /// The partner's word.
    pub partner: String,
    /// The word for the data.
    pub data: String,
    /// Position per provision in the draft.
    pub positions: BTreeMap<String, String>,
    /// Facts that hold: name alone, and name with each word.
    pub facts: BTreeSet<(String, Option<String>)>,
    /// Whether values stand as gaps to fill in, with the usual value inside: a blank template.
    pub blank: bool,
    /// Further texts: `law`, `forum`, `term`, `effective_date`, `use_case`, `title`, …
    pub texts: BTreeMap<&'static str, String>,
    /// What each provision of the draft says, in one sentence.
    pub says: BTreeMap<String, String>,
    /// Each parameter of those provisions in words; empty when the position does not use it.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}

impl WordingContext {
    /// A context with the words of a partnership form.
    pub fn of_form(form: &PartnershipForm) -> Self {
        Self {
            partnership_type: form.id.clone(),
            adopter: form.adopter.clone(),
            partner: form.partner.clone(),
            data: form.data.clone(),
            ..Self::default()
        }
    }
}

/// A template that cannot be read or filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WordingError {
    /// The template cannot be filled.
    #[error("wording of `{entry}`: {reason}")]
    Template {
        /// Which entry's wording.
        entry: String,
        /// Why.
        reason: String,
    },
}

/// Writes wording from the templates of the packs.
#[derive(Debug)]
pub struct Writer {
    environment: Environment<'static>,
    values: BTreeMap<&'static str, String>,
    parameters: BTreeMap<String, BTreeMap<String, String>>,
    blank: bool,
}

/// The texts that every template may use, and the gap each leaves when it is unknown.
const TEXTS: [(&str, &str); 8] = [
    ("law", "governing law"),
    ("forum", "courts or seat of arbitration"),
    ("term", "length of the term"),
    ("effective_date", "date on which the agreement starts"),
    ("use_case", "summary of the use case"),
    ("title", "title of the partnership"),
    ("business_days_at", "place whose bank holidays count"),
    ("main_agreement", "title and date of the main agreement"),
];

impl Writer {
    /// Prepares a writer for one draft.
    pub fn new(draft: &WordingContext) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let positions = draft.positions.clone();
        environment.add_function("position", move |id: &str| {
            positions.get(id).cloned().unwrap_or_default()
        });
        let positions = draft.positions.clone();
        environment.add_function("has", move |id: &str| positions.contains_key(id));
        let says = draft.says.clone();
        environment.add_function("says", move |id: &str| says.get(id).cloned().unwrap_or_default());
        let parameters = draft.values.clone();
        environment.add_function("value", move |id: &str, name: &str| {
            parameters.get(id).and_then(|known| known.get(name)).cloned().unwrap_or_default()
        });
        let facts = draft.facts.clone();
        environment.add_function("fact", move |name: String, word: Option<String>| {
            facts.contains(&(name, word))
        });
        let texts: BTreeMap<&str, String> = TEXTS
            .iter()
            .map(|(name, gap)| {
                let text = draft.texts.get(name).cloned();
                (*name, text.unwrap_or_else(|| format!("[[gap:{gap}]]")))
            })
            .collect();
        let mut values = BTreeMap::from([
            ("adopter", draft.adopter.clone()),
            ("partner", draft.partner.clone()),
            ("data", draft.data.clone()),
            ("type", draft.partnership_type.clone()),
        ]);
        values.extend(texts);
        Self { environment, values, parameters: draft.values.clone(), blank: draft.blank }
    }

    /// Words a position with its parameters.
    ///
    /// A parameter without a value becomes a visible gap.
    ///
    /// **Errors:** a template that asks for something unknown.
    pub fn write_position(
        &self,
        provision: &Provision,
        position: &Position,
        partnership_type: &str,
        parameters: &BTreeMap<String, ParameterValue>,
    ) -> Result<String, WordingError> {
        let p = self.words_of(provision, parameters);
        self.fill(&provision.id, position.clause_for(partnership_type), &p)
    }

    /// Words a position in a few sentences that stand alone; `None` when the packs have none.
    ///
    /// **Errors:** a template that asks for something unknown.
    pub fn write_short(
        &self,
        provision: &Provision,
        position: &Position,
        parameters: &BTreeMap<String, ParameterValue>,
    ) -> Result<Option<String>, WordingError> {
        let p = self.words_of(provision, parameters);
        position.short.as_ref().map(|text| self.fill(&provision.id, text, &p)).transpose()
    }

    /// The parameters of a provision in words, by name.
    fn words_of<'p>(
        &self,
        provision: &'p Provision,
        parameters: &BTreeMap<String, ParameterValue>,
    ) -> BTreeMap<&'p str, String> {
        provision
            .params
            .iter()
            .map(|(name, parameter)| {
                let gap = |what: &str| format!("[[gap:{}]]", what.replace([']', '['], ""));
                let text = match parameters.get(name) {
                    Some(value) if self.blank => gap(&value.to_string()),
                    Some(value) => value.to_string(),
                    None => gap(&parameter.about),
                };
                (name.as_str(), text)
            })
            .collect()
    }

    /// Words a definition.
    ///
    /// **Errors:** a template that asks for something unknown.
    pub fn write_definition(&self, definition: &Definition) -> Result<String, WordingError> {
        self.fill(&definition.term, &definition.text, &BTreeMap::new())
    }

    /// Words the opening of a schedule.
    ///
    /// **Errors:** a template that asks for something unknown.
    pub fn write_schedule(&self, schedule: &Schedule) -> Result<String, WordingError> {
        self.fill(&schedule.id, &schedule.intro, &BTreeMap::new())
    }

    /// Words a cell of a schedule's table, with the parameters of the provision of its row.
    ///
    /// **Errors:** a template that asks for something unknown.
    pub fn write_cell(
        &self,
        entry: &str,
        template: &str,
        provision: Option<&str>,
    ) -> Result<String, WordingError> {
        let none = BTreeMap::new();
        let known = provision.and_then(|id| self.parameters.get(id)).unwrap_or(&none);
        let p = known.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
        self.fill(entry, template, &p)
    }

    /// Words a recital or another single text.
    ///
    /// **Errors:** a template that asks for something unknown.
    pub fn write_text(&self, name: &str, text: &str) -> Result<String, WordingError> {
        self.fill(name, text, &BTreeMap::new())
    }

    fn fill(
        &self,
        entry: &str,
        template: &str,
        p: &BTreeMap<&str, String>,
    ) -> Result<String, WordingError> {
        // Parameter names may have hyphens, which a template cannot write after a dot.
        let template = prepare_template(template);
        let p = Value::from_pairs(p.iter().flat_map(|(name, text)| {
            let both = [name.replace('-', "_"), (*name).to_owned()];
            both.map(|name| (name, text.clone()))
        }));
        let values = self.values.iter().map(|(name, text)| (*name, Value::from(text)));
        let merged = Value::from_pairs(values.chain([("p", p)]));
        self.environment
            .render_str(&template, merged)
            .map(|text| tidy_space(&text.replace(LABEL, "{#")))
            .map_err(|error| WordingError::Template {
                entry: entry.to_owned(),
                reason: format!("{error:#}").lines().next().unwrap_or_default().to_owned(),
            })
    }
}

/// Stands for `{#` while a template is filled: clause markup labels with it, templates comment.
const LABEL: &str = "\u{e000}";

/// Shields clause labels, and turns `p.rise-cap` into `p.rise_cap`.
fn prepare_template(template: &str) -> String {
    let template = template.replace("{#", LABEL);
    let mut out = String::with_capacity(template.len());
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once("p.") {
        out.push_str(before);
        out.push_str("p.");
        let starts_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let end = after
            .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_'))
            .unwrap_or(after.len());
        let (name, tail) = after.split_at_checked(end).unwrap_or((after, ""));
        if starts_word {
            out.push_str(name)
        } else {
            out.push_str(&name.replace('-', "_"))
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Takes out what conditional wording leaves behind: blank runs and spaces at line ends.
fn tidy_space(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && out.last().is_none_or(|last| last.is_empty()) {
            continue;
        }
        out.push(line);
    }
    while out.last().is_some_and(|last| last.is_empty()) {
        out.pop();
    }
    out.join("\n")
}

/// Checks that a text is a readable template.
pub(crate) fn compile_text(text: &str) -> Result<(), String> {
    Environment::new()
        .template_from_str(&prepare_template(text))
        .map(|_| ())
        .map_err(|error| format!("{error:#}").lines().next().unwrap_or_default().to_owned())
}

/// Checks that every wording of a provision is a readable template.
pub(crate) fn compile_provision(provision: &Provision) -> Result<(), String> {
    for position in &provision.positions {
        for text in position.wordings() {
            compile_text(text).map_err(|reason| {
                format!("the wording of `{}` cannot be read: {reason}", position.id)
            })?;
        }
    }
    Ok(())
}
