//! How fast positions are read: the clause tree is there, or is built first.
//!
//! The paper holds the short wording of every position of the packs, one heading a provision.

#![expect(clippy::expect_used, reason = "a bench that cannot start may say so and stop")]

use accordant_document::read::{Format, Paper, ReadOptions, read};
use accordant_lifecycle::read::Reader;
use accordant_packs::Packs;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

fn write_page(packs: &Packs) -> String {
    let mut page = String::from("# Agreement\n");
    for provision in packs.provisions.values() {
        page.push_str(&format!("\n## {}\n", provision.title));
        for short in provision.positions.iter().filter_map(|position| position.short.as_ref()) {
            page.push_str(&format!("\n{short}\n"));
        }
    }
    page
}

fn open(page: &str) -> Paper {
    let options = ReadOptions { format: Some(Format::Markdown), ..ReadOptions::default() };
    read(page.as_bytes(), &options).expect("a page reads")
}

#[divan::bench]
fn compile_cues(bencher: divan::Bencher<'_, '_>) {
    let packs = Packs::builtin().expect("the packs load");
    bencher.bench_local(|| Reader::new(&packs).expect("the cues compile"));
}

#[divan::bench]
fn positions(bencher: divan::Bencher<'_, '_>) {
    let packs = Packs::builtin().expect("the packs load");
    let reader = Reader::new(&packs).expect("the cues compile");
    let page = write_page(&packs);
    let paper = open(&page);
    bencher
        .counter(BytesCount::of_str(&page))
        .bench_local(|| reader.read("page.md", &paper).readings.len());
}

#[divan::bench]
fn tree_and_positions(bencher: divan::Bencher<'_, '_>) {
    let packs = Packs::builtin().expect("the packs load");
    let reader = Reader::new(&packs).expect("the cues compile");
    let page = write_page(&packs);
    bencher
        .counter(BytesCount::of_str(&page))
        .bench_local(|| reader.read("page.md", &open(&page)).readings.len());
}
