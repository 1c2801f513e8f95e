//! Links of a DOCX that lead out of it: `w:hyperlink` with a relation, and fields that say `HYPERLINK`.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) words: String,
    pub(super) target: String,
}

/// Where the relations of a part lead, by their ids.
pub(super) fn read_targets(xml: &str) -> BTreeMap<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut targets = BTreeMap::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if let (Some(id), Some(target)) = (find(&element, "Id"), find(&element, "Target")) {
                    targets.insert(id, target);
                }
            }
            Ok(Event::Eof) | Err(_) => return targets,
            Ok(_) => {}
        }
    }
}

/// A link whose words are being read.
struct Open {
    link: Link,
    /// Whether its words have begun: those of a field stand after its instruction.
    shows: bool,
    is_field: bool,
}

/// The links of a paragraph, without those of paragraphs inside of it.
pub(super) fn read_links(xml: &str, targets: &BTreeMap<String, String>) -> Vec<Link> {
    if !xml.contains("hyperlink") && !xml.contains("HYPERLINK") {
        return Vec::new();
    }
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Open> = Vec::new();
    let mut links = Vec::new();
    let (mut depth, mut tag) = (0_usize, "");
    loop {
        let Ok(event) = reader.read_event() else { return links };
        match event {
            Event::Start(element) => {
                tag = name_of(&element);
                depth += usize::from(tag == "p");
                if depth == 1 {
                    start(&element, tag, targets, &mut open, &mut links);
                }
            }
            Event::Empty(element) if depth == 1 => {
                let name = name_of(&element);
                if name != "hyperlink" {
                    start(&element, name, targets, &mut open, &mut links);
                }
            }
            Event::Text(text) if depth == 1 => {
                add_text(&text.xml10_content(), tag, &mut open);
            }
            Event::GeneralRef(reference) if depth == 1 => {
                let known = reference.resolve_char_ref().ok().flatten().map(String::from);
                let name = reference.xml10_content();
                let named =
                    || quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                add_text(&known.or_else(named).unwrap_or_default(), tag, &mut open);
            }
            Event::End(element) => {
                match bare(element.name().into_inner()) {
                    "p" => depth = depth.saturating_sub(1),
                    "hyperlink" if depth == 1 => close(false, &mut open, &mut links),
                    _ => {}
                }
                tag = "";
            }
            Event::Eof => return links,
            _ => {}
        }
    }
}

fn bare(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, bare)| bare)
}

fn name_of(element: &BytesStart<'_>) -> &'static str {
    let known = ["p", "hyperlink", "fldChar", "t", "instrText"];
    let name = bare(element.name().into_inner());
    known.into_iter().find(|known| *known == name).unwrap_or_default()
}

fn find(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|attribute| {
        let raw: &str = attribute.value.as_ref();
        let value = || {
            let read = quick_xml::escape::unescape(raw);
            read.map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned)
        };
        (bare(attribute.key.into_inner()) == name).then(value)
    })
}

/// Opens or closes what an element begins or ends.
fn start(
    element: &BytesStart<'_>,
    name: &str,
    targets: &BTreeMap<String, String>,
    open: &mut Vec<Open>,
    links: &mut Vec<Link>,
) {
    let begin = |target: String, shows: bool, is_field: bool| Open {
        link: Link { words: String::new(), target },
        shows,
        is_field,
    };
    match (name, find(element, "fldCharType").as_deref()) {
        ("hyperlink", _) => {
            let target = find(element, "id").and_then(|id| targets.get(&id).cloned());
            let anchor = find(element, "anchor").map(|anchor| format!("#{anchor}"));
            // What stays inside the file is a reference, and is told as one.
            let target = target.map(|target| target + anchor.as_deref().unwrap_or_default());
            open.push(begin(target.unwrap_or_default(), true, false));
        }
        ("fldChar", Some("begin")) => open.push(begin(String::new(), false, true)),
        ("fldChar", Some("separate")) => {
            if let Some(field) = open.iter_mut().rev().find(|open| open.is_field) {
                field.link.target = read_instruction(&field.link.words).unwrap_or_default();
                (field.link.words, field.shows) = (String::new(), true);
            }
        }
        ("fldChar", Some("end")) => close(true, open, links),
        _ => {}
    }
}

/// Adds text to what it belongs to: an instruction to its field, words to every link around them.
fn add_text(text: &str, tag: &str, open: &mut [Open]) {
    match tag {
        "instrText" => {
            if let Some(field) = open.last_mut().filter(|open| open.is_field && !open.shows) {
                field.link.words.push_str(text);
            }
        }
        "t" => {
            for around in open.iter_mut().filter(|open| open.shows) {
                around.link.words.push_str(text);
            }
        }
        _ => {}
    }
}

fn close(is_field: bool, open: &mut Vec<Open>, links: &mut Vec<Link>) {
    let Some(at) = open.iter().rposition(|open| open.is_field == is_field) else { return };
    let Open { mut link, shows, .. } = open.remove(at);
    link.words = super::flatten(&link.words);
    if shows && !link.target.is_empty() && !link.words.is_empty() {
        links.push(link);
    }
}

/// Where a field leads: `HYPERLINK "https://…" \l "part"`.
fn read_instruction(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let target = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    (!target.starts_with('\\')).then(|| target.to_owned())
}
