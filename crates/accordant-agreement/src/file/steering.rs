//! Contributions, artefacts, money, governance, exit, overrides and accepted findings.

use jiff::civil::Date;

use crate::At;
use crate::quantity::{Duration, Money, Percent};
use crate::reader::{choices, record};
use crate::value::{Key, PartyTarget, Ref, ThingTarget};

use super::particulars::Milestone;

choices! {
    /// What is contributed.
    pub enum ContributionKind {
        /// Data.
        Data = "data",
        /// Models.
        Model = "model",
        /// People and know-how.
        People = "people",
        /// Computing capacity.
        Compute = "compute",
        /// Money.
        Money = "money",
        /// Intellectual property.
        Ip = "ip",
    }

    /// How a contribution is valued.
    pub enum Valuation {
        /// By what it cost to make or would cost to replace.
        Cost = "cost",
        /// By what the market pays for the like.
        Market = "market",
        /// By the income it brings.
        Income = "income",
        /// By what the model gains from it on the agreed benchmark.
        MarginalLift = "marginal-lift",
        /// By agreement of the parties.
        Agreed = "agreed",
    }

    /// Kinds of artefact.
    pub enum ArtefactKind {
        /// A data set.
        Dataset = "dataset",
        /// Labels and annotations.
        Labels = "labels",
        /// Engineered features.
        Features = "features",
        /// A base model.
        BaseModel = "base-model",
        /// Weights of a trained model.
        Weights = "weights",
        /// Adapters or other tuning layers.
        Adapters = "adapters",
        /// Embeddings.
        Embeddings = "embeddings",
        /// Prompts and system instructions.
        Prompts = "prompts",
        /// Logs.
        Logs = "logs",
        /// Evaluation sets.
        EvaluationSet = "evaluation-set",
        /// Source code and tools.
        Code = "code",
        /// Documentation.
        Documentation = "documentation",
    }

    /// Where an artefact's rights come from.
    pub enum IpLayer {
        /// Existed before, or was made outside the partnership.
        Background = "background",
        /// Is made in the partnership.
        Foreground = "foreground",
        /// Is derived from the other side's data.
        Derived = "derived",
    }

    /// What becomes of a thing at the end.
    pub enum Disposition {
        /// It is deleted, with a certificate.
        Delete = "delete",
        /// It goes back to its owner.
        Return = "return",
        /// It is handed over to the other side.
        Transfer = "transfer",
        /// Its holder keeps it.
        Retain = "retain",
        /// It is retrained without the data.
        Retrain = "retrain",
    }

    /// Rights in a contribution.
    pub enum Rights {
        /// The contributor keeps them and licenses the use.
        Licensed = "licensed",
        /// They pass to the other side.
        Assigned = "assigned",
        /// Both sides hold them.
        Joint = "joint",
    }
}

record! {
    /// What a side brings into the partnership.
    "`[[contribution]]`"
    pub struct Contribution {
        /// Id of the contribution.
        "id" id: At<Key>,
        /// Who brings it.
        "by" by: At<Ref<PartyTarget>>,
        /// What it is.
        "kind" kind: At<ContributionKind>,
        /// Description.
        "description" description: At<String>,
        /// What it is worth.
        "value" value: Option<At<Money>>,
        /// How that was found.
        "valuation" valuation: Option<At<Valuation>>,
        /// Grounds of the valuation.
        "valuation-note" valuation_note: Option<At<String>>,
        /// Rights in it.
        "rights" rights: Option<At<Rights>>,
        /// Share of the joint result that it stands for.
        "share" share: Option<At<Percent>>,
    }

    /// A model, data set or other thing that the partnership makes or uses.
    "`[[artefact]]`"
    pub struct Artefact {
        /// Id by which other entries refer to the artefact.
        "id" id: At<Key>,
        /// Name.
        "name" name: At<String>,
        /// Kind.
        "kind" kind: At<ArtefactKind>,
        /// Where the rights in it come from.
        "layer" layer: At<IpLayer>,
        /// Who owns it; leave out when that is open.
        "owner" owner: Option<At<Ref<PartyTarget>>>,
        /// Further owners, when it is held jointly.
        "co-owners" co_owners: Vec<At<Ref<PartyTarget>>>,
        /// What the other side may do with it, in words.
        "licence" licence: Option<At<String>>,
        /// Whether it is open source.
        "open-source" open_source: Option<At<bool>>,
        /// Field in which each side may exploit it.
        "field" field: Option<At<String>>,
    }

    /// Money.
    "`[commercial]`"
    pub struct Commercial {
        /// Fee per year, as far as it is fixed.
        "annual-fee" annual_fee: Option<At<Money>>,
        /// What usage is measured by: "per 1,000 tokens".
        "meter" meter: Option<At<String>>,
        /// Price per unit of the meter.
        "unit-price" unit_price: Option<At<Money>>,
        /// Price of an hour of help that the fees do not cover.
        "hourly-rate" hourly_rate: Option<At<Money>>,
        /// Committed volume.
        "commitment" commitment: Option<At<String>>,
        /// When invoices fall due.
        "payment-days" payment: Option<At<Duration>>,
        /// How revenue is shared, in words.
        "revenue-share" revenue_share: Option<At<String>>,
        /// What must be reached by when.
        "milestone" milestones: Vec<At<Milestone>>,
    }

    /// Who steers the partnership.
    "`[governance]`"
    pub struct Governance {
        /// The joint committee.
        "committee" committee: Option<At<Committee>>,
        /// Steps of escalation, in order.
        "escalation" escalation: Vec<At<Escalation>>,
        /// Reports that are due and how often: "quarterly performance report".
        "reports" reports: Vec<At<String>>,
    }

    /// The joint committee.
    "`[governance.committee]`"
    pub struct Committee {
        /// Its seats.
        "seats" seats: Vec<At<Seat>>,
        /// How often it meets: "3 months".
        "every" every: Option<At<Duration>>,
        /// Fewest members present from each side.
        "quorum" quorum: Option<At<u64>>,
        /// The party that chairs it.
        "chair" chair: Option<At<Ref<PartyTarget>>>,
        /// Matters that need its consent.
        "reserved-matters" reserved_matters: Vec<At<String>>,
    }

    /// A seat in the committee.
    "a seat"
    pub struct Seat {
        /// The party that fills it.
        "party" party: At<Ref<PartyTarget>>,
        /// The role of the member: "Chief Information Officer".
        "role" role: At<String>,
        /// The member's name.
        "name" name: Option<At<String>>,
    }

    /// A step of escalation.
    "an escalation step"
    pub struct Escalation {
        /// Who decides at this step.
        "to" to: At<String>,
        /// Time they have.
        "within" within: At<Duration>,
    }

    /// What happens at the end.
    "`[exit]`"
    pub struct Exit {
        /// How long the partner helps after the end.
        "transition" transition: Option<At<Duration>>,
        /// Formats in which data is returned.
        "return-formats" return_formats: Vec<At<String>>,
        /// Who takes over: "in-house team", "second supplier".
        "successor" successor: Option<At<String>>,
        /// What becomes of each asset, system and artefact.
        "disposition" dispositions: Vec<At<ThingDisposition>>,
        /// How often the exit plan is tested.
        "test-every" test_every: Option<At<Duration>>,
    }

    /// What becomes of one thing at the end.
    "`[[exit.disposition]]`"
    pub struct ThingDisposition {
        /// The asset, system or artefact.
        "thing" thing: At<Ref<ThingTarget>>,
        /// What becomes of it.
        "what" what: At<Disposition>,
        /// Time for it after the end.
        "within" within: Option<At<Duration>>,
        /// Who certifies that it was done.
        "certified-by" certified_by: Option<At<Ref<PartyTarget>>>,
        /// Remarks.
        "note" note: Option<At<String>>,
    }

    /// A derived fact that a person has confirmed or changed.
    "`[[override]]`"
    pub struct Override {
        /// The fact, such as `eu-risk-class`.
        "fact" fact: At<String>,
        /// The system, decision or asset it is about; all when left out.
        "of" of: Option<At<Key>>,
        /// The value that holds instead, or that is confirmed or denied.
        "value" value: At<String>,
        /// For a fact with several values, such as `party-role`: `true` confirms this value and
        /// leaves the others, `false` denies it. Leave out to put the value in place of all others.
        "holds" holds: Option<At<bool>>,
        /// Why.
        "reason" reason: At<String>,
        /// Who decided.
        "by" by: At<String>,
        /// When it is looked at again.
        "until" until: Option<At<Date>>,
    }

    /// A finding that somebody has accepted.
    "`[[accepted]]`"
    pub struct Accepted {
        /// Code of the finding, such as `rules/transfer-without-mechanism`.
        "code" code: At<String>,
        /// The entry it is about; all when left out.
        "of" of: Option<At<Key>>,
        /// Why it is accepted.
        "reason" reason: At<String>,
        /// Who accepted it.
        "by" by: At<String>,
        /// Until when.
        "until" until: At<Date>,
    }

    /// Answers of a party that were taken into the file, and where they are kept.
    "`[[evidence]]`"
    pub struct Evidence {
        /// The questionnaire that was answered.
        "questionnaire" questionnaire: At<Key>,
        /// The party that answered.
        "from" from: At<Ref<PartyTarget>>,
        /// Who answered.
        "by" by: At<String>,
        /// When.
        "on" on: At<Date>,
        /// The file with the answers, relative to this one.
        "file" file: At<String>,
        /// SHA-256 of that file.
        "sha256" sha256: At<String>,
        /// Questions whose answers were taken over.
        "questions" questions: Vec<At<Key>>,
    }
}
