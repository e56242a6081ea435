//! Turns the paths of pages into the languages that their folders and names state, where the pages agree with that.
//!
//! Forms: language folders side by side (`docs/en`, `docs/ko`); language folders among the pages of the original
//! (`ko/guide.md` beside `guide.md`); language folders in one for translations (`translations/ko`, `i18n/ko/docusaurus-…`);
//! endings of names (`README.ko.md`, `guide_ko.md`, `guide-zh-CN.md`).

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Language;
use crate::course::Lessons;
use crate::course::index_page::readme_rank;
use crate::source::CoursePath;

/// The languages of pages, as their paths state them.
#[derive(Debug, Default)]
pub(super) struct LanguageLayout {
    /// The language of each translated page, with the key that all its translations share: the path of the original.
    pub(super) pages: BTreeMap<CoursePath, (Language, String)>,
    /// The language folders.
    pub(super) folders: BTreeMap<CoursePath, Language>,
    /// Whether originals are outside of language folders.
    pub(super) has_originals: bool,
}

/// The names of folders that hold the folders of languages, beside the original.
const CONTAINERS: [&str; 10] =
    ["translations", "translation", "translated", "i18n", "l10n", "locales", "locale", "languages", "langs", "lang"];

/// The folders below `i18n/ko` in which Docusaurus keeps translations, and the folders that these translate.
const DOCUSAURUS: [(&str, &str); 4] = [
    ("docusaurus-plugin-content-docs/current/", "docs/"),
    ("docusaurus-plugin-content-docs/version-", "versioned_docs/version-"),
    ("docusaurus-plugin-content-blog/", "blog/"),
    ("docusaurus-plugin-content-pages/", "src/pages/"),
];

/// The fewest pages that two editions share, unless they have one page each.
const MIN_SHARED: usize = 2;

/// The folder of one language.
struct LanguageFolder {
    language: Language,
    /// Its pages, by their paths below it.
    pages: BTreeMap<String, CoursePath>,
}

impl LanguageFolder {
    /// Tests whether at least half of the pages are pages of another edition too.
    fn is_parallel(&self, has: impl Fn(&str) -> bool) -> bool {
        let shared = self.pages.keys().filter(|path| has(path)).count();
        shared * 2 >= self.pages.len() && shared >= MIN_SHARED.min(self.pages.len())
    }
}

impl LanguageLayout {
    /// Reads the paths of all pages.
    pub(super) fn of(lessons: &Lessons) -> Self {
        let mut layout = Self::default();
        for (above, folders) in language_folders(lessons) {
            layout.add_folders(lessons, &above, &folders);
        }
        layout.add_endings(lessons);
        layout
    }

    /// Adds the language folders of a folder that are editions of each other, or of pages outside of them.
    fn add_folders(&mut self, lessons: &Lessons, above: &CoursePath, folders: &BTreeMap<CoursePath, LanguageFolder>) {
        let is_container = CONTAINERS.contains(&above.name().to_lowercase().as_str());
        let beside = above.parent().filter(|_| is_container).into_iter().chain([above.clone()]);
        let in_language = |path: &CoursePath| folders.keys().any(|folder| path.is_within(folder));
        for base in beside {
            let has = |path: &str| {
                let path = base.join(path);
                lessons.contains_key(&path) && !in_language(&path)
            };
            let originals = folders.values().flat_map(|folder| folder.pages.keys()).filter(|path| has(path));
            let original =
                most_frequent(lessons, originals.map(|path| base.join(path)).collect::<BTreeSet<_>>().iter());
            let parallel: Vec<_> = folders
                .iter()
                .filter(|(_, folder)| folder.is_parallel(has) && is_written_in(lessons, folder, original))
                .collect();
            // A folder with a single page counts only beside other translations.
            if is_container || parallel.iter().any(|(_, folder)| folder.pages.len() >= MIN_SHARED) {
                for (path, folder) in &parallel {
                    self.add(path, folder, &base);
                }
            }
            if parallel.iter().any(|(path, _)| self.folders.contains_key(*path)) {
                self.has_originals = true;
                return;
            }
        }
        let Some((first, most)) = folders.iter().max_by_key(|(_, folder)| folder.pages.len()) else { return };
        let has = |path: &str| most.pages.contains_key(path);
        let others: Vec<_> = folders
            .iter()
            .filter(|(path, folder)| {
                *path != first
                    && folder.pages.len() >= MIN_SHARED
                    && folder.is_parallel(has)
                    && is_written_in(lessons, folder, Some(most.language))
            })
            .collect();
        if !others.is_empty() && is_written_in(lessons, most, None) {
            self.add(first, most, above);
            for (path, folder) in others {
                self.add(path, folder, above);
            }
        }
    }

    fn add(&mut self, path: &CoursePath, folder: &LanguageFolder, base: &CoursePath) {
        self.folders.insert(path.clone(), folder.language);
        for (below, page) in &folder.pages {
            self.pages.insert(page.clone(), (folder.language, base.join(below).to_string()));
        }
    }

    /// Adds the pages whose names end in a language, beside a page of the same name without it, or with another one.
    fn add_endings(&mut self, lessons: &Lessons) {
        let mut by_key: BTreeMap<String, Vec<(&CoursePath, Language, char)>> = BTreeMap::new();
        for path in lessons.keys().filter(|path| !self.pages.contains_key(path)) {
            if let Some((bare, separator, language)) = ending(path.stem()) {
                let key = path.parent().unwrap_or_default().join(&format!("{bare}.{}", path.extension()));
                by_key.entry(key.to_string()).or_default().push((path, language, separator));
            }
        }
        for (key, pages) in by_key {
            let original = lessons.get(&CoursePath::new(&key));
            let written = original.and_then(|lesson| lesson.language);
            let is_index = readme_rank(&CoursePath::new(&key)).is_some();
            let pages: Vec<_> = pages
                .into_iter()
                .filter(|(path, language, separator)| {
                    let own = lessons.get(*path).and_then(|lesson| lesson.language);
                    match own {
                        Some(own) => {
                            own.primary() == language.primary() && written.is_none_or(|other| !other.is_same(&own))
                        }
                        None => *separator == '.' || is_index,
                    }
                })
                .collect();
            if original.is_some() || pages.len() > 1 {
                self.has_originals |= original.is_some() && !pages.is_empty();
                self.pages.extend(pages.into_iter().map(|(path, language, _)| (path.clone(), (language, key.clone()))));
            }
        }
    }
}

/// Returns the path of the page that a translation of Docusaurus translates, given its path below `i18n/ko`.
pub(in crate::course) fn original_in_docusaurus(below: &str) -> Option<String> {
    DOCUSAURUS.iter().find_map(|(own, of)| Some(format!("{of}{}", below.strip_prefix(own)?)))
}

/// Returns the language folders of each folder that has some. The innermost of several in a path counts.
fn language_folders(lessons: &Lessons) -> BTreeMap<CoursePath, BTreeMap<CoursePath, LanguageFolder>> {
    let mut found: BTreeMap<CoursePath, BTreeMap<CoursePath, LanguageFolder>> = BTreeMap::new();
    for path in lessons.keys() {
        let parts: Vec<&str> = path.parts().collect();
        let folders = parts.iter().take(parts.len().saturating_sub(1));
        let Some((at, language)) =
            folders.enumerate().filter_map(|(at, part)| Some((at, Language::of_name(part)?))).next_back()
        else {
            continue;
        };
        let above = CoursePath::new(&parts[..at].join("/"));
        let below = parts[at + 1..].join("/");
        let translated = original_in_docusaurus(&below).filter(|_| above.name() == "i18n");
        let folders = found.entry(above.clone()).or_default();
        let folder =
            folders.entry(above.join(parts[at])).or_insert_with(|| LanguageFolder { language, pages: BTreeMap::new() });
        folder.pages.insert(translated.unwrap_or(below), path.clone());
    }
    found
}

/// Tests whether the pages of a folder are written in its language, as far as it can be detected: not in the language of
/// the original, as those of `it/` for a department are.
fn is_written_in(lessons: &Lessons, folder: &LanguageFolder, original: Option<Language>) -> bool {
    let shown = |is: &dyn Fn(&Language) -> bool| {
        let languages = folder.pages.values().filter_map(|path| lessons.get(path)?.language);
        languages.filter(|language| is(language)).count()
    };
    let all = shown(&|_| true);
    let own = shown(&|language| language.primary() == folder.language.primary());
    match original {
        Some(original) if original.primary() != folder.language.primary() => {
            shown(&|language| language.primary() == original.primary()) * 2 <= all
        }
        Some(_) => true,
        None => own * 2 >= all,
    }
}

/// Returns the language that most of some pages show.
fn most_frequent<'a>(lessons: &Lessons, paths: impl Iterator<Item = &'a CoursePath>) -> Option<Language> {
    let mut votes: BTreeMap<Language, usize> = BTreeMap::new();
    for language in paths.filter_map(|path| lessons.get(path)?.language) {
        *votes.entry(language).or_default() += 1;
    }
    votes.into_iter().max_by_key(|(_, count)| *count).map(|(language, _)| language)
}

/// Splits the language from the end of a name: `README.ko`, `guide_ko`, `guide-zh-CN`.
fn ending(stem: &str) -> Option<(&str, char, Language)> {
    // The longest ending first: `zh-CN` before `CN`.
    stem.char_indices().filter(|(at, c)| *at > 0 && matches!(c, '.' | '_' | '-')).find_map(|(at, separator)| {
        let language = Language::of_name(&stem[at + 1..])?;
        Some((&stem[..at], separator, language))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_names() {
        let check = |stem: &str, expected: Option<(&str, char, &str)>| {
            let found = ending(stem);
            assert_eq!(
                found.as_ref().map(|(bare, separator, language)| (*bare, *separator, language.tag())),
                expected,
                "{stem}"
            );
        };
        check("README.ko", Some(("README", '.', "ko")));
        check("guide-zh-CN", Some(("guide", '-', "zh-CN")));
        check("01_intro_pt_BR", Some(("01_intro", '_', "pt-BR")));
        check("README", None);
        check("ko", None);
        check("week-1", None);
    }
}
