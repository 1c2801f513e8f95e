//! `accordant pack`: the knowledge itself, listed, shown and tested.

mod coverage;
mod list;
mod new;
mod show;
mod show_ask;
mod show_house;
mod show_law;
mod show_wording;

use std::path::Path;

use accordant_packs::{CaseOutcome, Layer, Packs, count_by_kind, run_cases};

use crate::arguments::PackCommand;
use crate::failure::{Failure, Outcome};
use crate::layers;
use crate::terminal::{self, bad, clean, counted, faint, good, pad};

pub(crate) fn run(command: &PackCommand) -> Result<Outcome, Failure> {
    match command {
        PackCommand::List { kind, packs } => {
            terminal::print(&list::list(&layers::load(packs)?, *kind))?;
            Ok(Outcome::Clean)
        }
        PackCommand::Show { id, packs } => {
            terminal::print(&show::show(&layers::load(packs)?, id)?)?;
            Ok(Outcome::Clean)
        }
        PackCommand::Test { dir } => test(dir.as_deref()),
        PackCommand::Coverage { packs } => {
            terminal::print(&coverage::write(&layers::load(packs)?))?;
            Ok(Outcome::Clean)
        }
        PackCommand::New { dir, name } => new::run(dir, name.as_deref()),
    }
}

/// Runs every case, of the packs built in and of a directory, and reports those that fail.
fn test(dir: Option<&Path>) -> Result<Outcome, Failure> {
    let layers: Vec<Layer> = dir.map(layers::read).transpose()?.into_iter().collect();
    let place = |path: &str| layers::place(&layers, path);
    let packs = match Packs::with_layers(&layers) {
        Ok(packs) => packs,
        Err(faults) => return Err(layers::report_faults(&layers, &faults)),
    };
    let mut outcomes = run_cases(&packs);
    outcomes.extend(accordant_lifecycle::read::run_cue_cases(&packs));
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
