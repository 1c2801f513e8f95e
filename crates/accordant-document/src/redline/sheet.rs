//! A part on the desk: its elements, its paragraphs, and how one leads to the other.

use std::ops::Range;

use super::RedlineError;
use super::boxes::{self, Twin};
use super::tree::Tree;
use crate::read::docx::{Atom, AtomKind, Package, Story};

/// Why an edit is not made, as half a sentence.
pub(super) type Reason = String;

/// A part with text.
#[derive(Debug)]
pub(super) struct Sheet<'x> {
    pub(super) tree: Tree<'x>,
    pub(super) story: Story,
    pub(super) twins: Vec<Twin>,
}

/// An atom with the elements that hold it.
#[derive(Debug, Clone)]
pub(super) struct Spot<'s> {
    pub(super) atom: &'s Atom,
    /// Element of the run.
    pub(super) run: usize,
    /// Element of the text, the tab or whatever it is.
    pub(super) child: usize,
}

/// A place between two bytes where something can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Inside of a run, which is parted there.
    InRun { run: usize, byte: usize },
    /// Between elements.
    Between { byte: usize },
}

impl<'x> Sheet<'x> {
    pub(super) fn of(package: &'x Package, part: &str) -> Result<Self, RedlineError> {
        let xml = package.part(part).unwrap_or_default();
        let tree = Tree::of(part, xml)?;
        if !tree.speaks_word() {
            let why = format!("`{part}` names Word's elements in its own way");
            return Err(RedlineError::ReadOnly { why });
        }
        let twins = boxes::find_twins(&tree);
        Ok(Self { tree, story: package.story(part)?, twins })
    }

    /// The element of a paragraph.
    pub(super) fn paragraph(&self, para: usize) -> Result<usize, Reason> {
        let start = self.story.paras.get(para).map(|para| para.span.start);
        let found = start.and_then(|start| self.tree.at_byte(start));
        let found = found.filter(|at| self.tree.is(*at, "w:p"));
        found.ok_or_else(|| "its paragraph is not in the file".to_owned())
    }

    pub(super) fn spot(&self, para: usize, atom: usize) -> Result<Spot<'_>, Reason> {
        let lost = || "its words are not where the paper has them".to_owned();
        let found = self.story.paras.get(para).and_then(|para| para.atoms.get(atom));
        let atom = found.ok_or_else(lost)?;
        let child = self.tree.at_byte(atom.source.start).ok_or_else(lost)?;
        let run = self.tree.parent(child).ok_or_else(lost)?;
        if self.tree.is(run, "w:r") {
            Ok(Spot { atom, run, child })
        } else {
            Err("it stands in a formula or another object".to_owned())
        }
    }

    /// The byte of the part at which a byte of an atom's text begins.
    pub(super) fn byte(&self, spot: &Spot<'_>, offset: usize) -> Result<usize, Reason> {
        let source = spot.atom.source.clone();
        if !matches!(spot.atom.kind, AtomKind::Text | AtomKind::FieldResult) {
            return Ok(if offset == 0 { source.start } else { source.end });
        }
        let raw = self.tree.text(source.clone());
        let found = find_raw(raw, offset, spot.atom.text.len());
        let found = found.ok_or("its letters are written in an unusual way")?;
        Ok(source.start + found)
    }

    /// Where something goes that belongs at a byte of an atom's text.
    pub(super) fn place(&self, spot: &Spot<'_>, offset: usize) -> Result<Place, Reason> {
        let run = self.tree.span(spot.run);
        let mut children = self.content(spot.run);
        if offset == 0 && children.next() == Some(spot.child) {
            return Ok(Place::Between { byte: run.start });
        }
        let last = self.content(spot.run).last() == Some(spot.child);
        if offset >= spot.atom.text.len() && last {
            return Ok(Place::Between { byte: run.end });
        }
        let byte = match offset {
            0 => self.tree.span(spot.child).start,
            offset if offset >= spot.atom.text.len() => self.tree.span(spot.child).end,
            offset => self.byte(spot, offset)?,
        };
        Ok(Place::InRun { run: spot.run, byte })
    }

    /// What a run holds besides its properties.
    pub(super) fn content(&self, run: usize) -> impl Iterator<Item = usize> {
        self.tree.children(run).filter(|child| !self.tree.is(*child, "w:rPr"))
    }

    /// The links and content controls around a run, from the inside out.
    ///
    /// **Errors:** when nothing may be changed in there.
    pub(super) fn fences(&self, run: usize) -> Result<Vec<usize>, Reason> {
        let mut fences = Vec::new();
        for above in self.tree.above(run) {
            match self.tree.name(above) {
                "w:p" => {
                    self.check_box(above)?;
                    return Ok(fences);
                }
                "w:hyperlink" => fences.push(above),
                "w:sdt" => {
                    self.check_control(above)?;
                    fences.push(above);
                }
                "w:fldSimple" => return Err("a field writes these words".to_owned()),
                "w:moveTo" | "w:moveFrom" => {
                    return Err("it stands in text that somebody moved".to_owned());
                }
                "w:del" => return Err("it stands in text that is deleted".to_owned()),
                "w:ins" | "w:sdtContent" | "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" => {}
                _ => return Err("it stands in an object".to_owned()),
            }
        }
        Err("it stands in no paragraph".to_owned())
    }

    /// Refuses content controls that are locked or filled by a program.
    pub(super) fn check_control(&self, control: usize) -> Result<(), Reason> {
        let Some(properties) = self.tree.child(control, "w:sdtPr") else { return Ok(()) };
        for child in self.tree.children(properties) {
            let bare = self.tree.name(child).rsplit(':').next().unwrap_or_default();
            let locks = match bare {
                "lock" => self.tree.value(child).is_some_and(|value| value != "unlocked"),
                "dataBinding" | "dropDownList" | "comboBox" | "date" | "checkbox" | "picture" => {
                    true
                }
                _ => false,
            };
            if locks {
                return Err("it stands in a content control that is locked or filled in".to_owned());
            }
        }
        Ok(())
    }

    /// The properties of a run for new text in its look, without changes of them.
    pub(super) fn look(&self, run: usize) -> String {
        let Some(properties) = self.tree.child(run, "w:rPr") else { return String::new() };
        let inside = self.look_inside(properties);
        if inside.is_empty() { inside } else { format!("<w:rPr>{inside}</w:rPr>") }
    }

    /// What run properties hold, without changes and without styles that belong to marks.
    pub(super) fn look_inside(&self, properties: usize) -> String {
        let kept = self.tree.children(properties).filter(|child| {
            let style = self.tree.value(*child).unwrap_or_default();
            match self.tree.name(*child) {
                "w:rPrChange" | "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" => false,
                "w:rStyle" => !style.ends_with("Reference"),
                _ => true,
            }
        });
        kept.map(|child| self.tree.whole(child)).collect()
    }

    /// The insertion of somebody that holds a run directly.
    pub(super) fn insertion(&self, run: usize) -> Option<usize> {
        self.tree.parent(run).filter(|above| self.tree.is(*above, "w:ins"))
    }

    /// Whether somebody deletes the mark of a paragraph, or moves it away.
    pub(super) fn mark(&self, paragraph: usize, names: &[&str]) -> bool {
        let mark = self.tree.child(paragraph, "w:pPr");
        let mark = mark.and_then(|properties| self.tree.child(properties, "w:rPr"));
        mark.is_some_and(|mark| {
            self.tree.children(mark).any(|change| names.contains(&self.tree.name(change)))
        })
    }

    pub(super) fn ends_section(&self, paragraph: usize) -> bool {
        let properties = self.tree.child(paragraph, "w:pPr");
        properties.is_some_and(|properties| self.tree.child(properties, "w:sectPr").is_some())
    }
}

/// The byte of escaped text at which a byte of the text begins; nothing when it is no plain text.
fn find_raw(raw: &str, offset: usize, length: usize) -> Option<usize> {
    if offset >= length {
        return Some(raw.len());
    }
    let (mut at, mut said) = (0, 0);
    while said < offset {
        let rest = raw.get(at..)?;
        let c = rest.chars().next()?;
        match c {
            '<' => return None,
            '&' => {
                let entity = rest.get(..rest.find(';')? + 1)?;
                said += quick_xml::escape::unescape(entity).ok()?.len();
                at += entity.len();
            }
            '\r' if rest.get(1..).is_some_and(|rest| rest.starts_with('\n')) => at += 1,
            c => {
                said += c.len_utf8();
                at += c.len_utf8();
            }
        }
    }
    (said == offset).then_some(at)
}

/// Whether two ranges share a byte.
pub(super) fn overlaps(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
}
