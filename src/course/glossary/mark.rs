//! Turns the running text of all pages into marks and uses: which places explain a term, and where a term is used.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::search::Search;
use super::{Glossary, MOST_USES, Mark, Term, Use};
use crate::course::{Entry, Lessons};
use crate::lesson::{Lesson, Passage, prose};
use crate::source::Span;

/// A term is an everyday word of the course if it stands on more than one in this many of its pages, …
const EVERYDAY_SHARE: usize = 4;

/// … and on no fewer pages than this: in a small course nothing is everyday.
const EVERYDAY_PAGES: usize = 20;

/// The most marks of a major section: about one to a paragraph, beyond which a page looks like a list of links.
const MOST_MARKS: usize = 8;

/// A place where a page names a term.
struct Place {
    passage: usize,
    span: Span,
    name: usize,
}

/// Fills in the marks, names and uses of a glossary.
pub(super) fn place(glossary: &mut Glossary, entries: &[Entry], lessons: &Lessons) {
    let Some(search) = Search::new(glossary.terms()) else { return };
    let pages: Vec<(usize, &Lesson)> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| Some((index, &**lessons.get(entry.lesson.as_ref()?)?)))
        .collect();
    let places: Vec<Vec<Place>> = pages.par_iter().map(|(_, lesson)| places(&search, lesson)).collect();
    let everyday = everyday(&search, &places);
    let terms: Vec<&Term> = glossary.terms().collect();
    let marks: Vec<Vec<Mark>> = pages
        .par_iter()
        .zip(&places)
        .map(|(&(index, lesson), places)| {
            let open: Vec<(&Place, usize)> = places
                .iter()
                .filter(|place| !everyday.contains(&place.name))
                .filter_map(|place| {
                    let named = search.terms(place.name);
                    Some((place, nearest(|term| terms.get(term).copied(), named, entries, index)?))
                })
                .collect();
            marks(lesson, &open, &terms, index)
        })
        .collect();
    let found = uses(&search, &pages, &places, &marks, &terms);
    glossary.names = search
        .names()
        .enumerate()
        .filter(|(index, _)| !everyday.contains(index))
        .map(|(_, (key, terms))| (key, terms.to_vec()))
        .collect();
    glossary.marks = pages.iter().zip(marks).map(|((_, lesson), marks)| (lesson.path.clone(), marks)).collect();
    for (term, found) in glossary.groups.iter_mut().flat_map(|group| &mut group.terms).zip(found) {
        term.more_uses = found.len().saturating_sub(MOST_USES);
        term.uses = found.into_iter().take(MOST_USES).collect();
    }
}

/// Where a page names terms, in order.
fn places(search: &Search, lesson: &Lesson) -> Vec<Place> {
    let mut places = Vec::new();
    for (index, passage) in lesson.prose.iter().enumerate() {
        let hits = search.find(&passage.text).into_iter().filter(|hit| passage.holds_whole(hit.span));
        places.extend(hits.map(|hit| Place { passage: index, span: hit.span, name: hit.name }));
    }
    places
}

/// The names that stand on so many pages that explaining them would help nobody.
fn everyday(search: &Search, places: &[Vec<Place>]) -> BTreeSet<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for page in places {
        let names: BTreeSet<usize> = page.iter().map(|place| place.name).collect();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    let is_everyday = |count: usize| count >= EVERYDAY_PAGES && count * EVERYDAY_SHARE > places.len();
    debug_assert!(counts.keys().all(|&name| !search.terms(name).is_empty()));
    counts.into_iter().filter(|&(_, count)| is_everyday(count)).map(|(name, _)| name).collect()
}

/// Of the terms that a name may mean, the one that is defined nearest to a page.
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

/// Chooses the places of a page that are marked.
fn marks(lesson: &Lesson, places: &[(&Place, usize)], terms: &[&Term], page: usize) -> Vec<Mark> {
    let mut seen = BTreeSet::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut marks = Vec::new();
    let mut first = BTreeSet::new();
    for &(place, term) in places {
        let passage = &lesson.prose[place.passage];
        if defines(terms[term], page, passage) || !seen.insert((passage.chapter, term)) {
            continue;
        }
        let count = counts.entry(passage.chapter).or_default();
        if *count >= MOST_MARKS {
            continue;
        }
        *count += 1;
        let id = first.insert(term).then(|| use_id(lesson, terms[term]));
        marks.push(Mark { passage: passage.place, span: place.span, term, id });
    }
    marks
}

/// Whether the section of a passage defines a term itself.
fn defines(term: &Term, page: usize, passage: &Passage) -> bool {
    let lines = term.senses.iter().flat_map(|sense| {
        let more = sense.more.iter().map(|wording| (wording.entry, &wording.definition));
        std::iter::once((sense.entry, &sense.definition)).chain(more)
    });
    lines.into_iter().any(|(entry, definition)| {
        entry == page && definition.section.0 <= passage.place.0 && passage.place.0 <= definition.section.1
    })
}

/// The id of the first mark of a term on a page.
fn use_id(lesson: &Lesson, term: &Term) -> String {
    let mut id = format!("use-{}", term.id.trim_start_matches("term-"));
    while lesson.has_anchor(&id) {
        id.push('-');
    }
    id
}

/// The uses of each term: the first place of each page that does not define it.
fn uses(
    search: &Search,
    pages: &[(usize, &Lesson)],
    places: &[Vec<Place>],
    marks: &[Vec<Mark>],
    terms: &[&Term],
) -> Vec<Vec<Use>> {
    let mut uses: Vec<Vec<Use>> = vec![Vec::new(); terms.len()];
    for ((&(page, lesson), places), marks) in pages.iter().zip(places).zip(marks) {
        let mut seen = BTreeSet::new();
        for place in places {
            for &term in search.terms(place.name) {
                let passage = &lesson.prose[place.passage];
                if is_defined_on(terms[term], page) || !seen.insert(term) {
                    continue;
                }
                let mark = marks.iter().find(|mark| mark.term == term);
                uses[term].push(used(page, lesson, passage, place.span, mark));
            }
        }
    }
    uses
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
