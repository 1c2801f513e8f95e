//! What their paper calls the parties, the data and itself, so that our wording speaks its language.

use accordant_document::read::Paper;
use serde::Serialize;

use super::Ours;
use crate::read::find_names;

/// The words of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vocabulary {
    /// The AI partner.
    pub partner: Word,
    /// Who takes the AI on.
    pub adopter: Word,
    /// What the adopter provides.
    pub data: Word,
    /// The paper itself: "this Agreement", "these Terms".
    pub paper: String,
}

/// A word of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The word.
    pub word: String,
    /// Whether it takes an article: "the Provider", but "Customer" alone in many papers.
    pub article: bool,
    /// What our wording must say that it means, when the paper itself does not use the word.
    pub meaning: Option<String>,
}

const PARTNERS: [&str; 12] = [
    "Service Provider",
    "Provider",
    "Supplier",
    "Vendor",
    "Licensor",
    "Company",
    "Contractor",
    "Developer",
    "Processor",
    "Data Processor",
    "Consultant",
    "Platform",
];
const ADOPTERS: [&str; 11] = [
    "Customer",
    "Client",
    "Subscriber",
    "Licensee",
    "Purchaser",
    "Buyer",
    "Controller",
    "Data Controller",
    "Member",
    "User",
    "Recipient",
];
const DATA: [&str; 21] = [
    "Customer Data",
    "Customer Content",
    "Customer Materials",
    "Customer Property",
    "Client Data",
    "Client Content",
    "Subscriber Data",
    "Subscriber Content",
    "Your Data",
    "Your Content",
    "User Content",
    "User Data",
    "Customer Personal Data",
    "Content",
    "Inputs",
    "Input",
    "Submissions",
    "Materials",
    "Personal Data",
    "Licensed Data",
    "Data",
];
/// What papers call themselves, which is no party.
const PAPER_NAMES: [&str; 10] =
    ["nda", "msa", "sow", "sla", "dpa", "csa", "psa", "baa", "eula", "tos"];
const PAPERS: [&str; 13] = [
    "this Agreement",
    "these Terms",
    "these terms",
    "this agreement",
    "this contract",
    "these conditions",
    "this DPA",
    "this Addendum",
    "this Contract",
    "these Terms of Service",
    "these Terms of Use",
    "these Conditions",
    "this SLA",
];

/// Finds the words of a paper.
pub(super) fn find_vocabulary(paper: &Paper, ours: Ours<'_>) -> Vocabulary {
    let text = paper.text.as_str();
    let form = ours.packs.forms.get(ours.agreement.header.partnership_type.as_str());
    let header = &ours.agreement.header;
    let ours_of = |party: &str| crate::words::short_name(ours.agreement, party);
    let first = count_words(text, "we") + count_words(text, "We") + count_words(text, "us");
    let second = count_words(text, "you") + count_words(text, "You");
    let names = find_names(text).into_iter().filter(|name| !PAPER_NAMES.contains(&name.as_str()));
    let named = names.map(|name| spell(text, &name)).next().flatten();
    let partner = find_party(text, &PARTNERS, first, named)
        .or_else(|| find_name(text, &ours_of(header.partner.id())))
        .unwrap_or_else(|| Word {
            word: form.map_or_else(|| "Provider".to_owned(), |form| form.partner.clone()),
            article: true,
            meaning: Some(if first > 0 {
                "means the party that this paper calls “we” or “us”".to_owned()
            } else {
                format!("means {}", ours_of(header.partner.id()))
            }),
        });
    let adopter = find_party(text, &ADOPTERS, second, None).unwrap_or_else(|| Word {
        word: form.map_or_else(|| "Customer".to_owned(), |form| form.adopter.clone()),
        article: true,
        meaning: Some(if second > 0 {
            "means the party that this paper calls “you”".to_owned()
        } else {
            format!("means {}", ours_of(header.adopter.id()))
        }),
    });
    let data = DATA
        .iter()
        .map(|word| (count_words(text, word), *word))
        .filter(|(count, word)| *count >= 2 && is_defined(paper, word))
        .max_by_key(|(count, word)| (*count, word.len()))
        .map(|(_, word)| Word { word: word.to_owned(), article: false, meaning: None })
        .unwrap_or_else(|| Word {
            word: form.map_or_else(|| "Customer Data".to_owned(), |form| form.data.clone()),
            article: false,
            meaning: Some(format!(
                "means all data and content that the {} provides or makes available",
                adopter.word
            )),
        });
    let title = PAPERS
        .iter()
        .map(|words| (count_words(text, words), *words))
        .max_by_key(|(count, words)| (*count, words.len()))
        .filter(|(count, _)| *count > 0)
        .map_or("this Agreement", |(_, words)| words);
    Vocabulary { partner, adopter, data, paper: title.to_owned() }
}

/// The noun that a paper uses for a party, unless it mostly says "we" or "you".
fn find_party(text: &str, nouns: &[&str], pronouns: usize, name: Option<String>) -> Option<Word> {
    let (count, noun) = nouns
        .iter()
        .map(|noun| (count_acts(text, noun), *noun))
        .max_by_key(|(count, noun)| (*count, noun.len()))?;
    let named = name.as_deref().map_or(0, |name| count_acts(text, name));
    if let Some(name) = name.filter(|_| named > count) {
        return Some(Word { word: name, article: false, meaning: None });
    }
    if count < 3 || count * 4 < pronouns {
        return None;
    }
    let with =
        count_words(text, &format!("the {noun}")) + count_words(text, &format!("The {noun}"));
    let article = with * 3 >= count_words(text, noun);
    Some(Word { word: noun.to_owned(), article, meaning: None })
}

/// A name as the paper spells it.
fn spell(text: &str, name: &str) -> Option<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .find(|word| word.starts_with(char::is_uppercase) && word.to_lowercase() == name)
        .map(str::to_owned)
}

fn find_name(text: &str, name: &str) -> Option<Word> {
    (count_words(text, name) >= 3).then(|| Word {
        word: name.to_owned(),
        article: false,
        meaning: None,
    })
}

/// How often a noun acts: "Provider will", "Customer may".
fn count_acts(text: &str, noun: &str) -> usize {
    ["will", "shall", "may", "must", "agrees", "grants", "is", "has"]
        .iter()
        .map(|verb| count_words(text, &format!("{noun} {verb}")))
        .sum()
}

/// How often words stand in a text as whole words.
pub(super) fn count_words(text: &str, words: &str) -> usize {
    if words.is_empty() {
        return 0;
    }
    text.match_indices(words)
        .filter(|(at, _)| {
            let before = text.get(..*at).and_then(|text| text.chars().next_back());
            let after = text.get(at + words.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
        .count()
}

/// Whether a paper defines a term, or uses it as one.
pub(super) fn is_defined(paper: &Paper, term: &str) -> bool {
    let same = |known: &str| {
        let (known, term) = (known.to_lowercase(), term.to_lowercase());
        known == term || known == format!("{term}s") || format!("{known}s") == term
    };
    paper.terms.iter().any(|entry| same(&entry.term)) || count_words(&paper.text, term) >= 4
}

impl Word {
    /// The word as a sentence has it.
    pub fn with_article(&self) -> String {
        if self.article { format!("the {}", self.word) } else { self.word.clone() }
    }
}
