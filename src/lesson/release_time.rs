//! Turns the words of a release (`2026-03-09 18:00`, `week_02`) into the time from which a text is published.

use std::fmt;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::moment::Moment;

/// The time from which a page or a part of one is published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReleaseTime {
    /// A moment.
    Moment(Moment),
    /// The first day of a week or day of the course by its calendar, at a time of that day.
    Unit {
        /// The path or the label of the week or day, as written.
        name: String,
        /// The time of its first day.
        time: Time,
    },
}

impl ReleaseTime {
    /// Parses a release: a date with or without a time, or else the name of a week or day with or without a time. `None` for an
    /// empty text.
    ///
    /// A text that is neither is taken for a name, which the course does not have: nothing is published by a mistake.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if let Some(moment) = Moment::parse_whole(text) {
            return Some(Self::Moment(moment));
        }
        let timed = text.rsplit_once(char::is_whitespace).and_then(|(name, time)| {
            let time = Time::strptime("%H:%M", time).ok()?;
            Some(Self::Unit { name: name.trim().to_owned(), time })
        });
        Some(timed.unwrap_or_else(|| Self::Unit { name: text.to_owned(), time: Time::default() }))
    }
}

/// Formats the release for readers: `2026-03-09 18:00`, `week_02`.
impl fmt::Display for ReleaseTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moment(moment) => moment.fmt(f),
            Self::Unit { name, time } if *time == Time::default() => f.write_str(name),
            Self::Unit { name, time } => write!(f, "{name} {}", time.strftime("%H:%M")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_units() {
        let check = |text: &str, is_moment: bool, shown: &str| {
            let time = ReleaseTime::parse(text).unwrap();
            assert_eq!(
                (matches!(time, ReleaseTime::Moment(_)), time.to_string().as_str()),
                (is_moment, shown),
                "{text}"
            );
        };
        check("2026-03-09", true, "2026-03-09");
        check(" 2026-03-09 18:00 ", true, "2026-03-09 18:00");
        check("week_02", false, "week_02");
        check("week_02 09:30", false, "week_02 09:30");
        check("2026-03-09 18:00 KST", false, "2026-03-09 18:00 KST");
        check("3/9", false, "3/9");
        assert_eq!(ReleaseTime::parse(" "), None);
    }
}
