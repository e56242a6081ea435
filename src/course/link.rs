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

use std::collections::{BTreeMap, BTreeSet};

use super::route::Routes;
use super::{Entry, Lessons, Target};
use crate::diagnostic::Diagnostic;
use crate::lesson::markdown::RECORDINGS;
use crate::read::Sources;
use crate::site::SitePath;
use crate::source::{CoursePath, Dialect, Origin};

pub use resolver::FileIndex;
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
    /// The pages that show or list files and belong to an edition before.
    pub(super) shown_elsewhere: BTreeMap<CoursePath, SitePath>,
    /// For each folder of pages without an index page: the address of its index, and the page to which that redirects.
    pub redirects: BTreeMap<SitePath, SitePath>,
}

/// Returns the captions of the recordings among the files that pages use: files beside them, of the same name.
fn captions<'a>(used: &'a BTreeSet<CoursePath>, sources: &'a Sources) -> impl Iterator<Item = CoursePath> + 'a {
    let recordings = used.iter().filter(|path| RECORDINGS.contains(&&*path.extension()));
    recordings.flat_map(|path| captions_of(path, &sources.files)).map(|(path, _)| path.clone())
}

/// Returns the captions among the files beside a recording: `talk.vtt`, `talk.ko.vtt` for `talk.mp4`.
pub fn captions_of<'a, T>(
    recording: &CoursePath,
    files: &'a BTreeMap<CoursePath, T>,
) -> impl Iterator<Item = (&'a CoursePath, &'a T)> {
    let stem = recording.as_str().rsplit_once('.').map_or_else(String::new, |(stem, _)| format!("{stem}."));
    let near = files.range(CoursePath::new(&stem)..).take_while({
        let stem = stem.clone();
        move |(path, _)| path.as_str().starts_with(&stem)
    });
    near.filter(move |(path, _)| {
        let rest = path.as_str().strip_prefix(&stem).and_then(|rest| rest.strip_suffix("vtt"));
        rest.is_some_and(|language| {
            language.is_empty() || language.trim_end_matches('.').bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
        })
    })
}

/// The pages of other editions, for the links of one.
#[derive(Debug, Default)]
pub struct OtherEditions {
    /// The addresses of their pages and of their folders that have a page; `None` for those that are left out.
    pub pages: BTreeMap<CoursePath, Option<SitePath>>,
    /// For a translation: its language folder, and the folder that holds the original.
    pub original: Option<(CoursePath, CoursePath)>,
}

/// The destinations of all links of an edition, before the files that they name have addresses.
#[derive(Debug)]
pub struct FoundLinks<'a> {
    found: BTreeMap<&'a CoursePath, BTreeMap<&'a String, Destination>>,
    used: addresses::UsedFiles,
    folders: BTreeMap<CoursePath, usize>,
    diagnostics: Vec<Diagnostic>,
}

/// Resolves every address of every page.
pub fn find<'a>(
    entries: &'a [Entry],
    lessons: &'a Lessons,
    sources: &'a Sources,
    known: (&'a FileIndex<'a>, &'a OtherEditions),
) -> FoundLinks<'a> {
    let mut diagnostics = Vec::new();
    let mut resolver = Resolver::new(entries, lessons, sources, known);
    let mut found: BTreeMap<&CoursePath, BTreeMap<&String, Destination>> = BTreeMap::new();
    let mut foreign = foreign::ForeignAddresses::default();
    for lesson in lessons.values() {
        let dialect = resolver.source(lesson).map_or_else(Dialect::default, |source| source.dialect);
        let destinations = found.entry(&lesson.path).or_default();
        for link in &lesson.links {
            // If an address is both a link and an image, both have the same target.
            let (destination, problem) = resolver.destination(lesson, link);
            foreign.count(lesson, link, dialect, problem);
            destinations.insert(&link.href, destination);
        }
        let spaced = lesson.spaced_links.iter();
        diagnostics.extend(spaced.filter_map(|link| spaced::check(lesson, link, |path| resolver.exists(path))));
    }
    // Readers can load the notebook that a page was made of.
    let notebooks = sources.sources.iter().filter(|source| source.origin == Origin::Notebook);
    let notebooks = notebooks.filter(|source| lessons.contains_key(&source.path));
    resolver.used.files.extend(notebooks.map(|source| source.path.clone()));
    let captions: Vec<CoursePath> = captions(&resolver.used.files, sources).collect();
    resolver.used.files.extend(captions);
    diagnostics.extend(foreign.into_diagnostics());
    FoundLinks { found, used: resolver.used, folders: resolver.folders, diagnostics }
}

impl FoundLinks<'_> {
    /// Assigns addresses in the site to the files that the links name.
    pub fn assign(self, entries: &[Entry], routes: &mut Routes, diagnostics: &mut Vec<Diagnostic>) -> ResolvedLinks {
        diagnostics.extend(self.diagnostics);
        let mut resolved = addresses::assign(&self.used, entries, &self.folders, routes, diagnostics);
        for (path, destinations) in self.found {
            let targets = destinations.into_iter().map(|(href, to)| (href.clone(), to.target(&resolved))).collect();
            resolved.links.insert(path.clone(), targets);
        }
        resolved
    }
}
