//! Turns the setting `time-zone` into the time zone in which the dates of a course are meant.

use jiff::tz::{Offset, TimeZone};
use serde::Deserialize;

/// The time zone of a course: a name of the IANA database (`Asia/Seoul`) or an offset from UTC (`+09:00`).
///
/// The database is part of the program, so that a site does not depend on the machine that builds it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CourseTimeZone(pub TimeZone);

impl TryFrom<String> for CourseTimeZone {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let name = text.trim();
        let zone = offset(name).map(TimeZone::fixed).or_else(|| TimeZone::get(name).ok());
        zone.map(Self).ok_or_else(|| format!("`{text}` is no time zone; write one as Asia/Seoul or +09:00"))
    }
}

/// Parses an offset from UTC: `+09:00`, `+0900`, `-3`, `UTC+9`, `Z`.
fn offset(text: &str) -> Option<Offset> {
    if matches!(text, "UTC" | "GMT" | "Z") {
        return Some(Offset::UTC);
    }
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text).trim();
    let (sign, digits) = match (text.strip_prefix('+'), text.strip_prefix(['-', '−'])) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let number = |text: &str| text.parse::<u8>().ok().map(i32::from).filter(|_| !text.starts_with('+'));
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    // The widest offset in use is 14 hours (Kiribati).
    (hours <= 14 && minutes < 60).then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_offsets() {
        let at_noon = |name: &str| {
            let zone = CourseTimeZone::try_from(name.to_owned()).ok()?.0;
            let noon = jiff::civil::date(2026, 3, 9).at(12, 0, 0, 0);
            zone.to_timestamp(noon).ok().map(|time| time.to_string())
        };
        for name in ["Asia/Seoul", "+09:00", "+9", "UTC+9", "+0900"] {
            assert_eq!(at_noon(name).as_deref(), Some("2026-03-09T03:00:00Z"), "{name}");
        }
        assert_eq!(at_noon("America/New_York").as_deref(), Some("2026-03-09T16:00:00Z"), "daylight saving time");
        assert_eq!(at_noon("-03:30").as_deref(), Some("2026-03-09T15:30:00Z"));
        assert_eq!(at_noon("UTC").as_deref(), Some("2026-03-09T12:00:00Z"));
        for name in ["", "Seoul", "+25", "09:00", "Asia/Soul", "+9:99", "+-9"] {
            assert_eq!(at_noon(name), None, "{name}");
        }
    }
}
