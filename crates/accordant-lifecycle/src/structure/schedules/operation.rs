//! Parties and systems, purpose, performance, oversight.

use accordant_document::model::{Block, Cell, Inline, Text, Tone};
use accordant_packs::{ItemKind, join_words, roles_of};

use super::{Desk, gap_cell, headed_table, list_or_dash};
use crate::words::{automation_name, capitalise, impact_name, remedy_name};

pub(super) fn list_parties(desk: &Desk<'_>) -> Vec<Block> {
    let agreement = desk.agreement;
    let rows = agreement
        .parties
        .iter()
        .map(|party| {
            let word = desk.word_for(party.id.as_str());
            let roles: Vec<String> = roles_of(agreement, party.id.as_str())
                .iter()
                .map(|(role, _)| role.to_string())
                .collect();
            vec![
                Cell {
                    text: vec![Text::strong(party.name.value.clone()), Text::plain(word)],
                    tone: None,
                },
                Cell::new(party.country.to_string()),
                list_or_dash(&roles),
                Cell::new(
                    party
                        .notices
                        .as_ref()
                        .map(|notices| notices.value.clone())
                        .or_else(|| {
                            party.function.as_ref().map(|function| capitalise(&function.value))
                        })
                        .unwrap_or_else(|| "–".to_owned()),
                ),
            ]
        })
        .collect();
    let mut blocks = headed_table(
        "parties-table",
        "Parties and their roles",
        &[("Party", 34), ("Country", 12), ("Roles under law", 34), ("Notices, or function", 26)],
        rows,
    );
    let systems = agreement
        .systems
        .iter()
        .map(|system| {
            let kinds: Vec<String> = system.kinds.iter().map(ToString::to_string).collect();
            let regions: Vec<String> = system.regions.iter().map(ToString::to_string).collect();
            let classes: Vec<String> = desk
                .assessment
                .classifications
                .iter()
                .filter(|class| class.kind == Some(ItemKind::System))
                .filter(|class| class.of.as_deref() == Some(system.id.as_str()))
                .map(|class| class.value.clone())
                .fold(Vec::new(), |mut all, value| {
                    if !all.contains(&value) {
                        all.push(value);
                    }
                    all
                });
            let host = system.host.as_ref().unwrap_or(&system.provider);
            let mut what = vec![Text::strong(system.name.value.clone())];
            what.extend(system.description.as_ref().map(|text| Text::plain(text.value.clone())));
            what.extend(system.model.as_ref().map(|text| Text::plain(text.value.clone())));
            vec![
                Cell { text: what, tone: None },
                Cell::new(format!(
                    "Provided by the {}, hosted by the {} in {}",
                    desk.word_for(system.provider.id()),
                    desk.word_for(host.id()),
                    if regions.is_empty() {
                        "a place to be agreed".to_owned()
                    } else {
                        join_words(&regions)
                    }
                )),
                Cell::new(format!(
                    "{}; {}",
                    kinds.join(", "),
                    automation_name(system.automation.value)
                )),
                list_or_dash(&classes),
            ]
        })
        .collect();
    blocks.extend(headed_table(
        "systems",
        "AI Systems",
        &[
            ("System", 34),
            ("Provider and place", 28),
            ("Kind and automation", 26),
            ("Risk class (AI Act)", 18),
        ],
        systems,
    ));
    blocks
}

pub(super) fn describe_purpose(desk: &Desk<'_>) -> Vec<Block> {
    let use_case = &desk.agreement.use_case;
    let texts = |values: &[accordant_agreement::At<String>]| -> Vec<Text> {
        values.iter().map(|value| Text::plain(capitalise(&value.value))).collect()
    };
    let regions: Vec<String> = use_case.regions.iter().map(ToString::to_string).collect();
    let mut rows = vec![
        vec![Cell::new(Text::strong("Use Case")), Cell::new(use_case.summary.value.clone())],
        vec![
            Cell::new(Text::strong("Intended Purpose")),
            Cell::new(use_case.intended_purpose.value.clone()),
        ],
    ];
    if let Some(value) = &use_case.business_value {
        rows.push(vec![
            Cell::new(Text::strong("Value for the business")),
            Cell::new(value.value.clone()),
        ]);
    }
    let lists = [
        ("Users", &use_case.users, "who uses the system"),
        ("People affected", &use_case.affected, "who is affected by the system"),
        ("Prohibited uses", &use_case.prohibited_uses, "uses that the parties rule out"),
        ("Foreseeable misuse", &use_case.foreseeable_misuse, "misuse that can be foreseen"),
    ];
    for (name, values, gap) in lists {
        let cell = if values.is_empty() {
            gap_cell(None, gap)
        } else {
            Cell { text: texts(values), tone: None }
        };
        rows.push(vec![Cell::new(Text::strong(name)), cell]);
    }
    rows.push(vec![
        Cell::new(Text::strong("Places of use")),
        gap_cell((!regions.is_empty()).then(|| join_words(&regions)), "places of use"),
    ]);
    headed_table("purpose-table", "The use", &[("", 24), ("", 76)], rows)
}

pub(super) fn list_metrics(desk: &Desk<'_>) -> Vec<Block> {
    let metrics = &desk.agreement.metrics;
    let rows = metrics
        .iter()
        .map(|metric| {
            let remedies: Vec<String> =
                metric.remedies.iter().map(|remedy| remedy_name(remedy.value).to_owned()).collect();
            let mut what = vec![
                Text::strong(metric.name.value.clone()),
                Text::plain(metric.definition.value.clone()),
            ];
            if !metric.groups.is_empty() {
                let groups: Vec<String> =
                    metric.groups.iter().map(|group| group.value.clone()).collect();
                what.push(Text::plain(format!("Computed apart for: {}", groups.join(", "))));
            }
            let by =
                metric.measured_by.as_ref().map(|by| format!("the {}", desk.word_for(by.id())));
            vec![
                Cell { text: what, tone: None },
                Cell::new(Text::strong(capitalise(&metric.threshold.value.to_string()))),
                Cell {
                    text: vec![
                        Text::plain(format!("Each {}", period(&metric.window.value.to_string()))),
                        Text::plain(format!(
                            "At least {} cases",
                            grouped(metric.minimum_sample.value)
                        )),
                    ],
                    tone: None,
                },
                gap_cell(by.map(|by| format!("By {by}")), format!("who measures {}", metric.name)),
                gap_cell(
                    (!remedies.is_empty()).then(|| capitalise(&remedies.join(", then "))),
                    format!("what follows when {} is missed", metric.name),
                ),
            ]
        })
        .collect();
    let mut blocks = headed_table(
        "metrics",
        "Metrics and Thresholds",
        &[
            ("Metric", 38),
            ("Threshold", 16),
            ("Window and sample", 18),
            ("Measured", 14),
            ("Remedies in order", 20),
        ],
        rows,
    );
    let benchmarks = metrics.iter().filter_map(|metric| {
        let benchmark = metric.benchmark.as_ref()?;
        let mut set = vec![Text::strong(benchmark.dataset.value.clone())];
        match &benchmark.sha256 {
            Some(hash) => set.push(Text(vec![
                Inline::Plain("SHA-256 ".to_owned()),
                Inline::Code(hash.value.clone()),
            ])),
            None => set.push(Text(vec![Inline::Gap(format!("SHA-256 of {}", benchmark.dataset))])),
        }
        let cases = benchmark.cases.as_ref().map(|cases| grouped(cases.value));
        let kept = benchmark.kept_by.as_ref().map(|by| format!("the {}", desk.word_for(by.id())));
        Some(vec![
            Cell::new(metric.name.value.clone()),
            Cell { text: set, tone: None },
            gap_cell(cases, format!("number of cases in {}", benchmark.dataset)),
            Cell::new(benchmark.protocol.value.clone()),
            gap_cell(
                kept.map(|kept| capitalise(&kept)),
                format!("who keeps {}", benchmark.dataset),
            ),
        ])
    });
    blocks.extend(headed_table(
        "benchmarks",
        "Benchmark Datasets",
        &[("Metric", 16), ("Dataset", 34), ("Cases", 10), ("Protocol", 34), ("Kept by", 14)],
        benchmarks.collect(),
    ));
    blocks
}

/// "1 month" is "month"; "3 months" stays.
fn period(window: &str) -> String {
    window.strip_prefix("1 ").map_or_else(|| window.to_owned(), str::to_owned)
}

/// 40000 is "40,000".
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(super) fn list_decisions(desk: &Desk<'_>) -> Vec<Block> {
    let decisions = &desk.agreement.decisions;
    let rows = decisions
        .iter()
        .map(|decision| {
            let mut what = vec![Text::strong(decision.name.value.clone())];
            what.extend(decision.description.as_ref().map(|text| Text::plain(text.value.clone())));
            let weighty = matches!(
                decision.impact.value,
                accordant_agreement::file::Impact::Consequential
                    | accordant_agreement::file::Impact::LegalOrSimilar
            );
            let answers = decision
                .answers_for_errors
                .as_ref()
                .map(|party| format!("The {}", desk.word_for(party.id())));
            vec![
                Cell { text: what, tone: None },
                Cell {
                    text: vec![Text::plain(capitalise(impact_name(decision.impact.value)))],
                    tone: weighty.then_some(Tone::Caution),
                },
                Cell::new(capitalise(automation_name(decision.automation.value))),
                gap_cell(answers, format!("who answers for errors of {}", decision.name)),
                gap_cell(
                    decision
                        .appeal
                        .as_ref()
                        .map(|appeal| capitalise(&appeal.value))
                        .or_else(|| (!weighty).then(|| "–".to_owned())),
                    format!("how {} can be contested", decision.name),
                ),
            ]
        })
        .collect();
    let mut blocks = headed_table(
        "decisions",
        "Decision matrix",
        &[
            ("Decision", 34),
            ("Impact", 16),
            ("Automation", 18),
            ("Answers for errors", 16),
            ("Contest", 22),
        ],
        rows,
    );
    let oversight = decisions
        .iter()
        .map(|decision| {
            let name = &decision.name;
            let Some(oversight) = &decision.oversight else {
                return vec![
                    Cell::new(name.value.clone()),
                    gap_cell(None, format!("oversight of {name}")),
                    Cell::new("–"),
                    Cell::new("–"),
                ];
            };
            let mut reviewer = vec![Text::plain(capitalise(&oversight.reviewer.value))];
            reviewer.extend(
                oversight.competence.as_ref().map(|text| Text::plain(capitalise(&text.value))),
            );
            let mut when = Vec::new();
            when.extend(
                oversight.trigger.as_ref().map(|text| Text::plain(capitalise(&text.value))),
            );
            when.extend(
                oversight
                    .confidence_below
                    .as_ref()
                    .map(|bound| Text::plain(format!("Confidence below {bound}"))),
            );
            when.extend(
                oversight
                    .sample
                    .as_ref()
                    .map(|share| Text::plain(format!("A sample of {share} afterwards"))),
            );
            when.extend(
                oversight.within.as_ref().map(|time| Text::plain(format!("Within {time}"))),
            );
            let escalation: Vec<String> =
                decision.escalation.iter().map(|step| step.value.clone()).collect();
            let mut stop: Vec<Text> = Vec::new();
            stop.extend(
                oversight.stop.as_ref().map(|text| Text::plain(format!("Stop: {}", text.value))),
            );
            if !escalation.is_empty() {
                stop.push(Text::plain(format!("Escalation: {}", escalation.join(", then "))));
            }
            let cell = |text: Vec<Text>, gap: String| {
                if text.is_empty() { gap_cell(None, gap) } else { Cell { text, tone: None } }
            };
            vec![
                Cell::new(name.value.clone()),
                Cell { text: reviewer, tone: None },
                cell(when, format!("when a person looks at {name}")),
                cell(stop, format!("stop and escalation of {name}")),
            ]
        })
        .collect();
    blocks.extend(headed_table(
        "oversight-table",
        "Human oversight",
        &[
            ("Decision", 20),
            ("Reviewer", 28),
            ("When a person must look", 30),
            ("Stop and escalation", 28),
        ],
        oversight,
    ));
    for decision in decisions {
        if let Some(figure) = desk.drawings.decisions.get(decision.id.as_str()) {
            blocks.push(Block::Figure(figure.clone()));
        }
    }
    blocks
}
