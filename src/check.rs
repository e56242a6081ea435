//! Turns a course into findings for its authors.
//!
//! 1. [`page_problems`] returns the diagnostics of rendering (raw HTML, languages, diagrams) without rendering;
//! 2. [`lints`] compares the facts of each page and between pages, with one module here for each kind of rule;
//!    [`external`] checks on request whether addresses outside the course still exist;
//! 3. [`Policy`] applies the levels of the settings and the comments of authors, then subtracts the baseline;
//! 4. [`fix`] computes the certain fixes as texts; [`mod@write`] writes them to the disk.
//!
//! A check reads only facts and texts. Problems that only the reading of links or the rendering of a page can find are
//! reported there, so that a build finds them without a check.

pub mod baseline;
mod comment;
mod conventions;
mod diagrams;
pub mod external;
mod fences;
pub mod fix;
mod foreign;
mod headings;
mod images;
mod levels;
mod links;
mod moved;
mod order;
mod page;
mod spelling;
mod terms;
mod theme;
mod times;
mod uses;
pub mod write;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::CheckConfig;
use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::memo::Memo;
use crate::read::project::Project;
use crate::read::{Attachment, Sources};
use crate::render::article::{self, RenderContext};
use crate::render::diagram::default_theme;
use crate::render::theme::Words;
use crate::source::CoursePath;

use baseline::{Baseline, Network, Partitioned};
use levels::apply_levels;
pub use moved::moved_pages;
use page::CheckedPage;
pub use theme::theme_problems;

/// The input of a check.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The course.
    pub course: &'a Course,
    /// Its files.
    pub sources: &'a Sources,
    /// The properties of its images.
    pub attachments: &'a BTreeMap<CoursePath, Attachment>,
}

impl<'a> Subject<'a> {
    /// Returns the same input for each edition by itself.
    fn editions(self) -> impl Iterator<Item = Self> {
        self.course.all_editions().map(move |course| Self { course, ..self })
    }

    /// Returns the pages of this edition with their texts, in the order of their paths.
    fn own_pages(&self) -> Vec<CheckedPage<'a>> {
        let lessons = self.course.lessons.values();
        lessons.filter_map(|lesson| Some(CheckedPage::new(lesson, self.sources.get(&lesson.path)?))).collect()
    }

    /// Returns the pages of all editions with their texts.
    fn pages(&self) -> Vec<CheckedPage<'a>> {
        let lessons = self.course.all_editions().flat_map(|course| course.lessons.values());
        lessons.filter_map(|lesson| Some(CheckedPage::new(lesson, self.sources.get(&lesson.path)?))).collect()
    }
}

/// The rules that turn problems into findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The severity of each code, for the course and for paths.
    pub levels: CheckConfig,
    /// The findings that the course has accepted.
    pub baseline: Baseline,
}

impl Policy {
    /// Makes the policy of a project from its settings and its baseline.
    pub fn of(project: &Project) -> Self {
        let baseline = project.baseline.as_deref().map(Baseline::parse).unwrap_or_default();
        Self { levels: project.config.check.clone(), baseline }
    }

    /// Sets the severity that the settings give, drops problems that are switched off, and sorts the others by path and
    /// place.
    pub fn apply_levels(&self, problems: Vec<Diagnostic>, subject: Subject<'_>) -> Vec<Diagnostic> {
        apply_levels(problems, subject, &self.levels)
    }

    /// Splits findings into new ones and ones that the baseline lists.
    pub fn subtract_baseline(&self, findings: Vec<Diagnostic>, network: Network) -> Partitioned {
        self.baseline.partition(findings, network)
    }
}

/// Returns the diagnostics of rendering every page, in no particular order.
pub fn page_problems(subject: Subject<'_>, memo: &Memo) -> Vec<Diagnostic> {
    subject.editions().flat_map(|edition| problems_of_edition(edition, memo)).collect()
}

fn problems_of_edition(subject: Subject<'_>, memo: &Memo) -> Vec<Diagnostic> {
    let words = Words::default();
    let Subject { course, attachments, .. } = subject;
    // Whether a diagram can be drawn is the same in every theme; most sites have drawn it in this one.
    let diagram = default_theme();
    let around = RenderContext {
        course,
        attachments,
        words: &words,
        diagram: &diagram,
        memo,
        sources: None,
        glossary_site: None,
        lines: false,
    };
    let pages = subject.own_pages();
    pages.par_iter().flat_map_iter(|page| article::problems(around, page.lesson, page.source)).collect()
}

/// Returns the diagnostics that neither reading nor rendering the course reports. Editions are not compared with each other.
pub fn lints(subject: Subject<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = subject.editions().flat_map(lints_of_edition).collect();
    images::check_files(subject, &subject.pages(), &mut found);
    found
}

fn lints_of_edition(subject: Subject<'_>) -> Vec<Diagnostic> {
    let pages = subject.own_pages();
    let of_page = |page: &CheckedPage<'_>| {
        let mut found = Vec::new();
        comment::check(page, &mut found);
        fences::check(page, &mut found);
        headings::check(page, &mut found);
        links::check(subject.course, page, &mut found);
        images::check(page, &mut found);
        diagrams::check(page, &mut found);
        times::check(page, &mut found);
        terms::check(page, &mut found);
        found
    };
    let mut found: Vec<Diagnostic> = pages.par_iter().flat_map_iter(of_page).collect();
    headings::check_titles(&pages, &mut found);
    order::check(subject.course, &pages, &mut found);
    times::check_days(subject.course, &pages, &mut found);
    conventions::check(subject.course, &pages, &mut found);
    spelling::check(subject.course, &pages, &mut found);
    uses::check(subject.course, &pages, &mut found);
    found
}
