//! Turns the times of release that texts state into what is held back at the time of a run.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::course::index_page::readme_rank;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::front_matter::{self, ParsedFrontMatter, Readers};
use crate::lesson::moment::Moment;
use crate::lesson::release::{ReleasedPart, released_parts};
use crate::lesson::release_time::ReleaseTime;
use crate::message;
use crate::read::Sources;
use crate::source::{CoursePath, Source, Span};

/// The first day of a week or day of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitDate {
    /// Its folder or file.
    pub path: CoursePath,
    /// Its label: `Week 2`.
    pub label: Option<String>,
    /// Its first day by the calendar.
    pub first: Date,
}

impl UnitDate {
    /// Tests whether a release names this unit: by its path, by the end of it, or by its label.
    fn is_named(&self, name: &str) -> bool {
        let path = name.trim_matches('/');
        let is_end = || {
            let rest = self.path.as_str().strip_suffix(path);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let squeezed = |text: &str| -> String {
            text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
        };
        (!path.is_empty() && is_end()) || self.label.as_deref().is_some_and(|label| squeezed(label) == squeezed(name))
    }
}

/// The releases of a course at a time.
#[derive(Debug, Clone, Default)]
pub struct Releases {
    /// The time from which texts are released; `None` shows all of them, with their times.
    pub now: Option<ZonedDateTime>,
    /// The time zone of times without one; UTC where it is `None`.
    pub zone: Option<TimeZone>,
    /// The first days of the weeks and days of the course.
    pub units: Arc<[UnitDate]>,
}

impl Releases {
    /// Tests whether texts that are not released yet are shown.
    pub fn shows_all(&self) -> bool {
        self.now.is_none()
    }

    /// Returns the moment that a release states; `None` if no week or day of the course has its name.
    fn moment(&self, time: &ReleaseTime) -> Option<Moment> {
        match time {
            ReleaseTime::Moment(moment) => Some(*moment),
            ReleaseTime::Unit { name, time } => {
                let mut named = self.units.iter().filter(|unit| unit.is_named(name));
                let first = named.next()?.first;
                // Two units of a name on different days leave open which one is meant.
                named.all(|unit| unit.first == first).then(|| Moment::at(first.to_datetime(*time)))
            }
        }
    }
}

/// Tests whether a page or part of a course states its release by the name of a week or day.
pub fn names_unit(sources: &Sources) -> bool {
    let is_unit = |time: Option<&ReleaseTime>| matches!(time, Some(ReleaseTime::Unit { .. }));
    sources.sources.iter().any(|source| {
        let found = front_matter::read(source, &mut Vec::new());
        let parts = || released_parts(source, found.length).0;
        is_unit(found.front.release.as_ref()) || parts().iter().any(|part| is_unit(part.time.as_ref()))
    })
}

/// Returns the earlier of two times.
pub(super) fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

/// The release of a page as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageRelease {
    /// It states none, or it has come.
    Now,
    /// It has not come, or cannot be read.
    Later,
}

/// Returns the folders that are not released yet: those whose page states a release that has not come. `releases` are those of
/// the pages, in their order.
pub(super) fn unreleased_folders<'r>(
    sources: &Sources,
    releases: impl Iterator<Item = &'r PageRelease>,
) -> Vec<CoursePath> {
    let pages = sources.sources.iter().zip(releases).filter(|(_, release)| **release == PageRelease::Later);
    let folder = |source: &Source| {
        let parent = source.path.parent().unwrap_or_default();
        if readme_rank(&source.path).is_some() {
            return Some(parent);
        }
        // `week_01.md` beside `week_01/` introduces that folder.
        let beside = parent.join(source.path.stem());
        sources.folders.contains(&beside).then_some(beside)
    };
    pages.filter_map(|(source, _)| folder(source)).collect()
}

/// Compares the times of a text with that of the run.
pub(super) struct ReleaseClock<'a> {
    source: &'a Source,
    releases: &'a Releases,
    /// The next time at which something of the text changes.
    pub(super) next: Option<Timestamp>,
    /// The times that cannot be read.
    pub(super) problems: Vec<Diagnostic>,
}

impl<'a> ReleaseClock<'a> {
    pub(super) fn new(source: &'a Source, releases: &'a Releases) -> Self {
        Self { source, releases, next: None, problems: Vec::new() }
    }

    /// Returns the release of the page.
    pub(super) fn page(&mut self, found: &ParsedFrontMatter) -> PageRelease {
        for entry in &found.front.schedule {
            self.note(entry.moment);
        }
        let is_later = match &found.front.release {
            Some(time) => !self.has_come(Some(time), front_matter::key_line(self.source, "release", found.length)),
            // Its folder must not be published by a mistake in the page that introduces it.
            None => found.readers == Readers::Unknown && front_matter::states_release(self.source),
        };
        if is_later && !self.releases.shows_all() { PageRelease::Later } else { PageRelease::Now }
    }

    /// Returns the parts of the page that are not released and the marks of those that are, and the number of the former.
    pub(super) fn parts(&mut self, front_length: usize) -> (Vec<Span>, usize) {
        let (parts, problems) = released_parts(self.source, front_length);
        self.problems.extend(problems);
        let (mut hidden, mut count) = (Vec::new(), 0);
        for ReleasedPart { span, marks, time } in parts {
            let has_come = self.has_come(time.as_ref(), marks.first().copied().unwrap_or(span));
            if self.releases.shows_all() {
                continue;
            }
            if has_come {
                hidden.extend(marks);
            } else {
                hidden.push(span);
                count += 1;
            }
        }
        (hidden, count)
    }

    /// Tests whether a release has come. One without a time that can be read never comes.
    fn has_come(&mut self, time: Option<&ReleaseTime>, span: Span) -> bool {
        let Some(time) = time else { return false };
        let Some(moment) = self.releases.moment(time) else {
            let message = message!("bad-release-unit", time = time.to_string());
            let problem = Diagnostic::at(&self.source.path, span, Code::BadRelease, message);
            self.problems.push(problem.hint(message!("bad-release-unit.hint")));
            return false;
        };
        self.note(moment);
        self.releases.now.as_ref().is_none_or(|now| moment.has_come(now))
    }

    /// Records a moment that has not come.
    fn note(&mut self, moment: Moment) {
        let Some(now) = &self.releases.now else { return };
        if !moment.has_come(now) {
            let zone = self.releases.zone.clone().unwrap_or(TimeZone::UTC);
            self.next = earlier(self.next, moment.in_zone(&zone).map(|time| time.timestamp()));
        }
    }
}
