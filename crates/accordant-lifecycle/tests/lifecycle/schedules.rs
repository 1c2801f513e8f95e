//! The schedules: filled from the file, left out with a reason, kept by a reference.

use std::collections::BTreeMap;

use accordant_document::lint::{LintOptions, lint};
use accordant_document::markdown;
use accordant_document::model::{Block, Document, Part, PartKind};
use accordant_document::reading::read_text;
use accordant_lifecycle::map::map;
use accordant_lifecycle::structure::{Draft, Order, find_form, list_forms, structure_as};
use accordant_packs::{Layer, Packs};

use super::law::SCORING;
use super::{DAY, EXAMPLES, agreement_of, assess_on, example_text, packs};

fn draft_as(text: &str, packs: &Packs, form: &str) -> Draft {
    let agreement = agreement_of(text);
    let assessment = assess_on(&agreement, packs, DAY);
    let drawings = map(&agreement, packs, &assessment).drawings();
    let partnership_type = agreement.header.partnership_type.as_str();
    let form = find_form(packs, form, partnership_type).expect("the form serves the type");
    let order = Order { form, guidance: false, blank: false };
    structure_as(&agreement, packs, &assessment, &drawings, order).expect("a draft")
}

fn schedules(document: &Document) -> impl Iterator<Item = &Part> {
    document.parts.iter().filter(|part| part.kind == PartKind::Schedule)
}

/// The text of one schedule, as Markdown.
fn text_of(draft: &Draft, schedule: &str) -> Option<String> {
    let id = format!("schedule.{schedule}");
    schedules(&draft.document).find(|part| part.id == id)?;
    let whole = markdown::write(&draft.document).replace('\u{a0}', " ");
    let (_, text) = whole.split_once(&format!("<a id=\"{id}\"></a>\n\n## "))?;
    let end = text.find("\n## ").unwrap_or(text.len());
    text.get(..end).map(str::to_owned)
}

/// Schedule, and words that only its tables can have said.
const FILLED: [(&str, &str, &[&str]); 23] = [
    (
        "fintech-chatbot",
        "parties",
        &["soc@finwise.example", "Northwind Models Ltd", "GPAI provider"],
    ),
    ("fintech-chatbot", "purpose", &["Intended Purpose", "AI Act art. 50(1)"]),
    (
        "fintech-chatbot",
        "data",
        &["If names, account and card numbers removed first", "Kept in IE"],
    ),
    ("data-supplier", "data-quality", &["Label errors", "At least 1,000 cases"]),
    ("fintech-chatbot", "performance", &["At least 92 %", "SHA-256", "600 cases"]),
    ("fintech-chatbot", "service-levels", &["Critical | 1 hour", "40 conversations a second"]),
    ("predictive-maintenance", "ip", &["EUR 1,900,000", "Weights of Lifespan", "45 %"]),
    ("fintech-chatbot", "components", &["NW-4", "Apache-2.0", "Help-centre articles"]),
    ("fintech-chatbot", "value-chain", &["Instructions for use", "Each release", "AI Act art. 53"]),
    ("fintech-chatbot", "oversight", &["Confidence below 80 %", "refunds: propose only"]),
    ("fintech-chatbot", "transparency", &["You are talking to an AI assistant", "art. 50(1)"]),
    ("fintech-chatbot", "regulatory", &["GDPR art. 25", "In force", "From 2 "]),
    ("fintech-chatbot", "data-processing", &["Subprocessors", "EU to US", "Standard contractual"]),
    ("fintech-chatbot", "sector", &["DORA art. 30(3)(e)", "Review: secondary"]),
    ("fintech-chatbot", "security", &["AES-256", "ISO/IEC 42001", "30 November 2028"]),
    ("fintech-chatbot", "incidents", &["Within 24 hours", "incident@helios.example", "72 hours"]),
    ("fintech-chatbot", "governance", &["Data Protection Officer", "Every 3 months"]),
    ("predictive-maintenance", "commercial", &["9 months after the Effective Date"]),
    ("fintech-chatbot", "change", &["Material Model Change", "10 November 2026"]),
    (
        "fintech-chatbot",
        "liability",
        &["EUR 3,000,000", "Covered expressly", "help-centre article"],
    ),
    ("fintech-chatbot", "exit", &["Embeddings of the help centre", "JSON Lines"]),
    ("fintech-chatbot", "audit", &["Plan within 10 Business Days"]),
    ("fintech-chatbot", "signature", &["FW-2026-014", "Aoife Brennan", "GDPR arts 35, 36"]),
];

#[test]
fn each_schedule_is_filled_from_the_file_the_positions_and_the_duties() {
    let packs = packs();
    let drafts: BTreeMap<&str, Draft> = EXAMPLES
        .into_iter()
        .map(|name| (name, draft_as(&example_text(name), &packs, "full")))
        .collect();
    let mut missing = Vec::new();
    for (example, schedule, wanted) in FILLED {
        let text = text_of(&drafts[example], schedule).unwrap_or_default();
        for words in wanted {
            if !text.contains(words) {
                missing.push(format!("{example}, {schedule}: `{words}` is not in\n{text}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert_eq!(packs.schedules.len(), FILLED.len());
}

#[test]
fn what_nothing_calls_for_is_left_out_with_its_reason() {
    let packs = packs();
    let draft = draft_as(&example_text("data-supplier"), &packs, "full");
    let ids: Vec<&str> = draft.left_out.iter().map(|schedule| schedule.id.as_str()).collect();
    for wanted in ["service-levels", "components", "sector"] {
        assert!(ids.contains(&wanted), "{wanted} is not among {ids:?}");
    }
    let last = text_of(&draft, "signature").expect("the last schedule");
    for schedule in &draft.left_out {
        assert!(!schedule.reason.is_empty(), "{} has no reason", schedule.id);
        assert!(last.contains(&schedule.title), "{} is not on the last page", schedule.id);
    }
    assert_eq!(schedules(&draft.document).count() + ids.len(), packs.schedules.len());
}

#[test]
fn references_keep_a_schedule_that_has_nothing_to_say() {
    let path = "schedules/parties.toml";
    let (_, text) = accordant_packs::builtin_files()
        .into_iter()
        .find(|(known, _)| known.ends_with(path))
        .expect("the schedule of parties");
    let text = text.replacen("intro = \"\"\"\n", "intro = \"\"\"\nSee [[schedule:sector]].\n\n", 1);
    let files = BTreeMap::from([(path.to_owned(), text)]);
    let own = Packs::with_layers(&[Layer { name: "house".to_owned(), files }])
        .unwrap_or_else(|faults| panic!("{faults:?}"));
    let text = example_text("data-supplier");
    assert!(text_of(&draft_as(&text, &packs(), "full"), "sector").is_none());
    let kept = draft_as(&text, &own, "full");
    let sector = text_of(&kept, "sector").expect("the reference keeps it");
    assert!(sector.contains("No sector duty has been recorded."), "{sector}");
    assert!(kept.left_out.iter().all(|schedule| schedule.id != "sector"));
}

#[test]
fn law_asks_for_the_terms_of_processing_on_behalf() {
    let packs = packs();
    assert!(text_of(&draft_as(SCORING, &packs, "full"), "data-processing").is_some());
    let own = SCORING.replace("\"provider\", \"processor\", \"ict-provider\"", "\"provider\"");
    let own =
        own.replace("categories = [\"personal\", \"financial\"]", "categories = [\"machine\"]");
    let draft = draft_as(&own, &packs, "full");
    assert!(!draft.traces.iter().any(|trace| trace.provision == "data.processing-terms"));
    // The place of the data is a matter of this schedule too, and a clause leads to it.
    let clause = draft.traces.iter().any(|trace| trace.provision == "data.residency");
    assert_eq!(text_of(&draft, "data-processing").is_some(), clause);
}

#[test]
fn no_reference_to_a_schedule_leads_nowhere_in_any_form() {
    let packs = packs();
    for name in EXAMPLES {
        let text = example_text(name);
        let agreement = agreement_of(&text);
        for form in list_forms(&packs, agreement.header.partnership_type.as_str()) {
            let draft = draft_as(&text, &packs, &form.id);
            for finding in lint(&draft.document, &LintOptions::default()) {
                let is_ours = finding.code == "duplicate-id"
                    || (finding.code == "broken-reference"
                        && finding.message.contains("`schedule."));
                assert!(!is_ours, "{name}, {}: {} {}", form.id, finding.message, finding.place);
            }
        }
    }
}

#[test]
fn no_table_is_an_empty_form() {
    let packs = packs();
    for name in EXAMPLES {
        let draft = draft_as(&example_text(name), &packs, "full");
        let labels = accordant_document::number::Labels::of(&draft.document);
        for part in schedules(&draft.document) {
            for block in &part.blocks {
                let Block::Table(table) = block else { continue };
                assert!(!table.rows.is_empty(), "{name}: {} has no row", table.id);
                for column in 0..table.header.len() {
                    let says = table.rows.iter().filter_map(|row| row.get(column)).any(|cell| {
                        cell.text.iter().any(|text| read_text(text, &labels, 0) != "–")
                    });
                    assert!(says, "{name}: a column of {} says nothing", table.id);
                }
            }
        }
    }
}
