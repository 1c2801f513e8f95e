//! From files to checked packs.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::condition::Condition;
use crate::entry::{
    Checklist, ClassRule, CommonQuestion, Constraint, CueSet, Definition, ExplanationStandard,
    Form, LawVersion, Obligation, PartnershipForm, Playbook, Provision, Questionnaire, Regime,
    Risk, Rule, Schedule, Topics, WordLists,
};
use crate::fact::Vocabulary;

/// Everything the packs know.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    /// The fact vocabulary.
    pub vocabulary: Vocabulary,
    /// Regimes by id.
    pub regimes: BTreeMap<String, Regime>,
    /// Obligations by id.
    pub obligations: BTreeMap<String, Obligation>,
    /// Class rules by id.
    pub classes: BTreeMap<String, ClassRule>,
    /// Rules by id.
    pub rules: BTreeMap<String, Rule>,
    /// Risks by id.
    pub risks: BTreeMap<String, Risk>,
    /// Provisions by id.
    pub provisions: BTreeMap<String, Provision>,
    /// Definitions by term.
    pub definitions: BTreeMap<String, Definition>,
    /// Schedules by id.
    pub schedules: BTreeMap<String, Schedule>,
    /// Forms by partnership type.
    pub forms: BTreeMap<String, PartnershipForm>,
    /// Checklists by id.
    pub checklists: BTreeMap<String, Checklist>,
    /// Forms of agreement by id.
    pub papers: BTreeMap<String, Form>,
    /// What agreements on AI speak to.
    pub topics: Topics,
    /// Questionnaires by id.
    pub questionnaires: BTreeMap<String, Questionnaire>,
    /// Common questions by id.
    pub questions: BTreeMap<String, CommonQuestion>,
    /// Explanations that are owed, by id.
    pub explanations: BTreeMap<String, ExplanationStandard>,
    /// What drafts must not say, by id.
    pub constraints: BTreeMap<String, Constraint>,
    /// How contracts are read, by the id of the provision.
    pub cues: BTreeMap<String, CueSet>,
    /// Word lists of the cues.
    pub words: WordLists,
    /// Playbooks by id.
    pub playbooks: BTreeMap<String, Playbook>,
    /// The layer that each entry's file comes from; files of the built-in packs are not listed.
    pub origins: BTreeMap<String, String>,
    /// Files of a lower layer that a higher one has replaced.
    pub replaced: Vec<Replacement>,
    /// Case files: path without ending, and text.
    pub cases: BTreeMap<String, String>,
    /// Ids of obligations by path without ending.
    pub(crate) obligation_files: BTreeMap<String, String>,
}

/// A fault in a pack file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct PackFault {
    /// Path inside the packs.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// The name of the packs that are built in.
pub const BUILT_IN: &str = "built in";

/// An organisation's own packs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    /// Name for reports: its directory.
    pub name: String,
    /// Text by path inside the pack, with `/`.
    pub files: BTreeMap<String, String>,
}

/// A file of one layer that another has replaced.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Replacement {
    /// Path inside the packs.
    pub path: String,
    /// The layer below.
    pub below: String,
    /// The layer that counts.
    pub by: String,
}

/// A file of a pack: its path, with `/`, and its text.
pub type PackFile<'a> = (&'a str, &'a str);

static BUILTIN: include_dir::Dir<'static> =
    include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../packs");

/// The files of the packs that are built in, in order of their paths.
pub fn builtin_files() -> Vec<PackFile<'static>> {
    fn walk(dir: &'static include_dir::Dir<'static>, files: &mut Vec<PackFile<'static>>) {
        for file in dir.files() {
            if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                files.push((path, text));
            }
        }
        for inner in dir.dirs() {
            walk(inner, files);
        }
    }
    let mut files = Vec::new();
    walk(&BUILTIN, &mut files);
    files.sort_unstable();
    files
}

impl Packs {
    /// Loads the packs that are built in.
    ///
    /// **Errors:** every fault of the files; none unless the build itself is faulty.
    pub fn builtin() -> Result<Self, Vec<PackFault>> {
        Self::load(builtin_files())
    }

    /// Loads the built-in packs and lays further ones over them.
    ///
    /// A file of a later layer takes the place of one with the same path in an earlier layer;
    /// [`Packs::replaced`] says which. A later layer never silently changes part of an entry.
    ///
    /// **Errors:** every fault of the files, of all layers together.
    pub fn with_layers(layers: &[Layer]) -> Result<Self, Vec<PackFault>> {
        let mut files: BTreeMap<&str, &str> = builtin_files().into_iter().collect();
        let mut origins: BTreeMap<String, String> = BTreeMap::new();
        let mut replaced = Vec::new();
        for layer in layers {
            for (path, text) in &layer.files {
                if files.insert(path, text).is_some_and(|earlier| earlier != text) {
                    let below = origins.get(path).map_or(BUILT_IN, String::as_str).to_owned();
                    replaced.push(Replacement {
                        path: path.clone(),
                        below,
                        by: layer.name.clone(),
                    });
                }
                origins.insert(path.clone(), layer.name.clone());
            }
        }
        let mut packs = Self::load(files)?;
        packs.origins = origins;
        packs.replaced = replaced;
        packs.replaced.retain(|replacement| !replacement.path.ends_with(".md"));
        Ok(packs)
    }

    /// Loads packs from files and checks that they fit together.
    ///
    /// **Errors:** every fault found, in order of file and line.
    pub fn load<'a>(files: impl IntoIterator<Item = PackFile<'a>>) -> Result<Self, Vec<PackFault>> {
        let mut loader = Loader::default();
        let mut files: Vec<_> = files.into_iter().collect();
        // The vocabulary comes first: conditions are read against it.
        let place = |path: &str| match path {
            "facts.toml" => 0,
            path if path.starts_with("facts/") => 1,
            _ => 2,
        };
        files.sort_by_key(|(path, _)| (place(path), *path));
        for (path, text) in &files {
            loader.load_file(path, text);
        }
        let Loader { packs, mut faults, texts } = loader;
        crate::check::check_packs(&packs, &texts, &mut faults);
        faults.sort();
        faults.dedup();
        if faults.is_empty() { Ok(packs) } else { Err(faults) }
    }
}

/// Texts by path, to find the line of a word.
pub(crate) type Texts = BTreeMap<String, String>;

/// Values that are added to a fact.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FactExtension {
    #[serde(rename = "extends")]
    _extends: bool,
    values: Vec<String>,
}

#[derive(Default)]
struct Loader {
    packs: Packs,
    faults: Vec<PackFault>,
    texts: Texts,
}

/// The line on which `word` stands first.
pub(crate) fn line_of(text: &str, word: &str) -> usize {
    text.find(word)
        .and_then(|at| text.get(..at))
        .map_or(1, |before| before.matches('\n').count() + 1)
}

impl Loader {
    fn load_file(&mut self, path: &str, text: &str) {
        self.texts.insert(path.to_owned(), text.to_owned());
        if let Some(stem) = path.strip_suffix(".md") {
            self.packs.cases.insert(stem.to_owned(), text.to_owned());
            return;
        }
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["facts.toml"] => {
                if let Some(vocabulary) = self.parse(path, text) {
                    self.packs.vocabulary = vocabulary;
                }
            }
            ["topics.toml"] => {
                if let Some(topics) = self.parse::<Topics>(path, text) {
                    self.packs.topics = topics;
                }
            }
            ["facts", _] => self.load_more_facts(path, text),
            ["regimes", folder, "regime.toml"] => {
                if let Some(regime) = self.parse::<Regime>(path, text) {
                    if regime.id != *folder {
                        self.fault(
                            path,
                            text,
                            &regime.id,
                            format!("the id must be `{folder}`, as the folder"),
                        );
                    }
                    self.packs.regimes.insert(regime.id.clone(), regime);
                }
            }
            ["regimes", regime, "obligations", _] => self.load_obligation(path, text, regime),
            ["regimes", regime, "classes", file] => self.load_class(path, text, regime, file),
            ["rules", _] => {
                if let Some(mut rule) = self.parse::<Rule>(path, text) {
                    rule.when = self.condition(path, text, &rule.when_table);
                    self.packs.rules.insert(rule.id.clone(), rule);
                }
            }
            ["risks", _] => {
                if let Some(mut risk) = self.parse::<Risk>(path, text) {
                    risk.when = self.condition(path, text, &risk.when_table);
                    for driver in &mut risk.raises {
                        driver.when = self.condition(path, text, &driver.when_table);
                    }
                    self.packs.risks.insert(risk.id.clone(), risk);
                }
            }
            ["provisions", group, file] => {
                if let Some(mut provision) = self.parse::<Provision>(path, text) {
                    if let Some(table) = &provision.include_when_table {
                        provision.include_when = self.condition(path, text, table);
                    }
                    let expected = format!("{group}.{}", file.trim_end_matches(".toml"));
                    if provision.id != expected {
                        self.fault(
                            path,
                            text,
                            "id",
                            format!("the id must be `{expected}`, as the path"),
                        );
                    }
                    self.packs.provisions.insert(provision.id.clone(), provision);
                }
            }
            ["cues", "words.toml"] => {
                if let Some(words) = self.parse::<WordLists>(path, text) {
                    self.packs.words = words;
                }
            }
            ["cues", group, file] => {
                if let Some(cues) = self.parse::<CueSet>(path, text) {
                    let expected = format!("{group}.{}", file.trim_end_matches(".toml"));
                    if cues.id != expected {
                        let message = format!("the id must be `{expected}`, as the path");
                        self.fault(path, text, "id", message);
                    }
                    self.packs.cues.insert(cues.id.clone(), cues);
                }
            }
            ["definitions", _] => {
                if let Some(definition) = self.parse::<Definition>(path, text) {
                    self.packs.definitions.insert(definition.term.clone(), definition);
                }
            }
            ["schedules", _] => {
                if let Some(mut schedule) = self.parse::<Schedule>(path, text) {
                    if let Some(table) = &schedule.when_table {
                        schedule.when = self.condition(path, text, table);
                    }
                    self.packs.schedules.insert(schedule.id.clone(), schedule);
                }
            }
            ["types", _] => {
                if let Some(form) = self.parse::<PartnershipForm>(path, text) {
                    self.packs.forms.insert(form.id.clone(), form);
                }
            }
            ["forms", _] => {
                if let Some(mut form) = self.parse::<Form>(path, text) {
                    form.when = self.condition(path, text, &form.when_table);
                    self.packs.papers.insert(form.id.clone(), form);
                }
            }
            ["questionnaires", _] => {
                if let Some(mut questionnaire) = self.parse::<Questionnaire>(path, text) {
                    let questions =
                        questionnaire.areas.iter_mut().flat_map(|area| &mut area.questions);
                    for question in questions {
                        if let Some(table) = &question.when_table {
                            question.when = self.condition(path, text, table);
                        }
                    }
                    self.packs.questionnaires.insert(questionnaire.id.clone(), questionnaire);
                }
            }
            ["questions", _] => {
                if let Some(question) = self.parse::<CommonQuestion>(path, text) {
                    self.packs.questions.insert(question.id.clone(), question);
                }
            }
            ["explainability", _] => {
                if let Some(mut standard) = self.parse::<ExplanationStandard>(path, text) {
                    standard.when = self.condition(path, text, &standard.when_table);
                    self.packs.explanations.insert(standard.id.clone(), standard);
                }
            }
            ["constraints", _] => {
                if let Some(mut constraint) = self.parse::<Constraint>(path, text) {
                    constraint.when = self.condition(path, text, &constraint.when_table);
                    self.load_versions(path, text, &mut constraint.in_force);
                    self.packs.constraints.insert(constraint.id.clone(), constraint);
                }
            }
            ["playbooks", _] => {
                if let Some(mut playbook) = self.parse::<Playbook>(path, text) {
                    playbook.when = self.condition(path, text, &playbook.when_table);
                    for play in playbook.plays.values_mut() {
                        if let Some(table) = &play.when_table {
                            play.when = self.condition(path, text, table);
                        }
                    }
                    self.packs.playbooks.insert(playbook.id.clone(), playbook);
                }
            }
            ["checklists", _] => {
                if let Some(checklist) = self.parse::<Checklist>(path, text) {
                    self.packs.checklists.insert(checklist.id.clone(), checklist);
                }
            }
            _ => self.fault(
                path,
                text,
                "",
                "this file is in no place that packs know; see docs/reference/packs.md".to_owned(),
            ),
        }
    }

    /// Adds the facts of a further file, and further values of facts that are there.
    fn load_more_facts(&mut self, path: &str, text: &str) {
        let Some(more) = self.parse::<BTreeMap<String, toml::Table>>(path, text) else { return };
        for (name, table) in more {
            if let Err(message) = self.add_fact(&name, table) {
                self.fault(path, text, &format!("[{name}]"), format!("`{name}`: {message}"));
            }
        }
    }

    fn add_fact(&mut self, name: &str, table: toml::Table) -> Result<(), String> {
        let words = |error: toml::de::Error| error.message().trim().replace('\n', "; ");
        let known = self.packs.vocabulary.0.get_mut(name);
        if table.contains_key("extends") {
            let extension: FactExtension = table.try_into().map_err(words)?;
            let definition = known.ok_or("there is no such fact to extend")?;
            for value in extension.values {
                if !definition.values.contains(&value) {
                    definition.values.push(value);
                }
            }
            return Ok(());
        }
        if known.is_some() {
            return Err("it is there already; `extends = true` adds values to it".to_owned());
        }
        let definition = table.try_into().map_err(words)?;
        self.packs.vocabulary.0.insert(name.to_owned(), definition);
        Ok(())
    }

    fn load_obligation(&mut self, path: &str, text: &str, regime: &str) {
        let Some(mut obligation) = self.parse::<Obligation>(path, text) else { return };
        obligation.regime = regime.to_owned();
        obligation.when = self.condition(path, text, &obligation.when_table);
        for requirement in obligation.requires.values_mut() {
            if let Some(table) = &requirement.when_table {
                requirement.when = self.condition(path, text, table);
            }
        }
        self.load_versions(path, text, &mut obligation.in_force);
        let stem = path.trim_end_matches(".toml").to_owned();
        self.packs.obligation_files.insert(stem, obligation.id.clone());
        if let Some(other) = self.packs.obligations.insert(obligation.id.clone(), obligation) {
            self.fault(path, text, &other.id, format!("the id `{}` is taken", other.id));
        }
    }

    fn load_class(&mut self, path: &str, text: &str, regime: &str, file: &str) {
        let Some(mut class) = self.parse::<ClassRule>(path, text) else { return };
        class.regime = regime.to_owned();
        class.id = format!("{regime}/{}", file.trim_end_matches(".toml"));
        class.when = self.condition(path, text, &class.when_table);
        self.load_versions(path, text, &mut class.in_force);
        self.packs.classes.insert(class.id.clone(), class);
    }

    fn load_versions(&mut self, path: &str, text: &str, versions: &mut [LawVersion]) {
        if versions.is_empty() {
            self.fault(
                path,
                text,
                "",
                "no `[[in-force]]`: a rule without a date is never in force".into(),
            );
        }
        for version in versions {
            if let Some(table) = &version.when_table {
                version.when = self.condition(path, text, table);
            }
        }
    }

    fn parse<T: DeserializeOwned>(&mut self, path: &str, text: &str) -> Option<T> {
        match toml::from_str(text) {
            Ok(value) => Some(value),
            Err(error) => {
                let line = error
                    .span()
                    .and_then(|span| text.get(..span.start))
                    .map_or(1, |before| before.matches('\n').count() + 1);
                self.faults.push(PackFault {
                    file: path.to_owned(),
                    line,
                    message: error.message().trim().replace('\n', "; "),
                });
                None
            }
        }
    }

    fn condition(&mut self, path: &str, text: &str, table: &toml::Table) -> Option<Condition> {
        match Condition::parse(table, &self.packs.vocabulary) {
            Ok(condition) => Some(condition),
            Err(found) => {
                for (word, message) in found {
                    self.fault(path, text, &word, message);
                }
                None
            }
        }
    }

    fn fault(&mut self, path: &str, text: &str, word: &str, message: String) {
        self.faults.push(PackFault { file: path.to_owned(), line: line_of(text, word), message });
    }
}
