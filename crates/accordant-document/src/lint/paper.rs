//! Lint of a paper that somebody else wrote: its words, its terms, its references.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;

use super::terms::{Flat, Lexicon, Term, find_unknown};
use super::{LintOptions, Severity, check_words, finding, values, words};
use crate::place::Place;
use crate::read::{Node, NodeKind, Paper, Target};

/// A defect of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperFinding {
    /// The defect's name; one of [`super::CODES`].
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do next.
    pub help: String,
    /// Where, as a lawyer would say it: "§ 7.2 Data › Retention".
    pub place: String,
    /// Bytes of [`Paper::text`] that show it.
    pub span: Range<usize>,
    /// Index of the node.
    pub node: usize,
}

/// Finds the defects of a paper, in reading order.
///
/// Terms are held against the paper's own definitions only when it has any; a word counts as a term
/// when it is capitalised in the middle of sentences more than once. References count only in a
/// paper whose clauses have numbers.
pub fn lint_paper(paper: &Paper, options: &LintOptions) -> Vec<PaperFinding> {
    let mut findings = Vec::new();
    for (index, node) in paper.nodes.iter().enumerate() {
        check_node(paper, index, node, &mut findings);
    }
    check_references(paper, &mut findings);
    check_terms(paper, options, &mut findings);
    findings.sort_by_key(|finding| {
        (finding.span.start, finding.severity, finding.code, finding.span.end)
    });
    findings
}

fn make(
    paper: &Paper,
    code: &'static str,
    message: String,
    help: &str,
    (node, span): (usize, Range<usize>),
) -> PaperFinding {
    let known = finding(code, message, Place::default(), help);
    PaperFinding {
        code,
        severity: known.severity,
        message: known.message,
        help: known.help,
        place: paper.place(node),
        span,
        node,
    }
}

/// Whether a node has running text of its own.
fn runs(node: &Node, index: usize) -> bool {
    match node.kind {
        NodeKind::Title | NodeKind::Heading | NodeKind::Table | NodeKind::Row => false,
        NodeKind::Signature => false,
        NodeKind::Cell | NodeKind::Footnote => node.last == index + 1,
        _ => node.heading.as_ref() != Some(&node.words),
    }
}

fn check_node(paper: &Paper, index: usize, node: &Node, findings: &mut Vec<PaperFinding>) {
    if !runs(node, index) {
        return;
    }
    let text = paper.slice(&node.words);
    let start = node.words.start;
    let flaws = if node.kind == NodeKind::Cell { values::check(text) } else { check_words(text) };
    for flaw in flaws {
        let span = start + flaw.start..start + flaw.end;
        findings.push(make(paper, flaw.code, flaw.message, flaw.help, (index, span)));
    }
}

fn check_references(paper: &Paper, findings: &mut Vec<PaperFinding>) {
    let numbered = paper.nodes.iter().filter(|node| !node.label.full.is_empty()).count();
    if numbered < 3 {
        return;
    }
    for reference in &paper.references {
        let words = paper.slice(&reference.span);
        let names_number = words.chars().any(|c| c.is_ascii_digit())
            || words.split_whitespace().nth(1).is_some_and(|n| n.chars().all(char::is_uppercase));
        if reference.target != Target::Nowhere || !names_number {
            continue;
        }
        let message = format!("`{words}` leads to no clause or schedule of this paper");
        let help = "ask which clause is meant, or name the document that it is in";
        let place = (reference.node, reference.span.clone());
        findings.push(make(paper, "broken-reference", message, help, place));
    }
}

fn check_terms(paper: &Paper, options: &LintOptions, findings: &mut Vec<PaperFinding>) {
    if paper.terms.len() < 3 {
        return;
    }
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, term) in paper.terms.iter().enumerate() {
        if let Some(known) = first.get(term.term.as_str()).and_then(|known| paper.terms.get(*known))
        {
            let same = paper.slice(&known.meaning).trim() == paper.slice(&term.meaning).trim();
            if !same && known.node != term.node {
                let message =
                    format!("`{}` is defined here and at {}", term.term, paper.place(known.node));
                let help = "keep one definition: a reader cannot tell which one counts";
                let place = (term.node, term.span.clone());
                findings.push(make(paper, "twice-defined", message, help, place));
            }
        } else {
            first.insert(&term.term, at);
        }
    }
    let terms = Lexicon::of(first.keys().map(|term| Term::of(term)));
    let headings = paper.nodes.iter().filter_map(|node| {
        node.heading.clone().map(|range| paper.slice(&range).trim_end_matches('.').to_owned())
    });
    let names = words::NAMES.iter().map(|name| (*name).to_owned());
    let known = headings.chain(names).chain(options.known_terms.iter().cloned());
    let known = known.chain(first.keys().map(|term| (*term).to_owned()));
    let known = Lexicon::of(known.map(|name| Term::of(&name)));
    let defined_at: BTreeSet<(usize, &str)> =
        paper.terms.iter().map(|term| (term.node, term.term.as_str())).collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut unknown: BTreeMap<String, (usize, usize, Range<usize>)> = BTreeMap::new();
    for (index, node) in paper.nodes.iter().enumerate() {
        let counts = runs(node, index) || node.heading.is_some();
        if !counts || matches!(node.kind, NodeKind::Table | NodeKind::Row) {
            continue;
        }
        let text = paper.slice(&node.words);
        let flat = Flat { text: text.to_owned() };
        let words = flat.words();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for at in 0..words.len() {
            for (term, _) in terms.find_at(&words, at) {
                *times.entry(&term.name).or_default() += 1;
            }
        }
        for (term, count) in times {
            let own = usize::from(defined_at.contains(&(index, term)));
            if count > own {
                used.insert(term.to_owned());
            }
        }
        // In capitals throughout, nothing is capitalised.
        let shouts = text.chars().filter(|c| c.is_uppercase()).count() * 2
            > text.chars().filter(|c| c.is_alphabetic()).count();
        if shouts
            || !runs(node, index)
            || !matches!(
                node.kind,
                NodeKind::Clause | NodeKind::Item | NodeKind::Paragraph | NodeKind::Definition
            )
        {
            continue;
        }
        for run in find_unknown(&words, &known) {
            let found =
                text.find(&run).or_else(|| text.find(run.split(' ').next().unwrap_or(&run)));
            let Some(at) = found else { continue };
            let end = (at + run.len()).min(text.len());
            if is_name(text.get(end..).unwrap_or_default(), &run) {
                continue;
            }
            let span = node.words.start + at..node.words.start + end;
            unknown.entry(run).or_insert((index, 0, span)).1 += 1;
        }
    }
    for (run, (node, count, span)) in unknown {
        if count < 2 || paper.text.get(span.clone()).is_none() {
            continue;
        }
        let message = format!(
            "`{run}` is written like a defined term ({count} times), and nothing defines it"
        );
        let help = "ask what it means, define it, or write it in small letters";
        findings.push(make(paper, "undefined-term", message, help, (node, span)));
    }
    for (term, at) in &first {
        let Some(entry) = paper.terms.get(*at) else { continue };
        if !used.contains(*term) && term.starts_with(char::is_uppercase) {
            let message = format!("`{term}` is defined and never used");
            let help = "ask what it is for: something may have been taken out, or be missing";
            findings.push(make(
                paper,
                "unused-term",
                message,
                help,
                (entry.node, entry.span.clone()),
            ));
        }
    }
}

/// Whether capitalised words are the name of somebody or of a place.
fn is_name(after: &str, run: &str) -> bool {
    let forms = [
        "Inc",
        "LLC",
        "Ltd",
        "Limited",
        "Corp",
        "Corporation",
        "GmbH",
        "AG",
        "AB",
        "BV",
        "LLP",
        "Street",
        "Avenue",
        "Road",
        "Suite",
        "City",
        "County",
    ];
    let next = after.trim_start_matches([',', ' ']);
    forms.iter().any(|form| next.starts_with(form) || run.ends_with(form))
}
