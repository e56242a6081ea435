//! Turns an entry of the course into its page: a lesson, or the overview of the pages below it.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use anyhow::Result;

use super::calendar::{calendar_href, date_view, week_map};
use super::context::PageParts;
use super::description::{MAX_DESCRIPTION_CHARS, description, shorten};
use super::due::{due_data_href, due_entries, due_view};
use super::file_size::size;
use super::kept_page::{KeptFiles, PageArticle, body, page_key};
use super::navigation::{breadcrumb, navigation, neighbours, place_view};
use super::notes::{definition_html, note_views};
use super::share;
use super::study::study_view;
use super::tally::{READ_TASK, is_marked_as_read};
use super::template::fill_template;
use super::{RenderedFiles, SiteContext};
use crate::course::{Course, EditionPlace, Entry, EntryKind, Target};
use crate::language::{Language, is_foreign};
use crate::lesson::{FactKey, Lesson, LinkKind};
use crate::render::article::{self, outline};
use crate::render::page::{ChildView, FactView, InfoView, NotebookView, PageView, RunView, SlotView, TermView};
use crate::site::{SitePath, SiteSink};
use crate::source::{Origin, Source};

/// The minimum number of letters that show that a page has a language of its own: a short list of links does not.
const MIN_LETTERS: usize = 400;

/// Returns the language of a page, if that is not the one of the course.
fn own_language(course: &Course, lesson: &Lesson) -> Option<Language> {
    let differs = |language: &Language| match lesson.front.language {
        Some(stated) => !stated.is_same(&course.language),
        None => lesson.letters.count() >= MIN_LETTERS && is_foreign(language, &course.language, &lesson.letters),
    };
    lesson.language.filter(differs)
}

/// Returns the time from which a page is published, by itself or with the folder that it is in, for those who see it before.
fn release(context: &SiteContext, index: usize) -> Option<String> {
    let course = &*context.input.course;
    let stated = |at: usize| course.lesson_of(&course.entries[at])?.front.release.as_ref().map(ToString::to_string);
    let mut above = std::iter::successors(Some(index), |&at| course.entries[at].parent);
    if context.input.sources.shows_unreleased { above.find_map(stated) } else { None }
}

/// Renders the page of an entry, unless a sink keeps that of an earlier build.
///
/// # Errors
/// Returns the error of the template.
pub(super) fn lesson_page(context: &SiteContext, index: usize, sink: Option<&dyn SiteSink>) -> Result<RenderedFiles> {
    let course = &*context.input.course;
    let entry = &course.entries[index];
    let site = &entry.site;
    let lesson = course.lesson_of(entry);
    let source = lesson.and_then(|lesson| context.input.sources.get(&lesson.path));
    let mut files = RenderedFiles::default();
    let (previous, next) = neighbours(context, site, index);
    let mut page = PageView {
        kind: entry.kind.as_str(),
        label: entry.label.clone(),
        for_instructors: lesson.is_some_and(|lesson| lesson.for_instructors),
        release: release(context, index),
        id: lesson.and_then(title_id),
        title: entry.heading.clone().unwrap_or_else(|| entry.title.clone()),
        icon: entry.icon.clone(),
        document_title: context.document_title(entry.label.as_deref(), &entry.title),
        canonical: context.canonical(site),
        source: entry.lesson.as_ref().map(ToString::to_string),
        markdown: share::markdown_path(course, entry).map(|markdown| site.href_to(&markdown)),
        edit: share::edit_address(context, index),
        updated: share::updated(course, entry).map(|date| date.to_string()),
        breadcrumb: breadcrumb(context, site, index),
        previous,
        next,
        next_lab: context.next_labs[index].map(|lab| place_view(context, site, lab)),
        read_task: is_marked_as_read(course, entry).then_some(READ_TASK),
        tasks: context.tallies[index],
        ..PageView::default()
    };
    if let Some(own) = lesson.and_then(|lesson| own_language(course, lesson)) {
        (page.lang, page.dir) = (Some(own.tag().to_owned()), Some(own.direction()));
    }
    page.older_than =
        course.editions.as_ref().filter(|set| set.is_older(site)).and_then(|set| match set.place(site, 0) {
            EditionPlace::Page(original) => Some(site.href_to(original)),
            EditionPlace::Missing | EditionPlace::None => None,
        });
    page.date = date_view(context, index).filter(|_| entry.kind != EntryKind::Course);
    page.calendar = calendar_href(context, site, index);
    page.map = week_map(context, site, entry);
    page.due = due_view(context, index);
    page.dues = due_entries(context, site, index);
    page.due_data = due_data_href(context, site, index);
    page.study = study_view(context, site, index);
    if let Some((picture, output)) = share::picture(context, entry) {
        page.picture = context.canonical(&picture);
        page.picture_is_drawn = true;
        files.outputs.push((picture, output));
    }
    let mut parts = PageParts::default();
    let mut article = None;
    if let (Some(lesson), Some(source)) = (lesson, source) {
        let (written, facts) = PageArticle::of(context, lesson, source, site);
        article = Some(written);
        parts = PageParts { diagrams: facts.has_diagrams, formulas: facts.has_formulas };
        files.rules = facts.rules;
        files.diagnostics = facts.diagnostics;
        page.picture = page.picture.or_else(|| share::first_picture(context, lesson));
        page.notes = note_views(context, index, site, &facts.explained);
        parts.formulas |= page.notes.iter().any(|note| note.html.contains("<math"));
        page.has_tabs = facts.scripts.tabs;
        page.has_quiz = facts.scripts.quiz;
        page.has_media = facts.scripts.media;
        page.outline = outline(lesson);
        page.info = info(context, lesson, site);
        page.terms = term_views(context, lesson, site);
        page.notebook = notebook(context, source, site);
    }
    let below = if index == 0 { course.uppermost() } else { entry.children.clone() };
    let children = child_views(context, site, &below, 1);
    let names = children.iter().map(|child| &*child.title).chain(page.outline.iter().map(|item| &*item.text));
    let summary = lesson.and_then(|lesson| lesson.summary.as_deref());
    page.description = Some(description(summary, names, &page.document_title));
    let has_timetable = lesson.is_some_and(|lesson| !lesson.timetables.is_empty());
    if entry.kind.is_overview() && !has_timetable {
        page.timetable = timetable(context, site, entry);
    }
    // The list of a week or a day shows times, which the author's list may not.
    let has_times = matches!(entry.kind, EntryKind::Week | EntryKind::Day) && children.iter().any(ChildView::is_timed);
    if has_times || !lesson.is_some_and(|lesson| lists_all(context, lesson, &below)) {
        page.contents = runs(children, entry.kind, &page.timetable);
    }
    let is_overview = entry.kind.is_overview() && (!entry.children.is_empty() || entry.lesson.is_none());
    let template = if is_overview { "overview.html" } else { "page.html" };
    let nav = navigation(context, site, Some(index));
    files.page_key = page_key(context, template, article.as_ref(), &page, site, parts, &nav);
    let earlier: Option<KeptFiles> = files.page_key.and_then(|key| context.input.memo.find_by(key));
    if let Some(kept) = earlier.and_then(|earlier| earlier.keep(sink?)) {
        context.input.progress.fetch_add(1, Ordering::Relaxed);
        let RenderedFiles { rules, diagnostics, .. } = files;
        return Ok(RenderedFiles { rules, diagnostics, kept, ..RenderedFiles::default() });
    }
    page.body = body(article);
    files.outputs.extend(fill_template(context, template, site, &page, parts, &nav)?);
    Ok(files)
}

/// Tests whether a page itself lists all of some entries, in items, cells or headings: a second list would repeat it.
fn lists_all(context: &SiteContext, lesson: &Lesson, entries: &[usize]) -> bool {
    let course = &*context.input.course;
    let Some(targets) = course.links.get(&lesson.path) else { return false };
    let links = lesson.links.iter().filter(|link| link.kind == LinkKind::Link && link.names);
    let listed: BTreeSet<usize> = links
        .filter_map(|link| match targets.get(&link.href) {
            Some(Target::Page { entry, fragment: None }) => Some(*entry),
            _ => None,
        })
        .collect();
    let is_listed = |&entry: &usize| {
        let is_below = |&other: &usize| course.ancestors(other).contains(&entry);
        listed.contains(&entry) || (course.entries[entry].lesson.is_none() && listed.iter().any(is_below))
    };
    entries.len() > 1 && entries.iter().filter(|entry| course.entries[**entry].listed).all(is_listed)
}

/// Returns the views of some entries, with those below them down to `depth` further levels.
fn child_views(context: &SiteContext, from: &SitePath, below: &[usize], depth: usize) -> Vec<ChildView> {
    let view = |&index: &usize| {
        let child = &context.input.course.entries[index];
        let lesson = context.input.course.lesson_of(child);
        let info = lesson.and_then(|lesson| lesson.info.as_ref());
        ChildView {
            kind: child.kind.as_str(),
            label: child.label.clone(),
            title: child.title.clone(),
            file_name: context.file_name(index),
            href: from.href_to(&child.site),
            icon: child.icon.clone(),
            time: info.and_then(|info| info.range).map(|range| range.to_string()),
            minutes: info.and_then(|info| info.minutes),
            date: date_view(context, index)
                .filter(|_| matches!(child.kind, EntryKind::Week | EntryKind::Day | EntryKind::Session)),
            summary: lesson
                .and_then(|lesson| lesson.summary.as_deref())
                .map(|text| shorten(text, MAX_DESCRIPTION_CHARS)),
            tasks: context.tallies[index],
            children: if depth > 0 { child_views(context, from, &child.children, depth - 1) } else { Vec::new() },
        }
    };
    below.iter().map(view).collect()
}

/// Returns the timetable of a day from the times of its sessions; empty unless at least two state one.
fn timetable(context: &SiteContext, from: &SitePath, entry: &Entry) -> Vec<SlotView> {
    let mut slots: Vec<_> = entry
        .children
        .iter()
        .filter_map(|&index| {
            let child = &context.input.course.entries[index];
            let lesson = context.input.course.lesson_of(child)?;
            let info = lesson.info.as_ref()?;
            let range = info.range?;
            let title = match &child.label {
                Some(label) => format!("{label}: {}", child.title),
                None => child.title.clone(),
            };
            let slot = SlotView {
                time: range.to_string(),
                span: range.minutes_text(),
                kind: child.kind.as_str(),
                title,
                href: Some(from.href_to(&child.site)),
                about: lesson.summary.as_deref().map(|text| shorten(text, MAX_DESCRIPTION_CHARS)),
                minutes: info.minutes,
                tasks: context.tallies[index],
            };
            Some((range, slot))
        })
        .collect();
    if slots.len() < 2 {
        return Vec::new();
    }
    slots.sort_by_key(|(range, _)| *range);
    slots.into_iter().map(|(_, slot)| slot).collect()
}

/// Returns the views of the terms that a page defines, with links to the glossary.
fn term_views(context: &SiteContext, lesson: &Lesson, site: &SitePath) -> Vec<TermView> {
    let (Some(glossary), Some(source)) = (&context.glossary_site, context.input.sources.get(&lesson.path)) else {
        return Vec::new();
    };
    let mut seen = BTreeSet::new();
    lesson
        .terms
        .iter()
        .filter(|definition| seen.insert(&definition.term))
        .filter_map(|definition| {
            let id = context.glossary_ids.get(&crate::course::glossary::key(&definition.term))?;
            Some(TermView {
                term: definition.term.clone(),
                href: format!("{}#{}", site.href_to(glossary), crate::site::path::encode_fragment(id)),
                definition_html: definition_html(context, lesson, source, site, definition.definition),
            })
        })
        .collect()
}

/// Splits the pages below an overview into runs of units (cards) and lessons (rows), so that both forms stay in reading
/// order. Leaves out lessons that the timetable lists; below a day all pages are rows.
pub(super) fn runs(children: Vec<ChildView>, kind: EntryKind, timetable: &[SlotView]) -> Vec<RunView> {
    let holders = [EntryKind::Part, EntryKind::Week, EntryKind::Day].map(EntryKind::as_str);
    let mut runs: Vec<RunView> = Vec::new();
    for child in children {
        let units = kind != EntryKind::Day && holders.contains(&child.kind);
        if !units && timetable.iter().any(|slot| slot.href.as_deref() == Some(&child.href)) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.units == units => run.entries.push(child),
            _ => runs.push(RunView { units, entries: vec![child] }),
        }
    }
    runs
}

/// Returns the notebook that a page was made from, if readers may have all of it.
fn notebook(context: &SiteContext, source: &Source, site: &SitePath) -> Option<NotebookView> {
    let file = context.input.course.assets.get(&source.path).filter(|_| source.origin == Origin::Notebook)?;
    let bytes = context.input.attachments.get(&source.path).map_or(0, |file| file.size);
    let repository = context.input.sources.repository.as_ref();
    Some(NotebookView {
        name: source.path.name().to_owned(),
        href: site.href_to(file),
        size: size(bytes),
        colab: repository.and_then(|repository| repository.colab_address(&source.path)),
    })
}

/// Returns the id of the heading that is the title of the page.
fn title_id(lesson: &Lesson) -> Option<String> {
    let line = lesson.title.as_ref()?.line?;
    lesson.headings.iter().find(|heading| heading.line == line).map(|heading| heading.id.clone())
}

/// Returns the facts that a lesson states about itself.
fn info(context: &SiteContext, lesson: &Lesson, site: &SitePath) -> Option<InfoView> {
    let block = lesson.info.as_ref()?;
    let source = context.input.sources.get(&lesson.path)?;
    let facts = block.facts.iter().map(|fact| FactView {
        key: fact.key.as_str(),
        label: fact.label.clone(),
        html: article::inline(context.article_context(), lesson, source, site, fact.value),
    });
    let time = block.facts.iter().find(|fact| fact.key == FactKey::Time);
    let time_text = time.map(|fact| &source.text[fact.value.start..fact.value.end]);
    Some(InfoView {
        // A heading that remains in the article keeps its id.
        id: block.id.clone().filter(|_| block.heading_line.is_some()),
        start: block.range.map(|range| range.start.to_string()),
        end: block.range.map(|range| range.end.to_string()),
        minutes: block.minutes,
        time_text: time_text.map(ToOwned::to_owned),
        note: time_text.and_then(note).map(ToOwned::to_owned),
        facts: facts.collect(),
    })
}

/// Returns the remark after the duration in a time: `점심시간 포함` in `10:00-11:50 (110분, 점심시간 포함)`.
fn note(time: &str) -> Option<&str> {
    let (_, inner) = time.strip_suffix(')')?.rsplit_once('(')?;
    inner.split_once(',').map(|(_, note)| note.trim()).filter(|note| !note.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remark_after_a_duration_is_kept() {
        assert_eq!(note("10:00-11:50 (110분, 점심시간 포함)"), Some("점심시간 포함"));
        assert_eq!(note("10:00-11:50 (110분)"), None);
    }
}
