//! `accordant pack`: the knowledge itself, listed, shown and tested.

mod list;
mod show;
mod show_law;
mod show_wording;

use std::collections::BTreeMap;
use std::path::Path;

use accordant_packs::{CaseOutcome, PackFault, Packs, builtin_files, count_by_kind, run_cases};

use crate::arguments::PackCommand;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::package;
use crate::terminal::{self, bad, clean, counted, faint, good, pad};

pub(crate) fn run(command: &PackCommand) -> Result<Outcome, Failure> {
    match command {
        PackCommand::List { kind } => {
            let packs = package::load_packs()?;
            terminal::print(&list::list(&packs, *kind))?;
            Ok(Outcome::Clean)
        }
        PackCommand::Show { id } => {
            let packs = package::load_packs()?;
            terminal::print(&show::show(&packs, id)?)?;
            Ok(Outcome::Clean)
        }
        PackCommand::Test { dir } => test(dir.as_deref()),
    }
}

/// Runs every case, of the packs built in and of a directory, and reports those that fail.
fn test(dir: Option<&Path>) -> Result<Outcome, Failure> {
    let mut texts: BTreeMap<String, String> = builtin_files()
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    let mut own = BTreeMap::new();
    if let Some(dir) = dir {
        read_packs(dir, dir, &mut own)?;
        if own.is_empty() {
            return Err(Failure::asked(
                format!("there is no pack entry in `{}`", dir.display()),
                "an entry is a TOML file with its case file (.md) beside it, such as rules/my-rule.toml",
            ));
        }
        texts.extend(own.clone());
    }
    let place = |path: &str| match dir {
        Some(dir) if own.contains_key(path) => dir.join(path).display().to_string(),
        _ => format!("packs/{path}"),
    };
    let files = texts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let packs = match Packs::load(files) {
        Ok(packs) => packs,
        Err(faults) => return Err(report_faults(&faults, &place)),
    };
    let outcomes = run_cases(&packs);
    let mut text = String::new();
    for outcome in &outcomes {
        if let Some(failure) = &outcome.failure {
            let at = place(&format!("{}.md", outcome.entry));
            text.push_str(&format!(
                "{} {}:{} {}\n    {}\n",
                bad("×"),
                clean(&at),
                outcome.line,
                clean(&outcome.title),
                clean(failure)
            ));
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&count(&outcomes));
    terminal::print(&text)?;
    let failed = outcomes.iter().any(|outcome| outcome.failure.is_some());
    Ok(if failed { Outcome::Findings } else { Outcome::Clean })
}

fn count(outcomes: &[CaseOutcome]) -> String {
    let mut lines = String::new();
    for (kind, (all, failed)) in count_by_kind(outcomes) {
        let state = if failed == 0 { good("all hold") } else { bad(&format!("{failed} fail")) };
        lines.push_str(&format!("  {} {} {state}\n", pad(&kind, 12), pad(&format!("{all:>5}"), 5)));
    }
    let failed = outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
    let all = counted(outcomes.len(), "case", "cases");
    let verdict = if failed == 0 {
        good(&format!("{all}, all hold"))
    } else {
        bad(&format!("{all}, {failed} fail"))
    };
    format!("{}\n{lines}{verdict}\n", faint("cases by kind"))
}

fn report_faults(faults: &[PackFault], place: &dyn Fn(&str) -> String) -> Failure {
    for fault in faults {
        terminal::note(&format!(
            "{} {}:{}: {}",
            bad("×"),
            clean(&place(&fault.file)),
            fault.line,
            clean(&fault.message)
        ));
    }
    Failure::asked(
        format!("{} in the packs; no case was run", counted(faults.len(), "fault", "faults")),
        "mend them and run `accordant pack test` again",
    )
}

fn read_packs(root: &Path, dir: &Path, into: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    let refused = |error: &std::io::Error| {
        Failure::asked(
            format!("`{}` cannot be read: {}", dir.display(), files::plain_words(error)),
            "name the directory that holds `rules/`, `provisions/` or `regimes/`",
        )
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|error| refused(&error))? {
        paths.push(entry.map_err(|error| refused(&error))?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_packs(root, &path, into)?;
            continue;
        }
        let is_entry = path.extension().is_some_and(|end| end == "toml" || end == "md");
        if !is_entry {
            continue;
        }
        let bytes = files::read(&path, accordant_agreement::MAXIMUM_BYTES)?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Failure::asked(format!("`{}` is not UTF-8 text", path.display()), "save it as UTF-8")
        })?;
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        into.insert(parts.join("/"), text);
    }
    Ok(())
}
