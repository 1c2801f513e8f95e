//! What our own writers write, read back: the numbers and the words stay.

use accordant_document::docx::{DocxOptions, write};
use accordant_document::read::{Format, Paper, Target};
use accordant_document::{Labels, html, markdown};

use super::desk::open;
use super::sample;

/// The full numbers of the clauses, as the document counts them.
fn labels() -> Vec<String> {
    let document = sample::agreement();
    let labels = Labels::of(&document);
    (0..labels.count_clauses()).filter_map(|at| Some(labels.clause_at(at)?.full.clone())).collect()
}

#[track_caller]
fn check(paper: &Paper) {
    let mut read: Vec<&str> = paper.nodes.iter().map(|node| node.label.full.as_str()).collect();
    let mut missing = Vec::new();
    for label in labels() {
        match read.iter().position(|known| *known == label) {
            Some(at) => _ = read.drain(..=at),
            None => missing.push(label),
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "in the order of the document");
    let broken = paper.references.iter().filter(|reference| reference.target == Target::Nowhere);
    let broken: Vec<&str> = broken.map(|reference| paper.slice(&reference.span)).collect();
    assert_eq!(broken, Vec::<&str>::new());
    let terms: Vec<&str> = paper.terms.iter().map(|term| term.term.as_str()).collect();
    for term in ["AI System", "Customer Data", "Intended Purpose", "Training"] {
        assert!(terms.contains(&term), "{term} in {terms:?}");
    }
}

#[test]
fn word_keeps_the_numbers() {
    let bytes = write(&sample::agreement(), &DocxOptions::default()).unwrap();
    let paper = open(&bytes, Format::Docx);
    check(&paper);
    assert!(paper.read_only.is_none());
    assert!(!paper.asides.is_empty());
}

#[test]
fn web_pages_keep_the_numbers() {
    let page = html::write(&sample::agreement(), &Default::default());
    check(&open(page.as_bytes(), Format::Html));
}

#[test]
fn markdown_keeps_the_numbers() {
    let text = markdown::write(&sample::agreement());
    check(&open(text.as_bytes(), Format::Markdown));
}
