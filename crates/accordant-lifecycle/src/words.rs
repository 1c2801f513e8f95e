//! Words for the closed choices of the file, as agreements and reports show them.

use accordant_agreement::file::{
    Agreement, AiCover, ArtefactKind, Automation, Category, ContactFor, ContributionKind, Control,
    Disposition, Impact, IpLayer, Remedy, Rule, Sensitivity, Tier, TransferMechanism, UsePurpose,
    Valuation,
};
use accordant_document::model::Tone;

/// The short name of a party, or the id when there is no such party.
pub(crate) fn short_name(agreement: &Agreement, party: &str) -> String {
    agreement.find_party(party).map_or_else(
        || party.to_owned(),
        |party| party.short.as_ref().unwrap_or(&party.name).value.clone(),
    )
}

/// The name of a party or system that a flow starts or ends at.
pub(crate) fn endpoint_name(agreement: &Agreement, id: &str) -> String {
    agreement
        .find_system(id)
        .map_or_else(|| short_name(agreement, id), |system| system.name.value.clone())
}

/// First letter up.
pub(crate) fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

/// "the partner bears" is "the Provider bears".
pub(crate) fn name_sides(text: &str, adopter: &str, partner: &str) -> String {
    text.split_inclusive(|c: char| !c.is_alphabetic())
        .map(|piece| {
            let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
            let named = match word {
                "adopter" => adopter,
                "partner" => partner,
                _ => return piece.to_owned(),
            };
            piece.replacen(word, named, 1)
        })
        .collect()
}

/// Straight quotation marks and apostrophes as printers set them.
pub(crate) fn curl_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let opens = before.is_whitespace() || matches!(before, '(' | '[' | '–' | '“');
        out.push(match c {
            '"' if opens => '“',
            '"' => '”',
            '\'' if opens => '‘',
            '\'' => '’',
            other => other,
        });
        before = c;
    }
    out
}

/// First letter up, a full stop at the end, backticks as quotation marks.
pub(crate) fn sentence(text: &str) -> String {
    let mut open = true;
    let quoted: String = text
        .chars()
        .map(|c| {
            if c != '`' {
                return c;
            }
            open = !open;
            if open { '\u{2019}' } else { '\u{2018}' }
        })
        .collect();
    let whole = capitalise(&quoted);
    if whole.ends_with(['.', '?', '!']) { whole } else { format!("{whole}.") }
}

pub(crate) fn purpose_heading(purpose: UsePurpose) -> &'static str {
    match purpose {
        UsePurpose::Inference => "Inference",
        UsePurpose::Evaluation => "Evaluation",
        UsePurpose::Training => "Training",
        UsePurpose::FineTuning => "Fine-tuning",
        UsePurpose::ImprovementForOthers => "For others",
        UsePurpose::Combination => "Combining",
        UsePurpose::Sharing => "Sharing",
        UsePurpose::Logging => "Logging",
    }
}

pub(crate) fn rule_tone(rule: Rule) -> Tone {
    match rule {
        Rule::Permit => Tone::Good,
        Rule::Conditional => Tone::Caution,
        Rule::Forbid => Tone::Bad,
    }
}

pub(crate) fn category_name(category: Category) -> &'static str {
    match category {
        Category::Personal => "personal data",
        Category::SpecialCategory => "special categories",
        Category::Health => "health data",
        Category::Biometric => "biometric data",
        Category::Genetic => "genetic data",
        Category::Children => "children's data",
        Category::CriminalOffence => "criminal-offence data",
        Category::Financial => "financial data",
        Category::Employee => "employee data",
        Category::Location => "location data",
        Category::Copyrighted => "works under copyright",
        Category::TradeSecret => "trade secrets",
        Category::Public => "published data",
        Category::Machine => "machine data",
        Category::Synthetic => "synthetic data",
    }
}

pub(crate) fn sensitivity_name(sensitivity: Sensitivity) -> &'static str {
    match sensitivity {
        Sensitivity::Public => "Public",
        Sensitivity::Internal => "Internal",
        Sensitivity::Confidential => "Confidential",
        Sensitivity::Restricted => "Restricted",
    }
}

pub(crate) fn mechanism_name(mechanism: TransferMechanism) -> &'static str {
    match mechanism {
        TransferMechanism::Scc => "standard contractual clauses",
        TransferMechanism::Dpf => "EU-US Data Privacy Framework",
        TransferMechanism::Adequacy => "adequacy decision",
        TransferMechanism::Bcr => "binding corporate rules",
        TransferMechanism::Idta => "UK transfer agreement or addendum",
        TransferMechanism::Derogation => "derogation (GDPR art. 49)",
        TransferMechanism::None => "none",
    }
}

pub(crate) fn automation_name(automation: Automation) -> &'static str {
    match automation {
        Automation::Assistive => "assists; a person does the task",
        Automation::HumanInLoop => "a person approves each result",
        Automation::HumanOnLoop => "acts; a person watches",
        Automation::FullyAutomated => "acts alone",
    }
}

pub(crate) fn impact_name(impact: Impact) -> &'static str {
    match impact {
        Impact::Informational => "informs only",
        Impact::Operational => "affects operations",
        Impact::Consequential => "consequential for people",
        Impact::LegalOrSimilar => "legal or similar effects",
    }
}

pub(crate) fn remedy_name(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::CurePlan => "cure plan",
        Remedy::Credits => "service credits",
        Remedy::Rollback => "rollback",
        Remedy::Retrain => "retraining",
        Remedy::Suspend => "suspension of the use",
        Remedy::ReSupply => "re-supply",
        Remedy::PriceReduction => "price reduction",
        Remedy::Terminate => "right to terminate",
    }
}

pub(crate) fn contribution_name(kind: ContributionKind) -> &'static str {
    match kind {
        ContributionKind::Data => "Data",
        ContributionKind::Model => "Model",
        ContributionKind::People => "People",
        ContributionKind::Compute => "Computing capacity",
        ContributionKind::Money => "Money",
        ContributionKind::Ip => "Intellectual property",
    }
}

pub(crate) fn valuation_name(valuation: Valuation) -> &'static str {
    match valuation {
        Valuation::Cost => "at cost",
        Valuation::Market => "by the market",
        Valuation::Income => "by income",
        Valuation::MarginalLift => "by marginal model lift",
        Valuation::Agreed => "as agreed",
    }
}

pub(crate) fn artefact_name(kind: ArtefactKind) -> &'static str {
    match kind {
        ArtefactKind::Dataset => "data set",
        ArtefactKind::Labels => "labels",
        ArtefactKind::Features => "features",
        ArtefactKind::BaseModel => "base model",
        ArtefactKind::Weights => "model weights",
        ArtefactKind::Adapters => "adapters",
        ArtefactKind::Embeddings => "embeddings",
        ArtefactKind::Prompts => "prompts",
        ArtefactKind::Logs => "logs",
        ArtefactKind::EvaluationSet => "evaluation set",
        ArtefactKind::Code => "code",
        ArtefactKind::Documentation => "documentation",
    }
}

pub(crate) fn contact_name(purpose: ContactFor) -> &'static str {
    match purpose {
        ContactFor::Incidents => "incidents",
        ContactFor::Privacy => "data protection",
        ContactFor::Operations => "support and operation",
        ContactFor::Contract => "the contract",
        ContactFor::Assurance => "audits and authorities",
    }
}

pub(crate) fn control_name(control: Control) -> &'static str {
    match control {
        Control::Access => "access",
        Control::Encryption => "encryption and keys",
        Control::Separation => "separation of customers",
        Control::Logging => "logs and alarms",
        Control::Vulnerabilities => "vulnerabilities",
        Control::AiThreats => "attacks on the AI",
        Control::Personnel => "people",
        Control::Physical => "buildings and devices",
        Control::Continuity => "backup and restart",
        Control::Other => "other",
    }
}

pub(crate) fn cover_name(cover: AiCover) -> &'static str {
    match cover {
        AiCover::Affirmative => "covered expressly",
        AiCover::Silent => "not mentioned",
        AiCover::Excluded => "excluded",
    }
}

pub(crate) fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::Public => "everybody",
        Tier::Party => "the other party",
        Tier::Named => "named people",
        Tier::ReadingRoom => "reading room, no copies",
        Tier::Auditor => "an auditor bound to secrecy",
    }
}

pub(crate) fn layer_name(layer: IpLayer) -> &'static str {
    match layer {
        IpLayer::Background => "background",
        IpLayer::Foreground => "foreground",
        IpLayer::Derived => "derived from data",
    }
}

pub(crate) fn disposition_name(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::Delete => "delete",
        Disposition::Return => "return to its owner",
        Disposition::Transfer => "hand over to the other party",
        Disposition::Retain => "keep",
        Disposition::Retrain => "retrain without the data",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_curl_by_their_place() {
        assert_eq!(curl_quotes("the Provider's \"Yes\" (\"If\")"), "the Provider’s “Yes” (“If”)");
    }
}
