//! An agreement between a bank and the maker of its assistant.

use accordant_document::model::{
    Block, Cell, Document, DocumentKind, Inline, Part, PartKind, Signature, Source, Table, Text,
    Tone,
};

use super::schedules::{flow_schedule, matrix_schedule, risk_schedule};
use super::{clause, definition, headed, part, plain, top, with_children};

/// An agreement between two parties: cover, contents, clauses, schedules, signatures.
pub(crate) fn agreement() -> Document {
    Document {
        title: "AI Services Agreement".into(),
        subtitle: Some("Customer-service assistant".into()),
        kind: DocumentKind::Agreement,
        cover: vec![
            ("Reference".into(), "NB-2026-014".into()),
            ("Governing law".into(), "Germany".into()),
            ("Status".into(), "Draft 1 for negotiation".into()),
        ],
        running_head: "AI Services Agreement".into(),
        footer: "Draft 1, prepared with Accordant. Not legal advice.".into(),
        date: "2026-11-22".into(),
        language: "en-GB".into(),
        parts: vec![
            parties(),
            background(),
            part(
                "part.terms",
                PartKind::Body,
                "Definitions and term",
                vec![interpretation(), term()],
            ),
            part("part.data", PartKind::Body, "Data", vec![training(), deletion(), incidents()]),
            part(
                "part.risk",
                PartKind::Body,
                "Quality and liability",
                vec![quality(), liability()],
            ),
            matrix_schedule(),
            flow_schedule(),
            risk_schedule(),
            signatures(),
        ],
    }
}

/// The agreement with its operative clauses said over and over: about thirty pages.
pub(crate) fn long_agreement() -> Document {
    let mut document = agreement();
    for round in 1..=11 {
        let mut clauses = vec![term(), training(), deletion(), incidents(), quality(), liability()];
        for block in &mut clauses {
            rename(block, round);
        }
        document.parts.insert(
            5,
            part(&format!("part.more-{round}"), PartKind::Body, "Further terms", clauses),
        );
    }
    document
}

fn parties() -> Part {
    part("parties", PartKind::Front, "Parties", vec![
        clause("party.nordbank", Text::strong("Nordbank AG").then(", a company registered in Germany with number HRB 104772, whose registered office is at Jungfernstieg 12, 20354 Hamburg (the ").with(Inline::Strong("Customer".into())).then("); and")),
        clause("party.helios", Text::strong("Helios AI GmbH").then(", a company registered in Austria with number ").with(Inline::Gap("registration number of Helios AI GmbH".into())).then(", whose registered office is at Lindengasse 5, 1070 Vienna (the ").with(Inline::Strong("Provider".into())).then(").")),
    ])
}

fn background() -> Part {
    part(
        "background",
        PartKind::Front,
        "Background",
        vec![
            clause(
                "",
                Text::plain(
                    "The Provider develops and runs an AI System that answers questions of retail customers about accounts, cards and payments.",
                ),
            ),
            clause(
                "",
                Text::plain(
                    "The Customer wants to use the AI System in its chat service, under the controls that its regulators, its customers and its own policy demand.",
                ),
            ),
            clause(
                "",
                Text::plain(
                    "The parties agree the terms on which the Provider supplies the Services and processes Customer Data.",
                ),
            ),
        ],
    )
}

fn interpretation() -> Block {
    top(
        "definitions",
        "Definitions and interpretation",
        vec![
            with_children(
                clause("", Text::plain("In this Agreement:")),
                vec![Block::Definitions(vec![
                    definition(
                        "Affiliate",
                        "means a company that controls, is controlled by, or is under common control with a party.",
                        &[],
                    ),
                    definition(
                        "AI Incident",
                        "means an event in which the AI System:",
                        &[
                            "gives an Output that causes or could cause harm to a person;",
                            "departs from the Specifications in a way that a user can notice; or",
                            "discloses Customer Data to someone who may not see it.",
                        ],
                    ),
                    definition(
                        "AI System",
                        "means the machine-based system described in Schedule 1, with its Models, prompts, filters and interfaces, in each version that the Provider supplies under this Agreement.",
                        &[],
                    ),
                    definition(
                        "Customer Data",
                        "means all data that the Customer, its Affiliates or their customers give to the AI System, and each Output made from it.",
                        &[],
                    ),
                    definition(
                        "Output",
                        "means text, a score, a label or other content that the AI System generates.",
                        &[],
                    ),
                    definition(
                        "Training",
                        "means to train, fine-tune, distil, or otherwise adjust the parameters of a Model, including by embedding into it.",
                        &[],
                    ),
                ])],
            ),
            clause(
                "",
                Text::plain(
                    "Headings are for convenience only and do not affect the meaning of this Agreement.",
                ),
            ),
            clause(
                "",
                Text::plain(
                    "If a Schedule conflicts with a clause, the clause prevails, except where ",
                )
                .with(Inline::Reference("data.training-use.exceptions".into()))
                .then(" says otherwise."),
            ),
        ],
    )
}

fn term() -> Block {
    top("term", "Term", vec![
        clause("", Text::plain("This Agreement starts on the Effective Date and runs for 36 months, unless a party ends it earlier under ").with(Inline::Reference("liability.end".into())).then(".")),
        clause("", Text::plain("Either party may extend the term once, by 12 months, if it tells the other party at least 90 days before the end of the term.")),
    ])
}

fn training() -> Block {
    let mut block = top("data.training-use", "Training", vec![
        clause("", Text::plain("The Provider must not use Customer Data for Training, and must ensure that no subcontractor or Affiliate does so.")),
        with_children(clause("data.training-use.exceptions", Text::plain("The prohibition in this clause does not apply where the Customer has agreed in writing, for one named Model and one named purpose, and:")), vec![
            clause("", Text::plain("the data is free of Personal Data, or has been made anonymous by a method listed in ").with(Inline::Reference("schedule.data".into())).then(";")),
            with_children(clause("data.training-use.record", Text::plain("the Provider keeps a record of:")), vec![
                clause("", Text::plain("the datasets and their versions;")),
                clause("", Text::plain("the Models that were trained and the dates of each run; and")),
                with_children(clause("data.training-use.record.results", Text::plain("the evaluation results, split:")), vec![
                    clause("", Text::plain("by language; and")),
                    clause("", Text::plain("by customer segment; and")),
                ]),
            ]),
            clause("", Text::plain("the Customer may withdraw its agreement at any time, with effect from the date of the withdrawal.")),
        ]),
        clause("", Text::plain("If the Provider breaches this clause, it must delete each Model that was trained on Customer Data and, within 10 Business Days, certify the deletion under ").with(Inline::Reference("data.deletion.certificate".into())).then(". The Provider pays EUR 250,000 for each breach as a contractual penalty; the Customer may claim any further loss.")),
    ]);
    if let Block::Clause(clause) = &mut block {
        clause.sources =
            vec![Source { id: "gdpr-28-3".into(), citation: "GDPR art. 28(3)(a)".into() }];
    }
    block
}

fn deletion() -> Block {
    top("data.deletion", "Return and deletion", vec![
        headed("data.deletion.deadline", "Deadline", Text::plain("Within 30 days after this Agreement ends, the Provider must return Customer Data in a format listed in ").with(Inline::Reference("schedule.data".into())).then(" and then delete all copies, including backups, caches, embeddings and logs.")),
        headed("data.deletion.certificate", "Certificate", Text::plain("A director of the Provider must certify the deletion in writing within 5 Business Days after it is complete. The certificate names the systems, the methods and the dates.")),
        headed("", "Law", Text::plain("The Provider may keep data that Applicable Law obliges it to keep, for as long as that law demands, and must not use it for anything else. See ").with(Inline::Reference("matrix".into())).then(" and ").with(Inline::Link { text: "the official text of the Regulation".into(), href: "https://eur-lex.europa.eu/eli/reg/2016/679/oj".into() }).then(".")),
    ])
}

fn incidents() -> Block {
    top(
        "incident",
        "Incidents",
        vec![
            clause(
                "",
                Text::plain(
                    "The Provider must tell the Customer about each AI Incident within 24 hours after it becomes aware of it, and about each Personal Data Breach within 36 hours.",
                ),
            ),
            with_children(
                clause("", Text::plain("The notice states:")),
                vec![
                    clause(
                        "",
                        Text::plain("what happened, when, and which Models and data it concerns;"),
                    ),
                    clause("", Text::plain("who is affected and how many people they are; and")),
                    clause("", Text::plain("what the Provider has done and will do, with dates.")),
                ],
            ),
            Block::Callout {
                tone: Tone::Info,
                title: "Drafting note".into(),
                text: vec![Text::plain(
                    "The 24 hours leave the Customer time to meet its own deadline under art. 19 of Regulation (EU) 2022/2554.",
                )],
            },
        ],
    )
}

fn quality() -> Block {
    top("quality", "Quality of the AI System", vec![
        clause("quality.metrics", Text::plain("The Provider must keep each Metric at or above its Threshold. The parties measure them each month on the Benchmark Dataset, whose fingerprint is ").with(Inline::Code("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into())).then(".")),
        Block::Table(Table {
            id: "metrics".into(),
            caption: "Metrics, thresholds and remedies".into(),
            header: vec!["Metric".into(), "Threshold".into(), "Window".into(), "Remedy".into()],
            widths: vec![3, 2, 2, 4],
            rows: vec![
                vec![Cell::new("Resolved without an agent"), Cell::new("at least 71 %"), Cell::new("month"), Cell::new("service credit of 5 % of the monthly fee")],
                vec![Cell::new("Wrong answers about fees"), Cell::new("at most 0.5 %"), Cell::new("month"), Cell::new("correction plan within 10 days; service credit of 10 %")],
                vec![Cell::new("Answers within 3 seconds"), Cell::new("at least 99.5 %"), Cell::new("week"), Cell::new("service credit of 2 %")],
            ],
        }),
        clause("", Text::plain("If a Metric misses its Threshold in three consecutive months, the Customer may end this Agreement with 30 days’ notice.")),
    ])
}

fn liability() -> Block {
    top(
        "liability",
        "Liability",
        vec![
            clause(
                "",
                Text::plain(
                    "Each party’s total liability in a Contract Year is limited to 200 % of the fees paid or payable in that year, but at least EUR 2,000,000.",
                ),
            ),
            with_children(
                clause("", Text::plain("Nothing in this Agreement limits liability for:")),
                vec![
                    clause("", Text::plain("death or personal injury;")),
                    clause("", Text::plain("fraud, intent or gross negligence; or")),
                    clause(
                        "",
                        Text::plain("breach of ")
                            .with(Inline::Reference("data.training-use".into()))
                            .then("."),
                    ),
                ],
            ),
            clause(
                "liability.end",
                Text::plain(
                    "Either party may end this Agreement at once if the other commits a material breach and does not cure it within 30 days after notice.",
                ),
            ),
        ],
    )
}

fn signatures() -> Part {
    part(
        "signatures",
        PartKind::Signature,
        "Signatures",
        vec![
            plain(
                "The parties have signed this Agreement on the dates stated below. It takes effect on the Effective Date.",
            ),
            Block::Signatures(vec![
                Signature {
                    party: "Nordbank AG".into(),
                    role: "Customer".into(),
                    name: Some("Dr Katrin Sommer".into()),
                    title: Some("Chief Information Officer".into()),
                },
                Signature {
                    party: "Helios AI GmbH".into(),
                    role: "Provider".into(),
                    name: None,
                    title: None,
                },
            ]),
        ],
    )
}

fn rename(block: &mut Block, round: usize) {
    match block {
        Block::Clause(clause) => {
            if !clause.id.is_empty() {
                clause.id = format!("{}-{round}", clause.id);
            }
            for child in &mut clause.children {
                rename(child, round);
            }
        }
        Block::Table(table) => table.id = format!("{}-{round}", table.id),
        _ => {}
    }
}
