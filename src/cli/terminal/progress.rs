//! Turns a counter of other threads into a progress bar on the terminal, once the work has taken half a second.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::message;
use crate::message::MessageLanguage;
use indicatif::{ProgressBar, ProgressStyle};

/// The duration of work below which no bar is shown.
const SHOW_AFTER: Duration = Duration::from_millis(500);

/// The interval at which the bar is drawn.
const REDRAW_INTERVAL: Duration = Duration::from_millis(100);

/// Runs `work` while a bar shows the share of `done` in `total`.
///
/// The bar goes to standard error and only to a terminal.
pub fn with_bar<T>(total: usize, done: &AtomicUsize, language: MessageLanguage, work: impl FnOnce() -> T) -> T {
    let (finished, end) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if end.recv_timeout(SHOW_AFTER) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::new(total as u64);
            if let Ok(style) = ProgressStyle::with_template(&format!(
                "{{bar:30}} {}",
                message!("cli-progress", done = "{pos}", all = "{len}").text(language)
            )) {
                bar.set_style(style);
            }
            while end.recv_timeout(REDRAW_INTERVAL) == Err(RecvTimeoutError::Timeout) {
                bar.set_position(done.load(Ordering::Relaxed) as u64);
            }
            bar.finish_and_clear();
        });
        let value = work();
        drop(finished);
        value
    })
}
