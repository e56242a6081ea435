//! Turns any number of hints that something changed into one wake-up: a doorbell that says no more than "look again".

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A doorbell.
#[derive(Debug, Default)]
pub struct Bell {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// What was rung since someone last looked.
    ring: Option<Ring>,
    /// When it was rung first since then.
    since: Option<Instant>,
    /// How often it was rung at all.
    count: u64,
}

/// What a ring says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ring {
    /// Something changed.
    Change,
    /// Folders came, went or moved, or hints were lost: what is watched must be gone through too.
    Folders,
}

impl Bell {
    /// Rings.
    pub fn ring(&self, ring: Ring) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.ring = state.ring.max(Some(ring));
        state.count += 1;
        state.since.get_or_insert_with(Instant::now);
        self.changed.notify_all();
    }

    /// Whether it was rung since someone last answered.
    pub fn is_rung(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).ring.is_some()
    }

    /// Waits for a ring, for `patience` at most where one is given.
    pub fn wait(&self, patience: Option<Duration>) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let quiet = |state: &mut State| state.ring.is_none();
        match patience {
            None => self.changed.wait_while(state, quiet).is_ok(),
            Some(patience) => {
                let (state, _) =
                    self.changed.wait_timeout_while(state, patience, quiet).unwrap_or_else(PoisonError::into_inner);
                state.ring.is_some()
            }
        }
    }

    /// Answers: waits until it has been quiet for `quiet`, but no longer than `most`, and takes what was rung and when it began.
    ///
    /// A save is several events (truncate, write, close; write beside, rename); a checkout is thousands.
    pub fn answer(&self, quiet: Duration, most: Duration) -> Option<(Ring, Instant)> {
        let end = Instant::now() + most;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let seen = state.count;
            let left = end.saturating_duration_since(Instant::now()).min(quiet);
            let (after, timeout) = self
                .changed
                .wait_timeout_while(state, left, |state| state.count == seen)
                .unwrap_or_else(PoisonError::into_inner);
            state = after;
            if timeout.timed_out() || Instant::now() >= end {
                return state.ring.take().zip(state.since.take());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rings_are_one_answer() {
        let bell = Bell::default();
        assert!(!bell.wait(Some(Duration::from_millis(1))));
        bell.ring(Ring::Folders);
        bell.ring(Ring::Change);
        assert!(bell.wait(None));
        let short = Duration::from_millis(1);
        let answer = bell.answer(short, short * 50).map(|(ring, _)| ring);
        assert_eq!(answer, Some(Ring::Folders), "the stronger one is not lost");
        assert!(!bell.is_rung());
    }

    #[test]
    fn a_bell_that_never_stops_is_answered() {
        let bell = Bell::default();
        std::thread::scope(|scope| {
            let ringer = scope.spawn(|| {
                for _ in 0..200 {
                    bell.ring(Ring::Change);
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
            bell.wait(None);
            bell.answer(Duration::from_millis(50), Duration::from_millis(20));
            assert!(!ringer.is_finished(), "it was not waited for");
        });
    }
}
