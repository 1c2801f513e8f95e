//! *Review*: their paper against our table.

use std::collections::BTreeSet;

use accordant_agreement::Severity;
use accordant_document::read::{Format, Paper, ReadOptions, read};
use accordant_lifecycle::map::map;
use accordant_lifecycle::read::Reader;
use accordant_lifecycle::review::{
    ChangeOfText, Decision, Issue, Ours, PaperKind, Review, Scope, Standing, build_memo, review,
};
use accordant_packs::Packs;

use crate::{DAY, agreement_of, assess_on, example_folder, example_text, packs};

fn review_with(file: &str, paper: &Paper, packs: &Packs) -> Review {
    let agreement = agreement_of(file);
    let assessment = assess_on(&agreement, packs, DAY);
    let map = map(&agreement, packs, &assessment);
    let ours = Ours { agreement: &agreement, packs, assessment: &assessment, map: &map };
    let reader = Reader::new(packs).expect("the cues compile");
    let found = review(ours, &reader, paper, "paper", Scope::default()).expect("a review");
    let memo = build_memo(ours, &found);
    assert!(memo.parts.len() == 4, "the memo has its chapters");
    found
}

fn open(text: &str) -> Paper {
    let options = ReadOptions { format: Some(Format::Markdown), ..ReadOptions::default() };
    read(text.as_bytes(), &options).expect("a paper")
}

/// The standard paper of the vendor in the example.
fn standard_paper() -> Paper {
    let path = example_folder("fintech-chatbot").join("papers/helios-standard-saas-agreement.docx");
    let bytes = std::fs::read(path).expect("the paper is there");
    read(&bytes, &ReadOptions::default()).expect("a paper")
}

fn find<'r>(review: &'r Review, id: &str) -> &'r Issue {
    review.issues.iter().find(|issue| issue.id == id).unwrap_or_else(|| panic!("no issue {id}"))
}

#[test]
fn the_standard_paper_is_taken_apart() {
    let packs = packs();
    let paper = standard_paper();
    let review = review_with(&example_text("fintech-chatbot"), &paper, &packs);
    assert_eq!(review.verdict.decision, Decision::Escalate);
    assert_eq!(review.title, "Master Subscription Agreement");
    assert_eq!(review.vocabulary.partner.word, "Helios");
    assert!(!review.vocabulary.partner.article);
    assert_eq!(review.vocabulary.data.word, "Customer Data");

    let training = find(&review, "data.training-use");
    assert_eq!((training.code, training.severity), ("review/against-law", Severity::Error));
    assert_eq!(training.offered.as_ref().map(|rung| rung.position.as_str()), Some("permitted"));
    assert_eq!(training.ask.position, "prohibited");
    assert!(training.place.contains("4.2"), "{}", training.place);
    assert!(training.why.iter().any(|reason| reason.citation.contains("GDPR art. 28")));

    let residency = find(&review, "data.residency");
    assert!(residency.wording.contains("Ireland and Germany"), "{}", residency.wording);
    let notice = find(&review, "data.breach-notice");
    assert_eq!(notice.offered.as_ref().map(|rung| rung.position.as_str()), Some("undue-delay"));
    let missing = review.issues.iter().find(|issue| issue.code == "review/missing");
    let missing = missing.expect("the paper leaves something out");
    assert!(missing.quotes.is_empty() && missing.because.starts_with("not found"));
    assert!(review.rows.iter().any(|row| row.standing == Standing::Met));
    // What the classic mistakes are about comes first.
    assert!(!review.mistakes.is_empty());
}

#[test]
fn every_quote_and_every_change_fits_the_paper() {
    let packs = packs();
    let paper = standard_paper();
    let review = review_with(&example_text("fintech-chatbot"), &paper, &packs);
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut numbers = BTreeSet::new();
    let mut changes = 0;
    for issue in &review.issues {
        for quote in &issue.quotes {
            assert_eq!(paper.text.get(quote.start..quote.end), Some(quote.quote.as_str()));
        }
        let Some(proposal) = &issue.proposal else {
            assert!(issue.severity < Severity::Warning, "{} has no change", issue.id);
            continue;
        };
        changes += 1;
        match &proposal.change {
            ChangeOfText::Replace { start, end, expect, with } => {
                assert_eq!(paper.text.get(*start..*end), Some(expect.as_str()));
                assert!(!with.is_empty() && !with.contains(['{', '[']), "{}: {with}", issue.id);
                assert!(
                    taken.iter().all(|(from, to)| end <= from || to <= start),
                    "{} overlaps",
                    issue.id
                );
                taken.push((*start, *end));
            }
            ChangeOfText::Insert { place, paragraphs, .. } => {
                assert!(place.after < paper.nodes.len() && place.like < paper.nodes.len());
                assert!(
                    place.number.is_empty() || numbers.insert((place.after, place.number.clone())),
                    "{} has the number of another",
                    issue.id
                );
                assert!(!paragraphs.is_empty());
            }
        }
    }
    assert!(changes > 15, "{changes} changes");
    let strikes: usize =
        review.issues.iter().filter_map(|issue| Some(issue.proposal.as_ref()?.strikes.len())).sum();
    assert_eq!(review.edits().len(), changes + strikes);
}

#[test]
fn the_other_side_learns_nothing_of_our_ladder() {
    let packs = packs();
    let review = review_with(&example_text("fintech-chatbot"), &standard_paper(), &packs);
    for issue in &review.issues {
        let Some(proposal) = &issue.proposal else { continue };
        let comment = &proposal.comment;
        assert!(comment.starts_with(&issue.title), "{comment}");
        assert!(!comment.contains(&issue.trade) && !comment.contains(&issue.note), "{comment}");
        for rung in issue.fallback.iter().chain(&issue.walk_away) {
            assert!(!comment.contains(&rung.says), "{}: {comment}", issue.id);
        }
        let words = comment.to_lowercase();
        assert!(!words.contains("walk away") && !words.contains("playbook"), "{comment}");
    }
}

#[test]
fn a_wrong_number_is_changed_alone() {
    let packs = packs();
    let paper = open(
        "# Services Agreement\n\n## 1. Security\n\n1.1 Helios will notify Customer of a personal data \
         breach without undue delay and no later than ninety-six (96) hours after becoming aware of it.\n",
    );
    let review = review_with(&example_text("fintech-chatbot"), &paper, &packs);
    let issue = find(&review, "data.breach-notice");
    assert_eq!(issue.code, "review/value", "{}", issue.message);
    let Some(ChangeOfText::Replace { expect, with, .. }) =
        issue.proposal.as_ref().map(|proposal| &proposal.change)
    else {
        panic!("the value is replaced: {:?}", issue.proposal);
    };
    assert_eq!(expect, "ninety-six (96) hours");
    assert!(with.ends_with("hours"), "{with}");
}

#[test]
fn terms_that_speak_of_you_get_their_words_explained() {
    let packs = packs();
    let paper = open(
        "# Terms\n\nYou accept these Terms. We run the Site. You may use it. We may stop it. You pay us. \
         We own it.\n\n## 1. Content\n\nYou keep your content. We may use your content to train our \
         models and for any other purpose. You agree that we may do so. We will not pay you.\n",
    );
    let review = review_with(&example_text("fintech-chatbot"), &paper, &packs);
    assert!(review.vocabulary.adopter.meaning.as_ref().is_some_and(|words| words.contains("you")));
    assert_eq!(review.vocabulary.paper, "these Terms");
    let texts: Vec<String> = review
        .issues
        .iter()
        .filter_map(|issue| match &issue.proposal.as_ref()?.change {
            ChangeOfText::Replace { with, .. } => Some(with.clone()),
            ChangeOfText::Insert { paragraphs, .. } => Some(paragraphs.join("\n")),
        })
        .collect();
    let all = texts.join("\n");
    assert!(all.contains("“Customer” means the party that this paper calls “you”"), "{all}");
    assert!(!all.contains("this Agreement"), "{all}");
}

#[test]
fn the_other_pen_sees_the_other_side_of_the_ladder() {
    let packs = packs();
    let file = example_text("fintech-chatbot").replace("us = \"finwise\"", "us = \"helios\"");
    let paper = standard_paper();
    let theirs = review_with(&file, &paper, &packs);
    let ours = review_with(&example_text("fintech-chatbot"), &paper, &packs);
    assert_eq!((theirs.side, ours.side), ("partner", "adopter"));
    assert!(theirs.issues.len() < ours.issues.len());
    // Law binds whoever holds the pen.
    assert_eq!(find(&theirs, "data.training-use").code, "review/against-law");
}

#[test]
fn the_same_paper_gives_the_same_review() {
    let packs = packs();
    let paper = standard_paper();
    let once = review_with(&example_text("fintech-chatbot"), &paper, &packs);
    let again = review_with(&example_text("fintech-chatbot"), &paper, &packs);
    let json = |review: &Review| serde_json::to_string(review).expect("a review is data");
    assert_eq!(json(&once), json(&again));
}

#[test]
fn an_annex_is_asked_only_for_what_belongs_there() {
    let packs = packs();
    let annex = |title: &str| {
        let page = format!(
            "# {title}\n\n## 1. Processing\n\n1.1 Orchid processes Customer Data on the documented \
             instructions of the Customer, under Article 28 GDPR.\n\n1.2 Orchid notifies the Customer \
             of a breach of Customer Data without undue delay.\n\n# Schedule 1 Details\n\n\
             Retention: Customer Data is kept for 30 days.\n"
        );
        review_with(&example_text("fintech-chatbot"), &open(&page), &packs)
    };
    let whole = annex("Services Agreement");
    assert!(whole.elsewhere.is_empty());
    find(&whole, "liability.cap-exceptions");

    let part = annex("Data Processing Addendum");
    assert_eq!(part.kind, PaperKind::DataProcessing);
    let asked: Vec<&str> = part.issues.iter().map(|issue| issue.id.as_str()).collect();
    assert!(asked.contains(&"data.training-use"), "{asked:?}");
    assert!(!asked.contains(&"liability.cap-exceptions"), "{asked:?}");
    let elsewhere: Vec<&str> = part.elsewhere.iter().map(|m| m.provision.as_str()).collect();
    assert!(elsewhere.contains(&"termination.model-disposition"), "{elsewhere:?}");
    let reasons = part.verdict.reasons.join(" ");
    assert!(reasons.contains("data processing agreement"), "{reasons}");
    // What the paper says is judged, wherever it belongs; new clauses stand before the schedules.
    for issue in part.issues.iter().filter(|issue| issue.code == "review/missing") {
        assert!(!issue.place.contains("Schedule"), "{}: {}", issue.id, issue.place);
    }
}
