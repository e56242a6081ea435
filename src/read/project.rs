//! Turns a folder that a person named, or did not name, into the course to build, its settings and its themes.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::ReadOptions;
use crate::config::{BASELINE, Config, FILE_NAME};
use crate::diagnostic::Diagnostic;
use crate::source::{CoursePath, Source};

/// The folder that a project keeps its course in, where nothing says otherwise.
const COURSE_FOLDER: &str = "sessions";

/// The folder that a site is written to, where nothing says otherwise.
const OUTPUT_FOLDER: &str = "public";

/// A course with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that holds the settings, or would hold them.
    pub home: PathBuf,
    /// The folder of the course.
    pub course: PathBuf,
    /// The folder to write to.
    pub output: PathBuf,
    /// The settings.
    pub config: Config,
    /// The settings' text, for showing mistakes in it.
    pub config_source: Option<Source>,
    /// The folders that may hold themes, the one that wins last.
    pub theme_folders: Vec<PathBuf>,
    /// The text of the list of findings that the course knows of, if it has one.
    pub baseline: Option<String>,
    /// Mistakes in the settings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds the project.
///
/// With a course named, its settings are in it, or beside it where they name it as their source. With none named, they
/// are in the current folder, and the course is their `source`, else `sessions/`, else the current folder.
///
/// # Errors
/// Where the folder is not there, or the settings cannot be read.
pub fn find(current: &Path, course: Option<&Path>, output: Option<&Path>) -> Result<Project> {
    let (home, named) = match course {
        Some(course) => {
            let course = current.join(course);
            if !course.is_dir() {
                bail!("there is no course folder {}", course.display());
            }
            (home_of(&course)?, Some(course))
        }
        None => (current.to_owned(), None),
    };
    let text = read_if_there(&home.join(FILE_NAME))?;
    let config_source = text.as_deref().map(|text| Source::new(CoursePath::new(FILE_NAME), text));
    let mut diagnostics = Vec::new();
    let config = config_source
        .as_ref()
        .map(|source| Config::parse(&source.text).collect_into(&mut diagnostics))
        .unwrap_or_default();
    let course = match (named, &config.source) {
        // A folder that only holds the settings of the course below it.
        (Some(named), Some(source)) if named == home => home.join(source),
        (Some(named), _) => named,
        (None, Some(source)) => home.join(source),
        (None, None) if home.join(COURSE_FOLDER).is_dir() => home.join(COURSE_FOLDER),
        (None, None) => home.clone(),
    };
    if !course.is_dir() {
        bail!("there is no course folder {} (named by `source` in {FILE_NAME})", course.display());
    }
    let output = match (output, &config.output) {
        (Some(output), _) => current.join(output),
        (None, Some(output)) => home.join(output),
        (None, None) => current.join(OUTPUT_FOLDER),
    };
    let mut theme_folders: Vec<PathBuf> = course.parent().into_iter().map(|beside| beside.join("themes")).collect();
    theme_folders.extend([course.join("themes"), home.join("themes")]);
    theme_folders.dedup();
    let baseline = read_if_there(&home.join(BASELINE))?;
    Ok(Project { home, course, output, config, config_source, theme_folders, baseline, diagnostics })
}

impl Project {
    /// What to read of the course's folder: neither the output nor the themes, though they may stand in it.
    pub fn read_options(&self) -> ReadOptions {
        let mut not_course = vec![self.output.clone()];
        not_course.extend(self.theme_folders.iter().cloned());
        ReadOptions { exclude: self.config.exclude.clone(), include: self.config.include.clone(), not_course }
    }
}

/// The folder whose settings count for a course: its own, or the one above where that one names it.
fn home_of(course: &Path) -> Result<PathBuf> {
    if course.join(FILE_NAME).is_file() {
        return Ok(course.to_owned());
    }
    let full = fs::canonicalize(course).with_context(|| format!("cannot open {}", course.display()))?;
    let Some(above) = full.parent() else { return Ok(course.to_owned()) };
    let Some(text) = read_if_there(&above.join(FILE_NAME))? else { return Ok(course.to_owned()) };
    let source = Config::parse(&text).value.source;
    let source = above.join(source.as_deref().unwrap_or(COURSE_FOLDER));
    let names_it = fs::canonicalize(source).is_ok_and(|source| source == full);
    Ok(if names_it { above.to_owned() } else { course.to_owned() })
}

fn read_if_there(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
