//! Holds the snapshot that the preview serves now, and wakes the requests that wait for the next one.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::problems::Problems;
use super::site_snapshot::SiteSnapshot;
use crate::site::SitePath;

/// The state of the preview, shared by the thread that rebuilds and those that reply to requests.
#[derive(Debug)]
pub struct LiveState {
    /// Distinguishes this run of the program from others on the same port.
    instance: String,
    current: Mutex<CurrentState>,
    changed: Condvar,
}

/// The state that is served at a moment.
#[derive(Debug, Clone, Default)]
pub struct CurrentState {
    /// The site; `None` until the first one could be made.
    pub snapshot: Option<Arc<SiteSnapshot>>,
    /// The problems of the course.
    pub problems: Arc<Problems>,
    /// The hash of the style sheets.
    pub styles: String,
    /// Counts the changes for which pages must be loaded anew: of templates, scripts, settings, images.
    pub reload: u64,
    /// The new places of pages that moved, by their old ones.
    pub moved: Arc<BTreeMap<SitePath, SitePath>>,
    /// The settings file on the disk.
    pub settings: Option<PathBuf>,
    /// Counts the states.
    revision: u64,
}

impl Default for LiveState {
    fn default() -> Self {
        Self { instance: random(), current: Mutex::default(), changed: Condvar::new() }
    }
}

/// Returns 16 hexadecimal digits that cannot be guessed from outside.
///
/// The standard library seeds the first of these states of a thread from the system's randomness, and hashes with a keyed
/// function (`SipHash`).
pub fn random() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

impl LiveState {
    /// Returns the state that is served now.
    pub fn now(&self) -> CurrentState {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the id of a state: it differs between any two states, of this run or of another one.
    pub fn id(&self, state: &CurrentState) -> String {
        format!("{}.{}", self.instance, state.revision)
    }

    /// Changes the state, and wakes everyone who waits for that.
    pub fn update(&self, change: impl FnOnce(&mut CurrentState)) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut current);
        current.revision += 1;
        self.changed.notify_all();
    }

    /// Waits until the state has another id than this one, for `timeout` at most, and returns it.
    pub fn wait(&self, id: &str, timeout: Duration) -> CurrentState {
        let current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let (current, _) = self
            .changed
            .wait_timeout_while(current, timeout, |current| self.id(current) == id)
            .unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_update_is_missed() {
        let live = LiveState::default();
        let first = live.id(&live.now());
        live.update(|current| current.reload = 7);
        // An update before the waiting began counts too.
        assert_eq!(live.wait(&first, Duration::from_secs(5)).reload, 7);
        let second = live.id(&live.now());
        assert_eq!(live.wait(&second, Duration::from_millis(1)).reload, 7);
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| live.wait(&second, Duration::from_secs(5)).reload);
            live.update(|current| current.reload = 8);
            assert_eq!(waiter.join().unwrap(), 8);
        });
        assert_ne!(LiveState::default().instance, live.instance);
    }
}
