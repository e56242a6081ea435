//! Turns the texts of links in overviews into titles for pages that state none.

use std::collections::{BTreeMap, BTreeSet};

use super::Lessons;
use crate::language::is_alphanumeric;
use crate::lesson::{Lesson, Title, normalise, read_title};
use crate::read::page_file::is_markdown;
use crate::source::CoursePath;

/// The most characters of a link's text that are taken as a title; a longer text is a sentence.
const MAX_TITLE_CHARS: usize = 60;

/// Texts of links that name no target. (A text that leads to several pages is ignored in any case.)
const GENERIC_TEXTS: [&str; 16] = [
    "here",
    "link",
    "click",
    "click here",
    "read more",
    "more",
    "details",
    "next",
    "previous",
    "여기",
    "링크",
    "바로가기",
    "보기",
    "자세히",
    "다음",
    "이전",
];

/// The titles that overviews give to pages and folders, by the path of the page or folder.
pub struct LinkTitles(BTreeMap<CoursePath, Title>);

impl LinkTitles {
    /// Collects titles from the overviews of folders. If several overviews name a page, the nearest one above it wins.
    pub fn from_overviews<'a>(
        overviews: impl Iterator<Item = (&'a CoursePath, &'a Lesson)>,
        lessons: &Lessons,
    ) -> Self {
        let mut overviews: Vec<_> = overviews.collect();
        overviews.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.parts().count()));
        let mut titles = BTreeMap::new();
        for (folder, lesson) in overviews {
            for (path, title) in titles_of_links(lesson).into_iter().chain(titles_of_headings(folder, lesson, lessons))
            {
                if path.is_within(folder) && path != *folder {
                    titles.entry(path).or_insert(title);
                }
            }
        }
        Self(titles)
    }

    /// Returns the title of a page or folder.
    pub fn get(&self, path: &CoursePath) -> Option<&Title> {
        self.0.get(path)
    }
}

/// Returns the pages that an overview links, with the text of the link as title, in its order.
fn titles_of_links(overview: &Lesson) -> Vec<(CoursePath, Title)> {
    let mut targets: BTreeMap<&str, BTreeSet<CoursePath>> = BTreeMap::new();
    for (link, path) in overview.links_to_paths() {
        targets.entry(&link.text).or_default().insert(path);
    }
    let links = overview.links_to_paths().filter(|(link, _)| link.names && targets[&*link.text].len() == 1);
    links.filter_map(|(link, path)| title(&link.text, &path).map(|title| (path, title))).collect()
}

/// Returns the folders whose pages an overview lists below a heading each, with the heading as title: `## 1주차: 시작`
/// above links to `1/…`.
fn titles_of_headings(folder: &CoursePath, overview: &Lesson, lessons: &Lessons) -> Vec<(CoursePath, Title)> {
    let title_line = overview.title.as_ref().and_then(|title| title.line);
    // For each heading, the innermost folder that holds the targets of all links below it.
    let mut shared: BTreeMap<usize, CoursePath> = BTreeMap::new();
    // Ignores links to missing pages: their folder is not evidence.
    let exists = |path: &CoursePath| !is_markdown(path) || lessons.contains_key(path);
    for (link, path) in overview.links_to_paths().filter(|(_, path)| exists(path)) {
        let above = overview.headings.partition_point(|heading| heading.span.start <= link.span.start);
        // A path without an extension is a folder.
        let place = if path.extension().is_empty() { path } else { path.parent().unwrap_or_default() };
        let Some(at) = above.checked_sub(1) else { continue };
        let common = shared.get(&at).map_or_else(|| place.clone(), |other| common_folder(other, &place));
        shared.insert(at, common);
    }
    let mut headings: BTreeMap<CoursePath, Vec<usize>> = BTreeMap::new();
    for (at, place) in shared {
        headings.entry(place).or_default().push(at);
    }
    let named = headings.into_iter().filter(|(place, at)| at.len() == 1 && place != folder && place.is_within(folder));
    named
        .filter_map(|(place, at)| {
            let heading = &overview.headings[at[0]];
            let title = title(&heading.text, &place).filter(|_| Some(heading.line) != title_line)?;
            Some((place, title))
        })
        .collect()
}

/// Returns the innermost folder that holds both paths.
fn common_folder(a: &CoursePath, b: &CoursePath) -> CoursePath {
    let mut folder = a.clone();
    while !b.is_within(&folder) {
        folder = folder.parent().unwrap_or_default();
    }
    folder
}

/// Returns the title in the text of a link or heading; `None` if it is a file's name, a sentence or a generic text.
fn title(text: &str, path: &CoursePath) -> Option<Title> {
    let title = read_title(text, None, None);
    let normalised = normalise(&title.name);
    let letters = |text: &str| text.chars().filter(|c| is_alphanumeric(*c)).collect::<String>().to_lowercase();
    let is_file = is_markdown(&CoursePath::new(text))
        || [path.stem(), path.name()].iter().any(|file| letters(file) == letters(text));
    let is_name = title.name.chars().any(char::is_alphabetic) && title.name.chars().count() <= MAX_TITLE_CHARS;
    let is_number = title.name.is_empty() && title.tokens.iter().any(|token| token.number.is_some());
    let is_specific = !GENERIC_TEXTS.contains(&normalised.trim_end_matches(['→', '>', '!', '.', ' ']));
    ((is_name || is_number) && !is_file && is_specific).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::{Vocabulary, parse};
    use crate::source::Source;

    #[test]
    fn names_in_links() {
        let text = "# R\n\n- [1일차: 셸 🐚](day1.md)\n- [session_2.md](session_2.md)\n- [Session 3](session_3.md)\n- [바로가기 →](a.md)\n- [Watch](b.md)\n- [Watch](c.md)\n- 🚀 **[Start (10분)](start/)**: now\n- [once](d.md#x)\n- [again](d.md)\n- then [these notes](e.md)\n\n[A paragraph](f.md)\n\n| a |\n|---|\n| [Cell](g.md) |\n\n## [Headed](h.md)\n";
        let lesson = parse(&Source::new(CoursePath::new("week/README.md"), text), &Vocabulary::default()).value;
        let shown = |found: Vec<(CoursePath, Title)>| -> Vec<(String, String)> {
            found.into_iter().map(|(path, title)| (path.as_str().to_owned(), title.name)).collect()
        };
        let expected = [
            ("week/day1.md", "셸 🐚"),
            ("week/start", "Start"),
            ("week/d.md", "once"),
            ("week/d.md", "again"),
            ("week/g.md", "Cell"),
            ("week/h.md", "Headed"),
        ];
        assert_eq!(shown(titles_of_links(&lesson)), expected.map(|(path, name)| (path.to_owned(), name.to_owned())));
        let folder = CoursePath::new("week");
        let called = LinkTitles::from_overviews(std::iter::once((&folder, &lesson)), &Lessons::new());
        assert_eq!(called.get(&CoursePath::new("week/d.md")).map(|title| &*title.name), Some("once"));
        let pages = ["1/a.md", "1/deep/b.md", "2/c.md", "3/d.md", "4/e.md", "4/f.md"];
        let page =
            |path: &str| parse(&Source::new(CoursePath::new(path), "# P\n"), &Vocabulary::default()).value.into();
        let lessons: Lessons = pages.into_iter().map(|path| (CoursePath::new(path), page(path))).collect();
        let text = "# All\n\n[read](README.md)\n\n## 1주차: 시작\n\n- [a](1/a.md)\n- [b](1/deep/b.md)\n- [gone](gone.md)\n\n## Both\n\n- [c](2/c.md)\n- [d](3/d.md)\n\n## Part of it\n\n[e](4/e.md)\n\n## The rest\n\n[f](4/f.md)\n";
        let table = parse(&Source::new(CoursePath::new("SUMMARY.md"), text), &Vocabulary::default()).value;
        let expected = [("1".to_owned(), "시작".to_owned())];
        assert_eq!(
            shown(titles_of_headings(&CoursePath::default(), &table, &lessons)),
            expected,
            "one heading for all of one folder"
        );
    }
}
