//! Defines the targets of addresses on pages.

use crate::site::SitePath;
use crate::source::CoursePath;

/// The target of an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A place outside the site: the address is kept.
    External,
    /// A page of the course, or a place on it.
    Page {
        /// The entry, as an index into the course's entries.
        entry: usize,
        /// The id of the place; `None` for the page itself.
        fragment: Option<String>,
    },
    /// A page of another edition of the course.
    OtherEdition {
        /// Its address.
        site: SitePath,
        /// The id of the place on it, as the link states it.
        fragment: Option<String>,
    },
    /// A page that shows or lists files.
    Shown(SitePath),
    /// A file of the course.
    File {
        /// The file.
        path: CoursePath,
        /// Its address in the site.
        site: SitePath,
    },
    /// A page that exists and is left out on purpose: the text is kept, the link is replaced by a mark that states the
    /// reason.
    LeftOut,
    /// Nothing: the text is kept without the link.
    Broken,
}
