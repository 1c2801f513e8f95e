//! Every form of agreement, from the examples and as blank templates: whole, consistent, apt.

use accordant_agreement::file::PartnershipType;
use accordant_document::lint::{LintOptions, lint};
use accordant_document::model::{Block, Document, Inline};
use accordant_lifecycle::assess::{Assessment, assess};
use accordant_lifecycle::map::map;
use accordant_lifecycle::structure::{
    Draft, Order, blank::blank_agreement, find_objection, known_terms, list_forms, structure_as,
};
use accordant_packs::Packs;
use accordant_packs::entry::{Form, Layout};

use super::{DAY, EXAMPLES, agreement_of, assess_on, day, example_text, packs};

/// What the lint says of a draft beyond its gaps.
fn flaws(
    name: &str,
    draft: &Draft,
    agreement: &accordant_agreement::Agreement,
    packs: &Packs,
) -> Vec<String> {
    let options = LintOptions { known_terms: known_terms(agreement, packs) };
    lint(&draft.document, &options)
        .into_iter()
        .filter(|finding| finding.code != "gap")
        .map(|finding| {
            format!("{name}: {} at {}: {}", finding.code, finding.place, finding.message)
        })
        .collect()
}

fn draft_of(
    agreement: &accordant_agreement::Agreement,
    packs: &Packs,
    assessment: &Assessment,
    form: &Form,
    blank: bool,
) -> Draft {
    let drawings = map(agreement, packs, assessment).drawings();
    let order = Order { form, guidance: blank, blank };
    structure_as(agreement, packs, assessment, &drawings, order)
        .unwrap_or_else(|error| panic!("{}: {error}", form.id))
}

#[test]
fn every_form_of_every_example_passes_the_lint() {
    let packs = packs();
    let mut all = Vec::new();
    let mut written = 0;
    for name in EXAMPLES {
        let agreement = agreement_of(&example_text(name));
        let assessment = assess_on(&agreement, &packs, DAY);
        for form in list_forms(&packs, agreement.header.partnership_type.as_str()) {
            if find_objection(form, &packs, &assessment).is_some() {
                continue;
            }
            let draft = draft_of(&agreement, &packs, &assessment, form, false);
            written += 1;
            all.extend(flaws(&format!("{name}, {}", form.id), &draft, &agreement, &packs));
            // A short form says what it leaves out; every other carries what is required of it.
            if form.layout != Layout::ShortForm {
                assert_eq!(draft.uncarried, Vec::<String>::new(), "{name}, {}", form.id);
            }
        }
    }
    assert!(written >= 20, "{written} papers");
    assert!(all.is_empty(), "{} flaws\n{}", all.len(), all.join("\n"));
}

#[test]
fn every_form_has_a_blank_template_with_guidance() {
    let packs = packs();
    let mut all = Vec::new();
    for kind in PartnershipType::ALL.iter().copied() {
        let words = packs.forms.get(kind.as_str()).expect("the type has words");
        for form in list_forms(&packs, kind.as_str()) {
            for for_adopter in [true, false] {
                let agreement = blank_agreement(form, words, kind, for_adopter)
                    .unwrap_or_else(|faults| panic!("{}: {faults:?}", form.id));
                let assessment = assess(&agreement, &packs, day(DAY)).expect("it is assessed");
                let objection = find_objection(form, &packs, &assessment);
                assert_eq!(objection, None, "{} as a template for {kind}", form.id);
                let draft = draft_of(&agreement, &packs, &assessment, form, true);
                let name = format!("blank {} for {kind}", form.id);
                all.extend(flaws(&name, &draft, &agreement, &packs));
                if form.layout != Layout::TermSheet {
                    assert!(count_guidance(&draft.document) > 3, "{name} has guidance");
                }
                assert!(draft.document.gaps().len() > 3, "{name} has gaps");
            }
        }
    }
    assert!(all.is_empty(), "{} flaws\n{}", all.len(), all.join("\n"));
}

fn count_guidance(document: &Document) -> usize {
    fn count(blocks: &[Block]) -> usize {
        blocks
            .iter()
            .map(|block| match block {
                Block::Callout { title, .. } if title == "Guidance" => 1,
                Block::Clause(clause) => count(&clause.children),
                _ => 0,
            })
            .sum()
    }
    document.parts.iter().map(|part| count(&part.blocks)).sum()
}

#[test]
fn a_form_that_does_not_fit_says_why() {
    let packs = packs();
    let agreement = agreement_of(&example_text("fintech-chatbot"));
    let assessment = assess_on(&agreement, &packs, DAY);
    let baa = packs.papers.get("baa").expect("there is one");
    let objection = find_objection(baa, &packs, &assessment).expect("no health data here");
    assert!(objection.contains("HIPAA"));
}

#[test]
fn an_addendum_names_what_it_amends_and_prevails() {
    let packs = packs();
    let agreement = agreement_of(&example_text("fintech-chatbot"));
    let assessment = assess_on(&agreement, &packs, DAY);
    let form = packs.papers.get("addendum").expect("there is one");
    let draft = draft_of(&agreement, &packs, &assessment, form, false);
    let json = serde_json::to_string(&draft.document).expect("it serializes");
    assert!(json.contains("prevails over the Main Agreement"));
    assert!(json.contains("standard terms of Helios"), "the main agreement is named");
    assert!(!draft.traces.iter().any(|trace| trace.provision == "governance.law"));
    let open = Inline::Gap("title and date of the main agreement".to_owned());
    assert!(!json.contains(&serde_json::to_string(&open).expect("it serializes")));
}
