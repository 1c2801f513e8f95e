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
    assert_eq!(changes(BASE, &new), ["x"]);
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
    assert_eq!(changes(BASE, new), ["x"]);
}

#[test]
fn a_clause_that_moves() {
    let new = "# Services Agreement\n\n\
1. **Definitions.** “Services” means the services that the Provider renders under an order form.\n\n\
2. **Liability.** Subject to Section 4, the total liability of the Provider is capped at EUR 100,000 in each contract year.\n\n\
3. **Fees.** The Customer pays the fees within thirty (30) days after the date of the invoice.\n\n\
4. **Confidentiality.** Each party keeps the confidential information of the other party secret and uses it for this agreement only.\n\n\
5. **Term.** This agreement begins on 1 January 2026 and ends after twelve months, unless it is renewed under Section 3.\n";
    assert_eq!(changes(BASE, new), ["x"]);
}

#[test]
fn a_term_with_another_name() {
    let new = BASE.replace("Provider", "Supplier");
    assert_eq!(changes(BASE, &new), ["x"]);
}

#[test]
fn typesetting_alone() {
    let new = BASE.replace(['“', '”'], "\"").replace("in each", "in\u{a0}each");
    assert_eq!(changes(BASE, &new), ["x"]);
}

#[test]
fn one_paragraph_becomes_two() {
    let old = "# Terms\n\nThe Provider keeps the data of the Customer in the European Union. It tells the Customer of each incident within two days after it has learned of it.\n\nOther words stay.\n";
    let new = "# Terms\n\nThe Provider keeps the data of the Customer in the European Union.\n\nIt tells the Customer of each incident within two days after it has learned of it.\n\nOther words stay.\n";
    assert_eq!(changes(old, new), ["x"]);
    assert_eq!(changes(new, old), ["x"]);
}

#[test]
fn formats_do_not_matter() {
    let html = "<html><body><h1>Services Agreement</h1><p>1. <b>Definitions.</b> \"Services\" means the services that the Provider renders under an order form.</p><p>2. <b>Fees.</b> The Customer pays the fees within thirty (30) days after the date of the invoice.</p><p>3. <b>Confidentiality.</b> Each party keeps the confidential information of the other party secret and uses it for this agreement only.</p><p>4. <b>Liability.</b> Subject to Section 3, the total liability of the Provider is capped at EUR 90,000 in each contract year.</p><p>5. <b>Term.</b> This agreement begins on 1 January 2026 and ends after twelve months, unless it is renewed under Section 2.</p></body></html>";
    let (old, new) = (markdown(BASE), paper(html, Format::Html));
    let comparison = compare(&old, &new);
    assert_eq!(describe(&old, &new, &comparison), ["x"]);
    assert!(has(&comparison.changes, ChangeKind::Reworded, Weight::Substance));
}
