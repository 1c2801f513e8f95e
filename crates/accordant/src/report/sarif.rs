//! SARIF 2.1.0 (OASIS), which code-review tools read.

use std::collections::BTreeMap;

use accordant_agreement::Severity;
use serde_json::{Value, json};

use super::{Remark, Source};

/// Builds a log with one run; accepted findings are suppressed results.
pub(crate) fn build_sarif(source: &Source, remarks: &[Remark]) -> String {
    let mut rules: BTreeMap<&str, &Remark> = BTreeMap::new();
    for remark in remarks {
        rules.entry(&remark.code).or_insert(remark);
    }
    let index_of = |code: &str| rules.keys().position(|known| *known == code);
    let results: Vec<Value> = remarks
        .iter()
        .map(|remark| describe_result(source, remark, index_of(&remark.code)))
        .collect();
    let rules: Vec<Value> = rules
        .values()
        .map(|remark| {
            json!({
                "id": remark.code,
                "defaultConfiguration": { "level": level_of(remark.severity) },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "accordant",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice | Severity::Note => "note",
    }
}

fn describe_result(source: &Source, remark: &Remark, rule: Option<usize>) -> Value {
    let text = if remark.help.is_empty() {
        remark.message.clone()
    } else {
        format!("{}\nNext step: {}", remark.message, remark.help)
    };
    let locations: Vec<Value> = remark
        .places
        .iter()
        .map(|(span, _)| {
            let (line, column) = source.place(span.start);
            let (end_line, end_column) = source.place(span.end.max(span.start));
            json!({ "physicalLocation": {
                "artifactLocation": { "uri": uri_of(source.name()) },
                "region": {
                    "startLine": line,
                    "startColumn": column,
                    "endLine": end_line,
                    "endColumn": end_column,
                },
            } })
        })
        .collect();
    let (first, related) = match locations.split_first() {
        Some((first, related)) => (vec![first.clone()], related.to_vec()),
        None => (
            vec![json!({ "physicalLocation": {
                "artifactLocation": { "uri": uri_of(source.name()) },
            } })],
            Vec::new(),
        ),
    };
    let mut result = json!({
        "ruleId": remark.code,
        "level": level_of(remark.severity),
        "message": { "text": text },
        "locations": first,
    });
    if let Some(object) = result.as_object_mut() {
        if let Some(rule) = rule {
            object.insert("ruleIndex".to_owned(), rule.into());
        }
        if !related.is_empty() {
            object.insert("relatedLocations".to_owned(), related.into());
        }
        if let Some(reason) = &remark.accepted {
            let suppression = json!([{ "kind": "external", "justification": reason }]);
            object.insert("suppressions".to_owned(), suppression);
        }
    }
    result
}

/// A path as a relative or absolute URI reference.
fn uri_of(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
