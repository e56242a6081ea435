//! Defines the views of the glossary and the study cards.

use serde::Serialize;

/// The variable `glossary`, on the glossary page (`glossary.html`).
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryView {
    /// The number of terms.
    pub count: usize,
    /// The groups, by first letter.
    pub groups: Vec<GlossaryGroupView>,
    /// The relative URL of the cards of the whole course.
    pub cards: Option<String>,
    /// The relative URLs of the downloads.
    pub exports: ExportsView,
}

/// The relative URLs of the downloads of the glossary.
#[derive(Debug, Clone, Serialize)]
pub struct ExportsView {
    /// The CSV file, for spreadsheets.
    pub csv: String,
    /// The TSV file, for Anki.
    pub anki: String,
    /// The JSON file, for programs.
    pub json: String,
}

/// The terms with the same first letter.
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryGroupView {
    /// The id of the heading.
    pub id: String,
    /// The letter: `ㄱ`, `A`, `#`.
    pub name: String,
    /// The terms.
    pub entries: Vec<GlossaryEntryView>,
}

/// A term in the glossary.
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryEntryView {
    /// The id of the entry.
    pub id: String,
    /// The fragment of the entry: `#` and the percent-encoded id.
    pub href: String,
    /// The name of the term.
    pub term: String,
    /// The other names of the term.
    pub aliases: Vec<String>,
    /// The senses.
    pub senses: Vec<SenseView>,
    /// The places that use the term, as many as are listed.
    pub uses: Vec<UseView>,
    /// The number of all places that use the term.
    pub use_count: usize,
}

/// A sense of a term.
#[derive(Debug, Clone, Serialize)]
pub struct SenseView {
    /// The definition as HTML.
    pub html: String,
    /// The heading of the group that the definition is in.
    pub category: Option<String>,
    /// The page that defines it.
    pub source: SourceView,
    /// Other pages with nearly the same wording.
    pub also: Vec<SourceView>,
}

/// A place on a page that something was taken from.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// The full label: `Week 1 Day 2 Session 3`.
    pub label: Option<String>,
    /// The title of the page.
    pub title: String,
    /// The relative URL of the place.
    pub href: String,
}

/// A place where a page uses a term.
#[derive(Debug, Clone, Serialize)]
pub struct UseView {
    /// The place.
    pub source: SourceView,
    /// The nearest heading above it.
    pub section: Option<String>,
    /// The sentence before the term.
    pub before: String,
    /// The term as written there.
    pub term: String,
    /// The sentence after the term.
    pub after: String,
}

/// The study section of an overview.
#[derive(Debug, Clone, Serialize)]
pub struct StudyView {
    /// The terms that the pages below it define; empty on the home page, which links to the glossary.
    pub terms: Vec<super::TermView>,
    /// Whether the terms are so many that they are folded.
    pub long: bool,
    /// The relative URL of the glossary.
    pub glossary: Option<String>,
    /// The relative URL of the cards of this overview.
    pub cards: Option<String>,
    /// The number of cards.
    pub card_count: usize,
}

/// The variable `deck`, on pages of study cards (`cards.html`).
#[derive(Debug, Clone, Serialize)]
pub struct DeckView {
    /// The cards.
    pub cards: Vec<CardView>,
    /// The number of cards with a term.
    pub terms: usize,
    /// The number of cards with a question.
    pub questions: usize,
    /// The other decks, that of the whole course first.
    pub others: Vec<super::PlaceView>,
    /// The relative URL of the glossary.
    pub glossary: Option<String>,
}

/// A study card.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// The key of its progress in the browser: a hash of its text.
    pub key: String,
    /// The kind: `term` or `question`.
    pub kind: &'static str,
    /// The front as HTML: the term or the question.
    pub front_html: String,
    /// The other names of the term.
    pub aliases: Vec<String>,
    /// The senses of the term.
    pub senses: Vec<SenseView>,
    /// The answer as HTML, if the author wrote one that can be shown away from its page.
    pub answer_html: Option<String>,
    /// The place of the question.
    pub source: Option<SourceView>,
    /// The relative URL of the term's entry in the glossary.
    pub glossary: Option<String>,
}
