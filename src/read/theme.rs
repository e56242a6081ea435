//! Turns the built-in themes and the folders that overlay them into the files of one theme.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

/// The themes that the program carries, so that the binary needs no files beside it.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The theme that is used where none is named, and that a folder without templates of its own builds on.
pub const DEFAULT: &str = "default";

/// The file that holds a theme's words; those of overlays follow under names that begin with it.
pub const WORDS: &str = "words.toml";

/// The files of a theme by their paths in it (`templates/page.html`).
pub type ThemeFiles = BTreeMap<String, Cow<'static, [u8]>>;

/// Gathers the files of a theme: the built-in one of that name (else the default one), overlaid file by file by the
/// folder of that name in each of `folders`, the last winning.
///
/// # Errors
/// Where no theme has that name, or a file cannot be read.
pub fn theme(name: &str, folders: &[PathBuf]) -> Result<ThemeFiles> {
    let overlays: Vec<PathBuf> =
        folders.iter().map(|folder| folder.join(name)).filter(|folder| folder.is_dir() && is_name(name)).collect();
    let own = BUILT_IN.get_dir(name);
    if own.is_none() && overlays.is_empty() {
        let known: Vec<_> = BUILT_IN.dirs().map(|dir| dir.path().display().to_string()).collect();
        bail!(
            "there is no theme `{name}`; built in: {}; or make a folder themes/{name} beside the course",
            known.join(", ")
        );
    }
    let mut files = ThemeFiles::new();
    if let Some(dir) = own.or_else(|| BUILT_IN.get_dir(DEFAULT)) {
        gather(dir, dir.path(), &mut files);
    }
    for (number, folder) in overlays.iter().enumerate() {
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.with_context(|| format!("cannot read the theme {}", folder.display()))?;
            let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            if entry.file_type().is_file() && !is_hidden(relative) {
                let bytes =
                    fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
                let name = slashes(relative);
                // Words add up: a theme that changes one of them need not repeat the others.
                let name = if name == WORDS { format!("{WORDS}+{number}") } else { name };
                files.insert(name, bytes.into());
            }
        }
    }
    Ok(files)
}

/// The folders of a theme below one that may hold themes: its own and all in it.
pub fn folders(name: &str, themes: &Path) -> Vec<PathBuf> {
    let own = themes.join(name);
    if !is_name(name) || !own.is_dir() {
        return Vec::new();
    }
    let folders = WalkDir::new(own).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_dir());
    folders.filter_map(|entry| entry.path().canonicalize().ok()).collect()
}

/// Whether a name is one of a folder and not a way out of `themes/`.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && name != "." && name != ".."
}

fn gather(dir: &'static Dir<'static>, top: &Path, files: &mut ThemeFiles) {
    for file in dir.files() {
        let relative = file.path().strip_prefix(top).unwrap_or(file.path());
        files.insert(slashes(relative), file.contents().into());
    }
    for inner in dir.dirs() {
        gather(inner, top, files);
    }
}

fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn is_hidden(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
}
