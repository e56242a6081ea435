//! Turns the hidden files and folders beside those of a course into the paths of all that is in them: links to them are
//! not mistakes.

use std::path::PathBuf;

use walkdir::WalkDir;

/// The deepest level of hidden folders that is listed: `.github/ISSUE_TEMPLATE/bug.md`.
const MAX_DEPTH: usize = 4;

/// The most files and folders of one hidden folder: caches and environments of tools have thousands.
const MAX_PATHS: usize = 500;

/// Returns hidden files and folders with all that is in them, up to some bounds. No file is read, and no link of the file
/// system is followed.
pub(super) fn hidden_paths(found: &[PathBuf]) -> Vec<PathBuf> {
    let below = |path: &PathBuf| {
        let walk = WalkDir::new(path).follow_links(false).max_depth(MAX_DEPTH).into_iter();
        walk.filter_map(Result::ok).take(MAX_PATHS).map(walkdir::DirEntry::into_path)
    };
    found.iter().flat_map(below).collect()
}
