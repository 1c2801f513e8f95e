//! What a paper is for: nobody looks for the cap on liability in a service-level agreement.

use accordant_document::read::Paper;
use serde::Serialize;

/// The kind of a paper, by its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// A whole agreement, or a paper whose title does not say.
    Agreement,
    /// Processing of personal data.
    DataProcessing,
    /// Availability, support, credits.
    ServiceLevels,
    /// Security measures.
    Security,
    /// Secrets of both sides.
    Confidentiality,
    /// What users may not do.
    AcceptableUse,
}

/// A kind, how titles name it, and the provisions that belong there.
struct Known {
    kind: PaperKind,
    titles: &'static [&'static str],
    provisions: &'static [&'static str],
}

/// Words of titles that hold more than their annex.
const WHOLE: [&str; 6] =
    ["terms of service", "services agreement", "master", "licen", "subscription", "terms of use"];

const KNOWN: [Known; 5] = [
    Known {
        kind: PaperKind::DataProcessing,
        titles: &[
            "data processing",
            "processing agreement",
            "processor agreement",
            "processing addendum",
            "data protection a",
            "data privacy a",
            "dpa",
        ],
        provisions: &[
            "compliance.assistance",
            "compliance.audit",
            "compliance.regulator",
            "data.aggregated-use",
            "data.breach-notice",
            "data.confidentiality",
            "data.deletion",
            "data.licence-to-vendor",
            "data.processing-terms",
            "data.purpose-limits",
            "data.residency",
            "data.retention",
            "data.security",
            "data.sensitive-restriction",
            "data.subprocessors",
            "data.training-use",
            "data.transfer",
            "governance.precedence",
            "roles.data-protection",
            "security.certifications",
            "termination.data-return",
        ],
    },
    Known {
        kind: PaperKind::ServiceLevels,
        titles: &["service level", "sla", "support terms", "support policy"],
        provisions: &[
            "change.deprecation",
            "governance.reporting",
            "performance.availability",
            "performance.metrics",
            "performance.model-change",
            "performance.monitoring",
            "performance.remedies",
            "performance.support-response",
        ],
    },
    Known {
        kind: PaperKind::Security,
        titles: &[
            "security addendum",
            "security exhibit",
            "security schedule",
            "security policy",
            "security measures",
            "security terms",
        ],
        provisions: &[
            "compliance.audit",
            "data.breach-notice",
            "data.residency",
            "data.security",
            "data.subprocessors",
            "security.ai-threats",
            "security.certifications",
            "security.continuity",
        ],
    },
    Known {
        kind: PaperKind::Confidentiality,
        titles: &["non-disclosure", "nondisclosure", "confidentiality agreement", "nda"],
        provisions: &[
            "data.confidentiality",
            "data.deletion",
            "data.training-use",
            "governance.dispute",
            "governance.law",
            "governance.term",
        ],
    },
    Known {
        kind: PaperKind::AcceptableUse,
        titles: &["acceptable use", "usage policy", "usage policies"],
        provisions: &[
            "governance.terms-change",
            "ip.competing-use",
            "oversight.acceptable-use",
            "oversight.high-stakes",
            "oversight.human-review",
            "roles.intended-purpose",
            "termination.suspension",
            "transparency.disclosure",
        ],
    },
];

impl PaperKind {
    /// The kind that the title of a paper names.
    pub fn of(paper: &Paper) -> Self {
        Self::of_title(&paper.title)
    }

    fn of_title(title: &str) -> Self {
        let title = title.to_lowercase().replace(['\u{2010}', '\u{2011}'], "-");
        let names = |name: &str| {
            if name.len() > 3 {
                title.contains(name)
            } else {
                title.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
            }
        };
        if WHOLE.iter().any(|name| title.contains(*name)) {
            return Self::Agreement;
        }
        let known = KNOWN.iter().find(|known| known.titles.iter().any(|name| names(name)));
        known.map_or(Self::Agreement, |known| known.kind)
    }

    /// Whether a provision belongs in such a paper, so that its silence there is a gap.
    pub fn holds(self, provision: &str) -> bool {
        KNOWN
            .iter()
            .find(|known| known.kind == self)
            .is_none_or(|known| known.provisions.contains(&provision))
    }

    /// What people call it, with its article.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Agreement => "an agreement",
            Self::DataProcessing => "a data processing agreement",
            Self::ServiceLevels => "a service-level agreement",
            Self::Security => "a security annex",
            Self::Confidentiality => "a confidentiality agreement",
            Self::AcceptableUse => "a usage policy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_the_kind() {
        let kind = PaperKind::of_title;
        assert_eq!(kind("Data Processing Addendum"), PaperKind::DataProcessing);
        assert_eq!(kind("Customer DPA"), PaperKind::DataProcessing);
        assert_eq!(kind("Service Level Agreement"), PaperKind::ServiceLevels);
        assert_eq!(kind("Mutual Non‑Disclosure Agreement"), PaperKind::Confidentiality);
        assert_eq!(kind("Terms of Service and Acceptable Use"), PaperKind::Agreement);
        assert_eq!(kind("Island Terms"), PaperKind::Agreement);
        assert_eq!(kind(""), PaperKind::Agreement);
    }

    #[test]
    fn every_provision_named_is_one() {
        let packs = accordant_packs::Packs::builtin().expect("the packs load");
        for provision in KNOWN.iter().flat_map(|known| known.provisions) {
            assert!(packs.provisions.contains_key(*provision), "{provision}");
        }
    }
}
