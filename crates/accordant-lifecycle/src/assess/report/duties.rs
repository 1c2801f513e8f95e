//! The chapter of duties.

use accordant_agreement::file::Agreement;
use accordant_document::model::{Block, Cell, Inline, Part, Text, Tone};
use accordant_packs::entry::ReviewState;
use accordant_packs::{Packs, Reason, Standing, join_words};

use super::{chapter, table};
use crate::assess::{Assessment, Duty};
use crate::dates::long_date;
use crate::words::short_name;

/// The facts behind an answer, in words.
pub(super) fn reasons_in_words(reasons: &[Reason]) -> String {
    let words: Vec<String> = reasons
        .iter()
        .map(|reason| match reason.values.as_slice() {
            [] => format!("{}: not stated", reason.fact),
            values => format!("{}: {}", reason.fact, join_words(values)),
        })
        .collect();
    words.join("; ")
}

/// From when duties apply, in words.
pub(super) fn standing_in_words(standing: &Standing) -> String {
    let text = match standing {
        Standing::NotLaw => return "not law yet".to_owned(),
        Standing::Applies(dates) => format!("apply since {}", long_date(dates.applies_from)),
        Standing::NotYet(dates) => format!("apply from {}", long_date(dates.applies_from)),
        Standing::Ended(dates) => {
            format!("ended on {}", dates.until.map_or(String::new(), long_date))
        }
    };
    match standing.dates().and_then(|dates| dates.moved_from.as_ref()) {
        Some((from, _)) => format!("{text}; first set for {}", long_date(*from)),
        None => text,
    }
}

fn standing_cell(standing: &Standing) -> Cell {
    let Some(dates) = standing.dates() else { return Cell::new("not law yet") };
    let (words, tone) = match standing {
        Standing::Applies(_) => (format!("since {}", long_date(dates.applies_from)), Tone::Good),
        _ => (format!("from {}", long_date(dates.applies_from)), Tone::Caution),
    };
    let mut text = vec![Text::plain(words), Text(vec![Inline::Emphasis(dates.by.clone())])];
    if let Some((from, by)) = &dates.moved_from {
        text.push(Text(vec![Inline::Emphasis(format!(
            "First set for {} by {by}; changed on {}.",
            long_date(*from),
            long_date(dates.stands_from)
        ))]));
    }
    Cell { text, tone: Some(tone) }
}

/// Writes the chapter.
pub(super) fn list_duties(agreement: &Agreement, packs: &Packs, assessment: &Assessment) -> Part {
    let mut blocks = Vec::new();
    let mut regimes: Vec<&str> = assessment.duties.iter().map(|d| d.regime.as_str()).collect();
    regimes.dedup();
    for regime in regimes {
        let duties: Vec<_> =
            assessment.duties.iter().filter(|duty| duty.regime == regime).collect();
        let name = packs.regimes.get(regime).map_or(regime, |known| known.short.as_str());
        blocks.push(Block::Heading { level: 1, text: Text::plain(heading_of(name, &duties)) });
        let rows = duties.iter().map(|duty| duty_row(agreement, duty)).collect();
        blocks.push(table(
            &format!("duties-{regime}"),
            "",
            &[("Duty", 44), ("Applies", 20), ("Owed by", 15), ("Because", 27)],
            rows,
        ));
    }
    if !assessment.unclear.is_empty() {
        blocks.push(Block::Heading { level: 1, text: Text::plain("Cannot be told yet") });
        blocks.push(Block::List {
            ordered: false,
            items: assessment
                .unclear
                .iter()
                .map(|entry| {
                    Text::strong(entry.citation.clone()).then(format!(
                        " {}. Unknown: {}.",
                        entry.title,
                        join_words(&entry.missing.iter().cloned().collect::<Vec<_>>())
                    ))
                })
                .collect(),
        });
    }
    chapter("duties", "Duties", blocks)
}

fn heading_of(name: &str, duties: &[&Duty]) -> String {
    if duties.iter().all(|duty| duty.voluntary) {
        format!("{name} (recommended)")
    } else {
        name.to_owned()
    }
}

fn duty_row(agreement: &Agreement, duty: &Duty) -> Vec<Cell> {
    let mut what = vec![
        Text::strong(duty.citation.clone()).then(format!(" {}", duty.title)),
        Text::plain(duty.duty.clone()),
    ];
    if !duty.evidence.is_empty() {
        what.push(Text::plain(format!("Evidence: {}.", join_words(&duty.evidence))));
    }
    if let Some(penalty) = &duty.penalty {
        what.push(Text(vec![Inline::Emphasis(format!("Penalty: {penalty}."))]));
    }
    if duty.review.state != ReviewState::Verified {
        what.push(Text(vec![Inline::Emphasis(format!(
            "Checked: {}, as of {}.",
            duty.review.state.as_str(),
            long_date(duty.review.as_of)
        ))]));
    }
    let owed = duty
        .owed_by
        .iter()
        .map(|owed| {
            let parties: Vec<String> =
                owed.parties.iter().map(|id| short_name(agreement, id)).collect();
            let holders =
                if parties.is_empty() { "nobody named".to_owned() } else { join_words(&parties) };
            Text::plain(format!("{}: {holders}", owed.role))
        })
        .collect();
    let mut because = vec![Text::plain(reasons_in_words(&duty.reasons))];
    if !duty.items.is_empty() {
        let names: Vec<String> = duty.items.iter().map(|item| item.name.clone()).collect();
        because.insert(0, Text::strong(join_words(&names)));
    }
    vec![
        Cell { text: what, tone: None },
        standing_cell(&duty.standing),
        Cell { text: owed, tone: None },
        Cell { text: because, tone: None },
    ]
}
