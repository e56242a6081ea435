//! Turns the folder of the arguments, or the current one, into the course to build, its settings and its themes.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::ReadOptions;
use super::boundary::{is_within, project_root};
use super::exclusion::Exclusion;
use super::limits::{MAX_BASELINE_BYTES, MAX_SETTINGS_BYTES};
use super::regular_file::read_regular;
use crate::config::{self, user::ignored_in_course};
use crate::config::{BASELINE, Config, FILE_NAME, NamedSource, SettingsError, named_source};
use crate::diagnostic::{Code, Diagnostic};
use crate::message;
use crate::source::{CoursePath, NotUtf8, Source, Span, readable};

/// The default folder of a project's course.
const COURSE_FOLDER: &str = "sessions";

/// The default folder of the site.
const OUTPUT_FOLDER: &str = "public";

/// A course with its settings, themes and output folder. Its settings are valid: see [`find`].
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
    /// The exclusions of settings of a course that this one is a part of: `seodang build sessions/week_01` publishes
    /// nothing that `seodang build` would not.
    pub exclusions: Vec<Exclusion>,
    /// The folders above whose settings those are, for the preview to watch.
    pub settings_above: Vec<PathBuf>,
    /// The folders that may hold themes; later ones override earlier ones.
    pub theme_folders: Vec<PathBuf>,
    /// The folders whose files for hosts and browsers are copied; none for a package.
    pub host_folders: Vec<PathBuf>,
    /// The text of the baseline, the list of known findings, if there is one.
    pub baseline: Option<String>,
    /// Diagnostics about valid settings; in a preview, also the mistakes of newer settings that are not in use.
    pub diagnostics: Vec<Diagnostic>,
}

/// The settings of a project.
#[derive(Debug, Default)]
struct Settings {
    home: PathBuf,
    config: Config,
    source: Option<Source>,
}

/// Finds the project.
///
/// The settings of a named course are in it, or in a folder above that names it as its source. If no course is named,
/// the settings are in the current folder, and the course is their `source`, else `sessions/`, else the current folder.
/// Without settings there, they are in `sessions/`, or in a folder above that names the current folder as its source.
///
/// # Errors
/// Returns an error if the folder does not exist or a file cannot be read; a [`SettingsError`] if the settings are not
/// valid, or if a file looks like settings under another name: no command may go on without them.
pub fn find(current: &Path, course: Option<&Path>, output: Option<&Path>) -> Result<Project> {
    let (Settings { home, config, source: config_source }, named) = match course {
        Some(course) => {
            let course = current.join(course);
            if !course.is_dir() {
                bail!("there is no course folder {}", course.display());
            }
            (settings_of(&course)?, Some(course))
        }
        None => (settings_of_current(current)?, None),
    };
    let own_folder = |setting| folder_of_setting(&home, &config, config_source.as_ref(), setting);
    let course = match (named, &config.source) {
        // A folder that only holds the settings of the course below it.
        (Some(named), Some(_)) if named == home => own_folder("source")?,
        (Some(named), _) => named,
        (None, Some(_)) => own_folder("source")?,
        (None, None) if home.join(COURSE_FOLDER).is_dir() => home.join(COURSE_FOLDER),
        (None, None) => home.clone(),
    };
    if !course.is_dir() {
        bail!("there is no course folder {} (named by `source` in {FILE_NAME})", course.display());
    }
    let output = match (output, &config.output) {
        (Some(output), _) => current.join(output),
        (None, Some(_)) => own_folder("output")?,
        (None, None) => current.join(OUTPUT_FOLDER),
    };
    let mut theme_folders: Vec<PathBuf> = course.parent().into_iter().map(|beside| beside.join("themes")).collect();
    theme_folders.extend([course.join("themes"), home.join("themes")]);
    theme_folders.dedup();
    let known = home.join(BASELINE);
    let baseline = read_if_there(&known, MAX_BASELINE_BYTES)?.map(String::from_utf8).transpose();
    let baseline = baseline.with_context(|| format!("cannot read {}: it is not UTF-8", known.display()))?;
    let diagnostics = config_source.iter().flat_map(ignored_in_course).collect();
    let (exclusions, settings_above) = exclusions_above(&course, &home)?;
    let mut host_folders = vec![course.clone(), home.clone()];
    host_folders.dedup();
    Ok(Project {
        home,
        course,
        output,
        config,
        config_source,
        exclusions,
        settings_above,
        theme_folders,
        host_folders,
        baseline,
        diagnostics,
    })
}

/// Returns the folder that `source` or `output` names: settings reach only folders of their project.
fn folder_of_setting(home: &Path, config: &Config, source: Option<&Source>, setting: &str) -> Result<PathBuf> {
    let named = if setting == "source" { &config.source } else { &config.output };
    let folder = home.join(named.as_deref().unwrap_or_default());
    if project_root(home).is_some_and(|root| is_within(&root, &folder)) {
        return Ok(folder);
    }
    let source = source.cloned().unwrap_or_else(|| Source::new(CoursePath::new(FILE_NAME), ""));
    let span = config::value_span(&source.text, setting).unwrap_or(Span::new(0, 0));
    let message = message!("bad-config-outside", setting, folder = folder.display().to_string());
    let mistake =
        Diagnostic::at(&source.path, span, Code::BadConfig, message).hint(message!("bad-config-outside.hint"));
    Err(SettingsError { file: home.join(FILE_NAME), source, mistakes: vec![mistake] }.into())
}

impl Project {
    /// Returns this project with the mistakes of newer settings, which are not in use.
    #[must_use]
    pub fn with_mistakes(&self, error: SettingsError) -> Self {
        let kept = |mistake: Diagnostic| mistake.hint(message!("bad-config-preview.hint"));
        let diagnostics = error.mistakes.into_iter().map(kept).collect();
        Self { config_source: Some(error.source), diagnostics, ..self.clone() }
    }

    /// Returns the choice of files to read: without the output and the themes, which may be inside the course's folder.
    pub fn read_options(&self) -> ReadOptions {
        let mut not_course = vec![self.output.clone()];
        not_course.extend(self.theme_folders.iter().cloned());
        let settings = self.config_source.clone().map(|source| (self.home.join(FILE_NAME), source));
        let (exclude, include) = (self.config.exclude.clone(), self.config.include.clone());
        ReadOptions { exclude, include, exclusions: self.exclusions.clone(), settings, not_course }
    }
}

/// Reads the settings for the current folder, where no course is named.
fn settings_of_current(current: &Path) -> Result<Settings> {
    let course = current.join(COURSE_FOLDER);
    match settings_in(current)? {
        None if course.is_dir() => {
            Ok(settings_in(&course)?.unwrap_or_else(|| Settings { home: current.to_owned(), ..Settings::default() }))
        }
        None => settings_of(current),
        Some(own) => Ok(own),
    }
}

/// Reads the exclusions of settings above a course, of those courses that it is a part of, except for the settings in `home`.
/// Returns also the folders of these settings.
fn exclusions_above(course: &Path, home: &Path) -> Result<(Vec<Exclusion>, Vec<PathBuf>)> {
    let full = fs::canonicalize(course).with_context(|| format!("cannot open {}", course.display()))?;
    let home = fs::canonicalize(home).ok();
    let (mut exclusions, mut folders) = (Vec::new(), Vec::new());
    for above in full.ancestors().skip(1).filter(|above| home.as_deref() != Some(above)) {
        if let Some(text) = settings_text(above)?
            && may_govern(&text, above, &full, Relation::Part)
        {
            exclusions.extend(exclusions_of(above, &text)?);
            folders.push(above.to_owned());
        }
    }
    Ok((exclusions, folders))
}

/// Reads the exclusions of the settings in a folder, for any course that they are used for.
///
/// # Errors
/// Returns a [`SettingsError`] if the settings are not valid.
pub(super) fn exclusions_in(folder: &Path) -> Result<Vec<Exclusion>> {
    let text = settings_text(folder)?;
    text.map_or_else(|| Ok(Vec::new()), |text| exclusions_of(folder, &text))
}

fn exclusions_of(home: &Path, text: &[u8]) -> Result<Vec<Exclusion>> {
    let config = parse(home, text)?.config;
    // Without a source, their patterns are relative to the folder itself if it is named, else to `sessions/`.
    let courses = match &config.source {
        Some(source) => vec![home.join(source)],
        None => vec![home.to_owned(), home.join(COURSE_FOLDER)],
    };
    Ok(courses.iter().filter_map(|course| Exclusion::new(course, &config.exclude, &config.include)).collect())
}

/// The relation of a folder to the course of settings above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// The folder is the course.
    Course,
    /// The folder is in the course, or is the course.
    Part,
}

/// Tests whether settings in a folder `above`, valid or not, are those of the course that `folder` is or is a part of. In
/// doubt it is true, so that no folder is published without the settings that leave pages out of it.
fn may_govern(text: &[u8], above: &Path, folder: &Path, relation: Relation) -> bool {
    let text = String::from_utf8_lossy(text);
    let fits = |course: &str| {
        fs::canonicalize(above.join(course)).is_ok_and(|course| match relation {
            Relation::Course => folder == course,
            Relation::Part => folder.starts_with(course),
        })
    };
    match named_source(&readable(&text)) {
        NamedSource::Folder(course) => fits(&course),
        // Without `source` the course is `sessions/`, else the folder of the settings itself.
        NamedSource::None => fits(COURSE_FOLDER) || relation == Relation::Part && !above.join(COURSE_FOLDER).is_dir(),
        NamedSource::Unknown => {
            let mut names = folder.strip_prefix(above).into_iter().flatten().map(|name| name.to_string_lossy());
            let is_named = match relation {
                Relation::Course => names.next_back().is_some_and(|name| text.contains(&*name)),
                Relation::Part => names.any(|name| text.contains(&*name)),
            };
            fits(COURSE_FOLDER) || is_named
        }
    }
}

/// Reads the settings of a course: its own, or those in the nearest folder above that name it.
fn settings_of(course: &Path) -> Result<Settings> {
    if let Some(own) = settings_in(course)? {
        return Ok(own);
    }
    let full = fs::canonicalize(course).with_context(|| format!("cannot open {}", course.display()))?;
    for above in full.ancestors().skip(1) {
        let Some(text) = settings_text(above)? else {
            // Of the folders above, only the next is likely to hold settings under a wrong name.
            if full.parent() == Some(above) {
                refuse_other_names(above)?;
            }
            continue;
        };
        if may_govern(&text, above, &full, Relation::Course) {
            return parse(above, &text);
        }
    }
    Ok(Settings { home: course.to_owned(), ..Settings::default() })
}

/// Reads the settings in a folder, if it has any.
fn settings_in(folder: &Path) -> Result<Option<Settings>> {
    let Some(text) = settings_text(folder)? else {
        refuse_other_names(folder)?;
        return Ok(None);
    };
    parse(folder, &text).map(Some)
}

fn parse(home: &Path, bytes: &[u8]) -> Result<Settings> {
    let file = home.join(FILE_NAME);
    let path = CoursePath::new(FILE_NAME);
    let source = match Source::decode(path.clone(), bytes) {
        Ok(source) => source,
        Err(NotUtf8 { offset, byte, .. }) => {
            let at = readable(&String::from_utf8_lossy(&bytes[..offset])).len();
            let message = message!("bad-config-not-utf8", byte = format!("{byte:02x}"), offset);
            let mistake = Diagnostic::at(&path, Span::new(at, at), Code::BadConfig, message)
                .hint(message!("bad-config-not-utf8.hint"));
            let source = Source::new(path, &String::from_utf8_lossy(bytes));
            return Err(SettingsError { file, source, mistakes: vec![mistake] }.into());
        }
    };
    match Config::parse(&source) {
        Ok(config) => Ok(Settings { home: home.to_owned(), config, source: Some(source) }),
        Err(mistakes) => Err(SettingsError { file, source, mistakes }.into()),
    }
}

/// Fails if a folder without settings holds a file that was most likely meant as such: `Seodang.toml`,
/// `seodang.toml.txt`, `seodang.yaml`.
fn refuse_other_names(folder: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let names = entries.flatten().filter(|entry| entry.path().is_file()).map(|entry| entry.file_name());
    let mut likely: Vec<String> =
        names.map(|name| name.to_string_lossy().into_owned()).filter(|name| is_likely_settings(name)).collect();
    likely.sort();
    let Some(name) = likely.first() else { return Ok(()) };
    let mistake = Diagnostic::about(
        &CoursePath::new(name),
        Code::BadConfig,
        message!("bad-config-file-name", name, right = FILE_NAME),
    )
    .hint(message!("bad-config-file-name.hint", right = FILE_NAME));
    let (file, source) = (folder.join(name), Source::new(CoursePath::new(name), ""));
    Err(SettingsError { file, source, mistakes: vec![mistake] }.into())
}

fn is_likely_settings(name: &str) -> bool {
    // `seodang.yml` and `seodang.tml` are within two slips too.
    const SLIPS: usize = 2;
    let lower = name.to_lowercase();
    name != FILE_NAME
        && !lower.ends_with('~')
        && (strsim::damerau_levenshtein(&lower, FILE_NAME) <= SLIPS
            || matches!(&*lower, "seodang.toml.txt" | "seodang.yaml" | "seodang.json"))
}

/// Reads the settings in a folder, if it has any. A link out of the project is refused.
fn settings_text(folder: &Path) -> Result<Option<Vec<u8>>> {
    let file = folder.join(FILE_NAME);
    let is_link = fs::symlink_metadata(&file).is_ok_and(|data| data.is_symlink());
    if is_link && !project_root(folder).is_some_and(|root| is_within(&root, &file)) {
        bail!("the settings {} are a link out of their project; copy the file", file.display());
    }
    read_if_there(&file, MAX_SETTINGS_BYTES)
}

fn read_if_there(path: &Path, limit: u64) -> Result<Option<Vec<u8>>> {
    match read_regular(path, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}
