//! Turns the links of overviews into names for pages that state none: what their author calls them there.

use std::collections::{BTreeMap, BTreeSet};

use crate::lesson::{Lesson, normalise, read_title};
use crate::read::walk::is_markdown;
use crate::source::CoursePath;

/// The longest name that a link gives, in characters; what is longer is a sentence.
const LONGEST: usize = 60;

/// What links say instead of what they lead to. (A text that leads to several pages is left out in any case.)
const SAYS_NOTHING: [&str; 16] = [
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

/// Names of pages and folders, by their paths.
pub struct Called(BTreeMap<CoursePath, String>);

impl Called {
    /// Reads the overviews of folders. Of several that link a page, the nearest above it names it.
    pub fn by<'a>(overviews: impl Iterator<Item = (&'a CoursePath, &'a Lesson)>) -> Self {
        let mut overviews: Vec<_> = overviews.collect();
        overviews.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.parts().count()));
        let mut names = BTreeMap::new();
        for (folder, lesson) in overviews {
            for (path, name) in named(lesson) {
                if path.is_within(folder) && path != *folder {
                    names.entry(path).or_insert(name);
                }
            }
        }
        Self(names)
    }

    /// What a page or folder is called.
    pub fn get(&self, path: &CoursePath) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }
}

/// What an overview calls the pages that it links, in its order.
fn named(overview: &Lesson) -> Vec<(CoursePath, String)> {
    let mut targets: BTreeMap<&str, BTreeSet<CoursePath>> = BTreeMap::new();
    for (link, path) in overview.links_to_paths() {
        targets.entry(&link.text).or_default().insert(path);
    }
    let links = overview.links_to_paths().filter(|(link, _)| link.names && targets[&*link.text].len() == 1);
    links.filter_map(|(link, path)| Some((name(&link.text, &path)?, path))).map(|(name, path)| (path, name)).collect()
}

/// The name in a link's text, without emoji, numbering and length.
fn name(text: &str, path: &CoursePath) -> Option<String> {
    let name = read_title(text, None, None).name;
    let says = normalise(&name);
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let is_file = is_markdown(&CoursePath::new(text))
        || [path.stem(), path.name()].iter().any(|file| letters(file) == letters(text));
    let is_name = name.chars().any(char::is_alphabetic) && name.chars().count() <= LONGEST;
    (is_name && !is_file && !SAYS_NOTHING.contains(&says.trim_end_matches(['→', '>', '!', '.', ' ']))).then_some(name)
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
        let found: Vec<(String, String)> =
            named(&lesson).into_iter().map(|(path, name)| (path.as_str().to_owned(), name)).collect();
        let expected = [
            ("week/day1.md", "셸 🐚"),
            ("week/start", "Start"),
            ("week/d.md", "once"),
            ("week/d.md", "again"),
            ("week/g.md", "Cell"),
            ("week/h.md", "Headed"),
        ];
        assert_eq!(found, expected.map(|(path, name)| (path.to_owned(), name.to_owned())));
        let folder = CoursePath::new("week");
        let called = Called::by(std::iter::once((&folder, &lesson)));
        assert_eq!(called.get(&CoursePath::new("week/d.md")), Some("once"));
    }
}
