//! Turns references of tools' files into the pages of the course that they name.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::{StatedStructure, StatedTarget};
use crate::course::Lessons;
use crate::course::index_page::readme_rank;
use crate::message::Message;
use crate::read::Sources;
use crate::source::{CoursePath, Source, Span};

/// The endings of a page's file, for references that leave it out.
const ENDINGS: [&str; 8] = [".md", ".mdx", ".markdown", ".ipynb", ".rst", ".qmd", ".Rmd", ".rmd"];

/// A mistake in a file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StructureMistake {
    /// The place in the file.
    pub(super) span: Span,
    /// The message.
    pub(super) message: Message,
}

/// The result of a reader: no structure if the file states none.
pub(super) type ReadStructure = Result<Option<StatedStructure>, StructureMistake>;

/// The files of a course as the readers see them.
#[derive(Debug)]
pub(super) struct CourseFiles<'a> {
    pub(super) sources: &'a Sources,
    pub(super) lessons: &'a Lessons,
    /// The page of each folder.
    indexes: BTreeMap<CoursePath, &'a CoursePath>,
}

impl<'a> CourseFiles<'a> {
    pub(super) fn new(sources: &'a Sources, lessons: &'a Lessons) -> Self {
        let mut indexes: BTreeMap<CoursePath, &CoursePath> = BTreeMap::new();
        for path in lessons.keys().filter(|path| readme_rank(path).is_some()) {
            let known = indexes.entry(path.parent().unwrap_or_default()).or_insert(path);
            if readme_rank(path) < readme_rank(known) {
                *known = path;
            }
        }
        Self { sources, lessons, indexes }
    }

    /// Returns the text of a file of a tool.
    pub(super) fn text(&self, path: &CoursePath) -> Option<&'a Source> {
        self.sources.structure_files.iter().find(|file| file.path == *path)
    }

    /// Returns the page of a folder.
    pub(super) fn index_of(&self, folder: &CoursePath) -> Option<&'a CoursePath> {
        self.indexes.get(folder).copied()
    }

    /// Tests whether a folder holds pages, at any depth.
    pub(super) fn has_pages(&self, folder: &CoursePath) -> bool {
        let from = self.lessons.range(folder.clone()..).map(|(path, _)| path);
        let mut below = from.take_while(|path| path.as_str().starts_with(folder.as_str()));
        below.any(|path| path.is_within(folder))
    }

    /// Returns the place that a reference from a folder names. An address that begins with `/` is relative to `content`.
    pub(super) fn target(&self, content: &CoursePath, folder: &CoursePath, reference: &str) -> StatedTarget {
        let reference = reference.trim();
        if is_address(reference) {
            return StatedTarget::External(reference.to_owned());
        }
        let address = reference.split(['#', '?']).next().unwrap_or_default();
        let decoded = percent_decode_str(address).decode_utf8_lossy();
        if decoded.is_empty() {
            return StatedTarget::Nothing;
        }
        let from = if decoded.starts_with('/') { content } else { folder };
        let Some(path) = from.resolve(&decoded.replace('\\', "/")) else { return StatedTarget::Nothing };
        match self.page(&path) {
            Some(page) => StatedTarget::Page(page),
            None if ENDINGS.iter().any(|ending| path.as_str().ends_with(ending)) => StatedTarget::Page(path),
            None => StatedTarget::Page(CoursePath::new(&format!("{path}.md"))),
        }
    }

    /// Returns the page at a path, with or without its ending, or the page of the folder there.
    pub(super) fn page(&self, path: &CoursePath) -> Option<CoursePath> {
        if self.lessons.contains_key(path) {
            return Some(path.clone());
        }
        let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
        let with_ending = |ending: &str| Some(CoursePath::new(&format!("{stem}{ending}")));
        let mut pages = ENDINGS.iter().filter_map(|ending| with_ending(ending));
        pages.find(|page| self.lessons.contains_key(page)).or_else(|| self.index_of(path).cloned()).or_else(|| {
            // A page of another format may have become one of Markdown: `intro.ipynb`, `intro.md`.
            let (stem, ending) = stem.rsplit_once('.')?;
            let page = CoursePath::new(&format!("{stem}.md"));
            (ENDINGS.contains(&&*format!(".{ending}")) && self.lessons.contains_key(&page)).then_some(page)
        })
    }
}

/// Tests whether a reference leads out of the course.
fn is_address(reference: &str) -> bool {
    let scheme = reference.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme =
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    reference.starts_with("//") || (is_scheme && !scheme.contains('.'))
}
