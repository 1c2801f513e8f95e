//! Looks: where the words are the same and look otherwise.
//!
//! Every format tells what is bold. A DOCX tells more: [`Looks::of_docx`] reads the properties of its runs
//! and the styles of its paragraphs.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{ChangeKind, ClauseChange, Comparison, Side, Step, Weight};
use crate::read::docx::{Package, Para, Story};
use crate::read::{Paper, ReadError, Source};

/// How a run looks: "bold", "italic", "style Heading 1". In order, each once.
type Look = Vec<String>;

/// What is known of how the words of a paper look.
#[derive(Debug)]
pub struct Looks<'a> {
    pub(super) paper: &'a Paper,
    pub(super) file: Option<File>,
}

/// The parts of a DOCX that runs point into.
#[derive(Debug)]
pub(super) struct File {
    pub(super) package: Package,
    pub(super) stories: BTreeMap<usize, Story>,
}

impl<'a> Looks<'a> {
    /// As far as every format tells: bold or not.
    pub fn of(paper: &'a Paper) -> Self {
        Self { paper, file: None }
    }

    /// All that a DOCX says.
    ///
    /// **Shapes:** the paper was read from these bytes.
    /// **Errors:** when the file cannot be read.
    pub fn of_docx(bytes: &[u8], paper: &'a Paper) -> Result<Self, ReadError> {
        let package = Package::open(bytes)?;
        let mut stories = BTreeMap::new();
        for (at, part) in paper.parts.iter().enumerate() {
            let is_used = paper
                .runs
                .iter()
                .any(|run| matches!(run.source, Source::Docx { part, .. } if part == at));
            if is_used {
                stories.insert(at, package.story(&part.name)?);
            }
        }
        Ok(Self { paper, file: Some(File { package, stories }) })
    }

    /// The paragraph of the file that a run stands in, and its XML.
    fn find_paragraph(&self, run: usize) -> Option<((usize, usize), &Para, &str)> {
        let file = self.file.as_ref()?;
        let Source::Docx { part, paragraph, .. } = self.paper.runs.get(run)?.source else {
            return None;
        };
        let story = file.stories.get(&part)?;
        let para = story.paras.get(paragraph)?;
        let xml = file.package.part(&story.part)?.get(para.span.clone())?;
        Some(((part, paragraph), para, xml))
    }

    /// Whether the first words of two ranges stand in paragraphs that are the same to the byte.
    fn is_same_paragraph(&self, range: &Range<usize>, other: &Self, new: &Range<usize>) -> bool {
        fn find<'b>(looks: &'b Looks<'_>, range: &Range<usize>) -> Option<&'b str> {
            let runs = &looks.paper.runs;
            let first = runs.partition_point(|run| run.text.end <= range.start);
            let after = runs.partition_point(|run| run.text.start < range.end);
            let (at, _, xml) = looks.find_paragraph(first)?;
            let (last, ..) = looks.find_paragraph(after.checked_sub(1)?)?;
            (at == last).then_some(xml)
        }
        matches!((find(self, range), find(other, new)), (Some(a), Some(b)) if a == b)
    }
}

/// The looks of a paper's runs, each paragraph read once.
struct Reading<'a> {
    looks: &'a Looks<'a>,
    known: Option<((usize, usize), Vec<Look>)>,
}

impl Reading<'_> {
    fn find(&mut self, run: usize) -> Look {
        let strong = || {
            let is_strong = self.looks.paper.runs.get(run).is_some_and(|run| run.strong);
            if is_strong { vec!["bold".to_owned()] } else { Vec::new() }
        };
        if self.looks.file.is_none() {
            return strong();
        }
        let Some((at, para, xml)) = self.looks.find_paragraph(run) else { return Vec::new() };
        if self.known.as_ref().is_none_or(|(known, _)| *known != at) {
            self.known = Some((at, read_runs(xml)));
        }
        let atom = match self.looks.paper.runs.get(run).map(|run| &run.source) {
            Some(Source::Docx { atom, .. }) => para.atoms.get(*atom),
            _ => None,
        };
        let looks = self.known.as_ref().map_or(&[][..], |(_, looks)| looks);
        let mut look = atom.and_then(|atom| looks.get(atom.run)).cloned().unwrap_or_default();
        if !para.style.is_empty() {
            look.push(format!("style {}", para.style));
        }
        look
    }
}

/// The looks of the runs of a paragraph, by their order; those of paragraphs inside of it do not
/// count.
fn read_runs(xml: &str) -> Vec<Look> {
    let mut reader = Reader::from_str(xml);
    let mut runs: Vec<Look> = Vec::new();
    let mut path: Vec<&'static str> = Vec::new();
    let mut depth = 0_usize;
    loop {
        let Ok(event) = reader.read_event() else { return runs };
        match event {
            Event::Start(element) => {
                let name = name_of(&element);
                depth += usize::from(name == "p");
                if name == "r" && depth == 1 {
                    runs.push(Vec::new());
                }
                add_property(&path, depth, &element, &mut runs);
                path.push(name);
            }
            Event::Empty(element) => {
                let name = name_of(&element);
                if name == "r" && depth == 1 {
                    runs.push(Vec::new());
                }
                add_property(&path, depth, &element, &mut runs);
            }
            Event::End(_) => depth -= usize::from(path.pop() == Some("p")),
            Event::Eof => return runs,
            _ => {}
        }
    }
}

fn name_of(element: &BytesStart<'_>) -> &'static str {
    match bare(element.name().into_inner()) {
        "p" => "p",
        "r" => "r",
        "rPr" => "rPr",
        _ => "",
    }
}

fn bare(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, bare)| bare)
}

fn add_property(path: &[&str], depth: usize, element: &BytesStart<'_>, runs: &mut [Look]) {
    let is_property = depth == 1 && path.ends_with(&["r", "rPr"]);
    let (true, Some(look)) = (is_property, runs.last_mut()) else { return };
    let value = element.attributes().flatten().find_map(|attribute| {
        let is_value = bare(attribute.key.into_inner()) == "val";
        is_value.then(|| attribute.value.to_string())
    });
    let value = value.as_deref();
    let is_off = matches!(value, Some("0" | "false" | "off" | "none"));
    let word = match bare(element.name().into_inner()) {
        "b" => "bold",
        "i" => "italic",
        "u" => "underlined",
        "strike" | "dstrike" => "struck",
        "caps" => "capitals",
        "smallCaps" => "small capitals",
        "highlight" => "highlighted",
        "vertAlign" => "raised or lowered",
        _ => return,
    };
    if !is_off {
        look.push(word.to_owned());
        look.sort();
        look.dedup();
    }
}

/// Adds a change for each paragraph that is the same but for its look.
pub(super) fn add(comparison: &mut Comparison, old_looks: &Looks<'_>, new_looks: &Looks<'_>) {
    let (old, new) = (old_looks.paper, new_looks.paper);
    let mut readings =
        (Reading { looks: old_looks, known: None }, Reading { looks: new_looks, known: None });
    let mut found = Vec::new();
    for (at, line) in comparison.lines.iter().enumerate() {
        let (Step::Kept | Step::MovedTo, Some(before), Some(after)) =
            (line.step, &line.old, &line.new)
        else {
            continue;
        };
        if line.table.is_none() && old_looks.is_same_paragraph(&before.text, new_looks, &after.text)
        {
            continue;
        }
        let mut notes = Vec::new();
        let cells = line.table.iter().flat_map(|table| &table.cells);
        let pairs: Vec<(Range<usize>, Range<usize>)> = if line.table.is_some() {
            let range = super::tables::range;
            let same = cells.filter(|pair| pair.hunks.is_empty());
            same.map(|pair| (range(old, pair.old), range(new, pair.new))).collect()
        } else {
            equal_ranges(&before.text, &after.text, &line.hunks)
        };
        for (left, right) in pairs {
            compare_looks((&mut readings.0, &left), (&mut readings.1, &right), &mut notes);
        }
        if notes.is_empty() {
            continue;
        }
        notes.dedup();
        // Words that are struck through are read as words that are gone.
        let is_struck = notes.iter().any(|note| note.strikes);
        let weight = if is_struck { Weight::Substance } else { Weight::Form };
        let notes = notes.into_iter().map(|note| note.words).collect();
        let side = |side: &Side| Some(side.clone());
        found.push(ClauseChange {
            id: String::new(),
            kind: ChangeKind::Format,
            weight,
            old: side(before),
            new: side(after),
            hunks: Vec::new(),
            cells: Vec::new(),
            below: 0,
            touches: Vec::new(),
            notes,
            line: at,
        });
    }
    comparison.changes.extend(found);
}

/// The ranges of a pair that are the same on both sides.
fn equal_ranges(
    old: &Range<usize>,
    new: &Range<usize>,
    hunks: &[super::Hunk],
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut ranges = Vec::new();
    let mut from = (old.start, new.start);
    for hunk in hunks {
        ranges.push((from.0..hunk.old.start, from.1..hunk.new.start));
        from = (hunk.old.end, hunk.new.end);
    }
    ranges.push((from.0..old.end, from.1..new.end));
    ranges.retain(|(old, new)| old.start < old.end && old.len() == new.len());
    ranges
}

/// Compares the looks of two equal ranges, run by run.
fn compare_looks(
    (old, left): (&mut Reading<'_>, &Range<usize>),
    (new, right): (&mut Reading<'_>, &Range<usize>),
    notes: &mut Vec<Note>,
) {
    let (before, after) = (old.looks.paper, new.looks.paper);
    let mut differing: Option<(Range<usize>, String)> = None;
    let (mut at, end) = (left.start, left.end);
    while at < end {
        let mirror = right.start + (at - left.start);
        let find = |paper: &Paper, at: usize| paper.runs.partition_point(|run| run.text.end <= at);
        let (from, to) = (find(before, at), find(after, mirror));
        let (Some(first), Some(second)) = (before.runs.get(from), after.runs.get(to)) else {
            break;
        };
        if first.text.start > at || second.text.start > mirror {
            // Between runs stands what parts paragraphs.
            at +=
                (first.text.start.saturating_sub(at)).max(second.text.start.saturating_sub(mirror));
            continue;
        }
        let next = (first.text.end - at).min(second.text.end - mirror).max(1);
        let stretch = at..(at + next).min(end);
        at = stretch.end;
        if before.slice(&stretch).trim().is_empty() {
            continue;
        }
        let (was, is) = (old.find(from), new.find(to));
        let change = (was != is).then(|| describe(&was, &is));
        match (&mut differing, change) {
            (Some((range, words)), Some(now)) if *words == now => range.end = stretch.end,
            (known, now) => {
                if let Some((range, words)) = known.take() {
                    note(before, range, &words, notes);
                }
                *known = now.map(|words| (stretch, words));
            }
        }
    }
    if let Some((range, words)) = differing {
        note(before, range, &words, notes);
    }
}

/// What is said of words that look otherwise.
#[derive(Debug, PartialEq, Eq)]
struct Note {
    words: String,
    /// Whether they are struck through now, or are no longer.
    strikes: bool,
}

/// Most words that a note quotes.
const MOST_WORDS: usize = 8;

fn note(paper: &Paper, range: Range<usize>, words: &str, notes: &mut Vec<Note>) {
    let text: Vec<&str> = paper.slice(&range).split_whitespace().collect();
    let quote = text.get(..text.len().min(MOST_WORDS)).unwrap_or_default().join(" ");
    let more = if text.len() > MOST_WORDS { " …" } else { "" };
    let strikes = words.split([' ', ',']).any(|word| word == "struck");
    notes.push(Note { words: format!("“{quote}{more}” {words}"), strikes });
}

fn describe(before: &Look, after: &Look) -> String {
    let only = |list: &Look, other: &Look| -> Vec<String> {
        list.iter().filter(|word| !other.contains(word)).cloned().collect()
    };
    let (gone, come) = (only(before, after), only(after, before));
    match (gone.is_empty(), come.is_empty()) {
        (true, _) => format!("is {} now", come.join(", ")),
        (_, true) => format!("is no longer {}", gone.join(", ")),
        _ => format!("is {} instead of {}", come.join(", "), gone.join(", ")),
    }
}

/// Holds looks against each other that say more than bold: what [`super::compare`] found of them is
/// replaced, and the changes are numbered anew.
pub fn replace(comparison: &mut Comparison, old: &Looks<'_>, new: &Looks<'_>) {
    super::counts::take_out(comparison, ChangeKind::Format);
    add(comparison, old, new);
    super::counts::finish(comparison, old.paper, new.paper);
}
