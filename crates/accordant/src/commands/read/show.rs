//! Readings for people and for grep.

use accordant_lifecycle::read::{ABSENT, PaperReading, Reading};

use crate::terminal;

/// Most quotes a provision that people are shown; JSON has all.
const SHOWN_QUOTES: usize = 3;

/// One line a provision.
pub(super) fn show_plain(paper: &PaperReading) -> String {
    paper
        .readings
        .iter()
        .map(|reading| {
            let quote = reading.evidence.first().map_or("", |evidence| evidence.quote.as_str());
            let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
            format!(
                "{}: {}={}: {}\n",
                terminal::clean(&paper.document),
                reading.provision,
                reading.position,
                terminal::clean(&quote)
            )
        })
        .collect()
}

/// What is found with quotes and reasons, then what is not.
pub(super) fn show_human(paper: &PaperReading) -> String {
    let mut text = format!("{}\n\n", terminal::strong(&terminal::clean(&paper.document)));
    let (found, silent): (Vec<&Reading>, Vec<&Reading>) =
        paper.readings.iter().partition(|reading| reading.position != ABSENT);
    for reading in found {
        let values: Vec<String> = reading.values.values().flatten().cloned().collect();
        let values =
            if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) };
        text.push_str(&format!(
            "{}  {}{}\n",
            terminal::code(&reading.provision),
            terminal::strong(&reading.position),
            terminal::clean(&values)
        ));
        for evidence in reading.evidence.iter().take(SHOWN_QUOTES) {
            let quote = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
            text.push_str(&terminal::wrap(&terminal::clean(&format!("“{quote}”")), "    ", "    "));
            text.push_str(&format!(
                "\n    {}\n",
                terminal::faint(&terminal::clean(&evidence.place))
            ));
        }
        text.push_str(&terminal::wrap(
            &terminal::clean(&format!("because {}", reading.because)),
            "    ",
            "    ",
        ));
        text.push_str("\n\n");
    }
    if !silent.is_empty() {
        text.push_str(&format!("{}\n", terminal::strong("Not found")));
        for reading in silent {
            text.push_str(&terminal::wrap(
                &terminal::clean(&format!("{}: {}", reading.provision, reading.because)),
                "  ",
                "    ",
            ));
            text.push('\n');
        }
        text.push('\n');
    }
    text
}
