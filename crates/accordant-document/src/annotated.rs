//! A paper beside notes on it: one self-contained page with the text on the left, the notes on the
//! right, and links both ways.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::html::escape;
use crate::model::Tone;
use crate::read::{NodeKind, Paper};

/// A page about a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotated<'a> {
    /// Title of the page.
    pub title: String,
    /// Label and value pairs under the title.
    pub facts: Vec<(String, String)>,
    /// What matters most, above the text: paragraphs, each with its colour.
    pub summary: Vec<(Tone, String, String)>,
    /// Lists that open when they are asked for, above the text.
    pub folds: Vec<Fold>,
    /// The paper.
    pub paper: &'a Paper,
    /// The notes in their order.
    pub notes: Vec<Note>,
    /// One line at the foot.
    pub footer: String,
}

/// A list that opens when it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// What it holds.
    pub title: String,
    /// Whether it is open from the start.
    pub is_open: bool,
    /// Its entries: colour, name and text, in which `[-gone-]` and `{+new+}` are changes.
    pub entries: Vec<(Tone, String, String)>,
}

/// A note on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Unique id on the page.
    pub id: String,
    /// Colour.
    pub tone: Tone,
    /// Heading.
    pub title: String,
    /// A word or two in the corner: "must change".
    pub badge: String,
    /// Where it is, for people.
    pub place: String,
    /// The words that it is about: ranges of the text of the paper.
    pub quotes: Vec<Range<usize>>,
    /// The changes that it proposes.
    pub changes: Vec<Change>,
    /// What it says: name and text of each line.
    pub lines: Vec<(String, String)>,
}

/// A change shown in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The range goes, the words come.
    Replace(Range<usize>, String),
    /// A heading and paragraphs after a node and all below it; the node is the last of those.
    InsertAfter(usize, String, Vec<String>),
}

const STYLE: &str = include_str!("../assets/html/annotated.css");

/// Writes the page.
pub fn write(page: &Annotated<'_>) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#notes\">Skip to the issues</a>\n<header>\n<h1>{}</h1>\n",
        escape(&page.title),
        escape(&page.title)
    );
    if !page.facts.is_empty() {
        out.push_str("<dl class=\"facts\">\n");
        for (name, value) in &page.facts {
            let (name, value) = (escape(name), escape(value));
            out.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
        }
        out.push_str("</dl>\n");
    }
    for (tone, title, text) in &page.summary {
        let title = if title.is_empty() {
            String::new()
        } else {
            format!("<strong>{}</strong> ", escape(title))
        };
        out.push_str(&format!("<p class=\"sum {}\">{title}{}</p>\n", class(*tone), escape(text)));
    }
    for fold in &page.folds {
        let (title, count) = (escape(&fold.title), fold.entries.len());
        let open = if fold.is_open { " open" } else { "" };
        out.push_str(&format!("<details{open}>\n<summary>{title}: {count}</summary>\n"));
        for (tone, name, text) in &fold.entries {
            let (name, text) = (escape(name), show_marks(text));
            let class = class(*tone);
            out.push_str(&format!("<p class=\"sum {class}\"><strong>{name}</strong> {text}</p>\n"));
        }
        out.push_str("</details>\n");
    }
    out.push_str("</header>\n<div class=\"frame\">\n<main aria-label=\"The paper\">\n");
    out.push_str(&Body::new(page).write());
    out.push_str("</main>\n<aside id=\"notes\" aria-label=\"Issues\">\n");
    for note in &page.notes {
        out.push_str(&write_note(note));
    }
    out.push_str("</aside>\n</div>\n");
    out.push_str(&format!("<footer>{}</footer>\n</body>\n</html>\n", escape(&page.footer)));
    out
}

/// A text in which `[-gone-]` and `{+new+}` are shown as changes.
fn show_marks(text: &str) -> String {
    const MARKS: [(&str, &str, &str); 2] = [("[-", "-]", "del"), ("{+", "+}", "ins")];
    let mut out = String::new();
    let mut rest = text;
    loop {
        let next = MARKS
            .iter()
            .filter_map(|(open, close, tag)| {
                let at = rest.find(open)?;
                let (before, after) = (rest.get(..at)?, rest.get(at + open.len()..)?);
                let end = after.find(close)?;
                Some((before, after.get(..end)?, after.get(end + close.len()..)?, tag))
            })
            .min_by_key(|(before, ..)| before.len());
        let Some((before, words, after, tag)) = next else { break };
        out.push_str(&format!("{}<{tag}>{}</{tag}>", escape(before), escape(words)));
        rest = after;
    }
    out + &escape(rest)
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Caution => "caution",
        Tone::Bad => "bad",
        Tone::Info => "info",
        Tone::Gap => "gap",
    }
}

fn write_note(note: &Note) -> String {
    let id = escape(&note.id);
    let mut out = format!(
        "<article id=\"{id}\" class=\"note {}\">\n<h2>{}<span class=\"badge\">{}</span></h2>\n",
        class(note.tone),
        escape(&note.title),
        escape(&note.badge)
    );
    let mut links: Vec<String> = (0..note.quotes.len())
        .map(|at| format!("<a href=\"#{id}-at-{at}\">text {}</a>", at + 1))
        .collect();
    if note.changes.iter().any(|change| matches!(change, Change::InsertAfter(..))) {
        links.push(format!("<a href=\"#{id}-new\">proposed text</a>"));
    }
    if !note.place.is_empty() || !links.is_empty() {
        out.push_str(&format!(
            "<p class=\"place\">{} {}</p>\n",
            escape(&note.place),
            links.join(" ")
        ));
    }
    for (name, text) in note.lines.iter().filter(|(_, text)| !text.is_empty()) {
        out.push_str(&format!(
            "<p><span class=\"name\">{}</span> {}</p>\n",
            escape(name),
            escape(text).replace('\n', "<br>")
        ));
    }
    out.push_str("</article>\n");
    out
}

/// What begins or ends at a byte of the text.
#[derive(Debug, Clone)]
enum Edge<'a> {
    Open {
        note: &'a Note,
        at: usize,
    },
    /// A target of links where another note has the words.
    Point {
        note: &'a Note,
        at: usize,
    },
    Close,
    StartDelete,
    EndDelete {
        with: &'a str,
    },
}

struct Body<'a> {
    page: &'a Annotated<'a>,
    /// Edges by byte; what closes comes before what opens.
    edges: BTreeMap<usize, Vec<Edge<'a>>>,
    /// Insertions by the node that they follow.
    inserted: BTreeMap<usize, Vec<&'a Note>>,
}

impl<'a> Body<'a> {
    fn new(page: &'a Annotated<'a>) -> Self {
        let mut body = Self { page, edges: BTreeMap::new(), inserted: BTreeMap::new() };
        let mut marked: Vec<Range<usize>> = Vec::new();
        for note in &page.notes {
            for (at, range) in note.quotes.iter().enumerate() {
                // Marks do not overlap: the gravest note has the words.
                if range.is_empty()
                    || marked.iter().any(|other| other.start < range.end && range.start < other.end)
                {
                    body.edges.entry(range.start).or_default().push(Edge::Point { note, at });
                    continue;
                }
                marked.push(range.clone());
                body.edges.entry(range.start).or_default().push(Edge::Open { note, at });
                body.edges.entry(range.end).or_default().insert(0, Edge::Close);
            }
            for change in &note.changes {
                match change {
                    Change::Replace(range, with) => {
                        body.edges.entry(range.start).or_default().push(Edge::StartDelete);
                        let end = body.edges.entry(range.end).or_default();
                        end.insert(0, Edge::EndDelete { with });
                    }
                    Change::InsertAfter(node, ..) => {
                        body.inserted.entry(*node).or_default().push(note);
                    }
                }
            }
        }
        body
    }

    fn write(&self) -> String {
        let paper = self.page.paper;
        let mut out = String::new();
        let mut index = 0;
        while let Some(node) = paper.nodes.get(index) {
            if node.kind == NodeKind::Table {
                out.push_str(&self.write_table(index));
                let last = node.last.max(index + 1);
                for inner in index..last {
                    self.write_inserted(inner, &mut out);
                }
                index = last;
                continue;
            }
            let depth = node.depth.min(5);
            let label = if node.span.start == node.words.start && !node.label.shown.is_empty() {
                format!("<span class=\"label\">{}</span> ", escape(&node.label.shown))
            } else {
                String::new()
            };
            let text = self.write_range(&node.span);
            if !text.trim().is_empty() || !label.is_empty() {
                let is_heading =
                    matches!(node.kind, NodeKind::Heading | NodeKind::Schedule | NodeKind::Title)
                        || node
                            .heading
                            .as_ref()
                            .is_some_and(|heading| heading.len() + 2 >= node.words.len());
                let tag = if is_heading { "h3" } else { "p" };
                out.push_str(&format!(
                    "<{tag} class=\"d{depth}\" id=\"node-{index}\">{label}{text}</{tag}>\n"
                ));
            }
            self.write_inserted(index, &mut out);
            index += 1;
        }
        out
    }

    fn write_table(&self, index: usize) -> String {
        let paper = self.page.paper;
        let Some(table) = paper.tables.iter().find(|table| table.node == index) else {
            return String::new();
        };
        let mut out = format!("<div class=\"scroll\"><table id=\"node-{index}\">\n");
        for (row, cells) in table.rows.iter().enumerate() {
            let tag = if row < table.header_rows { "th" } else { "td" };
            out.push_str("<tr>");
            for cell in cells {
                let Some(node) = paper.nodes.get(*cell) else { continue };
                let range = node.span.start..node.end.max(node.span.end);
                out.push_str(&format!("<{tag}>{}</{tag}>", self.write_range(&range)));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</table></div>\n");
        out
    }

    fn write_inserted(&self, node: usize, out: &mut String) {
        for note in self.inserted.get(&node).into_iter().flatten() {
            let new = note.changes.iter().find_map(|change| match change {
                Change::InsertAfter(_, heading, paragraphs) => Some((heading, paragraphs)),
                Change::Replace(..) => None,
            });
            let Some((heading, paragraphs)) = new else { continue };
            let id = escape(&note.id);
            out.push_str(&format!(
                "<div class=\"inserted\" id=\"{id}-new\"><a href=\"#{id}\"><ins>{}</ins></a>",
                escape(heading)
            ));
            for paragraph in paragraphs {
                out.push_str(&format!("<p><ins>{}</ins></p>", escape(paragraph)));
            }
            out.push_str("</div>\n");
        }
    }

    /// The words of a range with what begins and ends in it.
    fn write_range(&self, range: &Range<usize>) -> String {
        let paper = self.page.paper;
        let mut out = String::new();
        let mut at = range.start;
        for (place, edges) in self.edges.range(range.start..=range.end) {
            out.push_str(&escape(paper.slice(&(at..*place))).replace('\n', "<br>"));
            at = *place;
            for edge in edges {
                match edge {
                    Edge::Open { note, at } if *place < range.end => {
                        let id = escape(&note.id);
                        out.push_str(&format!(
                            "<a class=\"mark {}\" id=\"{id}-at-{at}\" href=\"#{id}\">",
                            class(note.tone)
                        ));
                    }
                    Edge::Point { note, at } if *place < range.end => {
                        out.push_str(&format!("<span id=\"{}-at-{at}\"></span>", escape(&note.id)));
                    }
                    Edge::Close if *place > range.start => out.push_str("</a>"),
                    Edge::StartDelete if *place < range.end => out.push_str("<del>"),
                    Edge::EndDelete { with } if *place > range.start => {
                        out.push_str("</del>");
                        if !with.is_empty() {
                            out.push_str(&format!("<ins>{}</ins>", escape(with)));
                        }
                    }
                    _ => {}
                }
            }
        }
        out.push_str(&escape(paper.slice(&(at..range.end))).replace('\n', "<br>"));
        out
    }
}
