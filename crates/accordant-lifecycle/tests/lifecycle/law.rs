//! The law as it stood, stands and will stand.

use accordant_packs::Standing;

use super::{agreement_of, assess_on, example_text, packs};

/// A bank in the Union that scores its customers' credit: an Annex III system.
pub(super) const SCORING: &str = r#"
[agreement]
title = "Credit scoring"
type = "ai-vendor"
us = "bank"
adopter = "bank"
partner = "vendor"

[[party]]
id = "bank"
name = "Example Bank AG"
country = "DE"
sector = "finance"
finance-kind = "bank"
roles = ["deployer", "controller", "financial-entity"]

[[party]]
id = "vendor"
name = "Scores Inc."
country = "US"
roles = ["provider", "processor", "ict-provider"]

[use-case]
summary = "A model scores applicants for consumer credit"
intended-purpose = "Scoring natural persons who apply for consumer credit"
regions = ["DE"]

[[system]]
id = "score"
name = "Score"
provider = "vendor"
deployer = "bank"
kinds = ["predictive"]
regions = ["DE"]
automation = "human-in-loop"
explainability = ["reason-codes"]

[[asset]]
id = "applications"
name = "Applications"
categories = ["personal", "financial"]
subjects = ["applicants"]
subject-regions = ["DE"]
owner = "bank"

[[decision]]
id = "credit"
name = "Granting credit"
system = "score"
domain = "credit-scoring"
impact = "legal-or-similar"
automation = "human-in-loop"
human-review = "meaningful"
profiling = true
answers-for-errors = "bank"
"#;

fn deployer_date(date: &str) -> (String, Option<String>) {
    let assessment = assess_on(&agreement_of(SCORING), &packs(), date);
    let duty = assessment
        .duties
        .iter()
        .find(|duty| duty.id == "aia-26-use")
        .unwrap_or_else(|| panic!("on {date} the deployer's duty is not found"));
    let dates = duty.standing.dates().expect("it has dates");
    assert!(matches!(duty.standing, Standing::NotYet(_)), "{:?}", duty.standing);
    let moved = dates.moved_from.as_ref().map(|(from, by)| format!("{from} by {by}"));
    (dates.applies_from.to_string(), moved)
}

#[test]
fn the_omnibus_moves_the_high_risk_duties() {
    let (before, moved) = deployer_date("2026-06-01");
    assert_eq!(before, "2026-08-02");
    assert_eq!(moved, None);
    let (after, moved) = deployer_date("2026-11-22");
    assert_eq!(after, "2027-12-02");
    let moved = moved.expect("it says that the date was moved");
    assert!(moved.starts_with("2026-08-02"), "{moved}");
}

#[test]
fn credit_scoring_is_high_risk_with_its_reason() {
    let assessment = assess_on(&agreement_of(SCORING), &packs(), "2026-11-22");
    let class = assessment
        .classifications
        .iter()
        .find(|class| class.value == "high-annex-iii")
        .expect("it is high risk");
    assert!(class.citation.contains("Annex III"), "{}", class.citation);
    assert!(class.reasons.iter().any(|reason| reason.fact == "decision-domain"));
}

#[test]
fn fraud_detection_is_no_annex_iii_use() {
    let text = SCORING.replace("\"credit-scoring\"", "\"fraud-detection\"");
    let assessment = assess_on(&agreement_of(&text), &packs(), "2026-11-22");
    assert!(!assessment.classifications.iter().any(|class| class.value == "high-annex-iii"));
}

#[test]
fn the_three_classic_mistakes_are_found() {
    let text = example_text("fintech-chatbot");
    let start = text.find("[terms]").expect("the example has terms");
    let without_terms = text
        .get(..start)
        .expect("a boundary")
        .replace("explainability = [\"source-citation\"]", "explainability = [\"none\"]")
        .replacen("owner = \"finwise\"\nsensitivity", "sensitivity", 1);
    let assessment = assess_on(&agreement_of(&without_terms), &packs(), "2026-11-22");
    let mistakes: Vec<_> = assessment
        .findings
        .iter()
        .filter(|finding| finding.mistake)
        .map(|finding| finding.code.as_str())
        .collect();
    for wanted in [
        "rules/standard-it-terms-only",
        "rules/data-ownership-undefined",
        "rules/explainability-ignored",
    ] {
        assert!(mistakes.contains(&wanted), "{wanted} is not among {mistakes:?}");
    }
}

#[test]
fn a_term_that_law_forbids_is_an_error_with_its_source() {
    let text = example_text("fintech-chatbot")
        .replace("\"data.training-use\" = \"prohibited\"", "\"data.training-use\" = \"permitted\"");
    let assessment = assess_on(&agreement_of(&text), &packs(), "2026-11-22");
    let breach = assessment
        .findings
        .iter()
        .find(|finding| finding.of.as_deref() == Some("data.training-use"))
        .expect("the breach is found");
    assert!(breach.sources.iter().any(|source| source.contains("GDPR")), "{breach:?}");
}

#[test]
fn accepted_findings_are_marked_and_stale_acceptances_reported() {
    let text = format!(
        "{SCORING}\n[[accepted]]\ncode = \"metrics/unmeasured-decision\"\nof = \"credit\"\nreason = \"pilot\"\nby = \"CISO\"\nuntil = 2027-01-31\n\n[[accepted]]\ncode = \"rules/no-such\"\nreason = \"x\"\nby = \"CISO\"\nuntil = 2027-01-31\n"
    );
    let assessment = assess_on(&agreement_of(&text), &packs(), "2026-11-22");
    assert!(
        assessment
            .findings
            .iter()
            .any(|finding| finding.code == "metrics/unmeasured-decision"
                && finding.accepted.is_some())
    );
    assert!(assessment.findings.iter().any(|finding| finding.code == "file/unused-acceptance"));
    let later = assess_on(&agreement_of(&text), &packs(), "2027-02-01");
    assert!(later.findings.iter().any(|finding| finding.code == "file/expired-acceptance"));
}
