//! Where readings go: the terminal, or a table in a file that grows paper by paper.

use std::path::Path;

use accordant_lifecycle::read::PaperReading;
use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};

use super::show::{show_human, show_plain};
use crate::arguments::{ReadArguments, ReadFormat};
use crate::failure::Failure;
use crate::files::Pending;
use crate::terminal;

const COLUMNS: [&str; 7] =
    ["document", "provision", "position", "values", "quote", "place", "because"];
/// The most rows of a sheet in a spreadsheet.
const MOST_ROWS: u32 = 1_048_575;
/// The most characters of a cell in a spreadsheet.
const MOST_CELL: usize = 32_000;

/// Takes readings one paper after another.
pub(super) struct Sink {
    format: Shape,
    file: Option<Pending>,
    count: usize,
}

/// How readings are written.
enum Shape {
    Human,
    Plain,
    /// A single paper, or the papers of a folder as one array.
    Json {
        many: bool,
    },
    Csv,
    Xlsx(Box<Book>),
}

impl Sink {
    /// Opens the sink that the arguments ask for.
    ///
    /// **Errors:** [`Failure::Asked`] when the file cannot be written, or its ending is unknown.
    pub(super) fn open(arguments: &ReadArguments) -> Result<Self, Failure> {
        let many = arguments.document.is_dir();
        let format = match arguments.format {
            ReadFormat::Human => Shape::Human,
            ReadFormat::Plain => Shape::Plain,
            ReadFormat::Json => Shape::Json { many },
            ReadFormat::Csv => Shape::Csv,
        };
        let mut sink = Self { format, file: None, count: 0 };
        if let Some(path) = &arguments.out {
            sink.format = shape_of(path, many)?;
            sink.file = Some(Pending::begin(path, arguments.force)?);
        }
        match sink.format {
            Shape::Csv => sink.say(&(COLUMNS.join(",") + "\n"))?,
            Shape::Json { many: true } => sink.say("[")?,
            _ => {}
        }
        Ok(sink)
    }

    /// Adds a paper.
    pub(super) fn add(&mut self, paper: &PaperReading) -> Result<(), Failure> {
        self.count += 1;
        let text = match &mut self.format {
            Shape::Human => show_human(paper),
            Shape::Plain => show_plain(paper),
            Shape::Csv => rows_of(paper)
                .map(|cells| cells.map(|cell| escape_cell(&cell)).join(",") + "\n")
                .collect(),
            Shape::Json { many } => {
                let text = serde_json::to_string_pretty(paper).map_err(anyhow::Error::from)?;
                match (many, self.count) {
                    (false, _) => text + "\n",
                    (true, 1) => format!("\n{text}"),
                    (true, _) => format!(",\n{text}"),
                }
            }
            Shape::Xlsx(book) => {
                book.add(paper).map_err(|error| Failure::Ours(error.into()))?;
                return Ok(());
            }
        };
        self.say(&text)
    }

    /// Ends the table and puts the file in its place.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        if matches!(self.format, Shape::Json { many: true }) {
            self.say(if self.count == 0 { "]\n" } else { "\n]\n" })?;
        }
        let Some(mut file) = self.file else { return Ok(()) };
        if let Shape::Xlsx(book) = self.format {
            let mut book = *book;
            book.workbook
                .save_to_writer(file.file())
                .map_err(|error| Failure::Ours(error.into()))?;
            if book.left_out > 0 {
                terminal::note(&format!(
                    "{} did not fit into one sheet; write `.csv` instead",
                    terminal::counted(book.left_out, "paper", "papers")
                ));
            }
        }
        file.finish()
    }

    fn say(&mut self, text: &str) -> Result<(), Failure> {
        match &mut self.file {
            Some(file) => file.write(text),
            None => terminal::print(text),
        }
    }
}

fn shape_of(path: &Path, many: bool) -> Result<Shape, Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(Shape::Csv),
        Some("json") => Ok(Shape::Json { many }),
        Some("xlsx") => Book::start()
            .map(|book| Shape::Xlsx(Box::new(book)))
            .map_err(|e| Failure::Ours(e.into())),
        _ => Err(Failure::asked(
            format!("`{}` has no ending that says what to write", path.display()),
            "name a `.csv`, `.json` or `.xlsx` file",
        )),
    }
}

/// One row a provision.
fn rows_of(paper: &PaperReading) -> impl Iterator<Item = [String; 7]> {
    paper.readings.iter().map(|reading| {
        let values: Vec<String> = reading
            .values
            .iter()
            .map(|(kind, values)| format!("{kind}: {}", values.join(", ")))
            .collect();
        let first = reading.evidence.first();
        [
            paper.document.clone(),
            reading.provision.clone(),
            reading.position.clone(),
            values.join("; "),
            first.map_or_else(String::new, |evidence| evidence.quote.clone()),
            first.map_or_else(String::new, |evidence| evidence.place.clone()),
            reading.because.clone(),
        ]
    })
}

/// A cell that no spreadsheet takes for a formula or for two.
fn escape_cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let guard = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    if guard.is_empty() && !text.contains(['"', ',']) {
        return text;
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A spreadsheet with two sheets: papers by provisions, and one row a reading. Rows are kept on
/// disk while it is written.
struct Book {
    workbook: Workbook,
    head: Format,
    rows: u32,
    papers: u32,
    left_out: usize,
}

impl Book {
    fn start() -> Result<Self, XlsxError> {
        let head = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x16_30_4D));
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name("Positions")?.set_freeze_panes(1, 1)?;
        sheet.set_column_width(0, 40)?;
        sheet.write_with_format(0, 0, "document", &head)?;
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name("Readings")?.set_freeze_panes(1, 2)?;
        for (column, (name, width)) in
            (0_u16..).zip(COLUMNS.into_iter().zip([34, 28, 20, 24, 80, 34, 60]))
        {
            sheet.set_column_width(column, width)?;
            sheet.write_with_format(0, column, name, &head)?;
        }
        Ok(Self { workbook, head, rows: 0, papers: 0, left_out: 0 })
    }

    fn add(&mut self, paper: &PaperReading) -> Result<(), XlsxError> {
        let wanted = u32::try_from(paper.readings.len()).unwrap_or(u32::MAX);
        if self.rows.saturating_add(wanted) > MOST_ROWS {
            self.left_out += 1;
            return Ok(());
        }
        self.papers += 1;
        let sheet = self.workbook.worksheet_from_name("Positions")?;
        if self.papers == 1 {
            for (column, reading) in (1_u16..).zip(&paper.readings) {
                sheet.write_with_format(0, column, &reading.provision, &self.head)?;
            }
        }
        sheet.write(self.papers, 0, &paper.document)?;
        for (column, reading) in (1_u16..).zip(&paper.readings) {
            sheet.write(self.papers, column, &reading.position)?;
        }
        let sheet = self.workbook.worksheet_from_name("Readings")?;
        for cells in rows_of(paper) {
            self.rows += 1;
            for (column, cell) in (0_u16..).zip(cells) {
                let cell: String = cell.chars().take(MOST_CELL).collect();
                sheet.write_string(self.rows, column, cell)?;
            }
        }
        Ok(())
    }
}
