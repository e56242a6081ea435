//! Turns a course folder on the disk into sources. No other module reads a course.

pub mod attachment;
mod boundary;
mod dialect;
pub mod exclusion;
mod held_folder;
mod hidden;
pub mod host_files;
mod included;
mod limits;
pub mod media;
pub mod mount;
mod notebook;
pub mod options;
pub mod page_file;
mod patterns;
pub mod project;
mod regular_file;
pub mod repository;
pub mod stamp;
mod structure;
mod text;
pub mod theme;
pub mod user_config;
pub mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use jiff::{Timestamp, ZonedDateTime};

use crate::site::SitePath;
use crate::source::{CoursePath, Source};

pub use attachment::{Attachment, AttachmentReader, attachments};
pub use included::{IncludedFile, IncludedReader};
pub use options::ReadOptions;
pub use repository::Repository;
pub use stamp::Stamp;
pub use walk::{CourseReader, course};

/// A file of the course, on the disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct FileEntry {
    /// Its path on the disk.
    pub disk: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// The stamp that distinguishes it from its earlier and later states.
    pub stamp: Stamp,
}

/// The files of tools in a folder above that of the course.
#[derive(Debug, Clone)]
pub struct StructureAbove {
    /// The course, seen from that folder: `docs`.
    pub folder: CoursePath,
    /// The texts, with paths from that folder.
    pub files: Vec<Source>,
}

/// A course as read: its texts, and the names of all its files.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The name of the course's folder, the title of courses that state none.
    pub folder_name: String,
    /// The Markdown files that could be read, in the order of their paths.
    pub sources: Vec<Source>,
    /// Pages that are left out because their front matter cannot be parsed: their texts are needed to show its
    /// mistakes.
    pub unreadable: Vec<Source>,
    /// The files in which other tools state the structure of a site, in the order of their paths: `mkdocs.yml`.
    pub structure_files: Vec<Source>,
    /// The files in which hosts and git name addresses that no file has, in the order of their paths: `_redirects`,
    /// `netlify.toml`, `.gitignore`.
    pub address_files: Vec<Source>,
    /// The files of tools above the folder of the course, in the nearest folder that has some.
    pub structure_above: Option<StructureAbove>,
    /// Files that pages include and that are not pages themselves.
    pub included: Vec<Source>,
    /// Texts of the theme in which a mistake was found.
    pub theme_texts: Vec<Source>,
    /// Every file of the course, Markdown included.
    pub files: BTreeMap<CoursePath, FileEntry>,
    /// Every folder that holds a file, at any depth.
    pub folders: BTreeSet<CoursePath>,
    /// Pages that exist and are left out on purpose, and folders with only such pages: links to them are not reported.
    pub withheld: BTreeSet<CoursePath>,
    /// Hidden files and folders beside those of the course (`.github/workflows/ci.yml`): links to them are not reported.
    pub hidden: BTreeSet<CoursePath>,
    /// Markdown files that the patterns of the settings leave out.
    pub excluded: BTreeSet<CoursePath>,
    /// Files that are not pages, in folders that are left out by their names: links to them are reported as such.
    pub held_files: BTreeSet<CoursePath>,
    /// Files that are not pages and outside of the selected folders, if only some are selected: pages may use them, and
    /// nothing is reported about them.
    pub unselected: BTreeSet<CoursePath>,
    /// Files for hosts and browsers, copied as they are, with their paths in the site.
    pub host_files: BTreeMap<SitePath, FileEntry>,
    /// The repository that holds the course, if git knows its address.
    pub repository: Option<Repository>,
    /// The time at which the course was read, or for which it is read: pages may state when they are published.
    pub read_at: ZonedDateTime,
    /// The next time at which more of the course is published, or less; `None` if it does not depend on the time.
    pub next_release: Option<Timestamp>,
    /// Whether texts that are not released yet are shown, with their times.
    pub shows_unreleased: bool,
    /// Every folder on the disk that was visited: the folders to watch for changes.
    pub visited_folders: BTreeSet<PathBuf>,
}

/// Hashes all but the time.
impl Hash for Sources {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { folder_name, sources, unreadable, structure_files, address_files, included, .. } = self;
        (folder_name, sources, unreadable, structure_files, address_files, included).hash(state);
        let Self { files, folders, withheld, hidden, excluded, held_files, unselected, repository, .. } = self;
        let Self { visited_folders, host_files, next_release, shows_unreleased, .. } = self;
        (host_files, next_release, shows_unreleased).hash(state);
        (files, folders, withheld, hidden, excluded, held_files, unselected, repository, visited_folders).hash(state);
    }
}

impl Sources {
    /// Returns the text of a Markdown file, if it is one that could be read.
    pub fn get(&self, path: &CoursePath) -> Option<&Source> {
        let place = self.sources.binary_search_by(|source| source.path.cmp(path)).ok()?;
        self.sources.get(place)
    }

    /// Returns every text that a diagnostic can be about, as its author wrote it.
    pub fn texts(&self) -> impl Iterator<Item = &Source> {
        let pages = self.sources.iter().map(Source::as_written);
        let pages = pages.chain(&self.structure_files).chain(&self.unreadable);
        pages.chain(&self.included).chain(&self.theme_texts)
    }

    /// Returns a text that a diagnostic can be about, as its author wrote it.
    pub fn text(&self, path: &CoursePath) -> Option<&Source> {
        let included = || self.included.iter().chain(&self.theme_texts).find(|source| source.path == *path);
        self.get(path).map(Source::as_written).or_else(included)
    }
}
