//! Turns a project into the texts of its course, filtered for an audience.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, anyhow};

use crate::audience_filter::{self, Audience, Omitted, Readership, Releases, UnitDate, names_unit};
use crate::check::theme_problems;
use crate::config::Language;
use crate::course;
use crate::diagnostic::Diagnostic;
use crate::include;
use crate::lesson::moment::Moment;
use crate::lesson::{Parsed, Vocabulary};
use crate::memo::Memo;
use crate::read::host_files::host_files;
use crate::read::project::Project;
use crate::read::theme::{ThemeFiles, own_texts};
use crate::read::{AttachmentReader, CourseReader, IncludedReader, Sources};

/// The texts of a course to read, and their audience.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// The audience: pages and parts for instructors are left out for students.
    pub audience: Audience,
    /// The pages to keep, as [`audience_filter::only`] reads them; empty keeps all.
    pub only: Vec<String>,
    /// The language of the edition to keep, if the course has several; `None` keeps all.
    pub language: Option<Language>,
    /// The time for which the course is read; `None` for the time at which it is read.
    pub as_of: Option<Moment>,
    /// Files and folders that are never read as part of the course, beside the output and the themes.
    pub not_course: Vec<PathBuf>,
}

/// Values of an earlier run that a later one reuses where their inputs are unchanged.
#[derive(Debug, Default)]
pub struct Reuse {
    /// The texts, by the stamps of their files.
    pub texts: CourseReader,
    /// The files that pages refer to, by their stamps.
    pub attachments: AttachmentReader,
    /// The files that pages include, by their stamps.
    pub included: IncludedReader,
    /// The lessons, by their texts.
    pub lessons: Parsed,
    /// The values of earlier builds.
    pub memo: Arc<Memo>,
}

impl Reuse {
    /// Reads every file anew from now on: for file systems whose times are unreliable.
    pub fn ignore_stamps(&mut self) {
        self.texts.ignore_stamps = true;
        self.attachments.ignore_stamps = true;
        self.included.ignore_stamps = true;
    }
}

/// The texts of a course as its audience gets them.
#[derive(Debug, Clone, Hash)]
pub struct Inputs {
    /// The texts, and the names of all other files.
    pub sources: Arc<Sources>,
    /// The language of the edition to keep.
    pub language: Option<Language>,
    /// The number of pages and parts that were left out because they are for instructors.
    pub omitted: Omitted,
    /// The mistakes in the settings, in the names of files and in the markers for instructors.
    pub diagnostics: Vec<Diagnostic>,
}

impl Inputs {
    /// Reads the course of a project.
    ///
    /// # Errors
    /// Returns an error if the folder of the course cannot be read, or if a path of the selection names no page.
    pub fn read(project: &Project, selection: &Selection, reuse: &mut Reuse) -> Result<Self> {
        let mut diagnostics = project.diagnostics.clone();
        let mut options = project.read_options();
        options.not_course.extend(selection.not_course.iter().cloned());
        let mut sources = reuse.texts.course(&project.course, &options)?.collect_into(&mut diagnostics);
        sources.host_files = host_files(project);
        let readership = readership(project, selection, &mut sources, reuse);
        // Pages may include files that are not selected: all that the audience gets.
        let has_includes = include::may_include(&sources);
        let library = (has_includes && !selection.only.is_empty())
            .then(|| audience_filter::for_readership(sources.clone(), &readership).0.value);
        // Before the audience, so that only what was selected counts as omitted.
        let sources = only(project, sources, &selection.only)?;
        let (sources, omitted) = audience_filter::for_readership(sources, &readership);
        let mut sources = sources.collect_into(&mut diagnostics);
        if has_includes {
            let library = library.unwrap_or_else(|| sources.clone());
            let expanded = include::expand(sources, &library, &readership, &mut reuse.included);
            sources = expanded.value;
            include::in_texts(&sources, &mut diagnostics);
            diagnostics.extend(expanded.diagnostics);
        }
        Ok(Self { sources: Arc::new(sources), language: selection.language, omitted, diagnostics })
    }

    /// Adds the mistakes in the names of a theme, with the texts that they are in.
    pub fn add_theme_problems(&mut self, project: &Project, name: &str, files: &ThemeFiles) {
        let texts = own_texts(project, name);
        let problems = theme_problems(files, &texts);
        if !problems.is_empty() {
            let texts = texts.into_iter().map(|text| text.source);
            Arc::make_mut(&mut self.sources).theme_texts = texts.collect();
            self.diagnostics.extend(problems);
        }
    }

    /// Returns some folders or pages of these inputs. Their diagnostics belong to the whole.
    ///
    /// # Errors
    /// Returns an error if a path names no page.
    pub fn part(&self, project: &Project, paths: &[String]) -> Result<Self> {
        let sources = Arc::new(only(project, (*self.sources).clone(), paths)?);
        Ok(Self { sources, language: self.language, omitted: Omitted::default(), diagnostics: Vec::new() })
    }
}

/// Returns the readers of a selection with the releases of the course, at the time for which it is read.
///
/// Students get what is released at the time of the run, everyone what is released at a time that the selection states, and
/// otherwise instructors and authors get all of it.
fn readership(project: &Project, selection: &Selection, sources: &mut Sources, reuse: &Reuse) -> Readership {
    let zone = project.config.zone();
    let stated = selection.as_of.and_then(|moment| moment.in_zone(&zone));
    let holds_back = stated.is_some() || selection.audience == Audience::Student;
    let now = stated.unwrap_or_else(|| sources.read_at.with_time_zone(zone.clone()));
    sources.read_at = now.clone();
    let units = if names_unit(sources) { unit_dates(project, sources, reuse) } else { Arc::default() };
    let releases = Releases { now: holds_back.then_some(now), zone: Some(zone), units };
    Readership { audience: selection.audience, releases }
}

/// Returns the dates of the whole course: those of what is left may lack some of its weeks.
fn unit_dates(project: &Project, sources: &Sources, reuse: &Reuse) -> Arc<[UnitDate]> {
    let vocabulary = Vocabulary::new(&project.config);
    let lessons = Parsed::default().lessons(&sources.sources, &vocabulary, &reuse.memo).value;
    let dates = course::unit_dates(sources, lessons, &project.config);
    dates.into_iter().map(|(path, label, first)| UnitDate { path, label, first }).collect()
}

fn only(project: &Project, sources: Sources, paths: &[String]) -> Result<Sources> {
    audience_filter::only(sources, paths).map_err(|path| {
        anyhow!("{path} is no page and no folder of pages (paths are relative to {})", project.course.display())
    })
}
