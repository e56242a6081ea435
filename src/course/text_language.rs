//! Turns the letters and words of pages into the language that most of them are written in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Language, Letters};
use crate::lesson::Lesson;

/// The fewest letters in the script of a language by which pages show it: two short sentences of Korean.
const MIN_LETTERS: usize = 20;

/// Returns the language that most of the text is written in: that of its script, else the one that most pages show.
pub(super) fn language_of(lessons: &[Arc<Lesson>]) -> Language {
    let letters: Letters = lessons.iter().map(|lesson| lesson.letters).sum();
    let of_script = letters.language_of_script();
    let is_candidate = |language: &Language| {
        // The votes of pages decide between the languages of one script.
        of_script.is_none_or(|script| Letters::are_of_one_script(&script, language))
    };
    let mut votes: BTreeMap<Language, usize> = BTreeMap::new();
    for lesson in lessons {
        if let Some(language) = lesson.language.filter(is_candidate) {
            *votes.entry(language).or_default() += lesson.letters.count();
        }
    }
    // Most letters of a course may be code. A few words in another script do not make a course of its language.
    let is_shown = |(language, count): &(Language, usize)| {
        let script = of_script.unwrap_or(Language::ENGLISH);
        Letters::are_of_one_script(&script, language)
            || (count * 2 > letters.count() && letters.in_script_of(language) >= MIN_LETTERS)
    };
    let most = votes.into_iter().max_by_key(|(_, letters)| *letters).filter(is_shown).map(|(language, _)| language);
    most.or(of_script).unwrap_or(Language::ENGLISH)
}
