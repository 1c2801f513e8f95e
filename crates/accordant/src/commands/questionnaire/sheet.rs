//! The questions on paper: spreadsheet, TOML, JSON, and a document for reading.

use accordant_document::model::{
    Block, Cell, Document, DocumentKind, Inline, Paragraph, ParagraphStyle, Part, PartKind, Table,
    Text,
};
use accordant_lifecycle::questionnaire::AskedArea;
use accordant_packs::entry::{AnswerKind, Question, Questionnaire};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, XlsxError,
};

use crate::failure::Failure;
use crate::package::Case;

/// Name of the sheet with the questions.
pub(super) const SHEET: &str = "Questions";
/// Column that says how the answer is written.
pub(super) const KIND_COLUMN: usize = 3;

/// Columns of the sheet, with their widths in characters.
const COLUMNS: [(&str, f64); 7] = [
    ("Id", 22.0),
    ("Question", 58.0),
    ("Why we ask", 40.0),
    ("Write", 24.0),
    ("Answer", 44.0),
    ("Please attach", 26.0),
    ("Comment", 34.0),
];

/// The spreadsheet: who answered, then one row a question; choices are lists to pick from.
pub(super) fn write_xlsx(
    questionnaire: &Questionnaire,
    areas: &[AskedArea<'_>],
) -> Result<Vec<u8>, Failure> {
    build_xlsx(questionnaire, areas).map_err(|error| Failure::Ours(error.into()))
}

fn build_xlsx(
    questionnaire: &Questionnaire,
    areas: &[AskedArea<'_>],
) -> Result<Vec<u8>, XlsxError> {
    let navy = Color::RGB(0x16_30_4D);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title = Format::new().set_bold().set_font_size(14).set_font_color(navy);
    let head = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(navy)
        .set_align(FormatAlign::Top);
    let area_look = Format::new().set_bold().set_font_color(navy).set_background_color(0xEEF2F6);
    let open = text.clone().set_background_color(0xFFF8DC).set_border(FormatBorder::Hair);
    let mut book = Workbook::new();
    // The day is fixed so that the same questions give the same bytes.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(&questionnaire.title).set_creation_datetime(&day),
    );
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    for (column, (_, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_with_format(0, 0, &questionnaire.title, &title)?;
    sheet.write(1, 0, "Answered by")?;
    sheet.write_blank(1, 1, &open)?;
    sheet.write(2, 0, "On")?;
    sheet.write_blank(2, 1, &open)?;
    for (column, (name, _)) in (0_u16..).zip(COLUMNS) {
        sheet.write_with_format(4, column, name, &head)?;
    }
    sheet.set_freeze_panes(5, 2)?;
    let mut row = 5;
    for area in areas {
        for column in 0..7 {
            sheet.write_blank(row, column, &area_look)?;
        }
        sheet.write_with_format(row, 1, area.title, &area_look)?;
        row += 1;
        for question in &area.questions {
            sheet.write_with_format(row, 0, &question.id, &text)?;
            sheet.write_with_format(row, 1, &question.ask, &text)?;
            sheet.write_with_format(row, 2, &question.why, &text)?;
            sheet.write_with_format(row, 3, hint(question), &text)?;
            sheet.write_blank(row, 4, &open)?;
            sheet.write_with_format(row, 5, &question.evidence, &text)?;
            sheet.write_blank(row, 6, &open)?;
            if let Some(validation) = choices_of(question)? {
                sheet.add_data_validation(row, 4, row, 4, &validation)?;
            }
            row += 1;
        }
    }
    book.save_to_buffer()
}

/// The list to pick from; Excel takes at most 255 characters.
fn choices_of(question: &Question) -> Result<Option<DataValidation>, XlsxError> {
    let yes_no = ["yes".to_owned(), "no".to_owned()];
    let choices: &[String] = match question.kind {
        AnswerKind::Flag => &yes_no,
        AnswerKind::Choice => &question.choices,
        _ => return Ok(None),
    };
    let length: usize = choices.iter().map(|choice| choice.chars().count() + 1).sum();
    if length > 255 {
        return Ok(None);
    }
    DataValidation::new().allow_list_strings(choices).map(Some)
}

fn hint(question: &Question) -> String {
    match question.kind {
        AnswerKind::Choice | AnswerKind::Choices => {
            format!("{}: {}", question.kind.example(), question.choices.join(", "))
        }
        kind => kind.example().to_owned(),
    }
}

/// The answers file to fill in, with each question as a comment.
pub(super) fn write_toml(questionnaire: &Questionnaire, areas: &[AskedArea<'_>]) -> String {
    let mut text = format!(
        "# {}\n# {}\n\nquestionnaire = \"{}\"\nby = \"\"          # who answers\non = \"\"          # a date, such as 2026-11-22\n\n[answers]\n",
        questionnaire.title, questionnaire.about, questionnaire.id
    );
    for area in areas {
        text.push_str(&format!("\n# --- {} ---\n", area.title));
        for question in &area.questions {
            text.push_str(&format!("\n# {}\n", question.ask));
            text.push_str(&format!("# {}\n", hint(question)));
            if !question.evidence.is_empty() {
                text.push_str(&format!("# please attach: {}\n", question.evidence));
            }
            let empty = match question.kind {
                AnswerKind::Choices | AnswerKind::Regions => "[]",
                _ => "\"\"",
            };
            text.push_str(&format!("{} = {empty}\n", question.id));
        }
    }
    text
}

/// The same for programs.
pub(super) fn write_json(
    questionnaire: &Questionnaire,
    areas: &[AskedArea<'_>],
) -> Result<String, Failure> {
    let empty: serde_json::Map<String, serde_json::Value> = areas
        .iter()
        .flat_map(|area| &area.questions)
        .map(|question| (question.id.clone(), serde_json::Value::Null))
        .collect();
    let value = serde_json::json!({
        "questionnaire": questionnaire.id,
        "title": questionnaire.title,
        "by": "",
        "on": "",
        "answers": empty,
        "areas": areas,
    });
    Ok(serde_json::to_string_pretty(&value).map_err(anyhow::Error::from)? + "\n")
}

/// The questions as a document, for people who write by hand.
pub(super) fn write_document(
    questionnaire: &Questionnaire,
    areas: &[AskedArea<'_>],
    case: &Case,
) -> Document {
    let parts = areas.iter().enumerate().map(|(place, area)| Part {
        id: format!("area-{place}"),
        kind: PartKind::Chapter,
        title: area.title.to_owned(),
        blocks: vec![Block::Table(Table {
            id: format!("questions-{place}"),
            caption: String::new(),
            header: vec!["Question".into(), "Answer".into()],
            widths: vec![55, 45],
            rows: area.questions.iter().map(|question| row_of(question)).collect(),
        })],
    });
    let lead = Part {
        id: "lead".to_owned(),
        kind: PartKind::Chapter,
        title: "What this is for".to_owned(),
        blocks: vec![Block::Paragraph(Paragraph {
            style: ParagraphStyle::Normal,
            text: Text::plain(questionnaire.about.clone()),
        })],
    };
    let header = &case.agreement.header;
    Document {
        title: questionnaire.title.clone(),
        subtitle: Some(header.title.value.clone()),
        kind: DocumentKind::Report,
        cover: vec![("Answered by".to_owned(), String::new()), ("On".to_owned(), String::new())],
        running_head: format!("{} – {}", questionnaire.title, header.title),
        footer: String::new(),
        date: case.assessment.as_of.to_string(),
        language: "en-GB".to_owned(),
        parts: std::iter::once(lead).chain(parts).collect(),
    }
}

fn row_of(question: &Question) -> Vec<Cell> {
    let mut ask = vec![
        Text::strong(question.ask.clone()),
        Text(vec![Inline::Emphasis(question.why.clone())]),
    ];
    if !question.evidence.is_empty() {
        ask.push(Text::plain(format!("Please attach: {}.", question.evidence)));
    }
    vec![Cell { text: ask, tone: None }, Cell::new(hint(question))]
}
