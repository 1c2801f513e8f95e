//! `accordant review`: their paper against our table, and what goes back to them.

mod human;
mod last;
mod markup;
mod page;
mod sheet;

use std::path::Path;

use accordant_agreement::Severity;
use accordant_document::docx;
use accordant_lifecycle::map;
use accordant_lifecycle::read::Reader;
use accordant_lifecycle::review::{self, Issue, Ours, Review, Scope, SentRound, build_memo};

use super::wrote;
use crate::arguments::{ChangeFrom, Format, ReviewArguments, Subject};
use crate::failure::{Failure, Outcome};
use crate::files::{self, Output};
use crate::papers::{self, Opened};
use crate::report::{Remark, build_sarif, plain_line, print_json};
use crate::{package, terminal};

pub(crate) fn run(arguments: &ReviewArguments) -> Result<Outcome, Failure> {
    let subject = Subject {
        file: arguments.against.clone(),
        as_of: arguments.as_of,
        packs: arguments.packs.clone(),
    };
    let (case, packs) = package::open(&subject, arguments.format)?;
    let opened = papers::open(&arguments.document)?;
    let reader = super::read::compile(&packs)?;
    let map = map::map(&case.agreement, &packs, &case.assessment);
    let ours =
        Ours { agreement: &case.agreement, packs: &packs, assessment: &case.assessment, map: &map };
    let last = arguments.last.as_deref().map(last::open).transpose()?;
    let sent = last.as_ref().map(|last| &last.sent);
    let mut review = judge(ours, &reader, &opened, arguments, sent)?;
    if let Some(last) = &last {
        review.add_round(last.judge(&opened)?);
    }
    if let Some(dir) = &arguments.out {
        let author = arguments.author.as_deref();
        let outputs = render_all(ours, &review, &opened, &arguments.document, author)?;
        files::write_all(dir, &outputs, arguments.force)?;
        wrote(dir, &outputs);
    }
    match arguments.format {
        Format::Human => terminal::print(&human::show(&review, &opened.source))?,
        Format::Plain => terminal::print(&show_plain(&review, &opened))?,
        Format::Json => print_json(&review)?,
        Format::Sarif => {
            terminal::print(&build_sarif(&opened.source, &list_remarks(&review, &opened)))?;
        }
    }
    Ok(if arguments.fail_on.is_reached_by(review.worst()) {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

fn judge(
    ours: Ours<'_>,
    reader: &Reader,
    opened: &Opened,
    arguments: &ReviewArguments,
    sent: Option<&SentRound>,
) -> Result<Review, Failure> {
    let scope = Scope {
        sent,
        change_from: match arguments.change {
            ChangeFrom::Error => Severity::Error,
            ChangeFrom::Warning => Severity::Warning,
            ChangeFrom::Advice => Severity::Advice,
        },
    };
    review_paper(ours, reader, opened, &arguments.document, scope)
}

/// Reviews a paper that lies at a path.
pub(super) fn review_paper(
    ours: Ours<'_>,
    reader: &Reader,
    opened: &Opened,
    path: &Path,
    scope: Scope<'_>,
) -> Result<Review, Failure> {
    let name = path
        .file_name()
        .map_or_else(|| "(stdin)".to_owned(), |name| name.to_string_lossy().into_owned());
    review::review(ours, reader, &opened.paper, &name, scope)
        .map_err(|error| Failure::Ours(anyhow::Error::new(error)))
}

/// Everything that a review leaves as files.
pub(super) fn render_all(
    ours: Ours<'_>,
    review: &Review,
    opened: &Opened,
    path: &Path,
    author: Option<&str>,
) -> Result<Vec<Output>, Failure> {
    let mut outputs = render(ours, review, opened)?;
    outputs.push(markup::mark_up(review, opened, path, &markup::author(author, ours))?);
    Ok(outputs)
}

/// The files: reports for us, and their paper marked up.
fn render(ours: Ours<'_>, review: &Review, opened: &Opened) -> Result<Vec<Output>, Failure> {
    let memo = build_memo(ours, review);
    let mut json = serde_json::to_string_pretty(review).map_err(anyhow::Error::from)?;
    json.push('\n');
    Ok(vec![
        Output::new("review.html", page::write(review, &opened.paper)),
        Output::new(
            "memo.docx",
            docx::write(&memo, &docx::DocxOptions::default()).map_err(anyhow::Error::from)?,
        ),
        Output::new("issues.xlsx", sheet::write(review)?),
        Output::new("review.json", json),
        Output::new("review.sarif", build_sarif(&opened.source, &list_remarks(review, opened))),
    ])
}

/// Issues as other commands show findings.
fn list_remarks(review: &Review, opened: &Opened) -> Vec<Remark> {
    review.issues.iter().map(|issue| remark(issue, opened)).collect()
}

fn remark(issue: &Issue, opened: &Opened) -> Remark {
    let page = issue
        .quotes
        .first()
        .and_then(|quote| papers::find_page(&opened.paper, &(quote.start..quote.end)))
        .map_or_else(String::new, |page| format!(" (page {page})"));
    let place = if issue.place.is_empty() { "the paper" } else { &issue.place };
    Remark {
        code: format!("{}/{}", issue.code, issue.id),
        severity: issue.severity,
        message: format!("{place}{page}: {}", issue.message),
        help: format!("ask that {}", issue.ask.says),
        places: issue
            .quotes
            .iter()
            .filter_map(|quote| {
                papers::find_span(&opened.paper, &opened.source, &(quote.start..quote.end))
            })
            .map(|span| (span, String::new()))
            .collect(),
        accepted: None,
    }
}

fn show_plain(review: &Review, opened: &Opened) -> String {
    let mut text = format!("verdict: {}\n", review.verdict.decision.as_str());
    for mistake in &review.mistakes {
        text.push_str(&format!("mistake: {}: {}\n", mistake.rule, mistake.message));
    }
    for remark in list_remarks(review, opened) {
        text.push_str(&plain_line(&opened.source, &remark));
    }
    for ask in review.round.iter().flat_map(|round| &round.asks) {
        text.push_str(&format!("asked: {}: {}: {}\n", ask.id, ask.outcome.as_str(), ask.place));
    }
    for change in review.round.iter().flat_map(|round| &round.silent) {
        let words = change.marked.split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("unmarked: {}: {}\n", change.place, terminal::clean(&words)));
    }
    for entry in &review.unread {
        text.push_str(&format!("unread: {}: {}\n", entry.provision, entry.question));
    }
    for entry in &review.elsewhere {
        text.push_str(&format!("elsewhere: {}: {}\n", entry.provision, entry.question));
    }
    text
}
