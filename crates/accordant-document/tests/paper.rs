//! The paper: labels, wording, every format, and the defects of drafts.

#[path = "paper/docx.rs"]
mod docx;
#[path = "paper/sample.rs"]
mod sample;
