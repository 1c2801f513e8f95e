//! `accordant questionnaire`: what the partner is asked, and what its answers change in the file.

mod answers;
mod sheet;

use std::path::{Path, PathBuf};

use accordant_agreement::edit::{Editor, NewValue};
use accordant_document::{docx, html};
use accordant_lifecycle::questionnaire::{AskedArea, Change, Plan, choose_questions, plan_answers};
use accordant_packs::Packs;
use accordant_packs::entry::Questionnaire;
use anyhow::anyhow;
use sha2::{Digest, Sha256};

use self::answers::Returned;
use super::wrote;
use crate::arguments::{Format, QuestionnaireArguments};
use crate::failure::{Failure, Outcome};
use crate::files::{self, Output};
use crate::package::{self, Case};
use crate::terminal::{self, bad, caution, clean, code, counted, faint, good, heading, wrap};

pub(crate) fn run(arguments: &QuestionnaireArguments) -> Result<Outcome, Failure> {
    let (case, packs) = package::open(&arguments.subject, Format::Human)?;
    let questionnaire = packs.questionnaires.get(&arguments.id).ok_or_else(|| {
        let known: Vec<&str> = packs.questionnaires.keys().map(String::as_str).collect();
        Failure::asked(
            format!("there is no questionnaire `{}`", arguments.id),
            format!("there are: {}", known.join(", ")),
        )
    })?;
    match &arguments.answers {
        Some(path) => take(arguments, &case, &packs, questionnaire, path),
        None => ask(arguments, &case, &packs, questionnaire),
    }
}

/// Writes the questions in every format in which answers can come back, and for reading.
fn ask(
    arguments: &QuestionnaireArguments,
    case: &Case,
    packs: &Packs,
    questionnaire: &Questionnaire,
) -> Result<Outcome, Failure> {
    let areas = choose_questions(questionnaire, &case.agreement, packs, &case.assessment.facts);
    let name = format!("{}-questionnaire", questionnaire.id);
    let document = sheet::write_document(questionnaire, &areas, case);
    let options = docx::DocxOptions::default();
    let outputs = vec![
        Output::new(format!("{name}.xlsx"), sheet::write_xlsx(questionnaire, &areas)?),
        Output::new(format!("{name}.toml"), sheet::write_toml(questionnaire, &areas)),
        Output::new(format!("{name}.json"), sheet::write_json(questionnaire, &areas)?),
        Output::new(
            format!("{name}.docx"),
            docx::write(&document, &options).map_err(anyhow::Error::from)?,
        ),
        Output::new(format!("{name}.html"), html::write(&document, &html::HtmlOptions::default())),
    ];
    files::write_all(&arguments.out, &outputs, arguments.force)?;
    wrote(&arguments.out, &outputs);
    let questions: usize = areas.iter().map(|area: &AskedArea<'_>| area.questions.len()).sum();
    terminal::note(&format!(
        "{} in {}. When an answer file is back: {}",
        counted(questions, "question", "questions"),
        counted(areas.len(), "area", "areas"),
        code(&format!("accordant questionnaire --answers {name}.xlsx"))
    ));
    Ok(Outcome::Clean)
}

/// Reads the answers, shows what they change, and writes when asked to.
fn take(
    arguments: &QuestionnaireArguments,
    case: &Case,
    packs: &Packs,
    questionnaire: &Questionnaire,
    path: &Path,
) -> Result<Outcome, Failure> {
    let bytes = files::read(path, accordant_agreement::MAXIMUM_BYTES)?;
    let returned = answers::read(path, &bytes)?;
    let mut editor = Editor::open(case.source.text())
        .map_err(|message| Failure::Ours(anyhow!("the file was read before: {message}")))?;
    let plan = plan_answers(questionnaire, &case.agreement, packs, &editor, &returned.answers)
        .map_err(|faults| show_faults(path, &faults))?;
    terminal::print(&show_plan(&plan, &returned))?;
    if !plan.contradicted.is_empty() && !arguments.force {
        terminal::note(&faint(
            "Contradictions are left as the file has them; `--force` takes the answers instead.",
        ));
    }
    if arguments.write {
        apply(arguments, &plan, &mut editor)?;
        write(arguments, case, questionnaire, path, &bytes, &returned, &plan, editor)?;
    } else {
        terminal::note(&format!(
            "Nothing was written. {} takes the answers into the file and keeps them as evidence.",
            code("--write")
        ));
    }
    Ok(if plan.contradicted.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn apply(
    arguments: &QuestionnaireArguments,
    plan: &Plan,
    editor: &mut Editor,
) -> Result<(), Failure> {
    let forced = plan.contradicted.iter().filter(|_| arguments.force);
    for change in plan.filled.iter().chain(forced) {
        editor.set(&change.place, &change.value).map_err(|place| {
            Failure::asked(
                format!("the file has no {place} to fill"),
                "add the entry to the file, and take the answers again",
            )
        })?;
    }
    Ok(())
}

/// Writes the file and, beside it, the answers as they came.
#[expect(clippy::too_many_arguments, reason = "one step of the command, with all that it reads")]
fn write(
    arguments: &QuestionnaireArguments,
    case: &Case,
    questionnaire: &Questionnaire,
    path: &Path,
    bytes: &[u8],
    returned: &Returned,
    plan: &Plan,
    mut editor: Editor,
) -> Result<(), Failure> {
    let target = PathBuf::from(case.source.name());
    let folder = target.parent().unwrap_or(Path::new("")).to_owned();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let ending =
        path.extension().map_or_else(String::new, |end| end.to_string_lossy().into_owned());
    let kept = format!("evidence/{}-{}.{ending}", questionnaire.id, returned.on);
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let taken: Vec<String> = returned.answers.keys().cloned().collect();
    editor.push(
        "evidence",
        &[
            ("questionnaire", NewValue::Text(questionnaire.id.clone())),
            ("from", NewValue::Text(case.agreement.header.partner.id().to_owned())),
            ("by", NewValue::Text(returned.by.clone())),
            ("on", NewValue::Day(returned.on.to_string())),
            ("file", NewValue::Text(kept.clone())),
            ("sha256", NewValue::Text(hash)),
            ("questions", NewValue::List(taken)),
        ],
    );
    let text = editor.text();
    if let Err(faults) = accordant_agreement::parse(&text) {
        let lines: Vec<String> = faults.iter().map(|fault| fault.message.clone()).collect();
        return Err(Failure::asked(
            format!("with these answers the file would be faulty: {}", lines.join("; ")),
            "correct the answers; nothing was written",
        ));
    }
    let name = target.file_name().map_or_else(PathBuf::new, PathBuf::from);
    // The evidence first, and never over other evidence; then the file, which the user asked for.
    files::write_all(&folder, &[Output::new(kept, bytes.to_vec())], false)?;
    let outputs = [Output::new(name, text)];
    files::write_all(&folder, &outputs, true)?;
    let changed = plan.filled.len() + if arguments.force { plan.contradicted.len() } else { 0 };
    terminal::note(&format!(
        "{} {} set in {}; the answers are kept in {}",
        good("✓"),
        counted(changed, "value", "values"),
        clean(&target.display().to_string()),
        clean(&folder.join("evidence").display().to_string()),
    ));
    Ok(())
}

fn show_faults(path: &Path, faults: &[accordant_lifecycle::questionnaire::AnswerFault]) -> Failure {
    for fault in faults {
        terminal::note(&format!("{} {}: {}", bad("×"), clean(&fault.place), clean(&fault.message)));
        terminal::note(&wrap(&clean(&fault.help), "    → ", "      "));
    }
    Failure::asked(
        format!("{} in `{}`", counted(faults.len(), "fault", "faults"), path.display()),
        "mend them and take the answers again; nothing was written",
    )
}

fn show_plan(plan: &Plan, returned: &Returned) -> String {
    let line = |change: &Change| {
        let old = change.old.as_ref().map_or_else(String::new, |old| format!("{old} → "));
        wrap(
            &clean(&format!("{}: {old}{}  ({})", change.at, change.new, change.question)),
            "  ",
            "    ",
        )
    };
    let mut sections = vec![format!("Answers of {} on {}", clean(&returned.by), returned.on)];
    let mut add = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            sections.push(format!("{}\n\n{}", heading(title), lines.join("\n")));
        }
    };
    add("The file lacks, and the answers fill", plan.filled.iter().map(line).collect());
    add(
        "The file says otherwise",
        plan.contradicted.iter().map(|change| caution(&line(change))).collect(),
    );
    let counts = [
        (plan.confirmed.len(), "the file says so already"),
        (plan.kept.len(), "kept as evidence, with no place in the file"),
        (plan.open.len(), "not answered"),
    ];
    let counted: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("  {count:>3} {words}"))
        .collect();
    add("Others", counted);
    sections.join("\n\n") + "\n"
}
