//! Turns wake-ups into new states of the preview: the loop that follows an author's work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;
use std::time::{Duration, Instant};

use super::background_render::{BackgroundRender, OnComplete};
use super::folder_watcher::FolderWatcher;
use super::live_state::{CurrentState, LiveState};
use super::problems::{Problems, problems};
use super::rebuilder::{CourseChange, Rebuilder, ScannedInputs, ThemeChange};
use super::site_snapshot::SiteSnapshot;
use super::wake_signal::{Wake, WakeSignal};
use super::{EventSink, PreviewEvent, source_map};

/// The time without notifications after which a change is scanned. A save takes a millisecond or two; a slower one is
/// scanned twice.
const QUIET: Duration = Duration::from_millis(5);

/// The longest time for which a stream of changes (a checkout, a copy) delays the scan.
const MAX_DELAY: Duration = Duration::from_millis(150);

/// The time after which a missing or empty page is taken as removed or emptied: editors delete a file and write it again,
/// or truncate and then fill it.
const GRACE: Duration = Duration::from_millis(200);

/// The time that browsers get to fetch and show a page before other work goes on; they took 20 ms in measurements.
const BROWSER_TIME: Duration = Duration::from_millis(25);

/// The time to the second scan of a change where file times cannot be trusted: longer than the coarsest step of any file
/// system (2 s on FAT).
const SECOND_SCAN: Duration = Duration::from_millis(2500);

/// The loop and its state.
pub(super) struct Preview {
    rebuilder: Rebuilder,
    live: Arc<LiveState>,
    signal: Arc<WakeSignal>,
    watcher: FolderWatcher,
    events: EventSink,
    background: BackgroundRender,
    /// The error that was reported last, while it lasts.
    failure: Option<String>,
    /// Whether there was a snapshot yet.
    started: bool,
}

impl Preview {
    pub(super) fn new(
        rebuilder: Rebuilder,
        live: Arc<LiveState>,
        signal: Arc<WakeSignal>,
        watcher: FolderWatcher,
        events: EventSink,
    ) -> Self {
        let background = BackgroundRender::new();
        Self { rebuilder, live, signal, watcher, events, background, failure: None, started: false }
    }

    /// Follows every change, without end.
    pub(super) fn run(mut self) -> ! {
        let mut scan_again = None;
        loop {
            if !self.signal.wait(scan_again.take()) {
                self.signal.notify(Wake::Change);
            }
            let Some((wake, since)) = self.signal.take(QUIET, MAX_DELAY) else { continue };
            let changed = self.scan(wake, since);
            if changed && self.watcher.polls() {
                scan_again = Some(SECOND_SCAN);
            }
        }
    }

    /// Scans the disk until the files have settled, shows the change, and returns whether there was one.
    fn scan(&mut self, wake: Wake, since: Instant) -> bool {
        let end = Instant::now() + GRACE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let result = self.rebuilder.scan();
            let is_settled = match &result {
                Ok((scanned, change)) => !is_transient(scanned, change),
                // A course that cannot be read at all may be in the middle of a checkout.
                Err(_) => false,
            };
            if is_settled || left.is_zero() {
                return match result {
                    Ok((scanned, change)) => self.apply(&scanned, change, wake, since),
                    Err(error) => self.fail(&error),
                };
            }
            self.signal.wait(Some(left));
            self.signal.take(QUIET, MAX_DELAY);
        }
    }

    fn apply(&mut self, scanned: &ScannedInputs, change: CourseChange, wake: Wake, since: Instant) -> bool {
        self.watch(scanned, wake == Wake::Rescan);
        if change.is_empty() && self.failure.is_none() {
            return false;
        }
        self.rebuild(scanned, change, since, &Arc::default());
        true
    }

    /// Watches the folders of a scan; by polling if the system watches no more of them.
    pub(super) fn watch(&mut self, scanned: &ScannedInputs, anew: bool) {
        let beside = scanned.beside();
        let folders = scanned.folders(&beside);
        self.watcher.set_beside(beside.clone());
        if let Err(error) = self.watcher.follow(&folders, anew)
            && !self.watcher.polls()
        {
            let mut polling = FolderWatcher::new(Arc::clone(&self.signal), true);
            polling.set_beside(beside);
            // A folder that cannot be polled either is gone.
            let _ = polling.follow(&folders, false);
            self.watcher = polling;
            (self.events)(PreviewEvent::Polls { reason: error.to_string() });
        }
        if self.watcher.polls() {
            self.rebuilder.ignore_stamps();
        }
    }

    /// Renders a snapshot of a scan and makes it current. If that fails, the one before stays.
    pub(super) fn rebuild(
        &mut self,
        scanned: &ScannedInputs,
        change: CourseChange,
        since: Instant,
        done: &Arc<AtomicUsize>,
    ) {
        self.background.stop();
        let before = self.live.now();
        let snapshot = match self.render(scanned, &change, before.snapshot.as_deref()) {
            Ok(snapshot) => Arc::new(snapshot),
            Err(error) => {
                self.fail(&error);
                return;
            }
        };
        self.rebuilder.commit(scanned);
        self.failure = None;
        self.show(scanned, &change, &before, &snapshot);
        let time = since.elapsed();
        // The page is on its way, and browsers need both of two cores to show it: problems follow later.
        if self.started {
            thread::sleep(BROWSER_TIME);
        }
        let settings = scanned.project.config_source.clone();
        let problems = Arc::new(problems(&snapshot, settings.as_ref()));
        if *problems != *before.problems {
            self.live.update(|current| current.problems = Arc::clone(&problems));
        }
        let is_first = !std::mem::replace(&mut self.started, true);
        if !is_first && is_reported(&change, before.snapshot.as_deref(), &snapshot) {
            (self.events)(PreviewEvent::Changed { change, time, problems });
        }
        let on_complete = OnComplete {
            live: Arc::clone(&self.live),
            settings,
            memo_file: self.rebuilder.memo_file(),
            first: is_first.then(|| (Arc::clone(&self.events), since)),
        };
        self.background.start(snapshot, Arc::clone(done), on_complete);
    }

    /// Creates the snapshot of a scan, with the changed pages rendered.
    fn render(
        &mut self,
        scanned: &ScannedInputs,
        change: &CourseChange,
        earlier: Option<&SiteSnapshot>,
    ) -> anyhow::Result<SiteSnapshot> {
        let earlier = earlier.map(|snapshot| (snapshot, snapshot.is_complete()));
        let snapshot = self.rebuilder.rebuild(scanned, earlier)?;
        snapshot.render_pages(&change.pages);
        // A template may fail on one page only: render all before the theme replaces one that works.
        if change.config || change.theme == Some(ThemeChange::Templates) {
            snapshot.render_rest(&AtomicBool::new(false), &AtomicUsize::new(0));
            if let Some(error) = snapshot.failure() {
                anyhow::bail!("{error}");
            }
        }
        Ok(snapshot)
    }

    /// Makes a snapshot current.
    fn show(
        &self,
        scanned: &ScannedInputs,
        change: &CourseChange,
        before: &CurrentState,
        snapshot: &Arc<SiteSnapshot>,
    ) {
        let styles = snapshot.styles();
        let needs_reload = needs_reload(change, before.snapshot.as_deref(), snapshot);
        let moved = before.snapshot.as_deref().filter(|_| !change.gone.is_empty());
        let moved = moved.map(|earlier| Arc::new(source_map::moved(earlier, snapshot, &before.moved)));
        let project = &scanned.project;
        self.live.update(|current| {
            current.styles = styles;
            current.reload += u64::from(needs_reload);
            current.moved = moved.unwrap_or_else(|| Arc::clone(&current.moved));
            current.settings = project.config_source.as_ref().map(|_| project.home.join(crate::config::FILE_NAME));
            current.snapshot = Some(Arc::clone(snapshot));
        });
    }

    fn fail(&mut self, error: &anyhow::Error) -> bool {
        let text = format!("{error:#}");
        if self.failure.as_ref() != Some(&text) {
            self.failure = Some(text.clone());
            self.live.update(|current| {
                let problems = Problems { failure: Some(text.clone()), ..(*current.problems).clone() };
                current.problems = Arc::new(problems);
            });
            (self.events)(PreviewEvent::Failed { error: text });
        }
        true
    }
}

/// Tests whether a change looks like the middle of one: a page is missing or empty.
fn is_transient(scanned: &ScannedInputs, change: &CourseChange) -> bool {
    let is_empty = |path| scanned.inputs.sources.get(path).is_some_and(|source| source.text.trim().is_empty());
    !change.gone.is_empty() || change.pages.iter().any(is_empty)
}

/// Tests whether open pages must be loaded anew: for templates, scripts, settings, and files that they show.
fn needs_reload(change: &CourseChange, before: Option<&SiteSnapshot>, now: &SiteSnapshot) -> bool {
    let is_shown = |path| {
        before.is_some_and(|before| before.course().assets.contains_key(path) && now.course().assets.contains_key(path))
    };
    change.config || change.theme == Some(ThemeChange::Templates) || change.files.iter().any(is_shown)
}

/// Tests whether a change is reported on the terminal: not if it is only of files to which no page refers.
fn is_reported(change: &CourseChange, before: Option<&SiteSnapshot>, now: &SiteSnapshot) -> bool {
    let is_used = |path| {
        now.course().assets.contains_key(path) || before.is_some_and(|before| before.course().assets.contains_key(path))
    };
    !change.pages.is_empty()
        || !change.gone.is_empty()
        || change.config
        || change.theme.is_some()
        || change.files.iter().any(is_used)
}
