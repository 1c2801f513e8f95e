//! A report on the same partnership.

use accordant_document::model::{
    Block, Cell, Document, DocumentKind, Inline, ParagraphStyle, PartKind, Table, Text, Tone,
};

use super::{flow, heading, part, plain, styled};

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
                plain(Text::plain("Guidance on art. 50 is in consultation. ").with(Inline::Gap("date of the final guidance".into()))),
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

fn duties() -> Block {
    Block::Table(Table {
        id: "duties".into(),
        caption: "Duties and the terms that answer them".into(),
        header: vec![
            "Duty".into(),
            "Source".into(),
            "Bearer".into(),
            "Term".into(),
            "Verdict".into(),
        ],
        widths: vec![4, 2, 2, 2, 2],
        rows: vec![
            vec![
                Cell::new("Process only on documented instructions"),
                Cell::new("art. 28(3)(a)"),
                Cell::new("processor"),
                Cell::new(Text(vec![Inline::Code("data.processing-terms".into())])),
                Cell::toned("met", Tone::Good),
            ],
            vec![
                Cell::new("Return or delete at the end"),
                Cell::new("art. 28(3)(g)"),
                Cell::new("processor"),
                Cell::new(Text(vec![Inline::Code("data.deletion".into())])),
                Cell::toned("not met", Tone::Bad),
            ],
            vec![
                Cell::new("Notify breaches without undue delay"),
                Cell::new("art. 33(2)"),
                Cell::new("processor"),
                Cell::new(Text(vec![Inline::Code("data.breach-notice".into())])),
                Cell::toned("unclear", Tone::Gap),
            ],
        ],
    })
}
