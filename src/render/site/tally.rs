//! Counts the checkboxes of each entry of the course: its own and those of the pages below it.

use crate::course::Course;
use crate::lesson::Tally;

/// Returns the number of checkboxes on each entry and the pages below it, by entry.
pub(super) fn tallies(course: &Course) -> Vec<Tally> {
    let own = |entry| course.lesson_of(entry).map(crate::lesson::Lesson::tally).unwrap_or_default();
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
