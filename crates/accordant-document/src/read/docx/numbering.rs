//! Numbering as Word shows it.
//!
//! Lists are counted by their abstract list; an instance may begin anew once. A level shows the
//! counts of the levels above it in their own formats, or in figures when it is "legal".

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::names::{Names, find_value, is_on, value};
use super::package::{break_in, forbid_dtd};
use crate::number::{write_letter, write_roman};
use crate::read::ReadError;

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<u32, List>,
    instances: BTreeMap<u32, Instance>,
}

#[derive(Debug, Clone, Default)]
struct List {
    levels: BTreeMap<u8, Level>,
    /// The style that this list is the definition of.
    style_link: String,
    /// The style whose list this one is.
    num_style_link: String,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    text: String,
    style: String,
    is_legal: bool,
    restart: Option<u32>,
}

#[derive(Debug, Clone, Default)]
struct Instance {
    list: u32,
    starts: BTreeMap<u8, u32>,
    levels: BTreeMap<u8, Level>,
}

/// How far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Counter {
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(u32, u8)>,
}

/// The number of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) label: String,
    pub(super) list: u32,
    pub(super) level: u8,
}

impl Numbering {
    pub(super) fn read(part: &str, xml: &str) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        let mut names = Names::default();
        let mut reader = Reader::from_str(xml);
        let mut place = Place::default();
        let mut path: Vec<String> = Vec::new();
        loop {
            let event = reader.read_event().map_err(|error| break_in(part, &error))?;
            let (element, is_empty) = match &event {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(_) => {
                    place.leave(path.pop().as_deref());
                    continue;
                }
                Event::DocType(_) => return Err(forbid_dtd(part)),
                Event::Eof => break,
                _ => continue,
            };
            if element.attributes_raw().contains("xmlns") {
                names.learn(element);
            }
            let bare = names.word(element.name().into_inner()).unwrap_or_default().to_owned();
            numbering.learn(&mut place, &bare, element);
            if is_empty {
                place.leave(Some(&bare));
            } else {
                path.push(bare);
            }
        }
        Ok(numbering)
    }

    fn learn(&mut self, place: &mut Place, bare: &str, element: &BytesStart<'_>) {
        let id = |name| find_value(element, name).and_then(|value| value.parse::<u32>().ok());
        let number = || value(element).and_then(|value| value.parse::<u32>().ok());
        let level = || id("ilvl").and_then(|level| u8::try_from(level).ok());
        match bare {
            "abstractNum" => {
                place.list = id("abstractNumId");
                self.lists.entry(place.list.unwrap_or_default()).or_default();
            }
            "num" => {
                place.instance = id("numId");
                self.instances.entry(place.instance.unwrap_or_default()).or_default();
            }
            "abstractNumId" => {
                if let (Some(instance), Some(list)) = (place.instance, number()) {
                    self.instances.entry(instance).or_default().list = list;
                }
            }
            "lvl" => {
                place.level = level();
                if let Some(level) = self.level(place) {
                    *level = Level { start: None, ..Level::default() };
                }
            }
            "lvlOverride" => place.overridden = level(),
            "startOverride" => {
                if let (Some(instance), Some(level), Some(start)) =
                    (place.instance, place.overridden, number())
                {
                    self.instances.entry(instance).or_default().starts.insert(level, start);
                }
            }
            "styleLink" | "numStyleLink" => {
                let style = value(element).unwrap_or_default();
                if let Some(list) = place.list.and_then(|list| self.lists.get_mut(&list)) {
                    if bare == "styleLink" {
                        list.style_link = style;
                    } else {
                        list.num_style_link = style;
                    }
                }
            }
            _ => {
                let Some(level) = place.level.and_then(|_| self.level(place)) else { return };
                match bare {
                    "start" => level.start = number(),
                    "numFmt" => level.format = value(element).unwrap_or_default(),
                    "lvlText" => level.text = value(element).unwrap_or_default(),
                    "pStyle" => level.style = value(element).unwrap_or_default(),
                    "isLgl" => level.is_legal = is_on(element),
                    "lvlRestart" => level.restart = number(),
                    _ => {}
                }
            }
        }
    }

    fn level(&mut self, place: &Place) -> Option<&mut Level> {
        let at = place.level?;
        match (place.list, place.instance) {
            (Some(list), _) => Some(self.lists.get_mut(&list)?.levels.entry(at).or_default()),
            (None, Some(instance)) => {
                Some(self.instances.get_mut(&instance)?.levels.entry(at).or_default())
            }
            (None, None) => None,
        }
    }

    /// The list that an instance counts with, after its links to styles.
    fn find_list(&self, instance: &Instance) -> Option<(u32, &List)> {
        let list = self.lists.get(&instance.list)?;
        if list.num_style_link.is_empty() {
            return Some((instance.list, list));
        }
        let linked = self.lists.iter().find(|(_, other)| other.style_link == list.num_style_link);
        Some(linked.map_or((instance.list, list), |(id, list)| (*id, list)))
    }

    /// The level of a list that is bound to a style.
    pub(super) fn level_of_style(&self, instance: u32, style: &str) -> Option<u8> {
        let (_, list) = self.find_list(self.instances.get(&instance)?)?;
        list.levels.iter().find(|(_, level)| level.style == style).map(|(level, _)| *level)
    }

    /// Counts a paragraph of an instance at a level, and writes its number.
    pub(super) fn count(&self, counter: &mut Counter, id: u32, at: u8) -> Option<Counted> {
        let instance = self.instances.get(&id)?;
        let (list_id, list) = self.find_list(instance)?;
        let find = |level: u8| instance.levels.get(&level).or_else(|| list.levels.get(&level));
        let own = find(at)?;
        let place = usize::from(at);
        let counts = counter.counts.entry(list_id).or_insert([None; LEVELS]);
        let start = instance.starts.get(&at).copied();
        let anew = start.is_some() && counter.begun.insert((id, at));
        let count = counts.get_mut(place)?;
        *count = Some(match (*count, anew) {
            (Some(count), false) => count.saturating_add(1),
            _ => start.or(own.start).unwrap_or(1),
        });
        for deeper in at + 1..u8::try_from(LEVELS).unwrap_or(9) {
            let restarts = match find(deeper).and_then(|level| level.restart) {
                None => true,
                Some(0) => false,
                Some(level) => u32::from(at) < level,
            };
            if let (true, Some(count)) = (restarts, counts.get_mut(usize::from(deeper))) {
                *count = None;
            }
        }
        let counts = *counts;
        let show = |level: u8| {
            let shown = find(level);
            let start =
                instance.starts.get(&level).copied().or(shown.and_then(|level| level.start));
            let count = counts.get(usize::from(level)).copied().flatten();
            let format = shown.map_or("decimal", |level| level.format.as_str());
            let legal = own.is_legal && format != "bullet";
            write_number(count.or(start).unwrap_or(1), if legal { "decimal" } else { format })
        };
        let label = match own.format.as_str() {
            "bullet" => "•".to_owned(),
            _ => fill(&own.text, &show),
        };
        Some(Counted { label, list: list_id, level: at })
    }
}

/// Where the reader is.
#[derive(Debug, Default)]
struct Place {
    list: Option<u32>,
    instance: Option<u32>,
    level: Option<u8>,
    overridden: Option<u8>,
}

impl Place {
    fn leave(&mut self, bare: Option<&str>) {
        match bare {
            Some("abstractNum") => self.list = None,
            Some("num") => self.instance = None,
            Some("lvl") => self.level = None,
            Some("lvlOverride") => self.overridden = None,
            _ => {}
        }
    }
}

/// "%1.%2" with each level's number.
fn fill(text: &str, show: &dyn Fn(u8) -> String) -> String {
    let mut label = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let level = characters.peek().and_then(|next| next.to_digit(10)).filter(|level| *level > 0);
        match (character, level) {
            ('%', Some(level)) => {
                characters.next();
                label.push_str(&show(u8::try_from(level - 1).unwrap_or(0)));
            }
            _ => label.push(character),
        }
    }
    label.trim().to_owned()
}

fn write_number(number: u32, format: &str) -> String {
    let count = usize::try_from(number).unwrap_or(0);
    match format {
        "lowerLetter" => write_letter(count),
        "upperLetter" => write_letter(count).to_uppercase(),
        "lowerRoman" => write_roman(count),
        "upperRoman" => write_roman(count).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => format!("{number}{}", ordinal_end(number)),
        "cardinalText" | "ordinalText" => write_words(number, format == "ordinalText"),
        "none" | "bullet" => String::new(),
        _ => number.to_string(),
    }
}

fn ordinal_end(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// Numbers in words, as far as lists go that use them.
fn write_words(number: u32, ordinal: bool) -> String {
    const CARDINAL: [&str; 20] = [
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "Eleven",
        "Twelve",
        "Thirteen",
        "Fourteen",
        "Fifteen",
        "Sixteen",
        "Seventeen",
        "Eighteen",
        "Nineteen",
        "Twenty",
    ];
    const ORDINAL: [&str; 20] = [
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
        "Seventh",
        "Eighth",
        "Ninth",
        "Tenth",
        "Eleventh",
        "Twelfth",
        "Thirteenth",
        "Fourteenth",
        "Fifteenth",
        "Sixteenth",
        "Seventeenth",
        "Eighteenth",
        "Nineteenth",
        "Twentieth",
    ];
    let words = if ordinal { ORDINAL } else { CARDINAL };
    let word = usize::try_from(number).ok().and_then(|n| words.get(n.checked_sub(1)?));
    word.map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
