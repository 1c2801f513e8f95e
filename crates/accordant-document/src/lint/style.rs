//! Wording that two readers read in two ways.

use regex::Regex;

use super::Flaw;

pattern! {
    /// Words that measure nothing by themselves.
    VAGUE = r"(?i)\b(?:(?:commercially |all )?reasonabl[ey]|best efforts|best endeavours|as soon as possible|from time to time|where appropriate|as appropriate|satisfactory|good faith efforts)\b";
    /// What gives such words a measure in the same sentence.
    MEASURE = r"(?i)\d|good industry practice|documented|as (?:that|this|the|\w+) (?:\w+ ){0,4}(?:defines?|describes?|means)|within the meaning|measured (?:by|against)|having regard to|taking (?:into account|account of)|as (?:set out|stated) in|which means|that is,|in particular|reasonable (?:suspicion|grounds|belief|doubt|person)|reasonably (?:suspects?|believes?|foreseeable|practicable)|unreasonabl[ey] (?:withh|refus|delay)";
    AND_OR = r"(?i)\band\s?/\s?or\b";
    NEGATIONS = r"(?i)\b(?:not|never)\s+(?:be\s+)?(?:un(?:reasonabl|lawful|fair|necessar|true|clear|usual)\w*|fail(?:ed|s)?\b|without\b|no\b|in(?:valid|effective|applicable|consistent|sufficient)\w*)|\b(?:no|neither|nobody|nothing|never|not)\b[^.,;:()]{1,50}\b(?:not|never)\b";
    /// What makes a second negation plain.
    CONTRAST = r"(?i)\b(?:whether or not|but not|and not|or not|not only|if not|must not|may not|because|does not|and|or|no (?:more|less|later|longer|fewer|earlier|other|sooner))\b";
    /// A duty in the passive.
    PASSIVE = r"(?i)\b(?:must|shall)(?:\s+not)?\s+(?:always\s+|also\s+|only\s+|promptly\s+|then\s+)?be\s+(\w+(?:ed|en)|given|made|kept|sent|held|paid|put|set|met|read|shown|built|brought|done|told|found)\b";
    /// Who bears it.
    BEARER = r"\b[Bb]y\s+(?:the|a|an|each|either|both|every|that|this|its|any|one|whoever)\b|\b[Bb]y\s+[A-Z]\w+";
}

/// Participles that describe a state, not an act that somebody owes.
const STATES: [&str; 14] = [
    "entitled",
    "limited",
    "deemed",
    "allowed",
    "permitted",
    "required",
    "bound",
    "concerned",
    "based",
    "related",
    "involved",
    "qualified",
    "authorised",
    "established",
];

/// Finds wording that leaves open how much, who, or whether at all.
pub(super) fn check(text: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive(['.', ';']) {
        check_sentence(sentence, start, &mut flaws);
        start += sentence.len();
    }
    flaws
}

fn check_sentence(sentence: &str, offset: usize, flaws: &mut Vec<Flaw>) {
    let mut add = |found: regex::Match<'_>, code, message: String, help| {
        let (start, end) = (offset + found.start(), offset + found.end());
        flaws.push(Flaw { code, message, help, start, end });
    };
    for found in AND_OR.find_iter(sentence) {
        add(
            found,
            "and-or",
            format!("`{}` can be read as both or as either", found.as_str()),
            "write `and`, `or`, or `or both`",
        );
    }
    if !MEASURE.is_match(sentence) {
        for found in VAGUE.find_iter(sentence) {
            add(
                found,
                "vague-standard",
                format!("`{}` names no standard to measure it by", found.as_str()),
                "name the standard: a time, a number, a document, Good Industry Practice",
            );
        }
    }
    for found in NEGATIONS.find_iter(sentence) {
        if !CONTRAST.is_match(found.as_str()) && !is_allowed(sentence, found) {
            add(
                found,
                "double-negative",
                format!("`{}` says it by two negations", found.as_str()),
                "say what holds",
            );
        }
    }
    for found in PASSIVE.captures_iter(sentence) {
        let (Some(whole), Some(act)) = (found.get(0), found.get(1)) else { continue };
        let is_state = STATES.contains(&act.as_str().to_ascii_lowercase().as_str());
        if !is_state && !BEARER.is_match(sentence) {
            add(
                whole,
                "passive-duty",
                format!("`{}` is a duty that nobody bears", whole.as_str()),
                "name who must do it",
            );
        }
    }
}

/// "must not be unreasonably withheld" is a set phrase that every lawyer reads in one way.
fn is_allowed(sentence: &str, found: regex::Match<'_>) -> bool {
    let after = sentence.get(found.end()..).unwrap_or_default().trim_start();
    found.as_str().to_ascii_lowercase().contains("unreasonabl")
        && ["withh", "refus", "delay"].iter().any(|word| after.starts_with(word))
}
