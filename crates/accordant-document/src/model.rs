//! The document model: a contract or a report as a tree of numbered blocks.
//!
//! One tree serves every output. What writes an agreement, an assessment or a memo builds a
//! [`Document`]; the writers of this crate and the press turn it into DOCX, HTML, Markdown, JSON
//! and PDF. Labels ("14.2(b)", "Schedule 3") are not stored: [`crate::number`] derives them.

use serde::Serialize;

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Title on the cover and in the file's properties.
    pub title: String,
    /// Line under the title, such as the parties' names.
    pub subtitle: Option<String>,
    /// What kind of document this is; decides cover, contents and numbering style.
    pub kind: DocumentKind,
    /// Label and value pairs on the cover ("Date", "Reference").
    pub cover: Vec<(String, String)>,
    /// Short text in the running head, at the left of the page number.
    pub running_head: String,
    /// One line in the footer ("Draft 1 – not legal advice"); may be empty.
    pub footer: String,
    /// The date shown and written into the file's properties (ISO 8601, `2026-11-22`).
    pub date: String,
    /// BCP 47 language tag of the text.
    pub language: String,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

impl Document {
    /// Whether a part starts on a new page: the first schedule, and signatures without schedules
    /// before them. Everything else follows on.
    pub fn opens_page(&self, part: usize) -> bool {
        let kind = |place: usize| self.parts.get(place).map(|part| part.kind);
        match kind(part) {
            Some(PartKind::Signature | PartKind::Schedule) => {
                part.checked_sub(1).and_then(kind) != Some(PartKind::Schedule)
            }
            _ => false,
        }
    }
}

/// What a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// A contract: cover, contents, numbered clauses, schedules, signatures.
    Agreement,
    /// A report: title block, numbered headings optional, no signatures.
    Report,
}

/// A major division of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Unique id inside the document; the target of references to the whole part.
    pub id: String,
    /// What the part is.
    pub kind: PartKind,
    /// Heading; empty when the part has none of its own.
    pub title: String,
    /// The content.
    pub blocks: Vec<Block>,
}

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// "Parties", "Background": unnumbered heading, blocks numbered (1), (2) or (A), (B).
    Front,
    /// The numbered clauses. Clause numbers run on through all body parts ("Part A", "Part B").
    Body,
    /// A schedule: "Schedule 1 Title"; its clauses are paragraphs numbered 1, 1.1, (a) afresh.
    Schedule,
    /// The signature page.
    Signature,
    /// A chapter of a report: heading, blocks.
    Chapter,
}

/// One block of content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "block", content = "content")]
pub enum Block {
    /// A numbered clause with its sub-clauses.
    Clause(Clause),
    /// An unnumbered heading inside a part; `level` 1 to 3 below the part's title.
    Heading {
        /// Depth below the part's heading, 1 to 3.
        level: u8,
        /// The heading.
        text: Text,
    },
    /// An unnumbered paragraph.
    Paragraph(Paragraph),
    /// A list with bullets or, when `ordered`, with numbers of its own.
    List {
        /// Numbered 1, 2, 3 instead of bullets.
        ordered: bool,
        /// The items.
        items: Vec<Text>,
    },
    /// Defined terms with their meanings, in alphabetical order.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// A drawing.
    Figure(Figure),
    /// A boxed remark that stands out from the text.
    Callout {
        /// What the remark is about; decides its colour.
        tone: Tone,
        /// Bold lead-in; may be empty.
        title: String,
        /// The text.
        text: Vec<Text>,
    },
    /// The signature blocks, side by side.
    Signatures(Vec<Signature>),
    /// Starts a new page (paged outputs only).
    PageBreak,
}

/// A numbered clause: "14 Training", "14.2", "(b)", "(ii)" by its depth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Clause {
    /// Unique id inside the document; empty when nothing refers to it.
    pub id: String,
    /// Heading (top-level clauses; sub-clauses usually have none).
    pub heading: Option<String>,
    /// The text; `None` for a clause that has only a heading.
    pub text: Option<Text>,
    /// Sub-clauses and other blocks inside this clause, in order.
    pub children: Vec<Block>,
    /// Why the clause is there: obligation, policy or playbook, for traceability.
    pub sources: Vec<Source>,
}

/// An unnumbered paragraph and its role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// How the paragraph looks.
    pub style: ParagraphStyle,
    /// The text.
    pub text: Text,
}

/// How an unnumbered paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphStyle {
    /// Body text.
    Normal,
    /// Larger opening paragraph of a report.
    Lead,
    /// Small print: sources, notes under a table.
    Note,
}

/// The entry of a defined term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The term, without quotation marks.
    pub term: String,
    /// Its meaning, starting with "means" or "has the meaning".
    pub text: Text,
    /// Lettered limbs (a), (b) under the meaning.
    pub items: Vec<Text>,
}

/// A table with a header row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Unique id inside the document; empty when nothing refers to it.
    pub id: String,
    /// Caption above the table; may be empty.
    pub caption: String,
    /// Header cells.
    pub header: Vec<Text>,
    /// Relative column widths; same length as `header`.
    pub widths: Vec<u16>,
    /// Body rows; each as long as `header`.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The text; several paragraphs are several entries.
    pub text: Vec<Text>,
    /// Colour of the cell, when it carries a judgement.
    pub tone: Option<Tone>,
}

/// A judgement shown by colour and never by colour alone: writers keep the words too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Permitted, met, low.
    Good,
    /// Conditional, to watch, medium.
    Caution,
    /// Forbidden, breached, high.
    Bad,
    /// Information.
    Info,
    /// Unknown, a gap to fill.
    Gap,
}

/// A drawing with a text alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Unique id inside the document; also the stem of its file names.
    pub id: String,
    /// Caption under the drawing.
    pub caption: String,
    /// What the drawing shows, for those who cannot see it.
    pub alt: String,
    /// The drawing as a self-contained SVG document.
    #[serde(skip)]
    pub svg: String,
    /// The drawing as PNG for outputs that need pixels; empty until the press has rendered it.
    #[serde(skip)]
    pub png: Vec<u8>,
    /// Width and height in CSS pixels (1/96 inch).
    pub size: (u32, u32),
}

/// One signature block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Legal name of the party.
    pub party: String,
    /// The party's word in the agreement ("Customer").
    pub role: String,
    /// Name of the signatory, when known.
    pub name: Option<String>,
    /// Title of the signatory, when known.
    pub title: Option<String>,
}

/// Why a clause is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Source {
    /// Stable id of what asked for it: obligation, rule, playbook or the file's own term.
    pub id: String,
    /// Citation or short name for people ("GDPR art. 28(3)(a)").
    pub citation: String,
}

/// Running text: a sequence of inline pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Text(pub Vec<Inline>);

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "inline", content = "value")]
pub enum Inline {
    /// Plain text.
    Plain(String),
    /// Strong text: a defined term where it is defined, a lead-in.
    Strong(String),
    /// Emphasised text.
    Emphasis(String),
    /// A short code: an id, a hash, a file name.
    Code(String),
    /// A live cross-reference to the clause, schedule, table or figure with this id.
    Reference(String),
    /// Something unknown: shown so that nobody can miss it, and listed.
    Gap(String),
    /// A link to a public address.
    Link {
        /// Visible text.
        text: String,
        /// Target.
        href: String,
    },
}

impl Text {
    /// Makes plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Inline::Plain(text.into())])
    }

    /// Makes strong text.
    pub fn strong(text: impl Into<String>) -> Self {
        Self(vec![Inline::Strong(text.into())])
    }

    /// Whether nothing would be shown.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| match piece {
            Inline::Plain(text)
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Code(text)
            | Inline::Gap(text)
            | Inline::Reference(text)
            | Inline::Link { text, .. } => text.is_empty(),
        })
    }

    /// Appends a piece and returns the text, for building in one expression.
    #[must_use]
    pub fn with(mut self, piece: Inline) -> Self {
        self.0.push(piece);
        self
    }

    /// Appends plain text and returns the whole.
    #[must_use]
    pub fn then(self, text: impl Into<String>) -> Self {
        self.with(Inline::Plain(text.into()))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

impl Tone {
    /// The judgement as a word, for a cell that says nothing else.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Caution => "caution",
            Self::Bad => "bad",
            Self::Info => "note",
            Self::Gap => "unknown",
        }
    }
}

impl Cell {
    /// Makes a cell of one paragraph.
    pub fn new(text: impl Into<Text>) -> Self {
        Self { text: vec![text.into()], tone: None }
    }

    /// Makes a cell of one paragraph with a tone.
    pub fn toned(text: impl Into<Text>, tone: Tone) -> Self {
        Self { text: vec![text.into()], tone: Some(tone) }
    }
}
