//! Renders the pages of a snapshot that were not requested, for their diagnostics, until the next snapshot comes.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::live_state::{CurrentState, LiveState};
use super::problems::problems;
use super::rebuilder::MemoFile;
use super::site_snapshot::SiteSnapshot;
use super::{EventSink, PreviewEvent};
use crate::source::Source;

/// The time for which a snapshot must be current before the rest of it is rendered: not while an author types and saves.
const IDLE_TIME: Duration = Duration::from_millis(150);

/// The rendering of one snapshot at a time.
pub(super) struct BackgroundRender {
    /// Threads of its own, so that requested pages never wait for it.
    pool: Option<Arc<rayon::ThreadPool>>,
    stop: Arc<AtomicBool>,
    /// Held while a snapshot is rendered: two at once would slow each other down.
    turn: Arc<Mutex<()>>,
}

/// The work that is left once a snapshot is completely rendered.
pub(super) struct OnComplete {
    pub(super) live: Arc<LiveState>,
    /// The text of the settings.
    pub(super) settings: Option<Source>,
    pub(super) memo_file: Option<Arc<MemoFile>>,
    /// The receiver of the first snapshot's event, and the time at which that began.
    pub(super) first: Option<(EventSink, Instant)>,
}

impl BackgroundRender {
    pub(super) fn new() -> Self {
        Self {
            pool: rayon::ThreadPoolBuilder::new().build().ok().map(Arc::new),
            stop: Arc::default(),
            turn: Arc::default(),
        }
    }

    /// Stops to render the snapshot that was started last.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Starts to render a snapshot; `done` counts its parts.
    pub(super) fn start(&mut self, snapshot: Arc<SiteSnapshot>, done: Arc<AtomicUsize>, on_complete: OnComplete) {
        let stop = Arc::new(AtomicBool::new(false));
        self.stop = Arc::clone(&stop);
        let (pool, turn) = (self.pool.clone(), Arc::clone(&self.turn));
        thread::spawn(move || {
            if on_complete.first.is_none() {
                thread::sleep(IDLE_TIME);
            }
            let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            let is_complete = match &pool {
                Some(pool) => pool.install(|| snapshot.render_rest(&stop, &done)),
                None => snapshot.render_rest(&stop, &done),
            };
            if is_complete {
                on_complete.run(&snapshot);
            }
        });
    }
}

impl OnComplete {
    fn run(self, snapshot: &Arc<SiteSnapshot>) {
        let mut problems = problems(snapshot, self.settings.as_ref());
        problems.failure = snapshot.failure().map(ToOwned::to_owned);
        let problems = Arc::new(problems);
        let styles = snapshot.styles();
        let is_current =
            |state: &CurrentState| state.snapshot.as_ref().is_some_and(|current| Arc::ptr_eq(current, snapshot));
        // Browsers are woken only for a difference.
        let now = self.live.now();
        if is_current(&now) && now.problems.failure.is_none() && (now.styles != styles || *now.problems != *problems) {
            self.live.update(|current| {
                if is_current(current) {
                    current.problems = Arc::clone(&problems);
                    current.styles = styles;
                }
            });
        }
        if let Some((events, since)) = self.first {
            let pages: BTreeSet<_> = snapshot.places().into_iter().filter(|place| place.is_page()).collect();
            events(PreviewEvent::Rendered { pages: pages.len(), time: since.elapsed(), problems });
        }
        if let Some(memo_file) = self.memo_file {
            memo_file.save(&snapshot.render_input().memo);
        }
    }
}
