//! Cross-references: "Section 9.1", "clause 4.2(b)", "Schedule 2", "this Section".

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::label::{Division, find_division};
use super::paper::{CrossReference, Node, NodeKind, Paper, Target};
use super::terms::pattern;

const LABEL: &str = r"(?-i:(?:\d{1,4}(?:\.\d{1,3})*[A-Za-z]?|[IVXLC]{1,7}|[A-Z](?:\.\d{1,2})*)(?-u:\b)(?:\s?\((?:[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,6}|\d{1,3})\))*|(?:\((?:[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,6}|\d{1,3})\))+)";

pattern! {
    NAMED = &format!(r"(?i)(?-u:\b)(sections?|clauses?|articles?|paragraphs?|sub-?sections?|sub-?clauses?|sub-?paragraphs?|schedules?|annex(?:es|ures?)?|appendix|appendices|exhibits?|attachments?|parts?)[\s\u{{a0}}]+({LABEL}(?:\s*(?:,|and|or|to|through|–|-|, and|, or|and/or)\s*{LABEL})*)|(§{{1,2}})[\s\u{{a0}}]*({LABEL}(?:\s*(?:,|and|or|to|–|-)\s*{LABEL})*)");
    ONE = LABEL;
    THIS = r"(?-u:\b)(?i:this)\s+(?i:(section|clause|article|schedule|paragraph|annex|appendix|exhibit|part))(?-u:\b)";
    /// What comes after a reference into another document: "of the GDPR", "GDPR", "of Regulation".
    OTHER = r"^\s*(?:\([^)]{0,30}\)\s*)*,?\s*(?:(?i:of|in|under|to|from)\s+(?i:the\s+|that\s+|its\s+|our\s+|such\s+|any\s+|your\s+|a\s+)?)?((?:[A-Z][\w.’&-]*|e?IDAS)(?:\s+[A-Z(][\w.’)&-]*)*|GDPR)";
    /// What comes before a reference into a law: "Civil Code § 1542", "17 U.S.C. § 512".
    LAW_BEFORE = r"(?:Code|Act|U\.S\.C\.?|C\.F\.R\.?|USC|CFR|Regulations?|Rules?|Directive|Statutes?|Law|GDPR|Ordinance|BGB|HGB),?\s*(?:\([^)]*\)\s*)?(?:of \d{4}\s*)?$";
}

/// Finds the references of a paper and what they lead to; `steps` are the numbers of its nodes.
pub(super) fn find(paper: &mut Paper, steps: &[Vec<String>]) {
    let index = Index::of(paper, steps);
    let mut found = Vec::new();
    for (at, node) in paper.nodes.iter().enumerate() {
        let is_cell = node.kind == NodeKind::Cell && node.last == at + 1;
        let skipped = matches!(
            node.kind,
            NodeKind::Table | NodeKind::Row | NodeKind::Cell | NodeKind::Footnote | NodeKind::Title
        );
        if !skipped || is_cell {
            index.find_in(paper, at, node, &mut found);
        }
    }
    found.sort_by_key(|reference| (reference.span.start, reference.span.end));
    found.dedup_by(|a, b| a.span == b.span);
    paper.references = found;
}

struct Index<'a> {
    by_steps: BTreeMap<&'a [String], Vec<usize>>,
    schedules: Vec<usize>,
    has_articles: bool,
    /// The paper speaks of the standard contractual clauses of the Union, and of their clauses.
    has_standard_clauses: bool,
    /// What the paper calls itself, in lower case.
    own_name: String,
}

impl<'a> Index<'a> {
    fn of(paper: &Paper, steps: &'a [Vec<String>]) -> Self {
        let mut by_steps: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
        let mut schedules = Vec::new();
        let mut has_articles = false;
        let in_table = |at: usize| {
            paper.tables.iter().any(|table| {
                let last = paper.nodes.get(table.node).map_or(0, |node| node.last);
                (table.node..last).contains(&at)
            })
        };
        // A table of contents has the numbers of the clauses too: the clauses come first.
        let (inside, outside): (Vec<usize>, Vec<usize>) =
            (0..paper.nodes.len()).partition(|at| in_table(*at));
        for at in outside.into_iter().chain(inside) {
            let Some(node) = paper.nodes.get(at) else { continue };
            if node.kind == NodeKind::Schedule {
                schedules.push(at);
                continue;
            }
            has_articles |= node.label.shown.starts_with("Article");
            if let Some(steps) = steps.get(at).filter(|steps| !steps.is_empty()) {
                by_steps.entry(steps).or_default().push(at);
            }
        }
        let opening = paper.text.char_indices().nth(2000).map_or(paper.text.len(), |(at, _)| at);
        let names = paper.terms.iter().take_while(|term| term.span.start < opening);
        let own = ["agreement", "terms", "dpa", "addendum", "sla", "contract", "policy"];
        let names = names.map(|term| term.term.to_lowercase()).filter(|term| {
            own.iter().any(|word| term == word || paper.title.to_lowercase().contains(term))
        });
        let own_name =
            std::iter::once(paper.title.to_lowercase()).chain(names).collect::<Vec<_>>().join(" ");
        let has_standard_clauses =
            paper.text.contains("Standard Contractual Clauses") || paper.text.contains("SCCs");
        Self { by_steps, schedules, has_articles, has_standard_clauses, own_name }
    }

    fn find_in(&self, paper: &Paper, at: usize, node: &Node, found: &mut Vec<CrossReference>) {
        let text = paper.slice(&node.words);
        let start = node.words.start;
        for captures in NAMED.captures_iter(text) {
            let named = captures.get(1).or_else(|| captures.get(3));
            let labels = captures.get(2).or_else(|| captures.get(4));
            let (Some(whole), Some(word), Some(labels)) = (captures.get(0), named, labels) else {
                continue;
            };
            let (before, after) = (
                text.get(..whole.start()).unwrap_or_default(),
                text.get(whole.end()..).unwrap_or_default(),
            );
            let scope = Scope::read(word.as_str(), before, after, self);
            for (order, label) in ONE.find_iter(labels.as_str()).enumerate() {
                let from = if order == 0 { whole.start() } else { labels.start() + label.start() };
                let to = labels.start() + label.end();
                let mut target = self.resolve(paper, at, &scope, label.as_str());
                let foreign = matches!(scope.word.as_str(), "clause" | "annex" | "module");
                if target == Target::Nowhere && self.has_standard_clauses && foreign {
                    target = Target::Elsewhere;
                }
                found.push(CrossReference { span: start + from..start + to, node: at, target });
            }
        }
        for captures in THIS.captures_iter(text) {
            let (Some(whole), Some(word)) = (captures.get(0), captures.get(1)) else { continue };
            // "this Section 4" is found above.
            let after = text.get(whole.end()..).unwrap_or_default().trim_start();
            if after.starts_with(|c: char| c.is_ascii_digit() || c == '(') {
                continue;
            }
            // Without a number around it, "this Section" is the paragraph that says so.
            let target = Target::Node(find_enclosing(paper, at, word.as_str()).unwrap_or(at));
            let span: Range<usize> = start + whole.start()..start + whole.end();
            found.push(CrossReference { span, node: at, target });
        }
    }

    fn resolve(&self, paper: &Paper, from: usize, scope: &Scope, label: &str) -> Target {
        if scope.is_elsewhere {
            return Target::Elsewhere;
        }
        let key = read_key(label);
        let Some(first) = key.first() else { return Target::Nowhere };
        if scope.division == Division::Schedule || scope.division == Division::Part {
            return self.find_schedule(paper, scope, &key, first);
        }
        if label.starts_with('(') {
            return find_near(paper, from, first).map_or(Target::Nowhere, Target::Node);
        }
        if first.parse::<u32>().is_ok_and(|number| number >= 200) {
            return Target::Elsewhere;
        }
        if scope.division == Division::Article && !self.has_articles
            || key.iter().any(|step| step.parse::<u32>().is_ok_and(|number| number >= 200))
        {
            return Target::Elsewhere;
        }
        let home = enclosing_schedule(paper, from);
        for length in (1..=key.len()).rev() {
            let Some(steps) = key.get(..length) else { continue };
            let rest = key.get(length..).unwrap_or_default();
            let all = self.by_steps.get(steps).map(Vec::as_slice).unwrap_or_default();
            let wanted = match &scope.schedule {
                Some(schedule) => self.find_named_schedule(paper, schedule),
                None if scope.is_local => home,
                None => None,
            };
            let in_scope = |node: &&usize| enclosing_schedule(paper, **node) == wanted;
            let best = all
                .iter()
                .find(in_scope)
                .or_else(|| all.iter().find(|node| enclosing_schedule(paper, **node) == home));
            if let Some(&node) = best.or(all.first()) {
                return if rest.is_empty() || speaks_of(paper, node, rest) {
                    Target::Node(node)
                } else {
                    Target::Nowhere
                };
            }
        }
        Target::Nowhere
    }

    fn find_schedule(&self, paper: &Paper, scope: &Scope, key: &[String], first: &str) -> Target {
        let fits = |node: &&usize, strict: bool| {
            paper.nodes.get(**node).is_some_and(|node| {
                let mut words = node.label.shown.split_whitespace();
                let word = words.next().unwrap_or_default().to_lowercase();
                let number = words.next().unwrap_or_default().to_lowercase();
                (!strict || word == scope.word) && number == first
            })
        };
        let mut all = self.schedules.iter();
        let found = all
            .clone()
            .find(|node| fits(node, true))
            .or_else(|| all.find(|node| fits(node, false)));
        if let Some(&node) = found {
            return Target::Node(node);
        }
        if scope.division == Division::Part {
            let parts = self.by_steps.get(key).map(Vec::as_slice).unwrap_or_default();
            let named = parts.iter().find(|node| {
                paper.nodes.get(**node).is_some_and(|node| node.label.shown.starts_with("Part"))
            });
            // "Part 2 of the Act" and "in part A" lead to nothing here.
            return named.map_or(Target::Elsewhere, |node| Target::Node(*node));
        }
        // Annexes of EU law have Roman numbers; a paper that has none of its own cites theirs.
        let is_roman = |number: &str| {
            !number.is_empty() && number.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'))
        };
        let has_roman = self.schedules.iter().any(|node| {
            paper.nodes.get(*node).is_some_and(|node| {
                let label = node.label.shown.to_lowercase();
                label.split_whitespace().nth(1).is_some_and(is_roman)
            })
        });
        if scope.word == "annex" && is_roman(first) && !has_roman {
            return Target::Elsewhere;
        }
        Target::Nowhere
    }

    fn find_named_schedule(&self, paper: &Paper, name: &str) -> Option<usize> {
        let low = name.to_lowercase();
        self.schedules.iter().copied().find(|node| {
            paper.nodes.get(*node).is_some_and(|node| node.label.shown.to_lowercase() == low)
        })
    }
}

/// What the words around a reference say.
struct Scope {
    division: Division,
    word: String,
    is_elsewhere: bool,
    /// "paragraph 2" speaks of the schedule it stands in.
    is_local: bool,
    /// "of Schedule 2".
    schedule: Option<String>,
}

impl Scope {
    fn read(word: &str, before: &str, after: &str, index: &Index<'_>) -> Self {
        let low = word.to_lowercase();
        let single = match low.as_str() {
            "annexes" => "annex",
            "appendices" => "appendix",
            other => other.trim_end_matches('s'),
        };
        let single = single.trim_start_matches("sub").trim_start_matches('-');
        let division = find_division(single).unwrap_or(Division::Section);
        let tail = before
            .char_indices()
            .rev()
            .nth(40)
            .map_or(before, |(at, _)| before.get(at..).unwrap_or_default());
        let mut schedule = None;
        let mut is_elsewhere = LAW_BEFORE.is_match(tail.trim_end());
        if let Some(captures) = OTHER.captures(after)
            && let Some(name) = captures.get(1)
        {
            let joined = captures.get(0).is_some_and(|whole| {
                let words = whole.as_str().to_lowercase();
                let words = words.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
                ["of ", "in ", "under ", "to ", "from "].iter().any(|word| words.starts_with(word))
            });
            let words = name.as_str();
            let first = words.split_whitespace().next().unwrap_or_default();
            let last = words.split_whitespace().last().unwrap_or_default().to_lowercase();
            let mut names = index.own_name.split(|c: char| !c.is_alphanumeric());
            let own = names.any(|word| word == last) && !is_law(words);
            if find_division(first) == Some(Division::Schedule) && joined {
                schedule = words
                    .split_whitespace()
                    .nth(1)
                    .map(|number| format!("{first} {}", number.trim_end_matches(['.', ',', ')'])));
                is_elsewhere |= schedule.is_none();
            } else {
                let names_other = joined && !own && find_division(first).is_none();
                is_elsewhere |= names_other || (!joined && is_law(words));
            }
        }
        Self {
            is_local: single == "paragraph" || after.trim_start().starts_with("of this Schedule"),
            division,
            word: single.to_owned(),
            is_elsewhere,
            schedule,
        }
    }
}

fn is_law(words: &str) -> bool {
    let upper = words.len() >= 3
        && !words.contains(' ')
        && words.chars().all(|c| c.is_ascii_uppercase())
        && !["AGREEMENT", "TERMS", "ADDENDUM", "CONTRACT"].contains(&words);
    upper || ["Act", "Regulation", "Directive", "Code"].iter().any(|law| words.contains(law))
}

/// "4.2(b)" is 4, 2, b.
fn read_key(label: &str) -> Vec<String> {
    label
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|step| !step.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn enclosing_schedule(paper: &Paper, node: usize) -> Option<usize> {
    let mut at = Some(node);
    while let Some(index) = at {
        let node = paper.nodes.get(index)?;
        if node.kind == NodeKind::Schedule {
            return Some(index);
        }
        at = node.parent;
    }
    None
}

/// Whether a node's own words hold the letter that a reference goes on with: "(b)".
fn speaks_of(paper: &Paper, node: usize, rest: &[String]) -> bool {
    let Some(node) = paper.nodes.get(node) else { return false };
    let text = paper.slice(&(node.span.start..node.end)).to_lowercase();
    rest.iter()
        .all(|step| text.contains(&format!("({step})")) || text.contains(&format!("{step}. ")))
}

/// "paragraph (b)": beside the node that says so, or beside one above it.
fn find_near(paper: &Paper, from: usize, step: &str) -> Option<usize> {
    let wanted = format!("({step})");
    let mut at = Some(from);
    loop {
        let parent = at.and_then(|index| paper.nodes.get(index)).and_then(|node| node.parent);
        let first = parent.map_or(0, |parent| parent + 1);
        let last =
            parent.and_then(|p| paper.nodes.get(p)).map_or(paper.nodes.len(), |node| node.last);
        let siblings = (first..last)
            .filter(|index| paper.nodes.get(*index).is_some_and(|node| node.parent == parent));
        for sibling in siblings {
            if paper
                .nodes
                .get(sibling)
                .is_some_and(|node| node.label.shown.to_lowercase() == wanted)
            {
                return Some(sibling);
            }
        }
        let own = at.and_then(|index| paper.nodes.get(index))?;
        if paper.slice(&own.span).to_lowercase().contains(&wanted) {
            return at;
        }
        parent?;
        at = parent;
    }
}

/// The node that "this Section" means.
fn find_enclosing(paper: &Paper, from: usize, word: &str) -> Option<usize> {
    let division = find_division(word)?;
    let line = paper.ancestry(from);
    let up = || line.iter().rev().copied();
    let kind = |index: usize| paper.nodes.get(index).map(|node| node.kind);
    if division == Division::Schedule {
        return up().find(|index| kind(*index) == Some(NodeKind::Schedule));
    }
    let named = capital(word);
    up().find(|index| {
        paper.nodes.get(*index).is_some_and(|node| node.label.shown.starts_with(&named))
    })
    .or_else(|| up().find(|index| kind(*index) == Some(NodeKind::Clause)))
    .or_else(|| up().find(|index| kind(*index) == Some(NodeKind::Heading)))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
