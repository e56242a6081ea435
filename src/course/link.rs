//! Turns the addresses that authors write into the places of the site where they lead.

mod addresses;
mod anchor;
mod resolver;
mod spaced;
mod suggest;

use std::collections::BTreeMap;

use super::route::Routes;
use super::{Entry, Lessons};
use crate::diagnostic::Diagnostic;
use crate::read::Sources;
use crate::site::SitePath;
use crate::source::CoursePath;

use resolver::{Destination, Resolver};

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Out of the site: the address stays as it is.
    External,
    /// A page of the course, and a place on it.
    Page {
        /// Which entry.
        entry: usize,
        /// The id of the place.
        fragment: Option<String>,
    },
    /// A page that shows or lists files.
    Shown(SitePath),
    /// A file of the course.
    File {
        /// Which file.
        path: CoursePath,
        /// Where it stands in the site.
        site: SitePath,
    },
    /// A page that is there and was left out on purpose; the text stays, the link goes, and a mark says why.
    LeftOut,
    /// Nowhere; the text stays, the link goes.
    Broken,
}

/// Everything that links decide.
#[derive(Debug, Default)]
pub struct ResolvedLinks {
    /// For every page, where each address leads.
    pub links: BTreeMap<CoursePath, BTreeMap<String, Target>>,
    /// Files to copy.
    pub assets: BTreeMap<CoursePath, SitePath>,
    /// Files to show on a page of their own.
    pub viewers: BTreeMap<CoursePath, SitePath>,
    /// Folders whose files are to be listed.
    pub listings: BTreeMap<CoursePath, SitePath>,
    /// The index of each folder of pages that has no page for it, and the page to which it leads.
    pub redirects: BTreeMap<SitePath, SitePath>,
}

/// Resolves every address of every page, and gives the files that they lead to their addresses in the site.
pub fn resolve(
    entries: &[Entry],
    lessons: &Lessons,
    sources: &Sources,
    routes: &mut Routes,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResolvedLinks {
    let mut resolver = Resolver::new(entries, lessons, sources);
    let mut found: BTreeMap<&CoursePath, BTreeMap<&String, Destination>> = BTreeMap::new();
    for lesson in lessons.values() {
        let destinations = found.entry(&lesson.path).or_default();
        for link in &lesson.links {
            // The same address may be both a link and an image; it leads to the same place.
            let (destination, problem) = resolver.destination(lesson, link);
            diagnostics.extend(problem);
            destinations.insert(&link.href, destination);
        }
        let spaced = lesson.spaced_links.iter();
        diagnostics.extend(spaced.filter_map(|link| spaced::check(lesson, link, |path| resolver.exists(path))));
    }
    let mut resolved = addresses::assign(&resolver.used, entries, &resolver.folders, routes, diagnostics);
    for (path, destinations) in found {
        let targets = destinations.into_iter().map(|(href, to)| (href.clone(), to.target(&resolved))).collect();
        resolved.links.insert(path.clone(), targets);
    }
    resolved
}

/// Tests whether an address names a place outside the course: it has a scheme, or a host.
pub fn is_external(href: &str) -> bool {
    let scheme = href.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    scheme || href.starts_with("//")
}
