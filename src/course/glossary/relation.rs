//! Tests what the words of a definition state: a relation between things, or something of another subject.

use super::name::is_hangul;
use super::particle;

/// Forms of verbs that make one thing an attribute of another: `관리하는`, `분리된`, `하고`.
const ATTRIBUTIVE: [&str; 7] = ["는", "하고", "하여", "된", "되어", "위한", "모은"];

/// Words of attributes rather than relations, in spite of such an ending: `의미있는 버전`.
const ATTRIBUTES: [&str; 2] = ["있는", "없는"];

/// Particles that relate a noun to the verb behind it: object, place, means, subject.
const PARTICLES: [&str; 14] =
    ["을", "를", "에", "에서", "에게", "으로", "로", "이", "가", "부터", "까지", "에서의", "으로부터", "로부터"];

/// The fewest syllables of a noun before a particle: `나이` and `높이` end in what only looks like one.
const FEWEST_SYLLABLES: usize = 2;

/// Tests whether a word in Hangul relates another to the rest of its phrase: `부하를`, `나누는`, `코드로`.
pub(super) fn is_relation(word: &str) -> bool {
    if !word.ends_with(is_hangul) || ATTRIBUTES.iter().any(|form| word.len() > form.len() && word.ends_with(form)) {
        return false;
    }
    let has_particle = |particle: &str| {
        word.strip_suffix(particle).is_some_and(|noun| {
            noun.chars().count() >= FEWEST_SYLLABLES
                && noun.chars().next_back().is_some_and(|last| particle::follows(last, particle))
        })
    };
    ATTRIBUTIVE.iter().any(|form| word.ends_with(form)) || PARTICLES.iter().any(|particle| has_particle(particle))
}

/// Finite verbs of English before which the subject of a sentence stands.
const FINITE: [&str; 23] = [
    "is", "are", "was", "were", "has", "have", "does", "do", "comes", "come", "starts", "start", "consists",
    "provides", "supports", "allows", "need", "needs", "can", "may", "must", "will", "should",
];

/// Words at which a phrase begins that only describes the noun before it, and signs that end the subject.
const DESCRIBING: [&str; 14] =
    ["that", "which", "who", "whose", "where", "when", "whenever", "used", "for", "whether", "in", "to", "by", "with"];

const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// Words that stand for the term.
const PRONOUNS: [&str; 8] = ["it", "this", "these", "they", "both", "each", "one", "some"];

/// First words of sentences that define nothing.
const BEGINNINGS: [&str; 7] = ["there", "whether", "we", "you", "let's", "here", "why"];

/// The most words of a subject.
const MOST_OF_SUBJECT: usize = 6;

/// Tests whether a definition in English states something of another subject than its term: `Rust comes with support for unit
/// tests` of `unit test`. `is_own` tests for a word of the term's names.
pub(super) fn is_statement_of_other(wording: &str, is_own: impl Fn(&str) -> bool) -> bool {
    let mut subject: Vec<&str> = Vec::new();
    let mut words = wording.split_whitespace();
    for written in words.by_ref().take(MOST_OF_SUBJECT) {
        let word = written.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
        let lower = word.to_lowercase();
        if subject.is_empty() && BEGINNINGS.contains(&lower.as_str()) {
            return true;
        }
        let is_finite = FINITE.contains(&lower.as_str());
        if is_finite && subject.iter().any(|word| !ARTICLES.contains(&word.to_lowercase().as_str())) {
            // `A result is reproducible when …`
            let is_predicate = words.next().is_some_and(&is_own);
            return !is_predicate && !subject.iter().any(|word| is_own(word) || stands_for_term(word));
        }
        // `The steps a build manager must take`: a clause that describes.
        let begins_clause = !subject.is_empty() && ARTICLES.contains(&lower.as_str());
        let ends_subject =
            begins_clause || DESCRIBING.contains(&lower.as_str()) || written.ends_with([',', ';', ':', '.', '—']);
        if ends_subject || !word.is_ascii() {
            return false;
        }
        subject.push(word);
    }
    false
}

fn stands_for_term(word: &str) -> bool {
    PRONOUNS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_relate() {
        for word in ["부하를", "나누는", "환경에서의", "코드로", "분리된", "관리하고", "위한", "메모리에"]
        {
            assert!(is_relation(word), "{word}");
        }
        for word in ["복구", "의미있는", "디지털", "나이", "지속적", "자동", "기반", "장애", "DNS"]
        {
            assert!(!is_relation(word), "{word}");
        }
    }

    #[test]
    fn statements_of_another_subject() {
        let check = |wording, term, expected| {
            assert_eq!(
                is_statement_of_other(wording, |word| word.to_lowercase().starts_with(term)),
                expected,
                "{wording}"
            );
        };
        check("Rust comes with support for unit tests", "unit", true);
        check("There are three ways", "way", true);
        check("Selectors are functions", "selector", false);
        check("It is a part of the state", "selector", false);
        check("A counter that is shared", "revision", false);
        check("The use of memory", "heap", false);
        check("The steps a manager must take", "action", false);
        check("TLS clients need a way to tell", "revocation", true);
        check("A result is reproducible when", "reproducible", false);
        check("Values passed to functions", "argument", false);
        check("Software, which is free", "tool", false);
    }
}
