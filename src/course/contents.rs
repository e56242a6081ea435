//! Turns the lessons into the tables of contents among them: a `SUMMARY.md` that lists the pages, as in books of
//! `mdBook` and `GitBook`, states their order and is not a page itself.

use std::collections::{BTreeMap, BTreeSet};

use super::Lessons;
use crate::lesson::Lesson;
use crate::source::CoursePath;

/// The stem of a table of contents, as both tools require it; in other letter case the file is a lesson that sums up.
pub(super) const NAME: &str = "SUMMARY";

/// The fewest pages that a table of contents lists; a list of one page states no order.
const MIN_PAGES: usize = 2;

/// Tests whether a file is a table of contents: it has the name, links pages, and has no code, checks, timetables or
/// terms.
pub fn is_table_of_contents(lesson: &Lesson, is_page: impl Fn(&CoursePath) -> bool) -> bool {
    let pages = || lesson.linked_paths().filter(|path| *path != lesson.path && is_page(path)).collect::<BTreeSet<_>>();
    lesson.path.stem() == NAME
        && lesson.fences.is_empty()
        && lesson.checks.is_empty()
        && lesson.timetables.is_empty()
        && lesson.terms.is_empty()
        && pages().len() >= MIN_PAGES
}

/// The tables of contents of a course, by the folder that each orders.
pub struct TablesOfContents<'a> {
    tables: BTreeMap<CoursePath, &'a Lesson>,
    /// The pages that another page links to: a linked table is a page too, its author wants it read.
    linked: BTreeSet<CoursePath>,
}

impl<'a> TablesOfContents<'a> {
    /// Finds the tables of contents among the lessons of a course.
    pub fn of(lessons: &'a Lessons) -> Self {
        let tables: BTreeMap<CoursePath, &Lesson> = lessons
            .values()
            .filter(|lesson| is_table_of_contents(lesson, |path| lessons.contains_key(path)))
            .map(|lesson| (lesson.path.parent().unwrap_or_default(), &**lesson))
            .collect();
        let others = lessons.values().filter(|_| !tables.is_empty());
        let linked = others.flat_map(|lesson| lesson.linked_paths().filter(|path| *path != lesson.path)).collect();
        Self { tables, linked }
    }

    /// Returns the tables, by the folder that each orders.
    pub fn tables(&self) -> impl Iterator<Item = (&CoursePath, &'a Lesson)> {
        self.tables.iter().map(|(folder, table)| (folder, *table))
    }

    /// Tests whether a file only orders pages and is not itself a page.
    pub fn is_only_table(&self, path: &CoursePath) -> bool {
        let folder = path.parent().unwrap_or_default();
        self.tables.get(&folder).is_some_and(|table| table.path == *path) && !self.linked.contains(path)
    }

    /// Tests whether another page links a file.
    pub fn is_linked(&self, path: &CoursePath) -> bool {
        self.linked.contains(path)
    }

    /// Returns the tables that may order what a folder holds, the nearest first.
    pub fn above(&self, folder: &CoursePath) -> impl Iterator<Item = &'a Lesson> {
        std::iter::successors(Some(folder.clone()), CoursePath::parent)
            .filter_map(|folder| self.tables.get(&folder).copied())
    }
}
