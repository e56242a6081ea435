//! Turns a course folder on the disk into sources: the only place that reads a course.

pub mod attachment;
pub mod project;
pub mod theme;
pub mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::source::{CoursePath, Source};

pub use attachment::{Attachment, attachments};
pub use walk::{ReadOptions, course};

/// A file of the course, on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Where it is.
    pub disk: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

/// A course as read: its texts, and the names of all its files.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The name of the course's folder, for courses that say no title.
    pub folder_name: String,
    /// The Markdown files that could be read, in the order of their paths.
    pub sources: Vec<Source>,
    /// Every file of the course, Markdown included.
    pub files: BTreeMap<CoursePath, FileEntry>,
    /// Every folder that holds a file, at any depth.
    pub folders: BTreeSet<CoursePath>,
}

impl Sources {
    /// The text of a Markdown file, if it is one that could be read.
    pub fn get(&self, path: &CoursePath) -> Option<&Source> {
        let place = self.sources.binary_search_by(|source| source.path.cmp(path)).ok()?;
        self.sources.get(place)
    }
}
