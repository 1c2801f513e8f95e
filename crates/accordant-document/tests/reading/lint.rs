//! The lint of a paper that somebody else wrote.

use accordant_document::lint::{LintOptions, Severity, lint_paper};
use accordant_document::read::Format;

use super::desk::open;

const PAPER: &str = "\
# Services Agreement

Acme Inc. (“Acme”) serves you (“Customer”).

## 1. Definitions

1.1 “Fees” means the sums that Customer pays to Acme.

1.2 “Losses” means damage.

1.3 “Fees” means all other sums.

## 2. Duties

2.1 Acme must use best efforts and/or pay the Service Credit. It pays within thirty (60) days. Customer pays the Fees.

2.2 The Service Credit falls due on 31 February 2027, as Section 7.4 says and Article 28 of the GDPR asks.

2.3 The data must be deleted. Acme must not unreasonably delay the Service Credit.
";

#[test]
fn defects_are_found_with_their_words() {
    let paper = open(PAPER.as_bytes(), Format::Markdown);
    let found: Vec<String> = lint_paper(&paper, &LintOptions::default())
        .iter()
        .map(|finding| {
            format!(
                "{} {:?} @ {}: {}",
                finding.code,
                finding.severity,
                finding.place,
                paper.slice(&finding.span)
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "unused-term Warning @ § 1.2 Definitions: Losses",
            "twice-defined Warning @ § 1.3 Definitions: Fees",
            "vague-standard Warning @ § 2.1 Duties: best efforts",
            "and-or Warning @ § 2.1 Duties: and/or",
            "undefined-term Warning @ § 2.1 Duties: Service Credit",
            "number-mismatch Error @ § 2.1 Duties: thirty (60)",
            "impossible-date Error @ § 2.2 Duties: 31 February 2027",
            "broken-reference Error @ § 2.2 Duties: Section 7.4",
            "passive-duty Warning @ § 2.3 Duties: must be deleted",
        ]
    );
}

#[test]
fn known_terms_are_left_alone() {
    let paper = open(PAPER.as_bytes(), Format::Markdown);
    let options = LintOptions { known_terms: vec!["Service Credit".to_owned()] };
    let findings = lint_paper(&paper, &options);
    assert!(findings.iter().all(|finding| finding.code != "undefined-term"));
    assert!(findings.iter().any(|finding| finding.severity == Severity::Error));
}
