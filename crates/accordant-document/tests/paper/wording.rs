//! Lint of words: what two readers read in two ways, and numbers that cannot be.

use accordant_document::lint::check_words;

#[track_caller]
fn finds(text: &str, expected: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> = check_words(text)
        .iter()
        .map(|flaw| (flaw.code, text.get(flaw.start..flaw.end).unwrap_or("?")))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn numbers_in_words_and_figures_must_agree() {
    finds("within thirty (60) days", &[("number-mismatch", "thirty (60)")]);
    finds("within thirty (30) days", &[]);
    finds("twenty-four (24) hours, one hundred and fifty (150) users", &[]);
    finds(
        "one hundred and fifty (115) users",
        &[("number-mismatch", "one hundred and fifty (115)")],
    );
    finds("two million (2,000,000) euros", &[]);
    finds("one of the following (2 of 3)", &[]);
    finds("one and a half (1.5) per cent", &[]);
}

#[test]
fn dates_must_be_in_the_calendar() {
    finds("on 31 February 2026", &[("impossible-date", "31 February 2026")]);
    finds("on February 29, 2028", &[]);
    finds("on February 29, 2027", &[("impossible-date", "February 29, 2027")]);
    finds("by 2026-11-31", &[("impossible-date", "2026-11-31")]);
    finds("on Monday, 22 November 2026", &[("impossible-date", "Monday, 22 November 2026")]);
    finds("on Sunday, 22 November 2026", &[]);
}

#[test]
fn standards_need_a_measure() {
    finds("The Provider must use reasonable care.", &[("vague-standard", "reasonable")]);
    finds("The Provider must reply within a reasonable time, at most 5 days.", &[]);
    finds("A party that reasonably suspects a breach must say so.", &[]);
    finds("The Provider must use best efforts to help.", &[("vague-standard", "best efforts")]);
}

#[test]
fn negations_and_and_or() {
    finds("data and/or models", &[("and-or", "and/or")]);
    finds("The use is not unlawful.", &[("double-negative", "not unlawful")]);
    finds("Consent must not be unreasonably withheld.", &[]);
    finds("whether or not it is used", &[]);
    finds("A party must not fail to answer.", &[("double-negative", "not fail")]);
    finds("The Provider must not disclose it, and the Customer must not use it.", &[]);
}

#[test]
fn duties_have_a_bearer() {
    finds("The data must be deleted within 30 days.", &[("passive-duty", "must be deleted")]);
    finds("The data must be deleted by the Provider within 30 days.", &[]);
    finds("Neither right shall be limited.", &[]);
    finds("Notices shall be sent in writing.", &[("passive-duty", "shall be sent")]);
}
