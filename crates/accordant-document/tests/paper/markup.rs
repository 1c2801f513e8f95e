//! Clause markup.

use accordant_document::markup::{MarkupFaultKind, parse_clauses, parse_text};
use accordant_document::model::{Block, Clause, Inline, Text};

fn child(clause: &Clause, index: usize) -> &Clause {
    match &clause.children[index] {
        Block::Clause(child) => child,
        other => panic!("{other:?} is no clause"),
    }
}

fn text_of(clause: &Clause) -> Text {
    clause.text.clone().unwrap()
}

#[test]
fn paragraphs_and_items_become_clauses() {
    let wording = "\
{#ban}The Provider must not do it.

The ban covers:
- one; and
- {#two}two:
  - deep; and
  - deeper:
    - deepest.

The last
wraps.
";
    let clauses = parse_clauses("data.use", wording).unwrap();
    assert_eq!(clauses.len(), 3);
    assert_eq!(clauses[0].id, "data.use.ban");
    assert_eq!(clauses[1].id, "");
    let two = child(&clauses[1], 1);
    assert_eq!(two.id, "data.use.two");
    assert_eq!(text_of(two), Text::plain("two:"));
    assert_eq!(text_of(child(child(two, 1), 0)), Text::plain("deepest."));
    assert_eq!(text_of(&clauses[2]), Text::plain("The last wraps."));
}

#[test]
fn references_and_gaps_are_pieces() {
    let text = parse_text("See [[clause:data.use.two]] and [[schedule:data]] by [[gap:the date]].");
    assert_eq!(
        text.unwrap(),
        Text(vec![
            Inline::Plain("See ".into()),
            Inline::Reference("data.use.two".into()),
            Inline::Plain(" and ".into()),
            Inline::Reference("schedule.data".into()),
            Inline::Plain(" by ".into()),
            Inline::Gap("the date".into()),
            Inline::Plain(".".into()),
        ])
    );
}

#[test]
fn an_empty_branch_leaves_no_hole() {
    assert_eq!(parse_text("one  two").unwrap(), Text::plain("one two"));
    assert_eq!(parse_clauses("x", "\n\n  \n").unwrap(), Vec::new());
}

#[track_caller]
fn check_faults(wording: &str, expected: &[(usize, MarkupFaultKind)]) {
    let faults = parse_clauses("x", wording).unwrap_err().faults;
    let found: Vec<_> = faults.into_iter().map(|fault| (fault.line, fault.kind)).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_fault_is_reported_with_its_line() {
    use MarkupFaultKind as Kind;
    check_faults("- alone", &[(1, Kind::ItemWithoutParagraph)]);
    check_faults("a:\n    - too deep", &[(2, Kind::ItemTooDeep)]);
    check_faults("a:\n - odd", &[(2, Kind::OddIndent)]);
    check_faults("a:\n-", &[(2, Kind::NoText)]);
    check_faults("{#Big}a\n\n{#b", &[(1, Kind::BadLabel), (3, Kind::BadLabel), (3, Kind::NoText)]);
    check_faults("{#a}x\n\n{#a}y", &[(3, Kind::DuplicateLabel("a".into()))]);
    check_faults("see [[page:2]]", &[(1, Kind::BadReference("[[page:2]]".into()))]);
    check_faults("see [[clause:a", &[(1, Kind::BadReference("[[clause:a".into()))]);
    check_faults("x [y] {{ z }}", &[(1, Kind::Leftover('['))]);
    let error = parse_clauses("x", "a:\n - odd\n\nb {c").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: an item is indented by two spaces a level; \
         line 4: `{` is left over: wording holds no brackets or braces"
    );
}
