//! Labels and references.

use accordant_document::Labels;
use accordant_document::model::PartKind;

use super::sample;

#[track_caller]
fn check_label(id: &str, shown: &str, full: &str) {
    let labels = Labels::of(&sample::agreement());
    let label = labels.label(id).unwrap();
    assert_eq!((label.shown.as_str(), label.full.as_str()), (shown, full), "{id}");
}

#[test]
fn clauses_run_on_through_the_parts() {
    check_label("governance.interpretation", "1", "1");
    check_label("roles.purpose.change", "2.2", "2.2");
    check_label("data.training-use", "3", "3");
    check_label("data.training-use.record", "(b)", "3.2(b)");
    check_label("data.training-use.runs", "(ii)", "3.2(b)(ii)");
    check_label("performance.metrics", "5", "5");
}

#[test]
fn parties_recitals_and_parts_have_their_own_labels() {
    check_label("party.helios", "(2)", "(2)");
    check_label("section.data", "Part B", "Part B");
    check_label("schedule.data", "Schedule 2", "Schedule 2");
    let labels = Labels::of(&sample::agreement());
    assert_eq!(labels.clause_at(2).unwrap().shown, "(A)");
    assert_eq!(labels.part_heading(3, "Data"), "Part B – Data");
}

#[test]
fn schedules_start_afresh() {
    check_label("schedule.data.use", "1", "1");
    check_label("schedule.data.silence", "1.2", "1.2");
}

#[test]
fn a_single_body_part_has_no_letter() {
    let mut document = sample::agreement();
    let mut bodies = 0;
    document.parts.retain(|part| {
        bodies += usize::from(part.kind == PartKind::Body);
        part.kind != PartKind::Body || bodies == 1
    });
    assert_eq!(Labels::of(&document).part(2), "");
}

#[track_caller]
fn check_reference(id: &str, from: usize, expected: &str) {
    let labels = Labels::of(&sample::agreement());
    assert_eq!(labels.reference(id, from).as_deref(), Some(expected));
}

#[test]
fn references_read_by_where_they_stand() {
    check_reference("data.training-use.runs", 3, "Clause 3.2(b)(ii)");
    check_reference("schedule.data.silence", 6, "paragraph 1.2");
    check_reference("schedule.data.silence", 3, "paragraph 1.2 of Schedule 2");
    check_reference("schedule.data", 3, "Schedule 2 (Data-classification matrix)");
    check_reference("section.data", 6, "Part B");
    check_reference("metrics", 4, "the table “Metrics, thresholds and remedies”");
    check_reference("flow", 3, "the figure “Flow of Customer Data” in Schedule 1");
    assert_eq!(Labels::of(&sample::agreement()).reference("nowhere", 3), None);
}

#[test]
fn limbs_go_on_after_z() {
    let scheme = accordant_document::number::Scheme::Clauses;
    let limb = |depth, number| scheme.label(depth, number, "1.1").shown;
    assert_eq!([limb(3, 26), limb(3, 27), limb(3, 53)], ["(z)", "(aa)", "(aaa)"]);
    assert_eq!([limb(4, 4), limb(4, 9), limb(5, 2), limb(6, 3)], ["(iv)", "(ix)", "(B)", "(3)"]);
}
