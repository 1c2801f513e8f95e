//! Answers as they come back: TOML, JSON or a spreadsheet.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use accordant_agreement::Date;
use accordant_lifecycle::questionnaire::Answer;
use calamine::{Data, Reader, Xlsx};

use crate::clock;
use crate::failure::Failure;

/// What came back.
pub(super) struct Returned {
    /// Who answered.
    pub(super) by: String,
    /// When.
    pub(super) on: Date,
    /// Answers by question; questions without an answer are not here.
    pub(super) answers: BTreeMap<String, Answer>,
}

/// Reads answers by the file's ending.
///
/// **Errors:** [`Failure::Asked`] when the file is none of the three, or is not well formed.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Returned, Failure> {
    let ending =
        path.extension().map_or_else(String::new, |end| end.to_string_lossy().to_lowercase());
    let broken = |what: String| {
        Failure::asked(
            format!("`{}` cannot be read: {what}", path.display()),
            "send the file that `accordant questionnaire` wrote, with the answers in it",
        )
    };
    let text = || std::str::from_utf8(bytes).map_err(|_| broken("it is not UTF-8 text".to_owned()));
    match ending.as_str() {
        "toml" => read_toml(text()?).map_err(broken),
        "json" => read_json(text()?).map_err(broken),
        "xlsx" => read_xlsx(bytes).map_err(broken),
        _ => Err(Failure::asked(
            format!("`{}` is no TOML, JSON or XLSX file", path.display()),
            "answers come back in one of these formats",
        )),
    }
}

fn finish(by: &str, on: &str, answers: BTreeMap<String, Answer>) -> Result<Returned, String> {
    let on = if on.trim().is_empty() {
        clock::today()
    } else {
        on.trim().parse().map_err(|_| format!("`{on}` is no date"))?
    };
    let by = by.trim();
    Ok(Returned { by: if by.is_empty() { "not stated" } else { by }.to_owned(), on, answers })
}

fn read_toml(text: &str) -> Result<Returned, String> {
    let table: toml::Table =
        toml::from_str(text).map_err(|error| error.to_string().trim().replace('\n', " "))?;
    let word = |key: &str| match table.get(key) {
        Some(toml::Value::String(text)) => text.clone(),
        Some(toml::Value::Datetime(day)) => day.to_string(),
        _ => String::new(),
    };
    let mut answers = BTreeMap::new();
    let given = table.get("answers").and_then(toml::Value::as_table).ok_or("no `[answers]`")?;
    for (id, value) in given {
        let values = flatten_toml(value);
        if values.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        let at = text
            .lines()
            .position(|line| line.split('=').next().is_some_and(|key| key.trim() == id));
        let place = at.map_or_else(|| id.clone(), |line| format!("line {}", line + 1));
        answers.insert(id.clone(), Answer { values, place });
    }
    finish(&word("by"), &word("on"), answers)
}

fn flatten_toml(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Array(items) => items.iter().flat_map(flatten_toml).collect(),
        other => vec![other.to_string()],
    }
}

fn read_json(text: &str) -> Result<Returned, String> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let word = |key: &str| value.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let mut answers = BTreeMap::new();
    let given = value.get("answers").and_then(|v| v.as_object()).ok_or("no `answers`")?;
    for (id, value) in given {
        let values = flatten_json(value);
        if values.iter().any(|value| !value.trim().is_empty()) {
            answers.insert(id.clone(), Answer { values, place: format!("answers.{id}") });
        }
    }
    finish(&word("by"), &word("on"), answers)
}

fn flatten_json(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::Null => Vec::new(),
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(items) => items.iter().flat_map(flatten_json).collect(),
        other => vec![other.to_string()],
    }
}

fn read_xlsx(bytes: &[u8]) -> Result<Returned, String> {
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error: calamine::XlsxError| error.to_string())?;
    let sheet = book
        .worksheet_range(super::sheet::SHEET)
        .map_err(|_| format!("there is no sheet `{}`", super::sheet::SHEET))?;
    let cell = |row: usize, column: usize| -> String {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        sheet.get_value((row, column)).map_or_else(String::new, show_cell)
    };
    let rows = sheet.end().map_or(0, |(row, _)| usize::try_from(row).unwrap_or(0) + 1);
    let header = (0..rows)
        .find(|row| cell(*row, 0).eq_ignore_ascii_case("id"))
        .ok_or("no row begins with `id`")?;
    let columns = sheet.end().map_or(0, |(_, column)| usize::try_from(column).unwrap_or(0) + 1);
    let answer_column = (0..columns)
        .find(|column| cell(header, *column).eq_ignore_ascii_case("answer"))
        .ok_or("no column is called `Answer`")?;
    let (mut by, mut on) = (String::new(), String::new());
    for row in 0..header {
        match cell(row, 0).to_lowercase().as_str() {
            "answered by" => by = cell(row, 1),
            "on" => on = cell(row, 1),
            _ => {}
        }
    }
    let mut answers = BTreeMap::new();
    for row in header + 1..rows {
        let (id, text) = (cell(row, 0), cell(row, answer_column));
        if id.is_empty() || text.trim().is_empty() {
            continue;
        }
        let letter = char::from(b'A' + u8::try_from(answer_column).unwrap_or(25).min(25));
        let values = if cell(row, super::sheet::KIND_COLUMN).contains("separated by commas") {
            text.split([',', ';', '\n']).map(|part| part.trim().to_owned()).collect()
        } else {
            vec![text]
        };
        answers.insert(id, Answer { values, place: format!("cell {letter}{}", row + 1) });
    }
    finish(&by, &on, answers)
}

fn show_cell(data: &Data) -> String {
    match data {
        Data::String(text) => text.trim().to_owned(),
        Data::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
