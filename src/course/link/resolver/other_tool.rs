//! Turns addresses that only another tool resolves into destinations: schemes of `MyST`, links in included files, routes
//! of another edition, and pages beside a book of mdBook.

use super::{Destination, Resolution, Resolver};
use crate::course::link::Target;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::{Lesson, Link, LinkKind};
use crate::message;
use crate::source::{CoursePath, Dialect, Tool};

/// The ends of the names of the files that tools serve at a route: `guide.md` and `guide/index.md` at `guide`.
const SERVED_AS: [&str; 11] = [
    ".html",
    ".md",
    ".mdx",
    ".qmd",
    "/index.md",
    "/index.mdx",
    "/index.qmd",
    "/_index.md",
    "/README.md",
    "/readme.md",
    "/README.mdx",
];

/// The folder that mdBook reads a book from.
const BOOK_FOLDER: &str = "src";

impl Resolver<'_> {
    /// Tests whether a page is written for another tool: the tool's file stands at the root of the course, or in a folder
    /// above the page.
    pub(in crate::course::link) fn is_of_tool(&self, page: &Lesson) -> bool {
        let is_there = |path: &CoursePath| {
            self.sources.files.contains_key(path)
                || self.sources.folders.contains(path)
                || self.sources.hidden.range(path.clone()..).next().is_some_and(|found| found.is_within(path))
        };
        let has_file =
            |folder: CoursePath| Dialect::of_files(|file| is_there(&folder.join(file))) != Dialect::default();
        self.source(page).is_some_and(|source| source.dialect != Dialect::default())
            || std::iter::successors(page.path.parent(), CoursePath::parent).any(has_file)
    }

    /// Returns the place in a course of `MyST` that an address names by a label or, on its own page, by a heading's id.
    pub(super) fn myst_target(&self, lesson: &Lesson, address: &str) -> Option<Destination> {
        let own = || self.pages.get(&lesson.path).copied().filter(|_| lesson.has_anchor(address));
        let found = self.declared_label(address);
        found.or_else(|| Some(Destination::page(own()?, Some(address.to_owned()))).filter(|_| self.is_myst(lesson)))
    }

    /// Tests whether a page may be written for `MyST`: its tool's file stands at the root of the course, or some page has
    /// a target `(x)=`.
    pub(super) fn is_myst(&self, lesson: &Lesson) -> bool {
        self.source(lesson).is_some_and(|source| source.dialect.has_roles()) || !self.declared_labels().is_empty()
    }

    /// Returns an address without the scheme by which `MyST` names a file of the project ("Markdown links" of
    /// MyST-Parser's guide).
    pub(super) fn without_project_scheme<'h>(&self, lesson: &Lesson, href: &'h str) -> &'h str {
        let bare = ["project:", "path:"].iter().find_map(|scheme| href.strip_prefix(scheme));
        bare.filter(|_| self.is_myst(lesson)).unwrap_or(href)
    }

    /// Reports a digital object identifier as address, which `MyST` turns into a citation ("Citing with DOIs" of its guide).
    pub(super) fn identifier_of_work(&self, lesson: &Lesson, link: &Link) -> Option<Diagnostic> {
        let (registrant, suffix) = link.href.trim().strip_prefix("10.")?.split_once('/')?;
        let is_identifier = registrant.len() >= 4 && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !is_identifier || suffix.is_empty() || !self.is_myst(lesson) {
            return None;
        }
        let message = message!("broken-link-work", href = &link.href);
        let problem = Diagnostic::at(&lesson.path, link.span, Code::BrokenLink, message).as_info();
        Some(problem.hint(message!("broken-link-work.hint", href = &link.href)))
    }

    /// Tests whether a page is a part of others that the tool composes them of, by its name: its addresses start from the
    /// page that includes it.
    pub(in crate::course::link) fn is_part_of_pages(&self, lesson: &Lesson) -> bool {
        let includes = |tool| self.source(lesson).is_some_and(|source| source.dialect.has(tool));
        lesson.path.name().starts_with('_')
            && lesson.path.stem() != "_index"
            && (includes(Tool::Quarto) || includes(Tool::Docusaurus))
    }

    /// Returns the page, folder or file that a tool serves at a path.
    pub(super) fn served(&self, path: &CoursePath) -> Option<CoursePath> {
        if self.exists(path) {
            return Some(path.clone());
        }
        let files = SERVED_AS.iter().map(|end| CoursePath::new(&format!("{path}{end}")));
        files.into_iter().find(|file| self.exists(file))
    }

    /// Resolves an address of an included text from the folder of the file that holds the text: tools differ in the folder
    /// that they start from.
    pub(super) fn beside_included_file(&mut self, lesson: &Lesson, link: &Link, address: &str) -> Option<Resolution> {
        let (origin, _) = self.source(lesson)?.locate(link.span);
        let path = origin.path.parent().unwrap_or_default().resolve(address)?;
        if origin.path == lesson.path || !self.exists(&path) {
            return None;
        }
        let written = path.as_str().to_owned();
        let (_, fragment) = crate::course::address::path_and_fragment(&link.href);
        let fragment = fragment.map(ToOwned::to_owned);
        Some(self.resolve_in_course(lesson, link, (&written, &path), fragment.as_deref()))
    }

    /// Reports a link to a page beside the book, which mdBook leaves as it is: books are often published next to others.
    pub(super) fn out_of_book(&self, lesson: &Lesson, link: &Link, address: &str) -> Option<Resolution> {
        let is_book = self.source(lesson)?.dialect.has(Tool::MdBook);
        let is_page = link.kind == LinkKind::Link && matches!(&*CoursePath::new(address).extension(), "html" | "md");
        let up = address.split('/').take_while(|part| *part == "..").count();
        let parts: Vec<&str> = lesson.path.parts().collect();
        // A page outside of the folder is written for the root of the book's site.
        let root = parts.iter().position(|part| *part == BOOK_FOLDER).map_or(parts.len(), |at| at + 1);
        let depth = parts.len().saturating_sub(root + 1);
        if !is_book || !is_page || up <= depth {
            return None;
        }
        let message = message!("outside-course-book", href = &link.href);
        let problem = Diagnostic::at(&lesson.path, link.span, Code::OutsideCourse, message).as_info();
        Some((Destination::Known(Target::Broken), Some(problem.hint(message!("outside-course-book.hint")))))
    }
}
