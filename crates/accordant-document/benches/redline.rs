//! How fast edits are written into a DOCX of about sixty pages, and changes settled.
//!
//! The file is written by our own writer; edits are addressed, as a review makes them. The time
//! includes the check of the marked file.

#![expect(clippy::expect_used, reason = "a bench that cannot start may say so and stop")]

use accordant_document::docx::{DocxOptions, write};
use accordant_document::model::{Block, Clause, Document, DocumentKind, Part, PartKind, Text};
use accordant_document::read::{Format, Paper, ReadOptions, read};
use accordant_document::redline::{
    Author, Change, Edit, NewParagraph, Settle, reconstruct, redline, settle,
};

fn main() {
    divan::main();
}

/// An agreement of about sixty pages: 150 clauses with sub-clauses and items.
fn long() -> Vec<u8> {
    let words = "The Provider must tell the Customer within thirty (30) days of each change that affects \
                 the “Services” under Clause 4.2(b), and must keep the Confidential Information of the \
                 Customer secret for as long as Schedule 2 says. ";
    let clause = |heading: Option<String>, children: Vec<Block>| {
        let text = (children.len() < 3).then(|| Text::plain(words));
        Block::Clause(Clause { heading, text, children, ..Clause::default() })
    };
    let blocks = (1..=150).map(|number| {
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
    let document = Document {
        title: "A Long Agreement".into(),
        subtitle: None,
        kind: DocumentKind::Agreement,
        cover: Vec::new(),
        running_head: "A Long Agreement".into(),
        footer: String::new(),
        date: "2026-11-22".into(),
        language: "en-GB".into(),
        parts: vec![part],
    };
    write(&document, &DocxOptions::default()).expect("the document can be written")
}

fn open(bytes: &[u8]) -> Paper {
    let options = ReadOptions { format: Some(Format::Docx), ..ReadOptions::default() };
    read(bytes, &options).expect("our own file can be read")
}

fn author() -> Author {
    Author { name: "Our Side".into(), initials: "OS".into(), date: "2026-11-23T09:00:00Z".into() }
}

/// Thirty edits: words with comments, a new clause for each third of them.
fn edits(paper: &Paper) -> Vec<Edit> {
    let places = paper.text.match_indices("thirty (30) days").step_by(20).take(30);
    let edits = places.enumerate().map(|(order, (at, expect))| {
        let change = if order % 3 == 0 {
            let node = paper.node_at(at).expect("each word stands in a clause");
            let text = "The Customer may end the Agreement.".to_owned();
            let paragraphs = vec![NewParagraph { like: node, heading: None, text }];
            Change::Insert { after: node, paragraphs }
        } else {
            let with = "ten (10) days".to_owned();
            Change::Replace { range: at..at + expect.len(), expect: expect.to_owned(), with }
        };
        Edit { id: order.to_string(), change, comment: Some("This is too long for us.".to_owned()) }
    });
    edits.collect()
}

#[divan::bench]
fn thirty_edits_in_sixty_pages(bencher: divan::Bencher<'_, '_>) {
    let bytes = long();
    let paper = open(&bytes);
    let edits = edits(&paper);
    bencher.bench(|| redline(&bytes, &paper, &edits, &author()).expect("the file holds"));
}

#[divan::bench]
fn settle_all_in_sixty_pages(bencher: divan::Bencher<'_, '_>) {
    let bytes = long();
    let paper = open(&bytes);
    let made = redline(&bytes, &paper, &edits(&paper), &author()).expect("the file holds");
    bencher.bench(|| settle(&made.bytes, Settle::Accept, None).expect("the file can be settled"));
}

#[divan::bench]
fn reconstruct_sixty_pages(bencher: divan::Bencher<'_, '_>) {
    let paper = open(&long());
    bencher.bench(|| reconstruct(&paper).expect("a paper can be written"));
}
