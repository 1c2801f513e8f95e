//! An organisation's own packs beside ours: precedence, conflicts, and who may say otherwise.

use std::collections::BTreeMap;

use accordant_agreement::Severity;
use accordant_lifecycle::ChosenBy;
use accordant_lifecycle::assess::{Assessment, assess_file};
use accordant_packs::{Layer, Packs};

use super::{agreement_of, assess_on, day, example_text, packs};

const REVIEW: &str = r#"review = { state = "verified", as-of = 2026-11-22, next = 2027-05-22 }"#;

fn layer(files: &[(&str, String)]) -> Packs {
    let files: BTreeMap<String, String> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
    Packs::with_layers(&[Layer { name: "house".to_owned(), files }])
        .unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn playbook(plays: &str) -> (&'static str, String) {
    let text = format!(
        "id = \"house\"\ntitle = \"the house playbook\"\nside = \"adopter\"\napprover = \"legal\"\n{REVIEW}\n{plays}"
    );
    ("playbooks/house.toml", text)
}

/// The fintech example without the positions it decides.
fn undecided() -> String {
    let text = example_text("fintech-chatbot");
    let (before, after) = text.split_once("\n[terms]").expect("the example decides terms");
    let rest = after.find("\n[[").map_or("", |at| after.get(at..).unwrap_or_default());
    format!("{before}\n{rest}")
}

fn codes(assessment: &Assessment) -> Vec<(&str, Option<&str>)> {
    assessment.findings.iter().map(|f| (f.code.as_str(), f.of.as_deref())).collect()
}

#[test]
fn playbook_goes_before_the_ladder() {
    let own = layer(&[playbook("[provision.\"liability.cap\"]\npreferred = \"fees\"\n")]);
    let agreement = agreement_of(&undecided());
    let plain = assess_on(&agreement, &packs(), "2026-11-22");
    let housed = assess_on(&agreement, &own, "2026-11-22");
    let position = |of: &Assessment| {
        let chosen = of.table.proposed("liability.cap").expect("a cap is proposed");
        (chosen.position.clone(), chosen.by)
    };
    assert_ne!(position(&plain).0, "fees");
    assert_eq!(position(&housed), ("fees".to_owned(), ChosenBy::Playbook));
}

#[test]
fn law_goes_before_the_playbook_and_both_are_shown() {
    let own = layer(&[playbook("[provision.\"compliance.audit\"]\npreferred = \"reports\"\n")]);
    let assessment = assess_on(&agreement_of(&undecided()), &own, "2026-11-22");
    let chosen = assessment.table.proposed("compliance.audit").expect("DORA asks for audit");
    assert_ne!(chosen.position, "reports");
    let finding = assessment
        .findings
        .iter()
        .find(|finding| finding.code == "playbook/against-law")
        .expect("the conflict is a finding");
    assert!(finding.message.contains("DORA") && finding.message.contains("reports"));
}

#[test]
fn departures_name_who_may_approve_them() {
    let own = layer(&[playbook(
        "[provision.\"data.breach-notice\"]\npreferred = \"fixed-time\"\nwalk-away = [\"undue-delay\"]\n\
         approver = \"the CISO\"\n[provision.\"data.breach-notice\".limits]\nwithin = { at-most = \"10 hours\" }\n",
    )]);
    let with_term = |term: &str| {
        let text = format!("{}\n[terms]\n\"data.breach-notice\" = {term}\n", undecided());
        assess_on(&agreement_of(&text), &own, "2026-11-22")
    };
    let gone = with_term("\"undue-delay\"");
    let finding = gone
        .findings
        .iter()
        .find(|finding| finding.code == "playbook/walk-away")
        .expect("a walk-away is a finding");
    assert_eq!(finding.severity, Severity::Error);
    assert!(finding.help.contains("the CISO"));
    let slow = with_term("{ position = \"fixed-time\", within = \"20 hours\" }");
    let beyond = slow.findings.iter().find(|finding| finding.code == "playbook/beyond-limit");
    assert!(beyond.is_some_and(|finding| finding.message.contains("20 hours")));
    let fine = with_term("{ position = \"fixed-time\", within = \"8 hours\" }");
    assert!(!codes(&fine).iter().any(|(code, _)| code.starts_with("playbook/")));
}

#[test]
fn policy_that_law_forbids_is_shown_with_the_law() {
    let regime = format!(
        "id = \"house-policy\"\nname = \"House policy\"\nshort = \"House policy\"\njurisdiction = \"internal\"\n\
         kind = \"policy\"\nsource = \"House policy\"\nstatus = \"in force\"\n{REVIEW}\n"
    );
    let duty = format!(
        "id = \"house-audit\"\ntitle = \"No audits\"\ncites = \"section 2\"\nowed-by = [\"any\"]\n{REVIEW}\n\
         duty = \"Nobody audits.\"\n[[in-force]]\nstands-from = 2026-01-01\napplies-from = 2026-01-01\nby = \"own\"\n\
         [when]\n[requires.\"compliance.audit\"]\npositions = [\"reports\"]\nwhy = \"audits are costly\"\n"
    );
    let case = "# No audits\n\n## It applies\n\n```toml\npersonal-data = true\n```\n\n**As of** 2026-11-22. **Expect** applies.\n";
    let own = layer(&[
        ("regimes/house-policy/regime.toml", regime),
        ("regimes/house-policy/obligations/audit.toml", duty),
        ("regimes/house-policy/obligations/audit.md", case.to_owned()),
    ]);
    let assessment = assess_on(&agreement_of(&undecided()), &own, "2026-11-22");
    let finding = assessment
        .findings
        .iter()
        .find(|finding| finding.code == "terms/conflicting-demands")
        .expect("the conflict is a finding");
    assert!(finding.message.contains("House policy section 2") && finding.message.contains("DORA"));
    let row = assessment.table.find("compliance.audit").expect("the row is there");
    let required = row.required.as_ref().expect("it is required");
    assert!(!required.positions.is_empty() && !required.positions.contains(&"reports".to_owned()));
}

#[test]
fn replaced_entries_are_told() {
    let ours = include_str!("../../../../packs/rules/data-ownership-undefined.toml");
    let own = layer(&[(
        "rules/data-ownership-undefined.toml",
        ours.replace("severity = \"error\"", "severity = \"warning\""),
    )]);
    let assessment = assess_on(&agreement_of(&undecided()), &own, "2026-11-22");
    assert!(codes(&assessment).contains(&("packs/entry-replaced", None)));
}

#[test]
fn roles_are_derived_shifted_and_denied_with_a_reason() {
    let text = example_text("fintech-chatbot").replace(
        "improvement-for-others = \"forbid\"\ncombination = \"forbid\"\nsharing = \"forbid\"\nlogging = { rule",
        "improvement-for-others = \"permit\"\ncombination = \"forbid\"\nsharing = \"forbid\"\nlogging = { rule",
    );
    let shifted = assess_on(&agreement_of(&text), &packs(), "2026-11-22");
    let finding = shifted
        .findings
        .iter()
        .find(|finding| finding.code == "roles/shift")
        .expect("training on the other's data shifts the role");
    assert!(finding.message.contains("controller") && finding.message.contains("GDPR art. 28(10)"));
    let deny = |party: &str| {
        format!(
            "\n[[override]]\nfact = \"party-role\"\nof = \"{party}\"\nvalue = \"controller\"\nholds = false\n\
             reason = \"only de-identified text leaves\"\nby = \"the DPO\"\n"
        )
    };
    let denied = [text, deny("helios"), deny("northwind")].concat();
    let assessment = assess_on(&agreement_of(&denied), &packs(), "2026-11-22");
    let shifts: Vec<_> =
        assessment.findings.iter().filter(|finding| finding.code == "roles/shift").collect();
    assert!(shifts.is_empty(), "{shifts:?}");
    let class = assessment
        .classifications
        .iter()
        .find(|class| class.overridden.is_some())
        .expect("the override is shown");
    assert_eq!((class.value.as_str(), class.of.as_deref()), ("not controller", Some("helios")));
}

#[test]
fn stale_law_is_found_unless_the_text_says_that_it_is_gone() {
    let text = example_text("fintech-chatbot");
    let find = |summary: &str| {
        let text = text.replacen(
            "business-value = \"Half",
            &format!("business-value = \"{summary} Half"),
            1,
        );
        let gone = "id = \"old\"\nname = \"Old\"\nshort = \"Old Act\"\njurisdiction = \"US\"\nkind = \"law\"\nsource = \"Old Act\"\nstatus = \"superseded\"\n\
            review = { state = \"verified\", as-of = 2026-11-22, next = 2027-05-22 }\ncited-as = [\"Old Act 12\", \"OA 12\"]\n\
            [superseded]\non = 2026-04-17\nby = \"New Act 3\"\n";
        let own = layer(&[("regimes/old/regime.toml", gone.to_owned())]);
        let agreement = agreement_of(&text);
        let assessment =
            assess_file(&text, &agreement, &own, day("2026-11-22")).expect("it is assessed");
        assessment.findings.iter().filter(|finding| finding.code == "law/superseded").count()
    };
    assert_eq!(find("As OA 12 asks."), 1);
    assert_eq!(find("As COA 12 asks."), 0);
    assert_eq!(find("OA 12 was superseded."), 0);
}
