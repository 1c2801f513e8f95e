//! Files: read with care, written whole or not at all, and never over another unasked.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::terminal;

/// A file to be written.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    /// Path inside the directory of the outputs.
    pub(crate) path: PathBuf,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
}

impl Output {
    /// Names a file and its content.
    pub(crate) fn new(path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}

/// Reads a file, or standard input for `-`, up to a number of bytes and one more.
///
/// **Errors:** [`Failure::Asked`] when it cannot be read.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::asked(
            format!("`{}` cannot be read: {}", path.display(), plain_words(&error)),
            "check the path and who may read it",
        )),
    }
}

/// Writes files into a directory. Either all are written or none.
///
/// Files that hold the same bytes already are left alone.
///
/// **Errors:** [`Failure::Asked`] when another file is in the way and nobody allows to overwrite
/// it, or when the disk refuses.
pub(crate) fn write_all(dir: &Path, outputs: &[Output], force: bool) -> Result<(), Failure> {
    let changed: Vec<&Output> = outputs
        .iter()
        .filter(|output| {
            std::fs::read(dir.join(&output.path)).ok().as_deref() != Some(&output.bytes)
        })
        .collect();
    let in_the_way: Vec<&Path> = changed
        .iter()
        .map(|output| output.path.as_path())
        .filter(|path| dir.join(path).symlink_metadata().is_ok())
        .collect();
    if !in_the_way.is_empty() && !force {
        ask_to_overwrite(dir, &in_the_way)?;
    }
    let mut waiting = Vec::new();
    for output in changed {
        let target = dir.join(&output.path);
        let folder = target.parent().unwrap_or(dir);
        let written = std::fs::create_dir_all(folder)
            .and_then(|()| new_temporary(folder))
            .and_then(|mut file| file.write_all(&output.bytes).map(|()| file));
        match written {
            Ok(file) => waiting.push((file, target)),
            Err(error) => return Err(refused(&target, &error)),
        }
    }
    for (file, target) in waiting {
        file.persist(&target).map_err(|error| refused(&target, &error.error))?;
    }
    Ok(())
}

/// A file that is written bit by bit and takes its place only when it is whole.
pub(crate) struct Pending {
    file: tempfile::NamedTempFile,
    target: PathBuf,
}

impl Pending {
    /// Begins a file; nothing is in its place before [`Pending::finish`].
    ///
    /// **Errors:** [`Failure::Asked`] when another file is in the way and nobody allows to
    /// overwrite it, or when the disk refuses.
    pub(crate) fn begin(target: &Path, force: bool) -> Result<Self, Failure> {
        let folder = match target.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        if target.symlink_metadata().is_ok() && !force {
            ask_to_overwrite(Path::new(""), &[target])?;
        }
        let file = std::fs::create_dir_all(folder)
            .and_then(|()| new_temporary(folder))
            .map_err(|error| refused(target, &error))?;
        Ok(Self { file, target: target.to_owned() })
    }

    /// Writes a text.
    ///
    /// **Errors:** [`Failure::Asked`] when the disk refuses.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.file.write_all(text.as_bytes()).map_err(|error| refused(&self.target, &error))
    }

    /// The file, for what writes itself.
    pub(crate) fn file(&mut self) -> &mut std::fs::File {
        self.file.as_file_mut()
    }

    /// Puts the file in its place.
    ///
    /// **Errors:** [`Failure::Asked`] when the disk refuses.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let target = self.target;
        self.file.persist(&target).map(drop).map_err(|error| refused(&target, &error.error))
    }
}

/// A new file beside its target, so that taking its place is one step.
fn new_temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".accordant-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
        builder.tempfile_in(folder)
    }
    #[cfg(not(unix))]
    builder.tempfile_in(folder)
}

fn refused(target: &Path, error: &std::io::Error) -> Failure {
    Failure::asked(
        format!("`{}` cannot be written: {}", target.display(), plain_words(error)),
        "check the path, the space and who may write there",
    )
}

fn ask_to_overwrite(dir: &Path, paths: &[&Path]) -> Result<(), Failure> {
    let name = |path: &Path| format!("`{}`", dir.join(path).display());
    let what = match paths {
        [one] => name(one),
        [first, rest @ ..] => format!("{} and {} more", name(first), rest.len()),
        [] => return Ok(()),
    };
    if terminal::is_interactive() {
        let question = format!("{what} would be overwritten. Overwrite?");
        let answer = inquire::Confirm::new(&question).with_default(false).prompt();
        if matches!(answer, Ok(true)) {
            return Ok(());
        }
        return Err(Failure::asked("nothing was written", "name another directory, or answer yes"));
    }
    Err(Failure::asked(
        format!("{what} would be overwritten; nothing was written"),
        "add `--force` to overwrite, or name another directory",
    ))
}

/// An error of the system in lower case and without its number.
pub(crate) fn plain_words(error: &std::io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or(&words);
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + chars.as_str())
}
