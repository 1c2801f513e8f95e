//! The elements of a part with their bytes: what splices are cut from.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::RedlineError;

/// The namespace of WordprocessingML; marks are written with the prefix `w`.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Deepest nesting of elements.
const DEEPEST: usize = 512;

/// A part as a tree. Elements are named by their place in the order in which they begin.
#[derive(Debug)]
pub(super) struct Tree<'x> {
    pub(super) xml: &'x str,
    elements: Vec<Element>,
}

#[derive(Debug)]
struct Element {
    /// Bytes of the name, with its prefix.
    name: Range<usize>,
    parent: Option<usize>,
    /// Bytes of the whole element.
    span: Range<usize>,
    /// Bytes between its tags; empty behind the tag when it has only one.
    inner: Range<usize>,
    /// Place after its last descendant.
    last: usize,
}

impl<'x> Tree<'x> {
    /// Takes a part apart.
    ///
    /// **Errors:** when it is no well-formed XML.
    pub(super) fn of(part: &str, xml: &'x str) -> Result<Self, RedlineError> {
        let broken = |detail: String| RedlineError::Check { what: format!("`{part}` {detail}") };
        let mut elements: Vec<Element> = Vec::with_capacity(xml.len() / 40);
        let mut open: Vec<usize> = Vec::new();
        let mut reader = Reader::from_str(xml);
        let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(0);
        loop {
            let from = place(&reader);
            let event = reader
                .read_event()
                .map_err(|error| broken(format!("is no well-formed XML ({error})")))?;
            let to = place(&reader);
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    let name = from + 1..from + 1 + tag.name().into_inner().len();
                    let parent = open.last().copied();
                    let (span, inner, last) = (from..to, to..to, elements.len() + 1);
                    elements.push(Element { name, parent, span, inner, last });
                    let is_empty = xml.get(from..to).is_some_and(|tag| tag.ends_with("/>"));
                    if !is_empty {
                        open.push(elements.len() - 1);
                    }
                    if open.len() > DEEPEST {
                        return Err(broken("nests its elements too deeply".to_owned()));
                    }
                }
                Event::End(_) => {
                    let last = elements.len();
                    if let Some(element) = open.pop().and_then(|at| elements.get_mut(at)) {
                        (element.inner.end, element.span.end, element.last) = (from, to, last);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if open.is_empty() && !elements.is_empty() {
            Ok(Self { xml, elements })
        } else {
            Err(broken("ends in the middle".to_owned()))
        }
    }

    /// Whether the prefix `w` means WordprocessingML throughout.
    pub(super) fn speaks_word(&self) -> bool {
        self.attribute(0, "xmlns:w") == Some(WORD)
    }

    pub(super) fn len(&self) -> usize {
        self.elements.len()
    }

    pub(super) fn name(&self, at: usize) -> &'x str {
        let name = self.elements.get(at).map(|element| element.name.clone());
        name.and_then(|name| self.xml.get(name)).unwrap_or_default()
    }

    /// Whether an element has this name, prefix and all.
    pub(super) fn is(&self, at: usize, name: &str) -> bool {
        self.name(at) == name
    }

    pub(super) fn span(&self, at: usize) -> Range<usize> {
        self.elements.get(at).map_or(0..0, |element| element.span.clone())
    }

    pub(super) fn inner(&self, at: usize) -> Range<usize> {
        self.elements.get(at).map_or(0..0, |element| element.inner.clone())
    }

    /// Place after the last descendant.
    pub(super) fn last(&self, at: usize) -> usize {
        self.elements.get(at).map_or(at + 1, |element| element.last)
    }

    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        self.elements.get(at)?.parent
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'x str {
        self.xml.get(range).unwrap_or_default()
    }

    /// The element as it is written.
    pub(super) fn whole(&self, at: usize) -> &'x str {
        self.text(self.span(at))
    }

    /// What lies between its tags.
    pub(super) fn content(&self, at: usize) -> &'x str {
        self.text(self.inner(at))
    }

    /// Whether it has one tag only (`<w:p/>`).
    pub(super) fn is_closed(&self, at: usize) -> bool {
        self.inner(at).start == self.span(at).end
    }

    /// Its first tag, as an opening one.
    pub(super) fn tag(&self, at: usize) -> String {
        let tag = self.text(self.span(at).start..self.inner(at).start);
        match tag.strip_suffix("/>") {
            Some(tag) => format!("{}>", tag.trim_end()),
            None => tag.to_owned(),
        }
    }

    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.last(at);
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.last(child);
            Some(child)
        })
    }

    pub(super) fn child(&self, at: usize, name: &str) -> Option<usize> {
        self.children(at).find(|child| self.is(*child, name))
    }

    /// All elements inside, in order.
    pub(super) fn inside(&self, at: usize) -> Range<usize> {
        at + 1..self.last(at)
    }

    /// The elements around it, from the inside out.
    pub(super) fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(at), |at| self.parent(*at))
    }

    /// The innermost element that holds a byte.
    pub(super) fn at_byte(&self, byte: usize) -> Option<usize> {
        let after = self.elements.partition_point(|element| element.span.start <= byte);
        let last = after.checked_sub(1)?;
        let around = std::iter::successors(Some(last), |at| self.parent(*at));
        around.into_iter().find(|at| self.span(*at).end > byte)
    }

    /// An attribute as it is written, prefix and all.
    pub(super) fn attribute(&self, at: usize, name: &str) -> Option<&'x str> {
        let tag = self.text(self.span(at).start..self.inner(at).start);
        find_attribute(tag, name).and_then(|range| tag.get(range))
    }

    pub(super) fn value(&self, at: usize) -> Option<&'x str> {
        self.attribute(at, "w:val")
    }
}

/// Where the value of an attribute stands in a tag.
pub(super) fn find_attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut from = 0;
    loop {
        let found = from + tag.get(from..)?.find(name)?;
        let after = found + name.len();
        from = after;
        if !tag.get(..found)?.ends_with(|c: char| c.is_ascii_whitespace()) {
            continue;
        }
        let rest = tag.get(after..)?;
        let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = tag.len() - value.len() + 1;
        let end = start + tag.get(start..)?.find(quote)?;
        return Some(start..end);
    }
}
