//! Two documents with every kind of block, in the words of a real partnership.
#![allow(dead_code, reason = "tests and benches share the sample, and none uses all of it")]

use accordant_document::model::{
    Block, Cell, Clause, Definition, Document, DocumentKind, Figure, Inline, Paragraph, ParagraphStyle, Part,
    PartKind, Signature, Source, Table, Text, Tone,
};

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
            part("part.terms", PartKind::Body, "Definitions and term", vec![interpretation(), term()]),
            part("part.data", PartKind::Body, "Data", vec![training(), deletion(), incidents()]),
            part("part.risk", PartKind::Body, "Quality and liability", vec![quality(), liability()]),
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
        document.parts.insert(5, part(&format!("part.more-{round}"), PartKind::Body, "Further terms", clauses));
    }
    document
}

/// A report without a cover.
pub(crate) fn report() -> Document {
    Document {
        title: "Assessment of the partnership with Helios AI".into(),
        subtitle: Some("Customer-service assistant at Nordbank AG".into()),
        kind: DocumentKind::Report,
        cover: vec![
            ("Agreement".into(), "nordbank-helios, revision 4".into()),
            ("Law as of".into(), "22 November 2026".into()),
            ("Findings".into(), "2 errors, 3 warnings".into()),
        ],
        running_head: "Assessment: Nordbank and Helios AI".into(),
        footer: "Not legal advice.".into(),
        date: "2026-11-22".into(),
        language: "en-GB".into(),
        parts: vec![
            part("chapter.result", PartKind::Chapter, "Result", vec![
                styled(ParagraphStyle::Lead, "Helios AI processes personal data of customers in the EU for Nordbank. Seven duties apply today and two more from 2 August 2027; the draft meets five of them."),
                Block::Callout {
                    tone: Tone::Bad,
                    title: "Nobody returns or deletes the data".into(),
                    text: vec![Text::plain("Helios keeps transcripts for 365 days after the agreement ends, and no term says that it deletes them. GDPR art. 28(3)(g) demands one. Set ")
                        .with(Inline::Code("data.deletion".into()))
                        .then(" to ")
                        .with(Inline::Code("deadline".into()))
                        .then(".")],
                },
                Block::Callout {
                    tone: Tone::Caution,
                    title: "The risk class rests on one fact".into(),
                    text: vec![Text::plain("The assistant is limited-risk because it takes no credit decision. If that changes, Annex III applies.")],
                },
                Block::Callout {
                    tone: Tone::Good,
                    title: "Training is prohibited".into(),
                    text: vec![Text::plain("The draft forbids training on Customer Data in all forms.")],
                },
            ]),
            part("chapter.duties", PartKind::Chapter, "Duties", vec![
                heading(1, "From the GDPR"),
                plain("The controller is Nordbank; the processor is Helios AI. Each row names the duty, who bears it and the term that answers it."),
                duties(),
                styled(ParagraphStyle::Note, "Source: Regulation (EU) 2016/679, OJ L 119, 4.5.2016. Text read on 21 September 2026; review due on 21 March 2027."),
                heading(1, "From the AI Act"),
                Block::List { ordered: false, items: vec![
                    Text::plain("Tell people that they talk to a machine (art. 50(1))."),
                    Text::plain("Train staff who operate the assistant (art. 4)."),
                    Text::plain("Keep logs for at least six months if the class becomes high-risk (art. 26(6))."),
                ] },
                heading(2, "What is uncertain"),
                plain("Guidance on art. 50 is in consultation. ").tap_gap("date of the final guidance"),
            ]),
            part("chapter.next", PartKind::Chapter, "Next steps", vec![
                Block::List { ordered: true, items: vec![
                    Text::plain("Agree a deletion deadline with Helios AI before the next draft."),
                    Text::plain("Name the owner of the transcripts."),
                    Text::plain("Ask for the list of subprocessors and their regions, published at ")
                        .with(Inline::Link { text: "helios.example/subprocessors".into(), href: "https://helios.example/subprocessors".into() })
                        .then("."),
                ] },
                flow(900, 420),
            ]),
        ],
    }
}

trait Tap {
    fn tap_gap(self, what: &str) -> Self;
}

impl Tap for Block {
    fn tap_gap(mut self, what: &str) -> Self {
        if let Block::Paragraph(paragraph) = &mut self {
            paragraph.text.0.push(Inline::Gap(what.into()));
        }
        self
    }
}

fn parties() -> Part {
    part("parties", PartKind::Front, "Parties", vec![
        clause("party.nordbank", Text::strong("Nordbank AG").then(", a company registered in Germany with number HRB 104772, whose registered office is at Jungfernstieg 12, 20354 Hamburg (the ").with(Inline::Strong("Customer".into())).then("); and")),
        clause("party.helios", Text::strong("Helios AI GmbH").then(", a company registered in Austria with number ").with(Inline::Gap("registration number of Helios AI GmbH".into())).then(", whose registered office is at Lindengasse 5, 1070 Vienna (the ").with(Inline::Strong("Provider".into())).then(").")),
    ])
}

fn background() -> Part {
    part("background", PartKind::Front, "Background", vec![
        clause("", Text::plain("The Provider develops and runs an AI System that answers questions of retail customers about accounts, cards and payments.")),
        clause("", Text::plain("The Customer wants to use the AI System in its chat service, under the controls that its regulators, its customers and its own policy demand.")),
        clause("", Text::plain("The parties agree the terms on which the Provider supplies the Services and processes Customer Data.")),
    ])
}

fn interpretation() -> Block {
    top("definitions", "Definitions and interpretation", vec![
        with_children(clause("", Text::plain("In this Agreement:")), vec![Block::Definitions(vec![
            definition("Affiliate", "means a company that controls, is controlled by, or is under common control with a party.", &[]),
            definition("AI Incident", "means an event in which the AI System:", &["gives an Output that causes or could cause harm to a person;", "departs from the Specifications in a way that a user can notice; or", "discloses Customer Data to someone who may not see it."]),
            definition("AI System", "means the machine-based system described in Schedule 1, with its Models, prompts, filters and interfaces, in each version that the Provider supplies under this Agreement.", &[]),
            definition("Customer Data", "means all data that the Customer, its Affiliates or their customers give to the AI System, and each Output made from it.", &[]),
            definition("Output", "means text, a score, a label or other content that the AI System generates.", &[]),
            definition("Training", "means to train, fine-tune, distil, or otherwise adjust the parameters of a Model, including by embedding into it.", &[]),
        ])]),
        clause("", Text::plain("Headings are for convenience only and do not affect the meaning of this Agreement.")),
        clause("", Text::plain("If a Schedule conflicts with a clause, the clause prevails, except where ").with(Inline::Reference("data.training-use.exceptions".into())).then(" says otherwise.")),
    ])
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
        clause.sources = vec![Source { id: "gdpr-28-3".into(), citation: "GDPR art. 28(3)(a)".into() }];
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
    top("incident", "Incidents", vec![
        clause("", Text::plain("The Provider must tell the Customer about each AI Incident within 24 hours after it becomes aware of it, and about each Personal Data Breach within 36 hours.")),
        with_children(clause("", Text::plain("The notice states:")), vec![
            clause("", Text::plain("what happened, when, and which Models and data it concerns;")),
            clause("", Text::plain("who is affected and how many people they are; and")),
            clause("", Text::plain("what the Provider has done and will do, with dates.")),
        ]),
        Block::Callout { tone: Tone::Info, title: "Drafting note".into(), text: vec![Text::plain("The 24 hours leave the Customer time to meet its own deadline under art. 19 of Regulation (EU) 2022/2554.")] },
    ])
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
    top("liability", "Liability", vec![
        clause("", Text::plain("Each party’s total liability in a Contract Year is limited to 200 % of the fees paid or payable in that year, but at least EUR 2,000,000.")),
        with_children(clause("", Text::plain("Nothing in this Agreement limits liability for:")), vec![
            clause("", Text::plain("death or personal injury;")),
            clause("", Text::plain("fraud, intent or gross negligence; or")),
            clause("", Text::plain("breach of ").with(Inline::Reference("data.training-use".into())).then(".")),
        ]),
        clause("liability.end", Text::plain("Either party may end this Agreement at once if the other commits a material breach and does not cure it within 30 days after notice.")),
    ])
}

fn matrix_schedule() -> Part {
    let classes = [
        ("Account numbers", "Personal Data", "EU", "30 days", Tone::Caution, "with consent of the Customer only"),
        ("Chat transcripts", "Personal Data", "EU, UK", "90 days", Tone::Caution, "support and quality control; no Training"),
        ("Health remarks in chats", "Sensitive Data", "EU", "none", Tone::Bad, "prohibited; the filter removes them before storage"),
        ("Product descriptions", "public", "any", "no limit", Tone::Good, "permitted, including Training"),
        ("Usage statistics", "Usage Data", "EU, US", "24 months", Tone::Good, "permitted in aggregated form"),
        ("Call recordings", "Personal Data", "unknown", "unknown", Tone::Gap, "to be decided by the Governance Committee"),
    ];
    let rows = (1..=7)
        .flat_map(|round| {
            classes.iter().map(move |(name, class, region, keep, tone, rule)| {
                vec![
                    Cell::new(format!("{name} ({round})")),
                    Cell::new(*class),
                    Cell::new(*region),
                    Cell::new(*keep),
                    Cell::toned(*rule, *tone),
                ]
            })
        })
        .collect();
    part("schedule.data", PartKind::Schedule, "Data-classification matrix", vec![
        top("schedule.data.use", "Use of the matrix", vec![
            clause("", Text::plain("The matrix says for each class of data where it may be stored, for how long, and what the Provider may do with it.")),
            clause("schedule.data.silence", Text::plain("What the matrix does not permit is prohibited; ").with(Inline::Reference("data.training-use".into())).then(" applies in addition.")),
        ]),
        Block::Table(Table {
            id: "matrix".into(),
            caption: "Data-classification matrix".into(),
            header: vec!["Data".into(), "Classification".into(), "Region".into(), "Retention".into(), "Permitted use".into()],
            widths: vec![3, 2, 1, 1, 4],
            rows,
        }),
        styled(ParagraphStyle::Note, "Retention counts from the day on which the data was received."),
    ])
}

fn flow_schedule() -> Part {
    part("schedule.flow", PartKind::Schedule, "Data flows", vec![
        plain("The drawing shows every flow of Customer Data between the parties and their subprocessors. What paragraph 1.2 of Schedule 1 prohibits does not flow."),
        flow(640, 300),
        heading(1, "Subprocessors"),
        Block::List { ordered: false, items: vec![
            Text::strong("Cumulus Hosting SE").then(", Frankfurt am Main: hosting and backups."),
            Text::strong("Lingua Labs Ltd").then(", Dublin: translation of transcripts before quality control."),
        ] },
        flow(1300, 560),
    ])
}

fn risk_schedule() -> Part {
    let risk = |name: &str, owner: &str, before: Tone, after: Tone| {
        vec![
            Cell::new(name),
            Cell::new("The assistant states a fee that does not apply, and the customer relies on it."),
            Cell::new(owner),
            Cell::new("likely"),
            Cell::new("moderate"),
            Cell::toned(if before == Tone::Bad { "high" } else { "medium" }, before),
            Cell::new("Answers about fees come from the price list only; weekly sampling by the Customer."),
            Cell::toned(if after == Tone::Good { "low" } else { "medium" }, after),
        ]
    };
    part("schedule.risk", PartKind::Schedule, "Risk register", vec![Block::Table(Table {
        id: "risks".into(),
        caption: "Risks, their treatment and what remains".into(),
        header: ["Risk", "How it happens", "Owner", "Likelihood", "Impact", "Level", "Treatment", "Residual"].map(Text::plain).to_vec(),
        widths: vec![3, 5, 2, 2, 2, 2, 5, 2],
        rows: vec![
            risk("Wrong fees", "Provider", Tone::Bad, Tone::Good),
            risk("Prompt injection", "Provider", Tone::Bad, Tone::Caution),
            risk("Drift after a Model Change", "both parties", Tone::Caution, Tone::Good),
        ],
    })])
}

fn signatures() -> Part {
    part("signatures", PartKind::Signature, "Signatures", vec![
        plain("The parties have signed this Agreement on the dates stated below. It takes effect on the Effective Date."),
        Block::Signatures(vec![
            Signature { party: "Nordbank AG".into(), role: "Customer".into(), name: Some("Dr Katrin Sommer".into()), title: Some("Chief Information Officer".into()) },
            Signature { party: "Helios AI GmbH".into(), role: "Provider".into(), name: None, title: None },
        ]),
    ])
}

fn duties() -> Block {
    Block::Table(Table {
        id: "duties".into(),
        caption: "Duties and the terms that answer them".into(),
        header: vec!["Duty".into(), "Source".into(), "Bearer".into(), "Term".into(), "Verdict".into()],
        widths: vec![4, 2, 2, 2, 2],
        rows: vec![
            vec![Cell::new("Process only on documented instructions"), Cell::new("art. 28(3)(a)"), Cell::new("processor"), Cell::new(Text(vec![Inline::Code("data.processing-terms".into())])), Cell::toned("met", Tone::Good)],
            vec![Cell::new("Return or delete at the end"), Cell::new("art. 28(3)(g)"), Cell::new("processor"), Cell::new(Text(vec![Inline::Code("data.deletion".into())])), Cell::toned("not met", Tone::Bad)],
            vec![Cell::new("Notify breaches without undue delay"), Cell::new("art. 33(2)"), Cell::new("processor"), Cell::new(Text(vec![Inline::Code("data.breach-notice".into())])), Cell::toned("unclear", Tone::Gap)],
        ],
    })
}

/// A data-flow map of the given size.
pub(crate) fn drawing(width: u32, height: u32) -> String {
    let (box_width, box_height) = (width / 5, height / 4);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="Inter, Carlito, Arial, sans-serif" font-size="13"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#16304d"/></marker></defs>"##
    );
    for (index, (name, note, fill)) in [
        ("Retail customer", "asks", "#eef2f6"),
        ("Nordbank chat", "controller, EU", "#e5f0e7"),
        ("Helios assistant", "processor, EU", "#fbf0d3"),
    ]
    .iter()
    .enumerate()
    {
        let x = width / 20 + u32::try_from(index).unwrap() * (width * 7 / 20);
        let y = height / 2 - box_height / 2;
        let middle = x + box_width / 2;
        svg.push_str(&format!(
            r##"<rect x="{x}" y="{y}" width="{box_width}" height="{box_height}" rx="6" fill="{fill}" stroke="#16304d"/><text x="{middle}" y="{}" text-anchor="middle" font-weight="600" fill="#16304d">{name}</text><text x="{middle}" y="{}" text-anchor="middle" font-size="11" fill="#5a6570">{note}</text>"##,
            y + box_height / 2 - 3,
            y + box_height / 2 + 14,
        ));
        if index < 2 {
            let from = x + box_width;
            let to = width / 20 + (u32::try_from(index).unwrap() + 1) * (width * 7 / 20);
            svg.push_str(&format!(
                r##"<path d="M{from} {0}H{1}" stroke="#16304d" stroke-width="1.4" fill="none" marker-end="url(#tip)"/><text x="{2}" y="{3}" text-anchor="middle" font-size="10.5" fill="#5a6570">transcript</text>"##,
                height / 2,
                to - 3,
                (from + to) / 2,
                height / 2 - 8,
            ));
        }
    }
    svg.push_str("</svg>");
    svg
}

fn flow(width: u32, height: u32) -> Block {
    Block::Figure(Figure {
        id: format!("flow-{width}"),
        caption: "Flow of Customer Data from the customer to the assistant".into(),
        alt: "Three boxes in a row: a retail customer asks the Nordbank chat, which sends the transcript to the Helios assistant.".into(),
        svg: drawing(width, height),
        png: Vec::new(),
        size: (width, height),
    })
}

/// A part of a document.
pub(crate) fn part(id: &str, kind: PartKind, title: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.into(), kind, title: title.into(), blocks }
}

/// A top-level clause with a heading.
pub(crate) fn top(id: &str, heading: &str, children: Vec<Block>) -> Block {
    Block::Clause(Clause { id: id.into(), heading: Some(heading.into()), text: None, children, sources: Vec::new() })
}

/// A clause with text.
pub(crate) fn clause(id: &str, text: impl Into<Text>) -> Block {
    Block::Clause(Clause { id: id.into(), text: Some(text.into()), ..Clause::default() })
}

fn headed(id: &str, heading: &str, text: Text) -> Block {
    Block::Clause(Clause { id: id.into(), heading: Some(heading.into()), text: Some(text), ..Clause::default() })
}

fn with_children(mut block: Block, children: Vec<Block>) -> Block {
    if let Block::Clause(clause) = &mut block {
        clause.children = children;
    }
    block
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

fn definition(term: &str, text: &str, items: &[&str]) -> Definition {
    Definition { term: term.into(), text: text.into(), items: items.iter().map(|item| Text::plain(*item)).collect() }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.into() }
}

/// An unnumbered paragraph.
pub(crate) fn plain(text: &str) -> Block {
    styled(ParagraphStyle::Normal, text)
}

fn styled(style: ParagraphStyle, text: &str) -> Block {
    Block::Paragraph(Paragraph { style, text: text.into() })
}
