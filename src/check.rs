//! Turns a course into what its authors should know of it: the findings of every check.
//!
//! 1. [`page_problems`] is what rendering the pages would report (raw HTML, languages, diagrams), without rendering them;
//! 2. [`lints`] is what the facts of the pages say of each other and of themselves: a file here for each kind;
//!    [`external`] asks, where that is wanted, whether the addresses outside are still there;
//! 3. a [`Policy`] applies the levels of the settings and the comments of authors, then subtracts the baseline;
//! 4. [`fix`] makes the certain changes, as texts; [`mod@write`] puts them on the disk.
//!
//! A check reads facts and texts alone. What only the reading of links or the rendering of a page can know is reported
//! there, so that a build need not check to know it.

pub mod baseline;
mod comment;
mod conventions;
mod diagrams;
pub mod external;
mod fences;
pub mod fix;
mod headings;
mod images;
mod levels;
mod links;
mod order;
mod page;
mod spelling;
mod terms;
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
use page::Page;

/// What is checked.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The course.
    pub course: &'a Course,
    /// Its files.
    pub sources: &'a Sources,
    /// What is known of its images.
    pub attachments: &'a BTreeMap<CoursePath, Attachment>,
}

impl<'a> Subject<'a> {
    /// The pages of the course with their texts, in the order of their paths.
    fn pages(&self) -> Vec<Page<'a>> {
        let lessons = self.course.lessons.values();
        lessons.filter_map(|lesson| Some(Page::new(lesson, self.sources.get(&lesson.path)?))).collect()
    }
}

/// What an author wants to hear of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The severity of each code, and where it differs.
    pub levels: CheckConfig,
    /// The findings that are known already.
    pub known: Baseline,
}

impl Policy {
    /// The policy of a project: its settings, and the list of what it knows.
    pub fn of(project: &Project) -> Self {
        let known = project.baseline.as_deref().map(Baseline::parse).unwrap_or_default();
        Self { levels: project.config.check.clone(), known }
    }

    /// Gives problems the severity that the settings say, drops those that are switched off, sorts the others by path and
    /// place.
    pub fn apply_levels(&self, problems: Vec<Diagnostic>, subject: Subject<'_>) -> Vec<Diagnostic> {
        apply_levels(problems, subject, &self.levels)
    }

    /// Parts findings into those that are new and those that the baseline knows.
    pub fn subtract_baseline(&self, findings: Vec<Diagnostic>, network: Network) -> Partitioned {
        self.known.partition(findings, network)
    }
}

/// Finds what rendering every page would report, in no particular order.
pub fn page_problems(subject: Subject<'_>, memo: &Memo) -> Vec<Diagnostic> {
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
        glossary_site: None,
        lines: false,
    };
    let pages = subject.pages();
    pages.par_iter().flat_map_iter(|page| article::problems(around, page.lesson, page.source)).collect()
}

/// Finds what neither the reading nor the rendering of the course reports.
pub fn lints(subject: Subject<'_>) -> Vec<Diagnostic> {
    let pages = subject.pages();
    let of_page = |page: &Page<'_>| {
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
    images::check_files(subject, &pages, &mut found);
    order::check(subject.course, &pages, &mut found);
    times::check_days(subject.course, &pages, &mut found);
    conventions::check(subject.course, &mut found);
    spelling::check(subject.course, &pages, &mut found);
    uses::check(subject.course, &pages, &mut found);
    found
}
