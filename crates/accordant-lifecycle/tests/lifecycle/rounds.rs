//! Rounds of negotiation: what became of what we asked for, and what nobody marked.

use accordant_document::compare::compare;
use accordant_document::read::{Paper, ReadOptions, View, read};
use accordant_document::redline::{Author, Change, Edit, Settle, redline, settle};
use accordant_lifecycle::map::map;
use accordant_lifecycle::read::Reader;
use accordant_lifecycle::review::{
    Ours, Outcome, Round, RoundPapers, Scope, SentRound, judge_round, review,
};

use crate::{DAY, agreement_of, assess_on, example_folder, example_text, packs};

fn author(name: &str) -> Author {
    Author { name: name.into(), initials: "X".into(), date: "2026-11-22T00:00:00Z".into() }
}

fn open(bytes: &[u8], view: View) -> Paper {
    read(bytes, &ReadOptions { view, ..ReadOptions::default() }).expect("a paper")
}

/// The standard paper with our marks, and what we asked for.
fn send() -> (Vec<u8>, SentRound) {
    let packs = packs();
    let path = example_folder("fintech-chatbot").join("papers/helios-standard-saas-agreement.docx");
    let bytes = std::fs::read(path).expect("the paper is there");
    let paper = open(&bytes, View::Final);
    let agreement = agreement_of(&example_text("fintech-chatbot"));
    let assessment = assess_on(&agreement, &packs, DAY);
    let map = map(&agreement, &packs, &assessment);
    let ours = Ours { agreement: &agreement, packs: &packs, assessment: &assessment, map: &map };
    let reader = Reader::new(&packs).expect("the cues compile");
    let found = review(ours, &reader, &paper, "helios.docx", Scope::default()).expect("a review");
    let edits = found.edits();
    let marked = redline(&bytes, &paper, &edits, &author("Finwise")).expect("it can be marked up");
    assert!(marked.refused.is_empty(), "{:?}", marked.refused);
    assert_eq!(marked.applied.len(), edits.len());
    let json = serde_json::to_string(&found).expect("a review is data");
    (marked.bytes, serde_json::from_str(&json).expect("and comes back"))
}

fn judge(sent: &SentRound, ours: &[u8], returned: &[u8]) -> Round {
    let kept = settle(returned, Settle::Reject, Some("Helios")).expect("settled");
    let (asked, kept) = (open(ours, View::Final), open(&kept, View::Final));
    judge_round(
        sent,
        RoundPapers {
            before: &open(ours, View::Original),
            asked: &asked,
            returned: &open(returned, View::Final),
            kept: &kept,
        },
        &compare(&asked, &kept),
    )
}

/// Other words for some of theirs, as a tracked change of theirs.
fn change(bytes: &[u8], expect: &str, with: &str) -> Vec<u8> {
    let paper = open(bytes, View::Final);
    let start = paper.text.find(expect).unwrap_or_else(|| panic!("`{expect}` is there"));
    let change = Change::Replace {
        range: start..start + expect.len(),
        expect: expect.to_owned(),
        with: with.to_owned(),
    };
    let edit = Edit { id: "theirs".into(), change, comment: None };
    let made = redline(bytes, &paper, &[edit], &author("Helios")).expect("it can be marked up");
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    made.bytes
}

#[test]
fn their_text_comes_back_when_everything_is_refused() {
    let (ours, sent) = send();
    let path = example_folder("fintech-chatbot").join("papers/helios-standard-saas-agreement.docx");
    let original = open(&std::fs::read(path).expect("the paper"), View::Final);
    let refused = settle(&ours, Settle::Reject, Some("Finwise")).expect("settled");
    assert_eq!(open(&refused, View::Current).text, original.text);
    let round = judge(&sent, &ours, &refused);
    let accepted: Vec<_> =
        round.asks.iter().filter(|ask| ask.outcome != Outcome::Rejected).collect();
    assert!(accepted.is_empty(), "{accepted:#?}");
    assert!(round.silent.is_empty(), "{:#?}", round.silent);
}

#[test]
fn what_is_left_alone_is_open_and_what_is_taken_is_accepted() {
    let (ours, sent) = send();
    let round = judge(&sent, &ours, &ours);
    let odd: Vec<_> = round.asks.iter().filter(|ask| ask.outcome != Outcome::Open).collect();
    assert!(odd.is_empty(), "{odd:#?}");
    let taken = settle(&ours, Settle::Accept, None).expect("settled");
    let round = judge(&sent, &ours, &taken);
    let odd: Vec<_> = round.asks.iter().filter(|ask| ask.outcome != Outcome::Accepted).collect();
    assert!(odd.is_empty(), "{odd:#?}");
    assert!(round.silent.is_empty(), "{:#?}", round.silent);
}

#[test]
fn counters_and_silent_changes_are_told_apart() {
    let (ours, sent) = send();
    let taken = settle(&ours, Settle::Accept, Some("Finwise")).expect("settled");
    // With a mark: a wider region. Without: another law, and a shorter time to cure.
    let marked = change(&taken, "Ireland and Germany", "Ireland, Germany and the United States");
    let silent = change(&marked, "State of California", "State of Delaware");
    let silent = settle(&silent, Settle::Accept, Some("Helios")).expect("settled");
    let back = change(&silent, "not cured within 30 days", "not cured within 90 days");
    let round = judge(&sent, &ours, &back);

    let residency = round.asks.iter().find(|ask| ask.id == "data.residency").expect("was asked");
    assert_eq!(residency.outcome, Outcome::Countered);
    assert!(residency.marked.contains("United States+}"), "{}", residency.marked);
    let accepted = round.asks.iter().filter(|ask| ask.outcome == Outcome::Accepted).count();
    assert_eq!(accepted, round.asks.len() - 1);

    let found: Vec<&str> = round.silent.iter().map(|change| change.marked.as_str()).collect();
    assert!(found.iter().any(|text| text.contains("{+Delaware+}")), "{found:#?}");
    assert!(found.iter().any(|text| text.contains("United States+}")), "{found:#?}");
    assert_eq!(found.len(), 2, "{found:#?}");
    // The third carries its mark.
    assert!(round.marked.iter().any(|change| change.author == "Helios" && change.text == "90"));
}

#[test]
fn what_they_took_is_not_asked_again() {
    let (ours, sent) = send();
    let taken = settle(&ours, Settle::Accept, None).expect("settled");
    let packs = packs();
    let agreement = agreement_of(&example_text("fintech-chatbot"));
    let assessment = assess_on(&agreement, &packs, DAY);
    let map = map(&agreement, &packs, &assessment);
    let side = Ours { agreement: &agreement, packs: &packs, assessment: &assessment, map: &map };
    let reader = Reader::new(&packs).expect("the cues compile");
    let paper = open(&taken, View::Final);
    let scope = Scope { sent: Some(&sent), ..Scope::default() };
    let again = review(side, &reader, &paper, "helios.docx", scope).expect("a review");
    let asked: Vec<&str> = sent
        .issues
        .iter()
        .filter(|issue| issue.proposal.is_some())
        .map(|issue| issue.id.as_str())
        .collect();
    let repeated: Vec<&str> = again
        .issues
        .iter()
        .map(|issue| issue.id.as_str())
        .filter(|id| asked.contains(id))
        .collect();
    assert!(repeated.is_empty(), "{repeated:?}");
}

#[test]
fn every_change_without_a_mark_is_found() {
    let (ours, sent) = send();
    let silently = |from: &str, to: &str| {
        let made = change(&ours, from, to);
        settle(&made, Settle::Accept, Some("Helios")).expect("settled")
    };
    // In words of theirs, and inside a clause of ours that still bears our mark.
    for (from, to) in
        [("State of California", "State of Delaware"), ("Ireland and Germany", "Ireland")]
    {
        let round = judge(&sent, &ours, &silently(from, to));
        assert_eq!(round.silent.len(), 1, "{from}: {:#?}", round.silent);
        assert!(round.silent[0].marked.len() < 700, "{}", round.silent[0].marked);
        assert!(round.marked.is_empty());
    }
}
