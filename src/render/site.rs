//! Turns a course and a theme into the finished site, page by page and in parallel.
//!
//! Each kind of page is a module with a function of the `SiteContext`: `lesson_page`, `glossary_page`, `cards_page`, ….
//! [`SiteRenderer`] lists the jobs and runs one; a build runs all of them, the preview those whose pages are requested.

pub mod addresses;
mod calendar;
mod cards;
mod contents;
mod context;
mod course_data;
mod description;
mod due;
mod exports;
mod file_size;
mod fonts;
mod glossary;
mod kept_page;
mod labels;
mod lesson_page;
mod navigation;
mod notes;
mod quiz;
mod schedule;
mod search;
mod share;
mod source_view;
mod special;
mod study;
mod tally;
mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use rayon::prelude::*;

use addresses::address_problems;
use context::SiteContext;
use fonts::course_fonts;
use kept_page::KeptFiles;

use super::diagram;
use super::theme::{DIAGRAM_STYLE, Theme};
use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic, Report, sort_and_dedup};
use crate::memo::{Memo, MemoKey};
use crate::read::{Attachment, Sources};
use crate::site::{Output, Site, SitePath, SiteSink};
use crate::source::CoursePath;

/// The program's name and version, as pages state them.
pub const GENERATOR: &str = concat!("seodang ", env!("CARGO_PKG_VERSION"));

/// The values that a site is rendered from; shared, so that the preview keeps them beside the renderer.
#[derive(Debug, Clone)]
pub struct RenderInput {
    /// The course.
    pub course: Arc<Course>,
    /// The files of the course.
    pub sources: Arc<Sources>,
    /// The files that pages refer to.
    pub attachments: Arc<BTreeMap<CoursePath, Attachment>>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// The drawings and coloured code of earlier builds.
    pub memo: Arc<Memo>,
    /// The URL under which the site will be published, if it is known.
    pub base_url: Option<String>,
    /// The path of the site on its host, if it is known while the URL is not.
    pub root: Option<String>,
    /// Whether a comment before each block names the line of the source file.
    pub lines: bool,
    /// The number of pages rendered so far, for progress displays.
    pub progress: Arc<AtomicUsize>,
    /// A hash of the program, the settings, the theme and the address, if the memo may keep which pages were rendered.
    pub frame: Option<MemoKey>,
}

/// A unit of rendering: one page, or a few files that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderJob {
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
    /// The study cards of a deck, by its index.
    Cards(usize),
    /// The tree of the course for the navigation.
    Contents,
    /// The script with all due dates.
    DueDates,
    /// The quiz questions of a deck, by its index.
    Quiz(usize),
    /// The page for paths that do not exist.
    NotFound,
    /// The search data. It has no diagnostics, and needs all drawings to be rendered.
    Search,
}

/// A job of one edition of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionJob {
    /// The edition, by its place in [`Course::all_editions`].
    pub edition: usize,
    /// The job.
    pub job: RenderJob,
}

/// The results of a job: its files, the style rules that they need, and the diagnostics.
#[derive(Debug, Default)]
pub struct RenderedFiles {
    /// The files, with their paths.
    pub outputs: Vec<(SitePath, Output)>,
    /// The rules of the drawings, for the style sheet that all pages share.
    pub rules: BTreeSet<String>,
    /// The findings of rendering.
    pub diagnostics: Vec<Diagnostic>,
    /// The paths of pages that the sink kept from an earlier build.
    pub kept: Vec<SitePath>,
    /// The key under which the memo keeps the hash of the page, if the job renders one that can be kept.
    pub page_key: Option<MemoKey>,
}

/// Collects the files of a site.
#[derive(Debug, Default)]
struct SiteCollector(Mutex<BTreeMap<SitePath, Output>>);

impl SiteSink for SiteCollector {
    fn put(&self, path: SitePath, mut output: Output) -> Result<Option<String>> {
        if let Output::Html(html) = &mut output {
            // The buffer may have grown to twice its length.
            html.shrink_to_fit();
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path, output);
        Ok(None)
    }

    fn keep(&self, _: &SitePath, _: &str) -> bool {
        false
    }
}

/// Renders the site as a value.
///
/// # Errors
/// Returns the error of a template of the theme. Mistakes of authors are diagnostics.
pub fn site(input: RenderInput) -> Result<Report<Site>> {
    let collector = SiteCollector::default();
    let diagnostics = site_files(input, &collector)?;
    let files = collector.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Report { value: Site { files }, diagnostics })
}

/// Renders the site, and passes each file to a sink as soon as it is made, so that not all of them are in memory. Pages that
/// the sink keeps are not rendered. Returns the problems of all pages.
///
/// # Errors
/// Returns the error of a template of the theme, or of the sink.
pub fn site_files(input: RenderInput, sink: &impl SiteSink) -> Result<Vec<Diagnostic>> {
    let renderer = SiteRenderer::new(input)?;
    let memo = &renderer.first().input.memo;
    let render = |job: EditionJob| -> Result<RenderedParts> {
        let RenderedFiles { outputs, rules, diagnostics, kept, page_key } = renderer.render_into(&job, Some(sink))?;
        let mut paths = kept;
        let mut hashes = Vec::new();
        for (path, output) in outputs {
            paths.push(path.clone());
            hashes.push(sink.put(path.clone(), output)?.map(|hash| (path.to_string(), hash)));
        }
        if let (Some(key), Some(hashes)) = (page_key, hashes.into_iter().collect()) {
            memo.keep_by(key, &KeptFiles(hashes));
        }
        Ok(RenderedParts { paths, rules, diagnostics })
    };
    // In reverse: the glossary and the cards take longest, and started last they would finish after all others.
    let jobs = renderer.jobs().into_par_iter().rev().filter(|job| job.job != RenderJob::Search);
    let mut parts: Vec<RenderedParts> = jobs.map(render).collect::<Result<_>>()?;
    let searches = renderer.jobs().into_par_iter().filter(|job| job.job == RenderJob::Search);
    parts.extend(searches.map(render).collect::<Result<Vec<_>>>()?);
    let rules: BTreeSet<&String> = parts.iter().flat_map(|parts| &parts.rules).collect();
    let others: Vec<(SitePath, Output)> = renderer.files().into_iter().chain([renderer.diagram_style(rules)]).collect();
    let paths = parts.iter().flat_map(|parts| &parts.paths).chain(others.iter().map(|(path, _)| path));
    let mut diagnostics = address_problems(&renderer.first().input.course, paths);
    diagnostics.extend(parts.into_iter().flat_map(|parts| parts.diagnostics));
    others.into_par_iter().try_for_each(|(path, output)| sink.put(path, output).map(drop))?;
    once_per_language(&mut diagnostics);
    Ok(diagnostics)
}

/// The results of a job whose files are passed on.
struct RenderedParts {
    paths: Vec<SitePath>,
    rules: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
}

/// Lists the jobs of a site and renders each of them independently, in any order.
#[derive(Debug)]
pub struct SiteRenderer {
    /// A context for each edition, the first one's first.
    contexts: Vec<SiteContext>,
}

impl SiteRenderer {
    /// Makes the look-ups that all pages share.
    ///
    /// # Errors
    /// Returns an error if the words of an edition's language are wrong.
    pub fn new(input: RenderInput) -> Result<Self> {
        let course = Arc::clone(&input.course);
        // Most languages have no words, and share the English ones.
        let mut themes = vec![Arc::clone(&input.theme)];
        let mut inputs = Vec::new();
        for translation in &course.translations {
            let theme = input.theme.in_language(translation.interface)?;
            let theme = themes.iter().find(|known| known.words == theme.words).cloned().unwrap_or_else(|| {
                let theme = Arc::new(theme);
                themes.push(Arc::clone(&theme));
                theme
            });
            inputs.push(RenderInput { course: Arc::clone(translation), theme, ..input.clone() });
        }
        inputs.insert(0, input);
        let fonts = Arc::new(course_fonts(&inputs)?);
        let context = |input| SiteContext::new(input, Arc::clone(&fonts));
        Ok(Self { contexts: inputs.into_par_iter().map(context).collect() })
    }

    /// Returns the context of the first edition. There is always one.
    fn first(&self) -> &SiteContext {
        &self.contexts[0]
    }

    /// Returns the jobs of the site, the pages of the course first.
    pub fn jobs(&self) -> Vec<EditionJob> {
        let jobs = |(edition, context): (usize, &SiteContext)| {
            jobs_of(context).into_iter().map(move |job| EditionJob { edition, job }).collect::<Vec<_>>()
        };
        self.contexts.iter().enumerate().flat_map(jobs).collect()
    }

    /// Returns the paths of the files that a job renders, without rendering them.
    pub fn paths(&self, job: &EditionJob) -> Vec<SitePath> {
        let Some(context) = self.contexts.get(job.edition) else { return Vec::new() };
        let course = &*context.input.course;
        let path = match &job.job {
            RenderJob::Entry(index) => course.entries.get(*index).map(|entry| &entry.site),
            RenderJob::Viewer(path) => course.viewers.get(path),
            RenderJob::Listing(folder) => course.listings.get(folder),
            RenderJob::Glossary => return glossary::glossary_paths(context),
            RenderJob::Calendar => Some(&course.generated.calendar),
            RenderJob::Cards(deck) => course.decks.get(*deck).map(|deck| &deck.site),
            RenderJob::Quiz(deck) => course.decks.get(*deck).and_then(|deck| deck.quiz.as_ref()),
            RenderJob::NotFound => Some(&course.generated.not_found),
            RenderJob::Contents => return contents::contents_paths(context),
            RenderJob::DueDates => return vec![context.due_path()],
            RenderJob::Search => return search::search_paths(context),
        };
        path.into_iter().flat_map(|page| std::iter::once(page.clone()).chain(context.page_font_paths(page))).collect()
    }

    /// Renders the files of a job.
    ///
    /// # Errors
    /// Returns the error of a template of the theme.
    pub fn render(&self, job: &EditionJob) -> Result<RenderedFiles> {
        self.render_into(job, None)
    }

    /// Renders the files of a job, apart from those that a sink keeps from an earlier build.
    fn render_into(&self, job: &EditionJob, sink: Option<&dyn SiteSink>) -> Result<RenderedFiles> {
        let Some(context) = self.contexts.get(job.edition) else { return Ok(RenderedFiles::default()) };
        match &job.job {
            RenderJob::Entry(index) => lesson_page::lesson_page(context, *index, sink),
            RenderJob::Viewer(path) => special::viewer_page(context, path),
            RenderJob::Listing(folder) => special::listing_page(context, folder),
            RenderJob::Glossary => glossary::glossary_page(context),
            RenderJob::Calendar => Ok(calendar::calendar_file(context)),
            RenderJob::Cards(deck) => cards::cards_page(context, *deck),
            RenderJob::Quiz(deck) => quiz::quiz_page(context, *deck),
            RenderJob::NotFound => special::not_found_page(context),
            RenderJob::Contents => contents::contents_data(context),
            RenderJob::DueDates => due::due_data(context),
            RenderJob::Search => search::search_data(context),
        }
    }

    /// Returns the files that need no rendering: those of the theme, the files of the course that are copied, redirects
    /// and the sitemap.
    pub fn files(&self) -> BTreeMap<SitePath, Output> {
        let input = &self.first().input;
        let first = &*input.course;
        let mut files = BTreeMap::new();
        if let Some(base) = &input.base_url {
            let pages: BTreeSet<SitePath> = self.jobs().iter().flat_map(|job| self.paths(job)).collect();
            let changed: BTreeMap<&SitePath, jiff::civil::Date> = first
                .all_editions()
                .flat_map(|course| course.entries.iter().map(move |entry| (course, entry)))
                .filter_map(|(course, entry)| Some((&entry.site, share::updated(course, entry)?)))
                .collect();
            let bytes = special::sitemap(base, pages.iter(), &changed, &first.generated).into_bytes();
            files.insert(first.generated.sitemap.clone(), Output::Bytes(bytes.into()));
            files.extend(course_data::course_data(self.first(), base));
            files.extend(self.contexts.iter().filter_map(share::feed));
        }
        files.extend(self.contexts.iter().flat_map(share::markdown_files));
        for course in first.all_editions() {
            let redirect = |(index, to): (&SitePath, &SitePath)| (index.clone(), special::redirect(course, index, to));
            files.extend(course.redirects.iter().map(redirect));
            for (path, site) in &course.assets {
                if let Some(file) = input.sources.files.get(path) {
                    files.insert(site.clone(), Output::Copy(file.disk.clone()));
                }
            }
        }
        let formulas = first.has_formulas().then_some(&input.theme.formula_files);
        for (name, bytes) in input.theme.files.iter().chain(formulas.into_iter().flatten()) {
            files.insert(self.first().theme_path(name), Output::Bytes(Arc::clone(bytes)));
        }
        files.extend(fonts::font_files(self.first()));
        // Pages of the course win.
        let pages: BTreeSet<SitePath> = self.jobs().iter().flat_map(|job| self.paths(job)).collect();
        for (path, file) in input.sources.host_files.iter().filter(|(path, _)| !pages.contains(*path)) {
            files.entry(path.clone()).or_insert_with(|| Output::Copy(file.disk.clone()));
        }
        files
    }

    /// Returns the style sheet that the drawings of all pages share, with its path.
    pub fn diagram_style<'r>(&self, rules: impl IntoIterator<Item = &'r String>) -> (SitePath, Output) {
        let style = diagram::stylesheet(&self.first().input.theme.diagram, rules);
        (self.first().theme_path(DIAGRAM_STYLE), Output::Bytes(style.into_bytes().into()))
    }
}

/// Returns the jobs of an edition. Servers show the 404 page of the first one.
fn jobs_of(context: &SiteContext) -> Vec<RenderJob> {
    let course = &*context.input.course;
    let mut jobs: Vec<RenderJob> = (0..course.entries.len()).map(RenderJob::Entry).collect();
    jobs.extend(course.viewers.keys().cloned().map(RenderJob::Viewer));
    jobs.extend(course.listings.keys().cloned().map(RenderJob::Listing));
    jobs.extend(context.glossary_site.is_some().then_some(RenderJob::Glossary));
    let has_dates = !(course.dates.is_empty() && course.dues.is_empty());
    jobs.extend(has_dates.then_some(RenderJob::Calendar));
    jobs.extend((!course.dues.is_empty()).then_some(RenderJob::DueDates));
    jobs.extend((0..course.decks.len()).map(RenderJob::Cards));
    jobs.push(RenderJob::Contents);
    let with_quiz = (0..course.decks.len()).filter(|&deck| course.decks[deck].quiz.is_some());
    jobs.extend(with_quiz.map(RenderJob::Quiz));
    jobs.extend((course.edition == 0).then_some(RenderJob::NotFound));
    jobs.push(RenderJob::Search);
    jobs
}

/// Keeps only the first diagnostic for each unknown language of code blocks.
pub fn once_per_language(diagnostics: &mut Vec<Diagnostic>) {
    sort_and_dedup(diagnostics);
    let mut seen = BTreeSet::new();
    diagnostics.retain(|problem| problem.code != Code::UnknownLanguage || seen.insert(problem.message.clone()));
}
