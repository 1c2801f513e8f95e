//! Moves: the same paragraphs at another place, marked as Word marks them.

use super::blocks::own_properties;
use super::comments::Remarks;
use super::draft::Draft;
use super::plan::Desk;
use super::runs;
use super::sheet::{Reason, Sheet};
use super::splice::{Ids, escape};
use crate::read::NodeKind;

impl Desk<'_> {
    pub(super) fn relocate(
        &self,
        node: usize,
        after: usize,
        remark: Option<(u32, &str)>,
        ids: &mut Ids,
    ) -> Result<Draft, Reason> {
        let (moved, target) = (self.node(node)?, self.node(after)?);
        if matches!(moved.kind, NodeKind::Table | NodeKind::Row | NodeKind::Cell) {
            return Err("tables and their parts cannot be moved with tracked changes".to_owned());
        }
        let whole = moved.span.start..moved.end;
        if target.end >= whole.start && target.end <= whole.end {
            return Err("it stands there already".to_owned());
        }
        let (sheet, blocks) = (self.sheet(0)?, self.blocks(node)?);
        let tree = &sheet.tree;
        self.check_whole(&blocks, &whole)?;
        let place = self.blocks(after)?;
        let last = self.check_after(sheet, &place)?;
        if [&blocks, &place].iter().any(|blocks| tree.is(blocks.container, "w:tc")) {
            return Err("it cannot be moved into a cell or out of one".to_owned());
        }
        let mut draft = Draft::default();
        self.strike(&mut draft, &blocks, "moveFrom")?;
        let (from, to) = (ids.take(), ids.take());
        draft.ids.extend([from, to]);
        let (who, when) = (escape(&self.author.name), escape(&self.author.date));
        let start = |name: &str, id: u32| {
            format!(
                "<w:{name}RangeStart w:id=\"{id}\" w:author=\"{who}\" w:date=\"{when}\" w:name=\"move{from}\"/>"
            )
        };
        let mut copies = String::new();
        let paragraphs: Vec<usize> =
            blocks.blocks.iter().copied().filter(|at| tree.is(*at, "w:p")).collect();
        for (order, paragraph) in paragraphs.iter().enumerate() {
            if !self.loses_mark_cleanly(sheet, *paragraph, &blocks.blocks) {
                return Err("the end of its paragraph cannot go".to_owned());
            }
            check_movable(sheet, *paragraph)?;
            let mut words = String::new();
            copy_words(sheet, *paragraph, self.author, &mut words);
            if order == 0 {
                words = format!("{}{words}", start("moveTo", to));
                if let Some((id, _)) = remark {
                    words = format!("{}{words}{}", Remarks::start(id), self.remarks.end(id));
                }
            }
            copies.push_str(&copy_paragraph(sheet, *paragraph, self.author, &words));
        }
        let (Some(first), Some(end)) = (paragraphs.first(), paragraphs.last()) else {
            return Err("it says nothing".to_owned());
        };
        let properties = tree.child(*first, "w:pPr");
        let begin =
            properties.map_or(tree.inner(*first).start, |properties| tree.span(properties).end);
        draft.write(0, begin, start("moveFrom", from), whole.start);
        let ends = format!("<w:moveFromRangeEnd w:id=\"{from}\"/>");
        draft.write(0, tree.span(*end).end, ends, whole.end);
        let copies = format!("{copies}<w:moveToRangeEnd w:id=\"{to}\"/>");
        draft.write(0, tree.span(last).end, copies, target.end);
        let text = self.paper.slice(&whole);
        draft.expect(target.end, &format!("\n{text}\n"), tree.span(last).end);
        draft.strike_whole(whole);
        Ok(draft)
    }

    /// Whether what follows can take the place of a paragraph.
    fn loses_mark_cleanly(&self, sheet: &Sheet<'_>, paragraph: usize, moved: &[usize]) -> bool {
        let tree = &sheet.tree;
        let container = tree.parent(paragraph).unwrap_or_default();
        let mut after = tree.children(container).skip_while(|child| *child != paragraph);
        let followed = after.any(|child| {
            !moved.contains(&child) && matches!(tree.name(child), "w:p" | "w:tbl" | "w:sdt")
        });
        followed && !sheet.ends_section(paragraph)
    }
}

/// Refuses paragraphs with what cannot stand twice in a file.
fn check_movable(sheet: &Sheet<'_>, paragraph: usize) -> Result<(), Reason> {
    let tree = &sheet.tree;
    for at in tree.inside(paragraph) {
        let why = match tree.name(at) {
            "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" | "w:rPrChange" | "w:pPrChange" => {
                "somebody's changes are in it"
            }
            "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent" => {
                "it holds a picture or another object"
            }
            "w:sdt" | "w:fldSimple" => "it holds a content control or a field",
            "w:commentReference" => "it holds a comment",
            _ => continue,
        };
        return Err(why.to_owned());
    }
    Ok(())
}

fn copy_paragraph(
    sheet: &Sheet<'_>,
    paragraph: usize,
    author: &super::Author,
    words: &str,
) -> String {
    let tree = &sheet.tree;
    let mark = tree.child(paragraph, "w:pPr").and_then(|at| tree.child(at, "w:rPr"));
    let look = mark.map(|mark| sheet.look_inside(mark)).unwrap_or_default();
    let comes = runs::paragraph_mark("moveTo", author);
    let properties = own_properties(sheet, paragraph);
    format!("<w:p><w:pPr>{properties}<w:rPr>{comes}{look}</w:rPr></w:pPr>{words}</w:p>")
}

/// Copies the runs of a paragraph as moved here; bookmarks stay where they were.
fn copy_words(sheet: &Sheet<'_>, at: usize, author: &super::Author, out: &mut String) {
    let tree = &sheet.tree;
    let mut together = String::new();
    for child in tree.children(at) {
        match tree.name(child) {
            "w:r" => together.push_str(tree.whole(child)),
            "w:hyperlink" | "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" => {
                out.push_str(&runs::wrap("moveTo", &std::mem::take(&mut together), author));
                out.push_str(&tree.tag(child));
                copy_words(sheet, child, author, out);
                out.push_str(&format!("</{}>", tree.name(child)));
            }
            _ => {}
        }
    }
    out.push_str(&runs::wrap("moveTo", &together, author));
}
