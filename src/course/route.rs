//! Turns entries into places in the site: no two files at one place, not even where letter case does not count.

use std::collections::BTreeSet;

use super::tree::readme_rank;
use super::{Entry, Lessons};
use crate::diagnostic::{Code, Diagnostic};
use crate::read::Sources;
use crate::site::SitePath;
use crate::source::CoursePath;

/// The places that are taken, in lower case: Windows and macOS tell no `A.html` from `a.html`.
#[derive(Debug, Clone, Default)]
pub struct Routes {
    taken: BTreeSet<String>,
}

impl Routes {
    /// Takes a place, or the next free one like it: `glossary-2.html`.
    pub fn claim(&mut self, wanted: &str) -> SitePath {
        let (stem, extension) = wanted.rsplit_once('.').unwrap_or((wanted, ""));
        let mut place = wanted.to_owned();
        for number in 2.. {
            if self.taken.insert(place.to_lowercase()) {
                break;
            }
            place = format!("{stem}-{number}{}{extension}", if extension.is_empty() { "" } else { "." });
        }
        SitePath::new(&place)
    }

    /// Whether a place, or anything below it, is taken.
    pub fn is_taken(&self, place: &str) -> bool {
        let place = place.to_lowercase();
        let below = format!("{place}/");
        self.taken.contains(&place)
            || self.taken.range(below.clone()..).next().is_some_and(|next| next.starts_with(&below))
    }
}

/// Gives every entry its place: `week_01/day1/README.md` → `week_01/day1/index.html`, `a.md` → `a.html`.
pub fn assign(
    entries: &mut [Entry],
    sources: &Sources,
    lessons: &Lessons,
    diagnostics: &mut Vec<Diagnostic>,
) -> Routes {
    let mut routes = Routes::default();
    // What is copied keeps its name, so pages must yield to the course's own HTML files.
    for path in sources.files.keys().filter(|path| !lessons.contains_key(*path)) {
        routes.taken.insert(path.as_str().to_lowercase());
    }
    // Pages that bear their folder's name first: they must be its index.
    for pass in [true, false] {
        for entry in entries.iter_mut() {
            let (wanted, is_index) = wanted(entry);
            if is_index != pass {
                continue;
            }
            entry.site = routes.claim(&wanted);
            if entry.site.as_str() != wanted
                && let Some(path) = &entry.lesson
            {
                let message = format!("another file already becomes {wanted}");
                let hint = format!("this page is written to {}; give one of the two another name", entry.site);
                diagnostics.push(Diagnostic::about(path, Code::DuplicateRoute, message).hint(hint));
            }
        }
    }
    routes
}

/// The place that an entry would like, and whether it is its folder's index.
fn wanted(entry: &Entry) -> (String, bool) {
    let own = |path: &CoursePath| {
        let folder = path.parent().unwrap_or_default();
        (folder.join(&format!("{}.html", path.stem())).as_str().to_owned(), false)
    };
    match &entry.lesson {
        None => (entry.path.join("index.html").as_str().to_owned(), true),
        // Of two such files in a folder, one is a page like others.
        Some(path) if readme_rank(path).is_none() || (entry.listed && entry.path == *path) => own(path),
        Some(path) => (path.parent().unwrap_or_default().join("index.html").as_str().to_owned(), true),
    }
}
