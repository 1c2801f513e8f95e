//! The changes of their text that put our wording in.

use std::collections::BTreeSet;
use std::ops::Range;

use accordant_document::read::Paper;
use accordant_document::redline::{Change, Edit, NewParagraph};
use serde::{Deserialize, Serialize};

use super::offered::Offers;
use super::placing::Placer;
use super::reasons::ReasonKind;
use super::values::locate_value;
use super::wording::TheirWords;
use super::{Issue, Ours, Scope};
use crate::structure::StructureError;

/// A change that we propose, with what the other side reads about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The change.
    pub change: ChangeOfText,
    /// What we tell the other side: the reason and nothing of our fallbacks.
    pub comment: String,
    /// Further sentences beside the changed one that say the same, and go.
    #[serde(default)]
    pub strikes: Vec<Strike>,
}

/// A sentence that goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strike {
    /// First byte in the text of the paper.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The words that stand there.
    pub expect: String,
}

/// A change of their text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum ChangeOfText {
    /// Other words for a range of the text of the paper.
    Replace {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
        /// What stands there.
        expect: String,
        /// What shall stand there.
        with: String,
    },
    /// New paragraphs.
    Insert {
        /// Where.
        place: Place,
        /// Heading of the first paragraph, with its number where numbers are typed.
        heading: String,
        /// The paragraphs.
        paragraphs: Vec<String>,
    },
}

/// Where a new clause goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Index of the node that it follows, with all that is below.
    pub after: usize,
    /// Index of the last node below that one.
    pub last: usize,
    /// Index of the node whose style and numbering it takes.
    pub like: usize,
    /// Its number.
    pub number: String,
    /// Whether numbers are typed in this paper, and not counted by its program.
    pub typed: bool,
    /// The headings above.
    pub heading: String,
}

/// The change of an issue as edits of the paper.
pub(super) fn edits_of(issue: &Issue) -> Vec<Edit> {
    let Some(proposal) = &issue.proposal else { return Vec::new() };
    let change = match &proposal.change {
        ChangeOfText::Replace { start, end, expect, with } => {
            Change::Replace { range: *start..*end, expect: expect.clone(), with: with.clone() }
        }
        ChangeOfText::Insert { place, heading, paragraphs } => Change::Insert {
            after: place.after,
            // One paragraph, so that one number is counted; no break, which justified text stretches.
            paragraphs: vec![NewParagraph {
                like: place.like,
                heading: Some(heading.clone()),
                text: paragraphs.join(" "),
            }],
        },
    };
    let comment = Some(proposal.comment.clone());
    let mut edits = vec![Edit { id: issue.id.clone(), change, comment }];
    edits.extend(proposal.strikes.iter().map(|strike| Edit {
        id: issue.id.clone(),
        change: Change::Replace {
            range: strike.start..strike.end,
            expect: strike.expect.clone(),
            with: String::new(),
        },
        comment: None,
    }));
    edits
}

/// Gives every issue that is grave enough its change, and the paper the definitions they need.
pub(super) fn propose_changes(
    ours: Ours<'_>,
    paper: &Paper,
    offers: &Offers,
    writer: &TheirWords<'_>,
    scope: Scope<'_>,
    issues: &mut [Issue],
) -> Result<(), StructureError> {
    let mut placer = Placer::new(ours, paper, offers);
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut needs_definitions: Option<usize> = None;
    let mut corpus = String::new();
    // Clauses come in the order of an agreement, whatever the order of the issues.
    let wanted: BTreeSet<String> = issues
        .iter()
        .filter(|issue| issue.severity >= scope.change_from)
        .map(|issue| issue.id.clone())
        .collect();
    let mut order: Vec<usize> = (0..issues.len()).collect();
    order.sort_by_key(|index| {
        issues.get(*index).map(|issue| {
            let place = super::place_of(ours.packs, issue);
            (place.0, place.1)
        })
    });
    for index in order {
        let Some(issue) = issues.get_mut(index) else { continue };
        if issue.severity < scope.change_from {
            continue;
        }
        let change = replace_value(paper, &taken, issue)
            .or_else(|| replace_sentence(paper, offers, &wanted, &taken, issue));
        let change = match change {
            Some(change) => change,
            None => {
                let overrides = !is_replaced(&taken, issue);
                let change = insert(ours, paper, &mut placer, issue, |text| {
                    if overrides { writer.override_with(text) } else { text.to_owned() }
                });
                let Some(change) = change else { continue };
                change
            }
        };
        match &change {
            ChangeOfText::Replace { start, end, with, .. } => {
                taken.push(*start..*end);
                corpus.push_str(with);
            }
            ChangeOfText::Insert { place, paragraphs, .. } => {
                if issue.place.is_empty() {
                    issue.place = describe_place(place);
                }
                needs_definitions = Some(index);
                paragraphs.iter().for_each(|paragraph| corpus.push_str(paragraph));
            }
        }
        corpus.push('\n');
        let strikes = match &change {
            ChangeOfText::Replace { start, .. } if issue.code != "review/value" => {
                find_strikes(paper, offers, &wanted, &taken, issue, *start)
            }
            _ => Vec::new(),
        };
        taken.extend(strikes.iter().map(|strike| strike.start..strike.end));
        issue.proposal = Some(Proposal { change, comment: comment_on(issue), strikes });
    }
    let terms = writer.define(paper, &corpus)?;
    if let (Some(index), false) = (needs_definitions, terms.is_empty()) {
        let listed: Vec<String> = terms
            .iter()
            .map(|(term, meaning)| format!("“{term}” {}", meaning.trim_end_matches('.')))
            .collect();
        let sentence = format!("In the clauses added here, {}.", listed.join("; "));
        if let Some(Issue {
            proposal: Some(Proposal { change: ChangeOfText::Insert { paragraphs, .. }, .. }),
            ..
        }) = issues.get_mut(index)
        {
            paragraphs.push(sentence);
        }
    }
    Ok(())
}

/// Only the value, where only the value is wrong.
fn replace_value(paper: &Paper, taken: &[Range<usize>], issue: &Issue) -> Option<ChangeOfText> {
    if issue.code != "review/value" {
        return None;
    }
    for quote in &issue.quotes {
        for (offered, asked) in &issue.value_changes {
            let Some(range) = locate_value(&quote.quote, offered) else { continue };
            let range = quote.start + range.start..quote.start + range.end;
            if is_free(paper, taken, &range) {
                return Some(ChangeOfText::Replace {
                    start: range.start,
                    end: range.end,
                    expect: paper.slice(&range).to_owned(),
                    with: asked.clone(),
                });
            }
        }
    }
    None
}

/// The sentence that says it, where it says nothing else that we keep.
fn replace_sentence(
    paper: &Paper,
    offers: &Offers,
    wanted: &BTreeSet<String>,
    taken: &[Range<usize>],
    issue: &Issue,
) -> Option<ChangeOfText> {
    let quote = issue.quotes.first()?;
    let range = quote.start..quote.end;
    let busy = is_kept(offers, wanted, &range);
    let starts_sentence = quote.quote.starts_with(|c: char| c.is_uppercase() || c == '“');
    let ends_sentence = quote.quote.trim_end().ends_with(['.', '”', ')']);
    if busy || !starts_sentence || !ends_sentence || !is_free(paper, taken, &range) {
        return None;
    }
    Some(ChangeOfText::Replace {
        start: range.start,
        end: range.end,
        expect: quote.quote.clone(),
        with: issue.wording.replace('\n', " "),
    })
}

/// Whether words say something else that we keep.
fn is_kept(offers: &Offers, wanted: &BTreeSet<String>, range: &Range<usize>) -> bool {
    offers.iter().any(|(id, offer)| {
        !wanted.contains(id)
            && offer.as_ref().is_ok_and(|offer| {
                offer
                    .quotes
                    .iter()
                    .take(2)
                    .any(|other| other.start < range.end && range.start < other.end)
            })
    })
}

/// Further sentences of the same paragraph that say the same: with ours in place, they contradict it.
fn find_strikes(
    paper: &Paper,
    offers: &Offers,
    wanted: &BTreeSet<String>,
    taken: &[Range<usize>],
    issue: &Issue,
    changed: usize,
) -> Vec<Strike> {
    let node = paper.node_at(changed);
    let mut strikes: Vec<Strike> = Vec::new();
    for quote in issue.quotes.iter().skip(1) {
        let range = quote.start..quote.end;
        let beside = paper.node_at(range.start) == node;
        if !beside || is_kept(offers, wanted, &range) || !is_free(paper, taken, &range) {
            continue;
        }
        // The space before a sentence goes with it.
        let start = range.start - usize::from(paper.slice(&(0..range.start)).ends_with(' '));
        if strikes.iter().any(|other| other.start < range.end && start < other.end) {
            continue;
        }
        let expect = paper.slice(&(start..range.end)).to_owned();
        strikes.push(Strike { start, end: range.end, expect });
    }
    strikes
}

/// Whether another change has taken the sentence out already.
fn is_replaced(taken: &[Range<usize>], issue: &Issue) -> bool {
    issue.quotes.first().is_some_and(|quote| {
        taken.iter().any(|range| range.start <= quote.start && quote.end <= range.end)
    })
}

/// Whether a range lies in one node and no other change touches it.
fn is_free(paper: &Paper, taken: &[Range<usize>], range: &Range<usize>) -> bool {
    let node = paper.node_at(range.start);
    node.is_some()
        && node == paper.node_at(range.end.saturating_sub(1))
        && !taken.iter().any(|other| other.start < range.end && range.start < other.end)
}

/// A clause of its own: at its place when it is missing; else beside the words that it overrides.
fn insert(
    ours: Ours<'_>,
    paper: &Paper,
    placer: &mut Placer<'_>,
    issue: &Issue,
    beside_them: impl Fn(&str) -> String,
) -> Option<ChangeOfText> {
    let provision = ours.packs.provisions.get(&issue.id)?;
    let beside = issue.quotes.first().and_then(|quote| paper.node_at(quote.start));
    let (place, text) = match beside {
        Some(node) => (placer.place_near(node)?, beside_them(&issue.wording)),
        None => (placer.place(provision)?, issue.wording.clone()),
    };
    let heading = if place.typed && !place.number.is_empty() {
        format!("{} {}", place.number, issue.title)
    } else {
        issue.title.clone()
    };
    let paragraphs = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    Some(ChangeOfText::Insert { place, heading, paragraphs })
}

fn describe_place(place: &Place) -> String {
    match (place.number.as_str(), place.heading.as_str()) {
        ("", heading) => heading.to_owned(),
        (number, "") => format!("new § {number}"),
        (number, heading) => format!("new § {number} in {heading}"),
    }
}

/// What the other side is told: what we ask for and on what ground.
fn comment_on(issue: &Issue) -> String {
    let law: Vec<&str> = issue
        .why
        .iter()
        .filter(|reason| reason.kind == ReasonKind::Law)
        .map(|reason| reason.citation.as_str())
        .collect();
    let ground = issue
        .why
        .iter()
        .find(|reason| reason.kind == ReasonKind::Practice)
        .map_or("", |reason| reason.text.as_str());
    let mut text =
        format!("{}. We ask that {}.", issue.title, issue.ask.says.trim_end_matches('.'));
    match law.as_slice() {
        [] => {}
        cited => {
            let shown: Vec<&str> = cited.iter().copied().take(3).collect();
            text.push_str(&format!(" Required by {}.", shown.join("; ")));
        }
    }
    if !ground.is_empty() {
        text.push(' ');
        text.push_str(ground);
    }
    text
}
