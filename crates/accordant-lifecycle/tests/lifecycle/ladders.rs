//! The reader reads our own wording: every position of every ladder that has cues.

use accordant_document::read::{Format, ReadOptions, read};
use accordant_lifecycle::read::Reader;
use accordant_packs::{WordingContext, Writer};

use crate::packs;

/// Clause markup as a paper would show it: labels and references taken out.
fn strip(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some(at) = rest.find(['{', '[']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let closed = if after.starts_with("{#") {
            after.find('}').map(|end| (end + 1, ""))
        } else if after.starts_with("[[") {
            after.find("]]").map(|end| (end + 2, "Schedule 3"))
        } else {
            None
        };
        let (skip, with) = closed.unwrap_or((1, after.get(..1).unwrap_or_default()));
        out.push_str(with);
        rest = after.get(skip..).unwrap_or_default();
    }
    out + rest
}

#[test]
fn own_wording_is_read_as_its_position() {
    let packs = packs();
    let reader = Reader::new(&packs).expect("the cues compile");
    let mut misses = Vec::new();
    let mut count = 0;
    for set in packs.cues.values() {
        let Some(provision) = packs.provisions.get(&set.id) else { continue };
        let partnership_type =
            provision.types.first().map(String::as_str).expect("a provision has a type");
        let form = packs.forms.get(partnership_type).expect("the type has a form");
        let writer = Writer::new(&WordingContext::of_form(form));
        for position in provision.positions.iter().filter(|p| set.positions.contains(&p.id)) {
            let parameters = provision.defaults();
            let full = writer.write_position(provision, position, partnership_type, &parameters);
            let short = writer.write_short(provision, position, &parameters);
            let full = full.expect("the wording can be filled");
            let short = short.expect("the short wording can be filled");
            for (kind, text) in [("clause", Some(full)), ("short", short)] {
                let Some(text) = text else { continue };
                count += 1;
                let page = format!("# Agreement\n\n## {}\n\n{}\n", provision.title, strip(&text));
                let options = ReadOptions { format: Some(Format::Markdown), ..Default::default() };
                let paper = read(page.as_bytes(), &options).expect("a paper");
                let reading = reader.read("own.md", &paper);
                let found = reading.readings.iter().find(|reading| reading.provision == set.id);
                let found = found.map_or("nothing", |reading| reading.position.as_str());
                if found != position.id {
                    misses.push(format!("{} {kind}: {} read as {found}", set.id, position.id));
                }
            }
        }
    }
    // A wording that the cues miss is a way to speak that they should learn.
    assert!(
        misses.len() * 20 <= count,
        "{} of {count} are misread:\n{}",
        misses.len(),
        misses.join("\n")
    );
}
