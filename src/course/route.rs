//! Turns pages and files into their addresses in the site. Each address is unique, also if letter case is ignored.
//!
//! Pages own the addresses. They take them in this order, so that a later one yields to an earlier one:
//!
//! 1. the index pages of folders, then the other pages of the course ([`assign`]);
//! 2. the author's files that pages use, then the pages that list or show them (`link/addresses.rs`);
//! 3. redirects for folders of pages that have no index page yet;
//! 4. redirects from former addresses of pages (`redirect.rs`);
//! 5. files that seodang adds: glossary, cards, downloads, the theme's folder.
//!
//! A file that no page uses is not written and reserves nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::index_page::readme_rank;
use super::{Entry, EntryKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::message::Message;
use crate::site::SitePath;
use crate::source::CoursePath;

/// The name of a folder's page: servers show it for an address that names only the folder.
pub const INDEX: &str = "index.html";

/// The addresses that are taken, in lower case: Windows and macOS do not distinguish `A.html` from `a.html`.
#[derive(Debug, Clone, Default)]
pub struct Routes {
    taken: BTreeMap<String, AddressOwner>,
    /// The folder of the site to which each folder of the course is written.
    folders: BTreeMap<CoursePath, String>,
    /// The folders of the course that could not keep their names.
    renamed: Vec<Diagnostic>,
    /// The addresses of copied files, which all editions share.
    copies: BTreeMap<CoursePath, SitePath>,
    /// The addresses of the pages that show or list files, which all editions share.
    shown: BTreeMap<CoursePath, SitePath>,
}

/// The owner of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
enum AddressOwner {
    /// A file or folder of the course.
    Source(CoursePath),
    /// A file that seodang adds.
    Generated,
}

impl Routes {
    /// Claims an address for a file that seodang adds, or the next free one like it: `glossary-2.html`.
    pub fn claim(&mut self, wanted: &str) -> SitePath {
        let (folder, name) = wanted.rsplit_once('/').unwrap_or(("", wanted));
        self.take(folder, numbered(name), AddressOwner::Generated)
    }

    /// Claims a folder for files that seodang adds.
    pub fn claim_folder(&mut self, wanted: &str) -> String {
        self.take("", numbered_folder(wanted), AddressOwner::Generated).as_str().to_owned()
    }

    /// Claims an address for a page made of `source`, in the folder of the site that belongs to `folder`.
    pub(super) fn claim_page(&mut self, folder: &CoursePath, name: &str, source: &CoursePath) -> SitePath {
        let folder = self.folder(folder);
        self.take(&folder, numbered(name), AddressOwner::Source(source.clone()))
    }

    /// Claims the address of a file that is copied: its own name, or another if a page holds that:
    /// `index.original.html`.
    pub(super) fn claim_copy(&mut self, path: &CoursePath) -> SitePath {
        if let Some(known) = self.copies.get(path) {
            return known.clone();
        }
        let folder = self.folder(&path.parent().unwrap_or_default());
        let aside = match path.name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => format!("{stem}.original.{extension}"),
            _ => format!("{}.original", path.name()),
        };
        let names = std::iter::once(path.name().to_owned()).chain(numbered(&aside));
        let address = self.take(&folder, names, AddressOwner::Source(path.clone()));
        self.copies.insert(path.clone(), address.clone());
        address
    }

    /// Tests whether an edition before copies a file.
    pub(super) fn is_copied(&self, path: &CoursePath) -> bool {
        self.copies.contains_key(path)
    }

    /// Claims the address of a page that shows or lists `path`; an error with its address if an edition before has it.
    pub(super) fn claim_shown(
        &mut self,
        folder: &CoursePath,
        name: &str,
        path: &CoursePath,
    ) -> Result<SitePath, SitePath> {
        if let Some(known) = self.shown.get(path) {
            return Err(known.clone());
        }
        let address = self.claim_page(folder, name, path);
        self.shown.insert(path.clone(), address.clone());
        Ok(address)
    }

    /// Returns the address that a name in a folder of the course would have if nothing else held it.
    pub(super) fn wanted(&mut self, folder: &CoursePath, name: &str) -> String {
        join(&self.folder(folder), name)
    }

    /// Returns the file or folder of the course that holds an address.
    pub(super) fn holder(&self, address: &str) -> Option<&CoursePath> {
        match self.taken.get(&address.to_lowercase())? {
            AddressOwner::Source(path) => Some(path),
            AddressOwner::Generated => None,
        }
    }

    /// Tests whether an address is taken, by a file or by a folder.
    pub(super) fn is_taken(&self, address: &str) -> bool {
        self.taken.contains_key(&address.to_lowercase())
    }

    /// Takes the diagnostics about folders that could not keep their names; a second call returns none.
    pub(super) fn take_renamed(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.renamed)
    }

    /// Returns the folder of the site for a folder of the course, and claims it: no page may have its address.
    fn folder(&mut self, folder: &CoursePath) -> String {
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        let (mut path, mut place) = (CoursePath::default(), String::new());
        for part in folder.parts() {
            path = path.join(part);
            if let Some(known) = self.folders.get(&path) {
                place.clone_from(known);
                continue;
            }
            let names = numbered_folder(part).filter(|name| !name.eq_ignore_ascii_case(INDEX));
            let wanted = join(&place, part);
            let address = self.take(&place, names, AddressOwner::Source(path.clone()));
            address.as_str().clone_into(&mut place);
            if place != wanted {
                let message = message!("duplicate-route-folder", place = &place);
                let hint = message!("duplicate-route-folder.hint", holder = self.described(&wanted), address = &wanted);
                self.renamed.push(Diagnostic::about(&path, Code::DuplicateRoute, message).hint(hint));
            }
            self.folders.insert(path.clone(), place.clone());
        }
        place
    }

    /// Returns the owner of an address, for messages.
    fn described(&self, address: &str) -> Message {
        let named = |path: &CoursePath| Message::verbatim(format!("`{path}`"));
        self.holder(address).map_or_else(|| message!("duplicate-route-page-above"), named)
    }

    /// Takes the first of several names that is free in a folder of the site.
    fn take(&mut self, folder: &str, names: impl Iterator<Item = String>, holder: AddressOwner) -> SitePath {
        let mut addresses = names.map(|name| join(folder, &name));
        // The sequence of numbered names is endless, so one is free.
        let free = addresses.find(|address| !self.is_taken(address)).unwrap_or_default();
        self.taken.insert(free.to_lowercase(), holder);
        SitePath::new(&free)
    }
}

/// Sets the address of every entry: `week_01/day1/README.md` → `week_01/day1/index.html`, `a.md` → `a.html`.
///
/// `is_first` is true for the edition that the site opens with, false for translations.
pub fn assign(entries: &mut [Entry], is_first: bool, routes: &mut Routes, diagnostics: &mut Vec<Diagnostic>) {
    let preferred_address = |entry: &Entry| preferred_address(entry, is_first);
    // Folders first, and in the order of their paths: their addresses depend on nothing else.
    let folders: BTreeSet<CoursePath> = entries.iter().map(|entry| preferred_address(entry).folder).collect();
    for folder in &folders {
        routes.folder(folder);
    }
    diagnostics.extend(routes.take_renamed());
    for index_pages in [true, false] {
        for entry in entries.iter_mut() {
            let PreferredAddress { folder, name, is_index } = preferred_address(entry);
            if is_index != index_pages {
                continue;
            }
            let address = routes.wanted(&folder, &name);
            let other = routes.holder(&address).cloned();
            entry.site = routes.claim_page(&folder, &name, entry.lesson.as_ref().unwrap_or(&entry.path));
            if let (Some(path), Some(other)) = (&entry.lesson, other) {
                let message = message!("duplicate-route-page", other = other.as_str(), address);
                let hint = message!("duplicate-route-page.hint", address = entry.site.as_str());
                diagnostics.push(Diagnostic::about(path, Code::DuplicateRoute, message).hint(hint));
            }
        }
    }
}

/// The preferred address of an entry.
struct PreferredAddress {
    folder: CoursePath,
    name: String,
    is_index: bool,
}

fn preferred_address(entry: &Entry, is_first: bool) -> PreferredAddress {
    let index = |folder: CoursePath| PreferredAddress { folder, name: INDEX.to_owned(), is_index: true };
    match &entry.lesson {
        // The course's own page opens the site, wherever its file is.
        _ if entry.kind == EntryKind::Course && is_first => index(CoursePath::default()),
        None => index(entry.path.clone()),
        // If a folder has two such files, the second is an ordinary page.
        Some(path) if readme_rank(path).is_none() || (is_beside_index(entry) && entry.path == *path) => {
            PreferredAddress {
                folder: path.parent().unwrap_or_default(),
                name: format!("{}.html", path.stem()),
                is_index: false,
            }
        }
        Some(path) => index(path.parent().unwrap_or_default()),
    }
}

/// Tests whether another page may be that of the folder of an entry's file: a second one in the reading order, or one beside
/// the course's own page.
fn is_beside_index(entry: &Entry) -> bool {
    entry.listed || entry.path.parent().is_some_and(|folder| folder.is_root())
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Returns a file's name, then its numbered variants: `a.html`, `a-2.html`, `a-3.html` …
fn numbered(name: &str) -> impl Iterator<Item = String> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem.to_owned(), format!(".{extension}")),
        _ => (name.to_owned(), String::new()),
    };
    std::iter::once(name.to_owned()).chain((2..).map(move |number: u32| format!("{stem}-{number}{extension}")))
}

/// Returns a folder's name, then its numbered variants: `v1.2`, `v1.2-2` …
fn numbered_folder(name: &str) -> impl Iterator<Item = String> {
    let stem = name.to_owned();
    std::iter::once(name.to_owned()).chain((2..).map(move |number: u32| format!("{stem}-{number}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_given_once_whatever_its_case_and_kind() {
        let mut routes = Routes::default();
        let (root, week) = (CoursePath::default(), CoursePath::new("week"));
        let page = |routes: &mut Routes, folder: &CoursePath, name: &str| {
            routes.claim_page(folder, name, &CoursePath::new("x.md")).to_string()
        };
        assert_eq!(page(&mut routes, &root, "a.html"), "a.html");
        assert_eq!(page(&mut routes, &root, "A.html"), "A-2.html");
        assert_eq!(page(&mut routes, &week, "index.html"), "week/index.html");
        assert_eq!(page(&mut routes, &CoursePath::new("Week"), "index.html"), "Week-2/index.html");
        assert_eq!(
            page(&mut routes, &CoursePath::new("a.html/b"), "c.html"),
            "a.html-2/b/c.html",
            "a page is no folder"
        );
        assert_eq!(page(&mut routes, &CoursePath::new("Index.HTML"), "c.html"), "Index.HTML-2/c.html");
        assert_eq!(routes.claim("week"), SitePath::new("week-3"), "a folder is no file");
        assert_eq!(routes.claim_copy(&CoursePath::new("week/index.html")).as_str(), "week/index.original.html");
        assert_eq!(routes.claim_copy(&CoursePath::new("week/INDEX.html")).as_str(), "week/INDEX.original-2.html");
        assert_eq!(routes.claim_copy(&CoursePath::new("week/LICENSE")).as_str(), "week/LICENSE");
        assert_eq!(routes.take_renamed().len(), 3, "Week, a.html and Index.HTML");
    }
}
