//! The verbs on whole partnerships.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod examples;
mod forms;
mod house;
mod ladders;
mod law;
mod limits;
mod moved;
mod partnerships;
mod read;
mod review;
mod rounds;
mod schedules;
mod sides;

use std::path::PathBuf;

use accordant_agreement::file::Agreement;
use accordant_agreement::{Date, parse};
use accordant_lifecycle::assess::{Assessment, assess};
use accordant_packs::Packs;

/// The day to which the goldens speak.
const DAY: &str = "2026-11-22";

const EXAMPLES: [&str; 4] =
    ["fintech-chatbot", "predictive-maintenance", "cloud-ai", "data-supplier"];

fn packs() -> Packs {
    Packs::builtin().expect("the built-in packs load")
}

fn example_folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

fn example_text(name: &str) -> String {
    std::fs::read_to_string(example_folder(name).join("agreement.toml")).expect("the example reads")
}

fn agreement_of(text: &str) -> Agreement {
    parse(text).unwrap_or_else(|faults| {
        let lines: Vec<_> = faults.iter().map(|fault| fault.message.clone()).collect();
        panic!("{}", lines.join("\n"));
    })
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn assess_on(agreement: &Agreement, packs: &Packs, date: &str) -> Assessment {
    assess(agreement, packs, day(date)).unwrap_or_else(|faults| {
        let lines: Vec<_> =
            faults.iter().map(|fault| format!("{}: {}", fault.code, fault.message)).collect();
        panic!("{}", lines.join("\n"));
    })
}
