//! Counts the checkboxes of each entry of the course: its own and those of the pages below it.

use crate::course::{Course, Entry};
use crate::lesson::Tally;

/// The name of the checkbox that marks a page as read: four letters, as the names of tasks have (`lesson::task`).
pub(super) const READ_TASK: &str = "read";

/// Tests whether readers mark a page as read: a page of the course's tree that has neither pages below it nor checkboxes.
pub(super) fn is_marked_as_read(course: &Course, entry: &Entry) -> bool {
    let is_page = entry.listed && entry.parent.is_some() && entry.children.is_empty();
    is_page && course.lesson_of(entry).is_some_and(|lesson| lesson.tally() == Tally::default())
}

/// Returns the number of checkboxes on each entry and the pages below it, by entry. The mark of a page as read counts as one.
pub(super) fn tallies(course: &Course) -> Vec<Tally> {
    let own = |entry| match course.lesson_of(entry) {
        Some(_) if is_marked_as_read(course, entry) => Tally { all: 1, ticked: 0 },
        Some(lesson) => lesson.tally(),
        None => Tally::default(),
    };
    let mut tallies: Vec<Tally> = course.entries.iter().map(own).collect();
    // Each entry precedes the entries below it.
    for (index, entry) in course.entries.iter().enumerate().rev() {
        if let Some(parent) = entry.parent {
            let below = tallies[index];
            tallies[parent] += below;
        }
    }
    tallies
}
