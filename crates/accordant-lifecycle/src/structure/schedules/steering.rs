//! IP and contributions, duties, governance, money, exit.

use accordant_document::model::{Block, Cell, Inline, Text};
use accordant_packs::{Standing, join_words};

use super::{Desk, gap_cell, headed_table, list_or_dash};
use crate::dates::long_date;
use crate::words::{
    artefact_name, capitalise, contribution_name, disposition_name, layer_name, valuation_name,
};

pub(super) fn list_ip(desk: &Desk<'_>) -> Vec<Block> {
    let contributions = desk
        .agreement
        .contributions
        .iter()
        .map(|entry| {
            let mut value = gap_cell(
                entry.value.value.as_ref().map(ToString::to_string),
                format!("value of the contribution {}", entry.id),
            );
            if let Some(valuation) = &entry.valuation {
                value.text.push(Text::plain(capitalise(valuation_name(valuation.value))));
            }
            value
                .text
                .extend(entry.valuation_note.as_ref().map(|note| Text::plain(note.value.clone())));
            vec![
                Cell::new(format!("The {}", desk.word_for(entry.by.id()))),
                Cell {
                    text: vec![
                        Text::strong(contribution_name(entry.kind.value)),
                        Text::plain(entry.description.value.clone()),
                    ],
                    tone: None,
                },
                value,
                Cell::new(
                    entry
                        .rights
                        .as_ref()
                        .map_or("–".to_owned(), |rights| capitalise(rights.as_str())),
                ),
                Cell::new(entry.share.as_ref().map_or("–".to_owned(), ToString::to_string)),
            ]
        })
        .collect();
    let mut blocks = headed_table(
        "contributions",
        "Contributions",
        &[
            ("By", 15),
            ("Contribution", 34),
            ("Value and method", 32),
            ("Rights", 12),
            ("Share", 10),
        ],
        contributions,
    );
    let artefacts = desk
        .agreement
        .artefacts
        .iter()
        .map(|entry| {
            let mut owners: Vec<String> = entry
                .owner
                .iter()
                .map(|owner| format!("the {}", desk.word_for(owner.id())))
                .collect();
            owners.extend(
                entry.co_owners.iter().map(|owner| format!("the {}", desk.word_for(owner.id()))),
            );
            let mut licence: Vec<Text> =
                entry.licence.iter().map(|text| Text::plain(capitalise(&text.value))).collect();
            licence.extend(
                entry.field.as_ref().map(|field| Text::plain(format!("Fields: {}", field.value))),
            );
            if licence.is_empty() {
                licence.push(Text::plain("None beyond the clauses"));
            }
            vec![
                Cell {
                    text: vec![
                        Text::strong(entry.name.value.clone()),
                        Text::plain(capitalise(artefact_name(entry.kind.value))),
                    ],
                    tone: None,
                },
                Cell::new(capitalise(layer_name(entry.layer.value))),
                gap_cell(
                    (!owners.is_empty()).then(|| capitalise(&join_words(&owners))),
                    format!("owner of {}", entry.name),
                ),
                Cell { text: licence, tone: None },
            ]
        })
        .collect();
    blocks.extend(headed_table(
        "artefacts",
        "Artefacts and their owners",
        &[("Artefact", 32), ("Layer", 16), ("Owner", 20), ("Licence of the other party", 36)],
        artefacts,
    ));
    blocks
}

pub(super) fn list_duties(desk: &Desk<'_>) -> Vec<Block> {
    let header = &desk.agreement.header;
    let rows = desk
        .assessment
        .duties
        .iter()
        .filter(|duty| !duty.voluntary)
        .map(|duty| {
            let owed: Vec<String> = duty
                .owed_by
                .iter()
                .flat_map(|owed| &owed.parties)
                .filter(|id| [header.adopter.id(), header.partner.id()].contains(&id.as_str()))
                .map(|id| format!("the {}", desk.word_for(id)))
                .fold(Vec::new(), |mut all, name| {
                    if !all.contains(&name) {
                        all.push(name);
                    }
                    all
                });
            let when = match &duty.standing {
                Standing::Applies(dates) => format!("Since {}", long_date(dates.applies_from)),
                Standing::NotYet(dates) => format!("From {}", long_date(dates.applies_from)),
                Standing::NotLaw | Standing::Ended(_) => "–".to_owned(),
            };
            let mut clauses = Vec::new();
            for provision in duty.requires.keys() {
                if desk.assessment.table.proposed(provision).is_some() {
                    if !clauses.is_empty() {
                        clauses.push(Inline::Plain(", ".to_owned()));
                    }
                    clauses.push(Inline::Reference(provision.clone()));
                }
            }
            vec![
                Cell {
                    text: vec![
                        Text::strong(duty.citation.clone()),
                        Text::plain(duty.title.clone()),
                    ],
                    tone: None,
                },
                if owed.is_empty() {
                    Cell::new("–")
                } else {
                    Cell::new(capitalise(&join_words(&owed)))
                },
                Cell::new(when),
                Cell::new(if clauses.is_empty() { Text::plain("–") } else { Text(clauses) }),
            ]
        })
        .collect();
    headed_table(
        "duties",
        "Duties and where this Agreement speaks to them",
        &[("Duty", 42), ("Owed by", 18), ("Applies", 18), ("Clauses", 26)],
        rows,
    )
}

pub(super) fn describe_governance(desk: &Desk<'_>) -> Vec<Block> {
    let Some(governance) = &desk.agreement.governance else { return Vec::new() };
    let mut blocks = Vec::new();
    if let Some(committee) = &governance.committee {
        let seats = committee
            .seats
            .iter()
            .map(|seat| {
                vec![
                    Cell::new(format!("The {}", desk.word_for(seat.party.id()))),
                    Cell::new(seat.role.value.clone()),
                    Cell::new(
                        seat.name.as_ref().map_or("to be named by that party".to_owned(), |name| {
                            name.value.clone()
                        }),
                    ),
                ]
            })
            .collect();
        blocks.extend(headed_table(
            "seats",
            "Seats in the Governance Committee",
            &[("Party", 26), ("Office", 46), ("Member", 32)],
            seats,
        ));
        let mut facts = Vec::new();
        facts.push(vec![
            Cell::new(Text::strong("Meets")),
            gap_cell(
                committee.every.as_ref().map(|every| {
                    let every = every.to_string();
                    format!("Every {}", every.strip_prefix("1 ").unwrap_or(&every))
                }),
                "how often the committee meets",
            ),
        ]);
        facts.push(vec![
            Cell::new(Text::strong("Quorum")),
            gap_cell(
                committee
                    .quorum
                    .as_ref()
                    .map(|quorum| format!("{quorum} members, at least one from each party")),
                "quorum of the committee",
            ),
        ]);
        let chair = committee.chair.as_ref().map_or_else(
            || "The parties in turn".to_owned(),
            |chair| format!("The {}", desk.word_for(chair.id())),
        );
        facts.push(vec![Cell::new(Text::strong("Chair")), Cell::new(chair)]);
        let matters: Vec<Text> = committee
            .reserved_matters
            .iter()
            .map(|matter| Text::plain(capitalise(&matter.value)))
            .collect();
        if !matters.is_empty() {
            facts.push(vec![
                Cell::new(Text::strong("Reserved matters")),
                Cell { text: matters, tone: None },
            ]);
        }
        blocks.extend(headed_table(
            "committee",
            "How the committee works",
            &[("", 24), ("", 76)],
            facts,
        ));
    }
    let escalation = governance
        .escalation
        .iter()
        .enumerate()
        .map(|(place, step)| {
            vec![
                Cell::new((place + 1).to_string()),
                Cell::new(capitalise(&step.to.value)),
                Cell::new(step.within.to_string()),
            ]
        })
        .collect();
    blocks.extend(headed_table(
        "escalation",
        "Escalation",
        &[("Step", 8), ("Who decides", 66), ("Within", 26)],
        escalation,
    ));
    let reports = governance
        .reports
        .iter()
        .map(|report| vec![Cell::new(capitalise(&report.value))])
        .collect();
    blocks.extend(headed_table("reports", "Reports", &[("Report", 100)], reports));
    blocks
}

pub(super) fn list_commercial(desk: &Desk<'_>) -> Vec<Block> {
    let Some(commercial) = &desk.agreement.commercial else { return Vec::new() };
    let mut rows = Vec::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            rows.push(vec![Cell::new(Text::strong(name)), Cell::new(value)]);
        }
    };
    add("Fee per year", commercial.annual_fee.as_ref().map(ToString::to_string));
    add("Usage is measured per", commercial.meter.as_ref().map(|text| text.value.clone()));
    add("Price per unit", commercial.unit_price.as_ref().map(ToString::to_string));
    add("Commitment", commercial.commitment.as_ref().map(|text| capitalise(&text.value)));
    add(
        "Invoices fall due",
        commercial.payment.as_ref().map(|days| format!("{days} after receipt")),
    );
    add("Revenue share", commercial.revenue_share.as_ref().map(|text| capitalise(&text.value)));
    rows.push(vec![
        Cell::new(Text::strong("Rate for further help")),
        gap_cell(
            commercial.hourly_rate.as_ref().map(|rate| format!("{rate} an hour")),
            "hourly rate for help that the fees do not cover",
        ),
    ]);
    headed_table("fees", "Fees and shares", &[("", 30), ("", 70)], rows)
}

pub(super) fn list_exit(desk: &Desk<'_>) -> Vec<Block> {
    let Some(exit) = &desk.agreement.exit else { return Vec::new() };
    let rows = exit
        .dispositions
        .iter()
        .map(|entry| {
            let id = entry.thing.id();
            let name = desk
                .agreement
                .find_asset(id)
                .map(|asset| asset.name.value.clone())
                .or_else(|| desk.agreement.find_system(id).map(|system| system.name.value.clone()))
                .or_else(|| {
                    let artefact = desk.agreement.artefacts.iter().find(|a| a.id.as_str() == id)?;
                    Some(artefact.name.value.clone())
                })
                .unwrap_or_else(|| id.to_owned());
            let mut what = vec![Text::plain(capitalise(disposition_name(entry.what.value)))];
            what.extend(entry.note.as_ref().map(|note| Text::plain(capitalise(&note.value))));
            vec![
                Cell::new(Text::strong(name)),
                Cell { text: what, tone: None },
                Cell::new(
                    entry
                        .within
                        .as_ref()
                        .map_or("–".to_owned(), |time| format!("{time} after the end")),
                ),
                Cell::new(entry.certified_by.as_ref().map_or("–".to_owned(), |party| {
                    format!("The {}", desk.word_for(party.id()))
                })),
            ]
        })
        .collect();
    let mut blocks = headed_table(
        "dispositions",
        "What becomes of data, models and other Artefacts",
        &[("Thing", 32), ("At the end", 34), ("Within", 20), ("Certified by", 18)],
        rows,
    );
    let mut facts = Vec::new();
    let mut add = |name: &str, cell: Cell| facts.push(vec![Cell::new(Text::strong(name)), cell]);
    if let Some(transition) = &exit.transition {
        add("Transition Period", Cell::new(transition.to_string()));
    }
    let formats: Vec<String> =
        exit.return_formats.iter().map(|format| format.value.clone()).collect();
    add("Formats of return", list_or_dash(&formats));
    if let Some(successor) = &exit.successor {
        add("Who takes over", Cell::new(capitalise(&successor.value)));
    }
    if let Some(every) = &exit.test_every {
        add("The Exit Plan is tested", Cell::new(format!("Every {every}")));
    }
    blocks.extend(headed_table("exit-table", "Exit arrangements", &[("", 30), ("", 70)], facts));
    let undecided: Vec<Text> = desk
        .agreement
        .assets
        .iter()
        .map(|asset| (asset.id.as_str(), &asset.name.value))
        .chain(desk.agreement.artefacts.iter().map(|entry| (entry.id.as_str(), &entry.name.value)))
        .filter(|(id, _)| !exit.dispositions.iter().any(|entry| entry.thing.id() == *id))
        .map(|(_, name)| {
            Text::plain(format!("{name}: "))
                .with(Inline::Gap(format!("what becomes of {name} at the end")))
        })
        .collect();
    if !undecided.is_empty() {
        blocks.push(Block::Heading { level: 1, text: Text::plain("Still to be decided") });
        blocks.push(Block::List { ordered: false, items: undecided });
    }
    blocks
}
