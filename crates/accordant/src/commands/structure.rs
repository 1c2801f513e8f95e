//! `accordant structure`: the agreement itself, from the table of positions.

use std::collections::BTreeMap;

use accordant_agreement::Severity;
use accordant_lifecycle::map;
use accordant_lifecycle::structure::{self, Order};
use accordant_packs::Packs;

use crate::arguments::{Format, PaperFormat, Side, StructureArguments};
use crate::failure::{Failure, Outcome};
use crate::files::{self, Output};
use crate::package::{self, PressRoom, Rendered};
use crate::terminal::{
    self, Progress, bad, caution, clean, code, counted, faint, good, heading, sign, strong, toned,
    wrap,
};
use crate::{clock, layers};

/// Every format, in the order in which files are listed.
const ALL: [PaperFormat; 5] =
    [PaperFormat::Docx, PaperFormat::Pdf, PaperFormat::Html, PaperFormat::Md, PaperFormat::Json];

pub(crate) fn run(arguments: &StructureArguments) -> Result<Outcome, Failure> {
    let formats = choose_formats(&arguments.format)?;
    let Opened { case, packs } = open(arguments)?;
    let form =
        package::find_form(&packs, &arguments.form, case.agreement.header.partnership_type.value)?;
    let blank = arguments.blank.is_some();
    if let Some(objection) = structure::find_objection(form, &packs, &case.assessment) {
        return Err(Failure::asked(
            format!("a {} is not the paper here: {objection}", form.title.to_lowercase()),
            "choose another `--form`, or complete the facts of the file",
        ));
    }
    let progress = Progress::start("Wording the agreement");
    let map = map::map(&case.agreement, &packs, &case.assessment);
    let order = Order { form, guidance: arguments.guidance || blank, blank };
    let mut draft = package::write_draft(&case, &packs, &map, order)?;
    let press = PressRoom::open()?;
    let rendered =
        package::render_draft(&case, &mut draft, &press, &name_of(arguments), &formats, &progress)?;
    drop(progress);
    files::write_all(&arguments.out, &rendered.outputs, arguments.force)?;
    let clauses = draft.traces.len();
    let asked = draft.traces.iter().filter(|trace| trace.sources.iter().any(is_law)).count();
    let mut sections = vec![
        strong(&clean(&draft.document.title)),
        format!(
            "  {}; {asked} because law, standards or policy ask for {}",
            counted(clauses, "clause", "clauses"),
            if asked == 1 { "it" } else { "them" }
        ),
        list_files(arguments, &rendered),
    ];
    sections.extend(list_uncarried(&draft.uncarried));
    sections.push(list_gaps(&rendered));
    sections.push(list_lint(&rendered));
    sections.push(faint("A draft for your lawyers, not legal advice."));
    terminal::print(&(sections.join("\n\n") + "\n"))?;
    let worst_lint = rendered.lint.iter().map(|finding| finding.severity).max();
    let uncarried = (!draft.uncarried.is_empty()).then_some(Severity::Error);
    if blank {
        // A template has gaps and no facts: neither is a finding.
        return Ok(Outcome::Clean);
    }
    let worst = case.assessment.worst().max(worst_lint).max(uncarried);
    Ok(if arguments.fail_on.is_reached_by(worst) { Outcome::Findings } else { Outcome::Clean })
}

/// What a paper is written from.
struct Opened {
    case: package::Case,
    packs: Packs,
}

/// The agreement file, or the blank one that a template words.
fn open(arguments: &StructureArguments) -> Result<Opened, Failure> {
    let Some(partnership_type) = arguments.blank else {
        let (case, packs) = package::open(&arguments.subject, Format::Human)?;
        return Ok(Opened { case, packs });
    };
    let packs = layers::load(&arguments.subject.packs)?;
    let form = package::find_form(&packs, &arguments.form, partnership_type)?;
    let as_of = arguments.subject.as_of.unwrap_or_else(clock::today);
    let for_adopter = arguments.side == Side::Adopter;
    let case = package::open_blank(&packs, form, partnership_type, for_adopter, as_of)?;
    Ok(Opened { case, packs })
}

/// The files' name: `agreement` for the full one, and the form's for every other.
fn name_of(arguments: &StructureArguments) -> String {
    let base = if arguments.form == structure::FULL { "agreement" } else { &arguments.form };
    match arguments.blank {
        Some(partnership_type) => format!("{base}-template-{partnership_type}"),
        None => base.to_owned(),
    }
}

fn is_law(source: &accordant_document::model::Source) -> bool {
    !["terms.", "playbook.", "ladder."].iter().any(|own| source.id.starts_with(own))
}

fn choose_formats(asked: &[PaperFormat]) -> Result<Vec<PaperFormat>, Failure> {
    if asked.contains(&PaperFormat::Pdf) && !PressRoom::CAN_PRINT {
        return Err(Failure::asked(
            "this build of accordant cannot set PDF",
            "build it with the feature `pdf`, which is on unless switched off",
        ));
    }
    let mut formats = if asked.is_empty() { ALL.to_vec() } else { asked.to_vec() };
    if !PressRoom::CAN_PRINT {
        formats.retain(|format| *format != PaperFormat::Pdf);
        if asked.is_empty() {
            terminal::note(&faint("no PDF: this build was made without the feature `pdf`"));
        }
    }
    formats.sort();
    formats.dedup();
    Ok(formats)
}

fn list_files(arguments: &StructureArguments, rendered: &Rendered) -> String {
    let mut lines = Vec::new();
    let is_drawing = |output: &&Output| output.path.starts_with("figures");
    for output in rendered.outputs.iter().filter(|output| !is_drawing(output)) {
        let path = arguments.out.join(&output.path);
        let path = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        let mut about = format!("{} kB", output.bytes.len().div_ceil(1000));
        if let (Some(pages), Some("pdf")) =
            (rendered.pages, output.path.extension().and_then(|end| end.to_str()))
        {
            about = format!(
                "{}, {about}",
                counted(usize::try_from(pages).unwrap_or(0), "page", "pages")
            );
        }
        lines.push(format!("  {} {} {}", good("✓"), clean(&path), faint(&about)));
    }
    let drawings = rendered.outputs.iter().filter(is_drawing).count();
    if drawings > 0 {
        let path = arguments.out.join("figures");
        let path = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        let about = counted(drawings, "drawing", "drawings");
        lines.push(format!("  {} {} {}", good("✓"), clean(&format!("{path}/")), faint(&about)));
    }
    format!("{}\n\n{}", heading("Written"), lines.join("\n"))
}

fn list_uncarried(uncarried: &[String]) -> Option<String> {
    if uncarried.is_empty() {
        return None;
    }
    let lines: Vec<String> = uncarried
        .iter()
        .map(|provision| {
            format!("  {} {} is required, and no clause carries it", bad("×"), code(provision))
        })
        .collect();
    Some(format!("{}\n\n{}", heading("Required, but not written"), lines.join("\n")))
}

/// Gaps by what is missing, so that one unknown used in five clauses is one line.
fn list_gaps(rendered: &Rendered) -> String {
    if rendered.gaps.is_empty() {
        return format!("{}\n\n  {} Nothing is left open.", heading("Gaps"), good("✓"));
    }
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (place, what) in &rendered.gaps {
        places.entry(what).or_default().push(place);
    }
    let mut lines = Vec::new();
    for (what, mut at) in places {
        at.dedup();
        let (shown, rest) = at.split_at(at.len().min(3));
        let more =
            if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        lines.push(wrap(&clean(what), &format!("  {} ", caution("‹ ›")), "      "));
        lines.push(faint(&wrap(
            &clean(&format!("{}{more}", shown.join(", "))),
            "      ",
            "      ",
        )));
    }
    let title = format!("Gaps: {} to fill", counted(rendered.count_unknown(), "thing", "things"));
    format!("{}\n\n{}", heading(&title), lines.join("\n"))
}

fn list_lint(rendered: &Rendered) -> String {
    /// Lines of one kind worth a terminal.
    const MOST: usize = 12;
    // Gaps have a section of their own.
    let findings: Vec<_> = rendered.lint.iter().filter(|finding| finding.code != "gap").collect();
    if findings.is_empty() {
        let words = "Terms, references and numbers are consistent.";
        return format!("{}\n\n  {} {words}", heading("Lint"), good("✓"));
    }
    let mut lines: Vec<String> = findings
        .iter()
        .take(MOST)
        .map(|finding| {
            let lead = format!("  {} ", toned(finding.severity, sign(finding.severity)));
            let text = wrap(&clean(&finding.message), &lead, "    ");
            let place = format!("{} {} {}", finding.place, faint("·"), code(&finding.code));
            let help = wrap(&clean(&finding.help), &format!("    {} ", faint("→")), "      ");
            format!("{text}\n    {}\n{help}", clean_place(&place))
        })
        .collect();
    if findings.len() > MOST {
        lines.push(faint(&format!("  … and {} more", findings.len() - MOST)));
    }
    format!("{}\n\n{}", heading(&format!("Lint: {}", findings.len())), lines.join("\n"))
}

fn clean_place(place: &str) -> String {
    place.lines().collect::<Vec<_>>().join(" ")
}
