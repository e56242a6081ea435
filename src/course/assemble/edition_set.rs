//! Turns the assembled editions of a course into the set in which each page finds its place in the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::{Course, EditionSet, EditionSummary};
use crate::site::SitePath;
use crate::source::CoursePath;

/// A page of an edition.
#[derive(Clone, Copy)]
struct EditionPage<'a> {
    course: &'a Course,
    entry: usize,
}

impl<'a> EditionPage<'a> {
    fn site(self) -> &'a SitePath {
        &self.course.entries[self.entry].site
    }

    fn updated(self) -> Option<jiff::civil::Date> {
        self.course.lesson_of(&self.course.entries[self.entry])?.front.updated
    }
}

/// Makes the set; `keys` holds the name that the translations of one page share.
pub(super) fn of_courses(courses: &[Course], names: Vec<String>, keys: &BTreeMap<CoursePath, String>) -> EditionSet {
    let mut pages: BTreeMap<&str, Vec<Option<EditionPage<'_>>>> = BTreeMap::new();
    for (at, course) in courses.iter().enumerate() {
        for (entry, place) in course.entries.iter().enumerate() {
            if let Some(key) = place.lesson.as_ref().and_then(|path| keys.get(path)) {
                pages.entry(key).or_insert_with(|| vec![None; courses.len()])[at] = Some(EditionPage { course, entry });
            }
        }
    }
    let older = pages.values().flat_map(|row| older(row)).collect();
    let sites =
        |row: &Vec<Option<EditionPage<'_>>>| row.iter().map(|page| page.map(|page| page.site().clone())).collect();
    let mut rows: Vec<Vec<Option<SitePath>>> = pages.values().map(sites).collect();
    let glossary = |course: &Course| (!course.glossary.is_empty()).then(|| course.generated.glossary.clone());
    rows.push(courses.iter().map(glossary).collect());
    // The home pages correspond to each other, regardless of their names.
    rows.push(courses.iter().map(|course| Some(course.entries[0].site.clone())).collect());
    let summary = |(course, name): (&Course, String)| EditionSummary {
        language: course.language,
        name,
        home: course.entries[0].site.clone(),
    };
    EditionSet::new(courses.iter().zip(names).map(summary).collect(), rows, older)
}

/// Returns the translations whose front matter states an earlier day of change than that of the first edition's page.
fn older(row: &[Option<EditionPage<'_>>]) -> BTreeSet<SitePath> {
    let mut pages = row.iter();
    let Some(original) = pages.next().copied().flatten().and_then(EditionPage::updated) else { return BTreeSet::new() };
    let is_older = |page: &EditionPage<'_>| page.updated().is_some_and(|day| day < original);
    pages.flatten().copied().filter(is_older).map(|page| page.site().clone()).collect()
}
