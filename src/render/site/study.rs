//! Turns the terms of the pages below an overview into its study section, with a link to its cards.

use super::SiteContext;
use super::notes::definition_html;
use crate::course::Deck;
use crate::course::deck::{is_defined_within, terms_within};
use crate::render::page::{StudyView, TermView};
use crate::site::SitePath;
use crate::site::path::encode_fragment;

/// The most terms that are shown unfolded: a day of the real course defines about ten, a week fifty.
const MOST_OPEN_TERMS: usize = 12;

/// Returns the deck of an entry, if it has one.
pub(super) fn deck_of(context: &SiteContext, entry: usize) -> Option<&Deck> {
    context.input.course.decks.iter().find(|deck| deck.entry == entry)
}

/// Returns the study section of an entry; `None` without terms and cards.
pub(super) fn study_view(context: &SiteContext, site: &SitePath, entry: usize) -> Option<StudyView> {
    let kind = context.input.course.entries[entry].kind;
    let deck = deck_of(context, entry);
    let terms = if entry > 0 && kind.is_overview() { terms_below(context, site, entry) } else { Vec::new() };
    (deck.is_some() || !terms.is_empty()).then(|| StudyView {
        long: terms.len() > MOST_OPEN_TERMS,
        terms,
        glossary: context.glossary_site.as_ref().map(|glossary| site.href_to(glossary)),
        cards: deck.map(|deck| site.href_to(&deck.site)),
        card_count: deck.map_or(0, |deck| deck.cards.len()),
        quiz: deck.and_then(|deck| deck.quiz.as_ref()).map(|quiz| site.href_to(quiz)),
        quiz_count: deck.map_or(0, |deck| deck.quiz_questions().count()),
    })
}

/// Returns the terms that an entry and the pages below it define, in dictionary order, each in its first sense there.
fn terms_below(context: &SiteContext, site: &SitePath, above: usize) -> Vec<TermView> {
    let course = &*context.input.course;
    let Some(glossary) = &context.glossary_site else { return Vec::new() };
    let terms = terms_within(&course.entries, &course.glossary, above);
    let view = |(place, _): (usize, Vec<usize>)| {
        let term = course.glossary.term(place)?;
        let sense = term.senses.iter().find(|sense| is_defined_within(&course.entries, sense, above))?;
        let lesson = course.lesson_of(&course.entries[sense.entry])?;
        let source = context.input.sources.get(&lesson.path)?;
        Some(TermView {
            term: term.name.clone(),
            href: format!("{}#{}", site.href_to(glossary), encode_fragment(&term.id)),
            definition_html: definition_html(context, lesson, source, site, sense.definition.definition),
        })
    };
    terms.into_iter().filter_map(view).collect()
}
