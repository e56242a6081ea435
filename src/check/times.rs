//! Reports times of a course that contradict each other.

use std::collections::BTreeMap;

use super::page::CheckedPage;
use crate::course::{Course, Entry, EntryKind, Target};
use crate::diagnostic::{Code, Diagnostic};
use crate::lesson::time::{self, Range};
use crate::lesson::{FactKey, Lesson, TimetableRow};
use crate::message;
use crate::source::{CoursePath, Span};

/// From this many sessions at the same time on, overlaps are intended: tracks, or lectures at one hour on different days.
const TRACKS: usize = 3;

/// Longer lines, in bytes, are data.
const MAX_LINE_BYTES: usize = 2000;

/// Half a day in minutes: `9:00-1:00` is four hours on a 12-hour clock.
const HALF_DAY: i64 = 12 * 60;

/// Reports lengths that contradict the times before them, and sections that together take longer than their session.
pub(super) fn check(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let may_state = |text: &str| text.len() <= MAX_LINE_BYTES && text.contains(':') && text.contains('(');
    for (line, text) in page.prose().filter(|(_, text)| may_state(text)) {
        // Times between backticks are examples.
        for (at, _) in text.match_indices('(').filter(|(at, _)| text[..*at].matches('`').count() % 2 == 0) {
            let Some((start, range, stated, end)) = stated_length(text, at) else { continue };
            let taken = i64::from(range.minutes());
            if (taken - i64::from(stated)) % HALF_DAY != 0 {
                let line = page.source.line_span(line);
                let range_text = range.to_string();
                let message = if range.end < range.start {
                    message!("time-length-backwards", range = range_text)
                } else {
                    message!("time-length", range = range_text, taken = taken.to_string(), stated = stated.to_string())
                };
                let span = Span::new(line.start + start, line.start + end);
                found.push(
                    Diagnostic::at(&page.lesson.path, span, Code::TimeLength, message)
                        .hint(message!("time-length.hint")),
                );
            }
        }
    }
    section_minutes(page, found);
}

/// Parses the times and length of `10:00-10:50 (50분)` around the bracket at byte `open`: returns the byte at which they
/// begin, the times, the length in minutes, and the byte at which they end. A length with a remark (`45분, 5분 단축`) or an
/// estimate (`약 2시간`) is not compared.
fn stated_length(text: &str, open: usize) -> Option<(usize, Range, u32, usize)> {
    let inner = text[open + 1..].split(')').next()?;
    let end = open + 1 + inner.len() + 1;
    if end > text.len() || !inner.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let stated = time::length(inner)?;
    let before = text[..open].trim_end().trim_end_matches(['*', '_', '`']).trim_end();
    let is_clock = |c: char| c.is_ascii_digit() || c == ':';
    let right =
        before.rfind(|c| !is_clock(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let left = before[..right].trim_end().trim_end_matches(['-', '–', '—', '~', '～', '∼']).trim_end();
    let start = left.rfind(|c| !is_clock(c)).map_or(0, |at| at + left[at..].chars().next().map_or(1, char::len_utf8));
    let range = time::find_range(&before[start..])?;
    // The length after several times, `10:00-11:00 + 11:10-12:00 (110분)`, is their sum.
    let is_one = time::find_range(&text[..start]).is_none() && right > left.len();
    is_one.then_some((start, range, stated, end))
}

/// Reports a session whose timed sections take longer than the session.
fn section_minutes(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let Some((lasts, info)) = page.lesson.info.as_ref().and_then(|info| Some((info.minutes?, info))) else { return };
    let Some(level) = page.lesson.headings.iter().filter(|h| h.minutes.is_some() && !h.nested).map(|h| h.level).min()
    else {
        return;
    };
    let timed = page.lesson.headings.iter().filter(|heading| heading.level == level && heading.level > 1);
    let minutes: Vec<u32> = timed.filter_map(|heading| heading.minutes).collect();
    let sum: u32 = minutes.iter().sum();
    if minutes.len() > 1 && sum > lasts {
        let message =
            message!("section-minutes", count = minutes.len(), sum = sum.to_string(), lasts = lasts.to_string());
        let span = time_span(page.lesson).unwrap_or(page.words_of(info.lines.0));
        found.push(
            Diagnostic::at(&page.lesson.path, span, Code::SectionMinutes, message)
                .hint(message!("section-minutes.hint")),
        );
    }
}

/// Returns the span of the time in the info block of a lesson.
fn time_span(lesson: &Lesson) -> Option<Span> {
    let facts = &lesson.info.as_ref()?.facts;
    facts.iter().find(|fact| fact.key == FactKey::Time).map(|fact| fact.value)
}

/// Returns the times of a lesson, if they end after they begin.
fn range_of(lesson: &Lesson) -> Option<Range> {
    lesson.info.as_ref()?.range.filter(|range| range.start < range.end)
}

/// Reports sessions of one day that overlap, and timetables that contradict the sessions they link.
pub(super) fn check_days(course: &Course, pages: &[CheckedPage<'_>], found: &mut Vec<Diagnostic>) {
    for day in course.entries.iter().filter(|entry| entry.kind == EntryKind::Day) {
        overlaps(course, day, found);
    }
    for page in pages {
        timetable(course, page, found);
    }
}

/// Reports sessions of a day that overlap.
fn overlaps(course: &Course, day: &Entry, found: &mut Vec<Diagnostic>) {
    let session = |index: &usize| {
        let entry = &course.entries[*index];
        let lesson = course.lesson_of(entry).filter(|_| entry.listed)?;
        Some((range_of(lesson)?, entry, lesson))
    };
    let mut sessions: Vec<(Range, &Entry, &Lesson)> = day.children.iter().filter_map(session).collect();
    sessions.sort_by_key(|(range, _, _)| *range);
    let alike = |range: Range| sessions.iter().filter(|(other, _, _)| *other == range).count();
    for (at, &(range, entry, lesson)) in sessions.iter().enumerate() {
        for &(other, other_entry, other_lesson) in &sessions[..at] {
            let overlap = other.start < range.end && range.start < other.end;
            if !overlap || (other == range && alike(range) >= TRACKS) {
                continue;
            }
            let name = other_lesson.path.relative_from(&lesson.path.parent().unwrap_or_default());
            let message = message!("time-overlap", range = range.to_string(), other = other.to_string(), name);
            let span = time_span(lesson).unwrap_or(super::page::title_span(lesson));
            let problem =
                Diagnostic::at(&lesson.path, span, Code::TimeOverlap, message).hint(message!("time-overlap.hint"));
            // A lab and a challenge at exactly the same time are more often a choice than a mistake.
            let is_choice = other == range && entry.kind != other_entry.kind;
            found.push(if is_choice { problem.as_info() } else { problem });
        }
    }
}

/// Reports timetable rows whose times differ from those of the session they link.
fn timetable(course: &Course, page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let Some(targets) = course.links.get(&page.lesson.path) else { return };
    for table in &page.lesson.timetables {
        let mut rows: BTreeMap<&CoursePath, Vec<(&TimetableRow, Range)>> = BTreeMap::new();
        for row in &table.rows {
            if let (Some(href), Some(range)) = (&row.href, row.range)
                && let Some(Target::Page { entry, fragment: None }) = targets.get(href)
                && let Some(path) = &course.entries[*entry].lesson
            {
                rows.entry(path).or_default().push((row, range));
            }
        }
        for (path, rows) in rows {
            let Some(own) = course.lessons.get(path).and_then(|lesson| range_of(lesson)) else { continue };
            let spans_rows =
                |(first, last): (&(_, Range), &(_, Range))| first.1.start == own.start && last.1.end == own.end;
            let agrees =
                rows.iter().any(|(_, range)| *range == own) || rows.first().zip(rows.last()).is_some_and(spans_rows);
            if agrees {
                continue;
            }
            let folder = page.lesson.path.parent().unwrap_or_default();
            let name = path.relative_from(&folder);
            found.extend(rows.iter().map(|(row, range)| {
                let message =
                    message!("timetable-time", range = range.to_string(), name = &name, own = own.to_string());
                Diagnostic::at(&page.lesson.path, first_cell(page, row.line), Code::TimetableTime, message)
                    .hint(message!("timetable-time.hint"))
            }));
        }
    }
}

/// Returns the span of the first cell of a table row on a 1-based line.
fn first_cell(page: &CheckedPage<'_>, line: usize) -> Span {
    let row = page.words_of(line);
    let text = &page.source.text[row.start..row.end];
    let cell = text.trim_start_matches('|').split('|').next().unwrap_or_default();
    let start = row.start + (text.len() - text.trim_start_matches('|').len()) + (cell.len() - cell.trim_start().len());
    Span::new(start, start + cell.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_after_times() {
        let check = |text: &str, expected: Option<(&str, i64)>| {
            let found = text.match_indices('(').find_map(|(at, _)| stated_length(text, at));
            let shown = found
                .map(|(start, range, stated, end)| (&text[start..end], i64::from(range.minutes()) - i64::from(stated)));
            assert_eq!(shown, expected, "{text}");
        };
        check("**시간**: 10:00-10:50 (50분)", Some(("10:00-10:50 (50분)", 0)));
        check("시작 오후 1:00 ~ 2:30 (1시간)", Some(("1:00 ~ 2:30 (1시간)", 30)));
        check("| **09:00–10:00** (45 min) |", Some(("09:00–10:00** (45 min)", 15)));
        check("10:00-11:00 + 11:10-12:00 (110분)", None);
        check("10:00-10:50 (45분, 5분 단축)", None);
        check("10:00-12:00 (약 2시간)", None);
        check("port 10:00 (50분)", None);
        check("10:00-10:50 (Zoom)", None);
    }
}
