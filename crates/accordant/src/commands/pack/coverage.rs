//! `pack coverage`: the topics of agreements on AI against the provisions, as Markdown.

use std::collections::BTreeMap;

use accordant_packs::Packs;
use accordant_packs::entry::{Parameter, Provision, ReviewState, Stance, Topic};

/// The partnership types, each with its letter.
const TYPES: [(&str, char); 4] = [
    ("ai-vendor", 'V'),
    ("cloud-ai-service", 'C'),
    ("data-supplier", 'D'),
    ("joint-development", 'J'),
];

/// Writes the page.
pub(super) fn write(packs: &Packs) -> String {
    let mut page = String::from(
        "# Coverage\n\n\
         Made by `accordant pack coverage`; do not edit. Each topic that agreements on AI speak to, the provisions that\n\
         carry it, and what stands behind them.\n\n",
    );
    page.push_str(&count(packs));
    page.push_str(&compare_standards(packs));
    let mut group = "";
    for topic in &packs.topics.topics {
        if topic.group != group {
            group = &topic.group;
            page.push_str(&format!(
                "\n## {group}\n\n\
                 | topic | provisions: ladder from adopter to partner | in the middle | values | types | trade | law that asks | standards |\n\
                 | --- | --- | --- | --- | --- | --- | --- | --- |\n"
            ));
        }
        page.push_str(&write_topic(packs, topic));
    }
    page
}

fn provisions_of<'a>(packs: &'a Packs, topic: &Topic) -> Vec<&'a Provision> {
    packs.provisions.values().filter(|provision| provision.topic == topic.id).collect()
}

fn count(packs: &Packs) -> String {
    let topics = &packs.topics.topics;
    let covered = topics.iter().filter(|topic| !provisions_of(packs, topic).is_empty()).count();
    let positions: usize = packs.provisions.values().map(|p| p.positions.len()).sum();
    let mut states: BTreeMap<ReviewState, usize> = BTreeMap::new();
    for obligation in packs.obligations.values() {
        *states.entry(obligation.review.state).or_default() += 1;
    }
    let states: Vec<String> =
        states.iter().map(|(state, count)| format!("{count} {}", state.as_str())).collect();
    format!(
        "{covered} of {} topics are covered, by {} provisions with {positions} positions. {} regimes with {} duties ({}), \
         {} class rules and {} constraints stand behind them; {} forms of agreement, {} schedules, {} risks.\n",
        topics.len(),
        packs.provisions.len(),
        packs.regimes.len(),
        packs.obligations.len(),
        states.join(", "),
        packs.classes.len(),
        packs.constraints.len(),
        packs.papers.len(),
        packs.schedules.len(),
        packs.risks.len(),
    )
}

/// Of the topics that each standard speaks to, how many we carry, and what it is silent on.
fn compare_standards(packs: &Packs) -> String {
    let mut table = String::from(
        "\n## Against the standards\n\n\
         | standard | read | topics in substance | carried here | touched | carried here | silent, and carried here |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for standard in &packs.topics.standards {
        let count = |speaks: &dyn Fn(&Topic) -> bool| {
            let topics: Vec<&Topic> =
                packs.topics.topics.iter().filter(|topic| speaks(topic)).collect();
            let carried =
                topics.iter().filter(|topic| !provisions_of(packs, topic).is_empty()).count();
            (topics.len(), carried)
        };
        let (full, full_here) = count(&|topic| topic.full.contains(&standard.id));
        let (part, part_here) = count(&|topic| topic.partial.contains(&standard.id));
        let (_, silent_here) = count(&|topic| {
            !topic.full.contains(&standard.id) && !topic.partial.contains(&standard.id)
        });
        table.push_str(&format!(
            "| {} | {} | {full} | {full_here} | {part} | {part_here} | {silent_here} |\n",
            standard.name,
            standard.state.as_str()
        ));
    }
    table
}

fn write_topic(packs: &Packs, topic: &Topic) -> String {
    let provisions = provisions_of(packs, topic);
    let join = |cells: Vec<String>| {
        if cells.iter().all(String::is_empty) { "–".to_owned() } else { cells.join("<br>") }
    };
    let ladders = provisions.iter().map(|provision| {
        let labels: Vec<&str> = provision.positions.iter().map(|p| p.label.as_str()).collect();
        format!("`{}`: {}", provision.id, labels.join(" → "))
    });
    let middle = provisions.iter().map(|provision| find_middle(provision));
    let values = provisions.iter().map(|provision| {
        let values: Vec<String> =
            provision.params.iter().map(|(name, value)| describe(name, value)).collect();
        values.join("; ")
    });
    let types: String = TYPES
        .iter()
        .filter(|(kind, _)| {
            provisions.iter().any(|provision| provision.types.iter().any(|known| known == kind))
        })
        .map(|(_, letter)| *letter)
        .collect();
    let with_trade = provisions.iter().filter(|provision| !provision.trade.is_empty()).count();
    let standards: Vec<String> = packs
        .topics
        .standards
        .iter()
        .filter_map(|standard| {
            let mark = if topic.full.contains(&standard.id) {
                "●"
            } else if topic.partial.contains(&standard.id) {
                "◐"
            } else {
                return None;
            };
            Some(format!("{mark} {}", standard.id))
        })
        .collect();
    format!(
        "| {} (`{}`) | {} | {} | {} | {} | {} of {} | {} | {} |\n",
        cell(&topic.title),
        topic.id,
        cell(&join(ladders.collect())),
        cell(&join(middle.collect())),
        cell(&join(values.collect())),
        types,
        with_trade,
        provisions.len(),
        cell(&join(count_law(packs, &provisions))),
        if standards.is_empty() { "none".to_owned() } else { standards.join(" ") },
    )
}

/// The position that neither side walks away from and that both can live with best.
fn find_middle(provision: &Provision) -> String {
    provision
        .positions
        .iter()
        .filter(|p| p.adopter != Stance::WalkAway && p.partner != Stance::WalkAway)
        .min_by_key(|p| p.adopter.max(p.partner))
        .map_or_else(String::new, |position| position.label.clone())
}

fn describe(name: &str, parameter: &Parameter) -> String {
    let default = match &parameter.default {
        Some(toml::Value::String(text)) => format!(" {text}"),
        Some(other) => format!(" {other}"),
        None => String::new(),
    };
    match parameter.usual.as_slice() {
        [] => format!("{name}{default}"),
        usual => format!("{name}{default} ({})", usual.join(" to ")),
    }
}

/// Regimes that ask for the provisions, with the number of duties that do.
fn count_law(packs: &Packs, provisions: &[&Provision]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for obligation in packs.obligations.values() {
        let asks =
            provisions.iter().any(|provision| obligation.requires.contains_key(&provision.id));
        if asks {
            *counts.entry(obligation.regime.as_str()).or_default() += 1;
        }
    }
    let line: Vec<String> =
        counts.iter().map(|(regime, count)| format!("{regime} {count}")).collect();
    vec![line.join(", ")]
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
