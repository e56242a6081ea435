//! Turns the terms that an article marks into the notes of its page.

use super::SiteContext;
use crate::lesson::Lesson;
use crate::render::article::{self, Explained};
use crate::render::page::NoteView;
use crate::site::SitePath;
use crate::site::path::encode_fragment;
use crate::source::{Source, Span};

/// Returns a definition as HTML for a page. Most are shown on many pages, and rendered once.
pub(super) fn definition_html(
    context: &SiteContext,
    lesson: &Lesson,
    source: &Source,
    site: &SitePath,
    span: Span,
) -> String {
    let make = || article::inline(context.article_context(), lesson, source, site, span);
    match context.definitions.get(&(lesson.path.clone(), span)) {
        Some(known) => known.get_or_init(make).clone(),
        None => make(),
    }
}

/// Returns the notes of a page, in the order of their numbers.
pub(super) fn note_views(
    context: &SiteContext,
    page: usize,
    site: &SitePath,
    explained: &[Explained],
) -> Vec<NoteView> {
    let notes = explained.iter().enumerate();
    notes.filter_map(|(number, explained)| note_view(context, page, site, number + 1, explained)).collect()
}

fn note_view(
    context: &SiteContext,
    page: usize,
    site: &SitePath,
    number: usize,
    explained: &Explained,
) -> Option<NoteView> {
    let course = &*context.input.course;
    let term = course.glossary.term(explained.term)?;
    let sense = term.senses.get(explained.sense)?;
    let entry = &course.entries[sense.entry];
    let lesson = course.lesson_of(entry)?;
    let source = context.input.sources.get(&lesson.path)?;
    let id = context.term_ids.get(&lesson.path).and_then(|ids| ids.get(&sense.definition.line));
    let fragment = id.map(|id| format!("#{}", encode_fragment(id))).unwrap_or_default();
    let place = if sense.entry == page { String::new() } else { site.href_to(&entry.site) };
    Some(NoteView {
        id: number.to_string(),
        term: term.name.clone(),
        aliases: term.aliases.clone(),
        html: definition_html(context, lesson, source, site, sense.definition.definition),
        category: sense.definition.category.clone(),
        label: context.labels[sense.entry].clone(),
        title: entry.title.clone(),
        href: place + &fragment,
        here: sense.entry == page,
        glossary: format!("{}#{}", site.href_to(context.glossary_site.as_ref()?), encode_fragment(&term.id)),
        senses: term.senses.len(),
    })
}
