//! How long the commands take as whole processes: `cargo bench -p accordant`.
//!
//! Prints the median of several runs after one that is not counted. The figures asked for: assess
//! under 50 ms with the packs in memory (see the bench of `accordant-lifecycle`) and under 150 ms
//! with loading; structure with all formats under 1.5 s; the demo under 10 s.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints its figures")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const EXAMPLES: [&str; 4] =
    ["fintech-chatbot", "predictive-maintenance", "cloud-ai", "data-supplier"];
const RUNS: usize = 7;

fn main() {
    let scratch = std::env::temp_dir().join(format!("accordant-bench-{}", std::process::id()));
    let out = scratch.display().to_string();
    for name in EXAMPLES {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
        let file = file.display().to_string();
        report(&format!("assess    {name}"), &["assess", &file, "--as-of", "2026-11-22"]);
        report(
            &format!("structure {name}"),
            &["structure", &file, "--as-of", "2026-11-22", "-o", &out, "--force"],
        );
    }
    report("demo", &["demo", "--dir", &out, "--yes"]);
    if let Err(error) = std::fs::remove_dir_all(&scratch) {
        eprintln!("{} stays: {error}", scratch.display());
    }
}

fn report(name: &str, arguments: &[&str]) {
    run(arguments);
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run(arguments)).collect();
    times.sort_unstable();
    let at = |place: usize| times.get(place).copied().unwrap_or_default();
    println!(
        "{name:<34} median {:>8.1?}  fastest {:>8.1?}  slowest {:>8.1?}",
        at(RUNS / 2),
        at(0),
        at(RUNS - 1)
    );
}

/// Runs the command once. Findings (1) are an answer, not a failure.
fn run(arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_accordant"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let time = start.elapsed();
    match status.map(|status| status.code()) {
        Ok(Some(0 | 1)) => time,
        other => {
            eprintln!("`accordant {}` failed: {other:?}", arguments.join(" "));
            std::process::exit(1)
        }
    }
}
