//! The chores of the house: `cargo xtask test | tidy | bless | generate`.

mod generate;
mod needs;
mod test;
mod tidy;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

const USAGE: &str = "usage: cargo xtask <test | tidy | bless | generate>

  test      installs what the tests need (when root) and runs every test
  tidy      checks crate arrows, file sizes, case files, paths in the documents
  bless     writes the golden outputs of the examples and transcripts anew
  generate  writes what is made from code: JSON Schema, reference pages, README transcripts";

fn main() -> Result<()> {
    let task = std::env::args().nth(1).unwrap_or_default();
    match task.as_str() {
        "test" => test::run_tests(),
        "tidy" => tidy::check(),
        "bless" => test::bless(),
        "generate" => generate::write_all(),
        _ => bail!("{USAGE}"),
    }
}

/// The root of the repository.
///
/// Asked when the chore runs, not when it is compiled: clones may share a target directory.
fn root() -> Result<PathBuf> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = here.context("run the chores as `cargo xtask …`")?;
    here.parent().map(PathBuf::from).context("xtask stands in the root of the repository")
}
