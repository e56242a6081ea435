//! Turns a course folder on the disk into sources: the only place that reads a course.

pub mod attachment;
pub mod media;
pub mod mount;
mod patterns;
pub mod project;
pub mod stamp;
pub mod theme;
pub mod user_config;
pub mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::source::{CoursePath, Source};

pub use attachment::{Attachment, AttachmentReader, attachments};
pub use stamp::Stamp;
pub use walk::{CourseReader, ReadOptions, course};

/// A file of the course, on the disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileEntry {
    /// Where it is.
    pub disk: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// What tells it from an earlier or later state of itself.
    pub stamp: Stamp,
}

/// A course as read: its texts, and the names of all its files.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The name of the course's folder, for courses that say no title.
    pub folder_name: String,
    /// The Markdown files that could be read, in the order of their paths.
    pub sources: Vec<Source>,
    /// Pages that nobody reads, for their front matter cannot be read: their texts are kept for showing its mistakes.
    pub unreadable: Vec<Source>,
    /// Every file of the course, Markdown included.
    pub files: BTreeMap<CoursePath, FileEntry>,
    /// Every folder that holds a file, at any depth.
    pub folders: BTreeSet<CoursePath>,
    /// Pages that are there and stay out, and folders that hold no other ones: links to them are no mistakes.
    pub withheld: BTreeSet<CoursePath>,
    /// Every folder that was looked into, on the disk: whoever watches the course watches these.
    pub visited_folders: BTreeSet<PathBuf>,
}

impl Sources {
    /// Returns the text of a Markdown file, if it is one that could be read.
    pub fn get(&self, path: &CoursePath) -> Option<&Source> {
        let place = self.sources.binary_search_by(|source| source.path.cmp(path)).ok()?;
        self.sources.get(place)
    }
}
