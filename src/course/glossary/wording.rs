//! Turns the texts of definitions into words that can be compared.

use super::name;
use crate::lesson::TermDefinition;

/// A definition with its entry and its words.
#[derive(Clone, Copy)]
pub(super) struct LocatedDefinition<'a> {
    /// The entry whose page holds it.
    pub(super) entry: usize,
    /// The definition.
    pub(super) definition: &'a TermDefinition,
    /// Its words, without Markdown.
    pub(super) wording: &'a str,
}

/// Tests whether two wordings have a word in common, with other endings or particles too.
pub(super) fn shares_word(a: &[String], b: &[String]) -> bool {
    a.iter().any(|one| b.iter().any(|other| is_one_word(one, other)))
}

/// The characters at the beginning by which two forms of a word are told: `컨테이너를` and `컨테이너`, `replicas` and `replicated`.
const STEM: (usize, usize) = (2, 5);

/// Tests whether two words are forms of one that says something.
pub(super) fn is_one_word(a: &str, b: &str) -> bool {
    if a.is_ascii() != b.is_ascii() {
        return false;
    }
    if SMALL_WORDS.contains(&a) || SMALL_WORDS.contains(&b) {
        return false;
    }
    let length = if a.is_ascii() { STEM.1 } else { STEM.0 };
    a == b || a.chars().zip(b.chars()).take_while(|(a, b)| a == b).take(length).count() == length
}

/// Returns the number of words in the part of a text whose script writes no spaces: two characters count as a word.
pub(super) fn unspaced_words(text: &str) -> usize {
    text.chars().filter(|c| matches!(u32::from(*c), 0x3040..=0x30FF | 0x3400..=0x9FFF)).count() / 2
}

/// Words that say nothing of what a definition is about.
const SMALL_WORDS: [&str; 40] = [
    "a",
    "an",
    "the",
    "of",
    "to",
    "in",
    "for",
    "and",
    "or",
    "with",
    "that",
    "is",
    "are",
    "as",
    "by",
    "on",
    "from",
    "it",
    "its",
    "which",
    "used",
    "using",
    "및",
    "등",
    "수",
    "것",
    "때",
    "위한",
    "위해",
    "하는",
    "있는",
    "대한",
    "통한",
    "통해",
    "여러",
    "다른",
    "하나의",
    "모든",
    "방식",
    "방법",
];

/// Returns the words of a wording in lower case, without punctuation and formatting.
pub(super) fn words(wording: &str) -> Vec<String> {
    let words = wording.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::Span;

    /// Calls a function with the definitions of a list of items `term (alias): definition`.
    pub(in crate::course::glossary) fn with_definitions<R>(
        items: &[(&str, Option<&str>, &str)],
        act: impl FnOnce(&[LocatedDefinition<'_>]) -> R,
    ) -> R {
        let definition = |(term, alias, text): &(&str, Option<&str>, &str)| TermDefinition {
            term: (*term).to_owned(),
            alias: alias.map(ToOwned::to_owned),
            category: None,
            definition: Span::new(0, text.len()),
            line: 1,
            section: (1, 9),
        };
        let definitions: Vec<TermDefinition> = items.iter().map(definition).collect();
        let located = definitions.iter().zip(items).map(|(definition, item)| LocatedDefinition {
            entry: 0,
            definition,
            wording: item.2,
        });
        act(&located.collect::<Vec<_>>())
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

    #[test]
    fn forms_of_one_word() {
        let shares = |a: &str, b: &str| shares_word(&words(a), &words(b));
        assert!(shares("컨테이너를 실행", "격리된 컨테이너"));
        assert!(shares("a replicated copy", "replicas of it"));
        assert!(!shares("하나의 방식", "다른 방식"), "words that say nothing");
        assert!(!shares("인증 기관", "Cluster Autoscaler"));
    }
}
