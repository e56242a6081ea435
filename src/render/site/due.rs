//! Turns the due dates of a course into views for its pages, events of its calendar, and a script for the home page.

use std::sync::Arc;

use anyhow::Result;

use super::navigation::place_view;
use super::{RenderedFiles, SiteContext};
use crate::course::{Due, EntryKind};
use crate::render::date::day;
use crate::render::page::{DueEntryView, DueView};
use crate::site::{Output, SitePath};

/// Returns when the work of an entry is due.
pub(super) fn due_view(context: &SiteContext, index: usize) -> Option<DueView> {
    let due = context.input.course.dues.get(&index)?;
    Some(DueView { moment: due.machine_text(), text: due_text(context, due) })
}

fn due_text(context: &SiteContext, due: &Due) -> String {
    let words = &context.input.theme.words;
    match due.time {
        Some(time) => format!("{}, {}", day(time.date(), words), time.strftime("%H:%M")),
        None => day(due.day, words),
    }
}

/// Returns the entries below an overview whose work is due, by their dates. The home page would grow with the course.
pub(super) fn due_entries(context: &SiteContext, from: &SitePath, index: usize) -> Vec<DueEntryView> {
    let course = &*context.input.course;
    let kind = course.entries[index].kind;
    if kind == EntryKind::Course || !kind.is_overview() {
        return Vec::new();
    }
    let below = |&(&at, _): &(&usize, &Due)| course.ancestors(at).contains(&index);
    let mut found: Vec<(&usize, &Due)> = course.dues.iter().filter(below).collect();
    found.sort_by_key(|(_, due)| (due.day, due.time));
    let view = |(&at, _): (&usize, &Due)| {
        Some(DueEntryView { place: place_view(context, from, at), due: due_view(context, at)? })
    };
    found.into_iter().filter_map(view).collect()
}

/// Returns the relative URL of the script with all due dates, on the home page.
pub(super) fn due_data_href(context: &SiteContext, from: &SitePath, index: usize) -> Option<String> {
    (index == 0 && !context.input.course.dues.is_empty()).then(|| from.href_to(&context.due_path()))
}

/// Renders the script: for each due date its moment, its text, and the address and the name of its page.
///
/// # Errors
/// Returns an error if a value cannot be written as JSON, which no text causes.
pub(super) fn due_data(context: &SiteContext) -> Result<RenderedFiles> {
    let course = &*context.input.course;
    let home = &course.entries[0].site;
    let mut rows = Vec::new();
    for (&index, due) in &course.dues {
        let entry = &course.entries[index];
        let name = match &entry.label {
            Some(label) => format!("{label}: {}", entry.title),
            None => entry.title.clone(),
        };
        rows.push((due.machine_text(), due_text(context, due), home.href_to(&entry.site), name));
    }
    let text = format!("window.seodangDues={};\n", serde_json::to_string(&rows)?);
    let output = Output::Bytes(Arc::from(text.into_bytes()));
    Ok(RenderedFiles { outputs: vec![(context.due_path(), output)], ..RenderedFiles::default() })
}
