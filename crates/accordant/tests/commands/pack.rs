//! `pack`: the knowledge, listed, shown and tested.

use std::path::Path;

use super::desk::{check, run_in};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn lists_every_kind() {
    assert_eq!(run_in(here(), &["pack", "list"]).code, Some(0));
    for kind in [
        "regimes",
        "obligations",
        "classes",
        "provisions",
        "rules",
        "risks",
        "definitions",
        "schedules",
        "types",
        "checklists",
        "forms",
        "facts",
    ] {
        let run = run_in(here(), &["pack", "list", kind]);
        assert_eq!(run.code, Some(0), "{kind}: {}", run.stderr);
        assert!(!run.stdout.trim().is_empty(), "{kind} has no entry");
        assert!(
            run.stdout.lines().all(|line| line.chars().count() <= 100),
            "{kind} has a line too wide"
        );
    }
}

#[test]
fn shows_entries_of_every_kind() {
    for id in [
        "eu-ai-act",
        "gdpr-28-3",
        "data.training-use",
        "data-ownership-undefined",
        "party-role",
        "AI System",
        "addendum",
    ] {
        let run = run_in(here(), &["pack", "show", id]);
        assert_eq!(run.code, Some(0), "{id}: {}", run.stderr);
        assert!(run.stdout.lines().count() > 2, "{id}: {}", run.stdout);
    }
    let ladder = run_in(here(), &["pack", "show", "data.training-use"]).stdout;
    assert!(!["[[", "{{", "{#"].iter().any(|mark| ladder.contains(mark)), "{ladder}");
}

#[test]
fn asks_what_was_meant() {
    let run = check("pack-show-unknown", here(), &["pack", "show", "data.trainig-use"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("did you mean `data.training-use`?"), "{}", run.stderr);
}

#[test]
fn the_cases_of_the_packs_hold() {
    let run = run_in(here(), &["pack", "test"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("all hold"), "{}", run.stdout);
}

/// A rule of somebody's own, with a case that holds and one that does not.
fn write_own_pack(dir: &Path, message: &str) {
    let rules = dir.join("rules");
    std::fs::create_dir_all(&rules).unwrap();
    let rule = format!(
        "id = \"no-public-bodies\"\ntitle = \"We work with companies only\"\nseverity = \"warning\"\n{message}\
         help = \"ask the board\"\n[when]\npublic-body = true\n"
    );
    std::fs::write(rules.join("no-public-bodies.toml"), rule).unwrap();
    let cases = "# We work with companies only\n\n## It fires\n```toml\npublic-body = true\n```\n**Expect** fires.\n\n\
                 ## It should stay silent\n```toml\npublic-body = true\n```\n**Expect** silent.\n";
    std::fs::write(rules.join("no-public-bodies.md"), cases).unwrap();
}

#[test]
fn a_failing_case_of_an_own_pack_is_located() {
    let dir = tempfile::tempdir().unwrap();
    write_own_pack(&dir.path().join("house"), "message = \"the adopter is a public body\"\n");
    let run = run_in(dir.path(), &["pack", "test", "house"]);
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout.contains("house/rules/no-public-bodies.md:9 It should stay silent"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("expected `silent`, found `fires`"), "{}", run.stdout);
}

#[test]
fn a_fault_of_an_own_pack_is_located() {
    let dir = tempfile::tempdir().unwrap();
    write_own_pack(&dir.path().join("house"), "mesage = \"typo\"\n");
    let run = run_in(dir.path(), &["pack", "test", "house"]);
    assert_eq!(run.code, Some(2), "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("house/rules/no-public-bodies.toml:"), "{}", run.stderr);
}

#[test]
fn a_new_pack_holds_and_is_read_by_the_verbs() {
    let dir = tempfile::tempdir().unwrap();
    let made = run_in(dir.path(), &["pack", "new", "house", "--name", "Acme Holding"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let again = run_in(dir.path(), &["pack", "new", "house", "--name", "Acme Holding"]);
    assert_eq!(again.code, Some(2), "nothing is overwritten");
    let tested = run_in(dir.path(), &["pack", "test", "house"]);
    assert_eq!(tested.code, Some(0), "{}{}", tested.stdout, tested.stderr);
    let shown = run_in(dir.path(), &["pack", "show", "acme-holding", "--packs", "house"]);
    assert!(shown.stdout.contains("chief information security officer"), "{}", shown.stdout);

    // Named by the file, relative to the file.
    let text = std::fs::read_to_string(super::desk::example("cloud-ai").join("agreement.toml"));
    let text = text.unwrap().replacen("[agreement]", "[agreement]\npacks = [\"../house\"]", 1);
    let case = dir.path().join("case");
    std::fs::create_dir(&case).unwrap();
    std::fs::write(case.join("agreement.toml"), text).unwrap();
    let run = run_in(&case, &["assess", "--format", "plain", "--as-of", "2099-01-01"]);
    assert!(run.stdout.contains("acme-holding-policy/acme-holding-no-training"), "{}", run.stdout);
}

#[test]
fn packs_that_are_not_there_are_named() {
    let dir = super::desk::example("cloud-ai");
    let run = run_in(&dir, &["assess", "--packs", "nowhere"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("nowhere"), "{}", run.stderr);
}

#[test]
fn coverage_is_as_the_reference_has_it() {
    let run = run_in(here(), &["pack", "coverage"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let kept = here().join("../../docs/reference/coverage.md");
    if let Err(difference) = super::desk::compare(&kept, &run.stdout) {
        panic!("{difference}\n`cargo xtask generate` writes it");
    }
}
