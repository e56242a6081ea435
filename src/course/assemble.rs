//! Turns the lessons of all files into a [`Course`], by running the rules of the other modules in order.

mod draft;
mod edition_set;

use std::sync::Arc;

use jiff::civil::Date;

use super::route::Routes;
use super::text_language::language_of;
use super::{Course, Entry, Lessons, address, calendar, debris, edition, label, not_understood, route, unread};
use crate::config::{Config, Language};
use crate::diagnostic::Report;
use crate::lesson::Lesson;
use crate::read::Sources;
use crate::source::CoursePath;
use draft::{AssembleContext, CourseDraft, choose};

/// Assembles the course of all lessons, or of the one edition in the language `only`.
///
/// `earlier` is an earlier state of the course: parts of it that are unchanged are reused. It saves time and does not
/// change the result.
pub fn assemble(
    sources: &Sources,
    lessons: Vec<Arc<Lesson>>,
    config: &Config,
    only: Option<Language>,
    earlier: Option<&Course>,
) -> Report<Course> {
    let mut diagnostics = Vec::new();
    let detected = language_of(&lessons);
    let lessons = debris::filter_debris(lessons, sources, config, &mut diagnostics);
    let lessons = address::locate(lessons, sources, earlier.map(|course| &course.lessons));
    let plan = edition::plan::find(&lessons, config);
    let language = config.language.unwrap_or(detected);
    let mut drafts = match &plan {
        None => vec![CourseDraft::single(sources, lessons, language, config, &mut diagnostics)],
        Some(plan) => CourseDraft::editions(sources, &lessons, plan, config, &mut diagnostics),
    };
    let left_out = choose(&mut drafts, only);
    let mut routes = Routes::default();
    for (at, draft) in drafts.iter_mut().enumerate() {
        route::assign(&mut draft.entries, at == 0, &mut routes, &mut diagnostics);
    }
    calendar::check(&drafts[0].entries, &config.calendar, &sources.withheld, &mut diagnostics);
    for draft in &drafts {
        label::check_numbers(&draft.entries, &draft.lessons, &mut diagnostics);
    }
    let context = AssembleContext { sources, config, earlier };
    let mut courses = context.finish(drafts, &left_out, &mut routes, &mut diagnostics);
    if let (Some(plan), true) = (&plan, courses.len() > 1) {
        let names = plan.editions.iter().map(|edition| edition.name.clone()).collect();
        let set = Arc::new(edition_set::of_courses(&courses, names, &plan.keys));
        for course in &mut courses {
            course.editions = Some(Arc::clone(&set));
        }
    }
    let translations = courses.split_off(1);
    let mut course = courses.remove(0);
    course.translations = translations.into_iter().map(Arc::new).collect();
    diagnostics.extend(course.all_editions().flat_map(|course| not_understood::report(&course.lessons)));
    let used = course.all_editions().flat_map(|course| course.assets.clone()).collect();
    diagnostics.extend(unread::unread_formats(sources, &used));
    if course.lessons.is_empty() {
        diagnostics.push(unread::empty_course(sources));
    }
    Report { value: course, diagnostics }
}

/// Returns the folder or file, the label and the first day of every week, day and session with a date.
pub fn unit_dates(
    sources: &Sources,
    lessons: Vec<Arc<Lesson>>,
    config: &Config,
) -> Vec<(CoursePath, Option<String>, Date)> {
    // The course itself reports them.
    let mut reported = Vec::new();
    let detected = language_of(&lessons);
    let lessons = debris::filter_debris(lessons, sources, config, &mut reported);
    let lessons = address::locate(lessons, sources, None);
    let language = config.language.unwrap_or(detected);
    let draft = match edition::plan::find(&lessons, config) {
        None => CourseDraft::single(sources, lessons, language, config, &mut reported),
        Some(plan) => CourseDraft::editions(sources, &lessons, &plan, config, &mut reported).swap_remove(0),
    };
    let dates = calendar::dates(&draft.entries, &config.calendar);
    let dated = dates.into_iter().filter_map(|(at, dates)| Some((draft.entries.get(at)?, dates.first)));
    dated.map(|(entry, first)| (entry.path.clone(), entry.label.clone(), first)).collect()
}

/// Returns the title of the settings, else that of a stated structure, else the first page's H1, else the folder's name.
fn course_title(
    entries: &[Entry],
    lessons: &Lessons,
    (config, stated): (&Config, Option<&str>),
    folder_name: &str,
) -> String {
    let own = |entry: &Entry| {
        let title =
            entry.lesson.as_ref().and_then(|path| lessons.get(path)).and_then(|lesson| lesson.title.as_ref())?;
        Some(crate::lesson::split_icon(&title.text).1.to_owned()).filter(|text| !text.is_empty())
    };
    config
        .title
        .clone()
        .or_else(|| stated.map(ToOwned::to_owned))
        .filter(|title| !title.trim().is_empty())
        .or_else(|| own(&entries[0]))
        .or_else(|| entries.iter().find(|entry| is_root_readme(entry)).and_then(own))
        .unwrap_or_else(|| label::humanise(folder_name))
}

/// Tests whether an entry shows the readme of the course's uppermost folder.
fn is_root_readme(entry: &Entry) -> bool {
    entry
        .lesson
        .as_ref()
        .is_some_and(|path| path.parts().count() == 1 && super::index_page::readme_rank(path).is_some())
}
