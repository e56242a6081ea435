//! Turns the dates of an entry into text, in the words of the theme.

use jiff::civil::Date;
use serde::Serialize;

use super::theme::Words;
use crate::course::Dates;

/// A date, or a range of dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct DateView {
    /// The date for programs: `2025-11-03`, or the ISO 8601 interval `2025-11-03/2025-11-07`.
    pub(crate) days: String,
    /// The date for readers: `11월 3일 (월)`, `Mon 3 Nov`.
    pub(crate) text: String,
}

impl DateView {
    /// Formats dates in the words of a theme.
    pub(crate) fn new(dates: Dates, words: &Words) -> Self {
        let Dates { first, last } = dates;
        if first == last {
            return Self { days: first.to_string(), text: day(first, words) };
        }
        Self { days: format!("{first}/{last}"), text: format!("{} – {}", day(first, words), day(last, words)) }
    }
}

/// Formats a day in the words of a theme.
pub(crate) fn day(date: Date, words: &Words) -> String {
    let pick = |list: &str, place: i8| {
        let place = usize::try_from(place).unwrap_or_default();
        words.get(list).split(' ').nth(place).unwrap_or_default().to_owned()
    };
    words
        .get("date")
        .replace("{month}", &pick("months", date.month() - 1))
        .replace("{day}", &date.day().to_string())
        .replace("{weekday}", &pick("weekdays", date.weekday().to_monday_zero_offset()))
}
