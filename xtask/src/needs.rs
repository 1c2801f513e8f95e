//! What the tests need beyond Rust: Debian packages, installed when missing and root.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

/// A program, the package that brings it, and what it is for.
const NEEDS: [(&str, &str, &str); 3] = [
    ("soffice", "libreoffice-writer-nogui", "opens the DOCX"),
    ("pdftotext", "poppler-utils", "reads the PDF back"),
    ("chromium", "chromium", "opens the HTML pages"),
];

/// Makes sure that every program is there.
pub(crate) fn install_missing() -> Result<()> {
    let missing: Vec<_> = NEEDS.iter().filter(|(program, _, _)| !is_installed(program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|(_, package, _)| *package).collect();
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
    let has_apt = is_installed("apt-get");
    if is_root && has_apt {
        eprintln!("installing {}", packages.join(", "));
        run(Command::new("apt-get").args(["update", "-qq"]))?;
        let mut install = Command::new("apt-get");
        install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&packages);
        run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
        return Ok(());
    }
    for (program, package, purpose) in missing {
        eprintln!("missing: `{program}` ({purpose}), Debian package `{package}`");
    }
    bail!("install these and run `cargo xtask test` again: {}", packages.join(" "))
}

fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| Path::new(&folder).join(program).is_file())
    })
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).status()?;
    if !status.success() {
        bail!("`{}` failed with {status}", command.get_program().to_string_lossy());
    }
    Ok(())
}
