//! Turns an editor's command into a running process: one at a time, never through a shell.

use std::io::IsTerminal;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::{EventSink, PreviewEvent};
use crate::message;
use crate::message::Message;

/// The time after one start in which the next one is refused: no author opens two places within it.
const MIN_INTERVAL: Duration = Duration::from_millis(500);

/// Starts editors, and gives the terminal to those that need it.
pub struct EditorLauncher {
    events: EventSink,
    state: Arc<Mutex<LauncherState>>,
}

#[derive(Debug, Default)]
struct LauncherState {
    /// The time at which an editor was last started.
    started: Option<Instant>,
    /// Whether an editor has the terminal.
    has_terminal: bool,
}

impl EditorLauncher {
    /// Creates a launcher that has started nothing yet.
    pub fn new(events: EventSink) -> Self {
        Self { events, state: Arc::default() }
    }

    /// Starts a program. An editor in the terminal must end before the next one starts there; one with a window of its own
    /// takes further files itself, and only the interval is kept.
    ///
    /// # Errors
    /// Returns the reason why it was not started, for the author.
    pub fn start(&self, program: &str, arguments: &[String], in_terminal: bool) -> Result<(), Message> {
        // Held until it is started, so that a second request at the same time waits for the first.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.started.is_some_and(|time| time.elapsed() < MIN_INTERVAL) {
            return Err(message!("editor-just-opened"));
        }
        if in_terminal && state.has_terminal {
            return Err(message!("editor-in-terminal"));
        }
        if in_terminal && !std::io::stdin().is_terminal() {
            return Err(message!("editor-needs-terminal", program));
        }
        let mut command = Command::new(program);
        command.args(arguments);
        if !in_terminal {
            command.stdin(Stdio::null());
        }
        let mut child =
            command.spawn().map_err(|error| message!("editor-not-started", program, error = error.to_string()))?;
        *state = LauncherState { started: Some(Instant::now()), has_terminal: state.has_terminal || in_terminal };
        drop(state);
        if in_terminal {
            (self.events)(PreviewEvent::Terminal { taken: true });
        }
        let (events, state) = (Arc::clone(&self.events), Arc::clone(&self.state));
        thread::spawn(move || {
            // The exit code of an editor does not matter.
            let _ = child.wait();
            if in_terminal {
                state.lock().unwrap_or_else(PoisonError::into_inner).has_terminal = false;
                events(PreviewEvent::Terminal { taken: false });
            }
        });
        Ok(())
    }
}
