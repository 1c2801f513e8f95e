//! From bytes to a checked agreement.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Span;
use crate::check::check_agreement;
use crate::diagnostic::{Diagnostic, find_nearest};
use crate::file::Agreement;
use crate::reader::{Reader, Value};

/// The largest file that is read, in bytes. A real agreement file has a few tens of thousands.
pub const MAXIMUM_BYTES: usize = 4 * 1024 * 1024;

/// Reads an agreement from bytes as they come from disk.
///
/// **Errors:** every fault found, in the order of the file; bytes that are not UTF-8 or exceed
/// [`MAXIMUM_BYTES`] are one fault.
pub fn parse_bytes(bytes: &[u8]) -> Result<Agreement, Vec<Diagnostic>> {
    if bytes.len() > MAXIMUM_BYTES {
        return Err(vec![
            Diagnostic::error(
                "file/too-large",
                Span::default(),
                format!(
                    "the file has {} bytes; an agreement file has at most {MAXIMUM_BYTES}",
                    bytes.len()
                ),
            )
            .help("is this the right file?"),
        ]);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let at = error.valid_up_to();
            let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
            Err(vec![
                Diagnostic::error(
                    "file/not-utf-8",
                    Span { start: at, end: at + 1 },
                    format!(
                        "the file is not UTF-8 text: byte {at}, on line {line}, is no character"
                    ),
                )
                .help("save the file as UTF-8"),
            ])
        }
    }
}

/// Reads an agreement from text.
///
/// **Errors:** every fault found, in the order of the file. Reading goes on past each fault, so
/// that one run shows all of them.
pub fn parse(text: &str) -> Result<Agreement, Vec<Diagnostic>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(collect_syntax_faults(text, &errors));
    }
    let ids = collect_ids(root.get_ref());
    let span = root.span();
    let node = Spanned::new(span, DeValue::Table(root.into_inner()));
    let mut reader = Reader::default();
    let agreement = Agreement::read(&node, &mut reader).unwrap_or_else(Agreement::placeholder);
    let references = std::mem::take(&mut reader.references);
    check_references(&references, &ids, &mut reader.diagnostics);
    check_duplicates(&ids, &mut reader.diagnostics);
    check_agreement(&agreement, &mut reader.diagnostics);
    let mut diagnostics = reader.diagnostics;
    if diagnostics.is_empty() {
        return Ok(agreement);
    }
    diagnostics.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    diagnostics.dedup();
    Err(diagnostics)
}

/// Most syntax faults worth showing: one stray bracket can cause thousands.
const MAXIMUM_SYNTAX_FAULTS: usize = 20;

fn collect_syntax_faults(text: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let mut faults: Vec<_> = errors
        .iter()
        .take(MAXIMUM_SYNTAX_FAULTS)
        .map(|error| {
            let span = error.span().map(Span::from).unwrap_or_default();
            let (line, _) = span.line_and_column(text);
            Diagnostic::error("file/syntax", span, error.message().trim().replace('\n', "; "))
                .label("TOML cannot be read here")
                .help(format!("mend line {line}; https://toml.io shows the syntax"))
        })
        .collect();
    if errors.len() > MAXIMUM_SYNTAX_FAULTS {
        faults.push(Diagnostic::error(
            "file/syntax",
            Span { start: text.len(), end: text.len() },
            format!("and {} more faults of this kind", errors.len() - MAXIMUM_SYNTAX_FAULTS),
        ));
    }
    faults
}

type Ids = BTreeMap<&'static str, Vec<(String, Span)>>;

/// Ids by table, taken from the raw tree so that a faulty entry still counts as declared.
fn collect_ids(root: &DeTable<'_>) -> Ids {
    const TABLES: [&str; 9] = [
        "party",
        "system",
        "asset",
        "flow",
        "decision",
        "metric",
        "contribution",
        "artefact",
        "component",
    ];
    let mut ids = Ids::new();
    for table in TABLES {
        let found = ids.entry(table).or_default();
        let Some(DeValue::Array(items)) = root.get(table).map(Spanned::get_ref) else { continue };
        for item in items.iter() {
            let DeValue::Table(entry) = item.get_ref() else { continue };
            if let Some(id) = entry.get("id")
                && let DeValue::String(text) = id.get_ref()
            {
                found.push((text.to_string(), id.span().into()));
            }
        }
    }
    ids
}

fn check_references(
    references: &[(&'static [&'static str], String, Span)],
    ids: &Ids,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (tables, id, span) in references {
        let known: BTreeSet<&str> = tables
            .iter()
            .filter_map(|table| ids.get(table))
            .flatten()
            .map(|(id, _)| id.as_str())
            .collect();
        if known.contains(id.as_str()) {
            continue;
        }
        let kind = tables.join(" or ");
        let help = match find_nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => {
                format!("add a `[[{}]]` with this id", tables.first().unwrap_or(&""))
            }
            None => format!(
                "the file has these: {}",
                known.iter().copied().collect::<Vec<_>>().join(", ")
            ),
        };
        diagnostics.push(
            Diagnostic::error(
                "file/dangling-reference",
                *span,
                format!("there is no {kind} with the id `{id}`"),
            )
            .label(format!("no such {kind}"))
            .help(help),
        );
    }
}

fn check_duplicates(ids: &Ids, diagnostics: &mut Vec<Diagnostic>) {
    for (table, entries) in ids {
        let mut first = BTreeMap::new();
        for (id, span) in entries {
            if let Some(earlier) = first.insert(id, *span) {
                diagnostics.push(
                    Diagnostic::error(
                        "file/duplicate-id",
                        *span,
                        format!("two entries of `[[{table}]]` have the id `{id}`"),
                    )
                    .label("again here")
                    .related(earlier, "first here")
                    .help("give one of them another id"),
                );
            }
        }
    }
    // A flow may start or end at a party or a system, so their ids share one space.
    let none = Vec::new();
    for (id, span) in ids.get("system").unwrap_or(&none) {
        if let Some((_, earlier)) =
            ids.get("party").unwrap_or(&none).iter().find(|(party, _)| party == id)
        {
            diagnostics.push(
                Diagnostic::error(
                    "file/duplicate-id",
                    *span,
                    format!("a party and a system have the same id `{id}`"),
                )
                .label("a system")
                .related(*earlier, "a party")
                .help("flows name parties and systems by id: give one of them another"),
            );
        }
    }
}
