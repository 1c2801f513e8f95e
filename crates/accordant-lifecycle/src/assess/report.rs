//! The assessment as a document for people.

mod classes;
mod duties;

use accordant_agreement::Severity;
use accordant_agreement::file::Agreement;
use accordant_document::model::{
    Block, Cell, Document, DocumentKind, Inline, Paragraph, ParagraphStyle, Part, PartKind, Table,
    Text, Tone,
};
use accordant_packs::{Packs, Standing, join_words};

use self::duties::list_duties;
use super::{Assessment, ItemState};
use crate::dates::long_date;
use crate::finding::Finding;
use crate::table::{ChosenBy, Row, bound_in_words};
use crate::words::{sentence, short_name};

/// Builds the assessment report.
pub fn build_report(agreement: &Agreement, packs: &Packs, assessment: &Assessment) -> Document {
    let short = |id: &str| short_name(agreement, id);
    let (adopter, partner) = (agreement.header.adopter.id(), agreement.header.partner.id());
    let mut parts = vec![
        summarise(agreement, assessment),
        list_findings(assessment),
        classes::list_classes(assessment),
        classes::list_roles(agreement, assessment),
        list_duties(agreement, packs, assessment),
        list_positions(packs, assessment),
    ];
    parts.extend(classes::list_explanations(assessment));
    parts.extend(list_checklists(assessment));
    parts.push(list_sources(packs, assessment));
    Document {
        title: format!("Assessment: {}", assessment.title),
        subtitle: Some(format!("{} and {}", short(adopter), short(partner))),
        kind: DocumentKind::Report,
        cover: vec![
            ("Partnership".into(), agreement.header.partnership_type.meaning().to_owned()),
            ("Law as of".into(), long_date(assessment.as_of)),
            ("Prepared for".into(), short(agreement.header.us.id())),
        ],
        running_head: format!("Assessment – {}", assessment.title),
        footer: "Not legal advice. Check the sources before relying on them.".to_owned(),
        date: assessment.as_of.to_string(),
        language: "en-GB".to_owned(),
        parts,
    }
}

fn chapter(id: &str, title: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.to_owned(), kind: PartKind::Chapter, title: title.to_owned(), blocks }
}

fn paragraph(text: impl Into<Text>) -> Block {
    Block::Paragraph(Paragraph { style: ParagraphStyle::Normal, text: text.into() })
}

fn note(text: impl Into<Text>) -> Block {
    Block::Paragraph(Paragraph { style: ParagraphStyle::Note, text: text.into() })
}

fn table(id: &str, caption: &str, columns: &[(&str, u16)], rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        header: columns.iter().map(|(name, _)| Text::plain(*name)).collect(),
        widths: columns.iter().map(|(_, width)| *width).collect(),
        rows,
    })
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn summarise(agreement: &Agreement, assessment: &Assessment) -> Part {
    let counts = assessment.count_findings();
    let count = |severity| counts.get(&severity).copied().unwrap_or(0);
    let applies =
        assessment.duties.iter().filter(|d| matches!(d.standing, Standing::Applies(_))).count();
    let later = assessment.duties.len() - applies;
    let required = assessment.table.rows.iter().filter(|row| row.required.is_some()).count();
    let lead = format!(
        "{} On {}, {} apply and {} will during or after the term. The agreement must speak to {}. {} and {} are open.",
        agreement.use_case.summary.trim_end_matches('.').to_owned() + ".",
        long_date(assessment.as_of),
        counted(applies, "duty", "duties"),
        later,
        counted(required, "provision", "provisions"),
        counted(count(Severity::Error), "error", "errors"),
        counted(count(Severity::Warning), "warning", "warnings"),
    );
    let mut blocks =
        vec![Block::Paragraph(Paragraph { style: ParagraphStyle::Lead, text: lead.into() })];
    for mistake in assessment.open_findings().filter(|finding| finding.mistake) {
        blocks.push(Block::Callout {
            tone: Tone::Bad,
            title: "A classic mistake".to_owned(),
            text: vec![
                sentence(&mistake.message).into(),
                Text(vec![Inline::Emphasis(sentence(&mistake.help))]),
            ],
        });
    }
    chapter("summary", "Summary", blocks)
}

fn tone_of(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Caution,
        Severity::Advice | Severity::Note => Tone::Info,
    }
}

fn list_findings(assessment: &Assessment) -> Part {
    let rows: Vec<Vec<Cell>> = assessment.findings.iter().map(finding_row).collect();
    let blocks = if rows.is_empty() {
        vec![paragraph("Nothing is open: the file meets what the packs ask.")]
    } else {
        vec![table(
            "findings",
            "",
            &[("Grade", 10), ("What is wrong", 45), ("What to do", 33), ("Code", 22)],
            rows,
        )]
    };
    chapter("findings", "Findings", blocks)
}

fn finding_row(finding: &Finding) -> Vec<Cell> {
    let grade = match &finding.accepted {
        Some(_) => Cell::toned("accepted", Tone::Good),
        None => Cell::toned(finding.severity.as_str(), tone_of(finding.severity)),
    };
    let mut what = vec![Text::plain(sentence(&finding.message))];
    if let Some(accepted) = &finding.accepted {
        what.push(Text(vec![Inline::Emphasis(format!(
            "Accepted by {} until {}: {}",
            accepted.by,
            long_date(accepted.until),
            accepted.reason
        ))]));
    }
    vec![
        grade,
        Cell { text: what, tone: None },
        Cell::new(sentence(&finding.help)),
        Cell::new(Text(vec![Inline::Code(finding.code.clone())])),
    ]
}

fn list_positions(packs: &Packs, assessment: &Assessment) -> Part {
    let rows = assessment.table.rows.iter().map(|row| position_row(packs, row)).collect();
    chapter(
        "positions",
        "The table of positions",
        vec![
            paragraph(
                "One row a provision: what law and policy require of it, and what we propose. Everything in the draft follows from this table.",
            ),
            table("positions", "", &[("Provision", 26), ("Required", 40), ("Proposed", 40)], rows),
        ],
    )
}

fn position_row(packs: &Packs, row: &Row) -> Vec<Cell> {
    let provision = packs.provisions.get(&row.provision);
    let label = |id: &str| {
        provision
            .and_then(|provision| provision.find_position(id))
            .map_or(id.to_owned(), |position| position.label.clone())
    };
    let required = match &row.required {
        None => Cell::new("–"),
        Some(required) => {
            let labels: Vec<String> = required.positions.iter().map(|id| label(id)).collect();
            let mut text = vec![Text::plain(labels.join(" or "))];
            for (name, bound, citation) in &required.bounds {
                text.push(Text::plain(format!("{name}: {} ({citation})", bound_in_words(bound))));
            }
            let citations: Vec<String> = required
                .demands
                .iter()
                .map(|demand| {
                    if demand.voluntary {
                        format!("{} (recommended)", demand.citation)
                    } else {
                        demand.citation.clone()
                    }
                })
                .collect();
            text.push(Text(vec![Inline::Emphasis(citations.join("; "))]));
            Cell { text, tone: required.positions.is_empty().then_some(Tone::Bad) }
        }
    };
    let proposed = match &row.proposed {
        None => Cell::new("not in the draft"),
        Some(chosen) => {
            let by = match chosen.by {
                ChosenBy::File => "decided in the file",
                ChosenBy::Requirement => "because it is required",
                ChosenBy::Playbook => "our playbook",
                ChosenBy::Preference => "our preference",
            };
            let mut text = vec![Text::strong(label(&chosen.position)).then(format!(" ({by})"))];
            let values: Vec<String> =
                chosen.parameters.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            if !values.is_empty() {
                text.push(Text::plain(values.join("; ")));
            }
            Cell { text, tone: None }
        }
    };
    vec![
        Cell {
            text: vec![
                Text::strong(row.title.clone()),
                Text(vec![Inline::Code(row.provision.clone())]),
            ],
            tone: None,
        },
        required,
        proposed,
    ]
}

fn list_checklists(assessment: &Assessment) -> Vec<Part> {
    assessment
        .checklists
        .iter()
        .map(|checklist| {
            let (all, done) = checklist.count();
            let mut blocks = vec![paragraph(format!(
                "{done} of {all} questions have an answer in the file or a proposal of ours."
            ))];
            for area in &checklist.areas {
                blocks.push(Block::Heading { level: 1, text: Text::plain(area.title.clone()) });
                let rows = area
                    .items
                    .iter()
                    .map(|item| {
                        let tone = match item.state {
                            ItemState::Open => Tone::Gap,
                            ItemState::Proposed => Tone::Caution,
                            ItemState::Answered => Tone::Good,
                        };
                        vec![
                            Cell::toned(item.state.as_str(), tone),
                            Cell::new(item.question.clone()),
                            Cell {
                                text: item.answers.iter().map(|a| Text::plain(a.clone())).collect(),
                                tone: None,
                            },
                            Cell::new(join_words(&item.audience)),
                        ]
                    })
                    .collect();
                blocks.push(table(
                    &format!("checklist-{}", blocks.len()),
                    "",
                    &[("State", 11), ("Question", 38), ("Answer", 44), ("For", 13)],
                    rows,
                ));
            }
            chapter(&format!("checklist-{}", checklist.id), &checklist.title, blocks)
        })
        .collect()
}

fn list_sources(packs: &Packs, assessment: &Assessment) -> Part {
    let mut ids: Vec<&str> = assessment.duties.iter().map(|duty| duty.regime.as_str()).collect();
    ids.dedup();
    let rows = ids
        .iter()
        .filter_map(|id| packs.regimes.get(*id))
        .map(|regime| {
            let source = match &regime.link {
                Some(link) => {
                    Text(vec![Inline::Link { text: regime.source.clone(), href: link.clone() }])
                }
                None => Text::plain(regime.source.clone()),
            };
            vec![
                Cell::new(Text::strong(regime.short.clone()).then(format!(" {}", regime.name))),
                Cell::new(source),
                Cell::new(regime.status.clone()),
                Cell::new(format!(
                    "{}, as of {}",
                    regime.review.state.as_str(),
                    long_date(regime.review.as_of)
                )),
            ]
        })
        .collect();
    chapter(
        "sources",
        "Sources",
        vec![
            table(
                "sources",
                "",
                &[("Regime", 28), ("Source", 36), ("Status", 26), ("Checked", 16)],
                rows,
            ),
            note(
                "Verified: the primary text was read. Secondary: reliable secondary sources. Outline: headings only. Memory: not checked; confirm before relying on it.",
            ),
        ],
    )
}
