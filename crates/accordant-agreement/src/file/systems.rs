//! AI systems, decisions and metrics.

use jiff::civil::Date;

use crate::At;
use crate::quantity::{Duration, Percent};
use crate::reader::{choices, record};
use crate::value::{Key, PartyTarget, Ref, Region, SystemTarget, Threshold};

choices! {
    /// What kind of model it is.
    pub enum ModelKind {
        /// Serves many purposes (AI Act art. 3(63)).
        GeneralPurpose = "general-purpose",
        /// Makes text, images, sound or video.
        Generative = "generative",
        /// Scores, classifies, forecasts.
        Predictive = "predictive",
        /// Follows written rules.
        RuleBased = "rule-based",
    }

    /// Content that a system generates.
    pub enum ContentKind {
        /// Text.
        Text = "text",
        /// Images.
        Image = "image",
        /// Sound or speech.
        Audio = "audio",
        /// Video.
        Video = "video",
    }

    /// How far the system acts without a person.
    pub enum Automation {
        /// Advises; a person does the task.
        Assistive = "assistive",
        /// A person approves each result before it takes effect.
        HumanInLoop = "human-in-loop",
        /// The system acts; a person watches and can step in.
        HumanOnLoop = "human-on-loop",
        /// The system acts alone.
        FullyAutomated = "fully-automated",
    }

    /// What the human review of a decision is worth.
    pub enum HumanReview {
        /// The person has the competence, time and authority to decide otherwise.
        Meaningful = "meaningful",
        /// A person is there but follows the system in practice.
        Nominal = "nominal",
        /// Nobody reviews.
        None = "none",
    }

    /// What a decision does to people.
    pub enum Impact {
        /// Informs only.
        Informational = "informational",
        /// Affects operations, not the rights of a person.
        Operational = "operational",
        /// Affects somebody's access to something that matters.
        Consequential = "consequential",
        /// Has legal or similarly significant effects (GDPR art. 22).
        LegalOrSimilar = "legal-or-similar",
    }

    /// What a decision is about.
    pub enum Domain {
        /// Creditworthiness of natural persons.
        CreditScoring = "credit-scoring",
        /// Detection of financial fraud.
        FraudDetection = "fraud-detection",
        /// Risk and price of life or health insurance.
        InsuranceLifeHealth = "insurance-life-health",
        /// Other insurance.
        InsuranceOther = "insurance-other",
        /// Recruitment and selection.
        Hiring = "hiring",
        /// Promotion, dismissal, task allocation, monitoring at work.
        WorkerManagement = "worker-management",
        /// Admission, assessment, proctoring.
        Education = "education",
        /// Eligibility for public benefits and services.
        PublicBenefits = "public-benefits",
        /// Emergency calls, dispatch and patient triage.
        EmergencyTriage = "emergency-triage",
        /// Other health care.
        Healthcare = "healthcare",
        /// Housing.
        Housing = "housing",
        /// Operation of critical infrastructure.
        CriticalInfrastructure = "critical-infrastructure",
        /// Safety component of a product.
        SafetyComponent = "safety-component",
        /// Remote biometric identification.
        BiometricIdentification = "biometric-identification",
        /// Biometric categorisation.
        BiometricCategorisation = "biometric-categorisation",
        /// Emotion recognition.
        EmotionRecognition = "emotion-recognition",
        /// Law enforcement.
        LawEnforcement = "law-enforcement",
        /// Migration, asylum, border control.
        Migration = "migration",
        /// Administration of justice.
        Justice = "justice",
        /// Elections and voting.
        Elections = "elections",
        /// Other essential private services.
        EssentialServices = "essential-services",
        /// Customer service.
        CustomerService = "customer-service",
        /// Maintenance of machines.
        Maintenance = "maintenance",
        /// Pricing.
        Pricing = "pricing",
        /// Recommendation and ranking.
        Recommendation = "recommendation",
        /// Other financial services.
        FinancialServices = "financial-services",
        /// Productivity inside the organisation.
        InternalProductivity = "internal-productivity",
        /// Anything else.
        Other = "other",
    }

    /// How results are explained.
    pub enum Explainability {
        /// They are not.
        None = "none",
        /// Weight of each input (SHAP, LIME and the like).
        FeatureAttribution = "feature-attribution",
        /// Standard reasons chosen from a list.
        ReasonCodes = "reason-codes",
        /// Similar cases.
        ExampleBased = "example-based",
        /// A model that can be read as it is.
        InterpretableModel = "interpretable-model",
        /// Sources cited for each statement.
        SourceCitation = "source-citation",
        /// General documentation only.
        DocumentationOnly = "documentation-only",
    }

    /// Which section of Annex I of the AI Act a product falls under.
    pub enum AnnexIProduct {
        /// Section A: the AI Act applies directly.
        SectionA = "section-a",
        /// Section B: sector law takes the requirements over.
        SectionB = "section-b",
    }

    /// What a defect can harm.
    pub enum Harm {
        /// Life, body or health.
        Person = "person",
        /// Property.
        Property = "property",
        /// Data that is not used for professional purposes.
        Data = "data",
        /// Money only.
        Financial = "financial",
    }

    /// What a metric measures.
    pub enum MetricKind {
        /// Share of right results.
        Accuracy = "accuracy",
        /// Share of positives that are right.
        Precision = "precision",
        /// Share of cases that are found.
        Recall = "recall",
        /// Harmonic mean of precision and recall.
        F1 = "f1",
        /// Area under the ROC curve.
        Auc = "auc",
        /// Difference between predicted and actual values.
        Error = "error",
        /// Ratio of selection rates between groups.
        DisparateImpact = "disparate-impact",
        /// Difference of true-positive rates between groups.
        EqualOpportunity = "equal-opportunity",
        /// Share of statements without support in the sources.
        Hallucination = "hallucination",
        /// Change of the input or output distribution.
        Drift = "drift",
        /// Time to answer.
        Latency = "latency",
        /// Availability.
        Availability = "availability",
        /// Share of unsafe or barred outputs.
        Safety = "safety",
        /// Share of cases solved without a person.
        Resolution = "resolution",
        /// Quality of data: label errors, completeness.
        DataQuality = "data-quality",
        /// Anything else, as the definition says.
        Other = "other",
    }

    /// What follows when a metric is missed.
    pub enum Remedy {
        /// A cure plan within the agreed time.
        CurePlan = "cure-plan",
        /// Service credits.
        Credits = "credits",
        /// Back to the last version that passed.
        Rollback = "rollback",
        /// Retraining at the partner's cost.
        Retrain = "retrain",
        /// The use is stopped until it passes.
        Suspend = "suspend",
        /// Re-supply of the data.
        ReSupply = "re-supply",
        /// A lower price.
        PriceReduction = "price-reduction",
        /// The right to end the agreement.
        Terminate = "terminate",
    }
}

record! {
    /// An AI system or model.
    "`[[system]]`"
    pub struct System {
        /// Id by which other entries refer to the system.
        "id" id: At<Key>,
        /// Name.
        "name" name: At<String>,
        /// What it does.
        "description" description: Option<At<String>>,
        /// Who provides it.
        "provider" provider: At<Ref<PartyTarget>>,
        /// Who uses it under its authority.
        "deployer" deployer: Option<At<Ref<PartyTarget>>>,
        /// Who hosts it, when that is not the provider.
        "host" host: Option<At<Ref<PartyTarget>>>,
        /// Kinds of model.
        "kinds" kinds: Vec<At<ModelKind>>,
        /// Name and version of the model.
        "model" model: Option<At<String>>,
        /// Where it runs.
        "regions" regions: Vec<At<Region>>,
        /// How far it acts without a person.
        "automation" automation: At<Automation>,
        /// How its results are explained.
        "explainability" explainability: Vec<At<Explainability>>,
        /// Content that it generates.
        "generates" generates: Vec<At<ContentKind>>,
        /// Whether it talks to people.
        "interacts-with-people" interacts_with_people: Option<At<bool>>,
        /// Whether it can make deepfakes.
        "deepfake" deepfake: Option<At<bool>>,
        /// Whether it makes text to inform the public on matters of public interest.
        "public-interest-text" public_interest_text: Option<At<bool>>,
        /// Whether it acts through tools on its own.
        "agentic" agentic: Option<At<bool>>,
        /// Tools that it may use on its own, each with what it may do: "refunds: propose only".
        "tools" tools: Vec<At<String>>,
        /// The most that it may spend or change on its own.
        "action-limit" action_limit: Option<At<String>>,
        /// What its logs record of each use.
        "log-fields" log_fields: Vec<At<String>>,
        /// Whether the deployer puts it on the market under its own brand.
        "own-brand" own_brand: Option<At<bool>>,
        /// Whether a substantial modification is planned.
        "substantial-modification" substantial_modification: Option<At<bool>>,
        /// Whether it is used for a purpose that its provider did not intend.
        "repurposed" repurposed: Option<At<bool>>,
        /// Whether it contains AI components of third parties.
        "third-party-components" third_party_components: Option<At<bool>>,
        /// Whether the model is open-source or open-weight.
        "open-source-model" open_source_model: Option<At<bool>>,
        /// Whether it uses data of a connected product (Data Act).
        "connected-product" connected_product: Option<At<bool>>,
        /// Whether it is placed on the market as a product or part of one.
        "product-on-market" product_on_market: Option<At<bool>>,
        /// What a defect can harm.
        "harm" harm: Vec<At<Harm>>,
        /// Section of Annex I of the AI Act for products under Union safety law.
        "annex-i-product" annex_i_product: Option<At<AnnexIProduct>>,
        /// Day of placing on the market or putting into service.
        "placed-on-market" placed_on_market: Option<At<Date>>,
        /// Floating-point operations used in training, as a power of ten: 25 means 10^25.
        "training-flops-exponent" training_flops_exponent: Option<At<u64>>,
    }

    /// Something that the AI decides or helps to decide.
    "`[[decision]]`"
    pub struct Decision {
        /// Id by which other entries refer to the decision.
        "id" id: At<Key>,
        /// Name.
        "name" name: At<String>,
        /// The system that decides or helps.
        "system" system: At<Ref<SystemTarget>>,
        /// What is decided, on what input.
        "description" description: Option<At<String>>,
        /// What it is about.
        "domain" domain: At<Domain>,
        /// What it does to people.
        "impact" impact: At<Impact>,
        /// How far it is automated.
        "automation" automation: At<Automation>,
        /// What the human review is worth.
        "human-review" human_review: Option<At<HumanReview>>,
        /// Whether it profiles natural persons (GDPR art. 4(4)).
        "profiling" profiling: Option<At<bool>>,
        /// Whether it is a narrow procedural or preparatory task (AI Act art. 6(3)).
        "procedural-only" procedural_only: Option<At<bool>>,
        /// Human oversight of this decision.
        "oversight" oversight: Option<At<Oversight>>,
        /// The party that answers for errors of the decision.
        "answers-for-errors" answers_for_errors: Option<At<Ref<PartyTarget>>>,
        /// To whom a doubtful case goes, in order.
        "escalation" escalation: Vec<At<String>>,
        /// How somebody affected can contest the decision.
        "appeal" appeal: Option<At<String>>,
        /// Whether the result can be undone.
        "reversible" reversible: Option<At<bool>>,
        /// What the people affected are told about the reasons.
        "explanation" explanation: Option<At<String>>,
    }

    /// Human oversight of a decision.
    "`[decision.oversight]`"
    pub struct Oversight {
        /// Who reviews.
        "reviewer" reviewer: At<String>,
        /// Competence and authority of the reviewer.
        "competence" competence: Option<At<String>>,
        /// When a person must look, in words.
        "trigger" trigger: Option<At<String>>,
        /// Confidence below which a person must look.
        "confidence-below" confidence_below: Option<At<Percent>>,
        /// Share of automatic results that a person checks afterwards.
        "sample" sample: Option<At<Percent>>,
        /// Time in which the person must look.
        "within" within: Option<At<Duration>>,
        /// How the system is stopped.
        "stop" stop: Option<At<String>>,
    }

    /// A metric that the partners agree on.
    "`[[metric]]`"
    pub struct Metric {
        /// Id by which other entries refer to the metric.
        "id" id: At<Key>,
        /// Name.
        "name" name: At<String>,
        /// What it measures.
        "kind" kind: At<MetricKind>,
        /// The system measured; none when data is measured.
        "system" system: Option<At<Ref<SystemTarget>>>,
        /// How it is computed.
        "definition" definition: At<String>,
        /// The level to be kept: ">= 92 %".
        "threshold" threshold: At<Threshold>,
        /// Groups for which it is computed apart.
        "groups" groups: Vec<At<String>>,
        /// Period over which it is measured.
        "window" window: At<Duration>,
        /// Fewest cases in a window for the result to count.
        "minimum-sample" minimum_sample: At<u64>,
        /// The benchmark it is measured on; none when live traffic is measured.
        "benchmark" benchmark: Option<At<Benchmark>>,
        /// Who measures.
        "measured-by" measured_by: Option<At<Ref<PartyTarget>>>,
        /// What follows when it is missed, in order.
        "remedies" remedies: Vec<At<Remedy>>,
    }

    /// The benchmark dataset of a metric.
    "`[metric.benchmark]`"
    pub struct Benchmark {
        /// Name and version of the dataset.
        "dataset" dataset: At<String>,
        /// SHA-256 of the dataset, 64 hexadecimal digits.
        "sha256" sha256: Option<At<String>>,
        /// Number of cases.
        "cases" cases: Option<At<u64>>,
        /// How the test is run.
        "protocol" protocol: At<String>,
        /// Who keeps the dataset.
        "kept-by" kept_by: Option<At<Ref<PartyTarget>>>,
    }
}
