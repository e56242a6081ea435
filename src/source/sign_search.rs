//! Tests a text for signs, in one pass: the fast path of readers whose spellings are rare.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// Signs that texts are tested for.
#[derive(Debug)]
pub struct SignSearch {
    signs: &'static [&'static str],
    ignores_case: bool,
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl SignSearch {
    /// Makes the search for some signs.
    pub const fn new(signs: &'static [&'static str]) -> Self {
        Self { signs, ignores_case: false, automaton: OnceLock::new() }
    }

    /// Makes the search for some words, whatever the case of their letters in ASCII.
    pub const fn ignoring_case(signs: &'static [&'static str]) -> Self {
        Self { signs, ignores_case: true, automaton: OnceLock::new() }
    }

    /// Tests whether a text holds one of the signs; true if in doubt.
    pub fn may_be_in(&self, text: &str) -> bool {
        let automaton = self.automaton.get_or_init(|| {
            let mut builder = AhoCorasick::builder();
            // The other kind of matches is searched for without vectors.
            builder.match_kind(MatchKind::LeftmostFirst).ascii_case_insensitive(self.ignores_case);
            builder.build(self.signs).ok()
        });
        automaton.as_ref().is_none_or(|automaton| automaton.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_anywhere() {
        static SIGNS: SignSearch = SignSearch::new(&[":::", "class"]);
        static WORDS: SignSearch = SignSearch::ignoring_case(&["퀴즈", "quiz"]);
        assert!(SIGNS.may_be_in("a\n::: b") && !SIGNS.may_be_in(":: CLASS"));
        assert!(WORDS.may_be_in("A Quiz") && WORDS.may_be_in("퀴즈") && !WORDS.may_be_in("qui z"));
    }
}
