//! `pack new`: a pack of one's own to start from, whose cases hold from the first day.

use std::path::Path;

use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::files::{self, Output};
use crate::terminal::{self, clean, code, good};

/// The files of a new pack: path and text. `@name@`, `@id@`, `@today@` and `@next@` are filled in.
const FILES: [(&str, &str); 7] = [
    ("README.md", include_str!("new/README.md")),
    ("regimes/@id@-policy/regime.toml", include_str!("new/regime.toml")),
    ("regimes/@id@-policy/obligations/no-training.toml", include_str!("new/no-training.toml")),
    ("regimes/@id@-policy/obligations/no-training.md", include_str!("new/no-training.md")),
    ("playbooks/@id@.toml", include_str!("new/playbook.toml")),
    ("rules/@id@-agentic-without-owner.toml", include_str!("new/rule.toml")),
    ("rules/@id@-agentic-without-owner.md", include_str!("new/rule.md")),
];

pub(super) fn run(dir: &Path, name: Option<&str>) -> Result<Outcome, Failure> {
    let folder = dir.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let name = name.unwrap_or(&folder);
    let id = make_id(name);
    if id.is_empty() {
        return Err(Failure::asked(
            format!("`{name}` has no letter to make an id of"),
            "name the organisation with `--name`",
        ));
    }
    let is_free = std::fs::read_dir(dir).map_or(true, |mut entries| entries.next().is_none());
    if !is_free || dir.is_file() {
        return Err(Failure::asked(
            format!("`{}` is not empty; nothing was written", dir.display()),
            "name a directory that does not exist yet",
        ));
    }
    let today = clock::today();
    let next = today.checked_add(jiff::Span::new().months(6)).unwrap_or(today);
    let fill = |text: &str| {
        text.replace("@id@", &id)
            .replace("@name@", &name.replace(['"', '\\'], "'"))
            .replace("@today@", &today.to_string())
            .replace("@next@", &next.to_string())
    };
    let outputs: Vec<Output> =
        FILES.iter().map(|(path, text)| Output::new(fill(path), fill(text))).collect();
    files::write_all(dir, &outputs, false)?;
    let shown = clean(&dir.display().to_string());
    for output in &outputs {
        let path = dir.join(&output.path).display().to_string();
        terminal::note(&format!("  {} {}", good("✓"), clean(&path)));
    }
    terminal::note(&format!(
        "Next: {}, then lay it over an agreement with {} or `packs = [\"{shown}\"]` in its file",
        code(&format!("accordant pack test {shown}")),
        code(&format!("accordant assess --packs {shown}")),
    ));
    Ok(Outcome::Clean)
}

/// An id of lower-case words.
fn make_id(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    words.join("-")
}
