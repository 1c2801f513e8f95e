//! Contents: tables of contents of printed papers, which name each heading and its page.

use std::collections::HashMap;

use super::build::{Block, Built, Shape};
use super::{label, navigation};

/// Fewest entries.
const FEWEST: usize = 3;
/// Most lines between two entries that are none.
const MOST_ODD: usize = 2;
/// Most bytes of an entry.
const LONGEST: usize = 200;

/// Takes tables of contents out: paragraphs that end in the number of a page and begin with words
/// that stand alone, or lead a paragraph, further down.
pub(super) fn drop_contents(built: &mut Built) {
    let text = |block: &Block| built.text.get(block.span.clone()).unwrap_or_default();
    let is_text = |block: &Block| matches!(block.shape, Shape::Paragraph | Shape::Heading(_));
    let mut last: HashMap<String, usize> = HashMap::new();
    for (at, block) in built.blocks.iter().enumerate() {
        if is_text(block) && block.span.len() <= LONGEST {
            last.insert(squeeze(text(block)), at);
        }
    }
    let is_entry = |at: usize| {
        let block = built.blocks.get(at)?;
        let title = find_title(text(block)).filter(|_| is_text(block))?;
        let is_later = last.get(&squeeze(title)).is_some_and(|place| *place > at);
        (is_later || text(block).contains("....") || text(block).contains(". . . .")).then_some(())
    };
    let mut doomed = Vec::new();
    let mut at = 0;
    while at < built.blocks.len() {
        let (mut end, mut entries) = (at, 0);
        while let Some(odd) = (0..=MOST_ODD).find(|odd| is_entry(end + odd).is_some()) {
            if entries == 0 && odd > 0 {
                break;
            }
            entries += 1;
            end += odd + 1;
        }
        if entries < FEWEST {
            at += 1;
            continue;
        }
        let head = at.checked_sub(1).filter(|head| {
            built.blocks.get(*head).is_some_and(|block| is_head(text(block)))
        });
        doomed.extend(head);
        doomed.extend(at..end);
        at = end;
    }
    let is_in_order = doomed.is_sorted();
    if is_in_order {
        navigation::remove(built, &doomed, "table of contents");
    }
}

/// The words of an entry before the number of its page.
fn find_title(text: &str) -> Option<&str> {
    let rest = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.trim_end().len() - rest.len();
    let title = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '_'));
    let fits = (1..=4).contains(&digits) && text.len() <= LONGEST;
    (fits && title.len() < rest.len() && title.contains(char::is_alphabetic)).then_some(title)
}

/// A title without its number, spaces and marks.
fn squeeze(text: &str) -> String {
    let text = text.trim();
    let number = label::find(text).filter(|typed| typed.length < text.len());
    let words = number.and_then(|typed| text.get(typed.length..)).unwrap_or(text);
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_head(text: &str) -> bool {
    matches!(squeeze(text).as_str(), "contents" | "tableofcontents")
}
