//! Turns a course into the units that are packed one by one: its days, its weeks, or the whole course.

use crate::course::{Course, EntryKind};
use crate::read::page_file::without_ending;
use crate::source::CoursePath;

/// The extent of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// A day.
    Day,
    /// A week.
    Week,
    /// The whole course.
    Course,
}

/// A unit of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The name of its file without an extension: `week_01`.
    pub name: String,
    /// Its folder; `None` for the whole course, and for the pages outside all other units.
    pub folder: Option<CoursePath>,
    /// Its title.
    pub title: String,
    /// Its entries in reading order; the one that gives its name comes first.
    pub entries: Vec<usize>,
}

/// Returns the units of a course. A course without weeks has its days instead, or its parts; without these it is one unit.
/// The other pages (a preface, an appendix) are a unit too.
pub fn units(course: &Course, extent: Extent) -> Vec<Unit> {
    let whole =
        |entries: Vec<usize>| Unit { name: "course".to_owned(), folder: None, title: course.title.clone(), entries };
    let all: Vec<usize> = (0..course.entries.len()).collect();
    let has = |kind: EntryKind| course.entries.iter().any(|entry| entry.kind == kind);
    let order: &[EntryKind] = match extent {
        Extent::Course => return vec![whole(all)],
        Extent::Week => &[EntryKind::Week, EntryKind::Day, EntryKind::Part],
        Extent::Day => &[EntryKind::Day, EntryKind::Week, EntryKind::Part],
    };
    let Some(&kind) = order.iter().find(|kind| has(**kind)) else { return vec![whole(all)] };
    let (mut units, mut rest) = (Vec::new(), Vec::new());
    let mut waiting = vec![0];
    while let Some(index) = waiting.pop() {
        let entry = &course.entries[index];
        let below = below(course, index);
        let holds = below[1..].iter().any(|&inner| course.entries[inner].kind == kind);
        if index != 0 && entry.kind.is_overview() && (entry.kind == kind || !holds) {
            let label = entry.label.as_ref().map(|label| format!("{label}: ")).unwrap_or_default();
            let title = format!("{label}{} · {}", entry.title, course.title);
            // A unit of a stated structure may hold pages of several folders.
            let mut pages = below[1..].iter().filter_map(|&inner| course.entries[inner].lesson.as_ref());
            let is_folder = pages.all(|page| page.is_within(&entry.path));
            let folder = Some(entry.path.clone()).filter(|_| is_folder);
            units.push(Unit { name: name(entry.path.as_str()), folder, title, entries: below });
        } else {
            rest.extend(entry.lesson.is_some().then_some(index));
            waiting.extend(entry.children.iter().rev());
        }
    }
    if !rest.is_empty() {
        units.insert(0, whole(rest));
    }
    units
}

/// Returns an entry and all entries below it in reading order.
fn below(course: &Course, index: usize) -> Vec<usize> {
    let (mut below, mut waiting) = (Vec::new(), vec![index]);
    while let Some(index) = waiting.pop() {
        below.push(index);
        waiting.extend(course.entries[index].children.iter().rev());
    }
    below
}

/// Returns a path as the name of a file: `theory/week_01` → `theory-week_01`.
fn name(path: &str) -> String {
    without_ending(path).replace(['/', '\\'], "-")
}
