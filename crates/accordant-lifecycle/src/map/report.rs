//! The map as a document for people.

use accordant_agreement::file::Agreement;
use accordant_document::model::{
    Block, Cell, Document, DocumentKind, Inline, Paragraph, ParagraphStyle, Part, PartKind, Table,
    Text, Tone,
};
use accordant_packs::Packs;

use super::flows::FlowMap;
use super::risks::{RatedRisk, Rating};
use super::{Flowchart, Map};
use crate::assess::Assessment;
use crate::dates::long_date;
use crate::words::{capitalise, sentence, short_name};

/// Builds the map report.
pub fn build_report(
    agreement: &Agreement,
    packs: &Packs,
    assessment: &Assessment,
    map: &Map,
) -> Document {
    let header = &agreement.header;
    Document {
        title: format!("Map: {}", header.title),
        subtitle: Some(format!(
            "{} and {}",
            short_name(agreement, header.adopter.id()),
            short_name(agreement, header.partner.id())
        )),
        kind: DocumentKind::Report,
        cover: vec![("Law as of".to_owned(), long_date(assessment.as_of))],
        running_head: format!("Map – {}", header.title),
        footer: "Not legal advice. Check the sources before relying on them.".to_owned(),
        date: assessment.as_of.to_string(),
        language: "en-GB".to_owned(),
        parts: vec![
            show_flows(agreement, map),
            show_decisions(map),
            show_risks(packs, map),
            show_liability(packs, map),
        ],
    }
}

fn chapter(id: &str, title: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.to_owned(), kind: PartKind::Chapter, title: title.to_owned(), blocks }
}

fn lead(text: impl Into<Text>) -> Block {
    Block::Paragraph(Paragraph { style: ParagraphStyle::Lead, text: text.into() })
}

fn table(id: &str, columns: &[(&str, u16)], rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table {
        id: id.to_owned(),
        caption: String::new(),
        header: columns.iter().map(|(name, _)| Text::plain(*name)).collect(),
        widths: columns.iter().map(|(_, width)| *width).collect(),
        rows,
    })
}

fn show_flows(agreement: &Agreement, map: &Map) -> Part {
    if map.flows.flows.is_empty() {
        return chapter(
            "flows",
            "Where the data goes",
            vec![lead("The file states no flow of data. Add a `[[flow]]` for each movement.")],
        );
    }
    let rows = map
        .flows
        .flows
        .iter()
        .enumerate()
        .map(|(place, flow)| {
            let (from, to) = map.flows.ends(agreement, flow);
            let border = match (&flow.border, flow.personal) {
                (None, _) => Cell::new("stays in its legal area"),
                (Some((from, to)), false) => Cell::new(format!("{from} to {to}, no personal data")),
                (Some((from, to)), true) => match &flow.mechanism {
                    Some(mechanism) if mechanism != "none" => {
                        Cell::toned(format!("{from} to {to}: {mechanism}"), Tone::Caution)
                    }
                    _ => Cell::toned(format!("{from} to {to}: no mechanism"), Tone::Bad),
                },
            };
            let mut what = vec![Text::plain(flow.assets.join(", "))];
            what.push(Text(vec![Inline::Emphasis(flow.categories.join(", "))]));
            vec![
                Cell::new((place + 1).to_string()),
                Cell::new(format!("{from} to {to}")),
                Cell { text: what, tone: None },
                Cell::new(flow.purpose.clone()),
                border,
                Cell::new(if flow.crosses_trust {
                    "passes into other hands"
                } else {
                    "same hands"
                }),
            ]
        })
        .collect();
    chapter(
        "flows",
        "Where the data goes",
        vec![
            lead(map.flows.describe()),
            Block::Figure(map.flows.draw()),
            table(
                "flows",
                &[
                    ("No.", 6),
                    ("Flow", 24),
                    ("Data", 28),
                    ("Purpose", 13),
                    ("Border", 22),
                    ("Trust boundary", 15),
                ],
                rows,
            ),
        ],
    )
}

fn show_decisions(map: &Map) -> Part {
    let mut blocks = vec![lead(
        "Each decision of the AI: where a person must look, where automation is acceptable, and whether every way ends.",
    )];
    for chart in &map.decisions {
        blocks.push(Block::Heading { level: 1, text: Text::plain(chart.name.clone()) });
        blocks.extend(show_problems(chart));
        blocks.push(Block::Figure(chart.draw()));
    }
    if map.decisions.is_empty() {
        blocks = vec![lead("The file states no decision. Add a `[[decision]]` for each.")];
    }
    chapter("decisions", "Who decides what", blocks)
}

fn show_problems(chart: &Flowchart) -> Option<Block> {
    if chart.problems.is_empty() {
        return None;
    }
    Some(Block::Callout {
        tone: Tone::Bad,
        title: "To be settled".to_owned(),
        text: chart
            .problems
            .iter()
            .map(|problem| {
                Text::plain(sentence(&problem.message)).then(" ").then(sentence(&problem.help))
            })
            .collect(),
    })
}

fn tone_of(rating: Rating) -> Tone {
    match rating.level() {
        "low" => Tone::Good,
        "medium" => Tone::Info,
        "high" => Tone::Caution,
        _ => Tone::Bad,
    }
}

fn rating_cell(rating: Rating) -> Cell {
    Cell {
        text: vec![
            Text::strong(capitalise(rating.level())),
            Text::plain(format!("{} × {} = {}", rating.likelihood, rating.impact, rating.score())),
        ],
        tone: Some(tone_of(rating)),
    }
}

fn show_risks(packs: &Packs, map: &Map) -> Part {
    let rows =
        map.risks.iter().enumerate().map(|(place, risk)| risk_row(packs, place, risk)).collect();
    chapter(
        "risks",
        "Where it can go wrong",
        vec![
            lead(
                "The risk register: likelihood times impact, before treatment and after the treatments that the draft carries (ISO 31000 terms).",
            ),
            Block::Figure(map.heat_map()),
            table(
                "risks",
                &[("No.", 6), ("Risk", 36), ("Before", 14), ("Treated by", 38), ("After", 14)],
                rows,
            ),
        ],
    )
}

fn risk_row(packs: &Packs, place: usize, risk: &RatedRisk) -> Vec<Cell> {
    let mut what = vec![Text::strong(risk.title.clone())];
    if let Some(of) = &risk.of {
        what.push(Text(vec![Inline::Emphasis(of.clone())]));
    }
    what.push(Text::plain(risk.statement.clone()));
    for reason in &risk.raised_by {
        what.push(Text(vec![Inline::Emphasis(format!("Raised: {reason}"))]));
    }
    let mut treatments: Vec<Text> = Vec::new();
    for treatment in &risk.treatments {
        let title = packs
            .provisions
            .get(&treatment.provision)
            .map_or(treatment.provision.as_str(), |provision| provision.title.as_str());
        let text = if treatment.carried {
            Text::strong(title).then(format!(": {}", treatment.does))
        } else {
            Text::plain(format!("not in the draft: {title}"))
        };
        treatments.push(text);
    }
    if treatments.is_empty() {
        treatments.push(Text::plain("nothing in the library treats it"));
    }
    vec![
        Cell::new((place + 1).to_string()),
        Cell { text: what, tone: None },
        rating_cell(risk.inherent),
        Cell { text: treatments, tone: None },
        rating_cell(risk.residual),
    ]
}

fn show_liability(packs: &Packs, map: &Map) -> Part {
    let rows = map
        .liability
        .iter()
        .map(|point| {
            let answers = match &point.answers {
                Some(answers) => Cell::new(Text::strong(capitalise(answers))),
                None => Cell::toned("nobody", Tone::Bad),
            };
            let provision = packs
                .provisions
                .get(point.provision)
                .map_or(point.provision, |provision| provision.title.as_str());
            vec![
                Cell::new(capitalise(point.area)),
                Cell::new(point.matter.clone()),
                answers,
                Cell::new(sentence(&point.because)),
                Cell::new(provision.to_owned()),
            ]
        })
        .collect();
    chapter(
        "liability",
        "Who answers",
        vec![
            lead(
                "The points at which somebody answers for the AI, and the provision that settles it.",
            ),
            table(
                "liability",
                &[
                    ("Area", 14),
                    ("Matter", 28),
                    ("Who answers", 20),
                    ("Because", 28),
                    ("Provision", 20),
                ],
                rows,
            ),
        ],
    )
}

impl FlowMap {
    /// Whether the map has anything to show.
    pub fn is_empty(&self) -> bool {
        self.flows.is_empty()
    }
}
