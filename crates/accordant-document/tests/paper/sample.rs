//! Two documents with every kind of block.

use accordant_document::markup::parse_clauses;
use accordant_document::model::{
    Block, Cell, Clause, Definition, Document, DocumentKind, Figure, Inline, Paragraph,
    ParagraphStyle, Part, PartKind, Signature, Source, Table, Text, Tone,
};

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
        running_head: "AI Services Agreement – Nordbank AG and Helios AI GmbH".into(),
        footer: "Draft 1. Not legal advice.".into(),
        date: "2026-11-22".into(),
        language: "en-GB".into(),
        parts: vec![
            part("parties", PartKind::Front, "Parties", parties()),
            part("background", PartKind::Front, "Background", wording("background", "\
The Provider develops and runs an AI System that answers questions of retail customers about accounts, cards and payments.

The Customer wants to use the AI System in its chat service, under the controls that its regulators demand.")),
            part("section.partnership", PartKind::Body, "The partnership", vec![
                interpretation(),
                provision("roles.purpose", "Intended purpose", "\
The Provider must supply the AI System for the Intended Purpose that [[schedule:purpose]] states.

{#change}The Customer may change the Intended Purpose by written notice. The parties then review [[clause:data.training-use.exceptions]] and [[schedule:data]]."),
            ]),
            part("section.data", PartKind::Body, "Data", vec![training(), deletion()]),
            part("section.performance", PartKind::Body, "Performance and testing", vec![
                quality(),
                provision("liability.cap", "Limit of liability", "\
Each party’s total liability in a Contract Year is limited to 200 % of the Fees of that year, and to at least EUR 2,000,000.

Nothing in this Agreement limits liability for:
- death or personal injury;
- fraud, intent or gross negligence; or
- breach of [[clause:data.training-use]]."),
            ]),
            part("schedule.purpose", PartKind::Schedule, "Use case and intended purpose", purpose()),
            part("schedule.data", PartKind::Schedule, "Data-classification matrix", matrix()),
            part("signatures", PartKind::Signature, "Signatures", vec![
                plain("The parties have signed this Agreement on the dates stated below. It takes effect on the Effective Date."),
                Block::Signatures(vec![
                    Signature { party: "Nordbank AG".into(), role: "Customer".into(), name: Some("Dr Katrin Sommer".into()), title: Some("Chief Information Officer".into()) },
                    Signature { party: "Helios AI GmbH".into(), role: "Provider".into(), name: None, title: None },
                ]),
            ]),
        ],
    }
}

pub(crate) fn report() -> Document {
    Document {
        title: "Assessment of the partnership".into(),
        subtitle: Some("Nordbank AG and Helios AI GmbH".into()),
        kind: DocumentKind::Report,
        cover: vec![("Law as of".into(), "22 November 2026".into())],
        running_head: "Assessment".into(),
        footer: "Not legal advice.".into(),
        date: "2026-11-22".into(),
        language: "en-GB".into(),
        parts: vec![
            part(
                "result",
                PartKind::Chapter,
                "Result",
                vec![
                    styled(
                        ParagraphStyle::Lead,
                        "Seven duties apply today and two more from 2 August 2027; the draft meets five of them.",
                    ),
                    callout(
                        Tone::Bad,
                        "Nobody returns or deletes the data",
                        "Set `data.deletion`.",
                    ),
                    callout(
                        Tone::Caution,
                        "The risk class rests on one fact",
                        "If that changes, Annex III applies.",
                    ),
                    callout(
                        Tone::Good,
                        "Training is prohibited",
                        "The draft forbids it in all forms.",
                    ),
                    heading(1, "From the AI Act"),
                    Block::List {
                        ordered: false,
                        items: vec![
                            "Tell people that they talk to a machine (art. 50(1)).".into(),
                            "Keep logs for at least six months (art. 26(6)).".into(),
                        ],
                    },
                    heading(2, "What is uncertain"),
                    plain("Guidance on art. 50 is in consultation."),
                    Block::List {
                        ordered: true,
                        items: vec!["Agree a deadline.".into(), "Name the owner.".into()],
                    },
                    figure("flow-plain", Vec::new()),
                    Block::List {
                        ordered: true,
                        items: vec!["This list starts at one again.".into()],
                    },
                ],
            ),
            part(
                "next",
                PartKind::Chapter,
                "Next steps",
                vec![
                    clause("step", "Ask for the list of subprocessors."),
                    clause(
                        "",
                        Text::plain("Repeat ")
                            .with(Inline::Reference("step".into()))
                            .then(" each year, as “Result” says."),
                    ),
                ],
            ),
        ],
    }
}

fn parties() -> Vec<Block> {
    vec![
        clause("party.nordbank", Text::strong("Nordbank AG").then(", registered in Germany with number HRB 104772, whose registered office is at Jungfernstieg 12, 20354 Hamburg (the ").with(Inline::Strong("Customer".into())).then("); and")),
        clause("party.helios", Text::strong("Helios AI GmbH").then(", registered in Austria with number ").with(Inline::Gap("registration number of Helios AI GmbH".into())).then(", whose registered office is at Lindengasse 5, 1070 Vienna (the ").with(Inline::Strong("Provider".into())).then(").")),
    ]
}

fn interpretation() -> Block {
    let mut block = provision("governance.interpretation", "Definitions and interpretation", "\
In this Agreement:

Headings do not affect the meaning of this Agreement. If a Schedule conflicts with a clause, the clause prevails.");
    if let Block::Clause(clause) = &mut block
        && let Some(Block::Clause(first)) = clause.children.first_mut()
    {
        first.children.push(Block::Definitions(vec![
            definition("AI System", "means the machine-based system that [[schedule:purpose]] describes, in each version that the Provider supplies.", &[]),
            definition("Contract Year", "means each period of 12 months from the Effective Date.", &[]),
            definition("Customer Data", "means all data that the Customer gives to the AI System, and:", &["each Output made from it;", "each copy of it; and", "each Metric that reveals it."]),
            definition("Effective Date", "means the date on which the last party signs this Agreement.", &[]),
            definition("Fees", "means the sums that the Customer pays for the AI System.", &[]),
            definition("Intended Purpose", "means the use that [[schedule:purpose]] states.", &[]),
            definition("Metric", "means a measure that [[clause:performance.metrics]] lists.", &[]),
            definition("Model", "means a component of the AI System that has learned from data.", &[]),
            definition("Output", "means text, a score, a label or other content that the AI System generates.", &[]),
            definition("Threshold", "means the value that a Metric must keep.", &[]),
            definition("Training", "means to adjust the parameters of a Model, including:", &["by fine-tuning it; and", "by distilling it."]),
        ]));
    }
    block
}

fn training() -> Block {
    let mut block = provision("data.training-use", "Training and improvement", "\
{#ban}The Provider must not use Customer Data for Training, and must ensure that no supplier of a Model does so.

{#exceptions}The ban in [[clause:data.training-use.ban]] does not apply where the Customer has agreed in writing, for one named Model, and:
- the data is made anonymous by a method that [[schedule:data]] lists;
- {#record}the Provider keeps a record of:
  - the data sets and their versions;
  - {#runs}the dates of each run, split:
    - by language; and
    - by customer segment; and
  - the results; and
- the Customer may withdraw its agreement at any time.

If the Provider breaches this clause, it must certify within 10 days, with the record that [[clause:data.training-use.record]] and [[clause:data.training-use.runs]] demand, that each affected Model is deleted. See also [[clause:schedule.data.silence]] and [[clause:metrics]].");
    if let Block::Clause(clause) = &mut block {
        clause.sources = vec![
            Source { id: "gdpr-28-3".into(), citation: "GDPR art. 28(3)(a)".into() },
            Source { id: "terms.data.training-use".into(), citation: "decided in the file".into() },
        ];
    }
    block
}

fn deletion() -> Block {
    let headed = |id: &str, heading: &str, text: Text| {
        Block::Clause(Clause {
            id: id.into(),
            heading: Some(heading.into()),
            text: Some(text),
            ..Clause::default()
        })
    };
    Block::Clause(Clause {
        id: "data.deletion".into(),
        heading: Some("Return and deletion".into()),
        children: vec![
            headed("data.deletion.deadline", "Deadline", "Within 30 days after this Agreement ends, the Provider must return Customer Data and then delete all copies.".into()),
            headed("", "Law", Text::plain("The Provider may keep data that ").with(Inline::Link { text: "the Regulation".into(), href: "https://eur-lex.europa.eu/eli/reg/2016/679/oj".into() }).then(" obliges it to keep, with fingerprint ").with(Inline::Code("sha256:9f86d081884c7d65".into())).then(", and ").with(Inline::Emphasis("for no longer".into())).then(". R&D <at> \"work\" counts.")),
        ],
        ..Clause::default()
    })
}

fn quality() -> Block {
    let mut block = provision("performance.metrics", "Metrics", "\
The Provider must keep each Metric at or above its Threshold.

If a Metric misses its Threshold in three consecutive months, the Customer may end this Agreement with notice of 30 days.");
    if let Block::Clause(clause) = &mut block {
        clause.children.insert(
            1,
            Block::Table(Table {
                id: "metrics".into(),
                caption: "Metrics, thresholds and remedies".into(),
                header: vec!["Metric".into(), "Threshold".into(), "Window".into(), "Remedy".into()],
                widths: vec![3, 2, 2, 4],
                rows: vec![
                    vec![
                        Cell::new("Resolved without an agent"),
                        Cell::new("at least 71 %"),
                        Cell::new("month"),
                        Cell::new("credit of 5 % of the monthly fee"),
                    ],
                    vec![
                        Cell::new("Wrong answers about fees"),
                        Cell::new("at most 0.5 %"),
                        Cell::new("month"),
                        Cell {
                            text: vec![
                                "correction plan within 10 days".into(),
                                "credit of 10 %".into(),
                            ],
                            tone: None,
                        },
                    ],
                ],
            }),
        );
        clause.children.push(callout(
            Tone::Info,
            "Drafting note",
            "The months run from the first day of use.",
        ));
    }
    block
}

fn purpose() -> Vec<Block> {
    let mut blocks = wording(
        "schedule.purpose",
        "\
The AI System answers questions of retail customers.

Neither party may use it for:
- decisions on credit; or
- [[gap:uses that the Customer excludes]].",
    );
    blocks.push(figure("flow", png(640, 240)));
    blocks.push(heading(1, "Decisions"));
    blocks.push(plain("No decision is taken without a person."));
    blocks
}

fn matrix() -> Vec<Block> {
    let mut blocks = vec![Block::Clause(Clause {
        id: "schedule.data.use".into(),
        heading: Some("Use of the matrix".into()),
        children: wording("schedule.data", "\
The matrix says for each class of data what the Provider may do with it.

{#silence}What the matrix does not permit is prohibited; [[clause:schedule.data.silence]] and [[clause:data.deletion]] apply."),
        ..Clause::default()
    })];
    blocks.push(heading(1, "Permitted uses"));
    let uses = [
        ("permitted", Tone::Good),
        ("on condition", Tone::Caution),
        ("forbidden", Tone::Bad),
        ("unknown", Tone::Gap),
    ];
    let names = [
        "Account numbers",
        "Chat transcripts",
        "Health remarks in chats",
        "Product descriptions",
        "Usage statistics",
        "Call recordings",
    ];
    let rows = (0..24_usize)
        .map(|row| {
            let mut cells = vec![Cell::new(format!("{} {}", names[row % names.len()], row + 1))];
            cells.extend((0..7).map(|column| {
                let (word, tone) = uses[(row * 3 + column) % uses.len()];
                Cell::toned(word, tone)
            }));
            cells
        })
        .collect();
    let mut header: Vec<Text> = vec!["Data".into()];
    header.extend(
        [
            "Inference",
            "Evaluation",
            "Training",
            "Fine-tuning",
            "Improvement for others",
            "Combination",
            "Logging",
        ]
        .map(Text::plain),
    );
    blocks.push(Block::Table(Table {
        id: "matrix".into(),
        caption: "Permitted uses by class of data".into(),
        header,
        widths: vec![22, 11, 11, 11, 11, 11, 11, 11],
        rows,
    }));
    blocks.push(styled(
        ParagraphStyle::Note,
        "Retention counts from the day on which the data was received.",
    ));
    blocks.push(Block::PageBreak);
    blocks.push(Block::Table(Table {
        id: String::new(),
        caption: String::new(),
        header: vec!["No.".into(), "Condition".into()],
        widths: vec![1, 9],
        rows: vec![
            vec![Cell::new("1"), Cell { text: Vec::new(), tone: Some(Tone::Gap) }],
            vec![
                Cell::new("2"),
                Cell::new(
                    Text::plain("Only as ")
                        .with(Inline::Reference("schedule.data".into()))
                        .then(" and ")
                        .with(Inline::Reference("flow".into()))
                        .then(" say; see also ")
                        .with(Inline::Reference("section.data".into()))
                        .then("."),
                ),
            ],
        ],
    }));
    blocks
}

/// Blocks of clauses from wording.
pub(crate) fn wording(entry: &str, text: &str) -> Vec<Block> {
    parse_clauses(entry, text).unwrap().into_iter().map(Block::Clause).collect()
}

pub(crate) fn provision(id: &str, heading: &str, text: &str) -> Block {
    Block::Clause(Clause {
        id: id.into(),
        heading: Some(heading.into()),
        children: wording(id, text),
        ..Clause::default()
    })
}

pub(crate) fn part(id: &str, kind: PartKind, title: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.into(), kind, title: title.into(), blocks }
}

pub(crate) fn clause(id: &str, text: impl Into<Text>) -> Block {
    Block::Clause(Clause { id: id.into(), text: Some(text.into()), ..Clause::default() })
}

pub(crate) fn plain(text: &str) -> Block {
    styled(ParagraphStyle::Normal, text)
}

fn styled(style: ParagraphStyle, text: &str) -> Block {
    Block::Paragraph(Paragraph { style, text: text.into() })
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.into() }
}

fn callout(tone: Tone, title: &str, text: &str) -> Block {
    Block::Callout { tone, title: title.into(), text: vec![text.into()] }
}

pub(crate) fn definition(term: &str, text: &str, items: &[&str]) -> Definition {
    let text = accordant_document::markup::parse_text(text).unwrap();
    Definition {
        term: term.into(),
        text,
        items: items.iter().map(|item| Text::plain(*item)).collect(),
    }
}

fn figure(id: &str, png: Vec<u8>) -> Block {
    Block::Figure(Figure {
        id: id.into(),
        caption: "Flow of Customer Data".into(),
        alt: "Two boxes in a row: the Nordbank chat sends a transcript to the assistant.".into(),
        svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 240\" width=\"640\" height=\"240\"><defs><marker id=\"tip\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs><script>alert(1)</script><rect x=\"40\" y=\"70\" width=\"200\" height=\"100\" fill=\"#e8eff6\" stroke=\"#16304d\" onclick=\"alert(1)\"/><rect x=\"400\" y=\"70\" width=\"200\" height=\"100\" fill=\"#e8eff6\" stroke=\"#16304d\"/><path d=\"M240 120H397\" stroke=\"#16304d\" marker-end=\"url(#tip)\"/><text x=\"140\" y=\"125\" text-anchor=\"middle\">Nordbank &amp; chat</text></svg>".into(),
        png,
        size: (640, 240),
    })
}

/// A PNG with two boxes and a line between them.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        for x in 0..width {
            let inside =
                (70..170).contains(&y) && ((40..240).contains(&x) || (400..600).contains(&x));
            let line = (118..121).contains(&y) && (240..400).contains(&x);
            rows.extend(if line {
                [22, 48, 77]
            } else if inside {
                [232, 239, 246]
            } else {
                [255, 255, 255]
            });
        }
    }
    let mut packed = vec![0x78, 0x01];
    let mut blocks = rows.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap();
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in &rows {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    packed.extend(((high << 16) | low).to_be_bytes());
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut body = kind.to_vec();
        body.extend(content);
        file.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        file.extend(&body);
        file.extend(crc(&body).to_be_bytes());
    };
    let mut head = width.to_be_bytes().to_vec();
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    chunk(b"IHDR", &head);
    chunk(b"IDAT", &packed);
    chunk(b"IEND", &[]);
    file
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}
