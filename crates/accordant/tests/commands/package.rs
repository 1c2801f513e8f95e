//! What the verbs write: `-o`, `structure`, `demo`.

use std::path::Path;

use super::desk::{example, run_in};

/// Every file under a directory with its bytes, in order.
fn read_tree(dir: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(root: &Path, dir: &Path, into: &mut Vec<(String, Vec<u8>)>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, into);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                into.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    walk(dir, dir, &mut files);
    files.sort();
    files
}

fn file_of(name: &str) -> String {
    example(name).join("agreement.toml").display().to_string()
}

#[test]
fn verbs_write_their_files_and_never_over_others() {
    let dir = tempfile::tempdir().unwrap();
    let file = file_of("fintech-chatbot");
    for verb in ["assess", "map"] {
        let arguments = [verb, &file, "--as-of", "2026-11-22", "-o", "out", "--fail-on", "never"];
        let run = run_in(dir.path(), &arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    for name in [
        "assessment.html",
        "assessment.md",
        "assessment.json",
        "map.html",
        "map.md",
        "map.json",
        "figures/data-flow-map.svg",
        "figures/data-flow-map.mmd",
        "figures/risk-heat-map.svg",
        "figures/decision-answer.svg",
        "figures/decision-answer.mmd",
    ] {
        assert!(dir.path().join("out").join(name).is_file(), "{name} is missing");
    }
    let report = dir.path().join("out/assessment.md");
    std::fs::write(&report, "my own notes").unwrap();
    let arguments = ["assess", &file, "--as-of", "2026-11-22", "-o", "out", "--fail-on", "never"];
    let run = run_in(dir.path(), &arguments);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--force"), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(&report).unwrap(), "my own notes");
    let forced = [&arguments[..], &["--force"]].concat();
    assert_eq!(run_in(dir.path(), &forced).code, Some(0));
    assert_ne!(std::fs::read_to_string(&report).unwrap(), "my own notes");
    assert!(read_tree(dir.path()).iter().all(|(name, _)| !name.contains(".accordant-")));
}

#[test]
fn structure_writes_the_formats_that_were_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let file = file_of("data-supplier");
    let arguments = [
        "structure",
        &file,
        "--as-of",
        "2026-11-22",
        "-o",
        "out",
        "--format",
        "md,html,json",
        "--fail-on",
        "never",
    ];
    let run = run_in(dir.path(), &arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let names: Vec<String> =
        read_tree(&dir.path().join("out")).into_iter().map(|(name, _)| name).collect();
    assert!(
        ["agreement.md", "agreement.html", "agreement.json"]
            .iter()
            .all(|name| names.contains(&(*name).to_owned()))
    );
    assert!(!names.iter().any(|name| name.ends_with(".docx") || name.ends_with(".pdf")));
}

#[test]
fn the_demo_is_complete_and_the_same_every_time() {
    let dir = tempfile::tempdir().unwrap();
    let arguments = ["demo", "--dir", "one", "--as-of", "2026-11-22"];
    let run = run_in(dir.path(), &arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("index.html"), "{}", run.stdout);
    let one = read_tree(&dir.path().join("one"));
    let refused = run_in(dir.path(), &arguments);
    assert_eq!(refused.code, Some(2), "{}", refused.stdout);
    assert!(refused.stderr.contains("--yes"), "{}", refused.stderr);
    let allowed = run_in(dir.path(), &[&arguments[..], &["--yes"]].concat());
    assert_eq!(allowed.code, Some(0), "{}", allowed.stderr);
    let two = read_tree(&dir.path().join("one"));
    assert_eq!(one.len(), two.len());
    for ((name, first), (_, second)) in one.iter().zip(&two) {
        assert_eq!(first, second, "{name} differs between two runs");
    }
    let has = |name: String| one.iter().any(|(known, _)| *known == name);
    for example in ["fintech-chatbot", "predictive-maintenance", "cloud-ai", "data-supplier"] {
        for file in [
            "agreement.toml",
            "assessment.html",
            "map.html",
            "agreement.docx",
            "agreement.html",
            "agreement.md",
        ] {
            assert!(has(format!("{example}/{file}")), "{example}/{file} is missing");
        }
        assert_eq!(has(format!("{example}/agreement.pdf")), cfg!(feature = "pdf"));
    }
    assert!(!one.iter().any(|(name, _)| name.contains("expected/")));
    check_links(&one);
}

/// Every link and picture of the index is there.
fn check_links(files: &[(String, Vec<u8>)]) {
    let (_, index) = files.iter().find(|(name, _)| name == "index.html").unwrap();
    let index = String::from_utf8(index.clone()).unwrap();
    let mut count = 0;
    for attribute in ["href=\"", "src=\""] {
        for piece in index.split(attribute).skip(1) {
            let target = piece.split('"').next().unwrap();
            if let Some(id) = target.strip_prefix('#') {
                assert!(index.contains(&format!("id=\"{id}\"")), "no anchor {target}");
                continue;
            }
            count += 1;
            assert!(files.iter().any(|(name, _)| name == target), "broken link {target}");
        }
    }
    assert!(count > 40, "{count} links");
}
