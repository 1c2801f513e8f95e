//! Facts of the parties: where they sit, which roles they hold, what they do with systems and data.

use accordant_agreement::file::{Agreement, Asset, Party, Role, Rule, System, UsePurpose};
use accordant_agreement::{At, Span, region};

use super::insert_flag;
use crate::fact::{FactSet, FactValue, Facts, Item, ItemKind};

/// Adds every party as an item, and what the two sides are to the whole.
pub(super) fn collect_parties(agreement: &Agreement, set: &mut FactSet) {
    let header = &agreement.header;
    let facts = &mut set.whole;
    for party in &agreement.parties {
        let mut own = Facts::default();
        let is_adopter = party.id.as_str() == header.adopter.id();
        let is_partner = party.id.as_str() == header.partner.id();
        own.insert_region("establishment-region", &party.country.0, Some(party.country.span));
        if is_adopter || is_partner {
            let side = if is_adopter { "adopter-region" } else { "partner-region" };
            facts.insert_region("establishment-region", &party.country.0, Some(party.country.span));
            facts.insert_region(side, &party.country.0, Some(party.country.span));
        }
        for role in roles_of(agreement, party.id.as_str()) {
            own.insert_word("party-role", role.0.as_str(), role.1);
            facts.insert_word("party-role", role.0.as_str(), role.1);
            if is_adopter {
                facts.insert_word("adopter-role", role.0.as_str(), role.1);
            }
            if is_partner {
                facts.insert_word("partner-role", role.0.as_str(), role.1);
            }
            if role.0 == Role::FinancialEntity && region::is_eea(&party.country.0) {
                facts.insert("eu-established-financial-entity", FactValue::Flag(true), role.1);
            }
        }
        if let Some(sector) = &party.sector {
            let name = if is_adopter { "sector" } else { "partner-sector" };
            if is_adopter || is_partner {
                facts.insert_word(name, sector.as_str(), Some(sector.span));
            }
        }
        if is_adopter {
            insert_flag(facts, "public-body", party.public_body.as_ref());
            insert_flag(facts, "non-profit", party.non_profit.as_ref());
            if let Some(size) = &party.size {
                facts.insert_word("company-size", size.as_str(), Some(size.span));
            }
            if let Some(kind) = &party.finance_kind {
                facts.insert_word("finance-kind", kind.as_str(), Some(kind.span));
            }
        }
        let side = match (is_adopter, is_partner) {
            (true, _) => "adopter",
            (_, true) => "partner",
            _ => "other",
        };
        own.insert_word("party-side", side, Some(party.id.span));
        add_conduct(agreement, party, &mut own);
        let name = party.short.as_ref().unwrap_or(&party.name).value.clone();
        set.items.push(Item {
            kind: ItemKind::Party,
            id: party.id.to_string(),
            name,
            span: party.id.span,
            facts: own,
        });
    }
}

/// Roles of a party: those it states, and provider and deployer as its systems say.
pub fn roles_of(agreement: &Agreement, party: &str) -> Vec<(Role, Option<Span>)> {
    let mut roles: Vec<_> = agreement
        .find_party(party)
        .into_iter()
        .flat_map(|party| &party.roles)
        .map(|role| (role.value, Some(role.span)))
        .collect();
    let mut add = |role: Role, span: Span| {
        if !roles.iter().any(|(known, _)| *known == role) {
            roles.push((role, Some(span)));
        }
    };
    for system in &agreement.systems {
        if system.provider.id() == party {
            add(Role::Provider, system.provider.span);
        }
        if let Some(deployer) = &system.deployer
            && deployer.id() == party
        {
            add(Role::Deployer, deployer.span);
        }
    }
    roles
}

/// What a party does with the systems and the data: the facts from which law derives its roles.
fn add_conduct(agreement: &Agreement, party: &At<Party>, own: &mut Facts) {
    let me = party.id.as_str();
    let mut add = |name: &str, span: Span| own.insert(name, FactValue::Flag(true), Some(span));
    for system in &agreement.systems {
        let supplies = system.provider.id() == me;
        if supplies {
            add("supplies-system", system.provider.span);
        }
        if let Some(deployer) = &system.deployer
            && deployer.id() == me
        {
            add("deploys-system", deployer.span);
            // The one who changes what another supplies is the one who deploys it.
            let changes = [
                ("rebrands-system", &system.own_brand),
                ("modifies-system", &system.substantial_modification),
                ("repurposes-system", &system.repurposed),
            ];
            for (name, flag) in changes {
                if let Some(flag) = flag
                    && flag.value
                    && !supplies
                {
                    add(name, flag.span);
                }
            }
        }
    }
    for asset in agreement.assets.iter().filter(|asset| asset.is_personal()) {
        let Some(owner) = &asset.owner else { continue };
        if owner.id() == me {
            add("owns-personal-data", owner.span);
            continue;
        }
        let Some(span) = find_receipt(agreement, asset, me) else { continue };
        add("receives-personal-data-of-others", span);
        let for_itself = asset.find_rule(UsePurpose::ImprovementForOthers);
        if let Some(rule) = for_itself
            && rule.rule.value != Rule::Forbid
        {
            add("uses-personal-data-of-others-for-itself", rule.rule.span);
        }
    }
}

/// The flow by which a party, or a system that it supplies, gets an asset.
fn find_receipt(agreement: &Agreement, asset: &Asset, party: &str) -> Option<Span> {
    let is_own_system = |id: &str| {
        agreement.find_system(id).is_some_and(|system: &At<System>| system.provider.id() == party)
    };
    agreement
        .flows
        .iter()
        .filter(|flow| flow.assets.iter().any(|known| known.id() == asset.id.as_str()))
        .find(|flow| flow.to.id() == party || is_own_system(flow.to.id()))
        .map(|flow| flow.to.span)
}
