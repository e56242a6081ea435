//! Turns the course's terms into the glossary page: by first letter, each with its senses and the places that use it.

use std::collections::BTreeMap;

use anyhow::Result;

use super::description::description;
use super::{Kitchen, Made};
use crate::course::glossary::{MOST_USES, Sense, Term, Use};
use crate::course::{Course, EntryKind};
use crate::lesson::TermDefinition;
use crate::render::page::{
    ExportsView, GlossaryEntryView, GlossaryGroupView, GlossaryView, PageView, SenseView, SourceView, UseView,
};
use crate::site::SitePath;
use crate::site::path::encode_fragment;

/// About how many places of use the whole page lists: some 250 bytes each, so that they stay below a megabyte however
/// large the course is.
const USES_ON_THE_PAGE: usize = 3000;

/// The fewest places of use that an entry may list however many terms there are.
const FEWEST_USES: usize = 3;

/// How many characters of a sentence stand on each side of the term.
const SENTENCE_SIDE: usize = 60;

impl Kitchen {
    /// The places of the glossary page and its downloads, if there is a glossary.
    pub(super) fn glossary_places(&self) -> Vec<SitePath> {
        let exports = &self.from.course.generated.exports;
        let Some(site) = &self.glossary_site else { return Vec::new() };
        vec![site.clone(), exports.csv.clone(), exports.anki.clone(), exports.json.clone()]
    }

    /// Makes the glossary page, if the course explains any terms.
    pub(super) fn glossary(&self) -> Result<Made> {
        let mut made = Made::default();
        let Some(site) = &self.glossary_site else { return Ok(made) };
        let words = &self.from.theme.words;
        let title = words.get("glossary").to_owned();
        let terms = self.from.course.glossary.groups.iter().flat_map(|group| &group.terms).map(|term| &*term.name);
        let page = PageView {
            kind: "glossary",
            document_title: self.document_title(None, &title),
            description: Some(description(None, terms, &title)),
            title,
            canonical: self.canonical(site),
            breadcrumb: vec![self.place(site, 0)],
            ..PageView::default()
        };
        let glossary = self.glossary_view(site);
        let nav = self.nav(site, None);
        let output =
            self.fill_with("glossary.html", site, &page, false, &nav, |context| context.insert("glossary", &glossary))?;
        made.outputs.push((site.clone(), output));
        made.outputs.extend(self.exports()?);
        Ok(made)
    }

    fn glossary_view(&self, site: &SitePath) -> GlossaryView {
        let course = &*self.from.course;
        let count = course.glossary.len();
        let most_uses = (USES_ON_THE_PAGE / count.max(1)).clamp(FEWEST_USES, MOST_USES);
        let groups = course.glossary.groups.iter().enumerate().map(|(number, group)| GlossaryGroupView {
            id: format!("group-{}", number + 1),
            name: group.name.clone(),
            entries: group.terms.iter().map(|term| self.glossary_entry(site, term, most_uses)).collect(),
        });
        let exports = &course.generated.exports;
        GlossaryView {
            count,
            groups: groups.collect(),
            cards: self.deck_of(0).map(|deck| site.href_to(&deck.site)),
            exports: ExportsView {
                csv: site.href_to(&exports.csv),
                anki: site.href_to(&exports.anki),
                json: site.href_to(&exports.json),
            },
        }
    }

    fn glossary_entry(&self, site: &SitePath, term: &Term, most_uses: usize) -> GlossaryEntryView {
        GlossaryEntryView {
            id: term.id.clone(),
            href: format!("#{}", encode_fragment(&term.id)),
            term: term.name.clone(),
            aliases: term.aliases.clone(),
            senses: term.senses.iter().filter_map(|sense| self.sense(site, sense)).collect(),
            uses: term.uses.iter().take(most_uses).map(|place| self.place_of_use(site, place)).collect(),
            use_count: term.uses.len() + term.more_uses,
        }
    }

    /// A sense of a term as a page shows it.
    pub(super) fn sense(&self, site: &SitePath, sense: &Sense) -> Option<SenseView> {
        let course = &*self.from.course;
        let lesson = course.lesson_of(&course.entries[sense.entry])?;
        let source = self.from.sources.get(&lesson.path)?;
        Some(SenseView {
            html: self.definition(lesson, source, site, sense.definition.definition),
            category: sense.definition.category.clone(),
            source: self.definition_place(site, sense.entry, &sense.definition),
            also: sense.more.iter().map(|more| self.definition_place(site, more.entry, &more.definition)).collect(),
        })
    }

    /// The place of a definition on the page that holds it.
    pub(super) fn definition_place(&self, site: &SitePath, entry: usize, definition: &TermDefinition) -> SourceView {
        let lesson = self.from.course.entries[entry].lesson.as_ref();
        let id = lesson.and_then(|path| self.term_ids.get(path)).and_then(|ids| ids.get(&definition.line));
        self.source_at(site, entry, id.map(String::as_str))
    }

    /// A place on the page of an entry.
    pub(super) fn source_at(&self, site: &SitePath, index: usize, anchor: Option<&str>) -> SourceView {
        let entry = &self.from.course.entries[index];
        let fragment = anchor.map(|id| format!("#{}", encode_fragment(id))).unwrap_or_default();
        SourceView {
            label: self.labels[index].clone(),
            title: entry.title.clone(),
            href: site.href_to(&entry.site) + &fragment,
        }
    }

    fn place_of_use(&self, site: &SitePath, place: &Use) -> UseView {
        let course = &*self.from.course;
        let lesson = course.lesson_of(&course.entries[place.entry]);
        let heading = place.section.as_ref().and_then(|id| lesson?.headings.iter().find(|heading| heading.id == *id));
        let (before, rest) = place.sentence.split_at(place.place.start);
        let (term, after) = rest.split_at(place.place.end - place.place.start);
        UseView {
            source: self.source_at(site, place.entry, place.anchor.as_deref()),
            section: heading.map(|heading| heading.text.clone()).filter(|text| !text.is_empty()),
            before: last_words(before),
            term: term.to_owned(),
            after: first_words(after),
        }
    }
}

/// The number of each entry with those of the entries above it: `Week 1 Day 2 Session 3`. Where that is said of two
/// entries, the part they stand in is named too: `November Week 1 Day 2 Session 3`.
pub(super) fn full_labels(course: &Course) -> Vec<Option<String>> {
    let label = |index: usize, with_parts: bool| {
        let above = course.ancestors(index);
        // What holds the whole course tells nothing apart.
        let inner = above.into_iter().filter(|&at| at != 0 && at != course.top()).chain([index]);
        let words = inner.filter_map(|at| {
            let entry = &course.entries[at];
            // A week or day without a page of its own is called by its number.
            let is_named =
                matches!(entry.kind, EntryKind::Week | EntryKind::Day) || (with_parts && entry.kind == EntryKind::Part);
            entry.label.as_deref().or_else(|| (is_named && at != index).then_some(&*entry.title))
        });
        let words: Vec<&str> = words.collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    let short: Vec<Option<String>> = (0..course.entries.len()).map(|index| label(index, false)).collect();
    let mut count: BTreeMap<&String, usize> = BTreeMap::new();
    for label in short.iter().flatten() {
        *count.entry(label).or_default() += 1;
    }
    let is_shared = |label: &Option<String>| label.as_ref().is_some_and(|label| count[label] > 1);
    short.iter().enumerate().map(|(index, own)| if is_shared(own) { label(index, true) } else { own.clone() }).collect()
}

/// The end of a text that leads up to a term.
fn last_words(text: &str) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(SENTENCE_SIDE) else { return text.to_owned() };
    let cut = text[at..].find(' ').map_or(at, |space| at + space + 1);
    format!("…{}", &text[cut..])
}

/// The beginning of a text that follows a term.
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
