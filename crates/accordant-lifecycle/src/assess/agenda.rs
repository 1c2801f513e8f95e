//! The agenda of the review meeting: what each of legal, IT, privacy and business has to settle.

use accordant_agreement::Severity;
use accordant_agreement::file::Agreement;
use accordant_document::model::{Block, Cell, Document, DocumentKind, Part, PartKind, Table, Text};
use accordant_packs::Packs;

use super::{Assessment, ItemState};
use crate::dates::long_date;
use crate::finding::Finding;
use crate::table::ChosenBy;
use crate::words::sentence;

/// Audiences, each with its heading and what it answers for.
const AUDIENCES: [(&str, &str, &str); 4] = [
    ("legal", "Legal", "positions, conflicts of duties, the law that is not settled yet"),
    ("privacy", "Privacy", "personal data, transfers, rights of people"),
    ("it", "IT and security", "systems, tests, oversight, changes, exit"),
    ("business", "Business", "the use, decisions and people, money, who answers"),
];

/// A point of the agenda.
struct Point {
    minutes: u32,
    what: String,
    decide: String,
    place: String,
}

/// Builds the agenda. What is settled already is not on it.
pub fn build_agenda(agreement: &Agreement, packs: &Packs, assessment: &Assessment) -> Document {
    let parts: Vec<Part> = AUDIENCES
        .iter()
        .filter_map(|(id, title, about)| {
            let points = list_points(id, packs, assessment);
            write_part(id, title, about, &points)
        })
        .collect();
    let header = &agreement.header;
    Document {
        title: format!("Review agenda: {}", assessment.title),
        subtitle: Some("What each of us has to settle before the agreement goes out".to_owned()),
        kind: DocumentKind::Report,
        cover: vec![
            ("Law as of".to_owned(), long_date(assessment.as_of)),
            ("For".to_owned(), crate::words::short_name(agreement, header.us.id())),
        ],
        running_head: format!("Review agenda – {}", assessment.title),
        footer: "Not legal advice.".to_owned(),
        date: assessment.as_of.to_string(),
        language: "en-GB".to_owned(),
        parts,
    }
}

fn list_points(audience: &str, packs: &Packs, assessment: &Assessment) -> Vec<Point> {
    let mut points = Vec::new();
    let open = assessment.open_findings().filter(|finding| audience_of(finding) == audience);
    for finding in open {
        points.push(Point {
            minutes: if finding.severity == Severity::Error { 10 } else { 5 },
            what: sentence(&finding.message),
            decide: sentence(&finding.help),
            place: finding.code.clone(),
        });
    }
    if audience == "legal" {
        points.extend(list_open_positions(packs, assessment));
    }
    for area in assessment.checklists.iter().flat_map(|checklist| &checklist.areas) {
        for item in &area.items {
            if item.state == ItemState::Open && item.audience.iter().any(|known| known == audience)
            {
                points.push(Point {
                    minutes: 3,
                    what: item.question.clone(),
                    decide: if item.evidence.is_empty() {
                        "Answer it, or say who will.".to_owned()
                    } else {
                        format!("Answer it; shown by: {}.", item.evidence)
                    },
                    place: area.title.clone(),
                });
            }
        }
    }
    points
}

/// Provisions that something requires, that the file leaves open and that have a choice.
fn list_open_positions(packs: &Packs, assessment: &Assessment) -> Vec<Point> {
    assessment
        .table
        .rows
        .iter()
        .filter_map(|row| {
            let required = row.required.as_ref().filter(|required| required.positions.len() > 1)?;
            let chosen = row.proposed.as_ref().filter(|c| c.by == ChosenBy::Requirement)?;
            let provision = packs.provisions.get(&row.provision)?;
            let label = |id: &str| {
                provision.find_position(id).map_or(id.to_owned(), |known| known.label.clone())
            };
            let choices: Vec<String> = required.positions.iter().map(|id| label(id)).collect();
            Some(Point {
                minutes: 2,
                what: provision.question.clone(),
                decide: format!(
                    "Proposed: {}. The law leaves: {}.",
                    label(&chosen.position),
                    choices.join("; ")
                ),
                place: row.provision.clone(),
            })
        })
        .collect()
}

/// Whose finding it is, by what it is about.
fn audience_of(finding: &Finding) -> &'static str {
    let code = finding.code.as_str();
    let about = finding.of.as_deref().unwrap_or_default();
    let privacy =
        ["gdpr", "hipaa", "ccpa", "lgpd", "pipa", "fadp", "matrix/", "transfer", "privacy"];
    let it =
        ["metrics/", "model-change", "agent", "security", "performance", "exit", "nis2", "cra"];
    let business = ["decisions/", "explainability/", "commercial", "rules/data-ownership", "file/"];
    let is_about = |words: &[&str]| words.iter().any(|w| code.contains(w) || about.starts_with(w));
    if is_about(&privacy) {
        "privacy"
    } else if is_about(&business) {
        "business"
    } else if is_about(&it) {
        "it"
    } else {
        "legal"
    }
}

fn write_part(id: &str, title: &str, about: &str, points: &[Point]) -> Option<Part> {
    if points.is_empty() {
        return None;
    }
    let minutes: u32 = points.iter().map(|point| point.minutes).sum();
    let rows = points
        .iter()
        .zip(1..)
        .map(|(point, number): (&Point, usize)| {
            vec![
                Cell::new(number.to_string()),
                Cell { text: vec![Text::plain(point.what.clone())], tone: None },
                Cell::new(point.decide.clone()),
                Cell::new(format!("{} min", point.minutes)),
                Cell::new(point.place.clone()),
            ]
        })
        .collect();
    Some(Part {
        id: format!("agenda.{id}"),
        kind: PartKind::Chapter,
        title: format!("{title}: {about}"),
        blocks: vec![Block::Table(Table {
            id: format!("agenda-{id}"),
            caption: format!("{} points, about {minutes} minutes", points.len()),
            header: vec![
                "".into(),
                "Point".into(),
                "To decide".into(),
                "Time".into(),
                "Where".into(),
            ],
            widths: vec![5, 40, 36, 9, 18],
            rows,
        })],
    })
}
