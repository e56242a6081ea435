//! Turns the running text of all pages into marks and uses: which places explain a term, and where a term is used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::search::TermSearch;
use super::{Glossary, MOST_USES, Mark, Term, Use};
use crate::course::{Entry, Lessons};
use crate::lesson::{Lesson, Passage, prose};
use crate::source::{CoursePath, Span};

/// A term is an everyday word of the course if it stands on more than one in this many of its pages, …
const EVERYDAY_SHARE: usize = 4;

/// … and on no fewer pages than this: in a small course nothing is everyday.
const EVERYDAY_PAGES: usize = 20;

/// The most marks of a major section: about one to a paragraph, beyond which a page looks like a list of links.
const MOST_MARKS: usize = 8;

/// What the search found, kept for the next state of the course: where neither the terms nor a page's text changed, it
/// finds the same again. It says nothing about the course that the course does not say, so any two are equal.
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
    /// Returns where a page names terms.
    fn places(&self, search: &Arc<TermSearch>, lesson: &Arc<Lesson>) -> Arc<[Occurrence]> {
        let same = self.search.as_ref().is_some_and(|known| Arc::ptr_eq(known, search));
        let known = self.pages.get(&lesson.path).filter(|(known, _)| same && Arc::ptr_eq(known, lesson));
        known.map_or_else(|| places(search, lesson).into(), |(_, places)| Arc::clone(places))
    }
}

/// A place where a page names a term.
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
            // A page names few terms, each many times.
            let mut known: BTreeMap<usize, Option<MeantTerm>> = BTreeMap::new();
            let mut all = Vec::with_capacity(places.len());
            for place in places.iter() {
                let name = place.name;
                let meant = known.entry(name).or_insert_with(|| meant(&search, &terms, entries, page, name));
                all.extend(meant.map(|MeantTerm { term, near }| MarkCandidate {
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
        note_uses(&mut terms, (page.0, page.1), candidates, marks);
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

/// What a name means to the reader of a page.
#[derive(Clone, Copy)]
struct MeantTerm {
    term: usize,
    /// How far the page is from the definition: the first part of a distance.
    near: u8,
}

fn meant(search: &TermSearch, terms: &[&Term], entries: &[Entry], page: usize, name: usize) -> Option<MeantTerm> {
    let term = nearest(|term| terms.get(term).copied(), search.terms(name), entries, page)?;
    let senses = terms[term].senses.iter();
    let near = senses.map(|sense| super::sense::distance(entries, sense.entry, page).0).min()?;
    Some(MeantTerm { term, near })
}

/// Returns where a page names terms, in order.
fn places(search: &TermSearch, lesson: &Lesson) -> Vec<Occurrence> {
    let mut places = Vec::new();
    for (index, passage) in lesson.prose.iter().enumerate() {
        let hits = search.find(&passage.text).into_iter().filter(|hit| passage.holds_whole(hit.span));
        places.extend(hits.map(|hit| Occurrence { passage: index, span: hit.span, name: hit.name }));
    }
    places
}

/// Returns on how many pages each name stands.
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

/// A place that may be marked, with its term and what makes it worth it.
#[derive(Clone, Copy)]
struct MarkCandidate<'p> {
    place: &'p Occurrence,
    term: usize,
    /// How far the reader is from its definition, and on how many pages its name stands: the less, the rather.
    rank: (u8, usize),
}

/// Chooses the places of a page that are marked: the first of each term in each major section; where those are too many,
/// the terms that are defined near the page, then the rare ones.
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

/// Tests whether the section of a passage defines a term itself.
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

/// Notes where a page uses terms that it does not define: the first place of each.
fn note_uses(terms: &mut [&mut Term], page: (usize, &Lesson), candidates: &[MarkCandidate<'_>], marks: &[Mark]) {
    let mut seen = BTreeSet::new();
    for MarkCandidate { place, term, .. } in candidates {
        let noted = &mut *terms[*term];
        if is_defined_on(noted, page.0) || !seen.insert(*term) {
            continue;
        }
        if noted.uses.len() >= MOST_USES {
            noted.more_uses += 1;
            continue;
        }
        let mark = marks.iter().find(|mark| mark.term == *term);
        noted.uses.push(used(page.0, page.1, &page.1.prose[place.passage], place.span, mark));
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
