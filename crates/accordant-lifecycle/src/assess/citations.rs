//! Law that is cited as current and is law no more.

use accordant_agreement::{Date, Severity, Span};
use accordant_packs::Packs;
use accordant_packs::entry::{Regime, Superseded};

use crate::finding::Finding;

/// A citation of law that has been superseded.
#[derive(Debug, Clone, PartialEq)]
pub struct StaleCitation<'a> {
    /// Bytes of the text that cite it.
    pub span: Span,
    /// The words of the text.
    pub words: String,
    /// What is cited.
    pub regime: &'a Regime,
    /// What took its place.
    pub superseded: &'a Superseded,
}

/// Finds citations of superseded law in any text.
///
/// A text that itself says that the law is superseded, repealed or replaced is left alone.
pub fn find_stale_citations<'a>(
    text: &str,
    packs: &'a Packs,
    as_of: Date,
) -> Vec<StaleCitation<'a>> {
    let mut found = Vec::new();
    let lower = text.to_ascii_lowercase();
    for regime in packs.regimes.values() {
        let Some(superseded) = regime.superseded.as_ref().filter(|gone| gone.on <= as_of) else {
            continue;
        };
        let mut taken: Vec<Span> = Vec::new();
        let mut names: Vec<&String> = regime.cited_as.iter().collect();
        // The longest name first: one citation is one finding.
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        for name in names {
            for (start, _) in lower.match_indices(&name.to_ascii_lowercase()) {
                let span = Span { start, end: start + name.len() };
                let overlaps = |known: &Span| known.start < span.end && span.start < known.end;
                if taken.iter().any(overlaps) || !is_whole(&lower, span) || is_said(&lower, span) {
                    continue;
                }
                taken.push(span);
                let words = text.get(span.start..span.end).unwrap_or_default().to_owned();
                found.push(StaleCitation { span, words, regime, superseded });
            }
        }
    }
    found.sort_by_key(|citation| citation.span);
    found
}

/// Whether the words stand alone, and are no part of a longer name.
fn is_whole(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}

/// Whether the text around says that it is gone.
fn is_said(text: &str, span: Span) -> bool {
    const WORDS: [&str; 6] =
        ["supersed", "repeal", "replac", "rescind", "formerly", "no longer in force"];
    /// Characters before and after that belong to the same thought.
    const NEAR: usize = 80;
    let mut start = span.start.saturating_sub(NEAR);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end + NEAR).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let around = text.get(start..end).unwrap_or_default();
    WORDS.iter().any(|word| around.contains(word))
}

/// The findings for the text of an agreement file.
pub(super) fn find_stale(text: &str, packs: &Packs, as_of: Date) -> Vec<Finding> {
    find_stale_citations(text, packs, as_of)
        .into_iter()
        .map(|citation| {
            let gone = citation.superseded;
            let instead = packs.regimes.get(&gone.instead).map_or_else(
                || "take the citation out".to_owned(),
                |regime| format!("cite {} instead ({})", regime.short, regime.source),
            );
            Finding::new(
                "law/superseded",
                Severity::Error,
                format!(
                    "`{}` is cited as if it were current; {} superseded it on {}",
                    citation.words, gone.by, gone.on
                ),
            )
            .help(instead)
            .spans([citation.span])
            .source(citation.regime.source.clone())
        })
        .collect()
}
