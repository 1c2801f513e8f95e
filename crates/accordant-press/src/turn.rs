//! Pages turned on their side, for what is too wide for an upright one.
//!
//! A turned page starts a new page and ends it. So the headings and the few words that belong to
//! a wide table or drawing go with it; else they would stand alone on a page.

use crate::manuscript::{Content, Grid, Item, Run};

/// Most text, in characters, that goes along on each side of what is turned.
const COMPANY_CHARACTERS: usize = 600;

/// Gathers what goes on turned pages. Nothing else changes its place.
pub(crate) fn gather_turned(items: Vec<Item>) -> Vec<Item> {
    let mut gathered: Vec<Item> = Vec::with_capacity(items.len());
    let mut rest = items.into_iter().peekable();
    while let Some(item) = rest.next() {
        if !is_turned(&item.content) {
            gathered.push(item);
            continue;
        }
        let start = gathered.len() - count_company_before(&gathered);
        let mut page = gathered.split_off(start);
        let depth = item.depth;
        page.push(item);
        let mut room = COMPANY_CHARACTERS;
        while let Some(after) = rest.next_if(|next| is_afterword(next, room)) {
            room = room.saturating_sub(count_characters(&after.content));
            page.push(after);
        }
        gathered.push(Item { depth, keep: false, content: Content::Turned { items: page } });
    }
    gathered
}

fn is_turned(content: &Content) -> bool {
    matches!(
        content,
        Content::Table(Grid { turned: true, .. }) | Content::Figure { turned: true, .. }
    )
}

/// How many blocks at the end of `items` are the headings and the short paragraphs before a table.
fn count_company_before(items: &[Item]) -> usize {
    let mut room = COMPANY_CHARACTERS;
    items
        .iter()
        .rev()
        .take_while(|item| match &item.content {
            Content::Heading { .. } | Content::ClauseHeading(_) => true,
            Content::Paragraph { .. } => {
                let characters = count_characters(&item.content);
                let fits = characters <= room;
                room = room.saturating_sub(characters);
                fits
            }
            _ => false,
        })
        .count()
}

/// Whether a block is a short paragraph that closes what stands before it.
fn is_afterword(item: &Item, room: usize) -> bool {
    let paragraph = matches!(item.content, Content::Paragraph { .. });
    paragraph && !item.keep && count_characters(&item.content) <= room
}

fn count_characters(content: &Content) -> usize {
    match content {
        Content::Paragraph { text, .. } => text.iter().map(Run::count_characters).sum(),
        _ => 0,
    }
}
