//! What stands on the pages, read from the typesetter's own frames.

use typst::layout::{Abs, Frame, FrameItem, Point};

use accordant_document::model::{Block, Cell, Document, Inline, PartKind, Table, Text};
use accordant_document::number::Labels;
use accordant_document::place::visit_texts;
use accordant_document::reading::read_text;

use crate::{Press, compose};

#[path = "../tests/sample/mod.rs"]
mod sample;

/// Lays a document out and returns the text of its pages, without head and foot.
fn typeset_text(document: &Document) -> String {
    let press = Press::new().unwrap();
    let composed = compose::compose(document, &press.drawing_options).unwrap();
    let typeset = press.typeset(document.kind, serde_json::to_vec(&composed.manuscript).unwrap());
    assert_eq!(typeset.warnings, Vec::<String>::new());
    let mut text = String::new();
    for page in typeset.output.unwrap().pages() {
        let (top, bottom) = (Abs::mm(23.0), page.frame.height() - Abs::mm(21.0));
        collect(&page.frame, Point::zero(), &mut |place, item| {
            if place.y > top && place.y < bottom {
                text.push_str(item);
            }
        });
    }
    text
}

fn collect(frame: &Frame, origin: Point, take: &mut dyn FnMut(Point, &str)) {
    for (place, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, origin + *place, take),
            FrameItem::Text(text) => take(origin + *place, &text.text),
            _ => {}
        }
    }
}

/// Text without what the typesetter may add or take at the end of a line.
fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !character.is_whitespace() && !matches!(character, '-' | '\u{ad}' | '\u{200b}' | '‐')
        })
        .collect()
}

/// Every piece of text in a document, as it reads.
fn pieces_of(document: &Document) -> Vec<String> {
    let labels = Labels::of(document);
    let mut pieces = Vec::new();
    visit_texts(document, &labels, &mut |place, _, text| {
        pieces.extend(
            text.0.iter().map(|piece| read_text(&Text(vec![piece.clone()]), &labels, place.part)),
        );
    });
    pieces
}

fn assert_prints_everything(document: &Document) {
    let printed = squeeze(&typeset_text(document));
    for piece in pieces_of(document) {
        assert!(printed.contains(&squeeze(&piece)), "`{piece}` is not on the pages");
    }
}

#[test]
fn every_text_of_an_agreement_is_on_its_pages() {
    assert_prints_everything(&sample::agreement());
}

#[test]
fn every_text_of_a_report_is_on_its_pages() {
    assert_prints_everything(&sample::report());
}

#[test]
fn template_code_in_the_text_prints_as_text() {
    const HOSTILE: &str = r##"#panic("x") *bold* _it_ @ref <label> $x^2$ `raw` \u{41} // note /* c */ #import "house.typ" ] ) } \ = + - https://a.example"##;
    let mut document = sample::agreement();
    document.title = HOSTILE.into();
    document.subtitle = Some(HOSTILE.into());
    document.running_head = HOSTILE.into();
    document.footer = HOSTILE.into();
    document.cover = vec![(HOSTILE.into(), HOSTILE.into())];
    let text = || {
        Text::plain(HOSTILE)
            .with(Inline::Strong(HOSTILE.into()))
            .with(Inline::Code(HOSTILE.into()))
            .with(Inline::Gap(HOSTILE.into()))
    };
    document.parts = vec![sample::part(
        HOSTILE,
        PartKind::Body,
        HOSTILE,
        vec![
            sample::top(HOSTILE, HOSTILE, vec![sample::clause("", text())]),
            Block::Table(Table {
                id: "table".into(),
                caption: HOSTILE.into(),
                header: vec![text()],
                widths: vec![1],
                rows: vec![vec![Cell::new(text())]],
            }),
            sample::plain(HOSTILE),
        ],
    )];
    assert_prints_everything(&document);
    let printed = squeeze(&typeset_text(&document));
    // Title, subtitle, cover pair, part and its entry in the contents, clause and its entry, four
    // pieces of its text, caption, header, cell, paragraph.
    assert!(printed.matches(&squeeze(HOSTILE)).count() >= 20, "{printed}");
}

#[test]
fn references_read_as_their_targets() {
    let printed = typeset_text(&sample::agreement()).replace('\u{a0}', " ");
    for reference in
        ["Clause 3.2", "Clause 4.2", "Clause 7.3", "Schedule 1 (Data-classification matrix)"]
    {
        assert!(
            squeeze(&printed).contains(&squeeze(reference)),
            "`{reference}` is not on the pages"
        );
    }
}

#[test]
fn a_lost_reference_cannot_be_missed() {
    let mut document = sample::report();
    document.parts[0]
        .blocks
        .push(sample::clause("", Text::plain("See ").with(Inline::Reference("nowhere".into()))));
    assert!(squeeze(&typeset_text(&document)).contains(&squeeze("‹no such clause: nowhere›")));
}

#[test]
fn one_press_serves_many_threads() {
    fn assert_shared<T: Send + Sync>(_: &T) {}
    let press = Press::new().unwrap();
    assert_shared(&press);
    let alone = press.render_pdf(&sample::report()).unwrap();
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| press.render_pdf(&sample::report()).unwrap())).collect();
        for thread in threads {
            assert!(thread.join().unwrap() == alone);
        }
    });
}
