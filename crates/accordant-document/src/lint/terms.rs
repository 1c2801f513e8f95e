//! Defined terms: capitalised words that nothing defines, and definitions that nothing uses.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{self, is_proper};
use super::{LintFinding, LintOptions, finding};
use crate::model::{Document, Inline, PartKind, Text};
use crate::number::{Labels, Scheme};
use crate::place::{Place, Role, visit_texts};

/// Adds what is wrong with the terms of a draft.
pub(super) fn check_terms(
    document: &Document,
    labels: &Labels,
    options: &LintOptions,
    findings: &mut Vec<LintFinding>,
) {
    let (mut defined, mut lead_ins): (BTreeMap<String, Place>, BTreeSet<String>) =
        (BTreeMap::new(), BTreeSet::new());
    visit_texts(document, labels, &mut |place, role, text| {
        for piece in &text.0 {
            if let Inline::Strong(term) = piece {
                match role {
                    Role::Term => _ = defined.insert(term.clone(), place.clone()),
                    Role::Running | Role::Meaning => _ = lead_ins.insert(term.clone()),
                    _ => {}
                }
            }
        }
    });
    if defined.is_empty() {
        return;
    }
    let terms: Vec<Term> = defined.keys().map(|term| Term::of(term)).collect();
    let names = lead_ins.iter().chain(&options.known_terms).map(|term| Term::of(term));
    let names = names.chain(words::NAMES.iter().map(|name| Term::of(name)));
    let known = Lexicon::of(names.chain(terms.iter().cloned()));
    let terms = Lexicon::of(terms.into_iter());
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut unknown: BTreeMap<String, (Place, usize)> = BTreeMap::new();
    let mut own = String::new();
    visit_texts(document, labels, &mut |place, role, text| {
        if role == Role::Term {
            own = Flat::of(text).text;
        }
        if !matches!(role, Role::Running | Role::Meaning | Role::Cell | Role::Remark) {
            return;
        }
        let flat = Flat::of(text);
        let words = flat.words();
        for at in 0..words.len() {
            for (term, _) in terms.find_at(&words, at) {
                if !(role == Role::Meaning && term.name == own) {
                    used.insert(&term.name);
                }
            }
        }
        if is_held_to_terms(document, place, role) {
            for run in find_unknown(&words, &known) {
                unknown.entry(run).or_insert_with(|| (place.clone(), 0)).1 += 1;
            }
        }
    });
    for (run, (place, count)) in unknown {
        let often = if count > 1 { format!(" ({count} times)") } else { String::new() };
        let message =
            format!("`{run}` is written like a defined term{often}, and nothing defines it");
        let help = "define it, write it in small letters, or name it among the known terms";
        findings.push(finding("undefined-term", message, place, help));
    }
    for (term, place) in &defined {
        if !used.contains(term.as_str()) {
            let message = format!("`{term}` is defined and never used");
            let help = "take the definition out, or use the term where it is meant";
            findings.push(finding("unused-term", message, place.clone(), help));
        }
    }
}

fn is_held_to_terms(document: &Document, place: &Place, role: Role) -> bool {
    let Some(part) = document.parts.get(place.part) else { return false };
    let numbered = !place.label.is_empty() && matches!(role, Role::Running | Role::Meaning);
    let particulars =
        part.kind == PartKind::Front && Scheme::of(document, place.part) == Scheme::Parties;
    numbered && !particulars && part.kind != PartKind::Signature
}

/// A term as its words.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) name: String,
    words: Vec<String>,
}

impl Term {
    pub(super) fn of(term: &str) -> Self {
        let flat = Flat { text: term.to_owned() };
        let words = flat.words().into_iter().map(|word| word.text.to_owned()).collect();
        Self { name: term.to_owned(), words }
    }

    /// How many words of the text the term covers at a place, when it stands there.
    fn length_at(&self, words: &[Word<'_>], at: usize) -> Option<usize> {
        let last = self.words.len().checked_sub(1)?;
        for (offset, wanted) in self.words.iter().enumerate() {
            let found = words.get(at + offset)?;
            let same =
                if offset == last { is_form_of(found.text, wanted) } else { found.text == wanted };
            if !same || (offset > 0 && !found.adjoins) {
                return None;
            }
        }
        Some(self.words.len())
    }
}

/// Terms, found by the first letter of their first word.
pub(super) struct Lexicon {
    by_letter: BTreeMap<char, Vec<Term>>,
}

impl Lexicon {
    pub(super) fn of(terms: impl Iterator<Item = Term>) -> Self {
        let mut by_letter: BTreeMap<char, Vec<Term>> = BTreeMap::new();
        for term in terms {
            if let Some(letter) = term.words.first().and_then(|word| word.chars().next()) {
                by_letter.entry(letter).or_default().push(term);
            }
        }
        Self { by_letter }
    }

    /// The terms that stand at a place of the text, with how many words they cover.
    pub(super) fn find_at<'a, 'b>(
        &'a self,
        words: &'b [Word<'b>],
        at: usize,
    ) -> impl Iterator<Item = (&'a Term, usize)> {
        let letter = words.get(at).and_then(|word| word.text.chars().next());
        let near = letter.and_then(|letter| self.by_letter.get(&letter)).into_iter().flatten();
        near.filter_map(move |term| Some((term, term.length_at(words, at)?)))
    }
}

/// Whether a word is the wanted one, in the singular, the plural or the possessive.
fn is_form_of(found: &str, wanted: &str) -> bool {
    let bare = words::strip_possessive(found);
    bare == wanted || is_plural_of(bare, wanted) || is_plural_of(wanted, bare)
}

fn is_plural_of(plural: &str, word: &str) -> bool {
    let Some(ending) = plural.strip_prefix(word) else {
        let stem = word.strip_suffix('y');
        return stem.is_some_and(|stem| plural.strip_prefix(stem) == Some("ies"));
    };
    matches!(ending, "s" | "es")
}

/// A text as one string, with what is no running text blanked out.
pub(super) struct Flat {
    pub(super) text: String,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Begins a sentence, or stands in quotation marks.
    exempt: bool,
    /// Only a space or a hyphen stands between it and the word before it.
    adjoins: bool,
}

/// Stands where a reference, a code or a gap was: neither a word nor the end of a sentence.
const BLANK: char = '\u{fffc}';

impl Flat {
    fn of(text: &Text) -> Self {
        let mut flat = String::new();
        for piece in &text.0 {
            match piece {
                Inline::Plain(text) | Inline::Emphasis(text) | Inline::Strong(text) => {
                    flat.push_str(text);
                }
                Inline::Code(_) | Inline::Reference(_) | Inline::Gap(_) | Inline::Link { .. } => {
                    flat.push(BLANK);
                }
            }
        }
        Self { text: flat }
    }

    pub(super) fn words(&self) -> Vec<Word<'_>> {
        let mut words: Vec<Word<'_>> = Vec::new();
        let (mut quoted, mut initial, mut adjoins) = (false, true, false);
        let mut rest = self.text.as_str();
        while let Some(character) = rest.chars().next() {
            if character.is_alphanumeric() {
                let apostrophe = |at: usize| {
                    rest.get(at..).is_some_and(|tail| {
                        let mut tail = tail.chars().skip(1);
                        tail.next().is_some_and(char::is_alphanumeric)
                    })
                };
                let end = rest
                    .char_indices()
                    .find(|(at, c)| {
                        !(c.is_alphanumeric() || (matches!(c, '’' | '\'') && apostrophe(*at)))
                    })
                    .map_or(rest.len(), |(at, _)| at);
                let (text, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
                words.push(Word { text, exempt: initial || quoted, adjoins });
                (initial, adjoins) = (false, true);
                rest = tail;
                continue;
            }
            match character {
                '.' | '!' | '?' | ':' => initial = true,
                '“' | '‘' => quoted = true,
                '”' => quoted = false,
                // An item's letter, "(a)", begins a sentence of its own.
                ')' => initial = initial || words.last().is_some_and(|word| word.text.len() == 1),
                BLANK => initial = false,
                _ => {}
            }
            adjoins = adjoins && matches!(character, ' ' | '-' | '\u{a0}' | '‑');
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
        words
    }
}

/// The runs of capitalised words that are neither terms nor names.
pub(super) fn find_unknown(words: &[Word<'_>], known: &Lexicon) -> Vec<String> {
    let mut found = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    // The capitalised word at the head of a sentence, which may begin a term: "Service Charge".
    let mut lead: Option<&str> = None;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !word.adjoins {
            end_run(&mut run, &mut found);
            lead = None;
        }
        let before = lead.take();
        if let Some(length) = known.find_at(words, at).map(|(_, length)| length).max() {
            // "Civil Code" is a name because of its last word, which is one by itself.
            if length == 1 && words::ENDINGS.contains(&word.text) {
                run.clear();
            }
            end_run(&mut run, &mut found);
            at += length;
            continue;
        }
        let capital = word.text.starts_with(char::is_uppercase);
        if capital && !word.exempt && !is_proper(word.text) {
            run.extend(before);
            run.push(word.text);
        } else {
            lead = Some(word.text).filter(|text| capital && !words::OPENERS.contains(text));
            // A name that ends in "Act" or "Court" may begin with an ordinary word.
            let instrument = words::ENDINGS.contains(&word.text);
            if instrument && capital {
                run.clear();
            }
            end_run(&mut run, &mut found);
        }
        at += 1;
    }
    end_run(&mut run, &mut found);
    found
}

fn end_run(run: &mut Vec<&str>, found: &mut Vec<String>) {
    let named = run.last().is_some_and(|last| words::ENDINGS.contains(last));
    if !run.is_empty() && !named {
        found.push(words::strip_possessive(&run.join(" ")).to_owned());
    }
    run.clear();
}
