//! `review` and `read`: papers of the other side.

use std::path::Path;

use super::desk::{crate_dir, example, run_in};

const PAPER: &str = "papers/helios-standard-saas-agreement.docx";

fn review_in(dir: &Path, more: &[&str]) -> super::desk::Run {
    let folder = example("fintech-chatbot");
    let paper = folder.join(PAPER).display().to_string();
    let against = folder.display().to_string();
    let mut arguments = vec!["review", &paper, "--against", &against, "--as-of", "2026-11-22"];
    arguments.extend(more);
    run_in(dir, &arguments)
}

#[test]
fn everything_that_a_review_leaves() {
    let dir = tempfile::tempdir().unwrap();
    let run = review_in(dir.path(), &["-o", "out"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.contains("Master Subscription Agreement  ESCALATE"), "{}", run.stdout);
    let out = dir.path().join("out");
    let redline = std::fs::read(out.join("helios-standard-saas-agreement-redline.docx")).unwrap();
    let page = std::fs::read_to_string(out.join("review.html")).unwrap();
    assert!(page.contains("<ins>") && page.contains("<del>") && page.contains("href=\"#issue-"));
    assert!(!page.contains("<script") && !page.contains("http://"));
    for name in ["memo.docx", "issues.xlsx", "review.json", "review.sarif"] {
        assert!(std::fs::metadata(out.join(name)).unwrap().len() > 1000, "{name}");
    }
    // Twice the same bytes; other bytes are not overwritten unasked.
    let again = review_in(dir.path(), &["-o", "again"]);
    assert_eq!(again.code, Some(1));
    let second =
        std::fs::read(dir.path().join("again/helios-standard-saas-agreement-redline.docx"));
    assert!(second.unwrap() == redline);
    let other = review_in(dir.path(), &["-o", "out", "--change", "error"]);
    assert_eq!(other.code, Some(2), "{}", other.stderr);
    assert!(other.stderr.contains("--force"), "{}", other.stderr);

    // The next round knows what was asked.
    let back = out.join("helios-standard-saas-agreement-redline.docx").display().to_string();
    let against = example("fintech-chatbot").display().to_string();
    let round = run_in(
        dir.path(),
        &["review", &back, "--against", &against, "--last", "out", "--format", "plain"],
    );
    assert!(round.stdout.contains("asked: data.residency: open"), "{}", round.stdout);
    assert!(!round.stdout.contains("unmarked:"), "{}", round.stdout);
    // Another paper is none that was sent.
    let other = crate_dir("tests/samples").join("their-terms.md").display().to_string();
    let round = run_in(dir.path(), &["review", &other, "--against", &against, "--last", "out"]);
    assert_eq!(round.code, Some(2), "{}", round.stdout);
    assert!(round.stderr.contains("it is another paper"), "{}", round.stderr);
}

#[test]
fn a_paper_without_tracked_changes_comes_back_as_word() {
    let dir = tempfile::tempdir().unwrap();
    let paper = crate_dir("tests/samples").join("their-terms.md").display().to_string();
    let against = example("fintech-chatbot").display().to_string();
    let run = run_in(dir.path(), &["review", &paper, "--against", &against, "-o", "out"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let redline = dir.path().join("out/their-terms-redline.docx").display().to_string();
    let read = run_in(dir.path(), &["read", &redline, "--format", "json"]);
    assert_eq!(read.code, Some(0), "{}", read.stderr);
}

#[test]
fn programs_get_issues_with_places() {
    let dir = tempfile::tempdir().unwrap();
    let run = review_in(dir.path(), &["--format", "json"]);
    let review: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let issues = review["issues"].as_array().unwrap();
    assert!(issues.iter().all(|issue| issue["ask"]["says"].as_str().is_some()));
    let run = review_in(dir.path(), &["--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), issues.len());
    let run = review_in(dir.path(), &["--format", "plain", "--fail-on", "never"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.starts_with("verdict: escalate\n"), "{}", run.stdout);
}

#[test]
fn bad_input_is_told_with_the_next_step() {
    let dir = tempfile::tempdir().unwrap();
    let against = example("fintech-chatbot").display().to_string();
    for (name, bytes, words) in [
        ("not.docx", &b"PK\x03\x04 nothing"[..], "cannot be read"),
        ("old.doc", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1][..], "old Word file"),
        ("empty.md", &b"\n\n"[..], "no text"),
    ] {
        std::fs::write(dir.path().join(name), bytes).unwrap();
        let run = run_in(dir.path(), &["review", name, "--against", &against]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.stderr);
        assert!(run.stderr.contains(words) && run.stderr.contains("help"), "{}", run.stderr);
    }
    let run = review_in(dir.path(), &["--last", "nowhere"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}

#[test]
fn a_folder_becomes_a_table() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("papers/inner");
    std::fs::create_dir_all(&folder).unwrap();
    let sample = crate_dir("tests/samples").join("their-terms.md");
    for name in ["a.md", "b.md", "inner/c.md"] {
        std::fs::copy(&sample, dir.path().join("papers").join(name)).unwrap();
    }
    std::fs::copy(example("fintech-chatbot").join(PAPER), folder.join("d.docx")).unwrap();
    let run = run_in(dir.path(), &["read", "papers", "-o", "all.csv"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let table = std::fs::read_to_string(dir.path().join("all.csv")).unwrap();
    for name in ["a.md,", "b.md,", "inner/c.md,", "inner/d.docx,"] {
        assert!(table.contains(name), "{name}");
    }
    assert!(table.lines().nth(1).unwrap().starts_with("a.md,"), "in the order of their paths");
    assert_eq!(run_in(dir.path(), &["read", "papers", "-o", "all.csv"]).code, Some(2));
    assert_eq!(run_in(dir.path(), &["read", "papers", "-o", "all.txt"]).code, Some(2));
    assert_eq!(run_in(dir.path(), &["read", "papers", "-o", "all.xlsx"]).code, Some(0));
    let run = run_in(dir.path(), &["read", "papers", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 4);

    // One that cannot be read is told, and the others are read.
    std::fs::write(folder.join("broken.docx"), b"PK\x03\x04 nothing").unwrap();
    let run = run_in(dir.path(), &["read", "papers", "-o", "all.json"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("broken.docx") && run.stderr.contains("read 4 of 5"));
}
