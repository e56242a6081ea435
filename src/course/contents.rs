//! Turns the lessons into the tables of contents among them: a `SUMMARY.md` that lists the pages, as books of `mdBook` and
//! `GitBook` have one, says their order and is no page itself.

use std::collections::{BTreeMap, BTreeSet};

use super::Lessons;
use crate::lesson::Lesson;
use crate::source::CoursePath;

/// The name of such a file, as both tools ask for it; in other letters it is a lesson that sums up.
pub(super) const NAME: &str = "SUMMARY";

/// A list of fewer pages orders nothing.
const FEWEST_PAGES: usize = 2;

/// Whether a file is a table of contents: by its name, and by holding links to pages and nothing of a lesson or a report.
pub fn is_table_of_contents(lesson: &Lesson, is_page: impl Fn(&CoursePath) -> bool) -> bool {
    let pages = || lesson.linked_paths().filter(|path| *path != lesson.path && is_page(path)).collect::<BTreeSet<_>>();
    lesson.path.stem() == NAME
        && lesson.fences.is_empty()
        && lesson.checks.is_empty()
        && lesson.timetables.is_empty()
        && lesson.terms.is_empty()
        && pages().len() >= FEWEST_PAGES
}

/// The tables of contents of a course, by the folder that each orders.
pub struct TablesOfContents<'a> {
    tables: BTreeMap<CoursePath, &'a Lesson>,
    /// Those that a page links to: their authors want them read.
    read: BTreeSet<CoursePath>,
}

impl<'a> TablesOfContents<'a> {
    /// Finds them.
    pub fn of(lessons: &'a Lessons) -> Self {
        let tables: BTreeMap<CoursePath, &Lesson> = lessons
            .values()
            .filter(|lesson| is_table_of_contents(lesson, |path| lessons.contains_key(path)))
            .map(|lesson| (lesson.path.parent().unwrap_or_default(), &**lesson))
            .collect();
        let others = lessons.values().filter(|_| !tables.is_empty());
        let read = others.flat_map(|lesson| lesson.linked_paths().filter(|path| *path != lesson.path)).collect();
        Self { tables, read }
    }

    /// The tables, by the folder that each orders.
    pub fn tables(&self) -> impl Iterator<Item = (&CoursePath, &'a Lesson)> {
        self.tables.iter().map(|(folder, table)| (folder, *table))
    }

    /// Whether a file orders pages and is none.
    pub fn is_only_table(&self, path: &CoursePath) -> bool {
        let folder = path.parent().unwrap_or_default();
        self.tables.get(&folder).is_some_and(|table| table.path == *path) && !self.read.contains(path)
    }

    /// The tables that may order what a folder holds, the nearest first.
    pub fn above(&self, folder: &CoursePath) -> impl Iterator<Item = &'a Lesson> {
        std::iter::successors(Some(folder.clone()), CoursePath::parent)
            .filter_map(|folder| self.tables.get(&folder).copied())
    }
}
