//! Turns glossary and questions into decks of study cards: one for the course, one for each of its weeks or modules.

use super::glossary::{Glossary, Sense};
use super::route::Routes;
use super::{Entry, EntryKind, Lessons};
use crate::site::SitePath;

/// The study cards of a part of the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deck {
    /// The entry whose cards they are: a week, a module, the course.
    pub entry: usize,
    /// The address of its page.
    pub site: SitePath,
    /// The address of the page that collects its quiz questions, if it has several.
    pub quiz: Option<SitePath>,
    /// Its cards, in course order.
    pub cards: Vec<Card>,
}

impl Deck {
    /// Returns its quiz questions, in course order: entry and index.
    pub fn quiz_questions(&self) -> impl Iterator<Item = (usize, usize)> {
        self.cards.iter().filter_map(|card| match card {
            Card::Quiz { entry, number } => Some((*entry, *number)),
            Card::Term { .. } | Card::Question { .. } => None,
        })
    }
}

/// The most questions of a page that collects them.
const MAX_QUIZ: usize = 500;

/// A study card, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Card {
    /// Asks for the meaning of a term.
    Term {
        /// The term, as an index into [`Glossary::terms`].
        term: usize,
        /// The senses that the deck's part of the course defines, as indexes into the term's senses.
        senses: Vec<usize>,
    },
    /// Asks a question of a quiz.
    Quiz {
        /// The entry that asks it.
        entry: usize,
        /// Its index among the quiz questions of the entry's lesson.
        number: usize,
    },
    /// Asks a question of a session.
    Question {
        /// The entry that asks it.
        entry: usize,
        /// Its index among the questions of the entry's lesson.
        number: usize,
    },
}

/// Builds the decks: the course's first, then those of its weeks and modules. Empty decks are left out.
pub fn decks(entries: &[Entry], lessons: &Lessons, glossary: &Glossary, routes: &mut Routes) -> Vec<Deck> {
    let mut decks: Vec<Deck> = Vec::new();
    let with_decks = (1..entries.len()).filter(|&index| has_deck(entries, index));
    for entry in std::iter::once(0).chain(with_decks) {
        let cards = cards(entries, lessons, glossary, entry);
        if !cards.is_empty() {
            let site = routes.claim(&preferred_address(&entries[entry], "cards"));
            decks.push(Deck { entry, site, quiz: None, cards });
        }
    }
    // The course has a page of questions only if no part of it has one: the size of a page does not grow with the course.
    let first = usize::from(decks.len() > 1);
    for deck in decks.iter_mut().skip(first) {
        if (2..=MAX_QUIZ).contains(&deck.quiz_questions().count()) {
            deck.quiz = Some(routes.claim(&preferred_address(&entries[deck.entry], "quiz")));
        }
    }
    decks
}

/// Tests whether an entry has a deck of its own: a week, or a module outside of weeks and other modules.
fn has_deck(entries: &[Entry], index: usize) -> bool {
    let entry = &entries[index];
    let mut above = entry.parent;
    let mut in_deck = false;
    while let Some(parent) = above {
        in_deck |= matches!(entries[parent].kind, EntryKind::Week) || (parent != 0 && is_module(entries, parent));
        above = entries[parent].parent;
    }
    !in_deck && entry.listed && (entry.kind == EntryKind::Week || is_module(entries, index))
}

/// Tests whether an entry is a module: a part whose children are neither weeks nor parts.
fn is_module(entries: &[Entry], index: usize) -> bool {
    let holds_units = || {
        entries[index].children.iter().any(|&child| matches!(entries[child].kind, EntryKind::Week | EntryKind::Part))
    };
    entries[index].kind == EntryKind::Part && !holds_units()
}

/// Returns the preferred address of a page of an entry's deck: beside its own page.
fn preferred_address(entry: &Entry, name: &str) -> String {
    let site = entry.site.as_str();
    match site.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}{name}.html"),
        _ => format!("{}-{name}.html", site.trim_end_matches(".html")),
    }
}

/// Tests whether an entry is another one or below it.
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

/// Tests whether an entry or anything below it defines a term in this sense, in any wording.
pub fn is_defined_within(entries: &[Entry], sense: &Sense, above: usize) -> bool {
    let places = std::iter::once(sense.entry).chain(sense.more.iter().map(|wording| wording.entry));
    places.into_iter().any(|entry| is_within(entries, entry, above))
}

/// Returns the cards of an entry and of all entries below it: by session, terms before questions.
fn cards(entries: &[Entry], lessons: &Lessons, glossary: &Glossary, above: usize) -> Vec<Card> {
    let mut cards = Vec::new();
    let terms: Vec<_> = glossary.terms().collect();
    for (term, senses) in terms_within(entries, glossary, above) {
        let first = &terms[term].senses[senses[0]];
        cards.push(((first.entry, 0, first.definition.line), Card::Term { term, senses }));
    }
    for (index, entry) in entries.iter().enumerate() {
        let Some(lesson) = entry.lesson.as_ref().and_then(|path| lessons.get(path)) else { continue };
        if !is_within(entries, index, above) {
            continue;
        }
        let quizzes = lesson.quizzes.iter().enumerate().filter(|(_, quiz)| quiz.is_complete());
        cards.extend(quizzes.map(|(number, quiz)| ((index, 1, quiz.line), Card::Quiz { entry: index, number })));
        if !lesson.questions.is_empty() {
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

/// Returns the terms that an entry and all entries below it define: indexes into [`Glossary::terms`], each with the
/// indexes of the senses.
pub fn terms_within(entries: &[Entry], glossary: &Glossary, above: usize) -> Vec<(usize, Vec<usize>)> {
    let within = |term: &super::glossary::Term| -> Vec<usize> {
        let senses = term.senses.iter().enumerate();
        senses.filter(|(_, sense)| is_defined_within(entries, sense, above)).map(|(number, _)| number).collect()
    };
    let terms = glossary.terms().enumerate().map(|(number, term)| (number, within(term)));
    terms.filter(|(_, senses)| !senses.is_empty()).collect()
}
