//! Particulars that schedules show and that no other table holds: components, documents, notices,
//! measures, service, insurance, faults, and changes foreseen.

use jiff::civil::Date;

use crate::At;
use crate::quantity::{Duration, Money, Percent};
use crate::reader::{choices, record};
use crate::value::{AssetTarget, Key, PartyTarget, Ref, Region};

choices! {
    /// What a contact is for.
    pub enum ContactFor {
        /// Security incidents and incidents of the AI.
        Incidents = "incidents",
        /// Protection of personal data.
        Privacy = "privacy",
        /// Support and operation.
        Operations = "operations",
        /// The contract.
        Contract = "contract",
        /// Audits and authorities.
        Assurance = "assurance",
    }

    /// What a security measure protects.
    pub enum Control {
        /// Who may get in.
        Access = "access",
        /// Encryption and keys.
        Encryption = "encryption",
        /// Separation of customers.
        Separation = "separation",
        /// Logs and alarms.
        Logging = "logging",
        /// Flaws and patches.
        Vulnerabilities = "vulnerabilities",
        /// Attacks on the AI itself.
        AiThreats = "ai-threats",
        /// People.
        Personnel = "personnel",
        /// Buildings and devices.
        Physical = "physical",
        /// Backup and restart.
        Continuity = "continuity",
        /// Anything else.
        Other = "other",
    }

    /// What an insurance says about AI.
    pub enum AiCover {
        /// It covers losses from AI in so many words.
        Affirmative = "affirmative",
        /// It is silent.
        Silent = "silent",
        /// It excludes them.
        Excluded = "excluded",
    }

    /// Who may see a document.
    pub enum Tier {
        /// Everybody.
        Public = "public",
        /// The other party.
        Party = "party",
        /// Named people of the other party.
        Named = "named",
        /// People of the other party in a reading room, without copies.
        ReadingRoom = "reading-room",
        /// An auditor who is bound to secrecy.
        Auditor = "auditor",
    }
}

record! {
    /// A person or desk that the other side can reach.
    "`[[party.contact]]`"
    pub struct Contact {
        /// What the contact is for.
        "for" purpose: At<ContactFor>,
        /// Name or office: "Security operations, day and night".
        "name" name: At<String>,
        /// E-mail address, telephone number or portal.
        "reach" reach: At<String>,
    }

    /// A certificate or report of an independent body.
    "`[[party.certificate]]`"
    pub struct Certificate {
        /// The standard: "ISO/IEC 27001".
        "standard" standard: At<String>,
        /// What it covers.
        "scope" scope: Option<At<String>>,
        /// Last day on which it is valid.
        "expires" expires: Option<At<Date>>,
    }

    /// A component of somebody else inside a system or a data set: one line of the bill of materials.
    "`[[component]]`"
    pub struct Component {
        /// Id of the component.
        "id" id: At<Key>,
        /// Name.
        "name" name: At<String>,
        /// Who supplies it.
        "supplier" supplier: At<String>,
        /// Version.
        "version" version: Option<At<String>>,
        /// Licence: "Apache-2.0", "commercial".
        "licence" licence: Option<At<String>>,
        /// Country of the supplier.
        "country" country: Option<At<Region>>,
        /// What it does: "language model", "vector database".
        "role" role: Option<At<String>>,
        /// The data that it sees.
        "sees" sees: Vec<At<Ref<AssetTarget>>>,
        /// What could take its place.
        "substitute" substitute: Option<At<String>>,
    }

    /// A document of the information pack that one side hands to the other.
    "`[[document]]`"
    pub struct Document {
        /// Name: "instructions for use".
        "name" name: At<String>,
        /// Who supplies it.
        "from" from: At<Ref<PartyTarget>>,
        /// What it contains.
        "content" content: Option<At<String>>,
        /// How it is reached: "customer portal".
        "access" access: Option<At<String>>,
        /// Who may see it.
        "tier" tier: Option<At<Tier>>,
        /// When it is brought up to date: "each release".
        "updated" updated: Option<At<String>>,
    }

    /// Something that people are told about the AI.
    "`[[notice]]`"
    pub struct Notice {
        /// What is said, in short: "you are talking to an AI system".
        "says" says: At<String>,
        /// Id of the duty that it serves, such as `aia-50-1`.
        "duty" duty: Option<At<String>>,
        /// Whom it is for.
        "to" to: Option<At<String>>,
        /// Who words it.
        "worded-by" worded_by: Option<At<Ref<PartyTarget>>>,
        /// Where it is shown: "first message of each chat".
        "channel" channel: Option<At<String>>,
        /// When it is given.
        "when" timing: Option<At<String>>,
        /// Languages.
        "languages" languages: Vec<At<String>>,
    }

    /// A measure of security.
    "`[[measure]]`"
    pub struct Measure {
        /// What it protects.
        "control" control: At<Control>,
        /// What is done.
        "does" does: At<String>,
        /// Who does it; the partner when left out.
        "by" by: Option<At<Ref<PartyTarget>>>,
        /// What shows it: "ISO/IEC 27001 certificate, report of the yearly test".
        "evidence" evidence: Option<At<String>>,
    }

    /// How the service runs, beyond what is measured and promised.
    "`[service]`"
    pub struct Service {
        /// Hours of support: "08:00 to 20:00 on Business Days, critical faults at any time".
        "support-hours" support_hours: Option<At<String>>,
        /// How support is reached.
        "support-channel" support_channel: Option<At<String>>,
        /// When planned maintenance takes place.
        "maintenance-window" maintenance_window: Option<At<String>>,
        /// Load that the service must bear: "50 requests a second".
        "throughput" throughput: Option<At<String>>,
        /// Limits of use by time: "600 requests a minute".
        "rate-limit" rate_limit: Option<At<String>>,
        /// Address of the page that shows the state of the service.
        "status-page" status_page: Option<At<String>>,
    }

    /// An insurance that a party keeps.
    "`[[insurance]]`"
    pub struct Insurance {
        /// Who is insured.
        "held-by" held_by: At<Ref<PartyTarget>>,
        /// What is insured: "technology errors and omissions", "cyber".
        "kind" kind: At<String>,
        /// Cover for each claim and in the year.
        "limit" limit: Option<At<Money>>,
        /// The insurer.
        "insurer" insurer: Option<At<String>>,
        /// What it says about AI.
        "ai-cover" ai_cover: Option<At<AiCover>>,
        /// Date of the certificate.
        "certificate" certificate: Option<At<Date>>,
    }

    /// A cause of loss, and who bears it between the parties.
    "`[[fault]]`"
    pub struct Fault {
        /// The cause: "an answer that no source supports".
        "cause" cause: At<String>,
        /// Who bears the loss.
        "borne-by" borne_by: At<Ref<PartyTarget>>,
        /// The share of that party, when the loss is shared.
        "share" share: Option<At<Percent>>,
        /// Under which condition.
        "if" condition: Option<At<String>>,
    }

    /// A change that the parties have foreseen and assessed beforehand.
    "`[[foreseen-change]]`"
    pub struct ForeseenChange {
        /// What may change.
        "what" what: At<String>,
        /// Within which limits.
        "limits" limits: At<String>,
        /// When it was assessed.
        "assessed" assessed: Option<At<Date>>,
        /// How it is tested before it takes effect.
        "test" test: Option<At<String>>,
    }

    /// A date by which something must be reached.
    "`[[commercial.milestone]]`"
    pub struct Milestone {
        /// What must be reached.
        "what" what: At<String>,
        /// By when.
        "by" by: Option<At<Date>>,
        /// Time for it after the agreement starts, when no day is named.
        "within" within: Option<At<Duration>>,
        /// What falls due then.
        "pays" pays: Option<At<Money>>,
    }
}
