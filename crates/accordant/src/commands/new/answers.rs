//! Answers from a file, and a form of that file to fill in.

use std::path::Path;

use accordant_agreement::file::PartnershipType;
use accordant_agreement::{Diagnostic, MAXIMUM_BYTES, Span, find_nearest};
use toml::de::{DeTable, DeValue};

use super::questions::{Answer, Answers, Question};
use crate::arguments::Format;
use crate::failure::Failure;
use crate::files;
use crate::report::{Remark, Source};

/// Reads answers.
///
/// **Errors:** [`Failure::Faults`] with every unknown question and every answer that is none.
pub(super) fn read(path: &Path, questions: &[Question]) -> Result<Answers, Failure> {
    let bytes = files::read(path, MAXIMUM_BYTES)?;
    let mut faults = Vec::new();
    let mut answers = Answers::new();
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    if text.is_empty() && !bytes.is_empty() {
        faults.push(Diagnostic::error(
            "answers/not-utf-8",
            Span::default(),
            "the file is not UTF-8 text",
        ));
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    faults.extend(errors.iter().map(|error| {
        let span = error.span().map(Span::from).unwrap_or_default();
        Diagnostic::error("answers/syntax", span, error.message().trim().replace('\n', "; "))
            .label("TOML cannot be read here")
            .help("write each answer as `id = \"answer\"`")
    }));
    let mut entries: Vec<_> = root.get_ref().iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let id: &str = key.get_ref();
        let Some(question) = questions.iter().find(|question| question.id == id) else {
            let near = find_nearest(id, questions.iter().map(|question| question.id.as_str()));
            faults.push(
                Diagnostic::error(
                    "answers/unknown-question",
                    key.span().into(),
                    format!("there is no question `{id}`"),
                )
                .label("not a question")
                .help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`accordant new --questions` lists them".to_owned(),
                }),
            );
            continue;
        };
        let checked = read_answer(value.get_ref()).and_then(|answer| question.check(&answer));
        match checked {
            Ok(answer) => {
                answers.insert(id.to_owned(), answer);
            }
            Err(message) => faults.push(
                Diagnostic::error(
                    "answers/not-an-answer",
                    value.span().into(),
                    format!("`{id}`: {message}"),
                )
                .label("not an answer to this question")
                .help(question.ask.clone()),
            ),
        }
    }
    if faults.is_empty() {
        return Ok(answers);
    }
    Err(Failure::Faults {
        source: Box::new(Source::new(path.display().to_string(), &bytes)),
        remarks: faults.iter().map(Remark::from).collect(),
        format: Format::Human,
    })
}

fn read_answer(value: &DeValue<'_>) -> Result<Answer, String> {
    let refused =
        || Err("write the answer as a text in quotes, or a list of such texts".to_owned());
    match value {
        DeValue::String(text) => Ok(Answer::One(text.to_string())),
        DeValue::Datetime(date) => Ok(Answer::One(date.to_string())),
        DeValue::Array(items) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()
            .map_or_else(refused, |words| Ok(Answer::Many(words))),
        _ => refused(),
    }
}

/// Writes the questions as a file of answers, each with its default.
pub(super) fn write_form(questions: &[Question], kind: Option<PartnershipType>) -> String {
    let mut answers = Answers::new();
    if let Some(kind) = kind {
        answers.insert("type".to_owned(), Answer::One(kind.as_str().to_owned()));
    }
    let mut text = String::from("# Answers for `accordant new DIR --answers FILE`.\n");
    for question in questions {
        let answer =
            answers.get(&question.id).cloned().unwrap_or_else(|| question.default_answer(&answers));
        text.push_str(&format!("\n# {}\n# {}\n", question.ask, question.help));
        let choices = question.choices();
        for (word, meaning) in &choices {
            text.push_str(&format!("#   {word}: {meaning}\n"));
        }
        let value = super::skeleton::toml_value(&answer);
        // An answer that only some need, or that may stay open, is shown but not given.
        let lead = if answer == Answer::One(String::new()) || !question.applies(&answers) {
            "# "
        } else {
            ""
        };
        let shown = match (&question.example, lead) {
            (Some(example), "# ") => format!("\"{example}\""),
            _ => value,
        };
        text.push_str(&format!("{lead}{} = {shown}\n", question.id));
        answers.insert(question.id.clone(), answer);
    }
    text
}
