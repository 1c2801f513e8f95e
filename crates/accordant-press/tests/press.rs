//! The press: what it prints, what it refuses, and that it prints the same bytes twice.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in its helpers too"
)]

mod sample;

use std::collections::BTreeSet;
use std::path::PathBuf;

use accordant_document::model::{Block, Figure, Part};
use accordant_press::{Press, PressError};

#[test]
fn prints_a_rich_agreement() {
    let pdf = Press::new().unwrap().render_pdf(&sample::agreement()).unwrap();
    keep("agreement.pdf", &pdf.bytes);
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
    assert!((9..=14).contains(&pdf.pages), "{} pages", pdf.pages);
    assert!(pdf.archival);
    assert_eq!(pdf.unprintable, BTreeSet::new());
}

#[test]
fn prints_a_long_agreement() {
    let pdf = Press::new().unwrap().render_pdf(&sample::long_agreement()).unwrap();
    keep("long.pdf", &pdf.bytes);
    assert!((20..=30).contains(&pdf.pages), "{} pages", pdf.pages);
}

#[test]
fn prints_a_report() {
    let pdf = Press::new().unwrap().render_pdf(&sample::report()).unwrap();
    keep("report.pdf", &pdf.bytes);
    assert!((2..=4).contains(&pdf.pages), "{} pages", pdf.pages);
    assert!(pdf.archival);
    assert_eq!(pdf.page_of["chapter.result"], 1);
}

#[test]
fn knows_the_page_of_each_target() {
    let pdf = Press::new().unwrap().render_pdf(&sample::agreement()).unwrap();
    let page = |id: &str| pdf.page_of[id];
    assert_eq!(page("parties"), 3);
    assert!(page("data.training-use") <= page("data.training-use.exceptions"));
    assert!(page("data.training-use") < page("schedule.data"));
    assert_eq!(page("schedule.data"), page("matrix"));
    assert!(page("matrix") < page("flow-640") && page("flow-640") < page("risks"));
    // A wide table takes the title of its schedule along to the turned page.
    assert_eq!(page("schedule.risk"), page("risks"));
    assert_eq!(page("signatures"), pdf.pages);
}

#[test]
fn prints_the_same_bytes_twice() {
    let first = Press::new().unwrap().render_pdf(&sample::agreement()).unwrap();
    let second = Press::new().unwrap().render_pdf(&sample::agreement()).unwrap();
    assert!(first == second);
}

#[test]
fn says_which_characters_it_cannot_print() {
    let mut document = sample::report();
    document.title = "Vertrag mit 北京 und Ωmega".into();
    let pdf = Press::new().unwrap().render_pdf(&document).unwrap();
    assert_eq!(pdf.unprintable, BTreeSet::from(['北', '京']));
    assert!(!pdf.archival);
}

#[test]
fn refuses_a_date_that_is_none() {
    let press = Press::new().unwrap();
    for date in ["", "2026-13-01", "2026-02-30", "22.11.2026", "2026-1-1", "+026-01-01"] {
        let document =
            accordant_document::model::Document { date: date.into(), ..sample::report() };
        assert_eq!(press.render_pdf(&document).err(), Some(PressError::Date { date: date.into() }));
    }
}

#[test]
fn a_second_block_of_the_same_id_does_no_harm() {
    let mut document = sample::agreement();
    let parts = document.parts.clone();
    document.parts.extend(parts);
    assert!(Press::new().unwrap().render_pdf(&document).is_ok());
}

#[test]
fn an_empty_document_has_a_page() {
    for mut document in [sample::agreement(), sample::report()] {
        document.parts =
            vec![Part { title: String::new(), blocks: Vec::new(), ..document.parts[0].clone() }];
        document.title = String::new();
        document.subtitle = None;
        assert!(Press::new().unwrap().render_pdf(&document).unwrap().pages >= 1);
    }
}

#[test]
fn refuses_drawings_that_would_harm() {
    let press = Press::new().unwrap();
    let nested = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{}{}</svg>",
        "<g>".repeat(500_000),
        "</g>".repeat(500_000)
    );
    let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='900000' height='9'/>".to_owned();
    let long = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{}</svg>",
        " ".repeat(9_000_000)
    );
    for svg in [nested, huge, long] {
        assert!(
            matches!(press.render_pdf(&with_drawing(&svg)), Err(PressError::TooLarge { id, .. }) if id == "drawing")
        );
        assert!(matches!(press.render_png(&svg, 1.0), Err(PressError::TooLarge { .. })));
    }
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='/etc/hostname' width='9' height='9'/></svg>";
    let styled = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><style>rect { fill: url(#a) }</style></svg>";
    for svg in [
        "",
        "<svg",
        "plain",
        picture,
        styled,
        "<!DOCTYPE x [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>&a;</svg>",
    ] {
        assert!(
            matches!(press.render_pdf(&with_drawing(svg)), Err(PressError::Drawing { id, .. }) if id == "drawing"),
            "{svg}"
        );
        assert!(matches!(press.render_png(svg, 1.0), Err(PressError::Drawing { .. })), "{svg}");
    }
}

#[test]
fn refuses_drawings_that_repeat_without_end() {
    let press = Press::new().unwrap();
    let circle = r##"<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>"##.to_owned();
    let pattern = r##"<pattern id="p"><rect style="fill: url( '#p' )"/></pattern>"##.to_owned();
    let mut doubling = String::from(r##"<g id="n0"><rect width="9" height="9"/></g>"##);
    let mut tower = doubling.clone();
    for index in 1..60 {
        let copy = format!(r##"<use href="#n{}"/>"##, index - 1);
        doubling.push_str(&format!(r##"<g id="n{index}">{copy}{copy}</g>"##));
        let (open, close) = (r##"<g opacity=".9">"##.repeat(30), "</g>".repeat(30));
        tower.push_str(&format!(r##"<g id="n{index}">{open}{copy}{close}</g>"##));
    }
    for body in [circle, pattern, doubling, tower] {
        let svg =
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'>{body}</svg>");
        assert!(matches!(press.render_png(&svg, 1.0), Err(PressError::TooLarge { .. })), "{svg}");
        assert!(matches!(press.render_pdf(&with_drawing(&svg)), Err(PressError::TooLarge { .. })));
    }
}

#[test]
fn draws_what_is_just_within_the_limits() {
    let press = Press::new().unwrap();
    let (open, close) = ("<g opacity='.9' clip-path='url(#c)'>".repeat(58), "</g>".repeat(58));
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><clipPath id='c'><rect width='80' height='80'/></clipPath>{open}<rect width='90' height='90'/>{close}</svg>"
    );
    assert!(press.render_png(&svg, 1.0).is_ok());
    assert!(press.render_pdf(&with_drawing(&svg)).is_ok());
}

#[test]
fn a_picture_has_the_asked_size() {
    let press = Press::new().unwrap();
    let png = press.render_png(&sample::drawing(640, 300), 3.125).unwrap();
    keep("drawing.png", &png);
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (2000, 938));
    assert!(png == press.render_png(&sample::drawing(640, 300), 3.125).unwrap());
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1000.0] {
        assert!(
            matches!(
                press.render_png(&sample::drawing(640, 300), scale),
                Err(PressError::TooLarge { .. })
            ),
            "{scale}"
        );
    }
}

fn with_drawing(svg: &str) -> accordant_document::model::Document {
    let mut document = sample::report();
    document.parts[0].blocks.push(Block::Figure(Figure {
        id: "drawing".into(),
        caption: "A drawing".into(),
        alt: "A drawing".into(),
        svg: svg.into(),
        png: Vec::new(),
        size: (9, 9),
    }));
    document
}

/// Writes an output where `ACCORDANT_PRESS_OUT` says, for people to look at.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(directory) = std::env::var_os("ACCORDANT_PRESS_OUT") {
        std::fs::write(PathBuf::from(directory).join(name), bytes).unwrap();
    }
}
