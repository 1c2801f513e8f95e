//! Planning: each edit as a draft of its own, or a reason why it is not made.

use std::collections::BTreeMap;
use std::ops::Range;

use super::comments::Remarks;
use super::draft::Draft;
use super::runs;
use super::sheet::{Place, Reason, Sheet, Spot};
use super::splice::Ids;
use super::{Author, Change, Edit};
use crate::diff::{Hunk, diff};
use crate::read::docx::AtomKind;
use crate::read::{Paper, Run, Source};

/// What edits are planned with.
pub(super) struct Desk<'a> {
    pub(super) paper: &'a Paper,
    /// The parts that the paper's runs point into.
    pub(super) sheets: Vec<Sheet<'a>>,
    pub(super) author: &'a Author,
    pub(super) remarks: Remarks,
    /// The text that each paragraph has in the paper.
    pub(super) shown: BTreeMap<(usize, usize), Range<usize>>,
}

/// Where a piece of the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) part: usize,
    pub(super) para: usize,
    pub(super) atom: usize,
}

/// The node beside which something comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Before(usize),
    After(usize),
}

/// Where new words go, and how they look.
struct Entry {
    part: usize,
    place: Place,
    /// The insertion of somebody else that is parted for them.
    parted: Option<usize>,
    look: String,
    /// Its place in the paper's text.
    order: usize,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        paper: &'a Paper,
        sheets: Vec<Sheet<'a>>,
        author: &'a Author,
        remarks: Remarks,
    ) -> Self {
        let mut shown: BTreeMap<(usize, usize), Range<usize>> = BTreeMap::new();
        for run in &paper.runs {
            if let Some(at) = find_atom(run) {
                let range = shown.entry((at.part, at.para)).or_insert(run.text.clone());
                range.end = run.text.end;
            }
        }
        Self { paper, sheets, author, remarks, shown }
    }

    /// Plans one edit.
    ///
    /// **Errors:** why it cannot be made.
    pub(super) fn plan(&self, edit: &Edit, ids: &mut Ids) -> Result<Draft, Reason> {
        let comment = edit.comment.as_deref().filter(|comment| !comment.trim().is_empty());
        let remark = comment.map(|comment| (ids.take(), comment));
        let mut draft = match &edit.change {
            Change::Replace { range, expect, with } => self.replace(range, expect, with, remark)?,
            Change::Comment { range, expect } => {
                if remark.is_none() {
                    return Err("it is a comment that says nothing".to_owned());
                }
                self.replace(range, expect, expect, remark)?
            }
            Change::Delete { node, expect } => self.delete(*node, expect, remark)?,
            Change::Insert { after, paragraphs } => {
                self.insert(Beside::After(*after), paragraphs, remark)?
            }
            Change::InsertBefore { before, paragraphs } => {
                self.insert(Beside::Before(*before), paragraphs, remark)?
            }
            Change::Move { node, after } => self.relocate(*node, *after, remark, ids)?,
            Change::InsertRow { after, cells } => {
                self.insert_row(Beside::After(*after), cells, remark)?
            }
            Change::InsertRowBefore { before, cells } => {
                self.insert_row(Beside::Before(*before), cells, remark)?
            }
            Change::DeleteRow { node } => self.delete_row(*node, remark)?,
        };
        if let Some((id, comment)) = remark {
            draft.comments.push((id, comment.to_owned()));
        }
        for note in std::mem::take(&mut draft.notes) {
            self.drop_note(&mut draft, &note);
        }
        Ok(draft)
    }

    pub(super) fn sheet(&self, part: usize) -> Result<&Sheet<'a>, Reason> {
        self.sheets.get(part).ok_or_else(|| "its part is not in the file".to_owned())
    }

    fn replace(
        &self,
        range: &Range<usize>,
        expect: &str,
        with: &str,
        remark: Option<(u32, &str)>,
    ) -> Result<Draft, Reason> {
        if self.paper.text.get(range.clone()) != Some(expect) {
            return Err("the words are not there".to_owned());
        }
        let mut draft = Draft::default();
        if let Some((id, _)) = remark {
            self.anchor_start(&mut draft, range, id)?;
        }
        for hunk in diff(expect, with) {
            let old = range.start + hunk.old.start..range.start + hunk.old.end;
            let new = with.get(hunk.new.clone()).unwrap_or_default();
            self.change(&mut draft, &Hunk { old, new: hunk.new }, new)?;
        }
        if let Some((id, _)) = remark {
            self.anchor_end(&mut draft, range, id)?;
        } else if expect == with {
            return Err("it changes nothing".to_owned());
        }
        Ok(draft)
    }

    /// Strikes the words of a hunk and writes new ones behind them.
    fn change(&self, draft: &mut Draft, hunk: &Hunk, new: &str) -> Result<(), Reason> {
        if hunk.old.is_empty() {
            let entry = self.find_entry(hunk.old.start)?;
            let (Place::InRun { byte, .. } | Place::Between { byte }) = entry.place;
            self.write_new(draft, Entry { order: hunk.old.start, ..entry }, new);
            draft.enter(hunk.old.start, new, byte);
            return Ok(());
        }
        let pieces = self.paper.runs_in(&hunk.old);
        let mut covered = 0;
        let mut fences: Option<Vec<usize>> = None;
        let mut ends: Option<(Entry, At)> = None;
        for run in pieces {
            let (at, spot, sheet) = self.locate(run)?;
            let own = sheet.fences(spot.run)?;
            if *fences.get_or_insert_with(|| own.clone()) != own {
                return Err("it goes over the edge of a link or a content control".to_owned());
            }
            if spot.atom.kind == AtomKind::FieldResult {
                return Err("a field writes these words".to_owned());
            }
            if let Some((_, before)) = &ends {
                self.check_between(*before, at)?;
            }
            let from = hunk.old.start.max(run.text.start) - run.text.start;
            let to = hunk.old.end.min(run.text.end) - run.text.start;
            covered += to - from;
            draft.cut(at.part, spot.run, sheet.byte(&spot, from)?..sheet.byte(&spot, to)?, "del");
            let look = match &ends {
                Some((entry, _)) => entry.look.clone(),
                None => sheet.look(spot.run),
            };
            let entry = Self::enter(sheet, &spot, to, (at.part, look));
            ends = Some((entry?, at));
        }
        if covered < hunk.old.len() {
            return Err("it goes over the end of a paragraph".to_owned());
        }
        let (entry, _) = ends.ok_or("its words are not where the paper has them")?;
        self.write_new(draft, Entry { order: hunk.old.start, ..entry }, new);
        draft.strike(hunk.old.clone(), new);
        Ok(())
    }

    /// The atom of a run, checked against what the paper says.
    pub(super) fn locate(&self, run: &Run) -> Result<(At, Spot<'_>, &Sheet<'a>), Reason> {
        let at = find_atom(run).ok_or("it stands in no Word file")?;
        let sheet = self.sheet(at.part)?;
        let spot = sheet.spot(at.para, at.atom)?;
        if spot.atom.text.starts_with(self.paper.slice(&run.text)) {
            Ok((at, spot, sheet))
        } else {
            Err("its words are not where the paper has them".to_owned())
        }
    }

    /// Refuses to strike what stands between two atoms and says nothing; the mark of a note stays.
    fn check_between(&self, before: At, after: At) -> Result<(), Reason> {
        if before.para != after.para {
            return Ok(());
        }
        let sheet = self.sheet(before.part)?;
        let atoms = sheet.story.paras.get(before.para).map(|para| para.atoms.as_slice());
        let between = atoms.and_then(|atoms| atoms.get(before.atom + 1..after.atom));
        for atom in between.unwrap_or_default() {
            if atom.kind == AtomKind::Opaque {
                return Err("a picture or another object stands among the words".to_owned());
            }
        }
        Ok(())
    }

    /// The entry at a byte of an atom's text.
    fn enter(
        sheet: &Sheet<'_>,
        spot: &Spot<'_>,
        offset: usize,
        (part, look): (usize, String),
    ) -> Result<Entry, Reason> {
        let mut place = sheet.place(spot, offset)?;
        let mut parted = None;
        if let Some(insertion) = sheet.insertion(spot.run) {
            let (around, inside) = (sheet.tree.span(insertion), sheet.tree.inner(insertion));
            match place {
                Place::Between { byte } if byte == inside.start => {
                    place = Place::Between { byte: around.start };
                }
                Place::Between { byte } if byte == inside.end => {
                    place = Place::Between { byte: around.end };
                }
                _ => parted = Some(insertion),
            }
        } else if sheet.tree.above(spot.run).any(|above| sheet.tree.is(above, "w:ins")) {
            return Err("it stands in a link that somebody inserted".to_owned());
        }
        Ok(Entry { part, place, parted, look, order: 0 })
    }

    /// Where words go that come in between two others: where the left ones stand, unless those are
    /// in a link, a field or a content control and the right ones are not.
    fn find_entry(&self, byte: usize) -> Result<Entry, Reason> {
        let runs = self.paper.runs_in(&(byte.saturating_sub(1)..byte + 1));
        let left = runs.iter().find(|run| run.text.start < byte && run.text.end >= byte);
        let right = runs.iter().find(|run| run.text.start == byte);
        if let Some(run) = left.filter(|run| run.text.end > byte) {
            let (at, spot, sheet) = self.locate(run)?;
            if spot.atom.kind == AtomKind::FieldResult {
                return Err("a field writes these words".to_owned());
            }
            let _ = sheet.fences(spot.run)?;
            let look = (at.part, sheet.look(spot.run));
            return Self::enter(sheet, &spot, byte - run.text.start, look);
        }
        let mut best: Option<(usize, Entry)> = None;
        let mut reason = "there are no words beside it".to_owned();
        for (run, is_left) in
            left.map(|run| (run, true)).into_iter().chain(right.map(|run| (run, false)))
        {
            let (at, spot, sheet) = self.locate(run)?;
            let fences = match sheet.fences(spot.run) {
                Ok(_) if spot.atom.kind == AtomKind::FieldResult => {
                    reason = "a field writes the words beside it".to_owned();
                    continue;
                }
                Ok(fences) => fences,
                Err(why) => {
                    reason = why;
                    continue;
                }
            };
            let offset = if is_left { spot.atom.text.len() } else { 0 };
            let offset = if is_left { offset.min(run.text.len()) } else { offset };
            let look = (at.part, sheet.look(spot.run));
            let entry = Self::enter(sheet, &spot, offset, look)?;
            if best.as_ref().is_none_or(|(known, _)| fences.len() < *known) {
                best = Some((fences.len(), entry));
            }
        }
        let outer = best.as_ref().is_some_and(|(fences, _)| *fences == 0);
        if !outer
            && right.is_none()
            && let Some(entry) = left.and_then(|run| self.enter_at_end(run))
        {
            return Ok(entry);
        }
        best.map(|(_, entry)| entry).ok_or(reason)
    }

    /// The end of the paragraph, when a run is its last and stands in a link or a field.
    fn enter_at_end(&self, run: &Run) -> Option<Entry> {
        let at = find_atom(run)?;
        let sheet = self.sheet(at.part).ok()?;
        let para = sheet.story.paras.get(at.para)?;
        let paragraph = sheet.paragraph(at.para).ok()?;
        if !para.atoms.get(at.atom + 1..)?.iter().all(|atom| atom.text.is_empty()) {
            return None;
        }
        let mut look = String::new();
        for (index, atom) in para.atoms.iter().enumerate().take(at.atom) {
            if atom.kind == AtomKind::Text
                && !atom.in_link
                && let Ok(spot) = sheet.spot(at.para, index)
            {
                look = sheet.look(spot.run);
            }
        }
        let place = Place::Between { byte: sheet.tree.inner(paragraph).end };
        Some(Entry { part: at.part, place, parted: None, look, order: 0 })
    }

    fn write_new(&self, draft: &mut Draft, entry: Entry, text: &str) {
        let runs = runs::wrap("ins", &runs::new_run(&entry.look, text), self.author);
        if !runs.is_empty() {
            self.put(draft, entry, runs);
        }
    }

    fn put(&self, draft: &mut Draft, entry: Entry, words: String) {
        let sheet = self.sheets.get(entry.part);
        let words = match (entry.parted, sheet) {
            (Some(insertion), Some(sheet)) => runs::part_insertion(sheet, insertion, &words),
            _ => words,
        };
        match entry.place {
            Place::InRun { run, byte } => {
                draft.part_run((entry.part, run), byte, words, entry.order);
            }
            Place::Between { byte } => draft.write(entry.part, byte, words, entry.order),
        }
    }

    /// Starts a comment before the first letter of a range.
    pub(super) fn anchor_start(
        &self,
        draft: &mut Draft,
        range: &Range<usize>,
        id: u32,
    ) -> Result<(), Reason> {
        let wide = range.start..range.end.max(range.start + 1);
        match self.paper.runs_in(&wide).first() {
            Some(run) if run.text.start <= range.start => {
                let (at, spot, sheet) = self.locate(run)?;
                self.check_story(at.part)?;
                if sheet.find_box(spot.run).is_some() {
                    return Err("no comment can stand in a box with text".to_owned());
                }
                let offset = range.start - run.text.start;
                let place = sheet.place(&spot, offset)?;
                let (part, look, order) = (at.part, String::new(), range.start);
                let entry = Entry { part, place, parted: None, look, order };
                self.put(draft, entry, Remarks::start(id));
                Ok(())
            }
            _ => {
                let entry = self.find_entry(range.start)?;
                self.check_story(entry.part)?;
                let entry = Entry { parted: None, order: range.start, ..entry };
                self.put(draft, entry, Remarks::start(id));
                Ok(())
            }
        }
    }

    /// Ends a comment behind the last letter of a range.
    pub(super) fn anchor_end(
        &self,
        draft: &mut Draft,
        range: &Range<usize>,
        id: u32,
    ) -> Result<(), Reason> {
        let words = self.remarks.end(id);
        let Some(run) = self.paper.runs_in(range).last() else {
            let entry = self.find_entry(range.start)?;
            self.put(draft, Entry { parted: None, order: range.end, ..entry }, words);
            return Ok(());
        };
        let (at, spot, sheet) = self.locate(run)?;
        let offset = range.end.min(run.text.end) - run.text.start;
        let entry = Self::enter(sheet, &spot, offset, (at.part, String::new()))?;
        self.put(draft, Entry { parted: None, order: range.end, ..entry }, words);
        Ok(())
    }

    /// Word knows comments in the body only.
    pub(super) fn check_story(&self, part: usize) -> Result<(), Reason> {
        if part == 0 { Ok(()) } else { Err("Word has no comments in notes".to_owned()) }
    }
}

/// The atom that a run stands for.
pub(super) fn find_atom(run: &Run) -> Option<At> {
    match run.source {
        Source::Docx { part, paragraph, atom, .. } => Some(At { part, para: paragraph, atom }),
        _ => None,
    }
}
