//! Files in every mixture: tracked changes, looks, headers, cells, notes.

use accordant_document::compare::{ChangeKind, ClauseChange, Hunk, Weight, compare, looks};
use accordant_document::docx::{DocxOptions, write};
use accordant_document::read::{Format, NodeKind, View};
use accordant_document::{html, markdown};

use super::desk::{Docx, item, open, open_view, para, part};
use super::{describe, round, sample};

const NONE: [&str; 0] = [];

#[test]
fn the_same_agreement_in_three_formats() {
    let document = sample::agreement();
    let word = open(&write(&document, &DocxOptions::default()).unwrap(), Format::Docx);
    let page = open(html::write(&document, &html::HtmlOptions::default()).as_bytes(), Format::Html);
    let marks = open(markdown::write(&document).as_bytes(), Format::Markdown);
    for (old, new) in [(&word, &page), (&word, &marks), (&marks, &page), (&page, &word)] {
        let comparison = compare(old, new);
        // Cover, captions and signatures are each format's own; clauses are the same.
        let is_clause = |change: &&ClauseChange| {
            let kind = change.new.as_ref().map(|side| new.nodes[side.node].kind);
            // In lists of definitions a page has letters as text.
            let is_letter = |hunk: &Hunk| new.slice(&hunk.new).starts_with('(');
            change.kind == ChangeKind::Reworded
                && kind == Some(NodeKind::Clause)
                && !change.hunks.iter().all(is_letter)
        };
        let found: Vec<&ClauseChange> = comparison.substance().filter(is_clause).collect();
        // One gap is shown with other words.
        assert!(found.len() <= 1, "{:?} and {:?}: {found:#?}", old.format, new.format);
        assert!(comparison.counts.inserted < 40, "{:?}", comparison.counts);
    }
}

fn clauses(items: &[&str]) -> Docx {
    let numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let body: String = items.iter().map(|words| item(1, 0, words)).collect();
    Docx { numbering: numbering.into(), ..Docx::body(body) }
}

#[test]
fn clauses_that_come_go_and_move() {
    let base = [
        "The Provider keeps the data of the Customer in the Union and nowhere else, whatever happens.",
        "The Customer pays within thirty days after the date of each invoice that it receives.",
        "Each party keeps the confidential information of the other secret for five years.",
        "The law of Ireland applies, and the courts of Dublin decide every dispute.",
        "The agreement ends after twelve months unless the parties renew it in writing.",
    ];
    let pick = |order: &[usize]| order.iter().map(|at| base[*at]).collect::<Vec<_>>();
    let cases: [&[&str]; 8] = [
        &pick(&[1, 2, 3, 4]),
        &pick(&[0, 1, 2, 3]),
        &pick(&[0, 2, 4]),
        &pick(&[2, 0, 1, 3, 4]),
        &pick(&[0, 1, 3, 4, 2]),
        &[&pick(&[0, 1, 2, 3, 4])[..], &["A new clause stands at the end of all others."]].concat(),
        &[&["A new clause stands before all others."], &pick(&[0, 1, 2, 3, 4])[..]].concat(),
        &["Nothing of what was there before is left."],
    ];
    for new in cases {
        let (old, new) = (clauses(&base), clauses(new));
        let left = round(&old.bytes(), &open(&new.bytes(), Format::Docx));
        assert_eq!(left, NONE, "{:?}", new.open().text);
        let left = round(&new.bytes(), &open(&old.bytes(), Format::Docx));
        assert_eq!(left, NONE, "back from {:?}", new.open().text);
    }
}

fn table(rows: &[&[&str]]) -> Docx {
    let row = |cells: &&[&str]| {
        let cell = |words: &&str| {
            let paras: String = words.split('/').map(|words| para("", words)).collect();
            format!("<w:tc><w:tcPr><w:tcW w:w=\"900\" w:type=\"dxa\"/></w:tcPr>{paras}</w:tc>")
        };
        format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    Docx::body(para("", "The levels:") + &format!("<w:tbl>{rows}</w:tbl>") + &para("", "The end."))
}

#[test]
fn rows_and_cells() {
    let base: [&[&str]; 3] = [
        &["Availability", "99.5 %", "measured each month/reported each quarter"],
        &["Response", "4 hours", "measured each week"],
        &["Recovery", "24 hours", "tested each year"],
    ];
    let new: [&[&[&str]]; 5] = [
        &[base[0], &["Response", "2 hours", "measured each week"], base[2]],
        &[base[0], base[2]],
        &[&["Accuracy", "95 %", "on the test set"], base[0], base[1], base[2]],
        &[base[0], base[1], base[2], &["Accuracy", "95 %", "on the test set"]],
        &[
            &["Availability", "99.9 %", "measured each month/reported each quarter/and each year"],
            base[1],
            base[2],
        ],
    ];
    for rows in new {
        let (old, new) = (table(&base), table(rows));
        assert_eq!(round(&old.bytes(), &new.open()), NONE, "{rows:?}");
        assert_eq!(round(&new.bytes(), &old.open()), NONE, "back from {rows:?}");
    }
}

#[test]
fn looks_are_told_apart() {
    let run = |look: &str, words: &str| {
        format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let make = |look: &str, style: &str| {
        let words = run("", "The Provider is ") + &run(look, "not liable") + &run("", " for that.");
        Docx::body(format!("<w:p><w:pPr>{style}</w:pPr>{words}</w:p>") + &para("", "Another one."))
    };
    let style = "<w:pStyle w:val=\"Quote\"/>";
    let (old, new) = (make("<w:i/>", ""), make("<w:b/><w:u w:val=\"single\"/>", style));
    let (before, after) = (old.open(), new.open());
    let mut comparison = compare(&before, &after);
    let (old, new) = (old.bytes(), new.bytes());
    let left = looks::Looks::of_docx(&old, &before).unwrap();
    let right = looks::Looks::of_docx(&new, &after).unwrap();
    looks::replace(&mut comparison, &left, &right);
    assert_eq!(describe(&comparison, Weight::Substance), NONE);
    assert_eq!(
        describe(&comparison, Weight::Form),
        [
            "format opening: “The Provider is” is style Quote now: “not liable” is bold, underlined, \
             style Quote instead of italic: “for that.” is style Quote now"
        ]
    );
    let again = compare(&before, &before);
    assert!(again.is_empty());
}

#[test]
fn headers_and_footers() {
    let make = |header: &str, footer: &str| Docx {
        more: vec![
            ("header", "header1.xml", part("hdr", &para("", header))),
            ("footer", "footer1.xml", part("ftr", &para("", footer))),
        ],
        ..Docx::body(para("", "The words stay."))
    };
    let (old, new) = (make("Draft 1", "Page 1 of 9"), make("Draft 2", "Page 3 of 12"));
    let comparison = compare(&old.open(), &new.open());
    let found = describe(&comparison, Weight::Substance);
    assert_eq!(found, ["header every page: “Draft 1” is “Draft 2” now"]);
}

#[test]
fn a_change_without_a_mark_is_found() {
    let by = "w:id=\"1\" w:author=\"Other Side\" w:date=\"2026-11-01T00:00:00Z\"";
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let sent = Docx::body(
        para("", "The cap is EUR 100,000 in each year.") + &para("", "The fee is due in May."),
    );
    let back = Docx::body(
        para("", "The cap is EUR 10,000 in each year.")
            + &format!(
                "<w:p>{}<w:ins {by}>{}</w:ins>{}</w:p>",
                run("The fee is due in "),
                run("early "),
                run("May.")
            ),
    );
    let original = open_view(&back.bytes(), Format::Docx, View::Original);
    let comparison = compare(&sent.open(), &original);
    assert_eq!(describe(&comparison, Weight::Substance), ["reworded opening"]);
    assert_eq!(comparison.changes[0].touches, ["EUR 100,000 → EUR 10,000"]);
}

#[test]
fn a_row_changes_in_a_table_that_moved() {
    let levels =
        "The Provider keeps these levels of service in each month of the term of this agreement:";
    let words = "The Customer pays the fees of the order form within thirty days after each invoice comes in.";
    let table = |target: &str| {
        format!(
            "| Level | Target | Credit |\n| --- | --- | --- |\n| Availability | {target} | five per cent of the fees of a month |\n| Response | four hours | two per cent of the fees of a month |\n"
        )
    };
    let old =
        format!("# Terms\n\n{levels}\n\n{}\n\n{words}\n\n{words} Twice a year.\n", table("99.5 %"));
    let new =
        format!("# Terms\n\n{words}\n\n{words} Twice a year.\n\n{levels}\n\n{}\n", table("99.9 %"));
    let (old, new) =
        (open(old.as_bytes(), Format::Markdown), open(new.as_bytes(), Format::Markdown));
    let comparison = compare(&old, &new);
    let touches: Vec<&String> = comparison.changes.iter().flat_map(|c| &c.touches).collect();
    assert_eq!(touches, ["99.5 % → 99.9 %"]);
}

#[test]
fn a_new_note_is_told_as_a_note() {
    let note = |id: u32, words: &str| {
        format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", para("", words))
    };
    let mark = |id: u32| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let make = |notes: &[&str]| {
        let ids = 1..=u32::try_from(notes.len()).unwrap();
        let marks: String = ids.clone().map(mark).collect();
        let inner: String = ids.zip(notes).map(|(id, words)| note(id, words)).collect();
        let words = "<w:r><w:t>The Provider answers within two days.</w:t></w:r>";
        Docx {
            more: vec![("footnotes", "footnotes.xml", part("footnotes", &inner))],
            ..Docx::body(format!("<w:p>{words}{marks}</w:p>"))
        }
    };
    let (old, new) =
        (make(&["Of the order form."]), make(&["Of the order form.", "In office hours only."]));
    let comparison = compare(&old.open(), &new.open());
    assert_eq!(describe(&comparison, Weight::Substance), ["inserted footnote 2"]);
}

#[test]
fn what_is_no_heading_heads_no_place() {
    let head = |words: &str| para("<w:outlineLvl w:val=\"0\"/>", words);
    let make = |days: &str| {
        Docx::body(
            head("Fees")
                + &para("", "The Customer pays each invoice that it receives.")
                + &head("{provider_email} {customer_email} Use an address")
                + &para("", &format!("The Provider answers within {days} days."))
                + &head("The law of Ireland applies to all that is said here.")
                + &para("", &format!("The courts of Dublin decide after {days} days.")),
        )
    };
    let comparison = compare(&make("ten").open(), &make("five").open());
    assert_eq!(describe(&comparison, Weight::Substance), ["reworded opening", "reworded opening"]);
}
