//! Turns the definitions of one term into its senses: near-identical wordings are one, different meanings stay apart.

use super::subject::DefinitionSubject;
use super::wording::{LocatedDefinition, shares_word, words};
use super::{Sense, Wording, name};

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

/// Merges definitions, in course order, into senses. Returns also whether all are about one concept: each shares a word with the
/// first.
pub(super) fn fold(found: &[LocatedDefinition<'_>]) -> (Vec<Sense>, bool) {
    let mut senses: Vec<Sense> = Vec::new();
    let mut wordings: Vec<Vec<String>> = Vec::new();
    for definition in found {
        let wording = words(definition.wording);
        if let Some(at) = wordings.iter().take(MOST_COMPARED).position(|known| is_alike(known, &wording)) {
            senses[at].more.push(definition.into());
        } else {
            wordings.push(wording);
            senses.push(Sense::of(definition));
        }
    }
    let compared: Vec<&Vec<String>> = wordings.iter().take(MOST_COMPARED).collect();
    let is_one_concept =
        compared.split_first().is_none_or(|(first, rest)| rest.iter().all(|other| shares_word(first, other)));
    (senses, is_one_concept)
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

/// Tests whether a definition explains a verb: `To record the current state`.
fn is_verb(wording: &str) -> bool {
    let plain = wording.trim_start_matches(['*', '_', ' ']);
    let plain = plain.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(plain, |(_, rest)| rest);
    plain.trim_start_matches([':', ' ']).to_lowercase().starts_with("to ")
}

impl From<&LocatedDefinition<'_>> for Wording {
    fn from(found: &LocatedDefinition<'_>) -> Self {
        Self { entry: found.entry, definition: found.definition.clone() }
    }
}

impl Sense {
    fn of(found: &LocatedDefinition<'_>) -> Self {
        let subject = DefinitionSubject::of(found.definition, found.wording);
        let (entry, definition) = (found.entry, found.definition.clone());
        Self { entry, definition, more: Vec::new(), is_verb: is_verb(found.wording), subject }
    }

    /// Tests whether a definition of the sense, in any wording, has a name as its term or alias; `name` is a [`key`](super::key).
    pub(super) fn is_named(&self, name: &str) -> bool {
        let all = std::iter::once(&self.definition).chain(self.more.iter().map(|wording| &wording.definition));
        let mut names =
            all.flat_map(|definition| std::iter::once(definition.term.as_str()).chain(definition.alias.as_deref()));
        names.any(|own| name::key(own) == name)
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
}
