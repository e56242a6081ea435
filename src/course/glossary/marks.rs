//! Turns the running text of all pages into marks (places that get the definition of a term) and uses of terms.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::search::TermSearch;
use super::{Glossary, MOST_USES, Mark, Term, Use};
use crate::course::{Entry, Lessons};
use crate::lesson::{Lesson, Passage, prose};
use crate::source::{CoursePath, Span};

/// A term is an everyday word of the course if more than one in this many of its pages use it, …
const EVERYDAY_SHARE: usize = 4;

/// … and at least this many pages: a small course has no everyday words.
const EVERYDAY_PAGES: usize = 20;

/// The most marks in a major section: about one for each paragraph; with more, a page looks like a list of links.
const MOST_MARKS: usize = 8;

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

/// A place in a page's running text that names a term.
#[derive(Debug)]
struct Occurrence {
    passage: usize,
    span: Span,
    name: usize,
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
    let counts = pages_of_names(&places);
    let is_everyday = |name: &usize| {
        counts.get(name).is_some_and(|&count| count >= EVERYDAY_PAGES && count * EVERYDAY_SHARE > pages.len())
    };
    let terms: Vec<&Term> = glossary.terms().collect();
    let candidates: Vec<Vec<MarkCandidate<'_>>> = pages
        .par_iter()
        .zip(&places)
        .map(|(&(page, _), places)| {
            // Cached by name: a page names few terms, each many times.
            let mut known: BTreeMap<usize, Option<MeantTerm>> = BTreeMap::new();
            let mut all = Vec::with_capacity(places.len());
            for place in places.iter() {
                let name = place.name;
                let meant_term = known.entry(name).or_insert_with(|| meant_term(&search, &terms, entries, page, name));
                all.extend(meant_term.map(|MeantTerm { term, near }| MarkCandidate {
                    place,
                    term,
                    rank: (near, counts[&name]),
                }));
            }
            all
        })
        .collect();
    let marks: Vec<Vec<Mark>> = pages
        .par_iter()
        .zip(&candidates)
        .map(|(&(page, lesson), all)| {
            let rare: Vec<MarkCandidate<'_>> =
                all.iter().filter(|candidate| !is_everyday(&candidate.place.name)).copied().collect();
            marks(lesson, &rare, &terms, page)
        })
        .collect();
    let mut terms: Vec<&mut Term> = glossary.groups.iter_mut().flat_map(|group| &mut group.terms).collect();
    for ((page, candidates), marks) in pages.iter().zip(&candidates).zip(&marks) {
        add_uses(&mut terms, (page.0, page.1), candidates, marks);
    }
    let names = search.names().enumerate().filter(|(index, _)| !is_everyday(index));
    glossary.names = names.map(|(_, (key, terms))| (key, terms.to_vec())).collect();
    glossary.marks = pages.iter().zip(marks).map(|((_, lesson), marks)| (lesson.path.clone(), marks)).collect();
    let kept = |((_, lesson), places): (&(usize, &Arc<Lesson>), Arc<[Occurrence]>)| {
        (lesson.path.clone(), (Arc::clone(lesson), places))
    };
    let found = pages.iter().zip(places.iter().map(Arc::clone)).map(kept).collect();
    OccurrenceCache { search: Some(search), pages: found }
}

/// The term that a name means to the reader of a page.
#[derive(Clone, Copy)]
struct MeantTerm {
    term: usize,
    /// The distance from the page to the definition: the first part of [`distance`](super::sense::distance).
    near: u8,
}

fn meant_term(search: &TermSearch, terms: &[&Term], entries: &[Entry], page: usize, name: usize) -> Option<MeantTerm> {
    let term = nearest(|term| terms.get(term).copied(), search.terms(name), entries, page)?;
    let senses = terms[term].senses.iter();
    let near = senses.map(|sense| super::sense::distance(entries, sense.entry, page).0).min()?;
    Some(MeantTerm { term, near })
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

/// Returns of the terms that a name may mean, the one that is defined nearest to a page.
pub(super) fn nearest<'t>(
    term: impl Fn(usize) -> Option<&'t Term>,
    candidates: &[usize],
    entries: &[Entry],
    page: usize,
) -> Option<usize> {
    let distance = |place: &&usize| {
        let senses = term(**place).map(|term| term.senses.iter());
        senses.into_iter().flatten().map(|sense| super::sense::distance(entries, sense.entry, page)).min()
    };
    candidates.iter().min_by_key(distance).copied()
}

/// A place that may be marked, with its term and its rank.
#[derive(Clone, Copy)]
struct MarkCandidate<'p> {
    place: &'p Occurrence,
    term: usize,
    /// The distance from the definition, and the number of pages with the name: lower ranks are marked first.
    rank: (u8, usize),
}

/// Chooses the places of a page to mark: the first of each term in each major section; if these are too many, terms
/// defined near the page come first, then rare ones.
fn marks(lesson: &Lesson, candidates: &[MarkCandidate<'_>], terms: &[&Term], page: usize) -> Vec<Mark> {
    let mut chapters: BTreeMap<usize, Vec<&MarkCandidate<'_>>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for candidate in candidates {
        let passage = &lesson.prose[candidate.place.passage];
        if !defines(terms[candidate.term], page, passage) && seen.insert((passage.chapter, candidate.term)) {
            chapters.entry(passage.chapter).or_default().push(candidate);
        }
    }
    let mut marked = BTreeSet::new();
    let mut ids = BTreeSet::new();
    let mut marks = Vec::new();
    for mut chosen in chapters.into_values() {
        if chosen.len() > MOST_MARKS {
            chosen.sort_by_key(|candidate| candidate.rank);
            chosen.truncate(MOST_MARKS);
            chosen.sort_by_key(|candidate| (candidate.place.passage, candidate.place.span.start));
        }
        for MarkCandidate { place, term, .. } in chosen {
            let id = marked.insert(*term).then(|| use_id(lesson, terms[*term], &mut ids));
            marks.push(Mark { passage: lesson.prose[place.passage].place, span: place.span, term: *term, id });
        }
    }
    marks
}

/// Tests whether the section of a passage defines the term.
fn defines(term: &Term, page: usize, passage: &Passage) -> bool {
    let lines = term.senses.iter().flat_map(|sense| {
        let more = sense.more.iter().map(|wording| (wording.entry, &wording.definition));
        std::iter::once((sense.entry, &sense.definition)).chain(more)
    });
    lines.into_iter().any(|(entry, definition)| {
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
    for MarkCandidate { place, term, .. } in candidates {
        let used_term = &mut *terms[*term];
        if is_defined_on(used_term, page.0) || !seen.insert(*term) {
            continue;
        }
        if used_term.uses.len() >= MOST_USES {
            used_term.more_uses += 1;
            continue;
        }
        let mark = marks.iter().find(|mark| mark.term == *term);
        used_term.uses.push(used(page.0, page.1, &page.1.prose[place.passage], place.span, mark));
    }
}

fn is_defined_on(term: &Term, page: usize) -> bool {
    term.senses.iter().any(|sense| sense.entry == page || sense.more.iter().any(|wording| wording.entry == page))
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
