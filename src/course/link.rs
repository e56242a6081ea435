//! Turns the addresses in links and images into their targets in the site.

mod addresses;
mod anchor;
mod edition;
mod foreign;
mod fragment;
mod resolver;
pub mod scheme;
mod spaced;
mod suggest;
mod titles;

use std::collections::BTreeMap;

use super::route::Routes;
use super::{Entry, Lessons, Target};
use crate::diagnostic::Diagnostic;
use crate::read::Sources;
use crate::site::SitePath;
use crate::source::{CoursePath, Origin};

use resolver::{Destination, Resolver};

/// The targets of all links, and the addresses of the files that they use.
#[derive(Debug, Default)]
pub struct ResolvedLinks {
    /// For every page, the target of each address.
    pub links: BTreeMap<CoursePath, BTreeMap<String, Target>>,
    /// Files to copy.
    pub assets: BTreeMap<CoursePath, SitePath>,
    /// Files to show on a page of their own.
    pub viewers: BTreeMap<CoursePath, SitePath>,
    /// Folders without pages, with the page that lists their files.
    pub listings: BTreeMap<CoursePath, SitePath>,
    /// For each folder of pages without an index page: the address of its index, and the page to which that redirects.
    pub redirects: BTreeMap<SitePath, SitePath>,
}

/// Resolves every address of every page, and assigns addresses in the site to the files that they name.
pub fn resolve(
    entries: &[Entry],
    lessons: &Lessons,
    sources: &Sources,
    routes: &mut Routes,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResolvedLinks {
    let mut resolver = Resolver::new(entries, lessons, sources);
    let mut found: BTreeMap<&CoursePath, BTreeMap<&String, Destination>> = BTreeMap::new();
    let mut foreign = foreign::ForeignAddresses::default();
    for lesson in lessons.values() {
        let destinations = found.entry(&lesson.path).or_default();
        for link in &lesson.links {
            // If an address is both a link and an image, both have the same target.
            let (destination, problem) = resolver.destination(lesson, link);
            foreign.count(lesson, link, problem);
            destinations.insert(&link.href, destination);
        }
        let spaced = lesson.spaced_links.iter();
        diagnostics.extend(spaced.filter_map(|link| spaced::check(lesson, link, |path| resolver.exists(path))));
    }
    // Readers can load the notebook that a page was made of.
    let notebooks = sources.sources.iter().filter(|source| source.origin == Origin::Notebook);
    let notebooks = notebooks.filter(|source| lessons.contains_key(&source.path));
    resolver.used.files.extend(notebooks.map(|source| source.path.clone()));
    diagnostics.extend(foreign.into_diagnostics());
    let mut resolved = addresses::assign(&resolver.used, entries, &resolver.folders, routes, diagnostics);
    for (path, destinations) in found {
        let targets = destinations.into_iter().map(|(href, to)| (href.clone(), to.target(&resolved))).collect();
        resolved.links.insert(path.clone(), targets);
    }
    resolved
}
