//! Turns the dates in front matter into the time within which a page is published.

use jiff::ZonedDateTime;
use serde::{Deserialize, Serialize};

use crate::lesson::moment::Moment;

/// An entry of front matter that holds a page back before a moment, or from it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleEntry {
    /// The key, as written: `publishDate`.
    pub key: String,
    /// The moment.
    pub moment: Moment,
    /// Whether publication ends then; else it begins.
    pub is_end: bool,
}

impl ScheduleEntry {
    pub(super) fn new(key: &str, moment: Moment, is_end: bool) -> Self {
        Self { key: key.to_owned(), moment, is_end }
    }

    /// Tests whether the page is held back at a moment.
    pub fn holds_back(&self, now: &ZonedDateTime) -> bool {
        self.moment.has_come(now) == self.is_end
    }
}
