//! The blocks of a document as HTML.

use super::drawing::clean_drawing;
use super::{HtmlOptions, anchor_of, escape};
use crate::model::{
    Block, Clause, Definition, Figure, Inline, ParagraphStyle, Part, PartKind, Signature, Source,
    Table, Text, Tone,
};
use crate::number::{Labels, Scheme, limb_label};
use crate::reading::{bind, gap_words, is_public, lost_words};

pub(super) struct Writer<'a> {
    pub(super) out: String,
    labels: &'a Labels,
    options: &'a HtmlOptions,
    part: usize,
    order: usize,
    /// Level of the last heading that encloses the text.
    level: usize,
    kind: PartKind,
    scheme: Scheme,
}

impl<'a> Writer<'a> {
    pub(super) fn new(labels: &'a Labels, options: &'a HtmlOptions) -> Self {
        let out = String::new();
        Self {
            out,
            labels,
            options,
            part: 0,
            order: 0,
            level: 1,
            kind: PartKind::Chapter,
            scheme: Scheme::Clauses,
        }
    }

    pub(super) fn write_part(&mut self, index: usize, part: &Part, scheme: Scheme, opens: bool) {
        self.scheme = scheme;
        (self.part, self.kind, self.level) = (index, part.kind, 1);
        let anchor = escape(&anchor_of(&part.id, index, ""));
        let class = if opens { "part opens" } else { "part" };
        let label = self.labels.part(index);
        let heading = match (label, part.title.as_str()) {
            ("", title) => escape(title),
            (label, "") => escape(label),
            (label, title) => {
                format!("<span class=\"num\">{}</span> {}", escape(label), escape(title))
            }
        };
        if heading.is_empty() {
            self.out.push_str(&format!("<section class=\"{class}\" id=\"{anchor}\">\n"));
        } else {
            self.level = 2;
            self.out.push_str(&format!(
                "<section class=\"{class}\" id=\"{anchor}\" aria-labelledby=\"{anchor}--heading\">\n\
                 <h2 id=\"{anchor}--heading\">{heading}</h2>\n"
            ));
        }
        self.write_blocks(&part.blocks, 1);
        self.out.push_str("</section>\n");
    }

    fn write_blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.write_block(block, depth);
        }
    }

    fn write_block(&mut self, block: &Block, depth: usize) {
        match block {
            Block::Clause(clause) => self.write_clause(clause, depth),
            Block::Heading { level, text } => {
                let level = (self.level + usize::from((*level).max(1))).min(6);
                let text = self.text(text);
                self.out.push_str(&format!("<h{level}>{text}</h{level}>\n"));
            }
            Block::Paragraph(paragraph) => {
                let class = match paragraph.style {
                    ParagraphStyle::Normal => "",
                    ParagraphStyle::Lead => " class=\"lead\"",
                    ParagraphStyle::Note => " class=\"note\"",
                };
                let text = self.text(&paragraph.text);
                self.out.push_str(&format!("<p{class}>{text}</p>\n"));
            }
            Block::List { ordered, items } => {
                let (open, close) =
                    if *ordered { ("<ol class=\"plain\">", "</ol>") } else { ("<ul>", "</ul>") };
                let items: String =
                    items.iter().map(|item| format!("<li>{}</li>\n", self.text(item))).collect();
                self.out.push_str(&format!("{open}\n{items}{close}\n"));
            }
            Block::Definitions(definitions) => {
                let entries: String =
                    definitions.iter().map(|definition| self.definition(definition)).collect();
                self.out.push_str(&format!("<dl class=\"terms\">\n{entries}</dl>\n"));
            }
            Block::Table(table) => self.write_table(table),
            Block::Figure(figure) => self.write_figure(figure),
            Block::Callout { tone, title, text } => {
                let class = tone_class(*tone);
                self.out.push_str(&format!("<aside class=\"callout {class}\" role=\"note\">\n"));
                if !title.is_empty() {
                    self.out.push_str(&format!("<strong>{}</strong>\n", escape(title)));
                }
                for text in text {
                    let text = self.text(text);
                    self.out.push_str(&format!("<p>{text}</p>\n"));
                }
                self.out.push_str("</aside>\n");
            }
            Block::Signatures(signatures) => {
                let blocks: String = signatures.iter().map(write_signature).collect();
                self.out.push_str(&format!("<div class=\"signatures\">\n{blocks}</div>\n"));
            }
            Block::PageBreak => self.out.push_str("<div class=\"page-break\"></div>\n"),
        }
    }

    fn write_clause(&mut self, clause: &Clause, depth: usize) {
        let label = self.labels.clause_at(self.order).cloned().unwrap_or_default();
        self.order += 1;
        let number = escape(&label.shown);
        let below = self.scheme.child_depth(clause, depth);
        if depth == 1
            && self.kind != PartKind::Front
            && let Some(heading) = &clause.heading
        {
            let anchor = escape(&anchor_of(&clause.id, self.part, &label.full));
            let level = self.level + 1;
            self.out.push_str(&format!(
                "<h{level} class=\"top\" id=\"{anchor}\"><span class=\"num\">{number}</span> \
                 <span>{}</span></h{level}>\n",
                escape(heading)
            ));
            self.write_sources(&clause.sources);
            if let Some(text) = &clause.text {
                let text = self.text(text);
                self.out.push_str(&format!("<p class=\"body\">{text}</p>\n"));
            }
            self.level += 1;
            self.write_blocks(&clause.children, below);
            self.level -= 1;
            return;
        }
        let id = if clause.id.is_empty() {
            String::new()
        } else {
            format!(" id=\"{}\"", escape(&anchor_of(&clause.id, self.part, "")))
        };
        self.out.push_str(&format!(
            "<div class=\"clause level-{depth}\"{id}><span class=\"num\">{number}</span><div>\n"
        ));
        let lead = clause
            .heading
            .as_ref()
            .map(|heading| format!("<strong>{}.</strong> ", escape(heading)))
            .unwrap_or_default();
        let text = clause.text.as_ref().map(|text| self.text(text)).unwrap_or_default();
        if !(lead.is_empty() && text.is_empty()) {
            self.out.push_str(&format!("<p>{lead}{text}</p>\n"));
        }
        self.write_sources(&clause.sources);
        self.write_blocks(&clause.children, below);
        self.out.push_str("</div></div>\n");
    }

    fn write_sources(&mut self, sources: &[Source]) {
        if !self.options.sources || sources.is_empty() {
            return;
        }
        let items: String = sources
            .iter()
            .map(|source| {
                format!(
                    "<li>{} <code>{}</code></li>\n",
                    escape(&source.citation),
                    escape(&source.id)
                )
            })
            .collect();
        self.out.push_str(&format!(
            "<details class=\"why\"><summary>Why this clause</summary>\n<ul>\n{items}</ul></details>\n"
        ));
    }

    fn definition(&self, definition: &Definition) -> String {
        let limbs: String = definition
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let label = limb_label(index + 1);
                format!("<li><span>{label}</span><span>{}</span></li>\n", self.text(item))
            })
            .collect();
        let limbs =
            if limbs.is_empty() { limbs } else { format!("\n<ol class=\"limbs\">\n{limbs}</ol>") };
        format!(
            "<div><dt>{}</dt>\n<dd>{}{limbs}</dd></div>\n",
            escape(&definition.term),
            self.text(&definition.text)
        )
    }

    fn write_table(&mut self, table: &Table) {
        let id = if table.id.is_empty() {
            String::new()
        } else {
            format!(" id=\"{}\"", escape(&table.id))
        };
        let caption = if table.caption.is_empty() {
            String::new()
        } else {
            format!("<caption>{}</caption>\n", escape(&table.caption))
        };
        let total: u32 = table.widths.iter().map(|width| u32::from(*width)).sum();
        let columns: String = table
            .widths
            .iter()
            .map(|width| {
                let share = u32::from(*width) * 100 / total.max(1);
                format!("<col style=\"width:{share}%\">")
            })
            .collect();
        let header: String = table
            .header
            .iter()
            .map(|text| format!("<th scope=\"col\">{}</th>", self.text(text)))
            .collect();
        let mut rows = String::new();
        for row in &table.rows {
            rows.push_str("<tr>");
            for cell in row {
                let class = cell
                    .tone
                    .map(|tone| format!(" class=\"{}\"", tone_class(tone)))
                    .unwrap_or_default();
                let text = match cell.text.as_slice() {
                    [text] => self.text(text),
                    texts => {
                        texts.iter().map(|text| format!("<p>{}</p>", self.text(text))).collect()
                    }
                };
                rows.push_str(&format!("<td{class}>{text}</td>"));
            }
            rows.push_str("</tr>\n");
        }
        let name = if table.caption.is_empty() { "Table" } else { &table.caption };
        self.out.push_str(&format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"{id}>\n<table>\n\
             {caption}<colgroup>{columns}</colgroup>\n<thead><tr>{header}</tr></thead>\n\
             <tbody>\n{rows}</tbody>\n</table>\n</div>\n",
            escape(name)
        ));
    }

    fn write_figure(&mut self, figure: &Figure) {
        let drawing = clean_drawing(figure)
            .unwrap_or_else(|| format!("<p class=\"note\">{}</p>", escape(&figure.alt)));
        self.out.push_str(&format!(
            "<figure id=\"{}\">\n<div class=\"drawing\">{drawing}</div>\n",
            escape(&anchor_of(&figure.id, self.part, "figure"))
        ));
        if !figure.caption.is_empty() {
            self.out.push_str(&format!("<figcaption>{}</figcaption>\n", escape(&figure.caption)));
        }
        self.out.push_str("</figure>\n");
    }

    fn text(&self, text: &Text) -> String {
        text.0.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Inline) -> String {
        match piece {
            Inline::Plain(text) => escape(text),
            Inline::Strong(text) => format!("<strong>{}</strong>", escape(text)),
            Inline::Emphasis(text) => format!("<em>{}</em>", escape(text)),
            Inline::Code(text) => format!("<code>{}</code>", escape(text)),
            Inline::Gap(what) => {
                format!("<mark class=\"gap\">{}</mark>", escape(&gap_words(what)))
            }
            Inline::Link { text, href } if is_public(href) => {
                format!("<a href=\"{}\" rel=\"noopener\">{}</a>", escape(href), escape(text))
            }
            Inline::Link { text, .. } => escape(text),
            Inline::Reference(id) => match self.labels.reference(id, self.part) {
                Some(reference) => format!(
                    "<a href=\"#{}\">{}</a>",
                    escape(&anchor_of(id, self.part, "")),
                    escape(&bind(&reference))
                ),
                None => format!("<mark class=\"gap\">{}</mark>", escape(&lost_words(id))),
            },
        }
    }
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Caution => "caution",
        Tone::Bad => "bad",
        Tone::Info => "info",
        Tone::Gap => "gap",
    }
}

fn write_signature(signature: &Signature) -> String {
    let role = if signature.role.is_empty() {
        String::new()
    } else {
        format!("<p><em>the {}</em></p>\n", escape(&signature.role))
    };
    let line = |label: &str, value: Option<&str>| {
        let value = value.map_or_else(String::new, escape);
        format!("<div class=\"line\"><dt>{label}</dt><dd>{value}</dd></div>\n")
    };
    format!(
        "<div>\n<p class=\"note\">Signed for and on behalf of</p>\n<p class=\"party\">{}</p>\n{role}\
         <dl>\n{}{}{}{}</dl>\n</div>\n",
        escape(&signature.party),
        line("Signature", None),
        line("Name", signature.name.as_deref()),
        line("Title", signature.title.as_deref()),
        line("Place and date", None),
    )
}
