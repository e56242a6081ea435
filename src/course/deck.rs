//! Turns glossary and questions into decks of study cards: one for the course, one for each of its weeks or modules.

use super::glossary::{Glossary, Sense};
use super::route::Routes;
use super::{Entry, EntryKind, Lessons};
use crate::site::SitePath;

/// The cards of a part of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deck {
    /// The entry whose cards they are: a week, a module, the course.
    pub entry: usize,
    /// Where its page stands.
    pub site: SitePath,
    /// Its cards, in course order.
    pub cards: Vec<Card>,
}

/// What a card asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Card {
    /// What a term means.
    Term {
        /// The term's place among all of the glossary.
        term: usize,
        /// Which of its senses the deck's part of the course defines.
        senses: Vec<usize>,
    },
    /// A question of a session.
    Question {
        /// The entry that asks it.
        entry: usize,
        /// Its place among the questions of the entry's lesson.
        number: usize,
    },
}

/// Makes the decks: the course's first, then those of its units; none that would be empty.
pub fn decks(entries: &[Entry], lessons: &Lessons, glossary: &Glossary, routes: &mut Routes) -> Vec<Deck> {
    let mut decks = Vec::new();
    let units = (1..entries.len()).filter(|&index| is_unit(entries, index));
    for entry in std::iter::once(0).chain(units) {
        let cards = cards(entries, lessons, glossary, entry);
        if !cards.is_empty() {
            decks.push(Deck { entry, site: routes.claim(&wanted(&entries[entry])), cards });
        }
    }
    decks
}

/// Whether an entry has cards of its own: a week, or a part that neither holds weeks nor stands in one.
fn is_unit(entries: &[Entry], index: usize) -> bool {
    let entry = &entries[index];
    let mut above = entry.parent;
    let mut in_unit = false;
    while let Some(parent) = above {
        in_unit |= matches!(entries[parent].kind, EntryKind::Week) || (parent != 0 && is_part_alone(entries, parent));
        above = entries[parent].parent;
    }
    !in_unit && entry.listed && (entry.kind == EntryKind::Week || is_part_alone(entries, index))
}

/// Whether an entry is a part without weeks or further parts below it: a module of sessions or days.
fn is_part_alone(entries: &[Entry], index: usize) -> bool {
    let holds_units =
        || entries[index].children.iter().any(|&child| matches!(entries[child].kind, EntryKind::Week | EntryKind::Part));
    entries[index].kind == EntryKind::Part && !holds_units()
}

/// The place that an entry's cards would like: beside its own page.
fn wanted(entry: &Entry) -> String {
    let site = entry.site.as_str();
    match site.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}cards.html"),
        _ => format!("{}-cards.html", site.trim_end_matches(".html")),
    }
}

/// Whether an entry stands at another or below it.
pub fn is_within(entries: &[Entry], index: usize, above: usize) -> bool {
    let mut here = Some(index);
    while let Some(entry) = here {
        if entry == above {
            return true;
        }
        here = entries[entry].parent;
    }
    false
}

/// Whether an entry or anything below it defines a term in this sense, in whichever words.
pub fn is_defined_within(entries: &[Entry], sense: &Sense, above: usize) -> bool {
    let places = std::iter::once(sense.entry).chain(sense.more.iter().map(|wording| wording.entry));
    places.into_iter().any(|entry| is_within(entries, entry, above))
}

/// The cards of an entry and all below it: by session, terms before questions.
fn cards(entries: &[Entry], lessons: &Lessons, glossary: &Glossary, above: usize) -> Vec<Card> {
    let mut cards = Vec::new();
    let terms: Vec<_> = glossary.terms().collect();
    for (term, senses) in terms_within(entries, glossary, above) {
        let first = &terms[term].senses[senses[0]];
        cards.push(((first.entry, 0, first.definition.line), Card::Term { term, senses }));
    }
    for (index, entry) in entries.iter().enumerate() {
        let Some(lesson) = entry.lesson.as_ref().and_then(|path| lessons.get(path)) else { continue };
        if !lesson.questions.is_empty() && is_within(entries, index, above) {
            let questions = lesson.questions.iter().enumerate();
            cards.extend(
                questions
                    .map(|(number, question)| ((index, 1, question.line), Card::Question { entry: index, number })),
            );
        }
    }
    cards.sort_by_key(|(place, _)| *place);
    cards.into_iter().map(|(_, card)| card).collect()
}

/// The terms that an entry and all below it define, by their places in the glossary, with those of their senses.
pub fn terms_within(entries: &[Entry], glossary: &Glossary, above: usize) -> Vec<(usize, Vec<usize>)> {
    let within = |term: &super::glossary::Term| -> Vec<usize> {
        let senses = term.senses.iter().enumerate();
        senses.filter(|(_, sense)| is_defined_within(entries, sense, above)).map(|(number, _)| number).collect()
    };
    let terms = glossary.terms().enumerate().map(|(number, term)| (number, within(term)));
    terms.filter(|(_, senses)| !senses.is_empty()).collect()
}
