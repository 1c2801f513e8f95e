//! Questionnaires: which questions go out, and what the answers change in the file.

use std::collections::BTreeMap;

use accordant_agreement::edit::{Editor, NewValue, Place, write_value};
use accordant_agreement::file::Agreement;
use accordant_agreement::quantity::{Duration, Percent};
use accordant_agreement::{Date, find_nearest, region};
use accordant_packs::entry::{AnswerKind, Question, Questionnaire};
use accordant_packs::{FactSet, Packs, Scope, Truth};
use serde::Serialize;

/// An area with the questions that are asked of this partnership.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AskedArea<'a> {
    /// Heading.
    pub title: &'a str,
    /// Its questions.
    pub questions: Vec<&'a Question>,
}

/// Chooses the questions that a partnership calls for. What is not known is asked.
pub fn choose_questions<'a>(
    questionnaire: &'a Questionnaire,
    agreement: &Agreement,
    packs: &Packs,
    facts: &FactSet,
) -> Vec<AskedArea<'a>> {
    let scope = Scope { whole: &facts.whole, item: None, vocabulary: &packs.vocabulary };
    let partnership_type = agreement.header.partnership_type.as_str();
    let is_asked = |question: &&Question| {
        let fits = question.types.is_empty()
            || question.types.iter().any(|known| known == partnership_type);
        fits && question.when.as_ref().is_none_or(|when| when.decide(scope).truth != Truth::No)
    };
    questionnaire
        .areas
        .iter()
        .map(|area| AskedArea {
            title: &area.title,
            questions: area.questions.iter().filter(is_asked).collect(),
        })
        .filter(|area| !area.questions.is_empty())
        .collect()
}

/// An answer as it came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What was answered; a list when several values were given.
    pub values: Vec<String>,
    /// Where it stands in the answers: "line 12", "cell E7".
    pub place: String,
}

/// Something wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AnswerFault {
    /// Where.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What the answers change in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Values that the file lacks.
    pub filled: Vec<Change>,
    /// Values that the file states otherwise.
    pub contradicted: Vec<Change>,
    /// Questions whose answer the file states already.
    pub confirmed: Vec<String>,
    /// Questions that fill no place: kept as evidence.
    pub kept: Vec<String>,
    /// Questions without an answer.
    pub open: Vec<String>,
}

/// One value that an answer sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The question.
    pub question: String,
    /// The place in the file, for people.
    pub at: String,
    /// What the file states, if anything.
    pub old: Option<String>,
    /// What the answer says.
    pub new: String,
    /// The place.
    #[serde(skip)]
    pub place: Place,
    /// The value.
    #[serde(skip)]
    pub value: NewValue,
}

/// Finds what the answers of the partner change in the text of an agreement file.
///
/// **Errors:** every answer that does not fit its question, all at once.
pub fn plan_answers(
    questionnaire: &Questionnaire,
    agreement: &Agreement,
    packs: &Packs,
    editor: &Editor,
    answers: &BTreeMap<String, Answer>,
) -> Result<Plan, Vec<AnswerFault>> {
    let questions: BTreeMap<&str, &Question> = questionnaire
        .areas
        .iter()
        .flat_map(|area| &area.questions)
        .map(|question| (question.id.as_str(), question))
        .collect();
    let mut plan = Plan::default();
    let mut faults = Vec::new();
    for (id, answer) in answers {
        let Some(question) = questions.get(id.as_str()) else {
            let help = match find_nearest(id, questions.keys().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is no question of `{}`", questionnaire.id),
            };
            faults.push(AnswerFault {
                place: answer.place.clone(),
                message: format!("there is no question `{id}`"),
                help,
            });
            continue;
        };
        match read_answer(question, answer, packs) {
            Err(fault) => faults.push(fault),
            Ok(value) => place_answer(question, &value, agreement, editor, &mut plan),
        }
    }
    for id in questions.keys().filter(|id| !answers.contains_key(**id)) {
        plan.open.push((*id).to_owned());
    }
    faults.sort();
    if faults.is_empty() { Ok(plan) } else { Err(faults) }
}

fn place_answer(
    question: &Question,
    value: &NewValue,
    agreement: &Agreement,
    editor: &Editor,
    plan: &mut Plan,
) {
    let places = find_places(question, agreement);
    if places.is_empty() {
        plan.kept.push(question.id.clone());
        return;
    }
    let new = write_value(value);
    let mut confirmed = true;
    for place in places {
        let old = editor.find(&place);
        if old.as_deref() == Some(new.as_str()) {
            continue;
        }
        confirmed = false;
        let list = if old.is_some() { &mut plan.contradicted } else { &mut plan.filled };
        list.push(Change {
            question: question.id.clone(),
            at: place.to_string(),
            old,
            new: new.clone(),
            place,
            value: value.clone(),
        });
    }
    if confirmed {
        plan.confirmed.push(question.id.clone());
    }
}

/// The places in this file that an answer fills.
fn find_places(question: &Question, agreement: &Agreement) -> Vec<Place> {
    let Some((target, key)) = question.fills.as_deref().and_then(|fills| fills.split_once('.'))
    else {
        return Vec::new();
    };
    let partner = agreement.header.partner.id();
    let entry = |list: &str, id: &str| Place::Entry {
        list: list.to_owned(),
        id: id.to_owned(),
        key: key.to_owned(),
    };
    match target {
        "partner" => vec![entry("party", partner)],
        "system" => agreement
            .systems
            .iter()
            .filter(|system| system.provider.id() == partner)
            .map(|system| entry("system", system.id.as_str()))
            .collect(),
        table => vec![Place::Key { table: table.to_owned(), key: key.to_owned() }],
    }
}

fn read_answer(
    question: &Question,
    answer: &Answer,
    packs: &Packs,
) -> Result<NewValue, AnswerFault> {
    let fault = |message: String, help: String| AnswerFault {
        place: answer.place.clone(),
        message: format!("`{}`: {message}", question.id),
        help,
    };
    let expects = || format!("write {}", question.kind.example());
    let only = || match answer.values.as_slice() {
        [one] => Ok(one.trim()),
        _ => Err(fault("one answer is expected".to_owned(), expects())),
    };
    let pick = |word: &str| {
        let known = question.choices.iter().find(|choice| choice.eq_ignore_ascii_case(word.trim()));
        known.cloned().ok_or_else(|| {
            let near = find_nearest(word, question.choices.iter().map(String::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("choose from: {}", question.choices.join(", ")),
            };
            fault(format!("`{word}` is no choice"), help)
        })
    };
    let place = |word: &str| {
        let word = word.trim();
        if region::is_known(word) {
            return Ok(word.to_owned());
        }
        region::find_meant(word).map(str::to_owned).ok_or_else(|| {
            fault(format!("`{word}` is no region code"), "use ISO 3166 codes: DE, US-CA".to_owned())
        })
    };
    let is_list = is_list_fact(question, packs);
    let value = match question.kind {
        AnswerKind::Text => NewValue::Text(answer.values.join(", ")),
        AnswerKind::Choice => NewValue::Text(pick(only()?)?),
        AnswerKind::Choices => {
            NewValue::List(answer.values.iter().map(|word| pick(word)).collect::<Result<_, _>>()?)
        }
        AnswerKind::Flag => match only()?.to_ascii_lowercase().as_str() {
            "yes" | "true" | "y" => NewValue::Flag(true),
            "no" | "false" | "n" => NewValue::Flag(false),
            other => return Err(fault(format!("`{other}` is neither yes nor no"), expects())),
        },
        AnswerKind::Number => {
            let text = only()?;
            let number =
                text.parse().map_err(|_| fault(format!("`{text}` is no number"), expects()))?;
            NewValue::Number(number)
        }
        AnswerKind::Date => {
            let text = only()?;
            let day: Date =
                text.parse().map_err(|_| fault(format!("`{text}` is no date"), expects()))?;
            NewValue::Day(day.to_string())
        }
        AnswerKind::Duration => {
            let text = only()?;
            if text.parse::<Duration>().is_err() {
                return Err(fault(format!("`{text}` is no length of time"), expects()));
            }
            NewValue::Text(text.to_owned())
        }
        AnswerKind::Percent => {
            let text = only()?;
            if text.parse::<Percent>().is_err() {
                return Err(fault(format!("`{text}` is no percentage"), expects()));
            }
            NewValue::Text(text.to_owned())
        }
        AnswerKind::Region => NewValue::Text(place(only()?)?),
        AnswerKind::Regions => {
            NewValue::List(answer.values.iter().map(|word| place(word)).collect::<Result<_, _>>()?)
        }
    };
    Ok(match value {
        // A fact that takes several words is a list in the file.
        NewValue::Text(text) if is_list => NewValue::List(vec![text]),
        value => value,
    })
}

fn is_list_fact(question: &Question, packs: &Packs) -> bool {
    question
        .fills
        .as_deref()
        .and_then(|fills| fills.strip_prefix("facts."))
        .and_then(|fact| packs.vocabulary.0.get(fact))
        .is_some_and(|fact| {
            matches!(
                fact.kind,
                accordant_packs::FactKind::Words | accordant_packs::FactKind::Regions
            )
        })
}
