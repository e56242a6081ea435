//! Turns the files of a course into the texts of those in which other tools state the structure of a site.
//!
//! The texts are data: nothing in them is run. `course/structure` reads them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::limits::MAX_STRUCTURE_BYTES;
use super::regular_file::read_regular;
use super::{Sources, StructureAbove, dialect};
use crate::source::{CoursePath, Source};

/// The most such files of a course: one a folder for `.pages` and `_category_.json`, in large projects.
const MAX_FILES: usize = 4096;

/// The names of the files that are read, wherever they are. Sources: the reference of each tool's configuration.
const NAMES: [&str; 33] = [
    "index.rst",
    "_bookdown.yml",
    "_variables.yml",
    "book.json",
    "book.toml",
    "mkdocs.yml",
    "mkdocs.yaml",
    "zensical.toml",
    "sidebars.js",
    "sidebars.ts",
    "sidebars.json",
    "sidebars.cjs",
    "sidebars.mjs",
    "_category_.json",
    "_category_.yml",
    "_category_.yaml",
    "_toc.yml",
    "myst.yml",
    "_toctree.yml",
    "_quarto.yml",
    "_quarto.yaml",
    "_config.yml",
    "astro.config.mjs",
    "astro.config.ts",
    "astro.config.js",
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "config.yaml",
    "zola.toml",
];

/// The files of Hugo's folder of settings that hold the parameters of pages (Hugo, "Configuration directory").
const PARAMETERS: [&str; 2] = ["config/_default/params.toml", "config/_default/params.yaml"];

/// The names of hidden files that are read in the folders of a course.
const HIDDEN_NAMES: [&str; 3] = [".gitbook.yaml", ".pages", ".nav.yml"];

/// The files in which hosts of sites state redirects, wherever they are.
const REDIRECT_FILES: [&str; 2] = ["_redirects", "netlify.toml"];

/// The file of git that names what is not in the repository, in the folder of the course and those directly in it.
const IGNORE_FILE: &str = ".gitignore";

/// The folder of a site beside the folder of its pages.
const SITE_FOLDER: &str = "website";

/// Hidden folders whose scripts are read, and the folders in them.
const HIDDEN_FOLDERS: [&str; 2] = [".vitepress", ".vuepress"];

/// The extensions of scripts in these folders.
const SCRIPTS: [&str; 7] = ["js", "mjs", "cjs", "ts", "mts", "cts", "json"];

/// The deepest level of a course at which hidden folders of tools are searched.
const MAX_DEPTH: usize = 3;

/// The texts of the files of tools, and the hidden folders that hold some of them.
#[derive(Debug, Default)]
pub(super) struct StructureFiles {
    /// The texts, in the order of their paths.
    pub(super) texts: Vec<Source>,
    /// The hidden folders, on the disk.
    pub(super) folders: BTreeSet<std::path::PathBuf>,
}

/// Tests whether a file holds parameters of Hugo's.
fn has_parameters(path: &CoursePath) -> bool {
    PARAMETERS
        .iter()
        .any(|name| path.as_str().strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/')))
}

/// Reads the files of tools below the folder `root`, of which `sources` lists the files; `above` are those above it.
///
/// A file that cannot be read is left out: the tool itself would fail, and the course needs none of them. No link of the
/// file system is followed in hidden folders.
pub(super) fn structure_files(root: &Path, sources: &Sources, above: Option<&StructureAbove>) -> StructureFiles {
    let listed = sources.files.iter().filter(|(path, _)| NAMES.contains(&path.name()) || has_parameters(path));
    let mut found: Vec<Source> =
        listed.take(MAX_FILES).filter_map(|(path, file)| text(path, &file.disk, file.size)).collect();
    let mut folders = BTreeSet::new();
    let of_above = above.into_iter().flat_map(|above| above.files.iter().map(|file| &file.path));
    let has_nav = sources.files.keys().chain(of_above).any(|path| matches!(path.stem(), "mkdocs" | "zensical"));
    for folder in std::iter::once(&CoursePath::default()).chain(&sources.folders) {
        let depth = folder.parts().count();
        let names =
            HIDDEN_NAMES.iter().filter(|name| if **name == ".gitbook.yaml" { depth < MAX_DEPTH } else { has_nav });
        for name in names {
            let path = folder.join(name);
            let disk = root.join(path.as_str());
            found.extend(regular_file(&disk).and_then(|size| text(&path, &disk, size)));
        }
        for name in HIDDEN_FOLDERS.iter().filter(|_| depth < MAX_DEPTH) {
            add_scripts(root, &folder.join(name), &mut found, &mut folders);
        }
    }
    found.truncate(MAX_FILES);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    StructureFiles { texts: found, folders }
}

/// Reads the files of a course that name addresses which no file has.
pub(super) fn address_files(root: &Path, sources: &Sources) -> Vec<Source> {
    let listed = sources.files.iter().filter(|(path, _)| REDIRECT_FILES.contains(&path.name()));
    let mut found: Vec<Source> =
        listed.take(MAX_FILES).filter_map(|(path, file)| text(path, &file.disk, file.size)).collect();
    let folders = sources.folders.iter().filter(|folder| folder.parts().count() == 1);
    for folder in std::iter::once(&CoursePath::default()).chain(folders) {
        let path = folder.join(IGNORE_FILE);
        let disk = root.join(path.as_str());
        found.extend(regular_file(&disk).and_then(|size| text(&path, &disk, size)));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Reads the files of tools in the folders above the course, up to its repository, and in their folder `website`, from which
/// Docusaurus reads `../docs`. The nearest folder with such files counts.
pub(super) fn structure_above(root: &Path) -> Option<StructureAbove> {
    let levels = dialect::folders_above(root);
    levels.iter().skip(1).find_map(|above| {
        let folder = root.strip_prefix(above).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        let beside = |name: &&str| [CoursePath::new(name), CoursePath::new(SITE_FOLDER).join(name)];
        let names = NAMES.iter().filter(|name| !name.starts_with("_category_")).flat_map(beside);
        let files = names.filter_map(|path| {
            let disk = above.join(path.as_str());
            text(&path, &disk, regular_file(&disk)?)
        });
        let mut files: Vec<Source> = files.collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        (!files.is_empty()).then(|| StructureAbove { folder: CoursePath::new(&folder), files })
    })
}

/// Adds the scripts in a hidden folder and in the folders of it.
fn add_scripts(root: &Path, folder: &CoursePath, found: &mut Vec<Source>, folders: &mut BTreeSet<std::path::PathBuf>) {
    let mut waiting = vec![(folder.clone(), 0)];
    while let Some((folder, depth)) = waiting.pop() {
        let disk = root.join(folder.as_str());
        if !fs::symlink_metadata(&disk).is_ok_and(|data| data.is_dir()) {
            continue;
        }
        let mut names: Vec<String> = fs::read_dir(&disk)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        for name in names {
            let path = folder.join(&name);
            let file = root.join(path.as_str());
            match regular_file(&file).filter(|_| SCRIPTS.contains(&path.extension().as_str())) {
                Some(size) if found.len() < MAX_FILES => found.extend(text(&path, &file, size)),
                // Generated files, themes and caches hold no structure.
                None if depth < 2 && !["cache", "dist", "theme", "node_modules", "components"].contains(&&*name) => {
                    waiting.push((path, depth + 1));
                }
                _ => {}
            }
        }
        folders.insert(disk);
    }
}

/// Returns the size of a regular file; `None` for anything else.
fn regular_file(path: &Path) -> Option<u64> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).map(|data| data.len())
}

fn text(path: &CoursePath, disk: &Path, size: u64) -> Option<Source> {
    let bytes = (size <= MAX_STRUCTURE_BYTES).then(|| read_regular(disk, MAX_STRUCTURE_BYTES).ok()).flatten()?;
    Some(Source::new(path.clone(), &String::from_utf8_lossy(&bytes)))
}
