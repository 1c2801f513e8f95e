//! The DOCX writer.

use std::collections::BTreeMap;

use accordant_document::docx::{DocxOptions, write};
use accordant_document::{html, json, markdown};

use super::sample;

/// Writes the samples in every format to the folder that `PAPER_DIR` names, for people to look at.
#[test]
fn samples_can_be_looked_at() {
    let Some(folder) = std::env::var_os("PAPER_DIR").map(std::path::PathBuf::from) else { return };
    let options = DocxOptions { page_hints: BTreeMap::new(), author: "Nordbank AG".into() };
    for (name, document) in [("agreement", sample::agreement()), ("report", sample::report())] {
        let save = |extension: &str, bytes: Vec<u8>| {
            std::fs::write(folder.join(format!("{name}.{extension}")), bytes).unwrap();
        };
        save("docx", write(&document, &options).unwrap());
        save("html", html::write(&document, &html::HtmlOptions::default()).into_bytes());
        save("md", markdown::write(&document).into_bytes());
        save("json", json::write(&document).into_bytes());
    }
}
