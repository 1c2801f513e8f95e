//! `compare`: what changed between two versions, in all its outputs.

use super::desk::{check, crate_dir, run_in};

const OLD: &str = "terms-1.md";
const NEW: &str = "terms-2.md";

#[test]
fn people_see_changes_and_form() {
    let here = crate_dir("tests/samples");
    let run = check("compare-human", &here, &["compare", OLD, NEW, "--words-only"]);
    assert_eq!(run.code, Some(1));
    let plain = ["compare", OLD, NEW, "--format", "plain", "--words-only"];
    check("compare-plain", &here, &plain);
    check(
        "compare-markdown",
        &here,
        &["compare", OLD, NEW, "--format", "markdown", "--words-only"],
    );
}

#[test]
fn positions_move_for_a_side() {
    let here = crate_dir("tests/samples");
    let arguments = ["compare", OLD, NEW, "--format", "plain", "--side"];
    for (side, words) in [("customer", "against us"), ("vendor", "for us")] {
        let run = run_in(&here, &[&arguments[..], &[side]].concat());
        let line = format!("position: {words}: data.training-use: prohibited -> permitted");
        assert!(run.stdout.contains(&line), "{}", run.stdout);
        let line = format!("position: {words}: liability.cap: fees -> fees: 12 months → 6 months");
        assert!(run.stdout.contains(&line), "{}", run.stdout);
    }
    let run = run_in(&here, &["compare", OLD, NEW, "--side", "customer"]);
    assert!(run.stdout.contains("against us"), "{}", run.stdout);
}

#[test]
fn the_same_file_has_no_changes() {
    let here = crate_dir("tests/samples");
    let run = run_in(&here, &["compare", OLD, OLD]);
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.contains("no changes"), "{}", run.stdout);
}

#[test]
fn what_counts_decides_the_exit_code() {
    let here = crate_dir("tests/samples");
    for (what, code) in [("never", 0), ("substance", 1), ("any", 1), ("against-us", 0)] {
        let run = run_in(&here, &["compare", OLD, NEW, "--fail-on", what]);
        assert_eq!(run.code, Some(code), "{what}");
    }
    let arguments = ["compare", OLD, NEW, "--fail-on", "against-us", "--side", "customer"];
    assert_eq!(run_in(&here, &arguments).code, Some(1));
}

#[test]
fn programs_get_words_and_offsets() {
    let here = crate_dir("tests/samples");
    let run = run_in(&here, &["compare", OLD, NEW, "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let (old, new) = (
        std::fs::read_to_string(here.join(OLD)).unwrap(),
        std::fs::read_to_string(here.join(NEW)).unwrap(),
    );
    for change in found["changes"].as_array().unwrap() {
        for hunk in change["hunks"].as_array().unwrap() {
            assert!(old.contains(hunk["old"]["text"].as_str().unwrap()), "{hunk}");
            assert!(new.contains(hunk["new"]["text"].as_str().unwrap()), "{hunk}");
        }
    }
    assert!(found["counts"]["renumbered"].as_u64().unwrap() > 0, "{}", found["counts"]);
}

#[test]
fn files_by_their_endings() {
    let here = crate_dir("tests/samples");
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    let (word, page, marks, data) =
        (path("redline.docx"), path("changes.html"), path("changes.md"), path("changes.json"));
    let arguments = ["compare", OLD, NEW, "-o", &word, "-o", &page, "-o", &marks, "-o", &data];
    let run = run_in(&here, &[&arguments[..], &["--date", "2026-11-23"]].concat());
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let text = std::fs::read_to_string(&page).unwrap();
    assert!(text.contains("<del>") && text.contains("<ins>") && text.contains("href=\"#at-c1\""));
    assert!(!text.contains("<script") && !text.contains("http://"));
    let first = std::fs::read(&word).unwrap();
    // Tracked changes taken give the new version.
    let run = run_in(&here, &["compare", &word, NEW, "--words-only"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    // And rejected, the old one.
    let run = run_in(&here, &["compare", OLD, &word, "--untracked", "--words-only"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    // Twice the same bytes; other bytes are not overwritten unasked.
    let again = ["compare", OLD, NEW, "-o", &word, "--date", "2026-11-23"];
    assert_eq!(run_in(&here, &again).code, Some(1));
    assert!(std::fs::read(&word).unwrap() == first);
    let other = run_in(&here, &["compare", OLD, NEW, "-o", &word, "--date", "2026-11-24"]);
    assert_eq!(other.code, Some(2), "{}", other.stderr);
    assert!(other.stderr.contains("--force"), "{}", other.stderr);
}

#[test]
fn what_cannot_be_done_is_said() {
    let here = crate_dir("tests/samples");
    for (arguments, words) in [
        (vec!["compare", OLD, "nowhere.md"], "`nowhere.md` cannot be read"),
        (vec!["compare", "-", "-"], "standard input"),
        (vec!["compare", OLD, NEW, "-o", "x.pdf"], "not written as PDF"),
        (vec!["compare", OLD, NEW, "-o", "x"], "does not say how"),
    ] {
        let run = run_in(&here, &arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(words), "{}", run.stderr);
        assert!(run.stderr.contains("help:"), "{}", run.stderr);
    }
}

#[test]
fn hidden_words_are_told_everywhere_and_count() {
    let here = crate_dir("tests/samples");
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    let (plain, hidden) = (path("sent.docx"), path("returned.docx"));
    run_in(&here, &["compare", OLD, NEW, "-o", &plain, "--date", "2026-11-23", "--words-only"]);
    let bytes = std::fs::read(&plain).unwrap();
    let package = accordant_document::read::docx::Package::open(&bytes).unwrap();
    let secret = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>save where it decides otherwise</w:t></w:r></w:p>";
    let body = package.part("word/document.xml").unwrap();
    let changed = body.replacen("<w:p>", &format!("{secret}<w:p>"), 1);
    assert_ne!(changed, body);
    let parts = std::collections::BTreeMap::from([("word/document.xml".to_owned(), changed)]);
    std::fs::write(&hidden, package.write_back(&bytes, &parts).unwrap()).unwrap();
    for format in ["human", "plain", "markdown", "html", "json"] {
        let run = run_in(&here, &["compare", &plain, &hidden, "--words-only", "--format", format]);
        assert_eq!(run.code, Some(1), "{format}: {}", run.stderr);
        assert!(run.stdout.contains("save where it decides otherwise"), "{}", run.stdout);
    }
    let marked = path("redline.docx");
    let run = run_in(&here, &["compare", &plain, &hidden, "--words-only", "-o", &marked]);
    assert!(run.stderr.contains("b1: hidden words are not marked"), "{}", run.stderr);
}
