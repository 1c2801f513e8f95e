//! What no line of the paper shows: hidden words, comments, where links lead, words struck through.

use accordant_document::compare::{Comparison, Weight, beside, compare, looks};
use accordant_document::read::Format;

use super::desk::{Docx, para, part};

const NOTICE: &str = "The Provider tells the Customer of each incident no later than 72 hours";

fn run(look: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn paper(inside: &str) -> Docx {
    let words = run("", NOTICE);
    Docx::body(format!("<w:p>{words}{inside}</w:p>") + &para("", "The law of Ireland applies."))
}

fn hold(old: &Docx, new: &Docx) -> Comparison {
    let (before, after) = (old.open(), new.open());
    let mut comparison = compare(&before, &after);
    let (old, new) = (old.bytes(), new.bytes());
    let left = looks::Looks::of_docx(&old, &before).unwrap();
    let right = looks::Looks::of_docx(&new, &after).unwrap();
    looks::replace(&mut comparison, &left, &right);
    beside::add(&mut comparison, &left, &right);
    comparison
}

fn tell(comparison: &Comparison) -> Vec<String> {
    comparison.beside.iter().map(|one| format!("{} {}", one.id, one.describe())).collect()
}

#[test]
fn hidden_words_that_come_are_substance() {
    let (old, new) = (paper(""), paper(&run("<w:vanish/>", " save where it decides  otherwise")));
    let comparison = hold(&old, &new);
    assert!(comparison.changes.is_empty() && !comparison.is_empty());
    assert_eq!(tell(&comparison), ["b1 hidden words came: “save where it decides otherwise”"]);
    assert!(comparison.has_substance());
    assert_eq!(
        tell(&hold(&new, &old)),
        ["b1 hidden words are gone: “save where it decides otherwise”"]
    );
    assert!(hold(&new, &new).is_empty());
}

#[test]
fn a_hidden_paragraph_stands_after_the_last_that_is_seen() {
    let heading = |words: &str| para("<w:outlineLvl w:val=\"0\"/>", words);
    let clause = heading("Fees") + &para("", NOTICE) + &heading("Secrets") + &para("", NOTICE);
    let hidden = format!("<w:p>{}</w:p>", run("<w:vanish/>", "All fees double."));
    let (old, new) = (Docx::body(clause.clone()), Docx::body(clause + &hidden));
    let comparison = hold(&old, &new);
    assert_eq!(comparison.beside[0].place, "Secrets");
}

#[test]
fn hidden_words_come_beside_another_format_too() {
    let old = super::open(NOTICE.as_bytes(), Format::Text);
    let new = Docx::body(format!(
        "<w:p>{}{}</w:p>",
        run("", NOTICE),
        run("<w:vanish/>", " or whenever it likes")
    ));
    let after = new.open();
    let mut comparison = compare(&old, &after);
    let bytes = new.bytes();
    let right = looks::Looks::of_docx(&bytes, &after).unwrap();
    beside::add(&mut comparison, &looks::Looks::of(&old), &right);
    assert_eq!(tell(&comparison), ["b1 hidden words came: “or whenever it likes”"]);
    beside::add(&mut comparison, &right, &looks::Looks::of(&old));
    assert!(comparison.beside.is_empty(), "text cannot hide words");
}

#[test]
fn comments_are_told_and_are_no_substance() {
    let comments = |words: &str| {
        let inner = format!(
            "<w:comment w:id=\"0\" w:author=\"Other Side\" w:date=\"2026-11-01T00:00:00Z\">{}</w:comment>",
            para("", words)
        );
        Docx {
            more: vec![("comments", "comments.xml", part("comments", &inner))],
            ..paper("<w:r><w:commentReference w:id=\"0\"/></w:r>")
        }
    };
    let comparison = hold(&paper(""), &comments("We need 10 days."));
    assert_eq!(tell(&comparison), ["b1 new comment of Other Side: “We need 10 days.”"]);
    assert_eq!(comparison.beside[0].place, "somewhere in the file");
    assert!(!comparison.has_substance() && !comparison.is_empty());
    assert_eq!(
        tell(&hold(&comments("We need 10 days."), &paper(""))),
        ["b1 the comment is gone of Other Side: “We need 10 days.”"]
    );
    assert!(hold(&comments("Same."), &comments("Same.")).is_empty());
}

#[test]
fn links_that_lead_elsewhere() {
    let field = |target: &str| {
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let code = format!("<w:r><w:instrText> HYPERLINK \"{target}\" </w:instrText></w:r>");
        let shown = run("", "the Terms");
        paper(&(mark("begin") + &code + &mark("separate") + &shown + &mark("end")))
    };
    let (old, new) = (field("https://a.example/terms"), field("https://b.example/x&amp;y"));
    let comparison = hold(&old, &new);
    assert!(comparison.changes.is_empty());
    assert_eq!(
        tell(&comparison),
        [
            "b1 the link “the Terms” leads to https://b.example/x&y now; it led to https://a.example/terms"
        ]
    );
    assert!(comparison.has_substance());
    let plain = paper(&run("", "the Terms"));
    assert_eq!(
        tell(&hold(&plain, &old)),
        ["b1 “the Terms” is a link to https://a.example/terms now"]
    );
    assert!(hold(&old, &old).is_empty());
}

#[test]
fn relations_say_where_links_lead() {
    // The parts that a test adds have the relations rId2 and on, beside numbering and styles.
    let link = |target: &'static str| Docx {
        more: vec![("hyperlink", target, String::new())],
        ..paper(&format!("<w:hyperlink r:id=\"rId2\">{}</w:hyperlink>", run("", " the Terms")))
    };
    let comparison = hold(&link("one.html"), &link("two.html"));
    assert_eq!(
        tell(&comparison),
        ["b1 the link “the Terms” leads to two.html now; it led to one.html"]
    );
}

#[test]
fn words_struck_through_are_substance() {
    let struck = Docx::body(
        format!("<w:p>{}</w:p>", run("<w:strike/>", NOTICE))
            + &para("", "The law of Ireland applies."),
    );
    for (old, new) in [(paper(""), struck.clone()), (struck, paper(""))] {
        let comparison = hold(&old, &new);
        assert_eq!(comparison.changes.len(), 1);
        assert_eq!(comparison.changes[0].weight, Weight::Substance, "{:?}", comparison.changes);
    }
}

#[test]
fn what_tracked_changes_cannot_say_is_listed_with_its_reason() {
    let make = |header: &str, look: &str, hidden: &str| Docx {
        more: vec![("header", "header1.xml", part("hdr", &para("", header)))],
        ..paper(&(run(look, " at the latest.") + &run("<w:vanish/>", hidden)))
    };
    let comparison =
        hold(&make("Draft", "", ""), &make("SUBJECT TO CONTRACT", "<w:i/>", "or later"));
    let mut found: Vec<String> = comparison
        .list_unmarked(false)
        .into_iter()
        .map(|undone| format!("{}: {}", undone.id, undone.reason))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "b1: hidden words are not marked",
            "c1: how words look is not marked",
            "c2: the head of the pages is not marked"
        ]
    );
}
