//! Defines the events of a preview, which the command line shows.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::problems::Problems;
use super::rebuilder::CourseChange;

/// An event of a preview.
#[derive(Debug)]
pub enum PreviewEvent {
    /// The site can be visited.
    Open {
        /// The address of the site.
        address: SocketAddr,
        /// The requested port, if it was taken and another one is used.
        taken: Option<u16>,
        /// The folder of the course.
        course: PathBuf,
        /// The reason for polling, if the preview polls.
        polls: Option<String>,
        /// The number of parts of the site that are rendered for the first time.
        parts: usize,
    },
    /// All pages were rendered for the first time.
    Rendered {
        /// The number of pages.
        pages: usize,
        /// The time that it took.
        time: Duration,
        /// The problems of the course.
        problems: Arc<Problems>,
    },
    /// A change is shown.
    Changed {
        /// The change.
        change: CourseChange,
        /// The time from the first notification until it was shown.
        time: Duration,
        /// The problems of the course.
        problems: Arc<Problems>,
    },
    /// A change cannot be shown; the state before stays.
    Failed {
        /// The reason.
        error: String,
    },
    /// The preview polls from now on, since the system watches no more folders.
    Polls {
        /// The error of the system.
        reason: String,
    },
    /// An editor takes the terminal, or returns it.
    Terminal {
        /// Whether the editor has it now.
        taken: bool,
    },
}

/// A receiver of events.
pub type EventSink = Arc<dyn Fn(PreviewEvent) + Send + Sync>;
