//! `accordant assess`: which duties apply, what must the agreement say, what is missing?

mod human;

use accordant_lifecycle::Finding;
use accordant_packs::Standing;

use super::wrote;
use crate::arguments::{Format, VerbArguments};
use crate::failure::{Failure, Outcome};
use crate::package::{self, Case};
use crate::report::{Remark, build_sarif, plain_line, print_json};
use crate::{files, terminal};

pub(crate) fn run(arguments: &VerbArguments) -> Result<Outcome, Failure> {
    let (case, packs) = package::open(&arguments.subject, arguments.format)?;
    if let Some(dir) = &arguments.out {
        let outputs = package::render_assessment(&case, &packs)?;
        files::write_all(dir, &outputs, arguments.force)?;
        wrote(dir, &outputs);
    }
    match arguments.format {
        Format::Human => terminal::print(&human::show(&case, &packs))?,
        Format::Plain => terminal::print(&show_plain(&case))?,
        Format::Json => print_json(&package::describe(&case.assessment, &case)?)?,
        Format::Sarif => {
            let remarks: Vec<Remark> = case.assessment.findings.iter().map(Remark::from).collect();
            terminal::print(&build_sarif(&case.source, &remarks))?;
        }
    }
    Ok(if arguments.fail_on.is_reached_by(case.assessment.worst()) {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

fn show_plain(case: &Case) -> String {
    let assessment = &case.assessment;
    let mut lines = String::new();
    for finding in &assessment.findings {
        lines.push_str(&plain_line(&case.source, &mark_mistake(finding)));
    }
    for class in &assessment.classifications {
        lines.push_str(&format!(
            "class: {}={} of {}: {}\n",
            class.fact,
            class.value,
            class.of.as_deref().unwrap_or("the agreement"),
            class.citation
        ));
    }
    for duty in &assessment.duties {
        let (state, date) = match &duty.standing {
            Standing::Applies(dates) => ("applies", dates.applies_from),
            Standing::NotYet(dates) | Standing::Ended(dates) => ("not-yet", dates.applies_from),
            Standing::NotLaw => continue,
        };
        let moved = duty
            .standing
            .dates()
            .and_then(|dates| dates.moved_from.as_ref().map(|(date, _)| (date, &dates.by)))
            .map_or_else(String::new, |(date, by)| format!(" (moved from {date} by {by})"));
        lines.push_str(&format!(
            "duty: {state} {date} {}: {}: {} [{}]{moved}\n",
            duty.code,
            duty.citation,
            duty.title,
            duty.review.state.as_str()
        ));
    }
    for entry in &assessment.unclear {
        let missing: Vec<&str> = entry.missing.iter().map(String::as_str).collect();
        lines.push_str(&format!(
            "unclear: {}: {}: unknown {}\n",
            entry.code,
            entry.citation,
            missing.join(", ")
        ));
    }
    for row in &assessment.table.rows {
        let required =
            row.required.as_ref().map_or_else(|| "-".to_owned(), |r| r.positions.join("|"));
        let proposed = row.proposed.as_ref().map_or("-", |chosen| &chosen.position);
        lines.push_str(&format!(
            "position: {} required={required} proposed={proposed}\n",
            row.provision
        ));
    }
    lines
}

fn mark_mistake(finding: &Finding) -> Remark {
    let mut remark = Remark::from(finding);
    if finding.mistake {
        remark.message = format!("classic mistake: {}", remark.message);
    }
    remark
}
