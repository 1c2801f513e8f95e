//! What can go wrong at the press.

/// Why a document or a drawing could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PressError {
    /// A font in the binary cannot be read.
    #[error("font `{file}` in the program cannot be read: the build is broken, rebuild it")]
    Font {
        /// Name of the font file.
        file: &'static str,
    },
    /// A file of the template cannot be named.
    #[error("template `{file}` in the program cannot be read: the build is broken, rebuild it")]
    Template {
        /// Name of the template file.
        file: &'static str,
    },
    /// The document's date is no date.
    #[error("document date `{date}` is not a calendar date: write it as `2026-11-22`")]
    Date {
        /// What stands in the document.
        date: String,
    },
    /// A drawing cannot be read.
    #[error("drawing `{id}` cannot be read as SVG: {reason}")]
    Drawing {
        /// Id of the figure; empty for a drawing outside a document.
        id: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A drawing, or its picture at the asked scale, is larger than the press takes.
    #[error("drawing `{id}` is too large: {reason}")]
    TooLarge {
        /// Id of the figure; empty for a drawing outside a document.
        id: String,
        /// Which limit it exceeds.
        reason: String,
    },
    /// The picture of a drawing cannot be encoded.
    #[error("drawing cannot be written as PNG: {reason}")]
    Png {
        /// What the encoder says.
        reason: String,
    },
    /// The typesetter refused the document.
    #[error("document cannot be typeset: {reason}")]
    Typeset {
        /// The typesetter's messages and hints, joined.
        reason: String,
    },
}
