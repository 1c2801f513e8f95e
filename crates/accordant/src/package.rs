//! The package of an agreement: what each verb leaves as files. Reads the input, calls the verbs,
//! renders what they answer.

use std::path::{Path, PathBuf};

use accordant_agreement::file::PartnershipType;
use accordant_agreement::{Agreement, Date, Diagnostic, MAXIMUM_BYTES, Severity, Span};
use accordant_document::lint::{self, LintOptions};
use accordant_document::model::{Block, Document, Figure};
use accordant_document::{docx, html, json, markdown};
use accordant_lifecycle::assess::{self, Assessment};
use accordant_lifecycle::map::{self, Map};
use accordant_lifecycle::structure::{self, Draft};
use accordant_packs::Packs;
use accordant_packs::entry::Form;
use anyhow::anyhow;
use serde_json::Value;

use crate::arguments::{Format, PaperFormat, Subject};
use crate::failure::Failure;
use crate::files::{self, Output};
use crate::report::{Remark, Source, add_places};
use crate::{clock, layers, terminal};

/// An agreement with everything that speaks about it.
pub(crate) struct Case {
    /// The text it was read from.
    pub(crate) source: Source,
    /// The agreement.
    pub(crate) agreement: Agreement,
    /// What assess answered.
    pub(crate) assessment: Assessment,
}

/// Loads the packs that are built in.
pub(crate) fn load_packs() -> Result<Packs, Failure> {
    Packs::builtin().map_err(|faults| {
        let lines: Vec<_> = faults.iter().take(20).map(ToString::to_string).collect();
        Failure::Ours(anyhow!("{} faults in the packs:\n{}", faults.len(), lines.join("\n")))
    })
}

/// Reads and assesses the agreement that a command is about, with the packs that it names and
/// those of the command line laid over the built-in ones.
///
/// **Errors:** [`Failure::Faults`] with every fault of the file, to be shown in `format`; faults of
/// the packs.
pub(crate) fn open(subject: &Subject, format: Format) -> Result<(Case, Packs), Failure> {
    let path = find_file(&subject.file)?;
    let bytes = files::read(&path, MAXIMUM_BYTES)?;
    let name =
        if path == Path::new("-") { "(stdin)".to_owned() } else { path.display().to_string() };
    if bytes.len() > MAXIMUM_BYTES {
        return Err(too_large(&path, name, format));
    }
    let (source, agreement) = parse(&name, &bytes, format)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let named = agreement.header.packs.iter().map(|dir| folder.join(&dir.value));
    let dirs: Vec<PathBuf> = named.chain(subject.packs.iter().cloned()).collect();
    let packs = if dirs.is_empty() { load_packs()? } else { layers::load(&dirs)? };
    let as_of = subject.as_of.unwrap_or_else(clock::today);
    let case = assess_parsed(source, agreement, &packs, as_of, format)?;
    Ok((case, packs))
}

/// The fault of a file that is not read to its end.
fn too_large(path: &Path, name: String, format: Format) -> Failure {
    let size = std::fs::metadata(path)
        .map_or_else(|_| format!("more than {MAXIMUM_BYTES}"), |file| file.len().to_string());
    let fault = Diagnostic::error(
        "file/too-large",
        Span::default(),
        format!("the file has {size} bytes; an agreement file has at most {MAXIMUM_BYTES}"),
    )
    .help("is this the right file?");
    Failure::Faults {
        source: Box::new(Source::new(name, b"")),
        remarks: vec![Remark::from(&fault)],
        format,
    }
}

/// Assesses an agreement from its bytes.
///
/// **Errors:** [`Failure::Faults`] with every fault of the file.
pub(crate) fn assess_bytes(
    name: &str,
    bytes: &[u8],
    packs: &Packs,
    as_of: Date,
    format: Format,
) -> Result<Case, Failure> {
    let (source, agreement) = parse(name, bytes, format)?;
    assess_parsed(source, agreement, packs, as_of, format)
}

fn parse(name: &str, bytes: &[u8], format: Format) -> Result<(Source, Agreement), Failure> {
    let source = Source::new(name, bytes);
    match accordant_agreement::parse_bytes(bytes) {
        Ok(agreement) => Ok((source, agreement)),
        Err(faults) => Err(fail(source, &faults, format)),
    }
}

fn assess_parsed(
    source: Source,
    agreement: Agreement,
    packs: &Packs,
    as_of: Date,
    format: Format,
) -> Result<Case, Failure> {
    match assess::assess_file(source.text(), &agreement, packs, as_of) {
        Ok(assessment) => Ok(Case { source, agreement, assessment }),
        Err(faults) => Err(fail(source, &faults, format)),
    }
}

fn fail(source: Source, faults: &[Diagnostic], format: Format) -> Failure {
    Failure::Faults {
        source: Box::new(source),
        remarks: faults.iter().map(Remark::from).collect(),
        format,
    }
}

/// The file itself, or `agreement.toml` in the directory that was named.
fn find_file(path: &Path) -> Result<PathBuf, Failure> {
    if path == Path::new("-") {
        return Ok(path.to_owned());
    }
    let found = if path.is_dir() { path.join("agreement.toml") } else { path.to_owned() };
    if found.exists() {
        return Ok(found);
    }
    let help = if found == Path::new("agreement.toml") {
        "go to the directory of the agreement, name its file, or start one with `accordant new DIR`"
    } else {
        "check the path, or start a file with `accordant new DIR`"
    };
    Err(Failure::asked(format!("there is no file `{}`", found.display()), help))
}

/// Renders PDF pages and pixels, when this build can.
pub(crate) struct PressRoom {
    #[cfg(feature = "pdf")]
    press: accordant_press::Press,
}

impl PressRoom {
    /// Loads fonts and templates.
    pub(crate) fn open() -> Result<Self, Failure> {
        Ok(Self {
            #[cfg(feature = "pdf")]
            press: accordant_press::Press::new().map_err(anyhow::Error::from)?,
        })
    }

    /// Whether this build can set pages.
    pub(crate) const CAN_PRINT: bool = cfg!(feature = "pdf");

    /// Gives every figure its pixels, for Word.
    #[cfg(feature = "pdf")]
    fn add_pixels(&self, document: &mut Document) -> Result<(), Failure> {
        /// 200 pixels an inch: sharp on paper, small in the file.
        const SCALE: f32 = 200.0 / 96.0;
        visit_figures(document, &mut |figure| {
            figure.png = self.press.render_png(&figure.svg, SCALE).map_err(anyhow::Error::from)?;
            Ok(())
        })
    }

    #[cfg(not(feature = "pdf"))]
    #[expect(clippy::unused_self, reason = "the same call with and without the press")]
    fn add_pixels(&self, _: &mut Document) -> Result<(), Failure> {
        Ok(())
    }

    /// Sets a document as PDF: its bytes, and the page of each id.
    #[cfg(feature = "pdf")]
    fn print(&self, document: &Document) -> Result<Option<Printed>, Failure> {
        let pdf = self.press.render_pdf(document).map_err(anyhow::Error::from)?;
        Ok(Some(Printed { bytes: pdf.bytes, pages: pdf.pages, page_of: pdf.page_of }))
    }

    #[cfg(not(feature = "pdf"))]
    #[expect(clippy::unused_self, reason = "the same call with and without the press")]
    fn print(&self, _: &Document) -> Result<Option<Printed>, Failure> {
        Ok(None)
    }
}

/// A document as pages.
struct Printed {
    bytes: Vec<u8>,
    pages: u32,
    page_of: std::collections::BTreeMap<String, u32>,
}

/// What assess leaves: the report as a page, as text and as data.
pub(crate) fn render_assessment(case: &Case, packs: &Packs) -> Result<Vec<Output>, Failure> {
    let document = assess::build_report(&case.agreement, packs, &case.assessment);
    Ok(vec![
        Output::new("assessment.html", html::write(&document, &html::HtmlOptions::default())),
        Output::new("assessment.md", markdown::write(&document)),
        Output::new("assessment.json", pretty(&describe(&case.assessment, case)?)?),
    ])
}

/// What map leaves: the report, the data, and every drawing as SVG and as Mermaid.
pub(crate) fn render_map(case: &Case, packs: &Packs, map: &Map) -> Result<Vec<Output>, Failure> {
    let document = map::build_report(&case.agreement, packs, &case.assessment, map);
    let mut outputs = vec![
        Output::new("map.html", html::write(&document, &html::HtmlOptions::default())),
        Output::new("map.md", markdown::write(&document)),
        Output::new("map.json", pretty(&describe(map, case)?)?),
    ];
    let drawings = map.drawings();
    let figures = drawings.flows.iter().chain(drawings.decisions.values());
    outputs.extend(figures.map(save_figure));
    outputs.push(save_figure(&map.heat_map()));
    if let Some(flows) = &drawings.flows {
        outputs.push(Output::new(format!("figures/{}.mmd", flows.id), map.flows.to_mermaid()));
    }
    for chart in &map.decisions {
        let path = format!("figures/decision-{}.mmd", chart.decision);
        outputs.push(Output::new(path, chart.to_mermaid()));
    }
    Ok(outputs)
}

/// The agreement in the formats asked for, and what there is to say about it.
pub(crate) struct Rendered {
    /// The files.
    pub(crate) outputs: Vec<Output>,
    /// Pages of the PDF, when there is one.
    pub(crate) pages: Option<u32>,
    /// What the lint found.
    pub(crate) lint: Vec<Flaw>,
    /// What is unknown: place and words.
    pub(crate) gaps: Vec<(String, String)>,
}

impl Rendered {
    /// How many different things are unknown; one can be missing in several clauses.
    pub(crate) fn count_unknown(&self) -> usize {
        self.gaps.iter().map(|(_, what)| what).collect::<std::collections::BTreeSet<_>>().len()
    }
}

/// Words a paper in a form of agreement.
///
/// **Errors:** [`Failure::Asked`] for a form that there is not.
pub(crate) fn write_draft(
    case: &Case,
    packs: &Packs,
    map: &Map,
    order: structure::Order<'_>,
) -> Result<Draft, Failure> {
    structure::structure_as(&case.agreement, packs, &case.assessment, &map.drawings(), order)
        .map_err(|error| Failure::Ours(error.into()))
}

/// The form with this id for an agreement's type.
///
/// **Errors:** [`Failure::Asked`], with the forms that there are.
pub(crate) fn find_form<'a>(
    packs: &'a Packs,
    id: &str,
    partnership_type: PartnershipType,
) -> Result<&'a Form, Failure> {
    structure::find_form(packs, id, partnership_type.as_str()).map_err(|error| {
        Failure::asked(error.to_string(), "`accordant pack list forms` says when each is right")
    })
}

/// The blank agreement behind a template, assessed for a day.
///
/// **Errors:** faults of the form in the packs.
pub(crate) fn open_blank(
    packs: &Packs,
    form: &Form,
    partnership_type: PartnershipType,
    for_adopter: bool,
    as_of: Date,
) -> Result<Case, Failure> {
    let words = packs
        .forms
        .get(partnership_type.as_str())
        .ok_or_else(|| Failure::Ours(anyhow!("no words for `{partnership_type}`")))?;
    let agreement = structure::blank::blank_agreement(form, words, partnership_type, for_adopter)
        .map_err(|faults| Failure::Ours(anyhow!("form `{}`: {faults:?}", form.id)))?;
    assess_parsed(Source::new("(blank)", b""), agreement, packs, as_of, Format::Human)
}

/// Renders a draft.
pub(crate) fn render_draft(
    case: &Case,
    draft: &mut Draft,
    press: &PressRoom,
    name: &str,
    formats: &[PaperFormat],
    progress: &terminal::Progress,
) -> Result<Rendered, Failure> {
    let document = &mut draft.document;
    let has = |format| formats.contains(&format);
    let mut printed = None;
    if has(PaperFormat::Pdf) || has(PaperFormat::Docx) {
        progress.step("Setting the pages");
        printed = press.print(document)?;
    }
    if has(PaperFormat::Docx) {
        press.add_pixels(document)?;
    }
    progress.step("Writing the files");
    let mut outputs = Vec::new();
    if has(PaperFormat::Docx) {
        let options = docx::DocxOptions {
            page_hints: printed.as_ref().map(|printed| printed.page_of.clone()).unwrap_or_default(),
            ..docx::DocxOptions::default()
        };
        let bytes = docx::write(document, &options).map_err(anyhow::Error::from)?;
        outputs.push(Output::new(format!("{name}.docx"), bytes));
    }
    let pages = printed.as_ref().map(|printed| printed.pages);
    if has(PaperFormat::Pdf)
        && let Some(printed) = printed
    {
        outputs.push(Output::new(format!("{name}.pdf"), printed.bytes));
    }
    if has(PaperFormat::Html) {
        let page = html::write(document, &html::HtmlOptions::default());
        outputs.push(Output::new(format!("{name}.html"), page));
    }
    if has(PaperFormat::Md) {
        outputs.push(Output::new(format!("{name}.md"), markdown::write(document)));
        visit_figures(document, &mut |figure| {
            outputs.push(save_figure(figure));
            Ok(())
        })?;
    }
    if has(PaperFormat::Json) {
        outputs.push(Output::new(format!("{name}.json"), json::write(document)));
    }
    let gaps = document.gaps().into_iter().map(|gap| (gap.place.to_string(), gap.what)).collect();
    let lint = find_flaws(document, &case.agreement);
    Ok(Rendered { outputs, pages, lint, gaps })
}

/// A flaw that the lint found in a draft.
pub(crate) struct Flaw {
    pub(crate) code: String,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) place: String,
    pub(crate) help: String,
}

fn find_flaws(document: &Document, agreement: &Agreement) -> Vec<Flaw> {
    lint::lint(document, &lint_options(agreement))
        .into_iter()
        .map(|finding| Flaw {
            code: finding.code.to_string(),
            severity: match finding.severity {
                lint::Severity::Error => Severity::Error,
                lint::Severity::Warning => Severity::Warning,
                lint::Severity::Note => Severity::Note,
            },
            message: finding.message,
            place: finding.place.to_string(),
            help: finding.help,
        })
        .collect()
}

/// Names that the lint must not take for undefined terms.
fn lint_options(agreement: &Agreement) -> LintOptions {
    let mut known = Vec::new();
    for party in &agreement.parties {
        known.push(party.name.value.clone());
        known.extend(party.short.iter().map(|short| short.value.clone()));
    }
    known.extend(agreement.systems.iter().map(|system| system.name.value.clone()));
    let header = &agreement.header;
    let places = [&header.governing_law, &header.forum, &header.business_days_at];
    for place in places.into_iter().flatten() {
        known.extend(find_names(&place.value));
    }
    LintOptions { known_terms: known }
}

/// The names in a text: runs of capitalised words, such as "San Francisco County".
fn find_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.starts_with(char::is_uppercase) {
            run.push(bare);
        }
        let ends = bare != word || !bare.starts_with(char::is_uppercase);
        if ends && !run.is_empty() {
            names.push(run.join(" "));
            run.clear();
        }
    }
    if !run.is_empty() {
        names.push(run.join(" "));
    }
    names
}

/// A verb's answer as JSON, with the file's name and line and column of every span.
pub(crate) fn describe(answer: &impl serde::Serialize, case: &Case) -> Result<Value, Failure> {
    let mut value = serde_json::to_value(answer).map_err(anyhow::Error::from)?;
    add_places(&mut value, &case.source);
    if let Some(object) = value.as_object_mut() {
        object.shift_insert(0, "file".to_owned(), case.source.name().into());
    }
    Ok(value)
}

fn pretty(value: &Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(anyhow::Error::from)?;
    Ok(text + "\n")
}

fn save_figure(figure: &Figure) -> Output {
    Output::new(format!("figures/{}.svg", figure.id), figure.svg.clone())
}

type Visit<'a> = dyn FnMut(&mut Figure) -> Result<(), Failure> + 'a;

fn visit_figures(document: &mut Document, visit: &mut Visit<'_>) -> Result<(), Failure> {
    document.parts.iter_mut().try_for_each(|part| visit_blocks(&mut part.blocks, visit))
}

fn visit_blocks(blocks: &mut [Block], visit: &mut Visit<'_>) -> Result<(), Failure> {
    blocks.iter_mut().try_for_each(|block| match block {
        Block::Figure(figure) => visit(figure),
        Block::Clause(clause) => visit_blocks(&mut clause.children, visit),
        _ => Ok(()),
    })
}
