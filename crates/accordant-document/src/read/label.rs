//! Numbers in front of paragraphs: "4.", "3.2", "(a)", "(ii)", "ARTICLE IV", "Schedule 2", "•".

use crate::reading::MONTHS;

/// What a numbered paragraph counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Decimal,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    Bullet,
    /// A schedule without a number.
    None,
}

/// What stands around the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// "4", "4.", "3.2"
    Plain,
    /// "(4)"
    Parens,
    /// "4)"
    Half,
}

/// A word in front of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Division {
    Schedule,
    Part,
    Article,
    Section,
}

/// A number in one way of reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) division: Option<Division>,
    /// The word of the division as it is cited: "Schedule", "Annex".
    pub(super) word: String,
    /// The steps before the last, in lower case: "3" of "3.2".
    pub(super) prefix: Vec<String>,
    /// The last step in lower case.
    pub(super) step: String,
    pub(super) value: u32,
    pub(super) style: Style,
    pub(super) mark: Mark,
}

/// A number in front of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// As it is shown: "(a)", "3.2", "Schedule 2".
    pub(super) shown: String,
    /// Its ways of being read, the likelier first.
    pub(super) readings: Vec<Number>,
    /// Bytes up to the words after it.
    pub(super) length: usize,
    /// A figure without a point, such as "3 Fees", which is a number only in a heading.
    pub(super) is_bare: bool,
}

impl Number {
    fn new(style: Style, mark: Mark, value: u32, step: &str) -> Self {
        Self {
            division: None,
            word: String::new(),
            prefix: Vec::new(),
            step: step.to_lowercase(),
            value,
            style,
            mark,
        }
    }

    /// Whether this number comes next after another.
    pub(super) fn follows(&self, before: &Self) -> bool {
        self.is_kin(before) && self.value == before.value + 1
    }

    /// Whether both belong to one way of counting.
    pub(super) fn is_kin(&self, other: &Self) -> bool {
        self.style == other.style
            && self.mark == other.mark
            && self.division == other.division
            && self.prefix == other.prefix
    }

    /// All its steps: "3", "2".
    pub(super) fn steps(&self) -> Vec<String> {
        self.prefix.iter().cloned().chain([self.step.clone()]).collect()
    }
}

/// Words that begin a schedule or another division, with what they are.
const DIVISIONS: [(&str, Division); 13] = [
    ("schedule", Division::Schedule),
    ("annex", Division::Schedule),
    ("annexure", Division::Schedule),
    ("appendix", Division::Schedule),
    ("exhibit", Division::Schedule),
    ("attachment", Division::Schedule),
    ("addendum", Division::Schedule),
    ("part", Division::Part),
    ("chapter", Division::Part),
    ("article", Division::Article),
    ("section", Division::Section),
    ("clause", Division::Section),
    ("§", Division::Section),
];

/// Finds the division that a word names.
pub(super) fn find_division(word: &str) -> Option<Division> {
    let low = word.to_lowercase();
    DIVISIONS.iter().find(|(name, _)| *name == low).map(|(_, division)| *division)
}

/// Finds the number that a paragraph begins with.
pub(super) fn find(text: &str) -> Option<Typed> {
    find_bullet(text)
        .or_else(|| find_division_label(text))
        .or_else(|| find_parens(text))
        .or_else(|| find_plain(text))
}

/// Reads a number that a program has counted: "3.2", "(a)", "Section 4."; anything else is shown
/// as it is and counts nothing.
pub(super) fn read_counted(label: &str) -> Typed {
    let label = label.trim();
    let with_word = format!("{label} X");
    let found = find(&with_word).filter(|typed| typed.length + 1 >= with_word.len());
    let shown = label.trim_end_matches(['.', ':', ' ']).to_owned();
    match found {
        Some(typed) => Typed { shown: typed.shown, length: 0, is_bare: false, ..typed },
        None if label.chars().any(char::is_alphanumeric) && label != "o" => {
            let readings = vec![Number::new(Style::None, Mark::Plain, 0, &shown)];
            Typed { shown, readings, length: 0, is_bare: false }
        }
        None => bullet(0),
    }
}

fn bullet(length: usize) -> Typed {
    let readings = vec![Number::new(Style::Bullet, Mark::Plain, 0, "")];
    Typed { shown: String::new(), readings, length, is_bare: false }
}

fn find_bullet(text: &str) -> Option<Typed> {
    let first = text.chars().next()?;
    let is_sign = matches!(
        first,
        '•' | '·'
            | '▪'
            | '■'
            | '□'
            | '●'
            | '○'
            | '◦'
            | '‣'
            | '⁃'
            | '➢'
            | '►'
            | '\u{f0b7}'
            | '\u{f0a7}'
    );
    let is_dash = matches!(first, '-' | '–' | '—' | '*' | 'o');
    let rest = text.get(first.len_utf8()..)?;
    let gap = rest.len() - rest.trim_start().len();
    // "o" is the bullet of PDF files that Word wrote; as a word it does not begin a sentence.
    let is_bullet = (is_sign || (is_dash && gap > 0)) && gap < rest.len();
    is_bullet.then(|| bullet(first.len_utf8() + gap))
}

fn find_division_label(text: &str) -> Option<Typed> {
    let first = text.chars().next()?;
    if !(first.is_uppercase() || first == '§') {
        return None;
    }
    let end = if first == '§' {
        first.len_utf8()
    } else {
        text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())
    };
    let (word, rest) = text.split_at_checked(end)?;
    let division = find_division(word)?;
    let after = rest.trim_start();
    let number_end = after
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
        .unwrap_or(after.len());
    let (number, tail) = after.split_at_checked(number_end)?;
    let number = number.trim_end_matches(['.', '-']);
    let readings = read_path(number);
    let tail = if readings.is_empty() { rest } else { after.get(number.len()..).unwrap_or(tail) };
    let marks = tail.trim_start_matches([' ', '\u{a0}', '\t']);
    let mark = marks.chars().next();
    let separated = matches!(mark, None | Some('.' | ':' | '-' | '–' | '—' | '(' | ')' | '|'));
    let words = marks.trim_start_matches(|c: char| {
        matches!(c, '.' | ':' | '-' | '–' | '—' | '|' | ')') || c.is_whitespace()
    });
    let opens = words
        .chars()
        .next()
        .is_none_or(|c| c.is_uppercase() || c.is_numeric() || "(“\"".contains(c));
    // "Section 5 applies" and "Schedule 2 (Fees) sets out" are sentences, not headings.
    let fits = match (readings.is_empty(), division) {
        (true, Division::Schedule) => separated && opens && text.len() < 120,
        (true, _) => false,
        (false, _) => opens && (separated || text.len() < 160 || division == Division::Section),
    };
    if !fits
        || (first != '§'
            && rest.starts_with(|c: char| !(c.is_whitespace() || c == ':' || c == '.'))
            && !rest.is_empty())
    {
        return None;
    }
    // "Section 10 (Confidentiality) goes on" at the beginning of a line is a sentence too, and so is
    // "Section 2 (Audit), Section 3 (Term) and …".
    let goes_on = || {
        let after = marks.split_once(')').map_or("", |(_, after)| after.trim_start());
        after.starts_with(|c: char| c.is_lowercase() || c == ',')
    };
    if mark == Some('(') && (text.len() > 160 || goes_on()) {
        return None;
    }
    let cited = capitalise(word);
    let shown = if readings.is_empty() { cited.clone() } else { format!("{cited} {number}") };
    let readings = if readings.is_empty() {
        vec![Number::new(Style::None, Mark::Plain, 0, "")]
    } else {
        readings
    };
    let readings = readings
        .into_iter()
        .map(|number| Number { division: Some(division), word: cited.clone(), ..number })
        .collect();
    Some(Typed { shown, readings, length: text.len() - words.len(), is_bare: false })
}

fn capitalise(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
    })
}

/// "(a)", "(12)", "(iv)".
fn find_parens(text: &str) -> Option<Typed> {
    let rest = text.strip_prefix('(')?;
    let end = rest.char_indices().take(8).find(|(_, c)| *c == ')')?.0;
    let inner = rest.get(..end)?.trim();
    let after = rest.get(end + 1..)?;
    let gap = after.len() - after.trim_start().len();
    let next = after.chars().next();
    if gap == 0 && !next.is_none_or(|c| c.is_uppercase() || matches!(c, '“' | '"' | '(' | '[')) {
        return None;
    }
    let readings = read_step(inner, Mark::Parens);
    let whole = 1 + end + 1 + gap;
    (!readings.is_empty()).then(|| Typed {
        shown: format!("({inner})"),
        readings,
        length: whole,
        is_bare: false,
    })
}

/// "4.", "4)", "3.2", "A.", "iv.", "A.1".
fn find_plain(text: &str) -> Option<Typed> {
    let end = text
        .char_indices()
        .take(16)
        .find(|(_, c)| !(c.is_ascii_alphanumeric() || *c == '.'))
        .map_or_else(|| text.len().min(16), |(at, _)| at);
    let token = text.get(..end)?;
    let mut number = token.trim_end_matches('.');
    let mut after = text.get(number.len()..)?;
    // "1.1.Definitions" has no space.
    if let Some(at) = glued(number) {
        number = token.get(..at)?.trim_end_matches('.');
        after = text.get(number.len()..)?;
    }
    let point = after.starts_with('.');
    let half = after.starts_with(')');
    let behind = if point || half { after.get(1..)? } else { after };
    let gap = behind.len() - behind.trim_start().len();
    let words = behind.trim_start();
    let next = words.chars().next();
    let is_path = number.contains('.');
    let has_figure = number.starts_with(|c: char| c.is_ascii_digit());
    if number.is_empty()
        || (gap == 0
            && next.is_some()
            && !(point && has_figure && next.is_some_and(char::is_uppercase))
            && !(is_path && has_figure && next.is_some_and(opens_words)))
    {
        return None;
    }
    let readings = if half {
        read_step(number, Mark::Half)
    } else if is_path {
        read_path(number)
    } else {
        read_step(number, Mark::Plain)
    };
    if readings.is_empty() || !(point || half || has_figure) {
        return None;
    }
    let first =
        words.split_whitespace().next().unwrap_or_default().trim_end_matches([',', '.', ';']);
    if !point && !half {
        let measured = ["%", "million", "billion", "percent", "per", "x", "times", "hours", "days"];
        let is_amount = next == Some('%') || measured.contains(&first);
        if is_amount || MONTHS.contains(&first) {
            return None;
        }
        if !is_path && !next.is_none_or(char::is_uppercase) {
            return None;
        }
    }
    let is_bare = !point && !half && !is_path;
    let shown = if half { format!("{number})") } else { number.to_owned() };
    Some(Typed { shown, readings, length: text.len() - words.len(), is_bare })
}

/// Whether a letter begins words that nothing parts from their number.
fn opens_words(letter: char) -> bool {
    letter.is_uppercase() || matches!(letter, '“' | '"' | '‘' | '[')
}

/// Where letters are glued to a number: "1.1.Definitions", "1.1Definitions".
fn glued(number: &str) -> Option<usize> {
    let (head, tail) = number.rsplit_once('.')?;
    if !head.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if tail.len() > 3 && tail.chars().all(|c| c.is_ascii_alphabetic()) {
        return Some(head.len() + 1);
    }
    // "1.1Definitions" has not even a point.
    let digits = tail.chars().take_while(char::is_ascii_digit).count();
    let mut letters = tail.chars().skip(digits);
    let opens = letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.next().is_some_and(|c| c.is_ascii_lowercase());
    (digits > 0 && opens).then_some(head.len() + 1 + digits)
}

/// "3.2", "A.1", "IV", "2": the steps parted by points.
pub(super) fn read_path(path: &str) -> Vec<Number> {
    let mut steps: Vec<&str> = path.split(['.', '-']).collect();
    let fits = |step: &&str| {
        !step.is_empty()
            && step.len() <= 6
            && (step.chars().all(|c| c.is_ascii_digit())
                || (step.len() <= 2 && step.chars().all(|c| c.is_ascii_alphabetic()))
                || read_roman(&step.to_lowercase()).is_some()
                || (step.len() <= 4 && step.starts_with(|c: char| c.is_ascii_digit())))
    };
    if steps.is_empty() || steps.len() > 6 || !steps.iter().all(fits) {
        return Vec::new();
    }
    let Some(last) = steps.pop() else { return Vec::new() };
    let starts_with_letters =
        steps.first().is_some_and(|s| s.len() > 1 && s.chars().all(char::is_alphabetic));
    if starts_with_letters
        && read_roman(&steps.first().map_or_else(String::new, |s| s.to_lowercase())).is_none()
    {
        return Vec::new();
    }
    let prefix: Vec<String> = steps.iter().map(|step| step.to_lowercase()).collect();
    read_step(last, Mark::Plain)
        .into_iter()
        .map(|number| Number { prefix: prefix.clone(), ..number })
        .collect()
}

/// One step: "12", "b", "iv", "B", "IV".
pub(super) fn read_step(step: &str, mark: Mark) -> Vec<Number> {
    let make = |style, value| Number::new(style, mark, value, step);
    let digits: String = step.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        let rest = step.get(digits.len()..).unwrap_or_default();
        let fits = digits.len() <= 3
            && (rest.is_empty()
                || (rest.len() == 1 && rest.chars().all(|c| c.is_ascii_alphabetic())));
        return match digits.parse() {
            Ok(value) if fits => vec![make(Style::Decimal, value)],
            _ => Vec::new(),
        };
    }
    let upper = step.chars().all(|c| c.is_ascii_uppercase());
    if step.is_empty() || !(upper || step.chars().all(|c| c.is_ascii_lowercase())) {
        return Vec::new();
    }
    let low = step.to_lowercase();
    let letter = read_letters(&low)
        .map(|value| make(if upper { Style::UpperLetter } else { Style::LowerLetter }, value));
    let roman = read_roman(&low)
        .map(|value| make(if upper { Style::UpperRoman } else { Style::LowerRoman }, value));
    // A lone i, v or x is a Roman number more often than a ninth, a 22nd or a 24th item.
    let roman_first = low.len() > 1 || matches!(low.as_str(), "i" | "v" | "x");
    let both = if roman_first { [roman, letter] } else { [letter, roman] };
    both.into_iter().flatten().collect()
}

/// "b" is 2, "bb" is 28 as word processors count.
fn read_letters(step: &str) -> Option<u32> {
    let first = step.bytes().next()?;
    let same = step.bytes().all(|byte| byte == first) && step.len() <= 3;
    let rounds = u32::try_from(step.len()).ok()? - 1;
    same.then(|| rounds * 26 + u32::from(first - b'a') + 1)
}

fn read_roman(step: &str) -> Option<u32> {
    if step.len() > 7 {
        return None;
    }
    let sign = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    let values: Option<Vec<u32>> = step.chars().map(sign).collect();
    let values = values?;
    let mut sum = 0;
    for (at, value) in values.iter().enumerate() {
        match values.get(at + 1) {
            Some(next) if next > value => sum -= i64::from(*value),
            _ => sum += i64::from(*value),
        }
    }
    let sum = u32::try_from(sum).ok().filter(|sum| *sum > 0)?;
    (write_roman(sum) == step).then_some(sum)
}

fn write_roman(number: u32) -> String {
    crate::number::write_roman(usize::try_from(number).unwrap_or(0))
}
