//! `lint`: anybody's contract, read as a careful reader would.

use super::desk::{check, crate_dir, run_in};

#[test]
fn findings_have_places() {
    let here = crate_dir("tests/samples");
    let run = check("lint-human", &here, &["lint", "their-terms.md"]);
    assert_eq!(run.code, Some(1));
    let run = check("lint-plain", &here, &["lint", "their-terms.md", "--format", "plain"]);
    assert!(run.stdout.contains("their-terms.md:13:19: warning: § 2.1 Service"), "{}", run.stdout);
}

#[test]
fn programs_get_quotes_and_offsets() {
    let here = crate_dir("tests/samples");
    let run = run_in(&here, &["lint", "their-terms.md", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["format"], "markdown");
    let text = std::fs::read_to_string(here.join("their-terms.md")).unwrap();
    for finding in found["findings"].as_array().unwrap() {
        assert!(text.contains(finding["quote"].as_str().unwrap()), "{finding}");
        assert!(finding["line"].as_u64().unwrap() > 0, "{finding}");
        assert!(finding["place"].as_str().unwrap().starts_with('§'), "{finding}");
    }
    let run = run_in(&here, &["lint", "their-terms.md", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert!(result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().is_some());
}

#[test]
fn the_bound_decides_the_exit_code() {
    let here = crate_dir("tests/samples");
    for (bound, code) in [("never", 0), ("error", 1), ("warning", 1)] {
        let run = run_in(&here, &["lint", "their-terms.md", "--fail-on", bound]);
        assert_eq!(run.code, Some(code), "{bound}");
    }
}

#[test]
fn our_own_draft_reads_well_as_word() {
    let dir = tempfile::tempdir().unwrap();
    let file = super::desk::example("cloud-ai").join("agreement.toml").display().to_string();
    let made = run_in(
        dir.path(),
        &["structure", &file, "--as-of", "2026-11-22", "--format", "docx", "-o", "out"],
    );
    assert!(made.code.is_some_and(|code| code < 2), "{}", made.stderr);
    let run = run_in(dir.path(), &["lint", "out/agreement.docx", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let errors: Vec<&serde_json::Value> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("old.doc"), b"\xd0\xcf\x11\xe0 old").unwrap();
    std::fs::write(dir.path().join("torn.docx"), b"PK\x03\x04 torn").unwrap();
    for (file, message) in [
        ("old.doc", "save it as DOCX"),
        ("torn.docx", "another copy"),
        ("none.docx", "check the path"),
    ] {
        let run = run_in(dir.path(), &["lint", file]);
        assert_eq!(run.code, Some(2), "{file}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
        assert!(run.stdout.is_empty());
    }
}
