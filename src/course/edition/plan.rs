//! Turns the languages that paths state into the editions of a course.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::LanguageLayout;
use crate::config::{Config, Language};
use crate::course::Lessons;
use crate::course::text_language::language_of;
use crate::source::CoursePath;

/// The editions of a course, before they are assembled.
#[derive(Debug)]
pub(in crate::course) struct EditionPlan {
    /// The editions; the first is the one that the site opens with.
    pub(in crate::course) editions: Vec<PlannedEdition>,
    /// The key that the translations of a page share, for each page.
    pub(in crate::course) keys: BTreeMap<CoursePath, String>,
}

/// An edition.
#[derive(Debug)]
pub(in crate::course) struct PlannedEdition {
    /// Its language.
    pub(in crate::course) language: Language,
    /// Its name: that of the language, in itself.
    pub(in crate::course) name: String,
    /// Its pages, by their keys.
    pub(in crate::course) pages: BTreeMap<String, CoursePath>,
    /// The language folders that hold its pages.
    pub(in crate::course) folders: BTreeSet<CoursePath>,
}

impl PlannedEdition {
    /// Returns the folder that is the root of the edition; that of the course, if its pages are in several folders.
    pub(in crate::course) fn root(&self) -> CoursePath {
        let mut folders = self.folders.iter();
        folders.next().filter(|_| folders.next().is_none()).cloned().unwrap_or_default()
    }
}

/// Finds the editions of a course; `None` if it has one only.
pub(in crate::course) fn find(lessons: &Lessons, config: &Config) -> Option<EditionPlan> {
    let layout = LanguageLayout::of(lessons);
    if layout.pages.is_empty() {
        return None;
    }
    let first = first_language(lessons, &layout, config);
    let mut keys = BTreeMap::new();
    let mut pages: BTreeMap<String, CoursePath> = BTreeMap::new();
    // Beside editions side by side, other pages have no translations: their keys differ from those of all pages in editions.
    let outside = if layout.has_originals { "" } else { "/" };
    for path in lessons.keys().filter(|path| !layout.pages.contains_key(path)) {
        pages.insert(format!("{outside}{path}"), path.clone());
    }
    // A second edition in the language of the first one, such as a copy of the original beside the translations.
    let mut others: BTreeMap<(Language, bool), BTreeMap<String, CoursePath>> = BTreeMap::new();
    for (path, (language, key)) in &layout.pages {
        let is_first = language.is_same(&first);
        if is_first && !pages.contains_key(key) {
            pages.insert(key.clone(), path.clone());
        } else {
            others.entry((*language, is_first)).or_default().insert(key.clone(), path.clone());
        }
    }
    let edition = |language: Language, pages: BTreeMap<String, CoursePath>| {
        let folders = layout.folders.iter().filter(|(_, of)| **of == language).map(|(folder, _)| folder);
        let is_used = |folder: &&CoursePath| pages.values().any(|path| path.is_within(folder));
        let folders = folders.filter(is_used).cloned().collect();
        PlannedEdition { language, name: language.name(), pages, folders }
    };
    let mut editions = vec![edition(first, pages)];
    for ((language, is_copy), pages) in others {
        let mut other = edition(language, pages);
        if is_copy {
            other.name = format!("{} · {}", other.name, other.root());
        }
        editions.push(other);
    }
    for edition in &editions {
        keys.extend(edition.pages.iter().map(|(key, path)| (path.clone(), key.clone())));
    }
    (editions.len() > 1 && !editions[0].pages.is_empty()).then_some(EditionPlan { editions, keys })
}

/// Returns the language of the edition that the site opens with: that of the pages outside of all editions, if these are the
/// original; else the one that the settings name, else the one with the most pages.
fn first_language(lessons: &Lessons, layout: &LanguageLayout, config: &Config) -> Language {
    if layout.has_originals {
        let originals = lessons.iter().filter(|(path, _)| !layout.pages.contains_key(path));
        let originals: Vec<_> = originals.map(|(_, lesson)| lesson.clone()).collect();
        return config.language.unwrap_or_else(|| language_of(&originals));
    }
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for (language, _) in layout.pages.values() {
        *counts.entry(*language).or_default() += 1;
    }
    let stated = config.language.and_then(|stated| counts.keys().copied().find(|language| language.is_same(&stated)));
    let most = || counts.iter().max_by_key(|(language, count)| (**count, **language == Language::ENGLISH));
    stated.or_else(|| most().map(|(language, _)| *language)).unwrap_or(Language::ENGLISH)
}
