//! Facts: what conditions ask about.

use std::collections::{BTreeMap, BTreeSet};

use accordant_agreement::{Date, Span};
use serde::{Deserialize, Serialize};

/// The vocabulary of facts, from `packs/facts.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vocabulary(pub BTreeMap<String, FactDefinition>);

/// What a fact is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FactDefinition {
    /// Type of its values.
    pub kind: FactKind,
    /// What it says, as a phrase.
    pub about: String,
    /// The words it may take; empty when any may stand.
    #[serde(default)]
    pub values: Vec<String>,
    /// Kinds of item that have their own value of it.
    #[serde(default)]
    pub items: Vec<ItemKind>,
    /// Whether its absence means that nobody can tell, instead of no.
    #[serde(default)]
    pub unknown_when_absent: bool,
    /// How it is derived, when no table of the file states it.
    pub derived: Option<String>,
    /// The key of the file that states it.
    pub from: Option<String>,
}

/// Type of a fact's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// One word.
    Word,
    /// Any number of words.
    Words,
    /// Any number of regions; each implies those that contain it.
    Regions,
    /// Yes or no.
    Flag,
    /// A number.
    Number,
    /// A day.
    Day,
}

/// Kinds of entry of the file that a rule can look at one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// A `[[party]]`.
    Party,
    /// A `[[system]]`.
    System,
    /// An `[[asset]]`.
    Asset,
    /// A `[[flow]]`.
    Flow,
    /// A `[[decision]]`.
    Decision,
}

impl ItemKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::System => "system",
            Self::Asset => "asset",
            Self::Flow => "flow",
            Self::Decision => "decision",
        }
    }
}

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum FactValue {
    /// A word or region.
    Word(String),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u64),
    /// A day.
    Day(Date),
}

impl std::fmt::Display for FactValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Flag(true) => f.write_str("yes"),
            Self::Flag(false) => f.write_str("no"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// A value with the places that state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatedFact {
    /// The value.
    pub value: FactValue,
    /// Where the file says so; empty when it is derived from something without a place.
    pub spans: BTreeSet<Span>,
}

/// Facts by name. Several values are a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts(BTreeMap<String, Vec<StatedFact>>);

impl Facts {
    /// Adds a value; the same value twice joins its places.
    pub fn insert(&mut self, name: &str, value: FactValue, span: Option<Span>) {
        let values = self.0.entry(name.to_owned()).or_default();
        match values.iter_mut().find(|stated| stated.value == value) {
            Some(stated) => stated.spans.extend(span),
            None => values.push(StatedFact { value, spans: span.into_iter().collect() }),
        }
    }

    /// Adds a word.
    pub fn insert_word(&mut self, name: &str, word: impl Into<String>, span: Option<Span>) {
        self.insert(name, FactValue::Word(word.into()), span);
    }

    /// Adds a region and every region that contains it.
    pub fn insert_region(&mut self, name: &str, code: &str, span: Option<Span>) {
        for region in accordant_agreement::region::with_parents(code) {
            self.insert_word(name, region, span);
        }
    }

    /// Replaces all values of a fact.
    pub fn replace(&mut self, name: &str, value: FactValue, span: Option<Span>) {
        self.0.remove(name);
        self.insert(name, value, span);
    }

    /// Takes all values of a fact out.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Takes one word of a fact out.
    pub fn remove_word(&mut self, name: &str, word: &str) {
        if let Some(values) = self.0.get_mut(name) {
            values
                .retain(|stated| !matches!(&stated.value, FactValue::Word(known) if known == word));
        }
        self.0.retain(|_, values| !values.is_empty());
    }

    /// The values of a fact, if any is stated.
    pub fn find(&self, name: &str) -> Option<&[StatedFact]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Whether the fact has this word among its values.
    pub fn has_word(&self, name: &str, word: &str) -> bool {
        self.find(name)
            .unwrap_or_default()
            .iter()
            .any(|stated| matches!(&stated.value, FactValue::Word(known) if known == word))
    }

    /// Whether the fact is stated and not just `false`.
    pub fn holds(&self, name: &str) -> bool {
        self.find(name)
            .unwrap_or_default()
            .iter()
            .any(|stated| stated.value != FactValue::Flag(false))
    }

    /// All facts in order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[StatedFact])> {
        self.0.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }
}

/// An entry of the file that rules can look at, with its own facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where the file states its id.
    pub span: Span,
    /// Its own facts; they shadow those of the agreement with the same name.
    pub facts: Facts,
}

/// The facts of an agreement: of the whole and of each item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FactSet {
    /// Facts of the whole agreement: the union of its parts.
    pub whole: Facts,
    /// The items, in the order of the file.
    pub items: Vec<Item>,
}

impl FactSet {
    /// The items of a kind.
    pub fn items_of(&self, kind: ItemKind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.kind == kind)
    }

    /// The item with this id.
    pub fn find_item(&self, kind: ItemKind, id: &str) -> Option<&Item> {
        self.items_of(kind).find(|item| item.id == id)
    }
}

/// The facts seen from one place: an item's own first, then the agreement's.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Facts of the whole.
    pub whole: &'a Facts,
    /// The item looked at, if any.
    pub item: Option<&'a Item>,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
}

impl<'a> Scope<'a> {
    /// The values of a fact here.
    ///
    /// A fact that items of this kind have on their own is never taken from the whole: a decision
    /// without profiling stays so even if another decision profiles.
    pub fn find(&self, name: &str) -> Option<&'a [StatedFact]> {
        let Some(item) = self.item else { return self.whole.find(name) };
        let own = self
            .vocabulary
            .0
            .get(name)
            .is_some_and(|definition| definition.items.contains(&item.kind));
        if own { item.facts.find(name) } else { self.whole.find(name) }
    }
}
