//! THE PRESS: a [`Document`] typeset as PDF, and drawings turned from SVG into PNG.
//!
//! Same input, same bytes: the press has no clock, reads no disk and no network, and sets every
//! page with the fonts in its binary. What a document says goes to the typesetter as data, never
//! as template code.
//!
//! Left out on purpose: reading PDF, and choosing what to print; a [`Document`] is printed whole.

mod compose;
mod drawing;
mod error;
mod fonts;
mod manuscript;
mod measure;
#[cfg(test)]
mod tests;
mod text;
mod turn;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use accordant_document::model::{Document, DocumentKind};
use resvg::usvg;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Label, Smart};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use crate::error::PressError;
pub use crate::fonts::{SANS_FAMILY, SERIF_FAMILY};
use crate::world::{Sheet, Template, Workshop};

/// For how many documents the typesetter remembers its work: a draft that is printed again after a
/// small change takes a fraction of the time.
const REMEMBERED: usize = 2;

/// A press with its fonts and templates loaded: make one and keep it.
pub struct Press {
    workshop: Workshop,
    drawing_options: usvg::Options<'static>,
}

/// A printed document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// Page on which each part, clause, table and figure begins, by its id; the cover is page 1.
    pub page_of: BTreeMap<String, u32>,
    /// Characters that no font of the press has: they print as empty boxes.
    pub unprintable: BTreeSet<char>,
    /// Whether the file is PDF/A-2a and PDF/UA-1, by the typesetter's own checks.
    pub archival: bool,
}

impl Press {
    /// Loads fonts and templates.
    ///
    /// **Errors:** [`PressError::Font`] and [`PressError::Template`], both only in a broken build.
    pub fn new() -> Result<Self, PressError> {
        Ok(Self { workshop: Workshop::new()?, drawing_options: drawing::make_options() })
    }

    /// Typesets a document.
    ///
    /// The date in the file's properties is the document's own. The file is PDF/A-2a and PDF/UA-1
    /// when its content allows, otherwise plain tagged PDF 1.7.
    ///
    /// **Errors:** [`PressError::Date`], [`PressError::Drawing`] and [`PressError::TooLarge`] for
    /// what the document holds; [`PressError::Typeset`] when the typesetter gives up.
    pub fn render_pdf(&self, document: &Document) -> Result<Pdf, PressError> {
        let composed = compose::compose(document, &self.drawing_options)?;
        let json = serde_json::to_vec(&composed.manuscript)
            .map_err(|error| PressError::Typeset { reason: error.to_string() })?;
        let unprintable = self.find_unprintable(&json);
        let printed = self.typeset(document.kind, json).output.and_then(|typeset| {
            let (bytes, archival) = print(&typeset, document)?;
            let pages = u32::try_from(typeset.pages().len()).unwrap_or(u32::MAX);
            let page_of = find_pages(&typeset, &composed.anchors);
            Ok(Pdf { bytes, pages, page_of, unprintable, archival })
        });
        // INVARIANT: the typesetter forgets nothing unasked; without this line a server grows for ever.
        typst::comemo::evict(REMEMBERED);
        printed
    }

    /// Renders a drawing as PNG, `scale` pixels a CSS pixel (3.125 is 300 dpi).
    ///
    /// **Errors:** [`PressError::Drawing`] when it is no SVG, [`PressError::TooLarge`] when the
    /// drawing or the picture is beyond what the press takes.
    pub fn render_png(&self, svg: &str, scale: f32) -> Result<Vec<u8>, PressError> {
        drawing::render_png(svg, scale, &self.drawing_options)
    }

    /// Lays out a manuscript; warnings are the typesetter's, in its words.
    fn typeset(&self, kind: DocumentKind, json: Vec<u8>) -> Typeset {
        let template = match kind {
            DocumentKind::Agreement => Template::Agreement,
            DocumentKind::Report => Template::Report,
        };
        let sheet = self.workshop.sheet(template, json);
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&sheet);
        Typeset {
            output: output.map_err(|diagnostics| typeset_error(&diagnostics, Some(&sheet))),
            warnings: warnings.iter().map(|warning| warning.message.to_string()).collect(),
        }
    }

    fn find_unprintable(&self, json: &[u8]) -> BTreeSet<char> {
        String::from_utf8_lossy(json)
            .chars()
            .filter(|character| !character.is_ascii())
            .collect::<BTreeSet<char>>()
            .into_iter()
            .filter(|character| {
                !text::is_invisible(*character) && !self.workshop.covers(*character)
            })
            .collect()
    }
}

/// What the typesetter made of a manuscript.
struct Typeset {
    output: Result<PagedDocument, PressError>,
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests hold the templates to silence"))]
    warnings: Vec<String>,
}

/// Writes the file, to the archival standards if the content allows.
fn print(typeset: &PagedDocument, document: &Document) -> Result<(Vec<u8>, bool), PressError> {
    let options = |standards: PdfStandards| PdfOptions {
        ident: Smart::Custom(format!("{} {}", document.title, document.date)),
        creator: Smart::Custom(Some("Accordant".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let archival = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| PressError::Typeset { reason: error.message().to_string() })?;
    match typst_pdf::pdf(typeset, &options(archival)) {
        Ok(bytes) => Ok((bytes, true)),
        Err(_) => typst_pdf::pdf(typeset, &options(PdfStandards::default()))
            .map(|bytes| (bytes, false))
            .map_err(|diagnostics| typeset_error(&diagnostics, None)),
    }
}

fn find_pages(
    typeset: &PagedDocument,
    anchors: &BTreeMap<String, String>,
) -> BTreeMap<String, u32> {
    let introspector = typeset.introspector();
    let page_of = |anchor: &str| {
        let target = introspector.query_label(Label::new(PicoStr::intern(anchor))?).ok()?;
        let page = introspector.page(target.location()?)?;
        u32::try_from(page.get()).ok()
    };
    anchors.iter().filter_map(|(id, anchor)| Some((id.clone(), page_of(anchor)?))).collect()
}

fn typeset_error(diagnostics: &[SourceDiagnostic], sheet: Option<&Sheet<'_>>) -> PressError {
    let mut messages = Vec::new();
    for diagnostic in diagnostics {
        let place = sheet.and_then(|sheet| sheet.place_of(diagnostic)).unwrap_or_default();
        messages.push(format!("{}{place}", diagnostic.message));
        messages.extend(diagnostic.hints.iter().map(|hint| hint.v.to_string()));
    }
    PressError::Typeset { reason: messages.join("; ") }
}
