//! How long assess takes: packs loaded once, and loading included.

#![expect(clippy::expect_used, reason = "a bench that cannot start may say so and stop")]

use accordant_agreement::parse;
use accordant_lifecycle::assess::assess;
use accordant_lifecycle::map::map;
use accordant_packs::Packs;

const EXAMPLES: [(&str, &str); 4] = [
    ("fintech-chatbot", include_str!("../../../examples/fintech-chatbot/agreement.toml")),
    (
        "predictive-maintenance",
        include_str!("../../../examples/predictive-maintenance/agreement.toml"),
    ),
    ("cloud-ai", include_str!("../../../examples/cloud-ai/agreement.toml")),
    ("data-supplier", include_str!("../../../examples/data-supplier/agreement.toml")),
];

fn main() {
    divan::main();
}

#[divan::bench]
fn load_packs() -> Packs {
    Packs::builtin().expect("the packs load")
}

#[divan::bench(args = EXAMPLES.map(|(name, _)| name))]
fn assess_example(bencher: divan::Bencher<'_, '_>, name: &str) {
    let packs = Packs::builtin().expect("the packs load");
    let text = EXAMPLES.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
    let day = "2026-11-22".parse().expect("a date");
    bencher.bench_local(|| {
        let agreement = parse(text).expect("the example reads");
        assess(&agreement, &packs, day).expect("it is assessed").findings.len()
    });
}

#[divan::bench(args = EXAMPLES.map(|(name, _)| name))]
fn map_example(bencher: divan::Bencher<'_, '_>, name: &str) {
    let packs = Packs::builtin().expect("the packs load");
    let text = EXAMPLES.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
    let agreement = parse(text).expect("the example reads");
    let day = "2026-11-22".parse().expect("a date");
    let assessment = assess(&agreement, &packs, day).expect("it is assessed");
    bencher.bench_local(|| map(&agreement, &packs, &assessment).drawings().decisions.len());
}
