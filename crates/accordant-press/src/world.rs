//! What the typesetter can see: our templates, our fonts, and one document as data.
//!
//! Left out on purpose: the clock, the disk, the network, packages and the fonts of the machine.

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use crate::{PressError, fonts};

const HOUSE: (&str, &str) = ("house.typ", include_str!("../assets/house.typ"));
const AGREEMENT: (&str, &str) = ("agreement.typ", include_str!("../assets/agreement.typ"));
const REPORT: (&str, &str) = ("report.typ", include_str!("../assets/report.typ"));
const DOCUMENT: &str = "document.json";

/// The part of the world that is the same for every document.
pub(crate) struct Workshop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    house: Source,
    agreement: Source,
    report: Source,
    document: FileId,
}

/// Which template a document is set with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    Agreement,
    Report,
}

/// The world of one document.
pub(crate) struct Sheet<'a> {
    workshop: &'a Workshop,
    template: Template,
    document: Bytes,
}

impl Workshop {
    /// Loads fonts and templates.
    pub(crate) fn new() -> Result<Self, PressError> {
        let fonts = fonts::load_fonts()?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            house: read_template(HOUSE)?,
            agreement: read_template(AGREEMENT)?,
            report: read_template(REPORT)?,
            document: name_file(DOCUMENT)?,
        })
    }

    /// The world of one document, whose content is `json`.
    pub(crate) fn sheet(&self, template: Template, json: Vec<u8>) -> Sheet<'_> {
        Sheet { workshop: self, template, document: Bytes::new(json) }
    }

    /// Whether a font of ours can show the character.
    pub(crate) fn covers(&self, character: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
    }
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.workshop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.workshop.book
    }

    fn main(&self) -> FileId {
        match self.template {
            Template::Agreement => self.workshop.agreement.id(),
            Template::Report => self.workshop.report.id(),
        }
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.workshop.house, &self.workshop.agreement, &self.workshop.report]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| not_here(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.workshop.document { Ok(self.document.clone()) } else { Err(not_here(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.workshop.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl Sheet<'_> {
    /// Where in our templates a message points, as ` (house.typ:12)`.
    pub(crate) fn place_of(&self, diagnostic: &SourceDiagnostic) -> Option<String> {
        let id = diagnostic.span.id()?;
        let range = self.range(diagnostic.span)?;
        let line = self.source(id).ok()?.lines().byte_to_line(range.start)? + 1;
        Some(format!(" ({}:{line})", id.vpath().get_without_slash()))
    }
}

fn read_template((name, text): (&'static str, &'static str)) -> Result<Source, PressError> {
    Ok(Source::new(name_file(name)?, text.to_owned()))
}

fn name_file(name: &'static str) -> Result<FileId, PressError> {
    let path = VirtualPath::new(name).map_err(|_| PressError::Template { file: name })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn not_here(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
