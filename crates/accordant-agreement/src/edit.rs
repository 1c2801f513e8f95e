//! Changes to the text of an agreement file that leave its layout and comments alone.

use toml_edit::{Array, DocumentMut, Item, Table, Value};

/// A value to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    /// A text, also for quantities, choices and regions.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A calendar date, as `2026-11-22`.
    Day(String),
    /// A list of texts.
    List(Vec<String>),
}

/// Where a value goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A key of the entry with this id in a list of tables: `[[party]]`, `[[system]]`.
    Entry {
        /// The list.
        list: String,
        /// The entry's id.
        id: String,
        /// The key.
        key: String,
    },
    /// A key of a table: `[facts]`, `[use-case]`.
    Key {
        /// The table.
        table: String,
        /// The key.
        key: String,
    },
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Entry { list, id, key } => write!(f, "[[{list}]] {id}: {key}"),
            Self::Key { table, key } => write!(f, "[{table}] {key}"),
        }
    }
}

/// An agreement file whose text can be changed piece by piece.
#[derive(Debug, Clone)]
pub struct Editor(DocumentMut);

impl Editor {
    /// Opens a text.
    ///
    /// **Errors:** the message of the first fault of TOML syntax.
    pub fn open(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|error: toml_edit::TomlError| error.message().to_owned())
    }

    /// What stands at a place, as TOML writes it without comments; `None` when nothing does.
    pub fn find(&self, place: &Place) -> Option<String> {
        let item = match place {
            Place::Key { table, key } => self.0.get(table)?.get(key)?,
            Place::Entry { list, id, key } => self.find_entry(list, id)?.get(key)?,
        };
        item.as_value().map(|value| value.clone().decorated("", "").to_string())
    }

    fn find_entry(&self, list: &str, id: &str) -> Option<&Table> {
        let entries = self.0.get(list)?.as_array_of_tables()?;
        entries.iter().find(|entry| entry.get("id").and_then(Item::as_str) == Some(id))
    }

    /// Sets a value; a table that is not there yet is put at the end.
    ///
    /// **Errors:** the place itself when a list has no entry with that id.
    pub fn set(&mut self, place: &Place, value: &NewValue) -> Result<(), Place> {
        match place {
            Place::Key { table, key } => {
                let item = self.0.entry(table).or_insert_with(|| Item::Table(Table::new()));
                let Some(table) = item.as_table_like_mut() else { return Err(place.clone()) };
                table.insert(key, Item::Value(write(value)));
            }
            Place::Entry { list, id, key } => {
                let entry = self.0.get_mut(list).and_then(Item::as_array_of_tables_mut).and_then(
                    |entries| {
                        entries
                            .iter_mut()
                            .find(|entry| entry.get("id").and_then(Item::as_str) == Some(id))
                    },
                );
                let Some(entry) = entry else { return Err(place.clone()) };
                entry.insert(key, Item::Value(write(value)));
            }
        }
        Ok(())
    }

    /// Appends an entry to a list of tables.
    pub fn push(&mut self, list: &str, values: &[(&str, NewValue)]) {
        let mut table = Table::new();
        for (key, value) in values {
            table.insert(key, Item::Value(write(value)));
        }
        table.decor_mut().set_prefix("\n");
        let item = self
            .0
            .entry(list)
            .or_insert_with(|| Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
        if let Some(entries) = item.as_array_of_tables_mut() {
            entries.push(table);
        }
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

/// A value as TOML writes it, to compare with what a file says.
pub fn write_value(value: &NewValue) -> String {
    write(value).decorated("", "").to_string()
}

fn write(value: &NewValue) -> Value {
    match value {
        NewValue::Text(text) => Value::from(text.as_str()),
        NewValue::Flag(flag) => Value::from(*flag),
        NewValue::Number(number) => Value::from(*number),
        NewValue::Day(day) => match day.parse::<toml_edit::Datetime>() {
            Ok(day) => Value::from(day),
            Err(_) => Value::from(day.as_str()),
        },
        NewValue::List(items) => Value::Array(items.iter().map(String::as_str).collect::<Array>()),
    }
}
