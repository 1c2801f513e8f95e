//! The review as a memo: one page for the business, then the issues for those who negotiate.

use accordant_agreement::Severity;
use accordant_document::model::{
    Block, Cell, Document, DocumentKind, Inline, Paragraph, ParagraphStyle, Part, PartKind, Table,
    Text, Tone,
};
use accordant_packs::Packs;

use super::{
    ChangeOfText, Decision, Issue, Matter, Ours, Outcome, ReasonKind, Review, Round, Rung, Standing,
};
use crate::dates::long_date;
use crate::words::{sentence, short_name};

/// Builds the memo.
pub fn build_memo(ours: Ours<'_>, review: &Review) -> Document {
    let header = &ours.agreement.header;
    let partner = short_name(ours.agreement, header.partner.id());
    let mut parts = vec![summarise(review)];
    parts.extend(review.round.as_ref().map(tell_round));
    parts.extend([list_issues(review), detail_issues(review), list_positions(ours.packs, review)]);
    Document {
        title: format!("Review of {}", name_paper(review)),
        subtitle: Some(format!("{} – paper of {partner}", header.title.value)),
        kind: DocumentKind::Report,
        cover: vec![
            ("Document".into(), review.document.clone()),
            ("Recommendation".into(), decision_in_words(review.verdict.decision).to_owned()),
            ("Law as of".into(), long_date(review.as_of)),
            ("Prepared for".into(), short_name(ours.agreement, header.us.id())),
        ],
        running_head: format!("Review – {}", name_paper(review)),
        footer: "Confidential: for our side only. Not legal advice.".to_owned(),
        date: review.as_of.to_string(),
        language: "en-GB".to_owned(),
        parts,
    }
}

fn name_paper(review: &Review) -> &str {
    if review.title.is_empty() { &review.document } else { &review.title }
}

/// The decision as a recommendation.
pub(super) fn decision_in_words(decision: Decision) -> &'static str {
    match decision {
        Decision::Sign => "Sign",
        Decision::Negotiate => "Negotiate",
        Decision::Escalate => "Escalate",
    }
}

fn chapter(id: &str, title: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.to_owned(), kind: PartKind::Chapter, title: title.to_owned(), blocks }
}

fn paragraph(text: impl Into<Text>) -> Block {
    Block::Paragraph(Paragraph { style: ParagraphStyle::Normal, text: text.into() })
}

fn lead_in(title: &str, text: impl Into<String>) -> Block {
    paragraph(Text::strong(format!("{title} ")).then(text))
}

fn table(id: &str, caption: &str, columns: &[(&str, u16)], rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        header: columns.iter().map(|(name, _)| Text::plain(*name)).collect(),
        widths: columns.iter().map(|(_, width)| *width).collect(),
        rows,
    })
}

fn tone_of(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Caution,
        Severity::Advice | Severity::Note => Tone::Info,
    }
}

/// A severity as a negotiator says it.
pub(super) fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "must change",
        Severity::Warning => "should change",
        Severity::Advice | Severity::Note => "could change",
    }
}

fn summarise(review: &Review) -> Part {
    let count = |severity| review.count(severity);
    let lead = format!(
        "{}. {} must change, {} should, {} could.",
        decision_in_words(review.verdict.decision),
        counted(count(Severity::Error), "point", "points"),
        count(Severity::Warning),
        count(Severity::Advice),
    );
    let mut blocks =
        vec![Block::Paragraph(Paragraph { style: ParagraphStyle::Lead, text: lead.into() })];
    for mistake in &review.mistakes {
        blocks.push(Block::Callout {
            tone: Tone::Bad,
            title: format!("A classic mistake: {}", mistake.title),
            text: vec![mistake.message.clone().into()],
        });
    }
    let reasons = review
        .verdict
        .reasons
        .iter()
        .filter(|reason| !review.mistakes.iter().any(|mistake| mistake.message == **reason));
    blocks.push(Block::List {
        ordered: false,
        items: reasons.map(|reason| reason.clone().into()).collect(),
    });
    if !review.verdict.approvers.is_empty() {
        blocks.push(lead_in("To be asked:", review.verdict.approvers.join(", ")));
    }
    let top: Vec<Vec<Cell>> = review
        .issues
        .iter()
        .filter(|issue| issue.severity == Severity::Error)
        .take(6)
        .map(|issue| {
            vec![
                Cell::new(issue.title.clone()),
                Cell::new(with_values(offered_in_words(issue), issue, |(theirs, _)| theirs)),
                Cell::new(with_values(sentence(&issue.ask.says), issue, |(_, ours)| ours)),
            ]
        })
        .collect();
    if !top.is_empty() {
        let columns = [("Subject", 3), ("They offer", 4), ("We need", 4)];
        blocks.push(table("top", "What decides", &columns, top));
    }
    // A page of its own, to be passed on alone.
    blocks.push(Block::PageBreak);
    chapter("summary", "Summary", blocks)
}

/// What became of what we asked for.
fn tell_round(round: &Round) -> Part {
    let asks: Vec<Vec<Cell>> = round
        .asks
        .iter()
        .map(|ask| {
            let tone = match ask.outcome {
                Outcome::Accepted => Tone::Good,
                Outcome::Open => Tone::Info,
                Outcome::Countered => Tone::Caution,
                Outcome::Rejected => Tone::Bad,
            };
            vec![
                Cell::new(ask.title.clone()),
                Cell::toned(ask.outcome.as_str(), tone),
                Cell::new(ask.place.clone()),
                Cell::new(ask.marked.clone()),
            ]
        })
        .collect();
    let columns = [("We asked for", 3), ("Outcome", 2), ("Clause", 3), ("Their words in ours", 6)];
    let mut blocks = vec![table("asks", "", &columns, asks)];
    if !round.silent.is_empty() {
        blocks.push(Block::Callout {
            tone: Tone::Bad,
            title: "Changed without a mark".to_owned(),
            text: vec![
                "These words are neither what we received nor what we asked for, and no tracked \
                 change shows them."
                    .into(),
            ],
        });
        let rows = round
            .silent
            .iter()
            .map(|change| vec![Cell::new(change.place.clone()), Cell::new(change.marked.clone())]);
        let columns = [("Clause", 3), ("Change: [-gone-] {+new+}", 9)];
        blocks.push(table("silent", "", &columns, rows.collect()));
    }
    if !round.marked.is_empty() {
        let rows = round.marked.iter().map(|change| {
            vec![
                Cell::new(change.place.clone()),
                Cell::new(change.author.clone()),
                Cell::new(change.in_marks()),
            ]
        });
        let columns = [("Clause", 3), ("Who", 2), ("Change: [-gone-] {+new+}", 7)];
        blocks.push(table("marked", "What they changed with a mark", &columns, rows.collect()));
    }
    chapter("round", "What became of what we asked for", blocks)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A text with the values that differ, where only values do.
fn with_values(text: String, issue: &Issue, pick: impl Fn(&(String, String)) -> &String) -> String {
    if issue.value_changes.is_empty() {
        return text;
    }
    let mut values: Vec<&str> = Vec::new();
    for value in issue.value_changes.iter().map(|pair| pick(pair).as_str()) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    format!("{text} Here: {}.", values.join(", "))
}

/// What they offer. Where only a value is wrong, what was read, since our position says more.
fn offered_in_words(issue: &Issue) -> String {
    let Some(rung) = &issue.offered else { return "Nothing.".to_owned() };
    let read = issue.because.split(['.', ';']).next().unwrap_or_default();
    sentence(if issue.value_changes.is_empty() { &rung.says } else { read })
}

fn list_issues(review: &Review) -> Part {
    let rows: Vec<Vec<Cell>> = review
        .issues
        .iter()
        .enumerate()
        .map(|(place, issue)| {
            vec![
                Cell::new((place + 1).to_string()),
                Cell::toned(weight(issue.severity), tone_of(issue.severity)),
                Cell::new(issue.title.clone()),
                Cell::new(issue.place.clone()),
                Cell::new(sentence(&issue.message)),
            ]
        })
        .collect();
    let blocks = if rows.is_empty() {
        vec![paragraph("There is nothing to change.")]
    } else {
        let columns = [("No", 1), ("Weight", 2), ("Subject", 3), ("Clause", 3), ("Point", 6)];
        vec![table("issues", "", &columns, rows)]
    };

    chapter("list", "Issues", blocks)
}

fn detail_issues(review: &Review) -> Part {
    let mut blocks = Vec::new();
    // What only could change stands in the table above.
    let weighty = |(_, issue): &(usize, &Issue)| issue.severity >= Severity::Warning;
    for (place, issue) in review.issues.iter().enumerate().filter(weighty) {
        blocks.push(Block::Heading {
            level: 2,
            text: format!("{}. {} ({})", place + 1, issue.title, weight(issue.severity)).into(),
        });
        if !issue.place.is_empty() {
            blocks.push(lead_in("Where:", issue.place.clone()));
        }
        for quote in issue.quotes.iter().take(2) {
            let words = quote.quote.split_whitespace().collect::<Vec<_>>().join(" ");
            blocks.push(paragraph(Text(vec![Inline::Emphasis(format!("“{words}”"))])));
        }
        if issue.quotes.is_empty() {
            blocks.push(lead_in("They say:", sentence(&issue.because)));
        }
        blocks.push(lead_in("We ask:", sentence(&issue.ask.says)));
        blocks.push(Block::Callout {
            tone: Tone::Info,
            title: how(issue).to_owned(),
            text: proposed_text(issue).into_iter().map(Text::from).collect(),
        });
        let mut reasons: Vec<Text> = Vec::new();
        for reason in &issue.why {
            let text = if reason.kind == ReasonKind::Practice {
                Text::plain(reason.text.clone())
            } else {
                Text::strong(format!("{}: ", reason.citation)).then(sentence(&reason.text))
            };
            reasons.push(text);
        }
        blocks.push(lead_in("Why:", ""));
        blocks.push(Block::List { ordered: false, items: reasons });
        blocks.push(lead_in("Fallback:", rungs(&issue.fallback, "none")));
        blocks.push(lead_in("Walk away from:", rungs(&issue.walk_away, "nothing on the ladder")));
        blocks.push(lead_in("Usual trade:", issue.trade.clone()));
        blocks.push(lead_in("Note:", issue.note.clone()));
    }
    chapter("detail", "Issues in detail", blocks)
}

fn how(issue: &Issue) -> &'static str {
    match issue.proposal.as_ref().map(|proposal| &proposal.change) {
        Some(ChangeOfText::Replace { .. }) => "Replace it by",
        Some(ChangeOfText::Insert { .. }) if issue.quotes.is_empty() => "Insert",
        Some(ChangeOfText::Insert { .. }) => "Insert beside it",
        None => "Wording, if it comes up",
    }
}

fn proposed_text(issue: &Issue) -> Vec<String> {
    match issue.proposal.as_ref().map(|proposal| &proposal.change) {
        Some(ChangeOfText::Replace { with, .. }) => vec![with.clone()],
        Some(ChangeOfText::Insert { paragraphs, .. }) => paragraphs.clone(),
        None => issue.wording.lines().map(str::to_owned).collect(),
    }
}

fn rungs(rungs: &[Rung], none: &str) -> String {
    if rungs.is_empty() {
        return format!("{none}.");
    }
    rungs.iter().map(|rung| sentence(&rung.says)).collect::<Vec<_>>().join(" ")
}

/// A standing for people, with its colour.
pub(super) fn standing_in_words(standing: Standing) -> (&'static str, Tone) {
    match standing {
        Standing::Met => ("as we ask", Tone::Good),
        Standing::Acceptable => ("acceptable", Tone::Good),
        Standing::Fallback => ("only against something else", Tone::Caution),
        Standing::Value => ("wrong value", Tone::Caution),
        Standing::WalkAway => ("we do not sign this", Tone::Bad),
        Standing::AgainstLaw => ("law or policy forbids it", Tone::Bad),
        Standing::Missing => ("missing", Tone::Gap),
        Standing::Elsewhere => ("belongs in another paper", Tone::Info),
        Standing::Silent => ("silent, not needed", Tone::Info),
    }
}

fn list_positions(packs: &Packs, review: &Review) -> Part {
    let label = |provision: &str, position: &str| {
        packs
            .provisions
            .get(provision)
            .and_then(|entry| entry.find_position(position))
            .map_or_else(|| position.to_owned(), |known| known.label.clone())
    };
    let rows: Vec<Vec<Cell>> = review
        .rows
        .iter()
        .filter(|row| row.standing != Standing::Silent)
        .map(|row| {
            let (words, tone) = standing_in_words(row.standing);
            let required: Vec<String> =
                row.required.iter().map(|position| label(&row.provision, position)).collect();
            let place = row.offered.iter().flat_map(|offer| &offer.quotes).next();
            vec![
                Cell::new(row.title.clone()),
                Cell::new(required.join(" or ")),
                Cell::new(
                    row.proposed.as_ref().map_or_else(String::new, |p| label(&row.provision, p)),
                ),
                Cell::new(
                    row.offered.as_ref().map_or_else(String::new, |offer| offer.rung.label.clone()),
                ),
                Cell::new(place.map_or_else(String::new, |quote| quote.place.clone())),
                Cell::toned(words, tone),
            ]
        })
        .collect();
    let columns = [
        ("Provision", 4),
        ("Required", 3),
        ("We ask", 3),
        ("They offer", 3),
        ("Clause", 3),
        ("Standing", 3),
    ];
    let mut blocks = vec![table("positions", "", &columns, rows)];
    let lists = [
        (
            "To be read by a person:",
            "something that binds asks for these, and no cue reads them.",
            &review.unread,
        ),
        (
            "To be looked for elsewhere:",
            "something that binds asks for these, and they belong in another paper.",
            &review.elsewhere,
        ),
    ];
    for (title, about, matters) in lists.into_iter().filter(|(.., list)| !list.is_empty()) {
        blocks.push(lead_in(title, about));
        blocks.push(Block::List { ordered: false, items: matters.iter().map(tell).collect() });
    }
    chapter("positions", "Positions", blocks)
}

fn tell(matter: &Matter) -> Text {
    let cited = matter.citations.join("; ");
    Text::strong(format!("{}: ", matter.title)).then(format!("{} ({cited})", matter.question))
}
