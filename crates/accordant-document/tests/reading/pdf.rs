//! PDF: lines, columns, paragraphs and pages, in files that the test writes.

use accordant_document::read::{AsideKind, Format, ReadError, ReadOptions, Source, read};

use super::desk::{numbered, open, outline};

/// A line at a place: left, height from below, size, bold, words.
type Line<'a> = (i32, i32, i32, bool, &'a str);

/// A PDF of pages with text in the fonts that every reader has.
fn pdf(pages: &[Vec<Line<'_>>]) -> Vec<u8> {
    let mut objects: Vec<String> = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    let mut kids = String::new();
    for page in pages {
        let mut content = String::from("BT\n");
        for (left, height, size, strong, words) in page {
            let font = if *strong { "F2" } else { "F1" };
            let words = words.replace('(', "\\(").replace(')', "\\)");
            content
                .push_str(&format!("/{font} {size} Tf 1 0 0 1 {left} {height} Tm ({words}) Tj\n"));
        }
        content.push_str("ET");
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        let stream = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        ));
        kids.push_str(&format!("{} 0 R ", objects.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (order, object) in (1..).zip(&objects) {
        places.push(bytes.len());
        bytes.extend(format!("{order} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(
        format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF", objects.len() + 1)
            .bytes(),
    );
    bytes
}

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
