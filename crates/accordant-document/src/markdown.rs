//! Markdown: CommonMark with GitHub's tables, labels written out.
//!
//! Lettered levels are nested lists whose items start with their label. Every id is an anchor,
//! figures are links to `figures/<id>.svg`, and a gap stands in bold between ‹ and ›.

use crate::model::{Block, Cell, Clause, Definition, Document, Inline, PartKind, Signature, Text};
use crate::number::{Labels, Scheme, limb_label};
use crate::reading::{bind, is_public, lost_words};

/// Writes a document as Markdown with a final newline.
pub fn write(document: &Document) -> String {
    let labels = Labels::of(document);
    let mut writer = Writer {
        labels: &labels,
        part: 0,
        order: 0,
        kind: PartKind::Chapter,
        scheme: Scheme::Clauses,
        out: Vec::new(),
    };
    writer.push(format!("# {}", escape(&document.title)));
    if let Some(subtitle) = &document.subtitle {
        writer.push(format!("*{}*", escape(subtitle)));
    }
    let cover: Vec<[String; 2]> = document
        .cover
        .iter()
        .map(|(name, value)| [cell_escape(name), cell_escape(value)])
        .collect();
    if !cover.is_empty() {
        writer.push(write_grid(&[String::new(), String::new()], &cover));
    }
    for (index, part) in document.parts.iter().enumerate() {
        (writer.part, writer.kind) = (index, part.kind);
        writer.scheme = Scheme::of(document, index);
        let heading = labels.part_heading(index, &part.title);
        if heading.is_empty() {
            writer.anchor(&part.id);
        } else {
            writer.heading(2, &part.id, &escape(&heading));
        }
        writer.write_blocks(&part.blocks, 1, "");
    }
    if !document.footer.is_empty() {
        writer.push("---".to_owned());
        writer.push(escape(&document.footer));
    }
    let mut markdown = String::new();
    let mut after_item = false;
    for block in &writer.out {
        let item = block.trim_start().starts_with("- ");
        if !markdown.is_empty() {
            // Items of one list stand close together.
            markdown.push_str(if item && after_item { "\n" } else { "\n\n" });
        }
        markdown.push_str(block);
        after_item = item;
    }
    markdown.push('\n');
    markdown
}

struct Writer<'a> {
    labels: &'a Labels,
    part: usize,
    kind: PartKind,
    scheme: Scheme,
    order: usize,
    /// Blocks, to be separated by blank lines.
    out: Vec<String>,
}

impl Writer<'_> {
    fn push(&mut self, block: String) {
        self.out.push(block);
    }

    /// Pushes a block with every line behind `indent`, so that it stays inside its list item.
    fn push_at(&mut self, indent: &str, block: &str) {
        let lines: Vec<String> = block
            .lines()
            .map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") })
            .collect();
        self.out.push(lines.join("\n"));
    }

    fn anchor(&mut self, id: &str) {
        if !id.is_empty() {
            self.push(write_anchor(id));
        }
    }

    fn heading(&mut self, level: usize, id: &str, text: &str) {
        self.anchor(id);
        self.push(format!("{} {text}", "#".repeat(level.min(6))));
    }

    fn write_blocks(&mut self, blocks: &[Block], depth: usize, indent: &str) {
        for block in blocks {
            self.write_block(block, depth, indent);
        }
    }

    fn write_block(&mut self, block: &Block, depth: usize, indent: &str) {
        match block {
            Block::Clause(clause) => self.write_clause(clause, depth, indent),
            Block::Heading { level, text } => {
                let heading =
                    format!("{} {}", "#".repeat(usize::from(*level) + 2), self.text(text));
                self.push_at(indent, &heading);
            }
            Block::Paragraph(paragraph) => {
                let text = guard(&self.text(&paragraph.text));
                self.push_at(indent, &text);
            }
            Block::List { ordered, items } => {
                let lines: Vec<String> = items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| {
                        let mark =
                            if *ordered { format!("{}.", index + 1) } else { "-".to_owned() };
                        format!("{mark} {}", self.text(item))
                    })
                    .collect();
                self.push_at(indent, &lines.join("\n"));
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    self.write_definition(definition, indent);
                }
            }
            Block::Table(table) => {
                if !table.id.is_empty() {
                    self.push_at(indent, &write_anchor(&table.id));
                }
                if !table.caption.is_empty() {
                    self.push_at(indent, &format!("**{}**", escape(&table.caption)));
                }
                let header: Vec<String> =
                    table.header.iter().map(|text| self.cell_text(text)).collect();
                let rows: Vec<Vec<String>> = table
                    .rows
                    .iter()
                    .map(|row| row.iter().map(|cell| self.cell(cell)).collect())
                    .collect();
                self.push_at(indent, &write_grid(&header, &rows));
            }
            Block::Figure(figure) => {
                let alt = escape(&figure.alt).replace('\n', " ");
                self.push_at(
                    indent,
                    &format!(
                        "{}![{alt}](figures/{}.svg)",
                        write_anchor(&figure.id),
                        anchor_of(&figure.id)
                    ),
                );
                if !figure.caption.is_empty() {
                    self.push_at(indent, &format!("*{}*", escape(&figure.caption)));
                }
            }
            Block::Callout { title, text, .. } => {
                let mut lines: Vec<String> = Vec::new();
                if !title.is_empty() {
                    lines.push(format!("**{}**", escape(title)));
                }
                lines.extend(text.iter().map(|text| self.text(text)));
                let quote = format!("> {}", lines.join("\n>\n> "));
                self.push_at(indent, &quote);
            }
            Block::Signatures(signatures) => self.push_at(indent, &write_signatures(signatures)),
            Block::PageBreak => {}
        }
    }

    fn write_clause(&mut self, clause: &Clause, depth: usize, indent: &str) {
        let label = self.labels.clause_at(self.order).cloned().unwrap_or_default().shown;
        self.order += 1;
        let below = self.scheme.child_depth(clause, depth);
        let plain_levels = if self.kind == PartKind::Front { 1 } else { 2 };
        if depth == 1
            && indent.is_empty()
            && let Some(heading) = &clause.heading
        {
            self.heading(3, &clause.id, &format!("{label} {}", escape(heading)));
            if let Some(text) = &clause.text {
                let text = guard(&self.text(text));
                self.push(text);
            }
            return self.write_blocks(&clause.children, below, "");
        }
        let mut line = String::new();
        if !clause.id.is_empty() {
            line.push_str(&write_anchor(&clause.id));
        }
        line.push_str(&label);
        if let Some(heading) = &clause.heading {
            line.push_str(&format!(" **{}.**", escape(heading)));
        }
        if let Some(text) = &clause.text {
            line.push(' ');
            line.push_str(&self.text(text));
        }
        if depth <= plain_levels {
            self.push_at(indent, &line);
            self.write_blocks(&clause.children, below, indent);
        } else {
            self.push_at(indent, &format!("- {line}"));
            self.write_blocks(&clause.children, below, &format!("{indent}  "));
        }
    }

    fn write_definition(&mut self, definition: &Definition, indent: &str) {
        let line = format!("**{}** {}", escape(&definition.term), self.text(&definition.text));
        self.push_at(indent, &line);
        let items: Vec<String> = definition
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| format!("- {} {}", limb_label(index + 1), self.text(item)))
            .collect();
        if !items.is_empty() {
            self.push_at(indent, &items.join("\n"));
        }
    }

    fn text(&self, text: &Text) -> String {
        text.0.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Inline) -> String {
        match piece {
            Inline::Plain(text) => escape(text),
            Inline::Strong(text) => format!("**{}**", escape(text)),
            Inline::Emphasis(text) => format!("*{}*", escape(text)),
            Inline::Code(text) => write_code(text),
            Inline::Gap(what) => format!("**‹{}›**", escape(what)),
            Inline::Link { text, href } if !is_public(href) => escape(text),
            Inline::Link { text, href } => {
                format!("[{}](<{}>)", escape(text), href.replace(['<', '>', '\n'], ""))
            }
            Inline::Reference(id) => match self.labels.reference(id, self.part) {
                Some(reference) => format!("[{}](#{})", escape(&bind(&reference)), anchor_of(id)),
                None => format!("**{}**", escape(&lost_words(id))),
            },
        }
    }

    fn cell_text(&self, text: &Text) -> String {
        self.text(text).replace('|', "\\|").replace('\n', " ")
    }

    fn cell(&self, cell: &Cell) -> String {
        let texts: Vec<String> = cell.text.iter().map(|text| self.cell_text(text)).collect();
        texts.join("<br>")
    }
}

fn write_anchor(id: &str) -> String {
    format!("<a id=\"{}\"></a>", anchor_of(id))
}

/// The id without what an address or an attribute cannot hold.
fn anchor_of(id: &str) -> String {
    let holds = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    id.chars().map(|c| if holds(c) { c } else { '-' }).collect()
}

fn write_grid<R: AsRef<[String]>>(header: &[String], rows: &[R]) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let mut lines = vec![line(header), line(&vec!["---".to_owned(); header.len()])];
    lines.extend(rows.iter().map(|row| line(row.as_ref())));
    lines.join("\n")
}

fn write_signatures(signatures: &[Signature]) -> String {
    let mut header = vec![String::new()];
    header.extend(signatures.iter().map(|signature| {
        let party = cell_escape(&signature.party);
        if signature.role.is_empty() {
            format!("**{party}**")
        } else {
            format!("**{party}**, the {}", cell_escape(&signature.role))
        }
    }));
    let row = |label: &str, value: &dyn Fn(&Signature) -> String| {
        let mut cells = vec![label.to_owned()];
        cells.extend(signatures.iter().map(value));
        cells
    };
    let known = |value: &Option<String>| value.as_deref().map_or_else(String::new, cell_escape);
    let rows = [
        row("Signature", &|_| String::new()),
        row("Name", &|signature| known(&signature.name)),
        row("Title", &|signature| known(&signature.title)),
        row("Place and date", &|_| String::new()),
    ];
    write_grid(&header, &rows)
}

fn cell_escape(text: &str) -> String {
    escape(text).replace('|', "\\|").replace('\n', " ")
}

/// Text that Markdown prints as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        // An ampersand is special only where it could begin a character's name, as in `&amp;`.
        let entity = character == '&'
            && rest.as_str().starts_with(|c: char| c == '#' || c.is_alphabetic())
            && rest.as_str().contains(';');
        if entity || matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~') {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' { ' ' } else { character });
    }
    escaped
}

fn write_code(text: &str) -> String {
    let mut fence = "`".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Keeps a paragraph from reading as a list, a rule or a heading.
fn guard(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default();
    let ordered = digits > 0 && (after.starts_with(". ") || after.starts_with(") "));
    if ordered {
        let number = line.get(..digits).unwrap_or_default();
        return format!("{number}\\{after}");
    }
    if line.starts_with(['-', '+', '=', '#']) { format!("\\{line}") } else { line.to_owned() }
}
