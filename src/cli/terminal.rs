//! Prints texts and errors. No other module of the program prints.

mod progress;
mod visible;

use crate::message;
use crate::message::MessageLanguage;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

pub use progress::with_bar;
use visible::visible;

/// Whether standard output was closed or full.
static FAILED: AtomicBool = AtomicBool::new(false);

/// Tests whether something could not be printed to standard output since the last call.
pub fn has_failed() -> bool {
    FAILED.swap(false, Ordering::Relaxed)
}

/// Prints to standard output, with colours if it is a terminal that shows them.
pub fn print(text: &str) {
    let mut stdout = anstream::stdout();
    // The command goes on; `has_failed` decides its exit code.
    if stdout.write_all(visible(text).as_bytes()).and_then(|()| stdout.flush()).is_err() {
        FAILED.store(true, Ordering::Relaxed);
    }
}

/// Prints to standard error, with colours if it is a terminal that shows them.
pub fn eprint(text: &str) {
    // An error cannot be reported if standard error fails.
    let _ = anstream::stderr().write_all(visible(text).as_bytes());
}

/// Prints a line to standard error, with colours if it is a terminal that shows them.
pub fn eprint_line(line: &str) {
    eprint(&format!("{line}\n"));
}

/// Prints the error that ended the command.
pub fn eprint_error(error: &anyhow::Error, language: MessageLanguage) {
    eprint_line(&format!("{}: {error:#}", message!("cli-error").text(language)));
}

/// Returns a path for people: relative to the current folder if it is below it.
pub fn display_path(path: &Path) -> String {
    let current: PathBuf = std::env::current_dir().unwrap_or_default();
    relative_to(&current, path).display().to_string()
}

/// Returns a path relative to a folder if it is below it.
pub fn relative_to<'p>(folder: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(folder).unwrap_or(path)
}
