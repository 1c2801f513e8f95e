//! Where a value stands in a quote, so that it alone is changed.

use std::ops::Range;

/// Numbers that contracts like to spell.
const SPELT: [(&str, &str); 24] = [
    ("1", "one"),
    ("2", "two"),
    ("3", "three"),
    ("4", "four"),
    ("5", "five"),
    ("6", "six"),
    ("7", "seven"),
    ("8", "eight"),
    ("9", "nine"),
    ("10", "ten"),
    ("11", "eleven"),
    ("12", "twelve"),
    ("14", "fourteen"),
    ("15", "fifteen"),
    ("18", "eighteen"),
    ("20", "twenty"),
    ("24", "twenty-four"),
    ("30", "thirty"),
    ("36", "thirty-six"),
    ("45", "forty-five"),
    ("48", "forty-eight"),
    ("60", "sixty"),
    ("72", "seventy-two"),
    ("90", "ninety"),
];

/// The words of a quote that state a value such as "96 hours" or "3 %", numbers in words with them:
/// "ninety-six (96) hours".
pub(super) fn locate_value(quote: &str, value: &str) -> Option<Range<usize>> {
    let (figure, unit) = value.split_once(' ')?;
    let stem = unit.trim_end_matches('s').to_lowercase();
    let found = locate_figure(quote, figure, &stem);
    let spelt = || SPELT.iter().find(|(known, _)| *known == figure);
    found.or_else(|| locate_figure(&quote.to_ascii_lowercase(), spelt()?.1, &stem))
}

/// A number and its unit, when they stand there once.
fn locate_figure(quote: &str, figure: &str, stem: &str) -> Option<Range<usize>> {
    let mut found = None;
    for (at, _) in quote.match_indices(figure) {
        let before = quote.get(..at)?;
        let after = quote.get(at + figure.len()..)?;
        let whole = !before
            .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-'))
            && !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
        // The unit stands within two words: "30 (thirty) calendar days".
        let reach: usize = after.split_inclusive(' ').take(4).map(str::len).sum();
        let near = after.get(..reach)?.to_lowercase();
        let Some(place) = near.find(stem).filter(|_| whole) else { continue };
        let tail = after.get(place + stem.len()..)?;
        let more = tail.len() - tail.trim_start_matches(char::is_alphabetic).len();
        let end = at + figure.len() + place + stem.len() + more;
        let range = begin_of_number(before)..end;
        if found.replace(range).is_some() {
            // The same value twice: nobody can tell which is meant.
            return None;
        }
    }
    found
}

/// Where a number in words begins that stands before its figure: "thirty (".
fn begin_of_number(before: &str) -> usize {
    let Some(inner) = before.strip_suffix('(') else { return before.len() };
    let trimmed = inner.trim_end();
    let start = trimmed.rfind(' ').map_or(0, |space| space + 1);
    let word = trimmed.get(start..).unwrap_or_default();
    let is_number = word.chars().all(|c| c.is_alphabetic() || c == '-')
        && [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "teen",
            "ty", "twelve", "eleven",
        ]
        .iter()
        .any(|part| word.to_lowercase().contains(part));
    if is_number { start } else { before.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find<'q>(quote: &'q str, value: &str) -> Option<&'q str> {
        locate_value(quote, value).and_then(|range| quote.get(range))
    }

    #[test]
    fn values_are_found_with_their_words() {
        assert_eq!(find("within 96 hours of it", "96 hours"), Some("96 hours"));
        assert_eq!(
            find("no later than ninety-six (96) hours.", "96 hours"),
            Some("ninety-six (96) hours")
        );
        assert_eq!(find("after 30 calendar days notice", "30 days"), Some("30 calendar days"));
        assert_eq!(find("IN THE SIX MONTHS BEFORE", "6 months"), Some("SIX MONTHS"));
        assert_eq!(find("on 130 days", "30 days"), None);
        assert_eq!(find("30 days or 30 days", "30 days"), None);
    }
}
