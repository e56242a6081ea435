//! Turns the definitions of one term into its senses: near-identical wordings are one, different meanings stay apart.

use super::{Sense, Term, Wording, name};
use crate::course::{Entry, EntryKind};
use crate::lesson::TermDefinition;

/// A definition with its entry and the text of its page.
#[derive(Clone, Copy)]
pub(super) struct LocatedDefinition<'a> {
    /// The entry whose page holds it.
    pub(super) entry: usize,
    /// The definition.
    pub(super) definition: &'a TermDefinition,
    /// The text of the page.
    pub(super) text: &'a str,
}

impl<'a> LocatedDefinition<'a> {
    /// Returns the definition as it is written.
    pub(super) fn wording(&self) -> &'a str {
        let span = self.definition.definition;
        self.text.get(span.start..span.end).unwrap_or_default()
    }
}

/// The least share of a wording's letters that a shorter one must have to mean the same.
///
/// Of the 38 pairs of definitions of one term in the sample course six have a likeness (normalised Damerau-Levenshtein) of
/// 0.8 or more, and these mean the same; the next ones reword it. Letters are not enough, though: `동기 복제` and `비동기 복제`
/// have a likeness of 0.8 too. So one wording must also contain all words of the other, in order, and no further
/// negation.
const ALIKE: (usize, usize) = (4, 5);

/// Words that negate a definition.
const NEGATIONS: [&str; 8] = ["not", "no", "non", "without", "never", "안", "못", "없이"];

/// The most senses with which a definition is compared; the senses of a term with more are not worth merging.
const MOST_COMPARED: usize = 50;

/// Merges definitions, in course order, into senses.
pub(super) fn fold(found: &[LocatedDefinition<'_>]) -> Vec<Sense> {
    let mut senses: Vec<Sense> = Vec::new();
    let mut wordings: Vec<Vec<String>> = Vec::new();
    for definition in found {
        let wording = words(definition.wording());
        let (entry, definition) = (definition.entry, definition.definition.clone());
        if let Some(at) = wordings.iter().take(MOST_COMPARED).position(|known| is_alike(known, &wording)) {
            senses[at].more.push(Wording { entry, definition });
        } else {
            wordings.push(wording);
            senses.push(Sense { entry, definition, more: Vec::new() });
        }
    }
    senses
}

/// Returns the words of a wording in lower case, without punctuation and formatting.
fn words(wording: &str) -> Vec<String> {
    let words = wording.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn is_alike(a: &[String], b: &[String]) -> bool {
    if a.concat() == b.concat() {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let mut left = short.iter().peekable();
    let added: Vec<&String> = long.iter().filter(|word| left.next_if_eq(word).is_none()).collect();
    let length = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    left.peek().is_none()
        && length(short) * ALIKE.1 >= length(long) * ALIKE.0
        && !added.iter().any(|word| NEGATIONS.contains(&word.as_str()))
}

/// Returns the long form with which a definition of an abbreviation begins: `Virtual Private Cloud` of
/// `Virtual Private Cloud, 가상 사설 네트워크`. `None` unless its initials are the abbreviation, letter by letter.
pub(super) fn expansion<'t>(term: &str, wording: &'t str) -> Option<&'t str> {
    if !name::is_abbreviation(term) {
        return None;
    }
    let wording = wording.trim_start_matches(['*', '_', ' ']);
    let end = wording
        .char_indices()
        .find(|&(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '/' | '\'')))
        .map_or(wording.len(), |(at, _)| at);
    let mut long = wording[..end].trim_end();
    // ` - ` and ` / ` separate the long form from its explanation.
    for parting in [" - ", " / "] {
        long = long.split(parting).next().unwrap_or(long);
    }
    let long = long.trim_end_matches(['-', '/', ' ']);
    name::is_initials(term, long).then_some(long)
}

/// Returns the distance from a definition to a reader, in the order: same page, same day, same week, latest page
/// before, first page after.
pub(super) fn distance(entries: &[Entry], defined: usize, reader: usize) -> (u8, usize) {
    let above = |kind: EntryKind, mut at: usize| {
        while entries[at].kind != kind {
            at = entries[at].parent?;
        }
        Some(at)
    };
    let shares = |kind: EntryKind| above(kind, defined).is_some_and(|folder| above(kind, reader) == Some(folder));
    // Earlier pages first: later ones have not been read yet.
    let (later, steps) = (defined > reader, defined.abs_diff(reader));
    let rank = match () {
        () if defined == reader => 0,
        () if shares(EntryKind::Day) => 1 + u8::from(later),
        () if shares(EntryKind::Week) => 3 + u8::from(later),
        () => 5 + u8::from(later),
    };
    (rank, steps)
}

impl Term {
    /// Returns the sense that a name means to the reader of a page: the nearest of those defined under that name, else
    /// the nearest of all.
    ///
    /// `name` is a [`key`](super::key).
    pub fn nearest_sense(&self, entries: &[Entry], page: usize, name: &str) -> Option<&Sense> {
        let distance_of = |sense: &Sense| {
            let all = std::iter::once(sense.entry).chain(sense.more.iter().map(|wording| wording.entry));
            all.map(|entry| distance(entries, entry, page)).min()
        };
        let has_name = |sense: &Sense| {
            let definition = &sense.definition;
            name::key(&definition.term) == name
                || definition.alias.as_deref().is_some_and(|alias| name::key(alias) == name)
        };
        self.senses.iter().min_by_key(|sense| (!has_name(sense), distance_of(sense)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_that_say_the_same() {
        let alike = |a: &str, b: &str| is_alike(&words(a), &words(b));
        assert!(alike("**부하**를 `나누는` 것.", "부하를 나누는 것"));
        assert!(alike("Splits the load", "splits the  load!"));
        assert!(alike("빌드와 런타임 분리", "빌드와 런타임 환경 분리"));
        assert!(!alike("동기 복제 방식", "비동기 복제 방식"));
        assert!(!alike("수평 확장", "수직 확장"));
        assert!(!alike("data is encrypted on the disk", "data is not encrypted on the disk"));
        assert!(!alike("인증 기관", "Cluster Autoscaler"));
        assert!(!alike("", "뜻"));
    }

    #[test]
    fn long_forms_at_the_beginning_of_definitions() {
        assert_eq!(expansion("VPC", "Virtual Private Cloud, 가상 네트워크"), Some("Virtual Private Cloud"));
        assert_eq!(
            expansion("RBAC", "Role-Based Access Control - 역할에 따른 권한"),
            Some("Role-Based Access Control")
        );
        assert_eq!(expansion("MLOps", "Machine Learning Operations"), None, "not by its initials");
        assert_eq!(expansion("VPC", "Virtual network"), None);
        assert_eq!(expansion("Pod", "Point Of Delivery"), None);
    }
}
