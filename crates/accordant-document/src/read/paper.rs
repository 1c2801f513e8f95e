//! A paper: one text, one tree, and where each piece of it stands in the file.

use std::ops::Range;

use serde::Serialize;

use super::ReadError;
use crate::number::Label;

/// A contract that somebody wrote, in any format.
///
/// **Shapes:** every range counts bytes of `text`. Blocks are parted by a line feed, cells of a row
/// by a tab. The body comes first, then footnotes and endnotes; headers, footers and comments are
/// kept apart. Numbers that the file's program counts (Word, lists in Markdown and HTML) are in
/// labels only; numbers that somebody typed are in the text too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// The format that it was read from.
    pub format: Format,
    /// Its title, when it has one.
    pub title: String,
    /// All words of the body and of the notes.
    pub text: String,
    /// The tree: parents before children, in reading order.
    pub nodes: Vec<Node>,
    /// The tables among the nodes.
    pub tables: Vec<Table>,
    /// The pieces of the text with their place in the file, in the order of the text.
    pub runs: Vec<Run>,
    /// The terms that it defines, in reading order.
    pub terms: Vec<DefinedTerm>,
    /// The references that it makes to clauses and schedules, in reading order.
    pub references: Vec<CrossReference>,
    /// Headers and footers.
    pub asides: Vec<Aside>,
    /// Tracked changes that were in the file.
    pub revisions: Vec<Revision>,
    /// Comments that were in the file.
    pub comments: Vec<Comment>,
    /// What was in the file and is no part of the contract.
    pub left_out: Vec<LeftOut>,
    /// The parts of a DOCX that runs point into.
    pub parts: Vec<Part>,
    /// Why the file can be read but not be written back, when that is so.
    pub read_only: Option<String>,
}

/// Formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Word.
    Docx,
    /// PDF with a text layer.
    Pdf,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Plain text.
    Text,
}

impl Format {
    /// Tells the format by the first bytes, then by the ending of the name.
    ///
    /// **Errors:** when the bytes are something else, such as an old Word file or a picture.
    pub fn find(bytes: &[u8], name: &str) -> Result<Self, ReadError> {
        let unsupported = |what, help| Err(ReadError::Unsupported { what, help });
        let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        let ending = name.rsplit_once('.').map_or_else(String::new, |(_, e)| e.to_lowercase());
        if start.windows(5).any(|window| window == b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if start.starts_with(b"PK") {
            return Ok(Self::Docx);
        }
        if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            // "EncryptedPackage" in UTF-16 names the stream of a DOCX behind a password.
            let wide: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
            let head = bytes.get(..bytes.len().min(65_536)).unwrap_or_default();
            if head.windows(wide.len()).any(|window| window == wide) {
                return Err(ReadError::Encrypted);
            }
            return unsupported("an old Word file (`.doc`)", "save it as DOCX and read that");
        }
        if start.starts_with(b"{\\rtf") {
            return unsupported("rich text (RTF)", "save it as DOCX and read that");
        }
        let is_wide = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
        if !is_wide && start.contains(&0) {
            return unsupported(
                "no document that can be read",
                "name a DOCX, PDF, Markdown, HTML or text file",
            );
        }
        let text = String::from_utf8_lossy(start).to_lowercase();
        let first = text.trim_start_matches('\u{feff}').trim_start();
        let page = ["<!doctype html", "<html", "<head", "<body"];
        let is_page = page.iter().any(|tag| first.starts_with(tag))
            || (first.starts_with('<') && text.contains("<html"));
        Ok(match ending.as_str() {
            "md" | "markdown" | "mdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            _ if is_page => Self::Html,
            "txt" | "text" => Self::Text,
            _ if looks_like_markdown(bytes) => Self::Markdown,
            _ => Self::Text,
        })
    }
}

/// Whether lines begin as they do in Markdown and hardly anywhere else.
fn looks_like_markdown(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(20_000)).unwrap_or_default());
    let mut marks = 0;
    let mut before = "";
    for line in head.lines() {
        let heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        let rule = line.len() >= 3
            && !before.trim().is_empty()
            && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'));
        let strong = line.matches("**").count() >= 2;
        let link = line.contains("](");
        marks += usize::from(heading || rule || strong || link);
        before = line;
    }
    marks >= 2
}

/// What tracked changes count as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// The text before all tracked changes.
    Original,
    /// Everything that is on the page: what is deleted and what is inserted.
    Current,
    /// The text as if every change were accepted.
    #[default]
    Final,
}

/// A clause, or whatever else stands in a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Index of the node that holds it.
    pub parent: Option<usize>,
    /// Index after its last descendant: `nodes[i..last]` is its whole tree.
    pub last: usize,
    /// How deep it stands; 0 at the top.
    pub depth: usize,
    /// Its number as shown and in full; empty when it has none.
    pub label: Label,
    /// Its heading: the whole of a heading, or the words in bold before the text.
    pub heading: Option<Range<usize>>,
    /// Its own text, with a number that somebody typed.
    pub span: Range<usize>,
    /// Its own text without that number.
    pub words: Range<usize>,
    /// End of the text of its last descendant.
    pub end: usize,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// The title of the paper.
    Title,
    /// A heading without a number.
    Heading,
    /// A schedule, annex, exhibit or appendix.
    Schedule,
    /// A numbered clause, with a heading or without.
    Clause,
    /// An item of a list: lettered, or with a bullet.
    Item,
    /// A paragraph without a number.
    Paragraph,
    /// A paragraph that defines a term.
    Definition,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// A footnote or endnote.
    Footnote,
    /// A line to sign on.
    Signature,
}

/// A piece of the text and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The piece.
    pub text: Range<usize>,
    /// Where it stands.
    pub source: Source,
    /// Whether it is bold.
    pub strong: bool,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
pub enum Source {
    /// Bytes of a Markdown, HTML or text file. When they are as many as those of the text, they are
    /// the same.
    Bytes {
        /// Start.
        start: usize,
        /// End.
        end: usize,
    },
    /// The content of an element with text in a part of a DOCX, as XML escapes it.
    Docx {
        /// Index of the part in [`Paper::parts`].
        part: usize,
        /// Index of the paragraph in the part, see [`super::docx::Story`].
        paragraph: usize,
        /// Index of the atom in the paragraph.
        atom: usize,
        /// First byte in the part.
        start: usize,
        /// End.
        end: usize,
    },
    /// A box on a page of a PDF, in hundredths of a point from the upper left corner.
    Pdf {
        /// The page, from 1.
        page: u32,
        /// Left edge.
        left: i32,
        /// Upper edge.
        top: i32,
        /// Right edge.
        right: i32,
        /// Lower edge.
        bottom: i32,
    },
}

/// A table: nodes by row and column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Index of its node.
    pub node: usize,
    /// How many rows at the top are header rows.
    pub header_rows: usize,
    /// Indices of the cells, row by row.
    pub rows: Vec<Vec<usize>>,
}

/// A term and where it is defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DefinedTerm {
    /// The term without quotation marks.
    pub term: String,
    /// Where the term stands when it is defined.
    pub span: Range<usize>,
    /// What it means: the rest of the sentence or paragraph; for a term in parentheses, the words
    /// before it.
    pub meaning: Range<usize>,
    /// Index of the node.
    pub node: usize,
}

/// A reference to another place of the paper, or to another paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CrossReference {
    /// The words: "Section 9.1".
    pub span: Range<usize>,
    /// Index of the node that refers.
    pub node: usize,
    /// Where it leads.
    pub target: Target,
}

/// Where a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "to", content = "node")]
pub enum Target {
    /// To the node with this index.
    Node(usize),
    /// To a law or another document.
    Elsewhere,
    /// To nothing that could be found in this paper.
    Nowhere,
}

/// Text beside the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// What it is.
    pub kind: AsideKind,
    /// Its words.
    pub text: String,
    /// The part of a DOCX, or the first page of a PDF.
    pub place: String,
}

/// What stands beside the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsideKind {
    /// At the head of pages.
    Header,
    /// At the foot of pages.
    Footer,
}

/// A tracked change that was in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// What was done.
    pub kind: RevisionKind,
    /// Who did it.
    pub author: String,
    /// When, as the file says it.
    pub date: String,
    /// The words that were inserted, deleted or moved.
    pub text: String,
    /// The node that holds it in this view, when one does.
    pub node: Option<usize>,
    /// Where the words stand in the text of this view; empty where they are not shown.
    pub span: Range<usize>,
    /// Index of the part in [`Paper::parts`].
    pub part: usize,
    /// Index of the paragraph in the part.
    pub paragraph: usize,
}

/// What a tracked change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevisionKind {
    /// Words come in.
    Inserted,
    /// Words go.
    Deleted,
    /// Words go to another place.
    MovedFrom,
    /// Words come from another place.
    MovedTo,
}

/// A comment that was in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comment {
    /// Who wrote it.
    pub author: String,
    /// When, as the file says it.
    pub date: String,
    /// What it says.
    pub text: String,
    /// The words that it is about, in the text of this view.
    pub span: Range<usize>,
    /// The node where it begins, when one holds it.
    pub node: Option<usize>,
}

/// Why words that are formatted as hidden are left out.
pub const HIDDEN_TEXT: &str = "hidden text";

/// Something in the file that is no part of the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Why it was left out: "navigation", [`HIDDEN_TEXT`].
    pub why: &'static str,
    /// The first words.
    pub words: String,
}

/// A part of a DOCX.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its name in the package: "word/document.xml".
    pub name: String,
}

impl Paper {
    /// The words of a range; nothing when it does not fit.
    pub fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The innermost node whose own text holds a byte.
    pub fn node_at(&self, at: usize) -> Option<usize> {
        let after = self.nodes.partition_point(|node| node.span.start <= at);
        let mut index = after.checked_sub(1)?;
        loop {
            let node = self.nodes.get(index)?;
            if node.span.contains(&at) || (node.span.is_empty() && node.span.start == at) {
                return Some(index);
            }
            index = node.parent?;
        }
    }

    /// The heading of a node, without its number.
    pub fn heading(&self, node: usize) -> Option<&str> {
        let range = self.nodes.get(node)?.heading.as_ref()?;
        Some(self.slice(range).trim())
    }

    /// The nodes from the top down to a node, itself included.
    pub fn ancestry(&self, node: usize) -> Vec<usize> {
        let mut up = vec![node];
        while let Some(parent) = up.last().and_then(|last| self.nodes.get(*last)?.parent) {
            up.push(parent);
        }
        up.reverse();
        up
    }

    /// The headings from the top down to a node: "Schedule 2", "Data", "Retention". In a table, the
    /// first cell of a row is the heading of the others.
    pub fn heading_path(&self, node: usize) -> Vec<String> {
        let line = self.ancestry(node);
        let words = line.iter().enumerate().filter_map(|(order, index)| {
            let node = self.nodes.get(*index)?;
            if node.kind == NodeKind::Row {
                let first = index + 1;
                let beside = line.get(order + 1).is_some_and(|cell| *cell != first);
                let words = self.nodes.get(first).map(|cell| self.slice(&cell.span))?;
                let head = words.lines().next().unwrap_or_default().trim();
                return (beside && head.len() <= 60).then(|| head.to_owned());
            }
            if self.is_title(*index) {
                return None;
            }
            let heading = self.heading(*index).map(str::to_owned);
            let division = (node.kind == NodeKind::Schedule).then(|| node.label.shown.clone());
            match (division, heading) {
                (Some(label), Some(heading)) if !label.is_empty() && heading != label => {
                    Some(format!("{label} {heading}").trim().to_owned())
                }
                (Some(label), _) if !label.is_empty() => Some(label),
                (_, heading) => heading,
            }
        });
        words.filter(|words| !words.is_empty()).collect()
    }

    /// Whether a node is the title: marked as one, or a heading over nearly everything.
    pub fn is_title(&self, index: usize) -> bool {
        self.nodes.get(index).is_some_and(|node| {
            node.kind == NodeKind::Title
                || (node.kind == NodeKind::Heading
                    && node.depth == 0
                    && node.label.full.is_empty()
                    && index * 10 < self.nodes.len()
                    && node.last.saturating_sub(index) * 10 > self.nodes.len() * 8)
        })
    }

    /// The full number of a node, or of the nearest one above it that has one.
    pub fn number(&self, node: usize) -> &str {
        let mut at = Some(node);
        while let Some(node) = at.and_then(|index| self.nodes.get(index)) {
            if !node.label.full.is_empty() {
                return &node.label.full;
            }
            at = node.parent;
        }
        ""
    }

    /// Where a byte of the text stands, as a lawyer would say it: "§ 7.2 Data › Retention".
    pub fn place_at(&self, at: usize) -> String {
        self.node_at(at).map_or_else(String::new, |node| self.place(node))
    }

    /// Where a node stands, as a lawyer would say it: "§ 7.2 Data › Retention".
    pub fn place(&self, node: usize) -> String {
        let number = self.number(node);
        let path = self.heading_path(node).join(" › ");
        let is_division = number.starts_with(|c: char| c.is_alphabetic()) && number.contains(' ');
        match (number, path.as_str()) {
            ("", "") => "opening".to_owned(),
            ("", path) => path.to_owned(),
            (number, path) if is_division && path.starts_with(number) => path.to_owned(),
            (number, "") if is_division => number.to_owned(),
            (number, "") => format!("§ {number}"),
            (number, path) => format!("§ {number} {path}"),
        }
    }

    /// The runs that a range of the text touches, in order.
    pub fn runs_in(&self, range: &Range<usize>) -> &[Run] {
        let first = self.runs.partition_point(|run| run.text.end <= range.start);
        let after = self.runs.partition_point(|run| run.text.start < range.end);
        self.runs.get(first..after.max(first)).unwrap_or_default()
    }
}
