//! From answers to the text of a new file: a skeleton per partnership type, filled, and commented
//! from the documentation of the file format.

use std::collections::{BTreeMap, BTreeSet};

use accordant_agreement::file::{Category, PartnershipType};
use accordant_agreement::region::legal_area;
use serde_json::Value as Json;

use super::questions::{Answer, Answers};
use super::type_of;

/// Columns of a comment.
const COMMENT_WIDTH: usize = 98;

/// Writes the file.
pub(super) fn write(answers: &Answers) -> anyhow::Result<String> {
    let skeleton = match type_of(answers) {
        PartnershipType::AiVendor => include_str!("../../../interview/ai-vendor.toml"),
        PartnershipType::CloudAiService => include_str!("../../../interview/cloud-ai-service.toml"),
        PartnershipType::DataSupplier => include_str!("../../../interview/data-supplier.toml"),
        PartnershipType::JointDevelopment => {
            include_str!("../../../interview/joint-development.toml")
        }
    };
    let values = Values::from_answers(answers);
    let filled: Vec<String> = skeleton.lines().filter_map(|line| values.fill(line)).collect();
    Ok(add_comments(&filled))
}

/// An answer as a TOML value.
pub(super) fn toml_value(answer: &Answer) -> String {
    match answer {
        Answer::One(text) => text_value(text),
        Answer::Many(words) => list_value(words),
    }
}

fn text_value(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list_value(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| text_value(word)).collect();
    format!("[{}]", words.join(", "))
}

/// What stands for each mark of a skeleton; a line whose mark has no value is left out.
struct Values(BTreeMap<&'static str, Option<String>>);

impl Values {
    fn from_answers(answers: &Answers) -> Self {
        let word = |id: &str| match answers.get(id) {
            Some(Answer::One(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        let words = |id: &str| match answers.get(id) {
            Some(Answer::Many(words)) => words.clone(),
            _ => Vec::new(),
        };
        let text = |id: &str| word(id).map(|text| text_value(&text));
        let is_adopter = word("side").as_deref() != Some("partner");
        let sides = |ours: Option<String>, theirs: Option<String>| {
            if is_adopter { (ours, theirs) } else { (theirs, ours) }
        };
        let (adopter_name, partner_name) = sides(word("our-name"), word("their-name"));
        let (adopter_country, partner_country) = sides(word("our-country"), word("their-country"));
        let their_sector = is_adopter.then(|| "technology".to_owned());
        let (adopter_sector, partner_sector) = sides(word("our-sector"), their_sector);
        let (adopter_size, partner_size) = sides(word("our-size"), None);
        let (adopter, partner) = choose_ids(adopter_name.as_deref(), partner_name.as_deref());
        let categories = words("categories");
        let is_personal = categories
            .iter()
            .filter_map(|word| Category::find(word))
            .any(|category| category.is_personal());
        let is_finance = adopter_sector.as_deref() == Some("finance");
        let (adopter_roles, partner_roles) =
            choose_roles(type_of(answers), is_personal, is_finance);
        let if_personal = |value: &str| is_personal.then(|| value.to_owned());
        let list = |words: Vec<String>| (!words.is_empty()).then(|| list_value(&words));
        let quoted = |text: Option<String>| text.map(|text| text_value(&text));
        let training = word("training").unwrap_or_default();
        let automation = word("automation");
        let alone = automation.as_deref() == Some("fully-automated");
        let location = list(adopter_country.iter().cloned().collect());
        Self(BTreeMap::from([
            ("title", text("title")),
            ("us", Some(text_value(if is_adopter { &adopter } else { &partner }))),
            ("adopter", Some(text_value(&adopter))),
            ("partner", Some(text_value(&partner))),
            (
                "mechanism",
                choose_mechanism(&adopter_country, &partner_country, is_personal, type_of(answers)),
            ),
            ("adopter-name", quoted(adopter_name)),
            ("partner-name", quoted(partner_name)),
            ("adopter-country", quoted(adopter_country)),
            ("partner-country", quoted(partner_country)),
            ("adopter-sector", quoted(adopter_sector)),
            ("partner-sector", quoted(partner_sector)),
            ("adopter-size", quoted(adopter_size)),
            ("partner-size", quoted(partner_size)),
            ("finance-kind", text("finance-kind").filter(|_| is_finance)),
            ("adopter-roles", list(adopter_roles)),
            ("partner-roles", list(partner_roles)),
            ("start", word("start")),
            ("term", text("term")),
            ("law", text("law")),
            ("forum", word("law").map(|law| text_value(&format!("the courts of {law}")))),
            ("summary", text("summary")),
            ("purpose", text("summary")),
            ("regions", list(words("regions"))),
            ("system-regions", location.clone()),
            ("adopter-location", location),
            ("categories", list(categories)),
            ("subject-regions", list(words("regions")).filter(|_| is_personal)),
            ("customers", if_personal("[\"customers\"]")),
            ("employees", if_personal("[\"employees\"]")),
            ("public", if_personal("[\"public\"]")),
            ("training", Some(word_use(&training))),
            ("training-position", choose_training_position(&training)),
            (
                "delivery-purpose",
                Some(text_value(if training == "forbid" { "evaluation" } else { "training" })),
            ),
            ("automation", quoted(automation)),
            ("review", Some(text_value(if alone { "none" } else { "meaningful" }))),
            ("domain", text("domain")),
            ("impact", text("impact")),
        ]))
    }

    /// The line with its marks filled; `None` when one of them has no value.
    fn fill(&self, line: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            let (mark, after) = after.split_once("}}")?;
            let value = self.0.get(mark)?.as_deref()?;
            filled.push_str(before);
            // A comment is for reading: no quotation marks.
            filled.push_str(if line.starts_with('#') { value.trim_matches('"') } else { value });
            rest = after;
        }
        filled.push_str(rest);
        Some(filled)
    }
}

/// Ids of the two sides: the first word of each name, unless something else has it.
fn choose_ids(adopter: Option<&str>, partner: Option<&str>) -> (String, String) {
    const TAKEN: [&str; 4] = ["assistant", "model-api", "sorter", "forecast"];
    let slug = |name: Option<&str>, otherwise: &str| {
        let first = name.unwrap_or_default().split_whitespace().next().unwrap_or_default();
        let slug: String = first
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .take(40)
            .collect();
        let is_id = slug.starts_with(|c: char| c.is_ascii_lowercase());
        if is_id && !TAKEN.contains(&slug.as_str()) { slug } else { otherwise.to_owned() }
    };
    let ids = (slug(adopter, "adopter"), slug(partner, "partner"));
    if ids.0 == ids.1 { ("adopter".to_owned(), "partner".to_owned()) } else { ids }
}

fn choose_roles(
    kind: PartnershipType,
    personal: bool,
    finance: bool,
) -> (Vec<String>, Vec<String>) {
    let (mut adopter, mut partner): (Vec<&str>, Vec<&str>) = match kind {
        PartnershipType::AiVendor | PartnershipType::JointDevelopment => {
            (vec!["deployer"], vec!["provider"])
        }
        PartnershipType::CloudAiService => {
            (vec!["deployer"], vec!["provider", "gpai-provider", "data-processing-provider"])
        }
        PartnershipType::DataSupplier => (vec!["provider", "deployer"], Vec::new()),
    };
    if personal {
        adopter.push("controller");
        partner.push(if kind == PartnershipType::DataSupplier {
            "controller"
        } else {
            "processor"
        });
    }
    if finance {
        adopter.push("financial-entity");
        if kind != PartnershipType::DataSupplier {
            partner.push("ict-provider");
        }
    }
    let own = |roles: Vec<&str>| roles.into_iter().map(str::to_owned).collect();
    (own(adopter), own(partner))
}

/// What the first flow needs when it carries personal data over a border.
fn choose_mechanism(
    adopter: &Option<String>,
    partner: &Option<String>,
    personal: bool,
    kind: PartnershipType,
) -> Option<String> {
    // Only licensed data comes from the partner's country; the other flows stay in the adopter's.
    if !personal || kind != PartnershipType::DataSupplier {
        return None;
    }
    let (from, to) = (legal_area(partner.as_ref()?), legal_area(adopter.as_ref()?));
    match from.as_str() {
        _ if from == to => None,
        "EU" => Some(text_value("scc")),
        "UK" => Some(text_value("idta")),
        _ => None,
    }
}

fn word_use(training: &str) -> String {
    match training {
        "conditional" => {
            "{ rule = \"conditional\", condition = \"the owner has agreed in writing, data set by data set\" }".to_owned()
        }
        rule => text_value(rule),
    }
}

fn choose_training_position(training: &str) -> Option<String> {
    match training {
        "forbid" => Some(text_value("prohibited")),
        "conditional" => Some(text_value("opt-in")),
        _ => None,
    }
}

/// Explains each table and key in a comment above it, where it stands first.
fn add_comments(lines: &[String]) -> String {
    let schema = accordant_agreement::build_schema();
    let mut path = String::new();
    let mut seen = BTreeSet::new();
    let mut text = String::new();
    for line in lines {
        let table = line.trim_start_matches('[').trim_end_matches(']');
        if line.starts_with('[') {
            path = table.to_owned();
            if seen.insert(path.clone()) {
                let (parent, key) = path.rsplit_once('.').unwrap_or(("", &path));
                text.push_str(&comment(&describe(&schema, parent, key)));
            }
        } else if let Some((key, _)) = line.split_once(" = ")
            && key.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            && seen.insert(format!("{path}.{key}"))
        {
            text.push_str(&comment(&describe(&schema, &path, key)));
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn comment(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let options = textwrap::Options::new(COMMENT_WIDTH)
        .initial_indent("# ")
        .subsequent_indent("# ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(words, options) + "\n"
}

/// What the file format says of a key, with its choices.
fn describe(schema: &Json, table: &str, key: &str) -> String {
    let Some(record) = find_record(schema, table) else { return String::new() };
    let Some(property) = record.pointer(&format!("/properties/{key}")) else {
        return String::new();
    };
    let mut words =
        property.get("description").and_then(Json::as_str).unwrap_or_default().to_owned();
    let choices = property.get("enum").or_else(|| property.pointer("/items/enum"));
    let choices: Vec<&str> =
        choices.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    if !choices.is_empty() && !words.contains(&format!("`{}`", choices.first().unwrap_or(&""))) {
        words.push_str(&format!(" Choices: {}.", choices.join(", ")));
    }
    words
}

/// The schema of the record behind a table's path; the whole file for the empty path.
fn find_record<'a>(schema: &'a Json, path: &str) -> Option<&'a Json> {
    let mut record = follow(schema, schema.pointer("/allOf/0")?)?;
    for key in path.split('.').filter(|key| !key.is_empty()) {
        let property = record.pointer(&format!("/properties/{key}"))?;
        record = follow(schema, property.get("items").unwrap_or(property))?;
    }
    Some(record)
}

fn follow<'a>(schema: &'a Json, node: &'a Json) -> Option<&'a Json> {
    let node = node.pointer("/allOf/0").unwrap_or(node);
    match node.get("$ref").and_then(Json::as_str) {
        Some(reference) => schema.pointer(reference.strip_prefix('#')?),
        None => Some(node),
    }
}
