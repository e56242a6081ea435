//! Turns headings with a paragraph each, in a keyword section or a glossary, into terms.

use crate::lesson::terms::glossary_page::{HeadedLine, read_headed_line};
use crate::lesson::terms::{concept, navigation};
use crate::lesson::{Heading, TermDefinition};
use crate::source::Span;

/// The terms of a keyword section in the form of headings with a paragraph each: `### Container`, then its definition.
/// They count only if nothing else in the section defines terms: headings above lists are categories.
#[derive(Default)]
pub(super) struct HeadingTerms {
    /// The number of terms of the lesson before the section.
    before: usize,
    /// The number of headings whose lists label the definition: `- 뜻: …`.
    labelled: usize,
    /// The heading directly above with its level, until its first block of words.
    above: Option<(String, u8)>,
    /// The other name that a line below that heading states.
    alias: Option<String>,
    /// Whether the last term's definition speaks of it: else a later paragraph that begins with its name is the definition.
    is_about_it: bool,
    /// The terms, each with the level of its heading.
    terms: Vec<(u8, TermDefinition)>,
}

/// A single heading with a paragraph may be an introduction; several in a row define terms.
const FEWEST_HEADED: usize = 2;

impl HeadingTerms {
    /// Begins after the terms defined so far.
    pub(super) fn below(known: &[TermDefinition]) -> Self {
        Self { before: known.len(), ..Self::default() }
    }

    /// Adds a heading below that of the section; that of the page names no term.
    pub(super) fn heading(&mut self, text: &str, level: u8) {
        self.above = Some((text.to_owned(), level)).filter(|_| level > 1);
        self.alias = None;
        self.is_about_it = true;
    }

    /// Adds a list with a labelled definition below a heading.
    pub(super) fn labelled(&mut self, heading: &Heading, alias: Option<&str>, definition: Span, line: usize) {
        let Some((term, own)) = concept::of_heading(&heading.text) else { return };
        let alias = own.or_else(|| alias.map(ToOwned::to_owned));
        let found = TermDefinition { term, alias, category: None, definition, line, section: (line, line) };
        self.terms.push((heading.level, found));
        self.labelled += 1;
    }

    /// Adds a paragraph with its span: the first one below a heading defines it, if none below begins with its name.
    pub(super) fn paragraph(&mut self, text: &str, span: Span, line: usize) {
        let Some((above, level)) = self.above.clone() else { return self.later_paragraph(text, span, line) };
        if let Some(HeadedLine::Alias(name)) = read_headed_line(text) {
            self.alias = Some(name.to_owned());
            return;
        }
        self.above = None;
        let concept = concept::of_heading(&above).filter(|_| !navigation::is_label(&above));
        // Headings of one letter are the alphabet.
        let Some((term, own)) = concept.filter(|(term, _)| term.chars().nth(1).is_some()) else { return };
        self.is_about_it = text.to_lowercase().contains(&term.to_lowercase());
        let alias = own.or_else(|| self.alias.take());
        let found = TermDefinition { term, alias, category: None, definition: span, line, section: (line, line) };
        self.terms.push((level, found));
    }

    /// Takes a paragraph that begins with the name of the last heading for its definition, if the first one leads to it:
    /// `Each instance goes through steps.`, then `A *lifecycle hook* is …`.
    fn later_paragraph(&mut self, text: &str, span: Span, line: usize) {
        let Some((_, last)) = self.terms.last_mut().filter(|_| !self.is_about_it) else { return };
        let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let bare = ["A ", "An ", "The "].iter().find_map(|article| bare.strip_prefix(article)).unwrap_or(bare);
        let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
        if bare.to_lowercase().starts_with(&last.term.to_lowercase()) {
            (last.definition, last.line) = (span, line);
            self.is_about_it = true;
        }
    }

    /// Adds another block: lists, tables and pictures below a heading are no definition of it, and end the search for one.
    pub(super) fn other_block(&mut self) {
        self.above = None;
        self.is_about_it = true;
    }

    /// Returns the terms without those that are groups of others: their names become categories.
    fn without_groups(self) -> Vec<TermDefinition> {
        let levels: Vec<u8> = self.terms.iter().map(|(level, _)| *level).collect();
        let below = |at: usize| levels[at + 1..].iter().take_while(|level| **level > levels[at]).count();
        let mut group: Option<(u8, String)> = None;
        let mut terms = Vec::new();
        for (at, (level, mut term)) in self.terms.into_iter().enumerate() {
            group = group.filter(|(outer, _)| *outer < level);
            if below(at) >= FEWEST_HEADED {
                group = Some((level, term.term));
            } else {
                term.category = term.category.or_else(|| group.as_ref().map(|(_, name)| name.clone()));
                terms.push(term);
            }
        }
        terms
    }

    /// Adds the terms of the section; returns whether its headings define any.
    pub(super) fn end(self, terms: &mut Vec<TermDefinition>) -> bool {
        let defines = self.labelled > 0 || (terms.len() == self.before && self.terms.len() >= FEWEST_HEADED);
        if defines {
            terms.extend(self.without_groups());
        }
        defines
    }
}
