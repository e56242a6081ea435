//! Describes the places of a page that name a term: found once for each state of the terms, then given their meaning.

use super::scope::NameMeaning;
use crate::source::Span;

/// A place in a page's running text that names a term.
#[derive(Debug)]
pub(super) struct Occurrence {
    /// The passage, as an index into the lesson's prose.
    pub(super) passage: usize,
    /// The name, as a span of the passage's text.
    pub(super) span: Span,
    /// The name, as an index into the search's names.
    pub(super) name: usize,
}

/// A place that may be marked.
#[derive(Clone, Copy)]
pub(super) struct MarkCandidate<'p> {
    pub(super) place: &'p Occurrence,
    pub(super) meaning: NameMeaning,
    /// The number of pages with the name.
    pub(super) pages: usize,
    /// Whether most pages use the name: it is explained once a page at most.
    pub(super) is_everyday: bool,
}
