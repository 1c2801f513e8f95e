//! Faults in a file: what is wrong, where, by which source, what to do next.

use serde::{Deserialize, Serialize};

use crate::Span;

/// How grave a diagnostic or a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Note,
    /// Better done, but nobody demands it.
    Advice,
    /// Likely wrong or incomplete.
    Warning,
    /// Wrong, or in breach of what was asked for.
    Error,
}

impl Severity {
    /// The word used in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One fault of a file, complete enough to be shown and acted upon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, such as `file/unknown-key`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// One lower-case sentence; values in backticks.
    pub message: String,
    /// Where it is.
    pub span: Span,
    /// What to write under the marked text; may be empty.
    pub label: String,
    /// Other places that explain it.
    pub related: Vec<(Span, String)>,
    /// The next step.
    pub help: String,
}

impl Diagnostic {
    /// Starts an error at a place.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            help: String::new(),
        }
    }

    /// Sets the words under the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets the next step.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds another place that explains the fault.
    #[must_use]
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((span, words.into()));
        self
    }
}

/// The known word nearest to `word`, if one is near enough to be what was meant.
pub fn find_nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, candidate)| {
            *likeness > 0.85 || strsim::damerau_levenshtein(word, candidate) <= 1
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
