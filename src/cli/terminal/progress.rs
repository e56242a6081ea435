//! Turns a count that other threads raise into a bar on the terminal, once the work has gone on for half a second.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Work that is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the bar is drawn again: fast enough to look alive, slow enough to cost nothing.
const BEAT: Duration = Duration::from_millis(100);

/// Does some work while a bar shows how far `done` has come on the way to `total`.
///
/// The bar goes to standard error and only to a terminal.
pub fn with_bar<T>(total: usize, done: &AtomicUsize, work: impl FnOnce() -> T) -> T {
    let (finished, end) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if end.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::new(total as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages") {
                bar.set_style(style);
            }
            while end.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                bar.set_position(done.load(Ordering::Relaxed) as u64);
            }
            bar.finish_and_clear();
        });
        let value = work();
        drop(finished);
        value
    })
}
