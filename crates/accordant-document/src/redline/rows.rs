//! Rows of tables: new ones like their neighbour, and rows that go.

use super::blocks::strike_paragraph;
use super::comments::Remarks;
use super::draft::Draft;
use super::plan::{Beside, Desk};
use super::runs;
use super::sheet::{Reason, Sheet};
use crate::read::NodeKind;

impl Desk<'_> {
    /// The element of a row.
    fn find_row(&self, node: usize) -> Result<usize, Reason> {
        if self.node(node)?.kind != NodeKind::Row {
            return Err("it is no row of a table".to_owned());
        }
        let row = self.blocks(node)?.last();
        let sheet = self.sheet(0)?;
        let in_table = sheet.tree.parent(row).is_some_and(|table| sheet.tree.is(table, "w:tbl"));
        if sheet.tree.is(row, "w:tr") && in_table {
            Ok(row)
        } else {
            Err("its row stands in a content control".to_owned())
        }
    }

    pub(super) fn insert_row(
        &self,
        beside: Beside,
        cells: &[String],
        remark: Option<(u32, &str)>,
    ) -> Result<Draft, Reason> {
        let (Beside::After(near) | Beside::Before(near)) = beside;
        let is_after = beside == Beside::After(near);
        let row = self.find_row(near)?;
        let sheet = self.sheet(0)?;
        let tree = &sheet.tree;
        let known: Vec<usize> = tree.children(row).filter(|at| tree.is(*at, "w:tc")).collect();
        if cells.len() > known.len() {
            return Err("the table has fewer columns".to_owned());
        }
        let mut all = String::new();
        let mut expected = String::new();
        for (order, cell) in known.iter().enumerate() {
            let text = cells.get(order).map(String::as_str).unwrap_or_default();
            if is_after {
                expected.push('\n');
            }
            expected.push_str(text);
            if !is_after {
                expected.push('\n');
            }
            let words = self.write_cell(sheet, *cell, text)?;
            all.push_str(&match (order, remark) {
                (0, Some((id, _))) => words.replacen(
                    "</w:p>",
                    &format!("{}{}</w:p>", Remarks::start(id), self.remarks.end(id)),
                    1,
                ),
                _ => words,
            });
        }
        let mut draft = Draft::default();
        let lead = tree.child(row, "w:tblPrEx").map(|at| tree.whole(at)).unwrap_or_default();
        let mut properties = String::new();
        if let Some(own) = tree.child(row, "w:trPr") {
            for child in tree.children(own) {
                if !matches!(
                    tree.name(child),
                    "w:ins" | "w:del" | "w:trPrChange" | "w:tblHeader" | "w:hidden"
                ) {
                    properties.push_str(tree.whole(child));
                }
            }
        }
        let mark = runs::paragraph_mark("ins", self.author);
        let row_properties = format!("<w:trPr>{properties}{mark}</w:trPr>");
        let written = format!("<w:tr>{lead}{row_properties}{all}</w:tr>");
        let (place, byte) = if is_after {
            (self.node(near)?.end, tree.span(row).end)
        } else {
            (self.node(near)?.span.start, tree.span(row).start)
        };
        draft.write(0, byte, written, place);
        if is_after {
            expected.push('\n');
        }
        draft.expect(place, &expected, byte);
        Ok(draft)
    }

    /// A cell like another one with its own words.
    fn write_cell(&self, sheet: &Sheet<'_>, like: usize, text: &str) -> Result<String, Reason> {
        let tree = &sheet.tree;
        let mut properties = String::new();
        if let Some(own) = tree.child(like, "w:tcPr") {
            for child in tree.children(own) {
                match tree.name(child) {
                    "w:vMerge" => {
                        return Err("its cells are joined with others above or below".to_owned());
                    }
                    "w:cellIns" | "w:cellDel" | "w:cellMerge" | "w:tcPrChange" => {}
                    _ => properties.push_str(tree.whole(child)),
                }
            }
        }
        let paragraph = tree.inside(like).find(|at| tree.is(*at, "w:p"));
        let own = paragraph.and_then(|at| tree.child(at, "w:pPr"));
        let mut shape = String::new();
        let mut mark_look = String::new();
        for child in own.into_iter().flat_map(|own| tree.children(own)) {
            match tree.name(child) {
                "w:rPr" => mark_look = sheet.look_inside(child),
                "w:sectPr" | "w:pPrChange" => {}
                _ => shape.push_str(tree.whole(child)),
            }
        }
        let run = paragraph.and_then(|at| tree.inside(at).find(|inside| tree.is(*inside, "w:r")));
        let look = match run {
            Some(run) => sheet.look(run),
            None if mark_look.is_empty() => String::new(),
            None => format!("<w:rPr>{mark_look}</w:rPr>"),
        };
        let words = runs::wrap("ins", &runs::new_run(&look, text), self.author);
        let mark = runs::paragraph_mark("ins", self.author);
        let properties = match properties.as_str() {
            "" => properties,
            inside => format!("<w:tcPr>{inside}</w:tcPr>"),
        };
        Ok(format!(
            "<w:tc>{properties}<w:p><w:pPr>{shape}<w:rPr>{mark}{mark_look}</w:rPr></w:pPr>{words}</w:p></w:tc>"
        ))
    }

    pub(super) fn delete_row(
        &self,
        node: usize,
        remark: Option<(u32, &str)>,
    ) -> Result<Draft, Reason> {
        let row = self.find_row(node)?;
        let sheet = self.sheet(0)?;
        let found = self.node(node)?;
        let whole = found.span.start..found.end;
        let mut draft = Draft::default();
        if let Some((id, _)) = remark {
            self.anchor_start(&mut draft, &whole, id)?;
        }
        strike_row(sheet, &mut draft, row, false)?;
        if let Some((id, _)) = remark {
            self.anchor_end(&mut draft, &whole, id)?;
        }
        draft.strike_whole(whole);
        Ok(draft)
    }
}

/// Strikes a row with all that it says; `whole` when all rows of its table go.
pub(super) fn strike_row(
    sheet: &Sheet<'_>,
    draft: &mut Draft,
    row: usize,
    whole: bool,
) -> Result<(), Reason> {
    let tree = &sheet.tree;
    if let Some(properties) = tree.child(row, "w:trPr") {
        if tree.child(properties, "w:del").is_some() {
            return Ok(());
        }
        if tree.child(properties, "w:ins").is_some() {
            return Err("somebody else inserted its row".to_owned());
        }
    }
    draft.mark_row(0, row, tree.span(row));
    for at in tree.inside(row) {
        match tree.name(at) {
            "w:vMerge" if !whole => {
                return Err("its cells are joined with others above or below".to_owned());
            }
            "w:tbl" => return Err("a table stands in it".to_owned()),
            "w:p" => strike_paragraph(sheet, draft, at, "del", true)?,
            _ => {}
        }
    }
    Ok(())
}
