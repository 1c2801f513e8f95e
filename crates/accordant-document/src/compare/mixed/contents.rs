//! Contents: tables of contents, which one format keeps as text and another builds anew.

use std::collections::HashMap;
use std::ops::Range;

use super::stream::{Stream, each_word};
use crate::read::{NodeKind, Paper};

/// Fewest entries.
const FEWEST: usize = 3;
/// Most words of an entry.
const LONGEST: usize = 24;
/// Most lines between two entries that are none.
const MOST_ODD: usize = 2;

/// What a paragraph is to a table of contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It names a heading that stands further down, and a page.
    Entry,
    /// It names a heading that stands further down.
    Named,
    /// It ends in a number, as an entry does.
    Numbered,
    /// It is the heading "Contents".
    Head,
    None,
}

/// Takes the tables of contents out of a stream.
pub(super) fn drop(stream: &mut Stream, paper: &Paper) {
    let roles = find_roles(stream, paper);
    let mut doomed = vec![false; roles.len()];
    let mut at = 0;
    while at < roles.len() {
        let run = find_run(&roles, at);
        if let Some(flags) = doomed.get_mut(run.clone()) {
            flags.fill(true);
        }
        at = run.end.max(at + 1);
    }
    if doomed.contains(&true) {
        take_out(stream, &doomed);
    }
}

/// The pieces from one on that are a table of contents; none when they are not.
fn find_run(roles: &[Role], first: usize) -> Range<usize> {
    let role = |at: usize| roles.get(at).copied().unwrap_or(Role::None);
    let has_head = role(first) == Role::Head;
    let is_entry = |role: Role| match role {
        Role::Entry => true,
        Role::Named => has_head,
        _ => false,
    };
    if !has_head && !is_entry(role(first)) {
        return first..first;
    }
    let mut end = first + usize::from(has_head);
    let mut entries = 0;
    loop {
        let odd = (0..=MOST_ODD).find(|odd| {
            let between = (end..end + odd).all(|at| role(at) != Role::Named || has_head);
            is_entry(role(end + odd)) && between
        });
        match odd {
            Some(odd) => {
                entries += 1;
                end += odd + 1;
            }
            None if role(end) == Role::Numbered && entries > 0 => end += 1,
            None => break,
        }
    }
    if entries >= FEWEST { first..end } else { first..first }
}

fn find_roles(stream: &Stream, paper: &Paper) -> Vec<Role> {
    let mut named: HashMap<Vec<u32>, usize> = HashMap::new();
    let words = |range: Range<usize>| -> Vec<u32> {
        let tokens = stream.tokens.get(range).unwrap_or_default();
        tokens.iter().filter(|token| !token.is_label).map(|token| token.word).collect()
    };
    // Where each short paragraph and each heading stands last.
    let mut last: HashMap<Vec<u32>, usize> = HashMap::new();
    for (at, piece) in stream.pieces.iter().enumerate() {
        let Some(node) = paper.nodes.get(piece.node) else { continue };
        let may_head = !matches!(node.kind, NodeKind::Cell | NodeKind::Footnote);
        let whole = words(piece.tokens.clone());
        if let Some(heading) = &node.heading {
            let tokens = stream.tokens.get(piece.tokens.clone()).unwrap_or_default();
            let count = tokens.partition_point(|token| token.end <= heading.end);
            last.insert(words(piece.tokens.start..piece.tokens.start + count), at);
        }
        if may_head && whole.len() <= LONGEST {
            last.insert(whole, at);
        }
    }
    let is_later = |title: &[u32], at: usize| last.get(title).is_some_and(|place| *place > at);
    let role = |(at, piece): (usize, &super::stream::Piece)| {
        if piece.tokens.len() > LONGEST {
            return Role::None;
        }
        let body = words(piece.tokens.clone());
        let text = find_text(stream, paper, &piece.tokens);
        if body.len() <= 3 && is_head(text) {
            return Role::Head;
        }
        let is_numbered = ends_in_page(text);
        if is_numbered && body.len() > 1 {
            let title = body.split_last().map_or(&body[..], |(_, title)| title);
            let is_dotted = text.contains("...") || text.contains("……") || text.contains(". . .");
            // "Clause 4" in each row of a table names no heading.
            let times = named.entry(title.to_vec()).or_default();
            *times += 1;
            if *times == 1 && (is_later(title, at) || is_dotted) {
                return Role::Entry;
            }
            return if *times == 1 { Role::Numbered } else { Role::None };
        }
        if is_later(&body, at) { Role::Named } else { Role::None }
    };
    stream.pieces.iter().enumerate().map(role).collect()
}

fn find_text<'a>(stream: &Stream, paper: &'a Paper, tokens: &Range<usize>) -> &'a str {
    let first = stream.tokens.get(tokens.start);
    let last = tokens.end.checked_sub(1).and_then(|last| stream.tokens.get(last));
    match (first, last) {
        (Some(first), Some(last)) => paper.slice(&(first.start..last.end)),
        _ => "",
    }
}

fn is_head(text: &str) -> bool {
    let mut words = String::new();
    each_word(text, |_, word| words.push_str(word));
    matches!(words.as_str(), "contents" | "tableofcontents" | "indexofclauses")
}

/// Whether a text ends in the number of a page.
fn ends_in_page(text: &str) -> bool {
    let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
    let before = text.chars().rev().nth(digits);
    (1..=4).contains(&digits) && before.is_some_and(|c| c.is_whitespace() || c == '.' || c == '…')
}

fn take_out(stream: &mut Stream, doomed: &[bool]) {
    let is_doomed = |piece: usize| doomed.get(piece) == Some(&true);
    let mut kept = 0;
    let places: Vec<usize> = (0..doomed.len())
        .map(|piece| {
            let place = kept;
            kept += usize::from(!is_doomed(piece));
            place
        })
        .collect();
    stream.tokens.retain(|token| !is_doomed(token.piece));
    for token in &mut stream.tokens {
        token.piece = places.get(token.piece).copied().unwrap_or(0);
    }
    let mut piece = 0;
    stream.pieces.retain(|_| {
        piece += 1;
        !is_doomed(piece - 1)
    });
    let mut start = 0;
    for piece in &mut stream.pieces {
        piece.tokens = start..start + piece.tokens.len();
        start = piece.tokens.end;
    }
}
