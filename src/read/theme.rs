//! Turns the built-in themes and the folders that overlay them into the files of one theme.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use walkdir::WalkDir;

/// The themes that the program carries, so that the binary needs no files beside it.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The theme that is used where none is named, and that a folder without templates of its own builds on.
pub const DEFAULT: &str = "default";

/// The file that holds a theme's words; those of themes and folders over it follow under names that begin with it.
pub const WORDS: &str = "words.toml";

/// The file that says what a theme is made of; those over it follow under names that begin with it, as words do.
pub const MANIFEST: &str = "theme.toml";

/// More themes than these on top of each other are taken for a circle.
const MOST_THEMES: usize = 8;

/// The files of a theme by their paths in it (`templates/page.html`).
pub type ThemeFiles = BTreeMap<String, Cow<'static, [u8]>>;

/// Gathers the files of a theme: those of the theme that it extends, then the built-in one of that name, then the folder
/// of that name in each of `folders`; what comes later goes over what came before, file by file.
///
/// A theme extends the one that its `theme.toml` names with `extends`; a folder that names none and goes over no built-in
/// theme extends the default one. A template that goes over another may extend it by the name of that one's theme
/// (`default/page.html`), so that it holds only what it changes.
///
/// # Errors
/// Where no theme has that name, themes extend each other in a circle, or a file cannot be read.
pub fn theme(name: &str, folders: &[PathBuf]) -> Result<ThemeFiles> {
    let mut chain = vec![layers(name, folders)?];
    while let Some(base) = chain.last().and_then(|layers| layers.extends.clone()) {
        if chain.len() == MOST_THEMES {
            bail!("the theme `{name}` extends itself in the end: {}", names(&chain).join(" → "));
        }
        chain.push(layers(&base, folders)?);
    }
    let mut files = ThemeFiles::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut number = 0;
    let layered = chain.into_iter().rev().flat_map(|Layers { name, files, .. }| {
        files.into_iter().flatten().map(move |(path, bytes)| (name.clone(), path, bytes))
    });
    for (owner, path, bytes) in layered {
        // Words and lists of parts add up: who changes one of them need not repeat the others.
        let path = if path == WORDS || path == MANIFEST {
            number += 1;
            format!("{path}+{number:03}")
        } else {
            path
        };
        let below = owners.insert(path.clone(), owner);
        let below = below.and_then(|theme| below_name(&theme, &path, &bytes));
        if let Some(covered) = files.insert(path, bytes)
            && let Some(name) = below
        {
            files.insert(name, covered);
        }
    }
    Ok(files)
}

/// Returns where the template of `theme` at `path` stays when `text` goes over it, if `text` names it: kept for
/// nothing, it would only define its parts twice.
fn below_name(theme: &str, path: &str, text: &[u8]) -> Option<String> {
    let name = format!("{theme}/{}", path.strip_prefix("templates/")?);
    let named = text.windows(name.len()).any(|part| part == name.as_bytes());
    named.then(|| format!("templates/{name}"))
}

/// A theme by itself.
struct Layers {
    name: String,
    /// The theme that it builds on.
    extends: Option<String>,
    /// Its files, the built-in ones first.
    files: Vec<ThemeFiles>,
}

fn names(chain: &[Layers]) -> Vec<&str> {
    chain.iter().map(|layers| layers.name.as_str()).collect()
}

/// The line of `theme.toml` that says what a theme builds on; all else in it is for whoever puts the theme together.
#[derive(Deserialize)]
struct Extends {
    extends: Option<String>,
}

fn layers(name: &str, folders: &[PathBuf]) -> Result<Layers> {
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
    let mut files = Vec::new();
    if let Some(dir) = own {
        let mut layer = ThemeFiles::new();
        gather(dir, dir.path(), &mut layer);
        files.push(layer);
    }
    for folder in &overlays {
        let mut layer = ThemeFiles::new();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.with_context(|| format!("cannot read the theme {}", folder.display()))?;
            let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            if entry.file_type().is_file() && !is_hidden(relative) {
                let bytes =
                    fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
                layer.insert(slashes(relative), bytes.into());
            }
        }
        files.push(layer);
    }
    // What a manifest cannot be read for is told by whoever puts the theme together.
    let said = files.iter().rev().find_map(|layer| {
        let text = std::str::from_utf8(layer.get(MANIFEST)?).ok()?;
        toml::from_str::<Extends>(text).ok()?.extends
    });
    let extends = said.or_else(|| own.is_none().then(|| DEFAULT.to_owned()));
    Ok(Layers { name: name.to_owned(), extends, files })
}

/// Returns the folders of a theme below one that may hold themes: its own and all in it.
pub fn folders(name: &str, themes: &Path) -> Vec<PathBuf> {
    let own = themes.join(name);
    if !is_name(name) || !own.is_dir() {
        return Vec::new();
    }
    let folders = WalkDir::new(own).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_dir());
    folders.filter_map(|entry| entry.path().canonicalize().ok()).collect()
}

/// Tests whether a name is one of a folder and not a way out of `themes/`.
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
