//! The schedules of the agreement: a long table, drawings of two sizes, a wide table.

use accordant_document::model::{
    Block, Cell, Inline, ParagraphStyle, Part, PartKind, Table, Text, Tone,
};

use super::{clause, flow, heading, part, plain, styled, top};

pub(super) fn matrix_schedule() -> Part {
    let classes = [
        (
            "Account numbers",
            "Personal Data",
            "EU",
            "30 days",
            Tone::Caution,
            "with consent of the Customer only",
        ),
        (
            "Chat transcripts",
            "Personal Data",
            "EU, UK",
            "90 days",
            Tone::Caution,
            "support and quality control; no Training",
        ),
        (
            "Health remarks in chats",
            "Sensitive Data",
            "EU",
            "none",
            Tone::Bad,
            "prohibited; the filter removes them before storage",
        ),
        (
            "Product descriptions",
            "public",
            "any",
            "no limit",
            Tone::Good,
            "permitted, including Training",
        ),
        (
            "Usage statistics",
            "Usage Data",
            "EU, US",
            "24 months",
            Tone::Good,
            "permitted in aggregated form",
        ),
        (
            "Call recordings",
            "Personal Data",
            "unknown",
            "unknown",
            Tone::Gap,
            "to be decided by the Governance Committee",
        ),
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
    part(
        "schedule.data",
        PartKind::Schedule,
        "Data-classification matrix",
        vec![
            top(
                "schedule.data.use",
                "Use of the matrix",
                vec![
                    clause(
                        "",
                        Text::plain(
                            "The matrix says for each class of data where it may be stored, for how long, and what the Provider may do with it.",
                        ),
                    ),
                    clause(
                        "schedule.data.silence",
                        Text::plain("What the matrix does not permit is prohibited; ")
                            .with(Inline::Reference("data.training-use".into()))
                            .then(" applies in addition."),
                    ),
                ],
            ),
            Block::Table(Table {
                id: "matrix".into(),
                caption: "Data-classification matrix".into(),
                header: vec![
                    "Data".into(),
                    "Classification".into(),
                    "Region".into(),
                    "Retention".into(),
                    "Permitted use".into(),
                ],
                widths: vec![3, 2, 1, 1, 4],
                rows,
            }),
            styled(
                ParagraphStyle::Note,
                "Retention counts from the day on which the data was received.",
            ),
        ],
    )
}

pub(super) fn flow_schedule() -> Part {
    part(
        "schedule.flow",
        PartKind::Schedule,
        "Data flows",
        vec![
            plain(
                "The drawing shows every flow of Customer Data between the parties and their subprocessors. What paragraph 1.2 of Schedule 1 prohibits does not flow.",
            ),
            flow(640, 300),
            heading(1, "Subprocessors"),
            Block::List {
                ordered: false,
                items: vec![
                    Text::strong("Cumulus Hosting SE")
                        .then(", Frankfurt am Main: hosting and backups."),
                    Text::strong("Lingua Labs Ltd")
                        .then(", Dublin: translation of transcripts before quality control."),
                ],
            },
            flow(1300, 560),
        ],
    )
}

pub(super) fn risk_schedule() -> Part {
    let risk = |name: &str, owner: &str, before: Tone, after: Tone| {
        vec![
            Cell::new(name),
            Cell::new(
                "The assistant states a fee that does not apply, and the customer relies on it.",
            ),
            Cell::new(owner),
            Cell::new("likely"),
            Cell::new("moderate"),
            Cell::toned(if before == Tone::Bad { "high" } else { "medium" }, before),
            Cell::new(
                "Answers about fees come from the price list only; weekly sampling by the Customer.",
            ),
            Cell::toned(if after == Tone::Good { "low" } else { "medium" }, after),
        ]
    };
    part(
        "schedule.risk",
        PartKind::Schedule,
        "Risk register",
        vec![Block::Table(Table {
            id: "risks".into(),
            caption: "Risks, their treatment and what remains".into(),
            header: [
                "Risk",
                "How it happens",
                "Owner",
                "Likelihood",
                "Impact",
                "Level",
                "Treatment",
                "Residual",
            ]
            .map(Text::plain)
            .to_vec(),
            widths: vec![3, 5, 2, 2, 2, 2, 5, 2],
            rows: vec![
                risk("Wrong fees", "Provider", Tone::Bad, Tone::Good),
                risk("Prompt injection", "Provider", Tone::Bad, Tone::Caution),
                risk("Drift after a Model Change", "both parties", Tone::Caution, Tone::Good),
            ],
        })],
    )
}
