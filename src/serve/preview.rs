//! Turns rings of the bell into editions on the stand: the loop that follows an author's work.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::bell::{Bell, Ring};
use super::edition::Edition;
use super::problems::{Problems, problems};
use super::stand::{Shown, Stand};
use super::watch::Watch;
use super::workshop::{Cache, Change, Seen, Workshop};
use super::{News, Tell, place};

/// How long it must be quiet before a change is looked at. A save is over within a millisecond or two; a slower one is
/// looked at twice.
const QUIET: Duration = Duration::from_millis(5);

/// How long a stream of changes (a checkout, a copy) is waited out.
const MOST: Duration = Duration::from_millis(150);

/// How long a page must stay away, or empty, before it is believed: editors delete and write again, or empty a file
/// and then fill it.
const GRACE: Duration = Duration::from_millis(200);

/// How long browsers are given to fetch and show a page before other work goes on: it took them 20 ms in measurements.
const COURTESY: Duration = Duration::from_millis(25);

/// How long an edition must have been shown before the rest of it is made: while an author types and saves, it is not.
const LEISURE: Duration = Duration::from_millis(150);

/// Where times cannot be trusted, a change is looked at once more when the steps of all file systems are over.
const SECOND_LOOK: Duration = Duration::from_millis(2500);

/// The preview at work.
pub(super) struct Preview {
    workshop: Workshop,
    stand: Arc<Stand>,
    bell: Arc<Bell>,
    watch: Watch,
    tell: Tell,
    whole: Whole,
    /// What was told last of what cannot be shown.
    failed: Option<String>,
    /// Whether any edition was shown.
    started: bool,
}

impl Preview {
    pub(super) fn new(workshop: Workshop, stand: Arc<Stand>, bell: Arc<Bell>, watch: Watch, tell: Tell) -> Self {
        Self { workshop, stand, bell, watch, tell, whole: Whole::new(), failed: None, started: false }
    }

    /// Follows every change, for ever.
    pub(super) fn run(mut self) -> ! {
        let mut look_again = None;
        loop {
            if !self.bell.wait(look_again.take()) {
                self.bell.ring(Ring::Change);
            }
            let Some((ring, since)) = self.bell.answer(QUIET, MOST) else { continue };
            let changed = self.look(ring, since);
            if changed && self.watch.polls() {
                look_again = Some(SECOND_LOOK);
            }
        }
    }

    /// Looks at the disk, and shows what is new.
    fn look(&mut self, ring: Ring, since: Instant) -> bool {
        let end = Instant::now() + GRACE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let looked = self.workshop.look();
            let settled = match &looked {
                Ok((seen, change)) => !is_passing(seen, change),
                // A course that cannot be read at all may be in the middle of a checkout.
                Err(_) => false,
            };
            if settled || left.is_zero() {
                return match looked {
                    Ok((seen, change)) => self.take(&seen, change, ring, since),
                    Err(error) => self.fail(&error),
                };
            }
            self.bell.wait(Some(left));
            self.bell.answer(QUIET, MOST);
        }
    }

    fn take(&mut self, seen: &Seen, change: Change, ring: Ring, since: Instant) -> bool {
        self.follow(seen, ring == Ring::Folders);
        if change.is_empty() && self.failed.is_none() {
            return false;
        }
        self.make(seen, change, since, &Arc::default());
        true
    }

    /// Watches the folders that were seen; by polling, where the system watches no more of them.
    pub(super) fn follow(&mut self, seen: &Seen, anew: bool) {
        let beside = seen.beside();
        let folders = seen.folders(&beside);
        self.watch.set_beside(beside.clone());
        if let Err(error) = self.watch.follow(&folders, anew)
            && !self.watch.polls()
        {
            let mut polling = Watch::new(Arc::clone(&self.bell), true);
            polling.set_beside(beside);
            // What cannot be watched by polling either is gone.
            let _ = polling.follow(&folders, false);
            self.watch = polling;
            (self.tell)(News::Polls { reason: error.to_string() });
        }
        if self.watch.polls() {
            self.workshop.distrust_times();
        }
    }

    /// Makes an edition and shows it.
    pub(super) fn make(&mut self, seen: &Seen, change: Change, since: Instant, done: &Arc<AtomicUsize>) {
        self.whole.stop();
        let before = self.stand.now();
        let earlier = before.edition.as_deref().map(|edition| (edition, edition.is_complete()));
        let edition = match self.workshop.make(seen, earlier) {
            Ok(edition) => Arc::new(edition),
            Err(error) => {
                self.fail(&error);
                return;
            }
        };
        edition.make(&change.pages);
        // A theme may fail on one page and not on another: all are tried before it takes the place of one that works.
        if change.config || change.theme == Some(false) {
            edition.complete(&AtomicBool::new(false), &AtomicUsize::new(0));
            if let Some(error) = edition.failure() {
                self.fail(&anyhow::anyhow!("{error}"));
                return;
            }
        }
        self.workshop.keep(seen);
        self.failed = None;
        let styles = edition.styles();
        let needs_reload = needs_reload(&change, before.edition.as_deref(), &edition);
        let moved = before.edition.as_deref().filter(|_| !change.gone.is_empty());
        let moved = moved.map(|earlier| Arc::new(place::moved(earlier, &edition, &before.moved)));
        let settings = &seen.project.config_source;
        self.stand.show(|shown| {
            shown.styles = styles;
            shown.reload += u64::from(needs_reload);
            shown.moved = moved.unwrap_or_else(|| Arc::clone(&shown.moved));
            shown.settings = settings.as_ref().map(|_| seen.project.home.join(crate::config::FILE_NAME));
            shown.edition = Some(Arc::clone(&edition));
        });
        let time = since.elapsed();
        // The page is on its way, and browsers need both of two cores to show it; what is wrong with it follows.
        if self.started {
            thread::sleep(COURTESY);
        }
        let problems = Arc::new(problems(&edition, settings.as_ref()));
        if *problems != *before.problems {
            self.stand.show(|shown| shown.problems = Arc::clone(&problems));
        }
        let first = !std::mem::replace(&mut self.started, true);
        if !first && is_worth_telling(&change, before.edition.as_deref(), &edition) {
            (self.tell)(News::Changed { change, time, problems });
        }
        let finish = Finish {
            stand: Arc::clone(&self.stand),
            settings: seen.project.config_source.clone(),
            cache: self.workshop.cache(),
            first: first.then(|| (Arc::clone(&self.tell), since)),
        };
        self.whole.start(edition, Arc::clone(done), finish);
    }

    fn fail(&mut self, error: &anyhow::Error) -> bool {
        let text = format!("{error:#}");
        if self.failed.as_ref() != Some(&text) {
            self.failed = Some(text.clone());
            self.stand.show(|shown| {
                let problems = Problems { failure: Some(text.clone()), ..(*shown.problems).clone() };
                shown.problems = Arc::new(problems);
            });
            (self.tell)(News::Failed { error: text });
        }
        true
    }
}

/// Whether a change looks like the middle of one: a page is gone, or empty.
fn is_passing(seen: &Seen, change: &Change) -> bool {
    let is_empty = |path| seen.inputs.sources.get(path).is_some_and(|source| source.text.trim().is_empty());
    !change.gone.is_empty() || change.pages.iter().any(is_empty)
}

/// Whether pages must be loaded anew: for other templates and scripts, settings, and files that they show.
fn needs_reload(change: &Change, before: Option<&Edition>, now: &Edition) -> bool {
    let shown = |path| {
        before.is_some_and(|before| before.course().assets.contains_key(path) && now.course().assets.contains_key(path))
    };
    change.config || change.theme == Some(false) || change.files.iter().any(shown)
}

/// Whether an author would call this a change: files that no page refers to are none.
fn is_worth_telling(change: &Change, before: Option<&Edition>, now: &Edition) -> bool {
    let used = |path| {
        now.course().assets.contains_key(path) || before.is_some_and(|before| before.course().assets.contains_key(path))
    };
    !change.pages.is_empty()
        || !change.gone.is_empty()
        || change.config
        || change.theme.is_some()
        || change.files.iter().any(used)
}

/// Makes the rest of an edition, until the next one comes.
struct Whole {
    /// Threads of its own, so that what an author waits for never stands behind it.
    pool: Option<Arc<rayon::ThreadPool>>,
    stop: Arc<AtomicBool>,
    /// Held while an edition is gone through: two at once would only be in each other's way.
    turn: Arc<Mutex<()>>,
}

/// What is left to do when an edition is whole.
struct Finish {
    stand: Arc<Stand>,
    settings: Option<crate::source::Source>,
    cache: Option<Arc<Cache>>,
    /// Whom to tell of the first one, and when it began.
    first: Option<(Tell, Instant)>,
}

impl Whole {
    fn new() -> Self {
        Self {
            pool: rayon::ThreadPoolBuilder::new().build().ok().map(Arc::new),
            stop: Arc::default(),
            turn: Arc::default(),
        }
    }

    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn start(&mut self, edition: Arc<Edition>, done: Arc<AtomicUsize>, finish: Finish) {
        let stop = Arc::new(AtomicBool::new(false));
        self.stop = Arc::clone(&stop);
        let (pool, turn) = (self.pool.clone(), Arc::clone(&self.turn));
        thread::spawn(move || {
            if finish.first.is_none() {
                thread::sleep(LEISURE);
            }
            let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            let whole = match &pool {
                Some(pool) => pool.install(|| edition.complete(&stop, &done)),
                None => edition.complete(&stop, &done),
            };
            if whole {
                finish.run(&edition);
            }
        });
    }
}

impl Finish {
    fn run(self, edition: &Arc<Edition>) {
        let mut problems = problems(edition, self.settings.as_ref());
        problems.failure = edition.failure().map(ToOwned::to_owned);
        let problems = Arc::new(problems);
        let styles = edition.styles();
        let is_shown = |shown: &Shown| shown.edition.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, edition));
        // Browsers are only woken where something came of it.
        let now = self.stand.now();
        if is_shown(&now) && now.problems.failure.is_none() && (now.styles != styles || *now.problems != *problems) {
            self.stand.show(|shown| {
                if is_shown(shown) {
                    shown.problems = Arc::clone(&problems);
                    shown.styles = styles;
                }
            });
        }
        if let Some((tell, since)) = self.first {
            let pages: BTreeSet<_> = edition.places().into_iter().filter(|place| place.is_page()).collect();
            tell(News::Made { pages: pages.len(), time: since.elapsed(), problems });
        }
        if let Some(cache) = self.cache {
            cache.save(&edition.ingredients().memo);
        }
    }
}
