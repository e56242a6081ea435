//! Turns the dates and times of a course into an iCalendar file (RFC 5545).

use std::fmt::Write;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use crate::lesson::time::Range;

/// An event (`VEVENT`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CalendarEvent {
    /// The unique id, the same in every build.
    pub(crate) id: String,
    /// The title.
    pub(crate) title: String,
    /// The description.
    pub(crate) about: Option<String>,
    /// The URL of its page, if the URL of the site is known.
    pub(crate) url: Option<String>,
    /// The first day.
    pub(crate) first: Date,
    /// The last day.
    pub(crate) last: Date,
    /// The time on the first day.
    pub(crate) time: EventTime,
}

/// The time of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EventTime {
    /// All of its days.
    WholeDays,
    /// From a time to another.
    Range(Range),
    /// A moment at which work is due, with the offset from UTC if it is known; the whole day without one. An alarm goes off a
    /// day before.
    Due(Option<DateTime>, Option<Offset>),
}

/// The maximum length of a line in octets, without its line break; longer ones are folded (RFC 5545, 3.1).
const MAX_OCTETS: usize = 75;

/// Writes a calendar.
///
/// Times are "floating" (3.3.5, form 1): local times of the room where the course is held, without a time zone. `DTSTAMP`
/// is the day of the first event instead of the time of the build, so that the same course results in the same bytes.
pub(crate) fn calendar(name: &str, language: &str, generator: &str, events: &[CalendarEvent]) -> String {
    let mut lines = ContentLines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", &format!("-//seodang//{}//{}", text(generator), language.to_uppercase()));
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", "PUBLISH");
    lines.put("X-WR-CALNAME", &text(name));
    let stamp = events.iter().map(|event| event.first).min();
    for event in events {
        lines.put("BEGIN", "VEVENT");
        lines.put("UID", &format!("{}@seodang", event.id));
        lines.put("DTSTAMP", &format!("{}T000000Z", stamp.unwrap_or(event.first).strftime("%Y%m%d")));
        lines.put_times(event);
        lines.put("SUMMARY", &text(&event.title));
        if let Some(about) = &event.about {
            lines.put("DESCRIPTION", &text(about));
        }
        if let Some(url) = &event.url {
            lines.put("URL", url);
        }
        if let EventTime::Due(..) = event.time {
            // 3.6.6: an alarm that shows a text has its description.
            lines.put("BEGIN", "VALARM");
            lines.put("ACTION", "DISPLAY");
            lines.put("DESCRIPTION", &text(&event.title));
            lines.put("TRIGGER", "-P1D");
            lines.put("END", "VALARM");
        }
        lines.put("END", "VEVENT");
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

/// Escapes a text as a value (3.3.11).
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// The content lines of a file, folded (3.1).
#[derive(Default)]
struct ContentLines(String);

impl ContentLines {
    /// Writes the start and the end of an event. One that begins at a moment and has no end takes no time (3.6.1).
    fn put_times(&mut self, event: &CalendarEvent) {
        let form = "%Y%m%dT%H%M%S";
        match event.time {
            EventTime::Range(range) => {
                let at = |day: Date, minutes: u16| {
                    let moment = day.at(0, 0, 0, 0).saturating_add(i64::from(minutes).minutes());
                    DateTime::strftime(&moment, form).to_string()
                };
                let end_day = if range.end < range.start { event.first.saturating_add(1.day()) } else { event.first };
                self.put("DTSTART", &at(event.first, range.start.0));
                self.put("DTEND", &at(end_day, range.end.0));
            }
            EventTime::Due(Some(time), offset) => {
                let universal = offset.and_then(|offset| offset.to_timestamp(time).ok());
                let text = match universal {
                    Some(moment) => format!("{}Z", Offset::UTC.to_datetime(moment).strftime(form)),
                    None => time.strftime(form).to_string(),
                };
                self.put("DTSTART", &text);
            }
            EventTime::WholeDays | EventTime::Due(None, _) => {
                self.put("DTSTART;VALUE=DATE", &event.first.strftime("%Y%m%d").to_string());
                // The end of an all-day event is the day after the last (3.6.1).
                self.put("DTEND;VALUE=DATE", &event.last.saturating_add(1.day()).strftime("%Y%m%d").to_string());
            }
        }
    }

    fn put(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        let mut line = String::new();
        // Writing to a string cannot fail.
        let _ = write!(line, "{name}:{value}");
        for character in line.chars() {
            // A continuation line begins with a space, which counts.
            if octets + character.len_utf8() > MAX_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::time::find_range;
    use jiff::civil::date;

    #[test]
    fn lines_fold_between_characters_and_values_are_escaped() {
        let event = CalendarEvent {
            id: "a".to_owned(),
            title: format!("{}; 끝, \\", "가나다라마바사".repeat(6)),
            about: None,
            url: None,
            first: date(2025, 11, 3),
            last: date(2025, 11, 3),
            time: EventTime::Range(find_range("23:30-00:20").unwrap()),
        };
        let whole = CalendarEvent {
            time: EventTime::WholeDays,
            last: date(2025, 11, 7),
            title: "b".to_owned(),
            ..event.clone()
        };
        let file = calendar("이름", "ko", "seodang 1", &[event, whole]);
        assert!(file.split("\r\n").all(|line| line.len() <= MAX_OCTETS && !line.contains('\n')), "{file}");
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains("사\\; 끝\\, \\\\\r\n"), "{unfolded}");
        assert!(unfolded.contains("DTSTART:20251103T233000\r\nDTEND:20251104T002000\r\n"), "{unfolded}");
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20251103\r\nDTEND;VALUE=DATE:20251108\r\n"), "{unfolded}");
    }
}
