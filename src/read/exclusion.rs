//! Turns the `exclude` and `include` of settings into a test of which files are left out.

use std::fs;
use std::path::{Path, PathBuf};

use crate::config::Pattern;
use crate::source::CoursePath;

/// The files that settings leave out, below the folder that their patterns are relative to.
#[derive(Debug, Clone)]
pub struct Exclusion {
    /// The folder, in its canonical form.
    folder: PathBuf,
    exclude: Vec<Pattern>,
    include: Vec<Pattern>,
}

impl Exclusion {
    /// Creates the exclusion of the settings of the course in `folder`; `None` if they leave nothing out, or if the folder
    /// does not exist.
    pub fn new(folder: &Path, exclude: &[Pattern], include: &[Pattern]) -> Option<Self> {
        let folder = fs::canonicalize(folder).ok().filter(|_| !exclude.is_empty())?;
        Some(Self { folder, exclude: exclude.to_vec(), include: include.to_vec() })
    }

    /// Tests whether a file is left out. `disk` is its canonical path.
    pub fn hides(&self, disk: &Path) -> bool {
        let Ok(relative) = disk.strip_prefix(&self.folder) else { return false };
        hides(&self.exclude, &self.include, &CoursePath::new(&relative.to_string_lossy().replace('\\', "/")))
    }
}

/// Tests whether patterns of `exclude` leave out a path, and those of `include` do not bring it back: each pattern that
/// hides it needs one that [reaches into](Pattern::reaches_into) what it hides.
pub(super) fn hides(exclude: &[Pattern], include: &[Pattern], path: &CoursePath) -> bool {
    let is_back =
        |hiding: &Pattern| include.iter().any(|pattern| pattern.matches(path) && pattern.reaches_into(hiding));
    exclude.iter().any(|pattern| pattern.hides(path) && !is_back(pattern))
}
