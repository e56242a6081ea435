//! Turns the terms of all lessons into the course's glossary: one entry a term, in dictionary order.

use std::collections::BTreeMap;

mod boundary;
mod marks;
mod name;
mod particle;
mod search;
mod sense;
mod terms;

use super::{Entry, Lessons};
use crate::config::Language;
use crate::lesson::TermDefinition;
use crate::source::{CoursePath, Span};

pub use marks::OccurrenceCache;
pub use name::key;
pub use search::{Hit, TermSearch};

/// The most places that an entry of the glossary lists: more would be a search result, not an index.
pub const MOST_USES: usize = 12;

/// The glossary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    /// Its groups: 가나다, A–Z and the rest; the course's own script first.
    pub groups: Vec<GlossaryGroup>,
    /// Where the running text of each page explains a term, in order.
    pub marks: BTreeMap<CoursePath, Vec<Mark>>,
    /// The terms that a name may mean, by its [`key`], as places in [`Glossary::terms`]; everyday words are not here.
    pub names: BTreeMap<String, Vec<usize>>,
}

/// The entries that begin alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryGroup {
    /// `ㄱ`, `A` or `#`.
    pub name: String,
    /// Its entries, in order.
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The id of its entry on the glossary page.
    pub id: String,
    /// The term as it is written first.
    pub name: String,
    /// Its other names, in the order in which they come up.
    pub aliases: Vec<String>,
    /// What it means, where: in course order.
    pub senses: Vec<Sense>,
    /// Where pages use it without defining it: the first place of each page, in course order, at most
    /// [`MOST_USES`].
    pub uses: Vec<Use>,
    /// On how many further pages it is used.
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
}

/// A definition that says what an earlier one says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The entry whose page holds it.
    pub entry: usize,
    /// The definition, as the lesson holds it.
    pub definition: TermDefinition,
}

/// A place where a page uses a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The entry whose page it is.
    pub entry: usize,
    /// The id of the heading under which it stands; `None` above the first.
    pub section: Option<String>,
    /// The sentence it stands in, as plain text.
    pub sentence: String,
    /// The term in that sentence, without particles: a span of its bytes.
    pub place: Span,
    /// The id of the element that a link to it leads to: the mark's where it is marked, else the section's.
    pub anchor: Option<String>,
}

/// A place in a passage of running text that explains a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The passage: see [`crate::lesson::Passage::place`].
    pub passage: (usize, usize),
    /// The term without particles: a span of the passage's text.
    pub span: Span,
    /// The term, as a place in [`Glossary::terms`].
    pub term: usize,
    /// The id of the mark's element, where a use of the term leads to it.
    pub id: Option<String>,
}

impl Glossary {
    /// Returns how many terms it holds.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.terms.len()).sum()
    }

    /// Tests whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Returns the term that a text names as a whole, as a label of a drawing does: of those of that name the one that
    /// is defined nearest to a page, as a place in [`Self::terms`].
    pub fn nearest_named(&self, entries: &[Entry], page: usize, text: &str) -> Option<usize> {
        let named = self.names.get(&key(text))?;
        marks::nearest(|term| self.term(term), named, entries, page)
    }

    /// Returns a term by its place in [`Self::terms`].
    pub fn term(&self, mut place: usize) -> Option<&Term> {
        for group in &self.groups {
            if let Some(term) = group.terms.get(place) {
                return Some(term);
            }
            place -= group.terms.len();
        }
        None
    }

    /// Returns all its terms, in order.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.groups.iter().flat_map(|group| &group.terms)
    }
}

/// Collects the terms of every page in course order, and finds where pages use them; `earlier` is what was found in an
/// earlier state of the course, if there was one.
pub fn collect(
    entries: &[Entry],
    lessons: &Lessons,
    texts: &BTreeMap<&CoursePath, &str>,
    language: Language,
    earlier: &OccurrenceCache,
) -> (Glossary, OccurrenceCache) {
    let mut found: Vec<sense::LocatedDefinition<'_>> = Vec::new();
    for (entry, place) in entries.iter().enumerate() {
        let Some(lesson) = place.lesson.as_ref().and_then(|path| lessons.get(path)) else { continue };
        let text = texts.get(&lesson.path).copied().unwrap_or_default();
        found.extend(lesson.terms.iter().map(|definition| sense::LocatedDefinition { entry, definition, text }));
    }
    let mut groups: BTreeMap<(u8, String), Vec<Term>> = BTreeMap::new();
    for term in terms::terms(&found) {
        let (rank, name) = group_of(&term.name, language);
        groups.entry((rank, name)).or_default().push(term);
    }
    let mut ids = crate::lesson::markdown::Ids::default();
    let groups = groups.into_iter().map(|((_, name), mut terms)| {
        terms.sort_by_cached_key(|term| (sort_key(&term.name), term.name.clone()));
        for term in &mut terms {
            term.id = ids.unique(&format!("term-{}", term.name));
        }
        GlossaryGroup { name, terms }
    });
    let mut glossary = Glossary { groups: groups.collect(), ..Glossary::default() };
    let found = marks::place(&mut glossary, entries, lessons, earlier);
    (glossary, found)
}

/// Returns the group in which a term stands, and the rank of its script.
fn group_of(name: &str, language: Language) -> (u8, String) {
    let first = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
    let (korean, latin) = if language == Language::Korean { (0, 1) } else { (1, 0) };
    match first {
        '가'..='힣' => (korean, initial_consonant(first).to_string()),
        c if c.is_ascii_alphabetic() => (latin, c.to_ascii_uppercase().to_string()),
        _ => (2, "#".to_owned()),
    }
}

/// Returns the consonant under which a dictionary files a syllable; doubled ones stand with their single ones.
fn initial_consonant(syllable: char) -> char {
    // Unicode orders the 11,172 syllables by 19 initial consonants, 588 each (Unicode Standard, section 3.12).
    const INITIALS: [char; 19] = [
        'ㄱ', 'ㄱ', 'ㄴ', 'ㄷ', 'ㄷ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅂ', 'ㅅ', 'ㅅ', 'ㅇ', 'ㅈ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ',
        'ㅎ',
    ];
    let index = (u32::from(syllable) - u32::from('가')) / 588;
    INITIALS[usize::try_from(index).unwrap_or(0).min(18)]
}

/// Dictionary order: letters and digits alone count, without case. Unicode's order of syllables is the dictionary's.
fn sort_key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_both_scripts() {
        assert_eq!(group_of("꼬리표", Language::Korean), (0, "ㄱ".to_owned()));
        assert_eq!(group_of("힣", Language::English), (1, "ㅎ".to_owned()));
        assert_eq!(group_of("kubectl", Language::Korean), (1, "K".to_owned()));
        assert_eq!(group_of("`.env`", Language::English), (0, "E".to_owned()));
        assert_eq!(group_of("3-Tier", Language::Korean), (2, "#".to_owned()));
    }
}
