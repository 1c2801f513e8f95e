//! The tables of `agreement.toml`.
//!
//! Doc comments here are the documentation of the format: the JSON Schema, the comments of a new
//! file and the reference page are made from them.

mod data;
mod particulars;
mod people;
mod steering;
mod systems;
mod terms;

pub use data::{
    Asset, AssetUses, Category, Flow, Origin, Rule, Sensitivity, Subject, TransferMechanism, Use,
    UsePurpose, UseRule,
};
pub use particulars::{
    AiCover, Certificate, Component, Contact, ContactFor, Control, Document, Fault, ForeseenChange,
    Insurance, Measure, Milestone, Notice, Service, Tier,
};
pub use people::{
    CompanySize, FinanceKind, Header, Paper, PaperKind, PartnershipType, Party, Role, Sector,
    Signatory, UseCase,
};
pub use steering::{
    Accepted, Artefact, ArtefactKind, Commercial, Committee, Contribution, ContributionKind,
    Disposition, Escalation, Evidence, Exit, Governance, IpLayer, Override, Rights, Seat,
    ThingDisposition, Valuation,
};
pub use systems::{
    AnnexIProduct, Automation, Benchmark, ContentKind, Decision, Domain, Explainability, Harm,
    HumanReview, Impact, Metric, MetricKind, ModelKind, Oversight, Remedy, System,
};
pub use terms::{FactValue, Facts, Term, TermValue, Terms};

use crate::At;
use crate::reader::record;

record! {
    /// An agreement for an AI partnership: facts, terms and everything that is made from them.
    "the file"
    pub struct Agreement {
        /// What this agreement is and whose pen writes it.
        "agreement" header: At<Header>,
        /// The organisations that take part. The adopter and the partner are two of them; others
        /// may be sub-processors, model suppliers or group companies.
        "party" parties: Vec<At<Party>>,
        /// What the AI is for.
        "use-case" use_case: At<UseCase>,
        /// The AI systems and models in scope.
        "system" systems: Vec<At<System>>,
        /// The data: each asset with its owner and the purposes it may be used for.
        "asset" assets: Vec<At<Asset>>,
        /// Where data moves between parties and systems.
        "flow" flows: Vec<At<Flow>>,
        /// What the AI decides or helps to decide.
        "decision" decisions: Vec<At<Decision>>,
        /// What is measured, against which benchmark, and what follows when it is missed.
        "metric" metrics: Vec<At<Metric>>,
        /// What each side brings in, and how it is valued.
        "contribution" contributions: Vec<At<Contribution>>,
        /// Models and other things that the partnership makes or uses, and who owns them.
        "artefact" artefacts: Vec<At<Artefact>>,
        /// Components of others inside the systems and the data: the bill of materials.
        "component" components: Vec<At<Component>>,
        /// Documents of the information pack that one side hands to the other.
        "document" documents: Vec<At<Document>>,
        /// What people are told about the AI, where and by whom.
        "notice" notices: Vec<At<Notice>>,
        /// Measures of security.
        "measure" measures: Vec<At<Measure>>,
        /// How the service runs.
        "service" service: Option<At<Service>>,
        /// Insurances that the parties keep.
        "insurance" insurances: Vec<At<Insurance>>,
        /// Causes of loss, and who bears each between the parties.
        "fault" faults: Vec<At<Fault>>,
        /// Changes that the parties have foreseen and assessed beforehand.
        "foreseen-change" foreseen_changes: Vec<At<ForeseenChange>>,
        /// Money: fees and what they are measured by.
        "commercial" commercial: Option<At<Commercial>>,
        /// Who steers the partnership.
        "governance" governance: Option<At<Governance>>,
        /// What happens at the end.
        "exit" exit: Option<At<Exit>>,
        /// Papers already on the table, such as the partner's standard terms.
        "paper" papers: Vec<At<Paper>>,
        /// Positions chosen, one per provision.
        "terms" terms: Option<At<Terms>>,
        /// Further facts that conditions of law ask for and that no other table states.
        "facts" facts: Option<At<Facts>>,
        /// Derived facts that a person has confirmed or changed, with the reason.
        "override" overrides: Vec<At<Override>>,
        /// Answers to questionnaires that were taken into this file, and where they are kept.
        "evidence" evidence: Vec<At<Evidence>>,
        /// Findings that somebody has accepted, with reason and end date.
        "accepted" accepted: Vec<At<Accepted>>,
    }
}

impl Agreement {
    /// The party with this id.
    pub fn find_party(&self, id: &str) -> Option<&At<Party>> {
        self.parties.iter().find(|party| party.id.as_str() == id)
    }

    /// The system with this id.
    pub fn find_system(&self, id: &str) -> Option<&At<System>> {
        self.systems.iter().find(|system| system.id.as_str() == id)
    }

    /// The asset with this id.
    pub fn find_asset(&self, id: &str) -> Option<&At<Asset>> {
        self.assets.iter().find(|asset| asset.id.as_str() == id)
    }

    /// The party that takes the AI on.
    pub fn adopter(&self) -> Option<&At<Party>> {
        self.find_party(self.header.adopter.id())
    }

    /// The AI partner.
    pub fn partner(&self) -> Option<&At<Party>> {
        self.find_party(self.header.partner.id())
    }

    /// Whether the adopter's side holds the pen.
    pub fn is_adopters_pen(&self) -> bool {
        self.header.us.id() == self.header.adopter.id()
    }
}
