//! The text of the file that remarks point into, safe to print, and its lines.

use accordant_agreement::Span;
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::terminal;

/// The text of an input. Every byte keeps its place, so spans of the input fit it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    name: String,
    text: String,
    /// Where each line starts.
    starts: Vec<usize>,
}

impl Source {
    /// Keeps the text of an input; what is no character or would steer a terminal becomes `?`.
    pub(crate) fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(&terminal::clean(chunk.valid()));
            text.push_str(&"?".repeat(chunk.invalid().len()));
        }
        let starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text, starts }
    }

    /// The path as it was given.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text, safe to print.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub(crate) fn place(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..at).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// `path:line:column` of the start of a span.
    pub(crate) fn locate(&self, span: Span) -> String {
        let (line, column) = self.place(span.start);
        format!("{}:{line}:{column}", self.name)
    }

    /// Bytes in the line in which a span starts.
    pub(crate) fn line_length(&self, span: Span) -> usize {
        let (start, end) = self.line_of(span);
        end - start
    }

    /// The span, cut where its first line ends: a snippet of a whole table would bury the point.
    pub(crate) fn first_line_of(&self, span: Span) -> Span {
        let start = span.start.min(self.text.len());
        let (_, line_end) = self.line_of(span);
        Span { start, end: span.end.clamp(start, line_end.max(start)) }
    }

    fn line_of(&self, span: Span) -> (usize, usize) {
        let (line, _) = self.place(span.start);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        (start, end.max(start))
    }
}

impl SourceCode for Source {
    /// Answers the whole lines that a span touches, without context around them. Asked without
    /// context, as for the place in the heading, the column is that of the span.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (first, column) = self.place(span.offset());
        let last_byte = span.offset() + span.len().saturating_sub(1);
        let (last, _) = self.place(last_byte);
        let start = self.starts.get(first - 1).copied().unwrap_or(0);
        let end = self.starts.get(last).copied().unwrap_or(self.text.len());
        let lines = self.text.get(start..end).ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(
            terminal::clean(&self.name),
            lines.as_bytes(),
            SourceSpan::from((start, end - start)),
            first - 1,
            if before == 0 { column - 1 } else { 0 },
            last - first + 1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_keep_their_place() {
        let source = Source::new("x", b"a = \"\xff\xfe\"\nb\x1b = 1\n");
        assert_eq!(source.text, "a = \"??\"\nb? = 1\n");
        assert_eq!(source.place(5), (1, 6));
        assert_eq!(source.place(9), (2, 1));
        assert_eq!(source.place(999), (3, 1));
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::new("x", "naïve = \"é\"".as_bytes());
        assert_eq!(source.locate(Span { start: 10, end: 12 }), "x:1:10");
    }
}
