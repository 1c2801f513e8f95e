//! The check of a marked file before it is handed out: it is read again and held against what was
//! there and what was asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use super::settle::{Whose, settle_parts};
use super::tree::Tree;
use super::{RedlineError, Settle};
use crate::read::View;
use crate::read::docx::{Opened, Package};

/// What a marked file is held against.
pub(super) struct Bounds<'a> {
    /// The file as it was.
    pub(super) before: &'a Package,
    pub(super) bytes: &'a [u8],
    /// Its text with nobody's changes taken.
    pub(super) original: &'a str,
    /// Its text as the paper has it.
    pub(super) found: &'a str,
    /// The text that it shall have.
    pub(super) intended: &'a str,
    pub(super) changed: &'a BTreeMap<String, String>,
    /// Ids of our marks.
    pub(super) ours: &'a BTreeSet<u32>,
}

/// Checks a marked file.
///
/// **Errors:** what does not hold.
pub(super) fn check(out: &[u8], bounds: &Bounds<'_>) -> Result<(), RedlineError> {
    let fail = |what: String| Err(RedlineError::Check { what });
    check_parts(out, bounds)?;
    let after = Package::open(out)?;
    let mut marks = BTreeSet::new();
    for (part, text) in bounds.changed {
        if after.part(part) != Some(text.as_str()) {
            return fail(format!("`{part}` is not what was written"));
        }
        let tree = Tree::of(part, text)?;
        for at in 0..tree.len() {
            let is_mark = tree.attribute(at, "w:author").is_some() && !tree.is(at, "w:comment");
            let id = tree.attribute(at, "w:id").and_then(|id| id.parse::<u32>().ok());
            if let (true, Some(id)) = (is_mark, id)
                && bounds.ours.contains(&id)
                && !marks.insert(id)
            {
                return fail(format!("the id {id} stands twice in `{part}`"));
            }
        }
    }
    if &marks != bounds.ours {
        return fail("a mark is missing".to_owned());
    }
    check_relations(&after, bounds.changed)?;
    let opened = Opened::read(&after)?;
    compare("accepted", &opened.text(View::Final), bounds.intended)?;
    compare("rejected", &opened.text(View::Original), bounds.original)?;
    let undone = settle_parts(&after, Settle::Reject, Whose::Ids(bounds.ours))?;
    let undone = after.with(&undone)?;
    compare("without our marks", &Opened::read(&undone)?.text(View::Final), bounds.found)
}

/// Holds two texts against one another line by line.
fn compare(which: &str, found: &str, wanted: &str) -> Result<(), RedlineError> {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.split(['\n', '\t']).map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    let (found, wanted) = (lines(found), lines(wanted));
    if found == wanted {
        return Ok(());
    }
    let at = found.iter().zip(&wanted).position(|(left, right)| left != right);
    let at = at.unwrap_or(found.len().min(wanted.len()));
    let show = |lines: &[String]| -> String {
        lines.get(at).map(|line| line.chars().take(60).collect()).unwrap_or_default()
    };
    let (found, wanted) = (show(&found), show(&wanted));
    Err(RedlineError::Check {
        what: format!("{which}, it reads “{found}” and not “{wanted}”")
    })
}

/// Parts that hold no mark are packed as they were, in the same order.
fn check_parts(out: &[u8], bounds: &Bounds<'_>) -> Result<(), RedlineError> {
    let package =
        |error: zip::result::ZipError| RedlineError::Package { detail: error.to_string() };
    let mut before = zip::ZipArchive::new(Cursor::new(bounds.bytes)).map_err(package)?;
    let mut after = zip::ZipArchive::new(Cursor::new(out)).map_err(package)?;
    let added = bounds.changed.keys().filter(|name| bounds.before.part(name).is_none()).count();
    let fail =
        |name: &str| Err(RedlineError::Check { what: format!("`{name}` is not packed as it was") });
    if after.len() != before.len() + added {
        return fail("a part");
    }
    for at in 0..before.len() {
        let mut old = before.by_index_raw(at).map_err(package)?;
        let mut new = after.by_index_raw(at).map_err(package)?;
        let name = old.name().map_err(package)?.into_owned();
        let same_place = new.name().is_ok_and(|new| new == name)
            && new.compression() == old.compression()
            && new.last_modified() == old.last_modified();
        if !same_place {
            return fail(&name);
        }
        if bounds.changed.contains_key(name.trim_start_matches('/')) {
            continue;
        }
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let read = old.read_to_end(&mut left).and_then(|_| new.read_to_end(&mut right));
        if read.is_err() || left != right || new.crc32() != old.crc32() {
            return fail(&name);
        }
    }
    Ok(())
}

/// What relations that were written point to is there, and has a type.
fn check_relations(
    after: &Package,
    changed: &BTreeMap<String, String>,
) -> Result<(), RedlineError> {
    let is_changed = changed.keys().any(|name| name.ends_with(".rels"));
    if is_changed && after.related("comments").len() != 1 {
        return Err(RedlineError::Check { what: "its comments are not found".to_owned() });
    }
    let types = after.part("[Content_Types].xml").unwrap_or_default();
    for name in changed.keys().filter(|name| name.ends_with("comments.xml")) {
        if is_changed && !types.contains(&format!("PartName=\"/{name}\"")) {
            return Err(RedlineError::Check { what: format!("`{name}` has no type") });
        }
    }
    Ok(())
}
