//! *Compare*: positions that moved, and those that did not.

use std::sync::OnceLock;

use accordant_document::compare::{Changed, compare};
use accordant_document::read::{Format, Paper, ReadOptions, read};
use accordant_lifecycle::read::{
    ABSENT, Direction, MovedPosition, OurSide, PaperReading, Reader, find_moved,
};

use crate::packs;

const PAPER: &str = "# Terms\n\n## 1. Incidents\n\n\
    Provider shall notify Customer of a personal data breach within 72 hours.\n\n\
    ## 2. Fees\n\nCustomer pays each invoice within 30 days of its receipt.\n\n\
    ## 3. Access\n\nCustomer keeps its passwords secret.\n\nCustomer names a person to speak to.\n";

fn open(text: &str) -> Paper {
    let options = ReadOptions { format: Some(Format::Markdown), ..ReadOptions::default() };
    read(text.as_bytes(), &options).expect("a paper")
}

fn read_positions(paper: &Paper) -> PaperReading {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(&packs()).expect("the cues compile")).read("paper.md", paper)
}

/// What moved for the customer between two papers, and between two readings of them.
fn hold(
    (old, before): (&Paper, &PaperReading),
    (new, after): (&Paper, &PaperReading),
) -> Vec<MovedPosition> {
    let comparison = compare(old, new);
    let changed = Changed::of(&comparison, old, new);
    find_moved(&packs(), before, after, &changed, Some(OurSide::Adopter))
}

fn find(old: &str, new: &str) -> Vec<MovedPosition> {
    let (old, new) = (open(old), open(new));
    hold((&old, &read_positions(&old)), (&new, &read_positions(&new)))
}

#[test]
fn a_position_moves_only_with_words_that_carry_it() {
    let (old, same) = (open(PAPER), open(PAPER));
    let fees = open(&PAPER.replace("30 days", "60 days"));
    let incidents = open(&PAPER.replace("72 hours", "90 hours"));
    // One format is read a little less well than the other.
    let mut blind = read_positions(&old);
    for reading in &mut blind.readings {
        if reading.provision == "data.breach-notice" {
            assert_ne!(reading.position, ABSENT);
            reading.position = ABSENT.to_owned();
            reading.values.clear();
            reading.evidence.clear();
        }
    }
    let tells = |new: &Paper| {
        let moved = hold((&old, &blind), (new, &read_positions(new)));
        moved.iter().any(|moved| moved.provision == "data.breach-notice")
    };
    let renamed = open(&PAPER.replace("Customer", "Client"));
    assert!(!tells(&same), "no word changed");
    assert!(!tells(&renamed), "a term has another name throughout");
    assert!(!tells(&fees), "other words changed");
    assert!(tells(&incidents), "its own words changed");
}

#[test]
fn words_above_a_list_carry_its_items() {
    let old = "# Terms\n\n## 1. Restrictions\n\nYou may not:\n\n*   resell the service; or\n\n*   use output to develop competing models.\n";
    let moved = find(old, &old.replace("You may not:", "You may, as you like:"));
    assert!(moved.iter().any(|moved| moved.provision == "ip.competing-use"), "{moved:?}");
}

#[test]
fn a_longer_time_to_tell_of_a_breach_is_against_the_customer() {
    let moved = find(PAPER, &PAPER.replace("72 hours", "96 hours"));
    let found = moved.iter().find(|moved| moved.provision == "data.breach-notice");
    assert_eq!(found.map(|moved| moved.direction), Some(Direction::AgainstUs));
}

/// Each provision that moved between two clauses: its direction for the customer, and its values.
fn tell(old: &str, new: &str) -> Vec<String> {
    let clause = |words: &str| format!("# Agreement\n\n## 1. Clause\n\n1.1 {words}\n");
    let moved = find(&clause(old), &clause(new));
    moved
        .iter()
        .map(|one| format!("{:?} {}: {}", one.direction, one.provision, one.values.join("; ")))
        .collect()
}

#[test]
fn lengths_of_time_are_held_against_each_other_in_any_unit() {
    let notice = |time: &str| {
        format!(
            "Provider shall notify Customer of a personal data breach no later than {time} after becoming aware of it."
        )
    };
    let cases = [
        ("72 hours", "5 Business Days", "AgainstUs data.breach-notice: 72 hours → 5 business days"),
        (
            "five (5) Business Days",
            "72 hours",
            "ForUs data.breach-notice: 5 business days → 72 hours",
        ),
        ("3 days", "3 working days", "AgainstUs data.breach-notice: 3 days → 3 business days"),
        ("72 hours", "2 days", "ForUs data.breach-notice: 72 hours → 2 days"),
        ("72 hours", "3 days", "Moved data.breach-notice: 72 hours → 3 days"),
    ];
    for (old, new, words) in cases {
        assert_eq!(tell(&notice(old), &notice(new)), [words]);
    }
    let found = tell(
        "Provider shall delete Customer Data within 60 days after termination.",
        "Provider shall delete Customer Data within 2 months after termination.",
    );
    assert_eq!(found, ["Moved data.deletion: 60 days → 2 months"]);
}

#[test]
fn a_rise_of_prices_is_against_who_pays() {
    let found = tell(
        "Provider may increase the fees by no more than 3% per year.",
        "Provider may increase the fees by no more than 15% per year.",
    );
    assert_eq!(found, ["AgainstUs commercial.fees: 3 % → 15 %"]);
}

#[test]
fn a_duty_that_became_a_choice_is_told() {
    let found = tell(
        "Provider shall notify Customer of a personal data breach within 72 hours.",
        "Provider may notify Customer of a personal data breach within 72 hours.",
    );
    assert_eq!(found, ["Moved data.breach-notice: duty: “shall” → “may”"]);
}
