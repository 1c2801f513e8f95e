//! *Read*: positions in contracts, their quotes and reasons.

use std::sync::OnceLock;

use accordant_document::read::{self as document, Format, Paper, ReadOptions};
use accordant_lifecycle::read::{ABSENT, PaperReading, Reader, Reading, run_cue_cases};

use crate::packs;

const PAPER: &str = "# Terms of Service\n\n## 1. Your content\n\n\
    You retain all rights in your content. You grant Helios a licence to host your content to provide the service.\n\n\
    ## 2. Restrictions\n\nYou may not:\n\n*   resell the service; or\n\n*   use output to develop competing models.\n\n\
    ## 3. Liability\n\nHelios will not be liable for indirect damages. Helios may change the service at any time.\n\n\
    Helios shall notify you of a personal data breach within **72 hours**.\n";

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(&packs()).expect("the cues compile"))
}

fn open(text: &str) -> Option<Paper> {
    let options = ReadOptions { format: Some(Format::Markdown), ..ReadOptions::default() };
    document::read(text.as_bytes(), &options).ok()
}

fn read(text: &str) -> PaperReading {
    reader().read("paper.md", &open(text).expect("a paper"))
}

fn find<'r>(paper: &'r PaperReading, id: &str) -> &'r Reading {
    paper.readings.iter().find(|reading| reading.provision == id).expect("every provision is read")
}

#[test]
fn cases_of_the_cues_hold() {
    let failures: Vec<String> = run_cue_cases(&packs())
        .into_iter()
        .filter_map(|case| {
            Some(format!("{}.md:{} {}: {}", case.entry, case.line, case.title, case.failure?))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn quotes_are_letter_for_letter_at_their_place() {
    let paper = read(PAPER);
    let text = open(PAPER).expect("a paper").text;
    let mut quotes = 0;
    for evidence in paper.readings.iter().flat_map(|reading| &reading.evidence) {
        assert_eq!(text.get(evidence.start..evidence.end), Some(evidence.quote.as_str()));
        assert!(!evidence.place.is_empty());
        quotes += 1;
    }
    assert!(quotes >= 5, "{quotes} quotes");
}

#[test]
fn reads_lists_with_the_words_that_lead_into_them() {
    let paper = read(PAPER);
    let reading = find(&paper, "ip.competing-use");
    assert_eq!(reading.position, "restricted");
    let quote = &reading.evidence.first().expect("a quote").quote;
    assert!(quote.contains("competing models"), "{quote}");
}

#[test]
fn reads_values_in_the_deciding_sentence() {
    let paper = read(PAPER);
    let reading = find(&paper, "data.breach-notice");
    assert_eq!(reading.position, "fixed-time");
    assert_eq!(reading.values.get("duration"), Some(&vec!["72 hours".to_owned()]));
    assert!(reading.evidence.iter().all(|evidence| evidence.place.contains("Liability")));
}

#[test]
fn silence_says_where_it_looked_and_what_would_change_it() {
    let paper = read(PAPER);
    let reading = find(&paper, "liability.cap");
    assert_eq!(reading.position, ABSENT);
    assert!(reading.evidence.is_empty());
    assert!(reading.because.contains("Liability"), "{}", reading.because);
}

#[test]
fn the_same_paper_reads_the_same_twice() {
    assert_eq!(read(PAPER), read(PAPER));
}

#[test]
fn odd_input_is_read_without_a_fall() {
    for text in [
        "",
        "\n\n",
        "|",
        "](",
        "**",
        "(",
        "“",
        "1.",
        "a) b) c)",
        "#",
        "\u{2028}é€£",
        "You may not:",
        "](]((**1\\.1",
    ] {
        let Some(paper) = open(text) else { continue };
        let paper = reader().read("odd.md", &paper);
        assert!(paper.readings.iter().all(|reading| reading.position == ABSENT), "{text:?}");
    }
    for cut in (0..PAPER.len()).filter(|cut| PAPER.is_char_boundary(*cut)).step_by(7) {
        if let Some(paper) = open(PAPER.get(..cut).expect("a boundary")) {
            assert!(!reader().read("cut.md", &paper).readings.is_empty());
        }
    }
}
