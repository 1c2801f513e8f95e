//! Contents: tables of contents of printed papers, which name each heading and its page.

use std::collections::HashMap;

use super::build::{Block, Built, Shape};
use super::{label, navigation};

/// Fewest entries.
const FEWEST: usize = 3;
/// Most lines between two entries that are none.
const MOST_ODD: usize = 2;
/// More pages than a contract has.
const MOST_PAGES: u32 = 3_000;
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
    // The page of an entry, its title, and where the title stands last.
    let find_entry = |at: usize| {
        let block = built.blocks.get(at).filter(|block| is_text(block))?;
        let (title, page) = find_title(text(block))?;
        let title = squeeze(title);
        let place = last.get(&title).copied().filter(|place| *place > at);
        let is_dotted = text(block).contains("....") || text(block).contains(". . . .");
        (place.is_some() || is_dotted).then_some((page, title, place.unwrap_or(usize::MAX)))
    };
    let mut doomed = Vec::new();
    let mut at = 0;
    while at < built.blocks.len() {
        let (mut end, mut page, mut nearest) = (at, 0, usize::MAX);
        let mut titles: Vec<String> = Vec::new();
        loop {
            let next = (0..=MOST_ODD).find_map(|odd| {
                let found = find_entry(end + odd)?;
                (found.0 >= page && !titles.contains(&found.1)).then_some((odd, found))
            });
            let Some((odd, found)) = next.filter(|(odd, _)| *odd == 0 || !titles.is_empty()) else {
                break;
            };
            end += odd + 1;
            page = found.0;
            titles.push(found.1);
            nearest = nearest.min(found.2);
        }
        if titles.len() < FEWEST || nearest < end {
            at += 1;
            continue;
        }
        let head = at
            .checked_sub(1)
            .filter(|head| built.blocks.get(*head).is_some_and(|block| is_head(text(block))));
        doomed.extend(head);
        doomed.extend(at..end);
        at = end;
    }
    navigation::remove(built, &doomed, "table of contents");
}

/// The words of an entry, and the number of its page.
fn find_title(text: &str) -> Option<(&str, u32)> {
    let text = text.trim_end();
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let page = text.get(rest.len()..)?.parse().ok()?;
    let title = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '_'));
    let fits = page < MOST_PAGES && text.len() <= LONGEST;
    (fits && title.len() < rest.len() && title.contains(char::is_alphabetic))
        .then_some((title, page))
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
