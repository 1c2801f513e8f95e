//! Where the data goes: places, flows between them, and the borders that they cross.

use accordant_agreement::file::Agreement;
use accordant_agreement::region;
use accordant_packs::join_words;
use serde::Serialize;

use crate::words::{category_name, endpoint_name, mechanism_name, purpose_heading, short_name};

/// The map of data flows.
#[derive(Debug, Clone, Serialize)]
pub struct FlowMap {
    /// Title of the partnership.
    pub title: String,
    /// Where data is: organisations and systems.
    pub places: Vec<Place>,
    /// The flows between them, numbered from 1 in this order.
    pub flows: Vec<MappedFlow>,
}

/// A place where data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Id of the party or system.
    pub id: String,
    /// Name.
    pub name: String,
    /// Whether it is a system.
    pub is_system: bool,
    /// Id of the party in whose hands it is: the trust boundary around it.
    pub holder: String,
    /// Name of that party.
    pub holder_name: String,
    /// What that party is to the agreement: `adopter`, `partner` or `other`.
    pub side: &'static str,
    /// Legal area it is in: `EU`, `US`, …
    pub area: String,
    /// Countries or regions it is in.
    pub regions: Vec<String>,
    /// A line about it.
    pub about: String,
}

/// A flow with what it crosses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MappedFlow {
    /// Id of the flow.
    pub id: String,
    /// Id of the place it starts at.
    pub from: String,
    /// Id of the place it ends at.
    pub to: String,
    /// Names of the assets that move.
    pub assets: Vec<String>,
    /// Kinds of data that move.
    pub categories: Vec<String>,
    /// What for.
    pub purpose: String,
    /// How.
    pub channel: Option<String>,
    /// Whether personal data moves.
    pub personal: bool,
    /// Whether it is encrypted, when the file says.
    pub encrypted: Option<bool>,
    /// The border it crosses: from and to.
    pub border: Option<(String, String)>,
    /// Whether it leaves the hands of one party for another's.
    pub crosses_trust: bool,
    /// What allows personal data to cross the border.
    pub mechanism: Option<String>,
}

/// Traces the flows of an agreement.
pub(super) fn trace_flows(agreement: &Agreement) -> FlowMap {
    let header = &agreement.header;
    let side_of = |party: &str| {
        if party == header.adopter.id() {
            "adopter"
        } else if party == header.partner.id() {
            "partner"
        } else {
            "other"
        }
    };
    let touched =
        |id: &str| agreement.flows.iter().any(|flow| flow.from.id() == id || flow.to.id() == id);
    let mut places = Vec::new();
    for party in &agreement.parties {
        let id = party.id.as_str();
        if !touched(id) && side_of(id) == "other" {
            continue;
        }
        places.push(Place {
            id: id.to_owned(),
            name: short_name(agreement, id),
            is_system: false,
            holder: id.to_owned(),
            holder_name: short_name(agreement, id),
            side: side_of(id),
            area: region::legal_area(&party.country.0),
            regions: vec![party.country.0.clone()],
            about: party.function.as_ref().map_or_else(String::new, |text| text.value.clone()),
        });
    }
    for system in &agreement.systems {
        let holder = system.host.as_ref().unwrap_or(&system.provider).id();
        let regions: Vec<String> = system.regions.iter().map(|region| region.0.clone()).collect();
        let home = agreement.find_party(holder).map(|party| party.country.0.clone());
        let first = regions.first().cloned().or(home).unwrap_or_default();
        places.push(Place {
            id: system.id.to_string(),
            name: system.name.value.clone(),
            is_system: true,
            holder: holder.to_owned(),
            holder_name: short_name(agreement, holder),
            side: side_of(holder),
            area: region::legal_area(&first),
            regions,
            about: system.model.as_ref().map_or_else(String::new, |model| model.value.clone()),
        });
    }
    let flows = agreement
        .flows
        .iter()
        .map(|flow| {
            let assets: Vec<_> =
                flow.assets.iter().filter_map(|asset| agreement.find_asset(asset.id())).collect();
            let mut categories: Vec<String> = assets
                .iter()
                .flat_map(|asset| &asset.categories)
                .map(|category| category_name(category.value).to_owned())
                .collect();
            categories.sort();
            categories.dedup();
            let find = |id: &str| places.iter().find(|place| place.id == id);
            let (from, to) = (find(flow.from.id()), find(flow.to.id()));
            let border = from.zip(to).filter(|(from, to)| from.area != to.area);
            MappedFlow {
                id: flow.id.to_string(),
                from: flow.from.id().to_owned(),
                to: flow.to.id().to_owned(),
                assets: assets.iter().map(|asset| asset.name.value.clone()).collect(),
                categories,
                purpose: purpose_heading(*flow.purpose).to_lowercase(),
                channel: flow.channel.as_ref().map(|channel| channel.value.clone()),
                personal: assets.iter().any(|asset| asset.is_personal()),
                encrypted: flow.encrypted.as_ref().map(|flag| flag.value),
                border: border.map(|(from, to)| (from.area.clone(), to.area.clone())),
                crosses_trust: from.zip(to).is_some_and(|(from, to)| from.holder != to.holder),
                mechanism: flow
                    .transfer_mechanism
                    .as_ref()
                    .map(|mechanism| mechanism_name(mechanism.value).to_owned()),
            }
        })
        .collect();
    FlowMap { title: header.title.value.clone(), places, flows }
}

impl FlowMap {
    /// The map as a Mermaid flowchart.
    pub fn to_mermaid(&self) -> String {
        let mut out = String::from("flowchart LR\n");
        let mut areas: Vec<&str> = self.places.iter().map(|place| place.area.as_str()).collect();
        areas.sort_unstable();
        areas.dedup();
        for area in areas {
            out.push_str(&format!("  subgraph area_{}[\"{area}\"]\n", identifier(area)));
            for place in self.places.iter().filter(|place| place.area == area) {
                let label = quote(&if place.is_system {
                    format!("{}<br/>held by {}", place.name, place.holder_name)
                } else {
                    place.name.clone()
                });
                let id = identifier(&place.id);
                if place.is_system {
                    out.push_str(&format!("    {id}[[\"{label}\"]]\n"));
                } else {
                    out.push_str(&format!("    {id}(\"{label}\")\n"));
                }
            }
            out.push_str("  end\n");
        }
        for (place, flow) in self.flows.iter().enumerate() {
            let arrow = if flow.border.is_some() { "==>" } else { "-->" };
            out.push_str(&format!(
                "  {} {arrow}|\"{}. {} ({})\"| {}\n",
                identifier(&flow.from),
                place + 1,
                quote(&flow.assets.join(", ")),
                flow.purpose,
                identifier(&flow.to)
            ));
        }
        out
    }

    /// What the map shows, in one sentence.
    pub(super) fn describe(&self) -> String {
        let crossings = self.flows.iter().filter(|flow| flow.border.is_some()).count();
        let personal = self.flows.iter().filter(|flow| flow.personal).count();
        let mut areas: Vec<String> = self.places.iter().map(|place| place.area.clone()).collect();
        areas.sort();
        areas.dedup();
        format!(
            "Data-flow map of {}: {} flows between {} places in {}; {personal} carry personal data, {crossings} cross a border.",
            self.title,
            self.flows.len(),
            self.places.len(),
            join_words(&areas)
        )
    }

    /// A line about a flow, for the legend.
    pub(super) fn describe_flow(flow: &MappedFlow) -> String {
        let mut parts = vec![flow.assets.join(", "), format!("for {}", flow.purpose)];
        parts.extend(flow.channel.clone());
        match flow.encrypted {
            Some(true) => parts.push("encrypted".to_owned()),
            Some(false) => parts.push("NOT ENCRYPTED".to_owned()),
            None => parts.push("encryption not stated".to_owned()),
        }
        if let Some((from, to)) = &flow.border {
            let mechanism = if flow.personal {
                flow.mechanism.clone().unwrap_or_else(|| "no mechanism".to_owned())
            } else {
                "no personal data".to_owned()
            };
            parts.push(format!("{from} to {to}: {mechanism}"));
        }
        parts.join("; ")
    }

    /// Names of both ends of a flow.
    pub(super) fn ends(&self, agreement: &Agreement, flow: &MappedFlow) -> (String, String) {
        (endpoint_name(agreement, &flow.from), endpoint_name(agreement, &flow.to))
    }
}

/// A Mermaid id.
pub(super) fn identifier(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// Text inside Mermaid quotes.
pub(super) fn quote(text: &str) -> String {
    text.replace('"', "'").replace(['\n', '|'], " ")
}
