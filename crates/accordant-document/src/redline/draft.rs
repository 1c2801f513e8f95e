//! A draft: what edits do to each part, before it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Author;
use super::runs::{self, Work};
use super::sheet::{Reason, Sheet, overlaps};
use super::splice::{Ids, Splice, apply};

/// What edits do. Parts are indices of the paper's parts, elements those of the part's tree.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    works: BTreeMap<(usize, usize), Work>,
    splices: Vec<(usize, Splice)>,
    /// Changes of the marks of paragraphs: the element, and `ins`, `del`, `moveFrom` or `moveTo`.
    marks: BTreeMap<(usize, usize), Vec<&'static str>>,
    /// Changes of the properties of rows.
    rows: BTreeMap<(usize, usize), &'static str>,
    /// What becomes of the paper's text.
    pub(super) texts: Vec<(Range<usize>, String)>,
    /// What is struck of the paper's text.
    claims: Vec<Range<usize>>,
    /// Ids and words of comments.
    pub(super) comments: Vec<(u32, String)>,
    /// Ids of marks that were handed out one by one.
    pub(super) ids: BTreeSet<u32>,
}

impl Draft {
    /// Adds what another draft does.
    ///
    /// **Errors:** when both strike the same words.
    pub(super) fn add(&mut self, other: Self) -> Result<(), Reason> {
        self.check(&other)?;
        for (at, work) in other.works {
            let mine = self.works.entry(at).or_default();
            if !work.cuts.is_empty() {
                mine.strike = work.strike;
            }
            mine.cuts.extend(work.cuts);
            mine.events.extend(work.events);
        }
        for (at, marks) in other.marks {
            self.marks.entry(at).or_default().extend(marks);
        }
        self.splices.extend(other.splices);
        self.rows.extend(other.rows);
        self.texts.extend(other.texts);
        self.claims.extend(other.claims);
        self.comments.extend(other.comments);
        self.ids.extend(other.ids);
        Ok(())
    }

    fn check(&self, other: &Self) -> Result<(), Reason> {
        let twice = || Err("another edit changes the same words".to_owned());
        for claim in &other.claims {
            if self.claims.iter().any(|mine| overlaps(mine, claim)) {
                return twice();
            }
        }
        for (left, right) in [(self, other), (other, self)] {
            for (at, _) in &left.texts {
                let inside = |claim: &Range<usize>| claim.start < at.start && at.end < claim.end;
                if at.is_empty() && right.claims.iter().any(inside) {
                    return twice();
                }
            }
        }
        for (at, work) in &other.works {
            if let Some(mine) = self.works.get(at)
                && !mine.cuts.is_empty()
                && !work.cuts.is_empty()
                && mine.strike != work.strike
            {
                return twice();
            }
        }
        let taken = other.marks.keys().any(|at| self.marks.contains_key(at))
            || other.rows.keys().any(|at| self.rows.contains_key(at));
        if taken { twice() } else { Ok(()) }
    }

    /// Strikes bytes of a run.
    pub(super) fn cut(&mut self, part: usize, run: usize, bytes: Range<usize>, by: &'static str) {
        let work = self.works.entry((part, run)).or_default();
        work.strike = by;
        work.cuts.push(bytes);
    }

    /// Writes something into a run, which is parted there.
    pub(super) fn part_run(&mut self, part: usize, run: usize, byte: usize, words: String) {
        self.works.entry((part, run)).or_default().events.push((byte, words));
    }

    /// Writes something between elements.
    pub(super) fn write(&mut self, part: usize, byte: usize, words: String) {
        self.splices.push((part, Splice { at: byte..byte, with: words }));
    }

    /// Changes the mark of a paragraph.
    pub(super) fn mark(&mut self, part: usize, paragraph: usize, name: &'static str) {
        self.marks.entry((part, paragraph)).or_default().push(name);
    }

    /// Inserts or deletes a row.
    pub(super) fn mark_row(&mut self, part: usize, row: usize, name: &'static str) {
        self.rows.insert((part, row), name);
    }

    /// Says what becomes of a range of the paper's text; `struck` when its words go.
    pub(super) fn expect(&mut self, range: Range<usize>, with: String, struck: bool) {
        if struck {
            self.claims.push(range.clone());
        }
        self.texts.push((range, with));
    }

    /// The text that the paper shall have.
    pub(super) fn intend(&self, text: &str) -> Option<String> {
        let texts = self
            .texts
            .iter()
            .map(|(at, with)| Splice { at: at.clone(), with: with.replace('\t', " ") });
        apply(text, texts.collect())
    }

    /// Writes a part; nothing when it is as it was. Ids of our marks are added to `ours`.
    pub(super) fn write_part(
        &self,
        part: usize,
        sheet: &Sheet<'_>,
        author: &Author,
        ids: &mut Ids,
        ours: &mut BTreeSet<u32>,
    ) -> Result<Option<String>, Reason> {
        let own = |at: &usize| *at == part;
        let mut splices: Vec<Splice> = Vec::new();
        for ((_, run), work) in self.works.iter().filter(|((at, _), _)| own(at)) {
            let with = runs::write(sheet, *run, work, author);
            splices.push(Splice { at: sheet.tree.span(*run), with });
        }
        for ((_, paragraph), names) in self.marks.iter().filter(|((at, _), _)| own(at)) {
            splices.push(write_mark(sheet, *paragraph, names, author));
        }
        for ((_, row), name) in self.rows.iter().filter(|((at, _), _)| own(at)) {
            splices.push(write_row_mark(sheet, *row, name, author));
        }
        let given = self.splices.iter().filter(|(at, _)| own(at));
        splices.extend(given.map(|(_, splice)| splice.clone()));
        if splices.is_empty() {
            return Ok(None);
        }
        let xml = apply(sheet.tree.xml, splices);
        let xml = xml.ok_or("its place in the file is changed twice")?;
        Ok(Some(ids.fill(&xml, ours)))
    }
}

/// Changes of a paragraph's mark, where the schema wants them: first in the properties of the mark.
fn write_mark(sheet: &Sheet<'_>, paragraph: usize, names: &[&str], author: &Author) -> Splice {
    let tree = &sheet.tree;
    let marks: String = names.iter().map(|name| runs::paragraph_mark(name, author)).collect();
    let Some(properties) = tree.child(paragraph, "w:pPr") else {
        let inside = format!("<w:pPr><w:rPr>{marks}</w:rPr></w:pPr>");
        if tree.is_closed(paragraph) {
            let with = format!("{}{inside}</w:p>", tree.tag(paragraph));
            return Splice { at: tree.span(paragraph), with };
        }
        let start = tree.inner(paragraph).start;
        return Splice { at: start..start, with: inside };
    };
    if tree.is_closed(properties) {
        let with = format!("<w:pPr><w:rPr>{marks}</w:rPr></w:pPr>");
        return Splice { at: tree.span(properties), with };
    }
    let Some(look) = tree.child(properties, "w:rPr") else {
        let after = tree
            .children(properties)
            .find(|child| matches!(tree.name(*child), "w:sectPr" | "w:pPrChange"));
        let at = after.map_or(tree.inner(properties).end, |after| tree.span(after).start);
        return Splice { at: at..at, with: format!("<w:rPr>{marks}</w:rPr>") };
    };
    if tree.is_closed(look) {
        return Splice { at: tree.span(look), with: format!("<w:rPr>{marks}</w:rPr>") };
    }
    // A deletion stands behind an insertion that was there.
    let known = tree.children(look).take_while(|child| tree.is(*child, "w:ins")).last();
    let after_known = known.filter(|_| !names.contains(&"ins"));
    let at = after_known.map_or(tree.inner(look).start, |known| tree.span(known).end);
    Splice { at: at..at, with: marks }
}

fn write_row_mark(sheet: &Sheet<'_>, row: usize, name: &str, author: &Author) -> Splice {
    let tree = &sheet.tree;
    let mark = runs::paragraph_mark(name, author);
    let Some(properties) = tree.child(row, "w:trPr") else {
        let before = tree.child(row, "w:tblPrEx");
        let at = before.map_or(tree.inner(row).start, |before| tree.span(before).end);
        return Splice { at: at..at, with: format!("<w:trPr>{mark}</w:trPr>") };
    };
    if tree.is_closed(properties) {
        return Splice { at: tree.span(properties), with: format!("<w:trPr>{mark}</w:trPr>") };
    }
    let change = tree.child(properties, "w:trPrChange");
    let at = change.map_or(tree.inner(properties).end, |change| tree.span(change).start);
    Splice { at: at..at, with: mark }
}
