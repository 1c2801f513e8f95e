//! Markdown: its paragraphs, headings, lists and tables with the bytes that they come from.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::build::{Built, ListPlace, Shape};
use super::paper::Source;

/// Reads Markdown.
pub(super) fn read(source: &str) -> Built {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_FOOTNOTES);
    options.insert(Options::ENABLE_STRIKETHROUGH);
    let events: Vec<_> = Parser::new_ext(source, options).into_offset_iter().collect();
    let mut reader = Reader { source, written: find_written(&events, source), ..Reader::default() };
    for (event, bytes) in events {
        reader.take(event, bytes);
    }
    reader.end_block();
    let mut built = reader.built;
    super::navigation::drop_menus(&mut built, &reader.links);
    built
}

/// The numbers that stand before the items of ordered lists, by the byte where the item starts.
///
/// Markdown counts on from the first; pages that were converted to Markdown keep their own numbers,
/// and begin anew where two lists stand side by side. Where all are the same, Markdown counts.
fn find_written(events: &[(Event<'_>, Range<usize>)], source: &str) -> BTreeMap<usize, u64> {
    let mut written = BTreeMap::new();
    let mut open: Vec<Vec<(usize, u64)>> = Vec::new();
    for (event, bytes) in events {
        match event {
            Event::Start(Tag::List(_)) => open.push(Vec::new()),
            Event::Start(Tag::Item) => {
                let item = source.get(bytes.clone()).unwrap_or_default().trim_start();
                let end = item.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
                let number = item.get(..end).and_then(|digits| digits.parse().ok());
                if let (Some(list), Some(number)) = (open.last_mut(), number) {
                    list.push((bytes.start, number));
                }
            }
            Event::End(TagEnd::List(_)) => {
                let list = open.pop().unwrap_or_default();
                let same = list.len() > 2
                    && list.windows(2).all(|pair| match pair {
                        [(_, a), (_, b)] => a == b,
                        _ => false,
                    });
                if !same {
                    written.extend(list);
                }
            }
            _ => {}
        }
    }
    written
}

#[derive(Debug, Default)]
struct Reader<'a> {
    source: &'a str,
    built: Built,
    /// Numbers of the lists that are open; nothing for bullets.
    lists: Vec<Option<u64>>,
    outermost: u32,
    written: BTreeMap<usize, u64>,
    /// Whether the next block begins an item.
    begins_item: bool,
    is_open: bool,
    strong: usize,
    /// Asterisks that Markdown takes for text open and close bold all the same.
    stray_strong: bool,
    heading: Option<u8>,
    in_metadata: usize,
    row: usize,
    /// Ranges of the text that are links.
    links: Vec<Range<usize>>,
    link_start: Vec<usize>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, bytes: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, bytes.start),
            Event::End(tag) => self.end(tag),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                if self.in_metadata == 0 {
                    self.text(&words, bytes);
                }
            }
            Event::SoftBreak => self.space(bytes),
            Event::HardBreak => {
                if self.heading.is_some() || self.row > 0 {
                    self.space(bytes);
                } else {
                    self.end_block();
                }
            }
            Event::Rule => self.end_block(),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, bytes),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_block();
                self.heading = Some(match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    HeadingLevel::H4 => 4,
                    HeadingLevel::H5 => 5,
                    HeadingLevel::H6 => 6,
                });
            }
            Tag::Paragraph | Tag::CodeBlock(_) => self.end_block(),
            Tag::List(first) => {
                self.end_block();
                if self.lists.is_empty() {
                    self.outermost += 1;
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                self.end_block();
                self.begins_item = true;
                if let (Some(Some(next)), Some(written)) =
                    (self.lists.last_mut(), self.written.get(&at))
                {
                    // A number that does not go on begins another list.
                    if *written < *next && self.lists.len() == 1 {
                        self.outermost += 1;
                    }
                    if let Some(Some(next)) = self.lists.last_mut() {
                        *next = *written;
                    }
                }
            }
            Tag::Strong => self.strong += 1,
            Tag::Link { .. } => self.link_start.push(self.built.text.len()),
            Tag::MetadataBlock(_) => self.in_metadata += 1,
            Tag::Table(_) => {
                self.end_block();
                self.built.edge(Shape::OpenTable { header_rows: 1 });
            }
            Tag::TableHead | Tag::TableRow => {
                self.row += 1;
                self.built.edge(Shape::OpenRow);
            }
            Tag::TableCell => {
                self.built.edge(Shape::OpenCell);
            }
            Tag::FootnoteDefinition(_) => self.end_block(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end_block();
                self.heading = None;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.end_block();
                self.stray_strong = false;
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.stray_strong = false;
                if self.begins_item {
                    // An item that says nothing still has its number.
                    self.open_block();
                }
                self.end_block();
                if let Some(Some(next)) = self.lists.last_mut() {
                    *next += 1;
                }
                self.begins_item = false;
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => {
                if let Some(start) = self.link_start.pop() {
                    self.links.push(start..self.built.text.len());
                }
            }
            TagEnd::MetadataBlock(_) => self.in_metadata = self.in_metadata.saturating_sub(1),
            TagEnd::TableCell => {
                self.end_block();
                self.built.edge(Shape::Close);
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.row = self.row.saturating_sub(1);
                self.built.edge(Shape::Close);
            }
            TagEnd::Table => self.built.edge(Shape::Close),
            _ => {}
        }
    }

    fn open_block(&mut self) {
        if self.is_open {
            return;
        }
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        let begins = self.begins_item;
        let list = (depth > 0).then_some(ListPlace { id: self.outermost, depth, begins });
        let label = match self.lists.last() {
            Some(Some(number)) if begins => format!("{number}."),
            Some(None) if begins => "•".to_owned(),
            _ => String::new(),
        };
        let shape = self.heading.map_or(Shape::Paragraph, Shape::Heading);
        self.built.open(shape, list, label);
        self.begins_item = false;
        self.is_open = true;
    }

    fn end_block(&mut self) {
        if self.is_open {
            self.built.close();
            self.is_open = false;
        }
    }

    fn text(&mut self, words: &str, bytes: Range<usize>) {
        if let Some((before, after)) = words.split_once("**")
            && self.source.get(bytes.clone()) == Some(words)
        {
            let (middle, end) = (bytes.start + before.len(), bytes.end);
            self.text(before, bytes.start..middle);
            self.stray_strong = !self.stray_strong;
            self.text(after, middle + 2..end);
            return;
        }
        if self.is_stray(words, &bytes) {
            let begins = !self.source.get(..bytes.start).unwrap_or_default().ends_with('*');
            self.stray_strong ^= begins;
            return;
        }
        if words.is_empty() {
            return;
        }
        self.open_block();
        let strong = self.strong > 0 || self.stray_strong;
        let same = self.source.get(bytes.clone()) == Some(words);
        let mut rest = words;
        let mut at = bytes.start;
        // Lines of a code block are parted like words.
        while let Some((line, tail)) = rest.split_once('\n') {
            self.push(line, at, &bytes, same, strong);
            at += line.len();
            let end = if same { at + 1 } else { bytes.end };
            self.built.push(
                " ",
                Source::Bytes { start: if same { at } else { bytes.start }, end },
                strong,
            );
            at += 1;
            rest = tail;
        }
        self.push(rest, at, &bytes, same, strong);
    }

    /// An asterisk beside another: half a mark of bold that Markdown does not see as one.
    fn is_stray(&self, words: &str, bytes: &Range<usize>) -> bool {
        let before = self.source.get(..bytes.start).unwrap_or_default();
        let after = self.source.get(bytes.end..).unwrap_or_default();
        words == "*"
            && ((before.ends_with('*') && !before.ends_with("\\*")) || after.starts_with('*'))
    }

    fn push(&mut self, words: &str, at: usize, bytes: &Range<usize>, same: bool, strong: bool) {
        if same {
            self.built.push_bytes(words, at, strong);
            return;
        }
        // Code and entities: the words stand somewhere inside, or are spelt differently.
        let inside = self.source.get(bytes.clone()).and_then(|source| source.find(words));
        match inside {
            Some(offset) if !words.is_empty() => {
                self.built.push_bytes(words, bytes.start + offset, strong);
            }
            _ => {
                let source = Source::Bytes { start: bytes.start, end: bytes.end };
                self.built.push(words, source, strong);
            }
        }
    }

    fn space(&mut self, bytes: Range<usize>) {
        if self.is_open && !self.built.is_fresh() {
            let source = Source::Bytes { start: bytes.start, end: bytes.end };
            self.built.push(" ", source, self.strong > 0);
        }
    }

    /// Tags inside Markdown: a line break parts, others say nothing.
    fn html(&mut self, html: &str, bytes: Range<usize>) {
        let low = html.trim_start().to_lowercase();
        if low.starts_with("<br") {
            if self.row > 0 || self.heading.is_some() {
                self.space(bytes);
            } else {
                self.end_block();
            }
        }
    }
}
