//! Plain text: paragraphs parted by blank lines or begun by numbers, lines that were wrapped.

use super::build::{Built, Shape};
use super::label;

/// Reads plain text.
pub(super) fn read(text: &str) -> Built {
    let mut built = Built::default();
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        lines.push((at, words));
        at += line.len();
    }
    let wrapped = is_wrapped(&lines);
    let mut open = false;
    let mut before: &str = "";
    for (start, line) in lines {
        let words =
            line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{c}');
        if words.is_empty() || is_rule(words) {
            if open {
                built.close();
            }
            (open, before) = (false, "");
            continue;
        }
        let begins = !open || !wrapped || begins_paragraph(words, before);
        if begins {
            if open {
                built.close();
            }
            built.open(Shape::Paragraph, None, String::new());
            open = true;
        } else {
            let gap = start;
            built.push(
                " ",
                super::paper::Source::Bytes { start: gap.saturating_sub(1), end: gap },
                false,
            );
        }
        built.push_bytes(words, start + line.len() - words.len(), false);
        before = line;
    }
    if open {
        built.close();
    }
    built
}

/// Whether lines were broken to a width, so that a paragraph has many.
fn is_wrapped(lines: &[(usize, &str)]) -> bool {
    let lengths = lines.iter().map(|(_, line)| line.chars().count()).filter(|length| *length > 0);
    let (mut all, mut long, mut most) = (0_usize, 0_usize, 0_usize);
    for length in lengths {
        all += 1;
        long += usize::from((50..=130).contains(&length));
        most = most.max(length);
    }
    all > 3 && most <= 200 && long * 3 > all
}

fn is_rule(words: &str) -> bool {
    words.len() >= 3
        && words.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '─'))
        && !words.starts_with("____")
}

/// Whether a line begins a paragraph though no blank line stands before it.
fn begins_paragraph(words: &str, before: &str) -> bool {
    let ended = before.is_empty() || before.ends_with(['.', ';', ':', '!', '?']);
    let short = before.chars().count() < 45;
    match label::find(words) {
        // "… under Section\n4.2 of the …" and "… by\n(a) notice" are wrapped lines.
        Some(typed) if !typed.is_bare => {
            ended
                || short
                || before.ends_with([',', ')'])
                || before.ends_with(" and")
                || before.ends_with(" or")
        }
        _ => {
            short
                && ended
                && words.chars().next().is_some_and(char::is_uppercase)
                && before.len() < 40
        }
    }
}
