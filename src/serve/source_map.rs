//! Maps paths of the site to the source files that they were rendered from, and paths that no longer exist to others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::address::{Address, address};
use super::live_state::CurrentState;
use super::site_snapshot::{Content, SiteSnapshot};
use crate::config::FILE_NAME;
use crate::course::Course;
use crate::render::site::{EditionJob, RenderInput, RenderJob, SiteRenderer};
use crate::site::{Output, SitePath};
use crate::source::CoursePath;

/// Returns the path that the address of a page names.
pub fn of_page(page: &str) -> Option<SitePath> {
    match address(page) {
        Address::Site { place, .. } => Some(place),
        Address::Own { .. } | Address::Refused => None,
    }
}

/// Returns the file that a page was rendered from, by its path in the course.
pub fn source_of(snapshot: &SiteSnapshot, place: &SitePath) -> Option<CoursePath> {
    let course = snapshot.course();
    let mut entries = course.all_editions().flat_map(|course| &course.entries);
    let lesson = entries.find(|entry| entry.site == *place).and_then(|entry| entry.lesson.as_ref());
    let mut viewers = course.all_editions().flat_map(|course| &course.viewers);
    let shown = || viewers.find(|(_, site)| *site == place).map(|(path, _)| path);
    lesson.or_else(shown).cloned()
}

/// Returns the place on the disk of a file of the course, or of its settings; no other file can be named.
pub fn disk_of(current: &CurrentState, path: &CoursePath) -> Option<PathBuf> {
    let course = current.snapshot.as_ref().and_then(|snapshot| snapshot.sources().files.get(path));
    course.map(|file| file.disk.clone()).or_else(|| current.settings.clone().filter(|_| path.as_str() == FILE_NAME))
}

/// Renders the page of an entry with a comment before each block that names its line.
pub fn with_lines(snapshot: &SiteSnapshot, place: &SitePath) -> Option<String> {
    let position = |course: &Course| course.entries.iter().position(|entry| entry.site == *place);
    let mut editions = snapshot.course().all_editions().enumerate();
    let (edition, index) = editions.find_map(|(edition, course)| Some((edition, position(course)?)))?;
    let renderer = SiteRenderer::new(RenderInput { lines: true, ..snapshot.render_input().clone() }).ok()?;
    let files = renderer.render(&EditionJob { edition, job: RenderJob::Entry(index) }).ok()?;
    files.outputs.into_iter().find_map(|(_, output)| match output {
        Output::Html(html) => Some(html),
        Output::Bytes(_) | Output::Copy(_) => None,
    })
}

/// Returns the new paths of pages that are in one snapshot and not in the next, added to those of earlier ones: that of
/// the page with the same text, or of the only new page if only one was lost.
pub fn moved(
    before: &SiteSnapshot,
    now: &SiteSnapshot,
    known: &BTreeMap<SitePath, SitePath>,
) -> BTreeMap<SitePath, SitePath> {
    let pages = |snapshot: &SiteSnapshot| -> BTreeMap<SitePath, CoursePath> {
        let page = |entry: &crate::course::Entry| Some((entry.site.clone(), entry.lesson.clone()?));
        snapshot.course().all_editions().flat_map(|course| &course.entries).filter_map(page).collect()
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
    // A path that exists again has not moved.
    moved.retain(|place, _| !new.contains_key(place));
    moved
}

/// Returns the path to go to instead of one that does not exist: where its page moved to, else the nearest page above.
pub fn instead(current: &CurrentState, place: &SitePath) -> Option<SitePath> {
    let snapshot = current.snapshot.as_ref()?;
    let is_page = |place: &SitePath| matches!(snapshot.get(place), Some(Ok(Content::Page(_))));
    let mut here = place;
    let mut seen = BTreeSet::new();
    while let Some(next) = current.moved.get(here).filter(|next| seen.insert((*next).clone())) {
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
