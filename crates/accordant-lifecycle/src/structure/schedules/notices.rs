//! What people are told about the AI, on which legal base, and by whom.

use accordant_agreement::At;
use accordant_agreement::file::Notice;
use accordant_document::model::{Block, Cell};
use accordant_packs::entry::Schedule;

use super::grid::{cell, lines, table, words};
use super::{Desk, regulatory};

/// Position of `transparency.disclosure` at which the partner words the notices.
const PARTNER_WORDS: &str = "vendor-duty";

pub(super) fn list_notices(desk: &Desk<'_>, entry: &Schedule) -> Vec<Block> {
    let mut rows = Vec::new();
    let notices = &desk.agreement.notices;
    let serves = |notice: &At<Notice>, duty: &str| {
        notice.duty.as_ref().is_some_and(|known| known.as_str() == duty)
    };
    for duty in regulatory::duties_for(desk, entry) {
        let base = cell(duty.citation.clone());
        let by = regulatory::owed_by(desk, duty);
        let stated: Vec<_> = notices.iter().filter(|notice| serves(notice, &duty.id)).collect();
        if stated.is_empty() {
            rows.push(vec![cell(duty.title.clone()), base, by, worded_by(desk, None), None]);
            continue;
        }
        for notice in stated {
            let row = notice_row(desk, notice, base.clone(), by.clone());
            rows.push(row);
        }
    }
    let has_duty = |notice: &&At<Notice>| {
        regulatory::duties_for(desk, entry).any(|duty| serves(notice, &duty.id))
    };
    for notice in notices.iter().filter(|notice| !has_duty(notice)) {
        rows.push(notice_row(desk, notice, None, None));
    }
    table(
        "transparency.notices",
        "Notices",
        &[
            ("Notice", 32),
            ("Legal base", 18),
            ("Given by", 13),
            ("Worded by", 13),
            ("To whom, where and when", 24),
        ],
        rows,
    )
}

fn notice_row(
    desk: &Desk<'_>,
    notice: &At<Notice>,
    base: Option<Cell>,
    by: Option<Cell>,
) -> Vec<Option<Cell>> {
    let languages: Vec<&str> = notice.languages.iter().map(|word| word.as_str()).collect();
    let languages = (!languages.is_empty()).then(|| format!("in {}", languages.join(", ")));
    vec![
        cell(notice.says.value.clone()),
        base,
        by,
        worded_by(desk, Some(notice)),
        lines([words(&notice.to), words(&notice.channel), words(&notice.timing), languages]),
    ]
}

/// Who words a notice: the party that the file names, or the one that the clause on notices names.
fn worded_by(desk: &Desk<'_>, notice: Option<&At<Notice>>) -> Option<Cell> {
    if let Some(party) = notice.and_then(|notice| notice.worded_by.as_ref()) {
        return cell(desk.word_for(party.id()));
    }
    let row = desk.rows.iter().find(|row| row.provision == "transparency.disclosure")?;
    let position = &row.proposed.as_ref()?.position;
    let is_partner = position == PARTNER_WORDS;
    cell(if is_partner { desk.form.partner.clone() } else { desk.form.adopter.clone() })
}
