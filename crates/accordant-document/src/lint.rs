//! Lint: a draft's defects that no law is needed to see.
//!
//! Each finding has a code that is named for the defect, a place, and a next step. A finding is
//! never an error of the program: a draft with defects can still be written in every format.

/// Names regular expressions that are compiled when they are first used.
macro_rules! pattern {
    ($($(#[$about:meta])* $name:ident = $text:literal;)+) => {$(
        $(#[$about])*
        static $name: std::sync::LazyLock<Regex> = std::sync::LazyLock::new(|| {
            Regex::new($text).expect("the pattern is well formed")
        });
    )+};
}

mod paper;
mod style;
mod terms;
mod values;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

pub use paper::{PaperFinding, lint_paper};

use crate::model::{Block, Document, Inline, PartKind, Text};
use crate::number::Labels;
use crate::place::{Place, Role, visit_texts};

/// What a draft may say without defining it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LintOptions {
    /// Names of parties and products, places, and terms that are defined elsewhere.
    pub known_terms: Vec<String>,
}

/// How bad a defect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The draft says something wrong or nothing where it must speak.
    Error,
    /// The draft is weaker than it looks.
    Warning,
    /// Something to know before signing.
    Note,
}

/// A defect of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LintFinding {
    /// The defect's name; one of [`CODES`].
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do next.
    pub help: String,
}

/// Every code, with the severity of its findings.
pub const CODES: [(&str, Severity); 15] = [
    ("broken-reference", Severity::Error),
    ("duplicate-id", Severity::Error),
    ("duplicate-number", Severity::Error),
    ("empty-clause", Severity::Error),
    ("leftover-bracket", Severity::Error),
    ("impossible-date", Severity::Error),
    ("number-mismatch", Severity::Error),
    ("and-or", Severity::Warning),
    ("double-negative", Severity::Warning),
    ("passive-duty", Severity::Warning),
    ("vague-standard", Severity::Warning),
    ("twice-defined", Severity::Warning),
    ("undefined-term", Severity::Warning),
    ("unused-term", Severity::Warning),
    ("gap", Severity::Note),
];

/// Finds the defects of a draft, in reading order.
///
/// Capitalised words are held against the draft's own definitions only in a document that has
/// definitions, and only in the text of its clauses: headings, cells, boxes and the parties'
/// particulars name things that no contract defines.
pub fn lint(document: &Document, options: &LintOptions) -> Vec<LintFinding> {
    let labels = Labels::of(document);
    let mut findings = Vec::new();
    for gap in document.gaps() {
        let message = format!("`{}` is still to be completed", gap.what);
        let help = "fill it in `agreement.toml`, or agree it and write it in before signing";
        findings.push(finding("gap", message, gap.place, help));
    }
    visit_texts(document, &labels, &mut |place, role, text| {
        check_references(text, place, &labels, &mut findings);
        check_leftovers(text, place, &mut findings);
        let words = crate::reading::read_text(text, &labels, place.part);
        let flaws = match role {
            Role::Running | Role::Meaning => check_words(&words),
            Role::Cell => values::check(&words),
            _ => Vec::new(),
        };
        findings.extend(flaws.into_iter().map(|flaw| flaw.at(place.clone())));
        if matches!(role, Role::Heading | Role::Running) {
            check_written_number(text, role, place, &mut findings);
        }
    });
    let mut structure = Structure { labels: &labels, order: 0, ids: BTreeMap::new(), findings };
    structure.check(document);
    let mut findings = structure.findings;
    terms::check_terms(document, &labels, options, &mut findings);
    let order = order_of_places(document, &labels);
    findings.sort_by_key(|finding| {
        let place = order.get(&finding.place).copied().unwrap_or(usize::MAX);
        (place, finding.severity, finding.code)
    });
    findings
}

/// A defect of a text, wherever the text stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// The defect's name; one of [`CODES`].
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do next.
    pub help: &'static str,
    /// Bytes of the text that show it.
    pub start: usize,
    /// End of those bytes.
    pub end: usize,
}

impl Flaw {
    fn at(self, place: Place) -> LintFinding {
        finding(self.code, self.message, place, self.help)
    }
}

/// Finds what is wrong with the words of one paragraph of a contract, in order: vague standards,
/// "and/or", double negatives, duties that nobody bears, numbers and dates that cannot be.
pub fn check_words(text: &str) -> Vec<Flaw> {
    let mut flaws = values::check(text);
    flaws.extend(style::check(text));
    flaws.sort_by_key(|flaw| (flaw.start, flaw.code));
    flaws
}

fn finding(
    code: &'static str,
    message: String,
    place: Place,
    help: impl Into<String>,
) -> LintFinding {
    let severity = CODES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(Severity::Warning, |(_, severity)| *severity);
    LintFinding { code, severity, message, place, help: help.into() }
}

/// Where each place stands in reading order.
fn order_of_places(document: &Document, labels: &Labels) -> BTreeMap<Place, usize> {
    let mut order = BTreeMap::new();
    visit_texts(document, labels, &mut |place, _, _| {
        let next = order.len();
        order.entry(place.clone()).or_insert(next);
    });
    order
}

fn check_references(text: &Text, place: &Place, labels: &Labels, findings: &mut Vec<LintFinding>) {
    for piece in &text.0 {
        if let Inline::Reference(id) = piece
            && labels.target(id).is_none()
        {
            let near = find_near(id, labels)
                .map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            findings.push(finding(
                "broken-reference",
                format!("a reference leads to `{id}`, and no clause, schedule, table or figure has that id"),
                place.clone(),
                format!("{near}take the reference out, or bring the clause into the draft"),
            ));
        }
    }
}

/// The id that shares the longest beginning, when it shares more than half.
fn find_near<'a>(id: &str, labels: &'a Labels) -> Option<&'a str> {
    let shared = |other: &str| id.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let near = labels.targets().map(|(other, _)| other).max_by_key(|other| shared(other))?;
    (shared(near) * 2 > id.chars().count()).then_some(near)
}

fn check_leftovers(text: &Text, place: &Place, findings: &mut Vec<LintFinding>) {
    for piece in &text.0 {
        let words = match piece {
            Inline::Plain(text)
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Gap(text)
            | Inline::Link { text, .. } => text,
            Inline::Code(_) | Inline::Reference(_) => continue,
        };
        if let Some(left) = find_leftover(words) {
            findings.push(finding(
                "leftover-bracket",
                format!("`{left}` is left over from a template or a discussion"),
                place.clone(),
                "write what is meant, or mark it as a gap so that it is listed",
            ));
        }
    }
}

fn find_leftover(text: &str) -> Option<&str> {
    let marks = ["{{", "}}", "{%", "%}", "[", "]", "____"];
    if let Some(mark) = marks.into_iter().find(|mark| text.contains(mark)) {
        return Some(mark);
    }
    let mut before = "";
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let numbered = words::DIVISIONS.contains(&before.trim_end_matches('s'));
        let crosses = word.len() >= 2 && word.chars().all(|c| c == 'X');
        if matches!(word, "TBD" | "TBC" | "TBA") || (crosses && !numbered) {
            return Some(word);
        }
        before = word;
    }
    None
}

/// Finds a number that somebody typed in front of a text that is numbered anyway.
fn check_written_number(text: &Text, role: Role, place: &Place, findings: &mut Vec<LintFinding>) {
    let Some(Inline::Plain(words)) = text.0.first() else { return };
    let numbered = !place.label.is_empty() || !place.part_label.is_empty();
    let first = words.split_whitespace().next().unwrap_or_default();
    let figures = first.trim_end_matches(['.', ')']);
    let points = !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit() || c == '.');
    let ended =
        points && (figures.len() < first.len() || (figures.contains('.') && role == Role::Heading));
    let inner = first.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let limb = inner.is_some_and(|inner| {
        (1..=4).contains(&inner.len())
            && (inner.chars().all(|c| "ivx".contains(c)) || inner.len() == 1)
            && inner.chars().all(|c| c.is_ascii_alphanumeric())
    });
    let bare = role == Role::Heading && points && figures == place.label;
    let again = role == Role::Heading
        && !place.part_label.is_empty()
        && place.label.is_empty()
        && words.starts_with(&place.part_label);
    if numbered && words.len() > first.len() && (ended || limb || bare || again) {
        findings.push(finding(
            "duplicate-number",
            format!("the text begins with a number of its own, `{first}`, and is numbered anyway"),
            place.clone(),
            "take the number out of the text: it is derived",
        ));
    }
}

/// Looks at ids, numbers and empty clauses.
struct Structure<'a> {
    labels: &'a Labels,
    order: usize,
    ids: BTreeMap<String, Place>,
    findings: Vec<LintFinding>,
}

impl Structure<'_> {
    fn check(&mut self, document: &Document) {
        let mut schedules: BTreeMap<String, Place> = BTreeMap::new();
        for (index, part) in document.parts.iter().enumerate() {
            let place = Place {
                part: index,
                part_label: self.labels.part(index).to_owned(),
                path: if part.title.is_empty() { Vec::new() } else { vec![part.title.clone()] },
                id: part.id.clone(),
                running: matches!(part.kind, PartKind::Body | PartKind::Chapter),
                ..Place::default()
            };
            self.check_id(&part.id, &place);
            if !part.title.is_empty() && part.kind == PartKind::Schedule {
                if let Some(other) = schedules.get(&part.title) {
                    let message = format!(
                        "two schedules have the title `{}`: {} and {}",
                        part.title, other.part_label, place.part_label
                    );
                    let help = "give each schedule a title of its own";
                    self.findings.push(finding("duplicate-number", message, place.clone(), help));
                }
                schedules.insert(part.title.clone(), place.clone());
            }
            if part.blocks.is_empty() {
                self.empty(&place, "has a heading and no text");
            }
            self.check_blocks(&part.blocks, &place);
        }
    }

    fn empty(&mut self, place: &Place, what: &str) {
        let message = format!("{place} {what}");
        let help = "write the text, or take the clause out";
        self.findings.push(finding("empty-clause", message, place.clone(), help));
    }

    fn check_id(&mut self, id: &str, place: &Place) {
        if id.is_empty() {
            return;
        }
        if let Some(first) = self.ids.get(id) {
            let message = format!("the id `{id}` stands at {first} and again here");
            let help = "give each its own id: references lead to the first only";
            self.findings.push(finding("duplicate-id", message, place.clone(), help));
        } else {
            self.ids.insert(id.to_owned(), place.clone());
        }
    }

    fn check_blocks(&mut self, blocks: &[Block], place: &Place) {
        for block in blocks {
            match block {
                Block::Clause(clause) => {
                    let label = self.labels.clause_at(self.order).cloned().unwrap_or_default();
                    self.order += 1;
                    let mut place = place.clone();
                    place.label = label.full;
                    if !clause.id.is_empty() {
                        place.id.clone_from(&clause.id);
                    }
                    place.path.extend(clause.heading.clone());
                    self.check_id(&clause.id, &place);
                    let silent = clause.text.as_ref().is_none_or(is_blank);
                    if silent && clause.children.is_empty() {
                        self.empty(&place, "says nothing");
                    }
                    self.check_blocks(&clause.children, &place);
                }
                Block::Table(table) => self.check_id(&table.id, place),
                Block::Figure(figure) => self.check_id(&figure.id, place),
                _ => {}
            }
        }
    }
}

fn is_blank(text: &Text) -> bool {
    text.0.iter().all(|piece| match piece {
        Inline::Plain(text)
        | Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Code(text)
        | Inline::Link { text, .. } => text.trim().is_empty(),
        Inline::Gap(_) | Inline::Reference(_) => false,
    })
}
