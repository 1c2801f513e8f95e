//! The index of a story: one pass over the XML that keeps the bytes of everything.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::names::{Names, Space, find_value, is_on, value};
use super::package::{break_in, forbid_dtd};
use super::story::{Atom, AtomKind, Change, Item, Para, Story};
use crate::read::{ReadError, RevisionKind};

/// Deepest nesting of elements.
const DEEPEST: usize = 512;

/// Indexes a part.
///
/// **Errors:** when it is no well-formed XML, declares a document type or nests too deeply.
pub(super) fn index(part: &str, xml: &str) -> Result<Story, ReadError> {
    let mut indexer = Indexer {
        story: Story { part: part.to_owned(), ..Story::default() },
        ..Indexer::default()
    };
    let mut reader = Reader::from_str(xml);
    let place =
        |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    loop {
        let from = place(&reader);
        let event = reader.read_event().map_err(|error| break_in(part, &error))?;
        let to = place(&reader);
        match event {
            Event::Start(element) => {
                indexer.depth += 1;
                if indexer.depth > DEEPEST {
                    let detail = format!("`{part}` nests its elements too deeply");
                    return Err(ReadError::Broken { detail });
                }
                indexer.start(&element, from..to);
            }
            Event::Empty(element) => {
                indexer.depth += 1;
                indexer.start(&element, from..to);
                indexer.end(from..to);
            }
            Event::End(_) => indexer.end(from..to),
            Event::Text(text) => indexer.text(&text.xml10_content()),
            Event::CData(text) => indexer.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let known = name.resolve_char_ref().ok().flatten().map(String::from);
                let named = known.or_else(|| {
                    quick_xml::escape::resolve_predefined_entity(&name.xml10_content())
                        .map(str::to_owned)
                });
                indexer.text(&named.unwrap_or_default());
            }
            Event::DocType(_) => return Err(forbid_dtd(part)),
            Event::Eof => break,
            _ => {}
        }
    }
    if indexer.depth > 0 {
        return Err(ReadError::Broken { detail: format!("`{part}` ends in the middle") });
    }
    Ok(indexer.story)
}

/// An element that is open and matters at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Plain,
    Skipped,
    Para,
    ParaProperties,
    MarkProperties,
    Run,
    RunProperties,
    Text,
    Change(usize),
    Link,
    Control,
    Table,
    Row,
    Cell,
    Note,
    SimpleField,
    Choice,
    Alternate,
}

#[derive(Debug, Default)]
struct Indexer {
    story: Story,
    names: Names,
    depth: usize,
    frames: Vec<(Frame, usize)>,
    /// Paragraphs that are open: the index, the run, and the look of the run.
    open: Vec<OpenPara>,
    changes: Vec<usize>,
    /// Fields that are open; whether their result has begun.
    fields: Vec<bool>,
    links: usize,
    controls: usize,
    text: Option<OpenText>,
    /// Whether the first choice of an alternative was taken, from the outside in.
    chosen: Vec<bool>,
}

#[derive(Debug, Clone, Default)]
struct OpenPara {
    index: usize,
    run: usize,
    strong: Option<bool>,
    hidden: bool,
    style_of_run: String,
}

#[derive(Debug)]
struct OpenText {
    words: String,
    from: usize,
    keeps_space: bool,
    deleted: bool,
    counts: bool,
}

impl Indexer {
    fn frame(&self) -> Frame {
        self.frames.last().map_or(Frame::Plain, |(frame, _)| *frame)
    }

    fn start(&mut self, element: &BytesStart<'_>, bytes: Range<usize>) {
        if element.attributes_raw().contains("xmlns") {
            self.names.learn(element);
        }
        let frame = if self.frame() == Frame::Skipped {
            Frame::Skipped
        } else {
            self.choose(element, &bytes)
        };
        self.frames.push((frame, bytes.start));
    }

    fn choose(&mut self, element: &BytesStart<'_>, bytes: &Range<usize>) -> Frame {
        let name = element.name().into_inner();
        let (space, bare) = self.names.split(name);
        match space {
            Space::Word => self.start_word(element, bare, bytes),
            Space::Compatibility => match bare {
                "AlternateContent" => {
                    self.chosen.push(false);
                    Frame::Alternate
                }
                "Choice" => {
                    if let Some(chosen) = self.chosen.last_mut() {
                        *chosen = true;
                    }
                    Frame::Choice
                }
                "Fallback" if self.chosen.last() == Some(&true) => Frame::Skipped,
                _ => Frame::Plain,
            },
            Space::Math if bare == "t" => self.open_text(element, bytes, false),
            _ => Frame::Plain,
        }
    }

    fn start_word(&mut self, element: &BytesStart<'_>, bare: &str, bytes: &Range<usize>) -> Frame {
        match (self.frame(), bare) {
            (Frame::ParaProperties, _) => return self.start_property(element, bare, bytes),
            (Frame::MarkProperties, "ins" | "del" | "moveFrom" | "moveTo") => {
                let change = self.add_change(element, bare, bytes);
                if let (Some(change), Some(para)) = (change, self.para()) {
                    para.mark.push(change);
                }
                return Frame::Plain;
            }
            (Frame::RunProperties, _) => return self.start_run_property(element, bare),
            _ => {}
        }
        match bare {
            "p" => {
                let id = find_value(element, "paraId");
                self.story.paras.push(Para { span: bytes.clone(), id, ..Para::default() });
                let index = self.story.paras.len() - 1;
                self.story.items.push(Item::Para(index));
                self.open.push(OpenPara { index, ..OpenPara::default() });
                Frame::Para
            }
            "pPr" => Frame::ParaProperties,
            "r" => {
                if let Some(open) = self.open.last_mut() {
                    open.run += 1;
                    (open.strong, open.hidden) = (None, false);
                    open.style_of_run.clear();
                }
                Frame::Run
            }
            "rPr" if self.frame() == Frame::Run => Frame::RunProperties,
            "t" => self.open_text(element, bytes, false),
            "delText" => self.open_text(element, bytes, true),
            "ins" | "del" | "moveFrom" | "moveTo" => match self.add_change(element, bare, bytes) {
                Some(change) if self.is_row_property() => {
                    if let Some(Item::OpenRow { changes, .. }) = self.last_row() {
                        changes.push(change);
                    }
                    Frame::Plain
                }
                Some(change) => {
                    self.changes.push(change);
                    Frame::Change(change)
                }
                None => Frame::Plain,
            },
            "hyperlink" => {
                self.links += 1;
                Frame::Link
            }
            "sdt" => {
                self.controls += 1;
                Frame::Control
            }
            "fldSimple" => {
                self.fields.push(true);
                Frame::SimpleField
            }
            "tbl" => self.open_edge(Item::OpenTable, Frame::Table),
            "tr" => {
                self.open_edge(Item::OpenRow { is_header: false, changes: Vec::new() }, Frame::Row)
            }
            "tc" => self.open_edge(Item::OpenCell, Frame::Cell),
            "tblHeader" if is_on(element) => {
                if let Some(Item::OpenRow { is_header, .. }) = self.last_row() {
                    *is_header = true;
                }
                Frame::Plain
            }
            "footnote" | "endnote" | "comment" => self.open_note(element),
            "sdtPr" | "sdtEndPr" | "tblPr" | "tblGrid" | "tcPr" | "sectPr" | "rPrChange"
            | "pPrChange" | "trPrChange" | "instrText" | "delInstrText" | "background"
            | "docPartObj" => Frame::Skipped,
            _ => {
                self.add_mark(element, bare, bytes);
                Frame::Plain
            }
        }
    }

    fn start_property(
        &mut self,
        element: &BytesStart<'_>,
        bare: &str,
        bytes: &Range<usize>,
    ) -> Frame {
        let number = |element: &BytesStart<'_>| value(element).and_then(|v| v.parse().ok());
        let Some(para) = self.para() else { return Frame::Skipped };
        match bare {
            "pStyle" => para.style = value(element).unwrap_or_default(),
            "numPr" => return Frame::ParaProperties,
            "ilvl" => {
                para.numbering.1 = number(element).and_then(|level: u32| u8::try_from(level).ok())
            }
            "numId" => para.numbering.0 = number(element),
            "outlineLvl" => {
                para.outline = number(element).and_then(|level: u32| u8::try_from(level).ok())
            }
            "rPr" => return Frame::MarkProperties,
            "sectPr" => {
                para.ends_section = true;
                return Frame::Skipped;
            }
            "ins" => {
                // `w:numPr/w:ins` says that the number was inserted; the paragraph was there.
                let _ = bytes;
            }
            _ => {}
        }
        Frame::Skipped
    }

    fn start_run_property(&mut self, element: &BytesStart<'_>, bare: &str) -> Frame {
        let Some(open) = self.open.last_mut() else { return Frame::Skipped };
        match bare {
            "b" => open.strong = Some(is_on(element)),
            "vanish" => open.hidden = is_on(element),
            "rStyle" => open.style_of_run = value(element).unwrap_or_default(),
            _ => {}
        }
        Frame::Skipped
    }

    fn para(&mut self) -> Option<&mut Para> {
        let index = self.open.last()?.index;
        self.story.paras.get_mut(index)
    }

    fn is_row_property(&self) -> bool {
        // The frame of `w:trPr` is plain and stands right in a row.
        let mut frames = self.frames.iter().rev().map(|(frame, _)| *frame);
        frames.next() == Some(Frame::Plain) && frames.next() == Some(Frame::Row)
    }

    fn last_row(&mut self) -> Option<&mut Item> {
        self.story.items.iter_mut().rev().find(|item| matches!(item, Item::OpenRow { .. }))
    }

    fn open_edge(&mut self, item: Item, frame: Frame) -> Frame {
        self.story.items.push(item);
        frame
    }

    fn open_note(&mut self, element: &BytesStart<'_>) -> Frame {
        if matches!(find_value(element, "type").as_deref(), Some(kind) if kind != "normal") {
            return Frame::Skipped;
        }
        let read = |name| find_value(element, name).unwrap_or_default();
        let (id, author, date) = (read("id"), read("author"), read("date"));
        self.open_edge(Item::OpenNote { id, author, date }, Frame::Note)
    }

    fn add_change(
        &mut self,
        element: &BytesStart<'_>,
        bare: &str,
        bytes: &Range<usize>,
    ) -> Option<usize> {
        let kind = match bare {
            "ins" => RevisionKind::Inserted,
            "del" => RevisionKind::Deleted,
            "moveFrom" => RevisionKind::MovedFrom,
            "moveTo" => RevisionKind::MovedTo,
            _ => return None,
        };
        let read = |name| find_value(element, name).unwrap_or_default();
        let (id, author, date) = (read("id"), read("author"), read("date"));
        self.story.changes.push(Change { kind, id, author, date, span: bytes.clone() });
        Some(self.story.changes.len() - 1)
    }

    fn open_text(
        &mut self,
        element: &BytesStart<'_>,
        bytes: &Range<usize>,
        deleted: bool,
    ) -> Frame {
        let keeps_space = element.attributes_raw().contains("preserve");
        let counts = self.fields.iter().all(|result| *result);
        self.text =
            Some(OpenText { words: String::new(), from: bytes.end, keeps_space, deleted, counts });
        Frame::Text
    }

    fn text(&mut self, words: &str) {
        if self.frame() == Frame::Text
            && let Some(text) = &mut self.text
        {
            text.words.push_str(words);
        }
    }

    /// Elements that stand for a character, a place or an object.
    fn add_mark(&mut self, element: &BytesStart<'_>, bare: &str, bytes: &Range<usize>) {
        let id = || find_value(element, "id").unwrap_or_default();
        let (kind, text) = match bare {
            "tab" | "ptab" if self.frame() == Frame::Run => (AtomKind::Tab, " "),
            "br" | "cr" if self.frame() == Frame::Run => {
                match find_value(element, "type").as_deref() {
                    Some("page" | "column") => (AtomKind::Break, " "),
                    _ => (AtomKind::Break, "\n"),
                }
            }
            "noBreakHyphen" => (AtomKind::NoBreakHyphen, "-"),
            "sym" => (AtomKind::Symbol, "•"),
            "footnoteReference" => (AtomKind::Note { is_end: false, id: id() }, ""),
            "endnoteReference" => (AtomKind::Note { is_end: true, id: id() }, ""),
            "commentRangeStart" => (AtomKind::CommentStart(id()), ""),
            "commentRangeEnd" => (AtomKind::CommentEnd(id()), ""),
            "drawing" | "pict" | "object" => (AtomKind::Opaque, ""),
            "fldChar" => {
                match find_value(element, "fldCharType").as_deref() {
                    Some("begin") => self.fields.push(false),
                    Some("separate") => {
                        if let Some(result) = self.fields.last_mut() {
                            *result = true;
                        }
                    }
                    _ => _ = self.fields.pop(),
                }
                return;
            }
            _ => return,
        };
        if self.fields.iter().all(|result| *result) {
            self.push_atom(kind, text.to_owned(), bytes.clone(), false);
        }
    }

    fn push_atom(&mut self, kind: AtomKind, text: String, source: Range<usize>, deleted: bool) {
        let Some(open) = self.open.last().cloned() else { return };
        let atom = Atom {
            run: open.run.saturating_sub(1),
            text,
            source,
            kind,
            changes: self.changes.clone(),
            in_link: self.links > 0,
            in_control: self.controls > 0,
            // A character style is looked up later; its id waits in the flag's place.
            strong: open.strong.unwrap_or_else(|| is_strong_style(&open.style_of_run)),
            hidden: open.hidden,
            deleted,
        };
        if let Some(para) = self.story.paras.get_mut(open.index) {
            para.atoms.push(atom);
        }
    }

    fn end(&mut self, bytes: Range<usize>) {
        self.depth = self.depth.saturating_sub(1);
        let Some((frame, from)) = self.frames.pop() else { return };
        match frame {
            Frame::Para => {
                if let Some(para) = self.para() {
                    para.span.end = bytes.end;
                }
                self.open.pop();
            }
            Frame::ParaProperties => {
                // Of `w:numPr` inside of it, only the outer element counts.
                if self.frame() == Frame::Para
                    && let Some(para) = self.para()
                {
                    para.properties = Some(from..bytes.end);
                }
            }
            Frame::Text => self.end_text(bytes.start),
            Frame::Change(change) => {
                self.changes.pop();
                if let Some(change) = self.story.changes.get_mut(change) {
                    change.span.end = bytes.end;
                }
            }
            Frame::Link => self.links = self.links.saturating_sub(1),
            Frame::Control => self.controls = self.controls.saturating_sub(1),
            Frame::SimpleField => _ = self.fields.pop(),
            Frame::Alternate => _ = self.chosen.pop(),
            Frame::Table | Frame::Row | Frame::Cell | Frame::Note => {
                self.story.items.push(Item::Close)
            }
            _ => {}
        }
    }

    fn end_text(&mut self, to: usize) {
        let Some(text) = self.text.take().filter(|text| text.counts) else { return };
        let (mut from, mut to) = (text.from, to.max(text.from));
        let mut words = text.words;
        // Word drops space at the edges unless it is told to keep it.
        if !text.keeps_space && words.len() == to - from {
            let (lead, kept) = (words.len() - words.trim_start().len(), words.trim().len());
            (from, to) = (from + lead, from + lead + kept);
            words = words.trim().to_owned();
        }
        if words.contains(['\n', '\r', '\t']) {
            words = words.replace(['\n', '\r', '\t'], " ");
        }
        let kind = if self.fields.is_empty() { AtomKind::Text } else { AtomKind::FieldResult };
        if !words.is_empty() {
            self.push_atom(kind, words, from..to, text.deleted);
        }
    }
}

/// Character styles that are bold by their name.
fn is_strong_style(id: &str) -> bool {
    let low = id.to_lowercase();
    low.contains("strong") || low.contains("bold")
}
