//! The JSON Schema of the file, for completion and checking in editors.

use serde_json::{Value as Json, json};

use crate::file::Agreement;
use crate::reader::{Definitions, Value};

/// Builds the JSON Schema (draft 2020-12) of `agreement.toml`.
///
/// The descriptions are the documentation of the types that hold the file, so the two cannot differ.
pub fn build_schema() -> Json {
    let mut definitions = Definitions::new();
    let root = Agreement::schema(&mut definitions);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Accordant agreement file",
        "allOf": [root],
        "$defs": definitions,
    })
}
