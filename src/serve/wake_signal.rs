//! Turns any number of change notifications into one wake-up of the thread that rebuilds.
//!
//! A notification carries only [`Wake`]: the scan finds the files that changed. So none can be wrong, and a
//! lost one costs a scan.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A signal that collects notifications until they are taken.
#[derive(Debug, Default)]
pub struct WakeSignal {
    state: Mutex<WakeState>,
    notified: Condvar,
}

#[derive(Debug, Default)]
struct WakeState {
    /// The strongest notification that was not taken yet.
    pending: Option<Wake>,
    /// The time of the first of them.
    since: Option<Instant>,
    /// The number of notifications so far, taken or not.
    count: u64,
}

/// The effect of a notification; the later variant includes the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wake {
    /// Scan the course.
    Change,
    /// Also watch all folders anew: some came, went or moved, or notifications were lost.
    Rescan,
}

impl WakeSignal {
    /// Notifies the waiting thread.
    pub fn notify(&self, wake: Wake) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.pending = state.pending.max(Some(wake));
        state.count += 1;
        state.since.get_or_insert_with(Instant::now);
        self.notified.notify_all();
    }

    /// Waits for a notification, for `timeout` at most if one is given, and returns whether there is one.
    pub fn wait(&self, timeout: Option<Duration>) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_quiet = |state: &mut WakeState| state.pending.is_none();
        match timeout {
            None => self.notified.wait_while(state, is_quiet).is_ok(),
            Some(timeout) => {
                let (state, _) =
                    self.notified.wait_timeout_while(state, timeout, is_quiet).unwrap_or_else(PoisonError::into_inner);
                state.pending.is_some()
            }
        }
    }

    /// Takes the pending notifications, with the time of the first one, once none came for `quiet`, or after `limit`.
    ///
    /// A save is several notifications (truncate, write, close; write beside, rename), a checkout is thousands.
    pub fn take(&self, quiet: Duration, limit: Duration) -> Option<(Wake, Instant)> {
        let end = Instant::now() + limit;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let count = state.count;
            let left = end.saturating_duration_since(Instant::now()).min(quiet);
            let (after, timeout) = self
                .notified
                .wait_timeout_while(state, left, |state| state.count == count)
                .unwrap_or_else(PoisonError::into_inner);
            state = after;
            if timeout.timed_out() || Instant::now() >= end {
                return state.pending.take().zip(state.since.take());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_notifications_are_taken_as_one() {
        let signal = WakeSignal::default();
        assert!(!signal.wait(Some(Duration::from_millis(1))));
        signal.notify(Wake::Rescan);
        signal.notify(Wake::Change);
        assert!(signal.wait(None));
        let short = Duration::from_millis(1);
        let taken = signal.take(short, short * 50).map(|(wake, _)| wake);
        assert_eq!(taken, Some(Wake::Rescan), "the stronger one is not lost");
        assert!(!signal.wait(Some(short)), "nothing is left");
    }

    #[test]
    fn a_stream_of_notifications_is_taken_in_time() {
        let signal = WakeSignal::default();
        std::thread::scope(|scope| {
            let notifier = scope.spawn(|| {
                for _ in 0..200 {
                    signal.notify(Wake::Change);
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
            signal.wait(None);
            signal.take(Duration::from_millis(50), Duration::from_millis(20));
            assert!(!notifier.is_finished(), "the end of the stream was not waited for");
        });
    }
}
