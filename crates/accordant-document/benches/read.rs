//! How fast papers are read, and how fast a paper is held against itself.
//!
//! Figures are bytes of the file; a DOCX of about fifty pages is written by our own writer first.

#![expect(clippy::expect_used, reason = "a bench that cannot start may say so and stop")]

use accordant_document::docx::{DocxOptions, write};
use accordant_document::lint::{LintOptions, lint_paper};
use accordant_document::model::{Block, Clause, Document, DocumentKind, Part, PartKind, Text};
use accordant_document::read::{Format, Paper, ReadOptions, read};
use accordant_document::{html, markdown};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// An agreement of about fifty pages: 120 clauses with sub-clauses and items.
fn long() -> Document {
    let words = "The Provider must tell the Customer within thirty (30) days of each change that affects \
                 the “Services” under Clause 4.2(b), and must keep the Confidential Information of the \
                 Customer secret for as long as Schedule 2 says. ";
    let clause = |heading: Option<String>, children: Vec<Block>| {
        Block::Clause(Clause {
            heading,
            text: (children.len() < 3).then(|| Text::plain(words)),
            children,
            ..Clause::default()
        })
    };
    let blocks = (1..=120).map(|number| {
        let items = (0..2).map(|_| clause(None, Vec::new())).collect();
        let subs = vec![clause(None, Vec::new()), clause(None, items), clause(None, Vec::new())];
        clause(Some(format!("Matter {number}")), subs)
    });
    let part = Part {
        id: "body".into(),
        kind: PartKind::Body,
        title: String::new(),
        blocks: blocks.collect(),
    };
    Document {
        title: "A Long Agreement".into(),
        subtitle: None,
        kind: DocumentKind::Agreement,
        cover: Vec::new(),
        running_head: "A Long Agreement".into(),
        footer: String::new(),
        date: "2026-11-22".into(),
        language: "en-GB".into(),
        parts: vec![part],
    }
}

fn open(bytes: &[u8], format: Format) -> Paper {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    read(bytes, &options).expect("our own file can be read")
}

fn bench_format(bencher: divan::Bencher<'_, '_>, bytes: &[u8], format: Format) {
    bencher.counter(BytesCount::of_slice(bytes)).bench(|| open(bytes, format));
}

#[divan::bench]
fn markdown_paper(bencher: divan::Bencher<'_, '_>) {
    bench_format(bencher, markdown::write(&long()).as_bytes(), Format::Markdown);
}

#[divan::bench]
fn text_paper(bencher: divan::Bencher<'_, '_>) {
    bench_format(bencher, markdown::write(&long()).as_bytes(), Format::Text);
}

#[divan::bench]
fn html_paper(bencher: divan::Bencher<'_, '_>) {
    let page = html::write(&long(), &html::HtmlOptions::default());
    bench_format(bencher, page.as_bytes(), Format::Html);
}

#[divan::bench]
fn docx_paper_of_fifty_pages(bencher: divan::Bencher<'_, '_>) {
    let bytes = write(&long(), &DocxOptions::default()).expect("the document can be written");
    bencher.bench(|| open(&bytes, Format::Docx));
}

#[divan::bench]
fn lint_of_a_paper(bencher: divan::Bencher<'_, '_>) {
    let paper = open(markdown::write(&long()).as_bytes(), Format::Markdown);
    bencher
        .counter(BytesCount::of_str(paper.text.as_str()))
        .bench(|| lint_paper(&paper, &LintOptions::default()));
}
