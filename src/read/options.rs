//! Defines the choice of the files that belong to a course.

use std::path::PathBuf;

use super::exclusion::{self, Exclusion};
use crate::config::Pattern;
use crate::source::{CoursePath, Source};

/// The choice of files to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Patterns of paths to leave out: see [`Pattern::hides`].
    pub exclude: Vec<Pattern>,
    /// Patterns of paths to keep although a pattern of `exclude` matches them: see [`Pattern::reaches_into`].
    pub include: Vec<Pattern>,
    /// The exclusions of settings of other folders; those inside the course are found by the walk.
    pub exclusions: Vec<Exclusion>,
    /// The settings file that the patterns come from, and its text, for showing mistakes in it.
    pub settings: Option<(PathBuf, Source)>,
    /// Folders inside the course that are not part of it: the output, the themes.
    pub not_course: Vec<PathBuf>,
}

impl ReadOptions {
    /// Tests whether the patterns leave a file out of the course.
    pub(super) fn excludes(&self, path: &CoursePath) -> bool {
        exclusion::hides(&self.exclude, &self.include, path)
    }
}
