//! Changes as people would mark them.

use accordant_document::diff::{diff, likeness_percent};

/// A text with its changes: "[-old-]{+new+}".
fn mark(old: &str, new: &str) -> String {
    let mut marked = String::new();
    let (mut at, mut rebuilt, mut from) = (0, String::new(), 0);
    for hunk in diff(old, new) {
        assert!(!hunk.old.is_empty() || !hunk.new.is_empty());
        assert_eq!(old[at..hunk.old.start], new[from..hunk.new.start]);
        marked.push_str(&old[at..hunk.old.start]);
        rebuilt.push_str(&old[at..hunk.old.start]);
        rebuilt.push_str(&new[hunk.new.clone()]);
        if !hunk.old.is_empty() {
            marked.push_str(&format!("[-{}-]", &old[hunk.old.clone()]));
        }
        if !hunk.new.is_empty() {
            marked.push_str(&format!("{{+{}+}}", &new[hunk.new.clone()]));
        }
        (at, from) = (hunk.old.end, hunk.new.end);
    }
    marked.push_str(&old[at..]);
    rebuilt.push_str(&old[at..]);
    assert_eq!(rebuilt, new);
    marked
}

#[test]
fn words_are_struck_whole() {
    assert_eq!(
        mark("The Provider may use Customer Data.", "The Provider must not use Customer Data."),
        "The Provider [-may-]{+must not+} use Customer Data."
    );
    assert_eq!(mark("same", "same"), "same");
    assert_eq!(mark("", "new"), "{+new+}");
    assert_eq!(mark("old", ""), "[-old-]");
}

#[test]
fn a_number_stays_with_its_figures() {
    assert_eq!(
        mark("within thirty (30) days of notice", "within ten (10) days of notice"),
        "within [-thirty (30)-]{+ten (10)+} days of notice"
    );
    assert_eq!(
        mark("for twenty-four (24) months after", "for twenty-six (26) months after"),
        "for [-twenty-four (24)-]{+twenty-six (26)+} months after"
    );
    assert_eq!(
        mark("by five percent (5%) a year", "by two percent (2%) a year"),
        "by [-five percent (5%)-]{+two percent (2%)+} a year"
    );
}

#[test]
fn changes_parted_by_a_space_are_one() {
    assert_eq!(
        mark("is capped at the fees paid in a year", "is capped at all charges paid in a year"),
        "is capped at [-the fees-]{+all charges+} paid in a year"
    );
}

#[test]
fn a_sentence_that_is_mostly_changed_is_struck() {
    assert_eq!(
        mark(
            "Fees are due. The Provider may at any time change its prices by notice. Tax is extra.",
            "Fees are due. Prices stay the same at least until the second year ends. Tax is extra."
        ),
        "Fees are due. [-The Provider may at any time change its prices by notice-]{+Prices stay \
         the same at least until the second year ends+}. Tax is extra."
    );
}

#[test]
fn letters_of_any_script_keep_their_bytes() {
    assert_eq!(
        mark("Die Gebühr fällt an.", "Die Vergütung fällt an."),
        "Die [-Gebühr-]{+Vergütung+} fällt an."
    );
    assert_eq!(mark("a  b", "a b"), "a [- -]b");
}

#[test]
fn likeness_is_a_share() {
    assert_eq!(likeness_percent("one two", "one two"), 100);
    assert_eq!(likeness_percent("abc", "xyz"), 0);
    assert_eq!(likeness_percent("", "."), 100);
    assert!(likeness_percent("The fee is due in May.", "The fee is due in June.") > 70);
}
