//! The interview at the terminal: one question after the other, back with Esc.

use inquire::validator::Validation;
use inquire::{InquireError, MultiSelect, Select, Text};

use super::questions::{Answer, Answers, Kind, Question};
use crate::failure::Failure;
use crate::terminal::{clean, columns, faint, heading, note, pad, strong, wrap};

/// Asks every question that has no answer, shows a summary, and lets answers be revised.
pub(super) fn ask_all(questions: &[Question], given: Answers) -> Result<Answers, Failure> {
    let mut answers = given.clone();
    note(&heading("A new agreement file"));
    note(&faint(&wrap(
        "Each question has a default: Enter takes it. Esc goes back to the question before, Ctrl-C leaves without writing.",
        "",
        "",
    )));
    let mut place = 0;
    while let Some(question) = questions.get(place) {
        if given.contains_key(&question.id) || !question.applies(&answers) {
            place += 1;
            continue;
        }
        match ask(question, &count(questions, question, &answers), &answers)? {
            Some(answer) => {
                answers.insert(question.id.clone(), answer);
                place += 1;
            }
            None => place = step_back(questions, &given, &answers, place),
        }
    }
    review(questions, answers)
}

/// The place of the last question before this one that was asked; this one when it is the first.
fn step_back(questions: &[Question], given: &Answers, answers: &Answers, place: usize) -> usize {
    (0..place)
        .rev()
        .find(|earlier| {
            questions.get(*earlier).is_some_and(|question| {
                !given.contains_key(&question.id) && question.applies(answers)
            })
        })
        .unwrap_or(place)
}

fn count(questions: &[Question], question: &Question, answers: &Answers) -> String {
    let asked: Vec<&str> = questions
        .iter()
        .filter(|other| other.applies(answers))
        .map(|other| other.id.as_str())
        .collect();
    let place = asked.iter().position(|id| *id == question.id).unwrap_or(0) + 1;
    format!("{place} of {}", asked.len())
}

/// Asks one question; `None` is the wish to go back.
fn ask(question: &Question, progress: &str, answers: &Answers) -> Result<Option<Answer>, Failure> {
    let message = format!("{progress} · {}", question.ask);
    let help = match &question.example {
        Some(example) => format!("{} Example: {example}", question.help),
        None => question.help.clone(),
    };
    let earlier = answers.get(&question.id);
    let suggested = earlier.cloned().unwrap_or_else(|| question.default_answer(answers));
    let asked = match question.kind {
        Kind::Choice => ask_choice(question, &message, &help, &suggested),
        Kind::Choices => ask_choices(question, &message, &help, &suggested),
        _ => ask_text(question, &message, &help, &suggested, earlier.is_some()),
    };
    asked.map_err(|error| match error {
        InquireError::OperationInterrupted => {
            Failure::asked("you have left the interview; nothing was written", "")
        }
        error => Failure::asked(
            format!("the terminal cannot ask questions: {error}"),
            "use `--yes`, or answer in a file with `--answers FILE`",
        ),
    })
}

type Asked = Result<Option<Answer>, InquireError>;

fn show_choices(question: &Question) -> Vec<String> {
    let choices = question.choices();
    let widest = choices.iter().map(|(word, _)| columns(word)).max().unwrap_or(0);
    choices.iter().map(|(word, meaning)| format!("{}  {meaning}", pad(word, widest))).collect()
}

fn first_word(shown: &str) -> String {
    shown.split_whitespace().next().unwrap_or_default().to_owned()
}

fn ask_choice(question: &Question, message: &str, help: &str, suggested: &Answer) -> Asked {
    let choices = question.choices();
    let cursor = match suggested {
        Answer::One(word) => choices.iter().position(|(known, _)| known == word).unwrap_or(0),
        Answer::Many(_) => 0,
    };
    let chosen = Select::new(message, show_choices(question))
        .with_help_message(help)
        .with_page_size(12)
        .with_starting_cursor(cursor)
        .with_formatter(&|chosen| first_word(chosen.value))
        .raw_prompt_skippable()?;
    Ok(chosen
        .and_then(|chosen| choices.get(chosen.index).map(|(word, _)| Answer::One(word.clone()))))
}

fn ask_choices(question: &Question, message: &str, help: &str, suggested: &Answer) -> Asked {
    let choices = question.choices();
    let marked: Vec<usize> = match suggested {
        Answer::Many(words) => choices
            .iter()
            .enumerate()
            .filter(|(_, (word, _))| words.contains(word))
            .map(|(place, _)| place)
            .collect(),
        Answer::One(_) => Vec::new(),
    };
    let help = format!("{help} Space marks, Enter goes on.");
    let chosen = MultiSelect::new(message, show_choices(question))
        .with_help_message(&help)
        .with_page_size(15)
        .with_default(&marked)
        .with_formatter(&|chosen| {
            let words: Vec<String> = chosen.iter().map(|one| first_word(one.value)).collect();
            words.join(", ")
        })
        .raw_prompt_skippable()?;
    Ok(chosen.map(|chosen| {
        let words =
            chosen.iter().filter_map(|one| choices.get(one.index)).map(|(word, _)| word.clone());
        Answer::Many(words.collect())
    }))
}

/// An earlier answer stands in the line to be mended; a default is taken with Enter.
fn ask_text(
    question: &Question,
    message: &str,
    help: &str,
    suggested: &Answer,
    is_earlier: bool,
) -> Asked {
    let suggestion = match suggested {
        Answer::One(text) => text.clone(),
        Answer::Many(words) => words.join(", "),
    };
    let own = question.clone();
    let check = move |text: &str| {
        Ok(match own.check(&Answer::One(text.to_owned())) {
            Ok(_) => Validation::Valid,
            Err(message) => Validation::Invalid(message.into()),
        })
    };
    let mut text = Text::new(message).with_help_message(help).with_validator(check);
    if is_earlier {
        text = text.with_initial_value(&suggestion);
    } else if !suggestion.is_empty() {
        text = text.with_default(&suggestion);
    }
    let text = text.prompt_skippable()?;
    Ok(text.and_then(|text| question.check(&Answer::One(text)).ok()))
}

/// Shows all answers and lets any be changed before something is written.
fn review(questions: &[Question], mut answers: Answers) -> Result<Answers, Failure> {
    const WRITE: &str = "Write the file";
    const CHANGE: &str = "Change an answer";
    const LEAVE: &str = "Leave without writing";
    loop {
        let asked: Vec<&Question> =
            questions.iter().filter(|question| question.applies(&answers)).collect();
        note(&format!("\n{}", heading("Your answers")));
        for question in &asked {
            let answer = answers.get(&question.id).map_or_else(String::new, Answer::show);
            note(&wrap(
                &clean(&answer),
                &format!("  {} ", strong(&pad(&question.id, 14))),
                &" ".repeat(17),
            ));
        }
        let left = || Failure::asked("you have left the interview; nothing was written", "");
        let choice =
            Select::new("What now?", vec![WRITE, CHANGE, LEAVE]).prompt().map_err(|_| left())?;
        match choice {
            WRITE => return Ok(answers),
            LEAVE => return Err(left()),
            _ => {
                let asks: Vec<&str> = asked.iter().map(|question| question.ask.as_str()).collect();
                let Ok(Some(chosen)) =
                    Select::new("Which one?", asks).with_page_size(20).raw_prompt_skippable()
                else {
                    continue;
                };
                let Some(question) = asked.get(chosen.index).copied() else { continue };
                if let Some(answer) = ask(question, "again", &answers)? {
                    answers.insert(question.id.clone(), answer);
                }
                // A changed answer can bring up a question that did not apply before.
                for question in questions {
                    if question.applies(&answers)
                        && !answers.contains_key(&question.id)
                        && let Some(answer) = ask(question, "also", &answers)?
                    {
                        answers.insert(question.id.clone(), answer);
                    }
                }
            }
        }
    }
}
