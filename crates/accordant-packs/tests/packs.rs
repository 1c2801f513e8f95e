//! The built-in packs load, and every case beside an entry holds.

use accordant_packs::{Packs, count_by_kind, run_cases};

#[test]
fn packs_load_and_their_cases_hold() {
    let packs = Packs::builtin().unwrap_or_else(|faults| {
        let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
        panic!("{} faults\n{}", lines.len(), lines.join("\n"));
    });
    let outcomes = run_cases(&packs);
    let failures: Vec<_> = outcomes
        .iter()
        .filter_map(|outcome| {
            let failure = outcome.failure.as_ref()?;
            Some(format!("{}.md:{} {}: {failure}", outcome.entry, outcome.line, outcome.title))
        })
        .collect();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
    let counts = count_by_kind(&outcomes);
    assert!(counts.values().map(|(all, _)| all).sum::<usize>() > 200, "{counts:?}");
}
