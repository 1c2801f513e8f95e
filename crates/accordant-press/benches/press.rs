//! How long the press takes: a short and a long agreement, a report, a picture.

#[path = "../tests/sample/mod.rs"]
mod sample;

use accordant_press::Press;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 10)]
fn load_the_press(bencher: divan::Bencher) {
    bencher.bench(|| Press::new().unwrap());
}

#[divan::bench(sample_count = 10)]
fn report(bencher: divan::Bencher) {
    let (press, document) = (Press::new().unwrap(), sample::report());
    bencher.bench(|| press.render_pdf(&document).unwrap());
}

#[divan::bench(sample_count = 10)]
fn agreement(bencher: divan::Bencher) {
    let (press, document) = (Press::new().unwrap(), sample::agreement());
    bencher.bench(|| press.render_pdf(&document).unwrap());
}

#[divan::bench(sample_count = 10)]
fn agreement_of_thirty_pages(bencher: divan::Bencher) {
    let (press, document) = (Press::new().unwrap(), sample::long_agreement());
    assert!((28..=34).contains(&press.render_pdf(&document).unwrap().pages));
    bencher.bench(|| press.render_pdf(&document).unwrap());
}

#[divan::bench(sample_count = 10)]
fn picture_at_300_dpi(bencher: divan::Bencher) {
    let (press, svg) = (Press::new().unwrap(), sample::drawing(900, 420));
    bencher.bench(|| press.render_png(&svg, 3.125).unwrap());
}
