//! Turns the dates in front matter into the time within which a page is published.

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use serde::{Deserialize, Serialize};

use crate::lesson::numbering::MONTHS;

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

/// A moment as written: on a clock of a stated offset from UTC, or else on the clock of the place where the site is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    time: DateTime,
    #[serde(with = "seconds")]
    offset: Option<Offset>,
}

/// Writes an offset from UTC as its seconds, and reads it.
mod seconds {
    use jiff::tz::Offset;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference to the field")]
    pub(super) fn serialize<S: Serializer>(offset: &Option<Offset>, serializer: S) -> Result<S::Ok, S::Error> {
        offset.map(Offset::seconds).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Offset>, D::Error> {
        let seconds = Option::<i32>::deserialize(deserializer)?;
        seconds.map(Offset::from_seconds).transpose().map_err(de::Error::custom)
    }
}

impl Moment {
    /// Parses a date, with or without a time: `2026-12-20`, `2026-12-20T09:00+09:00`, `2026. 12. 20.`, `Dec 20, 2026`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(pieces) = jiff::fmt::temporal::Pieces::parse(text) {
            let time = pieces.date().to_datetime(pieces.time().unwrap_or_default());
            return Some(Self { time, offset: pieces.to_numeric_offset() });
        }
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        Some(Self { time: date(&words)?.to_datetime(jiff::civil::Time::default()), offset: None })
    }

    /// Tests whether the moment has come.
    pub fn has_come(self, now: &ZonedDateTime) -> bool {
        self.time <= self.offset.map_or_else(|| now.datetime(), |offset| offset.to_datetime(now.timestamp()))
    }

    /// Returns the day, for messages.
    pub fn date(self) -> Date {
        self.time.date()
    }
}

/// Reads a date in words: year, month and day in this order, or a month by its name with a year and perhaps a day.
fn date(words: &[String]) -> Option<Date> {
    let number = |word: &String| -> Option<i16> {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok().filter(|_| digits.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_month =
        |word: &String| word.len() >= 3 && word.is_ascii() && MONTHS.iter().any(|month| month.starts_with(&word[..3]));
    let numbers: Vec<i16> = words.iter().filter_map(number).collect();
    let is_year = |number: &i16| *number > 1000;
    let year = *numbers.iter().find(|number| is_year(number))?;
    let small = |place: usize| numbers.iter().copied().filter(|number| !is_year(number)).nth(place);
    let narrow = |number: Option<i16>| number.map_or(Some(1), |number| i8::try_from(number).ok());
    if let Some(name) = words.iter().find(|word| is_month(word)) {
        let month = MONTHS.iter().position(|month| month.starts_with(&name[..3]))?;
        return Date::new(year, i8::try_from(month + 1).ok()?, narrow(small(0))?).ok();
    }
    let is_dated = numbers.first().is_some_and(is_year) && numbers.len() == words.len();
    is_dated.then(|| Date::new(year, narrow(small(0))?, narrow(small(1))?).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_authors_write_them() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(Moment::parse(text).map(|moment| moment.date().to_string()).as_deref(), expected, "{text}");
        };
        for text in [
            "2026-12-20",
            "2026-12-20T09:00:00+09:00",
            "2026-12-20 09:00",
            "2026/12/20",
            "2026. 12. 20.",
            "Dec 20, 2026",
        ] {
            check(text, Some("2026-12-20"));
        }
        check("2026년 12월 20일", Some("2026-12-20"));
        check("20 December 2026", Some("2026-12-20"));
        check("September 2024", Some("2024-09-01"));
        check("2024", Some("2024-01-01"));
        for text in ["", "soon", "after the exam", "2026-13-40", "in 3 weeks", "not before 2026-12-20"] {
            check(text, None);
        }
    }

    #[test]
    fn a_moment_is_on_the_clock_that_it_names() {
        let now: ZonedDateTime = "2026-12-20T03:00:00+00:00[UTC]".parse().unwrap();
        let has_come = |text: &str| Moment::parse(text).unwrap().has_come(&now);
        assert!(has_come("2026-12-20") && has_come("2026-12-20 03:00") && has_come("2026-12-20T12:00:00+09:00"));
        assert!(!has_come("2026-12-20 03:01") && !has_come("2026-12-20T12:01:00+09:00") && !has_come("2026-12-21"));
        assert!(has_come("2026-12-20T03:00:00Z"));
    }
}
