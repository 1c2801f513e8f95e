//! The DOCX writer.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use accordant_document::docx::{DocxOptions, write};
use accordant_document::model::{Block, Clause, Document, PartKind};
use accordant_document::{Labels, html, json, markdown};

use super::sample;
use super::schema::{Element, check_order, parse};

/// Writes the samples in every format to the folder that `PAPER_DIR` names, for people to look at.
#[test]
fn samples_can_be_looked_at() {
    let Some(folder) = std::env::var_os("PAPER_DIR").map(std::path::PathBuf::from) else { return };
    for (name, document) in [("agreement", sample::agreement()), ("report", sample::report())] {
        let save = |extension: &str, bytes: Vec<u8>| {
            std::fs::write(folder.join(format!("{name}.{extension}")), bytes).unwrap();
        };
        save("docx", write(&document, &options()).unwrap());
        save("html", html::write(&document, &html::HtmlOptions::default()).into_bytes());
        save("md", markdown::write(&document).into_bytes());
        save("json", json::write(&document).into_bytes());
    }
}

fn options() -> DocxOptions {
    DocxOptions { page_hints: BTreeMap::new(), author: "Nordbank AG".into() }
}

/// The parts of a written document.
struct Opened {
    names: Vec<String>,
    bytes: BTreeMap<String, Vec<u8>>,
}

impl Opened {
    fn of(document: &Document) -> Self {
        Self::with(document, &options())
    }

    fn with(document: &Document, options: &DocxOptions) -> Self {
        let written = write(document, options).unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(written)).unwrap();
        let (mut names, mut bytes) = (Vec::new(), BTreeMap::new());
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).unwrap();
            assert_eq!(file.last_modified().unwrap().to_string(), "1980-01-01 00:00:00");
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            let name = file.name().unwrap().into_owned();
            names.push(name.clone());
            bytes.insert(name, content);
        }
        Self { names, bytes }
    }

    fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.bytes[name]).unwrap()
    }

    fn parse(&self, name: &str) -> Element {
        parse(name, self.text(name))
    }

    fn body(&self) -> Element {
        self.parse("word/document.xml")
    }
}

fn each(check: impl Fn(&Opened)) {
    for document in [sample::agreement(), sample::report()] {
        check(&Opened::of(&document));
    }
}

#[test]
fn every_part_is_well_formed_and_in_the_order_of_the_schema() {
    each(|opened| {
        for name in
            opened.names.iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels"))
        {
            check_order(name, &opened.parse(name));
        }
    });
}

#[test]
fn every_part_has_a_content_type_and_every_relation_a_target() {
    each(|opened| {
        let types = opened.parse("[Content_Types].xml");
        let overrides: BTreeSet<&str> =
            types.all("Override").iter().map(|part| part.attribute("PartName")).collect();
        let defaults: BTreeSet<&str> =
            types.all("Default").iter().map(|part| part.attribute("Extension")).collect();
        for name in &opened.names {
            let extension = name.rsplit('.').next().unwrap();
            let known = overrides.contains(format!("/{name}").as_str())
                || (extension != "xml" && defaults.contains(extension));
            assert!(known || name == "[Content_Types].xml", "`{name}` has no content type");
        }
        for name in overrides {
            assert!(opened.bytes.contains_key(name.trim_start_matches('/')), "`{name}` is missing");
        }
        let relations = opened.parse("word/_rels/document.xml.rels");
        let mut ids = BTreeSet::new();
        for relation in relations.all("Relationship") {
            assert!(ids.insert(relation.attribute("Id").to_owned()), "a relation stands twice");
            let target = relation.attribute("Target");
            let outside = relation.attribute("TargetMode") == "External";
            assert!(
                outside || opened.bytes.contains_key(&format!("word/{target}")),
                "`{target}` is missing"
            );
        }
        opened.body().visit(&mut |element| {
            for (key, value) in &element.attributes {
                assert!(!key.starts_with("r:") || ids.contains(value), "`{value}` is no relation");
            }
        });
    });
}

#[test]
fn ids_are_unique_and_references_have_bookmarks() {
    each(|opened| {
        let body = opened.body();
        let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
        for mark in body.all("w:bookmarkStart") {
            assert!(ids.insert(mark.attribute("w:id")), "a bookmark's id stands twice");
            assert!(names.insert(mark.attribute("w:name")), "a bookmark's name stands twice");
            assert!(mark.attribute("w:name").len() <= 40);
        }
        let ends: BTreeSet<&str> =
            body.all("w:bookmarkEnd").iter().map(|mark| mark.attribute("w:id")).collect();
        assert_eq!(ids, ends);
        let drawings = body.all("wp:docPr");
        let unique: BTreeSet<&str> =
            drawings.iter().map(|drawing| drawing.attribute("id")).collect();
        assert_eq!(drawings.len(), unique.len());
        for code in body.all("w:instrText") {
            let mut words = code.text.split_whitespace();
            if matches!(words.next(), Some("REF" | "PAGEREF")) {
                let name = words.next().unwrap();
                assert!(names.contains(name), "`{name}` has no bookmark");
            }
        }
        for link in body.all("w:hyperlink") {
            let anchor = link.attribute("w:anchor");
            assert!(anchor.is_empty() || names.contains(anchor), "`{anchor}` has no bookmark");
        }
        let marks = |kind: &str| {
            body.all("w:fldChar")
                .iter()
                .filter(|mark| mark.attribute("w:fldCharType") == kind)
                .count()
        };
        assert!(marks("begin") == marks("separate") && marks("begin") == marks("end"));
    });
}

#[test]
fn styles_and_lists_exist() {
    each(|opened| {
        let styles = opened.parse("word/styles.xml");
        let known: BTreeSet<&str> =
            styles.all("w:style").iter().map(|style| style.attribute("w:styleId")).collect();
        let numbering = opened.parse("word/numbering.xml");
        let lists: BTreeSet<&str> =
            numbering.all("w:num").iter().map(|list| list.attribute("w:numId")).collect();
        let check = |element: &Element| {
            let value = element.attribute("w:val");
            match element.name.as_str() {
                "w:pStyle" | "w:rStyle" | "w:basedOn" | "w:next" => {
                    assert!(known.contains(value), "no style `{value}`")
                }
                "w:numId" => assert!(lists.contains(value), "no list `{value}`"),
                _ => {}
            }
        };
        for name in [
            "word/document.xml",
            "word/styles.xml",
            "word/numbering.xml",
            "word/header2.xml",
            "word/footer2.xml",
        ] {
            opened.parse(name).visit(&mut |element| check(element));
        }
        let levels: BTreeSet<&str> =
            numbering.all("w:pStyle").iter().map(|style| style.attribute("w:val")).collect();
        for style in styles.all("w:style") {
            let own = style.child("w:pPr").and_then(|look| look.child("w:numPr")).is_some();
            let id = style.attribute("w:styleId");
            assert!(
                !own || levels.contains(id) || id == "ScheduleClauseHeading",
                "no level is bound to `{id}`"
            );
        }
    });
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let twice = || write(&sample::agreement(), &options()).unwrap();
    assert_eq!(twice(), twice());
}

/// Counts as a word processor does: by list and level, through styles and own lists.
fn count_labels(opened: &Opened) -> BTreeMap<String, String> {
    let (styles, numbering, body) =
        (opened.parse("word/styles.xml"), opened.parse("word/numbering.xml"), opened.body());
    let number = |element: Option<&Element>| {
        element.and_then(|found| found.attribute("w:val").parse::<usize>().ok())
    };
    let mut by_style = BTreeMap::new();
    for style in styles.all("w:style") {
        if let Some(look) = style.child("w:pPr").and_then(|look| look.child("w:numPr")) {
            let place =
                (number(look.child("w:ilvl")).unwrap_or(0), number(look.child("w:numId")).unwrap());
            by_style.insert(style.attribute("w:styleId").to_owned(), place);
        }
    }
    let lists: BTreeMap<usize, usize> = numbering
        .all("w:num")
        .iter()
        .map(|list| {
            (
                list.attribute("w:numId").parse().unwrap(),
                number(list.child("w:abstractNumId")).unwrap(),
            )
        })
        .collect();
    let levels: BTreeMap<(usize, usize), (String, String)> = numbering
        .all("w:abstractNum")
        .iter()
        .flat_map(|list| {
            list.all("w:lvl").into_iter().map(|level| {
                let key = (
                    list.attribute("w:abstractNumId").parse().unwrap(),
                    level.attribute("w:ilvl").parse().unwrap(),
                );
                let value = |name: &str| level.child(name).unwrap().attribute("w:val").to_owned();
                (key, (value("w:numFmt"), value("w:lvlText")))
            })
        })
        .collect();
    let mut counts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut labels = BTreeMap::new();
    for paragraph in body.all("w:p") {
        let Some(look) = paragraph.child("w:pPr") else { continue };
        let style = look.child("w:pStyle").unwrap().attribute("w:val");
        let own = look.child("w:numPr").map(|list| {
            (number(list.child("w:ilvl")).unwrap(), number(list.child("w:numId")).unwrap())
        });
        let Some((level, list)) = own.or_else(|| by_style.get(style).copied()) else { continue };
        let count = counts.entry(list).or_default();
        count.resize(level + 1, 0);
        count[level] += 1;
        let (_, pattern) = &levels[&(lists[&list], level)];
        let mut shown = pattern.clone();
        for (above, value) in count.iter().enumerate() {
            let (format, _) = &levels[&(lists[&list], above)];
            let text = match format.as_str() {
                "lowerLetter" => char::from(b'a' + u8::try_from(*value - 1).unwrap()).to_string(),
                "upperLetter" => char::from(b'A' + u8::try_from(*value - 1).unwrap()).to_string(),
                "lowerRoman" => ["", "i", "ii", "iii", "iv", "v"][*value].to_owned(),
                _ => value.to_string(),
            };
            shown = shown.replace(&format!("%{}", above + 1), &text);
        }
        for mark in paragraph.all("w:bookmarkStart") {
            labels.insert(mark.attribute("w:name").to_owned(), shown.clone());
        }
    }
    labels
}

#[test]
fn the_word_processor_counts_as_we_do() {
    for document in [sample::agreement(), sample::report()] {
        let opened = Opened::of(&document);
        let counted = count_labels(&opened);
        let labels = Labels::of(&document);
        let expected: Vec<&str> = labels
            .targets()
            .map(|(_, target)| target.label.shown.as_str())
            .filter(|label| !label.is_empty())
            .collect();
        let mut found: Vec<&str> = counted
            .iter()
            .filter(|(name, _)| name.starts_with("_Ref"))
            .map(|(_, label)| label.as_str())
            .collect();
        let mut expected = expected;
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected);
        // And the references' cached words are the labels of their targets.
        let body = opened.body();
        for paragraph in body.all("w:p") {
            let mut name = None;
            let mut cached = String::new();
            for run in paragraph.children.iter().filter(|child| child.name == "w:r") {
                if let Some(code) = run.child("w:instrText") {
                    let words: Vec<&str> = code.text.split_whitespace().collect();
                    name =
                        (words[0] == "REF" && words.contains(&"\\w")).then(|| words[1].to_owned());
                    cached.clear();
                } else if run
                    .child("w:fldChar")
                    .is_some_and(|mark| mark.attribute("w:fldCharType") == "end")
                {
                    if let Some(name) = name.take() {
                        let shown = &counted[&name];
                        let cached = cached.replace('\u{a0}', " ");
                        assert!(
                            cached.ends_with(shown.as_str()),
                            "`{cached}` is cached for `{shown}`"
                        );
                    }
                } else {
                    cached.push_str(&run.words());
                }
            }
        }
    }
}

#[test]
fn every_word_is_in_the_file() {
    let document = sample::agreement();
    let opened = Opened::of(&document);
    let words = opened.body().words().replace('\u{a0}', " ");
    for expected in [
        "AI Services Agreement",
        "as Customer",
        "Part B",
        "Training and improvement",
        "Clause 3.2(b)(ii)",
        "paragraph 1.2 of Schedule 2",
        "‹to be completed: uses that the Customer excludes›",
        "R&D <at> \"work\"",
        "Improvement for others",
        "Drafting note",
        "Dr Katrin Sommer",
        "Place and date",
        "unknown",
    ] {
        assert!(words.contains(expected), "`{expected}` is not in the file");
    }
    assert!(opened.text("word/header2.xml").contains("Nordbank AG and Helios AI GmbH"));
    assert!(opened.text("docProps/core.xml").contains("2026-11-22T00:00:00Z"));
    assert!(!opened.text("word/settings.xml").contains("updateFields"));
}

#[test]
fn contents_take_the_pages_that_are_known() {
    let page_hints = BTreeMap::from([("data.deletion".to_owned(), 41)]);
    let opened = Opened::with(&sample::agreement(), &DocxOptions { page_hints, ..options() });
    let entry = opened
        .body()
        .all("w:hyperlink")
        .iter()
        .map(|link| link.words())
        .find(|words| words.contains("Return and deletion"));
    assert_eq!(entry.as_deref(), Some("4Return and deletion41"));
}

#[test]
fn pictures_are_embedded_twice() {
    let opened = Opened::of(&sample::agreement());
    assert!(opened.bytes["word/media/figure1.png"].starts_with(b"\x89PNG"));
    assert!(opened.text("word/media/figure1.svg").contains("<svg"));
    let body = opened.body();
    assert_eq!((body.all("a:blip").len(), body.all("asvg:svgBlip").len()), (1, 1));
}

#[test]
fn deep_clauses_and_control_characters_do_no_harm() {
    let mut document = sample::agreement();
    let mut clause = Clause { text: Some("deepest \u{1}\u{b}".into()), ..Clause::default() };
    for depth in 0..12 {
        clause = Clause {
            id: format!("deep.{depth}"),
            text: Some("deep".into()),
            children: vec![Block::Clause(clause)],
            ..Clause::default()
        };
    }
    let schedule = document.parts.iter_mut().find(|part| part.kind == PartKind::Schedule).unwrap();
    schedule.blocks.push(Block::Clause(clause));
    let opened = Opened::of(&document);
    check_order("word/document.xml", &opened.body());
}
