//! `accordant compare`: what changed between two versions of a contract, and which positions moved.

mod human;
mod json;
mod text;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use accordant_document::compare::{Changed, Comparison, Undone, compare_as, name_place_at, page};
use accordant_document::model::Tone;
use accordant_document::read::{Format as PaperFormat, Paper, ReadOptions, read};
use accordant_document::redline::{self, Author, Redlined};
use accordant_lifecycle::read::{Direction, MovedPosition, OurSide as Side, Reader, find_moved};
use accordant_packs::Packs;

use crate::arguments::{CompareArguments, CompareFailOn, CompareFormat, Format, OurSide, Subject};
use crate::failure::{Failure, Outcome};
use crate::files::{self, Output};
use crate::{clock, layers, package, papers, terminal};

/// Both papers and what changed between them.
struct Compared {
    old: Version,
    new: Version,
    comparison: Comparison,
    /// Positions that moved; nothing when nobody asked for them.
    positions: Option<Vec<MovedPosition>>,
}

/// One version of the contract.
struct Version {
    name: String,
    bytes: Vec<u8>,
    paper: Paper,
}

pub(crate) fn run(arguments: &CompareArguments) -> Result<Outcome, Failure> {
    let outputs: Vec<Kind> =
        arguments.out.iter().map(|path| Kind::of(path)).collect::<Result<_, _>>()?;
    let compared = hold_together(arguments)?;
    for (path, kind) in arguments.out.iter().zip(outputs) {
        write(&compared, arguments, path, kind)?;
    }
    match arguments.format {
        CompareFormat::Human => terminal::print(&human::show(&compared, arguments.all))?,
        CompareFormat::Plain => terminal::print(&text::write_plain(&compared))?,
        CompareFormat::Json => terminal::print(&json::write(&compared)?)?,
        CompareFormat::Html => terminal::print(&write_page(&compared))?,
        CompareFormat::Markdown => terminal::print(&text::write_markdown(&compared))?,
    }
    let mut positions = compared.positions.iter().flatten();
    let found = match arguments.fail_on {
        CompareFailOn::Any => !compared.comparison.is_empty(),
        CompareFailOn::Substance => compared.comparison.has_substance(),
        CompareFailOn::AgainstUs => positions.any(|moved| moved.direction == Direction::AgainstUs),
        CompareFailOn::Never => false,
    };
    Ok(if found { Outcome::Findings } else { Outcome::Clean })
}

/// Reads both papers and compares them.
fn hold_together(arguments: &CompareArguments) -> Result<Compared, Failure> {
    if arguments.old == Path::new("-") && arguments.new == Path::new("-") {
        return Err(Failure::asked(
            "both versions would be read from standard input",
            "name a file for one of them",
        ));
    }
    // Both are read at the same time, beside the cues; of several faults the first is told.
    let (old, new, knowledge) = std::thread::scope(|scope| {
        let new = scope.spawn(|| open(&arguments.new));
        let knowledge = scope.spawn(|| {
            if arguments.words_only { Ok(None) } else { load_knowledge(arguments).map(Some) }
        });
        (open(&arguments.old), new.join(), knowledge.join())
    });
    let broke = |what: &str| Failure::Ours(anyhow::anyhow!("reading {what} broke off"));
    let (mut old, mut new) = (old?, new.map_err(|_| broke("the new version"))??);
    if arguments.untracked {
        let theirs = papers::list_new_markers(&old.paper, &new.paper);
        old.undo(&theirs)?;
        new.undo(&theirs)?;
    }
    let knowledge = knowledge.map_err(|_| broke("the packs"))??;
    let comparison = papers::compare_files(
        papers::File { name: &old.name, bytes: &old.bytes, paper: &old.paper },
        papers::File { name: &new.name, bytes: &new.bytes, paper: &new.paper },
    )?;
    let positions = knowledge.map(|knowledge| {
        if comparison.changes.is_empty() {
            return Vec::new();
        }
        let changed = Changed::of(&comparison, &old.paper, &new.paper);
        find_positions(&knowledge, &old, &new, &changed)
    });
    Ok(Compared { old, new, comparison, positions })
}

fn open(path: &Path) -> Result<Version, Failure> {
    let opened = papers::open(path)?;
    Ok(Version { name: path.display().to_string(), bytes: opened.bytes, paper: opened.paper })
}

impl Version {
    /// Undoes the tracked changes of some authors.
    fn undo(&mut self, authors: &BTreeSet<String>) -> Result<(), Failure> {
        if let Some((bytes, paper)) =
            papers::undo_marks(&self.bytes, &self.paper, &self.name, authors)?
        {
            (self.bytes, self.paper) = (bytes, paper);
        }
        Ok(())
    }
}

/// What positions are found with.
struct Knowledge {
    packs: Packs,
    reader: Reader,
    side: Option<Side>,
}

fn load_knowledge(arguments: &CompareArguments) -> Result<Knowledge, Failure> {
    let (packs, side) = match &arguments.against {
        Some(file) => {
            let subject =
                Subject { file: file.clone(), as_of: None, packs: arguments.packs.clone() };
            let (case, packs) = package::open(&subject, Format::Human)?;
            let is_adopter = case.agreement.is_adopters_pen();
            (packs, Some(if is_adopter { Side::Adopter } else { Side::Partner }))
        }
        None => {
            let side = arguments.side.map(|side| match side {
                OurSide::Customer => Side::Adopter,
                OurSide::Vendor => Side::Partner,
            });
            (layers::load(&arguments.packs)?, side)
        }
    };
    let reader = super::read::compile(&packs)?;
    Ok(Knowledge { packs, reader, side })
}

fn find_positions(
    knowledge: &Knowledge,
    old: &Version,
    new: &Version,
    changed: &Changed<'_>,
) -> Vec<MovedPosition> {
    let read = |version: &Version| knowledge.reader.read(&version.name, &version.paper);
    let (before, after) = std::thread::scope(|scope| {
        let before = scope.spawn(|| read(old));
        let after = read(new);
        (before.join().unwrap_or_else(|_| read(old)), after)
    });
    let mut moved = find_moved(&knowledge.packs, &before, &after, changed, knowledge.side);
    for moved in &mut moved {
        for (rested, version) in [(&mut moved.old, old), (&mut moved.new, new)] {
            if let Some(evidence) = &mut rested.evidence {
                evidence.place = name_place_at(&version.paper, evidence.start);
            }
        }
    }
    moved
}

/// What a file is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Docx,
    Html,
    Markdown,
    Json,
}

impl Kind {
    fn of(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("docx") => Ok(Self::Docx),
            Some("html" | "htm") => Ok(Self::Html),
            Some("md" | "markdown") => Ok(Self::Markdown),
            Some("json") => Ok(Self::Json),
            Some("pdf") => Err(Failure::asked(
                format!("`{}`: a comparison is not written as PDF", path.display()),
                "write `.html` and print it from a browser, or write `.docx`",
            )),
            _ => Err(Failure::asked(
                format!("`{}` does not say how to write the comparison", path.display()),
                "let the name end in `.docx`, `.html`, `.md` or `.json`",
            )),
        }
    }
}

fn write(
    compared: &Compared,
    arguments: &CompareArguments,
    path: &Path,
    kind: Kind,
) -> Result<(), Failure> {
    let bytes = match kind {
        Kind::Docx => write_redline(compared, arguments)?,
        Kind::Html => write_page(compared).into_bytes(),
        Kind::Markdown => text::write_markdown(compared).into_bytes(),
        Kind::Json => json::write(compared)?.into_bytes(),
    };
    let (Some(dir), Some(file)) = (path.parent(), path.file_name()) else {
        return Err(Failure::asked(
            format!("`{}` names no file", path.display()),
            "name the file to write",
        ));
    };
    let output = Output::new(PathBuf::from(file), bytes);
    let dir = if dir == Path::new("") { Path::new(".") } else { dir };
    files::write_all(dir, &[output], arguments.force)?;
    terminal::note(&format!("wrote {}", terminal::clean(&path.display().to_string())));
    Ok(())
}

/// OLD with tracked changes that make it NEW.
fn write_redline(compared: &Compared, arguments: &CompareArguments) -> Result<Vec<u8>, Failure> {
    let day = arguments.date.unwrap_or_else(clock::today);
    let author = Author {
        name: arguments.author.clone(),
        initials: arguments
            .author
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .collect(),
        date: format!("{day}T00:00:00Z"),
    };
    let (redlined, undone) = mark_up(compared, &author).map_err(|error| {
        let help = error.help();
        Failure::asked(format!("`{}` cannot be marked up: {error}", compared.old.name), help)
    })?;
    let mut left: Vec<(String, String)> =
        undone.into_iter().map(|undone| (undone.id, undone.reason)).collect();
    left.extend(redlined.refused.into_iter().map(|refused| (refused.id, refused.reason)));
    let is_rewritten = compared.old.paper.format != compared.new.paper.format;
    let unmarked = compared.comparison.list_unmarked(is_rewritten);
    left.extend(unmarked.into_iter().map(|undone| (undone.id, undone.reason)));
    left.dedup();
    tell_left(&left);
    Ok(redlined.bytes)
}

/// Most ids that share a line with a reason.
const MOST_IDS: usize = 12;

/// Says which changes are not in the tracked changes; those with the same reason together.
fn tell_left(left: &[(String, String)]) {
    if left.is_empty() {
        return;
    }
    terminal::note(&format!(
        "{} not in the tracked changes:",
        terminal::counted(left.len(), "change is", "changes are")
    ));
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (id, reason) in left {
        match reasons.iter_mut().find(|(known, _)| known == reason) {
            Some((_, ids)) => ids.push(id),
            None => reasons.push((reason, vec![id])),
        }
    }
    for (reason, ids) in reasons {
        let more = ids.len().saturating_sub(MOST_IDS);
        let shown = ids.get(..ids.len().min(MOST_IDS)).unwrap_or_default().join(", ");
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        terminal::note(&format!("  {shown}{more}: {}", terminal::clean(reason)));
    }
}

/// Marks OLD up; one that is no DOCX is written as one first, and compared again as that.
fn mark_up(
    compared: &Compared,
    author: &Author,
) -> Result<(Redlined, Vec<Undone>), redline::RedlineError> {
    let (old, new) = (&compared.old, &compared.new.paper);
    if old.paper.format == PaperFormat::Docx {
        let (edits, undone) = compared.comparison.edits(&old.paper, new);
        return Ok((redline::redline(&old.bytes, &old.paper, &edits, author)?, undone));
    }
    let bytes = redline::reconstruct(&old.paper)?;
    let options = ReadOptions { format: Some(PaperFormat::Docx), ..ReadOptions::default() };
    let paper = read(&bytes, &options)?;
    let by_words = compared.comparison.by_words;
    let (edits, undone) = compare_as(&paper, new, by_words).edits(&paper, new);
    Ok((redline::redline(&bytes, &paper, &edits, author)?, undone))
}

fn write_page(compared: &Compared) -> String {
    let mut summary = Vec::new();
    for moved in compared.positions.iter().flatten() {
        let (tone, word) = match moved.direction {
            Direction::AgainstUs => (Tone::Bad, "Against us: "),
            Direction::ForUs => (Tone::Good, "For us: "),
            Direction::Moved => (Tone::Info, "Moved: "),
        };
        let lead = format!("{word}{}.", moved.title);
        summary.push((tone, lead, text::describe_move(moved)));
    }
    page::write(&page::ComparePage {
        title: format!("{} → {}", base_name(&compared.old.name), base_name(&compared.new.name)),
        facts: text::list_facts(compared),
        summary,
        old: &compared.old.paper,
        new: &compared.new.paper,
        comparison: &compared.comparison,
        footer: "Compared with accordant. It is not legal advice.".to_owned(),
    })
}

fn base_name(name: &str) -> String {
    Path::new(name)
        .file_name()
        .map_or_else(|| name.to_owned(), |name| name.to_string_lossy().into_owned())
}
