//! Turns the terms of all lessons into the course's glossary: one entry for each term, in dictionary order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

mod boundary;
mod candidate;
mod collation;
mod defining;
mod definition_text;
mod density;
mod equal_names;
mod everyday;
mod longer_names;
mod marks;
mod name;
mod page_texts;
mod particle;
mod pointer;
mod reach;
mod relation;
mod scope;
mod search;
mod sense;
mod subject;
mod terms;
mod usage;
mod wording;

use super::{Entry, Lessons};
use crate::config::Language;
use crate::lesson::TermDefinition;
use crate::source::{CoursePath, Span};

use collation::{Collation, Group};
pub use marks::OccurrenceCache;
pub use name::key;
pub use reach::NameReach;
pub use search::{Hit, TermSearch};

/// The most uses that an entry of the glossary lists: more would be a search result, not an index.
pub const MOST_USES: usize = 12;

/// The glossary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    /// Its groups: 가나다, A–Z and the rest; the course's own script first.
    pub groups: Vec<GlossaryGroup>,
    /// The marked terms in the running text of each page, in order.
    pub marks: BTreeMap<CoursePath, Vec<Mark>>,
    /// What a name may mean, by its [`key`].
    pub names: BTreeMap<String, KnownName>,
    /// The entries whose pages are glossaries of the whole course.
    course_wide: BTreeSet<usize>,
}

/// What a name may mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KnownName {
    /// The terms, as indexes into [`Glossary::terms`].
    pub terms: Vec<usize>,
    /// How far from a definition it means what the definition says.
    pub reach: NameReach,
}

/// The terms with the same initial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryGroup {
    /// `ㄱ`, `A` or `#`.
    pub name: String,
    /// Its terms, in order.
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The id of its entry on the glossary page.
    pub id: String,
    /// The term as the first definition that is shown writes it.
    pub name: String,
    /// Its other names, in course order.
    pub aliases: Vec<String>,
    /// Its meanings, in course order: at least one.
    pub senses: Vec<Sense>,
    /// Definitions that say too little to be shown, in course order: on their pages the name means them.
    pub brief: Vec<Wording>,
    /// Whether all meanings are about one concept, in different words.
    pub is_one_concept: bool,
    /// Uses on pages that do not define it: the first of each page, in course order, at most [`MOST_USES`].
    pub uses: Vec<Use>,
    /// The number of further pages that use it.
    pub more_uses: usize,
}

/// A definition of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// The entry whose page defines it.
    pub entry: usize,
    /// The definition, as the lesson holds it.
    pub definition: TermDefinition,
    /// Further definitions in nearly the same words, in course order.
    pub more: Vec<Wording>,
    /// Whether it explains a verb: `merge: to reconcile two sets of changes`.
    is_verb: bool,
    /// What it is about.
    subject: subject::DefinitionSubject,
}

/// A further definition with the meaning of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The entry whose page holds it.
    pub entry: usize,
    /// The definition, as the lesson holds it.
    pub definition: TermDefinition,
}

/// A use of a term on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The entry whose page it is.
    pub entry: usize,
    /// The id of the heading above it; `None` before the first heading.
    pub section: Option<String>,
    /// The sentence that contains it, as plain text.
    pub sentence: String,
    /// The term without particles, as a span of bytes in the sentence.
    pub place: Span,
    /// The id of the element that links to it target: the mark's if it is marked, else the section's.
    pub anchor: Option<String>,
}

/// A marked place in running text: readers get the definition of the term there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The passage: see [`crate::lesson::Passage::place`].
    pub passage: (usize, usize),
    /// The term without particles, as a span of the passage's text.
    pub span: Span,
    /// The term, as an index into [`Glossary::terms`].
    pub term: usize,
    /// Its sense there, as an index into [`Term::senses`].
    pub sense: usize,
    /// The id of the mark's element, if a use of the term links to it.
    pub id: Option<String>,
}

impl Glossary {
    /// Returns the number of terms.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.terms.len()).sum()
    }

    /// Tests whether it has no terms.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Returns the term that a whole text names, as labels of drawings do, and its sense on the page: both as indexes, into
    /// [`Self::terms`] and [`Term::senses`]. A common word names a term only near the definition, or where the page marks it.
    pub fn named(&self, entries: &[Entry], page: usize, text: &str) -> Option<(usize, usize)> {
        let name = key(text);
        let known = self.names.get(&name)?;
        let marks = entries[page].lesson.as_ref().and_then(|path| self.marks.get(path));
        let marked = marks.into_iter().flatten().find(|mark| known.terms.contains(&mark.term));
        if let Some(mark) = marked {
            return Some((mark.term, mark.sense));
        }
        let terms: Vec<&Term> = known.terms.iter().filter_map(|&term| self.term(term)).collect();
        let candidates: Vec<usize> = (0..terms.len()).collect();
        let meaning =
            scope::TermScope::of(entries, &self.course_wide).meaning(&terms, &candidates, &name, page, |_| 0)?;
        meaning.holds_for(known.reach).then(|| (known.terms[meaning.term], meaning.sense))
    }

    /// Hashes everything that decides which term a text [names](Self::named), but not where definitions stand in their files.
    pub fn hash_naming(&self, hasher: &mut impl Hasher) {
        (&self.names, &self.course_wide).hash(hasher);
        for Term { id, name, aliases, senses, brief, is_one_concept, uses: _, more_uses: _ } in self.terms() {
            (id, name, aliases, is_one_concept, senses.len(), brief.len()).hash(hasher);
            for wording in brief {
                wording.entry.hash(hasher);
            }
            for Sense { entry, definition: _, more: _, is_verb, subject } in senses {
                (entry, is_verb, subject).hash(hasher);
            }
        }
    }

    /// Returns a term by its index in [`Self::terms`].
    pub fn term(&self, mut place: usize) -> Option<&Term> {
        for group in &self.groups {
            if let Some(term) = group.terms.get(place) {
                return Some(term);
            }
            place -= group.terms.len();
        }
        None
    }

    /// Returns all terms, in order.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.groups.iter().flat_map(|group| &group.terms)
    }
}

/// Collects the terms of every page in course order, and finds where pages use them. `earlier` holds the occurrences of
/// an earlier state of the course; those of unchanged pages are reused.
pub fn collect(
    entries: &[Entry],
    lessons: &Lessons,
    texts: &BTreeMap<&CoursePath, &str>,
    language: Language,
    earlier: &OccurrenceCache,
) -> (Glossary, OccurrenceCache) {
    let mut written: Vec<(usize, &TermDefinition, Cow<'_, str>)> = Vec::new();
    for (entry, place) in entries.iter().enumerate() {
        let Some(lesson) = place.lesson.as_ref().and_then(|path| lessons.get(path)) else { continue };
        let text = texts.get(&lesson.path).copied().unwrap_or_default();
        written.extend(lesson.terms.iter().map(|definition| {
            let Span { start, end } = definition.definition;
            (entry, definition, definition_text::plain(text.get(start..end).unwrap_or_default()))
        }));
    }
    let located = written.iter().map(|(entry, definition, wording)| wording::LocatedDefinition {
        entry: *entry,
        definition,
        wording,
    });
    let found: Vec<wording::LocatedDefinition<'_>> = located.collect();
    let collation = Collation::of(language);
    let mut groups: BTreeMap<Group, Vec<Term>> = BTreeMap::new();
    for term in terms::terms(&found) {
        groups.entry(collation.group(&term.name)).or_default().push(term);
    }
    let mut ids = crate::lesson::markdown::HeadingIds::default();
    let groups = groups.into_iter().map(|(Group { name, .. }, mut terms)| {
        terms.sort_by_cached_key(|term| (collation.sort_key(&term.name), term.name.clone()));
        for term in &mut terms {
            term.id = ids.unique(&format!("term-{}", term.name));
        }
        GlossaryGroup { name, terms }
    });
    let course_wide = scope::course_wide(entries, &found);
    let mut glossary = Glossary { groups: groups.collect(), course_wide, ..Glossary::default() };
    let found = marks::place(&mut glossary, entries, lessons, earlier);
    (glossary, found)
}
