//! Findings: what the file does not meet, and what follows.

use accordant_agreement::file::Agreement;
use accordant_agreement::{Date, Severity, Span};
use serde::Serialize;

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable code to look up: `rules/…`, `terms/…`, or `<regime>/<obligation>`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// One lower-case sentence; values in backticks.
    pub message: String,
    /// The next step.
    pub help: String,
    /// Places in the file.
    pub spans: Vec<Span>,
    /// Id of the entry it is about.
    pub of: Option<String>,
    /// Citations behind it.
    pub sources: Vec<String>,
    /// Whether it is one of the three classic mistakes.
    pub mistake: bool,
    /// Who accepted it, if somebody did.
    pub accepted: Option<Acceptance>,
}

/// Why a finding has been accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acceptance {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// Until when.
    pub until: Date,
}

impl Finding {
    /// Starts a finding.
    pub(crate) fn new(code: impl Into<String>, severity: Severity, message: String) -> Self {
        Self {
            code: code.into(),
            severity,
            message,
            help: String::new(),
            spans: Vec::new(),
            of: None,
            sources: Vec::new(),
            mistake: false,
            accepted: None,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    pub(crate) fn spans(mut self, spans: impl IntoIterator<Item = Span>) -> Self {
        self.spans.extend(spans);
        self.spans.sort();
        self.spans.dedup();
        self
    }

    pub(crate) fn of(mut self, id: Option<&str>) -> Self {
        self.of = id.map(str::to_owned);
        self
    }

    pub(crate) fn source(mut self, citation: impl Into<String>) -> Self {
        self.sources.push(citation.into());
        self
    }
}

/// Marks findings that the file accepts; reports acceptances that have expired or match nothing.
///
/// Only acceptances whose code `is_ours` are looked at: each verb answers for its own codes.
pub(crate) fn apply_acceptances(
    agreement: &Agreement,
    as_of: Date,
    is_ours: impl Fn(&str) -> bool,
    findings: &mut Vec<Finding>,
) {
    let mut extra = Vec::new();
    for accepted in agreement.accepted.iter().filter(|accepted| is_ours(&accepted.code)) {
        let expired = accepted.until.value < as_of;
        let mut matched = false;
        for finding in findings.iter_mut() {
            let same_entry =
                accepted.of.as_ref().is_none_or(|of| finding.of.as_deref() == Some(of.as_str()));
            if finding.code == accepted.code.value && same_entry {
                matched = true;
                if !expired {
                    finding.accepted = Some(Acceptance {
                        reason: accepted.reason.value.clone(),
                        by: accepted.by.value.clone(),
                        until: accepted.until.value,
                    });
                }
            }
        }
        if expired && matched {
            extra.push(
                Finding::new(
                    "file/expired-acceptance",
                    Severity::Warning,
                    format!("the acceptance of `{}` ended on {}", accepted.code, accepted.until),
                )
                .help("look at the finding again, and mend it or set a new `until`")
                .spans([accepted.until.span]),
            );
        } else if !matched {
            extra.push(
                Finding::new(
                    "file/unused-acceptance",
                    Severity::Warning,
                    format!("nothing has the code `{}` that is accepted here", accepted.code),
                )
                .help("take the `[[accepted]]` out")
                .spans([accepted.code.span]),
            );
        }
    }
    findings.extend(extra);
}
