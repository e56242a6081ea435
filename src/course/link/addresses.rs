//! Turns the files that pages use into their addresses in the site; the pages have theirs already.

use std::collections::{BTreeMap, BTreeSet};

use super::ResolvedLinks;
use crate::course::route::{INDEX, Routes};
use crate::course::{Entry, folders_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::site::SitePath;
use crate::source::CoursePath;

/// The files and folders that pages use.
#[derive(Debug, Default)]
pub(super) struct UsedFiles {
    /// Files to copy.
    pub(super) files: BTreeSet<CoursePath>,
    /// Files to show on a page of their own; each is copied too.
    pub(super) shown: BTreeSet<CoursePath>,
    /// Folders without pages whose files are to be listed.
    pub(super) listed: BTreeSet<CoursePath>,
}

/// Assigns an address to every used file, and an index to each folder of pages.
///
/// Addresses are assigned in the order of paths: they do not depend on which page uses a file first.
pub(super) fn assign(
    uses: &UsedFiles,
    entries: &[Entry],
    folders: &BTreeMap<CoursePath, usize>,
    routes: &mut Routes,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResolvedLinks {
    let mut resolved = ResolvedLinks::default();
    // A folder keeps its own index file, because HTML files link each other by their names.
    let (indexes, others): (Vec<_>, Vec<_>) = uses.files.iter().partition(|path| path.name() == INDEX);
    for path in indexes {
        resolved.assets.insert(path.clone(), copy(path, routes, diagnostics));
    }
    for folder in &uses.listed {
        match routes.claim_shown(folder, INDEX, folder) {
            Ok(address) => resolved.listings.insert(folder.clone(), address),
            Err(elsewhere) => resolved.shown_elsewhere.insert(folder.clone(), elsewhere),
        };
    }
    resolved.redirects = redirects(entries, folders, routes);
    for path in others {
        resolved.assets.insert(path.clone(), copy(path, routes, diagnostics));
    }
    for path in &uses.shown {
        let name = format!("{}.html", path.name());
        match routes.claim_shown(&path.parent().unwrap_or_default(), &name, path) {
            Ok(address) => resolved.viewers.insert(path.clone(), address),
            Err(elsewhere) => resolved.shown_elsewhere.insert(path.clone(), elsewhere),
        };
    }
    diagnostics.extend(routes.take_renamed());
    resolved
}

/// Assigns the address of a file that is copied, and reports if it could not keep its own.
fn copy(path: &CoursePath, routes: &mut Routes, diagnostics: &mut Vec<Diagnostic>) -> SitePath {
    if routes.is_copied(path) {
        return routes.claim_copy(path);
    }
    let wanted = routes.wanted(&path.parent().unwrap_or_default(), path.name());
    let other = routes.holder(&wanted).cloned();
    let address = routes.claim_copy(path);
    if let Some(other) = other {
        diagnostics.push(moved_aside(path, &other, &wanted, &address));
    }
    address
}

/// Returns the report that a file could not keep its address.
fn moved_aside(path: &CoursePath, other: &CoursePath, wanted: &str, address: &SitePath) -> Diagnostic {
    let message = message!(
        "duplicate-route-file",
        other = other.to_string(),
        wanted = wanted.to_string(),
        address = address.to_string()
    );
    let is_html = matches!(path.extension().as_str(), "html" | "htm");
    let hint = if is_html { message!("duplicate-route-file-html.hint") } else { message!("duplicate-route-file.hint") };
    Diagnostic::about(path, Code::DuplicateRoute, message).hint(hint)
}

/// Returns an index for each folder of pages without one, with the page to which it redirects: `cargo/index.html` →
/// `cargo.html` if `cargo.md` is the page of the folder, else the page of the nearest folder above.
fn redirects(
    entries: &[Entry],
    folders: &BTreeMap<CoursePath, usize>,
    routes: &mut Routes,
) -> BTreeMap<SitePath, SitePath> {
    let mut redirects = BTreeMap::new();
    for folder in folders_of(entries.iter().filter_map(|entry| entry.lesson.as_ref())) {
        let wanted = routes.wanted(&folder, INDEX);
        if routes.is_taken(&wanted) {
            continue;
        }
        let mut above = std::iter::successors(Some(folder.clone()), CoursePath::parent);
        let entry = above.find_map(|folder| folders.get(&folder)).copied().unwrap_or_default();
        redirects.insert(routes.claim_page(&folder, INDEX, &folder), entries[entry].site.clone());
    }
    redirects
}
