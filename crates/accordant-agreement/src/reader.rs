//! Reads a TOML tree into typed values, collecting every fault instead of stopping at the first.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::diagnostic::{Diagnostic, find_nearest};
use crate::{At, Span};

/// A value of the parsed TOML, with its place.
pub(crate) type Node<'i> = Spanned<DeValue<'i>>;

/// What reading has found so far: faults, and references to be checked once everything is read.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// Faults, in the order found.
    pub diagnostics: Vec<Diagnostic>,
    /// References: kinds that may hold the target, target id, place.
    pub references: Vec<(&'static [&'static str], String, Span)>,
}

/// Definitions of a JSON Schema by name, filled while types describe themselves.
pub(crate) type Definitions = BTreeMap<&'static str, Json>;

/// A type that can be read from the file and described in its schema.
pub(crate) trait Value: Sized {
    /// Reads the node; reports into `reader` and answers `None` when it cannot.
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;
    /// Stands in for a value that could not be read, so that reading can go on.
    fn placeholder() -> Self;
    /// The JSON Schema of the type; records add themselves to `definitions` and answer a `$ref`.
    fn schema(definitions: &mut Definitions) -> Json;
}

/// A field of a record: required, optional or a list, by its type.
pub(crate) trait Field: Sized {
    /// Whether the key must be there.
    const REQUIRED: bool;
    /// Reads the field from its node, if the key is there.
    fn read_field(node: Option<&Node<'_>>, reader: &mut Reader) -> Self;
    /// The JSON Schema of the field.
    fn field_schema(definitions: &mut Definitions) -> Json;
}

impl<T: Value> Field for At<T> {
    const REQUIRED: bool = true;

    fn read_field(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        node.and_then(|node| Some(At::new(T::read(node, reader)?, node.span().into())))
            .unwrap_or_else(|| At::new(T::placeholder(), Span::default()))
    }

    fn field_schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: Value> Field for Option<At<T>> {
    const REQUIRED: bool = false;

    fn read_field(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let node = node?;
        Some(At::new(T::read(node, reader)?, node.span().into()))
    }

    fn field_schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: Value> Field for Vec<At<T>> {
    const REQUIRED: bool = false;

    fn read_field(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let Some(node) = node else { return Vec::new() };
        match node.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| Some(At::new(T::read(item, reader)?, item.span().into())))
                .collect(),
            other => {
                reader.wrong_type(node.span().into(), "a list", other);
                Vec::new()
            }
        }
    }

    fn field_schema(definitions: &mut Definitions) -> Json {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
}

impl Reader {
    /// Reports that a node has another type than the one wanted.
    pub(crate) fn wrong_type(&mut self, span: Span, wanted: &str, found: &DeValue<'_>) {
        let found = name_of(found);
        self.diagnostics.push(
            Diagnostic::error("file/wrong-type", span, format!("expected {wanted}, found {found}"))
                .label(format!("this is {found}"))
                .help(format!("write {wanted} here")),
        );
    }

    /// Reports keys that the record does not know, and required ones that are missing.
    pub(crate) fn check_keys(
        &mut self,
        table: &DeTable<'_>,
        span: Span,
        record: &str,
        known: &[(&'static str, bool)],
    ) {
        let mut keys: Vec<_> = table.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        for key in keys {
            let name: &str = key.get_ref();
            if known.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let names = known.iter().map(|(known, _)| *known);
            let help = match find_nearest(name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("{record} takes: {}", names.collect::<Vec<_>>().join(", ")),
            };
            self.diagnostics.push(
                Diagnostic::error(
                    "file/unknown-key",
                    key.span().into(),
                    format!("{record} has no key `{name}`"),
                )
                .label("not a key of the file format")
                .help(help),
            );
        }
        for (name, required) in known {
            if *required && !table.contains_key(*name) {
                self.diagnostics.push(
                    Diagnostic::error(
                        "file/missing-key",
                        span,
                        format!("{record} lacks the key `{name}`"),
                    )
                    .label(format!("`{name}` belongs here"))
                    .help(format!("add `{name} = …` to {record}")),
                );
            }
        }
    }
}

/// The table of a node, or a reported fault.
pub(crate) fn read_table<'n, 'i>(
    node: &'n Node<'i>,
    reader: &mut Reader,
    record: &str,
) -> Option<&'n DeTable<'i>> {
    match node.get_ref() {
        DeValue::Table(table) => Some(table),
        other => {
            reader.wrong_type(node.span().into(), &format!("a table ({record})"), other);
            None
        }
    }
}

/// The text of a node, or a reported fault.
pub(crate) fn read_text<'n>(
    node: &'n Node<'_>,
    reader: &mut Reader,
    wanted: &str,
) -> Option<&'n str> {
    match node.get_ref() {
        DeValue::String(text) => Some(text.as_ref()),
        other => {
            reader.wrong_type(node.span().into(), wanted, other);
            None
        }
    }
}

/// What a TOML value is, in words.
pub(crate) fn name_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The entries of a table in the order of the file.
pub(crate) fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(&'t Spanned<DeString<'i>>, &'t Node<'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// Builds the schema of a record from its parts.
pub(crate) fn record_schema(doc: &str, fields: &[(&'static str, &str, bool, Json)]) -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (key, doc, is_required, schema) in fields {
        let mut schema = schema.clone();
        if let Some(object) = schema.as_object_mut() {
            let text = clean_doc(doc);
            if object.contains_key("$ref") {
                schema = json!({ "allOf": [schema.clone()], "description": text });
            } else {
                object.insert("description".into(), Json::String(text));
            }
        }
        properties.insert((*key).to_owned(), schema);
        if *is_required {
            required.push(Json::String((*key).to_owned()));
        }
    }
    let mut object = Map::new();
    object.insert("type".into(), "object".into());
    object.insert("description".into(), clean_doc(doc).into());
    object.insert("properties".into(), Json::Object(properties));
    if !required.is_empty() {
        object.insert("required".into(), Json::Array(required));
    }
    object.insert("additionalProperties".into(), false.into());
    Json::Object(object)
}

/// Joins doc-comment lines into one paragraph.
pub(crate) fn clean_doc(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Declares a table of the file: struct, reader and schema from one description.
///
/// The doc comments are the documentation of the format: they become the schema's descriptions.
macro_rules! record {
    ($(
        $(#[doc = $doc:literal])+
        $record:literal
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])+ $key:literal $field:ident : $type:ty, )+
        }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ #[serde(rename = $key)] pub $field: $type, )+
        }

        impl $crate::reader::Value for $name {
            fn read(
                node: &$crate::reader::Node<'_>,
                reader: &mut $crate::reader::Reader,
            ) -> Option<Self> {
                let table = $crate::reader::read_table(node, reader, $record)?;
                reader.check_keys(
                    table,
                    node.span().into(),
                    $record,
                    &[$(($key, <$type as $crate::reader::Field>::REQUIRED)),+],
                );
                Some(Self {
                    $($field: <$type as $crate::reader::Field>::read_field(table.get($key), reader),)+
                })
            }

            fn placeholder() -> Self {
                let reader = &mut $crate::reader::Reader::default();
                Self {
                    $($field: <$type as $crate::reader::Field>::read_field(None, reader),)+
                }
            }

            fn schema(definitions: &mut $crate::reader::Definitions) -> serde_json::Value {
                if !definitions.contains_key(stringify!($name)) {
                    definitions.insert(stringify!($name), serde_json::Value::Null);
                    let fields = [$((
                        $key,
                        concat!($($field_doc),+),
                        <$type as $crate::reader::Field>::REQUIRED,
                        <$type as $crate::reader::Field>::field_schema(definitions),
                    )),+];
                    let schema = $crate::reader::record_schema(concat!($($doc),+), &fields);
                    definitions.insert(stringify!($name), schema);
                }
                serde_json::json!({ "$ref": concat!("#/$defs/", stringify!($name)) })
            }
        }
    )+};
}

/// Declares a closed set of words: enum, reader and schema from one description.
macro_rules! choices {
    ($(
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $( $(#[doc = $choice_doc:literal])+ $choice:ident = $word:literal, )+
        }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub enum $name {
            $( $(#[doc = $choice_doc])+ #[serde(rename = $word)] $choice, )+
        }

        impl $name {
            /// Every choice, in the order of the file format.
            pub const ALL: &'static [Self] = &[$(Self::$choice),+];

            /// The word that the file uses.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$choice => $word,)+ }
            }

            /// What the choice means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$choice => concat!($($choice_doc),+).trim_ascii(),)+ }
            }

            /// Finds the choice by its word.
            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::reader::Value for $name {
            fn read(
                node: &$crate::reader::Node<'_>,
                reader: &mut $crate::reader::Reader,
            ) -> Option<Self> {
                let word = $crate::reader::read_text(node, reader, "a word in quotes")?;
                let found = Self::find(word);
                if found.is_none() {
                    reader.unknown_choice(
                        node.span().into(),
                        word,
                        &[$($word),+],
                    );
                }
                found
            }

            fn placeholder() -> Self {
                Self::first()
            }

            fn schema(_: &mut $crate::reader::Definitions) -> serde_json::Value {
                serde_json::json!({ "type": "string", "enum": [$($word),+] })
            }
        }

        impl $name {
            const fn first() -> Self {
                const CHOICES: &[$name] = $name::ALL;
                match CHOICES.first() { Some(first) => *first, None => unreachable!() }
            }
        }
    )+};
}

impl Reader {
    /// Reports a word that is none of the choices.
    pub(crate) fn unknown_choice(&mut self, span: Span, word: &str, choices: &[&'static str]) {
        let help = match find_nearest(word, choices.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? The choices are: {}", choices.join(", ")),
            None => format!("choose one of: {}", choices.join(", ")),
        };
        self.diagnostics.push(
            Diagnostic::error(
                "file/unknown-choice",
                span,
                format!("`{word}` is not a choice here"),
            )
            .label("not one of the choices")
            .help(help),
        );
    }
}

pub(crate) use {choices, record};
