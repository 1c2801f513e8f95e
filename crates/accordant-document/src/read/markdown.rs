//! Markdown: its paragraphs, headings, lists and tables with the bytes that they come from.

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
    let mut reader = Reader { source, ..Reader::default() };
    for (event, bytes) in Parser::new_ext(source, options).into_offset_iter() {
        reader.take(event, bytes);
    }
    reader.end_block();
    let mut built = reader.built;
    super::navigation::drop_menus(&mut built, &reader.links);
    built
}

#[derive(Debug, Default)]
struct Reader<'a> {
    source: &'a str,
    built: Built,
    /// Numbers of the lists that are open; nothing for bullets.
    lists: Vec<Option<u64>>,
    outermost: u32,
    /// Whether the next block begins an item.
    begins_item: bool,
    is_open: bool,
    strong: usize,
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
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
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

    fn start(&mut self, tag: &Tag<'_>) {
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
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_block(),
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::Item => {
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
        let list =
            (depth > 0).then_some(ListPlace { id: self.outermost, depth, begins });
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
        self.open_block();
        let strong = self.strong > 0;
        let same = self.source.get(bytes.clone()) == Some(words);
        let mut rest = words;
        let mut at = bytes.start;
        // Lines of a code block are parted like words.
        while let Some((line, tail)) = rest.split_once('\n') {
            self.push(line, at, &bytes, same, strong);
            at += line.len();
            let end = if same { at + 1 } else { bytes.end };
            self.built.push(" ", Source::Bytes { start: if same { at } else { bytes.start }, end }, strong);
            at += 1;
            rest = tail;
        }
        self.push(rest, at, &bytes, same, strong);
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
