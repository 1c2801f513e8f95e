//! A draft: what edits do to each part, before it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Author;
use super::notes::NoteMark;
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
    /// Rows that are struck, with their bytes.
    rows: BTreeMap<(usize, usize), Range<usize>>,
    /// What becomes of the paper's text, with the byte of the part where that happens.
    texts: Vec<(Range<usize>, String, usize)>,
    /// Where words come into a paragraph that was there.
    entries: Vec<usize>,
    /// What goes with the ends of its paragraphs.
    wholes: Vec<Range<usize>>,
    /// What is struck of the paper's text.
    claims: Vec<Range<usize>>,
    /// Notes whose marks are struck.
    pub(super) notes: Vec<NoteMark>,
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
        for text in other.texts {
            // A note can go by itself and with its paragraph.
            let is_gone = text.1.is_empty() && !text.0.is_empty();
            if !(is_gone && self.texts.contains(&text)) {
                self.texts.push(text);
            }
        }
        self.claims.extend(other.claims);
        self.entries.extend(other.entries);
        self.wholes.extend(other.wholes);
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
            for (at, ..) in &left.texts {
                let inside = |claim: &Range<usize>| claim.start < at.start && at.end < claim.end;
                if at.is_empty() && right.claims.iter().any(inside) {
                    return twice();
                }
            }
            let touches = |whole: &Range<usize>, at: usize| whole.start <= at && at <= whole.end;
            let ends = |at: &usize| right.wholes.iter().any(|whole| touches(whole, *at));
            if left.entries.iter().any(ends) {
                return twice();
            }
            let goes = |(part, splice): &(usize, Splice)| {
                right.rows.iter().any(|((at, _), row)| {
                    at == part && row.start < splice.at.start && splice.at.end < row.end
                })
            };
            if left.splices.iter().any(goes) {
                return twice();
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
    /// `order` is its place in the paper's text.
    pub(super) fn part_run(
        &mut self,
        (part, run): (usize, usize),
        byte: usize,
        words: String,
        order: usize,
    ) {
        self.works.entry((part, run)).or_default().events.push((byte, order, words));
    }

    /// Writes something between elements; `order` is its place in the paper's text.
    pub(super) fn write(&mut self, part: usize, byte: usize, words: String, order: usize) {
        self.splices.push((part, Splice { at: byte..byte, with: words, order }));
    }

    /// Changes the mark of a paragraph.
    pub(super) fn mark(&mut self, part: usize, paragraph: usize, name: &'static str) {
        self.marks.entry((part, paragraph)).or_default().push(name);
    }

    /// Strikes a row, which has these bytes.
    pub(super) fn mark_row(&mut self, part: usize, row: usize, bytes: Range<usize>) {
        self.rows.insert((part, row), bytes);
    }

    /// Says which words of the paper's text go, and what comes in their place.
    pub(super) fn strike(&mut self, range: Range<usize>, with: &str) {
        self.claims.push(range.clone());
        self.texts.push((range, with.replace('\t', " "), 0));
    }

    /// Says which words go without being struck themselves: a note goes with its mark.
    pub(super) fn lose(&mut self, range: Range<usize>) {
        self.texts.push((range, String::new(), 0));
    }

    /// Says which words go, and the ends of their paragraphs with them.
    pub(super) fn strike_whole(&mut self, range: Range<usize>) {
        self.wholes.push(range.clone());
        self.strike(range, "");
    }

    /// Says what comes into a paragraph that was there, and at which byte of the part.
    pub(super) fn enter(&mut self, at: usize, words: &str, byte: usize) {
        self.entries.push(at);
        self.expect(at, words, byte);
    }

    /// Says what comes into the paper's text, and at which byte of the part.
    pub(super) fn expect(&mut self, at: usize, words: &str, byte: usize) {
        self.texts.push((at..at, words.replace('\t', " "), byte));
    }

    /// The text that the paper shall have.
    pub(super) fn intend(&self, text: &str) -> Option<String> {
        let texts = self.texts.iter().cloned();
        apply(text, texts.map(|(at, with, order)| Splice { at, with, order }).collect())
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
            splices.push(Splice { at: sheet.tree.span(*run), with, order: 0 });
        }
        for ((_, paragraph), names) in self.marks.iter().filter(|((at, _), _)| own(at)) {
            splices.push(write_mark(sheet, *paragraph, names, author));
        }
        for (_, row) in self.rows.keys().filter(|(at, _)| own(at)) {
            splices.push(write_row_mark(sheet, *row, author));
        }
        let given = self.splices.iter().filter(|(at, _)| own(at));
        splices.extend(given.map(|(_, splice)| splice.clone()));
        if splices.is_empty() {
            return Ok(None);
        }
        sheet.mirror(&mut splices);
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
            return Splice { at: tree.span(paragraph), with, order: 0 };
        }
        let start = tree.inner(paragraph).start;
        return Splice { at: start..start, with: inside, order: 0 };
    };
    if tree.is_closed(properties) {
        let with = format!("<w:pPr><w:rPr>{marks}</w:rPr></w:pPr>");
        return Splice { at: tree.span(properties), with, order: 0 };
    }
    let Some(look) = tree.child(properties, "w:rPr") else {
        let after = tree
            .children(properties)
            .find(|child| matches!(tree.name(*child), "w:sectPr" | "w:pPrChange"));
        let at = after.map_or(tree.inner(properties).end, |after| tree.span(after).start);
        return Splice { at: at..at, with: format!("<w:rPr>{marks}</w:rPr>"), order: 0 };
    };
    if tree.is_closed(look) {
        return Splice { at: tree.span(look), with: format!("<w:rPr>{marks}</w:rPr>"), order: 0 };
    }
    // A deletion stands behind an insertion that was there.
    let known = tree.children(look).take_while(|child| tree.is(*child, "w:ins")).last();
    let after_known = known.filter(|_| !names.contains(&"ins"));
    let at = after_known.map_or(tree.inner(look).start, |known| tree.span(known).end);
    Splice { at: at..at, with: marks, order: 0 }
}

fn write_row_mark(sheet: &Sheet<'_>, row: usize, author: &Author) -> Splice {
    let tree = &sheet.tree;
    let mark = runs::paragraph_mark("del", author);
    let Some(properties) = tree.child(row, "w:trPr") else {
        let before = tree.child(row, "w:tblPrEx");
        let at = before.map_or(tree.inner(row).start, |before| tree.span(before).end);
        return Splice { at: at..at, with: format!("<w:trPr>{mark}</w:trPr>"), order: 0 };
    };
    if tree.is_closed(properties) {
        return Splice {
            at: tree.span(properties),
            with: format!("<w:trPr>{mark}</w:trPr>"),
            order: 0,
        };
    }
    let change = tree.child(properties, "w:trPrChange");
    let at = change.map_or(tree.inner(properties).end, |change| tree.span(change).start);
    Splice { at: at..at, with: mark, order: 0 }
}
