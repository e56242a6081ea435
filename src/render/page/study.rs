//! Defines the views of the glossary and the study cards.

use serde::Serialize;

/// The variable `glossary`, on the glossary page (`glossary.html`).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GlossaryView {
    /// The number of terms.
    pub(crate) count: usize,
    /// The groups, by first letter.
    pub(crate) groups: Vec<GlossaryGroupView>,
    /// The relative URL of the cards of the whole course.
    pub(crate) cards: Option<String>,
    /// The relative URLs of the downloads.
    pub(crate) exports: ExportsView,
}

/// The relative URLs of the downloads of the glossary.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExportsView {
    /// The CSV file, for spreadsheets.
    pub(crate) csv: String,
    /// The TSV file, for Anki.
    pub(crate) anki: String,
    /// The JSON file, for programs.
    pub(crate) json: String,
}

/// The terms with the same first letter.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GlossaryGroupView {
    /// The id of the heading.
    pub(crate) id: String,
    /// The letter: `ㄱ`, `A`, `#`.
    pub(crate) name: String,
    /// The terms.
    pub(crate) entries: Vec<GlossaryEntryView>,
}

/// A term in the glossary.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct GlossaryEntryView {
    /// The id of the entry.
    pub(crate) id: String,
    /// The fragment of the entry: `#` and the percent-encoded id.
    pub(crate) href: String,
    /// The name of the term.
    pub(crate) term: String,
    /// The other names of the term.
    pub(crate) aliases: Vec<String>,
    /// The senses.
    pub(crate) senses: Vec<SenseView>,
    /// The places that use the term, as many as are listed.
    pub(crate) uses: Vec<UseView>,
    /// The number of all places that use the term.
    pub(crate) use_count: usize,
}

/// A sense of a term.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SenseView {
    /// The definition as HTML.
    pub(crate) html: String,
    /// The heading of the group that the definition is in.
    pub(crate) category: Option<String>,
    /// The page that defines it.
    pub(crate) source: SourceView,
    /// Other pages with nearly the same wording.
    pub(crate) also: Vec<SourceView>,
}

/// A place on a page that something was taken from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SourceView {
    /// The full label: `Week 1 Day 2 Session 3`.
    pub(crate) label: Option<String>,
    /// The title of the page.
    pub(crate) title: String,
    /// The relative URL of the place.
    pub(crate) href: String,
}

/// A place where a page uses a term.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct UseView {
    /// The place.
    pub(crate) source: SourceView,
    /// The nearest heading above it.
    pub(crate) section: Option<String>,
    /// The sentence before the term.
    pub(crate) before: String,
    /// The term as written there.
    pub(crate) term: String,
    /// The sentence after the term.
    pub(crate) after: String,
}

/// The study section of an overview.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StudyView {
    /// The terms that the pages below it define; empty on the home page, which links to the glossary.
    pub(crate) terms: Vec<super::TermView>,
    /// Whether the terms are so many that they are folded.
    pub(crate) long: bool,
    /// The relative URL of the glossary.
    pub(crate) glossary: Option<String>,
    /// The relative URL of the cards of this overview.
    pub(crate) cards: Option<String>,
    /// The number of cards.
    pub(crate) card_count: usize,
    /// The relative URL of the page of the quiz questions below this overview.
    pub(crate) quiz: Option<String>,
    /// The number of these questions.
    pub(crate) quiz_count: usize,
}

/// The variable `quiz`, on pages of quiz questions (`quiz.html`).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QuizView {
    /// The questions, in course order.
    pub(crate) questions: Vec<CollectedQuestionView>,
}

/// A question of a quiz, away from its page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CollectedQuestionView {
    /// The question as HTML.
    pub(crate) html: String,
    /// The place of the question.
    pub(crate) source: SourceView,
}

/// The variable `deck`, on pages of study cards (`cards.html`).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DeckView {
    /// The cards.
    pub(crate) cards: Vec<CardView>,
    /// The number of cards with a term.
    pub(crate) terms: usize,
    /// The number of cards with a question.
    pub(crate) questions: usize,
    /// The other decks, that of the whole course first.
    pub(crate) others: Vec<super::PlaceView>,
    /// The relative URL of the glossary.
    pub(crate) glossary: Option<String>,
}

/// A study card.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardView {
    /// The key of its progress in the browser: a hash of its text.
    pub(crate) key: String,
    /// The kind: `term` or `question`.
    pub(crate) kind: &'static str,
    /// The front as HTML: the term or the question.
    pub(crate) front_html: String,
    /// The other names of the term.
    pub(crate) aliases: Vec<String>,
    /// The senses of the term.
    pub(crate) senses: Vec<SenseView>,
    /// The answer as HTML, if the author wrote one that can be shown away from its page.
    pub(crate) answer_html: Option<String>,
    /// The place of the question.
    pub(crate) source: Option<SourceView>,
    /// The relative URL of the term's entry in the glossary.
    pub(crate) glossary: Option<String>,
}
