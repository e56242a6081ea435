//! Decides which paths of settings stay within a project: a course may come from anybody, and so may its settings and links.

use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The most folders above the settings that are searched for the repository.
const MAX_LEVELS: usize = 4;

/// Returns the folder that the settings in a folder may reach: the repository that holds them, else the folder itself.
pub(super) fn project_root(home: &Path) -> Option<PathBuf> {
    let home = fs::canonicalize(home).ok()?;
    let repository = home.ancestors().take(MAX_LEVELS + 1).find(|folder| folder.join(".git").exists());
    Some(repository.map(Path::to_owned).unwrap_or(home))
}

/// Tests whether a path is below a folder, with all links followed, and not in the data of a repository. The path need not
/// exist; `root` is canonical.
pub(super) fn is_within(root: &Path, path: &Path) -> bool {
    let Some(real) = resolved(path) else { return false };
    real.strip_prefix(root).is_ok_and(|below| below.iter().all(|name| name != OsStr::new(".git")))
}

/// Returns the canonical form of a path of which only the first folders may exist.
fn resolved(path: &Path) -> Option<PathBuf> {
    let mut real = PathBuf::new();
    for part in path.components() {
        match part {
            // Behind a folder that does not exist, `..` leads to the one before.
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
        match fs::symlink_metadata(&real) {
            Ok(data) if data.is_symlink() => real = fs::canonicalize(&real).ok()?,
            _ => {}
        }
    }
    if real.is_absolute() { Some(real) } else { fs::canonicalize(".").ok().map(|current| current.join(real)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir_all(root.join("a/b")).unwrap();
        for path in ["a", "a/b/../c", "new/folder", "new/../a", "", "a/./b"] {
            assert!(is_within(&root, &root.join(path)), "{path}");
        }
        for path in ["..", "a/../../x", "new/../../x", "/etc", "a/.git", ".git/hooks"] {
            assert!(!is_within(&root, &root.join(path)), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(root.join("a")).unwrap();
        std::os::unix::fs::symlink(root.join("a"), root.join("inner")).unwrap();
        std::os::unix::fs::symlink(outside.path(), root.join("outer")).unwrap();
        std::os::unix::fs::symlink("/nowhere/at/all", root.join("dangling")).unwrap();
        assert!(is_within(&root, &root.join("inner/new")));
        assert!(!is_within(&root, &root.join("outer/new")));
        assert!(!is_within(&root, &root.join("inner/../outer")));
        assert!(!is_within(&root, &root.join("dangling/x")));
    }
}
