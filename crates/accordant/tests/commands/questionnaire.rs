//! `questionnaire`: questions go out, answers come back in three formats and fill the file.

use std::path::Path;

use super::desk::{Run, example, run_in};

/// A copy of an example's file in a directory of its own.
fn copy_example(name: &str, dir: &Path) {
    let text = std::fs::read_to_string(example(name).join("agreement.toml")).unwrap();
    std::fs::write(dir.join("agreement.toml"), text).unwrap();
}

fn ask(dir: &Path, more: &[&str]) -> Run {
    let mut arguments = vec!["questionnaire", "--as-of", "2026-11-22"];
    arguments.extend(more);
    run_in(dir, &arguments)
}

#[test]
fn questions_go_out_in_every_format_and_the_same_each_time() {
    let dir = tempfile::tempdir().unwrap();
    copy_example("fintech-chatbot", dir.path());
    let names =
        ["xlsx", "toml", "json", "docx", "html"].map(|end| format!("partner-questionnaire.{end}"));
    assert_eq!(ask(dir.path(), &["-o", "a"]).code, Some(0));
    assert_eq!(ask(dir.path(), &["-o", "b"]).code, Some(0));
    for name in &names {
        let first = std::fs::read(dir.path().join("a").join(name)).unwrap();
        assert_eq!(first, std::fs::read(dir.path().join("b").join(name)).unwrap(), "{name}");
        assert!(first.len() > 1000, "{name}");
    }
    // An answers file without answers changes nothing.
    let run = ask(dir.path(), &["--answers", "a/partner-questionnaire.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let run = ask(dir.path(), &["--answers", "a/partner-questionnaire.xlsx"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn answers_fill_the_file_and_are_kept_as_evidence() {
    let dir = tempfile::tempdir().unwrap();
    copy_example("fintech-chatbot", dir.path());
    let before = std::fs::read_to_string(dir.path().join("agreement.toml")).unwrap();
    let answers = "questionnaire = \"partner\"\nby = \"M. Lindqvist\"\non = 2026-12-01\n[answers]\n\
                   training-compute = 25\nopen-weights = \"no\"\ncountry = \"United States\"\n";
    let answers = answers_with_known_ids(answers);
    std::fs::write(dir.path().join("back.toml"), &answers).unwrap();

    let shown = ask(dir.path(), &["--answers", "back.toml"]);
    assert_eq!(shown.code, Some(0), "{}{}", shown.stdout, shown.stderr);
    assert!(shown.stdout.contains("training-flops-exponent: 25"), "{}", shown.stdout);
    let unchanged = std::fs::read_to_string(dir.path().join("agreement.toml")).unwrap();
    assert_eq!(before, unchanged, "nothing is written unasked");

    let taken = ask(dir.path(), &["--answers", "back.toml", "--write"]);
    assert_eq!(taken.code, Some(0), "{}{}", taken.stdout, taken.stderr);
    let after = std::fs::read_to_string(dir.path().join("agreement.toml")).unwrap();
    assert!(after.contains("training-flops-exponent = 25"), "{after}");
    assert!(after.contains("[[evidence]]") && after.contains("by = \"M. Lindqvist\""));
    let comment = "# A European payment institution takes on a customer-service assistant";
    assert!(after.contains(comment), "comments stay");
    let kept =
        std::fs::read_to_string(dir.path().join("evidence/partner-2026-12-01.toml")).unwrap();
    assert_eq!(kept, answers);
    // The file is as good as before.
    let assessed = run_in(dir.path(), &["assess", "--as-of", "2026-11-22", "--format", "plain"]);
    assert_eq!(assessed.code, Some(0), "{}", assessed.stderr);
    assert!(!assessed.stdout.contains("as `training-flops` is not known"), "the doubt is gone");
    // The same answers again: the evidence is there already, and nothing is lost.
    let again = ask(dir.path(), &["--answers", "back.toml"]);
    assert!(again.stdout.contains("the file says so already"), "{}", again.stdout);
}

/// The answers under the ids that the questionnaire gives to the places they fill.
fn answers_with_known_ids(text: &str) -> String {
    let packs = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/questionnaires/partner.toml"),
    )
    .unwrap();
    let table: toml::Table = toml::from_str(&packs).unwrap();
    let id_of = |fills: &str| {
        let areas = table["area"].as_array().unwrap();
        let question = areas
            .iter()
            .flat_map(|area| area["question"].as_array().unwrap())
            .find(|question| question.get("fills").and_then(|f| f.as_str()) == Some(fills));
        question.unwrap()["id"].as_str().unwrap().to_owned()
    };
    text.replace("training-compute", &id_of("system.training-flops-exponent"))
        .replace("open-weights", &id_of("system.open-source-model"))
        .replace("country", &id_of("partner.country"))
}

#[test]
fn a_contradiction_is_shown_and_the_file_stays() {
    let dir = tempfile::tempdir().unwrap();
    copy_example("fintech-chatbot", dir.path());
    let answers = answers_with_known_ids("[answers]\ncountry = \"DE\"\n");
    std::fs::write(dir.path().join("back.toml"), &answers).unwrap();
    let run = ask(dir.path(), &["--answers", "back.toml", "--write"]);
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("\"US\" → \"DE\""), "{}", run.stdout);
    let read = |path: &Path| std::fs::read_to_string(path.join("agreement.toml")).unwrap();
    let (after, before) = (read(dir.path()), read(&example("fintech-chatbot")));
    let countries = |text: &str| text.matches("country = \"US\"").count();
    assert_eq!(countries(&after), countries(&before), "what the file says stays");
    assert!(after.contains("[[evidence]]"), "the answers are kept all the same");
}

#[test]
fn faults_of_answers_are_all_named_with_their_places() {
    let dir = tempfile::tempdir().unwrap();
    copy_example("fintech-chatbot", dir.path());
    let answers = answers_with_known_ids(
        "[answers]\ntraining-compute = \"many\"\ncountry = \"Atlantis\"\ncontrl = \"x\"\n",
    );
    std::fs::write(dir.path().join("back.toml"), &answers).unwrap();
    let run = ask(dir.path(), &["--answers", "back.toml", "--write"]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    for place in ["line 2", "line 3", "line 4"] {
        assert!(run.stderr.contains(place), "{place}: {}", run.stderr);
    }
    assert!(run.stderr.contains("did you mean"), "{}", run.stderr);
    assert!(!dir.path().join("evidence").exists(), "nothing is written");
    std::fs::write(dir.path().join("back.csv"), "id,answer\n").unwrap();
    let run = ask(dir.path(), &["--answers", "back.csv"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("TOML, JSON or XLSX"), "{}", run.stderr);
}

#[test]
fn a_spreadsheet_that_somebody_filled_is_read() {
    let dir = tempfile::tempdir().unwrap();
    copy_example("fintech-chatbot", dir.path());
    let ids = answers_with_known_ids("training-compute open-weights country");
    let ids: Vec<&str> = ids.split(' ').collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Questions").unwrap();
    sheet.write(1, 0, "Answered by").unwrap().write(1, 1, "A. Person").unwrap();
    sheet.write(2, 0, "On").unwrap().write(2, 1, "2026-12-02").unwrap();
    for (column, name) in (0_u16..).zip(["Id", "Question", "Why we ask", "Write", "Answer"]) {
        sheet.write(4, column, name).unwrap();
    }
    sheet.write(5, 1, "An area").unwrap();
    sheet.write(6, 0, ids[0]).unwrap().write(6, 4, 24.0).unwrap();
    sheet.write(7, 0, ids[1]).unwrap().write(7, 4, "perhaps").unwrap();
    sheet.write(8, 0, ids[2]).unwrap();
    std::fs::write(dir.path().join("back.xlsx"), book.save_to_buffer().unwrap()).unwrap();
    let run = ask(dir.path(), &["--answers", "back.xlsx"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("cell E8") && run.stderr.contains("yes or no"), "{}", run.stderr);

    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write(7, 4, "Yes").unwrap();
    std::fs::write(dir.path().join("back.xlsx"), book.save_to_buffer().unwrap()).unwrap();
    let run = ask(dir.path(), &["--answers", "back.xlsx", "--write"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let after = std::fs::read_to_string(dir.path().join("agreement.toml")).unwrap();
    assert!(after.contains("training-flops-exponent = 24"));
    assert!(after.contains("open-source-model = true"));
    assert!(dir.path().join("evidence/partner-2026-12-02.xlsx").exists());
}
