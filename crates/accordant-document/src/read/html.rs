//! HTML: the contract on a web page, without the page around it.
//!
//! The page is parsed as browsers do. Menus, banners, forms and hidden text are left out; what is
//! left becomes paragraphs, headings, lists and tables, each piece with its bytes in the file.

mod align;
mod chrome;

use scraper::{ElementRef, Html, Node, Selector};

use super::ReadError;
use super::build::{Built, ListPlace, Shape};
use super::navigation;
use super::paper::Source;
use crate::number::{write_letter, write_roman};
use align::Aligner;
use chrome::Chrome;

/// Deepest nesting of elements that is followed.
const DEEPEST: usize = 400;

/// Most elements that may stand open inside of one another: the parser looks at all of them for each.
const MOST_OPEN: usize = 2_000;

/// Reads a web page.
pub(super) fn read(source: &str) -> Result<Built, ReadError> {
    if count_open(source) > MOST_OPEN {
        let detail = "its elements nest too deeply".to_owned();
        return Err(ReadError::Broken { detail });
    }
    let page = Html::parse_document(source);
    let chrome = Chrome::of(&page);
    let mut reader = Reader {
        aligner: Aligner::new(source),
        built: Built::default(),
        lists: Vec::new(),
        outermost: 0,
        begins_item: false,
        is_open: false,
        strong: 0,
        heading: None,
        links: Vec::new(),
        left_out: String::new(),
        after_term: false,
    };
    reader.walk(page.root_element(), &chrome, 0, false);
    reader.end_block();
    let mut built = reader.built;
    built.leave_out("navigation", &reader.left_out);
    navigation::drop_menus(&mut built, &reader.links);
    Ok(built)
}

/// How many elements stand open at most, without those that end by themselves.
fn count_open(source: &str) -> usize {
    const ALONE: [&str; 26] = [
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "colgroup",
        "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "embed", "source",
        "track", "wbr", "param",
    ];
    let (mut open, mut most) = (0_usize, 0_usize);
    for piece in source.split('<').skip(1) {
        let (closes, rest) = piece.strip_prefix('/').map_or((false, piece), |rest| (true, rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        if name.is_empty() || ALONE.iter().any(|alone| name.eq_ignore_ascii_case(alone)) {
            continue;
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        most = most.max(open);
    }
    most
}

struct Reader<'a> {
    aligner: Aligner<'a>,
    built: Built,
    lists: Vec<OpenList>,
    outermost: u32,
    begins_item: bool,
    is_open: bool,
    strong: usize,
    heading: Option<u8>,
    links: Vec<std::ops::Range<usize>>,
    left_out: String,
    /// The term of a list of definitions is read, its meaning goes on in the same paragraph.
    after_term: bool,
}

struct OpenList {
    /// How it counts: `1`, `a`, `A`, `i`, `I`; nothing for bullets.
    kind: Option<char>,
    next: usize,
}

impl Reader<'_> {
    /// Walks an element; `is_out` when it stands in something that is left out.
    fn walk(&mut self, element: ElementRef<'_>, chrome: &Chrome, depth: usize, is_out: bool) {
        let name = element.value().name();
        if matches!(name, "script" | "style" | "noscript" | "template" | "svg" | "math" | "head") {
            return self.skip(element, name);
        }
        let is_out = is_out || chrome.holds(element) || depth > DEEPEST;
        if !is_out {
            self.start(element, name, chrome);
        }
        let from = self.built.text.len();
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.text(text, is_out),
                Node::Element(_) if depth <= DEEPEST + 8 => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.walk(child, chrome, depth + 1, is_out);
                    }
                }
                _ => {}
            }
        }
        if !is_out {
            if name == "a" && element.value().attr("href").is_some() {
                self.links.push(from..self.built.text.len());
            }
            self.end(name, chrome, element);
        }
    }

    /// Text in the head is in the file too, and the aligner has to pass it.
    fn skip(&mut self, element: ElementRef<'_>, name: &str) {
        if name == "head" {
            for child in element.descendants() {
                let in_raw = child.parent().and_then(ElementRef::wrap).is_some_and(|parent| {
                    matches!(parent.value().name(), "script" | "style" | "noscript" | "template")
                });
                if let (Node::Text(text), false) = (child.value(), in_raw) {
                    self.aligner.locate(text);
                }
            }
        } else if matches!(name, "svg" | "math") {
            for child in element.descendants() {
                if let Node::Text(text) = child.value() {
                    self.aligner.locate(text);
                }
            }
        }
    }

    fn start(&mut self, element: ElementRef<'_>, name: &str, chrome: &Chrome) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                self.heading = name.get(1..).and_then(|level| level.parse().ok());
            }
            "ul" | "ol" | "menu" => {
                self.end_block();
                if self.lists.is_empty() {
                    self.outermost += 1;
                }
                let value = element.value();
                let style = value.attr("style").unwrap_or_default().replace(' ', "");
                let unmarked =
                    style.contains("list-style:none") || style.contains("list-style-type:none");
                let kind = match (name, value.attr("type").and_then(|kind| kind.chars().next())) {
                    ("ol", _) if unmarked => None,
                    ("ol", Some(kind @ ('a' | 'A' | 'i' | 'I'))) => Some(kind),
                    ("ol", _) => Some(find_css_kind(&style)),
                    _ => None,
                };
                let next = value.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push(OpenList { kind, next });
            }
            "li" => {
                self.end_block();
                self.begins_item = true;
                if let (Some(value), Some(list)) =
                    (element.value().attr("value"), self.lists.last_mut())
                    && let Ok(value) = value.parse()
                {
                    list.next = value;
                }
            }
            "table" if !chrome.is_layout(element) => {
                self.end_block();
                self.built.edge(Shape::OpenTable { header_rows: count_header_rows(element) });
            }
            "tr" if chrome.is_in_table(element) => {
                self.end_block();
                self.built.edge(Shape::OpenRow);
            }
            "td" | "th" if chrome.is_in_table(element) => {
                self.end_block();
                self.built.edge(Shape::OpenCell);
                self.strong += usize::from(name == "th");
            }
            "br" => {
                if self.heading.is_some() {
                    self.space();
                } else {
                    self.end_block();
                }
            }
            "dt" => {
                self.after_term = false;
                self.end_block();
                self.strong += 1;
            }
            "dd" | "p" | "div" if self.after_term && self.is_open => self.space(),
            _ if is_block(name) => self.end_block(),
            _ => self.strong += usize::from(is_strong(element)),
        }
    }

    fn end(&mut self, name: &str, chrome: &Chrome, element: ElementRef<'_>) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                self.heading = None;
            }
            "ul" | "ol" | "menu" => {
                self.end_block();
                self.lists.pop();
            }
            "li" => {
                self.end_block();
                if let Some(list) = self.lists.last_mut() {
                    list.next += 1;
                }
                self.begins_item = false;
            }
            "table" if !chrome.is_layout(element) => self.built.edge(Shape::Close),
            "tr" if chrome.is_in_table(element) => self.built.edge(Shape::Close),
            "td" | "th" if chrome.is_in_table(element) => {
                self.end_block();
                self.strong = self.strong.saturating_sub(usize::from(name == "th"));
                self.built.edge(Shape::Close);
            }
            "br" => {}
            "dt" => {
                self.after_term = true;
                self.strong = self.strong.saturating_sub(1);
            }
            "dl" => {
                self.after_term = false;
                self.end_block();
            }
            _ if is_block(name) => self.end_block(),
            _ => self.strong = self.strong.saturating_sub(usize::from(is_strong(element))),
        }
    }

    fn open_block(&mut self) {
        if self.is_open {
            return;
        }
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        let begins = self.begins_item;
        let list = (depth > 0).then_some(ListPlace { id: self.outermost, depth, begins });
        let label = match self.lists.last() {
            Some(OpenList { kind: Some(kind), next }) if begins => {
                format!("{}.", write_item(*kind, *next))
            }
            Some(OpenList { kind: None, .. }) if begins => "•".to_owned(),
            _ => String::new(),
        };
        self.built.open(self.heading.map_or(Shape::Paragraph, Shape::Heading), list, label);
        self.begins_item = false;
        self.is_open = true;
    }

    fn end_block(&mut self) {
        if self.is_open {
            self.built.close();
            self.is_open = false;
        }
    }

    fn space(&mut self) {
        if self.is_open && !self.built.is_fresh() && !self.built.text.ends_with(' ') {
            let at = self.aligner.place();
            self.built.push(" ", Source::Bytes { start: at, end: at }, self.strong > 0);
        }
    }

    fn text(&mut self, text: &str, is_out: bool) {
        let pieces = self.aligner.locate(text);
        if is_out {
            if self.left_out.len() < 400 {
                self.left_out.push_str(text);
                self.left_out.push(' ');
            }
            return;
        }
        for piece in pieces {
            if piece.words == " " {
                if self.is_open && !self.built.is_fresh() && !self.built.text.ends_with([' ', '\n'])
                {
                    let source = Source::Bytes { start: piece.start, end: piece.end };
                    self.built.push(" ", source, self.strong > 0);
                }
                continue;
            }
            self.open_block();
            let strong = self.strong > 0;
            self.after_term &= strong;
            if piece.end - piece.start == piece.words.len() {
                self.built.push_bytes(&piece.words, piece.start, strong);
            } else {
                let words: String =
                    piece.words.chars().filter(|c| !super::build::has_no_width(*c)).collect();
                self.built.push(
                    &words,
                    Source::Bytes { start: piece.start, end: piece.end },
                    strong,
                );
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hr"
            | "html"
            | "main"
            | "nav"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "tbody"
            | "tfoot"
            | "thead"
            | "caption"
            | "table"
            | "tr"
            | "td"
            | "th"
    )
}

fn is_strong(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let style = value.attr("style").unwrap_or_default().replace(' ', "").to_lowercase();
    matches!(value.name(), "b" | "strong")
        || ["font-weight:bold", "font-weight:6", "font-weight:7", "font-weight:8"]
            .iter()
            .any(|weight| style.contains(weight))
}

fn find_css_kind(style: &str) -> char {
    match style {
        style if style.contains("lower-alpha") || style.contains("lower-latin") => 'a',
        style if style.contains("upper-alpha") || style.contains("upper-latin") => 'A',
        style if style.contains("lower-roman") => 'i',
        style if style.contains("upper-roman") => 'I',
        _ => '1',
    }
}

fn write_item(kind: char, number: usize) -> String {
    match kind {
        'a' => write_letter(number),
        'A' => write_letter(number).to_uppercase(),
        'i' => write_roman(number),
        'I' => write_roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

fn count_header_rows(table: ElementRef<'_>) -> usize {
    let (Ok(rows), Ok(cells)) = (Selector::parse("tr"), Selector::parse("td")) else { return 0 };
    table
        .select(&rows)
        .take_while(|row| {
            let in_head = row
                .parent()
                .and_then(ElementRef::wrap)
                .is_some_and(|parent| parent.value().name() == "thead");
            in_head || row.select(&cells).next().is_none()
        })
        .count()
}
