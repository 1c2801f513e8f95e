//! The term sheet: the table of positions on a few pages, before anybody drafts.

use accordant_document::model::{
    Block, Cell, Document, DocumentKind, Inline, Paragraph, ParagraphStyle, Part, PartKind, Table,
    Text,
};
use accordant_packs::SECTIONS;

use super::{Desk, Draft, StructureError, Trace, clauses, front, gaps, guidance, key_terms};

/// Writes the term sheet.
///
/// **Errors:** faults of the packs' wording.
pub(super) fn write(desk: &Desk<'_>) -> Result<Draft, StructureError> {
    let bound = front::bind(desk, Vec::new());
    let mut parts = vec![describe_partnership(desk)];
    let mut traces = Vec::new();
    for (section, title) in SECTIONS {
        parts.extend(write_section(desk, section, title, &mut traces));
    }
    parts.push(write_binding(desk)?);
    parts.push(front::write_signatures(desk));
    let mut document = Document { kind: DocumentKind::Report, parts, ..bound };
    gaps::mark_gaps(&mut document);
    let uncarried = clauses::find_uncarried(desk, &traces);
    Ok(Draft { document, traces, uncarried, left_out: Vec::new() })
}

fn describe_partnership(desk: &Desk<'_>) -> Part {
    let agreement = desk.agreement;
    let header = &agreement.header;
    let name = |id: &str| {
        agreement
            .find_party(id)
            .map_or_else(String::new, |party| format!("{} ({})", party.name, party.country))
    };
    let list = |words: Vec<&str>, what: &str| {
        if words.is_empty() {
            Text(vec![Inline::Gap(what.to_owned())])
        } else {
            Text::plain(words.join(", "))
        }
    };
    let systems = agreement.systems.iter().map(|system| system.name.as_str()).collect();
    let assets = agreement.assets.iter().map(|asset| asset.name.as_str()).collect();
    let term = header.term.as_ref().map_or_else(
        || Text(vec![Inline::Gap("length of the term".to_owned())]),
        |term| Text::plain(term.value.to_string()),
    );
    let facts = [
        (desk.form.adopter.as_str(), Text::plain(name(header.adopter.id()))),
        (desk.form.partner.as_str(), Text::plain(name(header.partner.id()))),
        ("Use", Text::plain(agreement.use_case.intended_purpose.value.clone())),
        ("Systems", list(systems, "systems")),
        ("Data", list(assets, "data")),
        ("Term", term),
    ];
    let rows = facts
        .into_iter()
        .map(|(name, text)| {
            vec![
                Cell { text: vec![Text::strong(name)], tone: None },
                Cell { text: vec![text], tone: None },
            ]
        })
        .collect();
    Part {
        id: "partnership".to_owned(),
        kind: PartKind::Chapter,
        title: "The partnership".to_owned(),
        blocks: vec![Block::Table(Table {
            id: "partnership-table".to_owned(),
            caption: String::new(),
            header: vec!["".into(), "".into()],
            widths: vec![22, 78],
            rows,
        })],
    }
}

/// The positions of one section as a table; `None` when none is proposed.
fn write_section(
    desk: &Desk<'_>,
    section: &str,
    title: &str,
    traces: &mut Vec<Trace>,
) -> Option<Part> {
    let mut rows = Vec::new();
    let mut remarks = Vec::new();
    for row in &desk.rows {
        let Some(provision) = desk.packs.provisions.get(&row.provision) else { continue };
        if provision.section != section {
            continue;
        }
        let Some((topic, says)) = key_terms::describe_row(desk, row) else { continue };
        let sources = clauses::sources_of(row);
        let because: Vec<String> =
            sources.iter().map(|source| source.citation.clone()).take(3).collect();
        let because = Text(vec![Inline::Emphasis(because.join("; "))]);
        rows.push(vec![topic, says, Cell { text: vec![because], tone: None }]);
        if desk.order.guidance {
            remarks.push(guidance::write(desk, provision, row));
        }
        traces.push(Trace {
            provision: row.provision.clone(),
            position: row.proposed.as_ref().map_or_else(String::new, |c| c.position.clone()),
            sources,
        });
    }
    if rows.is_empty() {
        return None;
    }
    let title = title.split_once(" – ").map_or(title, |(_, name)| name);
    let table = Table {
        id: format!("terms.{section}"),
        caption: String::new(),
        header: vec!["Topic".into(), "Proposed".into(), "Because".into()],
        widths: vec![24, 52, 24],
        rows,
    };
    Some(Part {
        id: format!("section.{section}"),
        kind: PartKind::Chapter,
        title: title.to_owned(),
        blocks: [Block::Table(table)].into_iter().chain(remarks).collect(),
    })
}

/// What binds although the rest does not.
fn write_binding(desk: &Desk<'_>) -> Result<Part, StructureError> {
    let mut blocks = vec![Block::Paragraph(Paragraph {
        style: ParagraphStyle::Normal,
        text: Text::plain(
            "This term sheet is a basis for negotiation. Only the paragraphs of this part bind the parties.",
        ),
    })];
    for entry in &desk.order.form.clauses {
        blocks.push(Block::Clause(clauses::write_own_clause(desk, entry)?));
    }
    Ok(Part {
        id: "binding".to_owned(),
        kind: PartKind::Body,
        title: "What binds".to_owned(),
        blocks,
    })
}
