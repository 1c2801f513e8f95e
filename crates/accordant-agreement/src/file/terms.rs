//! The positions chosen, and further facts: tables whose keys the packs define.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::diagnostic::Diagnostic;
use crate::reader::{Definitions, Node, Reader, Value, entries, name_of, read_table, read_text};
use crate::{At, Span};

/// `[terms]`: the position chosen per provision.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(transparent)]
pub struct Terms(pub BTreeMap<String, At<Term>>);

/// A position chosen, with its parameters.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Term {
    /// Where the provision's id stands.
    #[serde(skip)]
    pub key: Span,
    /// Id of the position.
    pub position: At<String>,
    /// Parameters by name.
    pub values: BTreeMap<String, At<TermValue>>,
    /// Why this position was chosen.
    pub reason: Option<At<String>>,
}

/// The value of a parameter as the file states it; the pack says what it must be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum TermValue {
    /// A text, often a quantity with its unit.
    Text(String),
    /// A count.
    Count(u64),
    /// Yes or no.
    Flag(bool),
    /// A list of texts.
    List(Vec<String>),
}

/// `[facts]`: further facts by name.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(transparent)]
pub struct Facts(pub BTreeMap<String, At<FactValue>>);

/// The value of a fact as the file states it; the vocabulary says what it must be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum FactValue {
    /// A word.
    Word(String),
    /// Several words.
    Words(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u64),
    /// A day, in ISO 8601.
    Day(String),
}

fn read_texts(node: &Node<'_>, reader: &mut Reader) -> Option<Vec<String>> {
    let DeValue::Array(items) = node.get_ref() else { return None };
    items
        .iter()
        .map(|item| read_text(item, reader, "a text in quotes").map(str::to_owned))
        .collect()
}

impl Value for TermValue {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node.get_ref() {
            DeValue::String(text) => Some(Self::Text(text.to_string())),
            DeValue::Boolean(flag) => Some(Self::Flag(*flag)),
            DeValue::Datetime(date) => Some(Self::Text(date.to_string())),
            DeValue::Array(_) => read_texts(node, reader).map(Self::List),
            DeValue::Integer(_) => u64::read(node, reader).map(Self::Count),
            DeValue::Float(_) => {
                reader.diagnostics.push(
                    Diagnostic::error(
                        "file/missing-unit",
                        node.span().into(),
                        "a decimal number has no unit",
                    )
                    .label("a number alone")
                    .help("write it with its unit in quotes, such as \"99.5 %\""),
                );
                None
            }
            DeValue::Table(_) => {
                reader.wrong_type(node.span().into(), "a value", node.get_ref());
                None
            }
        }
    }

    fn placeholder() -> Self {
        Self::Flag(false)
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": ["string", "integer", "boolean", "array"] })
    }
}

impl Value for Term {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let span = node.span().into();
        match node.get_ref() {
            DeValue::String(position) => {
                Some(Self { position: At::new(position.to_string(), span), ..Self::default() })
            }
            DeValue::Table(table) => {
                let mut term = Self::default();
                for (key, value) in entries(table) {
                    let at: Span = value.span().into();
                    match key.get_ref().as_ref() {
                        "position" => {
                            term.position =
                                At::new(read_text(value, reader, "a position")?.to_owned(), at);
                        }
                        "reason" => {
                            term.reason =
                                Some(At::new(read_text(value, reader, "a reason")?.to_owned(), at));
                        }
                        name => {
                            if let Some(read) = TermValue::read(value, reader) {
                                term.values.insert(name.to_owned(), At::new(read, at));
                            }
                        }
                    }
                }
                if term.position.is_empty() {
                    reader.diagnostics.push(
                        Diagnostic::error("file/missing-key", span, "the term has no `position`")
                            .label("which position?")
                            .help(
                                "add `position = \"…\"`; `accordant pack show` lists the choices",
                            ),
                    );
                    return None;
                }
                Some(term)
            }
            other => {
                reader.wrong_type(span, "a position in quotes, or a table with `position`", other);
                None
            }
        }
    }

    fn placeholder() -> Self {
        Self::default()
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let value = TermValue::schema(definitions);
        json!({ "oneOf": [
            { "type": "string" },
            {
                "type": "object",
                "required": ["position"],
                "properties": { "position": { "type": "string" }, "reason": { "type": "string" } },
                "additionalProperties": value,
            },
        ] })
    }
}

impl Value for Terms {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let table = read_table(node, reader, "`[terms]`")?;
        let mut terms = BTreeMap::new();
        for (key, value) in entries(table) {
            let name: &str = key.get_ref();
            if let Some(problem) = find_unquoted(name, value) {
                reader.diagnostics.push(
                    Diagnostic::error("file/unquoted-provision", key.span().into(), problem)
                        .label("read as a table of its own")
                        .help(format!("put the whole provision in quotes: \"{name}.…\" = …")),
                );
                continue;
            }
            if let Some(mut term) = Term::read(value, reader) {
                term.key = key.span().into();
                terms.insert(name.to_owned(), At::new(term, value.span().into()));
            }
        }
        Some(Self(terms))
    }

    fn placeholder() -> Self {
        Self::default()
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let term = Term::schema(definitions);
        json!({ "type": "object", "additionalProperties": term })
    }
}

/// `data.deletion = "x"` without quotes is a nested table in TOML; says so.
fn find_unquoted(name: &str, value: &Node<'_>) -> Option<String> {
    let DeValue::Table(table) = value.get_ref() else { return None };
    (!name.contains('.') && !table.contains_key("position"))
        .then(|| format!("`{name}` is no provision: its name has a dot that is not in quotes"))
}

impl Value for FactValue {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node.get_ref() {
            DeValue::String(word) => Some(Self::Word(word.to_string())),
            DeValue::Boolean(flag) => Some(Self::Flag(*flag)),
            DeValue::Integer(_) => u64::read(node, reader).map(Self::Number),
            DeValue::Datetime(_) => {
                jiff::civil::Date::read(node, reader).map(|date| Self::Day(date.to_string()))
            }
            DeValue::Array(_) => read_texts(node, reader).map(Self::Words),
            other => {
                let found = name_of(other);
                reader.wrong_type(
                    node.span().into(),
                    &format!("a word, a list, a number, a date or true/false, not {found}"),
                    other,
                );
                None
            }
        }
    }

    fn placeholder() -> Self {
        Self::Flag(false)
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": ["string", "integer", "boolean", "array"] })
    }
}

impl Value for Facts {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let table = read_table(node, reader, "`[facts]`")?;
        let facts = entries(table)
            .into_iter()
            .filter_map(|(key, value)| {
                let read = FactValue::read(value, reader)?;
                Some((key.get_ref().to_string(), At::new(read, value.span().into())))
            })
            .collect();
        Some(Self(facts))
    }

    fn placeholder() -> Self {
        Self::default()
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let value = FactValue::schema(definitions);
        json!({ "type": "object", "additionalProperties": value })
    }
}
