//! Packs from the disk: an organisation's own, laid over those that are built in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use accordant_packs::{Layer, PackFault, Packs};

use crate::failure::Failure;
use crate::files;
use crate::terminal::{self, bad, clean, counted};

/// Loads the built-in packs with those of the directories laid over them, in order.
///
/// **Errors:** a directory that cannot be read; every fault of the packs, on standard error.
pub(crate) fn load(dirs: &[PathBuf]) -> Result<Packs, Failure> {
    let layers: Vec<Layer> = dirs.iter().map(|dir| read(dir)).collect::<Result<_, _>>()?;
    Packs::with_layers(&layers).map_err(|faults| report_faults(&layers, &faults))
}

/// Reads the pack in a directory. A `README.md` at its root is for people.
pub(crate) fn read(dir: &Path) -> Result<Layer, Failure> {
    let mut texts = BTreeMap::new();
    read_into(dir, dir, &mut texts)?;
    texts.remove("README.md");
    if texts.is_empty() {
        return Err(Failure::asked(
            format!("there is no pack entry in `{}`", dir.display()),
            "an entry is a TOML file with its case file (.md) beside it; `accordant pack new DIR` starts a pack",
        ));
    }
    Ok(Layer { name: dir.display().to_string(), files: texts })
}

/// Where a file of the packs lies, for people.
pub(crate) fn place(layers: &[Layer], path: &str) -> String {
    match layers.iter().rev().find(|layer| layer.files.contains_key(path)) {
        Some(layer) => Path::new(&layer.name).join(path).display().to_string(),
        None => format!("packs/{path}"),
    }
}

/// Shows every fault, and answers with the failure that ends the command.
pub(crate) fn report_faults(layers: &[Layer], faults: &[PackFault]) -> Failure {
    for fault in faults {
        terminal::note(&format!(
            "{} {}:{}: {}",
            bad("×"),
            clean(&place(layers, &fault.file)),
            fault.line,
            clean(&fault.message)
        ));
    }
    Failure::asked(
        format!("{} in the packs; nothing was run", counted(faults.len(), "fault", "faults")),
        "mend them and run `accordant pack test` again",
    )
}

fn read_into(root: &Path, dir: &Path, into: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    let refused = |error: &std::io::Error| {
        Failure::asked(
            format!("`{}` cannot be read: {}", dir.display(), files::plain_words(error)),
            "name the directory that holds `rules/`, `provisions/` or `regimes/`",
        )
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|error| refused(&error))? {
        paths.push(entry.map_err(|error| refused(&error))?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_into(root, &path, into)?;
            continue;
        }
        let is_entry = path.extension().is_some_and(|end| end == "toml" || end == "md");
        if !is_entry {
            continue;
        }
        let bytes = files::read(&path, accordant_agreement::MAXIMUM_BYTES)?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Failure::asked(format!("`{}` is not UTF-8 text", path.display()), "save it as UTF-8")
        })?;
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        into.insert(parts.join("/"), text);
    }
    Ok(())
}
