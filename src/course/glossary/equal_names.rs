//! Turns names of one thing that are spelt unlike into one key: `Pods` and `Pod`, `Amazon EKS` and `EKS`, `Bridge 네트워크` and
//! `Bridge Network`.
//!
//! Each join needs evidence in the course: both names have definitions, and these share words, unless the first word only
//! names who offers a service; a word is translated as the course itself translates it.

use std::collections::{BTreeMap, BTreeSet};

use super::name;
use super::reach::NameReach;
use super::wording::{self, LocatedDefinition};

/// Names of those who offer a service, before its own name.
const OFFERED_BY: [&str; 10] =
    ["amazon", "aws", "google", "gcp", "azure", "microsoft", "apache", "hashicorp", "ibm", "oracle"];

/// Tests whether a word is the name of one who offers services: `Amazon` in `Amazon EKS`.
pub(super) fn is_provider(word: &str) -> bool {
    OFFERED_BY.contains(&word.to_lowercase().as_str())
}

/// The fewest words that the definitions of `Docker Image` and `Image` share if they are of one thing.
const SHARED_WORDS: usize = 2;

/// For keys of names that are one with another name: the key of that one.
#[derive(Debug, Default)]
pub(super) struct EqualNames(BTreeMap<String, String>);

impl EqualNames {
    /// Finds the equal names among those that definitions have.
    pub(super) fn of(found: &[LocatedDefinition<'_>]) -> Self {
        let mut defined: BTreeMap<String, DefinedName<'_>> = BTreeMap::new();
        for definition in found {
            for written in std::iter::once(&definition.definition.term).chain(&definition.definition.alias) {
                let known = defined
                    .entry(name::key(written))
                    .or_insert_with(|| DefinedName { written, words: BTreeSet::new() });
                known.words.extend(wording::words(definition.wording));
            }
        }
        let translations = translations(found);
        let subjects = subjects(&defined);
        let mut equal = Self::default();
        for (key, name) in &defined {
            let other = plural(key, name.written, &defined)
                .or_else(|| qualified(name, &defined, &subjects))
                .or_else(|| translated(name.written, &translations).filter(|other| other != key));
            equal.0.extend(other.map(|other| (key.clone(), other)));
        }
        equal
    }

    /// Returns the key of a name, by which equal names are one.
    pub(super) fn key(&self, written: &str) -> String {
        let mut key = name::key(written);
        // A name is equal to a shorter one, or one in other letters: no chain returns to where it began within these steps.
        for _ in 0..3 {
            let Some(other) = self.0.get(&key) else { break };
            key.clone_from(other);
        }
        key
    }
}

/// A name that definitions have.
struct DefinedName<'d> {
    written: &'d str,
    /// The words of its definitions.
    words: BTreeSet<String>,
}

/// Returns the key of the singular, if the course defines it too: `Pod` of `Pods`.
fn plural(key: &str, written: &str, defined: &BTreeMap<String, DefinedName<'_>>) -> Option<String> {
    let single = key.strip_suffix('s').filter(|single| single.len() > 2 && single.is_ascii())?;
    (defined.contains_key(single) && !name::is_abbreviation(written)).then(|| single.to_owned())
}

/// The fewest names that begin with the name of a product that the course is about: `Docker Image`, `Docker Volume`, …
const NAMES_OF_SUBJECT: usize = 3;

/// Returns the first words of names that are names themselves, rather than adjectives (`Writable Layer`).
fn subjects<'d>(defined: &BTreeMap<String, DefinedName<'d>>) -> BTreeSet<&'d str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (first, _) in defined.values().filter_map(|name| name.written.split_once(' ')) {
        *counts.entry(first).or_default() += 1;
    }
    let is_subject =
        |(first, count): &(&str, usize)| *count >= NAMES_OF_SUBJECT && NameReach::of(first) == NameReach::Course;
    counts.into_iter().filter(is_subject).map(|(first, _)| first).collect()
}

/// Returns the key of a name without its first word, if both are of one thing: `EKS` of `Amazon EKS`.
fn qualified(
    name: &DefinedName<'_>,
    defined: &BTreeMap<String, DefinedName<'_>>,
    subjects: &BTreeSet<&str>,
) -> Option<String> {
    let (first, rest) = name.written.split_once(' ')?;
    let key = name::key(rest);
    let other = defined.get(&key)?;
    let is_offered = is_provider(first) && NameReach::of(other.written) == NameReach::Course;
    (is_offered || (subjects.contains(first) && share(&name.words, &other.words))).then_some(key)
}

/// Tests whether definitions share enough words that say something.
fn share(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let is_shared = |word: &&String| b.iter().any(|other| wording::is_one_word(word, other));
    a.iter().filter(is_shared).count() >= SHARED_WORDS
}

/// Returns the words that the course translates, both as keys: `network` of `네트워크`, from `Bridge Network (브리지 네트워크)`.
fn translations(found: &[LocatedDefinition<'_>]) -> BTreeMap<String, String> {
    let mut words: BTreeMap<String, Option<String>> = BTreeMap::new();
    for definition in found {
        let Some(alias) = &definition.definition.alias else { continue };
        let (own, other) = (&definition.definition.term, alias);
        let (latin, local) = if own.is_ascii() { (own, other) } else { (other, own) };
        let is_pair = latin.is_ascii() && local.chars().all(|c| c.is_whitespace() || name::is_hangul(c));
        let (latin, local): (Vec<&str>, Vec<&str>) =
            (latin.split_whitespace().collect(), local.split_whitespace().collect());
        if !is_pair || latin.len() != local.len() {
            continue;
        }
        for (local, latin) in local.into_iter().zip(latin) {
            let latin = name::key(latin);
            let known = words.entry(local.to_owned()).or_insert_with(|| Some(latin.clone()));
            // A word that is translated in two ways translates none.
            if known.as_ref() != Some(&latin) {
                *known = None;
            }
        }
    }
    words.into_iter().filter_map(|(local, latin)| Some((local, latin?))).collect()
}

/// Returns the key of a name in mixed letters with its words translated: `bridgenetwork` of `Bridge 네트워크`.
fn translated(written: &str, translations: &BTreeMap<String, String>) -> Option<String> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let is_mixed =
        words.iter().any(|word| word.is_ascii()) && words.iter().any(|word| word.chars().all(name::is_hangul));
    if !is_mixed {
        return None;
    }
    let word = |word: &&str| if word.is_ascii() { Some(name::key(word)) } else { translations.get(*word).cloned() };
    words.iter().map(word).collect::<Option<Vec<String>>>().map(|words| words.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::glossary::wording::tests::with_definitions;

    fn equal(items: &[(&str, Option<&str>, &str)], a: &str, b: &str) -> bool {
        let names = with_definitions(items, EqualNames::of);
        names.key(a) == names.key(b)
    }

    #[test]
    fn names_with_evidence() {
        let items = [
            ("EKS", None, "a cluster that AWS runs"),
            ("Amazon EKS", None, "관리형 쿠버네티스"),
            ("Image", Some("이미지"), "컨테이너를 만드는 읽기 전용 템플릿"),
            ("Docker Image", None, "컨테이너의 템플릿"),
            ("Container", None, "격리된 프로세스"),
            ("Docker Container", None, "이미지를 실행한 것"),
            ("Docker Volume", None, "저장 공간"),
            ("Layer", None, "파일 시스템의 변경분을 담은 층"),
            ("Writable Layer", None, "변경분을 담은 쓰기 층"),
            ("Pods", None, "groups of containers"),
            ("Pod", Some("파드"), "a group of containers"),
            ("Bridge Network", Some("브리지 네트워크"), "다리"),
            ("Bridge 네트워크", None, "기본 방식"),
        ];
        assert!(equal(&items, "Amazon EKS", "EKS"));
        assert!(equal(&items, "Docker Image", "Image"));
        assert!(equal(&items, "Pods", "Pod"));
        assert!(equal(&items, "Bridge 네트워크", "Bridge Network"));
        assert!(!equal(&items, "Docker Container", "Container"), "their definitions share no words");
        assert!(!equal(&items, "Image", "Container"));
        assert!(!equal(&items, "Writable Layer", "Layer"), "an adjective makes another thing");
        assert!(!equal(&items[..1], "Amazon EKS", "EKS"), "only one is defined");
    }
}
