//! From cues to a reader: patterns compiled, and one index of words over all of them.

use accordant_packs::Packs;
use accordant_packs::entry::{CueSet, WordLists};

use super::index::Index;
use super::pattern::Pattern;
use super::words::Vocabulary;

/// Patterns of which one must, or none may, be found.
pub(super) type Group = Vec<Pattern>;

/// A compiled cue.
#[derive(Debug)]
pub(super) struct CompiledCue {
    /// Index into [`Reader::sets`].
    pub(super) set: usize,
    /// Index of the cue in its set.
    pub(super) cue: usize,
    pub(super) with: Group,
    pub(super) and_with: Group,
    pub(super) near: Group,
    pub(super) under: Group,
    pub(super) unless: Group,
    pub(super) never_with: Group,
    pub(super) unless_under: Group,
    pub(super) unless_near: Group,
}

/// A set of cues and what it says of headings.
#[derive(Debug)]
pub(super) struct CompiledSet {
    pub(super) entry: CueSet,
    pub(super) headings: Group,
    pub(super) not_under: Group,
}

/// Reads positions in contracts.
#[derive(Debug)]
pub struct Reader {
    pub(super) vocabulary: Vocabulary,
    pub(super) sets: Vec<CompiledSet>,
    pub(super) cues: Vec<CompiledCue>,
    /// The patterns that find candidates, each with its cue.
    pub(super) finders: Vec<(Pattern, usize)>,
    /// Finders by the words that their matches hold.
    pub(super) index: Index,
}

impl Reader {
    /// Compiles the cues of the packs.
    ///
    /// **Errors:** every pattern that cannot be compiled, with its provision.
    pub fn new(packs: &Packs) -> Result<Self, Vec<String>> {
        let mut compiler =
            Compiler { vocabulary: Vocabulary::default(), lists: &packs.words, faults: Vec::new() };
        let (mut sets, mut cues, mut finders) = (Vec::new(), Vec::new(), Vec::new());
        for entry in packs.cues.values() {
            let set = sets.len();
            compiler.check_signs(entry);
            for (place, cue) in entry.cues.iter().enumerate() {
                let id = &entry.id;
                for pattern in compiler.group(id, &cue.patterns) {
                    finders.push((pattern, cues.len()));
                }
                cues.push(CompiledCue {
                    set,
                    cue: place,
                    with: compiler.group(id, &cue.with),
                    and_with: compiler.group(id, &cue.and_with),
                    near: compiler.group(id, &cue.near),
                    under: compiler.group(id, &cue.under),
                    unless: compiler.group(id, &cue.unless),
                    never_with: compiler.group(id, &cue.never_with),
                    unless_under: compiler.group(id, &cue.unless_under),
                    unless_near: compiler.group(id, &cue.unless_near),
                });
            }
            sets.push(CompiledSet {
                headings: compiler.group(&entry.id, &entry.headings),
                not_under: compiler.group(&entry.id, &entry.not_under),
                entry: entry.clone(),
            });
        }
        let Compiler { vocabulary, faults, .. } = compiler;
        if !faults.is_empty() {
            return Err(faults);
        }
        let index = Index::new(finders.iter().map(|(pattern, _)| pattern), vocabulary.len());
        Ok(Self { vocabulary, sets, cues, finders, index })
    }
}

struct Compiler<'a> {
    vocabulary: Vocabulary,
    lists: &'a WordLists,
    faults: Vec<String>,
}

impl Compiler<'_> {
    fn group(&mut self, id: &str, patterns: &[String]) -> Group {
        let mut group = Vec::new();
        for text in patterns {
            match Pattern::parse(text, self.lists, &mut self.vocabulary) {
                Ok(pattern) => group.push(pattern),
                Err(what) => self.faults.push(format!("cues of `{id}`: `{text}`: {what}")),
            }
        }
        group
    }

    /// Reports signs that nothing decides on, and positions that no cue says.
    fn check_signs(&mut self, entry: &CueSet) {
        let id = &entry.id;
        let says = |sign: &String| entry.cues.iter().any(|cue| cue.says == *sign);
        if entry.decisions.is_empty() {
            for cue in entry.cues.iter().filter(|cue| !entry.positions.contains(&cue.says)) {
                self.faults
                    .push(format!("cues of `{id}`: `{}` is none of its positions", cue.says));
            }
        }
        for decision in &entry.decisions {
            if decision.position != super::ABSENT && !entry.positions.contains(&decision.position) {
                self.faults.push(format!(
                    "cues of `{id}`: `{}` is none of its positions",
                    decision.position
                ));
            }
            for sign in decision.all.iter().chain(&decision.any).chain(&decision.none) {
                if !says(sign) {
                    self.faults.push(format!("cues of `{id}`: no cue says `{sign}`"));
                }
            }
        }
    }
}
