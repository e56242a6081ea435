//! Turns the dates that pages state for their work into moments, by the calendar and the language of the course.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::{Dates, Entry, Lessons};
use crate::config::{Config, Language};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::due::{DueDate, DueLine};
use crate::message;
use crate::source::CoursePath;

/// The moment at which the work of a page is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Its day.
    pub day: Date,
    /// Its time on the clock of the course; `None` for the whole day.
    pub time: Option<DateTime>,
    /// The offset from UTC, if the page or the settings state one.
    pub offset: Option<Offset>,
}

impl Due {
    /// Formats the moment for programs: `2026-03-14`, `2026-03-14T18:00`, `2026-03-14T18:00+09:00`.
    pub fn machine_text(&self) -> String {
        let Some(time) = self.time else { return self.day.to_string() };
        let offset = self.offset.map_or(String::new(), |offset| {
            let minutes = offset.seconds() / 60;
            format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
        });
        format!("{}{offset}", time.strftime("%Y-%m-%dT%H:%M"))
    }
}

/// Returns the moments of the entries whose pages state one, by their index in `entries`; reports those that cannot be read.
pub fn dues(
    entries: &[Entry],
    lessons: &Lessons,
    dates: &BTreeMap<usize, Dates>,
    (config, language): (&Config, Language),
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<usize, Due> {
    let start = config.calendar.start.map(|day| day.0).or_else(|| dates.values().map(|dates| dates.first).min());
    let mut found = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let lesson = entry.lesson.as_ref().and_then(|path| lessons.get(path));
        let Some((lesson, line)) = lesson.and_then(|lesson| Some((lesson, lesson.due.as_ref()?))) else { continue };
        let near = dates.get(&index).map(|dates| dates.first).or(start);
        match line.date.and_then(|date| moment(date, near, config, language)) {
            Some(due) => drop(found.insert(index, due)),
            None => diagnostics.push(unreadable(&lesson.path, line)),
        }
    }
    found
}

fn unreadable(path: &CoursePath, line: &DueLine) -> Diagnostic {
    let message = message!("bad-due-date", text = line.text.as_str());
    Diagnostic::at(path, line.span, Code::BadDueDate, message).hint(message!("bad-due-date.hint"))
}

/// Tests whether a language writes the day of a date before its month: all but these and the English of the United States.
fn writes_day_first(language: Language) -> bool {
    match language.primary() {
        "ko" | "ja" | "zh" | "hu" | "mn" | "lt" => false,
        "en" => language.tag().ends_with(|c: char| c.is_ascii_uppercase()) && !language.tag().ends_with("-US"),
        _ => true,
    }
}

/// Returns the moment of a date. One without a year is the next on or after four weeks before `near`.
fn moment(date: DueDate, near: Option<Date>, config: &Config, language: Language) -> Option<Due> {
    let (one, other) = date.numbers;
    let is_month_first = date.is_month_first.unwrap_or_else(|| match (one > 12, other > 12) {
        (true, false) => false,
        (false, true) => true,
        _ => !writes_day_first(language),
    });
    let (month, day) = if is_month_first { (one, other) } else { (other, one) };
    let day = if let Some(year) = date.year {
        Date::new(year, month, day).ok()?
    } else {
        let earliest = near?.checked_sub(4.weeks()).ok()?;
        let in_year = |year: i16| Date::new(year, month, day).ok().filter(|day| *day >= earliest);
        (earliest.year()..=earliest.year().saturating_add(4)).find_map(in_year)?
    };
    let time = match date.seconds {
        Some(seconds) => Some(day.to_datetime(Time::default()).checked_add(seconds.seconds()).ok()?),
        None => None,
    };
    let of_zone = || {
        let zone = config.time_zone.as_ref()?;
        Some(zone.0.to_offset(zone.0.to_timestamp(time?).ok()?))
    };
    let offset = date.offset.and_then(|seconds| Offset::from_seconds(seconds).ok()).or_else(of_zone);
    Some(Due { day, time, offset })
}
