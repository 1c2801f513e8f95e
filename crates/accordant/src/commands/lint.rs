//! `accordant lint`: anybody's contract, read as a careful reader would.

use accordant_agreement::Severity;
use accordant_document::lint::{self, LintOptions, PaperFinding, lint_paper};
use accordant_document::read::Paper;
use serde_json::{Value, json};

use crate::arguments::{Format, LintArguments};
use crate::failure::{Failure, Outcome};
use crate::papers::{self, Opened};
use crate::report::{Remark, Source, build_sarif, plain_line, print_json};
use crate::terminal;

pub(crate) fn run(arguments: &LintArguments) -> Result<Outcome, Failure> {
    let Opened { paper, source, .. } = papers::open(&arguments.document)?;
    let findings = lint_paper(&paper, &LintOptions { known_terms: arguments.known.clone() });
    match arguments.format {
        Format::Human => terminal::print(&show(&paper, &source, &findings))?,
        Format::Plain => terminal::print(&show_plain(&paper, &source, &findings))?,
        Format::Json => print_json(&describe(&paper, &source, &findings))?,
        Format::Sarif => {
            let remarks: Vec<Remark> =
                findings.iter().map(|finding| remark(&paper, &source, finding)).collect();
            terminal::print(&build_sarif(&source, &remarks))?;
        }
    }
    let worst = findings.iter().map(|finding| severity(finding.severity)).max();
    Ok(if arguments.fail_on.is_reached_by(worst) { Outcome::Findings } else { Outcome::Clean })
}

fn severity(severity: lint::Severity) -> Severity {
    match severity {
        lint::Severity::Error => Severity::Error,
        lint::Severity::Warning => Severity::Warning,
        lint::Severity::Note => Severity::Note,
    }
}

/// A finding as other commands show theirs; its place in the contract comes before the message.
fn remark(paper: &Paper, source: &Source, finding: &PaperFinding) -> Remark {
    Remark {
        code: finding.code.to_owned(),
        severity: severity(finding.severity),
        message: format!("{}: {}", finding.place, finding.message),
        help: finding.help.clone(),
        places: papers::find_span(paper, source, &finding.span)
            .map(|span| (span, String::new()))
            .into_iter()
            .collect(),
        accepted: None,
    }
}

fn show(paper: &Paper, source: &Source, findings: &[PaperFinding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let grave = severity(finding.severity);
        let lead = format!("  {} ", terminal::toned(grave, terminal::sign(grave)));
        text.push_str(&terminal::wrap(&terminal::clean(&finding.message), &lead, "    "));
        let mut place = terminal::clean(&finding.place);
        if let Some(span) = papers::find_span(paper, source, &finding.span) {
            let (line, column) = source.place(span.start);
            place.push_str(&format!(" (line {line}, column {column})"));
        } else if let Some(page) = papers::find_page(paper, &finding.span) {
            place.push_str(&format!(" (page {page})"));
        }
        let code = format!("{} {} {}", place, "·", finding.code);
        text.push_str(&format!("\n{}", terminal::wrap(&code, "    ", "    ")));
        text.push_str(&format!(
            "\n{}\n\n",
            terminal::wrap(&finding.help, &format!("    {} ", terminal::faint("→")), "      ")
        ));
    }
    text.push_str(&summarise(paper, source, findings));
    text
}

fn summarise(paper: &Paper, source: &Source, findings: &[PaperFinding]) -> String {
    let count = |wanted: lint::Severity| findings.iter().filter(|f| f.severity == wanted).count();
    let (errors, warnings) = (count(lint::Severity::Error), count(lint::Severity::Warning));
    let clauses = paper.nodes.iter().filter(|node| !node.label.full.is_empty()).count();
    let words = if findings.is_empty() {
        terminal::good("nothing to mend")
    } else {
        format!(
            "{}, {}",
            terminal::counted(errors, "error", "errors"),
            terminal::counted(warnings, "warning", "warnings")
        )
    };
    format!(
        "{words} in {}: {}, {}, {}\n",
        terminal::code(&terminal::clean(source.name())),
        terminal::counted(clauses, "numbered clause", "numbered clauses"),
        terminal::counted(paper.terms.len(), "definition", "definitions"),
        terminal::counted(paper.references.len(), "reference", "references"),
    )
}

fn show_plain(paper: &Paper, source: &Source, findings: &[PaperFinding]) -> String {
    findings.iter().map(|finding| plain_line(source, &remark(paper, source, finding))).collect()
}

fn describe(paper: &Paper, source: &Source, findings: &[PaperFinding]) -> Value {
    let findings: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let mut value = json!({
                "code": finding.code,
                "severity": severity(finding.severity).as_str(),
                "message": finding.message,
                "help": finding.help,
                "place": finding.place,
                "quote": paper.slice(&finding.span),
                "start": finding.span.start,
                "end": finding.span.end,
            });
            if let (Some(span), Some(object)) =
                (papers::find_span(paper, source, &finding.span), value.as_object_mut())
            {
                let (line, column) = source.place(span.start);
                object.insert("line".to_owned(), line.into());
                object.insert("column".to_owned(), column.into());
            }
            value
        })
        .collect();
    json!({
        "document": source.name(),
        "format": paper.format,
        "title": paper.title,
        "findings": findings,
    })
}
