//! Place: where a piece of a paper stands, for people who hold two papers against each other.

use crate::read::{NodeKind, Paper};

/// Most words of a line that heads what follows.
const MOST_WORDS: usize = 14;
/// From this many words on, a line that ends as a sentence does is one.
const SENTENCE: usize = 5;

/// Where a node stands: "§ 7.2 Data › Retention", "footnote 2".
///
/// **Shapes:** as [`Paper::place`], but a sentence, a line to sign on or to fill in and the head of a
/// page is the heading of nothing, though a file may set it as one.
pub fn name_place(paper: &Paper, node: usize) -> String {
    let is_note = |at: &usize| paper.nodes.get(*at).is_some_and(|n| n.kind == NodeKind::Footnote);
    if let Some(note) = paper.ancestry(node).into_iter().find(is_note) {
        let order = (0..=note).filter(is_note).count();
        return format!("footnote {order}");
    }
    let all = paper.heading_path(node);
    if all.iter().all(|heading| is_heading(paper, heading)) {
        return paper.place(node);
    }
    let path: Vec<String> = all.into_iter().filter(|words| is_heading(paper, words)).collect();
    let path = path.join(" › ");
    let number = paper.number(node);
    let is_division = number.starts_with(|c: char| c.is_alphabetic()) && number.contains(' ');
    match (number, path.as_str()) {
        ("", "") => "opening".to_owned(),
        ("", path) => path.to_owned(),
        (number, path) if is_division && path.starts_with(number) => path.to_owned(),
        (number, "") if is_division => number.to_owned(),
        (number, "") => format!("§ {number}"),
        (number, path) => format!("§ {number} {path}"),
    }
}

/// Where a byte of the text stands.
pub fn name_place_at(paper: &Paper, at: usize) -> String {
    paper.node_at(at).map_or_else(String::new, |node| name_place(paper, node))
}

/// Whether words can head what follows.
fn is_heading(paper: &Paper, words: &str) -> bool {
    let count = words.split_whitespace().count();
    let is_gap = words.contains(['{', '}', '@']) || words.contains("___") || words.contains("...");
    let ends = words.ends_with(['.', '!', '?', ';', ',', '。', '؟']);
    let is_head_of_page = || paper.asides.iter().any(|aside| aside.text.trim() == words.trim());
    let is_sentence = ends && count >= SENTENCE;
    !(is_gap || is_sentence || count > MOST_WORDS || is_head_of_page())
}
