//! Paragraphs: reworded, moved, renumbered, split, renamed.

use super::{changes, compare, describe, has, markdown, paper};
use crate::compare::{ChangeKind, Weight};
use crate::read::Format;

const BASE: &str = "# Services Agreement\n\n\
1. **Definitions.** “Services” means the services that the Provider renders under an order form.\n\n\
2. **Fees.** The Customer pays the fees within thirty (30) days after the date of the invoice.\n\n\
3. **Confidentiality.** Each party keeps the confidential information of the other party secret and uses it for this agreement only.\n\n\
4. **Liability.** Subject to Section 3, the total liability of the Provider is capped at EUR 100,000 in each contract year.\n\n\
5. **Term.** This agreement begins on 1 January 2026 and ends after twelve months, unless it is renewed under Section 2.\n";

#[test]
fn a_paper_and_itself_are_the_same() {
    assert!(changes(BASE, BASE).is_empty());
}

#[test]
fn words_numbers_and_dates() {
    let new = BASE
        .replace("thirty (30) days", "sixty (60) days")
        .replace("EUR 100,000", "EUR 50,000")
        .replace("1 January 2026", "1 March 2026")
        .replace("keeps the confidential", "may keep the confidential");
    assert_eq!(
        changes(BASE, &new),
        [
            "reworded § 2 Fees: Fees. The Customer pays the fees within [-thirty (30)-]{+sixty (60)+} days after the date of the invoice. (thirty (30) days → sixty (60) days)",
            "reworded § 3 Confidentiality: Confidentiality. Each party [-keeps-]{+may keep+} the confidential information of the other party secret and uses it for this agreement only. (“may” added)",
            "reworded § 4 Liability: Liability. Subject to Section 3, the total liability of the Provider is capped at EUR [-100,000-]{+50,000+} in each contract year. (EUR 100,000 → EUR 50,000)",
            "reworded § 5 Term: Term. This agreement begins on 1 [-January-]{+March+} 2026 and ends after twelve months, unless it is renewed under Section 2. (1 January 2026 → 1 March 2026)"
        ]
    );
}

#[test]
fn an_insertion_renumbers_what_follows() {
    let new = "# Services Agreement\n\n\
1. **Definitions.** “Services” means the services that the Provider renders under an order form.\n\n\
2. **Support.** The Provider answers every question of the Customer within one business day.\n\n\
3. **Fees.** The Customer pays the fees within thirty (30) days after the date of the invoice.\n\n\
4. **Confidentiality.** Each party keeps the confidential information of the other party secret and uses it for this agreement only.\n\n\
5. **Liability.** Subject to Section 4, the total liability of the Provider is capped at EUR 100,000 in each contract year.\n\n\
6. **Term.** This agreement begins on 1 January 2026 and ends after twelve months, unless it is renewed under Section 2.\n";
    assert_eq!(
        changes(BASE, new),
        [
            "inserted § 2 Support: Support. The Provider answers every question of the Customer within one business day.",
            "renumbered § 3 Fees: (2–5 is 3–6 now) +3",
            "follows § 5 Liability: Liability. Subject to Section [-3-]{+4+}, the total liability of the Provider is capped at EUR 100,000 in each contract year.",
            "reference § 6 Term: Term. This agreement begins on 1 January 2026 and ends after twelve months, unless it is renewed under Section 2. (“Section 2” led to § 2 Fees and leads to § 2 Support now)"
        ]
    );
}

#[test]
fn a_clause_that_moves() {
    let new = "# Services Agreement\n\n\
1. **Definitions.** “Services” means the services that the Provider renders under an order form.\n\n\
2. **Liability.** Subject to Section 4, the total liability of the Provider is capped at EUR 100,000 in each contract year.\n\n\
3. **Fees.** The Customer pays the fees within thirty (30) days after the date of the invoice.\n\n\
4. **Confidentiality.** Each party keeps the confidential information of the other party secret and uses it for this agreement only.\n\n\
5. **Term.** This agreement begins on 1 January 2026 and ends after twelve months, unless it is renewed under Section 3.\n";
    assert_eq!(
        changes(BASE, new),
        [
            "moved § 2 Liability: Liability. Subject to Section [-3-]{+4+}, the total liability of the Provider is capped at EUR 100,000 in each contract year.",
            "renumbered § 3 Fees: (2–3 is 3–4 now) +1",
            "follows § 5 Term: Term. This agreement begins on 1 January 2026 and ends after twelve months, unless it is renewed under Section [-2-]{+3+}."
        ]
    );
}

#[test]
fn a_term_with_another_name() {
    let old = BASE.replace("thirty (30) days", "thirty days to the Provider");
    let new = old.replace("Provider", "Supplier");
    assert_eq!(
        changes(&old, &new),
        [
            "renamed § 1 Definitions: Definitions. “Services” means the services that the [-Provider-]{+Supplier+} renders under an order form.",
            "renamed § 2 Fees: Fees. The Customer pays the fees within thirty days to the [-Provider-]{+Supplier+} after the date of the invoice.",
            "renamed § 4 Liability: Liability. Subject to Section 3, the total liability of the [-Provider-]{+Supplier+} is capped at EUR 100,000 in each contract year."
        ]
    );
    let comparison = compare(&markdown(&old), &markdown(&new));
    assert_eq!(comparison.renames.len(), 1);
    assert_eq!(comparison.renames[0].times, 3);
    assert_eq!(comparison.substance().count(), 0);
}

#[test]
fn typesetting_alone() {
    let new = BASE.replace(['“', '”'], "\"").replace("in each", "in\u{a0}each");
    assert_eq!(
        changes(BASE, &new),
        [
            "typography § 1 Definitions: Definitions. [-“-]{+\"+}Services[-”-]{+\"+} means the services that the Provider renders under an order form.",
            "typography § 4 Liability: Liability. Subject to Section 3, the total liability of the Provider is capped at EUR 100,000 in[- -]{+\u{a0}+}each contract year."
        ]
    );
}

#[test]
fn one_paragraph_becomes_two() {
    let old = "# Terms\n\nThe Provider keeps the data of the Customer in the European Union. It tells the Customer of each incident within two days after it has learned of it.\n\nOther words stay.\n";
    let new = "# Terms\n\nThe Provider keeps the data of the Customer in the European Union.\n\nIt tells the Customer of each incident within two days after it has learned of it.\n\nOther words stay.\n";
    assert_eq!(
        changes(old, new),
        [
            "split opening: The Provider keeps the data of the Customer in the European Union.[- -]{+ +}It tells the Customer of each incident within two days after it has learned of it. (is 2 paragraphs now)"
        ]
    );
    assert_eq!(
        changes(new, old),
        [
            "joined opening: The Provider keeps the data of the Customer in the European Union.[- -]{+ +}It tells the Customer of each incident within two days after it has learned of it. (was 2 paragraphs)"
        ]
    );
}

#[test]
fn formats_do_not_matter() {
    let html = "<html><body><h1>Services Agreement</h1><p>1. <b>Definitions.</b> \"Services\" means the services that the Provider renders under an order form.</p><p>2. <b>Fees.</b> The Customer pays the fees within thirty (30) days after the date of the invoice.</p><p>3. <b>Confidentiality.</b> Each party keeps the confidential information of the other party secret and uses it for this agreement only.</p><p>4. <b>Liability.</b> Subject to Section 3, the total liability of the Provider is capped at EUR 90,000 in each contract year.</p><p>5. <b>Term.</b> This agreement begins on 1 January 2026 and ends after twelve months, unless it is renewed under Section 2.</p></body></html>";
    let (old, new) = (markdown(BASE), paper(html, Format::Html));
    let comparison = compare(&old, &new);
    assert_eq!(
        describe(&old, &new, &comparison),
        [
            "typography § 1 Definitions: Definitions. [-“-]{+\"+}Services[-”-]{+\"+} means the services that the Provider renders under an order form.",
            "reworded § 4 Liability: Liability. Subject to Section 3, the total liability of the Provider is capped at EUR [-100,000-]{+90,000+} in each contract year. (EUR 100,000 → EUR 90,000)"
        ]
    );
    assert!(has(&comparison.changes, ChangeKind::Reworded, Weight::Substance));
}

#[test]
fn references_to_what_is_gone_or_has_another_number() {
    let old = "# Agreement\n\n## 1. Fees\n\nThe Customer pays.\n\n## 2. Audit\n\nThe Customer may audit the books of the Provider.\n\n## 3. Liability\n\nThe Provider is liable for all that it does.\n\n## 4. Survival\n\nThe following survive: Section 2 (Audit of the books), Section 3 (Liability) and Section 5 (Choice of law).\n\n## 5. Law\n\nThe law of Ireland applies.\n";
    let new = "# Agreement\n\n## 1. Fees\n\nThe Customer pays.\n\n## 2. Liability\n\nThe Provider is liable for all that it does.\n\n## 3. Survival\n\nThe following survive: Section 2 (Audit of the books), Section 3 (Liability) and Section 5 (Choice of law).\n\n## 4. Law\n\nThe law of Ireland applies.\n";
    let found = changes(old, new);
    assert!(
        found.iter().any(|line| line.starts_with("reference § 3 Survival:")
            && line.contains(
                "(“Section 2” led to § 2 Audit, which is gone, and leads to § 2 Liability now)"
            )
            && line.contains("(“Section 3” led to § 3 Liability and leads to § 3 Survival now)")
            && line.contains("(“Section 5” led to § 5 Law and leads to nothing now)")),
        "{found:#?}"
    );
}

#[test]
fn a_reference_to_the_last_clause_that_is_gone_leads_to_nothing() {
    let old = "# Agreement\n\n## 1. Fees\n\nThe Customer pays, as Section 2 says.\n\n## 2. Interest\n\nWhat is paid late bears interest of five per cent.\n";
    let new = "# Agreement\n\n## 1. Fees\n\nThe Customer pays, as Section 2 says.\n";
    let found = changes(old, new);
    let note = "(“Section 2” led to § 2 Interest, which is gone, and leads to nothing now)";
    assert!(found.iter().any(|line| line.contains(note)), "{found:#?}");
    // Its words are others altogether; its heading is the same.
    let again = old.replace(
        "What is paid late bears interest of five per cent.",
        "Nobody owes anything on account of any delay.",
    );
    let found = changes(old, &again);
    assert!(!found.iter().any(|line| line.contains("led to")), "{found:#?}");
}
