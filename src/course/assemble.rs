//! Turns the lessons of all files into a [`Course`], by running the rules of the other modules in order.

use std::sync::Arc;

use super::structure::{StructureInput, Structures};
use super::{
    Course, Entry, GeneratedPaths, Lessons, address, calendar, debris, deck, glossary, label, link, not_understood,
    redirect, route, tree, unread,
};
use crate::config::{Config, Language, RemoteImages};
use crate::diagnostic::Report;
use crate::lesson::Lesson;
use crate::read::Sources;
use crate::source::CoursePath;

/// Assembles the course of all lessons.
///
/// `earlier` is an earlier state of the course: parts of it that are unchanged are reused. It saves time and does not
/// change the result.
pub fn assemble(
    sources: &Sources,
    lessons: Vec<Arc<Lesson>>,
    config: &Config,
    earlier: Option<&Course>,
) -> Report<Course> {
    let mut diagnostics = Vec::new();
    let letters = lessons.iter().map(|lesson| lesson.letters).sum();
    let lessons = debris::filter_debris(lessons, sources, config, &mut diagnostics);
    let lessons = address::locate(lessons, sources, earlier.map(|course| &course.lessons));
    let language = config.language.unwrap_or_else(|| Language::of(letters));
    let style = label::LabelStyle::learn(language, &lessons);
    let structures = Structures::of(StructureInput { sources, lessons: &lessons }).collect_into(&mut diagnostics);
    let mut entries = tree::build(&lessons, &style, &structures);
    let stated = structures.get(&CoursePath::default()).and_then(|structure| structure.title.as_deref());
    let title = course_title(&entries, &lessons, (config, stated), &sources.folder_name);
    entries[0].title.clone_from(&title);
    let mut routes = route::assign(&mut entries, &mut diagnostics);
    calendar::check(&entries, &config.calendar, &mut diagnostics);
    label::check_numbers(&entries, &lessons, &mut diagnostics);
    let texts = sources.sources.iter().map(|source| (&source.path, &*source.text)).collect();
    let earlier = earlier.map(|course| course.occurrences.clone()).unwrap_or_default();
    // Neither needs the other, and together they are most of the work.
    let (resolved, (glossary, occurrences)) = rayon::join(
        || link::resolve(&entries, &lessons, sources, &mut routes, &mut diagnostics),
        || glossary::collect(&entries, &lessons, &texts, language, &earlier),
    );
    let mut redirects = resolved.redirects;
    diagnostics.extend(redirect::add(&entries, (&lessons, sources), &config.redirects, &mut routes, &mut redirects));
    let generated = GeneratedPaths::claim(&mut routes);
    let decks = deck::decks(&entries, &lessons, &glossary, &mut routes);
    let course = Course {
        dates: calendar::dates(&entries, &config.calendar),
        loads_remote_images: config.images.remote == RemoteImages::Load,
        title,
        language,
        entries,
        decks,
        links: resolved.links,
        glossary,
        assets: resolved.assets,
        viewers: resolved.viewers,
        listings: resolved.listings,
        redirects,
        generated,
        occurrences,
        lessons,
    };
    diagnostics.extend(not_understood::report(&course.lessons));
    diagnostics.extend(unread::unread_formats(sources, &course.assets));
    if course.lessons.is_empty() {
        diagnostics.push(unread::empty_course(sources));
    }
    Report { value: course, diagnostics }
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
