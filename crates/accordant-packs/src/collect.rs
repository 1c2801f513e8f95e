//! From an agreement to facts.

mod party;
mod stated;

use accordant_agreement::file::{Agreement, Asset, Decision, Flow, Rule, System, UsePurpose};
use accordant_agreement::{At, Diagnostic, Span, region};
pub use party::roles_of;

use crate::fact::{FactSet, FactValue, Facts, Item, ItemKind, Vocabulary};

/// Collects every fact that the file states or that follows from it directly.
///
/// What law derives (the risk class, for one) is not here: the class rules of the packs add it.
///
/// **Errors:** faults in `[facts]`: names and values that the vocabulary does not have.
pub fn collect_facts(
    agreement: &Agreement,
    vocabulary: &Vocabulary,
) -> Result<FactSet, Vec<Diagnostic>> {
    let mut set = FactSet::default();
    collect_header(agreement, &mut set);
    party::collect_parties(agreement, &mut set);
    for system in &agreement.systems {
        let item = collect_system(agreement, system);
        set.items.push(item);
    }
    for asset in &agreement.assets {
        let item = collect_asset(asset);
        set.items.push(item);
    }
    for flow in &agreement.flows {
        let item = collect_flow(agreement, flow);
        set.items.push(item);
    }
    for decision in &agreement.decisions {
        let item = collect_decision(agreement, decision);
        set.items.push(item);
    }
    join_items(&mut set);
    derive_whole(agreement, &mut set);
    let faults = stated::add_stated(agreement, vocabulary, &mut set.whole);
    if faults.is_empty() { Ok(set) } else { Err(faults) }
}

fn insert_flag(facts: &mut Facts, name: &str, flag: Option<&At<bool>>) {
    if let Some(flag) = flag {
        facts.insert(name, FactValue::Flag(flag.value), Some(flag.span));
    }
}

fn collect_header(agreement: &Agreement, set: &mut FactSet) {
    let header = &agreement.header;
    let facts = &mut set.whole;
    let span = Some(header.partnership_type.span);
    facts.insert_word("partnership-type", header.partnership_type.as_str(), span);
    let side = if agreement.is_adopters_pen() { "adopter" } else { "partner" };
    facts.insert_word("us-side", side, Some(header.us.span));
    for region in &agreement.use_case.regions {
        facts.insert_region("deployment-region", &region.0, Some(region.span));
    }
    for region in &agreement.use_case.output_used_in {
        facts.insert_region("output-used-in", &region.0, Some(region.span));
    }
    if let Some(law) = &header.governing_law
        && let Some(code) = region::find_meant(&law.value)
    {
        facts.insert_region("governing-law", code, Some(law.span));
    }
    let use_case = &agreement.use_case;
    insert_flag(facts, "critical-function", use_case.critical_function.as_ref());
    insert_flag(facts, "used-at-workplace", use_case.used_at_workplace.as_ref());
    insert_flag(facts, "publicly-available-service", use_case.publicly_available.as_ref());
    for paper in &agreement.papers {
        facts.insert_word("paper-kind", paper.kind.as_str(), Some(paper.kind.span));
    }
    for (provision, term) in agreement.terms.iter().flat_map(|terms| &terms.0) {
        facts.insert_word("decided", provision, Some(term.key));
    }
}

fn collect_system(agreement: &Agreement, system: &At<System>) -> Item {
    let mut facts = Facts::default();
    for region in &agreement.use_case.regions {
        facts.insert_region("deployment-region", &region.0, Some(region.span));
    }
    for region in &agreement.use_case.output_used_in {
        facts.insert_region("output-used-in", &region.0, Some(region.span));
    }
    for kind in &system.kinds {
        facts.insert_word("model-kind", kind.as_str(), Some(kind.span));
    }
    for kind in &system.generates {
        facts.insert_word("content-kind", kind.as_str(), Some(kind.span));
        facts.insert("generates-synthetic-content", FactValue::Flag(true), Some(kind.span));
    }
    facts.insert_word("automation", system.automation.as_str(), Some(system.automation.span));
    for method in &system.explainability {
        facts.insert_word("explainability", method.as_str(), Some(method.span));
    }
    for harm in &system.harm {
        facts.insert_word("harm", harm.as_str(), Some(harm.span));
    }
    let flags = [
        ("interacts-with-people", &system.interacts_with_people),
        ("deepfake", &system.deepfake),
        ("public-interest-text", &system.public_interest_text),
        ("agentic", &system.agentic),
        ("own-brand", &system.own_brand),
        ("substantial-modification", &system.substantial_modification),
        ("repurposed", &system.repurposed),
        ("third-party-components", &system.third_party_components),
        ("open-source-model", &system.open_source_model),
        ("connected-product", &system.connected_product),
        ("product-on-market", &system.product_on_market),
    ];
    for (name, flag) in flags {
        insert_flag(&mut facts, name, flag.as_ref());
    }
    if let Some(section) = &system.annex_i_product {
        facts.insert_word("annex-i-product", section.as_str(), Some(section.span));
    }
    if let Some(day) = &system.placed_on_market {
        facts.insert("placed-on-market", FactValue::Day(day.value), Some(day.span));
    }
    if let Some(exponent) = &system.training_flops_exponent {
        facts.insert("training-flops", FactValue::Number(exponent.value), Some(exponent.span));
    }
    let decisions: Vec<_> = agreement
        .decisions
        .iter()
        .filter(|decision| decision.system.id() == system.id.as_str())
        .collect();
    for decision in &decisions {
        add_decision_facts(decision, &mut facts);
    }
    // One procedural task does not make a system that also decides procedural.
    if !decisions.iter().all(|decision| is_procedural(decision)) {
        facts.remove("procedural-only");
    }
    for flow in &agreement.flows {
        let touches = [flow.from.id(), flow.to.id()].contains(&system.id.as_str());
        if touches {
            for asset in flow.assets.iter().filter_map(|asset| agreement.find_asset(asset.id())) {
                add_asset_facts(asset, &mut facts);
            }
        }
    }
    Item {
        kind: ItemKind::System,
        id: system.id.to_string(),
        name: system.name.value.clone(),
        span: system.id.span,
        facts,
    }
}

fn is_procedural(decision: &Decision) -> bool {
    decision.procedural_only.as_ref().is_some_and(|flag| flag.value)
}

fn add_decision_facts(decision: &Decision, facts: &mut Facts) {
    facts.insert_word("automation", decision.automation.as_str(), Some(decision.automation.span));
    facts.insert_word("decision-impact", decision.impact.as_str(), Some(decision.impact.span));
    facts.insert_word("decision-domain", decision.domain.as_str(), Some(decision.domain.span));
    if let Some(review) = &decision.human_review {
        facts.insert_word("human-review", review.as_str(), Some(review.span));
    }
    insert_flag(facts, "profiling", decision.profiling.as_ref());
    insert_flag(facts, "procedural-only", decision.procedural_only.as_ref());
}

fn add_asset_facts(asset: &Asset, facts: &mut Facts) {
    for category in &asset.categories {
        facts.insert_word("data-category", category.as_str(), Some(category.span));
        if category.is_personal() {
            facts.insert("personal-data", FactValue::Flag(true), Some(category.span));
        }
    }
    for subject in &asset.subjects {
        facts.insert_word("subject", subject.as_str(), Some(subject.span));
    }
    for region in &asset.subject_regions {
        facts.insert_region("subject-region", &region.0, Some(region.span));
    }
}

fn collect_asset(asset: &At<Asset>) -> Item {
    let mut facts = Facts::default();
    add_asset_facts(asset, &mut facts);
    insert_flag(&mut facts, "large-scale", asset.large_scale.as_ref());
    if let Some(origin) = &asset.origin {
        facts.insert_word("data-origin", origin.as_str(), Some(origin.span));
    }
    let owner = asset.owner.as_ref();
    facts.insert(
        "owner-stated",
        FactValue::Flag(owner.is_some()),
        Some(owner.map_or(asset.id.span, |owner| owner.span)),
    );
    for purpose in UsePurpose::ALL {
        if let Some(rule) = asset.find_rule(*purpose)
            && rule.rule.value != Rule::Forbid
        {
            facts.insert_word("use-permitted", purpose.as_str(), Some(rule.rule.span));
        }
    }
    Item {
        kind: ItemKind::Asset,
        id: asset.id.to_string(),
        name: asset.name.value.clone(),
        span: asset.id.span,
        facts,
    }
}

/// Places of a party or a system: where it is established or runs.
pub fn places_of(agreement: &Agreement, endpoint: &str) -> Vec<(String, Span)> {
    if let Some(party) = agreement.find_party(endpoint) {
        return vec![(party.country.0.clone(), party.country.span)];
    }
    agreement
        .find_system(endpoint)
        .into_iter()
        .flat_map(|system| &system.regions)
        .map(|region| (region.0.clone(), region.span))
        .collect()
}

fn collect_flow(agreement: &Agreement, flow: &At<Flow>) -> Item {
    let mut facts = Facts::default();
    for asset in flow.assets.iter().filter_map(|asset| agreement.find_asset(asset.id())) {
        add_asset_facts(asset, &mut facts);
    }
    insert_flag(&mut facts, "encrypted", flow.encrypted.as_ref());
    if let Some(mechanism) = &flow.transfer_mechanism {
        facts.insert_word("transfer-mechanism", mechanism.as_str(), Some(mechanism.span));
    }
    if facts.holds("personal-data") {
        for (from, _) in places_of(agreement, flow.from.id()) {
            for (to, _) in places_of(agreement, flow.to.id()) {
                let (from, to) = (region::legal_area(&from), region::legal_area(&to));
                if from != to {
                    facts.insert_word("transfer-out-of", from, Some(flow.from.span));
                    facts.insert_word("transfer-to", to, Some(flow.to.span));
                }
            }
        }
    }
    Item {
        kind: ItemKind::Flow,
        id: flow.id.to_string(),
        name: flow.id.to_string(),
        span: flow.id.span,
        facts,
    }
}

fn collect_decision(agreement: &Agreement, decision: &At<Decision>) -> Item {
    let mut facts = Facts::default();
    add_decision_facts(decision, &mut facts);
    if let Some(system) = agreement.find_system(decision.system.id()) {
        for method in &system.explainability {
            facts.insert_word("explainability", method.as_str(), Some(method.span));
        }
    }
    Item {
        kind: ItemKind::Decision,
        id: decision.id.to_string(),
        name: decision.name.value.clone(),
        span: decision.id.span,
        facts,
    }
}

/// The agreement's facts are the union of its items' facts.
fn join_items(set: &mut FactSet) {
    for item in &set.items {
        if item.kind == ItemKind::Party {
            continue;
        }
        for (name, values) in item.facts.iter() {
            for stated in values {
                if stated.spans.is_empty() {
                    set.whole.insert(name, stated.value.clone(), None);
                }
                for span in &stated.spans {
                    set.whole.insert(name, stated.value.clone(), Some(*span));
                }
            }
        }
    }
}

fn derive_whole(agreement: &Agreement, set: &mut FactSet) {
    let header = &agreement.header;
    for asset in &agreement.assets {
        let Some(owner) = &asset.owner else { continue };
        // Whoever provides a system trains; data of another party is the counterparty's.
        let trains =
            [UsePurpose::Training, UsePurpose::FineTuning, UsePurpose::ImprovementForOthers]
                .into_iter()
                .filter_map(|purpose| asset.find_rule(purpose))
                .find(|rule| rule.rule.value != Rule::Forbid);
        let is_side = [header.adopter.id(), header.partner.id()].contains(&owner.id());
        if let Some(rule) = trains
            && is_side
        {
            set.whole.insert(
                "trains-on-counterparty-data",
                FactValue::Flag(true),
                Some(rule.rule.span),
            );
        }
    }
    let acts_for_another = ["processor", "service-provider", "business-associate"]
        .iter()
        .any(|role| set.whole.has_word("party-role", role));
    if acts_for_another && set.whole.holds("personal-data") {
        set.whole.insert("processes-on-behalf", FactValue::Flag(true), None);
    }
}
