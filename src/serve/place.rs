//! Turns places of the site into the files that they were made of, and places that are gone into where to go instead.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::address::{Address, address};
use super::edition::{Content, Edition};
use super::stand::Shown;
use crate::config::FILE_NAME;
use crate::render::site::{Ingredients, Job, Kitchen};
use crate::site::{Output, SitePath};
use crate::source::CoursePath;

/// The place that a page's address names.
pub fn of_page(page: &str) -> Option<SitePath> {
    match address(page) {
        Address::Site { place, .. } => Some(place),
        Address::Own { .. } | Address::Refused => None,
    }
}

/// The file that a page was made of.
pub fn source_of(edition: &Edition, place: &SitePath) -> Option<CoursePath> {
    let course = edition.course();
    let lesson = course.entries.iter().find(|entry| entry.site == *place).and_then(|entry| entry.lesson.as_ref());
    let shown = || course.viewers.iter().find(|(_, site)| *site == place).map(|(path, _)| path);
    lesson.or_else(shown).cloned()
}

/// A file of the course, or its settings, on the disk: nothing else can be named.
pub fn disk_of(shown: &Shown, path: &CoursePath) -> Option<PathBuf> {
    let course = shown.edition.as_ref().and_then(|edition| edition.sources().files.get(path));
    course.map(|file| file.disk.clone()).or_else(|| shown.settings.clone().filter(|_| path.as_str() == FILE_NAME))
}

/// The page of an entry with a comment before each block that says its line.
pub fn with_lines(edition: &Edition, place: &SitePath) -> Option<String> {
    let index = edition.course().entries.iter().position(|entry| entry.site == *place)?;
    let kitchen = Kitchen::new(Ingredients { lines: true, ..edition.ingredients().clone() });
    let made = kitchen.make(&Job::Entry(index)).ok()?;
    made.outputs.into_iter().find_map(|(_, output)| match output {
        Output::Html(html) => Some(html),
        Output::Bytes(_) | Output::Copy(_) => None,
    })
}

/// Where the pages went that are in one edition and not in the next: to the page that has their text now, or that is
/// the only new one where they are the only lost one.
pub fn moved(before: &Edition, now: &Edition, known: &BTreeMap<SitePath, SitePath>) -> BTreeMap<SitePath, SitePath> {
    let pages = |edition: &Edition| -> BTreeMap<SitePath, CoursePath> {
        let page = |entry: &crate::course::Entry| Some((entry.site.clone(), entry.lesson.clone()?));
        edition.course().entries.iter().filter_map(page).collect()
    };
    let (old, new) = (pages(before), pages(now));
    let gone: Vec<_> = old.iter().filter(|(place, _)| !new.contains_key(*place)).collect();
    let come: Vec<_> = new.iter().filter(|(place, _)| !old.contains_key(*place)).collect();
    let mut moved = known.clone();
    for (place, path) in &gone {
        let text = before.sources().get(path).map(|source| &source.text);
        let same = come.iter().find(|(_, path)| now.sources().get(path).map(|source| &source.text) == text);
        let only = (gone.len() == 1 && come.len() == 1).then(|| &come[0]);
        if let Some((target, _)) = same.or(only) {
            moved.insert((*place).clone(), (*target).clone());
        }
    }
    // A place that is there again is no longer gone.
    moved.retain(|place, _| !new.contains_key(place));
    moved
}

/// Where to go instead of a place that is not there: to where its page went, else to the nearest page above it.
pub fn instead(shown: &Shown, place: &SitePath) -> Option<SitePath> {
    let edition = shown.edition.as_ref()?;
    let is_page = |place: &SitePath| matches!(edition.get(place), Some(Ok(Content::Page(_))));
    let mut here = place;
    let mut seen = BTreeSet::new();
    while let Some(next) = shown.moved.get(here).filter(|next| seen.insert((*next).clone())) {
        if is_page(next) {
            return Some(next.clone());
        }
        here = next;
    }
    let mut folder = place.as_str();
    while let Some((above, _)) = folder.rsplit_once('/') {
        let index = SitePath::new(&format!("{above}/index.html"));
        if index != *place && is_page(&index) {
            return Some(index);
        }
        folder = above;
    }
    Some(SitePath::new("index.html")).filter(|home| home != place && is_page(home))
}
