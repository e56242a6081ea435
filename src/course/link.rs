//! Turns the addresses that authors write into the places of the site where they lead.

mod anchor;
mod place;
mod space;
mod suggest;

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::route::{INDEX, Routes};
use super::tree::readme_rank;
use super::{Entry, Lessons, folders_of};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::read::Sources;
use crate::read::attachment::is_text;
use crate::read::walk::is_markdown;
use crate::site::SitePath;
use crate::source::{CoursePath, Source};

use place::Uses;

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
pub struct Resolved {
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
) -> Resolved {
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
        diagnostics.extend(spaced.filter_map(|link| space::check(lesson, link, |path| resolver.exists(path))));
    }
    let mut resolved = place::place(&resolver.uses, entries, &resolver.folders, routes, diagnostics);
    for (path, destinations) in found {
        let targets = destinations.into_iter().map(|(href, to)| (href.clone(), to.target(&resolved))).collect();
        resolved.links.insert(path.clone(), targets);
    }
    resolved
}

/// Where an address leads, before the files of the course have their addresses in the site.
enum Destination {
    /// What needs no address of a file.
    Known(Target),
    /// A file that is copied.
    File(CoursePath),
    /// The page that shows a file.
    Shown(CoursePath),
    /// The page that lists the files of a folder.
    Listing(CoursePath),
}

impl Destination {
    const BROKEN: Self = Self::Known(Target::Broken);

    fn page(entry: usize, fragment: Option<String>) -> Self {
        Self::Known(Target::Page { entry, fragment })
    }

    fn target(self, resolved: &Resolved) -> Target {
        let shown = |site: Option<&SitePath>| site.cloned().map_or(Target::Broken, Target::Shown);
        match self {
            Self::Known(target) => target,
            Self::Shown(path) => shown(resolved.viewers.get(&path)),
            Self::Listing(folder) => shown(resolved.listings.get(&folder)),
            Self::File(path) => match resolved.assets.get(&path).cloned() {
                Some(site) => Target::File { path, site },
                None => Target::Broken,
            },
        }
    }
}

struct Resolver<'a> {
    entries: &'a [Entry],
    lessons: &'a Lessons,
    sources: &'a Sources,
    /// The entry of each page, by its file.
    pages: BTreeMap<&'a CoursePath, usize>,
    /// The entry of each folder.
    folders: BTreeMap<CoursePath, usize>,
    /// The course's files by their names in lower case: links that only a case-insensitive disk forgives.
    lower: BTreeMap<String, &'a CoursePath>,
    /// What wrong addresses may have meant.
    known: suggest::Files<'a>,
    uses: Uses,
}

/// Where an address leads, and what is wrong with it.
type Found = (Destination, Option<Diagnostic>);

impl<'a> Resolver<'a> {
    fn new(entries: &'a [Entry], lessons: &'a Lessons, sources: &'a Sources) -> Self {
        let (mut pages, mut folders) = (BTreeMap::new(), BTreeMap::new());
        for (index, entry) in entries.iter().enumerate() {
            if let Some(path) = &entry.lesson {
                pages.insert(path, index);
            }
            if entry.site.as_str().rsplit('/').next() == Some(INDEX) {
                let folder = entry.lesson.as_ref().map_or(Some(entry.path.clone()), CoursePath::parent);
                folders.insert(folder.unwrap_or_default(), index);
            } else if entry.lesson.as_ref() != Some(&entry.path) {
                folders.insert(entry.path.clone(), index);
            }
        }
        let lower = sources.files.keys().map(|path| (path.as_str().to_lowercase(), path)).collect();
        let known = suggest::Files::new(&sources.files, &sources.folders);
        Self { entries, lessons, sources, pages, folders, lower, known, uses: Uses::default() }
    }

    /// Whether a path names a page, a folder or another file of the course.
    fn exists(&self, path: &CoursePath) -> bool {
        self.pages.contains_key(path) || self.folders.contains_key(path) || self.sources.files.contains_key(path)
    }

    fn source(&self, lesson: &Lesson) -> Option<&'a Source> {
        let sources = &self.sources.sources;
        sources.binary_search_by(|source| source.path.cmp(&lesson.path)).ok().map(|at| &sources[at])
    }

    fn destination(&mut self, lesson: &Lesson, link: &Link) -> Found {
        let href = link.href.trim();
        if is_external(href) {
            return (Destination::Known(Target::External), None);
        }
        let (address, fragment) =
            href.split_once('#').map_or((href, None), |(address, fragment)| (address, Some(fragment)));
        let address = address.split('?').next().unwrap_or_default();
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let (address, fragment) = (decode(address), fragment.map(decode));
        if address.is_empty() {
            return match (self.pages.get(&lesson.path), fragment) {
                (Some(&entry), Some(fragment)) => self.on_page(lesson, link, entry, &fragment),
                _ => broken(lesson, link, Code::EmptyLink, "the link has no address")
                    .hint("write where it leads, or remove it"),
            };
        }
        let folder =
            if address.starts_with('/') { CoursePath::default() } else { lesson.path.parent().unwrap_or_default() };
        let address = address.replace('\\', "/");
        match folder.resolve(&address) {
            Some(path) => self.in_course(lesson, link, (&address, &path), fragment.as_deref()),
            None => self.outside(lesson, link, &address),
        }
    }

    fn outside(&self, lesson: &Lesson, link: &Link, address: &str) -> Found {
        let message = format!("`{}` leads out of the course folder", link.href);
        let broken = broken(lesson, link, Code::OutsideCourse, message);
        match self.meant(lesson, link, address) {
            Some((hint, fix)) => broken.hint_and_fix(hint, fix),
            None => broken.hint("move what it leads to into the course, or give its full address"),
        }
    }

    /// The question whether another file was meant, and the change that it takes.
    fn meant(&self, lesson: &Lesson, link: &Link, address: &str) -> Option<(String, Option<Fix>)> {
        let candidate = self.known.nearest(address, &lesson.path)?;
        let folder = lesson.path.parent().unwrap_or_default();
        let right = candidate.path.relative_from(&folder);
        let fix = self.source(lesson).and_then(|source| suggest::fix(source, link, &right, candidate.certain));
        Some((format!("did you mean `{right}`?"), fix))
    }

    /// `written` is the address as text, and what it names.
    fn in_course(
        &mut self,
        lesson: &Lesson,
        link: &Link,
        written: (&str, &CoursePath),
        fragment: Option<&str>,
    ) -> Found {
        let (address, path) = written;
        if let Some(&entry) = self.pages.get(path).or_else(|| self.folders.get(path)) {
            return match fragment {
                Some(fragment) => self.on_page(lesson, link, entry, fragment),
                None => (Destination::page(entry, None), None),
            };
        }
        if self.is_withheld(path) {
            return (Destination::Known(Target::LeftOut), None);
        }
        if self.sources.files.contains_key(path) {
            return self.file(lesson, link, path);
        }
        if self.sources.folders.contains(path) && link.kind == LinkKind::Link {
            return (self.listing(path), None);
        }
        // `./session_1` and `./session_1.html` mean the page that session_1.md becomes.
        let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
        if let Some(&entry) = self.pages.get(&CoursePath::new(&format!("{stem}.md"))) {
            return (Destination::page(entry, None), None);
        }
        if let Some(same) = self.lower.get(&path.as_str().to_lowercase()).copied() {
            let (target, _) = self.in_course(lesson, link, (address, same), fragment);
            let right = same.relative_from(&lesson.path.parent().unwrap_or_default());
            let message = format!("`{}` differs from the file's name in letter case", link.href);
            let problem = Diagnostic::at(&lesson.path, link.span, Code::LinkCase, message)
                .hint(format!("write `{right}`: many servers tell the two apart"))
                .fix(self.source(lesson).and_then(|source| suggest::fix(source, link, &right, true)));
            return (target, Some(problem));
        }
        self.missing(lesson, link, address)
    }

    /// Whether a page is there and stays out, by its file's name, its page's name or its folder.
    fn is_withheld(&self, path: &CoursePath) -> bool {
        let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
        self.sources.withheld.contains(path) || self.sources.withheld.contains(&CoursePath::new(&format!("{stem}.md")))
    }

    fn missing(&self, lesson: &Lesson, link: &Link, address: &str) -> Found {
        let (code, message) = match link.kind {
            LinkKind::Link => (Code::BrokenLink, format!("`{}` leads to no file of the course", link.href)),
            LinkKind::Image => (Code::MissingImage, format!("the image `{}` is not there", link.href)),
        };
        let broken = broken(lesson, link, code, message);
        match self.meant(lesson, link, address) {
            Some((hint, fix)) => broken.hint_and_fix(hint, fix),
            None if address.starts_with("www.") => {
                broken.hint(format!("did you mean `https://{address}`? Without `https://` it is a file of the course"))
            }
            None => broken.hint("write the file, or correct the address"),
        }
    }

    /// A place on a page: as GitHub names it, then leniently.
    fn on_page(&self, lesson: &Lesson, link: &Link, entry: usize, fragment: &str) -> Found {
        let page = self.entries[entry].lesson.as_ref().and_then(|path| self.lessons.get(path));
        // GitHub shows a README below the list of its folder's files, and takes `#readme` there.
        let is_readme = || page.is_some_and(|page| readme_rank(&page.path).is_some());
        if fragment.is_empty() || fragment == "top" || (fragment == "readme" && is_readme()) {
            return (Destination::page(entry, None), None);
        }
        let Some(page) = page else { return (Destination::page(entry, None), None) };
        if page.has_anchor(fragment) {
            return (Destination::page(entry, Some(fragment.to_owned())), None);
        }
        if let Some(id) = anchor::lenient(page, fragment) {
            let problem = self.inexact(lesson, link, page, fragment, &id);
            return (Destination::page(entry, Some(id)), problem);
        }
        let message = format!("`#{fragment}` is no heading of {}", page.path);
        let problem = Diagnostic::at(&lesson.path, link.span, Code::UnknownAnchor, message);
        let problem = match anchor::near(page, fragment) {
            Some(id) => problem.hint(format!("did you mean `#{id}`?")),
            None => problem.hint("the link leads to the top of the page instead"),
        };
        (Destination::page(entry, None), Some(problem))
    }

    /// Says that an anchor is followed though it is not the heading's id: other sites and editors will not.
    ///
    /// Letter case alone is no concern: GitHub and VS Code follow those as well.
    fn inexact(&self, lesson: &Lesson, link: &Link, page: &Lesson, fragment: &str, id: &str) -> Option<Diagnostic> {
        if fragment.to_lowercase() == id.to_lowercase() {
            return None;
        }
        let message = format!("`#{fragment}` is not quite a heading of {}", page.path);
        let fix = self.source(lesson).and_then(|source| suggest::fix_fragment(source, link, id, true));
        let problem = Diagnostic::at(&lesson.path, link.span, Code::InexactAnchor, message);
        Some(problem.hint(format!("write `#{id}`; the site understands it, GitHub and editors do not")).fix(fix))
    }

    fn file(&mut self, lesson: &Lesson, link: &Link, path: &CoursePath) -> Found {
        if is_markdown(path) {
            return broken(lesson, link, Code::BrokenLink, format!("`{}` is left out of the site", link.href))
                .hint("remove the link, or include the page");
        }
        self.uses.files.insert(path.clone());
        if link.kind == LinkKind::Link && is_text(path) {
            self.uses.shown.insert(path.clone());
            return (Destination::Shown(path.clone()), None);
        }
        (Destination::File(path.clone()), None)
    }

    /// The page that lists the files of a folder without pages; its files are copied, and shown where they are text.
    fn listing(&mut self, folder: &CoursePath) -> Destination {
        if self.uses.listed.insert(folder.clone()) {
            let inside = |path: &&CoursePath| path.is_within(folder) && !is_markdown(path);
            let files: Vec<CoursePath> = self.sources.files.keys().filter(inside).cloned().collect();
            self.uses.shown.extend(files.iter().filter(|path| is_text(path)).cloned());
            let below = folders_of(&files).into_iter().filter(|below| below.is_within(folder));
            self.uses.listed.extend(below.filter(|below| !self.folders.contains_key(below)));
            self.uses.files.extend(files);
        }
        Destination::Listing(folder.clone())
    }
}

/// Whether an address names a place outside the course: it has a scheme, or a host.
pub fn is_external(href: &str) -> bool {
    let scheme = href.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    scheme || href.starts_with("//")
}

fn broken(lesson: &Lesson, link: &Link, code: Code, message: impl Into<String>) -> Broken {
    Broken(Diagnostic::at(&lesson.path, link.span, code, message))
}

/// A broken link that still wants its hint.
struct Broken(Diagnostic);

impl Broken {
    fn hint(self, hint: impl Into<String>) -> Found {
        self.hint_and_fix(hint, None)
    }

    fn hint_and_fix(self, hint: impl Into<String>, fix: Option<Fix>) -> Found {
        (Destination::BROKEN, Some(self.0.hint(hint).fix(fix)))
    }
}
