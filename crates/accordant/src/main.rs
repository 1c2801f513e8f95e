//! THE DOOR: the command `accordant`. Files, terminal and clock are touched here and nowhere else.
//!
//! Left out on purpose: any judgement of its own. What an agreement needs, says and shows is the
//! lifecycle's business; this crate reads, asks, shows and writes.

mod arguments;
mod clock;
mod commands;
mod failure;
mod files;
mod layers;
mod package;
mod papers;
mod report;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    failure::install_panic_report();
    let arguments = arguments::Arguments::parse();
    terminal::choose_colour(arguments.colour);
    match commands::run(arguments.command) {
        Ok(outcome) => outcome.into(),
        Err(failure) => failure.report(),
    }
}
