//! Turns the terms of the course into the glossary page: by first letter, with senses and places of use.

use anyhow::Result;

use super::description::description;
use super::exports::glossary_exports;
use super::navigation::{navigation, place_view};
use super::notes::definition_html;
use super::source_view::{definition_source, source_view};
use super::study::deck_of;
use super::template::fill_template_with;
use super::{RenderedFiles, SiteContext};
use crate::course::glossary::{MOST_USES, Sense, Term, Use};
use crate::render::page::{
    ExportsView, GlossaryEntryView, GlossaryGroupView, GlossaryView, PageView, SenseView, UseView,
};
use crate::site::SitePath;
use crate::site::path::encode_fragment;

/// The approximate number of places of use on the whole page: at some 250 bytes each they stay below 1 MB for any course.
const USES_ON_THE_PAGE: usize = 3000;

/// The minimum number of places of use listed for a term, for any number of terms.
const FEWEST_USES: usize = 3;

/// The number of characters of a sentence shown on each side of a term.
const SENTENCE_SIDE: usize = 60;

/// Returns the paths of the glossary page with its fonts, and of its downloads, if there is a glossary.
pub(super) fn glossary_paths(context: &SiteContext) -> Vec<SitePath> {
    let exports = &context.input.course.generated.exports;
    let Some(site) = &context.glossary_site else { return Vec::new() };
    let own = [site, &exports.csv, &exports.anki, &exports.json].into_iter().cloned();
    own.chain(context.page_font_paths(site)).collect()
}

/// Renders the glossary page and its downloads, if the course defines terms.
///
/// # Errors
/// Returns the error of the template or of a download.
pub(super) fn glossary_page(context: &SiteContext) -> Result<RenderedFiles> {
    let mut files = RenderedFiles::default();
    let Some(site) = &context.glossary_site else { return Ok(files) };
    let words = &context.input.theme.words;
    let title = words.get("glossary").to_owned();
    let terms = context.input.course.glossary.groups.iter().flat_map(|group| &group.terms).map(|term| &*term.name);
    let page = PageView {
        kind: "glossary",
        document_title: context.document_title(None, &title),
        description: Some(description(None, terms, &title)),
        title,
        canonical: context.canonical(site),
        breadcrumb: vec![place_view(context, site, 0)],
        ..PageView::default()
    };
    let glossary = glossary_view(context, site);
    let nav = navigation(context, site, None);
    let output =
        fill_template_with(context, "glossary.html", site, &page, context.parts_of_any(), &nav, |variables| {
            variables.insert("glossary", &glossary);
        })?;
    files.outputs.extend(output);
    files.outputs.extend(glossary_exports(context)?);
    Ok(files)
}

fn glossary_view(context: &SiteContext, site: &SitePath) -> GlossaryView {
    let course = &*context.input.course;
    let count = course.glossary.len();
    let most_uses = (USES_ON_THE_PAGE / count.max(1)).clamp(FEWEST_USES, MOST_USES);
    let groups = course.glossary.groups.iter().enumerate().map(|(number, group)| GlossaryGroupView {
        id: format!("group-{}", number + 1),
        name: group.name.clone(),
        entries: group.terms.iter().map(|term| glossary_entry(context, site, term, most_uses)).collect(),
    });
    let exports = &course.generated.exports;
    GlossaryView {
        count,
        groups: groups.collect(),
        cards: deck_of(context, 0).map(|deck| site.href_to(&deck.site)),
        exports: ExportsView {
            csv: site.href_to(&exports.csv),
            anki: site.href_to(&exports.anki),
            json: site.href_to(&exports.json),
        },
    }
}

fn glossary_entry(context: &SiteContext, site: &SitePath, term: &Term, most_uses: usize) -> GlossaryEntryView {
    GlossaryEntryView {
        id: term.id.clone(),
        href: format!("#{}", encode_fragment(&term.id)),
        term: term.name.clone(),
        aliases: term.aliases.clone(),
        senses: term.senses.iter().filter_map(|sense| sense_view(context, site, sense)).collect(),
        uses: term.uses.iter().take(most_uses).map(|place| use_view(context, site, place)).collect(),
        use_count: term.uses.len() + term.more_uses,
    }
}

/// Returns the view of a sense.
pub(super) fn sense_view(context: &SiteContext, site: &SitePath, sense: &Sense) -> Option<SenseView> {
    let course = &*context.input.course;
    let lesson = course.lesson_of(&course.entries[sense.entry])?;
    let source = context.input.sources.get(&lesson.path)?;
    Some(SenseView {
        html: definition_html(context, lesson, source, site, sense.definition.definition),
        category: sense.definition.category.clone(),
        source: definition_source(context, site, sense.entry, &sense.definition),
        also: sense.more.iter().map(|more| definition_source(context, site, more.entry, &more.definition)).collect(),
    })
}

fn use_view(context: &SiteContext, site: &SitePath, place: &Use) -> UseView {
    let course = &*context.input.course;
    let lesson = course.lesson_of(&course.entries[place.entry]);
    let heading = place.section.as_ref().and_then(|id| lesson?.headings.iter().find(|heading| heading.id == *id));
    let (before, rest) = place.sentence.split_at(place.place.start);
    let (term, after) = rest.split_at(place.place.end - place.place.start);
    UseView {
        source: source_view(context, site, place.entry, place.anchor.as_deref()),
        section: heading.map(|heading| heading.text.clone()).filter(|text| !text.is_empty()),
        before: last_words(before),
        term: term.to_owned(),
        after: first_words(after),
    }
}

/// Returns the last words of the text before a term.
fn last_words(text: &str) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(SENTENCE_SIDE) else { return text.to_owned() };
    let cut = text[at..].find(' ').map_or(at, |space| at + space + 1);
    format!("…{}", &text[cut..])
}

/// Returns the first words of the text after a term.
fn first_words(text: &str) -> String {
    let Some((at, _)) = text.char_indices().nth(SENTENCE_SIDE) else { return text.to_owned() };
    let cut = text[..at].rfind(' ').unwrap_or(at);
    format!("{}…", &text[..cut])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_cut_at_words() {
        let long = "하나 둘 셋 ".repeat(20);
        assert!(last_words(&long).starts_with("…") && last_words(&long).chars().count() <= SENTENCE_SIDE + 2);
        assert!(first_words(&long).ends_with("…") && first_words(&long).chars().count() <= SENTENCE_SIDE + 1);
        assert_eq!(last_words("짧은 글 "), "짧은 글 ");
        assert_eq!(first_words("을 쓴다."), "을 쓴다.");
    }
}
