//! Turns lessons into a course: what the files mean together. A tree with order and labels, where every link leads,
//! the glossary. Immutable once assembled; nothing in it is HTML.

pub mod calendar;
pub mod called;
pub mod contents;
pub mod debris;
pub mod deck;
pub mod glossary;
pub mod label;
pub mod link;
pub mod order;
pub mod route;
pub mod tree;
pub mod unread;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::{Config, Language};
use crate::diagnostic::Report;
use crate::lesson::Lesson;
use crate::read::{FileEntry, Sources};
use crate::site::SitePath;
use crate::source::CoursePath;

pub use calendar::Dates;
pub use deck::{Card, Deck};
pub use glossary::Glossary;
pub use link::Target;

/// The facts of every page, by file. Shared, for a preview keeps those of files that did not change.
pub type Lessons = BTreeMap<CoursePath, Arc<Lesson>>;

/// What an entry of the course is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The course itself.
    Course,
    /// A grouping folder: a month, a module, a special lecture.
    Part,
    /// A week.
    Week,
    /// A day.
    Day,
    /// A session, lecture or lesson.
    Session,
    /// A lab.
    Lab,
    /// A hands-on.
    HandsOn,
    /// A challenge.
    Challenge,
    /// Any other page.
    Page,
}

impl Kind {
    /// The kind's name in templates and class names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Part => "part",
            Self::Week => "week",
            Self::Day => "day",
            Self::Session => "session",
            Self::Lab => "lab",
            Self::HandsOn => "hands-on",
            Self::Challenge => "challenge",
            Self::Page => "page",
        }
    }

    /// Whether it is an overview of what is below it.
    pub fn is_overview(self) -> bool {
        matches!(self, Self::Course | Self::Part | Self::Week | Self::Day)
    }
}

/// A place in the course that has a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its folder or file: its identity.
    pub path: CoursePath,
    /// The file whose text it shows; `None` for a folder without one, whose page is made for it.
    pub lesson: Option<CoursePath>,
    /// Its number in words: `Week 1`, `세션 2`.
    pub label: Option<String>,
    /// Its name.
    pub title: String,
    /// The emoji that leads its title.
    pub icon: Option<String>,
    /// The entry above it; `None` for the course.
    pub parent: Option<usize>,
    /// The entries below it, in order.
    pub children: Vec<usize>,
    /// Whether it belongs to the reading order; material that lessons refer to does not.
    pub listed: bool,
    /// Where its page stands.
    pub site: SitePath,
}

/// A course.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Its title.
    pub title: String,
    /// The language of the words that seodang adds to it.
    pub language: Language,
    /// Its places in reading order, each before what is below it; the first is the course itself.
    pub entries: Vec<Entry>,
    /// The facts of every page, by file.
    pub lessons: Lessons,
    /// For every page, where each address that it names leads.
    pub links: BTreeMap<CoursePath, BTreeMap<String, Target>>,
    /// The terms that the course explains.
    pub glossary: Glossary,
    /// The decks of study cards, the course's own first.
    pub decks: Vec<Deck>,
    /// Files that are copied as they are, and where to.
    pub assets: BTreeMap<CoursePath, SitePath>,
    /// Files that are shown on a page of their own, and where; each is copied too.
    pub viewers: BTreeMap<CoursePath, SitePath>,
    /// Folders without pages that are linked, with the page that lists their files.
    pub listings: BTreeMap<CoursePath, SitePath>,
    /// The index of each folder of pages that has no page for it, and the page to which it leads.
    pub redirects: BTreeMap<SitePath, SitePath>,
    /// Where what seodang adds stands.
    pub places: Places,
    /// When its entries are taught, by their places among the entries; empty where the settings give no start.
    pub dates: BTreeMap<usize, Dates>,
    /// What looking for the glossary's terms found, for the course's next state.
    pub found: glossary::Found,
}

/// The places of what seodang adds to a course, out of the way of the course's own files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The glossary page.
    pub glossary: SitePath,
    /// The terms for spreadsheets, for Anki, for programs.
    pub exports: Exports,
    /// The course for calendar programs, where it has dates.
    pub calendar: SitePath,
    /// The page that servers show for an address that is not there.
    pub not_found: SitePath,
    /// The map of the site for search engines.
    pub sitemap: SitePath,
    /// The folder of the theme's files.
    pub theme_folder: String,
}

/// The places of the glossary's downloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exports {
    /// Comma-separated values.
    pub csv: SitePath,
    /// Tab-separated values for Anki.
    pub anki: SitePath,
    /// JSON.
    pub json: SitePath,
}

impl Places {
    fn choose(routes: &mut route::Routes) -> Self {
        Self {
            glossary: routes.claim("glossary.html"),
            exports: Exports {
                csv: routes.claim("terms.csv"),
                anki: routes.claim("terms-anki.tsv"),
                json: routes.claim("terms.json"),
            },
            calendar: routes.claim("course.ics"),
            not_found: routes.claim("404.html"),
            sitemap: routes.claim("sitemap.xml"),
            theme_folder: routes.claim_folder("seodang"),
        }
    }
}

impl Course {
    /// The entries that have a text of their own, in reading order: what "next" walks through.
    pub fn reading_order(&self) -> impl Iterator<Item = usize> {
        self.entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.listed && entry.lesson.is_some())
            .map(|(index, _)| index)
    }

    /// The entry whose children are the course's uppermost level.
    ///
    /// A folder that holds the whole course and says nothing itself (`theory/`) is no level that readers need.
    pub fn top(&self) -> usize {
        let mut top = 0;
        while let [only] = self.entries[top].children[..]
            && self.entries[only].lesson.is_none()
        {
            top = only;
        }
        top
    }

    /// The entries above one, the course first.
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

    /// The files that pages need to know more of than their names.
    pub fn attached(&self, sources: &Sources) -> Vec<(CoursePath, FileEntry)> {
        let file = |path: &CoursePath| Some((path.clone(), sources.files.get(path)?.clone()));
        self.assets.keys().filter_map(file).collect()
    }

    /// The facts of an entry's file.
    pub fn lesson_of(&self, entry: &Entry) -> Option<&Lesson> {
        entry.lesson.as_ref().and_then(|path| self.lessons.get(path)).map(|lesson| &**lesson)
    }
}

/// Makes the course of its lessons. What an earlier state of it holds that is still so is taken from there.
pub fn assemble(
    sources: &Sources,
    lessons: Vec<Arc<Lesson>>,
    config: &Config,
    earlier: Option<&Course>,
) -> Report<Course> {
    let mut diagnostics = Vec::new();
    let letters = lessons.iter().map(|lesson| lesson.letters).sum();
    let lessons = debris::filter_debris(lessons, sources, config, &mut diagnostics);
    let language = config.language.unwrap_or_else(|| Language::of(letters));
    let style = label::Style::learn(language, &lessons);
    let mut entries = tree::build(&lessons, &style);
    let title = course_title(&entries, &lessons, config, &sources.folder_name);
    entries[0].title.clone_from(&title);
    let mut routes = route::assign(&mut entries, &mut diagnostics);
    calendar::check(&entries, &config.calendar, &mut diagnostics);
    label::check_numbers(&entries, &lessons, &mut diagnostics);
    let texts = sources.sources.iter().map(|source| (&source.path, &*source.text)).collect();
    let earlier = earlier.map(|course| course.found.clone()).unwrap_or_default();
    // Neither needs the other, and together they are most of the work.
    let (resolved, (glossary, found)) = rayon::join(
        || link::resolve(&entries, &lessons, sources, &mut routes, &mut diagnostics),
        || glossary::collect(&entries, &lessons, &texts, language, &earlier),
    );
    let places = Places::choose(&mut routes);
    let decks = deck::decks(&entries, &lessons, &glossary, &mut routes);
    let course = Course {
        dates: calendar::dates(&entries, &config.calendar),
        title,
        language,
        entries,
        decks,
        links: resolved.links,
        glossary,
        assets: resolved.assets,
        viewers: resolved.viewers,
        listings: resolved.listings,
        redirects: resolved.redirects,
        places,
        found,
        lessons,
    };
    diagnostics.extend(unread::unread_formats(sources, &course.assets));
    if course.lessons.is_empty() {
        diagnostics.push(unread::empty_course(sources));
    }
    Report { value: course, diagnostics }
}

/// The settings' title, else the first page's H1, else the folder's name.
fn course_title(entries: &[Entry], lessons: &Lessons, config: &Config, folder_name: &str) -> String {
    let own = |entry: &Entry| {
        let title =
            entry.lesson.as_ref().and_then(|path| lessons.get(path)).and_then(|lesson| lesson.title.as_ref())?;
        Some(crate::lesson::split_icon(&title.text).1.to_owned()).filter(|text| !text.is_empty())
    };
    config
        .title
        .clone()
        .filter(|title| !title.trim().is_empty())
        .or_else(|| own(&entries[0]))
        .unwrap_or_else(|| label::humanise(folder_name))
}

/// The set of folders that lead to a page.
pub(crate) fn folders_of<'a>(paths: impl IntoIterator<Item = &'a CoursePath>) -> BTreeSet<CoursePath> {
    let mut folders = BTreeSet::from([CoursePath::default()]);
    for path in paths {
        let mut folder = path.parent();
        while let Some(known) = folder.filter(|folder| folders.insert(folder.clone())) {
            folder = known.parent();
        }
    }
    folders
}
