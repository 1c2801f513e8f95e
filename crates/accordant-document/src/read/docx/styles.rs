//! Styles: what a paragraph inherits of numbering, outline and boldness.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::names::{Names, find_value, is_on, value};
use super::package::{break_in, forbid_dtd};
use crate::read::ReadError;

/// Most styles that are based on one another.
const LONGEST_CHAIN: usize = 24;

/// The styles of a document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default_paragraph: String,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: String,
    numbering: (Option<u32>, Option<u8>),
    outline: Option<u8>,
    strong: Option<bool>,
}

impl Styles {
    pub(super) fn read(part: &str, xml: &str) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let mut names = Names::default();
        let mut reader = Reader::from_str(xml);
        let mut id: Option<String> = None;
        let mut path: Vec<String> = Vec::new();
        loop {
            let event = reader.read_event().map_err(|error| break_in(part, &error))?;
            let (element, is_empty) = match &event {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(_) => {
                    if path.pop().as_deref() == Some("style") {
                        id = None;
                    }
                    continue;
                }
                Event::DocType(_) => return Err(forbid_dtd(part)),
                Event::Eof => return Ok(styles),
                _ => continue,
            };
            if element.attributes_raw().contains("xmlns") {
                names.learn(element);
            }
            let bare = names.word(element.name().into_inner()).unwrap_or_default().to_owned();
            if bare == "style" {
                let found = find_value(element, "styleId").unwrap_or_default();
                let is_paragraph = find_value(element, "type").as_deref() == Some("paragraph");
                let is_default =
                    matches!(find_value(element, "default").as_deref(), Some("1" | "true" | "on"));
                if is_paragraph && is_default {
                    styles.default_paragraph.clone_from(&found);
                }
                styles.styles.insert(found.clone(), Style::default());
                id = Some(found);
            } else if let Some(style) = id.as_ref().and_then(|id| styles.styles.get_mut(id)) {
                style.learn(&bare, element, &path);
            }
            if !is_empty {
                path.push(bare);
            }
        }
    }

    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = if id.is_empty() { self.default_paragraph.as_str() } else { id };
        let mut next = Some(first);
        std::iter::from_fn(move || {
            let id = next?;
            let (id, style) = self.styles.get_key_value(id)?;
            next = Some(style.based_on.as_str()).filter(|id| !id.is_empty());
            Some((id.as_str(), style))
        })
        .take(LONGEST_CHAIN)
    }

    /// The list of a style, the level that it names, and the style that says so.
    pub(super) fn numbering<'a>(&'a self, id: &'a str) -> Option<(u32, Option<u8>, &'a str)> {
        let level = self.chain(id).find_map(|(_, style)| style.numbering.1);
        self.chain(id).find_map(|(id, style)| Some((style.numbering.0?, level, id)))
    }

    pub(super) fn outline(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|(_, style)| style.outline.or_else(|| heading_level(&style.name)))
    }

    pub(super) fn is_strong(&self, id: &str) -> bool {
        self.chain(id).find_map(|(_, style)| style.strong).unwrap_or(false)
    }

    /// The name of a style in small letters: "toc 1", "title".
    pub(super) fn name(&self, id: &str) -> String {
        let id = if id.is_empty() { &self.default_paragraph } else { id };
        self.styles.get(id).map(|style| style.name.to_lowercase()).unwrap_or_default()
    }
}

impl Style {
    fn learn(&mut self, bare: &str, element: &BytesStart<'_>, path: &[String]) {
        let inside = |name: &str| path.iter().any(|step| step == name);
        if inside("tblStylePr") || inside("pPrChange") || inside("rPrChange") {
            return;
        }
        let number = || value(element).and_then(|value| value.parse::<u32>().ok());
        match bare {
            "name" => self.name = value(element).unwrap_or_default(),
            "basedOn" => self.based_on = value(element).unwrap_or_default(),
            "numId" => self.numbering.0 = number(),
            "ilvl" => self.numbering.1 = number().and_then(|level| u8::try_from(level).ok()),
            "outlineLvl" => self.outline = number().and_then(|level| u8::try_from(level).ok()),
            "b" if inside("rPr") => self.strong = Some(is_on(element)),
            _ => {}
        }
    }
}

fn heading_level(name: &str) -> Option<u8> {
    let level: u8 = name.to_lowercase().strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}
