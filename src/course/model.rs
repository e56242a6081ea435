//! Defines the course as a value: its entries with their lessons, targets of links, glossary, cards, files to copy.
//!
//! A [`Course`] is complete when it is made, and never changed afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::calendar::Dates;
use super::deck::Deck;
use super::due::Due;
use super::edition::EditionSet;
use super::entry::{Entry, Lessons};
use super::glossary::{Glossary, OccurrenceCache};
use super::route::Routes;
use super::target::Target;
use crate::config::{Language, NameGroup, ShareConfig};
use crate::lesson::Lesson;
use crate::read::{FileEntry, Sources};
use crate::site::SitePath;
use crate::source::CoursePath;

/// The share of pages below a folder that holds nearly all of them: nine of ten.
const NEARLY_ALL: (usize, usize) = (9, 10);

/// Tests whether an entry is a page of the reading order.
fn is_page(entry: &Entry) -> bool {
    entry.listed && entry.lesson.is_some()
}

/// A course: all lessons, with their structure, links and glossary.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Its title.
    pub title: String,
    /// The language that it is written in.
    pub language: Language,
    /// The language of the words that seodang adds to it.
    pub interface: Language,
    /// Its entries in reading order, each before those below it; the first is the course itself.
    pub entries: Vec<Entry>,
    /// The facts of every page, by file.
    pub lessons: Lessons,
    /// For every page, where each address that it names leads.
    pub links: BTreeMap<CoursePath, BTreeMap<String, Target>>,
    /// The terms that the course explains.
    pub glossary: Glossary,
    /// The decks of study cards, the course's own first.
    pub decks: Vec<Deck>,
    /// The addresses of files that are copied unchanged.
    pub assets: BTreeMap<CoursePath, SitePath>,
    /// The addresses of pages that show a file; each of these files is copied too.
    pub viewers: BTreeMap<CoursePath, SitePath>,
    /// Folders without pages that are linked, with the address of the page that lists their files.
    pub listings: BTreeMap<CoursePath, SitePath>,
    /// The addresses that lead on to a page: the index of each folder of pages without an index page, and former addresses.
    pub redirects: BTreeMap<SitePath, SitePath>,
    /// The addresses of the files that seodang adds.
    pub generated: GeneratedPaths,
    /// Whether pages load images of other sites: only if the settings allow it.
    pub loads_remote_images: bool,
    /// Whether pages keep all HTML of the course, scripts included.
    pub trusts_html: bool,
    /// The groups of names that the settings add to the search.
    pub search_names: Vec<NameGroup>,
    /// The files and links by which the site is shared.
    pub share: ShareConfig,
    /// The dates of entries, by their index in [`Course::entries`]; empty if the settings give no start.
    pub dates: BTreeMap<usize, Dates>,
    /// When the work of entries is due, by their index in [`Course::entries`].
    pub dues: BTreeMap<usize, Due>,
    /// All editions of the course, if it exists in several languages.
    pub editions: Option<Arc<EditionSet>>,
    /// Its place among the editions.
    pub edition: usize,
    /// The other editions, in their order; only the first edition holds them.
    pub translations: Vec<Arc<Course>>,
    /// Where pages name terms of the glossary, for the course's next state.
    pub occurrences: OccurrenceCache,
}

/// The addresses of the files that seodang adds to a course. They yield to the course's own files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedPaths {
    /// The glossary page.
    pub glossary: SitePath,
    /// The glossary as data: for spreadsheets, for Anki, for programs.
    pub exports: ExportPaths,
    /// The folder of the search data within that of the theme: empty, or with a slash at its end.
    pub search: String,
    /// The course for calendar programs; written only if it has dates or due dates.
    pub calendar: SitePath,
    /// The page that servers show for an unknown address.
    pub not_found: SitePath,
    /// The feed of changed pages; written only if pages state when they changed.
    pub feed: SitePath,
    /// The map of the site for search engines.
    pub sitemap: SitePath,
    /// The folder of the theme's files.
    pub theme_folder: String,
}

/// The addresses of the glossary's downloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPaths {
    /// Comma-separated values.
    pub csv: SitePath,
    /// Tab-separated values for Anki.
    pub anki: SitePath,
    /// JSON.
    pub json: SitePath,
}

impl GeneratedPaths {
    /// Claims an address for each file that seodang adds.
    pub(super) fn claim(routes: &mut Routes) -> Self {
        Self {
            glossary: routes.claim("glossary.html"),
            exports: ExportPaths {
                csv: routes.claim("terms.csv"),
                anki: routes.claim("terms-anki.tsv"),
                json: routes.claim("terms.json"),
            },
            search: String::new(),
            calendar: routes.claim("course.ics"),
            not_found: routes.claim("404.html"),
            feed: routes.claim("feed.xml"),
            sitemap: routes.claim("sitemap.xml"),
            theme_folder: routes.claim_folder("seodang"),
        }
    }
}

impl GeneratedPaths {
    /// Claims the addresses of the files that seodang adds to a translation: beside its home page. The theme and the pages
    /// for the whole site are those of the first edition.
    pub(super) fn claim_for_translation(&self, edition: usize, home: &SitePath, routes: &mut Routes) -> Self {
        let folder = home.as_str().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let mut claim = |name: &str| routes.claim(&format!("{folder}{name}"));
        Self {
            glossary: claim("glossary.html"),
            exports: ExportPaths { csv: claim("terms.csv"), anki: claim("terms-anki.tsv"), json: claim("terms.json") },
            calendar: claim("course.ics"),
            feed: claim("feed.xml"),
            search: format!("{edition}/"),
            ..self.clone()
        }
    }
}

impl Course {
    /// Returns all editions, this one first.
    pub fn all_editions(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.translations.iter().map(|course| &**course))
    }

    /// Tests whether a file is a page of any edition.
    pub fn has_page(&self, path: &CoursePath) -> bool {
        self.all_editions().any(|course| course.lessons.contains_key(path))
    }

    /// Tests whether any of its pages holds a formula.
    pub fn has_formulas(&self) -> bool {
        self.all_editions().any(|course| course.lessons.values().any(|lesson| lesson.has_formulas))
    }

    /// Returns the entries that have a text of their own, in the order in which "next" visits them.
    pub fn reading_order(&self) -> impl Iterator<Item = usize> {
        self.entries.iter().enumerate().filter(|(_, entry)| is_page(entry)).map(|(index, _)| index)
    }

    /// Returns the entry whose children are most of the course's uppermost level.
    ///
    /// A folder that holds nearly all of the course and has no text of its own (`theory/`) is not a level that readers need.
    pub fn top(&self) -> usize {
        let mut top = 0;
        while let Some(wrapper) = self.wrapper(top) {
            top = wrapper;
        }
        top
    }

    /// Returns the entries of the course's uppermost level: the children of the [top](Self::top), among the few entries
    /// beside it.
    pub fn uppermost(&self) -> Vec<usize> {
        let mut uppermost = self.entries[0].children.clone();
        let mut above = 0;
        while let Some(wrapper) = self.wrapper(above) {
            let at = uppermost.iter().position(|&entry| entry == wrapper).unwrap_or_default();
            uppermost.splice(at..=at, self.entries[wrapper].children.iter().copied());
            above = wrapper;
        }
        uppermost
    }

    /// Returns the child of an entry that holds nearly all pages below it, several of them, and has no page of its own.
    fn wrapper(&self, above: usize) -> Option<usize> {
        let children = &self.entries[above].children;
        if let [only] = children[..] {
            return Some(only).filter(|only| self.entries[*only].lesson.is_none());
        }
        let is_folder = |entry: &Entry| entry.lesson.is_none() && entry.label.is_none() && entry.children.len() > 1;
        children.iter().copied().filter(|&child| is_folder(&self.entries[child])).find(|&child| {
            // Entries precede those below them, so that these are the ones up to the next sibling.
            let next = children.iter().copied().filter(|&other| other > child).min();
            let pages = |from: usize, to: usize| self.entries[from..to].iter().filter(|entry| is_page(entry)).count();
            let end = next.unwrap_or_else(|| self.end_of(above));
            let (inside, all) = (pages(child, end), pages(above + 1, self.end_of(above)));
            inside * NEARLY_ALL.1 >= all * NEARLY_ALL.0 && inside >= NEARLY_ALL.1
        })
    }

    /// Returns the index after the last entry below one.
    fn end_of(&self, index: usize) -> usize {
        let mut last = index;
        while let Some(&child) = self.entries[last].children.last() {
            last = child;
        }
        last + 1
    }

    /// Returns the entries above one, the course first.
    pub fn ancestors(&self, index: usize) -> Vec<usize> {
        let mut ancestors = Vec::new();
        let mut here = self.entries[index].parent;
        while let Some(parent) = here {
            ancestors.push(parent);
            here = self.entries[parent].parent;
        }
        ancestors.reverse();
        ancestors
    }

    /// Returns the copied files with their entries on the disk: pages show the content or the measures of some.
    pub fn attached(&self, sources: &Sources) -> Vec<(CoursePath, FileEntry)> {
        let file = |path: &CoursePath| Some((path.clone(), sources.files.get(path)?.clone()));
        let used: BTreeSet<&CoursePath> = self.all_editions().flat_map(|course| course.assets.keys()).collect();
        used.into_iter().filter_map(file).collect()
    }

    /// Returns the facts of an entry's file.
    pub fn lesson_of(&self, entry: &Entry) -> Option<&Lesson> {
        entry.lesson.as_ref().and_then(|path| self.lessons.get(path)).map(|lesson| &**lesson)
    }

    /// Returns the text of the heading of an entry's page that has an id.
    pub fn heading_text(&self, entry: usize, id: &str) -> Option<&str> {
        let lesson = self.lesson_of(self.entries.get(entry)?)?;
        lesson.headings.iter().find(|heading| heading.id == id).map(|heading| &*heading.text)
    }
}
