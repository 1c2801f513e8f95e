//! The agreement explained: its key sections, and the questions that everybody asks, answered from
//! the table of this agreement with the clause that says so.

use accordant_agreement::file::Agreement;
use accordant_document::model::{
    Block, Clause, Document, DocumentKind, Inline, Paragraph, ParagraphStyle, Part, PartKind, Text,
};
use accordant_document::number::Labels;
use accordant_document::reading::read_text;
use accordant_packs::entry::{Position, Provision};
use accordant_packs::{Packs, SECTIONS};
use serde::Serialize;

use super::Draft;
use crate::assess::Assessment;
use crate::dates::long_date;
use crate::table::Chosen;
use crate::words::sentence;

/// A common question with its answer from this agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnsweredQuestion {
    /// Id of the question.
    pub id: String,
    /// The question.
    pub question: String,
    /// Its group.
    pub group: String,
    /// What this agreement says, most telling first; empty when it is silent.
    pub answers: Vec<ClauseAnswer>,
    /// Said when it is silent.
    pub silent: Option<String>,
}

/// What one clause answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseAnswer {
    /// The provision.
    pub provision: String,
    /// Where it stands: "Clause 14 (Training and improvement)".
    pub clause: String,
    /// What it says, in one sentence with its values.
    pub says: String,
    /// Its opening words, verbatim.
    pub quote: String,
}

/// Answers the common questions from the table and the draft.
pub fn answer_questions(
    agreement: &Agreement,
    packs: &Packs,
    assessment: &Assessment,
    draft: &Draft,
) -> Vec<AnsweredQuestion> {
    let reader = Reader::new(packs, assessment, draft);
    let partnership_type = agreement.header.partnership_type.as_str();
    let mut questions: Vec<_> = packs
        .questions
        .values()
        .filter(|question| {
            question.types.is_empty() || question.types.iter().any(|of| of == partnership_type)
        })
        .collect();
    questions.sort_by_key(|question| (group_place(&question.group), question.order, &question.id));
    questions
        .into_iter()
        .map(|question| {
            let answers: Vec<ClauseAnswer> =
                question.provisions.iter().filter_map(|id| reader.answer(id)).collect();
            AnsweredQuestion {
                id: question.id.clone(),
                question: question.ask.clone(),
                group: question.group.clone(),
                silent: answers.is_empty().then(|| question.silent.clone()),
                answers,
            }
        })
        .collect()
}

/// The groups in their usual order; others follow.
fn group_place(group: &str) -> usize {
    const GROUPS: [&str; 8] = [
        "Data",
        "AI and its output",
        "Decisions and people",
        "Changes",
        "Incidents",
        "Money and liability",
        "Law and audit",
        "Exit",
    ];
    GROUPS.iter().position(|known| *known == group).unwrap_or(GROUPS.len())
}

/// Builds the explanation of a draft as a document for people.
pub fn explain(
    agreement: &Agreement,
    packs: &Packs,
    assessment: &Assessment,
    draft: &Draft,
) -> Document {
    let reader = Reader::new(packs, assessment, draft);
    let mut parts = Vec::new();
    let questions = answer_questions(agreement, packs, assessment, draft);
    if !questions.is_empty() {
        parts.push(write_questions(&questions));
    }
    for (section, title) in SECTIONS {
        parts.extend(reader.explain_section(section, title));
    }
    let header = &agreement.header;
    Document {
        title: format!("Explained: {}", draft.document.title),
        subtitle: Some(header.title.value.clone()),
        kind: DocumentKind::Report,
        cover: vec![("Law as of".to_owned(), long_date(assessment.as_of))],
        running_head: format!("Explained – {}", header.title),
        footer: "This explains the draft and is no part of it.".to_owned(),
        date: assessment.as_of.to_string(),
        language: "en-GB".to_owned(),
        parts,
    }
}

fn write_questions(questions: &[AnsweredQuestion]) -> Part {
    let mut blocks = Vec::new();
    let mut group = "";
    for question in questions {
        if question.group != group {
            group = &question.group;
            blocks.push(Block::Heading { level: 1, text: Text::plain(group) });
        }
        blocks.push(Block::Heading { level: 2, text: Text::plain(question.question.clone()) });
        if let Some(silent) = &question.silent {
            blocks.push(paragraph(Text(vec![Inline::Emphasis(silent.clone())])));
        }
        for answer in question.answers.iter().take(3) {
            blocks.push(paragraph(
                Text::plain(format!("{} ", answer.says))
                    .with(Inline::Emphasis(format!("{}.", answer.clause))),
            ));
        }
        if let Some(first) = question.answers.first().filter(|answer| !answer.quote.is_empty()) {
            blocks.push(Block::Paragraph(Paragraph {
                style: ParagraphStyle::Note,
                text: Text::plain(format!("“{}”", first.quote)),
            }));
        }
    }
    Part {
        id: "questions".to_owned(),
        kind: PartKind::Chapter,
        title: "Common questions".to_owned(),
        blocks,
    }
}

fn paragraph(text: Text) -> Block {
    Block::Paragraph(Paragraph { style: ParagraphStyle::Normal, text })
}

/// Reads what the draft says of a provision.
struct Reader<'a> {
    packs: &'a Packs,
    assessment: &'a Assessment,
    draft: &'a Draft,
    labels: Labels,
}

impl<'a> Reader<'a> {
    fn new(packs: &'a Packs, assessment: &'a Assessment, draft: &'a Draft) -> Self {
        Self { packs, assessment, draft, labels: Labels::of(&draft.document) }
    }

    fn answer(&self, id: &str) -> Option<ClauseAnswer> {
        let (provision, position, chosen) = self.find(id)?;
        let (part, clause) = self.find_clause(id)?;
        Some(ClauseAnswer {
            provision: id.to_owned(),
            clause: self.name(provision),
            says: says_with_values(provision, position, chosen),
            quote: self.first_sentence(part, clause),
        })
    }

    /// The provision with the position that the draft words.
    fn find(&self, id: &str) -> Option<(&'a Provision, &'a Position, &'a Chosen)> {
        self.draft.traces.iter().find(|trace| trace.provision == id)?;
        let provision = self.packs.provisions.get(id)?;
        let chosen = self.assessment.table.proposed(id)?;
        Some((provision, provision.find_position(&chosen.position)?, chosen))
    }

    fn name(&self, provision: &Provision) -> String {
        let label = self.labels.reference(&provision.id, 0).unwrap_or_default();
        format!("{label} ({})", provision.title)
    }

    fn find_clause(&self, id: &str) -> Option<(usize, &'a Clause)> {
        self.draft.document.parts.iter().enumerate().find_map(|(place, part)| {
            part.blocks.iter().find_map(|block| match block {
                Block::Clause(clause) if clause.id == id => Some((place, clause)),
                _ => None,
            })
        })
    }

    /// The first sentence of a clause, verbatim.
    fn first_sentence(&self, part: usize, clause: &Clause) -> String {
        let text = clause.text.as_ref().or_else(|| match clause.children.first() {
            Some(Block::Clause(child)) => child.text.as_ref(),
            _ => None,
        });
        let Some(text) = text else { return String::new() };
        let words = read_text(text, &self.labels, part);
        let end = words.find(". ").map_or(words.len(), |at| at + 1);
        words.get(..end).unwrap_or(&words).trim_end_matches(':').to_owned()
    }

    fn explain_section(&self, section: &str, title: &str) -> Option<Part> {
        let mut blocks = Vec::new();
        for row in &self.assessment.table.rows {
            let Some((provision, position, chosen)) = self.find(&row.provision) else { continue };
            if provision.section != section {
                continue;
            }
            blocks.push(Block::Heading { level: 2, text: Text::plain(self.name(provision)) });
            blocks.push(paragraph(
                Text::strong(provision.question.trim()).then(format!(" {}", provision.why.trim())),
            ));
            blocks.push(paragraph(
                Text::strong("Here: ").then(says_with_values(provision, position, chosen)),
            ));
            let others: Vec<&str> = provision
                .positions
                .iter()
                .filter(|other| other.id != position.id)
                .map(|other| other.label.as_str())
                .collect();
            if !others.is_empty() {
                blocks.push(Block::Paragraph(Paragraph {
                    style: ParagraphStyle::Note,
                    text: Text::plain(format!("Other positions: {}.", others.join("; "))),
                }));
            }
        }
        (!blocks.is_empty()).then(|| Part {
            id: format!("explained.{section}"),
            kind: PartKind::Chapter,
            title: title.to_owned(),
            blocks,
        })
    }
}

fn says_with_values(provision: &Provision, position: &Position, chosen: &Chosen) -> String {
    let says = sentence(position.says.trim().trim_end_matches('.'));
    let says = says.trim_end_matches('.');
    let values: Vec<String> = provision
        .params
        .iter()
        .filter(|(name, _)| position.uses_parameter(name))
        .map(|(name, parameter)| {
            let about = parameter.about.trim_end_matches('.');
            let value = chosen
                .parameters
                .get(name)
                .map_or_else(|| "still open".to_owned(), ToString::to_string);
            format!("{about}: {value}")
        })
        .collect();
    if values.is_empty() { format!("{says}.") } else { format!("{says} ({}).", values.join("; ")) }
}
