//! Turns the hidden files and folders beside those of a course into their paths: links to them are no mistakes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::walk::course_path;
use crate::source::CoursePath;

/// How deep hidden folders are looked into: `.github/ISSUE_TEMPLATE/bug.md`.
const MAX_DEPTH: usize = 4;

/// The most files and folders of one hidden folder: caches and environments of tools have thousands.
const MAX_PATHS: usize = 500;

/// Returns the paths of hidden files and folders, and of all that is in them up to some bounds. No file is read, and no link
/// of the file system is followed.
pub(super) fn hidden_paths(root: &Path, found: &[PathBuf]) -> BTreeSet<CoursePath> {
    let below = |path: &PathBuf| {
        let walk = WalkDir::new(path).follow_links(false).max_depth(MAX_DEPTH).into_iter();
        walk.filter_map(Result::ok).take(MAX_PATHS).map(walkdir::DirEntry::into_path)
    };
    let paths = found.iter().flat_map(below);
    paths.filter_map(|path| path.strip_prefix(root).ok().and_then(course_path)).collect()
}
