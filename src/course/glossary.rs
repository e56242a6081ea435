//! Turns the terms of all lessons into the course's glossary: one entry a term, in dictionary order.

use std::collections::BTreeMap;

use super::{Entry, Lessons};
use crate::config::Language;
use crate::lesson::TermDefinition;

/// The glossary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    /// Its groups: 가나다, A–Z and the rest; the course's own script first.
    pub groups: Vec<Group>,
}

/// The entries that begin alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
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
}

/// A definition of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    /// The entry whose page defines it.
    pub entry: usize,
    /// The definition, as the lesson holds it.
    pub definition: TermDefinition,
}

impl Glossary {
    /// How many terms it holds.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.terms.len()).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// All its terms, in order.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.groups.iter().flat_map(|group| &group.terms)
    }
}

/// What makes two spellings the same term: case, spaces and hyphens do not count.
pub fn key(name: &str) -> String {
    let key: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '‐' | '–'))
        .flat_map(char::to_lowercase)
        .collect();
    if key.is_empty() { name.to_owned() } else { key }
}

/// Collects the terms of every page in course order.
pub fn collect(entries: &[Entry], lessons: &Lessons, language: Language) -> Glossary {
    let mut terms: Vec<Term> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let Some(lesson) = entry.lesson.as_ref().and_then(|path| lessons.get(path)) else { continue };
        for definition in &lesson.terms {
            let place = *places.entry(key(&definition.term)).or_insert_with(|| {
                terms.push(Term {
                    id: String::new(),
                    name: definition.term.clone(),
                    aliases: Vec::new(),
                    senses: Vec::new(),
                });
                terms.len() - 1
            });
            let term = &mut terms[place];
            if let Some(alias) = definition.alias.as_ref().filter(|alias| key(alias) != key(&term.name))
                && !term.aliases.iter().any(|known| key(known) == key(alias))
            {
                term.aliases.push(alias.clone());
            }
            term.senses.push(Sense { entry: index, definition: definition.clone() });
        }
    }
    let mut groups: BTreeMap<(u8, String), Vec<Term>> = BTreeMap::new();
    for term in terms {
        let (rank, name) = group_of(&term.name, language);
        groups.entry((rank, name)).or_default().push(term);
    }
    let mut ids = crate::lesson::markdown::Ids::default();
    let groups = groups.into_iter().map(|((_, name), mut terms)| {
        terms.sort_by_cached_key(|term| (sort_key(&term.name), term.name.clone()));
        for term in &mut terms {
            term.id = ids.unique(&format!("term-{}", term.name));
        }
        Group { name, terms }
    });
    Glossary { groups: groups.collect() }
}

/// The group in which a term stands, and the rank of its script.
fn group_of(name: &str, language: Language) -> (u8, String) {
    let first = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
    let (korean, latin) = if language == Language::Korean { (0, 1) } else { (1, 0) };
    match first {
        '가'..='힣' => (korean, initial_consonant(first).to_string()),
        c if c.is_ascii_alphabetic() => (latin, c.to_ascii_uppercase().to_string()),
        _ => (2, "#".to_owned()),
    }
}

/// The consonant under which a dictionary files a syllable; doubled ones stand with their single ones.
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

    #[test]
    fn spellings_of_one_term() {
        assert_eq!(key("Load Balancer"), key("load-balancer"));
        assert_eq!(key("로드 밸런서"), key("로드밸런서"));
        assert_ne!(key("C"), key("C++"));
        assert_eq!(key("--"), "--");
    }
}
