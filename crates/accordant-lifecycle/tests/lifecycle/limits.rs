//! The draft that we propose keeps every constraint, whichever side holds the pen.

use accordant_agreement::Severity;

use super::{DAY, EXAMPLES, agreement_of, assess_on, example_text, packs};

/// The text without its `[terms]`, with the pen of one side.
fn undecided(text: &str, side: &str) -> String {
    let (before, after) = text.split_once("\n[terms]").unwrap_or((text, ""));
    let rest = after.find("\n[").map_or("", |at| after.get(at..).unwrap_or_default());
    let party = before
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{side} = ")))
        .expect("the file names its sides");
    let us = before.lines().find(|line| line.starts_with("us = ")).expect("the file names us");
    format!("{}\n{rest}", before.replacen(us, &format!("us = {party}"), 1))
}

#[test]
fn proposals_keep_every_constraint() {
    let packs = packs();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lifecycle/partnerships");
    let samples = std::fs::read_dir(folder).expect("the folder is there").map(|entry| {
        let path = entry.expect("an entry").path();
        (path.display().to_string(), std::fs::read_to_string(&path).expect("the file reads"))
    });
    let examples = EXAMPLES.iter().map(|name| ((*name).to_owned(), example_text(name)));
    let mut broken = Vec::new();
    for (name, text) in samples.chain(examples) {
        for side in ["adopter", "partner"] {
            let agreement = agreement_of(&undecided(&text, side));
            let assessment = assess_on(&agreement, &packs, DAY);
            for finding in &assessment.findings {
                let is_limit =
                    finding.code.starts_with("constraints/") && finding.severity > Severity::Advice;
                if is_limit || finding.code == "terms/conflicting-demands" {
                    broken.push(format!("{name}, {side}: {}: {}", finding.code, finding.message));
                }
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn a_term_that_breaks_one_is_found_once_with_its_source() {
    let text = undecided(&example_text("fintech-chatbot"), "adopter");
    let agreement = agreement_of(&format!("{text}\n[terms]\n\"compliance.audit\" = \"reports\"\n"));
    let assessment = assess_on(&agreement, &packs(), DAY);
    let found: Vec<_> = assessment
        .findings
        .iter()
        .filter(|finding| finding.code == "constraints/audit-by-report-only")
        .collect();
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|finding| finding.sources == ["DORA art. 30(3)(e)"]), "{found:?}");
}
