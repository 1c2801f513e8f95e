//! Metrics with their benchmarks, service levels, and the quality of data.

use accordant_agreement::At;
use accordant_agreement::file::{Metric, MetricKind};
use accordant_document::model::{Block, Cell, Inline, Text};

use super::Desk;
use super::grid::{cell, facts, join, lines, needed, stated, table, titled};
use crate::words::{capitalise, remedy_name};

pub(super) fn list_metrics(desk: &Desk<'_>) -> Vec<Block> {
    let is_here = |metric: &&At<Metric>| !is_service(metric) && !is_data(metric);
    let metrics: Vec<_> = desk.agreement.metrics.iter().filter(is_here).collect();
    let mut blocks = write_metrics(desk, "performance.metrics", "Metrics and Thresholds", &metrics);
    blocks.extend(write_benchmarks(desk, "performance.benchmarks", &metrics));
    blocks
}

pub(super) fn list_service(desk: &Desk<'_>) -> Vec<Block> {
    let metrics: Vec<_> =
        desk.agreement.metrics.iter().filter(|metric| is_service(metric)).collect();
    let mut blocks = write_metrics(desk, "service-levels.metrics", "Service levels", &metrics);
    blocks.extend(write_benchmarks(desk, "service-levels.benchmarks", &metrics));
    if let Some(service) = &desk.agreement.service {
        blocks.extend(facts(
            "service-levels.service",
            "How the service runs",
            vec![
                ("Support Hours", stated(&service.support_hours)),
                ("Support is reached at", stated(&service.support_channel)),
                ("Planned maintenance", stated(&service.maintenance_window)),
                ("Load", stated(&service.throughput)),
                ("Limits of use", stated(&service.rate_limit)),
                (
                    "State of the service",
                    service.status_page.as_ref().map(|page| Cell::new(page.value.clone())),
                ),
            ],
        ));
    }
    blocks
}

pub(super) fn list_data_quality(desk: &Desk<'_>) -> Vec<Block> {
    let metrics: Vec<_> = desk.agreement.metrics.iter().filter(|metric| is_data(metric)).collect();
    let mut blocks = write_metrics(desk, "data-quality.metrics", "Criteria of quality", &metrics);
    blocks.extend(write_benchmarks(desk, "data-quality.benchmarks", &metrics));
    blocks
}

fn is_service(metric: &At<Metric>) -> bool {
    matches!(metric.kind.value, MetricKind::Availability | MetricKind::Latency)
}

fn is_data(metric: &At<Metric>) -> bool {
    metric.kind.value == MetricKind::DataQuality
}

fn write_metrics(desk: &Desk<'_>, id: &str, caption: &str, metrics: &[&At<Metric>]) -> Vec<Block> {
    let rows = metrics.iter().map(|metric| {
        let groups = (!metric.groups.is_empty())
            .then(|| format!("Computed apart for: {}", join(&metric.groups)));
        let by = metric.measured_by.as_ref().map(|by| desk.word_for(by.id()));
        let remedies: Vec<&str> =
            metric.remedies.iter().map(|remedy| remedy_name(remedy.value)).collect();
        vec![
            titled(metric.name.value.clone(), [Some(metric.definition.value.clone()), groups]),
            Some(Cell::new(Text::strong(capitalise(&metric.threshold.value.to_string())))),
            lines([
                Some(format!("every {}", period(&metric.window.value.to_string()))),
                Some(format!("at least {} cases", grouped(metric.minimum_sample.value))),
            ]),
            needed(by, format!("who measures {}", metric.name)),
            needed(
                (!remedies.is_empty()).then(|| remedies.join(", then ")),
                format!("what follows when {} is missed", metric.name),
            ),
        ]
    });
    table(
        id,
        caption,
        &[
            ("Metric", 40),
            ("Threshold", 15),
            ("Window and sample", 16),
            ("Measured by", 13),
            ("Remedies in order", 20),
        ],
        rows.collect(),
    )
}

fn write_benchmarks(desk: &Desk<'_>, id: &str, metrics: &[&At<Metric>]) -> Vec<Block> {
    let rows = metrics.iter().filter_map(|metric| {
        let benchmark = metric.benchmark.as_ref()?;
        let hash = match &benchmark.sha256 {
            Some(hash) => {
                Text(vec![Inline::Plain("SHA-256 ".to_owned()), Inline::Code(hash.value.clone())])
            }
            None => Text(vec![Inline::Gap(format!("SHA-256 of {}", benchmark.dataset))]),
        };
        let set =
            Cell { text: vec![Text::strong(benchmark.dataset.value.clone()), hash], tone: None };
        let cases = benchmark.cases.as_ref().map(|cases| grouped(cases.value));
        let kept = benchmark.kept_by.as_ref().map(|by| desk.word_for(by.id()));
        Some(vec![
            cell(metric.name.value.clone()),
            Some(set),
            needed(cases, format!("number of cases in {}", benchmark.dataset)),
            cell(benchmark.protocol.value.clone()),
            needed(kept, format!("who keeps {}", benchmark.dataset)),
        ])
    });
    table(
        id,
        "Benchmark Datasets",
        &[("Metric", 15), ("Dataset", 34), ("Cases", 9), ("Protocol", 30), ("Kept by", 12)],
        rows.collect(),
    )
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
