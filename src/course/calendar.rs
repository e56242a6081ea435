//! Turns the settings' start and holidays into the dates of a course's weeks and days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Entry, EntryKind};
use crate::config::FILE_NAME;
use crate::config::calendar::CalendarConfig;
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::numbering::read_name;
use crate::message;
use crate::source::CoursePath;

/// The days on which an entry is taught: from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// The first day.
    pub first: Date,
    /// The last day; equal to the first for a single day.
    pub last: Date,
}

/// Returns the dates of the entries that have dates, by their index in `entries`.
///
/// Days follow each other on the days of teaching; a week begins in a calendar week of its own. A gap in the numbers
/// (day 2, day 4) takes its time too: a missing day is most often not written yet. In a course without weeks and days
/// each session takes a day, as lectures do. Entries below a day share its date.
pub fn dates(entries: &[Entry], config: &CalendarConfig) -> BTreeMap<usize, Dates> {
    let mut assigner = DateAssigner { config, next: config.start.map(|day| day.0), dates: BTreeMap::new() };
    let has = |kind: EntryKind| entries.iter().any(|entry| entry.kind == kind && entry.listed);
    let (weeks, days) = (has(EntryKind::Week), has(EntryKind::Day));
    let mut week: Option<i64> = None;
    let mut day: Option<i64> = None;
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.listed) {
        let fixed = config.dates.get(entry.path.as_str()).map(|day| day.0);
        let is_day = entry.kind == EntryKind::Day || (!weeks && !days && entry.kind == EntryKind::Session);
        if entry.kind == EntryKind::Week {
            assigner.begin_week(fixed, skipped(week, number(entry)));
            week = number(entry).or(week);
            day = None;
            if !has_days(entries, entry) {
                assigner.date_whole_week(index);
            }
        } else if is_day {
            assigner.date_day(index, fixed, skipped(day, number(entry)));
            day = number(entry).or(day);
        } else if let Some(date) = fixed {
            assigner.next = Some(date);
        }
    }
    extend_to_relatives(entries, &assigner.dates)
}

/// Reports dates of the settings whose path is neither in the course nor withheld from it.
pub fn check(
    entries: &[Entry],
    config: &CalendarConfig,
    withheld: &BTreeSet<CoursePath>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for path in config.dates.keys().filter(|path| !withheld.contains(&CoursePath::new(path))) {
        if !entries.iter().any(|entry| entry.path.as_str() == path) {
            let problem =
                Diagnostic::about(&CoursePath::new(FILE_NAME), Code::BadConfig, message!("bad-config-calendar", path));
            diagnostics.push(problem.hint(message!("bad-config-calendar.hint")));
        }
    }
}

/// Returns how many numbers are missing between two consecutive ones.
fn skipped(before: Option<i64>, now: Option<i64>) -> i64 {
    // A difference of more than a term's numbers is another way of counting, not a gap.
    before.zip(now).map(|(before, now)| now - before - 1).filter(|gap| (1..20).contains(gap)).unwrap_or(0)
}

fn number(entry: &Entry) -> Option<i64> {
    let parts = read_name(entry.path.name());
    let number = parts.tokens.last().and_then(|token| token.number.as_ref()).or(parts.bare.as_ref())?;
    number.to_string().parse().ok()
}

fn has_days(entries: &[Entry], entry: &Entry) -> bool {
    entry.children.iter().any(|&child| entries[child].kind == EntryKind::Day && entries[child].listed)
}

/// Adds dates for entries above the dated ones (their first and last day) and for entries directly below days (the same
/// day).
fn extend_to_relatives(entries: &[Entry], own: &BTreeMap<usize, Dates>) -> BTreeMap<usize, Dates> {
    let mut all = own.clone();
    for (&index, &dates) in own {
        let mut above = entries[index].parent;
        while let Some(parent) = above {
            let both = all.entry(parent).or_insert(dates);
            *both = Dates { first: both.first.min(dates.first), last: both.last.max(dates.last) };
            above = entries[parent].parent;
        }
    }
    for (index, entry) in entries.iter().enumerate() {
        let above = entry.parent.filter(|parent| entries[*parent].kind == EntryKind::Day);
        if let Some(&dates) = above.and_then(|parent| all.get(&parent)) {
            all.entry(index).or_insert(dates);
        }
    }
    all
}

/// Assigns dates to weeks and days in course order.
struct DateAssigner<'a> {
    config: &'a CalendarConfig,
    /// The first day that is still free; `None` until a date is known.
    next: Option<Date>,
    dates: BTreeMap<usize, Dates>,
}

impl DateAssigner<'_> {
    /// Returns the first day of teaching on or after a date; the date itself if the settings have no day of teaching.
    fn taught_from(&self, date: Date) -> Date {
        // The search ends after 367 days: more than a year of holidays in a row is a mistake in the settings.
        let mut days = date.series(1.day()).take(367);
        days.find(|&day| self.config.is_taught(day)).unwrap_or(date)
    }

    fn begin_week(&mut self, fixed: Option<Date>, skipped: i64) {
        if let Some(last) = self.dates.values().map(|dates| dates.last).max() {
            // A week that ran over its own calendar week has used up the start of the next.
            let monday = monday_of(last).saturating_add((7 * (1 + skipped)).days());
            self.next = self.next.map(|next| next.max(monday));
        }
        self.next = fixed.or(self.next);
    }

    fn date_whole_week(&mut self, index: usize) {
        let Some(next) = self.next else { return };
        let first = self.taught_from(next);
        let sunday = monday_of(first).saturating_add(6.days());
        let last =
            first.series(1.day()).take_while(|day| *day <= sunday).filter(|day| self.config.is_taught(*day)).last();
        self.dates.insert(index, Dates { first, last: last.unwrap_or(first) });
        self.next = Some(sunday.saturating_add(1.day()));
    }

    fn date_day(&mut self, index: usize, fixed: Option<Date>, skipped: i64) {
        let Some(mut next) = fixed.or(self.next) else { return };
        if fixed.is_none() {
            for _ in 0..skipped {
                next = self.taught_from(next).saturating_add(1.day());
            }
            next = self.taught_from(next);
        }
        self.dates.insert(index, Dates { first: next, last: next });
        self.next = Some(next.saturating_add(1.day()));
    }
}

fn monday_of(date: Date) -> Date {
    date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::config::calendar::Day;
    use crate::site::SitePath;
    use jiff::civil::date;

    /// Builds a course of folders and files, each below the one that its path begins with.
    fn entries(paths: &[(&str, EntryKind)]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for (index, (path, kind)) in [("", EntryKind::Course)].iter().chain(paths).enumerate() {
            let path = CoursePath::new(path);
            let parent = (index > 0).then(|| {
                let above = path.parent().unwrap_or_default();
                entries.iter().position(|entry| entry.path == above).unwrap_or(0)
            });
            if let Some(parent) = parent {
                entries[parent].children.push(index);
            }
            let site = SitePath::new("x.html");
            let (lesson, label, icon, children) = (None, None, None, Vec::new());
            let title = String::new();
            let (heading, listed) = (None, true);
            entries.push(Entry {
                kind: *kind,
                path,
                lesson,
                label,
                title,
                heading,
                icon,
                parent,
                children,
                listed,
                site,
            });
        }
        entries
    }

    fn written(paths: &[(&str, EntryKind)], config: &CalendarConfig) -> String {
        let entries = entries(paths);
        let dates = dates(&entries, config);
        let text = |(index, entry): (usize, &Entry)| {
            let dates = dates.get(&index)?;
            let short = |date: Date| date.strftime("%m%d").to_string();
            Some(format!("{} {}-{}", entry.path, short(dates.first), short(dates.last)))
        };
        entries.iter().enumerate().skip(1).filter_map(text).collect::<Vec<_>>().join(", ")
    }

    fn from(day: Date) -> CalendarConfig {
        CalendarConfig { start: Some(Day(day)), ..CalendarConfig::default() }
    }

    #[test]
    fn weeks_begin_on_mondays_and_holidays_pass() {
        let course = [
            ("week_01", EntryKind::Week),
            ("week_01/day1", EntryKind::Day),
            ("week_01/day1/session_1.md", EntryKind::Session),
            ("week_01/day2", EntryKind::Day),
            ("week_02", EntryKind::Week),
            ("week_02/day1", EntryKind::Day),
        ];
        let mut config = from(date(2025, 11, 4));
        config.holidays =
            "[calendar]\nholidays = [2025-11-05, 2025-11-10]".parse::<Config>().unwrap().calendar.holidays;
        assert_eq!(
            written(&course, &config),
            "week_01 1104-1106, week_01/day1 1104-1104, week_01/day1/session_1.md 1104-1104, week_01/day2 1106-1106, \
             week_02 1111-1111, week_02/day1 1111-1111"
        );
    }

    #[test]
    fn numbers_that_are_left_out_take_their_time() {
        let course = [
            ("week_01", EntryKind::Week),
            ("week_01/day1", EntryKind::Day),
            ("week_01/day3", EntryKind::Day),
            ("week_03", EntryKind::Week),
            ("week_04", EntryKind::Week),
            ("week_04/day1", EntryKind::Day),
        ];
        let mut config = from(date(2025, 11, 3));
        config.dates.insert("week_04".to_owned(), Day(date(2025, 12, 1)));
        assert_eq!(
            written(&course, &config),
            "week_01 1103-1105, week_01/day1 1103-1103, week_01/day3 1105-1105, week_03 1117-1121, week_04 1201-1201, \
             week_04/day1 1201-1201"
        );
    }

    #[test]
    fn lectures_have_a_day_each() {
        let course =
            [("01-a.md", EntryKind::Session), ("02-b.md", EntryKind::Session), ("03-c.md", EntryKind::Session)];
        let mut config = from(date(2025, 9, 1));
        config.weekdays = "[calendar]\nweekdays = [\"tue\", \"thu\"]".parse::<Config>().unwrap().calendar.weekdays;
        assert_eq!(written(&course, &config), "01-a.md 0902-0902, 02-b.md 0904-0904, 03-c.md 0909-0909");
        assert_eq!(written(&course, &CalendarConfig::default()), "");
    }
}
