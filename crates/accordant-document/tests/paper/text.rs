//! HTML, Markdown and JSON.

use accordant_document::model::{Block, Document, Inline, PartKind, Text};
use accordant_document::{html, json, markdown};

use super::sample;

/// Compares with the golden file, or writes it when `BLESS` is set.
#[track_caller]
fn check_golden(name: &str, found: &str) {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/paper/expected").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == found,
        "{name} is not as expected; see the change with `cargo xtask bless`"
    );
}

/// The agreement with the long table cut short.
fn small() -> Document {
    let mut document = sample::agreement();
    for part in &mut document.parts {
        for block in &mut part.blocks {
            if let Block::Table(table) = block {
                table.rows.truncate(2);
            }
        }
    }
    document
}

#[test]
fn markdown_is_as_expected() {
    check_golden("agreement.md", &markdown::write(&small()));
    check_golden("report.md", &markdown::write(&sample::report()));
}

#[test]
fn html_is_as_expected() {
    let content =
        |document: &Document| html::write_content(document, &html::HtmlOptions::default());
    check_golden("agreement.html", &content(&small()));
    check_golden("report.html", &content(&sample::report()));
}

#[test]
fn json_is_as_expected() {
    let text = json::write(&small());
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    let clause = &whole["parts"][3]["blocks"][0];
    assert_eq!(clause["label"], "3");
    assert_eq!(clause["sources"][0]["citation"], "GDPR art. 28(3)(a)");
    let record = &clause["children"][1]["children"][1];
    assert_eq!((&record["label"], &record["full-label"]), (&"(b)".into(), &"3.2(b)".into()));
    let last = clause["children"][2]["text"]["read"].as_str().unwrap();
    assert!(last.contains("Clause 3.2(b)(ii) demand"), "{last}");
    assert_eq!(whole["gaps"][0]["place"], "Parties (2)");
    assert_eq!(whole["gaps"][1]["place"], "Schedule 1 § 2(b) Use case and intended purpose");
}

#[test]
fn the_derived_serialisation_works() {
    assert!(serde_json::to_string(&sample::agreement()).is_ok());
}

const HOSTILE: &str = "<script>alert(1)</script> \"&amp;\" *a* _b_ [c](d) `e` | # f";

fn hostile() -> Document {
    let mut document = sample::agreement();
    document.title = HOSTILE.into();
    document.subtitle = Some(HOSTILE.into());
    document.cover = vec![(HOSTILE.into(), HOSTILE.into())];
    document.footer = HOSTILE.into();
    let text = Text::plain(HOSTILE)
        .with(Inline::Strong(HOSTILE.into()))
        .with(Inline::Gap(HOSTILE.into()))
        .with(Inline::Reference(HOSTILE.into()))
        .with(Inline::Link { text: HOSTILE.into(), href: "javascript:alert(1)".into() });
    document.parts.push(sample::part(
        HOSTILE,
        PartKind::Body,
        HOSTILE,
        vec![sample::clause(HOSTILE, text)],
    ));
    document
}

#[test]
fn html_escapes_everything() {
    for document in [hostile(), sample::agreement()] {
        let page = html::write(&document, &html::HtmlOptions::default());
        assert!(!page.contains("<script"), "a script got through");
        assert!(!page.contains("onclick"), "an event attribute got through");
        assert!(!page.contains("javascript:"), "an address with code got through");
    }
}

#[test]
fn html_stands_in_order() {
    for document in [sample::agreement(), sample::report()] {
        let page = html::write(&document, &html::HtmlOptions::default());
        let mut level = 0;
        for piece in page.split("<h").skip(1) {
            let Some(next) = piece.chars().next().and_then(|c| c.to_digit(10)) else { continue };
            assert!(next <= level + 1, "a heading of level {next} follows one of level {level}");
            level = next;
        }
        let ids: Vec<&str> =
            page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "an id stands twice");
        for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(unique.contains(&target), "`#{target}` leads nowhere");
        }
        assert!(
            !page.contains("http-equiv") && !page.contains("<link"),
            "the page is not self-contained"
        );
    }
}

#[test]
fn markdown_prints_hostile_text_as_text() {
    let text = markdown::write(&hostile());
    assert!(!text.contains("<script>"), "{text}");
    assert!(text.contains(r"\<script\>alert(1)\</script\>"), "{text}");
    assert!(text.contains(r"\[c\](d)"), "{text}");
}
