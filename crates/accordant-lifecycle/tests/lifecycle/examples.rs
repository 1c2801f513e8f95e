//! Golden outputs of the four examples, and what must hold for each.

use accordant_document::lint::{LintOptions, lint};
use accordant_document::markdown;
use accordant_lifecycle::assess::build_report;
use accordant_lifecycle::map::{self, map};
use accordant_lifecycle::structure::{Draft, known_terms, structure};
use accordant_packs::Packs;

use super::{DAY, EXAMPLES, agreement_of, assess_on, example_folder, example_text, packs};

fn draft_of(name: &str, packs: &Packs) -> Draft {
    let agreement = agreement_of(&example_text(name));
    let assessment = assess_on(&agreement, packs, DAY);
    let drawings = map(&agreement, packs, &assessment).drawings();
    structure(&agreement, packs, &assessment, &drawings).expect("the draft is written")
}

/// Compares with the golden file, or writes it when `BLESS` is set.
fn check_golden(name: &str, file: &str, actual: &str, differences: &mut Vec<String>) {
    let path = example_folder(name).join("expected").join(file);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(&path, actual).expect("the golden is written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != actual {
        let line = expected
            .lines()
            .zip(actual.lines())
            .position(|(old, new)| old != new)
            .unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        differences.push(format!(
            "{name}/expected/{file}, line {}:\n  expected {:?}\n  found    {:?}",
            line + 1,
            expected.lines().nth(line).unwrap_or_default(),
            actual.lines().nth(line).unwrap_or_default(),
        ));
    }
}

#[test]
fn outputs_are_the_goldens() {
    let packs = packs();
    let mut differences = Vec::new();
    for name in EXAMPLES {
        let agreement = agreement_of(&example_text(name));
        let assessment = assess_on(&agreement, &packs, DAY);
        let mapped = map(&agreement, &packs, &assessment);
        let mut golden = |file: &str, text: &str| check_golden(name, file, text, &mut differences);
        let report = build_report(&agreement, &packs, &assessment);
        golden("assess.md", &markdown::write(&report));
        let machine = serde_json::to_string_pretty(&assessment).expect("it serializes");
        golden("assess.json", &(machine + "\n"));
        golden(
            "map.md",
            &markdown::write(&map::build_report(&agreement, &packs, &assessment, &mapped)),
        );
        golden("data-flow-map.mmd", &mapped.flows.to_mermaid());
        golden("data-flow-map.svg", &mapped.flows.draw().svg);
        for chart in &mapped.decisions {
            golden(&format!("decision-{}.mmd", chart.decision), &chart.to_mermaid());
            golden(&format!("decision-{}.svg", chart.decision), &chart.draw().svg);
        }
        golden("risk-heat-map.svg", &mapped.heat_map().svg);
        let draft =
            structure(&agreement, &packs, &assessment, &mapped.drawings()).expect("a draft");
        golden("structure.md", &markdown::write(&draft.document));
    }
    assert!(differences.is_empty(), "{}\nbless with `cargo xtask bless`", differences.join("\n"));
}

#[test]
fn every_required_provision_has_its_clause_and_every_clause_its_source() {
    let packs = packs();
    for name in EXAMPLES {
        let draft = draft_of(name, &packs);
        assert!(draft.uncarried.is_empty(), "{name}: nothing carries {:?}", draft.uncarried);
        for trace in &draft.traces {
            assert!(!trace.sources.is_empty(), "{name}: nothing asked for {}", trace.provision);
        }
    }
}

#[test]
fn drafts_pass_the_lint() {
    let packs = packs();
    let mut found = Vec::new();
    for name in EXAMPLES {
        let agreement = agreement_of(&example_text(name));
        let draft = draft_of(name, &packs);
        let options = LintOptions { known_terms: known_terms(&agreement, &packs) };
        for finding in lint(&draft.document, &options) {
            found.push(format!("{name}: {} {} ({})", finding.code, finding.message, finding.place));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn examples_leave_no_gap() {
    let packs = packs();
    for name in EXAMPLES {
        let gaps: Vec<_> = draft_of(name, &packs).document.gaps();
        assert!(gaps.is_empty(), "{name}: {gaps:?}");
    }
}
