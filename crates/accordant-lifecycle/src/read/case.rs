//! The cases of the cues: a quoted clause and what it must be read as.

use accordant_document::read::{Format, ReadOptions, read};
use accordant_packs::{CaseOutcome, Packs, read_cases, read_expectation};

use super::compile::Reader;

/// Runs the case files of the cues: `**Expect** position`, with values where they matter.
pub fn run_cue_cases(packs: &Packs) -> Vec<CaseOutcome> {
    let reader = match Reader::new(packs) {
        Ok(reader) => reader,
        Err(faults) => {
            return faults
                .into_iter()
                .map(|fault| CaseOutcome {
                    entry: "cues/words".to_owned(),
                    title: "(patterns)".to_owned(),
                    line: 1,
                    failure: Some(fault),
                })
                .collect();
        }
    };
    let mut outcomes = Vec::new();
    for (stem, text) in packs.cases.iter().filter(|(stem, _)| stem.starts_with("cues/")) {
        let id = stem.trim_start_matches("cues/").replace('/', ".");
        let cases = read_cases(text);
        if cases.is_empty() {
            outcomes.push(CaseOutcome {
                entry: stem.clone(),
                title: "(file)".to_owned(),
                line: 1,
                failure: Some("the file has no case: add a `## heading`".to_owned()),
            });
        }
        for case in cases {
            let clause = case.quotes.join("\n\n");
            let options = ReadOptions { format: Some(Format::Markdown), ..Default::default() };
            let paper = read(clause.as_bytes(), &options);
            let failure = match (read_expectation(&case.prose), paper) {
                (Err(what), _) => Some(what),
                (_, Err(error)) => Some(error.to_string()),
                (Ok(expected), Ok(paper)) => {
                    let reading = reader.read("case", &paper);
                    let found =
                        reading.readings.into_iter().find(|reading| reading.provision == id);
                    match found {
                        None => Some("no cues beside this case file".to_owned()),
                        Some(reading) => {
                            let values: Vec<String> =
                                reading.values.into_values().flatten().collect();
                            let actual = if values.is_empty() || !expected.contains(',') {
                                reading.position
                            } else {
                                format!("{}, {}", reading.position, values.join(", "))
                                    .to_lowercase()
                            };
                            (expected != actual)
                                .then(|| format!("expected `{expected}`, found `{actual}`"))
                        }
                    }
                }
            };
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
