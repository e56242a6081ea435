//! Turns the path of a file that one edition of a course lacks into that of the same file in another edition.

use std::collections::{BTreeSet, HashMap};

use crate::source::CoursePath;

/// The languages that folders of editions are named after (ISO 639-1): those of the public courses that were looked at.
/// Codes that are also names of programming languages or other folders (`go`, `ts`, `js`, `io`) are left out.
const LANGUAGES: [&str; 52] = [
    "ar", "az", "be", "bg", "bn", "br", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
    "hk", "hr", "hu", "id", "it", "ja", "ka", "ko", "lt", "ms", "my", "ne", "nl", "no", "pa", "pl", "pt", "ptbr", "ro",
    "ru", "sk", "sl", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh",
];

/// The language of most originals.
const ENGLISH: &str = "en";

/// The folders of editions, by the folder that holds them.
pub(super) struct Editions<'a>(HashMap<&'a str, Vec<&'a CoursePath>>);

impl<'a> Editions<'a> {
    /// Finds the folders that are named after languages.
    pub(super) fn of(folders: &'a BTreeSet<CoursePath>) -> Self {
        let mut editions: HashMap<&str, Vec<&CoursePath>> = HashMap::new();
        for folder in folders.iter().filter(|folder| is_language(folder.name())) {
            let above = folder.as_str().rsplit_once('/').map_or("", |(above, _)| above);
            editions.entry(above).or_default().push(folder);
        }
        Self(editions)
    }

    /// Returns the path of the same file in another edition, with the name of the edition's folder: the English one, else
    /// the only one that has it. `served` returns the file that exists at a path.
    pub(super) fn find(
        &self,
        wanted: &CoursePath,
        served: impl Fn(&CoursePath) -> Option<CoursePath>,
    ) -> Option<(CoursePath, &'a str)> {
        let parts: Vec<&str> = wanted.parts().collect();
        let at = parts[..parts.len().saturating_sub(1)].iter().position(|part| is_language(part))?;
        let rest = parts[at + 1..].join("/");
        let editions = self.0.get(&*parts[..at].join("/"))?;
        let in_edition = |edition: &&'a CoursePath| served(&edition.join(&rest)).map(|path| (path, edition.name()));
        let english = editions.iter().find(|edition| edition.name() == ENGLISH);
        english.and_then(in_edition).or_else(|| {
            let mut all = editions.iter().filter_map(in_edition);
            all.next().filter(|_| all.next().is_none())
        })
    }
}

/// Returns the folder of the edition that holds a file: the first one that is named after a language.
pub(super) fn edition_of(path: &CoursePath) -> Option<CoursePath> {
    let parts: Vec<&str> = path.parts().collect();
    let at = parts[..parts.len().saturating_sub(1)].iter().position(|part| is_language(part))?;
    Some(CoursePath::new(&parts[..=at].join("/")))
}

/// Returns the name of [`edition_of`].
pub(super) fn language_folder(path: &CoursePath) -> Option<&str> {
    let above = path.as_str().rsplit_once('/')?.0;
    above.split('/').find(|part| is_language(part))
}

/// Tests whether a folder is named after a language: `ko`, `zh-CN`, `pt_BR`.
fn is_language(name: &str) -> bool {
    let language = name.split(['-', '_']).next().unwrap_or_default();
    let has_region = name.len() > language.len();
    let region = name.get(language.len() + 1..).unwrap_or_default();
    LANGUAGES.contains(&&*language.to_lowercase())
        && (!has_region || ((2..=4).contains(&region.len()) && region.chars().all(|c| c.is_ascii_alphanumeric())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_file_in_another_language() {
        let files =
            ["docs/en/docs/a.md", "docs/ko/docs/b.md", "docs/zh-CN/docs/b.md", "docs/de/c.md"].map(CoursePath::new);
        let folders = crate::course::folders_of(&files);
        let check = |wanted: &str, expected: Option<&str>| {
            let found = Editions::of(&folders)
                .find(&CoursePath::new(wanted), |path| Some(path.clone()).filter(|path| files.contains(path)));
            assert_eq!(found.map(|(path, _)| path.to_string()).as_deref(), expected, "{wanted}");
        };
        check("docs/fr/docs/a.md", Some("docs/en/docs/a.md"));
        check("docs/fr/docs/b.md", None);
        check("docs/pt_BR/c.md", Some("docs/de/c.md"));
        check("docs/js/docs/a.md", None);
        check("docs/a.md", None);
    }
}
