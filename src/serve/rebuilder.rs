//! Turns the files on the disk into a snapshot of the site, and the difference of two scans into a change.
//!
//! Each scan covers all files; only costly values are kept: texts by the stamps of their files, lessons by their texts,
//! drawings and coloured code by their sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;

use super::site_snapshot::{SiteSnapshot, is_style};
use crate::audience_filter::Audience;
use crate::check::Policy;
use crate::config::Language;
use crate::config::SettingsError;
use crate::memo::{Memo, StoredValues, store};
use crate::pipeline::{Attached, Inputs, Model, Prepared, Reuse, Selection, SiteAddress, ThemeInput};
use crate::read::project::{self, Project};
use crate::read::{Sources, Stamp};
use crate::render::theme::Theme;
use crate::source::CoursePath;

/// The course to serve, as the command line names it.
#[derive(Debug, Clone, Default)]
pub struct ServeTarget {
    /// The folder in which the command was given.
    pub current: PathBuf,
    /// The course, if one is named.
    pub course: Option<PathBuf>,
    /// The theme, if one is named.
    pub theme: Option<String>,
    /// The language of the only edition to serve.
    pub language: Option<Language>,
}

/// Scans a course and renders snapshots of it, reusing what did not change.
#[derive(Debug)]
pub struct Rebuilder {
    target: ServeTarget,
    reuse: Reuse,
    memo: Arc<Memo>,
    /// The file that keeps drawings for later runs, once a snapshot was made.
    memo_file: Option<Arc<MemoFile>>,
    /// The project of the last committed scan, or of the first scan: its settings are in use while newer ones hold mistakes.
    in_use: Option<Project>,
    committed: Option<ScannedInputs>,
}

/// The inputs that one scan found.
#[derive(Debug, Clone)]
pub struct ScannedInputs {
    /// The project.
    pub project: Project,
    /// The course's texts.
    pub inputs: Inputs,
    /// The theme's files.
    theme: ThemeInput,
}

/// The difference between two scans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CourseChange {
    /// The pages that were added or whose text changed.
    pub pages: BTreeSet<CoursePath>,
    /// The pages that were removed.
    pub gone: BTreeSet<CoursePath>,
    /// The other files of the course that were added, removed or changed.
    pub files: BTreeSet<CoursePath>,
    /// Whether the settings changed.
    pub config: bool,
    /// How the theme changed, if it did.
    pub theme: Option<ThemeChange>,
}

/// How a theme changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeChange {
    /// Only style sheets changed: open pages take the new ones.
    Styles,
    /// Templates, scripts or other files changed: open pages are loaded anew.
    Templates,
}

impl CourseChange {
    /// Tests whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Rebuilder {
    /// Creates a rebuilder that has scanned nothing yet.
    pub fn new(target: ServeTarget) -> Self {
        Self { target, reuse: Reuse::default(), memo: Arc::default(), memo_file: None, in_use: None, committed: None }
    }

    /// Reads every text at each scan from now on, for file systems whose times cannot be trusted.
    pub fn ignore_stamps(&mut self) {
        self.reuse.ignore_stamps();
    }

    /// Returns the file that keeps drawings for later runs, once a snapshot was made.
    pub fn memo_file(&self) -> Option<Arc<MemoFile>> {
        self.memo_file.clone()
    }

    /// Scans the disk, and returns the difference to the scan that was [committed](Self::commit) last.
    ///
    /// # Errors
    /// Returns an error if the course cannot be read at all.
    pub fn scan(&mut self) -> Result<(ScannedInputs, CourseChange)> {
        let project = self.find_project()?;
        let selection =
            Selection { audience: Audience::Author, language: self.target.language, ..Selection::default() };
        let mut inputs = Inputs::read(&project, &selection, &mut self.reuse)?;
        let theme = ThemeInput::read(&project, self.target.theme.as_deref());
        theme.report(&project, &mut inputs);
        let scanned = ScannedInputs { project, inputs, theme };
        let change = self.committed.as_ref().map(|before| change(before, &scanned)).unwrap_or_default();
        Ok((scanned, change))
    }

    /// Finds the project. While its settings hold mistakes, the last valid ones stay in use, with the mistakes as
    /// diagnostics.
    fn find_project(&mut self) -> Result<Project> {
        let found = project::find(&self.target.current, self.target.course.as_deref(), None);
        match found.map_err(anyhow::Error::downcast::<SettingsError>) {
            Ok(project) => {
                // An editor may have emptied the file a moment before it writes it: later scans count once they are committed.
                self.in_use.get_or_insert_with(|| project.clone());
                Ok(project)
            }
            Err(Ok(error)) => match &self.in_use {
                Some(known) => Ok(known.with_mistakes(error)),
                None => Err(error.into()),
            },
            Err(Err(error)) => Err(error),
        }
    }

    /// Makes a scan the one to which later ones are compared.
    pub fn commit(&mut self, scanned: &ScannedInputs) {
        self.committed = Some(scanned.clone());
        self.in_use = Some(scanned.project.clone());
    }

    /// Creates the snapshot of a scan. `earlier` is the one before it, and whether all of that was rendered.
    ///
    /// # Errors
    /// Returns an error if the theme cannot be used, or if a file that pages refer to cannot be read.
    pub fn rebuild(&mut self, scanned: &ScannedInputs, earlier: Option<(&SiteSnapshot, bool)>) -> Result<SiteSnapshot> {
        if self.memo_file.is_none() {
            let course = scanned.project.course.canonicalize().unwrap_or_default();
            let place = store::memo_file(&course, |name| std::env::var(name).ok());
            let program = Stamp::of_program().map(|stamp| format!("{stamp:?}"));
            let stored = place.as_deref().map_or_else(StoredValues::default, store::load);
            self.memo = Arc::new(Memo::new(stored, program.as_deref()));
            self.memo_file = Some(Arc::new(MemoFile { place, saved: Mutex::default() }));
        }
        let whole = earlier.is_some_and(|(_, whole)| whole);
        let earlier = earlier.map(|(snapshot, _)| snapshot);
        let (config, known) = (&scanned.project.config, earlier.map(SiteSnapshot::course));
        let memo = Arc::new(self.memo.next(whole));
        self.reuse.memo = Arc::clone(&memo);
        let model = Model::assemble(scanned.inputs.clone(), config, Attached::All, &mut self.reuse, known)?;
        let theme = self.theme(scanned, &model, earlier)?;
        self.memo = memo;
        let prepared = Prepared { model, theme, memo: Arc::clone(&self.memo) };
        let render_input = prepared.render_input(&SiteAddress::Path("/".to_owned()), &Arc::default());
        let before = [prepared.model.inputs.diagnostics, prepared.model.diagnostics].concat();
        SiteSnapshot::new(render_input, before, Policy::of(&scanned.project), earlier)
    }
}

impl Rebuilder {
    /// Loads the theme, or reuses that of the earlier snapshot if neither its files nor the language changed.
    fn theme(&self, scanned: &ScannedInputs, model: &Model, earlier: Option<&SiteSnapshot>) -> Result<Arc<Theme>> {
        let language = model.course.interface;
        let same_files = self.committed.as_ref().is_some_and(|before| before.theme == scanned.theme);
        match earlier.filter(|earlier| same_files && earlier.course().interface == language) {
            Some(earlier) => Ok(Arc::clone(&earlier.render_input().theme)),
            None => Ok(Arc::new(scanned.theme.load(language)?)),
        }
    }
}

/// The file that keeps drawings and coloured code for later runs.
#[derive(Debug)]
pub struct MemoFile {
    place: Option<PathBuf>,
    /// The number of values that had been made when the file was written last, and that time.
    saved: Mutex<(usize, Option<Instant>)>,
}

/// The least time between two writes of the file: one after each save would wear the disk.
const SAVE_INTERVAL: Duration = Duration::from_mins(1);

impl MemoFile {
    /// Writes the values if there are new ones and the last write was long enough ago. If that fails, the next run makes
    /// them again.
    pub fn save(&self, memo: &Memo) {
        let Some(place) = &self.place else { return };
        let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        let made = memo.computed_count();
        let recent = saved.1.is_some_and(|time| time.elapsed() < SAVE_INTERVAL);
        if made != saved.0 && !recent && store::replace(memo, place).is_ok() {
            *saved = (made, Some(Instant::now()));
        }
    }
}

impl ScannedInputs {
    /// Returns the folders beside the course: they hold the settings, themes, and the course itself, which may be renamed
    /// and come back.
    pub fn beside(&self) -> BTreeSet<PathBuf> {
        let full = |path: &Path| path.canonicalize().ok();
        let parent = full(&self.project.course).and_then(|course| course.parent().map(Path::to_owned));
        let above = self.project.settings_above.iter().filter_map(|folder| full(folder));
        let beside = full(&self.project.home).into_iter().chain(parent).chain(above);
        beside.filter(|folder| !self.inputs.sources.visited_folders.contains(folder)).collect()
    }

    /// Returns all folders in which a file can change the inputs, those [beside](Self::beside) the course included.
    pub fn folders(&self, beside: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let mut folders = self.inputs.sources.visited_folders.clone();
        folders.extend(beside.iter().cloned());
        for folder in &self.project.theme_folders {
            folders.extend(folder.canonicalize());
            folders.extend(crate::read::theme::folders(&self.theme.name, folder));
        }
        folders
    }
}

fn change(before: &ScannedInputs, now: &ScannedInputs) -> CourseChange {
    let text = |sources: &Sources, path: &CoursePath| sources.get(path).map(|source| Arc::clone(&source.text));
    let mut change = CourseChange::default();
    let (sources, earlier) = (&now.inputs.sources, &before.inputs.sources);
    for source in &sources.sources {
        // An unchanged text is nearly always the same allocation, which is compared by its address.
        let same =
            text(earlier, &source.path).is_some_and(|known| Arc::ptr_eq(&known, &source.text) || known == source.text);
        if !same {
            change.pages.insert(source.path.clone());
        }
    }
    let gone = earlier.sources.iter().filter(|source| sources.get(&source.path).is_none());
    change.gone = gone.map(|source| source.path.clone()).collect();
    let is_page = |path: &CoursePath| sources.get(path).is_some() || earlier.get(path).is_some();
    for (path, file) in &sources.files {
        if !is_page(path) && earlier.files.get(path) != Some(file) {
            change.files.insert(path.clone());
        }
    }
    let lost = earlier.files.keys().filter(|path| !sources.files.contains_key(*path));
    change.files.extend(lost.filter(|path| !is_page(path)).cloned());
    // Those in hidden folders are not among the files.
    let texts = |sources: &Sources| -> BTreeMap<CoursePath, Arc<str>> {
        sources
            .structure_files
            .iter()
            .chain(&sources.address_files)
            .map(|source| (source.path.clone(), Arc::clone(&source.text)))
            .collect()
    };
    let (tools, known) = (texts(sources), texts(earlier));
    let differs = |path: &&CoursePath| tools.get(*path) != known.get(*path);
    change.files.extend(tools.keys().chain(known.keys()).filter(differs).cloned());
    let settings =
        |scanned: &ScannedInputs| scanned.project.config_source.as_ref().map(|source| Arc::clone(&source.text));
    change.config = settings(before) != settings(now);
    change.theme = theme_change(before, now);
    change
}

fn theme_change(before: &ScannedInputs, now: &ScannedInputs) -> Option<ThemeChange> {
    if before.theme == now.theme {
        return None;
    }
    let (Ok(old), Ok(new)) = (&before.theme.files, &now.theme.files) else {
        return Some(ThemeChange::Templates);
    };
    let differs = |name: &String| old.get(name) != new.get(name);
    let only_styles = old.keys().chain(new.keys()).filter(|name| differs(name)).all(|name| is_style(name));
    Some(if only_styles { ThemeChange::Styles } else { ThemeChange::Templates })
}
