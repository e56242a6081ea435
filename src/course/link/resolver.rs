//! Turns one address of a page into its destination in the course, or into a diagnostic.

mod made_elsewhere;
mod named;
mod other_edition;
mod other_tool;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use percent_encoding::percent_decode_str;

use super::OtherEditions;
use super::addresses::UsedFiles;
use super::edition::Editions;
use super::titles::Titles;
use super::{ResolvedLinks, Target, scheme, suggest};
use crate::course::address::{host_rules::HostRules, path_and_fragment, template};
use crate::course::route::INDEX;
use crate::course::wiki_link::NameIndex;
use crate::course::{Entry, Lessons, contents, folders_of};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::lesson::{CourseAddress, Lesson, Link, LinkKind};
use crate::message;
use crate::message::Message;
use crate::read::Sources;
use crate::read::attachment::is_text;
use crate::read::page_file::is_markdown;
use crate::read::walk::has_markdown_twin;
use crate::site::SitePath;
use crate::source::is_external;
use crate::source::{CoursePath, Source};

/// The destination of an address, before the files of the course have their addresses in the site.
#[derive(Debug)]
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

    pub(super) fn page(entry: usize, fragment: Option<String>) -> Self {
        Self::Known(Target::Page { entry, fragment })
    }

    pub(super) fn target(self, resolved: &ResolvedLinks) -> Target {
        let shown = |path: &CoursePath, own: &BTreeMap<CoursePath, SitePath>| {
            let site = own.get(path).or_else(|| resolved.shown_elsewhere.get(path));
            site.cloned().map_or(Target::Broken, Target::Shown)
        };
        match self {
            Self::Known(target) => target,
            Self::Shown(path) => shown(&path, &resolved.viewers),
            Self::Listing(folder) => shown(&folder, &resolved.listings),
            Self::File(path) => match resolved.assets.get(&path).cloned() {
                Some(site) => Target::File { path, site },
                None => Target::Broken,
            },
        }
    }
}

pub(super) struct Resolver<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) lessons: &'a Lessons,
    pub(super) sources: &'a Sources,
    /// The entry of each page, by its file.
    pub(super) pages: BTreeMap<&'a CoursePath, usize>,
    /// The entry of each folder.
    pub(super) folders: BTreeMap<CoursePath, usize>,
    /// The look-ups of files, which all editions share.
    files: &'a FileIndex<'a>,
    /// The pages of other editions.
    others: &'a OtherEditions,
    /// The titles of the pages; made when the first address is wrong.
    titles: OnceCell<Titles<'a>>,
    /// The pages that declare a label of `MyST`, by the label; made when the first one is needed.
    pub(super) labels: OnceCell<HashMap<&'a str, &'a CoursePath>>,
    /// The files by their names; made for the first link that names one.
    names: Option<NameIndex>,
    /// The labels of all pages, with the pages and the ids that they name; made for the first reference to one.
    named_labels: OnceCell<BTreeMap<&'a str, (&'a CoursePath, String)>>,
    /// The addresses that a host or a script answers; made when the first address is wrong.
    rules: OnceCell<HostRules>,
    pub(super) used: UsedFiles,
}

/// The look-ups of a course's files.
pub struct FileIndex<'a> {
    /// The files by their paths in lower case, for links that work only on a case-insensitive disk.
    lower: BTreeMap<String, &'a CoursePath>,
    /// Finds the files that wrong addresses may have meant.
    known: suggest::FileLookup<'a>,
    editions: Editions<'a>,
}

impl<'a> FileIndex<'a> {
    /// Makes the look-ups.
    pub fn new(sources: &'a Sources) -> Self {
        Self {
            lower: sources.files.keys().map(|path| (path.as_str().to_lowercase(), path)).collect(),
            known: suggest::FileLookup::new(&sources.files, &sources.folders),
            editions: Editions::of(&sources.folders),
        }
    }
}

/// The destination of an address, and a report if something is wrong with it.
pub(super) type Resolution = (Destination, Option<Diagnostic>);

impl<'a> Resolver<'a> {
    pub(super) fn new(
        entries: &'a [Entry],
        lessons: &'a Lessons,
        sources: &'a Sources,
        (files, others): (&'a FileIndex<'a>, &'a OtherEditions),
    ) -> Self {
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
        // The course's own page may be in a folder below.
        folders.entry(CoursePath::default()).or_insert(0);
        Self {
            entries,
            lessons,
            sources,
            pages,
            folders,
            files,
            others,
            titles: OnceCell::new(),
            labels: OnceCell::new(),
            names: None,
            named_labels: OnceCell::new(),
            rules: OnceCell::new(),
            used: UsedFiles::default(),
        }
    }

    /// Tests whether a path names a page, a folder or another file of the course.
    pub(super) fn exists(&self, path: &CoursePath) -> bool {
        self.pages.contains_key(path)
            || self.folders.contains_key(path)
            || self.sources.files.contains_key(path)
            || self.others.pages.contains_key(path)
    }

    pub(super) fn source(&self, lesson: &Lesson) -> Option<&'a Source> {
        let sources = &self.sources.sources;
        sources.binary_search_by(|source| source.path.cmp(&lesson.path)).ok().map(|at| &sources[at])
    }

    pub(super) fn destination(&mut self, lesson: &Lesson, link: &Link) -> Resolution {
        if let Some(found) = self.by_name(lesson, link) {
            return found;
        }
        let href = link.href.trim();
        if let Some(address) = &link.course_address {
            return self.located(lesson, link, address);
        }
        if template::is_template(href) {
            // `+` replaces the spaces of an expression.
            let written = href.replace('+', " ");
            let message = message!("broken-link-template", written);
            return (Destination::BROKEN, Some(template_problem(lesson, link, message)));
        }
        if let Some(problem) = self.identifier_of_work(lesson, link) {
            return (Destination::BROKEN, Some(problem));
        }
        let href = self.without_project_scheme(lesson, href);
        if is_external(href) {
            let report = scheme::check(lesson, link);
            let is_of_tool = report.is_some() && scheme::is_unknown(href) && self.is_myst(lesson);
            return (
                Destination::Known(Target::External),
                if is_of_tool { report.map(Diagnostic::as_info) } else { report },
            );
        }
        let (address, fragment) = path_and_fragment(href);
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let (address, fragment) = (decode(address), fragment.map(decode));
        if address.is_empty() {
            return match (self.pages.get(&lesson.path), fragment) {
                (Some(&entry), Some(fragment)) => self.resolve_fragment(lesson, link, entry, &fragment),
                // `[](){#x}` is a place in Python-Markdown, and `[words]{#x}` one in Pandoc.
                (_, None) if self.has_attributes(lesson, link) => (Destination::BROKEN, None),
                // `[Chapter]()` in a table of contents is a chapter that is not written yet (mdBook, "SUMMARY.md").
                (_, None) if lesson.path.stem() == contents::NAME => (Destination::BROKEN, None),
                // `?q=x` asks the page itself something.
                (Some(&entry), None) if !href.is_empty() => (Destination::page(entry, None), None),
                _ => broken(lesson, link, Code::EmptyLink, message!("empty-link")).hint(message!("empty-link.hint")),
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

    /// Tests whether attributes with an id follow a link.
    fn has_attributes(&self, lesson: &Lesson, link: &Link) -> bool {
        let after = self.source(lesson).and_then(|source| source.text.get(link.span.end..));
        after.is_some_and(|after| after.starts_with("{#") || after.starts_with("{: #"))
    }

    /// Resolves an address that names a file in the way of another tool.
    fn located(&mut self, lesson: &Lesson, link: &Link, address: &CourseAddress) -> Resolution {
        let path = &address.path;
        let written = path.as_str().to_owned();
        let (target, problem) = self.resolve_in_course(lesson, link, (&written, path), address.fragment.as_deref());
        if let Some(problem) = problem {
            return if is_external(&link.href) { of_repository(target, problem) } else { (target, Some(problem)) };
        }
        if address.is_exact {
            return (target, None);
        }
        let message = message!("link-case-page", href = &link.href);
        let right = path.relative_from(&lesson.path.parent().unwrap_or_default());
        let problem = Diagnostic::at(&lesson.path, link.span, Code::LinkCase, message).as_info();
        (target, Some(problem.hint(message!("link-case.hint", right))))
    }

    fn outside(&self, lesson: &Lesson, link: &Link, address: &str) -> Resolution {
        let message = message!("outside-course", href = &link.href);
        let broken = broken(lesson, link, Code::OutsideCourse, message);
        match self.suggestion(lesson, link, address) {
            Some((hint, fix)) => broken.hint_and_fix(hint, fix),
            None => broken.hint(message!("outside-course.hint")),
        }
    }

    /// Returns the hint that names the nearest file, and the fix that writes its address.
    fn suggestion(&self, lesson: &Lesson, link: &Link, address: &str) -> Option<(Message, Option<Fix>)> {
        let titles = self.titles.get_or_init(|| Titles::of(self.entries, self.lessons));
        let by_address = self.files.known.nearest(address, &lesson.path);
        let by_title = || titles.only_page(&link.text).filter(|path| **path != lesson.path);
        let (path, allows_no_other) = match (by_address, link.kind) {
            (Some(found), _) => (found.path, found.certain),
            (None, LinkKind::Link) => (by_title()?, false),
            (None, LinkKind::Image) => return None,
        };
        // A path may be near by accident; the words of the link confirm it.
        let certain = match link.kind {
            LinkKind::Image => allows_no_other,
            LinkKind::Link => titles.agree(&link.text, path) && (allows_no_other || by_title() == Some(path)),
        };
        let folder = lesson.path.parent().unwrap_or_default();
        let right = path.relative_from(&folder);
        let fix = self.source(lesson).and_then(|source| suggest::fix(source, link, &right, certain));
        let fragment = path_and_fragment(&link.href).1.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        Some((message!("near-address.hint", right, fragment), fix))
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
            return self.resolve_on_page(lesson, link, entry, fragment);
        }
        if let Some(site) = self.others.pages.get(path) {
            let target = site.clone().map_or(Target::LeftOut, |site| Target::OtherEdition {
                site,
                fragment: fragment.map(ToOwned::to_owned),
            });
            return (Destination::Known(target), None);
        }
        if self.sources.held_files.contains(path) {
            let code = if link.kind == LinkKind::Image { Code::MissingImage } else { Code::BrokenLink };
            let message = message!("broken-link-held-folder", href = &link.href);
            let hint = message!("broken-link-held-folder.hint");
            return broken(lesson, link, code, message).hint_and_fix(hint, None);
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
            return self.resolve_on_page(lesson, link, entry, fragment);
        }
        // MyST: `[words](label)`.
        if let Some(destination) = self.label_of_course(lesson, address) {
            return (destination, None);
        }
        if let Some(same) = self.files.lower.get(&path.as_str().to_lowercase()).copied() {
            let (target, _) = self.resolve_in_course(lesson, link, (address, same), fragment);
            let right = same.relative_from(&lesson.path.parent().unwrap_or_default());
            let message = message!("link-case", href = &link.href);
            let problem = Diagnostic::at(&lesson.path, link.span, Code::LinkCase, message)
                .hint(message!("link-case.hint", right = &right))
                .fix(self.source(lesson).and_then(|source| suggest::fix(source, link, &right, true)));
            return (target, Some(problem));
        }
        self.missing(lesson, link, address)
    }

    fn resolve_on_page(&self, lesson: &Lesson, link: &Link, entry: usize, fragment: Option<&str>) -> Resolution {
        match fragment {
            Some(fragment) => self.resolve_fragment(lesson, link, entry, fragment),
            None => (Destination::page(entry, None), None),
        }
    }

    /// Tests whether a path names a page or folder that exists and is left out on purpose, by the name of its file or
    /// of its page.
    fn is_withheld(&self, path: &CoursePath) -> bool {
        let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
        let is_hidden = || self.sources.hidden.contains(path);
        is_hidden()
            || self.sources.withheld.contains(path)
            || self.sources.withheld.contains(&CoursePath::new(&format!("{stem}.md")))
    }

    fn missing(&mut self, lesson: &Lesson, link: &Link, address: &str) -> Resolution {
        if let Some(destination) = self.myst_target(lesson, address).filter(|_| link.kind == LinkKind::Link) {
            return (destination, None);
        }
        let elsewhere = self.in_other_edition(lesson, link, address);
        if let Some(found) = elsewhere.or_else(|| self.beside_included_file(lesson, link, address)) {
            return found;
        }
        if let Some(found) = self.out_of_book(lesson, link, address) {
            return found;
        }
        let (code, message) = match link.kind {
            LinkKind::Link => (Code::BrokenLink, message!("broken-link", href = &link.href)),
            LinkKind::Image => (Code::MissingImage, message!("missing-image", href = &link.href)),
        };
        let mut broken = broken(lesson, link, code, message);
        if self.is_part_of_pages(lesson) {
            broken.0 = broken.0.as_info();
        }
        if address.starts_with('/') && self.sources.structure_above.is_some() {
            broken.0 = broken.0.as_info();
            return broken.hint(message!("broken-link-above.hint"));
        }
        if let Some(hint) = self.made_elsewhere(lesson, link, address) {
            broken.0 = broken.0.as_info();
            return broken.hint(hint);
        }
        match self.suggestion(lesson, link, address) {
            Some((hint, fix)) => broken.hint_and_fix(hint, fix),
            None if address.starts_with("www.") => broken.hint(message!("broken-link-www.hint", address)),
            None => broken.hint(message!("broken-link.hint")),
        }
    }

    fn file(&mut self, lesson: &Lesson, link: &Link, path: &CoursePath) -> Resolution {
        if is_markdown(path) && !has_markdown_twin(path, &self.sources.files) {
            return broken(lesson, link, Code::BrokenLink, message!("broken-link-left-out", href = &link.href))
                .hint(message!("broken-link-left-out.hint"));
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
                path.is_within(folder) && (!is_markdown(path) || has_markdown_twin(path, &self.sources.files))
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

/// Returns the destination of an address in the course's own repository about which there is a problem: the address itself
/// if the page is not in the site. It may mean another state of the repository, where the heading is.
fn of_repository(target: Destination, problem: Diagnostic) -> Resolution {
    match target {
        Destination::Known(Target::Broken) => (Destination::Known(Target::External), None),
        target => (target, Some(problem.as_info())),
    }
}

/// Returns the report of an address that only another tool can evaluate.
fn template_problem(lesson: &Lesson, link: &Link, message: Message) -> Diagnostic {
    Diagnostic::at(&lesson.path, link.span, Code::BrokenLink, message)
        .hint(message!("broken-link-template.hint"))
        .as_info()
}

fn broken(lesson: &Lesson, link: &Link, code: Code, message: Message) -> BrokenLinkBuilder {
    BrokenLinkBuilder(Diagnostic::at(&lesson.path, link.span, code, message))
}

/// A report about a broken link that has no hint yet.
struct BrokenLinkBuilder(Diagnostic);

impl BrokenLinkBuilder {
    fn hint(self, hint: Message) -> Resolution {
        self.hint_and_fix(hint, None)
    }

    fn hint_and_fix(self, hint: Message, fix: Option<Fix>) -> Resolution {
        (Destination::BROKEN, Some(self.0.hint(hint).fix(fix)))
    }
}
