//! A workbench: files marked up, held against what was there, and shown as lines.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use accordant_document::read::{Format, Paper, ReadOptions, View, read};
use accordant_document::redline::{Author, Change, Edit, Redlined, Settle, redline, settle};

use super::desk::{Docx, open, open_view};

pub(crate) fn author() -> Author {
    Author {
        name: "Our Side & Co".into(),
        initials: "OS".into(),
        date: "2026-11-23T09:00:00Z".into(),
    }
}

pub(crate) fn edit(change: Change) -> Edit {
    Edit { id: "one".into(), change, comment: None }
}

/// Replaces the only place where some words stand.
pub(crate) fn replace(paper: &Paper, old: &str, new: &str) -> Change {
    let found: Vec<usize> = paper.text.match_indices(old).map(|(at, _)| at).collect();
    assert_eq!(found.len(), 1, "{old:?} in {:?}", paper.text);
    Change::Replace { range: found[0]..found[0] + old.len(), expect: old.into(), with: new.into() }
}

/// The text as lines, whatever parts them.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let lines = text.split(['\n', '\t']).map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

pub(crate) fn text(bytes: &[u8], view: View) -> String {
    let options = ReadOptions { format: Some(Format::Docx), view, ..ReadOptions::default() };
    read(bytes, &options).map(|paper| paper.text).unwrap_or_default()
}

/// Marks a file up, and checks from outside what must hold for every marked file.
#[track_caller]
pub(crate) fn mark_bytes(bytes: &[u8], edits: &[Edit]) -> Redlined {
    let paper = open(bytes, Format::Docx);
    let made = redline(bytes, &paper, edits, &author())
        .unwrap_or_else(|error| panic!("{error}: {}", error.help()));
    let again = redline(bytes, &paper, edits, &author()).unwrap();
    assert_eq!(made, again, "the same edits give the same bytes");
    let (old, new) = (unzip(bytes), unzip(&made.bytes));
    for (name, text) in &old {
        let may_change = ["document.xml", "notes.xml", "comments.xml", "Types].xml", ".rels"];
        assert!(
            new[name] == *text || may_change.iter().any(|end| name.ends_with(end)),
            "{name} is other than before"
        );
    }
    let rejected = settle(&made.bytes, Settle::Reject, Some("Our Side & Co")).unwrap();
    assert_eq!(lines(&text(&rejected, View::Final)), lines(&paper.text), "rejected");
    let accepted = settle(&made.bytes, Settle::Accept, Some("Our Side & Co")).unwrap();
    let ours = lines(&text(&made.bytes, View::Final));
    assert_eq!(lines(&text(&accepted, View::Final)), ours, "accepted");
    for settled in [&rejected, &accepted] {
        assert!(
            !unzip(settled)["word/document.xml"].contains("Our Side &amp; Co"),
            "marks are left"
        );
    }
    assert_eq!(text(&made.bytes, View::Original), text(bytes, View::Original), "their original");
    check_ids(&new);
    made
}

/// No id of a change stands twice.
fn check_ids(parts: &BTreeMap<String, String>) {
    let mut seen = BTreeSet::new();
    for (name, xml) in parts.iter().filter(|(name, _)| !name.ends_with("comments.xml")) {
        for piece in xml.split('<').filter(|piece| piece.contains("w:author=")) {
            let id = piece.split("w:id=\"").nth(1).unwrap_or_default();
            let id = id.split('"').next().unwrap_or_default().to_owned();
            assert!(seen.insert(id.clone()), "{id} twice in {name}");
        }
    }
}

pub(crate) fn unzip(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        parts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    parts
}

/// The body of the marked file: what stands between the tags of `w:body`, with short marks.
pub(crate) fn body(made: &Redlined) -> String {
    let xml = unzip(&made.bytes)["word/document.xml"].clone();
    let start = xml.find("<w:body>").unwrap() + 8;
    let end = xml.rfind("<w:sectPr").unwrap();
    let by = " w:author=\"Our Side &amp; Co\" w:date=\"2026-11-23T09:00:00Z\"";
    xml[start..end].replace(by, "").replace(" xml:space=\"preserve\"", "")
}

#[track_caller]
pub(crate) fn mark(docx: &Docx, edits: &[Edit]) -> Redlined {
    mark_bytes(&docx.bytes(), edits)
}

/// Makes one change; it must go through.
#[track_caller]
pub(crate) fn make(docx: &Docx, change: impl FnOnce(&Paper) -> Change) -> Redlined {
    let paper = docx.open();
    let made = mark(docx, &[edit(change(&paper))]);
    assert_eq!(made.refused, []);
    made
}

/// Asks for a change that is refused; answers why.
#[track_caller]
pub(crate) fn refuse(docx: &Docx, change: impl FnOnce(&Paper) -> Change) -> String {
    let paper = docx.open();
    let made = mark(docx, &[edit(change(&paper))]);
    assert_eq!(made.applied, Vec::<String>::new());
    assert_eq!(made.bytes, docx.bytes(), "nothing was made");
    made.refused[0].reason.clone()
}

#[track_caller]
pub(crate) fn final_text(made: &Redlined) -> String {
    open_view(&made.bytes, Format::Docx, View::Final).text
}
