//! Where the text of a parsed page stands in its file.
//!
//! The parser keeps no places. The text of the page, in order, is held against the text of the file
//! between its tags, letter by letter; an entity stands for any one letter, and white space is
//! passed over. Where both disagree, the next words are looked up ahead.

/// A piece of text with its bytes in the file; white space is one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) words: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Holds the text of a page against its file.
pub(super) struct Aligner<'a> {
    source: &'a str,
    at: usize,
}

/// A letter of the file.
enum Unit {
    Letter(char),
    Entity,
}

impl<'a> Aligner<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, at: 0 }
    }

    /// How far the file was read.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// Finds the pieces of a text of the page.
    pub(super) fn locate(&mut self, text: &str) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (offset, letter) in text.char_indices() {
            if letter.is_whitespace() && letter != '\u{a0}' {
                if pieces.last().is_none_or(|piece| piece.words != " ") {
                    pieces.push(Piece { words: " ".to_owned(), start: self.at, end: self.at });
                }
                continue;
            }
            let (start, unit) = self.next_letter();
            let matches = match unit {
                Some(Unit::Letter(found)) => {
                    found == letter || (found == '\0' && letter == '\u{fffd}')
                }
                Some(Unit::Entity) => true,
                None => false,
            };
            if !matches {
                let rest = text.get(offset..).unwrap_or_default();
                self.at = start;
                if !self.find_ahead(rest) {
                    self.push_lost(&mut pieces, rest);
                    return pieces;
                }
                let (start, _) = self.next_letter();
                push(&mut pieces, letter, start, self.at);
                continue;
            }
            push(&mut pieces, letter, start, self.at);
        }
        for index in 0..pieces.len() {
            let next = pieces.get(index + 1).map(|piece| piece.start);
            if let Some(piece) = pieces.get_mut(index).filter(|piece| piece.words == " ") {
                piece.end = next.unwrap_or(piece.start).max(piece.start);
                if piece.end - piece.start > 200 {
                    piece.end = piece.start;
                }
            }
        }
        pieces
    }

    /// Text whose place was not found keeps the place where it was looked for.
    fn push_lost(&self, pieces: &mut Vec<Piece>, rest: &str) {
        for (order, word) in rest.split_whitespace().enumerate() {
            if order > 0 {
                pieces.push(Piece { words: " ".to_owned(), start: self.at, end: self.at });
            }
            pieces.push(Piece { words: word.to_owned(), start: self.at, end: self.at });
        }
    }

    /// Goes to where the next words stand in the file; answers whether they were found.
    fn find_ahead(&mut self, text: &str) -> bool {
        let word = text
            .split(|c: char| c.is_whitespace() || "&<>'\"".contains(c))
            .next()
            .unwrap_or_default();
        let head =
            word.char_indices().nth(40).map_or(word, |(end, _)| word.get(..end).unwrap_or(word));
        let found = self.source.get(self.at..).and_then(|rest| rest.find(head));
        match found {
            Some(offset) if head.len() >= 3 => {
                self.at += offset;
                true
            }
            _ => false,
        }
    }

    /// The next letter that is no white space, and where it begins.
    fn next_letter(&mut self) -> (usize, Option<Unit>) {
        loop {
            let start = self.at;
            let Some(rest) = self.source.get(start..) else { return (start, None) };
            let Some(first) = rest.chars().next() else { return (start, None) };
            match first {
                '<' => {
                    let length = tag_length(rest);
                    if length > 0 {
                        self.at += length;
                        continue;
                    }
                }
                '&' => {
                    if let Some(length) = entity_length(rest) {
                        self.at += length;
                        return (start, Some(Unit::Entity));
                    }
                }
                _ => {}
            }
            self.at += first.len_utf8();
            if first.is_whitespace() && first != '\u{a0}' {
                continue;
            }
            return (start, Some(Unit::Letter(first)));
        }
    }
}

fn push(pieces: &mut Vec<Piece>, letter: char, start: usize, end: usize) {
    let same = end - start == letter.len_utf8();
    if let Some(last) = pieces.last_mut()
        && last.words != " "
        && last.end == start
        && same
        && last.end - last.start == last.words.len()
    {
        last.words.push(letter);
        last.end = end;
        return;
    }
    pieces.push(Piece { words: letter.to_string(), start, end });
}

/// Bytes of a tag, a comment or an element whose content is no text; 0 when it is a mere sign.
fn tag_length(rest: &str) -> usize {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or(rest.len(), |end| end + 7);
    }
    let next = rest.chars().nth(1);
    if !next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return 0;
    }
    let mut quote: Option<char> = None;
    let mut end = rest.len();
    for (at, c) in rest.char_indices().skip(1) {
        match (quote, c) {
            (None, '>') => {
                end = at + 1;
                break;
            }
            (None, '"' | '\'')
                if rest.get(..at).is_some_and(|before| before.trim_end().ends_with('=')) =>
            {
                quote = Some(c)
            }
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    let name: String = rest
        .chars()
        .skip(1)
        .take_while(char::is_ascii_alphanumeric)
        .take(10)
        .collect::<String>()
        .to_ascii_lowercase();
    if matches!(name.as_str(), "script" | "style" | "noscript" | "template") {
        let close = format!("</{name}");
        let body = rest.get(end..).unwrap_or_default();
        let found = find_ignoring_case(body, &close);
        return found.map_or(rest.len(), |at| {
            let after = body.get(at..).unwrap_or_default();
            end + at + after.find('>').map_or(after.len(), |end| end + 1)
        });
    }
    end
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

fn entity_length(rest: &str) -> Option<usize> {
    let name = rest.get(1..)?;
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(name.len());
    let closed = name.get(end..)?.starts_with(';');
    let known = ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg"];
    let word = name.get(..end)?;
    let open = word.starts_with('#') || known.contains(&word);
    ((1..32).contains(&end) && (closed || open)).then(|| 1 + end + usize::from(closed))
}
