//! The assessment for reading in a terminal.

use accordant_agreement::{Agreement, Date, Severity};
use accordant_lifecycle::assess::{Assessment, Classification, Duty};
use accordant_lifecycle::{ChosenBy, Finding};
use accordant_packs::entry::ReviewState;
use accordant_packs::{Packs, Standing};

use crate::package::Case;
use crate::report::{Remark, draw, summarise};
use crate::terminal::{
    self, bad, caution, code, columns, counted, cut, faint, good, heading, pad, strong, toned, wrap,
};

/// The whole report.
pub(super) fn show(case: &Case, packs: &Packs) -> String {
    let sections = [
        show_verdict(case),
        show_findings(case),
        show_classes(&case.assessment),
        show_duties(case, packs),
        show_unclear(&case.assessment),
        show_table(&case.assessment),
        show_next(case),
    ];
    let mut text =
        sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

fn show_verdict(case: &Case) -> String {
    let (agreement, assessment) = (&case.agreement, &case.assessment);
    let header = &agreement.header;
    let counts = assessment.count_findings();
    let count = |severity| counts.get(&severity).copied().unwrap_or(0);
    let part = |severity, one, many| {
        let words = format!("{} {}", terminal::sign(severity), counted(count(severity), one, many));
        if count(severity) == 0 { faint(&words) } else { toned(severity, &words) }
    };
    let mistakes = assessment.open_findings().filter(|finding| finding.mistake).count();
    let accepted = assessment.findings.len() - assessment.open_findings().count();
    let mut tallies = vec![
        part(Severity::Error, "error", "errors"),
        part(Severity::Warning, "warning", "warnings"),
        part(Severity::Advice, "piece of advice", "pieces of advice"),
    ];
    if accepted > 0 {
        tallies.push(faint(&format!("· {accepted} accepted")));
    }
    let applies = count_applying(assessment);
    let verdict = match (mistakes, count(Severity::Error)) {
        (0, 0) if assessment.open_findings().next().is_none() => good("Nothing is open."),
        (0, 0) => good("No error is open; look through what is below."),
        (0, errors) => {
            bad(&format!("Not ready to sign: {} open.", counted(errors, "error is", "errors are")))
        }
        (mistakes, _) => bad(&format!(
            "Not ready to sign: {}.",
            counted(mistakes, "classic mistake", "classic mistakes")
        )),
    };
    [
        strong(&terminal::clean(&header.title.value)),
        faint(&format!(
            "{} and {} · {} · law as of {}",
            name_of(agreement, header.adopter.id()),
            name_of(agreement, header.partner.id()),
            header.partnership_type.as_str(),
            assessment.as_of
        )),
        String::new(),
        format!("  {verdict}"),
        format!("  {}", tallies.join("   ")),
        format!(
            "  {}, {} later; {}",
            counted(applies, "duty applies", "duties apply"),
            assessment.duties.len() - applies,
            match assessment.unclear.len() {
                0 => "none is in doubt".to_owned(),
                some => caution(&format!("{some} cannot be told yet")),
            }
        ),
    ]
    .join("\n")
}

fn count_applying(assessment: &Assessment) -> usize {
    assessment.duties.iter().filter(|duty| matches!(duty.standing, Standing::Applies(_))).count()
}

fn name_of(agreement: &Agreement, party: &str) -> String {
    let name = agreement.find_party(party).map_or_else(
        || party.to_owned(),
        |party| party.short.as_ref().unwrap_or(&party.name).value.clone(),
    );
    terminal::clean(&name)
}

fn show_findings(case: &Case) -> String {
    let all = &case.assessment.findings;
    let open = |finding: &&Finding| finding.accepted.is_none();
    let mut sections = Vec::new();
    let drawn =
        |finding: &Finding| draw(&case.source, &Remark::from(finding)).trim_end().to_owned();
    let brief = |finding: &Finding| summarise(&case.source, &Remark::from(finding));
    let mut add = |title: &str, entries: Vec<String>| {
        if !entries.is_empty() {
            sections.push(format!("{}\n\n{}", heading(title), entries.join("\n\n")));
        }
    };
    add("Classic mistakes", all.iter().filter(open).filter(|f| f.mistake).map(drawn).collect());
    let plain = |severity: Severity| {
        all.iter().filter(open).filter(move |f| !f.mistake && f.severity == severity)
    };
    add("Errors", plain(Severity::Error).map(drawn).collect());
    add("Warnings", plain(Severity::Warning).map(brief).collect());
    let advice = plain(Severity::Advice).chain(plain(Severity::Note));
    add("Advice", advice.map(brief).collect());
    let accepted = all.iter().filter_map(|finding| {
        let accepted = finding.accepted.as_ref()?;
        let words = format!(
            "{} {}",
            code(&finding.code),
            faint(&format!("{}, by {} until {}", accepted.reason, accepted.by, accepted.until))
        );
        Some(wrap(&terminal::clean(&finding.message), "  · ", "    ") + &format!("\n    {words}"))
    });
    add("Accepted", accepted.collect());
    sections.join("\n\n")
}

fn show_classes(assessment: &Assessment) -> String {
    // Roles that the file states already, and that follow, are no news.
    let is_news = |class: &&Classification| {
        class.fact != "party-role" || !class.stated || class.overridden.is_some()
    };
    let mut lines: Vec<String> = assessment
        .classifications
        .iter()
        .filter(is_news)
        .map(|class| show_class(assessment.as_of, class))
        .collect();
    let confirmed = assessment.classifications.iter().filter(|class| !is_news(class)).count();
    if confirmed > 0 {
        let roles = counted(confirmed, "role", "roles");
        let words = format!("  {roles} that the file states follow from its facts too");
        lines.push(faint(&words));
    }
    if lines.is_empty() {
        return String::new();
    }
    format!("{}\n\n{}", heading("What the law makes of it"), lines.join("\n"))
}

fn show_class(as_of: Date, class: &Classification) -> String {
    let value = match class.value.as_str() {
        "prohibited" => bad(&class.value),
        value if value.starts_with("high") => caution(value),
        value => strong(value),
    };
    let since =
        class.standing.as_ref().and_then(Standing::dates).map_or_else(String::new, |dates| {
            if dates.applies_from <= as_of {
                format!(", since {}", dates.applies_from)
            } else {
                format!(", from {}", dates.applies_from)
            }
        });
    let mut facts: Vec<&str> = class.reasons.iter().map(|reason| reason.fact.as_str()).collect();
    facts.dedup();
    let mut text = format!("{}: {} {value}", terminal::clean(&class.name), faint(&class.fact));
    if let Some(overridden) = &class.overridden {
        text.push_str(&format!(" ({})", terminal::clean(overridden)));
    }
    let mut lines = wrap(&text, "  ", "    ");
    let mut because = format!("{}{since}", class.citation);
    if !class.title.is_empty() {
        because.push_str(&format!(": {}", class.title));
    }
    if !facts.is_empty() {
        because.push_str(&format!(" (by {})", facts.join(", ")));
    }
    lines.push('\n');
    lines.push_str(&faint(&wrap(&because, "    ", "    ")));
    lines
}

fn show_duties(case: &Case, packs: &Packs) -> String {
    let duties = &case.assessment.duties;
    let mut regimes: Vec<&str> = duties.iter().map(|duty| duty.regime.as_str()).collect();
    regimes.dedup();
    let blocks: Vec<String> = regimes
        .into_iter()
        .map(|regime| {
            let own: Vec<&Duty> = duties.iter().filter(|duty| duty.regime == regime).collect();
            show_regime(case, packs, regime, &own)
        })
        .collect();
    if blocks.is_empty() {
        return String::new();
    }
    format!("{}\n\n{}", heading("Duties"), blocks.join("\n\n"))
}

fn show_regime(case: &Case, packs: &Packs, id: &str, duties: &[&Duty]) -> String {
    let regime = packs.regimes.get(id);
    let short = regime.map_or(id, |regime| regime.short.as_str());
    let mut title = strong(short);
    if let Some(regime) = regime {
        title = format!(
            "{title} {}",
            faint(&cut(&regime.name, terminal::width().saturating_sub(columns(short) + 3)))
        );
    }
    let cite_of = |duty: &Duty| {
        let cite = duty.citation.strip_prefix(short).unwrap_or(&duty.citation).trim();
        cut(cite, terminal::width() / 5)
    };
    let cite_width = duties.iter().map(|duty| columns(&cite_of(duty))).max().unwrap_or(0);
    let holder_width =
        duties.iter().map(|duty| columns(&show_holders(case, duty))).max().unwrap_or(0);
    let room =
        terminal::width().saturating_sub(2 + 17 + 1 + cite_width + 2 + 2 + holder_width).max(16);
    let mut notes: Vec<String> = Vec::new();
    let mut lines = vec![format!("  {title}")];
    for duty in duties {
        let Some(dates) = duty.standing.dates() else { continue };
        let mut mark = String::new();
        if let Some((earlier, by)) = &dates.moved_from {
            let note = format!("moved from {earlier} ({by}) by {}", dates.by);
            let place = notes.iter().position(|known| *known == note).unwrap_or_else(|| {
                notes.push(note);
                notes.len() - 1
            });
            mark = superscript(place + 1);
        }
        let (when, is_on) = match &duty.standing {
            Standing::Applies(_) => (format!("since {}", dates.applies_from), true),
            _ => (format!("from  {}", dates.applies_from), false),
        };
        let when = pad(&format!("{when}{mark}"), 17);
        let when = if is_on { good(&when) } else { caution(&when) };
        let state = state_of(duty);
        let title = cut(&title_of(duty), room.saturating_sub(columns(&state)));
        lines.push(format!(
            "  {when} {}  {}  {}",
            pad(&cite_of(duty), cite_width),
            pad(&format!("{title}{}", faint(&state)), room),
            faint(&show_holders(case, duty))
        ));
    }
    for (place, note) in notes.iter().enumerate() {
        let lead = format!("  {} ", superscript(place + 1));
        lines.push(faint(&wrap(note, &lead, "    ")));
    }
    let unverified =
        duties.iter().filter(|duty| duty.review.state != ReviewState::Verified).count();
    if unverified > 0 {
        let words = format!(
            "{unverified} of {} not checked against the primary text: `accordant pack show {id}`",
            duties.len()
        );
        lines.push(faint(&wrap(&words, "  ", "  ")));
    }
    lines.join("\n")
}

/// How far a duty was checked, unless its primary text was read.
fn state_of(duty: &Duty) -> String {
    match duty.review.state {
        ReviewState::Verified => String::new(),
        state => format!(" ({})", state.as_str()),
    }
}

fn title_of(duty: &Duty) -> String {
    if duty.voluntary { format!("{} (recommended)", duty.title) } else { duty.title.clone() }
}

fn show_holders(case: &Case, duty: &Duty) -> String {
    let mut names: Vec<String> = Vec::new();
    for party in duty.owed_by.iter().flat_map(|owed| &owed.parties) {
        let name = name_of(&case.agreement, party);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let most = terminal::width() / 5;
    match names.as_slice() {
        [] => "nobody named".to_owned(),
        [one] => cut(one, most),
        [first, rest @ ..] if names.len() == 2 => {
            cut(&format!("{first}, {}", rest.join(", ")), most)
        }
        [first, rest @ ..] => cut(&format!("{first} and {} more", rest.len()), most),
    }
}

fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit =
        |c: char| c.to_digit(10).and_then(|d| DIGITS.get(usize::try_from(d).ok()?)).copied();
    number.to_string().chars().filter_map(digit).collect()
}

fn show_unclear(assessment: &Assessment) -> String {
    if assessment.unclear.is_empty() {
        return String::new();
    }
    let mut entries: Vec<String> = Vec::new();
    for entry in &assessment.unclear {
        let missing: Vec<String> = entry.missing.iter().map(|fact| format!("`{fact}`")).collect();
        let line = format!("{} {}: say {}", entry.citation, entry.title, missing.join(", "));
        let line = wrap(&line, "  ? ", "    ");
        if !entries.contains(&line) {
            entries.push(line);
        }
    }
    format!("{}\n\n{}", heading("Cannot be told yet"), entries.join("\n"))
}

fn show_table(assessment: &Assessment) -> String {
    let rows = &assessment.table.rows;
    let by = |wanted: ChosenBy| {
        rows.iter().filter(|row| row.proposed.as_ref().is_some_and(|c| c.by == wanted)).count()
    };
    let required = rows.iter().filter(|row| row.required.is_some()).count();
    let silent = rows.iter().filter(|row| row.proposed.is_none()).count();
    let conflicts = rows
        .iter()
        .filter(|row| row.required.as_ref().is_some_and(|r| r.positions.is_empty()))
        .count();
    let unknown: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let chosen = row.proposed.as_ref().filter(|chosen| !chosen.unknown.is_empty())?;
            Some(format!("{} ({})", row.provision, chosen.unknown.join(", ")))
        })
        .collect();
    let bar = |count: usize| {
        let most = 30 * count / rows.len().max(1);
        "█".repeat(most.max(usize::from(count > 0)))
    };
    let line = |count: usize, words: &str, paint: fn(&str) -> String| {
        format!("  {} {} {}", pad(&format!("{count:>4}"), 4), pad(words, 38), paint(&bar(count)))
    };
    let mut lines = vec![
        format!(
            "  {} in this agreement; law, standards or policy speak to {required}",
            counted(rows.len(), "provision", "provisions")
        ),
        line(by(ChosenBy::File), "decided in the file", good),
        line(by(ChosenBy::Requirement), "proposed because something requires it", caution),
        line(by(ChosenBy::Playbook), "proposed as our playbook has it", good),
        line(by(ChosenBy::Preference), "proposed as our side prefers it", faint),
    ];
    if silent > 0 {
        lines.push(line(silent, "left out", faint));
    }
    if conflicts > 0 {
        lines.push(bad(&format!("  {conflicts} with demands that no position satisfies")));
    }
    if !unknown.is_empty() {
        lines.push(wrap(&format!("a value is missing: {}", unknown.join(", ")), "  ", "    "));
    }
    format!("{}\n\n{}", heading("The table of positions"), lines.join("\n"))
}

fn show_next(case: &Case) -> String {
    let steps = [
        ("map", "", "draws flows, decisions and risks"),
        ("structure", "", "writes the agreement"),
    ];
    let next = crate::commands::show_next(&case.source, &steps);
    format!("{next}\n\n{}", faint("Not legal advice: check the sources before relying on them."))
}
