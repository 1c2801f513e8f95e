//! Labels: how clauses, parts and schedules are numbered, and how a reference to them reads.
//!
//! Labels are derived, never stored. Clause numbers run on through all body parts, so that a
//! clause keeps its number when it moves to another part's heading. A schedule starts afresh.
//! The DOCX writer lets the word processor count by the same rules; a test holds both together.

use std::collections::BTreeMap;

use crate::model::{Block, Clause, Document, Part, PartKind};

/// The label of a clause, a part or a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Label {
    /// What stands in front of the text: "14", "14.2", "(b)", "(ii)", "Schedule 1".
    pub shown: String,
    /// The whole address inside its part: "14.2(b)(ii)".
    pub full: String,
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// A part of the document: a schedule, a chapter, "Part A".
    Part(PartKind),
    /// A clause in a part of the given kind.
    Clause(PartKind),
    /// A table.
    Table,
    /// A figure.
    Figure,
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What it is.
    pub kind: TargetKind,
    /// Index of the part that holds it.
    pub part: usize,
    /// Its label; empty for tables, figures and unnumbered parts.
    pub label: Label,
    /// Its title, heading or caption; may be empty.
    pub title: String,
}

/// A cross-reference taken to pieces, for writers that link or count one piece of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The words before the number, with their space: "Clause ", "paragraph ", or empty.
    pub lead: String,
    /// The number, or the name of what has none: "14.2(b)", "Schedule 1", "the table “Metrics”".
    pub number: String,
    /// The words after it, with their space: " (Data-classification matrix)", " of ".
    pub tail: String,
    /// Id and label of the schedule that ends the reference, when it stands outside of it.
    pub within: Option<(String, String)>,
}

impl Reference {
    /// The reference as running text.
    pub fn text(&self) -> String {
        let within = self.within.as_ref().map_or("", |(_, label)| label.as_str());
        format!("{}{}{}{within}", self.lead, self.number, self.tail)
    }
}

/// The labels of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    parts: Vec<(String, Label)>,
    clauses: Vec<Label>,
    targets: BTreeMap<String, Target>,
}

/// How the clauses of a part are numbered, by their depth: 1 at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// 14, 14.2, (b), (ii), (A).
    Clauses,
    /// (1), (a), (i).
    Parties,
    /// (A), (a), (i).
    Recitals,
}

impl Scheme {
    /// Decides how the clauses of the part at `index` are numbered.
    ///
    /// The first front part counts in figures, those after it in capital letters; a front part
    /// called `background` or `recitals` has letters wherever it stands.
    pub fn of(document: &Document, index: usize) -> Self {
        let Some(part) = document.parts.get(index) else { return Self::Clauses };
        if part.kind != PartKind::Front {
            return Self::Clauses;
        }
        let named = matches!(part.id.as_str(), "background" | "recitals");
        let later = document.parts.iter().take(index).any(|part| part.kind == PartKind::Front);
        if named || later { Self::Recitals } else { Self::Parties }
    }

    /// The depth of a clause's children, when the clause stands at `depth`.
    ///
    /// Children are one deeper, except that the items of a top-level clause without a heading are
    /// lettered at once: "2(a)" and not "2.1".
    pub fn child_depth(self, clause: &Clause, depth: usize) -> usize {
        let lettered = self == Self::Clauses && depth == 1 && clause.heading.is_none();
        if lettered { 3 } else { depth + 1 }
    }

    /// Writes the label of the `number`th clause at `depth` (1 at the top) under `parent`'s full label.
    pub fn label(self, depth: usize, number: usize, parent: &str) -> Label {
        let shown = match (self, depth) {
            (Self::Clauses, 0 | 1) => number.to_string(),
            (Self::Clauses, 2) => format!("{parent}.{number}"),
            (Self::Parties, 0 | 1) => format!("({number})"),
            (Self::Recitals, 0 | 1) => format!("({})", write_letter(number).to_uppercase()),
            (Self::Clauses, _) => write_limb(depth - 3, number),
            (_, _) => write_limb(depth - 2, number),
        };
        let heads = match self {
            Self::Clauses => depth <= 2,
            Self::Parties | Self::Recitals => depth <= 1,
        };
        let full = if heads { shown.clone() } else { format!("{parent}{shown}") };
        Label { shown, full }
    }
}

/// "(b)", "(ii)", "(A)", "(1)", then from the start again.
fn write_limb(level: usize, number: usize) -> String {
    match level % 4 {
        0 => format!("({})", write_letter(number)),
        1 => format!("({})", write_roman(number)),
        2 => format!("({})", write_letter(number).to_uppercase()),
        _ => format!("({number})"),
    }
}

/// a to z, then aa, bb, cc as word processors count.
pub(crate) fn write_letter(number: usize) -> String {
    let index = number.max(1) - 1;
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or_default());
    std::iter::repeat_n(letter, index / 26 + 1).collect()
}

pub(crate) fn write_roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut roman = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            roman.push_str(sign);
            rest -= value;
        }
    }
    roman
}

/// The label of the `number`th limb, counted from 1, of a definition: "(a)".
pub fn limb_label(number: usize) -> String {
    write_limb(0, number)
}

impl Labels {
    /// Derives the labels of a document.
    ///
    /// Where an id stands twice, the first place keeps it; [`crate::lint`] reports the second.
    pub fn of(document: &Document) -> Self {
        let mut labels = Self::default();
        let (mut bodies, mut schedules, mut running) = (0, 0, 0);
        let many = document.parts.iter().filter(|part| part.kind == PartKind::Body).count() > 1;
        for (index, part) in document.parts.iter().enumerate() {
            let shown = match part.kind {
                PartKind::Body if many => {
                    bodies += 1;
                    format!("Part {}", write_letter(bodies).to_uppercase())
                }
                PartKind::Schedule => {
                    schedules += 1;
                    format!("Schedule {schedules}")
                }
                _ => String::new(),
            };
            let label = Label { full: shown.clone(), shown };
            labels.parts.push((part.id.clone(), label.clone()));
            let kind = TargetKind::Part(part.kind);
            let title = part.title.clone();
            labels.add(&part.id, Target { kind, part: index, label, title });
            let runs_on = matches!(part.kind, PartKind::Body | PartKind::Chapter);
            let mut top = if runs_on { running } else { 0 };
            let walk = Walk { part, index, scheme: Scheme::of(document, index) };
            labels.add_blocks(&part.blocks, &walk, 1, &mut top, "");
            if runs_on {
                running = top;
            }
        }
        labels
    }

    fn add(&mut self, id: &str, target: Target) {
        if !id.is_empty() {
            self.targets.entry(id.to_owned()).or_insert(target);
        }
    }

    fn add_blocks(
        &mut self,
        blocks: &[Block],
        walk: &Walk<'_>,
        depth: usize,
        count: &mut usize,
        parent: &str,
    ) {
        for block in blocks {
            let (id, kind, title) = match block {
                Block::Clause(clause) => {
                    *count += 1;
                    let label = walk.scheme.label(depth, *count, parent);
                    self.add_clause(clause, walk, depth, label);
                    continue;
                }
                Block::Table(table) => (&table.id, TargetKind::Table, &table.caption),
                Block::Figure(figure) => (&figure.id, TargetKind::Figure, &figure.caption),
                _ => continue,
            };
            let (part, title) = (walk.index, title.clone());
            self.add(id, Target { kind, part, label: Label::default(), title });
        }
    }

    fn add_clause(&mut self, clause: &Clause, walk: &Walk<'_>, depth: usize, label: Label) {
        let kind = TargetKind::Clause(walk.part.kind);
        let title = clause.heading.clone().unwrap_or_default();
        self.add(&clause.id, Target { kind, part: walk.index, label: label.clone(), title });
        let full = label.full.clone();
        self.clauses.push(label);
        let depth = walk.scheme.child_depth(clause, depth);
        self.add_blocks(&clause.children, walk, depth, &mut 0, &full);
    }

    /// The label of the part at `index`: "Part A", "Schedule 1", or nothing.
    pub fn part(&self, index: usize) -> &str {
        self.parts.get(index).map_or("", |(_, label)| label.shown.as_str())
    }

    /// The heading of the part at `index`: "Part A – Data", "Schedule 1 – Fees", "Background".
    pub fn part_heading(&self, index: usize, title: &str) -> String {
        match (self.part(index), title) {
            ("", title) => title.to_owned(),
            (label, "") => label.to_owned(),
            (label, title) => format!("{label} – {title}"),
        }
    }

    /// The label of the clause that is the `order`th in the document, counted from 0, depth first.
    pub fn clause_at(&self, order: usize) -> Option<&Label> {
        self.clauses.get(order)
    }

    /// How many clauses there are.
    pub fn count_clauses(&self) -> usize {
        self.clauses.len()
    }

    /// The label of the clause or part with this id.
    pub fn label(&self, id: &str) -> Option<&Label> {
        self.targets.get(id).map(|target| &target.label)
    }

    /// What the id names.
    pub fn target(&self, id: &str) -> Option<&Target> {
        self.targets.get(id)
    }

    /// Every id with what it names, in the order of the ids.
    pub fn targets(&self) -> impl Iterator<Item = (&str, &Target)> {
        self.targets.iter().map(|(id, target)| (id.as_str(), target))
    }

    /// How a reference to `id` reads in the part at `from_part`.
    ///
    /// "Clause 14.2(b)", "paragraph 1.1" or "paragraph 1.1 of Schedule 2", "Schedule 1 (Fees)",
    /// "the table “Metrics”". Nothing when no clause, part, table or figure has the id.
    pub fn reference(&self, id: &str, from_part: usize) -> Option<String> {
        self.find_reference(id, from_part).map(|reference| reference.text())
    }

    /// The same as [`Labels::reference`], in pieces.
    pub fn find_reference(&self, id: &str, from_part: usize) -> Option<Reference> {
        let target = self.targets.get(id)?;
        let mut reference = Reference {
            lead: String::new(),
            number: target.label.full.clone(),
            tail: String::new(),
            within: None,
        };
        match target.kind {
            TargetKind::Clause(PartKind::Body) => reference.lead = "Clause ".to_owned(),
            TargetKind::Clause(_) => reference.lead = "paragraph ".to_owned(),
            TargetKind::Part(PartKind::Schedule) if !target.title.is_empty() => {
                reference.tail = format!(" ({})", target.title);
            }
            TargetKind::Part(PartKind::Chapter) => {
                reference.number = format!("“{}”", target.title);
            }
            TargetKind::Part(_) if target.label.full.is_empty() => {
                reference.number = target.title.clone();
            }
            TargetKind::Part(_) => {}
            TargetKind::Table => reference.number = name_caption("table", &target.title),
            TargetKind::Figure => reference.number = name_caption("figure", &target.title),
        }
        let is_part = matches!(target.kind, TargetKind::Part(_));
        if !is_part
            && target.part != from_part
            && let Some((id, label)) = self.parts.get(target.part)
            && label.shown.starts_with("Schedule")
        {
            let preposition = if reference.lead.is_empty() { " in " } else { " of " };
            reference.tail = preposition.to_owned();
            reference.within = Some((id.clone(), label.shown.clone()));
        }
        Some(reference)
    }
}

struct Walk<'a> {
    part: &'a Part,
    index: usize,
    scheme: Scheme,
}

fn name_caption(noun: &str, caption: &str) -> String {
    if caption.is_empty() { format!("the {noun}") } else { format!("the {noun} “{caption}”") }
}
