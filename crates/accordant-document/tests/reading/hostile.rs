//! Hostile and broken files: a clear answer, never a crash.

use accordant_document::docx::{DocxOptions, write};
use accordant_document::read::{Format, ReadError, ReadOptions, read};

use super::desk::{Docx, check_places, para, zip};
use super::sample;

fn read_as(bytes: &[u8], format: Option<Format>) -> Result<(), ReadError> {
    let paper = read(bytes, &ReadOptions { format, ..ReadOptions::default() })?;
    if std::str::from_utf8(bytes).is_ok() {
        check_places(&paper, bytes);
    }
    Ok(())
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

#[test]
fn garbage_is_survived_in_every_format() {
    let seeds: [(&[u8], Format); 3] = [
        (include_bytes!("../paper/expected/agreement.md"), Format::Markdown),
        (include_bytes!("../paper/expected/agreement.html"), Format::Html),
        (include_bytes!("../paper/expected/agreement.md"), Format::Text),
    ];
    let mut dice = Dice(7);
    for (seed, format) in seeds {
        for _ in 0..40 {
            let mut bytes = seed[..seed.len().min(6000)].to_vec();
            for _ in 0..dice.roll(60) {
                if bytes.is_empty() {
                    break;
                }
                let at = dice.roll(bytes.len());
                match dice.roll(4) {
                    0 => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
                    1 => bytes.truncate(at),
                    2 => bytes.insert(at, b"()*_[]<>&\n\t1a.\"#|"[dice.roll(17)]),
                    _ => {
                        let piece = bytes[at..(at + dice.roll(40)).min(bytes.len())].to_vec();
                        bytes.extend(piece);
                    }
                }
            }
            let _ = read_as(&bytes, Some(format));
        }
    }
}

#[test]
fn broken_word_files_are_survived() {
    let whole = write(&sample::agreement(), &DocxOptions::default()).unwrap();
    let mut dice = Dice(11);
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(bytes.len());
            bytes[at] = u8::try_from(dice.roll(256)).unwrap();
        }
        bytes.truncate(dice.roll(bytes.len() * 2));
        let _ = read_as(&bytes, Some(Format::Docx));
    }
    let docx = Docx::body(para(
        "<w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"4294967295\"/></w:numPr>",
        "x",
    ));
    let xml = docx.document();
    for _ in 0..400 {
        let (from, to) = (dice.roll(xml.len()), dice.roll(xml.len()));
        let cut = format!("{}{}", &xml[..from.min(to)], &xml[from.max(to)..]);
        let _ = read_as(&zip(&[("word/document.xml".to_owned(), cut)]), None);
    }
}

#[track_caller]
fn check(bytes: &[u8], message: &str, help: &str) {
    let error = read_as(bytes, None).unwrap_err();
    assert!(error.to_string().contains(message), "{error}");
    assert!(error.help().contains(help), "{}", error.help());
}

#[test]
fn what_cannot_be_read_says_why() {
    let parts = |name: &str, text: &str| zip(&[(name.to_owned(), text.to_owned())]);
    check(b"", "holds no text", "right file");
    check(b"PK\x03\x04 no archive", "damaged", "another copy");
    check(&parts("hello.txt", "x"), "ZIP archive without a Word document", "unpack");
    check(
        &parts("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
        "DOCX",
    );
    check(&parts("[Content_Types].xml", "spreadsheetml.sheet"), "spreadsheet", "contract");
    check(&parts("mimetype", "application/vnd.oasis.opendocument.text"), "OpenDocument", "DOCX");
    check(
        &parts("word/document.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document/>"),
        "document type",
        "save it again",
    );
    check(
        &parts("word/document.xml", "<w:document><w:body>"),
        "ends in the middle",
        "save it again",
    );
    check(&parts("word/document.xml", &"<a>".repeat(2000)), "too deeply", "save it again");
    check(b"\xd0\xcf\x11\xe0 old", "old Word file", "DOCX");
    let wide: Vec<u8> = b"\xd0\xcf\x11\xe0"
        .iter()
        .copied()
        .chain("EncryptedPackage".bytes().flat_map(|b| [b, 0]))
        .collect();
    check(&wide, "password", "without one");
    check(b"{\\rtf1 x}", "rich text", "DOCX");
    check(b"\x89PNG\x00\x00", "no document", "DOCX, PDF");
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = zip(&[("word/document.xml".to_owned(), " ".repeat(20_000_000))]);
    assert!(bomb.len() < 200_000);
    check(&bomb, "unpacks to more", "do not open");
}

#[test]
fn large_files_are_refused() {
    let error = read_as(&vec![b'x'; accordant_document::read::MOST_BYTES + 1], Some(Format::Text));
    assert_eq!(error.unwrap_err(), ReadError::TooLarge);
}

#[test]
fn time_grows_with_the_text_only() {
    // Shapes that make careless readers take the square of their length.
    for shape in
        ["(", "“a”", "(the “a", "1. ", "* ", "<div>", "**", "Section 1 and ", "[a](b)", "a) b\n\n"]
    {
        for format in [Format::Markdown, Format::Html, Format::Text] {
            let started = std::time::Instant::now();
            let _ = read_as(shape.repeat(20_000).as_bytes(), Some(format));
            assert!(
                started.elapsed().as_secs() < 20,
                "{shape:?} as {format:?}: {:?}",
                started.elapsed()
            );
        }
    }
}
