//! The questions as data, and what counts as an answer to each.

use std::collections::BTreeMap;

use accordant_agreement::file::{
    Automation, Category, CompanySize, Domain, FinanceKind, Impact, PartnershipType, Sector,
};
use accordant_agreement::{Date, find_nearest, quantity::Duration, region};
use serde::Deserialize;

const QUESTIONS: &str = include_str!("../../../interview/questions.toml");

/// The answers by the id of their question.
pub(super) type Answers = BTreeMap<String, Answer>;

/// An answer: one text, or a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum Answer {
    /// A word, a sentence, a date, a duration.
    One(String),
    /// Any number of words.
    Many(Vec<String>),
}

impl Answer {
    /// The answer as one line.
    pub(super) fn show(&self) -> String {
        match self {
            Self::One(text) if text.is_empty() => "(open)".to_owned(),
            Self::One(text) => text.clone(),
            Self::Many(words) if words.is_empty() => "(none)".to_owned(),
            Self::Many(words) => words.join(", "),
        }
    }
}

/// A question of the interview.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Question {
    /// Id by which answers refer to it.
    pub(super) id: String,
    /// The question.
    pub(super) ask: String,
    /// Why it is asked, and what follows.
    pub(super) help: String,
    /// An answer as somebody might give it.
    pub(super) example: Option<String>,
    /// Type of the answer.
    pub(super) kind: Kind,
    /// The closed set of the file format behind a choice.
    of: Option<String>,
    /// Choices of its own: word and meaning.
    #[serde(default)]
    choices: Vec<(String, String)>,
    default: Option<Answer>,
    #[serde(default)]
    default_for: BTreeMap<String, Answer>,
    #[serde(default)]
    only_if: BTreeMap<String, Vec<String>>,
}

/// Type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// One of the choices.
    Choice,
    /// Any number of the choices.
    Choices,
    /// A region code.
    Region,
    /// Several region codes.
    Regions,
    /// A date; may stay open.
    Date,
    /// A number with a unit of time.
    Duration,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Interview {
    question: Vec<Question>,
}

/// All questions, in order.
pub(super) fn load() -> anyhow::Result<Vec<Question>> {
    let interview: Interview = toml::from_str(QUESTIONS)?;
    Ok(interview.question)
}

impl Question {
    /// Whether the question makes sense after these answers.
    pub(super) fn applies(&self, answers: &Answers) -> bool {
        self.only_if.iter().all(|(id, wanted)| {
            matches!(answers.get(id), Some(Answer::One(word)) if wanted.contains(word))
        })
    }

    /// The answer when nobody gives one.
    pub(super) fn default_answer(&self, answers: &Answers) -> Answer {
        let for_type = match answers.get("type") {
            Some(Answer::One(kind)) => self.default_for.get(kind),
            _ => None,
        };
        for_type.or(self.default.as_ref()).cloned().unwrap_or(Answer::One(String::new()))
    }

    /// The choices with their meanings.
    pub(super) fn choices(&self) -> Vec<(String, String)> {
        macro_rules! choices_of {
            ($type:ty) => {
                <$type>::ALL
                    .iter()
                    .map(|choice| (choice.as_str().to_owned(), choice.meaning().to_owned()))
                    .collect()
            };
        }
        match self.of.as_deref() {
            Some("PartnershipType") => choices_of!(PartnershipType),
            Some("Sector") => choices_of!(Sector),
            Some("CompanySize") => choices_of!(CompanySize),
            Some("FinanceKind") => choices_of!(FinanceKind),
            Some("Category") => choices_of!(Category),
            Some("Automation") => choices_of!(Automation),
            Some("Domain") => choices_of!(Domain),
            Some("Impact") => choices_of!(Impact),
            _ => self.choices.clone(),
        }
    }

    /// Checks an answer and brings it into the form that the file wants.
    ///
    /// **Errors:** what is wrong with it and what would be right, in one sentence.
    pub(super) fn check(&self, answer: &Answer) -> Result<Answer, String> {
        match (self.kind, answer) {
            (Kind::Choices | Kind::Regions, Answer::One(text)) => {
                let words = text.split(',').map(|word| word.trim().to_owned());
                self.check(&Answer::Many(words.filter(|word| !word.is_empty()).collect()))
            }
            (Kind::Choices | Kind::Regions, Answer::Many(words)) => {
                let words: Result<Vec<_>, _> =
                    words.iter().map(|word| self.check_word(word)).collect();
                let words = words?;
                if words.is_empty() && self.kind == Kind::Regions {
                    return Err(format!("name at least one region{}", self.like()));
                }
                Ok(Answer::Many(words))
            }
            (_, Answer::Many(_)) => Err("this question takes one answer, not a list".to_owned()),
            (_, Answer::One(text)) => self.check_word(text).map(Answer::One),
        }
    }

    fn like(&self) -> String {
        self.example.as_ref().map_or_else(String::new, |example| format!(", such as `{example}`"))
    }

    fn check_word(&self, text: &str) -> Result<String, String> {
        let text = text.trim();
        match self.kind {
            Kind::Text if text.is_empty() => Err(format!("a few words are needed{}", self.like())),
            Kind::Text if text.chars().any(char::is_control) => {
                Err("write it on one line".to_owned())
            }
            Kind::Text => Ok(text.to_owned()),
            Kind::Choice | Kind::Choices => self.check_choice(text),
            Kind::Region | Kind::Regions => check_region(text),
            Kind::Date if text.is_empty() => Ok(String::new()),
            Kind::Date => text
                .parse::<Date>()
                .map(|date| date.to_string())
                .map_err(|_| format!("`{text}` is no date: write it as 2027-01-15")),
            Kind::Duration => text
                .parse::<Duration>()
                .map(|_| text.to_owned())
                .map_err(|error| format!("`{text}` {error}: write it like `36 months`")),
        }
    }

    fn check_choice(&self, word: &str) -> Result<String, String> {
        let choices = self.choices();
        if choices.iter().any(|(known, _)| known == word) {
            return Ok(word.to_owned());
        }
        let known: Vec<&str> = choices.iter().map(|(known, _)| known.as_str()).collect();
        Err(match find_nearest(word, known.iter().copied()) {
            Some(near) => format!("`{word}` is not a choice; did you mean `{near}`?"),
            None => format!("`{word}` is not a choice; choose from {}", known.join(", ")),
        })
    }
}

fn check_region(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    if region::is_known(&code) {
        Ok(code)
    } else {
        Err(format!("`{text}` is no region: write a code such as `IE`, `US-CA` or `EU`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_an_answer() {
        for kind in PartnershipType::ALL {
            let mut answers = Answers::new();
            for question in load().unwrap() {
                let mut default = question.default_answer(&answers);
                if question.id == "type" {
                    default = Answer::One(kind.as_str().to_owned());
                }
                let checked = question.check(&default);
                assert_eq!(checked.as_ref(), Ok(&default), "{} for {kind}", question.id);
                answers.insert(question.id.clone(), default);
            }
        }
    }

    #[test]
    fn choices_come_from_the_file_format() {
        for question in load().unwrap() {
            let has_choices = matches!(question.kind, Kind::Choice | Kind::Choices);
            assert_eq!(has_choices, !question.choices().is_empty(), "{}", question.id);
        }
    }
}
