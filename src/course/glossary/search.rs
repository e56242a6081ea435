//! Turns the names of all terms into one automaton, and a text into the places where they are words.

use std::collections::BTreeMap;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use super::boundary::{self, CaseRule};
use super::{Term, key, name};
use crate::source::Span;

/// A place in a text that is a name of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The span of the name in the text.
    pub span: Span,
    /// The name, as an index into the search's [`names`](TermSearch::names).
    pub name: usize,
}

/// A name to search for, with the terms that it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SearchedName {
    /// The name as its definition writes it.
    written: String,
    case: CaseRule,
    terms: Vec<usize>,
}

/// Returns the names of all terms.
fn names<'t>(terms: impl IntoIterator<Item = &'t Term>) -> Vec<SearchedName> {
    let mut names: Vec<SearchedName> = Vec::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (index, term) in terms.into_iter().enumerate() {
        for written in std::iter::once(&term.name).chain(&term.aliases).filter(|name| boundary::can_be_found(name)) {
            let place = *by_key.entry(key(written)).or_insert_with(|| {
                names.push(SearchedName {
                    written: written.clone(),
                    case: boundary::case_of(written),
                    terms: Vec::new(),
                });
                names.len() - 1
            });
            if !names[place].terms.contains(&index) {
                names[place].terms.push(index);
            }
        }
    }
    names
}

/// Finds the names of all terms in one pass over a text.
#[derive(Debug)]
pub struct TermSearch {
    automaton: AhoCorasick,
    /// For each pattern of the automaton: the name.
    patterns: Vec<usize>,
    names: Vec<SearchedName>,
}

impl TermSearch {
    /// Builds the search; `None` if there are no names. An earlier search for the same names is reused.
    pub fn new<'t>(terms: impl IntoIterator<Item = &'t Term>, earlier: Option<&Arc<Self>>) -> Option<Arc<Self>> {
        let names = names(terms);
        match earlier {
            Some(earlier) if earlier.names == names => Some(Arc::clone(earlier)),
            _ => Self::of(names).map(Arc::new),
        }
    }

    fn of(names: Vec<SearchedName>) -> Option<Self> {
        let mut patterns = Vec::new();
        let mut spellings = Vec::new();
        for (index, name) in names.iter().enumerate() {
            for spelling in name::spellings(&name.written) {
                patterns.push(index);
                spellings.push(spelling);
            }
        }
        let automaton = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(&spellings).ok()?;
        (!patterns.is_empty()).then_some(Self { automaton, patterns, names })
    }

    /// Returns the terms that a name may mean.
    pub fn terms(&self, name: usize) -> &[usize] {
        &self.names[name].terms
    }

    /// Returns the key of each name with the terms that it may mean.
    pub fn names(&self) -> impl Iterator<Item = (String, &[usize])> {
        self.names.iter().map(|name| (key(&name.written), name.terms.as_slice()))
    }

    /// Returns each name, in order: its key, as its definition writes it, and the terms that it may mean.
    pub(super) fn names_written(&self) -> impl Iterator<Item = (String, &str, &[usize])> {
        self.names.iter().map(|name| (key(&name.written), name.written.as_str(), name.terms.as_slice()))
    }

    /// Finds the names in a text, the longest where several begin, none within another.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .automaton
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let name = self.patterns[found.pattern().as_usize()];
                let hit = Hit { span: Span::new(found.start(), found.end()), name };
                self.is_word(text, &hit).then_some(hit)
            })
            .collect();
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
        let mut end = 0;
        hits.retain(|hit| {
            let is_free = hit.span.start >= end;
            end = if is_free { hit.span.end } else { end };
            is_free
        });
        hits
    }

    fn is_word(&self, text: &str, hit: &Hit) -> bool {
        let name = &self.names[hit.name];
        let Span { start, end } = hit.span;
        boundary::is_written_so(&name.written, name.case, text, start, end)
            && boundary::is_whole_word(text, start, end)
            && !boundary::is_in_expansion(text, start, end)
    }
}
