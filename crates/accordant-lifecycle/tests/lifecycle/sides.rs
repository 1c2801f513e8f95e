//! The same partnership from either side.

use accordant_lifecycle::structure::{Drawings, structure};

use super::{DAY, EXAMPLES, agreement_of, assess_on, example_text, packs};

#[test]
fn each_side_proposes_its_own_end_of_the_ladder() {
    let packs = packs();
    let ours = agreement_of(&example_text("fintech-chatbot"));
    let text = example_text("fintech-chatbot").replace("us = \"finwise\"", "us = \"helios\"");
    let theirs = agreement_of(&text);
    let ours = assess_on(&ours, &packs, DAY);
    let theirs = assess_on(&theirs, &packs, DAY);
    let moved = ours
        .table
        .rows
        .iter()
        .filter(|row| {
            let other = theirs.table.proposed(&row.provision).map(|chosen| &chosen.position);
            row.proposed.as_ref().map(|chosen| &chosen.position) != other
        })
        .count();
    assert!(moved >= 10, "only {moved} provisions differ between the sides");
}

#[test]
fn both_sides_get_a_whole_agreement_with_what_law_requires() {
    let packs = packs();
    for name in EXAMPLES {
        let text = example_text(name);
        let agreement = agreement_of(&text);
        let (us, partner) = (agreement.header.us.id(), agreement.header.partner.id());
        let text = text.replacen(&format!("us = \"{us}\""), &format!("us = \"{partner}\""), 1);
        let agreement = agreement_of(&text);
        let assessment = assess_on(&agreement, &packs, DAY);
        let draft =
            structure(&agreement, &packs, &assessment, &Drawings::default()).expect("a draft");
        assert!(draft.uncarried.is_empty(), "{name}: {:?}", draft.uncarried);
    }
}
