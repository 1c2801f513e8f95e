//! How fast two papers are compared: a paper of about sixty pages with forty changes, with itself,
//! with one that shares nothing with it, and with a print of it in another format.

#![expect(clippy::expect_used, reason = "a bench that cannot start may say so and stop")]

use accordant_document::compare::compare;
use accordant_document::read::{Format, Paper, ReadOptions, read};

fn main() {
    divan::main();
}

/// A paper of some clauses with four paragraphs each; each word depends on its place.
fn paper(clauses: usize, seed: usize, change: impl Fn(usize) -> bool) -> Paper {
    const WORDS: [&str; 40] = [
        "the",
        "Provider",
        "keeps",
        "all",
        "data",
        "of",
        "Customer",
        "within",
        "thirty",
        "days",
        "unless",
        "notice",
        "in",
        "writing",
        "is",
        "given",
        "and",
        "liability",
        "for",
        "fees",
        "that",
        "fall",
        "due",
        "under",
        "this",
        "agreement",
        "ends",
        "after",
        "each",
        "year",
        "confidential",
        "service",
        "levels",
        "measured",
        "by",
        "month",
        "credits",
        "apply",
        "law",
        "courts",
    ];
    let mut text = String::from("# A long agreement\n\n");
    for clause in 0..clauses {
        text.push_str(&format!("## {}. Matter {clause}\n\n", clause + 1));
        for part in 0..4 {
            let number = clause * 4 + part;
            let mut state = number * 7919 + seed;
            let mut words = Vec::with_capacity(50);
            for _ in 0..50 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
                words.push(WORDS.get((state >> 33) % WORDS.len()).copied().unwrap_or_default());
            }
            if change(number) {
                words.insert(20, "promptly");
            }
            text.push_str(&format!("{}.{} {}.\n\n", clause + 1, part + 1, words.join(" ")));
        }
    }
    let options = ReadOptions { format: Some(Format::Markdown), ..ReadOptions::default() };
    read(text.as_bytes(), &options).expect("the paper reads")
}

#[divan::bench]
fn forty_changes(bencher: divan::Bencher<'_, '_>) {
    let (old, new) = (paper(100, 1, |_| false), paper(100, 1, |number| number % 10 == 0));
    bencher.bench(|| compare(&old, &new));
}

#[divan::bench]
fn the_same(bencher: divan::Bencher<'_, '_>) {
    let paper = paper(100, 1, |_| false);
    bencher.bench(|| compare(&paper, &paper));
}

#[divan::bench]
fn nothing_alike(bencher: divan::Bencher<'_, '_>) {
    let (old, new) = (paper(100, 1, |_| false), paper(100, 2, |_| false));
    bencher.bench(|| compare(&old, &new));
}

/// The same as a program prints it: every sentence of a paragraph a paragraph of its own.
fn print(paper: &Paper) -> Paper {
    let text = paper.text.replace('\n', "\n\n").replace("thirty days", "thirty days.\n\n");
    let options = ReadOptions { format: Some(Format::Text), ..ReadOptions::default() };
    read(text.as_bytes(), &options).expect("the paper reads")
}

#[divan::bench]
fn forty_changes_in_another_format(bencher: divan::Bencher<'_, '_>) {
    let (old, new) = (paper(100, 1, |_| false), paper(100, 1, |number| number % 10 == 0));
    let new = print(&new);
    bencher.bench(|| compare(&old, &new));
}

#[divan::bench]
fn nothing_alike_in_another_format(bencher: divan::Bencher<'_, '_>) {
    let (old, new) = (paper(100, 1, |_| false), print(&paper(100, 2, |_| false)));
    bencher.bench(|| compare(&old, &new));
}
