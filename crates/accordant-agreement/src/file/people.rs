//! Header, parties, use case and papers.

use jiff::civil::Date;

use crate::At;
use crate::quantity::{Duration, Money};
use crate::reader::{choices, record};
use crate::value::{Key, PartyTarget, Ref, Region};

use super::particulars::{Certificate, Contact};

choices! {
    /// The kinds of AI partnership.
    pub enum PartnershipType {
        /// A vendor's AI product or service is used.
        AiVendor = "ai-vendor",
        /// A model or AI platform is used as a hosted service through an API.
        CloudAiService = "cloud-ai-service",
        /// Data is licensed in to train, tune or test AI.
        DataSupplier = "data-supplier",
        /// AI is developed together.
        JointDevelopment = "joint-development",
    }

    /// Size of an organisation, as in Recommendation 2003/361/EC and, for small mid-caps,
    /// Recommendation (EU) 2025/1099.
    pub enum CompanySize {
        /// Fewer than 10 people.
        Micro = "micro",
        /// Fewer than 50 people.
        Small = "small",
        /// Fewer than 250 people.
        Medium = "medium",
        /// Fewer than 750 people.
        SmallMidCap = "small-mid-cap",
        /// 750 people or more.
        Large = "large",
    }

    /// Sector of an organisation.
    pub enum Sector {
        /// Banking, payments, insurance, investment.
        Finance = "finance",
        /// Health care and medical devices.
        Health = "health",
        /// Public authorities and their services.
        Public = "public",
        /// Manufacturing.
        Manufacturing = "manufacturing",
        /// Retail and wholesale.
        Retail = "retail",
        /// Energy and water.
        Energy = "energy",
        /// Education and training.
        Education = "education",
        /// Software, cloud and AI.
        Technology = "technology",
        /// Transport and logistics.
        Transport = "transport",
        /// Legal and professional services.
        Legal = "legal",
        /// Media and publishing.
        Media = "media",
        /// Telecommunications.
        Telecoms = "telecoms",
        /// Any other sector.
        Other = "other",
    }

    /// Kind of financial organisation.
    pub enum FinanceKind {
        /// A bank or credit institution.
        Bank = "bank",
        /// An insurer or reinsurer.
        Insurer = "insurer",
        /// A payment or e-money institution.
        PaymentInstitution = "payment-institution",
        /// An investment firm or fund manager.
        InvestmentFirm = "investment-firm",
        /// A crypto-asset service provider.
        CryptoAssetProvider = "crypto-asset-provider",
        /// A lender that is no bank.
        LenderNonBank = "lender-non-bank",
        /// Another financial organisation.
        OtherFinancial = "other-financial",
    }

    /// A role that law gives a party in this partnership.
    pub enum Role {
        /// Develops an AI system or puts it on the market under its name (AI Act art. 3(3)).
        Provider = "provider",
        /// Uses an AI system under its authority (AI Act art. 3(4)).
        Deployer = "deployer",
        /// Brings a third-country system onto the Union market (AI Act art. 3(6)).
        Importer = "importer",
        /// Makes a system available without being provider or importer (AI Act art. 3(7)).
        Distributor = "distributor",
        /// Acts in the Union for a provider outside it (AI Act art. 3(5)).
        AuthorisedRepresentative = "authorised-representative",
        /// Provides a general-purpose AI model (AI Act art. 3(63)).
        GpaiProvider = "gpai-provider",
        /// Puts a product with an AI safety component on the market under its name (AI Act art. 25(3)).
        ProductManufacturer = "product-manufacturer",
        /// Decides on purposes and means of processing personal data (GDPR art. 4(7)).
        Controller = "controller",
        /// Decides on them jointly with another (GDPR art. 26).
        JointController = "joint-controller",
        /// Processes personal data on behalf of a controller (GDPR art. 4(8)).
        Processor = "processor",
        /// Is engaged by a processor (GDPR art. 28(2)).
        SubProcessor = "sub-processor",
        /// Is a financial entity (DORA art. 2).
        FinancialEntity = "financial-entity",
        /// Provides ICT services to a financial entity (DORA art. 3(19)).
        IctProvider = "ict-provider",
        /// Is an essential or important entity (NIS2 art. 3).
        Nis2Entity = "nis2-entity",
        /// Is a covered entity (45 CFR 160.103).
        CoveredEntity = "covered-entity",
        /// Handles protected health information for a covered entity (45 CFR 160.103).
        BusinessAssociate = "business-associate",
        /// Is a business under the CCPA (Civ. Code 1798.140(d)).
        Business = "business",
        /// Is a service provider under the CCPA (Civ. Code 1798.140(ag)).
        ServiceProvider = "service-provider",
        /// Is a contractor under the CCPA (Civ. Code 1798.140(j)).
        Contractor = "contractor",
        /// Is a third party under the CCPA (Civ. Code 1798.140(ai)).
        ThirdParty = "third-party",
        /// Holds product data that it must share (Data Act art. 2(13)).
        DataHolder = "data-holder",
        /// Owns or rents a connected product (Data Act art. 2(12)).
        DataUser = "data-user",
        /// Receives data at a user's request (Data Act art. 2(14)).
        DataRecipient = "data-recipient",
        /// Provides a data processing service (Data Act art. 2(8)).
        DataProcessingProvider = "data-processing-provider",
        /// Manufactures a product, software included (Directive (EU) 2024/2853 art. 4(10)).
        Manufacturer = "manufacturer",
        /// Manufactures a component of a product (Directive (EU) 2024/2853 art. 8).
        ComponentManufacturer = "component-manufacturer",
        /// Develops frontier models (Cal. SB 53).
        FrontierDeveloper = "frontier-developer",
        /// Grants consumer credit in the Union (Directive (EU) 2023/2225 art. 3(2)).
        Creditor = "creditor",
        /// Organises work through a digital labour platform (Directive (EU) 2024/2831 art. 2(1)).
        DigitalLabourPlatform = "digital-labour-platform",
    }

    /// What a paper on the table is.
    pub enum PaperKind {
        /// Standard IT or SaaS terms without AI terms.
        StandardItTerms = "standard-it-terms",
        /// Terms written for AI.
        AiTerms = "ai-terms",
        /// A data-processing agreement.
        Dpa = "dpa",
        /// A service-level agreement.
        Sla = "sla",
        /// An order form.
        OrderForm = "order-form",
        /// Something else.
        Other = "other",
    }
}

record! {
    /// What this agreement is, between whom, and whose pen writes it.
    "`[agreement]`"
    pub struct Header {
        /// What the partnership is about, as the cover shows it: "Customer-service assistant".
        "title" title: At<String>,
        /// Kind of partnership: `ai-vendor`, `cloud-ai-service`, `data-supplier` or `joint-development`.
        "type" partnership_type: At<PartnershipType>,
        /// The party whose side we are on.
        "us" us: At<Ref<PartyTarget>>,
        /// The party that takes the AI (or the data) on.
        "adopter" adopter: At<Ref<PartyTarget>>,
        /// The AI partner: vendor, cloud service, data supplier or co-developer.
        "partner" partner: At<Ref<PartyTarget>>,
        /// Our own reference number.
        "reference" reference: Option<At<String>>,
        /// Day on which the agreement starts.
        "effective-date" effective_date: Option<At<Date>>,
        /// How long it runs at first.
        "term" term: Option<At<Duration>>,
        /// Law that governs the agreement: "Ireland", "England and Wales", "Germany".
        "governing-law" governing_law: Option<At<String>>,
        /// Court or arbitration seat: "the courts of Dublin".
        "forum" forum: Option<At<String>>,
        /// Place whose bank holidays count for Business Days.
        "business-days-at" business_days_at: Option<At<String>>,
        /// Version of this draft.
        "version" version: Option<At<String>>,
        /// Directories of packs of your own (policy, playbook, house clauses), relative to this file.
        /// They are laid over the built-in packs in this order.
        "packs" packs: Vec<At<String>>,
    }

    /// An organisation that takes part.
    "`[[party]]`"
    pub struct Party {
        /// Id by which other entries refer to the party.
        "id" id: At<Key>,
        /// Full legal name.
        "name" name: At<String>,
        /// Short name for maps and tables.
        "short" short: Option<At<String>>,
        /// Country of establishment (ISO 3166-1, `UK` for the United Kingdom).
        "country" country: At<Region>,
        /// Registered office.
        "address" address: Option<At<String>>,
        /// Kind of company and register entry: "designated activity company, registered in Ireland under no. 612345".
        "registration" registration: Option<At<String>>,
        /// Size.
        "size" size: Option<At<CompanySize>>,
        /// Number of employees.
        "employees" employees: Option<At<u64>>,
        /// Revenue of the last financial year.
        "annual-revenue" annual_revenue: Option<At<Money>>,
        /// Sector.
        "sector" sector: Option<At<Sector>>,
        /// Kind of financial organisation, when the sector is `finance`.
        "finance-kind" finance_kind: Option<At<FinanceKind>>,
        /// Whether it is a public body.
        "public-body" public_body: Option<At<bool>>,
        /// Whether it is a non-profit organisation.
        "non-profit" non_profit: Option<At<bool>>,
        /// Roles that law gives it in this partnership.
        "roles" roles: Vec<At<Role>>,
        /// What it does here, for parties other than the two main ones: "hosts the model".
        "function" function: Option<At<String>>,
        /// Address for notices.
        "notices" notices: Option<At<String>>,
        /// People and desks that the other side can reach.
        "contact" contacts: Vec<At<Contact>>,
        /// Certificates and reports of independent bodies.
        "certificate" certificates: Vec<At<Certificate>>,
        /// Who signs.
        "signatory" signatory: Option<At<Signatory>>,
    }

    /// Who signs for a party.
    "`[party.signatory]`"
    pub struct Signatory {
        /// Name.
        "name" name: At<String>,
        /// Office held.
        "title" title: At<String>,
    }

    /// What the AI is for.
    "`[use-case]`"
    pub struct UseCase {
        /// One sentence: what the AI does for whom.
        "summary" summary: At<String>,
        /// The intended purpose, precisely (AI Act art. 3(12)).
        "intended-purpose" intended_purpose: At<String>,
        /// What the business gains.
        "business-value" business_value: Option<At<String>>,
        /// Who uses the system.
        "users" users: Vec<At<String>>,
        /// Who is affected by it.
        "affected" affected: Vec<At<String>>,
        /// Where the system is used.
        "regions" regions: Vec<At<Region>>,
        /// Where its output is used, when that is elsewhere.
        "output-used-in" output_used_in: Vec<At<Region>>,
        /// Uses that the parties rule out.
        "prohibited-uses" prohibited_uses: Vec<At<String>>,
        /// Misuse that can be foreseen.
        "foreseeable-misuse" foreseeable_misuse: Vec<At<String>>,
        /// Whether the use supports a critical or important function (DORA art. 3(22)).
        "critical-function" critical_function: Option<At<bool>>,
        /// Whether the system is used to manage people at work.
        "used-at-workplace" used_at_workplace: Option<At<bool>>,
        /// Whether the public can use the service.
        "publicly-available" publicly_available: Option<At<bool>>,
    }

    /// A paper already on the table.
    "`[[paper]]`"
    pub struct Paper {
        /// File name, relative to the agreement file.
        "file" file: At<String>,
        /// What it is.
        "kind" kind: At<PaperKind>,
        /// Its title: "Standard SaaS Agreement".
        "title" title: Option<At<String>>,
        /// Whose paper it is.
        "from" from: At<Ref<PartyTarget>>,
        /// Its date or version.
        "dated" dated: Option<At<String>>,
    }
}
