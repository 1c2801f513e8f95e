//! `assess` and `map`: what they say of the examples.

use super::desk::{check, crate_dir, example, run_in, run_with};

const EXAMPLES: [&str; 4] =
    ["cloud-ai", "data-supplier", "fintech-chatbot", "predictive-maintenance"];

#[test]
fn assess_of_the_examples() {
    for name in EXAMPLES {
        let arguments = ["assess", "--as-of", "2026-11-22", "--fail-on", "never"];
        check(&format!("assess-{name}"), &example(name), &arguments);
    }
}

#[test]
fn map_of_the_examples() {
    for name in EXAMPLES {
        check(&format!("map-{name}"), &example(name), &["map", "--as-of", "2026-11-22"]);
    }
}

#[test]
fn plain_is_one_line_an_entry() {
    let dir = example("fintech-chatbot");
    for verb in ["assess", "map"] {
        let arguments = [verb, "--as-of", "2026-11-22", "--format", "plain", "--fail-on", "never"];
        let run = check(&format!("{verb}-plain"), &dir, &arguments);
        assert!(run.stdout.lines().all(|line| line.contains(": ")), "{}", run.stdout);
    }
}

#[test]
fn the_same_question_has_the_same_answer() {
    let dir = example("fintech-chatbot");
    let arguments = ["assess", "--as-of", "2026-11-22", "--format", "json"];
    let (first, second) = (run_in(&dir, &arguments), run_in(&dir, &arguments));
    assert_eq!(first.stdout, second.stdout);
    let json: serde_json::Value = serde_json::from_str(&first.stdout).unwrap();
    assert_eq!(json["file"], "agreement.toml");
    assert_eq!(json["as_of"], "2026-11-22");
    let reason = &json["duties"][0]["reasons"][0]["spans"][0];
    assert!(reason["line"].as_u64().unwrap() > 0 && reason["column"].as_u64().unwrap() > 0);
}

#[test]
fn sarif_has_what_its_schema_wants() {
    let dir = example("fintech-chatbot");
    let arguments = ["assess", "--as-of", "2026-11-22", "--format", "sarif", "--fail-on", "never"];
    let log: serde_json::Value = serde_json::from_str(&run_in(&dir, &arguments).stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "accordant");
    let rules = driver["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "agreement.toml");
        if let Some(region) = place.get("region") {
            assert!(region["startLine"].as_u64().unwrap() >= 1);
            assert!(region["startColumn"].as_u64().unwrap() >= 1);
        }
    }
}

#[test]
fn findings_decide_the_exit_code() {
    let dir = tempfile::tempdir().unwrap();
    let made = run_in(dir.path(), &["new", ".", "--yes", "--type", "data-supplier"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let code = |bound: &str| run_in(dir.path(), &["assess", "--fail-on", bound]).code;
    assert_eq!(code("never"), Some(0));
    assert_eq!(code("advice"), Some(1));
}

#[test]
fn the_same_system_before_and_after_the_omnibus() {
    let dir = crate_dir("tests/samples");
    let before = check(
        "omnibus-before",
        &dir,
        &["assess", "annex-iii.toml", "--as-of", "2026-06-01", "--fail-on", "never"],
    );
    let after = check(
        "omnibus-after",
        &dir,
        &["assess", "annex-iii.toml", "--as-of", "2026-11-22", "--fail-on", "never"],
    );
    assert!(before.stdout.contains("from  2026-08-02"), "{}", before.stdout);
    assert!(after.stdout.contains("moved from 2026-08-02"), "{}", after.stdout);
}

#[test]
fn colour_only_when_asked_for() {
    let dir = example("data-supplier");
    let arguments = ["assess", "--as-of", "2026-11-22", "--fail-on", "never"];
    assert!(!run_in(&dir, &arguments).stdout.contains('\u{1b}'));
    assert!(!run_with(&dir, &arguments, &[("NO_COLOR", "1")]).stdout.contains('\u{1b}'));
    let coloured = [&arguments[..], &["--color", "always"]].concat();
    assert!(run_in(&dir, &coloured).stdout.contains('\u{1b}'));
}

#[test]
fn reads_from_standard_input() {
    let run = run_in(&example("data-supplier"), &["assess", "-"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("(stdin)"), "{}", run.stderr);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for (columns, width) in [("80", 80), ("110", 110)] {
        for verb in ["assess", "map"] {
            let arguments = [verb, "--as-of", "2026-11-22", "--fail-on", "never"];
            let run = run_with(&example("fintech-chatbot"), &arguments, &[("COLUMNS", columns)]);
            let is_snippet = |line: &str| line.contains('│') || line.contains('·');
            for line in run.stdout.lines().filter(|line| !is_snippet(line)) {
                assert!(line.chars().count() <= width, "{verb} at {columns}: {line}");
            }
        }
    }
}
