//! The page of key terms that opens a short form: what is agreed, at a glance.

use accordant_document::model::{Block, Cell, Inline, Part, PartKind, Table, Text};
use accordant_packs::SECTIONS;

use super::Desk;
use crate::table::Row;

/// The key terms, before the clauses that word them.
pub(super) fn write_key_terms(desk: &Desk<'_>) -> Part {
    let mut rows = vec![
        fact("Use", Text::plain(desk.agreement.use_case.summary.trim_end_matches('.'))),
        fact("Systems", list_or_gap(desk.agreement.systems.iter().map(|s| s.name.as_str()))),
        fact("Data", list_or_gap(desk.agreement.assets.iter().map(|asset| asset.name.as_str()))),
    ];
    for row in &desk.rows {
        rows.extend(describe_row(desk, row).map(|(topic, says)| vec![topic, says]));
    }
    let table = Table {
        id: "key-terms-table".to_owned(),
        caption: String::new(),
        header: vec!["Term".into(), "What is agreed".into()],
        widths: vec![30, 70],
        rows,
    };
    Part {
        id: "key-terms".to_owned(),
        kind: PartKind::Front,
        title: "Key terms".to_owned(),
        blocks: vec![
            Block::Paragraph(accordant_document::model::Paragraph {
                style: accordant_document::model::ParagraphStyle::Normal,
                text: Text::plain(
                    "The clauses below word these terms. Where the two differ, the clauses prevail.",
                ),
            }),
            Block::Table(table),
        ],
    }
}

fn fact(name: &str, text: Text) -> Vec<Cell> {
    vec![Cell::new(name), Cell { text: vec![text], tone: None }]
}

fn list_or_gap<'a>(names: impl Iterator<Item = &'a str>) -> Text {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        Text(vec![Inline::Gap("to be listed".to_owned())])
    } else {
        Text::plain(names.join(", "))
    }
}

/// A row of the table in two cells: the topic with its clause, and what is proposed with values.
pub(super) fn describe_row(desk: &Desk<'_>, row: &Row) -> Option<(Cell, Cell)> {
    let provision = desk.packs.provisions.get(&row.provision)?;
    let chosen = row.proposed.as_ref()?;
    let position = provision.find_position(&chosen.position)?;
    if !SECTIONS.iter().any(|(id, _)| *id == provision.section) {
        return None;
    }
    let says = position.says.trim().trim_end_matches('.');
    let mut text =
        vec![Text::plain(format!("{}.", crate::words::sentence(says).trim_end_matches('.')))];
    let values: Vec<Inline> = provision
        .params
        .iter()
        .filter(|(name, _)| position.uses_parameter(name))
        .flat_map(|(name, parameter)| {
            let about = crate::words::sentence(parameter.about.trim_end_matches('.'));
            let about = about.trim_end_matches('.').to_owned();
            let value = match chosen.parameters.get(name) {
                Some(value) if desk.order.blank => Inline::Gap(value.to_string()),
                Some(value) => Inline::Strong(value.to_string()),
                None => Inline::Gap(parameter.about.clone()),
            };
            [Inline::Plain(format!("{about}: ")), value, Inline::Plain(". ".to_owned())]
        })
        .collect();
    if !values.is_empty() {
        text.push(Text(values));
    }
    let topic = Text(vec![Inline::Strong(provision.title.clone())]);
    Some((Cell { text: vec![topic], tone: None }, Cell { text, tone: None }))
}
