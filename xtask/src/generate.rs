//! Writes what is made from code, so that it cannot differ from it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::root;

/// Writes the JSON Schema, the coverage of the packs and the transcripts of the README.
pub(crate) fn write_all() -> Result<()> {
    let root = root()?;
    let schema = run_accordant(&root, &["schema"])?;
    write(&root.join("docs/reference/agreement.schema.json"), &schema)?;
    let coverage = run_accordant(&root, &["pack", "coverage"])?;
    write(&root.join("docs/reference/coverage.md"), &coverage)?;
    let readme = root.join("README.md");
    let text = std::fs::read_to_string(&readme)?;
    write(&readme, &fill_transcripts(&root, &text)?)
}

/// Fills each `<!-- transcript:… -->` with what the commands in its `console` block print.
fn fill_transcripts(root: &Path, text: &str) -> Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!-- transcript:") {
        let (name, after) = after.split_once("-->").context("a transcript mark is not closed")?;
        let (block, after) =
            after.split_once("<!-- /transcript -->").context("a transcript has no end mark")?;
        let command = block
            .lines()
            .find_map(|line| line.strip_prefix("$ accordant "))
            .with_context(|| format!("transcript `{}` has no `$ accordant …` line", name.trim()))?;
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let printed = cut(run_accordant(root, &arguments)?.trim_end(), name)?;
        out.push_str(before);
        out.push_str(&format!(
            "<!-- transcript:{name}-->\n```console\n$ accordant {command}\n{printed}\n```\n<!-- /transcript -->",
        ));
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The first lines of a long transcript, and its last two: `review lines=80`.
fn cut(printed: &str, name: &str) -> Result<String> {
    let Some((_, most)) = name.split_once("lines=") else { return Ok(printed.to_owned()) };
    let most: usize = most.trim().parse().context("`lines=` needs a number")?;
    let lines: Vec<&str> = printed.lines().collect();
    let (Some(head), Some(tail)) = (lines.get(..most), lines.get(lines.len().saturating_sub(2)..))
    else {
        return Ok(printed.to_owned());
    };
    Ok(format!("{}\n\n[…]\n\n{}", head.join("\n").trim_end(), tail.join("\n")))
}

fn run_accordant(root: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["run", "--quiet", "--package", "accordant", "--"])
        .args(arguments)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .output()?;
    // 1 means that there are findings; the transcript shows them.
    if !matches!(output.status.code(), Some(0 | 1)) {
        bail!(
            "`accordant {}` failed: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn write(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
    eprintln!("wrote {}", path.display());
    Ok(())
}
