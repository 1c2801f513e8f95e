//! Faults and findings as people and programs want them: human, plain, JSON, SARIF.

mod json;
mod plain;
mod sarif;
mod source;

use accordant_agreement::{Diagnostic, Severity, Span};
use accordant_lifecycle::Finding;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};

pub(crate) use json::{add_places, print_json};
pub(crate) use plain::plain_line;
pub(crate) use sarif::build_sarif;
pub(crate) use source::Source;

use crate::arguments::Format;
use crate::terminal::{self, clean, code, counted, faint, note, toned, wrap};

/// A fault or a finding, ready to be shown.
#[derive(Debug, Clone)]
pub(crate) struct Remark {
    /// Stable code.
    pub(crate) code: String,
    /// How grave it is.
    pub(crate) severity: Severity,
    /// What is wrong.
    pub(crate) message: String,
    /// The next step.
    pub(crate) help: String,
    /// Places in the file, the one that matters most first, with words for each.
    pub(crate) places: Vec<(Span, String)>,
    /// Who accepted it and why.
    pub(crate) accepted: Option<String>,
}

impl From<&Diagnostic> for Remark {
    fn from(fault: &Diagnostic) -> Self {
        let mut places = vec![(fault.span, fault.label.clone())];
        places.extend(fault.related.iter().cloned());
        Self {
            code: fault.code.to_owned(),
            severity: fault.severity,
            message: fault.message.clone(),
            help: fault.help.clone(),
            places,
            accepted: None,
        }
    }
}

impl From<&Finding> for Remark {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code.clone(),
            severity: finding.severity,
            message: finding.message.clone(),
            help: finding.help.clone(),
            places: finding.spans.iter().map(|span| (*span, String::new())).collect(),
            accepted: finding.accepted.as_ref().map(|accepted| {
                format!("{}, by {} until {}", accepted.reason, accepted.by, accepted.until)
            }),
        }
    }
}

/// Most faults shown in full; one mistake can cause thousands.
const MOST_SHOWN: usize = 50;
/// Most places marked in one snippet.
const MOST_PLACES: usize = 3;
/// Longest line that is worth showing.
const LONGEST_LINE: usize = 400;

/// Shows every fault of an input.
pub(crate) fn show_faults(source: &Source, remarks: &[Remark], format: Format) {
    let printed = match format {
        Format::Human => {
            for remark in remarks.iter().take(MOST_SHOWN) {
                note(&format!("{}\n", draw(source, remark).trim_end()));
            }
            if remarks.len() > MOST_SHOWN {
                note(&faint(&format!(
                    "… and {} more; `--format plain` lists them all\n",
                    remarks.len() - MOST_SHOWN
                )));
            }
            let count = counted(remarks.len(), "fault", "faults");
            note(&format!(
                "{} in {}: the file was not used",
                toned(Severity::Error, &count),
                code(&clean(source.name()))
            ));
            return;
        }
        Format::Plain => remarks.iter().map(|remark| plain_line(source, remark)).collect(),
        Format::Json => json::describe_faults(source, remarks),
        Format::Sarif => build_sarif(source, remarks),
    };
    // Whoever closed stdout does not want the faults.
    let _ = terminal::print(&printed);
}

/// Draws a remark with the lines of the file that it is about.
pub(crate) fn draw(source: &Source, remark: &Remark) -> String {
    let shown = Shown {
        remark,
        source,
        labels: choose_labels(source, remark),
        message: clean(&remark.message),
        help: clean(&remark.help),
    };
    let theme =
        GraphicalTheme { characters: ThemeCharacters::unicode(), styles: ThemeStyles::ansi() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(terminal::width())
        .with_links(false)
        .with_wrap_lines(true)
        .with_break_words(false)
        .with_word_splitter(textwrap::WordSplitter::NoHyphenation)
        .with_context_lines(1);
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &shown).is_err() {
        drawn = plain_line(source, remark);
    }
    let first = remark.places.first();
    if let (true, Some((span, _))) = (shown.labels.is_empty(), first) {
        drawn.push_str(&format!("   at {}\n", source.locate(*span)));
    }
    drawn
}

fn choose_labels(source: &Source, remark: &Remark) -> Vec<LabeledSpan> {
    let showable = |span: &Span| source.line_length(*span) <= LONGEST_LINE;
    if source.is_empty() || !remark.places.iter().take(MOST_PLACES).all(|(span, _)| showable(span))
    {
        return Vec::new();
    }
    remark
        .places
        .iter()
        .take(MOST_PLACES)
        .enumerate()
        .map(|(place, (span, words))| {
            let span = source.first_line_of(*span);
            let words = (!words.is_empty()).then(|| clean(words));
            let range = (span.start, span.end.saturating_sub(span.start));
            if place == 0 {
                LabeledSpan::new_primary_with_span(words, range)
            } else {
                LabeledSpan::new_with_span(words, range)
            }
        })
        .collect()
}

/// A remark in a few lines, without the text of the file.
pub(crate) fn summarise(source: &Source, remark: &Remark) -> String {
    let lead = format!("  {} ", toned(remark.severity, terminal::sign(remark.severity)));
    let mut lines = wrap(&clean(&remark.message), &lead, "    ");
    let mut place = code(&clean(&remark.code));
    if let Some((span, _)) = remark.places.first() {
        place = format!("{} {} {place}", clean(&source.locate(*span)), faint("·"));
    }
    if remark.places.len() > 1 {
        place.push_str(&faint(&format!(
            " · and {}",
            counted(remark.places.len() - 1, "more place", "more places")
        )));
    }
    lines.push_str(&format!("\n    {place}"));
    if !remark.help.is_empty() {
        lines.push('\n');
        lines.push_str(&wrap(&clean(&remark.help), &format!("    {} ", faint("→")), "      "));
    }
    lines
}

/// A remark in the form that miette draws.
#[derive(Debug)]
struct Shown<'a> {
    remark: &'a Remark,
    source: &'a Source,
    labels: Vec<LabeledSpan>,
    message: String,
    help: String,
}

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(&self.remark.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.remark.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice | Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty())
            .then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}
