//! Turns the `[calendar]` table of the settings into the start of a course and its days of teaching.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::civil::Date;
use serde::Deserialize;

use super::table::{Field, Mistakes, Value};
use super::top_level_names;

/// The `[calendar]` table. Without a start or dates of its own, a course has no dates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarConfig {
    /// The first day of teaching.
    pub start: Option<Day>,
    /// Days without teaching: `2025-12-25`, or from one to another, both included: `"2025-12-29/2026-01-02"`.
    pub holidays: Vec<Days>,
    /// The days of the week with teaching; Monday to Friday if none are named.
    pub weekdays: Vec<Weekday>,
    /// Fixed dates by the path of a week or a day in the course: later ones are counted from there.
    pub dates: BTreeMap<String, Day>,
}

/// The keys of the table.
pub(super) const FIELDS: &[Field<CalendarConfig>] = &[
    Field { name: "start", read: |calendar, value, mistakes| mistakes.set(&mut calendar.start, value) },
    Field { name: "holidays", read: |calendar, value, mistakes| mistakes.list(&mut calendar.holidays, value) },
    Field { name: "weekdays", read: |calendar, value, mistakes| mistakes.list(&mut calendar.weekdays, value) },
    Field { name: "dates", read: |calendar, value, mistakes| mistakes.set(&mut calendar.dates, value) },
];

impl CalendarConfig {
    /// Reads the table.
    pub(super) fn read(&mut self, value: Value<'_>, mistakes: &mut Mistakes) {
        if let Some(table) = mistakes.table(value) {
            mistakes.fields(FIELDS, &top_level_names(), self, table);
        }
    }

    /// Tests whether something is taught on a date.
    pub fn is_taught(&self, date: Date) -> bool {
        let weekday = date.weekday();
        let usual = match &self.weekdays[..] {
            [] => !matches!(weekday, jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday),
            named => named.iter().any(|day| day.0 == weekday),
        };
        usual && !self.holidays.iter().any(|days| (days.first..=days.last).contains(&date))
    }
}

/// A date: `2025-11-03`, bare or between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "DateOrText")]
pub struct Day(pub Date);

/// One day, or several consecutive ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "DateOrText")]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last, included.
    pub last: Date,
}

/// A day of the week: `mon`, `Monday`, `월`, `월요일`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Weekday(pub jiff::civil::Weekday);

/// A date in TOML's own form, or a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum DateOrText {
    Date(toml::value::Datetime),
    Text(String),
}

impl DateOrText {
    fn text(self) -> String {
        match self {
            Self::Date(date) => date.date.map(|day| day.to_string()).unwrap_or_default(),
            Self::Text(text) => text,
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    Date::from_str(text.trim()).map_err(|_| format!("`{text}` is no date; write one as 2025-11-03"))
}

impl TryFrom<DateOrText> for Day {
    type Error = String;

    fn try_from(written: DateOrText) -> Result<Self, String> {
        date(&written.text()).map(Self)
    }
}

impl TryFrom<DateOrText> for Days {
    type Error = String;

    fn try_from(written: DateOrText) -> Result<Self, String> {
        let text = written.text();
        let (first, last) = text.split_once('/').unwrap_or((&text, &text));
        let days = Self { first: date(first)?, last: date(last)? };
        if days.first > days.last { Err(format!("`{text}` ends before it begins")) } else { Ok(days) }
    }
}

/// Spellings of the days of the week, Monday first.
const WEEKDAYS: [[&str; 4]; 7] = [
    ["mon", "monday", "월", "월요일"],
    ["tue", "tuesday", "화", "화요일"],
    ["wed", "wednesday", "수", "수요일"],
    ["thu", "thursday", "목", "목요일"],
    ["fri", "friday", "금", "금요일"],
    ["sat", "saturday", "토", "토요일"],
    ["sun", "sunday", "일", "일요일"],
];

impl TryFrom<String> for Weekday {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wanted = text.trim().to_lowercase();
        let found = (1..).zip(WEEKDAYS).find(|(_, spellings)| spellings.contains(&&*wanted));
        found
            .and_then(|(number, _)| jiff::civil::Weekday::from_monday_one_offset(number).ok())
            .map(Self)
            .ok_or_else(|| format!("`{text}` is no day of the week; write one as mon or 월"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, FILE_NAME};
    use crate::source::{CoursePath, Source};
    use jiff::civil::date;

    fn parse(text: &str) -> Result<CalendarConfig, String> {
        let source = Source::new(CoursePath::new(FILE_NAME), &format!("[calendar]\n{text}"));
        Config::parse(&source).map(|config| config.calendar).map_err(|mistakes| mistakes[0].message.to_string())
    }

    #[test]
    fn dates_days_and_weekdays() {
        let config = parse(
            "start = 2025-11-03\nholidays = [2025-12-25, \"2025-12-29/2026-01-02\"]\nweekdays = [\"Mon\", \"수\"]\n\
             [calendar.dates]\n\"week_05\" = \"2025-12-01\"\n",
        )
        .unwrap();
        assert_eq!(config.start, Some(Day(date(2025, 11, 3))));
        assert_eq!(config.dates["week_05"], Day(date(2025, 12, 1)));
        let taught = |day: i8| config.is_taught(date(2025, 12, day));
        assert_eq!((22..=31).filter(|&day| taught(day)).collect::<Vec<_>>(), [22, 24]);
        assert!(CalendarConfig::default().is_taught(date(2025, 12, 25)));
        assert!(!CalendarConfig::default().is_taught(date(2025, 12, 27)));
    }

    #[test]
    fn what_is_no_date_is_named() {
        let message = |text: &str| parse(text).unwrap_err();
        assert!(message("start = \"3.11.2025\"").contains("is no date"));
        assert!(message("holidays = [\"2025-12-25/2025-12-24\"]").contains("ends before"));
        assert!(message("weekdays = [\"someday\"]").contains("no day of the week"));
    }
}
