//! What law makes of each item: the class rules of the packs, run until nothing new follows.

use accordant_agreement::file::Agreement;
use accordant_agreement::{Date, Severity};
use accordant_packs::entry::{ClassRule, ReviewState};
use accordant_packs::{
    FactSet, FactValue, Item, ItemKind, Packs, Reason, Scope, Standing, Truth, find_standing,
};
use serde::Serialize;

use crate::finding::Finding;

/// A fact that law derives for an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Classification {
    /// The fact, such as `eu-risk-class`.
    pub fact: String,
    /// Its value.
    pub value: String,
    /// Kind of item.
    pub kind: Option<ItemKind>,
    /// Id of the item; `None` for the whole agreement.
    pub of: Option<String>,
    /// Name of the item.
    pub name: String,
    /// What derives it.
    pub title: String,
    /// Citation.
    pub citation: String,
    /// The facts that made it so.
    pub reasons: Vec<Reason>,
    /// How the rule stands on the day.
    pub standing: Option<Standing>,
    /// State of review of the rule.
    pub review: Option<ReviewState>,
    /// Who has set, confirmed or denied this value; the title says why.
    pub overridden: Option<String>,
    /// Whether the file itself states the value.
    pub stated: bool,
    /// Whether it shifts duties to a party that did not have them.
    pub shift: bool,
}

/// Runs the class rules and adds what they assign to the facts.
pub(super) fn classify(
    agreement: &Agreement,
    packs: &Packs,
    as_of: Date,
    facts: &mut FactSet,
    findings: &mut Vec<Finding>,
) -> Vec<Classification> {
    let mut found: Vec<Classification> = Vec::new();
    // A class may follow from another class; each round can add, none takes away.
    loop {
        let mut added = Vec::new();
        for class in packs.classes.values() {
            for scope_item in items_of(facts, class) {
                let scope =
                    Scope { whole: &facts.whole, item: scope_item, vocabulary: &packs.vocabulary };
                let derived = apply(class, packs, as_of, scope, scope_item);
                added.extend(derived.into_iter().filter(|new| !is_denied(agreement, new)));
            }
        }
        added.retain(|new| {
            !found.iter().any(|old| {
                same_place(old, new) && old.value == new.value && old.citation == new.citation
            })
        });
        if added.is_empty() {
            break;
        }
        for new in &added {
            add_fact(agreement, facts, new);
        }
        found.extend(added);
    }
    assign_minimal(agreement, facts, &mut found);
    apply_overrides(agreement, facts, &mut found, findings);
    find_unstated_roles(&found, findings);
    for class in found.iter().filter(|class| class.value == "prohibited") {
        findings.push(
            Finding::new(
                "eu-ai-act/prohibited-practice",
                Severity::Error,
                format!("`{}` looks like a prohibited practice: {}", class.name, class.title),
            )
            .help("stop here and ask a lawyer; an agreement cannot make it lawful")
            .spans(class.reasons.iter().flat_map(|reason| reason.spans.iter().copied()))
            .of(class.of.as_deref())
            .source(class.citation.clone()),
        );
    }
    found.sort_by(|a, b| {
        (&a.of, &a.fact, &a.value, &a.citation).cmp(&(&b.of, &b.fact, &b.value, &b.citation))
    });
    found
}

fn items_of<'a>(facts: &'a FactSet, class: &ClassRule) -> Vec<Option<&'a Item>> {
    match class.each {
        Some(kind) => facts.items_of(kind).map(Some).collect(),
        None => vec![None],
    }
}

fn apply(
    class: &ClassRule,
    packs: &Packs,
    as_of: Date,
    scope: Scope<'_>,
    item: Option<&Item>,
) -> Vec<Classification> {
    let Some(when) = &class.when else { return Vec::new() };
    let verdict = when.decide(scope);
    if verdict.truth != Truth::Yes {
        return Vec::new();
    }
    let standing = find_standing(&class.in_force, as_of, scope);
    if matches!(standing, Standing::NotLaw | Standing::Ended(_)) {
        return Vec::new();
    }
    let short =
        packs.regimes.get(&class.regime).map_or(class.regime.as_str(), |r| r.short.as_str());
    class
        .assigns
        .iter()
        .map(|(fact, value)| Classification {
            fact: fact.clone(),
            value: value.clone(),
            kind: item.map(|item| item.kind),
            of: item.map(|item| item.id.clone()),
            name: item.map_or_else(|| "the partnership".to_owned(), |item| item.name.clone()),
            title: class.title.clone(),
            citation: format!("{short} {}", class.cites),
            reasons: verdict.reasons.clone(),
            standing: Some(standing.clone()),
            review: Some(class.review.state),
            overridden: None,
            stated: item.is_some_and(|item| item.facts.has_word(fact, value)),
            shift: class.shift,
        })
        .collect()
}

fn same_place(a: &Classification, b: &Classification) -> bool {
    a.fact == b.fact && a.of == b.of && a.kind == b.kind
}

fn add_fact(agreement: &Agreement, facts: &mut FactSet, class: &Classification) {
    let spans: Vec<_> =
        class.reasons.iter().flat_map(|reason| reason.spans.iter().copied()).collect();
    let value = FactValue::Word(class.value.clone());
    let own = facts
        .items
        .iter_mut()
        .find(|item| Some(item.kind) == class.kind && Some(&item.id) == class.of.as_ref());
    if let Some(item) = own {
        item.facts.insert(&class.fact, value.clone(), spans.first().copied());
    }
    if class.fact == ROLE
        && let Some(side) = class.of.as_deref().and_then(|id| side_role(agreement, id))
    {
        facts.whole.insert(side, value.clone(), spans.first().copied());
    }
    facts.whole.insert(&class.fact, value, spans.first().copied());
}

/// The fact that holds the roles of a party.
const ROLE: &str = "party-role";

/// The fact that holds the roles of the side on which a party stands.
fn side_role(agreement: &Agreement, party: &str) -> Option<&'static str> {
    if party == agreement.header.adopter.id() {
        Some("adopter-role")
    } else if party == agreement.header.partner.id() {
        Some("partner-role")
    } else {
        None
    }
}

/// A system in the Union without any other class has minimal risk.
fn assign_minimal(agreement: &Agreement, facts: &mut FactSet, found: &mut Vec<Classification>) {
    const FACT: &str = "eu-risk-class";
    let bare: Vec<_> = facts
        .items_of(ItemKind::System)
        .filter(|item| item.facts.find(FACT).is_none())
        .filter(|item| {
            item.facts.has_word("deployment-region", "EU")
                || item.facts.has_word("output-used-in", "EU")
        })
        .map(|item| (item.id.clone(), item.name.clone()))
        .collect();
    for (id, name) in bare {
        let class = Classification {
            fact: FACT.to_owned(),
            value: "minimal".to_owned(),
            kind: Some(ItemKind::System),
            of: Some(id),
            name,
            title: "No class of higher risk fits".to_owned(),
            citation: "AI Act art. 5, 6, 50 and 51 (none of them met)".to_owned(),
            reasons: Vec::new(),
            standing: None,
            review: None,
            overridden: None,
            stated: false,
            shift: false,
        };
        add_fact(agreement, facts, &class);
        found.push(class);
    }
}

fn apply_overrides(
    agreement: &Agreement,
    facts: &mut FactSet,
    found: &mut Vec<Classification>,
    findings: &mut Vec<Finding>,
) {
    for change in &agreement.overrides {
        let (fact, value) = (change.fact.as_str(), change.value.value.as_str());
        let span = change.value.value.span;
        let of = change.of.as_ref().map(|of| of.as_str());
        let holds = change.holds.as_ref().map(|holds| holds.value);
        let mut names = Vec::new();
        for item in &mut facts.items {
            if !of.map_or(item.facts.find(fact).is_some(), |of| of == item.id) {
                continue;
            }
            match holds {
                None => item.facts.replace(fact, FactValue::Word(value.to_owned()), Some(span)),
                Some(true) => item.facts.insert_word(fact, value, Some(span)),
                Some(false) => item.facts.remove_word(fact, value),
            }
            names.push((item.kind, item.id.clone(), item.name.clone()));
        }
        if names.is_empty() {
            findings.push(
                Finding::new(
                    "file/unused-override",
                    Severity::Warning,
                    format!("the override of `{fact}` fits no entry of the file"),
                )
                .help("name an entry in `of`, or take the override out")
                .spans([change.fact.span]),
            );
            continue;
        }
        for (kind, id, name) in names {
            found.retain(|class| {
                let same = class.fact == fact && class.of.as_ref() == Some(&id);
                !(same && (holds.is_none() || class.value == value))
            });
            found.push(Classification {
                fact: fact.to_owned(),
                value: if holds == Some(false) { format!("not {value}") } else { value.to_owned() },
                kind: Some(kind),
                of: Some(id),
                name,
                title: change.reason.value.clone(),
                citation: String::new(),
                reasons: Vec::new(),
                standing: None,
                review: None,
                overridden: Some(change.by.value.clone()),
                stated: true,
                shift: false,
            });
        }
        rebuild_whole(facts, fact);
        if fact == ROLE {
            rebuild_sides(agreement, facts);
        }
    }
}

/// The roles of each side are those of its party.
fn rebuild_sides(agreement: &Agreement, facts: &mut FactSet) {
    for side in ["adopter-role", "partner-role"] {
        facts.whole.remove(side);
    }
    let mut roles = Vec::new();
    for item in facts.items_of(ItemKind::Party) {
        if let Some(side) = side_role(agreement, &item.id) {
            let stated = item.facts.find(ROLE).unwrap_or_default();
            roles.extend(stated.iter().map(|stated| (side, stated.clone())));
        }
    }
    for (side, stated) in roles {
        facts.whole.insert(side, stated.value, stated.spans.first().copied());
    }
}

/// Roles that follow from what a party does and that the file does not state.
fn find_unstated_roles(found: &[Classification], findings: &mut Vec<Finding>) {
    for class in found.iter().filter(|class| class.fact == ROLE && !class.stated) {
        let (code, severity, words) = if class.shift {
            ("roles/shift", Severity::Warning, "takes on")
        } else {
            ("roles/not-stated", Severity::Advice, "holds")
        };
        findings.push(
            Finding::new(
                code,
                severity,
                format!(
                    "`{}` {words} the role `{}`: {} ({})",
                    class.name, class.value, class.title, class.citation
                ),
            )
            .help(format!(
                "add `{}` to its `roles`, or deny it with `[[override]]`, `holds = false` and a reason",
                class.value
            ))
            .spans(class.reasons.iter().flat_map(|reason| reason.spans.iter().copied()))
            .of(class.of.as_deref())
            .source(class.citation.clone()),
        );
    }
}

/// Whether the file says, with a reason, that this does not hold.
fn is_denied(agreement: &Agreement, class: &Classification) -> bool {
    agreement.overrides.iter().any(|change| {
        change.holds.as_ref().is_some_and(|holds| !holds.value)
            && change.fact.value == class.fact
            && change.value.value.as_str() == class.value
            && change.of.as_ref().is_none_or(|of| Some(of.as_str()) == class.of.as_deref())
    })
}

/// The whole has what its items have.
fn rebuild_whole(facts: &mut FactSet, fact: &str) {
    let values: Vec<_> =
        facts.items.iter().filter_map(|item| item.facts.find(fact)).flatten().cloned().collect();
    let mut first = true;
    for stated in values {
        let span = stated.spans.first().copied();
        if first {
            facts.whole.replace(fact, stated.value, span);
            first = false;
        } else {
            facts.whole.insert(fact, stated.value, span);
        }
    }
}
