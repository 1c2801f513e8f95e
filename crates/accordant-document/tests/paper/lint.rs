//! The defects of drafts.

use accordant_document::lint::{CODES, LintFinding, LintOptions, Severity, lint};
use accordant_document::model::{Block, Clause, Document, Inline, PartKind, Text};

use super::sample;

fn find(document: &Document, known: &[&str]) -> Vec<LintFinding> {
    let known_terms = known.iter().map(|term| (*term).to_owned()).collect();
    lint(document, &LintOptions { known_terms })
}

/// A draft with two definitions and the given wording.
fn draft(wording: &str) -> Document {
    let mut document = sample::agreement();
    document.parts.retain(|part| part.id == "section.partnership");
    let blocks = &mut document.parts[0].blocks;
    blocks.clear();
    blocks.push(Block::Definitions(vec![
        sample::definition("Confidential Information", "means what a party keeps secret.", &[]),
        sample::definition("Fees", "means the sums that the Customer pays.", &[]),
    ]));
    blocks.push(sample::provision(
        "a",
        "Anything Goes Here",
        "The Fees are due. Confidential Information stays secret.",
    ));
    blocks.push(sample::provision("b", "More", wording));
    document
}

#[track_caller]
fn check(wording: &str, expected: &[&str]) {
    let found = find(&draft(wording), &["Customer", "Provider", "Nordbank"]);
    let found: Vec<String> = found
        .iter()
        .map(|finding| format!("{}: {} ({})", finding.code, finding.message, finding.place))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_well_made_draft_is_quiet() {
    let found = find(&sample::agreement(), &["Customer", "Provider", "Metric"]);
    assert!(found.iter().all(|finding| finding.code == "gap"), "{found:#?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn undefined_terms_are_found_and_names_are_not() {
    let finding =
        |what: &str| format!("undefined-term: {what}, and nothing defines it (§ 2.1 More)");
    check(
        "The Customer pays the Service Charge. Service Charge rises. See the Service Charge.",
        &[&finding("`Service Charge` is written like a defined term (3 times)")],
    );
    check(
        "Each party keeps the Losses-Register.",
        &[&finding("`Losses Register` is written like a defined term")],
    );
    for quiet in [
        "The Provider’s Fee, the Customer's Fees and the Customers’ Confidential Information.",
        "In January the courts of Hamburg apply Regulation (EU) 2016/679, the EU AI Act and the Civil Code.",
        "The invoice is in EUR, sent to NordAI or Nordbank, on a Friday, under Schedule 2 and Part B.",
        "It reads: The heading. Then (a) it ends. “Quoted Words Are Free” here.",
        "Standards such as ISO/IEC 27001 and the NIST AI Risk Management Framework count.",
        "The sums in this Agreement follow [[clause:a]] of this Agreement.",
    ] {
        check(quiet, &[]);
    }
}

#[test]
fn unused_terms_are_found() {
    let mut document = draft("Nothing.");
    if let Block::Definitions(definitions) = &mut document.parts[0].blocks[0] {
        definitions.push(sample::definition("Widget", "means a Widget of the Customer.", &[]));
    }
    let found = find(&document, &["Customer"]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].code, found[0].message.as_str()),
        ("unused-term", "`Widget` is defined and never used")
    );
}

#[test]
fn leftovers_and_gaps_are_found() {
    let mut document = draft("The number is [[gap:number]].");
    document.parts[0].blocks.push(sample::provision(
        "c",
        "Left",
        "The date is TBD. The sum is XXX. Annex XX applies.",
    ));
    document.parts[0].blocks.push(sample::clause("d", "The [date] counts."));
    let found = find(&document, &["Customer"]);
    let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["gap", "leftover-bracket", "leftover-bracket"]);
    assert_eq!(found[0].severity, Severity::Note);
    assert_eq!(found[2].place.to_string(), "§ 4 The partnership");
}

#[test]
fn broken_references_and_doubles_are_found() {
    let mut document = draft("See [[clause:data.delition]].");
    document.parts[0].blocks.push(sample::provision(
        "data.deletion",
        "Deletion",
        "1. The Provider deletes.\n\n(a) It does.",
    ));
    document.parts[0].blocks.push(sample::provision("a", "5.1 Again", "Twice."));
    document.parts[0]
        .blocks
        .push(Block::Clause(Clause { heading: Some("Empty".into()), ..Clause::default() }));
    document.parts.push(sample::part("schedule.x", PartKind::Schedule, "Fees", Vec::new()));
    let found = find(&document, &["Customer", "Provider"]);
    let codes: Vec<String> =
        found.iter().map(|finding| format!("{} {}", finding.code, finding.place)).collect();
    assert_eq!(
        codes,
        [
            "broken-reference § 2.1 More",
            "duplicate-number § 3.1 Deletion",
            "duplicate-number § 3.2 Deletion",
            "duplicate-id § 4 5.1 Again",
            "duplicate-number § 4 5.1 Again",
            "empty-clause § 5 Empty",
            "empty-clause Schedule 1 Fees",
        ]
    );
    assert!(found[0].help.contains("did you mean `data.deletion`?"), "{}", found[0].help);
}

#[test]
fn a_report_is_not_held_to_definitions() {
    assert_eq!(find(&sample::report(), &[]), Vec::new());
}

#[test]
fn blank_text_is_an_empty_clause() {
    let mut document = draft("Nothing.");
    document.parts[0].blocks.push(sample::clause("", Text(vec![Inline::Plain("  ".into())])));
    let codes: Vec<&str> =
        find(&document, &["Customer"]).iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["empty-clause"]);
}

#[test]
fn the_codes_are_known() {
    let codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(
        codes,
        [
            "broken-reference",
            "duplicate-id",
            "duplicate-number",
            "empty-clause",
            "leftover-bracket",
            "impossible-date",
            "number-mismatch",
            "and-or",
            "double-negative",
            "passive-duty",
            "vague-standard",
            "twice-defined",
            "undefined-term",
            "unused-term",
            "gap"
        ]
    );
}
