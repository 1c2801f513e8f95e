//! `accordant read`: which positions does a contract take, and in which words?

use std::path::{Path, PathBuf};

use accordant_lifecycle::read::{ABSENT, PaperReading, Reader, Reading};

use crate::arguments::{ReadArguments, ReadFormat};
use crate::failure::{Failure, Outcome};
use crate::report::print_json;
use crate::{files, layers, terminal};

/// Most bytes of a contract.
const MOST_BYTES: usize = 50 * 1024 * 1024;
/// Most quotes a provision that people are shown; JSON has all.
const SHOWN_QUOTES: usize = 3;

pub(crate) fn run(arguments: &ReadArguments) -> Result<Outcome, Failure> {
    let packs = layers::load(&arguments.packs)?;
    let reader = Reader::new(&packs).map_err(|faults| {
        Failure::asked(
            faults.join("; "),
            "mend the pattern; docs/reference/packs.md shows the forms",
        )
    })?;
    let papers = list_papers(&arguments.document)?;
    let folder = arguments.document.is_dir();
    let mut readings = Vec::new();
    for path in &papers {
        readings.push(read_one(&reader, path)?);
    }
    match arguments.format {
        ReadFormat::Json if folder => print_json(&readings)?,
        ReadFormat::Json => readings.first().map_or(Ok(()), |reading| print_json(reading))?,
        ReadFormat::Plain => terminal::print(&readings.iter().map(show_plain).collect::<String>())?,
        ReadFormat::Human => terminal::print(&readings.iter().map(show_human).collect::<String>())?,
    }
    Ok(Outcome::Clean)
}

fn read_one(reader: &Reader, path: &Path) -> Result<PaperReading, Failure> {
    let bytes = files::read(path, MOST_BYTES)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::asked(format!("`{}` is not UTF-8 text", path.display()), "save it as UTF-8")
    })?;
    let name =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(reader.read(&name, &text))
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
        } else if path.extension().is_some_and(|end| end == "md" || end == "txt") {
            papers.push(path);
        }
    }
    papers.sort();
    Ok(papers)
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
