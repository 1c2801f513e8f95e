//! What the templates read: a document flattened, numbered and measured.
//!
//! A template only places what stands here. Text is data in JSON and never template code, so
//! nothing that a party writes can run.

use serde::Serialize;

use accordant_document::model::Tone;

/// A document ready to be set.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Manuscript {
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    /// Name and role of each party, for the cover; empty when the subtitle names them.
    pub(crate) parties: Vec<(String, String)>,
    pub(crate) cover: Vec<(String, String)>,
    /// The date in words; empty when the cover table shows one.
    pub(crate) date_in_words: String,
    /// Year, month, day.
    pub(crate) date: (u16, u8, u8),
    pub(crate) language: String,
    pub(crate) region: Option<String>,
    pub(crate) running_head: String,
    pub(crate) footer: String,
    /// Whether there is enough to list in a table of contents.
    pub(crate) contents: bool,
    pub(crate) parts: Vec<Section>,
}

/// A part of a document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Section {
    pub(crate) kind: accordant_document::model::PartKind,
    /// Starts a new page.
    pub(crate) opens: bool,
    /// Where references to a part without a title lead.
    pub(crate) anchor: Option<String>,
    pub(crate) title: Option<Title>,
    pub(crate) blocks: Vec<Item>,
}

/// A heading of any rank.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Title {
    /// Depth in the outline; without gaps, as tagged PDF demands.
    pub(crate) level: usize,
    pub(crate) label: String,
    pub(crate) text: Runs,
    pub(crate) anchor: Option<String>,
    /// Stands in the table of contents.
    pub(crate) listed: bool,
}

/// A block, at its place.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Item {
    /// How deep the clause is that holds the block; 0 outside clauses.
    pub(crate) depth: usize,
    /// Must stand on one page with the start of what follows.
    pub(crate) keep: bool,
    #[serde(flatten)]
    pub(crate) content: Content,
}

/// What a block shows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", tag = "kind")]
pub(crate) enum Content {
    ClauseHeading(Title),
    Clause {
        label: String,
        lead: Option<String>,
        text: Runs,
        anchor: Option<String>,
    },
    Heading {
        rank: u8,
        title: Title,
    },
    Paragraph {
        style: accordant_document::model::ParagraphStyle,
        text: Runs,
    },
    List {
        ordered: bool,
        items: Vec<Runs>,
    },
    Definition {
        term: String,
        text: Runs,
        items: Vec<(String, Runs)>,
    },
    Table(Grid),
    Figure {
        caption: String,
        alt: String,
        svg: String,
        width_pt: f32,
        turned: bool,
        anchor: Option<String>,
    },
    Callout {
        tone: Tone,
        title: String,
        text: Vec<Runs>,
    },
    Signatures {
        blocks: Vec<Signatory>,
    },
    PageBreak,
    /// Blocks on pages that are wider than high.
    Turned {
        items: Vec<Item>,
    },
}

/// A table, measured.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Grid {
    pub(crate) caption: String,
    pub(crate) header: Vec<Runs>,
    /// Shares of the width, in thousandths.
    pub(crate) widths: Vec<u32>,
    pub(crate) rows: Vec<Vec<Field>>,
    /// Set on a page of its own, wider than high.
    pub(crate) turned: bool,
    pub(crate) anchor: Option<String>,
}

/// A cell.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Field {
    pub(crate) text: Vec<Runs>,
    pub(crate) tone: Option<Tone>,
    /// Long enough that it may continue on the next page.
    pub(crate) long: bool,
    /// Has a word that may be wider than its column.
    pub(crate) hyphenate: bool,
}

/// A signature block.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Signatory {
    pub(crate) party: String,
    pub(crate) role: String,
    pub(crate) name: Option<String>,
    pub(crate) title: Option<String>,
}

/// Running text.
pub(crate) type Runs = Vec<Run>;

/// A piece of running text.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Run {
    /// Text as it is.
    Plain(String),
    /// How it looks, and the text.
    Marked(&'static str, String),
    /// `link` or `reference`, the text, and where it leads.
    Linked(&'static str, String, String),
}

impl Run {
    /// How many characters the piece shows.
    pub(crate) fn count_characters(&self) -> usize {
        match self {
            Self::Plain(text) | Self::Marked(_, text) | Self::Linked(_, text, _) => {
                text.chars().count()
            }
        }
    }
}
