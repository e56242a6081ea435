//! Turns the built-in themes and the folders that override them into the files of one theme.

mod own_texts;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use walkdir::WalkDir;

use super::boundary::is_within;
use super::limits::{MAX_THEME_ENTRIES, MAX_THEME_FILE_BYTES, MAX_WORDS_BYTES};
use super::regular_file::read_regular;
use crate::config;
use crate::config::is_slip;

pub use own_texts::{ThemeText, own_texts};

/// The built-in themes, embedded so that the binary needs no files beside it.
static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The theme that is used if none is named, and that themes without a base extend.
pub const DEFAULT: &str = "default";

/// The file that holds a theme's words; those of overriding themes and folders follow under names that begin with it.
pub const WORDS: &str = "words.toml";

/// The folder of files with the words of one language each, named after its tag: `words/ja.toml`.
pub const WORDS_FOLDER: &str = "words/";

/// The file that describes a theme; those of overriding themes follow under names that begin with it, as words do.
pub const MANIFEST: &str = "theme.toml";

/// The longest chain of themes that extend each other; a longer one is taken for a cycle.
const MOST_THEMES: usize = 8;

/// The files of a theme by their paths in it (`templates/page.html`).
pub type ThemeFiles = BTreeMap<String, Cow<'static, [u8]>>;

/// Gathers the files of a theme: those of the theme that it extends, then the built-in one of that name, then the
/// folder of that name in each of `folders`; later files override earlier ones.
///
/// A theme extends the one that its `theme.toml` names with `extends`; a folder that names none and overrides no
/// built-in theme extends the default one. A template that overrides another may extend it by the name of that one's
/// theme (`default/page.html`), so that it contains only its changes.
///
/// # Errors
/// Returns an error if no theme has that name, if themes extend each other in a cycle, or if a file cannot be read.
pub fn theme(name: &str, folders: &[PathBuf]) -> Result<ThemeFiles> {
    let mut chain = vec![layers(name, folders)?];
    while let Some(base) = chain.last().and_then(|layers| layers.extends.clone()) {
        if chain.len() == MOST_THEMES {
            bail!("the theme `{name}` extends itself: {}", names(&chain).join(" → "));
        }
        chain.push(layers(&base, folders)?);
    }
    let mut files = ThemeFiles::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut number = 0;
    let layered = chain.into_iter().rev().flat_map(|ThemeLayers { name, files, .. }| {
        files.into_iter().flatten().map(move |(path, bytes)| (name.clone(), path, bytes))
    });
    for (owner, path, bytes) in layered {
        // Words and manifests are merged later: a theme that changes one entry need not repeat the others.
        let path = if path == WORDS || path == MANIFEST || path.starts_with(WORDS_FOLDER) {
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

/// Adds the words of a course, in `words.toml` beside its settings, above those of its theme.
///
/// # Errors
/// Returns an error if the file is too large or cannot be read.
pub fn add_course_words(files: &mut ThemeFiles, home: &Path) -> Result<()> {
    let path = home.join(WORDS);
    // Not through a link: a course reads nothing outside of its folder.
    let Ok(found) = fs::symlink_metadata(&path) else { return Ok(()) };
    if !found.is_file() || !home.join(config::FILE_NAME).is_file() {
        return Ok(());
    }
    if found.len() > MAX_WORDS_BYTES {
        bail!("{} has {} bytes, more than {MAX_WORDS_BYTES}", path.display(), found.len());
    }
    let bytes = read_regular(&path, MAX_WORDS_BYTES).with_context(|| format!("cannot read {}", path.display()))?;
    // Sorts behind the numbers of all themes.
    files.insert(format!("{WORDS}+course"), bytes.into());
    Ok(())
}

/// Returns the path at which an overridden template of `theme` is kept, if `text` refers to it. Kept without a
/// reference, it would define its blocks twice.
fn below_name(theme: &str, path: &str, text: &[u8]) -> Option<String> {
    let name = format!("{theme}/{}", path.strip_prefix("templates/")?);
    let named = text.windows(name.len()).any(|part| part == name.as_bytes());
    named.then(|| format!("templates/{name}"))
}

/// The files of one theme, without those that it extends.
struct ThemeLayers {
    name: String,
    /// The theme that it extends.
    extends: Option<String>,
    /// Its files, the built-in ones first.
    files: Vec<ThemeFiles>,
}

fn names(chain: &[ThemeLayers]) -> Vec<&str> {
    chain.iter().map(|layers| layers.name.as_str()).collect()
}

/// The key of `theme.toml` that names the extended theme; the renderer reads the other keys.
#[derive(Deserialize)]
struct ThemeBase {
    extends: Option<String>,
}

fn layers(name: &str, folders: &[PathBuf]) -> Result<ThemeLayers> {
    let overlays = overlays(name, folders)?;
    let own = BUILT_IN.get_dir(name);
    if own.is_none() && overlays.is_empty() {
        let known: Vec<_> = BUILT_IN.dirs().map(|dir| dir.path().display().to_string()).collect();
        if let Some(near) = known.iter().find(|known| is_slip(name, known)) {
            bail!("there is no theme `{name}`; did you mean `{near}`?");
        }
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
        files.push(overlay(folder)?);
    }
    // Errors in the manifest are reported when the renderer loads the theme.
    let named = files.iter().rev().find_map(|layer| {
        let text = std::str::from_utf8(layer.get(MANIFEST)?).ok()?;
        toml::from_str::<ThemeBase>(text).ok()?.extends
    });
    let extends = named.or_else(|| own.is_none().then(|| DEFAULT.to_owned()));
    Ok(ThemeLayers { name: name.to_owned(), extends, files })
}

/// Returns the folders of a name in some folders of themes.
///
/// # Errors
/// Returns an error if such a folder is a link out of the folder beside whose files its themes are.
fn overlays(name: &str, folders: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let own = folders.iter().map(|folder| folder.join(name)).filter(|folder| is_name(name) && folder.is_dir());
    let overlays: Vec<PathBuf> = own.collect();
    for folder in &overlays {
        let beside = folder.parent().and_then(Path::parent).filter(|beside| !beside.as_os_str().is_empty());
        let root = beside.unwrap_or(Path::new(".")).canonicalize().ok();
        if !root.is_some_and(|root| is_within(&root, folder)) {
            bail!("the theme {} is a link out of its project; copy it into the project", folder.display());
        }
    }
    Ok(overlays)
}

/// Returns the folder of a theme that wins over all others of its name, if it has one in the project.
pub fn own_folder(name: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    overlays(name, folders).ok()?.pop()
}

/// Reads the files of a theme in a folder. Links in it are not followed.
fn overlay(folder: &Path) -> Result<ThemeFiles> {
    let mut layer = ThemeFiles::new();
    for (number, entry) in WalkDir::new(folder).sort_by_file_name().into_iter().enumerate() {
        if number == MAX_THEME_ENTRIES {
            bail!("the theme {} has more than {MAX_THEME_ENTRIES} files and folders", folder.display());
        }
        let entry = entry.with_context(|| format!("cannot read the theme {}", folder.display()))?;
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if entry.file_type().is_file() && !is_hidden(relative) {
            let bytes = read_regular(entry.path(), MAX_THEME_FILE_BYTES)
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            layer.insert(slashes(relative), bytes.into());
        }
    }
    Ok(layer)
}

/// Returns the folders of a theme below a folder of themes: its own and all inside.
pub fn folders(name: &str, themes: &Path) -> Vec<PathBuf> {
    let own = themes.join(name);
    if !is_name(name) || !own.is_dir() {
        return Vec::new();
    }
    let folders = WalkDir::new(own).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_dir());
    folders.filter_map(|entry| entry.path().canonicalize().ok()).collect()
}

/// Tests whether a name is that of a single folder: it must not lead out of `themes/`.
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
