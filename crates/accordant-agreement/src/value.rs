//! The plain values of the file: texts, ids, references, dates, regions, thresholds.

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::diagnostic::Diagnostic;
use crate::quantity::{Duration, Money, Percent, QuantityError};
use crate::reader::{Definitions, Node, Reader, Value, read_text};
use crate::region;

impl Value for String {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = read_text(node, reader, "a text in quotes")?;
        if text.trim().is_empty() {
            reader.diagnostics.push(
                Diagnostic::error("file/empty-text", node.span().into(), "the text is empty")
                    .label("nothing here")
                    .help("write the text, or remove the key"),
            );
            return None;
        }
        Some(text.to_owned())
    }

    fn placeholder() -> Self {
        String::new()
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "minLength": 1 })
    }
}

impl Value for bool {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            other => {
                reader.wrong_type(node.span().into(), "true or false", other);
                None
            }
        }
    }

    fn placeholder() -> Self {
        false
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "boolean" })
    }
}

impl Value for u64 {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let DeValue::Integer(integer) = node.get_ref() else {
            reader.wrong_type(node.span().into(), "a whole number", node.get_ref());
            return None;
        };
        let value = Self::from_str_radix(integer.as_str(), integer.radix()).ok();
        if value.is_none() {
            reader.diagnostics.push(
                Diagnostic::error(
                    "file/out-of-range",
                    node.span().into(),
                    format!("`{integer}` is not a count"),
                )
                .label("negative or too large")
                .help("write a whole number of 0 or more"),
            );
        }
        value
    }

    fn placeholder() -> Self {
        0
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

impl Value for Date {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let date = match node.get_ref() {
            DeValue::Datetime(datetime) => datetime.date.filter(|_| datetime.time.is_none()),
            other => {
                reader.wrong_type(node.span().into(), "a date such as 2027-01-15", other);
                return None;
            }
        };
        let date = date.and_then(|date| {
            Self::new(
                i16::try_from(date.year).ok()?,
                i8::try_from(date.month).ok()?,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        });
        if date.is_none() {
            reader.diagnostics.push(
                Diagnostic::error("file/bad-date", node.span().into(), "this is no calendar date")
                    .label("not a date")
                    .help("write a date without a time, such as 2027-01-15"),
            );
        }
        date
    }

    fn placeholder() -> Self {
        Self::constant(2000, 1, 1)
    }

    fn schema(_: &mut Definitions) -> Json {
        // TOML dates reach a JSON Schema validator as text.
        json!({ "type": "string", "format": "date" })
    }
}

fn read_quantity<T: std::str::FromStr<Err = QuantityError>>(
    node: &Node<'_>,
    reader: &mut Reader,
    what: &str,
    example: &str,
) -> Option<T> {
    let span = node.span().into();
    let help = format!("write {what} with its unit, such as \"{example}\"");
    let text = match node.get_ref() {
        DeValue::String(text) => text,
        DeValue::Integer(_) | DeValue::Float(_) => {
            reader.diagnostics.push(
                Diagnostic::error("file/missing-unit", span, format!("{what} has no unit"))
                    .label("a number alone")
                    .help(help),
            );
            return None;
        }
        other => {
            reader.wrong_type(span, what, other);
            return None;
        }
    };
    match text.parse() {
        Ok(value) => Some(value),
        Err(error) => {
            let code = if error == QuantityError::MissingUnit {
                "file/missing-unit"
            } else {
                "file/bad-quantity"
            };
            reader.diagnostics.push(
                Diagnostic::error(code, span, format!("`{text}` {error}"))
                    .label(format!("not {what}"))
                    .help(help),
            );
            None
        }
    }
}

macro_rules! quantity_value {
    ($type:ty, $what:literal, $example:literal, $pattern:literal) => {
        impl Value for $type {
            fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
                read_quantity(node, reader, $what, $example)
            }

            fn placeholder() -> Self {
                Self::default()
            }

            fn schema(_: &mut Definitions) -> Json {
                json!({ "type": "string", "pattern": $pattern, "examples": [$example] })
            }
        }
    };
}
quantity_value!(
    Duration,
    "a duration",
    "30 days",
    "^[0-9]+ ?(hours?|days?|business[ -]days?|weeks?|months?|years?)$"
);
quantity_value!(Percent, "a percentage", "95 %", "^[0-9]+(\\.[0-9]+)? ?(%|per cent)$");
quantity_value!(Money, "an amount of money", "EUR 250,000", "^[A-Z]{3} [0-9][0-9,]*(\\.[0-9]+)?$");

/// The name by which other entries refer to an entry: lower-case words joined by hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Key(pub String);

impl Key {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Value for Key {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = read_text(node, reader, "an id in quotes")?;
        let fine = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && text.len() <= 60;
        if !fine {
            reader.diagnostics.push(
                Diagnostic::error("file/bad-id", node.span().into(), format!("`{text}` is no id"))
                    .label("not an id")
                    .help("use lower-case letters, digits and hyphens, starting with a letter"),
            );
            return None;
        }
        Some(Self(text.to_owned()))
    }

    fn placeholder() -> Self {
        Self::default()
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "pattern": "^[a-z][a-z0-9-]{0,59}$" })
    }
}

/// What a reference may point at.
pub trait Target {
    /// Names of the tables that may hold the target.
    const TABLES: &'static [&'static str];
}

macro_rules! targets {
    ($($(#[$doc:meta])* $name:ident = $tables:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {}
        impl Target for $name {
            const TABLES: &'static [&'static str] = &$tables;
        }
    )+};
}
targets! {
    /// A `[[party]]`.
    PartyTarget = ["party"];
    /// A `[[system]]`.
    SystemTarget = ["system"];
    /// An `[[asset]]`.
    AssetTarget = ["asset"];
    /// A `[[party]]` or a `[[system]]`: either end of a flow.
    EndpointTarget = ["party", "system"];
    /// An `[[asset]]`, an `[[artefact]]` or a `[[system]]`: what an exit disposes of.
    ThingTarget = ["asset", "artefact", "system"];
}

/// The id of another entry of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ref<T> {
    id: String,
    target: PhantomData<T>,
}

impl<T> Ref<T> {
    /// The id of the entry.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl<T> fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

impl<T> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id)
    }
}

impl<T: Target> Value for Ref<T> {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let id = read_text(node, reader, "the id of an entry in quotes")?;
        reader.references.push((T::TABLES, id.to_owned(), node.span().into()));
        Some(Self { id: id.to_owned(), target: PhantomData })
    }

    fn placeholder() -> Self {
        Self { id: String::new(), target: PhantomData }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string" })
    }
}

/// A region: a country (`DE`), a part of one (`US-CA`) or a bloc (`EU`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Region(pub String);

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Value for Region {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = read_text(node, reader, "a region code in quotes")?;
        if region::is_known(text) {
            return Some(Self(text.to_owned()));
        }
        let help = match region::find_meant(text) {
            Some(code) => format!("did you mean `{code}`?"),
            None => "use ISO 3166 codes: `DE`, `US-CA`; or `EU` for the Union and the EEA".into(),
        };
        reader.diagnostics.push(
            Diagnostic::error(
                "file/unknown-region",
                node.span().into(),
                format!("`{text}` is no region code"),
            )
            .label("not a region")
            .help(help),
        );
        None
    }

    fn placeholder() -> Self {
        Self::default()
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "examples": ["EU", "DE", "US-CA"] })
    }
}

/// The level a metric must keep: a comparison and a number, in per cent or plain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Whether the measurement must be at least (`>=`) or at most (`<=`) the bound.
    pub at_least: bool,
    /// The bound.
    pub bound: Decimal,
    /// Unit of bound and measurement: `%`, `ms`, `s`, or empty for a plain number.
    pub unit: String,
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = if self.at_least { "at least" } else { "at most" };
        write!(f, "{words} {}", self.bound.normalize())?;
        if self.unit.is_empty() { Ok(()) } else { write!(f, "\u{a0}{}", self.unit) }
    }
}

impl Serialize for Threshold {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.to_string().replace('\u{a0}', " "))
    }
}

impl Value for Threshold {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = read_text(node, reader, "a threshold in quotes, such as \">= 92 %\"")?;
        let parsed = || -> Option<Self> {
            let text = text.trim();
            let (at_least, rest) = match text.strip_prefix(">=") {
                Some(rest) => (true, rest),
                None => (false, text.strip_prefix("<=")?),
            };
            let rest = rest.trim();
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            let (number, unit) = rest.split_at_checked(end)?;
            Some(Self { at_least, bound: number.parse().ok()?, unit: unit.trim().to_owned() })
        }();
        if parsed.is_none() {
            reader.diagnostics.push(
                Diagnostic::error(
                    "file/bad-threshold",
                    node.span().into(),
                    format!("`{text}` is no threshold"),
                )
                .label("not a threshold")
                .help("write `>=` or `<=`, a number and its unit: \">= 92 %\", \"<= 800 ms\""),
            );
        }
        parsed
    }

    fn placeholder() -> Self {
        Self { at_least: true, bound: Decimal::ZERO, unit: String::new() }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string", "pattern": "^(>=|<=) ?[0-9]+(\\.[0-9]+)? ?[^ ]*$", "examples": [">= 92 %", "<= 800 ms"] })
    }
}
