//! Turns editions into the one that is shown now, and wakes whoever waits for the next.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::edition::Edition;
use super::problems::Problems;
use crate::site::SitePath;

/// Where the current edition is shown.
#[derive(Debug)]
pub struct Stand {
    /// Tells this run of the program from others on the same port.
    instance: String,
    shown: Mutex<Shown>,
    changed: Condvar,
}

/// What is shown.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The site; `None` until the first one could be made.
    pub edition: Option<Arc<Edition>>,
    /// What is wrong with the course.
    pub problems: Arc<Problems>,
    /// The hash of the style sheets.
    pub styles: String,
    /// Counts what pages must be loaded anew for: templates, scripts, settings, images.
    pub reload: u64,
    /// Where pages went that are gone.
    pub moved: Arc<BTreeMap<SitePath, SitePath>>,
    /// The settings' file.
    pub settings: Option<PathBuf>,
    /// Counts what is shown.
    revision: u64,
}

impl Default for Stand {
    fn default() -> Self {
        Self { instance: random(), shown: Mutex::default(), changed: Condvar::new() }
    }
}

/// Returns 16 hexadecimal digits that cannot be guessed from outside.
///
/// The standard library seeds the first of these states of a thread from the system's randomness, and hashes with a keyed
/// function (SipHash).
pub fn random() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

impl Stand {
    /// What is shown now.
    pub fn now(&self) -> Shown {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The name of what is shown now: it changes with everything that a page would want to know.
    pub fn state(&self, shown: &Shown) -> String {
        format!("{}.{}", self.instance, shown.revision)
    }

    /// Shows something else from now on.
    pub fn show(&self, change: impl FnOnce(&mut Shown)) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut shown);
        shown.revision += 1;
        self.changed.notify_all();
    }

    /// Waits until something else is shown than what has this name, for `patience` at most.
    pub fn wait(&self, state: &str, patience: Duration) -> Shown {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let (shown, _) = self
            .changed
            .wait_timeout_while(shown, patience, |shown| self.state(shown) == state)
            .unwrap_or_else(PoisonError::into_inner);
        shown.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_news_is_missed() {
        let stand = Stand::default();
        let first = stand.state(&stand.now());
        stand.show(|shown| shown.reload = 7);
        // What came before the waiting began is news too.
        assert_eq!(stand.wait(&first, Duration::from_secs(5)).reload, 7);
        let second = stand.state(&stand.now());
        assert_eq!(stand.wait(&second, Duration::from_millis(1)).reload, 7);
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| stand.wait(&second, Duration::from_secs(5)).reload);
            stand.show(|shown| shown.reload = 8);
            assert_eq!(waiter.join().unwrap(), 8);
        });
        assert_ne!(Stand::default().instance, stand.instance);
    }
}
