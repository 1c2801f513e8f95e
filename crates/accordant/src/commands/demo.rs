//! `accordant demo`: the whole package of four worked examples, and a page that leads through it.

mod page;

use std::path::Path;
use std::time::Duration;

use accordant_agreement::{Date, Severity};
use accordant_document::model::PartKind;
use accordant_lifecycle::map::{self, Map};
use accordant_lifecycle::review::{Ours, Review, Scope};
use accordant_lifecycle::structure::{self, Draft, Order};
use accordant_packs::{Packs, Standing};
use include_dir::{Dir, include_dir};

use super::review;
use crate::arguments::{DemoArguments, Format, PaperFormat};
use crate::clock::{self, Stopwatch};
use crate::failure::{Failure, Outcome};
use crate::files::{self, Output};
use crate::package::{self, Case, PressRoom, Rendered};
use crate::papers::Opened;
use crate::terminal::{
    self, Progress, bad, caution, clean, code, counted, faint, good, heading, strong, toned, wrap,
};

static EXAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../examples");

/// The examples in the order in which they are told, with what there is to see in each.
const STORIES: [(&str, &str); 4] = [
    (
        "fintech-chatbot",
        "A payment institution takes a chat assistant from a US vendor whose paper is a standard SaaS agreement.",
    ),
    (
        "predictive-maintenance",
        "A manufacturer and an AI developer build failure forecasts together: who owns the data, the model and the gains?",
    ),
    (
        "cloud-ai",
        "A hospital group works with a hosted model: health data, and a service that it cannot inspect.",
    ),
    (
        "data-supplier",
        "A retailer licenses a data set for training: provenance, quality, and what happens when the licence ends.",
    ),
];

/// An example with everything that was made of it.
struct Package {
    /// Its folder.
    folder: &'static str,
    /// What there is to see.
    story: &'static str,
    /// The papers that were on the table before.
    papers: Vec<String>,
    case: Case,
    map: Map,
    draft: Draft,
    rendered: Rendered,
    /// What a review of the partner's own paper found, where there is one.
    review: Option<Review>,
}

/// What a package holds, counted.
struct Tally {
    errors: usize,
    warnings: usize,
    mistakes: Vec<String>,
    applies: usize,
    later: usize,
    crossings: usize,
    graver: usize,
    clauses: usize,
    schedules: usize,
}

pub(crate) fn run(arguments: &DemoArguments) -> Result<Outcome, Failure> {
    let watch = Stopwatch::start();
    let dir = &arguments.dir;
    let allowed = arguments.yes || may_write(dir)?;
    let as_of = arguments.as_of.unwrap_or_else(clock::today);
    let progress = Progress::start("Reading the packs");
    let packs = package::load_packs()?;
    let press = PressRoom::open()?;
    let mut packages = Vec::new();
    let mut outputs = Vec::new();
    for (folder, story) in STORIES {
        let (package, files) = make(folder, story, &packs, &press, as_of, &progress)?;
        outputs.extend(files);
        packages.push(package);
    }
    outputs.push(Output::new("index.html", page::write(&packages, as_of)));
    progress.step("Writing the files");
    files::write_all(dir, &outputs, allowed)?;
    drop(progress);
    terminal::print(&summarise(&packages, dir, as_of, outputs.len(), watch.elapsed()))?;
    Ok(Outcome::Clean)
}

/// Whether the directory is free, or somebody allows to overwrite an earlier demo in it.
fn may_write(dir: &Path) -> Result<bool, Failure> {
    let is_empty = std::fs::read_dir(dir).map_or(true, |mut entries| entries.next().is_none());
    if is_empty && !dir.is_file() {
        return Ok(true);
    }
    let help = "add `--yes` to overwrite it, or name another directory with `--dir`";
    let question = format!("`{}` is not empty. Overwrite the demo in it?", dir.display());
    if !terminal::is_interactive() {
        return Err(Failure::asked(
            format!("`{}` is not empty; nothing was written", dir.display()),
            help,
        ));
    }
    match inquire::Confirm::new(&question).with_default(false).prompt() {
        Ok(true) => Ok(true),
        _ => Err(Failure::asked("nothing was written", help)),
    }
}

/// Runs the verbs on one example.
fn make(
    folder: &'static str,
    story: &'static str,
    packs: &Packs,
    press: &PressRoom,
    as_of: Date,
    progress: &Progress,
) -> Result<(Package, Vec<Output>), Failure> {
    let mut outputs = copy_inputs(folder);
    let find = |outputs: &[Output], name: &str| {
        outputs
            .iter()
            .find(|output| output.path == Path::new(folder).join(name))
            .map(|o| o.bytes.clone())
    };
    let bytes = find(&outputs, "agreement.toml").unwrap_or_default();
    let papers: Vec<String> = outputs
        .iter()
        .filter_map(|output| output.path.strip_prefix(folder).ok()?.to_str())
        .filter(|path| path.starts_with("papers/"))
        .map(str::to_owned)
        .collect();
    progress.step(&format!("{folder}: assess"));
    let case = package::assess_bytes("agreement.toml", &bytes, packs, as_of, Format::Human)?;
    let mut made = package::render_assessment(&case, packs)?;
    progress.step(&format!("{folder}: map"));
    let map = map::map(&case.agreement, packs, &case.assessment);
    made.extend(package::render_map(&case, packs, &map)?);
    progress.step(&format!("{folder}: structure"));
    let kind = case.agreement.header.partnership_type.value;
    let form = package::find_form(packs, structure::FULL, kind)?;
    let order = Order { form, guidance: false, blank: false };
    let mut draft = package::write_draft(&case, packs, &map, order)?;
    let formats = [
        PaperFormat::Docx,
        PaperFormat::Pdf,
        PaperFormat::Html,
        PaperFormat::Md,
        PaperFormat::Json,
    ];
    let rendered =
        package::render_draft(&case, &mut draft, press, "agreement", &formats, progress)?;
    made.extend(rendered.outputs.iter().cloned());
    made.extend(package::render_explained(&case, packs, &draft)?);
    made.sort_by(|a, b| a.path.cmp(&b.path));
    // Drawings belong to the map and to the agreement alike.
    made.dedup_by(|a, b| a.path == b.path);
    progress.step(&format!("{folder}: review"));
    let review = match papers.first().and_then(|paper| Some((paper, find(&outputs, paper)?))) {
        Some((paper, bytes)) => {
            let ours =
                Ours { agreement: &case.agreement, packs, assessment: &case.assessment, map: &map };
            let opened = Opened::from_bytes(bytes, paper.clone())?;
            let reader = super::read::compile(packs)?;
            let path = Path::new(paper);
            let found = review::review_paper(ours, &reader, &opened, path, Scope::default())?;
            let files = review::render_all(ours, &found, &opened, path, None)?;
            made.extend(
                files
                    .into_iter()
                    .map(|output| Output::new(Path::new("review").join(output.path), output.bytes)),
            );
            Some(found)
        }
        None => None,
    };
    outputs.extend(
        made.into_iter()
            .map(|output| Output::new(Path::new(folder).join(output.path), output.bytes)),
    );
    Ok((Package { folder, story, papers, case, map, draft, rendered, review }, outputs))
}

/// The files of an example, without what tests expect of it.
fn copy_inputs(folder: &str) -> Vec<Output> {
    fn walk(dir: &Dir<'_>, outputs: &mut Vec<Output>) {
        for file in dir.files() {
            outputs.push(Output::new(file.path(), file.contents()));
        }
        for inner in dir
            .dirs()
            .filter(|inner| inner.path().file_name().is_none_or(|name| name != "expected"))
        {
            walk(inner, outputs);
        }
    }
    let mut outputs = Vec::new();
    if let Some(dir) = EXAMPLES.get_dir(folder) {
        walk(dir, &mut outputs);
    }
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs
}

impl Package {
    fn count(&self) -> Tally {
        let assessment = &self.case.assessment;
        let counts = assessment.count_findings();
        let count = |severity| counts.get(&severity).copied().unwrap_or(0);
        let applies = assessment
            .duties
            .iter()
            .filter(|duty| matches!(duty.standing, Standing::Applies(_)))
            .count();
        let graver = |score: i8| score >= 10;
        Tally {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            mistakes: assessment
                .open_findings()
                .filter(|finding| finding.mistake)
                .map(|finding| finding.message.clone())
                .collect(),
            applies,
            later: assessment.duties.len() - applies,
            crossings: self.map.flows.flows.iter().filter(|flow| flow.border.is_some()).count(),
            graver: self.map.risks.iter().filter(|risk| graver(risk.residual.score())).count(),
            clauses: self.draft.traces.len(),
            schedules: self
                .draft
                .document
                .parts
                .iter()
                .filter(|part| part.kind == PartKind::Schedule)
                .count(),
        }
    }

    fn title(&self) -> &str {
        &self.case.agreement.header.title.value
    }

    fn name_of(&self, party: &str) -> String {
        self.case.agreement.find_party(party).map_or_else(
            || party.to_owned(),
            |party| party.short.as_ref().unwrap_or(&party.name).value.clone(),
        )
    }

    fn parties(&self) -> String {
        let header = &self.case.agreement.header;
        format!("{} and {}", self.name_of(header.adopter.id()), self.name_of(header.partner.id()))
    }
}

fn summarise(
    packages: &[Package],
    dir: &Path,
    as_of: Date,
    files: usize,
    time: Duration,
) -> String {
    let mut sections = vec![format!(
        "{}\n{}",
        strong("Four AI partnerships: assessed, mapped, written out, their paper reviewed"),
        faint(&format!("law as of {as_of}"))
    )];
    sections.extend(packages.iter().map(show_package));
    let clauses: usize = packages.iter().map(|package| package.draft.traces.len()).sum();
    let pages: u32 = packages.iter().filter_map(|package| package.rendered.pages).sum();
    let mut totals =
        vec![counted(packages.len(), "package", "packages"), counted(files, "file", "files")];
    totals.push(counted(clauses, "clause", "clauses"));
    if pages > 0 {
        totals.push(format!("{pages} pages"));
    }
    totals.push(format!("{}.{:02} s", time.as_secs(), time.subsec_millis() / 10));
    sections.push(format!("{}\n\n  {}", heading("In all"), totals.join(" · ")));
    sections.push(show_first_look(packages, dir));
    sections.join("\n\n") + "\n"
}

fn show_package(package: &Package) -> String {
    let tally = package.count();
    let header = &package.case.agreement.header;
    let verb = |name: &str, words: String| format!("  {} {words}", faint(&format!("{name:<10}")));
    let mut lines = vec![
        heading(&clean(package.title())),
        faint(&format!("  {} · {}", clean(&package.parties()), header.partnership_type.as_str())),
        String::new(),
        verb(
            "assess",
            format!(
                "{}, {} later · {}   {}",
                counted(tally.applies, "duty applies", "duties apply"),
                tally.later,
                toned(Severity::Error, &format!("× {}", counted(tally.errors, "error", "errors"))),
                caution(&format!("⚠ {}", counted(tally.warnings, "warning", "warnings")))
            ),
        ),
    ];
    for mistake in &tally.mistakes {
        let lead = format!("             {} ", bad("classic mistake:"));
        lines.push(wrap(&clean(mistake), &lead, "               "));
    }
    lines.push(verb(
        "map",
        format!(
            "{} ({} a border) · {} · {} ({} still high after treatment)",
            counted(package.map.flows.flows.len(), "flow", "flows"),
            match tally.crossings {
                0 => "none crosses".to_owned(),
                some => counted(some, "crosses", "cross"),
            },
            counted(package.map.decisions.len(), "decision", "decisions"),
            counted(package.map.risks.len(), "risk", "risks"),
            tally.graver
        ),
    ));
    let mut written = vec![
        counted(tally.clauses, "clause", "clauses"),
        counted(tally.schedules, "schedule", "schedules"),
    ];
    written.extend(package.rendered.pages.map(|pages| format!("{pages} pages")));
    written.push(match package.rendered.count_unknown() {
        0 => good("no gap"),
        gaps => caution(&counted(gaps, "gap to fill", "gaps to fill")),
    });
    lines.push(verb("structure", written.join(" · ")));
    if let Some(review) = &package.review {
        let changes = review.edits().len();
        lines.push(verb(
            "review",
            format!(
                "their paper: {} · {} · {}",
                review.verdict.decision.as_str(),
                toned(
                    Severity::Error,
                    &counted(
                        review.count(Severity::Error),
                        "point must change",
                        "points must change"
                    )
                ),
                counted(changes, "change marked up", "changes marked up")
            ),
        ));
    }
    lines.join("\n")
}

fn show_first_look(packages: &[Package], dir: &Path) -> String {
    let path = |rest: &str| clean(&dir.join(rest).display().to_string());
    let mut rows = vec![(path("index.html"), "leads through everything; open it first".to_owned())];
    if let Some(first) = packages.first() {
        let about = [
            ("assessment.html", "which duties apply, and what is open"),
            ("map.html", "where the data goes, who decides, what can go wrong"),
            ("agreement.docx", "the agreement that answers it"),
            ("review/review.html", "the vendor's own paper beside what must change in it"),
        ];
        rows.extend(
            about
                .map(|(file, words)| (path(&format!("{}/{file}", first.folder)), words.to_owned())),
        );
    }
    let widest = rows.iter().map(|(path, _)| terminal::columns(path)).max().unwrap_or(0);
    let lines: Vec<String> = rows
        .iter()
        .map(|(path, words)| format!("  {}  {}", code(&terminal::pad(path, widest)), faint(words)))
        .collect();
    format!("{}\n\n{}", heading("Where to look first"), lines.join("\n"))
}
