//! Defined terms: where a paper says what its words mean.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::paper::{DefinedTerm, Node, NodeKind, Paper};

/// Names regular expressions that are compiled when they are first used.
macro_rules! pattern {
    ($($(#[$about:meta])* $name:ident = $text:expr;)+) => {$(
        $(#[$about])*
        static $name: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new($text).expect("the pattern is well formed")
        });
    )+};
}
pub(super) use pattern;

pattern! {
    QUOTED = r#"[“"„]([^”"“„\n\t]{1,90})[”"]"#;
    /// What comes after a term that is defined.
    MEANS = r"^[\s,.:\u{a0}]*(?:\([^)]{0,80}\)[\s,]*)?(?:(?:as used (?:in|herein)[^,]{0,60},?\s*)|(?:for the purposes? of[^,]{0,80},\s*))?(?:(?:shall|will)\s+(?:mean|have|refer|include)|means?(?-u:\b)|(?:has|have) the (?:same |respective )?meanings?|refers? (?:\w+ )?to|(?:is|are) defined|includes?(?-u:\b)|(?:is|are) (?:the|an?|any|all)(?-u:\b)|collectively)";
    /// What joins two terms that are defined together.
    JOINS = r"^\s*(?:,|/|;|and|or|and/or|\(|\)|, and|, or|each an?|collectively,?|\s)*\s*$";
    /// What may stand between a parenthesis and the term in it.
    LEADS = r#"(?i)^\s*(?:(?:the|an?|each(?:,? an?)?|any|all|collectively|together|individually|hereinafter|hereafter|hereby|herein|jointly|and|or|referred|to|as|also|in|this|section|agreement|terms|such|singly|either|both|respectively|the foregoing|our|its|with|other|parties|called|known|defined|for|purposes?|of|“[^”]*”|"[^"]*"|[,:;’'‘“”"\s])\s*)*$"#;
    /// A term without quotation marks.
    BARE = r"^([A-Z][\w’'&/-]*(?: (?:[A-Z][\w’'&/-]*|of|and|or|the|to|for|in)){0,5})(?: \([^)]{1,60}\))?\s*:?\s+(?:means(?-u:\b)|shall mean(?-u:\b)|has the meaning(?-u:\b)|have the meaning(?-u:\b)|shall have the meaning(?-u:\b)|refers to(?-u:\b))";
}

/// Finds the terms that a paper defines, and marks the paragraphs that define them.
pub(super) fn find(paper: &mut Paper) {
    let mut found: Vec<DefinedTerm> = Vec::new();
    for (index, node) in paper.nodes.iter().enumerate() {
        let holds_text = !matches!(
            node.kind,
            NodeKind::Table | NodeKind::Row | NodeKind::Cell | NodeKind::Footnote | NodeKind::Title
        );
        if holds_text || is_leaf_cell(node, index) {
            find_in_node(paper, index, node, &mut found);
        }
    }
    find_in_tables(paper, &mut found);
    found.sort_by_key(|term| (term.span.start, term.span.end));
    found.dedup_by(|a, b| a.span == b.span);
    for term in &found {
        if let Some(node) = paper.nodes.get_mut(term.node)
            && matches!(node.kind, NodeKind::Paragraph | NodeKind::Item)
            && term.span.start <= node.words.start + 4
        {
            node.kind = NodeKind::Definition;
            node.heading = None;
        }
    }
    paper.terms = found;
}

fn is_leaf_cell(node: &Node, index: usize) -> bool {
    node.kind == NodeKind::Cell && node.last == index + 1
}

fn find_in_node(paper: &Paper, index: usize, node: &Node, found: &mut Vec<DefinedTerm>) {
    let text = paper.slice(&node.words);
    let start = node.words.start;
    // No definition needs more than this to show itself.
    let after_of = |end: usize| text.get(end..floor(text, end + 400)).unwrap_or_default();
    let quotes: Vec<(Range<usize>, Range<usize>)> = QUOTED
        .captures_iter(text)
        .filter_map(|found| Some((found.get(0)?.range(), found.get(1)?.range())))
        .collect();
    let known = found.len();
    let mut joined_meaning: Option<(usize, Range<usize>)> = None;
    for (whole, inner) in quotes.iter().rev() {
        let term = text.get(inner.clone()).unwrap_or_default();
        let trimmed = term.trim().trim_end_matches([',', '.', ';']).trim_end();
        let trimmed = trimmed.strip_suffix("(s)").unwrap_or(trimmed);
        if trimmed.is_empty() || trimmed.split_whitespace().count() > 9 {
            joined_meaning = None;
            continue;
        }
        let at = inner.start + term.len() - term.trim_start().len();
        let after = after_of(whole.end);
        let between = joined_meaning
            .as_ref()
            .and_then(|(next, _)| text.get(whole.end..*next))
            .is_some_and(|between| between.len() < 30 && JOINS.is_match(between));
        let meaning = if MEANS.is_match(after) && defines(text, whole.start) {
            Some(start + whole.end..meaning_end(paper, index))
        } else if between {
            joined_meaning.as_ref().map(|(_, meaning)| meaning.clone())
        } else if let Some(open) = find_parenthesis(text, whole) {
            Some(start + sentence_start(text, open)..start + open)
        } else if whole.start == 0
            && (after.trim_start().starts_with([':', '–', '-']) || after.trim().is_empty())
        {
            let is_defined = in_definitions(paper, index) || after.trim_start().starts_with(':');
            is_defined.then(|| start + whole.end..meaning_end(paper, index))
        } else {
            None
        };
        joined_meaning = meaning.clone().map(|meaning| (whole.start, meaning));
        if let Some(meaning) = meaning {
            found.push(DefinedTerm {
                term: trimmed.to_owned(),
                span: start + at..start + at + trimmed.len(),
                meaning,
                node: index,
            });
        }
    }
    if found.len() == known {
        find_bare(paper, index, node, text, found);
        find_strong(paper, index, node, text, found);
    }
}

/// Whether words before a quotation let it define: it begins a sentence or an item of a list.
fn defines(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let tail = before.get(floor(before, before.len().saturating_sub(40))..).unwrap_or_default();
    let opens = before.is_empty()
        || before.ends_with(['.', ';', ':', ')', ',', '”', '—', '–', '•'])
        || [
            "and",
            "or",
            "term",
            "terms",
            "words",
            "word",
            "expression",
            "herein",
            "Agreement",
            "Terms",
            "the",
            "The",
            "phrase",
        ]
        .iter()
        .any(|word| tail.ends_with(word));
    opens || before.len() < 30
}

/// The parenthesis that a quotation stands in, when nothing but small words come before it.
fn find_parenthesis(text: &str, whole: &Range<usize>) -> Option<usize> {
    let from = floor(text, whole.start.saturating_sub(160));
    let open = from + text.get(from..whole.start)?.rfind(['(', '['])?;
    let between = text.get(open + 1..whole.start)?;
    let rest = text.get(whole.end..floor(text, whole.end + 160))?;
    let closed = rest.contains([')', ']']);
    (closed && !between.contains(')') && LEADS.is_match(between)).then_some(open)
}

/// Where the sentence begins that a byte stands in; not farther than a long sentence goes.
fn sentence_start(text: &str, at: usize) -> usize {
    let from = floor(text, at.saturating_sub(1500));
    let before = text.get(from..at).unwrap_or_default();
    from + before.rfind(". ").map_or(0, |dot| dot + 2)
}

/// The beginning of the letter that a byte belongs to.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn meaning_end(paper: &Paper, index: usize) -> usize {
    paper.nodes.get(index).map_or(0, |node| node.end.max(node.span.end))
}

fn in_definitions(paper: &Paper, index: usize) -> bool {
    paper.heading_path(index).iter().any(|heading| {
        let low = heading.to_lowercase();
        low.contains("definition")
            || low.contains("interpretation")
            || low.contains("defined terms")
    })
}

fn find_bare(paper: &Paper, index: usize, node: &Node, text: &str, found: &mut Vec<DefinedTerm>) {
    let Some(captures) = BARE.captures(text) else { return };
    let Some(term) = captures.get(1) else { return };
    let pronouns = ["This", "That", "It", "The", "Nothing", "Each", "Any", "Which"];
    let bare = term.as_str().trim();
    if pronouns.contains(&bare.split_whitespace().next().unwrap_or_default()) {
        return;
    }
    let start = node.words.start;
    found.push(DefinedTerm {
        term: bare.to_owned(),
        span: start + term.start()..start + term.start() + bare.len(),
        meaning: start + term.end()..meaning_end(paper, index),
        node: index,
    });
}

/// Terms in bold: in parentheses, or at the beginning and followed by "means".
fn find_strong(paper: &Paper, index: usize, node: &Node, text: &str, found: &mut Vec<DefinedTerm>) {
    let start = node.words.start;
    for run in paper.runs_in(&node.words).iter().filter(|run| run.strong) {
        let from = run.text.start.max(start);
        let to = run.text.end.min(node.words.end);
        let words = paper.text.get(from..to).unwrap_or_default();
        let term = words.trim().trim_matches(['.', ':', ',', '(', ')']).trim();
        let fits = (2..=60).contains(&term.len())
            && term.starts_with(char::is_uppercase)
            && term.split_whitespace().count() <= 6;
        let Some(offset) = words.find(term).filter(|_| fits && !term.is_empty()) else { continue };
        let (at, end) = (from + offset - start, from + offset + term.len() - start);
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(end..).unwrap_or_default();
        let in_parens =
            after.trim_start().starts_with(')') && find_parenthesis(text, &(at..end)).is_some();
        let meaning = if in_parens {
            let open = find_parenthesis(text, &(at..end)).unwrap_or(at);
            start + sentence_start(text, open)..start + open
        } else if before.trim().is_empty()
            && MEANS.is_match(after.trim_start_matches([':', '.']))
            && after.trim_start().starts_with("mean")
        {
            start + end..meaning_end(paper, index)
        } else {
            continue;
        };
        found.push(DefinedTerm {
            term: term.to_owned(),
            span: start + at..start + end,
            meaning,
            node: index,
        });
    }
}

/// Tables with a term and its meaning in each row.
fn find_in_tables(paper: &Paper, found: &mut Vec<DefinedTerm>) {
    for table in &paper.tables {
        let head = table.rows.first().map(Vec::as_slice).unwrap_or_default();
        let words = |cell: usize| {
            paper.nodes.get(cell).map(|node| paper.slice(&node.span).trim()).unwrap_or_default()
        };
        let first = head.first().map_or("", |cell| words(*cell)).to_lowercase();
        let second = head.get(1).map_or("", |cell| words(*cell)).to_lowercase();
        let named = ["term", "defined term", "terms", "definition", "word"]
            .contains(&first.as_str())
            && ["meaning", "definition", "description", "means"].contains(&second.as_str());
        if !named && !in_definitions(paper, table.node) {
            continue;
        }
        for row in table.rows.iter().skip(usize::from(named)) {
            let (Some(&term), Some(&meaning)) = (row.first(), row.get(1)) else { continue };
            let (Some(term_node), Some(meaning_node)) =
                (paper.nodes.get(term), paper.nodes.get(meaning))
            else {
                continue;
            };
            let text = paper.slice(&term_node.span);
            let name = text.trim().trim_matches(['“', '”', '"', ':', '.']).trim();
            let Some(offset) = text.find(name) else { continue };
            let fits = (2..=80).contains(&name.len()) && !name.contains('\n');
            let at = term_node.span.start + offset;
            if fits && !found.iter().any(|known| known.span.start == at) && row.len() == 2 {
                found.push(DefinedTerm {
                    term: name.to_owned(),
                    span: at..at + name.len(),
                    meaning: meaning_node.span.clone(),
                    node: term,
                });
            }
        }
    }
}
