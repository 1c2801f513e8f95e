//! The package: parts by name, opened within limits, and which part is which.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write as _};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::names::find_value;
use super::story::Story;
use crate::read::ReadError;

/// Most that a part may unpack to.
const MOST_PART: u64 = 100 * 1024 * 1024;
/// Most that all parts together may unpack to.
const MOST_ALL: u64 = 200 * 1024 * 1024;
/// Most times that a part may be larger than it is packed, when it is large at all.
const MOST_RATIO: u64 = 100;
/// From this size on the ratio counts.
const LARGE: u64 = 1024 * 1024;

/// The mark of byte order of UTF-8.
const MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// The parts of a DOCX that hold XML.
#[derive(Debug, Clone, Default)]
pub struct Package {
    parts: BTreeMap<String, String>,
    main: String,
    relations: Vec<Relation>,
    /// Parts that begin with a mark of byte order, which their text leaves out.
    marked: BTreeSet<String>,
    /// Why the package cannot be written back.
    pub(super) read_only: Option<String>,
}

/// What one part says of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// The last word of its type: "styles", "header".
    pub(super) kind: String,
    pub(super) target: String,
}

impl Package {
    /// Opens a package.
    ///
    /// **Errors:** when it is damaged, unpacks to too much, holds macros, or is no DOCX.
    pub fn open(bytes: &[u8]) -> Result<Self, ReadError> {
        let broken = |detail: String| ReadError::Broken { detail };
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| broken(format!("the package cannot be opened ({error})")))?;
        let mut package = Self::default();
        let mut all = 0;
        for index in 0..zip.len() {
            let file = zip.by_index(index).map_err(|error| match error {
                zip::result::ZipError::UnsupportedArchive(what) if what.contains("assword") => {
                    ReadError::Encrypted
                }
                error => broken(format!("a part of the package cannot be opened ({error})")),
            })?;
            let name =
                file.name().map_err(|error| broken(format!("a part has no name ({error})")))?;
            let name = name.trim_start_matches('/').to_owned();
            if name == "mimetype" {
                return Err(ReadError::Unsupported {
                    what: "an OpenDocument file",
                    help: "save it as DOCX and read that",
                });
            }
            let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
            if !is_xml {
                continue;
            }
            let (size, packed) = (file.size(), file.compressed_size().max(1));
            all += size;
            if size > MOST_PART || all > MOST_ALL || (size > LARGE && size / packed > MOST_RATIO) {
                return Err(ReadError::Bomb { part: name });
            }
            let mut content = Vec::new();
            file.take(MOST_PART)
                .read_to_end(&mut content)
                .map_err(|error| broken(format!("`{name}` cannot be unpacked ({error})")))?;
            let text = package.decode(content, &name)?;
            package.parts.insert(name, text);
        }
        package.find_parts()?;
        Ok(package)
    }

    fn decode(&mut self, bytes: Vec<u8>, name: &str) -> Result<String, ReadError> {
        let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        if is_wide {
            self.read_only = Some(format!("`{name}` is in UTF-16"));
            return Ok(crate::read::decode(&bytes).into_owned());
        }
        let bytes = match bytes.strip_prefix(MARK) {
            Some(rest) => {
                self.marked.insert(name.to_owned());
                rest.to_vec()
            }
            None => bytes,
        };
        String::from_utf8(bytes)
            .map_err(|_| ReadError::Broken { detail: format!("`{name}` is not in UTF-8") })
    }

    fn find_parts(&mut self) -> Result<(), ReadError> {
        let types = self.parts.get("[Content_Types].xml").map_or("", String::as_str);
        if types.contains("macroEnabled") {
            return Err(ReadError::Unsupported {
                what: "a Word file with macros (`.docm`)",
                help: "ask for it without macros, or save it as DOCX",
            });
        }
        for (sign, what) in
            [("spreadsheetml", "a spreadsheet"), ("presentationml", "a presentation")]
        {
            if types.contains(sign) && !types.contains("wordprocessingml.document") {
                return Err(ReadError::Unsupported { what, help: "name the contract itself" });
            }
        }
        let root = self.read_relations("_rels/.rels", "")?;
        let main = root.iter().find(|relation| relation.kind == "officeDocument");
        let guess = "word/document.xml".to_owned();
        self.main = main.map_or(guess, |relation| relation.target.clone());
        let Some(body) = self.parts.get(&self.main) else {
            return Err(ReadError::Unsupported {
                what: "a ZIP archive without a Word document in it",
                help: "unpack it and read the contract itself",
            });
        };
        if body.contains("http://purl.oclc.org/ooxml/wordprocessingml/main") {
            self.read_only = Some("it is in the strict form of Office Open XML".to_owned());
        }
        let (folder, file) = self.main.rsplit_once('/').unwrap_or(("", &self.main));
        let path = format!("{folder}/_rels/{file}.rels");
        let folder = folder.to_owned();
        self.relations = self.read_relations(path.trim_start_matches('/'), &folder)?;
        Ok(())
    }

    fn read_relations(&self, part: &str, folder: &str) -> Result<Vec<Relation>, ReadError> {
        let Some(text) = self.parts.get(part) else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event().map_err(|error| break_in(part, &error))? {
                Event::Start(element) | Event::Empty(element) => {
                    let kind = find_value(&element, "Type").unwrap_or_default();
                    let target = find_value(&element, "Target").unwrap_or_default();
                    // What lies outside is never fetched.
                    let outside = find_value(&element, "TargetMode").as_deref() == Some("External");
                    if let (Some((_, kind)), false) = (kind.rsplit_once('/'), outside) {
                        relations.push(Relation {
                            kind: kind.to_owned(),
                            target: resolve(folder, &target),
                        });
                    }
                }
                Event::DocType(_) => return Err(forbid_dtd(part)),
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }

    /// The text of a part.
    pub fn part(&self, name: &str) -> Option<&str> {
        self.parts.get(name).map(String::as_str)
    }

    /// Why the package cannot be written back, when that is so.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// The names of the parts that hold XML, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The package with other text in some parts.
    ///
    /// **Errors:** when its relations cannot be read.
    pub(crate) fn with(&self, changed: &BTreeMap<String, String>) -> Result<Self, ReadError> {
        let mut package = self.clone();
        package.parts.extend(changed.clone());
        if changed.keys().any(|name| name.ends_with(".rels")) {
            package.find_parts()?;
        }
        Ok(package)
    }

    /// Writes the package that was opened from `bytes` with other text in some parts.
    ///
    /// **Shapes:** what is not named in `changed` is copied as it is packed: the same compressed
    /// bytes, method and date, in the same order. Parts that were not there come last.
    /// **Errors:** when the package cannot be read again, or written.
    pub fn write_back(
        &self,
        bytes: &[u8],
        changed: &BTreeMap<String, String>,
    ) -> Result<Vec<u8>, zip::result::ZipError> {
        let mut old = zip::ZipArchive::new(Cursor::new(bytes))?;
        let mut new = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 4096)));
        let mut date = None;
        for index in 0..old.len() {
            let file = old.by_index_raw(index)?;
            let stored = file.name()?.into_owned();
            let name = stored.trim_start_matches('/');
            let Some(text) = changed.get(name) else {
                new.raw_copy_file(file)?;
                continue;
            };
            date = file.last_modified().or(date);
            let options = zip::write::SimpleFileOptions::default()
                .compression_method(file.compression())
                .last_modified_time(file.last_modified().unwrap_or_default());
            new.start_file(stored.as_str(), options)?;
            if self.marked.contains(name) {
                new.write_all(MARK)?;
            }
            new.write_all(text.as_bytes())?;
        }
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(date.unwrap_or_default());
        for (name, text) in changed.iter().filter(|(name, _)| !self.parts.contains_key(*name)) {
            new.start_file(name.as_str(), options)?;
            new.write_all(text.as_bytes())?;
        }
        Ok(new.finish()?.into_inner())
    }

    /// Indexes a part with text: the body, a header, the notes.
    ///
    /// **Errors:** when there is no such part, or it is no well-formed XML.
    pub fn story(&self, name: &str) -> Result<Story, ReadError> {
        let missing = || ReadError::Broken { detail: format!("`{name}` is missing") };
        super::index::index(name, self.part(name).ok_or_else(missing)?)
    }

    /// The name of the part that holds the body.
    pub fn main(&self) -> &str {
        &self.main
    }

    /// The parts of a kind that the body names, in order.
    pub(crate) fn related(&self, kind: &str) -> Vec<&str> {
        let all = self.relations.iter().filter(|relation| relation.kind == kind);
        let mut names: Vec<&str> = all.map(|relation| relation.target.as_str()).collect();
        names.retain(|name| self.parts.contains_key(*name));
        names
    }
}

/// A target as the name of a part.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => _ = steps.pop(),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

pub(super) fn break_in(part: &str, error: &quick_xml::Error) -> ReadError {
    ReadError::Broken { detail: format!("`{part}` is no well-formed XML ({error})") }
}

pub(super) fn forbid_dtd(part: &str) -> ReadError {
    ReadError::Broken {
        detail: format!("`{part}` declares a document type, which no Word file does"),
    }
}
