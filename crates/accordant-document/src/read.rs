//! Reading: any contract, whoever wrote it, as one text and one tree of clauses.
//!
//! [`read`] takes the bytes of a DOCX, PDF, Markdown, HTML or text file and answers a [`Paper`]:
//! its words as one string, its clauses in reading order with their labels, what it defines, what
//! it refers to, and the place of every piece of text in the file. The formats hand paragraphs to
//! one builder; [`tree`] alone decides how they nest, so that a contract reads the same in every
//! format.
//!
//! Left out: what the clauses mean (the work reads positions), and scanned pages.

pub mod docx;
pub mod paper;

mod build;
mod contents;
mod headings;
mod html;
mod label;
mod markdown;
mod navigation;
#[cfg(feature = "pdf-in")]
mod pdf;
mod plain;
mod references;
mod rejoin;
mod split;
mod terms;
mod tree;

pub use paper::{
    Aside, AsideKind, Comment, CrossReference, DefinedTerm, Format, HIDDEN_TEXT, LeftOut, Node,
    NodeKind, Paper, Part, Revision, RevisionKind, Run, Source, Table, Target, View,
};

/// How a paper is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The format, when it is known; otherwise the bytes and the name tell.
    pub format: Option<Format>,
    /// The name of the file, for its ending.
    pub name: String,
    /// What tracked changes of a DOCX count as.
    pub view: View,
}

/// The name of the thread that a PDF is taken apart in: what panics there is caught, and reported as
/// a damaged file. A panic hook can tell it by this name.
pub const GUARDED_THREAD: &str = "accordant-pdf";

/// Most bytes of a file.
pub const MOST_BYTES: usize = 50 * 1024 * 1024;

/// Why a paper could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file is larger than any contract.
    #[error("the file is larger than {} MB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// The file unpacks to far more than it should.
    #[error("`{part}` unpacks to more than a contract can hold")]
    Bomb {
        /// The part of the file.
        part: String,
    },
    /// The bytes are of no format that can be read.
    #[error("the file is {what}")]
    Unsupported {
        /// What it looks like.
        what: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// The file is protected by a password.
    #[error("the file is protected by a password")]
    Encrypted,
    /// The file is damaged.
    #[error("the file is damaged: {detail}")]
    Broken {
        /// Where and how.
        detail: String,
    },
    /// The pages hold pictures and no text.
    #[error("the pages hold pictures of text and no text")]
    Scanned,
    /// There is nothing to read.
    #[error("the file holds no text")]
    Empty,
}

impl ReadError {
    /// What to do next.
    pub fn help(&self) -> &'static str {
        match self {
            Self::TooLarge => "take pictures and attachments out, or read its parts one by one",
            Self::Bomb { .. } => "do not open the file elsewhere; ask who sent it for another",
            Self::Unsupported { help, .. } => help,
            Self::Encrypted => "open it with its password and save it without one",
            Self::Broken { .. } => {
                "open it in the program that wrote it and save it again, or ask for another copy"
            }
            Self::Scanned => "ask for the file that was printed, or have the text recognised first",
            Self::Empty => "check that it is the right file",
        }
    }
}

/// Reads a paper.
///
/// **Shapes:** see [`Paper`]. Bytes that are no UTF-8 in Markdown, HTML and text are read as
/// Windows-1252, or as UTF-16 when a mark says so; places count the bytes of the decoded text then.
/// **Errors:** when the bytes cannot be read at all; whatever else is odd becomes part of the paper.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Paper, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    let format = match options.format {
        Some(format) => format,
        None => Format::find(bytes, &options.name)?,
    };
    let mut built = match format {
        Format::Docx => docx::read(bytes, options.view)?,
        #[cfg(feature = "pdf-in")]
        Format::Pdf => pdf::read(bytes)?,
        #[cfg(not(feature = "pdf-in"))]
        Format::Pdf => {
            return Err(ReadError::Unsupported {
                what: "a PDF, which this build does not read",
                help: "build with the feature `pdf`, or convert the file to DOCX or text",
            });
        }
        Format::Markdown => markdown::read(&decode(bytes)),
        Format::Html => html::read(&decode(bytes))?,
        Format::Text => plain::read(&decode(bytes)),
    };
    if matches!(format, Format::Pdf | Format::Html | Format::Text) {
        contents::drop_contents(&mut built);
    }
    if matches!(format, Format::Markdown | Format::Html | Format::Text) {
        rejoin::join_lines(&mut built);
    }
    let mut paper = tree::grow(built, format);
    if paper.title.is_empty()
        && let Some(title) = (0..paper.nodes.len()).find(|index| paper.is_title(*index))
    {
        paper.title = paper.heading(title).unwrap_or_default().to_owned();
    }
    if paper.text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(paper) }
}

/// The bytes as text, one way or another.
fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes).into(),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes).into(),
        _ => match str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => bytes.iter().map(|byte| decode_windows(*byte)).collect::<String>().into(),
        },
    }
}

fn decode_utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks().0.iter().map(|pair| join(*pair));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A byte of Windows-1252.
fn decode_windows(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let high = usize::from(byte).checked_sub(0x80).and_then(|at| HIGH.get(at));
    high.copied().unwrap_or(char::from(byte))
}
