//! The blank agreement file behind a template: everything that parties must fill in is a gap.

use std::collections::BTreeMap;

use accordant_agreement::file::{Agreement, ArtefactKind, PartnershipType};
use accordant_agreement::{Diagnostic, parse};
use accordant_packs::entry::{Form, PartnershipForm};

/// Values that a form may change with its `blank` table, and those that it has otherwise.
const VALUES: [(&str, &str); 8] = [
    ("region", "IE"),
    ("adopter-country", "IE"),
    ("partner-country", "IE"),
    ("adopter-roles", "deployer, controller"),
    ("partner-roles", "provider, processor"),
    ("adopter-more", ""),
    ("use-case-more", ""),
    ("categories", "personal"),
];

/// The agreement that a blank template words, with our pen on one side.
///
/// **Errors:** faults of the form's `blank` table.
pub fn blank_agreement(
    form: &Form,
    words: &PartnershipForm,
    partnership_type: PartnershipType,
    for_adopter: bool,
) -> Result<Agreement, Vec<Diagnostic>> {
    parse(&write_file(form, words, partnership_type, for_adopter))
}

fn write_file(
    form: &Form,
    words: &PartnershipForm,
    partnership_type: PartnershipType,
    for_adopter: bool,
) -> String {
    let mut values: BTreeMap<&str, &str> = VALUES.into_iter().collect();
    for (name, value) in &form.blank {
        values.insert(name, value);
    }
    let value = |name: &str| values.get(name).copied().unwrap_or_default();
    let list = |name: &str| {
        let words: Vec<String> =
            value(name).split(", ").filter(|w| !w.is_empty()).map(|w| format!("\"{w}\"")).collect();
        words.join(", ")
    };
    let owner =
        if partnership_type == PartnershipType::DataSupplier { "partner" } else { "adopter" };
    let us = if for_adopter { "adopter" } else { "partner" };
    let mut text = format!(
        r#"
[agreement]
title = "[[gap:name of the partnership]]"
type = "{partnership_type}"
us = "{us}"
adopter = "adopter"
partner = "partner"

[[party]]
id = "adopter"
name = "[[gap:full name of the {adopter}]]"
short = "{adopter}"
country = "{adopter_country}"
roles = [{adopter_roles}]
{adopter_more}

[[party]]
id = "partner"
name = "[[gap:full name of the {partner}]]"
short = "{partner}"
country = "{partner_country}"
roles = [{partner_roles}]

[use-case]
summary = "[[gap:what the AI does for whom, in one sentence]]"
intended-purpose = "[[gap:the intended purpose, precisely, and what the AI must not be used for]]"
regions = ["{region}"]
{use_case_more}

[[system]]
id = "system"
name = "[[gap:name and version of the AI System]]"
provider = "partner"
deployer = "adopter"
kinds = ["generative"]
regions = ["{region}"]
automation = "human-in-loop"
explainability = ["documentation-only"]
generates = ["text"]
interacts-with-people = true

[[asset]]
id = "data"
name = "[[gap:name of the data set]]"
description = "[[gap:what it holds]]"
categories = [{categories}]
subjects = ["customers"]
subject-regions = ["{region}"]
owner = "{owner}"

[[flow]]
id = "input"
purpose = "inference"
from = "{owner}"
to = "system"
assets = ["data"]

[[decision]]
id = "decision"
name = "[[gap:decision that the AI makes or supports]]"
system = "system"
domain = "other"
impact = "consequential"
automation = "human-in-loop"
human-review = "meaningful"
"#,
        adopter = words.adopter,
        partner = words.partner,
        adopter_country = value("adopter-country"),
        partner_country = value("partner-country"),
        adopter_roles = list("adopter-roles"),
        partner_roles = list("partner-roles"),
        adopter_more = value("adopter-more"),
        use_case_more = value("use-case-more"),
        region = value("region"),
        categories = list("categories"),
    );
    if partnership_type == PartnershipType::JointDevelopment {
        text.push_str(&list_artefacts());
    }
    text
}

/// One row for each kind of thing that a joint development uses or makes, with its usual owner.
fn list_artefacts() -> String {
    const ROWS: [(ArtefactKind, &str, &str); 10] = [
        (ArtefactKind::Dataset, "background", "adopter"),
        (ArtefactKind::Labels, "foreground", "adopter"),
        (ArtefactKind::BaseModel, "background", "partner"),
        (ArtefactKind::Weights, "foreground", "partner"),
        (ArtefactKind::Adapters, "derived", "adopter"),
        (ArtefactKind::Embeddings, "derived", "adopter"),
        (ArtefactKind::Prompts, "foreground", "adopter"),
        (ArtefactKind::Logs, "derived", "adopter"),
        (ArtefactKind::EvaluationSet, "foreground", "adopter"),
        (ArtefactKind::Code, "foreground", "partner"),
    ];
    ROWS.iter()
        .map(|(kind, layer, owner)| {
            format!(
                "\n[[artefact]]\nid = \"{kind}\"\nname = \"[[gap:{}]]\"\nkind = \"{kind}\"\nlayer = \"{layer}\"\nowner = \"{owner}\"\nlicence = \"[[gap:what the other party may do with it]]\"\n",
                kind.meaning().trim_end_matches('.').to_lowercase()
            )
        })
        .collect()
}
