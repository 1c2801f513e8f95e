//! Labels until `accordant_document::number` is there.

use std::collections::BTreeMap;

use accordant_document::model::{Block, Clause, Document, Part, PartKind};

pub(crate) struct Labels {
    parts: Vec<String>,
    body: Vec<bool>,
    clauses: Vec<String>,
    references: BTreeMap<String, Target>,
}

struct Target {
    part: usize,
    schedule: bool,
    text: String,
}

impl Labels {
    pub(crate) fn of(document: &Document) -> Self {
        let mut labels = Self { parts: Vec::new(), body: Vec::new(), clauses: Vec::new(), references: BTreeMap::new() };
        let (mut body_parts, mut schedules, mut clauses) = (0, 0, 0);
        let many = document.parts.iter().filter(|part| part.kind == PartKind::Body).count() > 1;
        let mut recitals = false;
        for (index, part) in document.parts.iter().enumerate() {
            let mut top = 0;
            let label = match part.kind {
                PartKind::Body => {
                    body_parts += 1;
                    top = clauses;
                    if many { format!("Part {}", letter(body_parts, b'A')) } else { String::new() }
                }
                PartKind::Schedule => {
                    schedules += 1;
                    format!("Schedule {schedules}")
                }
                _ => String::new(),
            };
            let text = match part.kind {
                PartKind::Schedule => format!("{label} ({})", part.title),
                _ if label.is_empty() => part.title.clone(),
                _ => label.clone(),
            };
            labels.references.insert(part.id.clone(), Target { part: index, schedule: false, text });
            labels.parts.push(label);
            labels.body.push(part.kind == PartKind::Body);
            for block in &part.blocks {
                labels.block(block, part, index, 1, &mut top, "", recitals);
            }
            if part.kind == PartKind::Body {
                clauses = top;
            }
            recitals |= part.kind == PartKind::Front;
        }
        labels
    }

    #[allow(clippy::too_many_arguments)]
    fn block(&mut self, block: &Block, part: &Part, index: usize, depth: usize, count: &mut usize, parent: &str, recitals: bool) {
        match block {
            Block::Clause(clause) => {
                *count += 1;
                self.clause(clause, part, index, depth, *count, parent, recitals);
            }
            Block::Table(table) if !table.id.is_empty() => {
                let text = if table.caption.is_empty() { "the table".into() } else { format!("the table “{}”", table.caption) };
                self.references.insert(table.id.clone(), Target { part: index, schedule: false, text });
            }
            Block::Figure(figure) => {
                let text = if figure.caption.is_empty() { "the figure".into() } else { format!("the figure “{}”", figure.caption) };
                self.references.insert(figure.id.clone(), Target { part: index, schedule: false, text });
            }
            _ => {}
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn clause(&mut self, clause: &Clause, part: &Part, index: usize, depth: usize, number: usize, parent: &str, recitals: bool) {
        let front = part.kind == PartKind::Front;
        let label = match (front, depth) {
            (true, 1) if recitals => format!("({})", letter(number, b'A')),
            (true, 1) => format!("({number})"),
            (false, 1) => number.to_string(),
            (false, 2) => format!("{parent}.{number}"),
            (true, 2) | (false, 3) => format!("({})", letter(number, b'a')),
            (true, 3) | (false, 4) => format!("({})", roman(number)),
            _ => format!("({})", letter(number, b'A')),
        };
        let full = if depth == 1 || (depth == 2 && !front) { label.clone() } else { format!("{parent}{label}") };
        if !clause.id.is_empty() {
            let schedule = part.kind == PartKind::Schedule;
            let word = if schedule { "paragraph" } else if front { "paragraph" } else { "clause" };
            self.references.insert(clause.id.clone(), Target { part: index, schedule, text: format!("{word} {full}") });
        }
        self.clauses.push(label);
        let mut count = 0;
        for child in &clause.children {
            self.block(child, part, index, depth + 1, &mut count, &full, recitals);
        }
    }

    pub(crate) fn part(&self, index: usize) -> &str {
        self.parts.get(index).map_or("", String::as_str)
    }

    pub(crate) fn is_body(&self, index: usize) -> bool {
        self.body.get(index).copied().unwrap_or(false)
    }

    pub(crate) fn clause_at(&self, order: usize) -> &str {
        self.clauses.get(order).map_or("", String::as_str)
    }

    pub(crate) fn reference(&self, id: &str, from: usize) -> Option<String> {
        let target = self.references.get(id)?;
        Some(match target.schedule && target.part != from {
            true => format!("{} of {}", target.text, self.part(target.part)),
            false => target.text.clone(),
        })
    }
}

fn letter(number: usize, first: u8) -> String {
    let index = u8::try_from((number.max(1) - 1) % 26).unwrap_or(0);
    char::from(first + index).to_string()
}

fn roman(number: usize) -> String {
    let mut rest = number;
    let mut out = String::new();
    for (value, text) in [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while rest >= value {
            out.push_str(text);
            rest -= value;
        }
    }
    out
}
