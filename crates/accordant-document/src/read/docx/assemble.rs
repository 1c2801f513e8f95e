//! From stories to blocks: one view of the tracked changes, numbers counted, notes behind the body.

use std::collections::BTreeMap;

use super::index::index;
use super::numbering::{Counted, Counter, Numbering};
use super::package::Package;
use super::story::{Atom, AtomKind, Item, Para, Story};
use super::styles::Styles;
use crate::read::build::{Built, ListPlace, Shape};
use crate::read::paper::{Aside, AsideKind, Comment, HIDDEN_TEXT, Part, Revision, Source};
use crate::read::{ReadError, RevisionKind, View};

/// The parts of a package with text, indexed, and what numbers and names them.
pub(crate) struct Opened {
    styles: Styles,
    numbering: Numbering,
    body: Story,
    notes: [Vec<Story>; 2],
}

impl Opened {
    pub(crate) fn read(package: &Package) -> Result<Self, ReadError> {
        let read = |kind: &str| {
            package.related(kind).first().and_then(|part| Some((*part, package.part(part)?)))
        };
        let styles = match read("styles") {
            Some((part, xml)) => Styles::read(part, xml)?,
            None => Styles::default(),
        };
        let numbering = match read("numbering") {
            Some((part, xml)) => Numbering::read(part, xml)?,
            None => Numbering::default(),
        };
        let body = index(package.main(), package.part(package.main()).unwrap_or_default())?;
        let notes = [read_stories(package, "footnotes")?, read_stories(package, "endnotes")?];
        Ok(Self { styles, numbering, body, notes })
    }

    /// The text of the body and of the notes in a view.
    pub(crate) fn text(&self, view: View) -> String {
        self.assemble(view).finish().text
    }

    fn assemble(&self, view: View) -> Assembler<'_> {
        let mut assembler = Assembler {
            styles: &self.styles,
            numbering: &self.numbering,
            counter: Counter::default(),
            view,
            built: Built::default(),
            notes: Vec::new(),
            comments: BTreeMap::new(),
            contents: String::new(),
            hidden: String::new(),
            joins: false,
        };
        assembler.add_story(&self.body);
        assembler.add_notes(&self.notes);
        assembler
    }
}

fn read_stories(package: &Package, kind: &str) -> Result<Vec<Story>, ReadError> {
    let parts = package.related(kind);
    parts.iter().map(|part| index(part, package.part(part).unwrap_or_default())).collect()
}

pub(super) fn assemble(package: &Package, view: View) -> Result<Built, ReadError> {
    let opened = Opened::read(package)?;
    let mut assembler = opened.assemble(view);
    assembler.built.read_only.clone_from(&package.read_only);
    for (kind, aside) in [("header", AsideKind::Header), ("footer", AsideKind::Footer)] {
        for story in read_stories(package, kind)? {
            assembler.add_aside(&story, aside);
        }
    }
    for story in read_stories(package, "comments")? {
        assembler.add_comments(&story);
    }
    Ok(assembler.finish())
}

struct Assembler<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    counter: Counter,
    view: View,
    built: Built,
    /// Notes in the order in which the body names them.
    notes: Vec<(bool, String)>,
    /// Where the words of a comment begin and end.
    comments: BTreeMap<String, (usize, usize)>,
    contents: String,
    hidden: String,
    /// The paragraph before has lost its mark in this view: this one goes on in it.
    joins: bool,
}

impl Assembler<'_> {
    fn add_story(&mut self, story: &Story) {
        self.built.parts.push(Part { name: story.part.clone() });
        let part = self.built.parts.len() - 1;
        let first = self.built.revisions.len();
        for change in &story.changes {
            self.built.revisions.push(Revision {
                kind: change.kind,
                author: change.author.clone(),
                date: change.date.clone(),
                text: String::new(),
                node: None,
                span: 0..0,
                part,
                paragraph: 0,
            });
        }
        let mut dropped_depth = 0_usize;
        for (at, item) in story.items.iter().enumerate() {
            if dropped_depth > 0 {
                match item {
                    Item::Close => dropped_depth -= 1,
                    Item::Para(_) => {}
                    _ => dropped_depth += 1,
                }
                continue;
            }
            match item {
                Item::Para(index) => {
                    if let Some(para) = story.paras.get(*index) {
                        self.add_para(story, para, *index, (part, first));
                    }
                }
                Item::OpenTable => {
                    let header_rows = count_header_rows(story, at);
                    self.built.edge(Shape::OpenTable { header_rows });
                }
                Item::OpenRow { changes, .. } => {
                    if changes.iter().all(|change| self.shows(story, *change)) {
                        self.built.edge(Shape::OpenRow);
                    } else {
                        dropped_depth = 1;
                    }
                }
                Item::OpenCell => {
                    self.built.edge(Shape::OpenCell);
                    self.joins = false;
                }
                Item::OpenNote { .. } => {}
                Item::Close => {
                    self.joins = false;
                    self.built.edge(Shape::Close);
                }
            }
        }
    }

    /// Whether what a change touches is there in this view.
    fn shows(&self, story: &Story, change: usize) -> bool {
        let Some(change) = story.changes.get(change) else { return true };
        match (self.view, change.kind) {
            (View::Current, _) => true,
            (View::Final, RevisionKind::Deleted | RevisionKind::MovedFrom) => false,
            (View::Original, RevisionKind::Inserted | RevisionKind::MovedTo) => false,
            _ => true,
        }
    }

    fn is_shown(&self, story: &Story, atom: &Atom) -> bool {
        atom.changes.iter().all(|change| self.shows(story, *change))
    }

    fn add_para(
        &mut self,
        story: &Story,
        para: &Para,
        index: usize,
        (part, first): (usize, usize),
    ) {
        let visible: Vec<(usize, &Atom)> = para
            .atoms
            .iter()
            .enumerate()
            .filter(|(_, atom)| self.is_shown(story, atom) && !atom.hidden)
            .collect();
        let speaks = visible.iter().any(|(_, atom)| !atom.text.trim().is_empty());
        let holds = speaks || visible.iter().any(|(_, atom)| atom.kind == AtomKind::Opaque);
        let style_name = self.styles.name(&para.style);
        if style_name.starts_with("toc ") || style_name == "toc heading" {
            for (_, atom) in &visible {
                self.contents.push_str(&atom.text);
            }
            self.contents.push(' ');
            return;
        }
        // A paragraph whose mark is gone in this view, and that says nothing, is not there.
        let mark_shows = para.mark.iter().all(|change| self.shows(story, *change));
        let joined = std::mem::replace(&mut self.joins, !mark_shows);
        if !mark_shows && !speaks && !joined {
            self.note_changes(story, para, index, first);
            self.joins = false;
            return;
        }
        if joined && self.reopen() {
            self.push_atoms(story, para, index, part, first);
            self.end_para(mark_shows);
            return;
        }
        let length: usize = visible.iter().map(|(_, atom)| atom.text.len()).sum();
        let counted = if holds || !para.ends_section { self.count(para) } else { None };
        let words = visible.iter().map(|(_, atom)| atom.text.as_str()).collect::<String>();
        let shape = self.choose_shape(para, &style_name, words.trim(), length);
        let list = counted.as_ref().map(|counted| ListPlace {
            id: counted.list,
            depth: counted.level + 1,
            begins: true,
        });
        let label = counted.map(|counted| counted.label).unwrap_or_default();
        // An empty paragraph is counted as Word counts it, and is no clause.
        let label = if holds { label } else { String::new() };
        self.built.open(shape, list.filter(|_| !label.is_empty()), label);
        self.push_atoms(story, para, index, part, first);
        self.end_para(mark_shows);
    }

    fn end_para(&mut self, mark_shows: bool) {
        if mark_shows {
            self.built.close();
        } else {
            self.built.pause();
        }
    }

    /// Opens the last block again; not across the edge of a table.
    fn reopen(&mut self) -> bool {
        self.built.blocks.last().is_some_and(|block| {
            matches!(block.shape, Shape::Paragraph | Shape::Heading(_) | Shape::Title)
        })
    }

    fn choose_shape(&self, para: &Para, style: &str, words: &str, length: usize) -> Shape {
        if style == "title" {
            return Shape::Title;
        }
        let outline = para.outline.or_else(|| self.styles.outline(&para.style)).filter(|o| *o < 9);
        let count = words.split_whitespace().count();
        // Law firms number whole clauses with heading styles.
        let is_line = length <= 140 && count <= 16 && !words.ends_with([';', ',']);
        let is_sentence = count > 9 && (words.ends_with('.') || words.contains(". "));
        match outline {
            Some(level) if is_line && !is_sentence => Shape::Heading(level + 1),
            _ => Shape::Paragraph,
        }
    }

    fn count(&mut self, para: &Para) -> Option<Counted> {
        let (own, own_level) = para.numbering;
        let by_style = self.styles.numbering(&para.style);
        let instance = own.or(by_style.map(|(instance, _, _)| instance)).filter(|id| *id != 0)?;
        let bound = || {
            let (_, level, style) = by_style?;
            let mine = self.numbering.level_of_style(instance, &para.style);
            let theirs = || self.numbering.level_of_style(instance, style);
            mine.or(level).or_else(theirs)
        };
        let level = own_level.or_else(bound).unwrap_or(0);
        self.numbering.count(&mut self.counter, instance, level)
    }

    fn push_atoms(&mut self, story: &Story, para: &Para, index: usize, part: usize, first: usize) {
        let style_strong = self.styles.is_strong(&para.style);
        for (at, atom) in para.atoms.iter().enumerate() {
            let from = self.built.text.len();
            let shown = self.is_shown(story, atom);
            if atom.hidden && !atom.text.is_empty() {
                self.hidden.push_str(&atom.text);
                self.hidden.push(' ');
            } else if shown {
                self.take_mark(atom, from);
                let source = Source::Docx {
                    part,
                    paragraph: index,
                    atom: at,
                    start: atom.source.start,
                    end: atom.source.end,
                };
                self.built.push(&atom.text, source, atom.strong || style_strong);
            }
            let to = self.built.text.len();
            for change in &atom.changes {
                let Some(revision) = self.built.revisions.get_mut(first + change) else { continue };
                if revision.text.is_empty() {
                    revision.span = from..to;
                    revision.paragraph = index;
                }
                revision.text.push_str(&atom.text);
                revision.span.end = to;
            }
        }
        self.note_changes(story, para, index, first);
    }

    /// Changes of a paragraph's mark have no words of their own.
    fn note_changes(&mut self, _: &Story, para: &Para, index: usize, first: usize) {
        let at = self.built.text.len();
        for change in &para.mark {
            if let Some(revision) = self.built.revisions.get_mut(first + change) {
                (revision.span, revision.paragraph) = (at..at, index);
                revision.text.push('¶');
            }
        }
    }

    fn take_mark(&mut self, atom: &Atom, at: usize) {
        match &atom.kind {
            AtomKind::Note { is_end, id } => self.notes.push((*is_end, id.clone())),
            AtomKind::CommentStart(id) => {
                self.comments.insert(id.clone(), (at, at));
            }
            AtomKind::CommentEnd(id) => {
                if let Some(place) = self.comments.get_mut(id) {
                    place.1 = at;
                }
            }
            _ => {}
        }
    }

    fn add_notes(&mut self, stories: &[Vec<Story>; 2]) {
        let order = std::mem::take(&mut self.notes);
        let mut parts: BTreeMap<(bool, String), usize> = BTreeMap::new();
        for (number, (is_end, id)) in order.iter().enumerate() {
            for story in stories.get(usize::from(*is_end)).into_iter().flatten() {
                let Some(paras) = story.find_note(id) else { continue };
                let part = *parts.entry((*is_end, story.part.clone())).or_insert_with(|| {
                    self.built.parts.push(Part { name: story.part.clone() });
                    self.built.parts.len() - 1
                });
                self.built.edge(Shape::OpenNote);
                if let Some(block) = self.built.blocks.last_mut() {
                    block.label = (number + 1).to_string();
                }
                let first = usize::MAX / 2;
                for index in paras {
                    let Some(para) = story.paras.get(index) else { continue };
                    self.built.open(Shape::Paragraph, None, String::new());
                    self.push_atoms(story, para, index, part, first);
                    self.built.close();
                }
                self.built.edge(Shape::Close);
            }
        }
    }

    fn add_aside(&mut self, story: &Story, kind: AsideKind) {
        let mut text = String::new();
        for para in &story.paras {
            let shown = para.atoms.iter().filter(|atom| self.is_shown(story, atom) && !atom.hidden);
            let words: String = shown.map(|atom| atom.text.as_str()).collect();
            if !words.trim().is_empty() {
                text.push_str(words.trim());
                text.push('\n');
            }
        }
        let text = text.trim_end().to_owned();
        let known = self.built.asides.iter().any(|aside| aside.kind == kind && aside.text == text);
        if !text.is_empty() && !known {
            self.built.asides.push(Aside { kind, text, place: story.part.clone() });
        }
    }

    fn add_comments(&mut self, story: &Story) {
        let mut open: Option<(String, Comment)> = None;
        for item in &story.items {
            match item {
                Item::OpenNote { id, author, date } => {
                    let (start, end) = self.comments.get(id).copied().unwrap_or((0, 0));
                    let comment = Comment {
                        author: author.clone(),
                        date: date.clone(),
                        text: String::new(),
                        span: start..end.max(start),
                        node: None,
                    };
                    open = Some((id.clone(), comment));
                }
                Item::Para(index) => {
                    if let (Some((_, comment)), Some(para)) = (&mut open, story.paras.get(*index)) {
                        let words: String =
                            para.atoms.iter().map(|atom| atom.text.as_str()).collect();
                        if !comment.text.is_empty() {
                            comment.text.push('\n');
                        }
                        comment.text.push_str(words.trim());
                    }
                }
                Item::Close => self.built.comments.extend(open.take().map(|(_, comment)| comment)),
                _ => {}
            }
        }
    }

    fn finish(mut self) -> Built {
        let (contents, hidden) =
            (std::mem::take(&mut self.contents), std::mem::take(&mut self.hidden));
        self.built.leave_out("table of contents", &contents);
        self.built.leave_out(HIDDEN_TEXT, &hidden);
        self.built.revisions.retain(|revision| !revision.text.is_empty());
        self.built
    }
}

/// Rows at the top that are marked as headers, or one when all its words are bold.
fn count_header_rows(story: &Story, table: usize) -> usize {
    let items = story.items.get(table + 1..).unwrap_or_default();
    let marked = items
        .iter()
        .filter_map(|item| match item {
            Item::OpenRow { is_header, .. } => Some(*is_header),
            _ => None,
        })
        .take_while(|is_header| *is_header)
        .count();
    if marked > 0 {
        return marked;
    }
    let mut depth = 0_i32;
    let mut any = false;
    for item in items {
        match item {
            Item::Para(index) => {
                let atoms =
                    story.paras.get(*index).map(|para| para.atoms.as_slice()).unwrap_or_default();
                for atom in atoms.iter().filter(|atom| !atom.text.trim().is_empty()) {
                    if !atom.strong {
                        return 0;
                    }
                    any = true;
                }
            }
            Item::Close => {
                depth -= 1;
                if depth <= 0 {
                    break;
                }
            }
            _ => depth += 1,
        }
    }
    usize::from(any)
}
