//! HTML: one self-contained page for reading, with its contents beside it.
//!
//! Everything that a document says is escaped; drawings are cleaned of scripts and of addresses
//! outside of them. The page works without a network, in light and dark, and prints.

mod blocks;
mod drawing;

use crate::model::{Block, Document, DocumentKind, PartKind};
use crate::number::{Labels, Scheme};

/// How a page is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlOptions {
    /// Shows under each clause what asked for it.
    pub sources: bool,
    /// Shows the table of contents.
    pub contents: bool,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        Self { sources: true, contents: true }
    }
}

const STYLE: &str = include_str!("../assets/html/page.css");

/// Writes a document as a self-contained page.
pub fn write(document: &Document, options: &HtmlOptions) -> String {
    let contents = if options.contents { write_contents(document) } else { String::new() };
    let frame = if contents.is_empty() { "frame" } else { "frame with-contents" };
    let own_page = if document.kind == DocumentKind::Agreement { " own-page" } else { "" };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#text\">Skip to the text</a>\n\
         <header class=\"cover{own_page}\">\n<h1>{}</h1>\n",
        escape(&document.language),
        escape(&document.title),
        escape(&document.title),
    );
    if let Some(subtitle) = &document.subtitle {
        page.push_str(&format!("<p class=\"subtitle\">{}</p>\n", escape(subtitle)));
    }
    if !document.cover.is_empty() {
        page.push_str("<dl class=\"facts\">\n");
        for (name, value) in &document.cover {
            page.push_str(&format!(
                "<div><dt>{}</dt><dd>{}</dd></div>\n",
                escape(name),
                escape(value)
            ));
        }
        page.push_str("</dl>\n");
    }
    page.push_str(&format!("</header>\n<div class=\"{frame}\">\n{contents}<main id=\"text\">\n"));
    page.push_str(&write_content(document, options));
    page.push_str("</main>\n</div>\n");
    if !document.footer.is_empty() {
        page.push_str(&format!("<footer>{}</footer>\n", escape(&document.footer)));
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Writes only the parts of a document, to stand inside another page.
pub fn write_content(document: &Document, options: &HtmlOptions) -> String {
    let labels = Labels::of(document);
    let mut writer = blocks::Writer::new(&labels, options);
    for (index, part) in document.parts.iter().enumerate() {
        writer.write_part(index, part, Scheme::of(document, index), document.opens_page(index));
    }
    writer.out
}

fn write_contents(document: &Document) -> String {
    let labels = Labels::of(document);
    let (mut items, mut order) = (String::new(), 0);
    for (index, part) in document.parts.iter().enumerate() {
        let mut inner = String::new();
        for block in &part.blocks {
            match block {
                Block::Clause(clause) => {
                    let label = labels.clause_at(order).cloned().unwrap_or_default();
                    order += count_clauses(block);
                    if part.kind == PartKind::Body
                        && let Some(heading) = &clause.heading
                    {
                        inner.push_str(&format!(
                            "<li><a href=\"#{}\"><span class=\"num\">{}</span><span>{}</span></a></li>\n",
                            escape(&anchor_of(&clause.id, index, &label.full)),
                            escape(&label.shown),
                            escape(heading),
                        ));
                    }
                }
                _ => order += count_clauses(block),
            }
        }
        let heading = labels.part_heading(index, &part.title);
        if heading.is_empty() && inner.is_empty() {
            continue;
        }
        items.push_str("<li>");
        if !heading.is_empty() {
            let anchor = anchor_of(&part.id, index, "");
            items.push_str(&format!("<a href=\"#{}\">{}</a>", escape(&anchor), escape(&heading)));
        }
        if !inner.is_empty() {
            items.push_str(&format!("\n<ol>\n{inner}</ol>\n"));
        }
        items.push_str("</li>\n");
    }
    if items.is_empty() {
        return String::new();
    }
    format!(
        "<nav class=\"contents\" aria-labelledby=\"contents-heading\">\n\
         <h2 id=\"contents-heading\">Contents</h2>\n<ol>\n{items}</ol>\n</nav>\n"
    )
}

fn count_clauses(block: &Block) -> usize {
    match block {
        Block::Clause(clause) => 1 + clause.children.iter().map(count_clauses).sum::<usize>(),
        _ => 0,
    }
}

/// The anchor of a block: its id, or a name made from its place.
fn anchor_of(id: &str, part: usize, label: &str) -> String {
    if id.is_empty() {
        format!("part-{part}-{label}")
    } else {
        id.replace(char::is_whitespace, "-")
    }
}

/// Text that a browser shows as it is, in content and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{a0}' => escaped.push_str("&nbsp;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
