//! Values: times, amounts, shares, law, forum and regions in the sentence that decides.

use std::collections::BTreeMap;

use accordant_packs::entry::ValueKind;

use super::words::split_words;

const UNITS: [(&str, &str); 14] = [
    ("hour", "hours"),
    ("hours", "hours"),
    ("day", "days"),
    ("days", "days"),
    ("week", "weeks"),
    ("weeks", "weeks"),
    ("month", "months"),
    ("months", "months"),
    ("year", "years"),
    ("years", "years"),
    ("minutes", "minutes"),
    ("hrs", "hours"),
    ("minute", "minutes"),
    ("quarter", "quarters"),
];
const NUMBERS: [(&str, &str); 17] = [
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("ten", "10"),
    ("twelve", "12"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("sixty", "60"),
    ("ninety", "90"),
    ("eighteen", "18"),
    ("forty-eight", "48"),
];
const CURRENCIES: [(&str, &str); 12] = [
    ("$", "USD"),
    ("usd", "USD"),
    ("dollars", "USD"),
    ("€", "EUR"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("gbp", "GBP"),
    ("pounds", "GBP"),
    ("sek", "SEK"),
    ("chf", "CHF"),
];
const AREAS: [&str; 20] = [
    "European Economic Area",
    "European Union",
    "EEA",
    "EU",
    "United States",
    "USA",
    "United Kingdom",
    "Switzerland",
    "Singapore",
    "Germany",
    "France",
    "Sweden",
    "Ireland",
    "Canada",
    "Japan",
    "Australia",
    "India",
    "China",
    "Israel",
    "Netherlands",
];

/// Finds the values of the asked kinds in a sentence.
pub(super) fn find_values(
    kinds: &[ValueKind],
    sentence: &str,
    into: &mut BTreeMap<String, Vec<String>>,
) {
    let mut words: Vec<(usize, &str)> = Vec::new();
    split_words(sentence, |at, word| words.push((at, word)));
    for kind in kinds {
        let found = match kind {
            ValueKind::Duration => durations(&words),
            ValueKind::Money => money(&words),
            ValueKind::Percent => percents(&words),
            ValueKind::Law => law(sentence),
            ValueKind::Forum => forum(sentence),
            ValueKind::Regions => regions(sentence),
        };
        let list = into.entry(kind.as_str().to_owned()).or_default();
        for value in found {
            if !list.contains(&value) {
                list.push(value);
            }
        }
        if list.is_empty() {
            into.remove(kind.as_str());
        }
    }
}

fn number(word: &str) -> Option<String> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(word.replace(',', ""));
    }
    let lower = word.to_lowercase();
    NUMBERS.iter().find(|(name, _)| *name == lower).map(|(_, figure)| (*figure).to_owned())
}

fn unit(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    UNITS.iter().find(|(name, _)| *name == lower).map(|(_, unit)| *unit)
}

fn durations(words: &[(usize, &str)]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // A run of numbers is one: "ninety six", "ninety six 96".
    let mut run: Option<u64> = None;
    let mut figure: Option<String> = None;
    let mut since = 0;
    for (_, word) in words {
        if let Some(number) = number(word) {
            let spelt = word.starts_with(char::is_alphabetic);
            let value = number.parse::<u64>().ok();
            run = match (run, value) {
                (Some(tens), Some(ones)) if spelt && since == 0 && tens >= 20 && ones < 10 => {
                    Some(tens + ones)
                }
                (_, value) => value,
            };
            figure = Some(run.filter(|_| spelt).map_or(number, |sum| sum.to_string()));
            since = 0;
            continue;
        }
        since += 1;
        if let (Some(unit), Some(figure), true) = (unit(word), &figure, since <= 2) {
            let value = format!("{figure} {unit}");
            if !found.contains(&value) {
                found.push(value);
            }
        }
        let goes_on = matches!(word.to_lowercase().as_str(), "business" | "calendar" | "working");
        if !goes_on {
            (run, figure) = (None, None);
        }
    }
    found
}

fn money(words: &[(usize, &str)]) -> Vec<String> {
    let currency = |word: &str| {
        let lower = word.to_lowercase();
        CURRENCIES.iter().find(|(name, _)| *name == lower).map(|(_, code)| *code)
    };
    let mut found = Vec::new();
    for (at, (_, word)) in words.iter().enumerate() {
        let Some(figure) = number(word).filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))
        else {
            continue;
        };
        let near = |by: Option<usize>| {
            by.and_then(|place| words.get(place)).and_then(|(_, word)| currency(word))
        };
        let code = near(at.checked_sub(1)).or_else(|| near(Some(at + 1))).or_else(|| {
            let spelt = words.get(at + 1).is_some_and(|(_, w)| {
                matches!(w.to_lowercase().as_str(), "us" | "u.s" | "million")
            });
            if spelt { near(Some(at + 2)) } else { None }
        });
        found.extend(code.map(|code| format!("{code} {figure}")));
    }
    found
}

fn percents(words: &[(usize, &str)]) -> Vec<String> {
    words
        .windows(2)
        .filter_map(|pair| match pair {
            [(_, figure), (_, sign)]
                if matches!(sign.to_lowercase().as_str(), "%" | "percent" | "per") =>
            {
                number(figure).map(|figure| format!("{figure} %"))
            }
            _ => None,
        })
        .collect()
}

/// What follows a phrase, up to where a clause about something else begins.
fn after<'s>(sentence: &'s str, phrase: &str) -> Option<&'s str> {
    let lower = sentence.to_lowercase();
    let at = lower.find(phrase)? + phrase.len();
    let rest = sentence.get(at..)?.trim_start();
    const ENDS: [&str; 12] = [
        ", without",
        " without ",
        ", excluding",
        " excluding ",
        ", and ",
        ";",
        ".",
        ", regardless",
        " as applied",
        " applicable to",
        ", as ",
        " (",
    ];
    let lower = rest.to_lowercase();
    let end = ENDS.iter().filter_map(|stop| lower.find(stop)).min().unwrap_or(rest.len());
    rest.get(..end).map(str::trim).filter(|text| text.len() > 2 && text.len() < 120)
}

fn law(sentence: &str) -> Vec<String> {
    ["laws of ", "law of ", "laws in ", "governed by the "]
        .iter()
        .find_map(|phrase| after(sentence, phrase))
        .map(|text| text.trim_start_matches("the ").to_owned())
        .or_else(|| {
            let lower = sentence.to_lowercase();
            let at = lower.find("governed by ")? + "governed by ".len();
            let rest = sentence.get(at..)?;
            let end = rest.to_lowercase().find(" law")?;
            rest.get(..end).map(str::to_owned).filter(|text| text.len() < 60)
        })
        .into_iter()
        .collect()
}

fn forum(sentence: &str) -> Vec<String> {
    let mut found: Vec<String> = [
        "courts located in ",
        "courts of ",
        "courts in ",
        "court of ",
        "arbitration in ",
        "seat of arbitration ",
    ]
    .iter()
    .filter_map(|phrase| after(sentence, phrase))
    .map(str::to_owned)
    .collect();
    for house in [
        "JAMS",
        "AAA",
        "American Arbitration Association",
        "ICC",
        "LCIA",
        "SIAC",
        "SCC",
        "CIETAC",
        "HKIAC",
        "DIS",
    ] {
        if sentence
            .split(|c: char| !c.is_alphanumeric() && c != ' ')
            .any(|part| format!(" {part} ").contains(&format!(" {house} ")))
        {
            found.push(house.to_owned());
        }
    }
    found.dedup();
    found
}

fn regions(sentence: &str) -> Vec<String> {
    AREAS
        .iter()
        .filter(|area| {
            sentence.match_indices(**area).any(|(at, _)| {
                let before = sentence.get(..at).and_then(|text| text.chars().next_back());
                let next = sentence.get(at + area.len()..).and_then(|text| text.chars().next());
                !before.is_some_and(char::is_alphanumeric)
                    && !next.is_some_and(char::is_alphanumeric)
            })
        })
        .map(|area| (*area).to_owned())
        .collect()
}
