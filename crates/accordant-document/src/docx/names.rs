//! Names inside the file: bookmarks for ids, the same in every draft that has the id.

use std::collections::{BTreeMap, BTreeSet};

use crate::number::Labels;

/// The bookmark of every id.
#[derive(Debug, Default)]
pub(super) struct Names {
    bookmarks: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn of(labels: &Labels) -> Self {
        let mut taken = BTreeSet::new();
        let mut bookmarks = BTreeMap::new();
        for (id, _) in labels.targets() {
            let mut number = hash(id) % 1_000_000_000;
            while !taken.insert(number) {
                number = (number + 1) % 1_000_000_000;
            }
            bookmarks.insert(id.to_owned(), format!("_Ref{number:09}"));
        }
        Self { bookmarks }
    }

    pub(super) fn bookmark(&self, id: &str) -> Option<&str> {
        self.bookmarks.get(id).map(String::as_str)
    }
}

/// FNV-1a, so that a bookmark's name depends on nothing but its id.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
