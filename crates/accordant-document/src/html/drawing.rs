//! Drawings inside a page: only shapes and text, with ids of their own.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::escape;
use crate::model::Figure;

/// Elements that may run code, load something or leave the drawing.
const BARRED: [&str; 8] =
    ["script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler"];

/// The drawing as an element of a page, or nothing when it is no drawing.
///
/// Scripts, event attributes and addresses outside of the drawing are left out; ids get the
/// figure's id in front, so that two drawings on a page do not take each other's markers.
pub(super) fn clean_drawing(figure: &Figure) -> Option<String> {
    let mut reader = Reader::from_str(&figure.svg);
    let mut out = String::with_capacity(figure.svg.len() + 256);
    let (mut depth, mut barred, mut in_style) = (0_usize, 0_usize, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let name = name_of(&tag);
                if barred > 0 || BARRED.contains(&name.as_str()) {
                    barred += 1;
                    continue;
                }
                if depth == 0 && name != "svg" {
                    return None;
                }
                out.push_str(&write_tag(&tag, &name, figure, depth == 0)?);
                out.push('>');
                depth += 1;
                in_style = name == "style";
            }
            Event::Empty(tag) => {
                let name = name_of(&tag);
                if barred == 0 && depth > 0 && !BARRED.contains(&name.as_str()) {
                    out.push_str(&write_tag(&tag, &name, figure, false)?);
                    out.push_str("/>");
                }
            }
            Event::End(tag) => {
                if barred > 0 {
                    barred -= 1;
                } else {
                    depth = depth.checked_sub(1)?;
                    in_style = false;
                    out.push_str(&format!("</{}>", tag.name().as_ref()));
                }
            }
            Event::Text(text) if barred == 0 && depth > 0 => {
                let raw: &str = text.as_ref();
                let text = unescape(raw).ok()?;
                let text = if in_style { scope(&text, &figure.id) } else { text.into_owned() };
                out.push_str(&escape(&text));
            }
            Event::GeneralRef(entity) if barred == 0 && depth > 0 => {
                let raw: &str = entity.as_ref();
                let whole = format!("&{raw};");
                out.push_str(&escape(&unescape(&whole).ok()?));
            }
            Event::CData(data) if barred == 0 && depth > 0 => {
                let raw: &str = data.as_ref();
                let text = if in_style { scope(raw, &figure.id) } else { raw.to_owned() };
                out.push_str(&escape(&text));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    (depth == 0 && !out.is_empty()).then_some(out)
}

fn name_of(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_owned()
}

fn write_tag(tag: &BytesStart<'_>, name: &str, figure: &Figure, root: bool) -> Option<String> {
    let mut out = format!("<{name}");
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let key: &str = attribute.key.as_ref();
        let value = unescape(attribute.value.as_ref()).ok()?.into_owned();
        let leads_out = key.ends_with("href") && !value.starts_with('#');
        let described = root && matches!(key, "role" | "aria-label" | "aria-labelledby");
        if key.starts_with("on") || leads_out || described {
            continue;
        }
        let value = match key {
            "id" => format!("{}--{value}", figure.id),
            _ if key.ends_with("href") => value.replacen('#', &format!("#{}--", figure.id), 1),
            "aria-labelledby" | "aria-describedby" => {
                let ids: Vec<String> =
                    value.split_whitespace().map(|id| format!("{}--{id}", figure.id)).collect();
                ids.join(" ")
            }
            _ => scope(&value, &figure.id),
        };
        out.push_str(&format!(" {key}=\"{}\"", escape(&value)));
    }
    if root {
        out.push_str(&format!(" role=\"img\" aria-label=\"{}\"", escape(&figure.alt)));
    }
    Some(out)
}

/// Points a style's `url(#name)` at the drawing's own ids, and takes other addresses out.
fn scope(text: &str, id: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.replace("@import", "");
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("url(") {
        out.push_str(before);
        let (inside, behind) = after.split_once(')').unwrap_or((after, ""));
        match inside.trim_matches(['"', '\'', ' ']).strip_prefix('#') {
            Some(name) => out.push_str(&format!("url(#{id}--{name})")),
            None => out.push_str("none"),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}
