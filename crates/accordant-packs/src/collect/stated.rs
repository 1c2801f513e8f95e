//! Facts that `[facts]` of the file states.

use accordant_agreement::file::{Agreement, FactValue as FileValue};
use accordant_agreement::{Diagnostic, find_nearest};

use crate::fact::{FactKind, FactValue, Facts, Vocabulary};

/// Adds what the file states; a stated fact replaces a derived one.
///
/// **Errors:** names and values that the vocabulary does not have.
pub(super) fn add_stated(
    agreement: &Agreement,
    vocabulary: &Vocabulary,
    whole: &mut Facts,
) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (name, stated) in agreement.facts.iter().flat_map(|facts| &facts.0) {
        let Some(definition) = vocabulary.0.get(name) else {
            let near = find_nearest(name, vocabulary.0.keys().map(String::as_str));
            faults.push(
                Diagnostic::error(
                    "file/unknown-fact",
                    stated.span,
                    format!("there is no fact `{name}`"),
                )
                .label("not in the vocabulary")
                .help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`accordant pack list facts` lists them".to_owned(),
                }),
            );
            continue;
        };
        let span = Some(stated.span);
        let words = match (&stated.value, definition.kind) {
            (FileValue::Flag(flag), FactKind::Flag) => {
                whole.replace(name, FactValue::Flag(*flag), span);
                continue;
            }
            (FileValue::Number(number), FactKind::Number) => {
                whole.replace(name, FactValue::Number(*number), span);
                continue;
            }
            (FileValue::Day(day), FactKind::Day) => {
                if let Ok(day) = day.parse() {
                    whole.replace(name, FactValue::Day(day), span);
                }
                continue;
            }
            (FileValue::Word(word), FactKind::Word | FactKind::Words | FactKind::Regions) => {
                vec![word.clone()]
            }
            (FileValue::Words(words), FactKind::Words | FactKind::Regions) => words.clone(),
            _ => {
                faults.push(
                    Diagnostic::error(
                        "file/wrong-fact",
                        stated.span,
                        format!("`{name}` does not take this kind of value"),
                    )
                    .label(definition.about.clone())
                    .help(match definition.kind {
                        FactKind::Flag => "write true or false",
                        FactKind::Number => "write a whole number",
                        FactKind::Day => "write a date",
                        FactKind::Word => "write one word in quotes",
                        FactKind::Words | FactKind::Regions => "write a list of words",
                    }),
                );
                continue;
            }
        };
        for word in words {
            if definition.kind == FactKind::Regions {
                whole.insert_region(name, &word, span);
            } else if definition.values.is_empty() || definition.values.contains(&word) {
                whole.insert_word(name, word, span);
            } else {
                let near = find_nearest(&word, definition.values.iter().map(String::as_str));
                faults.push(
                    Diagnostic::error(
                        "file/wrong-fact",
                        stated.span,
                        format!("`{name}` is never `{word}`"),
                    )
                    .label("not one of its values")
                    .help(match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("choose from: {}", definition.values.join(", ")),
                    }),
                );
            }
        }
    }
    faults
}
