//! Whether the entries of the packs fit together.

use std::collections::{BTreeMap, BTreeSet};

use accordant_agreement::find_nearest;

use crate::entry::{AnswerKind, Bound, Form, Playbook, Provision, Requirement, Schedule};
use crate::fact::FactKind;
use crate::load::{PackFault, Packs, Texts, line_of};
use crate::wording::{SECTIONS, parse_parameter_text};

struct Checker<'a> {
    packs: &'a Packs,
    texts: &'a Texts,
    faults: &'a mut Vec<PackFault>,
}

/// Reports references between entries that lead nowhere, and values that cannot be.
pub(crate) fn check_packs(packs: &Packs, texts: &Texts, faults: &mut Vec<PackFault>) {
    let mut checker = Checker { packs, texts, faults };
    checker.check_cases();
    for provision in packs.provisions.values() {
        checker.check_provision(provision);
    }
    for obligation in packs.obligations.values() {
        let file = checker
            .find_file(&format!("regimes/{}/obligations/", obligation.regime), &obligation.id);
        if !packs.regimes.contains_key(&obligation.regime) {
            checker.fault(
                &file,
                "id",
                format!("the regime `{}` has no regime.toml", obligation.regime),
            );
        }
        for role in &obligation.owed_by {
            checker.check_role(&file, role);
        }
        for (provision, requirement) in &obligation.requires {
            checker.check_requirement(&file, provision, requirement);
        }
    }
    for regime in packs.regimes.values() {
        let Some(superseded) = &regime.superseded else { continue };
        if !superseded.instead.is_empty() && !packs.regimes.contains_key(&superseded.instead) {
            let file = format!("regimes/{}/regime.toml", regime.id);
            let message = format!("there is no regime `{}`", superseded.instead);
            checker.fault(&file, &superseded.instead, message);
        }
    }
    for class in packs.classes.values() {
        let file = format!("regimes/{}.toml", class.id.replacen('/', "/classes/", 1));
        for (fact, value) in &class.assigns {
            let known = packs.vocabulary.0.get(fact);
            if known.is_none_or(|definition| !definition.values.contains(value)) {
                checker.fault(&file, fact, format!("`{fact}` is no fact that can be `{value}`"));
            }
        }
    }
    for risk in packs.risks.values() {
        let file = format!("risks/{}.toml", risk.id);
        if !(1..=5).contains(&risk.likelihood) || !(1..=5).contains(&risk.impact) {
            checker.fault(&file, "likelihood", "likelihood and impact go from 1 to 5".to_owned());
        }
        for treatment in &risk.treatments {
            checker.check_positions(&file, &treatment.provision, &treatment.positions);
        }
    }
    for constraint in packs.constraints.values() {
        let file = format!("constraints/{}.toml", constraint.id);
        for entry in &constraint.breaks {
            checker.check_positions(&file, &entry.provision, &entry.positions);
            checker.check_bounds(&file, &entry.provision, &entry.params);
        }
    }
    for form in packs.papers.values() {
        checker.check_form(form);
    }
    for schedule in packs.schedules.values() {
        checker.check_schedule(schedule);
    }
    for playbook in packs.playbooks.values() {
        checker.check_playbook(playbook);
    }
    checker.check_questions();
    for checklist in packs.checklists.values() {
        let file = format!("checklists/{}.toml", checklist.id);
        for item in checklist.areas.iter().flat_map(|area| &area.items) {
            for fact in &item.facts {
                if !packs.vocabulary.0.contains_key(fact) {
                    checker.fault(&file, fact, format!("there is no fact `{fact}`"));
                }
            }
            for provision in &item.provisions {
                if !packs.provisions.contains_key(provision) {
                    checker.fault(&file, provision, format!("there is no provision `{provision}`"));
                }
            }
        }
    }
}

impl Checker<'_> {
    fn fault(&mut self, file: &str, word: &str, message: String) {
        let line = self.texts.get(file).map_or(1, |text| line_of(text, word));
        self.faults.push(PackFault { file: file.to_owned(), line, message });
    }

    /// The file below `folder` that states the id.
    fn find_file(&self, folder: &str, id: &str) -> String {
        let wanted = format!("id = \"{id}\"");
        self.texts
            .range(folder.to_owned()..)
            .take_while(|(path, _)| path.starts_with(folder))
            .find(|(path, text)| path.ends_with(".toml") && text.contains(&wanted))
            .map_or_else(|| format!("{folder}{id}.toml"), |(path, _)| path.clone())
    }

    /// Each entry that decides something has its cases beside it.
    fn check_cases(&mut self) {
        const WITH_CASES: [&str; 7] = [
            "cues/",
            "/obligations/",
            "/classes/",
            "rules/",
            "risks/",
            "provisions/",
            "constraints/",
        ];
        let missing: Vec<_> = self
            .texts
            .keys()
            .filter(|path| *path != "cues/words.toml")
            .filter(|path| WITH_CASES.iter().any(|folder| path.contains(folder)))
            .filter_map(|path| path.strip_suffix(".toml"))
            .filter(|stem| !self.packs.cases.contains_key(*stem))
            .map(str::to_owned)
            .collect();
        for stem in missing {
            self.fault(
                &format!("{stem}.toml"),
                "",
                format!("the case file `{stem}.md` is missing"),
            );
        }
    }

    fn check_role(&mut self, file: &str, role: &str) {
        let roles = self.packs.vocabulary.0.get("party-role").map(|fact| &fact.values);
        let known = role == "any" || roles.is_some_and(|roles| roles.iter().any(|r| r == role));
        if !known {
            let near = roles
                .and_then(|roles| find_nearest(role, roles.iter().map(String::as_str)))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            self.fault(file, role, format!("there is no role `{role}`{near}"));
        }
    }

    fn check_positions(&mut self, file: &str, provision: &str, positions: &[String]) {
        let Some(known) = self.packs.provisions.get(provision) else {
            let near = find_nearest(provision, self.packs.provisions.keys().map(String::as_str))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            self.fault(file, provision, format!("there is no provision `{provision}`{near}"));
            return;
        };
        for position in positions {
            if known.find_position(position).is_none() {
                self.fault(file, provision, format!("`{provision}` has no position `{position}`"));
            }
        }
    }

    fn check_requirement(&mut self, file: &str, provision: &str, requirement: &Requirement) {
        self.check_positions(file, provision, &requirement.positions);
        self.check_bounds(file, provision, &requirement.params);
    }

    fn check_schedule(&mut self, schedule: &Schedule) {
        let file = format!("schedules/{}.toml", schedule.id);
        for regime in &schedule.regimes {
            if !self.packs.regimes.contains_key(regime) {
                self.fault(&file, regime, format!("there is no regime `{regime}`"));
            }
        }
        let rows = || schedule.tables.iter().flat_map(|table| &table.rows);
        for provision in schedule
            .provisions
            .iter()
            .chain(&schedule.called_by)
            .chain(rows().filter_map(|row| row.of.as_ref()))
        {
            if !self.packs.provisions.contains_key(provision) {
                self.fault(&file, provision, format!("there is no provision `{provision}`"));
            }
        }
        for table in &schedule.tables {
            let columns = table.columns.len();
            let wrong = table.rows.iter().any(|row| row.cells.len() != columns);
            if wrong || table.widths.len() != columns {
                let message =
                    format!("each row and the widths of `{}` need {columns} entries", table.id);
                self.fault(&file, &table.id, message);
            }
        }
        for text in rows().flat_map(|row| &row.cells).chain([&schedule.intro]) {
            if let Err(message) = crate::wording::compile_text(text) {
                self.fault(&file, "intro", message);
            }
        }
    }

    /// Questionnaires, common questions and standards of explanation name what there is.
    fn check_questions(&mut self) {
        let packs = self.packs;
        for questionnaire in packs.questionnaires.values() {
            let file = format!("questionnaires/{}.toml", questionnaire.id);
            let mut seen = BTreeSet::new();
            for question in questionnaire.areas.iter().flat_map(|area| &area.questions) {
                if !seen.insert(&question.id) {
                    let message = format!("the question `{}` is there twice", question.id);
                    self.fault(&file, &question.id, message);
                }
                for provision in &question.provisions {
                    self.check_positions(&file, provision, &[]);
                }
                let is_choice = matches!(question.kind, AnswerKind::Choice | AnswerKind::Choices);
                if is_choice == question.choices.is_empty() {
                    let message = format!("`{}`: choices go with `choice`", question.id);
                    self.fault(&file, &question.id, message);
                }
                if let Some(fills) = &question.fills {
                    self.check_target(&file, fills);
                }
            }
        }
        for question in packs.questions.values() {
            let file = format!("questions/{}.toml", question.id);
            for provision in &question.provisions {
                self.check_positions(&file, provision, &[]);
            }
        }
        let methods = packs.vocabulary.0.get("explainability").map(|fact| &fact.values);
        for standard in packs.explanations.values() {
            let file = format!("explainability/{}.toml", standard.id);
            for form in standard.owed.iter().flat_map(|owed| &owed.forms) {
                if !methods.is_some_and(|known| known.contains(form)) {
                    self.fault(&file, form, format!("no method of explanation is `{form}`"));
                }
            }
        }
    }

    /// A place that an answer fills: `partner.<key>`, `system.<key>`, `use-case.<key>`, `facts.<fact>`.
    fn check_target(&mut self, file: &str, fills: &str) {
        let message = match fills.split_once('.') {
            Some(("facts", fact)) => match self.packs.vocabulary.0.get(fact) {
                Some(definition) if definition.from.as_deref() == Some("facts") => return,
                Some(_) => format!("`{fact}` is not stated in `[facts]`"),
                None => format!("there is no fact `{fact}`"),
            },
            Some(("partner" | "system" | "use-case", _)) => return,
            _ => "an answer fills `partner.…`, `system.…`, `use-case.…` or `facts.…`".to_owned(),
        };
        self.fault(file, fills, message);
    }

    fn check_form(&mut self, form: &Form) {
        let file = format!("forms/{}.toml", form.id);
        for pattern in form.provisions.iter().chain(&form.except) {
            let known = match pattern.strip_suffix('*') {
                Some(prefix) => self.packs.provisions.keys().any(|id| id.starts_with(prefix)),
                None => self.packs.provisions.contains_key(pattern),
            };
            if !known {
                self.fault(&file, pattern, format!("no provision is named by `{pattern}`"));
            }
        }
        for schedule in form.schedules.iter().filter(|id| *id != "*") {
            if !self.packs.schedules.contains_key(schedule) {
                self.fault(&file, schedule, format!("there is no schedule `{schedule}`"));
            }
        }
        for regime in &form.regimes {
            if !self.packs.regimes.contains_key(regime) {
                self.fault(&file, regime, format!("there is no regime `{regime}`"));
            }
        }
        for partnership_type in
            form.types.iter().chain(form.clauses.iter().flat_map(|clause| clause.text_for.keys()))
        {
            if !self.packs.forms.contains_key(partnership_type) {
                self.fault(
                    &file,
                    partnership_type,
                    format!("there is no type `{partnership_type}`"),
                );
            }
        }
        for clause in &form.clauses {
            if !SECTIONS.iter().any(|(id, _)| *id == clause.section) {
                self.fault(
                    &file,
                    &clause.section,
                    format!("there is no section `{}`", clause.section),
                );
            }
            for text in clause.text_for.values().chain([&clause.text]) {
                if let Err(message) = crate::wording::compile_text(text) {
                    self.fault(&file, &clause.id, message);
                }
            }
        }
    }

    fn check_playbook(&mut self, playbook: &Playbook) {
        let file = format!("playbooks/{}.toml", playbook.id);
        for (provision, play) in &playbook.plays {
            let named = [std::slice::from_ref(&play.preferred), &play.fallback, &play.walk_away];
            self.check_positions(&file, provision, &named.concat());
            self.check_bounds(&file, provision, &play.limits);
            let wanted = play
                .values
                .iter()
                .map(|(name, text)| (name.clone(), Bound::Equals(text.clone())))
                .collect();
            self.check_bounds(&file, provision, &wanted);
            let mut seen = BTreeSet::new();
            for position in named.concat() {
                if !seen.insert(position.clone()) {
                    let message = format!("`{provision}` ranks `{position}` twice");
                    self.fault(&file, provision, message);
                }
            }
        }
    }

    fn check_bounds(&mut self, file: &str, provision: &str, params: &BTreeMap<String, Bound>) {
        let Some(known) = self.packs.provisions.get(provision) else { return };
        for (name, bound) in params {
            let Some(parameter) = known.params.get(name) else {
                self.fault(file, name, format!("`{provision}` has no parameter `{name}`"));
                continue;
            };
            let (Bound::AtMost(text) | Bound::AtLeast(text) | Bound::Equals(text)) = bound;
            if let Err(message) = parse_parameter_text(parameter, text) {
                self.fault(file, name, format!("the bound of `{name}`: {message}"));
            }
        }
    }

    fn check_provision(&mut self, provision: &Provision) {
        let file = format!("provisions/{}.toml", provision.id.replacen('.', "/", 1));
        let mut seen = BTreeSet::new();
        for position in &provision.positions {
            if !seen.insert(&position.id) {
                self.fault(
                    &file,
                    &position.id,
                    format!("the position `{}` is there twice", position.id),
                );
            }
        }
        if !SECTIONS.iter().any(|(id, _)| *id == provision.section) {
            self.fault(&file, "section", format!("there is no section `{}`", provision.section));
        }
        for partnership_type in &provision.types {
            if !self.packs.forms.contains_key(partnership_type) {
                self.fault(&file, "types", format!("there is no type `{partnership_type}`"));
            }
        }
        let topics = &self.packs.topics.topics;
        if !topics.is_empty() && !topics.iter().any(|topic| topic.id == provision.topic) {
            let near = find_nearest(&provision.topic, topics.iter().map(|topic| topic.id.as_str()))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            self.fault(&file, "topic", format!("there is no topic `{}`{near}", provision.topic));
        }
        for partnership_type in provision.include_for.keys() {
            if !provision.types.contains(partnership_type) {
                self.fault(
                    &file,
                    "include-for",
                    format!("`include-for` names `{partnership_type}`, which is not in `types`"),
                );
            }
        }
        for (name, parameter) in &provision.params {
            if let Some(default) = &parameter.default
                && let Err(message) = crate::wording::parse_default(parameter, default)
            {
                self.fault(&file, name, format!("the default of `{name}`: {message}"));
            }
        }
        if let Err(message) = crate::wording::compile_provision(provision) {
            self.fault(&file, "clause", message);
        }
        let topics: BTreeMap<_, _> = self.packs.vocabulary.0.iter().collect();
        for fact in facts_named(provision) {
            match topics.get(&fact).map(|definition| definition.kind) {
                None => {
                    self.fault(&file, &fact, format!("wording asks for an unknown fact `{fact}`"))
                }
                Some(FactKind::Number | FactKind::Day) => {
                    self.fault(
                        &file,
                        &fact,
                        format!("wording can only ask for words and flags, not `{fact}`"),
                    );
                }
                Some(_) => {}
            }
        }
    }
}

/// Facts that wording asks for: `fact("…"`.
fn facts_named(provision: &Provision) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for position in &provision.positions {
        for text in position.wordings() {
            for part in text.split("fact(\"").skip(1) {
                if let Some((name, _)) = part.split_once('"') {
                    found.insert(name.to_owned());
                }
            }
        }
    }
    found
}
