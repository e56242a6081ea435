//! Turns a course and a theme into the finished site, page by page and in parallel.

pub mod addresses;
mod calendar;
mod cards;
mod description;
mod exports;
mod glossary;
mod lesson_page;
mod navigation;
mod notes;
mod search;
mod special;
mod study;
mod tally;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use anyhow::Result;
use rayon::prelude::*;
use tera::Context;

use addresses::address_problems;

use super::article::{self, RenderContext};
use super::diagram;
use super::page::{NavView, PageView, SiteView};
use super::theme::{DIAGRAM_STYLE, Theme};
use crate::course::Course;
use crate::course::glossary::key;
use crate::diagnostic::{Diagnostic, Report, sort_and_dedup};
use crate::lesson::Tally;
use crate::memo::Memo;
use crate::read::{Attachment, Sources};
use crate::site::{Output, Site, SitePath};
use crate::source::{CoursePath, Span};

/// The program's name and version, as pages state them.
pub const GENERATOR: &str = concat!("seodang ", env!("CARGO_PKG_VERSION"));

/// All that a site is made of. Shared, so that whoever serves pages on demand can hold it beside what it makes of it.
#[derive(Debug, Clone)]
pub struct Ingredients {
    /// What the files mean together.
    pub course: Arc<Course>,
    /// The files themselves.
    pub sources: Arc<Sources>,
    /// The files that pages refer to.
    pub attachments: Arc<BTreeMap<CoursePath, Attachment>>,
    /// What pages look like.
    pub theme: Arc<Theme>,
    /// What earlier builds drew and coloured.
    pub memo: Arc<Memo>,
    /// Where the site will stand, if that is known.
    pub base_url: Option<String>,
    /// The path under which the site stands on its host, where that is known though its address is not.
    pub root: Option<String>,
    /// Whether a comment before each block says the line of the file that it was made of.
    pub lines: bool,
    /// Counts the pages that are done, for whoever shows progress.
    pub progress: Arc<AtomicUsize>,
}

/// Something that is made as a whole: one page, or a few that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// The page of an entry of the course, by its index.
    Entry(usize),
    /// The page that shows a file.
    Viewer(CoursePath),
    /// The page that lists the files of a folder.
    Listing(CoursePath),
    /// The glossary with its downloads.
    Glossary,
    /// The file for calendar programs.
    Calendar,
    /// The study cards of a deck, by its place among the decks.
    Cards(usize),
    /// The page for addresses that are not there.
    NotFound,
    /// The search data: it says nothing to authors, and is made when all drawings are there.
    Search,
}

/// What a job made: its files, the style rules that they need, and what came up on the way.
#[derive(Debug, Default)]
pub struct Made {
    /// The files, by their places.
    pub outputs: Vec<(SitePath, Output)>,
    /// The rules of its drawings, for the style sheet that all pages share.
    pub rules: BTreeSet<String>,
    /// What authors should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes the site.
///
/// # Errors
/// Where a template of the theme is wrong. Mistakes of authors are diagnostics.
pub fn site(ingredients: Ingredients) -> Result<Report<Site>> {
    let kitchen = Kitchen::new(ingredients);
    // From the end: the glossary and the cards take longest, and would be waited for alone.
    let jobs = kitchen.jobs().into_par_iter().rev().filter(|job| *job != Job::Search);
    let made: Result<Vec<Made>> = jobs.map(|job| kitchen.make(&job)).collect();
    let (mut outputs, mut rules, mut diagnostics) = (Vec::new(), BTreeSet::new(), Vec::new());
    for part in made?.into_iter().chain([kitchen.make(&Job::Search)?]) {
        outputs.extend(part.outputs);
        rules.extend(part.rules);
        diagnostics.extend(part.diagnostics);
    }
    outputs.extend(kitchen.files());
    outputs.push(kitchen.diagram_style(&rules));
    diagnostics.extend(address_problems(&kitchen.from.course, outputs.iter().map(|(path, _)| path)));
    let site = Site { files: outputs.into_iter().collect() };
    once_per_language(&mut diagnostics);
    Ok(Report { value: site, diagnostics })
}

/// The ingredients with what is looked up again and again; makes each part of the site by itself, in any order.
#[derive(Debug)]
pub struct Kitchen {
    from: Ingredients,
    /// The entries in reading order.
    reading: Vec<usize>,
    /// Where the glossary stands, if there is one.
    glossary_site: Option<SitePath>,
    /// The ids of its terms by their keys.
    glossary_ids: BTreeMap<String, String>,
    /// The definitions that are the same on every page, for they hold no link: by file and place.
    definitions: BTreeMap<(CoursePath, Span), OnceLock<String>>,
    /// The ids of each page's terms, by their lines.
    term_ids: BTreeMap<CoursePath, BTreeMap<usize, String>>,
    /// The full number of each entry in words, such that no two pages share one where a part's name can part them.
    labels: Vec<Option<String>>,
    /// How many boxes each entry and the pages below it have to tick.
    tallies: Vec<Tally>,
}

impl Kitchen {
    /// Looks everything up once.
    pub fn new(from: Ingredients) -> Self {
        let course = &*from.course;
        Self {
            reading: course.reading_order().collect(),
            glossary_ids: course.glossary.terms().map(|term| (key(&term.name), term.id.clone())).collect(),
            term_ids: course.lessons.iter().map(|(path, lesson)| (path.clone(), article::term_ids(lesson))).collect(),
            definitions: notes::definitions(course, &from.sources),
            labels: glossary::full_labels(course),
            tallies: tally::tallies(course),
            glossary_site: (!course.glossary.is_empty()).then(|| course.generated.glossary.clone()),
            from,
        }
    }

    /// The parts of the site that need work, the pages of the course first.
    pub fn jobs(&self) -> Vec<Job> {
        let course = &*self.from.course;
        let mut jobs: Vec<Job> = (0..course.entries.len()).map(Job::Entry).collect();
        jobs.extend(course.viewers.keys().cloned().map(Job::Viewer));
        jobs.extend(course.listings.keys().cloned().map(Job::Listing));
        jobs.extend(self.glossary_site.is_some().then_some(Job::Glossary));
        jobs.extend((!course.dates.is_empty()).then_some(Job::Calendar));
        jobs.extend((0..course.decks.len()).map(Job::Cards));
        jobs.extend([Job::NotFound, Job::Search]);
        jobs
    }

    /// The places of what a job makes.
    pub fn places(&self, job: &Job) -> Vec<SitePath> {
        let course = &*self.from.course;
        let place = match job {
            Job::Entry(index) => course.entries.get(*index).map(|entry| &entry.site),
            Job::Viewer(path) => course.viewers.get(path),
            Job::Listing(folder) => course.listings.get(folder),
            Job::Glossary => return self.glossary_places(),
            Job::Calendar => Some(&course.generated.calendar),
            Job::Cards(deck) => course.decks.get(*deck).map(|deck| &deck.site),
            Job::NotFound => Some(&course.generated.not_found),
            Job::Search => return self.search_places(),
        };
        place.cloned().into_iter().collect()
    }

    /// Makes a part of the site.
    ///
    /// # Errors
    /// Where a template of the theme is wrong.
    pub fn make(&self, job: &Job) -> Result<Made> {
        match job {
            Job::Entry(index) => self.entry(*index),
            Job::Viewer(path) => self.viewer(path),
            Job::Listing(folder) => self.listing(folder),
            Job::Glossary => self.glossary(),
            Job::Calendar => Ok(self.calendar()),
            Job::Cards(deck) => self.cards(*deck),
            Job::NotFound => self.not_found(),
            Job::Search => self.search(),
        }
    }

    /// The files that need no work: the theme's, the course's own, the map of the site.
    pub fn files(&self) -> BTreeMap<SitePath, Output> {
        let course = &*self.from.course;
        let mut files = BTreeMap::new();
        if let Some(base) = &self.from.base_url {
            let pages: BTreeSet<SitePath> = self.jobs().iter().flat_map(|job| self.places(job)).collect();
            let bytes = special::sitemap(base, pages.iter(), &course.generated).into_bytes();
            files.insert(course.generated.sitemap.clone(), Output::Bytes(bytes.into()));
        }
        let redirect = |(index, to): (&SitePath, &SitePath)| (index.clone(), special::redirect(course, index, to));
        files.extend(course.redirects.iter().map(redirect));
        for (path, place) in &course.assets {
            if let Some(file) = self.from.sources.files.get(path) {
                files.insert(place.clone(), Output::Copy(file.disk.clone()));
            }
        }
        for (name, bytes) in &self.from.theme.files {
            files.insert(self.in_theme(name), Output::Bytes(Arc::clone(bytes)));
        }
        files
    }

    /// The style sheet that the drawings of all pages share, with its place.
    pub fn diagram_style<'r>(&self, rules: impl IntoIterator<Item = &'r String>) -> (SitePath, Output) {
        (
            self.in_theme(DIAGRAM_STYLE),
            Output::Bytes(diagram::stylesheet(&self.from.theme.diagram, rules).into_bytes().into()),
        )
    }

    fn in_theme(&self, name: &str) -> SitePath {
        SitePath::new(&format!("{}/{name}", self.from.course.generated.theme_folder))
    }

    fn around(&self) -> RenderContext<'_> {
        RenderContext {
            course: &self.from.course,
            attachments: &self.from.attachments,
            words: &self.from.theme.words,
            diagram: &self.from.theme.diagram,
            memo: &self.from.memo,
            lines: self.from.lines,
            glossary_site: self.glossary_site.as_ref(),
        }
    }

    fn site_view(&self, site: &SitePath, diagrams: bool) -> SiteView<'_> {
        let course = &*self.from.course;
        SiteView {
            title: &course.title,
            lang: course.language.tag(),
            home: site.href_to(&course.entries[0].site),
            here: course.entries[0].site.href_to(site),
            tasks: self.tallies[0],
            glossary: self.glossary_site.as_ref().map(|glossary| site.href_to(glossary)),
            assets: format!("{}{}/", site.to_root(), course.generated.theme_folder),
            generator: GENERATOR,
            diagrams,
        }
    }

    /// Fills a template with a page.
    fn fill(
        &self,
        template: &str,
        site: &SitePath,
        page: &PageView,
        diagrams: bool,
        nav: &[NavView],
    ) -> Result<Output> {
        self.fill_with(template, site, page, diagrams, nav, |_| {})
    }

    fn fill_with(
        &self,
        template: &str,
        site: &SitePath,
        page: &PageView,
        diagrams: bool,
        nav: &[NavView],
        more: impl FnOnce(&mut Context),
    ) -> Result<Output> {
        let mut context = Context::new();
        context.insert("site", &self.site_view(site, diagrams));
        context.insert("page", page);
        context.insert("nav", nav);
        more(&mut context);
        let html = self.from.theme.render(template, &context)?;
        self.from.progress.fetch_add(1, Ordering::Relaxed);
        // It may have grown to twice its size while it was written, and is kept until all pages are made.
        Ok(Output::Html(html.as_str().to_owned()))
    }

    fn document_title(&self, label: Option<&str>, title: &str) -> String {
        let course = &self.from.course.title;
        match label {
            _ if title == course => course.clone(),
            Some(label) => format!("{label}: {title} · {course}"),
            None => format!("{title} · {course}"),
        }
    }

    fn canonical(&self, site: &SitePath) -> Option<String> {
        self.from.base_url.as_deref().map(|base| site.url(base))
    }
}

/// Keeps the first report of each language that no grammar knows.
pub fn once_per_language(diagnostics: &mut Vec<Diagnostic>) {
    sort_and_dedup(diagnostics);
    let mut seen = BTreeSet::new();
    diagnostics.retain(|problem| {
        problem.code != crate::diagnostic::Code::UnknownLanguage || seen.insert(problem.message.clone())
    });
}
