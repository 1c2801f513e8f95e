//! Versions that nobody thought of: whatever changed, marking it in the old file makes the new one.

use accordant_document::compare::compare;
use accordant_document::read::Format;

use super::desk::{Docx, item, open, para};
use super::round;

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

const WORDS: [&str; 24] = [
    "the",
    "Provider",
    "keeps",
    "data",
    "of",
    "Customer",
    "within",
    "thirty",
    "days",
    "unless",
    "notice",
    "in",
    "writing",
    "Section",
    "liability",
    "fees",
    "and",
    "confidential",
    "term",
    "month",
    "“Services”",
    "EUR",
    "agreement",
    "law",
];

fn sentence(dice: &mut Dice) -> String {
    let count = 4 + dice.roll(22);
    let words: Vec<&str> = (0..count).map(|_| WORDS[dice.roll(WORDS.len())]).collect();
    format!("{} {}.", words.join(" "), dice.roll(400))
}

/// A paragraph: its level in the list, or none, and its words.
type Line = (Option<u32>, String);

fn write(lines: &[Line]) -> Vec<u8> {
    let numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%2)\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let body: String = lines
        .iter()
        .map(|(level, words)| match level {
            Some(level) => item(1, *level, words),
            None => para("", words),
        })
        .collect();
    Docx { numbering: numbering.into(), ..Docx::body(body) }.bytes()
}

fn change(dice: &mut Dice, lines: &[Line]) -> Vec<Line> {
    let mut new = lines.to_vec();
    for _ in 0..1 + dice.roll(6) {
        let at = dice.roll(new.len());
        match dice.roll(6) {
            0 if new.len() > 2 => _ = new.remove(at),
            1 => new.insert(at, (Some(u32::from(dice.roll(2) == 1)), sentence(dice))),
            2 => {
                let line = new.remove(at);
                let to = dice.roll(new.len() + 1);
                new.insert(to, line);
            }
            3 => new[at].1 = sentence(dice),
            _ => {
                let mut words: Vec<&str> = new[at].1.split(' ').collect();
                let place = dice.roll(words.len());
                match dice.roll(3) {
                    0 if words.len() > 2 => _ = words.remove(place),
                    1 => words.insert(place, WORDS[dice.roll(WORDS.len())]),
                    _ => words[place] = WORDS[dice.roll(WORDS.len())],
                }
                new[at].1 = words.join(" ");
            }
        }
    }
    new
}

#[test]
fn every_version_can_be_made_of_the_one_before() {
    let mut left = 0;
    for seed in 0..150 {
        let mut dice = Dice(seed);
        let count = 3 + dice.roll(14);
        let levels = [None, Some(0), Some(0), Some(1)];
        let old: Vec<Line> =
            (0..count).map(|_| (levels[dice.roll(levels.len())], sentence(&mut dice))).collect();
        let new = change(&mut dice, &old);
        let (before, after) = (write(&old), open(&write(&new), Format::Docx));
        left += round(&before, &after).len();
        let paper = open(&before, Format::Docx);
        assert!(compare(&paper, &paper).is_empty());
    }
    assert!(left <= 3, "{left} changes could not be marked");
}
