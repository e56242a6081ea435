//! Turns what is on the disk now into an edition, and tells what is new in it.
//!
//! Everything is looked at each time; only what costs is kept: texts by their files' stamps, lessons by their texts,
//! drawings and colours by their sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;

use super::edition::{Edition, is_style};
use crate::audience_filter::Audience;
use crate::check::Policy;
use crate::config::SettingsError;
use crate::memo::{Memo, Shelf, store};
use crate::pipeline::{Attached, Inputs, Model, Prepared, Reuse, Selection, SiteAddress, ThemeInput};
use crate::read::Sources;
use crate::read::project::{self, Project};
use crate::render::theme::Theme;
use crate::source::CoursePath;

/// What to make editions of.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The folder in which the command was given.
    pub current: PathBuf,
    /// The course that it names.
    pub course: Option<PathBuf>,
    /// The theme that it names.
    pub theme: Option<String>,
}

/// Makes editions.
#[derive(Debug)]
pub struct Workshop {
    order: Order,
    reuse: Reuse,
    memo: Arc<Memo>,
    /// Where what was drawn is kept for later runs.
    cache: Option<Arc<Cache>>,
    /// The project as it was when its settings could be understood.
    understood: Option<Project>,
    seen: Option<Seen>,
}

/// What was on the disk.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The project.
    pub project: Project,
    /// The course's texts.
    pub inputs: Inputs,
    /// The theme's files.
    theme: ThemeInput,
}

/// What is new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Pages whose texts are new or other than before.
    pub pages: BTreeSet<CoursePath>,
    /// Pages that are gone.
    pub gone: BTreeSet<CoursePath>,
    /// Other files of the course that are new, gone or other than before.
    pub files: BTreeSet<CoursePath>,
    /// The settings are other than before.
    pub config: bool,
    /// The look is other than before; `Some(true)` where only style sheets are.
    pub theme: Option<bool>,
}

impl Change {
    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Workshop {
    /// Opens a workshop.
    pub fn new(order: Order) -> Self {
        Self { order, reuse: Reuse::default(), memo: Arc::default(), cache: None, understood: None, seen: None }
    }

    /// Reads every text each time from now on: for file systems whose times prove nothing.
    pub fn distrust_times(&mut self) {
        self.reuse.distrust_times();
    }

    /// Where what is drawn is kept, once an edition was made.
    pub fn cache(&self) -> Option<Arc<Cache>> {
        self.cache.clone()
    }

    /// The project as it was seen last.
    pub fn project(&self) -> Option<&Project> {
        self.seen.as_ref().map(|seen| &seen.project)
    }

    /// Looks at the disk, and tells what is new since the last look that was [kept](Self::keep).
    ///
    /// # Errors
    /// Where the course cannot be read at all.
    pub fn look(&mut self) -> Result<(Seen, Change)> {
        let project = self.find_project()?;
        let selection = Selection { audience: Audience::Author, ..Selection::default() };
        let inputs = Inputs::read(&project, &selection, &mut self.reuse)?;
        let theme = ThemeInput::read(&project, self.order.theme.as_deref());
        let seen = Seen { project, inputs, theme };
        let change = self.seen.as_ref().map(|before| change(before, &seen)).unwrap_or_default();
        Ok((seen, change))
    }

    /// Finds the project. While its settings hold mistakes, the last good ones stay in use, with the mistakes as
    /// diagnostics.
    fn find_project(&mut self) -> Result<Project> {
        let found = project::find(&self.order.current, self.order.course.as_deref(), None);
        match found.map_err(anyhow::Error::downcast::<SettingsError>) {
            Ok(project) => {
                self.understood = Some(project.clone());
                Ok(project)
            }
            Err(Ok(error)) => match &self.understood {
                Some(known) => Ok(known.with_mistakes(error)),
                None => Err(error.into()),
            },
            Err(Err(error)) => Err(error),
        }
    }

    /// Takes a look for what is so from now on.
    pub fn keep(&mut self, seen: &Seen) {
        self.seen = Some(seen.clone());
    }

    /// Makes the edition of what was seen.
    ///
    /// # Errors
    /// Where the theme cannot be used, or a file that pages refer to cannot be read.
    pub fn make(&mut self, seen: &Seen, earlier: Option<(&Edition, bool)>) -> Result<Edition> {
        if self.cache.is_none() {
            let course = seen.project.course.canonicalize().unwrap_or_default();
            let place = store::place(&course, |name| std::env::var(name).ok());
            self.memo = Arc::new(Memo::new(place.as_deref().map_or_else(Shelf::default, store::load)));
            self.cache = Some(Arc::new(Cache { place, saved: Mutex::default() }));
        }
        let whole = earlier.is_some_and(|(_, whole)| whole);
        let earlier = earlier.map(|(edition, _)| edition);
        let (config, known) = (&seen.project.config, earlier.map(Edition::course));
        let model = Model::assemble(seen.inputs.clone(), config, Attached::All, &mut self.reuse, known)?;
        let theme = self.theme(seen, &model, earlier)?;
        self.memo = Arc::new(self.memo.next(whole));
        let prepared = Prepared { model, theme, memo: Arc::clone(&self.memo) };
        let ingredients = prepared.ingredients(&SiteAddress::Path("/".to_owned()), &Arc::default());
        let before = [prepared.model.inputs.diagnostics, prepared.model.diagnostics].concat();
        Ok(Edition::new(ingredients, before, Policy::of(&seen.project), earlier))
    }
}

impl Workshop {
    /// Loads the theme, or reuses that of the earlier edition if neither its files nor the language changed.
    fn theme(&self, seen: &Seen, model: &Model, earlier: Option<&Edition>) -> Result<Arc<Theme>> {
        let language = model.course.language;
        let same_files = self.seen.as_ref().is_some_and(|before| before.theme == seen.theme);
        match earlier.filter(|earlier| same_files && earlier.course().language == language) {
            Some(earlier) => Ok(Arc::clone(&earlier.ingredients().theme)),
            None => Ok(Arc::new(seen.theme.load(language)?)),
        }
    }
}

/// Where what was drawn is kept for later runs.
#[derive(Debug)]
pub struct Cache {
    place: Option<PathBuf>,
    /// How many values had been made when they were written last, and when that was.
    saved: Mutex<(usize, Option<Instant>)>,
}

/// Writing the cache after each save of the author's would wear the disk for nothing.
const SAVE_INTERVAL: Duration = Duration::from_mins(1);

impl Cache {
    /// Writes what is remembered, if there is news and the last time is long enough ago. Where that fails, the next
    /// run draws it again.
    pub fn save(&self, memo: &Memo) {
        let Some(place) = &self.place else { return };
        let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        let made = memo.made();
        let recent = saved.1.is_some_and(|time| time.elapsed() < SAVE_INTERVAL);
        if made != saved.0 && !recent && store::save(memo, place).is_ok() {
            *saved = (made, Some(Instant::now()));
        }
    }
}

impl Seen {
    /// The folders that are watched for the settings, for themes, and for the course itself alone, which may be renamed
    /// and come back.
    pub fn beside(&self) -> BTreeSet<PathBuf> {
        let full = |path: &Path| path.canonicalize().ok();
        let parent = full(&self.project.course).and_then(|course| course.parent().map(Path::to_owned));
        let beside = full(&self.project.home).into_iter().chain(parent);
        beside.filter(|folder| !self.inputs.sources.looked_into.contains(folder)).collect()
    }

    /// The folders in which anything can change what was seen, those [beside](Self::beside) the course among them.
    pub fn folders(&self, beside: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let mut folders = self.inputs.sources.looked_into.clone();
        folders.extend(beside.iter().cloned());
        for folder in &self.project.theme_folders {
            folders.extend(folder.canonicalize());
            folders.extend(crate::read::theme::folders(&self.theme.name, folder));
        }
        folders
    }
}

fn change(before: &Seen, now: &Seen) -> Change {
    let text = |sources: &Sources, path: &CoursePath| sources.get(path).map(|source| Arc::clone(&source.text));
    let mut change = Change::default();
    let (sources, earlier) = (&now.inputs.sources, &before.inputs.sources);
    for source in &sources.sources {
        // The same text is nearly always the very same one, so that comparing costs nothing.
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
    let settings = |seen: &Seen| seen.project.config_source.as_ref().map(|source| Arc::clone(&source.text));
    change.config = settings(before) != settings(now);
    change.theme = theme_change(before, now);
    change
}

fn theme_change(before: &Seen, now: &Seen) -> Option<bool> {
    if before.theme == now.theme {
        return None;
    }
    let (Ok(old), Ok(new)) = (&before.theme.files, &now.theme.files) else { return Some(false) };
    let differs = |name: &String| old.get(name) != new.get(name);
    Some(old.keys().chain(new.keys()).filter(|name| differs(name)).all(|name| is_style(name)))
}
