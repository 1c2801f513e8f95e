//! Beside the text: hidden words, comments and the targets of links, which no line of the paper shows.

mod links;

use std::collections::BTreeMap;

use serde::Serialize;

use super::looks::Looks;
use super::place::{name_place, name_place_at};
use super::{Comparison, Weight};
use crate::read::docx::{Para, Story};
use crate::read::{Comment, Paper, RevisionKind, Source};

use links::Link;

/// A difference that stands in the file and not in the words on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Beside {
    /// Its number in the list: "b1".
    pub id: String,
    /// What it is.
    pub kind: BesideKind,
    /// Whether it can change what the contract says.
    pub weight: Weight,
    /// Where it stands, in the new paper or else in the old.
    pub place: String,
    /// The words that it is about: those of a link or a comment; empty where there are none.
    pub about: String,
    /// What was there: hidden words, a comment, where a link led.
    pub old: Option<String>,
    /// What is there.
    pub new: Option<String>,
}

/// What stands beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BesideKind {
    /// Words that the file hides.
    Hidden,
    /// Where a link leads.
    Link,
    /// A comment.
    Comment,
}

impl Beside {
    /// The difference as half a sentence.
    pub fn describe(&self) -> String {
        let about = &self.about;
        match (self.kind, &self.old, &self.new) {
            (BesideKind::Hidden, _, Some(new)) => format!("hidden words came: “{new}”"),
            (BesideKind::Hidden, Some(old), None) => format!("hidden words are gone: “{old}”"),
            (BesideKind::Link, Some(old), Some(new)) => {
                format!("the link “{about}” leads to {new} now; it led to {old}")
            }
            (BesideKind::Link, None, Some(new)) => format!("“{about}” is a link to {new} now"),
            (BesideKind::Link, Some(old), None) => {
                format!("“{about}” is no link any more; it led to {old}")
            }
            (BesideKind::Comment, _, Some(new)) => format!("new comment of {new}"),
            (BesideKind::Comment, Some(old), None) => format!("the comment is gone of {old}"),
            (_, None, None) => String::new(),
        }
    }
}

/// Words with the place where they stand.
struct Placed {
    place: String,
    words: String,
}

/// Adds to a comparison what differs beside the text; replaces what was added before.
///
/// **Shapes:** what only one of the two formats can hold is told where it came, not where it is gone.
pub fn add(comparison: &mut Comparison, old: &Looks<'_>, new: &Looks<'_>) {
    let both = old.file.is_some() && new.file.is_some();
    let mut found = compare_hidden(old, new, both);
    if both {
        found.extend(compare_links(old, new));
    }
    found.extend(compare_comments(old.paper, new.paper, both));
    for (at, one) in found.iter_mut().enumerate() {
        one.id = format!("b{}", at + 1);
    }
    comparison.beside = found;
}

fn make(kind: BesideKind, place: String, old: Option<String>, new: Option<String>) -> Beside {
    let weight = if kind == BesideKind::Comment { Weight::Form } else { Weight::Substance };
    Beside { id: String::new(), kind, weight, place, about: String::new(), old, new }
}

/// Takes out of two lists what is in both, one for one.
fn cancel<T>(old: &mut Vec<T>, new: &mut Vec<T>, is_same: impl Fn(&T, &T) -> bool) {
    new.retain(|after| match old.iter().position(|before| is_same(before, after)) {
        Some(at) => {
            old.remove(at);
            false
        }
        None => true,
    });
}

fn compare_hidden(old: &Looks<'_>, new: &Looks<'_>, both: bool) -> Vec<Beside> {
    let (mut gone, mut come) = (list_hidden(old), list_hidden(new));
    cancel(&mut gone, &mut come, |before, after| before.words == after.words);
    if !both {
        gone.clear();
    }
    let gone =
        gone.into_iter().map(|one| make(BesideKind::Hidden, one.place, Some(one.words), None));
    let come =
        come.into_iter().map(|one| make(BesideKind::Hidden, one.place, None, Some(one.words)));
    gone.chain(come).collect()
}

/// The hidden words of a DOCX, one passage a paragraph.
fn list_hidden(looks: &Looks<'_>) -> Vec<Placed> {
    let mut hidden = Vec::new();
    for_paragraphs(looks, |place, para, story| {
        let is_gone = |change: &usize| {
            let kind = story.changes.get(*change).map(|change| change.kind);
            matches!(kind, Some(RevisionKind::Deleted | RevisionKind::MovedFrom))
        };
        let atoms = para.atoms.iter().filter(|atom| atom.hidden && !atom.deleted);
        let words: String = atoms
            .filter(|atom| !atom.changes.iter().any(is_gone))
            .map(|atom| atom.text.as_str())
            .collect();
        let words = flatten(&words);
        if words.contains(char::is_alphanumeric) {
            hidden.push(Placed { place: place.to_owned(), words });
        }
    });
    hidden
}

/// Does something for each paragraph of the file, with the place of the last words before its end.
fn for_paragraphs(looks: &Looks<'_>, mut act: impl FnMut(&str, &Para, &Story)) {
    let Some(file) = &looks.file else { return };
    let mut first: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for run in &looks.paper.runs {
        if let Source::Docx { part, paragraph, .. } = run.source {
            first.entry((part, paragraph)).or_insert(run.text.start);
        }
    }
    for (part, story) in &file.stories {
        let mut place = "opening".to_owned();
        for (at, para) in story.paras.iter().enumerate() {
            if let Some(start) = first.get(&(*part, at)) {
                place = name_place_at(looks.paper, *start);
            }
            act(&place, para, story);
        }
    }
}

fn compare_links(old: &Looks<'_>, new: &Looks<'_>) -> Vec<Beside> {
    let (mut gone, mut come) = (list_links(old), list_links(new));
    cancel(&mut gone, &mut come, |(_, before), (_, after)| before == after);
    let mut found = Vec::new();
    for (place, link) in come {
        let before = gone.iter().position(|(_, before)| before.words == link.words);
        let was = before.map(|at| gone.remove(at).1.target);
        // New words that are a link are told as new words.
        if was.is_some() || holds(old.paper, &link.words) {
            let one = make(BesideKind::Link, place, was, Some(link.target));
            found.push(Beside { about: link.words, ..one });
        }
    }
    for (place, link) in gone.into_iter().filter(|(_, link)| holds(new.paper, &link.words)) {
        let one = make(BesideKind::Link, place, Some(link.target), None);
        found.push(Beside { about: link.words, ..one });
    }
    found
}

fn list_links(looks: &Looks<'_>) -> Vec<(String, Link)> {
    let Some(file) = &looks.file else { return Vec::new() };
    let mut targets: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut found = Vec::new();
    for_paragraphs(looks, |place, para, story| {
        let Some(part) = file.package.part(&story.part) else { return };
        let known = targets.entry(story.part.clone()).or_insert_with(|| {
            let (folder, name) = story.part.rsplit_once('/').unwrap_or(("", &story.part));
            let path = format!("{folder}/_rels/{name}.rels");
            let relations = file.package.part(path.trim_start_matches('/'));
            relations.map(links::read_targets).unwrap_or_default()
        });
        let xml = part.get(para.span.clone()).unwrap_or_default();
        let links = links::read_links(xml, known);
        found.extend(links.into_iter().map(|link| (place.to_owned(), link)));
    });
    found
}

fn holds(paper: &Paper, words: &str) -> bool {
    !words.is_empty() && paper.text.contains(words)
}

fn compare_comments(old: &Paper, new: &Paper, both: bool) -> Vec<Beside> {
    let mut gone: Vec<&Comment> = old.comments.iter().collect();
    let mut come: Vec<&Comment> = new.comments.iter().collect();
    cancel(&mut gone, &mut come, |before, after| {
        before.author == after.author && flatten(&before.text) == flatten(&after.text)
    });
    if !both {
        gone.clear();
    }
    let tell = |paper: &Paper, comment: &Comment| {
        let author = if comment.author.is_empty() { "nobody" } else { &comment.author };
        let words = format!("{author}: “{}”", flatten(&comment.text));
        // A comment without a range is known to the file only.
        let node = comment.node.filter(|_| comment.span != (0..0));
        let place =
            node.map_or_else(|| "somewhere in the file".to_owned(), |node| name_place(paper, node));
        (place, flatten(paper.slice(&comment.span)), words)
    };
    let gone = gone.into_iter().map(|comment| {
        let (place, about, words) = tell(old, comment);
        Beside { about, ..make(BesideKind::Comment, place, Some(words), None) }
    });
    let come = come.into_iter().map(|comment| {
        let (place, about, words) = tell(new, comment);
        Beside { about, ..make(BesideKind::Comment, place, None, Some(words)) }
    });
    gone.chain(come).collect()
}

fn flatten(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
