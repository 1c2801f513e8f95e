//! Comments: their marks in the text, their part, and how the package learns of it.

use std::collections::BTreeMap;

use super::splice::escape;
use super::tree::Tree;
use super::{Author, RedlineError, runs};
use crate::read::docx::Package;

const TYPES: &str = "[Content_Types].xml";
const RELATION: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// How comments look in a file: with its own styles for them, when it has any.
#[derive(Debug, Clone, Default)]
pub(super) struct Remarks {
    reference: bool,
    text: bool,
}

impl Remarks {
    pub(super) fn of(package: &Package) -> Self {
        let styles = package.related("styles").first().and_then(|part| package.part(part));
        let has = |id: &str| styles.is_some_and(|xml| xml.contains(&format!("w:styleId=\"{id}\"")));
        Self { reference: has("CommentReference"), text: has("CommentText") }
    }

    /// Where the words begin that a comment is about.
    pub(super) fn start(id: u32) -> String {
        format!("<w:commentRangeStart w:id=\"{id}\"/>")
    }

    /// Where they end, with the mark of the comment.
    pub(super) fn end(&self, id: u32) -> String {
        let look = self.look();
        format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r>{look}<w:commentReference w:id=\"{id}\"/></w:r>"
        )
    }

    fn look(&self) -> &'static str {
        if self.reference { "<w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>" } else { "" }
    }

    /// A comment with its paragraphs.
    fn write(&self, id: u32, text: &str, author: &Author) -> String {
        let (who, when) = (escape(&author.name), escape(&author.date));
        let initials = escape(&author.initials);
        let style = if self.text { "<w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>" } else { "" };
        let mut paragraphs = String::new();
        for (order, line) in text.lines().enumerate() {
            let mark = match order {
                0 => format!("<w:r>{}<w:annotationRef/></w:r>", self.look()),
                _ => String::new(),
            };
            paragraphs.push_str(&format!("<w:p>{style}{mark}{}</w:p>", runs::new_run("", line)));
        }
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"{who}\" w:date=\"{when}\" w:initials=\"{initials}\">{paragraphs}</w:comment>"
        )
    }

    /// Adds comments to a package: to the part that it has, or in a new one.
    ///
    /// **Errors:** when a part is no well-formed XML, or names its elements in its own way.
    pub(super) fn add(
        &self,
        package: &Package,
        comments: &[(u32, String)],
        author: &Author,
        changed: &mut BTreeMap<String, String>,
    ) -> Result<(), RedlineError> {
        let all: String = comments.iter().map(|(id, text)| self.write(*id, text, author)).collect();
        if let Some(part) = package.related("comments").first() {
            let xml = package.part(part).unwrap_or_default();
            if !Tree::of(part, xml)?.speaks_word() {
                let why = format!("`{part}` names Word's elements in its own way");
                return Err(RedlineError::ReadOnly { why });
            }
            changed.insert((*part).to_owned(), append(part, xml, &all)?);
            return Ok(());
        }
        let (folder, main) = package.main().rsplit_once('/').unwrap_or(("", package.main()));
        let inside = |file: &str| {
            if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
        };
        let file = (1..)
            .map(|n| if n == 1 { "comments.xml".to_owned() } else { format!("comments{n}.xml") })
            .find(|file| package.part(&inside(file)).is_none())
            .unwrap_or_default();
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        let part = inside(&file);
        changed.insert(
            part.clone(),
            format!("{declaration}<w:comments xmlns:w=\"{WORD}\">{all}</w:comments>"),
        );
        let types = package.part(TYPES).unwrap_or_default();
        let entry = format!("<Override PartName=\"/{part}\" ContentType=\"{CONTENT}\"/>");
        changed.insert(TYPES.to_owned(), append(TYPES, types, &entry)?);
        let name = inside(&format!("_rels/{main}.rels"));
        let relations = match package.part(&name) {
            Some(xml) => xml.to_owned(),
            None => format!("{declaration}<Relationships xmlns=\"{RELATIONS}\"></Relationships>"),
        };
        let id = (1..)
            .map(|n| format!("rId{n}"))
            .find(|id| !relations.contains(&format!("\"{id}\"")))
            .unwrap_or_default();
        let entry = format!("<Relationship Id=\"{id}\" Type=\"{RELATION}\" Target=\"{file}\"/>");
        changed.insert(name.clone(), append(&name, &relations, &entry)?);
        Ok(())
    }
}

/// Writes something at the end of the root of a part, with the prefix that the root has.
fn append(part: &str, xml: &str, entry: &str) -> Result<String, RedlineError> {
    let tree = Tree::of(part, xml)?;
    let root = tree.name(0);
    let entry = match root.split_once(':') {
        Some((prefix, _)) if prefix != "w" => entry.replacen('<', &format!("<{prefix}:"), 1),
        _ => entry.to_owned(),
    };
    let (span, inner) = (tree.span(0), tree.inner(0));
    if tree.is_closed(0) {
        let (before, after) = (tree.text(0..span.start), tree.text(span.end..xml.len()));
        return Ok(format!("{before}{}{entry}</{root}>{after}", tree.tag(0)));
    }
    let (before, after) = (tree.text(0..inner.end), tree.text(inner.end..xml.len()));
    Ok(format!("{before}{entry}{after}"))
}
