//! Turns the glossary and the decks of cards into the views that templates see.

use serde::Serialize;

/// The glossary page.
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryView {
    /// How many terms there are.
    pub count: usize,
    /// Its groups.
    pub groups: Vec<GlossaryGroupView>,
    /// The reference to the course's cards.
    pub cards: Option<String>,
    /// The references to the downloads.
    pub exports: ExportsView,
}

/// The references to the glossary's downloads.
#[derive(Debug, Clone, Serialize)]
pub struct ExportsView {
    /// For spreadsheets.
    pub csv: String,
    /// For Anki.
    pub anki: String,
    /// For programs.
    pub json: String,
}

/// The terms that begin alike.
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryGroupView {
    /// The id of its heading.
    pub id: String,
    /// `ㄱ`, `A`, `#`.
    pub name: String,
    /// Its terms.
    pub entries: Vec<GlossaryEntryView>,
}

/// A term.
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryEntryView {
    /// The id of its entry.
    pub id: String,
    /// The reference to its entry: `#` and the id, percent-encoded.
    pub href: String,
    /// The term.
    pub term: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What it means, where.
    pub senses: Vec<SenseView>,
    /// Where pages use it.
    pub uses: Vec<UseView>,
    /// On how many pages it is used, those of `uses` counted.
    pub use_count: usize,
}

/// A definition.
#[derive(Debug, Clone, Serialize)]
pub struct SenseView {
    /// The definition.
    pub html: String,
    /// The sub-heading under which it stands.
    pub category: Option<String>,
    /// The page that defines it.
    pub source: SourceView,
    /// Further pages that say the same in nearly the same words.
    pub also: Vec<SourceView>,
}

/// A page that something was taken from.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// Its number in words, those of its week and day included: `Week 1 Day 2 Session 3`.
    pub label: Option<String>,
    /// Its name.
    pub title: String,
    /// The reference to the place on it.
    pub href: String,
}

/// A place where a page uses a term.
#[derive(Debug, Clone, Serialize)]
pub struct UseView {
    /// The page, with the reference to the place.
    pub source: SourceView,
    /// The heading under which it stands.
    pub section: Option<String>,
    /// The sentence up to the term.
    pub before: String,
    /// The term as it is written there.
    pub term: String,
    /// The rest of the sentence.
    pub after: String,
}

/// What an overview offers for studying what is below it.
#[derive(Debug, Clone, Serialize)]
pub struct StudyView {
    /// The terms that it and the pages below it define; empty on the course's own page, which has the glossary.
    pub terms: Vec<super::TermView>,
    /// Whether they are too many to stand open.
    pub long: bool,
    /// The reference to the glossary.
    pub glossary: Option<String>,
    /// The reference to its cards.
    pub cards: Option<String>,
    /// How many cards there are.
    pub card_count: usize,
}

/// A page of study cards.
#[derive(Debug, Clone, Serialize)]
pub struct DeckView {
    /// Its cards.
    pub cards: Vec<CardView>,
    /// How many of them ask for a term.
    pub terms: usize,
    /// How many of them are questions.
    pub questions: usize,
    /// The other decks of the course: the course's own first.
    pub others: Vec<super::PlaceView>,
    /// The reference to the glossary.
    pub glossary: Option<String>,
}

/// A card.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// What the browser remembers it by: it changes when the card is worded anew.
    pub key: String,
    /// `term` or `question`.
    pub kind: &'static str,
    /// The term or the question.
    pub front_html: String,
    /// The term's other names.
    pub aliases: Vec<String>,
    /// What the term means.
    pub senses: Vec<SenseView>,
    /// The answer, if the author gave one.
    pub answer_html: Option<String>,
    /// Where the question stands.
    pub source: Option<SourceView>,
    /// The reference to the term's entry in the glossary.
    pub glossary: Option<String>,
}
