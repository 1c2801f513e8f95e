//! Our wording in the language of their paper.

use std::collections::{BTreeMap, BTreeSet};

use accordant_document::model::{Block, Inline, Text};
use accordant_document::read::Paper;
use accordant_packs::entry::{Definition, Position, Provision};
use accordant_packs::{ParameterValue, WordingContext, Writer, flatten_fact_set};

use super::judge::AllJudged;
use super::vocabulary::{Vocabulary, Word, count_words, is_defined};
use super::{Ours, Rung, Standing};
use crate::structure::{StructureError, list_texts, parse_markup};

/// Writes positions and definitions as their paper would say them.
pub(super) struct TheirWords<'a> {
    ours: Ours<'a>,
    words: &'a Vocabulary,
    writer: Writer,
}

impl<'a> TheirWords<'a> {
    /// Prepares a writer that knows which provisions their paper has, or will have.
    pub(super) fn new(ours: Ours<'a>, words: &'a Vocabulary, judged: &AllJudged<'_>) -> Self {
        let mut context = WordingContext {
            partnership_type: ours.agreement.header.partnership_type.as_str().to_owned(),
            adopter: words.adopter.word.clone(),
            partner: words.partner.word.clone(),
            data: words.data.word.clone(),
            ..WordingContext::default()
        };
        context.texts = list_texts(ours.agreement);
        context.facts = flatten_fact_set(&ours.assessment.facts);
        context.positions = judged
            .entries
            .iter()
            .filter(|entry| !matches!(entry.standing, Standing::Silent | Standing::Elsewhere))
            .filter_map(|entry| {
                let proposed = entry.row.proposed.as_ref()?;
                Some((entry.provision.id.clone(), proposed.position.clone()))
            })
            .collect();
        Self { ours, words, writer: Writer::new(&context) }
    }

    /// Words a position: paragraphs parted by line feeds.
    ///
    /// **Errors:** faults of the packs' wording.
    pub(super) fn word(
        &self,
        provision: &Provision,
        position: &Position,
        parameters: &BTreeMap<String, ParameterValue>,
    ) -> Result<String, StructureError> {
        let partnership_type = self.ours.agreement.header.partnership_type.as_str();
        let markup = match self.writer.write_short(provision, position, parameters)? {
            Some(short) => short,
            None => {
                self.writer.write_position(provision, position, partnership_type, parameters)?
            }
        };
        self.flatten(&provision.id, &markup)
    }

    /// The definitions that a text needs and their paper lacks: term and meaning, in order.
    ///
    /// **Errors:** faults of the packs' wording.
    pub(super) fn define(
        &self,
        paper: &Paper,
        text: &str,
    ) -> Result<Vec<(String, String)>, StructureError> {
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        let mut open = vec![text.to_owned()];
        let mut seen = BTreeSet::new();
        for word in [&self.words.partner, &self.words.adopter, &self.words.data] {
            if let Some(meaning) = word.meaning.as_ref().filter(|_| is_used(text, &word.word, None))
            {
                found.insert(word.word.clone(), self.fit(meaning));
            }
        }
        while let Some(text) = open.pop() {
            for entry in self.ours.packs.definitions.values() {
                let names = [&self.words.partner, &self.words.adopter, &self.words.data];
                let is_name = names.iter().any(|word| word.word == entry.term);
                let is_paper = self.words.paper.ends_with(&entry.term) || entry.term == "Agreement";
                if is_name
                    || is_paper
                    || seen.contains(&entry.term)
                    || is_defined(paper, &entry.term)
                {
                    continue;
                }
                if is_used(&text, &entry.term, entry.plural.as_deref()) {
                    seen.insert(entry.term.clone());
                    let meaning = self.word_definition(entry)?;
                    open.push(meaning.clone());
                    found.insert(entry.term.clone(), meaning);
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    fn word_definition(&self, entry: &Definition) -> Result<String, StructureError> {
        let text = match &entry.short {
            Some(short) => self.writer.write_text(&entry.term, short)?,
            None => self.writer.write_definition(entry)?,
        };
        Ok(self.plain_paragraphs(&entry.term, &text)?.replace('\n', " "))
    }

    /// Clause markup as plain paragraphs, in their words.
    fn flatten(&self, entry: &str, markup: &str) -> Result<String, StructureError> {
        Ok(capitalise_sentences(&self.plain_paragraphs(entry, markup)?))
    }

    fn plain_paragraphs(&self, entry: &str, markup: &str) -> Result<String, StructureError> {
        let mut paragraphs = Vec::new();
        self.collect(&parse_markup(entry, markup)?, &mut paragraphs);
        Ok(self.fit(&paragraphs.join("\n")))
    }

    fn collect(&self, blocks: &[Block], into: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Clause(clause) => {
                    into.extend(clause.text.as_ref().map(|text| self.plain(text)));
                    self.collect(&clause.children, into);
                }
                Block::Paragraph(paragraph) => into.push(self.plain(&paragraph.text)),
                Block::List { items, .. } => into.extend(items.iter().map(|item| self.plain(item))),
                _ => {}
            }
        }
    }

    fn plain(&self, text: &Text) -> String {
        text.0
            .iter()
            .map(|piece| match piece {
                Inline::Plain(words) | Inline::Strong(words) | Inline::Emphasis(words) => {
                    words.clone()
                }
                Inline::Code(words) | Inline::Link { text: words, .. } => words.clone(),
                Inline::Gap(what) => format!("[{what}]"),
                Inline::Reference(id) => self.name_target(id),
            })
            .collect()
    }

    /// A clause or schedule of ours as their paper can name it.
    fn name_target(&self, id: &str) -> String {
        let packs = self.ours.packs;
        let parts: Vec<&str> = id.splitn(3, '.').collect();
        let provision = match parts.as_slice() {
            [group, name, ..] => packs.provisions.get(&format!("{group}.{name}")),
            _ => None,
        };
        if let Some(provision) = provision {
            return format!("the terms on {}", super::judge::lower(&provision.title));
        }
        let schedule = packs.schedules.get(id.trim_start_matches("schedule."));
        match schedule {
            Some(schedule) => {
                format!("a signed schedule on {}", super::judge::lower(&schedule.title))
            }
            None => "a signed schedule".to_owned(),
        }
    }

    /// Articles and the paper's own name put right.
    fn fit(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for word in [&self.words.partner, &self.words.adopter] {
            text = fit_article(&text, word);
        }
        fit_paper(&text, &self.words.paper)
    }

    /// A position for people, with the parties' own words.
    pub(super) fn rung(&self, position: &Position) -> Rung {
        Rung {
            position: position.id.clone(),
            label: position.label.clone(),
            says: self.name(&position.says),
        }
    }

    /// A text about "the adopter" and "the partner" with their own words.
    pub(super) fn name(&self, text: &str) -> String {
        let (adopter, partner) = (&self.words.adopter.word, &self.words.partner.word);
        self.fit(&crate::words::name_sides(text, adopter, partner))
    }

    /// A text that goes before everything else in the paper.
    pub(super) fn override_with(&self, text: &str) -> String {
        let keeps_capital = [&self.words.partner, &self.words.adopter, &self.words.data]
            .iter()
            .any(|word| text.starts_with(&word.word));
        let text = if keeps_capital { text.to_owned() } else { super::judge::lower(text) };
        format!("Despite anything else in {}, {text}", self.words.paper)
    }
}

/// Sentences that began with a reference begin with a capital.
fn capitalise_sentences(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut opens = true;
    for c in text.chars() {
        if opens && c.is_lowercase() {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        opens = match c {
            '\n' => true,
            ' ' => opens || out.ends_with(". "),
            _ => false,
        };
    }
    out
}

/// "the Helios" is "Helios".
fn fit_article(text: &str, word: &Word) -> String {
    if word.article {
        return text.to_owned();
    }
    text.replace(&format!("The {}", word.word), &word.word)
        .replace(&format!("the {}", word.word), &word.word)
}

/// Verbs of which a paper is the subject in our wording, for one paper and for several terms.
const VERBS: [(&str, &str); 30] = [
    ("is", "are"),
    ("has", "have"),
    ("does", "do"),
    ("was", "were"),
    ("begins", "begin"),
    ("ends", "end"),
    ("lasts", "last"),
    ("provides", "provide"),
    ("states", "state"),
    ("says", "say"),
    ("allows", "allow"),
    ("lets", "let"),
    ("prohibits", "prohibit"),
    ("requires", "require"),
    ("permits", "permit"),
    ("presupposes", "presuppose"),
    ("expires", "expire"),
    ("excuses", "excuse"),
    ("applies", "apply"),
    ("continues", "continue"),
    ("covers", "cover"),
    ("lists", "list"),
    ("needs", "need"),
    ("sets", "set"),
    ("takes", "take"),
    ("gives", "give"),
    ("grants", "grant"),
    ("protects", "protect"),
    ("describes", "describe"),
    ("itself", "themselves"),
];

/// "this Agreement ends" is "these Terms end".
fn fit_paper(text: &str, paper: &str) -> String {
    if paper == "this Agreement" {
        return text.to_owned();
    }
    let mut chars = paper.chars();
    let start = chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + chars.as_str()
    });
    let text = text.replace(
        "for the term of this Agreement",
        &format!(
            "for as long as {paper} {}",
            if paper.starts_with("these") { "apply" } else { "applies" }
        ),
    );
    let mut text = text.replace("This Agreement", &start).replace("this Agreement", paper);
    if paper.starts_with("these") {
        text = text.replace("from its start", "from their start");
        for (one, many) in VERBS {
            for name in [paper, start.as_str()] {
                text = agree(&text, name, one, many);
            }
        }
    }
    text
}

/// Puts a verb into the plural where `name` is its subject: not in "a breach of these terms is".
fn agree(text: &str, name: &str, one: &str, many: &str) -> String {
    const BEFORE: [&str; 9] = ["of", "under", "with", "to", "in", "by", "for", "from", "than"];
    let wanted = format!("{name} {one}");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(wanted.as_str()) {
        out.push_str(before);
        let word = out.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_subject = !BEFORE.contains(&word) && !after.starts_with(char::is_alphanumeric);
        out.push_str(&format!("{name} {}", if is_subject { many } else { one }));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether a text uses a term.
fn is_used(text: &str, term: &str, plural: Option<&str>) -> bool {
    let plural = plural.map_or_else(|| format!("{term}s"), str::to_owned);
    count_words(text, term) + count_words(text, &plural) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_in_the_plural_get_their_verbs() {
        let fitted = fit_paper("This Agreement lasts for a year from its start.", "these terms");
        assert_eq!(fitted, "These terms last for a year from their start.");
        let fitted = fit_paper(
            "A breach of this Agreement is grave; this Agreement is long.",
            "these terms",
        );
        assert_eq!(fitted, "A breach of these terms is grave; these terms are long.");
        let packs = accordant_packs::Packs::builtin().expect("the packs load");
        let positions = packs.provisions.values().flat_map(|provision| &provision.positions);
        for short in positions.filter_map(|position| position.short.as_ref()) {
            for after in short.split("his Agreement ").skip(1) {
                let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
                let known = VERBS.iter().any(|(one, _)| *one == word);
                // "a party whose breach of this Agreement causes the event".
                let other = ["as", "unless", "across", "causes"].contains(&word);
                assert!(!word.ends_with('s') || known || other, "this Agreement {word}: {short}");
            }
        }
    }
}
