//! `accordant new`: an interview that ends in a commented, valid agreement file.

mod answers;
mod interview;
mod questions;
mod skeleton;

use accordant_agreement::file::PartnershipType;
use anyhow::anyhow;

use self::questions::{Answer, Answers, Question};
use crate::arguments::{Format, NewArguments};
use crate::failure::{Failure, Outcome};
use crate::files::{self, Output};
use crate::terminal::{self, clean, code, counted, faint, good};
use crate::{clock, package};

/// Name of the file that is written.
const FILE: &str = "agreement.toml";

pub(crate) fn run(arguments: &NewArguments) -> Result<Outcome, Failure> {
    let questions = questions::load()?;
    if arguments.questions {
        terminal::print(&answers::write_form(&questions, arguments.partnership_type))?;
        return Ok(Outcome::Clean);
    }
    let Some(dir) = &arguments.dir else {
        return Err(Failure::asked(
            "no directory is named",
            "name one: `accordant new my-partnership`",
        ));
    };
    let target = dir.join(FILE);
    if target.symlink_metadata().is_ok() {
        return Err(Failure::asked(
            format!("`{}` is there already, and new never overwrites", target.display()),
            "name another directory, or edit that file",
        ));
    }
    let mut given = match &arguments.answers {
        Some(path) => answers::read(path, &questions)?,
        None => Answers::new(),
    };
    if let Some(kind) = arguments.partnership_type {
        given.insert("type".to_owned(), Answer::One(kind.as_str().to_owned()));
    }
    let answers = if arguments.yes {
        fill_defaults(&questions, given)
    } else if terminal::is_interactive() {
        interview::ask_all(&questions, given)?
    } else {
        require_all(&questions, given)?
    };
    let text = skeleton::write(&answers)?;
    // INVARIANT: whatever the answers, the file that is written reads without a fault.
    if let Err(faults) = accordant_agreement::parse(&text) {
        let lines: Vec<_> = faults.iter().map(|fault| fault.message.clone()).collect();
        return Err(Failure::Ours(anyhow!("the new file would have faults: {}", lines.join("; "))));
    }
    let output = Output::new(FILE, text.clone());
    files::write_all(dir, &[output], false)?;
    terminal::note(&format!(
        "{} wrote {} {}",
        good("✓"),
        code(&clean(&target.display().to_string())),
        faint(&format!("({}, with comments)", counted(text.lines().count(), "line", "lines")))
    ));
    say_next(&target.display().to_string(), &text);
    Ok(Outcome::Clean)
}

/// Says what comes next, and what assess would find already.
fn say_next(path: &str, text: &str) {
    let assessed = package::load_packs().ok().and_then(|packs| {
        package::assess_bytes(path, text.as_bytes(), &packs, clock::today(), Format::Human).ok()
    });
    if let Some(case) = assessed {
        let assessment = &case.assessment;
        terminal::note(&format!(
            "  {} speak to it; {} to look at",
            counted(assessment.duties.len(), "duty", "duties"),
            counted(assessment.open_findings().count(), "finding", "findings")
        ));
    }
    terminal::note(&format!(
        "Next: replace the examples in it, then {}",
        code(&format!("accordant assess {}", clean(path)))
    ));
}

fn fill_defaults(questions: &[Question], mut answers: Answers) -> Answers {
    for question in questions {
        if !answers.contains_key(&question.id) && question.applies(&answers) {
            let default = question.default_answer(&answers);
            answers.insert(question.id.clone(), default);
        }
    }
    answers
}

fn require_all(questions: &[Question], answers: Answers) -> Result<Answers, Failure> {
    let missing: Vec<String> = questions
        .iter()
        .filter(|question| question.applies(&answers) && !answers.contains_key(&question.id))
        // What may stay open needs no answer.
        .filter(|question| question.default_answer(&answers) != Answer::One(String::new()))
        .map(|question| format!("`{}`", question.id))
        .collect();
    if missing.is_empty() {
        return Ok(fill_defaults(questions, answers));
    }
    Err(Failure::asked(
        format!(
            "nobody is at the terminal, and these questions have no answer: {}",
            missing.join(", ")
        ),
        "answer them in a file (`--answers FILE`; `accordant new --questions` prints one), or take the defaults with `--yes`",
    ))
}

/// The kind of partnership that the answers name.
fn type_of(answers: &Answers) -> PartnershipType {
    match answers.get("type") {
        Some(Answer::One(word)) => PartnershipType::find(word).unwrap_or(PartnershipType::AiVendor),
        _ => PartnershipType::AiVendor,
    }
}
