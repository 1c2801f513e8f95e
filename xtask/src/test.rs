//! Runs every test, and blesses goldens.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{needs, root};

/// Installs what is missing and runs every test of the workspace.
pub(crate) fn run_tests() -> Result<()> {
    needs::install_missing()?;
    cargo(&["test", "--workspace", "--quiet"], false)
}

/// Writes the goldens anew; look at the difference before you commit it.
pub(crate) fn bless() -> Result<()> {
    needs::install_missing()?;
    cargo(&["test", "--workspace", "--quiet"], true)?;
    eprintln!("goldens written; look at `git diff` before you commit");
    Ok(())
}

fn cargo(arguments: &[&str], bless: bool) -> Result<()> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root()?).args(arguments);
    if bless {
        command.env("BLESS", "1");
    }
    let status = command.status()?;
    if !status.success() {
        bail!("`cargo {}` failed", arguments.join(" "));
    }
    Ok(())
}
