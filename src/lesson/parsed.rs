//! Turns the sources of a course into lessons, and caches them: the next time, only new texts are parsed.
//!
//! A lesson depends only on its path, its text, its dialect and the vocabulary, so a cached one equals a new one. A build
//! parses the files that changed since the last one, whose lessons the memo holds; a preview parses the file that was saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Lesson, Vocabulary, parse};
use crate::diagnostic::{Diagnostic, Report};
use crate::memo::{Memo, MemoKey};
use crate::source::{CoursePath, Dialect, Source};

/// The name of a lesson in the memo, with the version of its layout.
const KIND: &str = "lesson 2";

/// The lessons of a course, each with the text that it was parsed from.
#[derive(Debug, Default)]
pub struct Parsed {
    vocabulary: Vocabulary,
    kept: BTreeMap<CoursePath, CachedLesson>,
}

#[derive(Debug, Clone)]
struct CachedLesson {
    text: Arc<str>,
    dialect: Dialect,
    lesson: Arc<Lesson>,
    diagnostics: Arc<[Diagnostic]>,
    /// Its key in the memo.
    key: Option<MemoKey>,
}

impl Parsed {
    /// Returns the lesson of every source, in their order, and drops those of removed files. `memo` holds lessons of earlier
    /// builds.
    pub fn lessons(&mut self, sources: &[Source], vocabulary: &Vocabulary, memo: &Memo) -> Report<Vec<Arc<Lesson>>> {
        let earlier = std::mem::take(&mut self.kept);
        let reusable = self.vocabulary == *vocabulary;
        let now: Vec<CachedLesson> = sources
            .par_iter()
            .map(|source| {
                let known = earlier.get(&source.path).filter(|known| reusable && known.is_of(source));
                known.map_or_else(|| CachedLesson::new(source, vocabulary, memo), |known| known.again(memo))
            })
            .collect();
        let diagnostics = now.iter().flat_map(|kept| kept.diagnostics.iter().cloned()).collect();
        let lessons = now.iter().map(|kept| Arc::clone(&kept.lesson)).collect();
        self.vocabulary = vocabulary.clone();
        self.kept = sources.iter().map(|source| source.path.clone()).zip(now).collect();
        Report { value: lessons, diagnostics }
    }
}

impl CachedLesson {
    fn new(source: &Source, vocabulary: &Vocabulary, memo: &Memo) -> Self {
        let key = memo.program_key(KIND, &(source, vocabulary));
        let make = || {
            let report = parse(source, vocabulary);
            (report.value, report.diagnostics)
        };
        let (lesson, diagnostics) = key.map_or_else(make, |key| memo.get_by(key, make));
        let (lesson, diagnostics) = (Arc::new(lesson), diagnostics.into());
        Self { text: Arc::clone(&source.text), dialect: source.dialect, lesson, diagnostics, key }
    }

    /// Returns this lesson for a later state of the course, whose memo keeps it.
    fn again(&self, memo: &Memo) -> Self {
        if let Some(key) = self.key {
            memo.retain(key);
        }
        self.clone()
    }

    /// Tests whether it was parsed from the same text in the same dialect.
    fn is_of(&self, source: &Source) -> bool {
        self.dialect == source.dialect && (Arc::ptr_eq(&self.text, &source.text) || self.text == source.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_texts_are_parsed() {
        let source = |path: &str, text: &str| Source::new(CoursePath::new(path), text);
        let mut parsed = Parsed::default();
        let (words, memo) = (Vocabulary::default(), Memo::default());
        let first = parsed.lessons(&[source("a.md", "# A\n"), source("b.md", "# B\n")], &words, &memo).value;
        let second = parsed.lessons(&[source("a.md", "# A\n"), source("b.md", "# C\n")], &words, &memo).value;
        assert!(Arc::ptr_eq(&first[0], &second[0]));
        assert_eq!(second[1].title.as_ref().map(|title| title.text.as_str()), Some("C"));
        let more = Vocabulary { keyword_sections: vec!["낱말".to_owned()], ..Vocabulary::default() };
        let third = parsed.lessons(&[source("a.md", "# A\n")], &more, &memo).value;
        assert!(!Arc::ptr_eq(&second[0], &third[0]), "other words, other facts");
    }
}
