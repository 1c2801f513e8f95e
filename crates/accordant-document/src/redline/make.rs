//! Marking up: edits planned, written, checked; those that break the file are found and left out.

use std::collections::BTreeMap;

use super::check::{Bounds, check};
use super::comments::Remarks;
use super::draft::Draft;
use super::plan::Desk;
use super::sheet::{Reason, Sheet};
use super::splice::Ids;
use super::{Author, Edit, RedlineError, Redlined, Refused};
use crate::read::docx::{Opened, Package};
use crate::read::{Format, Paper, View};

/// See [`super::redline`].
pub(super) fn redline(
    bytes: &[u8],
    paper: &Paper,
    edits: &[Edit],
    author: &Author,
) -> Result<Redlined, RedlineError> {
    if paper.format != Format::Docx {
        let why = "it is no Word file".to_owned();
        return Err(RedlineError::ReadOnly { why });
    }
    let package = super::open(bytes)?;
    let opened = Opened::read(&package)?;
    if opened.text(View::Final) != paper.text {
        return Err(RedlineError::Stale);
    }
    let mut ids = Ids::default();
    for name in package.names() {
        ids.learn(package.part(name).unwrap_or_default());
    }
    let sheets: Result<Vec<Sheet<'_>>, RedlineError> =
        paper.parts.iter().map(|part| Sheet::of(&package, &part.name)).collect();
    let desk = Desk::new(paper, sheets?, author, Remarks::of(&package));
    let original = opened.text(View::Original);
    let mut maker = Maker { bytes, package: &package, desk: &desk, original, ids: Ids::default() };
    let mut refused: Vec<(usize, Reason)> = Vec::new();
    let mut drafts: Vec<(usize, Draft)> = Vec::new();
    let mut all = Draft::default();
    for (order, edit) in edits.iter().enumerate() {
        let draft = desk.plan(edit, &mut ids);
        match draft.and_then(|draft| all.add(draft.clone()).map(|()| draft)) {
            Ok(draft) => drafts.push((order, draft)),
            Err(reason) => refused.push((order, reason)),
        }
    }
    maker.ids = ids;
    let (bytes, applied) = maker.settle_on(&drafts, all, &mut refused)?;
    refused.sort_by_key(|(order, _)| *order);
    let id = |order: usize| edits.get(order).map(|edit| edit.id.clone()).unwrap_or_default();
    Ok(Redlined {
        bytes,
        applied: applied.into_iter().map(id).collect(),
        refused: refused
            .into_iter()
            .map(|(order, reason)| Refused { id: id(order), reason })
            .collect(),
    })
}

struct Maker<'a> {
    bytes: &'a [u8],
    package: &'a Package,
    desk: &'a Desk<'a>,
    /// The text with nobody's changes taken.
    original: String,
    ids: Ids,
}

impl Maker<'_> {
    /// Makes all drafts; when the file does not hold with them, those that it holds with.
    fn settle_on(
        &self,
        drafts: &[(usize, Draft)],
        all: Draft,
        refused: &mut Vec<(usize, Reason)>,
    ) -> Result<(Vec<u8>, Vec<usize>), RedlineError> {
        if drafts.is_empty() {
            return Ok((self.bytes.to_vec(), Vec::new()));
        }
        match self.write(&all) {
            Ok(bytes) => return Ok((bytes, drafts.iter().map(|(order, _)| *order).collect())),
            Err(error @ (RedlineError::Package { .. } | RedlineError::Read(_))) => {
                return Err(error);
            }
            Err(_) => {}
        }
        let (mut kept, mut applied) = (Draft::default(), Vec::new());
        let mut bytes = self.bytes.to_vec();
        let mut parts: Vec<&[(usize, Draft)]> = vec![drafts];
        // The first half is tried first, so that what stands first in the list wins.
        while let Some(part) = parts.pop() {
            let mut tried = kept.clone();
            let added = part.iter().try_for_each(|(_, draft)| tried.add(draft.clone()));
            let made = match added {
                Ok(()) => self.write(&tried),
                Err(what) => Err(RedlineError::Check { what }),
            };
            match (made, part) {
                (Ok(made), _) => {
                    (bytes, kept) = (made, tried);
                    applied.extend(part.iter().map(|(order, _)| *order));
                }
                (Err(error), [(order, _)]) => refused.push((*order, error.to_string())),
                (Err(_), part) => {
                    let (first, second) = part.split_at(part.len() / 2);
                    parts.extend([second, first]);
                }
            }
        }
        Ok((bytes, applied))
    }

    /// Writes a draft into the file, and checks what comes out.
    fn write(&self, draft: &Draft) -> Result<Vec<u8>, RedlineError> {
        let mut ids = self.ids.clone();
        let mut ours = draft.ids.clone();
        let mut changed = BTreeMap::new();
        for (part, sheet) in self.desk.sheets.iter().enumerate() {
            let written = draft.write_part(part, sheet, self.desk.author, &mut ids, &mut ours);
            if let Some(text) = written.map_err(|what| RedlineError::Check { what })? {
                changed.insert(sheet.story.part.clone(), text);
            }
        }
        if !draft.comments.is_empty() {
            let (remarks, author) = (&self.desk.remarks, self.desk.author);
            remarks.add(self.package, &draft.comments, author, &mut changed)?;
        }
        let out = super::write_back(self.package, self.bytes, &changed)?;
        let intended = draft.intend(&self.desk.paper.text);
        let intended = intended.ok_or_else(|| RedlineError::Check {
            what: "its words are changed twice".to_owned(),
        })?;
        let bounds = Bounds {
            before: self.package,
            bytes: self.bytes,
            original: &self.original,
            found: &self.desk.paper.text,
            intended: &intended,
            changed: &changed,
            ours: &ours,
        };
        check(&out, &bounds)?;
        Ok(out)
    }
}
