//! `accordant read`: which positions does a contract take, and in which words?

use std::path::{Path, PathBuf};

use accordant_document::read::{MOST_BYTES, View};
use accordant_lifecycle::read::{ABSENT, PaperReading, Reader, Reading};

use accordant_packs::Packs;

use crate::arguments::{ReadArguments, ReadFormat};
use crate::failure::{Failure, Outcome};
use crate::report::print_json;
use crate::{files, layers, papers, terminal};

/// After how many papers progress is said.
const PROGRESS_EVERY: usize = 100;
/// Most quotes a provision that people are shown; JSON has all.
const SHOWN_QUOTES: usize = 3;

pub(crate) fn run(arguments: &ReadArguments) -> Result<Outcome, Failure> {
    let packs = layers::load(&arguments.packs)?;
    let reader = compile(&packs)?;
    if !arguments.document.is_dir() {
        let paper = read_one(&reader, &arguments.document)?;
        match arguments.format {
            ReadFormat::Json => print_json(&paper)?,
            ReadFormat::Plain => terminal::print(&show_plain(&paper))?,
            ReadFormat::Human => terminal::print(&show_human(&paper))?,
            ReadFormat::Csv => terminal::print(&(head_of_table() + &rows_of_table(&paper)))?,
        }
        return Ok(Outcome::Clean);
    }
    read_folder(&reader, arguments)
}

/// Compiles the cues of the packs.
///
/// **Errors:** [`Failure::Asked`] with every pattern of the packs that cannot be read.
pub(super) fn compile(packs: &Packs) -> Result<Reader, Failure> {
    Reader::new(packs).map_err(|faults| {
        Failure::asked(
            faults.join("; "),
            "mend the pattern; docs/reference/packs.md shows the forms",
        )
    })
}

/// Reads the papers below a folder one by one; only one is in memory.
fn read_folder(reader: &Reader, arguments: &ReadArguments) -> Result<Outcome, Failure> {
    let paths = list_papers(&arguments.document)?;
    let mut unread = 0_usize;
    let mut separator = "[\n";
    if arguments.format == ReadFormat::Csv {
        terminal::print(&head_of_table())?;
    }
    for (place, path) in paths.iter().enumerate() {
        if place > 0 && place % PROGRESS_EVERY == 0 {
            terminal::note(&format!("read {place} of {}", paths.len()));
        }
        let mut paper = match read_one(reader, path) {
            Ok(paper) => paper,
            Err(failure @ Failure::Asked { .. }) => {
                unread += 1;
                failure.report();
                continue;
            }
            Err(other) => return Err(other),
        };
        if let Ok(inside) = path.strip_prefix(&arguments.document) {
            paper.document = inside.to_string_lossy().replace('\\', "/");
        }
        match arguments.format {
            ReadFormat::Json => {
                let text = serde_json::to_string_pretty(&paper).map_err(anyhow::Error::from)?;
                terminal::print(&format!("{separator}{text}"))?;
                separator = ",\n";
            }
            ReadFormat::Plain => terminal::print(&show_plain(&paper))?,
            ReadFormat::Human => terminal::print(&show_human(&paper))?,
            ReadFormat::Csv => terminal::print(&rows_of_table(&paper))?,
        }
    }
    if arguments.format == ReadFormat::Json {
        terminal::print(if separator == "[\n" { "[]\n" } else { "\n]\n" })?;
    }
    let read = paths.len() - unread;
    terminal::note(&format!(
        "read {} of {}",
        read,
        terminal::counted(paths.len(), "paper", "papers")
    ));
    Ok(if unread > 0 { Outcome::Findings } else { Outcome::Clean })
}

fn head_of_table() -> String {
    "document,provision,position,values,quote,place,because\n".to_owned()
}

/// One row a provision.
fn rows_of_table(paper: &PaperReading) -> String {
    let mut rows = String::new();
    for reading in &paper.readings {
        let values: Vec<String> = reading
            .values
            .iter()
            .map(|(kind, values)| format!("{kind}: {}", values.join(", ")))
            .collect();
        let first = reading.evidence.first();
        let cells = [
            paper.document.as_str(),
            &reading.provision,
            &reading.position,
            &values.join("; "),
            first.map_or("", |evidence| evidence.quote.as_str()),
            first.map_or("", |evidence| evidence.place.as_str()),
            &reading.because,
        ];
        rows.push_str(&cells.map(escape_cell).join(","));
        rows.push('\n');
    }
    rows
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

fn read_one(reader: &Reader, path: &Path) -> Result<PaperReading, Failure> {
    let bytes = files::read(path, MOST_BYTES)?;
    let paper = papers::parse(&bytes, &path.display().to_string(), View::Final)?;
    let name =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(reader.read(&name, &paper))
}

/// The file itself, or the contracts below a folder in order of their paths.
fn list_papers(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut papers = Vec::new();
    let entries = std::fs::read_dir(path).map_err(|error| {
        Failure::asked(
            format!("`{}` cannot be read: {}", path.display(), files::plain_words(&error)),
            "check the path and who may read it",
        )
    })?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            papers.extend(list_papers(&path)?);
        } else if is_paper(&path) {
            papers.push(path);
        }
    }
    papers.sort();
    Ok(papers)
}

/// Whether the name ends as a paper's does.
fn is_paper(path: &Path) -> bool {
    const ENDINGS: [&str; 8] = ["docx", "pdf", "md", "markdown", "html", "htm", "xhtml", "txt"];
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn show_plain(paper: &PaperReading) -> String {
    paper
        .readings
        .iter()
        .map(|reading| {
            let quote = reading.evidence.first().map_or("", |evidence| evidence.quote.as_str());
            let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
            format!(
                "{}: {}={}: {}\n",
                terminal::clean(&paper.document),
                reading.provision,
                reading.position,
                terminal::clean(&quote)
            )
        })
        .collect()
}

fn show_human(paper: &PaperReading) -> String {
    let mut text = format!("{}\n\n", terminal::strong(&terminal::clean(&paper.document)));
    let (found, silent): (Vec<&Reading>, Vec<&Reading>) =
        paper.readings.iter().partition(|reading| reading.position != ABSENT);
    for reading in found {
        let values: Vec<String> = reading.values.values().flatten().cloned().collect();
        let values =
            if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) };
        text.push_str(&format!(
            "{}  {}{}\n",
            terminal::code(&reading.provision),
            terminal::strong(&reading.position),
            terminal::clean(&values)
        ));
        for evidence in reading.evidence.iter().take(SHOWN_QUOTES) {
            let quote = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
            text.push_str(&terminal::wrap(&terminal::clean(&format!("“{quote}”")), "    ", "    "));
            text.push_str(&format!(
                "\n    {}\n",
                terminal::faint(&terminal::clean(&evidence.place))
            ));
        }
        text.push_str(&terminal::wrap(
            &terminal::clean(&format!("because {}", reading.because)),
            "    ",
            "    ",
        ));
        text.push_str("\n\n");
    }
    if !silent.is_empty() {
        text.push_str(&format!("{}\n", terminal::strong("Not found")));
        for reading in silent {
            text.push_str(&terminal::wrap(
                &terminal::clean(&format!("{}: {}", reading.provision, reading.because)),
                "  ",
                "    ",
            ));
            text.push('\n');
        }
        text.push('\n');
    }
    text
}
