//! Two texts as one: what goes in `[-…-]`, what comes in `{+…+}`, and some words around.

use accordant_document::diff::diff;

/// Words that are shown before and after a change.
const AROUND: usize = 14;

/// Both texts as one: `[-gone-]` and `{+new+}`; what stays far from a change is left out as "…".
pub(super) fn mark(old: &str, new: &str) -> String {
    let hunks = diff(old, new);
    if hunks.is_empty() {
        return new.to_owned();
    }
    let mut out = String::new();
    let mut from = 0;
    for (place, hunk) in hunks.iter().enumerate() {
        let stays = new.get(from..hunk.new.start).unwrap_or_default();
        out.push_str(&cut(stays, place > 0, true));
        let (gone, come) = (old.get(hunk.old.clone()), new.get(hunk.new.clone()));
        if let Some(gone) = gone.filter(|gone| !gone.is_empty()) {
            out.push_str(&format!("[-{gone}-]"));
        }
        if let Some(come) = come.filter(|come| !come.is_empty()) {
            out.push_str(&format!("{{+{come}+}}"));
        }
        from = hunk.new.end;
    }
    out.push_str(&cut(new.get(from..).unwrap_or_default(), true, false));
    out
}

/// The words of a text that stand next to a change before or after it.
fn cut(text: &str, after: bool, before: bool) -> String {
    let kept = AROUND * (usize::from(after) + usize::from(before));
    let starts: Vec<usize> = text
        .char_indices()
        .zip(std::iter::once(' ').chain(text.chars()))
        .filter(|((_, c), last)| !c.is_whitespace() && last.is_whitespace())
        .map(|((at, _), _)| at)
        .collect();
    if starts.len() <= kept + 2 {
        return text.to_owned();
    }
    let head = starts.get(AROUND).and_then(|at| text.get(..*at)).filter(|_| after);
    let tail = starts.len().checked_sub(AROUND).and_then(|at| starts.get(at));
    let tail = tail.and_then(|at| text.get(*at..)).filter(|_| before);
    match tail {
        Some(tail) => format!("{}… {tail}", head.unwrap_or_default()),
        None => format!("{}…", head.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn far_words_are_left_out() {
        let far = "one two three four five six seven eight nine ten ".repeat(4);
        let old = format!("{far}within 10 days {far}at 5 % {far}");
        let new = format!("{far}within 30 days {far}at 5 % {far}");
        let marked = mark(&old, &new);
        assert!(marked.starts_with("… "), "{marked}");
        assert!(marked.ends_with('…'), "{marked}");
        assert!(marked.contains("within [-10-]{+30+} days one"), "{marked}");
        assert!(marked.split_whitespace().count() < 40, "{marked}");
    }

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(mark("within 10 days", "within 30 days"), "within [-10-]{+30+} days");
        assert_eq!(mark("", "new"), "{+new+}");
        assert_eq!(mark("same", "same"), "same");
    }
}
