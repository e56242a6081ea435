//! Turns the titles of pages into a test of whether the words of a link name a page.

use std::collections::{BTreeMap, HashMap};

use super::suggest::letters;
use crate::course::{Entry, Lessons};
use crate::lesson::numbering::{NumberingToken, read_name};
use crate::lesson::{Title, read_title};
use crate::source::CoursePath;

/// The fewest letters of a title by which a page is found: shorter ones name many things.
const MIN_LETTERS: usize = 3;

/// The titles of a course.
pub(super) struct Titles<'a> {
    lessons: &'a Lessons,
    /// The title of the entry of each page: its label and name in the site.
    shown: BTreeMap<&'a CoursePath, &'a Entry>,
    /// The pages by the letters of their titles.
    pages: HashMap<String, Vec<&'a CoursePath>>,
}

impl<'a> Titles<'a> {
    pub(super) fn of(entries: &'a [Entry], lessons: &'a Lessons) -> Self {
        let shown: BTreeMap<_, _> = entries.iter().filter_map(|entry| Some((entry.lesson.as_ref()?, entry))).collect();
        let mut pages: HashMap<String, Vec<&CoursePath>> = HashMap::new();
        for lesson in lessons.values() {
            if let Some(title) = &lesson.title {
                pages.entry(letters(&title.text)).or_default().push(&lesson.path);
            }
        }
        Self { lessons, shown, pages }
    }

    /// Returns the only page whose title is a text, apart from signs and letter case.
    pub(super) fn only_page(&self, text: &str) -> Option<&'a CoursePath> {
        let text = letters(text);
        let pages = self.pages.get(&text).filter(|_| text.chars().count() >= MIN_LETTERS)?;
        pages.first().copied().filter(|_| pages.len() == 1)
    }

    /// Tests whether the words of a link name a file: its name, its title, or its kind and number.
    pub(super) fn agree(&self, text: &str, path: &CoursePath) -> bool {
        let words = letters(text);
        if words.is_empty() {
            return false;
        }
        let by_file = [path.name(), path.stem(), path.as_str()].iter().any(|name| letters(name) == words);
        let entry = self.shown.get(path).copied();
        let by_entry = entry.is_some_and(|entry| {
            let label = entry.label.as_deref().unwrap_or_default();
            letters(&entry.title) == words || letters(&format!("{label}{}", entry.title)) == words
        });
        let title = self.lessons.get(path).and_then(|lesson| lesson.title.as_ref());
        by_file || by_entry || title.is_some_and(|title| agrees_with_title(text, &words, title, path))
    }
}

fn agrees_with_title(text: &str, words: &str, title: &Title, path: &CoursePath) -> bool {
    let read = read_title(text, None, None);
    let in_name = read_name(path.stem()).tokens;
    let is_known = |token: &NumberingToken| {
        let mut known = title.tokens.iter().chain(&in_name).filter(|known| known.word == token.word);
        known.any(|known| known.number == token.number)
    };
    let same_numbers = read.tokens.iter().rev().take(1).all(is_known);
    let same_name = letters(&read.name) == letters(&title.name);
    letters(&title.text) == words
        || (same_numbers && same_name && !read.name.is_empty())
        || (same_numbers && read.name.is_empty() && !read.tokens.is_empty())
}
