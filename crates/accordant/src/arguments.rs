//! What can be asked for on the command line.

mod compare;

use std::path::PathBuf;

use accordant_agreement::file::PartnershipType;
use accordant_agreement::{Date, Severity};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use compare::{CompareArguments, CompareFailOn, CompareFormat, OurSide};

/// Agreements for AI partnerships: assessed, mapped, and written out in full.
#[derive(Debug, Parser)]
#[command(
    name = "accordant",
    version,
    max_term_width = 100,
    after_help = "Start with `accordant demo` to see everything on four worked examples, or with\n\
                  `accordant new my-partnership` for a file of your own. Nothing leaves this machine.\n\
                  Exit codes: 0 clean, 1 findings, 2 input unreadable, 3 our fault.\n\
                  This is not legal advice."
)]
pub(crate) struct Arguments {
    /// The verb.
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to use colour.
    #[arg(long = "color", alias = "colour", global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) colour: Colour,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start an agreement file: questions in the terminal, or answers from a file.
    New(NewArguments),
    /// Which duties apply, what must the agreement say, what is missing?
    Assess(VerbArguments),
    /// Where does the data go, who decides what, what can go wrong?
    Map(VerbArguments),
    /// The agreement itself: clauses, schedules, signature page.
    Structure(StructureArguments),
    /// What to ask the partner, and what its answers change in the file.
    Questionnaire(QuestionnaireArguments),
    /// Anybody's contract, read as a careful reader would: vague words, numbers that disagree, terms
    /// that nothing defines, references that lead nowhere.
    Lint(LintArguments),
    /// Which positions does a contract take, and in which words?
    Read(ReadArguments),
    /// What changed between two versions of a contract, whatever their formats, and which positions
    /// moved.
    Compare(CompareArguments),
    /// Their paper against our table: what to change and why, and the paper marked up.
    Review(ReviewArguments),
    /// The knowledge: law, clauses and rules, and their tests.
    #[command(subcommand)]
    Pack(PackCommand),
    /// The whole package for four worked examples, and a page that leads through it.
    Demo(DemoArguments),
    /// Print the JSON Schema of `agreement.toml`, for completion in editors.
    Schema,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The directory to make.
    #[arg(value_name = "DIR", required_unless_present = "questions")]
    pub(crate) dir: Option<PathBuf>,
    /// Kind of partnership.
    #[arg(long = "type", value_name = "TYPE", value_parser = parse_type)]
    pub(crate) partnership_type: Option<PartnershipType>,
    /// A TOML file with answers, by the id of the question.
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    /// Ask nothing: take the default where there is no answer.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Print the questions as a file of answers to fill in, and stop.
    #[arg(long)]
    pub(crate) questions: bool,
}

/// The file, and the day for which the answer speaks.
#[derive(Debug, Args)]
pub(crate) struct Subject {
    /// The agreement file, its directory, or `-` for standard input.
    #[arg(default_value = "agreement.toml", value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Answer as the law stood or will stand on this day; today when left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
    /// A directory of packs of your own (policy, playbook, house clauses), laid over those that are
    /// built in and those that the file names; may be given more than once.
    #[arg(long, value_name = "DIR")]
    pub(crate) packs: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct VerbArguments {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// Also write the results into this directory.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How to print the results.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Exit with 1 when something this grave is open.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// Overwrite files that are there already.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArguments {
    /// The contract, or a folder of contracts.
    #[arg(value_name = "DOC|FOLDER")]
    pub(crate) document: PathBuf,
    /// How to print the readings.
    #[arg(long, value_enum, default_value_t = ReadFormat::Human)]
    pub(crate) format: ReadFormat,
    /// Write the readings into this file instead: `.csv`, `.json` or `.xlsx`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Overwrite a file that is there already.
    #[arg(long)]
    pub(crate) force: bool,
    /// A directory of packs of your own, laid over those that are built in.
    #[arg(long, value_name = "DIR")]
    pub(crate) packs: Vec<PathBuf>,
}

/// How readings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For reading in a terminal.
    Human,
    /// One line a provision, for grep.
    Plain,
    /// For programs.
    Json,
    /// A table for spreadsheets, one row a provision.
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArguments {
    /// The paper of the other side: DOCX, PDF, Markdown, HTML or text.
    #[arg(value_name = "DOC")]
    pub(crate) document: PathBuf,
    /// Our agreement file, or its directory.
    #[arg(long, default_value = "agreement.toml", value_name = "FILE")]
    pub(crate) against: PathBuf,
    /// Answer as the law stood or will stand on this day; today when left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
    /// A directory of packs of your own, laid over those that are built in and those that the file
    /// names; may be given more than once.
    #[arg(long, value_name = "DIR")]
    pub(crate) packs: Vec<PathBuf>,
    /// Write the marked-up paper and the reports into this directory.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The directory of the last round, with what we sent: say what became of it, and what was
    /// changed without a mark.
    #[arg(long, value_name = "DIR")]
    pub(crate) last: Option<PathBuf>,
    /// From which severity on a change of their text is proposed.
    #[arg(long, value_enum, default_value_t = ChangeFrom::Warning, value_name = "SEVERITY")]
    pub(crate) change: ChangeFrom,
    /// Who marks the paper up; our short name when left out.
    #[arg(long, value_name = "NAME")]
    pub(crate) author: Option<String>,
    /// How to print the results.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Exit with 1 when something this grave is found.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// Overwrite files that are there already.
    #[arg(long)]
    pub(crate) force: bool,
}

/// From which severity on changes are proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChangeFrom {
    /// Only what must change.
    Error,
    /// What must and what should change.
    Warning,
    /// Everything that could be better.
    Advice,
}

#[derive(Debug, Args)]
pub(crate) struct StructureArguments {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// The directory to write into.
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
    /// The form of agreement: full, addendum, short-form, term-sheet, dpa, baa, dora-addendum,
    /// joint-development; `accordant pack list forms` says when each is right.
    #[arg(long, value_name = "FORM", default_value = "full")]
    pub(crate) form: String,
    /// Write a blank template for this kind of partnership instead; no file is read.
    #[arg(long, value_name = "TYPE", value_parser = parse_type)]
    pub(crate) blank: Option<PartnershipType>,
    /// Whose pen a blank template is written with.
    #[arg(long, value_enum, default_value_t = Side::Adopter, requires = "blank", value_name = "SIDE")]
    pub(crate) side: Side,
    /// Follow each clause with guidance: why, the ladder, the usual trade. Blank templates have it.
    #[arg(long)]
    pub(crate) guidance: bool,
    /// The formats to write, separated by commas; all when left out.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMATS")]
    pub(crate) format: Vec<PaperFormat>,
    /// Exit with 1 when something this grave is open.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// Overwrite files that are there already.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct QuestionnaireArguments {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// The questionnaire.
    #[arg(long, value_name = "ID", default_value = "partner")]
    pub(crate) id: String,
    /// The directory to write the questions into.
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub(crate) out: PathBuf,
    /// Answers that came back (TOML, JSON or XLSX): show what they change.
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    /// Take the answers into the agreement file, and keep them as evidence beside it.
    #[arg(long, requires = "answers")]
    pub(crate) write: bool,
    /// Overwrite files that are there already; take answers that contradict the file.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LintArguments {
    /// The contract: DOCX, PDF, Markdown, HTML or text, or `-` for standard input.
    #[arg(value_name = "DOC")]
    pub(crate) document: PathBuf,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// A name or a term that the contract may use without defining it; may be given more than once.
    #[arg(long, value_name = "TERM")]
    pub(crate) known: Vec<String>,
    /// Exit with 1 when something this grave is found.
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PackCommand {
    /// List entries by kind; without a kind, count them.
    List {
        /// Kind of entry.
        #[arg(value_enum)]
        kind: Option<EntryKind>,
        /// A directory of packs of your own, laid over those that are built in.
        #[arg(long, value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Show one entry: wording, ladder, duties, sources, state of review.
    Show {
        /// Its id, such as `eu-ai-act`, `gdpr-28-3` or `data.training-use`.
        id: String,
        /// A directory of packs of your own, laid over those that are built in.
        #[arg(long, value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Print, as Markdown, which topics of agreements on AI the provisions cover, and how.
    Coverage {
        /// A directory of packs of your own, laid over those that are built in.
        #[arg(long, value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Start a pack of your own: a policy with a duty, a playbook, a rule, each with its cases.
    New {
        /// The directory to make.
        dir: PathBuf,
        /// Name of the organisation, as reports cite it.
        #[arg(long)]
        name: Option<String>,
    },
    /// Run the literate cases of the packs.
    Test {
        /// A directory of packs of your own, tested together with those built in.
        dir: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// The directory to make.
    #[arg(long, value_name = "DIR", default_value = "accordant-demo")]
    pub(crate) dir: PathBuf,
    /// Overwrite an earlier demo without asking.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Answer as the law stood or will stand on this day; today when left out.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in a terminal.
    Human,
    /// One line an entry, for grep.
    Plain,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code-review tools.
    Sarif,
}

/// Formats of a written agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum PaperFormat {
    /// Word.
    Docx,
    /// Typeset pages.
    Pdf,
    /// A self-contained web page.
    Html,
    /// Markdown.
    Md,
    /// For programs.
    Json,
}

/// Sides of a partnership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// Who takes the AI or the data on.
    Adopter,
    /// The AI partner.
    Partner,
}

/// From which severity on the exit code is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Advice, warnings and errors.
    Advice,
    /// Nothing.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes the command fail.
    pub(crate) fn is_reached_by(self, worst: Option<Severity>) -> bool {
        let bound = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Advice => Severity::Advice,
            Self::Never => return false,
        };
        worst.is_some_and(|worst| worst >= bound)
    }
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Kinds of pack entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EntryKind {
    /// Laws, regulations, guidance and standards.
    Regimes,
    /// Duties under a regime.
    Obligations,
    /// Rules of law that classify a system or a decision.
    Classes,
    /// Questions that an agreement answers, with their positions.
    Provisions,
    /// Findings of craft.
    Rules,
    /// Risks.
    Risks,
    /// Defined terms.
    Definitions,
    /// Schedules of the agreement.
    Schedules,
    /// Kinds of partnership.
    Types,
    /// Forms of agreement.
    Forms,
    /// What partners are asked.
    Questionnaires,
    /// What the business asks of every agreement.
    Questions,
    /// Which explanation is owed for which decision.
    Explainability,
    /// Checklists.
    Checklists,
    /// What a draft must not say.
    Constraints,
    /// What an organisation asks for, takes, and does not sign.
    Playbooks,
    /// What conditions may ask about.
    Facts,
}

fn parse_type(word: &str) -> Result<PartnershipType, String> {
    PartnershipType::find(word).ok_or_else(|| {
        let choices: Vec<_> = PartnershipType::ALL.iter().map(|kind| kind.as_str()).collect();
        match accordant_agreement::find_nearest(word, choices.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? The types are: {}", choices.join(", ")),
            None => format!("the types are: {}", choices.join(", ")),
        }
    })
}

fn parse_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a date as 2026-11-22".to_owned())
}
