//! `accordant read`: which positions does a contract take, and in which words?

mod show;
mod sink;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use accordant_document::read::{MOST_BYTES, View};
use accordant_lifecycle::read::{PaperReading, Reader};

use accordant_packs::Packs;

use self::sink::Sink;
use crate::arguments::ReadArguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::Progress;
use crate::{files, layers, papers, terminal};

/// How many papers a core reads before results are written.
const BATCH: usize = 16;

pub(crate) fn run(arguments: &ReadArguments) -> Result<Outcome, Failure> {
    let packs = layers::load(&arguments.packs)?;
    let reader = compile(&packs)?;
    let mut sink = Sink::open(arguments)?;
    if arguments.document.is_dir() {
        return read_folder(&reader, &arguments.document, sink);
    }
    sink.add(&read_one(&reader, &arguments.document)?)?;
    sink.finish()?;
    Ok(Outcome::Clean)
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

/// Reads the papers below a folder, a few at a time on every core; only those are in memory, and
/// results come in the order of the paths.
fn read_folder(reader: &Reader, folder: &Path, mut sink: Sink) -> Result<Outcome, Failure> {
    let paths = list_papers(folder)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let progress = Progress::start("reading the contracts");
    let (mut unread, mut done) = (0_usize, 0_usize);
    for batch in paths.chunks(cores * BATCH) {
        let results = read_batch(reader, batch, cores);
        for (path, result) in batch.iter().zip(results) {
            done += 1;
            match result {
                Ok(mut paper) => {
                    if let Ok(inside) = path.strip_prefix(folder) {
                        paper.document = inside.to_string_lossy().replace('\\', "/");
                    }
                    sink.add(&paper)?;
                }
                Err(failure @ Failure::Asked { .. }) => {
                    unread += 1;
                    failure.report();
                }
                Err(other) => return Err(other),
            }
        }
        progress.step(&format!("read {done} of {}", paths.len()));
    }
    drop(progress);
    sink.finish()?;
    terminal::note(&format!(
        "read {} of {}",
        paths.len() - unread,
        terminal::counted(paths.len(), "paper", "papers")
    ));
    Ok(if unread > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// Reads some papers on every core, in their order.
fn read_batch(
    reader: &Reader,
    batch: &[PathBuf],
    cores: usize,
) -> Vec<Result<PaperReading, Failure>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut results = Vec::new();
        while let Some((place, path)) = {
            let place = next.fetch_add(1, Ordering::Relaxed);
            batch.get(place).map(|path| (place, path))
        } {
            results.push((place, read_one(reader, path)));
        }
        results
    };
    let mut results: Vec<(usize, Result<PaperReading, Failure>)> = std::thread::scope(|scope| {
        let hands: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let mut results = work();
        for hand in hands {
            match hand.join() {
                Ok(more) => results.extend(more),
                Err(fault) => std::panic::resume_unwind(fault),
            }
        }
        results
    });
    results.sort_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
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
