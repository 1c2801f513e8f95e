//! The issues as a spreadsheet, for lists that people sort and tick off.

use accordant_lifecycle::review::{ChangeOfText, Issue, ReasonKind, Review, Round};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use crate::failure::Failure;

/// Columns with their widths in characters.
const COLUMNS: [(&str, f64); 13] = [
    ("No", 5.0),
    ("Weight", 14.0),
    ("Subject", 26.0),
    ("Clause", 24.0),
    ("Point", 48.0),
    ("Their words", 60.0),
    ("We ask", 44.0),
    ("Our wording", 60.0),
    ("Law and policy", 34.0),
    ("Fallback", 40.0),
    ("Walk away from", 40.0),
    ("Usual trade", 36.0),
    ("Outcome", 24.0),
];
/// The most characters that a cell takes.
const MOST: usize = 32_000;

pub(super) fn write(review: &Review) -> Result<Vec<u8>, Failure> {
    build(review).map_err(|error| Failure::Ours(error.into()))
}

fn build(review: &Review) -> Result<Vec<u8>, XlsxError> {
    let navy = Color::RGB(0x16_30_4D);
    let text =
        Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let head = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(navy)
        .set_align(FormatAlign::Top);
    let title = Format::new().set_bold().set_font_size(14).set_font_color(navy);
    let mut book = Workbook::new();
    // The day is that of the review, so that the same review gives the same bytes.
    let day = ExcelDateTime::parse_from_str(&review.as_of.to_string())?;
    book.set_properties(&DocProperties::new().set_title("Issues").set_creation_datetime(&day));
    let sheet = book.add_worksheet();
    sheet.set_name("Issues")?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(2, 2)?;
    sheet.write_with_format(0, 0, format!("Issues in {}", review.document), &title)?;
    for (column, (name, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(2, column, name, &head)?;
    }
    sheet.set_freeze_panes(3, 3)?;
    let mut row = 3;
    for (place, issue) in (1_u32..).zip(&review.issues) {
        let (weight, colour) = super::page::weight(issue.severity);
        sheet.write_with_format(row, 0, place, &text)?;
        sheet.write_with_format(row, 1, weight, &text.clone().set_background_color(colour))?;
        for (column, cell) in (2_u16..).zip(cells(issue)) {
            let cell: String = cell.chars().take(MOST).collect();
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
        row += 1;
    }
    if row > 3 {
        sheet.autofilter(2, 0, row - 1, 12)?;
    }
    if let Some(round) = &review.round {
        write_round(book.add_worksheet(), round, &head, &text)?;
    }
    book.save_to_buffer()
}

/// What became of the last round: asks, changes without a mark, changes with one.
fn write_round(
    sheet: &mut Worksheet,
    round: &Round,
    head: &Format,
    text: &Format,
) -> Result<(), XlsxError> {
    sheet.set_name("Last round")?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let columns =
        [("What", 24.0), ("Subject", 28.0), ("Clause", 32.0), ("Change: [-gone-] {+new+}", 110.0)];
    for (column, (name, width)) in (0_u16..).zip(columns) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, name, head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let asks = round.asks.iter().map(|ask| {
        [ask.outcome.as_str().to_owned(), ask.title.clone(), ask.place.clone(), ask.marked.clone()]
    });
    let silent = round.silent.iter().map(|change| {
        let what = "changed without a mark".to_owned();
        [what, String::new(), change.place.clone(), change.marked.clone()]
    });
    let marked = round.marked.iter().map(|change| {
        let what = format!("marked by {}", change.author);
        [what, String::new(), change.place.clone(), change.in_marks()]
    });
    for (row, cells) in (1_u32..).zip(asks.chain(silent).chain(marked)) {
        for (column, cell) in (0_u16..).zip(cells) {
            let cell: String = cell.chars().take(MOST).collect();
            sheet.write_string_with_format(row, column, cell, text)?;
        }
    }
    Ok(())
}

fn cells(issue: &Issue) -> [String; 11] {
    let quotes: Vec<String> = issue
        .quotes
        .iter()
        .take(3)
        .map(|quote| {
            format!(
                "{}: “{}”",
                quote.place,
                quote.quote.split_whitespace().collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    let ground: Vec<String> = issue
        .why
        .iter()
        .filter(|reason| matches!(reason.kind, ReasonKind::Law | ReasonKind::Policy))
        .map(|reason| reason.citation.clone())
        .collect();
    let wording = match issue.proposal.as_ref().map(|proposal| &proposal.change) {
        Some(ChangeOfText::Replace { with, .. }) => with.clone(),
        Some(ChangeOfText::Insert { paragraphs, .. }) => paragraphs.join("\n"),
        None => issue.wording.clone(),
    };
    let rungs = |rungs: &[accordant_lifecycle::review::Rung]| {
        rungs.iter().map(|rung| rung.says.clone()).collect::<Vec<_>>().join("; ")
    };
    [
        issue.title.clone(),
        issue.place.clone(),
        issue.message.clone(),
        quotes.join("\n"),
        issue.ask.says.clone(),
        wording,
        ground.join("; "),
        rungs(&issue.fallback),
        rungs(&issue.walk_away),
        issue.trade.clone(),
        String::new(),
    ]
}
