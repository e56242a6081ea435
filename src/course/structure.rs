//! Turns the files in which other tools state the structure of a site into one [`StatedStructure`] for each folder that
//! has such files.
//!
//! Each format has a reader of its own, a pure function of the file's text. [`Structures::of`] chooses among what they
//! read; `tree/stated` makes entries of it. Nothing in these files is run: of scripts, `javascript` reads the data only.

mod above;
mod bookdown;
mod choice;
mod content_folder;
mod docusaurus;
mod format;
mod javascript;
mod jekyll;
mod mdbook;
mod mkdocs;
mod quarto;
mod reader;
mod sphinx;
mod starlight;
mod summary;
mod toc_yaml;
mod vitepress;
mod workbench;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Lessons;
use crate::source::{CoursePath, Source};

pub use choice::StructureInput;

/// The fewest pages of a course that a structure names; a list of one page states no order.
const MIN_PAGES: usize = 2;

/// The most entries that are read of a file. The largest of 60 public projects has 1,900.
const MAX_ENTRIES: usize = 50_000;

/// The deepest level of entries; those below it become siblings. The deepest of 60 public projects is 6.
const MAX_DEPTH: usize = 24;

/// Returns the values that the file of a tool states; none if it cannot be read as data.
pub(crate) fn values_of(file: &Source) -> Value {
    let parsed = match file.path.extension().as_str() {
        "toml" => yaml::parse_toml(file).ok(),
        "json" => serde_json::from_str(&file.text).ok(),
        _ => yaml::parse(file).ok(),
    };
    parsed.unwrap_or_default()
}

/// The structure of a site that a file of another tool states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedStructure {
    /// The file that states it.
    pub file: CoursePath,
    /// The folder whose structure it is: that of the file, or of the project that the file configures.
    pub project: CoursePath,
    /// The folder that holds the pages.
    pub content: CoursePath,
    /// The title of the site.
    pub title: Option<String>,
    /// The page that the site begins with; `None` takes the page of the folder that holds the pages.
    pub home: Option<CoursePath>,
    /// The entries in reading order, each before those below it.
    pub entries: Vec<StatedEntry>,
}

/// An entry of a stated structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedEntry {
    /// Its level: 0 for the uppermost. An entry is below the nearest earlier one of a lower level.
    pub depth: usize,
    /// Its title; `None` takes that of the page.
    pub title: Option<String>,
    /// The place that it names.
    pub target: StatedTarget,
}

/// The place that an entry of a stated structure names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatedTarget {
    /// A page, which may not exist.
    Page(CoursePath),
    /// A folder: an entry with its pages below it that no other entry names, in the order of names and front matter.
    Folder(CoursePath),
    /// These pages of a folder without an entry for the folder itself.
    Contents(CoursePath),
    /// An address outside the course.
    External(String),
    /// No place: a heading above other entries, or a page that is not written yet.
    Nothing,
}

/// The stated structures of a course, and the facts that files state of single folders.
#[derive(Debug, Clone, Default)]
pub struct Structures {
    /// The structures, by the folder whose structure each is.
    by_project: BTreeMap<CoursePath, StatedStructure>,
    /// The facts of folders.
    folders: BTreeMap<CoursePath, FolderFacts>,
}

/// The title and place of a folder among its siblings, as a file in it states them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FolderFacts {
    /// Its title in navigation.
    pub title: Option<String>,
    /// Its place.
    pub order: Option<f64>,
}

impl Structures {
    /// Returns the structure of a folder.
    pub fn get(&self, folder: &CoursePath) -> Option<&StatedStructure> {
        self.by_project.get(folder)
    }

    /// Returns the facts that a file states of a folder.
    pub fn folder(&self, folder: &CoursePath) -> Option<&FolderFacts> {
        self.folders.get(folder)
    }
}

impl StatedTarget {
    /// Returns the folder that is named.
    pub fn folder(&self) -> Option<&CoursePath> {
        match self {
            Self::Folder(folder) | Self::Contents(folder) => Some(folder),
            _ => None,
        }
    }
}

impl StatedStructure {
    /// Tests whether it orders pages of the course.
    fn states_order(&self, lessons: &Lessons) -> bool {
        let named: BTreeSet<&CoursePath> =
            self.pages().map(|(_, path)| path).filter(|path| lessons.contains_key(*path)).collect();
        let holds_pages = |folder: &CoursePath| {
            lessons.keys().filter(|path| path.is_within(folder) || folder.is_root()).count() >= MIN_PAGES
        };
        let mut folders = self.entries.iter().filter_map(|entry| entry.target.folder());
        named.len() >= MIN_PAGES || folders.any(holds_pages)
    }

    /// Returns the pages that entries name, with their positions in [`Self::entries`].
    pub fn pages(&self) -> impl Iterator<Item = (usize, &CoursePath)> {
        self.entries.iter().enumerate().filter_map(|(at, entry)| match &entry.target {
            StatedTarget::Page(path) => Some((at, path)),
            _ => None,
        })
    }
}

/// A list of entries that grows up to its bounds.
#[derive(Debug, Default)]
struct EntryList(Vec<StatedEntry>);

impl EntryList {
    fn push(&mut self, depth: usize, title: Option<&str>, target: StatedTarget) {
        if self.0.len() < MAX_ENTRIES {
            let title = title.map(str::trim).filter(|title| !title.is_empty()).map(ToOwned::to_owned);
            self.0.push(StatedEntry { depth: depth.min(MAX_DEPTH), title, target });
        }
    }
}
