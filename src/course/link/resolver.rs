//! Turns one address of a page into its destination in the course, or into a diagnostic.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::addresses::UsedFiles;
use super::{ResolvedLinks, Target, anchor, is_external, suggest};
use crate::course::route::INDEX;
use crate::course::tree::readme_rank;
use crate::course::{Entry, Lessons, folders_of};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::read::Sources;
use crate::read::attachment::is_text;
use crate::read::walk::{is_exported_notebook, is_markdown};
use crate::site::SitePath;
use crate::source::{CoursePath, Source};

/// The destination of an address, before the files of the course have their addresses in the site.
pub(super) enum Destination {
    /// A target that does not depend on the address of a file.
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

    pub(super) fn target(self, resolved: &ResolvedLinks) -> Target {
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

pub(super) struct Resolver<'a> {
    entries: &'a [Entry],
    lessons: &'a Lessons,
    sources: &'a Sources,
    /// The entry of each page, by its file.
    pages: BTreeMap<&'a CoursePath, usize>,
    /// The entry of each folder.
    pub(super) folders: BTreeMap<CoursePath, usize>,
    /// The course's files by their paths in lower case, for links that work only on a case-insensitive disk.
    lower: BTreeMap<String, &'a CoursePath>,
    /// Finds the files that wrong addresses may have meant.
    known: suggest::FileLookup<'a>,
    pub(super) used: UsedFiles,
}

/// The destination of an address, and a report if something is wrong with it.
type Resolution = (Destination, Option<Diagnostic>);

impl<'a> Resolver<'a> {
    pub(super) fn new(entries: &'a [Entry], lessons: &'a Lessons, sources: &'a Sources) -> Self {
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
        let known = suggest::FileLookup::new(&sources.files, &sources.folders);
        Self { entries, lessons, sources, pages, folders, lower, known, used: UsedFiles::default() }
    }

    /// Tests whether a path names a page, a folder or another file of the course.
    pub(super) fn exists(&self, path: &CoursePath) -> bool {
        self.pages.contains_key(path) || self.folders.contains_key(path) || self.sources.files.contains_key(path)
    }

    fn source(&self, lesson: &Lesson) -> Option<&'a Source> {
        let sources = &self.sources.sources;
        sources.binary_search_by(|source| source.path.cmp(&lesson.path)).ok().map(|at| &sources[at])
    }

    pub(super) fn destination(&mut self, lesson: &Lesson, link: &Link) -> Resolution {
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
                (Some(&entry), Some(fragment)) => self.resolve_fragment(lesson, link, entry, &fragment),
                _ => broken(lesson, link, Code::EmptyLink, "the link has no address")
                    .hint("write where it leads, or remove it"),
            };
        }
        let folder =
            if address.starts_with('/') { CoursePath::default() } else { lesson.path.parent().unwrap_or_default() };
        let address = address.replace('\\', "/");
        match folder.resolve(&address) {
            Some(path) => self.resolve_in_course(lesson, link, (&address, &path), fragment.as_deref()),
            None => self.outside(lesson, link, &address),
        }
    }

    fn outside(&self, lesson: &Lesson, link: &Link, address: &str) -> Resolution {
        let message = format!("`{}` leads out of the course folder", link.href);
        let broken = broken(lesson, link, Code::OutsideCourse, message);
        match self.suggestion(lesson, link, address) {
            Some((hint, fix)) => broken.hint_and_fix(hint, fix),
            None => broken.hint("move what it leads to into the course, or give its full address"),
        }
    }

    /// Returns the hint that names the nearest file, and the fix that writes its address.
    fn suggestion(&self, lesson: &Lesson, link: &Link, address: &str) -> Option<(String, Option<Fix>)> {
        let candidate = self.known.nearest(address, &lesson.path)?;
        let folder = lesson.path.parent().unwrap_or_default();
        let right = candidate.path.relative_from(&folder);
        let fix = self.source(lesson).and_then(|source| suggest::fix(source, link, &right, candidate.certain));
        Some((format!("did you mean `{right}`?"), fix))
    }

    /// Resolves an address inside the course; `written` is the address as text, and the path that it names.
    fn resolve_in_course(
        &mut self,
        lesson: &Lesson,
        link: &Link,
        written: (&str, &CoursePath),
        fragment: Option<&str>,
    ) -> Resolution {
        let (address, path) = written;
        if let Some(&entry) = self.pages.get(path).or_else(|| self.folders.get(path)) {
            return match fragment {
                Some(fragment) => self.resolve_fragment(lesson, link, entry, fragment),
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
            let (target, _) = self.resolve_in_course(lesson, link, (address, same), fragment);
            let right = same.relative_from(&lesson.path.parent().unwrap_or_default());
            let message = format!("`{}` differs from the file's name in letter case", link.href);
            let problem = Diagnostic::at(&lesson.path, link.span, Code::LinkCase, message)
                .hint(format!("write `{right}`: many servers distinguish the two"))
                .fix(self.source(lesson).and_then(|source| suggest::fix(source, link, &right, true)));
            return (target, Some(problem));
        }
        self.missing(lesson, link, address)
    }

    /// Tests whether a path names a page or folder that exists and is left out on purpose, by the name of its file or
    /// of its page.
    fn is_withheld(&self, path: &CoursePath) -> bool {
        let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
        self.sources.withheld.contains(path) || self.sources.withheld.contains(&CoursePath::new(&format!("{stem}.md")))
    }

    fn missing(&self, lesson: &Lesson, link: &Link, address: &str) -> Resolution {
        let (code, message) = match link.kind {
            LinkKind::Link => (Code::BrokenLink, format!("`{}` leads to no file of the course", link.href)),
            LinkKind::Image => (Code::MissingImage, format!("the image `{}` is not there", link.href)),
        };
        let broken = broken(lesson, link, code, message);
        match self.suggestion(lesson, link, address) {
            Some((hint, fix)) => broken.hint_and_fix(hint, fix),
            None if address.starts_with("www.") => {
                broken.hint(format!("did you mean `https://{address}`? Without `https://` it is a file of the course"))
            }
            None => broken.hint("write the file, or correct the address"),
        }
    }

    /// Resolves a fragment on a page: first as GitHub names headings, then leniently.
    fn resolve_fragment(&self, lesson: &Lesson, link: &Link, entry: usize, fragment: &str) -> Resolution {
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

    /// Reports an anchor that is followed although it differs from the heading's id: other sites and editors do not
    /// follow it.
    ///
    /// Differences in letter case only are not reported: GitHub and VS Code follow these too.
    fn inexact(&self, lesson: &Lesson, link: &Link, page: &Lesson, fragment: &str, id: &str) -> Option<Diagnostic> {
        if fragment.to_lowercase() == id.to_lowercase() {
            return None;
        }
        let message = format!("`#{fragment}` is not quite a heading of {}", page.path);
        let fix = self.source(lesson).and_then(|source| suggest::fix_fragment(source, link, id, true));
        let problem = Diagnostic::at(&lesson.path, link.span, Code::InexactAnchor, message);
        Some(problem.hint(format!("write `#{id}`; the site understands it, GitHub and editors do not")).fix(fix))
    }

    fn file(&mut self, lesson: &Lesson, link: &Link, path: &CoursePath) -> Resolution {
        if is_markdown(path) && !is_exported_notebook(path, &self.sources.files) {
            return broken(lesson, link, Code::BrokenLink, format!("`{}` is left out of the site", link.href))
                .hint("remove the link, or include the page");
        }
        self.used.files.insert(path.clone());
        if link.kind == LinkKind::Link && is_text(path) {
            self.used.shown.insert(path.clone());
            return (Destination::Shown(path.clone()), None);
        }
        (Destination::File(path.clone()), None)
    }

    /// Marks a folder without pages as listed: its files are copied, and text files are shown on pages of their own.
    fn listing(&mut self, folder: &CoursePath) -> Destination {
        if self.used.listed.insert(folder.clone()) {
            let inside = |path: &&CoursePath| {
                path.is_within(folder) && (!is_markdown(path) || is_exported_notebook(path, &self.sources.files))
            };
            let files: Vec<CoursePath> = self.sources.files.keys().filter(inside).cloned().collect();
            self.used.shown.extend(files.iter().filter(|path| is_text(path)).cloned());
            let below = folders_of(&files).into_iter().filter(|below| below.is_within(folder));
            self.used.listed.extend(below.filter(|below| !self.folders.contains_key(below)));
            self.used.files.extend(files);
        }
        Destination::Listing(folder.clone())
    }
}

fn broken(lesson: &Lesson, link: &Link, code: Code, message: impl Into<String>) -> BrokenLinkBuilder {
    BrokenLinkBuilder(Diagnostic::at(&lesson.path, link.span, code, message))
}

/// A report about a broken link that has no hint yet.
struct BrokenLinkBuilder(Diagnostic);

impl BrokenLinkBuilder {
    fn hint(self, hint: impl Into<String>) -> Resolution {
        self.hint_and_fix(hint, None)
    }

    fn hint_and_fix(self, hint: impl Into<String>, fix: Option<Fix>) -> Resolution {
        (Destination::BROKEN, Some(self.0.hint(hint).fix(fix)))
    }
}
