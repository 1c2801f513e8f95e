//! A desk to run the command at, and to compare what it says with what it has said before.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The run as one text: command, exit code, both streams.
    pub(crate) fn transcript(&self, arguments: &[&str]) -> String {
        let code = self.code.map_or_else(|| "killed".to_owned(), |code| code.to_string());
        format!(
            "$ accordant {}\nexit {code}\n--- stdout\n{}--- stderr\n{}",
            arguments.join(" "),
            self.stdout,
            self.stderr
        )
    }
}

/// Runs the command in a directory, without a terminal and without colour.
pub(crate) fn run_in(dir: &Path, arguments: &[&str]) -> Run {
    run_with(dir, arguments, &[])
}

/// Runs the command with further variables of the environment.
pub(crate) fn run_with(dir: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accordant"));
    command.current_dir(dir).args(arguments).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "FORCE_COLOR"] {
        command.env_remove(name);
    }
    command.env("COLUMNS", "100").envs(variables.iter().copied());
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A directory of the repository's crate `accordant`.
pub(crate) fn crate_dir(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The directory of an example.
pub(crate) fn example(name: &str) -> PathBuf {
    crate_dir("../../examples").join(name)
}

/// Compares a text with the file that keeps it; writes the file when blessing.
pub(crate) fn compare(kept_in: &Path, actual: &str) -> Result<(), String> {
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(kept_in.parent().unwrap()).unwrap();
        std::fs::write(kept_in, actual).unwrap();
        return Ok(());
    }
    let kept = std::fs::read_to_string(kept_in).unwrap_or_default();
    if kept == actual {
        return Ok(());
    }
    let differing = kept
        .lines()
        .zip(actual.lines())
        .enumerate()
        .find(|(_, (old, new))| old != new)
        .map_or_else(
            || format!("{} lines then, {} now", kept.lines().count(), actual.lines().count()),
            |(line, (old, new))| format!("line {}:\n  - {old}\n  + {new}", line + 1),
        );
    Err(format!("{} differs, {differing}", kept_in.display()))
}

/// Runs the command and compares the whole transcript.
pub(crate) fn check(name: &str, dir: &Path, arguments: &[&str]) -> Run {
    let run = run_in(dir, arguments);
    let kept_in = crate_dir("tests/transcripts").join(format!("{name}.txt"));
    if let Err(difference) = compare(&kept_in, &run.transcript(arguments)) {
        panic!("{difference}\nBLESS=1 accepts it");
    }
    run
}
