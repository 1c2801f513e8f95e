//! Twelve partnerships across sectors and regions: which law speaks to each, and which stays silent.
//!
//! Each file says at its head what is expected: `#? applies:` and `#? later:` name duties,
//! `#? silent:` names duties or whole regimes that must not speak, as duties or as doubts.

use accordant_lifecycle::assess::Assessment;
use accordant_packs::{Packs, Standing};

use super::{agreement_of, assess_on, packs};

fn stands(assessment: &Assessment, code: &str) -> &'static str {
    let duty = assessment.duties.iter().find(|duty| duty.code == code);
    match duty.map(|duty| &duty.standing) {
        Some(Standing::Applies(_)) => "applies",
        Some(Standing::NotYet(_)) => "later",
        Some(_) => "ended",
        None if assessment.unclear.iter().any(|unclear| unclear.code == code) => "unclear",
        None => "silent",
    }
}

/// What a regime or duty says although it should be silent.
fn speaks(assessment: &Assessment, name: &str) -> Vec<String> {
    let is_meant = |code: &str| {
        code == name || code.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
    };
    let duties = assessment.duties.iter().map(|duty| &duty.code);
    let doubts = assessment.unclear.iter().map(|unclear| &unclear.code);
    duties.chain(doubts).filter(|code| is_meant(code)).cloned().collect()
}

fn is_known(packs: &Packs, name: &str) -> bool {
    match name.split_once('/') {
        Some((regime, id)) => packs.obligations.get(id).is_some_and(|o| o.regime == regime),
        None => packs.regimes.contains_key(name),
    }
}

#[test]
fn the_right_law_speaks_to_each() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lifecycle/partnerships");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert_eq!(paths.len(), 12);
    let packs = packs();
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("the file reads");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let wanted = |word: &str| -> Vec<String> {
            let start = format!("#? {word}: ");
            text.lines().filter_map(|line| line.strip_prefix(&start)).map(str::to_owned).collect()
        };
        let date = wanted("as-of").first().cloned().expect("a date");
        let assessment = assess_on(&agreement_of(&text), &packs, &date);
        for word in ["applies", "later", "unclear"] {
            for code in wanted(word) {
                let found = stands(&assessment, &code);
                if found != word {
                    wrong.push(format!("{name}: {code} is {found}, expected {word}"));
                }
            }
        }
        for quiet in wanted("silent") {
            if !is_known(&packs, &quiet) {
                wrong.push(format!("{name}: the packs do not know {quiet}"));
            }
            for code in speaks(&assessment, &quiet) {
                let state = stands(&assessment, &code);
                wrong.push(format!("{name}: {code} is {state}, expected silent"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
