//! Turns the texts of a course into the assembled course, and its problems into findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Result, bail};

use super::{Inputs, Reuse};
use crate::check::{self, Policy, Subject};
use crate::config::{Config, Language};
use crate::course::{self, Course};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::lesson::Vocabulary;
use crate::memo::Memo;
use crate::read::{Attachment, Sources, attachment};
use crate::render::site::once_per_language;
use crate::source::CoursePath;

/// The choice of files to read among those that pages refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attached {
    /// All: pages show texts, and give images their size.
    All,
    /// Only images: a check measures their size, and shows no texts.
    Images,
}

/// An assembled course with its inputs, attachments and problems, before rendering.
#[derive(Debug)]
pub struct Model {
    /// The texts from which it was assembled.
    pub inputs: Inputs,
    /// The assembled course.
    pub course: Arc<Course>,
    /// The files that pages refer to.
    pub attachments: Arc<BTreeMap<CoursePath, Attachment>>,
    /// The mistakes that parsing and assembling found.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a page states when it is published, so that the course depends on the time.
    pub depends_on_time: bool,
}

impl Model {
    /// Assembles the course of some texts, and reads the files that it refers to.
    ///
    /// `reuse` and `earlier` hold values of an earlier run: they save time and change nothing in the result.
    ///
    /// # Errors
    /// Returns an error if a file that pages refer to cannot be read, or if the course has no edition in the language that
    /// the inputs ask for.
    pub fn assemble(
        inputs: Inputs,
        config: &Config,
        attached: Attached,
        reuse: &mut Reuse,
        earlier: Option<&Course>,
    ) -> Result<Self> {
        let AssembledCourse { course, diagnostics, depends_on_time } =
            course_again(reuse, earlier, (&inputs.sources, inputs.language), config);
        if let Some(wanted) = inputs.language.filter(|wanted| !wanted.is_same(&course.language)) {
            bail!("the course has no edition in `{wanted}`; it has: {}", languages(&course).join(", "));
        }
        let mut files = course.attached(&inputs.sources);
        if attached == Attached::Images {
            files.retain(|(path, _)| !attachment::is_text(path));
        }
        let attachments = Arc::new(reuse.attachments.attachments(&files));
        Ok(Self { inputs, course: Arc::new(course), attachments, diagnostics, depends_on_time })
    }

    /// Returns the input of checks.
    pub fn subject(&self) -> Subject<'_> {
        Subject { course: &self.course, sources: &self.inputs.sources, attachments: &self.attachments }
    }

    /// Finds the problems that rendering reports, without rendering the pages.
    pub fn page_problems(&self, memo: &Memo) -> Vec<Diagnostic> {
        check::page_problems(self.subject(), memo)
    }

    /// Returns all findings: the problems of inputs, course and pages and all lints, with the levels that the policy
    /// gives them, sorted by path and place. Findings of the baseline are included.
    pub fn findings(&self, of_pages: Vec<Diagnostic>, policy: &Policy) -> Vec<Diagnostic> {
        let before = [self.inputs.diagnostics.clone(), self.diagnostics.clone()].concat();
        let subject = self.subject();
        findings(subject, Collected { before, of_pages, lints: check::lints(subject) }, policy)
    }

    /// Returns the findings about the pages of a part of this course. They are found within the whole course: without it,
    /// lints would lack the pages to compare with, and links to pages that are only left out would be reported.
    pub fn findings_of_part(&self, part: &Self, of_pages: Vec<Diagnostic>, policy: &Policy) -> Vec<Diagnostic> {
        let mut all = self.findings(of_pages, policy);
        let is_elsewhere =
            |path: &CoursePath| self.inputs.sources.get(path).is_some() && part.inputs.sources.get(path).is_none();
        all.retain(|problem| !is_elsewhere(&problem.path) && problem.code != Code::UnreadFormat);
        // These name the files of the whole course; those of the part name only the files of its folders.
        let formats = part.diagnostics.iter().filter(|problem| problem.code == Code::UnreadFormat).cloned().collect();
        all.extend(policy.apply_levels(formats, part.subject()));
        all.sort();
        all
    }
}

/// The problems of a course by the phase that found them.
#[derive(Debug, Clone, Default)]
pub struct Collected {
    /// Found while it was read, parsed and assembled.
    pub before: Vec<Diagnostic>,
    /// Found while its pages were rendered.
    pub of_pages: Vec<Diagnostic>,
    /// Found by the lints, which compare pages with each other and with the usual forms.
    pub lints: Vec<Diagnostic>,
}

/// Returns all problems as findings: with the levels that the policy gives them, sorted by path and place.
pub fn findings(subject: Subject<'_>, collected: Collected, policy: &Policy) -> Vec<Diagnostic> {
    let Collected { before, mut of_pages, lints } = collected;
    once_per_language(&mut of_pages);
    policy.apply_levels([before, of_pages, lints].concat(), subject)
}

/// Returns the tags of a course's languages.
fn languages(course: &Course) -> Vec<String> {
    course.all_editions().map(|course| course.language.to_string()).collect()
}

/// Assembles a course from its texts.
pub fn course_of(sources: &Sources, config: &Config) -> Report<Course> {
    let AssembledCourse { course, diagnostics, .. } =
        course_again(&mut Reuse::default(), None, (sources, None), config);
    Report { value: course, diagnostics }
}

/// A course with the mistakes that parsing and assembling found.
struct AssembledCourse {
    course: Course,
    diagnostics: Vec<Diagnostic>,
    /// See [`Model::depends_on_time`].
    depends_on_time: bool,
}

/// Assembles a course as [`course_of`] does, and reuses the lessons and the parts of an earlier course that are
/// unchanged.
fn course_again(
    reuse: &mut Reuse,
    earlier: Option<&Course>,
    (sources, only): (&Sources, Option<Language>),
    config: &Config,
) -> AssembledCourse {
    let mut diagnostics = Vec::new();
    let vocabulary = Vocabulary::new(config);
    let lessons = reuse.lessons.lessons(&sources.sources, &vocabulary, &reuse.memo).collect_into(&mut diagnostics);
    let depends_on_time = lessons.iter().any(|lesson| !lesson.front.schedule.is_empty());
    let course = course::assemble(sources, lessons, config, only, earlier).collect_into(&mut diagnostics);
    // The only report about a page that is left out is the one that states so.
    diagnostics.retain(|problem| {
        course.has_page(&problem.path)
            || sources.get(&problem.path).is_none()
            || matches!(problem.code, Code::LeftOut | Code::Draft)
    });
    AssembledCourse { course, diagnostics, depends_on_time }
}
