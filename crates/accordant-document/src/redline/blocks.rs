//! Whole paragraphs: which a node has, how they go, and how new ones come in.

use std::collections::BTreeSet;
use std::ops::Range;

use super::NewParagraph;
use super::comments::Remarks;
use super::draft::Draft;
use super::notes::NoteMark;
use super::plan::{Beside, Desk, find_atom};
use super::runs;
use super::sheet::{Reason, Sheet};
use crate::read::{Node, NodeKind};

/// The blocks of a node: paragraphs and tables beside one another.
#[derive(Debug, Clone)]
pub(super) struct Blocks {
    /// The element that holds them.
    pub(super) container: usize,
    pub(super) blocks: Vec<usize>,
    /// The paragraphs with words in them.
    pub(super) paras: BTreeSet<usize>,
}

impl Blocks {
    pub(super) fn last(&self) -> usize {
        self.blocks.last().copied().unwrap_or_default()
    }
}

impl Desk<'_> {
    pub(super) fn node(&self, node: usize) -> Result<&Node, Reason> {
        self.paper.nodes.get(node).ok_or_else(|| "there is no such clause".to_owned())
    }

    /// The blocks of a node with all below it; in the body only.
    pub(super) fn blocks(&self, index: usize) -> Result<Blocks, Reason> {
        let node = self.node(index)?;
        let whole = node.span.start..node.end;
        let mut paras = BTreeSet::new();
        for at in self.paper.runs_in(&whole).iter().filter_map(find_atom) {
            if at.part != 0 {
                return Err("it stands in a footnote".to_owned());
            }
            paras.insert(at.para);
        }
        let sheet = self.sheet(0)?;
        let tree = &sheet.tree;
        let (Some(first), Some(last)) = (paras.first(), paras.last()) else {
            return Err("it says nothing".to_owned());
        };
        let (first, last) = (sheet.paragraph(*first)?, sheet.paragraph(*last)?);
        for para in &paras {
            let paragraph = sheet.paragraph(*para)?;
            sheet.check_box(paragraph)?;
            if tree.inside(paragraph).any(|at| tree.is(at, "w:p")) {
                return Err("a box with text is anchored in it".to_owned());
            }
        }
        let within = |at: usize| {
            tree.span(at).start <= tree.span(first).start
                && tree.span(last).end <= tree.span(at).end
        };
        let mut around = std::iter::once(first).chain(tree.above(first)).filter(|at| within(*at));
        let whole = match node.kind {
            NodeKind::Table => around.find(|at| tree.is(*at, "w:tbl")),
            NodeKind::Row => around.find(|at| tree.is(*at, "w:tr")),
            _ => around.next(),
        };
        let whole = whole.ok_or("its paragraphs do not stand together")?;
        match tree.name(whole) {
            "w:p" | "w:tbl" | "w:tr" => {
                let container = tree.parent(whole).unwrap_or_default();
                Ok(Blocks { container, blocks: vec![whole], paras })
            }
            _ => {
                let (from, to) = (tree.span(first), tree.span(last));
                let blocks = tree.children(whole).filter(|child| {
                    let span = tree.span(*child);
                    span.end > from.start && span.start < to.end
                });
                Ok(Blocks { container: whole, blocks: blocks.collect(), paras })
            }
        }
    }

    pub(super) fn delete(
        &self,
        node: usize,
        expect: &str,
        remark: Option<(u32, &str)>,
    ) -> Result<Draft, Reason> {
        let found = self.node(node)?;
        let whole = found.span.start..found.end;
        if self.paper.slice(&whole) != expect {
            return Err("the words are not there".to_owned());
        }
        match found.kind {
            NodeKind::Row => return self.delete_row(node, remark),
            NodeKind::Footnote => return self.delete_note(found, remark),
            NodeKind::Cell => return Err("a cell cannot go alone; replace its text".to_owned()),
            _ => {}
        }
        let blocks = self.blocks(node)?;
        self.check_whole(&blocks, &whole)?;
        let mut draft = Draft::default();
        if let Some((id, _)) = remark {
            self.anchor_start(&mut draft, &whole, id)?;
        }
        self.strike(&mut draft, &blocks, "del")?;
        if let Some((id, _)) = remark {
            self.anchor_end(&mut draft, &whole, id)?;
        }
        draft.strike_whole(whole);
        Ok(draft)
    }

    /// Refuses paragraphs that hold words of other nodes too.
    pub(super) fn check_whole(&self, blocks: &Blocks, whole: &Range<usize>) -> Result<(), Reason> {
        for para in &blocks.paras {
            let shown = self.shown.get(&(0, *para)).cloned().unwrap_or(whole.clone());
            if shown.start < whole.start || shown.end > whole.end {
                return Err("its paragraph holds other words too; replace the text".to_owned());
            }
        }
        Ok(())
    }

    /// Strikes blocks with the marks of their paragraphs.
    pub(super) fn strike(
        &self,
        draft: &mut Draft,
        blocks: &Blocks,
        by: &'static str,
    ) -> Result<(), Reason> {
        let sheet = self.sheet(0)?;
        let tree = &sheet.tree;
        for block in &blocks.blocks {
            match tree.name(*block) {
                "w:p" => {
                    let goes = self.can_lose_mark(sheet, *block, blocks);
                    strike_paragraph(sheet, draft, *block, by, goes)?;
                }
                "w:tbl" if by == "del" => strike_table(sheet, draft, *block)?,
                "w:tbl" => return Err("a table cannot be moved with tracked changes".to_owned()),
                "w:sdt" => {
                    sheet.check_control(*block)?;
                    return Err("it stands in content controls".to_owned());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The last paragraph of a cell or of the body keeps its mark, and one that ends a section.
    fn can_lose_mark(&self, sheet: &Sheet<'_>, paragraph: usize, blocks: &Blocks) -> bool {
        let tree = &sheet.tree;
        let mut after = tree.children(blocks.container).skip_while(|child| *child != paragraph);
        let followed = after.any(|child| {
            child != paragraph && matches!(tree.name(child), "w:p" | "w:tbl" | "w:sdt")
        });
        followed && !sheet.ends_section(paragraph)
    }

    pub(super) fn insert(
        &self,
        beside: Beside,
        paragraphs: &[NewParagraph],
        remark: Option<(u32, &str)>,
    ) -> Result<Draft, Reason> {
        if paragraphs.is_empty() {
            return Err("there is no paragraph to insert".to_owned());
        }
        let (Beside::After(near) | Beside::Before(near)) = beside;
        let is_after = beside == Beside::After(near);
        let place = if is_after { self.node(near)?.end } else { self.node(near)?.span.start };
        let (sheet, blocks) = (self.sheet(0)?, self.blocks(near)?);
        let last = if is_after {
            self.check_after(sheet, &blocks)?
        } else {
            blocks.blocks.first().copied().ok_or("it says nothing")?
        };
        if !is_after && sheet.tree.is(last, "w:tr") {
            return Err("only a row can stand before a row".to_owned());
        }
        let mut draft = Draft::default();
        let mut shapes = Vec::new();
        let mut written = Vec::new();
        let mut expected = String::new();
        for (order, paragraph) in paragraphs.iter().enumerate() {
            let shape = self.find_shape(paragraph.like)?;
            let (runs, said) = write_words(&shape, paragraph);
            if is_after {
                expected.push('\n');
            }
            expected.push_str(&said);
            if !is_after {
                expected.push('\n');
            }
            let mut words = runs::wrap("ins", &runs, self.author);
            if let (0, Some((id, _))) = (order, remark) {
                words = format!("{}{words}{}", Remarks::start(id), self.remarks.end(id));
            }
            shapes.push(shape);
            written.push(words);
        }
        // At the end of a cell or of the body the mark that is there stays the last: the one before
        // the new text is the one that comes in. Where the two look different that would change
        // how the old paragraph looks, and the new mark is the last.
        let tree = &sheet.tree;
        let alike = is_after
            && tree.is(last, "w:p")
            && shapes.last().is_some_and(|shape| is_alike(sheet, last, shape))
            && !sheet.mark(last, &["w:ins", "w:moveTo"]);
        let swaps = alike && self.is_last(sheet, last, &blocks);
        let count = written.len();
        let mut all = String::new();
        for (order, (shape, words)) in shapes.iter().zip(written).enumerate() {
            let comes = !(swaps && order + 1 == count);
            let mark = if comes { runs::paragraph_mark("ins", self.author) } else { String::new() };
            let look = format!("{mark}{}", shape.mark_look);
            let look = if look.is_empty() { look } else { format!("<w:rPr>{look}</w:rPr>") };
            let properties = format!("{}{look}", shape.properties);
            let properties = match properties.as_str() {
                "" => properties,
                inside => format!("<w:pPr>{inside}</w:pPr>"),
            };
            all.push_str(&format!("<w:p>{properties}{words}</w:p>"));
        }
        if swaps {
            draft.mark(0, last, "ins");
        }
        let byte = if is_after { tree.span(last).end } else { tree.span(last).start };
        draft.write(0, byte, all, place);
        if is_after {
            expected.push('\n');
        }
        draft.expect(place, &expected, byte);
        Ok(draft)
    }

    fn is_last(&self, sheet: &Sheet<'_>, block: usize, blocks: &Blocks) -> bool {
        let tree = &sheet.tree;
        let mut after = tree.children(blocks.container).skip_while(|child| *child != block);
        !after.any(|child| child != block && matches!(tree.name(child), "w:p" | "w:tbl" | "w:sdt"))
    }

    /// The block after which something can be inserted.
    pub(super) fn check_after(&self, sheet: &Sheet<'_>, blocks: &Blocks) -> Result<usize, Reason> {
        let last = blocks.last();
        let refuse = |why: &str| Err(why.to_owned());
        match sheet.tree.name(last) {
            "w:tr" => refuse("only a row can follow a row"),
            "w:p" if sheet.mark(last, &["w:del", "w:moveFrom"]) => {
                refuse("somebody deleted the end of the paragraph before it")
            }
            "w:p" if sheet.ends_section(last) => refuse("the paragraph before it ends a section"),
            _ => Ok(last),
        }
    }

    /// How a paragraph like that of a node looks.
    pub(super) fn find_shape(&self, like: usize) -> Result<Shape, Reason> {
        let node = self.node(like)?;
        let sheet = self.sheet(0)?;
        let words = if node.words.is_empty() { node.span.clone() } else { node.words.clone() };
        let runs = self.paper.runs_in(&words);
        let first = runs.first().and_then(find_atom).filter(|at| at.part == 0);
        let first = first.ok_or("the clause that it should look like says nothing")?;
        let paragraph = sheet.paragraph(first.para)?;
        let heading = node.heading.clone().filter(|heading| heading.end < words.end);
        let look = |range: Range<usize>| self.find_look(sheet, &range);
        let text = match &heading {
            Some(heading) => look(heading.end..words.end).or_else(|| look(words.clone())),
            None => look(words.clone()),
        };
        let text = text.unwrap_or_default();
        let lead = heading.and_then(look).unwrap_or_else(|| embolden(&text));
        let mark = sheet.tree.child(paragraph, "w:pPr");
        let mark = mark.and_then(|properties| sheet.tree.child(properties, "w:rPr"));
        Ok(Shape {
            properties: own_properties(sheet, paragraph),
            mark_look: mark.map(|mark| sheet.look_inside(mark)).unwrap_or_default(),
            text,
            lead,
        })
    }

    /// The look that most of the letters of a range have.
    fn find_look(&self, sheet: &Sheet<'_>, range: &Range<usize>) -> Option<String> {
        let mut looks: Vec<(usize, String)> = Vec::new();
        for run in self.paper.runs_in(range) {
            let Some(at) = find_atom(run).filter(|at| at.part == 0) else { continue };
            let Ok(spot) = sheet.spot(at.para, at.atom) else { continue };
            let part = run.text.start.max(range.start)..run.text.end.min(range.end);
            let letters = self.paper.slice(&part).chars().filter(|c| c.is_alphanumeric()).count();
            let look = sheet.look(spot.run);
            match looks.iter_mut().find(|(_, known)| *known == look) {
                Some((count, _)) => *count += letters,
                None => looks.push((letters, look)),
            }
        }
        // Of two that are as common, the first.
        let best = looks.into_iter().filter(|(count, _)| *count > 0).rev();
        best.max_by_key(|(count, _)| *count).map(|(_, look)| look)
    }
}

/// How a new paragraph looks.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// What its properties hold besides the look of its mark.
    pub(super) properties: String,
    pub(super) mark_look: String,
    pub(super) text: String,
    lead: String,
}

/// What the properties of a paragraph hold, without its mark, the end of a section, and changes.
pub(super) fn own_properties(sheet: &Sheet<'_>, paragraph: usize) -> String {
    let tree = &sheet.tree;
    let Some(properties) = tree.child(paragraph, "w:pPr") else { return String::new() };
    let mut kept = String::new();
    for child in tree.children(properties) {
        match tree.name(child) {
            "w:rPr" | "w:sectPr" | "w:pPrChange" | "w:pageBreakBefore" => {}
            "w:numPr" => {
                let own = tree.children(child);
                let own = own.filter(|at| matches!(tree.name(*at), "w:ilvl" | "w:numId"));
                let inside: String = own.map(|at| tree.whole(at)).collect();
                if !inside.is_empty() {
                    kept.push_str(&format!("<w:numPr>{inside}</w:numPr>"));
                }
            }
            _ => kept.push_str(tree.whole(child)),
        }
    }
    kept
}

/// Whether a paragraph looks as a new one will, so that either can have the other's mark.
fn is_alike(sheet: &Sheet<'_>, paragraph: usize, shape: &Shape) -> bool {
    let tree = &sheet.tree;
    let Some(properties) = tree.child(paragraph, "w:pPr") else {
        return shape.properties.is_empty() && shape.mark_look.is_empty();
    };
    let odd = |name: &str| tree.child(properties, name).is_some();
    let look = tree.child(properties, "w:rPr").map(|look| sheet.look_inside(look));
    !odd("w:pageBreakBefore")
        && !odd("w:pPrChange")
        && own_properties(sheet, paragraph) == shape.properties
        && look.unwrap_or_default() == shape.mark_look
}

/// The runs of a new paragraph, and what they say.
fn write_words(shape: &Shape, paragraph: &NewParagraph) -> (String, String) {
    let heading = paragraph.heading.as_deref().map(str::trim).filter(|heading| !heading.is_empty());
    let Some(heading) = heading else {
        return (runs::new_run(&shape.text, &paragraph.text), paragraph.text.clone());
    };
    let ends = heading.ends_with(['.', ':', ';', '?', '!', '–', '—']);
    let lead = match (paragraph.text.is_empty(), ends) {
        (true, _) => heading.to_owned(),
        (false, true) => format!("{heading} "),
        (false, false) => format!("{heading}. "),
    };
    let runs = runs::new_run(&shape.lead, &lead) + &runs::new_run(&shape.text, &paragraph.text);
    (runs, format!("{lead}{}", paragraph.text))
}

/// A look in bold.
fn embolden(look: &str) -> String {
    let inside = look.strip_prefix("<w:rPr>").and_then(|rest| rest.strip_suffix("</w:rPr>"));
    let inside = inside.unwrap_or_default();
    let open =
        |tag: &str| inside.contains(&format!("<{tag}/>")) || inside.contains(&format!("<{tag} "));
    if open("w:b") {
        return look.to_owned();
    }
    // The style and the fonts of a run come before it.
    let mut at = 0;
    for tag in ["<w:rStyle", "<w:rFonts"] {
        if let Some(rest) = inside.get(at..).filter(|rest| rest.starts_with(tag)) {
            let closed = rest.find("/>").map(|end| end + 2);
            let paired = rest.find(&format!("</{}>", tag.trim_start_matches('<')));
            let plain = rest.find('>').is_some_and(|end| closed == Some(end + 1));
            let end = if plain { closed } else { paired.map(|end| end + tag.len() + 2) };
            at += end.unwrap_or(0);
        }
    }
    let (before, after) = inside.split_at_checked(at).unwrap_or(("", inside));
    format!("<w:rPr>{before}<w:b/>{after}</w:rPr>")
}

/// Strikes a paragraph: its words, and its mark where that can go.
pub(super) fn strike_paragraph(
    sheet: &Sheet<'_>,
    draft: &mut Draft,
    paragraph: usize,
    by: &'static str,
    mark_goes: bool,
) -> Result<(), Reason> {
    let tree = &sheet.tree;
    let mut fields = 0_i32;
    for at in tree.inside(paragraph) {
        let refuse = |why: &str| Err(why.to_owned());
        match tree.name(at) {
            "w:p" => return refuse("a box with text is anchored in it"),
            "m:oMath" | "m:oMathPara" => return refuse("it holds a formula"),
            "w:footnoteReference" | "w:endnoteReference" => {
                let is_end = tree.is(at, "w:endnoteReference");
                let id = tree.attribute(at, "w:id").unwrap_or_default().to_owned();
                if by != "del" {
                    return refuse("it holds the mark of a footnote, which cannot be moved");
                }
                draft.notes.push(NoteMark { is_end, id });
            }
            "w:sdt" => sheet.check_control(at)?,
            _ => {}
        }
        if !tree.is(at, "w:r") {
            continue;
        }
        let around: Vec<&str> = tree
            .above(at)
            .take_while(|above| *above != paragraph)
            .map(|above| tree.name(above))
            .collect();
        if around.contains(&"w:moveTo") {
            return refuse("somebody moved it here");
        }
        if around.iter().any(|name| matches!(*name, "w:del" | "w:moveFrom" | "w:r")) {
            continue;
        }
        for child in tree.children(at).filter(|child| tree.is(*child, "w:fldChar")) {
            match tree.attribute(child, "w:fldCharType") {
                Some("begin") => fields += 1,
                Some("end") => fields -= 1,
                _ => {}
            }
            if fields < 0 {
                return refuse("a field goes over the end of a paragraph");
            }
        }
        draft.cut(0, at, tree.span(at), by);
    }
    if fields != 0 {
        return Err("a field goes over the end of a paragraph".to_owned());
    }
    let gone = sheet.mark(paragraph, &["w:del", "w:moveFrom"]);
    if mark_goes && !gone {
        draft.mark(0, paragraph, by);
    }
    Ok(())
}

/// Strikes all rows of a table.
fn strike_table(sheet: &Sheet<'_>, draft: &mut Draft, table: usize) -> Result<(), Reason> {
    for row in sheet.tree.children(table) {
        match sheet.tree.name(row) {
            "w:tr" => super::rows::strike_row(sheet, draft, row, true)?,
            "w:sdt" => return Err("it stands in content controls".to_owned()),
            _ => {}
        }
    }
    Ok(())
}
