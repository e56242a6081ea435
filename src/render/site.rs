//! Turns a course and a theme into the finished site, page by page and in parallel.

mod lesson_page;
mod navigation;
mod notes;
mod special;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use rayon::prelude::*;
use tera::Context;

use super::article::{self, Surroundings, Terms};
use super::diagram;
use super::page::{NavView, PageView, SiteView};
use super::theme::{DIAGRAM_STYLE, Theme};
use crate::course::Course;
use crate::course::glossary::{self, Term};
use crate::diagnostic::{Diagnostic, Report, tidy};
use crate::memo::Memo;
use crate::read::{Attachment, Sources};
use crate::site::{Output, Site, SitePath};
use crate::source::{CoursePath, Source};

/// The program's name and version, as pages state them.
const GENERATOR: &str = concat!("seodang ", env!("CARGO_PKG_VERSION"));

/// All that a site is made of.
#[derive(Clone, Copy)]
pub struct Ingredients<'a> {
    /// What the files mean together.
    pub course: &'a Course,
    /// The files themselves.
    pub sources: &'a Sources,
    /// The files that pages refer to.
    pub attachments: &'a BTreeMap<CoursePath, Attachment>,
    /// What pages look like.
    pub theme: &'a Theme,
    /// What earlier builds drew and coloured.
    pub memo: &'a Memo,
    /// Where the site will stand, if that is known.
    pub base_url: Option<&'a str>,
    /// Counts the pages that are done, for whoever shows progress.
    pub progress: &'a AtomicUsize,
}

/// A page as made: where it stands, its HTML, and what came up on the way.
#[derive(Default)]
struct Made {
    outputs: Vec<(SitePath, Output)>,
    rules: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
}

/// Makes the site.
///
/// # Errors
/// Where a template of the theme is wrong. Mistakes of authors are diagnostics.
pub fn site(ingredients: Ingredients<'_>) -> Result<Report<Site>> {
    let kitchen = Kitchen::new(ingredients);
    let count = ingredients.course.entries.len();
    let pages: Result<Vec<Made>> = (0..count).into_par_iter().map(|index| kitchen.entry(index)).collect();
    let files: Vec<&CoursePath> = ingredients.course.viewers.keys().collect();
    let viewers: Result<Vec<Made>> = files.into_par_iter().map(|path| kitchen.viewer(path)).collect();
    let mut made = pages?;
    made.extend(viewers?);
    made.push(kitchen.glossary()?);
    made.push(kitchen.listings()?);
    made.push(kitchen.not_found()?);
    Ok(kitchen.gather(made))
}

/// The ingredients with what is looked up again and again.
struct Kitchen<'a> {
    from: Ingredients<'a>,
    sources: BTreeMap<&'a CoursePath, &'a Source>,
    /// The entries in reading order.
    reading: Vec<usize>,
    /// Where the glossary stands, if there is one.
    glossary_site: Option<SitePath>,
    /// Its terms by their keys.
    glossary_terms: BTreeMap<String, &'a Term>,
    /// Its terms in its order.
    terms: Vec<&'a Term>,
    /// The ids of each page's terms, by their lines.
    term_ids: BTreeMap<&'a CoursePath, BTreeMap<usize, String>>,
}

impl<'a> Kitchen<'a> {
    fn new(from: Ingredients<'a>) -> Self {
        let reading: Vec<usize> = from.course.reading_order().collect();
        Self {
            from,
            sources: from.sources.sources.iter().map(|source| (&source.path, source)).collect(),
            reading,
            glossary_terms: from.course.glossary.terms().map(|term| (glossary::key(&term.name), term)).collect(),
            terms: from.course.glossary.terms().collect(),
            term_ids: from.course.lessons.iter().map(|(path, lesson)| (path, article::term_ids(lesson))).collect(),
            glossary_site: (!from.course.glossary.is_empty()).then(|| from.course.places.glossary.clone()),
        }
    }

    fn around(&self) -> Surroundings<'_> {
        Surroundings {
            course: self.from.course,
            attachments: self.from.attachments,
            words: &self.from.theme.words,
            memo: self.from.memo,
            terms: self.glossary_site.as_ref().map(|site| Terms { all: &self.terms, site }),
        }
    }

    fn site_view(&self, site: &SitePath, diagrams: bool) -> SiteView<'a> {
        let course = self.from.course;
        SiteView {
            title: &course.title,
            lang: course.language.tag(),
            home: site.href_to(&course.entries[0].site),
            glossary: self.glossary_site.as_ref().map(|glossary| site.href_to(glossary)),
            assets: format!("{}{}/", site.to_root(), course.places.theme_folder),
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
        Ok(Output::Html(html))
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
        self.from.base_url.map(|base| site.url(base))
    }

    /// Puts pages, theme, assets and the site's own files together.
    fn gather(&self, made: Vec<Made>) -> Report<Site> {
        let course = self.from.course;
        let mut site = Site::default();
        let mut rules = BTreeSet::new();
        let mut diagnostics = Vec::new();
        for page in made {
            site.files.extend(page.outputs);
            rules.extend(page.rules);
            diagnostics.extend(page.diagnostics);
        }
        if let Some(base) = self.from.base_url {
            let bytes = special::sitemap(base, site.files.keys(), &course.places).into_bytes();
            site.files.insert(SitePath::new("sitemap.xml"), Output::Bytes(bytes.into()));
        }
        for (path, place) in &course.assets {
            if let Some(file) = self.from.sources.files.get(path) {
                site.files.insert(place.clone(), Output::Copy(file.disk.clone()));
            }
        }
        let in_theme = |name: &str| SitePath::new(&format!("{}/{name}", course.places.theme_folder));
        for (name, bytes) in &self.from.theme.files {
            site.files.insert(in_theme(name), Output::Bytes(Arc::clone(bytes)));
        }
        let style = diagram::stylesheet(&rules);
        site.files.insert(in_theme(DIAGRAM_STYLE), Output::Bytes(style.into_bytes().into()));
        once_per_language(&mut diagnostics);
        Report { value: site, diagnostics }
    }
}

/// Keeps the first report of each language that no grammar knows.
fn once_per_language(diagnostics: &mut Vec<Diagnostic>) {
    tidy(diagnostics);
    let mut seen = BTreeSet::new();
    diagnostics.retain(|problem| {
        problem.code != crate::diagnostic::Code::UnknownLanguage || seen.insert(problem.message.clone())
    });
}
