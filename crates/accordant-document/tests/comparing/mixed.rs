//! The same contract in two formats: what only the formats make is no change, and every real one is
//! found as between two files of one format.

use accordant_document::compare::{Comparison, Weight, compare, mark, mark_plain};
use accordant_document::docx::{DocxOptions, write};
use accordant_document::read::{Format, Paper};
use accordant_document::{html, markdown};

use super::desk::{Docx, item, open, para};
use super::{describe, round, sample};

const NONE: [&str; 0] = [];

/// A paragraph of a contract: its level in the list, nothing for a plain one, and its words.
type Clause<'a> = (Option<u32>, &'a str);

const CLAUSES: [Clause<'_>; 9] = [
    (None, "This agreement is between Alder GmbH (the “Provider”) and Birch plc (the “Customer”)."),
    (Some(0), "Services"),
    (
        Some(1),
        "The Provider gives the Customer access to the Platform during the Term. It keeps the Platform available for 99.5 % of each month.",
    ),
    (
        Some(1),
        "The Customer must not copy the Platform, must not lend it to third parties, and must keep its passwords secret.",
    ),
    (Some(0), "Fees"),
    (
        Some(1),
        "The Customer pays each invoice within 30 days after it was received, as Clause 1.1 and the order form say.",
    ),
    (
        Some(1),
        "The Provider may raise the fees once a year by at most 3 %, with a notice of two months.",
    ),
    (Some(0), "Liability"),
    (
        Some(1),
        "The liability of each party is limited to the fees of the last twelve months, except for wilful acts.",
    ),
];

const ROWS: [[&str; 3]; 3] = [
    ["Level", "Reaction", "Credit"],
    ["Critical incident that stops the Platform", "1 hour", "5 %"],
    ["Minor incident", "2 days", "None"],
];

fn docx(clauses: &[Clause<'_>], rows: &[[&str; 3]]) -> Docx {
    let levels: String = (0..2)
        .map(|level| {
            let text = if level == 0 { "%1." } else { "%1.%2" };
            format!("<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{text}\"/></w:lvl>")
        })
        .collect();
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{levels}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let paragraph = |(level, words): &Clause<'_>| match level {
        Some(level) => item(1, *level, words),
        None => para("", words),
    };
    let cell = |words: &&str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"900\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
            para("", words)
        )
    };
    let row =
        |row: &[&str; 3]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    let body: String = clauses.iter().map(paragraph).collect();
    let table: String = rows.iter().map(row).collect();
    let end = para("", "Signed by both parties.");
    Docx { numbering, ..Docx::body(format!("{body}<w:tbl>{table}</w:tbl>{end}")) }
}

/// The same as a program prints it: contents, typed numbers, long lines cut, cells as lines.
fn print(clauses: &[Clause<'_>], rows: &[[&str; 3]]) -> String {
    let mut text = String::from("Contents\n\n");
    let heads = clauses.iter().filter(|(level, _)| *level == Some(0));
    for (order, (_, words)) in (1..).zip(heads) {
        text.push_str(&format!("{order}. {words} ........ {}\n\n", order + 1));
    }
    let (mut above, mut below) = (0, 0);
    for (level, words) in clauses {
        match level {
            None => text.push_str(words),
            Some(0) => {
                (above, below) = (above + 1, 0);
                text.push_str(&format!("{above}. {words}"));
            }
            Some(_) => {
                below += 1;
                // A sentence of its own is a paragraph of its own.
                text.push_str(&format!("{above}.{below} {}", words.replace(". ", ".\n\n")));
            }
        }
        text.push_str("\n\n");
    }
    for cell in rows.iter().flatten() {
        text.push_str(&format!("{cell}\n\n"));
    }
    text + "Signed by both parties.\n"
}

fn text(clauses: &[Clause<'_>], rows: &[[&str; 3]]) -> Paper {
    open(print(clauses, rows).as_bytes(), Format::Text)
}

/// What changed in the words, marked.
fn show(old: &Paper, new: &Paper, comparison: &Comparison) -> Vec<String> {
    let changes = comparison.substance().map(|change| {
        let kind = serde_json::to_value(change.kind).unwrap();
        let words = match (&change.old, &change.new) {
            (Some(_), Some(after)) => mark_plain(&mark(old, new, &after.text, &change.hunks), 12),
            (Some(side), None) => old.slice(&side.text).replace('\t', " | "),
            (None, Some(side)) => new.slice(&side.text).replace('\t', " | "),
            (None, None) => String::new(),
        };
        format!("{}: {words}", kind.as_str().unwrap())
    });
    changes.collect()
}

#[test]
fn a_print_of_the_same_paper_is_the_same() {
    let (word, plain) = (docx(&CLAUSES, &ROWS).open(), text(&CLAUSES, &ROWS));
    for (old, new) in [(&word, &plain), (&plain, &word)] {
        let comparison = compare(old, new);
        assert_eq!(describe(&comparison, Weight::Substance), NONE, "{}", new.text);
        assert_eq!(describe(&comparison, Weight::Form), NONE, "{}", new.text);
    }
}

/// One change of each kind: a number, a sentence, a clause that comes, one that goes to another
/// place, a cell, a row.
fn edited() -> (Vec<Clause<'static>>, Vec<[&'static str; 3]>) {
    let mut clauses = CLAUSES.to_vec();
    clauses[2].1 = "The Provider gives the Customer access to the Platform during the Term.";
    clauses[5].1 = "The Customer pays each invoice within 60 days after it was received, as Clause 1.1 and the order form say.";
    clauses.push((Some(1), "The Provider keeps an insurance of five million euros and shows the policy when it is asked to."));
    let moved = clauses.remove(3);
    clauses.insert(7, moved);
    let mut rows = ROWS.to_vec();
    rows[1][1] = "4 hours";
    rows.remove(2);
    (clauses, rows)
}

#[test]
fn real_changes_are_found_across_formats() {
    let (clauses, rows) = edited();
    // A print has the struck sentence as a paragraph of its own.
    let gone = "It keeps the Platform available for 99.5 % of each month.";
    let pairs = [
        (
            docx(&CLAUSES, &ROWS).open(),
            text(&clauses, &rows),
            format!("reworded: … the Term.[- {gone}-]"),
        ),
        (text(&CLAUSES, &ROWS), docx(&clauses, &rows).open(), format!("deleted: {gone}")),
    ];
    for (old, new, struck) in &pairs {
        let comparison = compare(old, new);
        let found = show(old, new, &comparison);
        let expected = [
            struck,
            "reworded: … within [-30-]{+60+} days after …",
            "inserted: The Provider keeps an insurance of five million euros and shows the policy when it is asked to.",
            "reworded: [-1 hour-]{+4 hours+}",
        ];
        for change in expected {
            assert!(found.contains(&change.to_owned()), "{change} is not in {found:#?}");
        }
        assert_eq!(comparison.counts.moved, 1, "{found:#?}");
        let rest = found.iter().filter(|change| !expected.contains(&change.as_str()));
        let is_row = |change: &&String| ROWS[2].iter().any(|cell| change.contains(cell));
        let rest: Vec<&String> = rest.filter(|change| !is_row(change)).collect();
        assert!(rest.len() == 1 && rest[0].starts_with("moved: The Customer must"), "{rest:#?}");
        let fees = comparison.substance().find(|change| change.touches == ["30 days → 60 days"]);
        let side = fees.and_then(|change| change.old.as_ref()).unwrap();
        assert!(side.place.starts_with("§ 2.1"), "{}", side.place);
        assert!(old.slice(&side.text).starts_with("The Customer pays"), "every quote is verbatim");
    }
}

#[test]
fn marks_in_the_old_file_make_what_the_print_says() {
    let old = docx(&CLAUSES, &ROWS);
    let mut clauses = CLAUSES.to_vec();
    clauses[5].1 = "The Customer pays each invoice within 60 days after it was received, as Clause 1.1 and the order form say.";
    clauses.remove(3);
    let mut rows = ROWS.to_vec();
    rows[1][1] = "4 hours";
    let new = text(&clauses, &rows);
    let paper = old.open();
    let (edits, undone) = compare(&paper, &new).edits(&paper, &new);
    assert!(undone.is_empty(), "{undone:?}");
    let author = super::Author {
        name: "R".into(),
        initials: "R".into(),
        date: "2026-11-23T00:00:00Z".into(),
    };
    let made = super::redline(&old.bytes(), &paper, &edits, &author).unwrap();
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let taken = super::settle(&made.bytes, super::Settle::Accept, None).unwrap();
    let taken = open(&taken, Format::Docx);
    let again = compare(&taken, &new);
    assert_eq!(show(&taken, &new, &again), NONE);
    let same = compare(&taken, &docx(&clauses, &rows).open());
    assert_eq!(describe(&same, Weight::Substance), NONE);
    let back = super::settle(&made.bytes, super::Settle::Reject, None).unwrap();
    assert_eq!(open(&back, Format::Docx).text, paper.text);
}

#[test]
fn our_own_agreement_is_the_same_in_every_format() {
    let document = sample::agreement();
    let word = open(&write(&document, &DocxOptions::default()).unwrap(), Format::Docx);
    let page = open(html::write(&document, &html::HtmlOptions::default()).as_bytes(), Format::Html);
    let marks = open(markdown::write(&document).as_bytes(), Format::Markdown);
    let lines = word.text.replace(['\t', '\n'], "\n\n");
    let plain = open(lines.as_bytes(), Format::Text);
    for (old, new) in [(&word, &page), (&word, &marks), (&word, &plain), (&marks, &page)] {
        let comparison = compare(old, new);
        let found = show(old, new, &comparison);
        // Signatures are set otherwise, pictures have their own words, and one gap has others.
        assert!(found.len() <= 14, "{:?} and {:?}: {found:#?}", old.format, new.format);
    }
}

#[test]
fn files_of_one_format_are_marked_as_before() {
    let (clauses, rows) = edited();
    let new = docx(&clauses, &rows).open();
    assert_eq!(round(&docx(&CLAUSES, &ROWS).bytes(), &new), NONE);
    assert!(!compare(&docx(&CLAUSES, &ROWS).open(), &new).by_words);
}
