//! One module a command.

mod assess;
mod compare;
mod demo;
mod lint;
mod map;
mod new;
mod pack;
mod questionnaire;
mod read;
mod review;
mod structure;

use std::path::Path;

use crate::arguments::Command;
use crate::failure::{Failure, Outcome};
use crate::files::Output;
use crate::report::Source;
use crate::terminal;

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::New(arguments) => new::run(&arguments),
        Command::Assess(arguments) => assess::run(&arguments),
        Command::Map(arguments) => map::run(&arguments),
        Command::Structure(arguments) => structure::run(&arguments),
        Command::Questionnaire(arguments) => questionnaire::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Read(arguments) => read::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Pack(command) => pack::run(&command),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Schema => print_schema(),
    }
}

fn print_schema() -> Result<Outcome, Failure> {
    let schema = accordant_agreement::build_schema();
    let text = serde_json::to_string_pretty(&schema).map_err(anyhow::Error::from)?;
    terminal::print(&(text + "\n"))?;
    Ok(Outcome::Clean)
}

/// Says what was written, on stderr.
fn wrote(dir: &Path, outputs: &[Output]) {
    let names: Vec<String> =
        outputs.iter().map(|output| output.path.display().to_string()).collect();
    let words = format!(
        "{} in {}: {}",
        terminal::counted(names.len(), "file", "files"),
        dir.display(),
        names.join(", ")
    );
    terminal::note(&terminal::wrap(&terminal::clean(&words), "wrote ", "      "));
}

/// The commands that come next for a file, a line each.
fn show_next(source: &Source, steps: &[(&str, &str, &str)]) -> String {
    let name = terminal::clean(source.name());
    let file = if name == "agreement.toml" { String::new() } else { format!(" {name}") };
    let commands: Vec<String> =
        steps.iter().map(|(verb, rest, _)| format!("accordant {verb}{file}{rest}")).collect();
    let widest = commands.iter().map(|command| terminal::columns(command)).max().unwrap_or(0);
    let lines: Vec<String> = commands
        .iter()
        .zip(steps)
        .map(|(command, (_, _, words))| {
            format!(
                "  {}  {}",
                terminal::code(&terminal::pad(command, widest)),
                terminal::faint(words)
            )
        })
        .collect();
    format!("{}\n{}", terminal::strong("Next"), lines.join("\n"))
}
