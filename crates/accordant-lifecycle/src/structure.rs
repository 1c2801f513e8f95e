//! structure: which words carry it? The agreement as a document, from the table.

pub mod blank;
mod clauses;
mod definitions;
pub mod explain;
mod front;
mod gaps;
mod guidance;
mod key_terms;
mod schedules;
mod term_sheet;

use std::borrow::Cow;
use std::collections::BTreeMap;

use accordant_agreement::file::Agreement;
use accordant_document::markup::{MarkupError, parse_clauses};
use accordant_document::model::{Block, Document, DocumentKind, Figure, Part, Source};
use accordant_packs::entry::{Form, Layout, PartnershipForm};
use accordant_packs::{
    Packs, Scope, Truth, WordingContext, WordingError, Writer, flatten_fact_set,
};
use serde::Serialize;

use crate::assess::Assessment;
use crate::dates::long_date;
use crate::table::Row;
use crate::words::curl_quotes;

pub use schedules::LeftOut;
use schedules::Schedules;

/// Drawings that the schedules show.
#[derive(Debug, Clone, Default)]
pub struct Drawings {
    /// The data-flow map.
    pub flows: Option<Figure>,
    /// A flowchart per decision, by the decision's id.
    pub decisions: BTreeMap<String, Figure>,
}

/// The agreement and where each of its clauses comes from.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The agreement as a document.
    pub document: Document,
    /// One line a clause: what asked for it.
    pub traces: Vec<Trace>,
    /// Provisions that something requires and that no clause carries; none unless demands conflict.
    pub uncarried: Vec<String>,
    /// Schedules that nothing calls for, each with the reason.
    pub left_out: Vec<LeftOut>,
}

/// Where a clause comes from.
#[derive(Debug, Clone, Serialize)]
pub struct Trace {
    /// The provision, which is the id of its clause.
    pub provision: String,
    /// The position worded.
    pub position: String,
    /// What asked for it.
    pub sources: Vec<Source>,
}

/// Why no agreement can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StructureError {
    /// The packs have no words for this partnership type.
    #[error("the packs have no words for partnerships of type `{0}`")]
    NoType(String),
    /// The packs have no such form for this partnership type.
    #[error("there is no form `{id}` for partnerships of type `{partnership_type}`; there are: {}", known.join(", "))]
    NoForm {
        /// The form that was asked for.
        id: String,
        /// The partnership type.
        partnership_type: String,
        /// The forms that there are.
        known: Vec<String>,
    },
    /// A wording of the packs cannot be filled.
    #[error(transparent)]
    Wording(#[from] WordingError),
    /// A wording of the packs is not clause markup.
    #[error("wording of `{entry}`: {error}")]
    Markup {
        /// Whose wording.
        entry: String,
        /// What is wrong with it.
        error: MarkupError,
    },
}

/// Everything that the pieces of a draft look up.
pub(crate) struct Desk<'a> {
    pub(crate) agreement: &'a Agreement,
    pub(crate) packs: &'a Packs,
    pub(crate) assessment: &'a Assessment,
    pub(crate) form: &'a PartnershipForm,
    pub(crate) writer: Writer,
    pub(crate) drawings: &'a Drawings,
    pub(crate) order: Order<'a>,
    /// The rows of the table that this paper words.
    pub(crate) rows: Vec<Cow<'a, Row>>,
}

/// What is written, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The form of agreement.
    pub form: &'a Form,
    /// Whether each clause is followed by guidance for the people who fill or negotiate it.
    pub guidance: bool,
    /// Whether it is a blank template: values stand as gaps, with the usual value inside.
    pub blank: bool,
}

/// The form that a full agreement has.
pub const FULL: &str = "full";

/// Writes the full agreement that the table proposes.
///
/// What the file leaves open is a visible gap; nothing is left out silently.
///
/// **Errors:** faults of the packs' wording.
pub fn structure(
    agreement: &Agreement,
    packs: &Packs,
    assessment: &Assessment,
    drawings: &Drawings,
) -> Result<Draft, StructureError> {
    let form = find_form(packs, FULL, agreement.header.partnership_type.as_str())?;
    let order = Order { form, guidance: false, blank: false };
    structure_as(agreement, packs, assessment, drawings, order)
}

/// The form with this id, when it serves partnerships of this type.
///
/// **Errors:** [`StructureError::NoForm`], with the forms that there are.
pub fn find_form<'a>(
    packs: &'a Packs,
    id: &str,
    partnership_type: &str,
) -> Result<&'a Form, StructureError> {
    let serves = |form: &&Form| form.types.iter().any(|known| known == partnership_type);
    packs.papers.get(id).filter(serves).ok_or_else(|| StructureError::NoForm {
        id: id.to_owned(),
        partnership_type: partnership_type.to_owned(),
        known: list_forms(packs, partnership_type)
            .into_iter()
            .map(|form| form.id.clone())
            .collect(),
    })
}

/// The forms that serve a partnership type, in order.
pub fn list_forms<'a>(packs: &'a Packs, partnership_type: &str) -> Vec<&'a Form> {
    let mut forms: Vec<&Form> = packs
        .papers
        .values()
        .filter(|form| form.types.iter().any(|known| known == partnership_type))
        .collect();
    forms.sort_by_key(|form| (form.order, &form.id));
    forms
}

/// Why a form is not the right paper for these facts; `None` when it is.
pub fn find_objection(form: &Form, packs: &Packs, assessment: &Assessment) -> Option<String> {
    let facts = &assessment.facts.whole;
    let scope = Scope { whole: facts, item: None, vocabulary: &packs.vocabulary };
    let fits = form.when.as_ref().is_none_or(|when| when.decide(scope).truth != Truth::No);
    (!fits).then(|| form.otherwise.clone())
}

/// Writes a paper in a form of agreement.
///
/// **Errors:** faults of the packs' wording; a form that needs what the packs lack.
pub fn structure_as(
    agreement: &Agreement,
    packs: &Packs,
    assessment: &Assessment,
    drawings: &Drawings,
    order: Order<'_>,
) -> Result<Draft, StructureError> {
    // A template has no facts to draw.
    let none = Drawings::default();
    let drawings = if order.blank { &none } else { drawings };
    let partnership_type = agreement.header.partnership_type.as_str();
    let form = packs
        .forms
        .get(partnership_type)
        .ok_or_else(|| StructureError::NoType(partnership_type.to_owned()))?;
    let rows = clauses::choose_rows(agreement, packs, assessment, order.form);
    let mut context = describe_draft(agreement, assessment, form, &rows);
    context.blank = order.blank;
    let proposed = rows.iter().map(AsRef::as_ref);
    let figures = schedules::read_figures(packs, form, proposed, order.blank);
    (context.says, context.values) = (figures.says, figures.values);
    let writer = Writer::new(&context);
    let desk = Desk { agreement, packs, assessment, form, writer, drawings, order, rows };
    match order.form.layout {
        Layout::Agreement | Layout::ShortForm => write_agreement(&desk),
        Layout::TermSheet => term_sheet::write(&desk),
    }
}

fn write_agreement(desk: &Desk<'_>) -> Result<Draft, StructureError> {
    let mut parts = vec![front::write_parties(desk)];
    if desk.order.form.layout == Layout::ShortForm {
        parts.push(key_terms::write_key_terms(desk));
    } else {
        parts.push(front::write_recitals(desk)?);
    }
    let body_start = parts.len();
    let (body, traces) = clauses::write_body(desk)?;
    parts.extend(body);
    let (parts, left_out) = add_schedules(desk, &parts, body_start)?;
    let uncarried = clauses::find_uncarried(desk, &traces);
    let mut document = front::bind(desk, parts);
    gaps::mark_gaps(&mut document);
    Ok(Draft { document, traces, uncarried, left_out })
}

/// Adds the schedules that something calls for, the signatures, and the definitions in use.
///
/// A schedule that is there may refer to another, and so may a definition that its words bring in:
/// schedules are added until no reference leads nowhere.
fn add_schedules(
    desk: &Desk<'_>,
    parts: &[Part],
    body_start: usize,
) -> Result<(Vec<Part>, Vec<LeftOut>), StructureError> {
    let schedules = Schedules::write(desk)?;
    let mut kept = schedules.find_called();
    loop {
        let mut all = parts.to_vec();
        all.extend(schedules.take(&kept));
        all.push(front::write_signatures(desk));
        definitions::insert_definitions(desk, &mut all, body_start)?;
        let referenced = schedules.find_referenced(&all);
        if referenced.is_subset(&kept) {
            return Ok((all, schedules.list_left_out(&kept)));
        }
        kept.extend(referenced);
    }
}

fn describe_draft(
    agreement: &Agreement,
    assessment: &Assessment,
    form: &PartnershipForm,
    rows: &[Cow<'_, Row>],
) -> WordingContext {
    let mut context = WordingContext::of_form(form);
    context.positions = rows
        .iter()
        .filter_map(|row| {
            let position = row.proposed.as_ref()?.position.clone();
            Some((row.provision.clone(), position))
        })
        .collect();
    context.facts = flatten_fact_set(&assessment.facts);
    context.texts = list_texts(agreement);
    context
}

/// The texts of the file that wording may use, by name.
pub(crate) fn list_texts(agreement: &Agreement) -> BTreeMap<&'static str, String> {
    let header = &agreement.header;
    let mut texts = BTreeMap::from([
        ("use_case", agreement.use_case.summary.trim_end_matches('.').to_owned()),
        ("title", header.title.value.clone()),
    ]);
    let optional = [
        ("law", header.governing_law.as_ref().map(|law| law.value.clone())),
        ("forum", header.forum.as_ref().map(|forum| forum.value.clone())),
        ("term", header.term.as_ref().map(|term| term.value.to_string())),
        ("effective_date", header.effective_date.as_ref().map(|date| long_date(date.value))),
        ("main_agreement", front::name_main_agreement(agreement)),
        ("business_days_at", header.business_days_at.as_ref().map(|place| place.value.clone())),
    ];
    for (name, text) in optional {
        if let Some(text) = text {
            texts.insert(name, text);
        }
    }
    texts
}

/// Reads clause markup into blocks whose labelled ids start with the entry's id.
pub(crate) fn parse_markup(entry: &str, text: &str) -> Result<Vec<Block>, StructureError> {
    let text = curl_quotes(text);
    let clauses = parse_clauses(entry, &text)
        .map_err(|error| StructureError::Markup { entry: entry.to_owned(), error })?;
    Ok(clauses.into_iter().map(Block::Clause).collect())
}

impl Desk<'_> {
    /// The word that the agreement uses for a party: its side's word, or its short name.
    pub(crate) fn word_for(&self, party: &str) -> String {
        let header = &self.agreement.header;
        if party == header.adopter.id() {
            self.form.adopter.clone()
        } else if party == header.partner.id() {
            self.form.partner.clone()
        } else {
            self.short_name(party)
        }
    }

    /// The party as a sentence names it: "the Provider", or its short name.
    pub(crate) fn the(&self, party: &str) -> String {
        let header = &self.agreement.header;
        let word = self.word_for(party);
        let is_side = [header.adopter.id(), header.partner.id()].contains(&party);
        if is_side { format!("the {word}") } else { word }
    }

    /// The short name of a party, or its id when the file has no such party.
    pub(crate) fn short_name(&self, party: &str) -> String {
        crate::words::short_name(self.agreement, party)
    }
}

/// Words that a draft may capitalise without defining them: names of the file, words of the form.
pub fn known_terms(agreement: &Agreement, packs: &Packs) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for party in &agreement.parties {
        terms.push(party.name.value.clone());
        terms.extend(party.short.as_ref().map(|short| short.value.clone()));
    }
    let header = &agreement.header;
    for place in [&header.governing_law, &header.forum, &header.business_days_at] {
        terms.extend(place.as_ref().map(|place| place.value.clone()));
    }
    terms.extend(agreement.systems.iter().map(|system| system.name.value.clone()));
    terms.extend(agreement.assets.iter().map(|asset| asset.name.value.clone()));
    terms.extend(agreement.artefacts.iter().map(|artefact| artefact.name.value.clone()));
    if let Some(form) = packs.forms.get(agreement.header.partnership_type.as_str()) {
        terms.extend([form.adopter.clone(), form.partner.clone(), form.data.clone()]);
    }
    terms
}

pub(crate) const KIND: DocumentKind = DocumentKind::Agreement;
