//! Numbers and dates that cannot be what they say.

use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};
use text2num::{Language, text2digits};

use super::Flaw;
use crate::reading::MONTHS;

pattern! {
    /// A number in words with its figures behind it: "thirty (30) days".
    TWICE = r"(?i)\b((?:(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|and)[\s-]+)*(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion))\s*\(\s*(\d[\d.,' ]*)\s*(%?)\)";
    DAY_MONTH = r"(?i)\b(?:(monday|tuesday|wednesday|thursday|friday|saturday|sunday),?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(january|february|march|april|may|june|july|august|september|october|november|december),?\s+(\d{4})\b";
    MONTH_DAY = r"(?i)\b(?:(monday|tuesday|wednesday|thursday|friday|saturday|sunday),?\s+)?(january|february|march|april|may|june|july|august|september|october|november|december)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b";
    ISO = r"\b(\d{4})-(\d{2})-(\d{2})\b";
}

/// Finds numbers whose words and figures disagree, and dates that no calendar has.
pub(super) fn check(text: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for found in TWICE.captures_iter(text) {
        flaws.extend(compare_number(&found));
    }
    let part = |found: &Captures<'_>, index: usize| {
        found.get(index).map_or("", |group| group.as_str()).to_owned()
    };
    for found in DAY_MONTH.captures_iter(text) {
        let month = find_month(&part(&found, 3));
        let date = read(&part(&found, 4), month, &part(&found, 2));
        flaws.extend(judge(&found, &part(&found, 1), date));
    }
    for found in MONTH_DAY.captures_iter(text) {
        let month = find_month(&part(&found, 2));
        let date = read(&part(&found, 4), month, &part(&found, 3));
        flaws.extend(judge(&found, &part(&found, 1), date));
    }
    for found in ISO.captures_iter(text) {
        let month = part(&found, 2).parse().unwrap_or(0);
        let date = read(&part(&found, 1), month, &part(&found, 3));
        flaws.extend(judge(&found, "", date));
    }
    flaws
}

fn compare_number(found: &Captures<'_>) -> Option<Flaw> {
    let (whole, words, figures) = (found.get(0)?, found.get(1)?, found.get(2)?);
    let spoken = words.as_str().to_lowercase().replace('-', " ");
    let spoken = text2digits(&spoken, &Language::english()).ok()?;
    let written: String = figures.as_str().chars().filter(char::is_ascii_digit).collect();
    // Decimals and thousands look alike: only whole numbers are compared.
    let is_whole = !figures.as_str().contains('.') || figures.as_str().matches('.').count() > 1;
    if !is_whole || spoken.trim_start_matches('0') == written.trim_start_matches('0') {
        return None;
    }
    Some(Flaw {
        code: "number-mismatch",
        message: format!("`{}` is {spoken} in words and {written} in figures", whole.as_str()),
        help: "find out which is meant, and write the number once",
        start: whole.start(),
        end: whole.end(),
    })
}

fn find_month(name: &str) -> i8 {
    let place = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name));
    place.and_then(|place| i8::try_from(place + 1).ok()).unwrap_or(0)
}

fn read(year: &str, month: i8, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn judge(found: &Captures<'_>, weekday: &str, date: Option<Date>) -> Option<Flaw> {
    let whole = found.get(0)?;
    let flaw = |message: String, help| {
        Some(Flaw {
            code: "impossible-date",
            message,
            help,
            start: whole.start(),
            end: whole.end(),
        })
    };
    let Some(date) = date else {
        let message = format!("`{}` is a day that no calendar has", whole.as_str());
        return flaw(message, "correct the date");
    };
    let actual = weekday_name(date.weekday());
    if !weekday.is_empty() && !weekday.eq_ignore_ascii_case(actual) {
        let message = format!("`{}` is a {actual}", whole.as_str());
        return flaw(message, "correct the day of the week or the date");
    }
    None
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
