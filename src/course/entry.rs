//! Defines the entries of a course: the files and folders with a page, which form its tree.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lesson::Lesson;
use crate::site::SitePath;
use crate::source::CoursePath;

/// The facts of every page, by file. Shared, because a preview keeps those of files that did not change.
pub type Lessons = BTreeMap<CoursePath, Arc<Lesson>>;

/// The role of an entry in the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// The course itself.
    Course,
    /// A grouping folder: a month, a module, a special lecture.
    Part,
    /// A week.
    Week,
    /// A day.
    Day,
    /// A session, lecture or lesson.
    Session,
    /// A lab.
    Lab,
    /// A hands-on.
    HandsOn,
    /// A challenge.
    Challenge,
    /// Any other page.
    Page,
}

impl EntryKind {
    /// Returns the kind's name in templates and class names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Part => "part",
            Self::Week => "week",
            Self::Day => "day",
            Self::Session => "session",
            Self::Lab => "lab",
            Self::HandsOn => "hands-on",
            Self::Challenge => "challenge",
            Self::Page => "page",
        }
    }

    /// Tests whether entries of this kind are overviews of the entries below them.
    pub fn is_overview(self) -> bool {
        matches!(self, Self::Course | Self::Part | Self::Week | Self::Day)
    }
}

/// A file or folder of the course that has a page in the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Its role.
    pub kind: EntryKind,
    /// Its folder or file: its identity.
    pub path: CoursePath,
    /// The file whose text it shows; `None` for a folder without one, whose page is generated.
    pub lesson: Option<CoursePath>,
    /// Its number in words: `Week 1`, `세션 2`.
    pub label: Option<String>,
    /// Its name in navigation.
    pub title: String,
    /// The title of its page, where a stated structure names it otherwise in navigation.
    pub heading: Option<String>,
    /// The emoji that leads its title.
    pub icon: Option<String>,
    /// The entry above it, as an index into [`Course::entries`](super::Course::entries); `None` for the course.
    pub parent: Option<usize>,
    /// The entries below it, in order, as indexes into [`Course::entries`](super::Course::entries).
    pub children: Vec<usize>,
    /// Whether it belongs to the reading order; material that lessons refer to does not.
    pub listed: bool,
    /// The address of its page in the site.
    pub site: SitePath,
}
