//! A thin splitter of Markdown and plain text into passages.
//!
//! Stands in for the clause tree of the paper; nothing else here knows about lines.

use std::ops::Range;

use super::passage::{Passage, PassageKind, split_sentences};

/// A block of lines that belong together.
struct Block<'a> {
    text: &'a str,
    start: usize,
    indent: usize,
    /// Level of a heading that is marked as one.
    marked: Option<u8>,
}

/// Splits a paper into passages.
pub(super) fn split_passages(text: &str) -> Vec<Passage<'_>> {
    let mut builder =
        Builder { text, headings: Vec::new(), lead: None, clause: 0, passages: Vec::new() };
    for block in split_blocks(text) {
        builder.add(&block);
    }
    builder.passages
}

fn split_blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let (start, body) = (at, line.trim_end());
        at += line.len();
        let trimmed = body.trim_start();
        let indent = body.len() - trimmed.len();
        let begin = start + indent;
        if trimmed.is_empty() {
            open = false;
            continue;
        }
        let underline = trimmed.len() >= 3
            && (trimmed.chars().all(|c| c == '=') || trimmed.chars().all(|c| c == '-'));
        if underline {
            if let (true, Some(last)) = (open, blocks.last_mut()) {
                last.marked = Some(if trimmed.starts_with('=') { 1 } else { 2 });
            }
            open = false;
            continue;
        }
        if trimmed.chars().all(|c| matches!(c, '*' | '_' | '|' | '-' | ' ' | ':')) {
            open = false;
            continue;
        }
        let hashes = trimmed.len() - trimmed.trim_start_matches('#').len();
        if (1..=6).contains(&hashes) {
            let inner = trimmed.trim_start_matches('#').trim_start();
            let from = begin + (trimmed.len() - inner.len());
            blocks.push(Block {
                text: inner,
                start: from,
                indent: 0,
                marked: u8::try_from(hashes).ok(),
            });
            open = false;
            continue;
        }
        let bold = trimmed.starts_with("**")
            && trimmed.ends_with("**")
            && trimmed.len() > 4
            && !trimmed.get(2..trimmed.len() - 2).is_some_and(|inner| inner.contains("**"));
        if bold && word_count(trimmed) <= 14 {
            blocks.push(Block { text: trimmed, start: begin, indent, marked: None });
            open = false;
            continue;
        }
        let new = !open
            || bullet(trimmed) > 0
            || trimmed.starts_with('|')
            || read_label(trimmed).is_some();
        match blocks.last_mut() {
            Some(last) if !new => {
                let end = begin + trimmed.len();
                last.text = text.get(last.start..end).unwrap_or(last.text);
            }
            _ => blocks.push(Block { text: trimmed, start: begin, indent, marked: None }),
        }
        open = true;
    }
    blocks
}

/// Bytes of the mark of a list item at the start of a line.
fn bullet(line: &str) -> usize {
    let rest = line.strip_prefix(['*', '-', '+', '•', '·', '●', '○', '–']);
    match rest {
        Some(rest) if rest.starts_with([' ', '\t', '\u{a0}']) => {
            line.len() - rest.trim_start().len()
        }
        _ => 0,
    }
}

/// The label at the start of a line: "7.2", "(a)", "iv)".
fn read_label(line: &str) -> Option<(&str, &str)> {
    let plain = line.trim_start_matches(['*', '_']);
    let (body, closing) = match plain.strip_prefix('(') {
        Some(body) => (body, true),
        None => (plain, false),
    };
    let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '\\')))?;
    let word = body.get(..end)?.trim_end_matches(['.', '\\']);
    let rest = body.get(end..)?;
    let dotted = body.get(..end)?.ends_with('.');
    let numeric = word.starts_with(|c: char| c.is_ascii_digit())
        && word.len() <= 9
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '\\'));
    let mixed = word.contains('.')
        && word.len() <= 10
        && word.split('.').all(|part| (1..=2).contains(&part.trim_end_matches('\\').len()))
        && word.chars().any(|c| c.is_ascii_digit());
    let letters = (1..=4).contains(&word.len())
        && (word.len() == 1
            || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')))
        && word.chars().all(|c| c.is_ascii_alphabetic());
    let bracket = rest.starts_with(')');
    let spaced = rest.starts_with(char::is_whitespace);
    let fits = if closing || bracket {
        bracket && (numeric || letters)
    } else {
        ((numeric || mixed) && spaced && (dotted || word.contains('.')))
            || (letters && dotted && spaced)
    };
    let rest =
        rest.strip_prefix(')').unwrap_or(rest).trim_start_matches(['*', '_', ' ', '\u{a0}', '\t']);
    fits.then_some((word, rest))
}

/// Whether a block is a row of links.
fn is_navigation(text: &str) -> bool {
    text.matches("](").count() >= 3 && {
        let plain =
            text.split("](").map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
        let outside: usize =
            plain.map(|part| part.split('[').next().map_or(0, |part| part.trim().len())).sum();
        outside * 5 < text.len()
    }
}

fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

struct Builder<'a> {
    text: &'a str,
    headings: Vec<(u8, &'a str)>,
    lead: Option<(usize, Range<usize>, &'a str)>,
    clause: usize,
    passages: Vec<Passage<'a>>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, block: &Block<'a>) {
        if is_navigation(block.text) {
            return;
        }
        let mark = bullet(block.text);
        let body = block.text.get(mark..).unwrap_or_default();
        let label = read_label(body);
        let rest = label.map_or(body, |(_, rest)| rest);
        if let Some(level) = self.heading_level(block, mark, label, rest) {
            self.lead = None;
            self.open(level, rest.trim_matches(['*', '_', ' ']));
            self.push(block, PassageKind::Heading, label.map(|(label, _)| label));
            return;
        }
        let kind = match (block.text.starts_with('|'), mark > 0 || label.is_some()) {
            (true, _) => PassageKind::TableRow,
            (_, true) => PassageKind::ListItem,
            _ => PassageKind::Paragraph,
        };
        let indent = block.indent
            + usize::from(mark > 0)
            + usize::from(label.is_some_and(|(l, _)| !l.contains('.')));
        // The mark of bold text may stand before the label: "**10. Term.** We …".
        let marked = body.starts_with("**") && label.is_some();
        if let Some(inline) = inline_heading(rest, marked) {
            let whole = label.is_some_and(|(label, _)| label.chars().all(|c| c.is_ascii_digit()));
            self.open(if whole && marked { 6 } else { 8 }, inline);
        } else if kind == PassageKind::ListItem && label.is_some_and(|(l, _)| l.contains('.')) {
            self.close(8);
        }
        if let Some((outer, _, above)) = &self.lead {
            let below = label.is_some_and(|(label, _)| {
                !above.is_empty() && label.len() > above.len() && label.starts_with(above)
            });
            let continues = below
                || indent > *outer
                || rest.starts_with(|c: char| c.is_lowercase())
                || matches!(kind, PassageKind::TableRow);
            let small = rest.starts_with(|c: char| c.is_lowercase());
            if !continues
                || (!below && !small && label.is_some_and(|(l, _)| l.contains('.')) && indent == 0)
            {
                self.lead = None;
            }
        }
        self.push(block, kind, label.map(|(label, _)| label));
        let end = block.text.trim_end_matches(['*', '_', ' ']);
        if end.ends_with([':', '—']) {
            let range = split_sentences(block.text).pop().unwrap_or(0..block.text.len());
            let range = block.start + range.start..block.start + range.end;
            self.lead = Some((indent, range, label.map_or("", |(label, _)| label)));
        }
    }

    fn heading_level(
        &self,
        block: &Block<'a>,
        mark: usize,
        label: Option<(&str, &str)>,
        rest: &str,
    ) -> Option<u8> {
        if let Some(level) = block.marked {
            return Some(level);
        }
        let words = word_count(rest);
        if mark > 0 || words == 0 || words > 12 || block.text.starts_with('|') {
            return None;
        }
        let bold = block.text.starts_with("**") && block.text.trim_end().ends_with("**");
        let end = rest.trim_end_matches(['*', '_', ' ']);
        let dots = label.map_or(0, |(label, _)| label.matches('.').count());
        let deep = u8::try_from(dots.min(1)).unwrap_or(0);
        let small =
            label.is_some_and(|(label, _)| label.starts_with(|c: char| c.is_ascii_lowercase()));
        if bold && !end.ends_with([',', ';']) {
            return Some(6 + deep);
        }
        let capital = rest.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
        let stops = end.ends_with(['.', ';', ',', ':', '!', '"', '”'])
            && !(end.ends_with('.') && words <= 6 && label.is_some());
        let lead_open = self.lead.is_some() && block.indent > 0;
        (capital && !stops && !small && !lead_open && words <= 10).then_some(if label.is_some() {
            6 + deep
        } else {
            7
        })
    }

    fn close(&mut self, level: u8) {
        let before = self.headings.len();
        self.headings.retain(|(open, _)| *open < level);
        if before != self.headings.len() {
            self.clause += 1;
        }
    }

    fn open(&mut self, level: u8, heading: &'a str) {
        self.headings.retain(|(open, _)| *open < level);
        self.headings.push((level, heading));
        self.clause += 1;
    }

    fn push(&mut self, block: &Block<'a>, kind: PassageKind, label: Option<&'a str>) {
        let range = block.start..block.start + block.text.len();
        let lead = match kind {
            PassageKind::Heading => None,
            _ => self.lead.as_ref().map(|(_, range, _)| range.clone()),
        };
        self.passages.push(Passage {
            text: self.text.get(range.clone()).unwrap_or_default(),
            range,
            headings: self.headings.iter().map(|(_, heading)| *heading).collect(),
            label,
            kind,
            lead,
            clause: self.clause,
        });
    }
}

/// The heading that a paragraph begins with: "**Fees.** You pay …", "Fees. You pay …".
fn inline_heading(text: &str, marked: bool) -> Option<&str> {
    let bold = text.strip_prefix("**").or_else(|| {
        let before = text.split("**").next().unwrap_or_default();
        (marked && before.len() < text.len()).then_some(text)
    });
    if let Some(inner) = bold {
        let (heading, rest) = inner.split_once("**")?;
        return (word_count(heading) <= 12 && word_count(rest) > 0).then(|| heading.trim());
    }
    let first = split_sentences(text).into_iter().next()?;
    let heading = text.get(first.clone())?;
    let rest = text.get(first.end..)?;
    let words: Vec<&str> = heading.split_whitespace().collect();
    let capitals = words.iter().filter(|word| word.starts_with(|c: char| c.is_uppercase())).count();
    let short =
        words.len() <= 7 && capitals * 2 >= words.len() && heading.starts_with(char::is_uppercase);
    (short && heading.ends_with(['.', ':']) && word_count(rest) > 0).then_some(heading)
}
