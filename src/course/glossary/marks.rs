//! Turns the running text of all pages into marks (places that get the definition of a term) and uses of terms.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::candidate::{MarkCandidate, Occurrence};
use super::longer_names::TitleNames;
use super::page_texts::PageTexts;
use super::reach::NameReach;
use super::scope::{self, NameMeaning, Nearness, TermScope};
use super::search::TermSearch;
use super::{Glossary, KnownName, MOST_USES, Mark, Sense, Term, Use, Wording, boundary, density, usage};
use crate::course::{Entry, Lessons};
use crate::lesson::{Lesson, Passage, prose};
use crate::source::{CoursePath, Span};

/// A term is an everyday word of the course if more than one in this many of its pages use it, …
const EVERYDAY_SHARE: usize = 4;

/// … and at least this many pages: a small course has no everyday words.
const EVERYDAY_PAGES: usize = 20;

/// The occurrences of terms on each page, kept for the next state of the course: they are reused if neither the terms
/// nor the page's text changed. The cache follows from the course, so any two compare as equal.
#[derive(Debug, Clone, Default)]
pub struct OccurrenceCache {
    search: Option<Arc<TermSearch>>,
    pages: BTreeMap<CoursePath, (Arc<Lesson>, Arc<[Occurrence]>)>,
}

impl PartialEq for OccurrenceCache {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl OccurrenceCache {
    /// Returns the occurrences on a page, from the cache if terms and lesson are the same values.
    fn places(&self, search: &Arc<TermSearch>, lesson: &Arc<Lesson>) -> Arc<[Occurrence]> {
        let same = self.search.as_ref().is_some_and(|known| Arc::ptr_eq(known, search));
        let known = self.pages.get(&lesson.path).filter(|(known, _)| same && Arc::ptr_eq(known, lesson));
        known.map_or_else(|| places(search, lesson).into(), |(_, places)| Arc::clone(places))
    }
}

/// Fills in the marks, names and uses of a glossary.
pub(super) fn place(
    glossary: &mut Glossary,
    entries: &[Entry],
    lessons: &Lessons,
    earlier: &OccurrenceCache,
) -> OccurrenceCache {
    let Some(search) = TermSearch::new(glossary.terms(), earlier.search.as_ref()) else {
        return OccurrenceCache::default();
    };
    let pages: Vec<(usize, &Arc<Lesson>)> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| Some((index, lessons.get(entry.lesson.as_ref()?)?)))
        .collect();
    let places: Vec<Arc<[Occurrence]>> = pages.par_iter().map(|(_, lesson)| earlier.places(&search, lesson)).collect();
    let terms: Vec<&Term> = glossary.terms().collect();
    let reading = Reading::of(&search, &terms, TermScope::of(entries, &glossary.course_wide), &places);
    let candidates: Vec<Vec<MarkCandidate<'_>>> = pages
        .par_iter()
        .zip(&places)
        .map(|(&(page, lesson), places)| reading.candidates(page, lesson, places))
        .collect();
    let marks: Vec<Vec<Mark>> = pages
        .par_iter()
        .zip(&candidates)
        .map(|(&(page, lesson), candidates)| {
            marks(lesson, candidates, &terms, (page, !entries[page].children.is_empty()))
        })
        .collect();
    let reaches = reading.names.iter().map(|name| name.reach);
    let known =
        search.names().zip(reaches).map(|((key, terms), reach)| (key, KnownName { terms: terms.to_vec(), reach }));
    let names = known.collect();
    let mut terms: Vec<&mut Term> = glossary.groups.iter_mut().flat_map(|group| &mut group.terms).collect();
    for ((page, candidates), marks) in pages.iter().zip(&candidates).zip(&marks) {
        add_uses(&mut terms, (page.0, page.1), candidates, marks);
    }
    glossary.names = names;
    glossary.marks = pages.iter().zip(marks).map(|((_, lesson), marks)| (lesson.path.clone(), marks)).collect();
    let kept = |((_, lesson), places): (&(usize, &Arc<Lesson>), Arc<[Occurrence]>)| {
        (lesson.path.clone(), (Arc::clone(lesson), places))
    };
    let found = pages.iter().zip(places.iter().map(Arc::clone)).map(kept).collect();
    OccurrenceCache { search: Some(search), pages: found }
}

/// A name, with what the whole course tells of it.
struct NameFacts {
    key: String,
    reach: NameReach,
    /// Whether its definition writes it with a capital.
    is_capitalised: bool,
    /// The pages that define a term of this name.
    defined: BTreeSet<usize>,
    /// The number of pages that contain it.
    pages: usize,
    is_everyday: bool,
}

impl NameFacts {
    /// Returns the reach of the name as a text writes it: a single word in lower case is no proper name.
    fn reach_as(&self, written: &str) -> NameReach {
        let is_lower = self.is_capitalised && written.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_lower { self.reach.min(NameReach::Unit) } else { self.reach }
    }
}

/// All that tells what a name means on a page.
struct Reading<'c> {
    search: &'c TermSearch,
    terms: &'c [&'c Term],
    scope: TermScope<'c>,
    names: Vec<NameFacts>,
    /// The indexes of names by their keys.
    by_key: BTreeMap<String, usize>,
    titles: TitleNames,
}

impl<'c> Reading<'c> {
    fn of(search: &'c TermSearch, terms: &'c [&'c Term], scope: TermScope<'c>, places: &[Arc<[Occurrence]>]) -> Self {
        let counts = pages_of_names(places);
        let fact = |(index, (key, written, of_name)): (usize, (String, &str, &[usize]))| {
            let count = counts.get(&index).copied().unwrap_or_default();
            let senses = || of_name.iter().flat_map(|&term| &terms[term].senses);
            let brief = of_name.iter().flat_map(|&term| &terms[term].brief).map(|wording| wording.entry);
            let defined: BTreeSet<usize> = senses().flat_map(scope::pages).chain(brief).collect();
            let written_so = |&term: &usize| std::iter::once(&terms[term].name).chain(&terms[term].aliases);
            let reach = NameReach::within(written, of_name.iter().flat_map(written_so).map(String::as_str));
            let is_everyday = count >= EVERYDAY_PAGES && count * EVERYDAY_SHARE > places.len();
            let is_capitalised = written.starts_with(|c: char| c.is_ascii_uppercase());
            NameFacts { key, reach, is_capitalised, defined, pages: count, is_everyday }
        };
        let names: Vec<NameFacts> = search.names_written().enumerate().map(fact).collect();
        let by_key = names.iter().enumerate().map(|(index, name)| (name.key.clone(), index)).collect();
        Self { search, terms, scope, names, by_key, titles: TitleNames::of(scope.entries()) }
    }

    /// Returns the places of a page that name a term, in order, with the sense that each has there.
    fn candidates<'p>(&self, page: usize, lesson: &Lesson, places: &'p [Occurrence]) -> Vec<MarkCandidate<'p>> {
        let section = |place: &Occurrence| lesson.prose[place.passage].section;
        let mut near: BTreeMap<Option<usize>, BTreeSet<usize>> = BTreeMap::new();
        let mut beside: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for place in places {
            near.entry(section(place)).or_default().insert(place.name);
            beside.entry(place.passage).or_default().insert(place.name);
        }
        let on_page: BTreeSet<usize> = places.iter().map(|place| place.name).collect();
        // By name: a page names few terms, each many times.
        let known: BTreeMap<usize, NameMeaning> =
            on_page.iter().filter_map(|&name| Some((name, self.meaning(name, page, &on_page)?))).collect();
        let short: BTreeSet<usize> =
            known.keys().copied().filter(|&name| self.is_short_for_nearer(name, &known)).collect();
        let page_texts = PageTexts::of(lesson);
        let mut all = Vec::with_capacity(places.len());
        for place in places.iter().filter(|place| !short.contains(&place.name)) {
            let facts = &self.names[place.name];
            let Some(&meaning) = known.get(&place.name) else { continue };
            let sense = &self.terms[meaning.term].senses[meaning.sense];
            let others = near[&section(place)].iter().filter(|&&name| self.is_other(name, meaning.term));
            let others = others.map(|&name| (self.names[name].reach, &self.names[name].defined));
            let text = &lesson.prose[place.passage].text;
            let reach = facts.reach_as(&text[place.span.start..place.span.end]);
            let needed = meaning.company_needed(reach);
            let is_meant = needed == 0 || self.scope.company(sense, others) >= needed;
            let is_other_name = (meaning.near > Nearness::Day && boundary::is_in_longer_name(text, place.span))
                || (reach <= NameReach::Unit && self.is_qualified(sense, text, place.span));
            let is_used_so = if sense.is_verb {
                !usage::is_plural(text, place.span) || usage::is_verb(text, place.span)
            } else {
                usage::is_noun_alone(text, place.span)
            };
            let is_evident = || {
                meaning.near == Nearness::Page
                    || !usage::is_everyday_word(&text[place.span.start..place.span.end])
                    || self.is_evident(sense, &beside, (meaning.term, place), text)
            };
            let is_in_title = || meaning.near > Nearness::Day && self.titles.hold(text, place.span);
            if is_meant
                && !is_other_name
                && is_used_so
                && is_evident()
                && !is_in_title()
                && page_texts.are_about(sense, meaning, reach, place)
                && (!facts.is_everyday || meaning.near <= Nearness::Unit)
            {
                all.push(MarkCandidate { place, meaning, pages: facts.pages, is_everyday: facts.is_everyday });
            }
        }
        all
    }

    /// Tests whether an everyday word of English means what a distant page says: beside words of the definition, or terms of that
    /// page, or where the section speaks of it again and again. `beside` holds the names of each passage.
    fn is_evident(
        &self,
        sense: &Sense,
        beside: &BTreeMap<usize, BTreeSet<usize>>,
        (term, place): (usize, &Occurrence),
        text: &str,
    ) -> bool {
        let defines = |name: usize| scope::pages(sense).any(|page| self.names[name].defined.contains(&page));
        let mut others = beside[&place.passage].iter().filter(|&&name| self.is_other(name, term));
        !usage::is_in_quotation(text, place.span)
            && (others.any(|&name| defines(name)) || sense.subject.shares_content(&text.to_lowercase()))
    }

    /// Returns what a name means on a page that has these names.
    fn meaning(&self, name: usize, page: usize, on_page: &BTreeSet<usize>) -> Option<NameMeaning> {
        let company = |sense: &Sense| {
            let is_friend = |&&other: &&usize| {
                other != name && scope::pages(sense).any(|page| self.names[other].defined.contains(&page))
            };
            on_page.iter().filter(is_friend).count()
        };
        self.scope.meaning(self.terms, self.search.terms(name), &self.names[name].key, page, company)
    }

    /// Tests whether a name is the last word of a longer name that is defined nearer, and short for it: `게이트웨이` where
    /// `API 게이트웨이` is explained.
    fn is_short_for_nearer(&self, name: usize, known: &BTreeMap<usize, NameMeaning>) -> bool {
        let (key, meaning) = (&self.names[name].key, known[&name]);
        known.values().filter(|longer| longer.term != meaning.term && longer.near < meaning.near).any(|longer| {
            let term = self.terms[longer.term];
            let is_longer = |name: &String| {
                let other = super::key(name);
                other.len() > key.len() && other.ends_with(key)
            };
            std::iter::once(&term.name).chain(&term.aliases).any(is_longer)
        })
    }

    /// Tests whether a common word has a proper name before it of which the definition does not speak: `ID 제공자`, `Akka
    /// Cluster`. Together they name something else.
    fn is_qualified(&self, sense: &Sense, text: &str, span: Span) -> bool {
        let Some(name) = boundary::name_before(&text[..span.start]) else { return false };
        let is_known_there = || {
            let key = super::key(name);
            let other = self.by_key.get(key.as_str()).map(|&name| &self.names[name]);
            other.is_some_and(|other| scope::pages(sense).any(|page| other.defined.contains(&page)))
        };
        !sense.subject.has_name(name) && !is_known_there()
    }

    /// Tests whether a name means another term only.
    fn is_other(&self, name: usize, term: usize) -> bool {
        !self.search.terms(name).contains(&term)
    }
}

/// Finds the occurrences of terms on a page, in order.
fn places(search: &TermSearch, lesson: &Lesson) -> Vec<Occurrence> {
    let mut places = Vec::new();
    for (index, passage) in lesson.prose.iter().enumerate() {
        let hits = search.find(&passage.text).into_iter().filter(|hit| passage.holds_whole(hit.span));
        places.extend(hits.map(|hit| Occurrence { passage: index, span: hit.span, name: hit.name }));
    }
    places
}

/// Returns the number of pages that contain each name.
fn pages_of_names(places: &[Arc<[Occurrence]>]) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for page in places {
        let names: BTreeSet<usize> = page.iter().map(|place| place.name).collect();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
}

/// Chooses the places of a page to mark, none of them in the section that defines the term.
fn marks(
    lesson: &Lesson,
    candidates: &[MarkCandidate<'_>],
    terms: &[&Term],
    (page, is_overview): (usize, bool),
) -> Vec<Mark> {
    let is_open = |candidate: &&MarkCandidate<'_>| {
        let passage = &lesson.prose[candidate.place.passage];
        !defines(terms[candidate.meaning.term], page, passage)
            && !usage::is_explained_there(&passage.text, candidate.place.span)
    };
    let open: Vec<MarkCandidate<'_>> = candidates.iter().filter(is_open).copied().collect();
    let mut marked = BTreeSet::new();
    let mut ids = BTreeSet::new();
    let mark = |MarkCandidate { place, meaning, .. }: &MarkCandidate<'_>| {
        let NameMeaning { term, sense, .. } = *meaning;
        let id = marked.insert(term).then(|| use_id(lesson, terms[term], &mut ids));
        Mark { passage: lesson.prose[place.passage].place, span: place.span, term, sense, id }
    };
    density::choose(lesson, is_overview, &open).into_iter().map(mark).collect()
}

/// Tests whether the section of a passage defines the term.
fn defines<'t>(term: &'t Term, page: usize, passage: &Passage) -> bool {
    let place = |wording: &'t Wording| (wording.entry, &wording.definition);
    let lines = term
        .senses
        .iter()
        .flat_map(|sense| std::iter::once((sense.entry, &sense.definition)).chain(sense.more.iter().map(place)));
    lines.chain(term.brief.iter().map(place)).any(|(entry, definition)| {
        entry == page && definition.section.0 <= passage.place.0 && passage.place.0 <= definition.section.1
    })
}

/// Returns the id of the first mark of a term on a page.
fn use_id(lesson: &Lesson, term: &Term, taken: &mut BTreeSet<String>) -> String {
    let mut id = format!("use-{}", term.id.trim_start_matches("term-"));
    while lesson.has_anchor(&id) || taken.contains(&id) {
        id.push('-');
    }
    taken.insert(id.clone());
    id
}

/// Adds the uses of a page to the terms that it does not define: the first place of each.
fn add_uses(terms: &mut [&mut Term], page: (usize, &Lesson), candidates: &[MarkCandidate<'_>], marks: &[Mark]) {
    let mut seen = BTreeSet::new();
    for MarkCandidate { place, meaning, .. } in candidates {
        let term = meaning.term;
        let used_term = &mut *terms[term];
        if is_defined_on(used_term, page.0) || !seen.insert(term) {
            continue;
        }
        if used_term.uses.len() >= MOST_USES {
            used_term.more_uses += 1;
            continue;
        }
        let mark = marks.iter().find(|mark| mark.term == term);
        used_term.uses.push(used(page.0, page.1, &page.1.prose[place.passage], place.span, mark));
    }
}

fn is_defined_on(term: &Term, page: usize) -> bool {
    let is_there = |wording: &Wording| wording.entry == page;
    term.senses.iter().any(|sense| sense.entry == page || sense.more.iter().any(is_there))
        || term.brief.iter().any(is_there)
}

fn used(page: usize, lesson: &Lesson, passage: &Passage, span: Span, mark: Option<&Mark>) -> Use {
    let whole = prose::sentence(&passage.text, span);
    let section = passage.section.map(|heading| lesson.headings[heading].id.clone());
    Use {
        entry: page,
        anchor: mark.and_then(|mark| mark.id.clone()).or_else(|| section.clone()),
        section,
        sentence: passage.text[whole.start..whole.end].to_owned(),
        place: Span::new(span.start - whole.start, span.end - whole.start),
    }
}
