//! Turns the dates of the course into its iCalendar file, and a week into a schedule.

use std::sync::Arc;

use super::navigation::place_view;
use super::schedule::schedule_rows;
use super::{GENERATOR, RenderedFiles, SiteContext};
use crate::course::{Due, Entry, EntryKind};
use crate::lesson::time::Range;
use crate::render::calendar::{self, CalendarEvent, EventTime};
use crate::render::date::DateView;
use crate::render::page::{MapView, PlaceView};
use crate::site::{Output, SitePath};

/// Returns the date of an entry, if it is known.
pub(super) fn date_view(context: &SiteContext, index: usize) -> Option<DateView> {
    let dates = context.input.course.dates.get(&index)?;
    Some(DateView::new(*dates, &context.input.theme.words))
}

/// Returns the relative URL of the iCalendar file, for the overviews of the course and of weeks.
pub(super) fn calendar_href(context: &SiteContext, from: &SitePath, index: usize) -> Option<String> {
    let course = &*context.input.course;
    let offered = matches!(course.entries[index].kind, EntryKind::Course | EntryKind::Week)
        && !(course.dates.is_empty() && course.dues.is_empty());
    offered.then(|| from.href_to(&course.generated.calendar))
}

/// Renders the iCalendar file: an event for each session with a time, and an all-day event for each other day.
pub(super) fn calendar_file(context: &SiteContext) -> RenderedFiles {
    let course = &*context.input.course;
    let events = (0..course.entries.len()).filter_map(|index| calendar_event(context, index));
    let events: Vec<CalendarEvent> =
        events.chain(course.dues.iter().map(|(&index, due)| due_event(context, index, due))).collect();
    let text = calendar::calendar(&course.title, course.language.tag(), GENERATOR, &events);
    let place = course.generated.calendar.clone();
    RenderedFiles { outputs: vec![(place, Output::Bytes(Arc::from(text.into_bytes())))], ..RenderedFiles::default() }
}

fn calendar_event(context: &SiteContext, index: usize) -> Option<CalendarEvent> {
    let course = &*context.input.course;
    let entry = &course.entries[index];
    let dates = course.dates.get(&index)?;
    let time = time_range(context, entry);
    let holds_events = |&child: &usize| {
        let child_entry = &course.entries[child];
        child_entry.kind == EntryKind::Day
            || (course.dates.contains_key(&child) && time_range(context, child_entry).is_some())
    };
    let is_whole_day = matches!(entry.kind, EntryKind::Day | EntryKind::Week | EntryKind::Session)
        && entry.parent.is_none_or(|parent| course.entries[parent].kind != EntryKind::Day)
        && !entry.children.iter().any(holds_events);
    if time.is_none() && !is_whole_day {
        return None;
    }
    Some(CalendarEvent {
        id: event_id(context, entry, ""),
        title: event_title(context, index),
        about: course.lesson_of(entry).and_then(|lesson| lesson.summary.clone()),
        url: context.canonical(&entry.site),
        first: dates.first,
        last: dates.last,
        time: time.map_or(EventTime::WholeDays, EventTime::Range),
    })
}

/// Returns the event of a due date, with an alarm a day before.
fn due_event(context: &SiteContext, index: usize, due: &Due) -> CalendarEvent {
    let entry = &context.input.course.entries[index];
    let word = context.input.theme.words.get("due");
    CalendarEvent {
        id: event_id(context, entry, "\ndue"),
        title: format!("{word}: {}", event_title(context, index)),
        about: None,
        url: context.canonical(&entry.site),
        first: due.day,
        last: due.day,
        time: EventTime::Due(due.time, due.offset),
    }
}

/// Returns an id for an event of an entry, the same in every build.
fn event_id(context: &SiteContext, entry: &Entry, kind: &str) -> String {
    let identity = blake3::hash(format!("{}\n{}{kind}", context.input.course.title, entry.path).as_bytes()).to_hex();
    identity[..32].to_owned()
}

fn event_title(context: &SiteContext, index: usize) -> String {
    let entry = &context.input.course.entries[index];
    match context.labels[index].as_deref().or(entry.label.as_deref()) {
        Some(label) if !label.is_empty() => format!("{label}: {}", entry.title),
        _ => entry.title.clone(),
    }
}

fn time_range(context: &SiteContext, entry: &Entry) -> Option<Range> {
    context.input.course.lesson_of(entry)?.info.as_ref()?.range
}

/// Returns the schedule of a week: a column for each day that states times, on one axis of time.
///
/// Returns `None` unless at least two days state at least two times each: the list of days shows as much.
pub(super) fn week_map(context: &SiteContext, from: &SitePath, entry: &Entry) -> Option<MapView> {
    let course = &*context.input.course;
    let mut days = Vec::new();
    let mut sessions: Vec<Vec<(Range, PlaceView)>> = Vec::new();
    for &day in entry.children.iter().filter(|&&index| course.entries[index].kind == EntryKind::Day) {
        let times = course.entries[day].children.iter().filter_map(|&child| {
            Some((time_range(context, &course.entries[child])?, place_view(context, from, child)))
        });
        let times: Vec<_> = times.collect();
        if !times.is_empty() {
            days.push((place_view(context, from, day), date_view(context, day)).into());
            sessions.push(times);
        }
    }
    let full_days = sessions.iter().filter(|times| times.len() > 1).count();
    (entry.kind == EntryKind::Week && full_days >= 2).then(|| MapView { days, rows: schedule_rows(&sessions) })
}
