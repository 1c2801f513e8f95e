//! `accordant map`: where does the data go, who decides what, what can go wrong?

use accordant_agreement::Severity;
use accordant_lifecycle::map::{self, Flowchart, Map, MappedFlow, RatedRisk, Rating};

use super::{show_next, wrote};
use crate::arguments::{Format, VerbArguments};
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::package::{self, Case};
use crate::report::{Remark, build_sarif, plain_line, print_json};
use crate::terminal::{
    self, bad, caution, clean, columns, counted, cut, faint, good, heading, pad, strong, wrap,
};

pub(crate) fn run(arguments: &VerbArguments) -> Result<Outcome, Failure> {
    let (case, packs) = package::open(&arguments.subject, arguments.format)?;
    let map = map::map(&case.agreement, &packs, &case.assessment);
    if let Some(dir) = &arguments.out {
        let outputs = package::render_map(&case, &packs, &map)?;
        files::write_all(dir, &outputs, arguments.force)?;
        wrote(dir, &outputs);
    }
    let remarks = find_remarks(&case, &map);
    match arguments.format {
        Format::Human => terminal::print(&show(&case, &map))?,
        Format::Plain => terminal::print(&show_plain(&case, &map, &remarks))?,
        Format::Json => print_json(&package::describe(&map, &case)?)?,
        Format::Sarif => terminal::print(&build_sarif(&case.source, &remarks))?,
    }
    let worst = remarks.iter().map(|remark| remark.severity).max();
    Ok(if arguments.fail_on.is_reached_by(worst) { Outcome::Findings } else { Outcome::Clean })
}

/// What the map itself finds wrong: dead ends, and steps that nobody takes.
fn find_remarks(case: &Case, map: &Map) -> Vec<Remark> {
    map.decisions
        .iter()
        .flat_map(|chart| chart.problems.iter().map(move |problem| (chart, problem)))
        .map(|(chart, problem)| {
            let span = case
                .agreement
                .decisions
                .iter()
                .find(|decision| decision.id.as_str() == chart.decision)
                .map(|decision| (decision.id.span, String::new()));
            Remark {
                code: problem.code.to_owned(),
                severity: Severity::Warning,
                message: problem.message.clone(),
                help: problem.help.clone(),
                places: span.into_iter().collect(),
                accepted: None,
            }
        })
        .collect()
}

fn show(case: &Case, map: &Map) -> String {
    let mut text = [
        strong(&clean(&map.flows.title)),
        show_flows(map),
        show_decisions(map),
        show_risks(map),
        show_liability(map),
    ]
    .into_iter()
    .filter(|section| !section.is_empty())
    .collect::<Vec<_>>()
    .join("\n\n");
    let steps =
        [("map", " -o DIR", "saves the drawings"), ("structure", "", "writes the agreement")];
    text.push_str(&format!("\n\n{}\n", show_next(&case.source, &steps)));
    text
}

fn show_flows(map: &Map) -> String {
    let flows = &map.flows.flows;
    if flows.is_empty() {
        return format!("{}\n\n  The file names no flow.", heading("Data flows"));
    }
    let name = |id: &str| {
        map.flows.places.iter().find(|place| place.id == id).map_or(id.to_owned(), |place| {
            if place.area.is_empty() {
                place.name.clone()
            } else {
                format!("{} ({})", place.name, place.area)
            }
        })
    };
    let crossings = flows.iter().filter(|flow| flow.border.is_some()).count();
    let trust = flows.iter().filter(|flow| flow.crosses_trust).count();
    let mut lines = vec![format!(
        "  {}: {} a border, {} from one organisation's hands into another's",
        counted(flows.len(), "flow", "flows"),
        counted(crossings, "crosses", "cross"),
        counted(trust, "passes", "pass"),
    )];
    for (place, flow) in flows.iter().enumerate() {
        lines.push(String::new());
        let ends = format!("{} → {}", name(&flow.from), name(&flow.to));
        lines.push(format!(
            "  {} {}  {}",
            strong(&format!("{:>2}", place + 1)),
            clean(&ends),
            faint(&format!("for {}", flow.purpose))
        ));
        lines.push(wrap(&clean(&flow.assets.join(", ")), "     ", "     "));
        lines.push(format!("     {}", show_marks(flow)));
    }
    format!("{}\n\n{}", heading("Data flows"), lines.join("\n"))
}

fn show_marks(flow: &MappedFlow) -> String {
    let mut marks = Vec::new();
    if let Some((from, to)) = &flow.border {
        let words = format!("⚑ border {from} → {to}");
        marks.push(match (&flow.mechanism, flow.personal) {
            (Some(mechanism), true) => caution(&format!("{words}: {mechanism}")),
            (None, true) => bad(&format!("{words}: personal data, and no mechanism")),
            (_, false) => caution(&format!("{words}: no personal data")),
        });
    }
    if flow.personal {
        marks.push("personal data".to_owned());
    }
    marks.push(match flow.encrypted {
        Some(true) => good("encrypted"),
        Some(false) => bad("not encrypted"),
        None => faint("encryption not stated"),
    });
    marks.join(&faint(" · "))
}

fn show_decisions(map: &Map) -> String {
    if map.decisions.is_empty() {
        return String::new();
    }
    let entries: Vec<String> = map.decisions.iter().map(show_decision).collect();
    format!("{}\n\n{}", heading("Decisions"), entries.join("\n"))
}

fn show_decision(chart: &Flowchart) -> String {
    let steps = counted(chart.nodes.len(), "step", "steps");
    if chart.problems.is_empty() {
        return format!(
            "  {} {} {}",
            good("✓"),
            clean(&chart.name),
            faint(&format!("{steps}, every path ends where it should"))
        );
    }
    let mut lines = vec![format!(
        "  {} {} {}",
        caution("⚠"),
        clean(&chart.name),
        faint(&format!("{steps}, {}", counted(chart.problems.len(), "problem", "problems")))
    )];
    for problem in &chart.problems {
        lines.push(wrap(&clean(&problem.message), "      ", "      "));
        lines.push(wrap(&clean(&problem.help), &format!("      {} ", faint("→")), "        "));
    }
    lines.join("\n")
}

fn tone(rating: Rating, text: &str) -> String {
    match rating.level() {
        "low" => good(text),
        "medium" => text.to_owned(),
        "high" => caution(text),
        _ => bad(text),
    }
}

fn show_risks(map: &Map) -> String {
    /// Risks worth a line in a terminal; the report has all.
    const MOST: usize = 10;
    if map.risks.is_empty() {
        return String::new();
    }
    let treated =
        map.risks.iter().filter(|risk| risk.residual.score() < risk.inherent.score()).count();
    let mut lines = vec![format!(
        "  {}; the proposed terms lower {treated} of them",
        counted(map.risks.len(), "risk", "risks")
    )];
    lines.push(String::new());
    lines.push(faint(&format!("  {} {} {}", pad("before", 15), pad("after", 15), "risk")));
    for risk in map.risks.iter().take(MOST) {
        lines.push(show_risk(risk));
    }
    if map.risks.len() > MOST {
        lines.push(faint(&format!("  … and {} lower ones", map.risks.len() - MOST)));
    }
    format!("{}\n\n{}", heading("Risks, likelihood × impact of 5 each"), lines.join("\n"))
}

fn show_risk(risk: &RatedRisk) -> String {
    let rating = |rating: Rating| {
        let words = format!(
            "{}×{}={:<2} {}",
            rating.likelihood,
            rating.impact,
            rating.score(),
            rating.level()
        );
        // The level is the last word: nothing is told by colour alone.
        tone(rating, &pad(&words, 15))
    };
    let title = match &risk.of {
        Some(of) => format!("{} ({of})", risk.title),
        None => risk.title.clone(),
    };
    let room = terminal::width().saturating_sub(2 + 15 + 1 + 15 + 1);
    format!("  {} {} {}", rating(risk.inherent), rating(risk.residual), cut(&clean(&title), room))
}

fn show_liability(map: &Map) -> String {
    if map.liability.is_empty() {
        return String::new();
    }
    let widest = map
        .liability
        .iter()
        .map(|point| columns(&point.matter))
        .max()
        .unwrap_or(0)
        .min(terminal::width() / 2);
    let lines: Vec<String> = map
        .liability
        .iter()
        .map(|point| {
            let who = match &point.answers {
                Some(party) => strong(&clean(party)),
                None => bad("nobody"),
            };
            format!(
                "  {}  {who} {}",
                pad(&cut(&clean(&point.matter), widest), widest),
                faint(&format!("· {}", point.provision))
            )
        })
        .collect();
    format!("{}\n\n{}", heading("Who answers for what"), lines.join("\n"))
}

fn show_plain(case: &Case, map: &Map, remarks: &[Remark]) -> String {
    let mut lines: String = remarks.iter().map(|remark| plain_line(&case.source, remark)).collect();
    for flow in &map.flows.flows {
        let border = flow
            .border
            .as_ref()
            .map_or_else(|| "-".to_owned(), |(from, to)| format!("{from}>{to}"));
        lines.push_str(&format!(
            "flow: {} from={} to={} border={border} personal={} encrypted={} mechanism={}\n",
            flow.id,
            flow.from,
            flow.to,
            flow.personal,
            flow.encrypted.map_or("unknown".to_owned(), |flag| flag.to_string()),
            flow.mechanism.as_deref().unwrap_or("-")
        ));
    }
    for chart in &map.decisions {
        lines.push_str(&format!(
            "decision: {} problems={}\n",
            chart.decision,
            chart.problems.len()
        ));
    }
    for risk in &map.risks {
        lines.push_str(&format!(
            "risk: {} of={} inherent={} residual={} level={}\n",
            risk.id,
            risk.of.as_deref().unwrap_or("-"),
            risk.inherent.score(),
            risk.residual.score(),
            risk.residual.level()
        ));
    }
    for point in &map.liability {
        lines.push_str(&format!(
            "answers: {} {}: {}\n",
            point.provision,
            point.matter,
            point.answers.as_deref().unwrap_or("nobody")
        ));
    }
    lines
}
