//! Turns a project into its site and its findings. Only this module states the order of the phases.
//!
//! 1. [`project::find`](crate::read::project::find): a folder → a [`Project`], its settings read;
//! 2. [`Inputs::read`]: the project → its texts, as a chosen [`Audience`](crate::audience_filter::Audience) gets them;
//! 3. [`Model::assemble`]: the texts → the course, and the files that it refers to;
//! 4. [`Prepared`]: the model with a [`Theme`] and a [`Memo`]: everything that rendering needs;
//! 5. [`Prepared::render`]: → the [`Site`], and the problems of its pages ([`Model::page_problems`] finds the same ones
//!    without making the pages);
//! 6. [`Model::findings`]: all problems and all lints → the findings with their levels, in order;
//! 7. [`Policy::subtract_baseline`]: → the findings that are new.
//!
//! A `build` or `check` whose inputs are those of the last one ends after the second phase: [`BuildIdentity`],
//! [`CheckIdentity`].
//!
//! `build`, `check`, `pack` and the preview run these phases and no others. The preview keeps a [`Reuse`] from one run to
//! the next; a cold run starts with an empty one and gives the same values. Nothing here prints or reads a clock.
//!
//! # Example
//!
//! A course in, a site and a report out:
//!
//! ```
//! use seodang::{diagnostic::Code, pipeline, read::project, site::SitePath};
//!
//! # fn main() -> anyhow::Result<()> {
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("README.md"), "# Rust in a week\n\n[Ownership](ownership.md)\n")?;
//! let project = project::find(folder.path(), None, None)?;
//! let report = pipeline::build(&project, &pipeline::BuildOptions::default())?;
//! assert!(report.value.files.contains_key(&SitePath::new("index.html")));
//! assert_eq!(report.diagnostics[0].code, Code::BrokenLink);
//! # Ok(())
//! # }
//! ```

mod finished;
mod inputs;
mod model;
mod prepared;

use std::sync::Arc;

use anyhow::Result;

use crate::check::Policy;
use crate::check::baseline::Network;
use crate::diagnostic::Report;
use crate::memo::Memo;
use crate::read::project::Project;
use crate::site::Site;

#[cfg(doc)]
use crate::render::theme::Theme;

pub use finished::{BuildIdentity, CheckIdentity, FinishedBuild};
pub use inputs::{Inputs, Reuse, Selection};
pub use model::{Attached, Collected, Model, course_of, findings};
pub use prepared::{Prepared, SiteAddress, ThemeInput};

/// The choices of a caller beyond the settings of the project. By default: all pages, for students.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// The texts to read, and their audience.
    pub selection: Selection,
    /// The name of a theme; that of the settings where it is `None`.
    pub theme: Option<String>,
}

/// A phase that has ended, for callers that measure time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The texts are read.
    Read,
    /// The course is assembled, and the files that it refers to are read.
    Assemble,
    /// The theme is loaded.
    Theme,
}

/// Builds the site of a project, without a memo of earlier runs; the report holds the findings that are new.
///
/// # Errors
/// Returns an error if a folder or file cannot be read, or if the theme is wrong. Mistakes of authors are diagnostics.
pub fn build(project: &Project, options: &BuildOptions) -> Result<Report<Site>> {
    let prepared = prepare(project, options, Arc::default(), |_| {})?;
    let site = prepared.render(&SiteAddress::of(project), &Arc::default())?;
    let policy = Policy::of(project);
    let findings = prepared.model.findings(site.diagnostics, &policy);
    let diagnostics = policy.subtract_baseline(findings, Network::NotAsked).new;
    Ok(Report { value: site.value, diagnostics })
}

/// Runs the phases up to a course that can be rendered. `finished` is called after each of them.
///
/// # Errors
/// Returns an error if a folder or file cannot be read, if a path of the selection names no page, or if the theme is wrong.
pub fn prepare(
    project: &Project,
    options: &BuildOptions,
    memo: Arc<Memo>,
    mut finished: impl FnMut(Phase),
) -> Result<Prepared> {
    let read = ReadProject::read(project, options)?;
    finished(Phase::Read);
    read.prepare(project, memo, finished)
}

/// The texts and the theme of a project, as read.
#[derive(Debug)]
pub struct ReadProject {
    /// The texts.
    pub inputs: Inputs,
    /// The theme.
    pub theme: ThemeInput,
    reuse: Reuse,
}

impl ReadProject {
    /// Reads the texts and the theme of a project.
    ///
    /// # Errors
    /// Returns an error if a folder or file cannot be read, or if a path of the selection names no page.
    pub fn read(project: &Project, options: &BuildOptions) -> Result<Self> {
        let mut reuse = Reuse::default();
        let mut inputs = Inputs::read(project, &options.selection, &mut reuse)?;
        let theme = ThemeInput::read(project, options.theme.as_deref());
        theme.report(project, &mut inputs);
        Ok(Self { inputs, theme, reuse })
    }

    /// Runs the phases up to a course that can be rendered. `finished` is called after each of them.
    ///
    /// # Errors
    /// Returns an error if a file that pages refer to cannot be read, or if the theme is wrong.
    pub fn prepare(mut self, project: &Project, memo: Arc<Memo>, mut finished: impl FnMut(Phase)) -> Result<Prepared> {
        self.reuse.memo = Arc::clone(&memo);
        let model = Model::assemble(self.inputs, &project.config, Attached::All, &mut self.reuse, None)?;
        finished(Phase::Assemble);
        let theme = self.theme.load(model.course.interface)?;
        finished(Phase::Theme);
        Ok(Prepared { model, theme: Arc::new(theme), memo })
    }
}

/// Prepares some folders or pages of a course by themselves, with the memo of the whole: their glossary, search and
/// navigation hold nothing of the other pages.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_part(project: &Project, options: &BuildOptions, whole: &Prepared, only: &[String]) -> Result<Prepared> {
    let inputs = whole.model.inputs.part(project, only)?;
    let mut reuse = Reuse { memo: Arc::clone(&whole.memo), ..Reuse::default() };
    let model = Model::assemble(inputs, &project.config, Attached::All, &mut reuse, None)?;
    let theme = if model.course.interface == whole.model.course.interface {
        Arc::clone(&whole.theme)
    } else {
        Arc::new(ThemeInput::read(project, options.theme.as_deref()).load(model.course.interface)?)
    };
    Ok(Prepared { model, theme, memo: Arc::clone(&whole.memo) })
}

/// Runs the phases up to a course that can be checked: no theme, and of the files that pages refer to, images only.
///
/// # Errors
/// Returns an error if a folder or file cannot be read, or if a path of the selection names no page.
pub fn analyze(project: &Project, selection: &Selection, memo: Arc<Memo>) -> Result<Model> {
    ReadCourse::read(project, selection, memo)?.analyze(project)
}

/// The texts of a course that is to be checked, as read.
#[derive(Debug)]
pub struct ReadCourse {
    /// The texts.
    pub inputs: Inputs,
    memo: Arc<Memo>,
}

impl ReadCourse {
    /// Reads the texts of a course.
    ///
    /// # Errors
    /// Returns an error if a folder or file cannot be read, or if a path of the selection names no page.
    pub fn read(project: &Project, selection: &Selection, memo: Arc<Memo>) -> Result<Self> {
        let mut inputs = Inputs::read(project, selection, &mut Reuse::default())?;
        ThemeInput::read(project, None).report(project, &mut inputs);
        Ok(Self { inputs, memo })
    }

    /// Assembles the course; see [`analyze`].
    ///
    /// # Errors
    /// Returns an error if an image that pages refer to cannot be read.
    pub fn analyze(&self, project: &Project) -> Result<Model> {
        let mut reuse = Reuse { memo: Arc::clone(&self.memo), ..Reuse::default() };
        Model::assemble(self.inputs.clone(), &project.config, Attached::Images, &mut reuse, None)
    }
}
