//! Turns dates with or without times of day, as authors write them, into moments.

mod time_of_day;

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{ToSpan as _, ZonedDateTime};
use serde::{Deserialize, Serialize};

pub(super) use self::time_of_day::{TimedWords, timed_words};
use super::numbering::MONTHS;

/// A moment as written: on a clock of a stated offset from UTC, or else on the clock of the course
/// (the setting `time-zone`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// Parses a date, with or without a time: `2026-12-20`, `2026-12-20T09:00+09:00`, `2026. 12. 20.`, `Dec 20, 2026 6 pm`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::of_standard(text).or_else(|| {
            let words = timed_words(text);
            let day = date(&alphanumeric(&words.others))?;
            Self::on(day, &words)
        })
    }

    /// Parses a date as [`parse`](Self::parse) does, if it states year, month and day and every other word is part of it.
    pub fn parse_whole(text: &str) -> Option<Self> {
        // `2026-03` is a month to the standard's parser too, and no day.
        Self::of_standard(text).or_else(|| {
            let words = timed_words(text);
            let parts: Vec<String> =
                alphanumeric(&words.others).into_iter().filter(|word| !is_beside_date(word)).collect();
            let day = date(&parts).filter(|_| is_whole_date(&parts))?;
            Self::on(day, &words)
        })
    }

    /// Parses a date of RFC 3339 or RFC 9557.
    fn of_standard(text: &str) -> Option<Self> {
        let pieces = jiff::fmt::temporal::Pieces::parse(text.trim()).ok()?;
        let time = pieces.date().to_datetime(pieces.time().unwrap_or_default());
        let named = || {
            let zone = pieces.to_time_zone().ok()??;
            Some(zone.to_offset(zone.to_timestamp(time).ok()?))
        };
        Some(Self { time, offset: pieces.to_numeric_offset().or_else(named) })
    }

    /// Returns the moment of a day at the time that its words state; midnight if they state none.
    fn on(day: Date, words: &TimedWords) -> Option<Self> {
        let midnight = day.to_datetime(Time::default());
        let time = midnight.checked_add(words.seconds.unwrap_or_default().seconds()).ok()?;
        Some(Self { time, offset: words.offset })
    }

    /// Returns the moment at a time of a day on the clock of the course.
    pub fn at(time: DateTime) -> Self {
        Self { time, offset: None }
    }

    /// Tests whether the moment has come.
    pub fn has_come(self, now: &ZonedDateTime) -> bool {
        self.time <= self.offset.map_or_else(|| now.datetime(), |offset| offset.to_datetime(now.timestamp()))
    }

    /// Returns the moment on the clock of a time zone; `None` beyond the years that can be counted.
    pub fn in_zone(self, zone: &TimeZone) -> Option<ZonedDateTime> {
        let stated = self.offset.map_or_else(|| zone.clone(), TimeZone::fixed);
        let timestamp = stated.to_timestamp(self.time).ok()?;
        Some(timestamp.to_zoned_datetime(zone.clone()))
    }

    /// Returns the day, for messages.
    pub fn date(self) -> Date {
        self.time.date()
    }
}

/// Formats the moment for readers: `2026-03-09`, `2026-03-09 18:00`, `2026-03-09 18:00 +09:00`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.time.date())?;
        if self.time.time() != Time::default() || self.offset.is_some() {
            write!(f, " {}", self.time.strftime("%H:%M"))?;
        }
        self.offset.map_or(Ok(()), |offset| write!(f, " {offset}"))
    }
}

/// Splits words at their signs: `2026-03-09` into three.
fn alphanumeric(words: &[String]) -> Vec<String> {
    let parts = words.iter().flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
    parts.filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}

/// Words beside a date that change nothing in it: days of the week, and those that join its parts.
fn is_beside_date(word: &str) -> bool {
    const WORDS: [&str; 25] = [
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "월",
        "화",
        "수",
        "목",
        "금",
        "토",
        "일",
        "at",
        "on",
        "from",
        "부터",
    ];
    WORDS.contains(&word) || word.strip_suffix("요일").is_some_and(|day| WORDS.contains(&day))
}

/// Tests whether the words of a date are its year, its month and its day, and nothing else.
fn is_whole_date(words: &[String]) -> bool {
    const COUNTERS: [&str; 12] = ["", "년", "월", "일", "일부터", "年", "月", "日", "st", "nd", "rd", "th"];
    let is_number = |word: &&String| {
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < word.len() && COUNTERS.contains(&rest)
    };
    let numbers = words.iter().filter(is_number).count();
    let names_month = words.iter().any(|word| is_month(word));
    words.len() == 3 && numbers == if names_month { 2 } else { 3 }
}

fn is_month(word: &str) -> bool {
    month_number(word).is_some()
}

/// Returns the number of the month that a word names by its first three letters.
pub(super) fn month_number(word: &str) -> Option<i8> {
    let start = word.get(..3).filter(|_| word.is_ascii())?;
    let place = MONTHS.iter().position(|month| month.starts_with(start))?;
    i8::try_from(place + 1).ok()
}

/// Reads a date in words: year, month and day in this order, or a month by its name with a year and perhaps a day.
fn date(words: &[String]) -> Option<Date> {
    let number = |word: &String| -> Option<i16> {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok().filter(|_| digits.starts_with(|c: char| c.is_ascii_digit()))
    };
    let numbers: Vec<i16> = words.iter().filter_map(number).collect();
    let is_year = |number: &i16| *number > 1000;
    let year = *numbers.iter().find(|number| is_year(number))?;
    let small = |place: usize| numbers.iter().copied().filter(|number| !is_year(number)).nth(place);
    let narrow = |number: Option<i16>| number.map_or(Some(1), |number| i8::try_from(number).ok());
    if let Some(month) = words.iter().find_map(|word| month_number(word)) {
        return Date::new(year, month, narrow(small(0))?).ok();
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
    fn times_of_day_count() {
        let whole = |text: &str| Moment::parse_whole(text).map(|moment| moment.to_string());
        for text in [
            "2026-03-09 18:00",
            "2026. 3. 9. 18:00",
            "2026년 3월 9일(월) 오후 6시",
            "2026-03-09 6pm",
            "Mon, March 9, 2026 at 6:00 PM",
            "2026-03-09T18:00",
            "2026-3-9 18시",
        ] {
            assert_eq!(whole(text).as_deref(), Some("2026-03-09 18:00"), "{text}");
        }
        assert_eq!(whole("2026-03-09").as_deref(), Some("2026-03-09"));
        assert_eq!(whole("2026-03-09 24:00").as_deref(), Some("2026-03-10"));
        assert_eq!(whole("2026-03-09 18:00 +09:00").as_deref(), Some("2026-03-09 18:00 +09"));
        for text in [
            "2026",
            "2026-03",
            "2026.1",
            "2026-03-09 18:00 KST",
            "2026-03-09 evening",
            "3/9 18:00",
            "2026-03-09-10",
            "v2026.3.9",
            "2026-13-09",
            "9 March",
            "2026-03-09 25:00",
            "before 2026-03-09",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
        assert_eq!(Moment::parse("Dec 20, 2026 at 6pm").unwrap().to_string(), "2026-12-20 18:00");
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
