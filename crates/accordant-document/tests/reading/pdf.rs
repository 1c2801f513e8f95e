//! PDF: lines, columns, paragraphs and pages, in files that the test writes.

use accordant_document::read::{AsideKind, Format, ReadError, ReadOptions, Source, read};

use super::desk::{numbered, open, outline};
use super::press::{Line, Rule, pdf, pdf_with_rules};

const LONG: &str = "the Provider must keep the data of the Customer apart from all other data and";

#[test]
fn lines_pages_and_hyphens_join() {
    let page = |number: &'static str, lines: &[Line<'static>]| {
        let mut page: Vec<Line<'static>> = vec![
            (60, 810, 8, false, "Acme Master Services Agreement"),
            (280, 30, 8, false, number),
        ];
        page.extend_from_slice(lines);
        page
    };
    let bytes = pdf(&[
        page(
            "Page 1 of 3",
            &[
                (60, 740, 18, true, "Services Agreement"),
                (60, 700, 10, true, "1."),
                (90, 700, 10, true, "Data Protection"),
                (60, 680, 10, false, "1.1"),
                (
                    90,
                    680,
                    10,
                    false,
                    "During the term of this contract and for as long as it lasts after that, confi-",
                ),
                (
                    90,
                    668,
                    10,
                    false,
                    "dential data of the other party, its staff, its clients and everybody else it serves,",
                ),
                (90, 656, 10, false, LONG),
            ],
        ),
        page(
            "Page 2 of 3",
            &[
                (90, 760, 10, false, "must return them at the end."),
                (60, 730, 10, false, "(a)"),
                (90, 730, 10, false, "at no charge; and"),
                (60, 710, 10, false, "(b)"),
                (90, 710, 10, false, "in a common format."),
            ],
        ),
        page(
            "Page 3 of 3",
            &[
                (60, 760, 10, true, "2."),
                (90, 760, 10, true, "Fees"),
                (60, 740, 10, false, "The Customer pays."),
            ],
        ),
    ]);
    let paper = open(&bytes, Format::Pdf);
    let words = format!(
        "During the term of this contract and for as long as it lasts after that, confidential data of the other party, its staff, its clients and everybody else it serves, {LONG} must return them at the end."
    );
    assert_eq!(
        numbered(&paper),
        [
            "1 Data Protection".to_owned(),
            format!("1.1 {words}"),
            "1.1(a) at no charge; and".into(),
            "1.1(b) in a common format.".into(),
            "2 Fees".into()
        ],
        "{:#?}",
        outline(&paper)
    );
    assert_eq!(paper.title, "Services Agreement");
    let asides: Vec<_> =
        paper.asides.iter().map(|aside| (aside.kind, aside.text.as_str())).collect();
    assert_eq!(
        asides,
        [(AsideKind::Header, "Acme Master Services Agreement"), (AsideKind::Footer, "Page 1 of 3")]
    );
    let at = paper.text.find("must return").unwrap();
    let Source::Pdf { page, left, top, .. } = paper.runs_in(&(at..at + 1))[0].source else {
        panic!()
    };
    assert_eq!((page, left), (2, 9000));
    assert!((7_000..8_500).contains(&top), "{top}");
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "The first column holds a text that",
        "fills its lines from edge to edge in",
        "the way that printed terms often do",
        "and it ends with these plain words.",
    ];
    let right = [
        "The second column goes on from here",
        "and fills its lines just as well as",
        "the first one did, so that a reader",
        "must know which line comes after it.",
    ];
    let mut page: Vec<Line<'_>> = vec![(60, 780, 16, true, "General Terms")];
    for (order, (a, b)) in (0..).zip(left.iter().zip(&right)) {
        page.push((60, 700 - order * 12, 10, false, a));
        page.push((320, 700 - order * 12, 10, false, b));
    }
    let paper = open(&pdf(&[page]), Format::Pdf);
    let expected = format!("{}\n{}", left.join(" "), right.join(" "));
    assert_eq!(paper.text, format!("General Terms\n{expected}"));
}

#[test]
fn pages_without_text_and_broken_files_say_so() {
    let fails = |bytes: &[u8]| read(bytes, &ReadOptions::default()).unwrap_err();
    assert_eq!(fails(&pdf(&[vec![]])), ReadError::Scanned);
    assert!(matches!(fails(b"%PDF-1.7\nnothing"), ReadError::Broken { .. }));
    let whole = pdf(&[vec![(60, 700, 10, false, "Some words of a contract")]]);
    for cut in (20..whole.len()).step_by(37) {
        let _ = read(&whole[..cut], &ReadOptions::default());
        let mut bent = whole.clone();
        bent[cut] = b'9';
        let _ = read(&bent, &ReadOptions::default());
    }
}

/// Three rules across the page, at heights from below.
fn rules(heights: &[i32]) -> Vec<Rule> {
    heights.iter().map(|height| (60, *height, 480)).collect()
}

#[test]
fn rows_stand_between_rules() {
    let head = |page: &mut Vec<Line<'static>>| {
        for (left, words) in [(66, "Service"), (230, "Level"), (390, "Remedy")] {
            page.push((left, 786, 9, true, words));
        }
    };
    let (mut first, mut second, mut third) = (Vec::new(), Vec::new(), Vec::new());
    for page in [&mut first, &mut second, &mut third] {
        head(page);
    }
    first.extend([
        (66, 766, 9, false, "Availability of the"),
        (66, 755, 9, false, "hosted platform"),
        (230, 766, 9, false, "99.5 % of each calendar"),
        (230, 755, 9, false, "month"),
        (390, 766, 9, false, "5 % of the monthly"),
        (390, 755, 9, false, "fee as a credit"),
    ]);
    second.extend([
        (66, 766, 9, false, "Response to an"),
        (66, 755, 9, false, "incident"),
        (390, 766, 9, false, "None"),
    ]);
    third.extend([(66, 766, 9, false, "Recovery"), (230, 766, 9, false, "4 hours")]);
    third.push((60, 700, 10, false, "The Customer claims a credit within a month."));
    let levels = rules(&[798, 780, 750]);
    let bytes = pdf_with_rules(&[
        (first, levels.clone()),
        (second, levels.clone()),
        (third, rules(&[798, 780, 760])),
    ]);
    let paper = open(&bytes, Format::Pdf);
    let rows: Vec<Vec<String>> = paper
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .map(|row| row.iter().map(|cell| paper.slice(&paper.nodes[*cell].span).into()).collect())
        .collect();
    let expected: [&[&str]; 4] = [
        &["Service", "Level", "Remedy"],
        &[
            "Availability of the hosted platform",
            "99.5 % of each calendar month",
            "5 % of the monthly fee as a credit",
        ],
        &["Response to an incident", "", "None"],
        &["Recovery", "4 hours"],
    ];
    assert_eq!(rows, expected, "{:#?}", outline(&paper));
    assert_eq!(paper.tables.len(), 1, "it goes on over the pages, and its head is there once");
    assert!(paper.text.ends_with("The Customer claims a credit within a month."));
    assert!(paper.asides.is_empty(), "{:?}", paper.asides);
}

#[test]
fn tables_of_contents_are_left_out() {
    let mut page: Vec<Line<'_>> = vec![(60, 780, 16, true, "Contents")];
    let titles = ["1 Fees", "2 Term of this Agreement", "3 Law"];
    for (order, title) in (0..).zip(titles) {
        page.push((60, 750 - order * 14, 10, false, title));
        page.push((520, 750 - order * 14, 10, false, if order == 0 { "2" } else { "3" }));
    }
    let mut text = Vec::new();
    for (order, title) in (0..).zip(titles) {
        text.push((60, 760 - order * 60, 14, true, title));
        text.push((60, 740 - order * 60, 10, false, "The parties agree on this in good faith."));
    }
    let paper = open(&pdf(&[page, text]), Format::Pdf);
    assert_eq!(paper.text.matches("Term of this Agreement").count(), 1, "{}", paper.text);
    assert_eq!(paper.left_out[0].why, "table of contents");
}
