//! Looks: where the words are the same and look otherwise.
//!
//! Every format tells what is bold. A DOCX tells more: [`of_docx`] reads the properties of its runs
//! and the styles of its paragraphs.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{ChangeKind, ClauseChange, Comparison, Side, Step, Weight};
use crate::read::docx::{Package, Story};
use crate::read::{Paper, ReadError, Source};

/// How a run looks: "bold", "italic", "style Heading 1". In order, each once.
pub type Look = Vec<String>;

/// How each run of a paper looks, as far as every format tells: bold or not.
pub fn of_strong(paper: &Paper) -> Vec<Look> {
    let look = |strong: bool| if strong { vec!["bold".to_owned()] } else { Vec::new() };
    paper.runs.iter().map(|run| look(run.strong)).collect()
}

/// How each run of a DOCX looks.
///
/// **Shapes:** one entry a run of the paper, which was read from these bytes.
/// **Errors:** when the file cannot be read.
pub fn of_docx(bytes: &[u8], paper: &Paper) -> Result<Vec<Look>, ReadError> {
    let package = Package::open(bytes)?;
    let mut stories: BTreeMap<usize, (Story, BTreeMap<usize, Vec<Look>>)> = BTreeMap::new();
    let mut looks = Vec::with_capacity(paper.runs.len());
    for run in &paper.runs {
        let Source::Docx { part, paragraph, atom, .. } = run.source else {
            looks.push(Vec::new());
            continue;
        };
        if !stories.contains_key(&part)
            && let Some(name) = paper.parts.get(part)
        {
            stories.insert(part, (package.story(&name.name)?, BTreeMap::new()));
        }
        let look = stories.get_mut(&part).and_then(|(story, known)| {
            let para = story.paras.get(paragraph)?;
            let index = para.atoms.get(atom)?.run;
            let runs = known.entry(paragraph).or_insert_with(|| {
                let xml = package.part(&story.part).and_then(|xml| xml.get(para.span.clone()));
                read_runs(xml.unwrap_or_default())
            });
            let mut look = runs.get(index).cloned().unwrap_or_default();
            if !para.style.is_empty() {
                look.push(format!("style {}", para.style));
            }
            Some(look)
        });
        looks.push(look.unwrap_or_default());
    }
    Ok(looks)
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
///
/// **Shapes:** looks are those of the runs of each paper.
pub(super) fn add(
    comparison: &mut Comparison,
    old: &Paper,
    new: &Paper,
    old_looks: &[Look],
    new_looks: &[Look],
) {
    let mut found = Vec::new();
    for (at, line) in comparison.lines.iter().enumerate() {
        let (Step::Kept | Step::MovedTo, Some(before), Some(after)) =
            (line.step, &line.old, &line.new)
        else {
            continue;
        };
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
            compare_looks((old, old_looks, &left), (new, new_looks, &right), &mut notes);
        }
        if notes.is_empty() {
            continue;
        }
        notes.dedup();
        let side = |side: &Side| Some(side.clone());
        found.push(ClauseChange {
            id: String::new(),
            kind: ChangeKind::Format,
            weight: Weight::Form,
            old: side(before),
            new: side(after),
            hunks: Vec::new(),
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

/// Compares the looks of two equal ranges, letter by letter.
fn compare_looks(
    (old, old_looks, left): (&Paper, &[Look], &Range<usize>),
    (new, new_looks, right): (&Paper, &[Look], &Range<usize>),
    notes: &mut Vec<String>,
) {
    let (mut at, mut differing): (usize, Option<(usize, String)>) = (0, None);
    let letters = old.slice(left).char_indices().map(|(at, letter)| (at, letter));
    let mut runs = (Cursor::new(old, left.start), Cursor::new(new, right.start));
    for (offset, letter) in letters {
        at = offset + letter.len_utf8();
        if letter.is_whitespace() {
            continue;
        }
        let before = runs.0.find(left.start + offset).and_then(|run| old_looks.get(run));
        let after = runs.1.find(right.start + offset).and_then(|run| new_looks.get(run));
        let change = match (before, after) {
            (Some(before), Some(after)) if before != after => Some(describe(before, after)),
            _ => None,
        };
        match (&differing, change) {
            (Some((_, words)), Some(now)) if *words == now => {}
            (known, now) => {
                if let Some((from, words)) = known {
                    note(old, left.start + from..left.start + offset, words, notes);
                }
                differing = now.map(|words| (offset, words));
            }
        }
    }
    if let Some((from, words)) = differing {
        note(old, left.start + from..left.start + at, &words, notes);
    }
}

/// Most words that a note quotes.
const MOST_WORDS: usize = 8;

fn note(paper: &Paper, range: Range<usize>, words: &str, notes: &mut Vec<String>) {
    let text: Vec<&str> = paper.slice(&range).split_whitespace().collect();
    let quote = text.get(..text.len().min(MOST_WORDS)).unwrap_or_default().join(" ");
    let more = if text.len() > MOST_WORDS { " …" } else { "" };
    notes.push(format!("“{quote}{more}” {words}"));
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
///
/// **Shapes:** looks are those of the runs of each paper, see [`of_docx`].
pub fn replace(
    comparison: &mut Comparison,
    old: &Paper,
    new: &Paper,
    old_looks: &[Look],
    new_looks: &[Look],
) {
    super::changes::take_out(comparison, ChangeKind::Format);
    add(comparison, old, new, old_looks, new_looks);
    super::changes::finish(comparison, old, new);
}

/// Walks the runs of a paper.
struct Cursor<'a> {
    paper: &'a Paper,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn new(paper: &'a Paper, from: usize) -> Self {
        Self { paper, at: paper.runs.partition_point(|run| run.text.end <= from) }
    }

    /// The run that holds a byte; bytes are asked for in order.
    fn find(&mut self, byte: usize) -> Option<usize> {
        while self.paper.runs.get(self.at)?.text.end <= byte {
            self.at += 1;
        }
        self.paper.runs.get(self.at).filter(|run| run.text.start <= byte).map(|_| self.at)
    }
}
