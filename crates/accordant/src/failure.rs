//! Why a command could not do what was asked, and the exit code that says so.

use std::process::ExitCode;

use crate::arguments::Format;
use crate::report::{Remark, Source};
use crate::{report, terminal};

/// What a command that ran to its end found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is open.
    Clean,
    /// Something at or above the bound is open.
    Findings,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
        }
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input has faults; all of them are here.
    Faults {
        /// The file.
        source: Box<Source>,
        /// Its faults.
        remarks: Vec<Remark>,
        /// How to show them.
        format: Format,
    },
    /// What was asked cannot be done.
    Asked {
        /// What is wrong, in one sentence.
        message: String,
        /// The next step.
        help: String,
    },
    /// Whoever reads our output has gone away.
    ReaderGone,
    /// We are at fault.
    Ours(anyhow::Error),
}

impl Failure {
    /// Something that cannot be done as asked.
    pub(crate) fn asked(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Asked { message: message.into(), help: help.into() }
    }

    /// Shows the failure and answers the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Faults { source, remarks, format } => {
                report::show_faults(&source, &remarks, format);
                ExitCode::from(2)
            }
            Self::Asked { message, help } => {
                terminal::note(&format!(
                    "{} {}",
                    terminal::bad("error:"),
                    terminal::clean(&message)
                ));
                if !help.is_empty() {
                    terminal::note(&format!(
                        "  {} {}",
                        terminal::faint("help:"),
                        terminal::clean(&help)
                    ));
                }
                ExitCode::from(2)
            }
            Self::ReaderGone => ExitCode::SUCCESS,
            Self::Ours(error) => {
                terminal::note(&format!("{} {error:#}", terminal::bad("our fault:")));
                terminal::note(&format!("  {} {REPORT_IT}", terminal::faint("help:")));
                ExitCode::from(3)
            }
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Ours(error)
    }
}

const REPORT_IT: &str =
    "please report it, with the command and the file if you may share it; nothing was written";

/// Says plainly that a crash is our fault, and exits with 3.
pub(crate) fn install_panic_report() {
    std::panic::set_hook(Box::new(|crash| {
        // A PDF that breaks its reader is a damaged file: whoever reads it says so.
        if std::thread::current().name() == Some(accordant_document::read::GUARDED_THREAD) {
            return;
        }
        let place = crash
            .location()
            .map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
        let words = crash
            .payload()
            .downcast_ref::<&str>()
            .map(|words| (*words).to_owned())
            .or_else(|| crash.payload().downcast_ref::<String>().cloned())
            .unwrap_or_default();
        terminal::note(&format!("{} {words}{place}", terminal::bad("our fault:")));
        terminal::note(&format!("  {} {REPORT_IT}", terminal::faint("help:")));
        std::process::exit(3);
    }));
}
