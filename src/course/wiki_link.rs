//! Turns the names in wiki links (`[[page]]`) into the files of the course that they name.

use std::collections::{BTreeMap, BTreeSet};

use super::Lessons;
use crate::read::Sources;
use crate::source::CoursePath;
use crate::source::wiki_name::comparable;

/// The files of a course by their names, paths and aliases.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    files: BTreeMap<String, BTreeSet<CoursePath>>,
    aliases: BTreeMap<String, BTreeSet<CoursePath>>,
}

/// The files that a name may mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NamedFile<'a> {
    /// The only one, or the one beside the page.
    One(&'a CoursePath),
    /// Several, in the order of their paths; the first is the nearest to the page.
    Several(Vec<&'a CoursePath>),
    /// None.
    Missing,
}

/// Returns the name in a wiki link, if an address is one.
pub(super) fn name(href: &str) -> Option<&str> {
    href.strip_prefix("[[")?.strip_suffix("]]")
}

impl NameIndex {
    /// Lists the files of a course, pages that are left out included.
    pub(super) fn new(sources: &Sources, lessons: &Lessons) -> Self {
        let mut index = Self::default();
        for path in sources.files.keys().chain(&sources.withheld) {
            // `folder/page` names `a/folder/page.md`: each end of the path that begins with a part.
            let whole = comparable(path.as_str());
            let ends = whole.match_indices('/').map(|(at, _)| &whole[at + 1..]);
            for end in ends.chain([&*whole]) {
                index.files.entry(end.to_owned()).or_default().insert(path.clone());
            }
        }
        for lesson in lessons.values() {
            for alias in &lesson.front.aliases {
                index.aliases.entry(comparable(alias)).or_default().insert(lesson.path.clone());
            }
        }
        index
    }

    /// Finds the file that a name on a page means: by its path from the course or the page, by the end of its path, by an
    /// alias. A page is preferred to another file.
    pub(super) fn find(&self, name: &str, from: &CoursePath) -> NamedFile<'_> {
        let folder = from.parent().unwrap_or_default();
        let wanted = comparable(name.trim_start_matches('/'));
        let relative = name.starts_with('.').then(|| folder.resolve(name)).flatten();
        let wanted = relative.map_or(wanted, |path| comparable(path.as_str()));
        // GitHub's wikis and Foam write spaces as hyphens in the names of files.
        let hyphenated = || self.files.get(&wanted.replace(' ', "-"));
        let found = self.files.get(&wanted).or_else(|| self.aliases.get(&wanted)).or_else(hyphenated);
        let found: Vec<&CoursePath> = found.into_iter().flatten().collect();
        if let [only] = found[..] {
            return NamedFile::One(only);
        }
        let whole = found.iter().find(|path| wanted.contains('/') && comparable(path.as_str()) == wanted);
        let beside = || found.iter().find(|path| path.parent().unwrap_or_default() == folder);
        match whole.or_else(beside) {
            Some(path) => NamedFile::One(path),
            None if found.is_empty() => NamedFile::Missing,
            None => NamedFile::Several(by_distance(found, &folder)),
        }
    }
}

/// Sorts paths by the number of folders that they share with a folder, the most first.
fn by_distance<'a>(mut paths: Vec<&'a CoursePath>, folder: &CoursePath) -> Vec<&'a CoursePath> {
    let shared = |path: &CoursePath| {
        path.as_str().split('/').zip(folder.as_str().split('/')).take_while(|(one, other)| one == other).count()
    };
    paths.sort_by_key(|path| (std::cmp::Reverse(shared(path)), path.as_str().matches('/').count(), *path));
    paths
}
