//! JSON: values as they are, with line and column beside every span.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Remark, Source};
use crate::failure::Failure;
use crate::terminal;

/// Adds `line` and `column` to every span, at any depth.
pub(crate) fn add_places(value: &mut Value, source: &Source) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| add_places(item, source)),
        Value::Object(object) => match start_of_span(object) {
            Some(start) => {
                let (line, column) = source.place(start);
                object.insert("line".to_owned(), line.into());
                object.insert("column".to_owned(), column.into());
            }
            None => object.values_mut().for_each(|inner| add_places(inner, source)),
        },
        _ => {}
    }
}

/// A span is an object with the numbers `start` and `end` and nothing else.
fn start_of_span(object: &Map<String, Value>) -> Option<usize> {
    if object.len() != 2 {
        return None;
    }
    object.get("end")?.as_u64()?;
    usize::try_from(object.get("start")?.as_u64()?).ok()
}

/// Prints a value as JSON.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(anyhow::Error::from)?;
    terminal::print(&(text + "\n"))
}

/// The faults of an input.
pub(super) fn describe_faults(source: &Source, remarks: &[Remark]) -> String {
    let faults: Vec<Value> = remarks
        .iter()
        .map(|remark| {
            let places: Vec<Value> = remark
                .places
                .iter()
                .map(|(span, words)| {
                    let (line, column) = source.place(span.start);
                    json!({ "start": span.start, "end": span.end, "line": line, "column": column, "label": words })
                })
                .collect();
            json!({
                "code": remark.code,
                "severity": remark.severity.as_str(),
                "message": remark.message,
                "help": remark.help,
                "places": places,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "file": source.name(), "faults": faults }))
}
