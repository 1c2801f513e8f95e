//! What a lint cannot see: crate arrows, file sizes, case files, paths in documents, open ends.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::root;

/// Which of our crates each crate may import.
const ARROWS: [(&str, &[&str]); 6] = [
    ("accordant-agreement", &[]),
    ("accordant-document", &[]),
    ("accordant-press", &["accordant-document"]),
    ("accordant-packs", &["accordant-agreement"]),
    ("accordant-lifecycle", &["accordant-agreement", "accordant-document", "accordant-packs"]),
    (
        "accordant",
        &[
            "accordant-agreement",
            "accordant-document",
            "accordant-lifecycle",
            "accordant-packs",
            "accordant-press",
        ],
    ),
];

const MAXIMUM_LINES: usize = 500;

/// Runs every check and reports all faults.
pub(crate) fn check() -> Result<()> {
    let root = root()?;
    let files = tracked_files(&root)?;
    let mut faults = Vec::new();
    check_arrows(&root, &mut faults)?;
    check_files(&root, &files, &mut faults)?;
    check_cases(&files, &mut faults);
    check_paths(&root, &files, &mut faults)?;
    if faults.is_empty() {
        eprintln!("tidy: {} files, nothing to mend", files.len());
        return Ok(());
    }
    for fault in &faults {
        eprintln!("tidy: {fault}");
    }
    bail!("{} things to mend", faults.len())
}

fn tracked_files(root: &Path) -> Result<Vec<PathBuf>> {
    let output = Command::new("git")
        .current_dir(root)
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .output()
        .context("git lists the files")?;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().map(PathBuf::from).filter(|path| root.join(path).is_file()).collect())
}

fn check_arrows(root: &Path, faults: &mut Vec<String>) -> Result<()> {
    let metadata =
        MetadataCommand::new().manifest_path(root.join("Cargo.toml")).no_deps().exec()?;
    for package in metadata.workspace_packages() {
        let name = package.name.as_str();
        if name == "xtask" {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
            faults
                .push(format!("crate `{name}` is not in the table of arrows (xtask/src/tidy.rs)"));
            continue;
        };
        for dependency in &package.dependencies {
            let ours = dependency.name.starts_with("accordant");
            if ours
                && dependency.kind == DependencyKind::Normal
                && !allowed.contains(&dependency.name.as_str())
            {
                faults.push(format!("`{name}` may not import `{}`", dependency.name));
            }
        }
    }
    Ok(())
}

fn check_files(root: &Path, files: &[PathBuf], faults: &mut Vec<String>) -> Result<()> {
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        let text = std::fs::read_to_string(root.join(file))?;
        let lines = text.lines().count();
        if lines > MAXIMUM_LINES {
            faults.push(format!("{}: {lines} lines; move the walls", file.display()));
        }
        let is_module = !text.starts_with("//!") && !text.starts_with("#!");
        if is_module {
            faults.push(format!("{}: no `//!` says what it holds", file.display()));
        }
        for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")] {
            if text.contains(word) {
                faults.push(format!("{}: an open `{word}`", file.display()));
            }
        }
    }
    Ok(())
}

/// Every entry that decides something has its cases beside it, and no case file stands alone.
fn check_cases(files: &[PathBuf], faults: &mut Vec<String>) {
    const FOLDERS: [&str; 5] = ["obligations", "classes", "rules", "risks", "provisions"];
    let all: BTreeSet<&PathBuf> = files.iter().collect();
    for file in files.iter().filter(|file| file.starts_with("packs")) {
        let inside =
            file.components().any(|part| FOLDERS.iter().any(|folder| part.as_os_str() == *folder));
        if !inside {
            continue;
        }
        let twin = match file.extension().and_then(|end| end.to_str()) {
            Some("toml") => file.with_extension("md"),
            Some("md") => file.with_extension("toml"),
            _ => continue,
        };
        if !all.contains(&twin) {
            faults.push(format!("{}: `{}` is missing", file.display(), twin.display()));
        }
    }
}

/// Paths that the documents name exist.
fn check_paths(root: &Path, files: &[PathBuf], faults: &mut Vec<String>) -> Result<()> {
    const STARTS: [&str; 8] =
        ["crates/", "packs/", "docs/", "examples/", "xtask/", "fuzz/", "benches/", ".ci/"];
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "md")) {
        let is_golden = file.components().any(|part| part.as_os_str() == "expected");
        if file.starts_with("packs") || file.starts_with("examples") || is_golden {
            continue;
        }
        let text = std::fs::read_to_string(root.join(file))?;
        for word in text.split('`').skip(1).step_by(2) {
            let path = word.split([' ', ':', '#']).next().unwrap_or_default();
            let names_path = STARTS.iter().any(|start| path.starts_with(start));
            let is_pattern = path.contains(['*', '<', '{', '…']);
            if names_path && !is_pattern && !root.join(path).exists() {
                faults.push(format!("{}: names `{path}`, which does not exist", file.display()));
            }
        }
        check_links(root, file, &text, faults);
    }
    Ok(())
}

/// Relative links lead to files.
fn check_links(root: &Path, file: &Path, text: &str, faults: &mut Vec<String>) {
    for part in text.split("](").skip(1) {
        let Some((target, _)) = part.split_once(')') else { continue };
        let path = target.split('#').next().unwrap_or_default();
        let is_outside = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
        let folder = file.parent().unwrap_or(Path::new(""));
        if !is_outside && !root.join(folder).join(path).exists() {
            faults.push(format!("{}: links to `{path}`, which does not exist", file.display()));
        }
    }
}
