//! `new`: files that read without a fault, whatever the answers.

use super::desk::{check, run_in};

const TYPES: [&str; 4] = ["ai-vendor", "cloud-ai-service", "data-supplier", "joint-development"];

#[test]
fn the_defaults_of_each_type_make_a_valid_file() {
    for kind in TYPES {
        let dir = tempfile::tempdir().unwrap();
        let run = run_in(dir.path(), &["new", "it", "--type", kind, "--yes"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.is_empty());
        assert!(run.stderr.contains("Next:"), "{}", run.stderr);
        for verb in ["assess", "map"] {
            let run =
                run_in(dir.path(), &[verb, "it", "--as-of", "2026-11-22", "--fail-on", "never"]);
            assert_eq!(run.code, Some(0), "{kind}: {}", run.stderr);
        }
    }
}

#[test]
fn both_sides_and_every_answer_to_the_hard_questions() {
    for kind in TYPES {
        for side in ["adopter", "partner"] {
            for training in ["forbid", "conditional", "permit"] {
                for automation in ["assistive", "fully-automated"] {
                    let dir = tempfile::tempdir().unwrap();
                    let answers = format!(
                        "type = \"{kind}\"\nside = \"{side}\"\ntraining = \"{training}\"\nautomation = \"{automation}\"\n\
                         our-name = \"Bjørn \\\"B\\\" & Sons\"\ntheir-name = \"Assistant Inc.\"\nour-sector = \"finance\"\n\
                         categories = [\"health\", \"trade-secret\"]\nregions = \"US-CA, IE\"\nstart = 2027-01-15\n"
                    );
                    std::fs::write(dir.path().join("answers.toml"), answers).unwrap();
                    let run =
                        run_in(dir.path(), &["new", "it", "--answers", "answers.toml", "--yes"]);
                    assert_eq!(run.code, Some(0), "{}", run.stderr);
                    let run = run_in(dir.path(), &["assess", "it", "--fail-on", "never"]);
                    assert_eq!(run.code, Some(0), "{kind} {side} {training}: {}", run.stderr);
                }
            }
        }
    }
}

#[test]
fn answers_are_checked_all_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let answers = "titel = \"x\"\nour-country = \"Ireland\"\nterm = 36\ntype = \"ai-vender\"\n";
    std::fs::write(dir.path().join("answers.toml"), answers).unwrap();
    let run =
        check("new-bad-answers", dir.path(), &["new", "it", "--answers", "answers.toml", "--yes"]);
    assert_eq!(run.code, Some(2));
    assert!(!dir.path().join("it").exists());
}

#[test]
fn nobody_at_the_terminal_and_no_answers() {
    let dir = tempfile::tempdir().unwrap();
    let run = check("new-nobody", dir.path(), &["new", "it"]);
    assert_eq!(run.code, Some(2));
    assert!(!dir.path().join("it").exists());
}

#[test]
fn an_existing_file_stays() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("agreement.toml"), "mine").unwrap();
    let run = check("new-existing", dir.path(), &["new", ".", "--yes"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(std::fs::read_to_string(dir.path().join("agreement.toml")).unwrap(), "mine");
}

#[test]
fn the_form_of_answers_answers_everything() {
    let dir = tempfile::tempdir().unwrap();
    let form = run_in(dir.path(), &["new", "--questions", "--type", "joint-development"]);
    assert_eq!(form.code, Some(0), "{}", form.stderr);
    std::fs::write(dir.path().join("answers.toml"), form.stdout).unwrap();
    let run = run_in(dir.path(), &["new", "it", "--answers", "answers.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}
