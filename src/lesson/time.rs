//! Turns the times and lengths that authors write (`10:00-10:50 (50분)`, `1시간 30분`, `45 min`) into minutes.

use serde::{Deserialize, Serialize};

/// A time of day in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Clock(pub u16);

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A range of times of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Range {
    /// Its start.
    pub start: Clock,
    /// Its end.
    pub end: Clock,
}

impl Range {
    /// Its length in minutes; an end before the start is taken for the next day.
    pub fn minutes(self) -> u32 {
        let (start, end) = (u32::from(self.start.0), u32::from(self.end.0));
        if end >= start { end - start } else { end + 24 * 60 - start }
    }

    /// Formats both ends in minutes after midnight, for scripts: `540-590`.
    pub fn minutes_text(self) -> String {
        format!("{}-{}", self.start.0, self.end.0)
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}–{}", self.start, self.end)
    }
}

/// Finds the first `HH:MM-HH:MM` of a text; `–`, `—`, `~` and spaces may join the two.
pub fn find_range(text: &str) -> Option<Range> {
    text.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, _)| {
        if text[..at].ends_with(|c: char| c.is_ascii_digit() || c == ':') {
            return None;
        }
        let (start, rest) = clock(&text[at..])?;
        let rest = rest.trim_start();
        let joint = rest.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '~' | '～' | '∼'))?;
        let (end, rest) = clock(rest[joint.len_utf8()..].trim_start())?;
        (!rest.starts_with(|c: char| c.is_ascii_digit() || c == ':')).then_some(Range { start, end })
    })
}

/// Parses `9:05` at the start of a text.
fn clock(text: &str) -> Option<(Clock, &str)> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
    (hour <= 24 && minute < 60).then_some((Clock(u16::try_from(hour * 60 + minute).ok()?), rest))
}

fn digits(text: &str, most: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, &text[length..]))
}

/// Parses a text that is only a length of time: `50분`, `1시간 30분`, `90 minutes`, `1.5h`, `1h 30m`.
pub fn length(text: &str) -> Option<u32> {
    let mut rest = text.trim().trim_start_matches(['약', '총']).trim_start_matches("about ").trim_start();
    let mut minutes = 0.0;
    let mut read_any = false;
    while !rest.is_empty() {
        let length = rest.bytes().take(6).take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let number: f64 = rest[..length].parse().ok()?;
        let after = rest[length..].trim_start();
        let (unit, after) =
            UNITS.iter().find_map(|&(text, unit)| strip_unit(after, text).map(|after| (unit, after)))?;
        minutes += number * unit;
        rest = after.trim_start();
        read_any = true;
    }
    // Checked to be a small non-negative whole number before it is converted.
    let whole = minutes.round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10,000 fits")]
    (read_any && (0.0..=10_000.0).contains(&whole)).then_some(whole as u32)
}

const UNITS: [(&str, f64); 12] = [
    ("시간", 60.0),
    ("분", 1.0),
    ("hours", 60.0),
    ("hour", 60.0),
    ("hrs", 60.0),
    ("hr", 60.0),
    ("h", 60.0),
    ("minutes", 1.0),
    ("minute", 1.0),
    ("mins", 1.0),
    ("min", 1.0),
    ("m", 1.0),
];

fn strip_unit<'a>(text: &'a str, unit: &str) -> Option<&'a str> {
    let head = text.get(..unit.len())?;
    let rest = &text[unit.len()..];
    (head.eq_ignore_ascii_case(unit) && !rest.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(rest)
}

/// Splits the length from the end of a heading: `개념 1 (12분)`, `정리 - 10분`, `소개 (09:00-09:50)`.
///
/// Returns the heading without it, the length in minutes, and the byte offset at which the length begins.
pub fn split_heading(text: &str) -> Option<(&str, u32, usize)> {
    let trimmed = text.trim_end();
    let (at, inner) = if let Some(open) = trimmed.strip_suffix(')').and_then(|t| t.rfind('(')) {
        (open, &trimmed[open + 1..trimmed.len() - 1])
    } else {
        let is_apart =
            |at: usize, dash: &str| trimmed[..at].ends_with(' ') && trimmed[at + dash.len()..].starts_with(' ');
        let at = trimmed.rmatch_indices(['-', '–', '—']).find(|(at, dash)| is_apart(*at, dash))?.0 - 1;
        (at, trimmed[at + 1..].trim_start_matches(['-', '–', '—', ' ']))
    };
    let minutes = length(inner)
        .or_else(|| find_range(inner).filter(|_| !inner.contains(char::is_alphabetic)).map(Range::minutes))
        .or_else(|| inner.split_once(',').and_then(|(head, _)| length(head)))?;
    Some((trimmed[..at].trim_end(), minutes, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let check = |text, expected: Option<&str>| {
            assert_eq!(find_range(text).map(|r| r.to_string()).as_deref(), expected, "{text}");
        };
        check("10:00-10:50 (50분)", Some("10:00–10:50"));
        check("오전 9:00 ~ 9:50", Some("09:00–09:50"));
        check("**13:00–14:00**", Some("13:00–14:00"));
        check("IP 10.0.0.1:80-90", None);
        check("25:00-26:00", None);
        assert_eq!(find_range("23:30-00:30").unwrap().minutes(), 60);
    }

    #[test]
    fn lengths() {
        let check = |text, expected| assert_eq!(length(text), expected, "{text}");
        check("50분", Some(50));
        check("1시간 30분", Some(90));
        check("1.5h", Some(90));
        check("45 minutes", Some(45));
        check("1h 30m", Some(90));
        check("분", None);
        check("12개", None);
        check("5 memories", None);
        check("", None);
    }

    #[test]
    fn headings() {
        assert_eq!(split_heading("개념 1: 볼륨 (12분)").map(|h| (h.0, h.1)), Some(("개념 1: 볼륨", 12)));
        assert_eq!(split_heading("정리 - 10분").map(|h| (h.0, h.1)), Some(("정리", 10)));
        assert_eq!(split_heading("실습 (09:00-11:00)").map(|h| (h.0, h.1)), Some(("실습", 120)));
        assert_eq!(split_heading("정리 (45분, 5분 단축)").map(|h| (h.0, h.1)), Some(("정리", 45)));
        assert_eq!(split_heading("Load Balancer (LB)"), None);
        assert_eq!(split_heading("A - B"), None);
    }
}
