//! The paper: contracts and reports as trees of numbered blocks, and their formats.

pub mod model;
