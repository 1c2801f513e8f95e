//! What can be asked of `compare`.

use std::path::PathBuf;

use accordant_agreement::Date;
use clap::{Args, ValueEnum};

use super::parse_date;

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// The earlier version: DOCX, PDF, Markdown, HTML or text, or `-` for standard input.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The later version, in the same format or another.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Write the comparison into a file; its ending says how: `.docx` (tracked changes on OLD),
    /// `.html`, `.md`, `.json`. May be given more than once.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Vec<PathBuf>,
    /// How to print the comparison.
    #[arg(long, value_enum, default_value_t = CompareFormat::Human)]
    pub(crate) format: CompareFormat,
    /// Show changes of form too, one by one: numbers, references that follow, typesetting.
    #[arg(long)]
    pub(crate) all: bool,
    /// Undo the tracked changes that are new in NEW, and compare what is left: it was changed without
    /// a mark.
    #[arg(long)]
    pub(crate) untracked: bool,
    /// Our side: a position that moves is for us or against us.
    #[arg(long, value_enum, value_name = "SIDE", conflicts_with = "against")]
    pub(crate) side: Option<OurSide>,
    /// Our agreement file: it says which side is ours, and names our packs.
    #[arg(long, value_name = "FILE")]
    pub(crate) against: Option<PathBuf>,
    /// Leave positions out: compare words only.
    #[arg(long)]
    pub(crate) words_only: bool,
    /// A directory of packs of your own, laid over those that are built in.
    #[arg(long, value_name = "DIR")]
    pub(crate) packs: Vec<PathBuf>,
    /// Whose name tracked changes bear.
    #[arg(long, value_name = "NAME", default_value = "Accordant")]
    pub(crate) author: String,
    /// The day that tracked changes bear; today when left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) date: Option<Date>,
    /// Exit with 1 when this is found.
    #[arg(long, value_enum, default_value_t = CompareFailOn::Substance, value_name = "WHAT")]
    pub(crate) fail_on: CompareFailOn,
    /// Overwrite files that are there already.
    #[arg(long)]
    pub(crate) force: bool,
}

/// How a comparison is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// For reading in a terminal.
    Human,
    /// One line a change, for grep.
    Plain,
    /// For programs.
    Json,
    /// A web page of its own.
    Html,
    /// Markdown.
    Markdown,
}

/// Sides of a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OurSide {
    /// Who takes the AI or the data on.
    #[value(alias = "adopter")]
    Customer,
    /// The AI partner.
    #[value(alias = "partner")]
    Vendor,
}

/// What makes the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFailOn {
    /// Any change at all.
    Any,
    /// A change that can alter what the contract says.
    Substance,
    /// A position that moved against us.
    AgainstUs,
    /// Nothing.
    Never,
}
