//! Turns the names in wiki links (`[[page]]`) and those of files into one comparable form, and tests whether texts contain
//! such links.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::CoursePath;

/// The longest text in double brackets that may be a link, in bytes.
const LONGEST_NAME: usize = 500;

/// Returns a name or path in comparable form: letter case, the Unicode form and `.md` are ignored.
pub fn comparable(name: &str) -> String {
    let name = name.trim().nfc().collect::<String>().to_lowercase();
    let stem =
        [".md", ".mdx", ".markdown", ".qmd", ".rmd"].into_iter().find_map(|extension| name.strip_suffix(extension));
    stem.map_or_else(|| name.clone(), ToOwned::to_owned)
}

/// Tests whether a course uses wiki links: one of its texts names exactly one of its files in double brackets.
///
/// Double brackets have other meanings too (an array of tables in TOML, a test in Bash, an attribute in C++), mostly in
/// code, which is not searched, and never around the name of exactly one file.
pub fn has_wiki_links<'t>(texts: impl Iterator<Item = &'t str>, files: &[&CoursePath]) -> bool {
    let mut names: Option<BTreeMap<String, usize>> = None;
    texts.filter(|text| text.contains("[[")).flat_map(linked_names).any(|name| {
        let names = names.get_or_insert_with(|| {
            let mut names = BTreeMap::new();
            for file in files {
                *names.entry(comparable(file.name())).or_default() += 1;
                *names.entry(comparable(file.as_str())).or_default() += usize::from(file.as_str() != file.name());
            }
            names
        });
        names.get(&comparable(name)) == Some(&1)
    })
}

/// Returns the names that a text has in double brackets outside of code.
fn linked_names(text: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<&str> = None;
    text.lines().flat_map(move |line| {
        let bare = line.trim_start_matches([' ', '>', '\t']);
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let is_code = fence.is_some() || mark.is_some() || line.starts_with("    ") || line.starts_with('\t');
        let parts = if is_code { "" } else { line };
        let (mut ticks, mut counted) = (0, 0);
        parts.match_indices("[[").filter_map(move |(at, _)| {
            ticks += parts[counted..at].matches('`').count();
            counted = at;
            // Limits the search: a line of `[[` would otherwise be searched to its end from each bracket.
            let near = &parts[at + 2..parts.floor_char_boundary(at + 2 + LONGEST_NAME)];
            let name = near.split_once("]]")?.0.split(['|', '#']).next()?;
            let is_text = ticks.is_multiple_of(2)
                && !parts[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '[' | ']'));
            (is_text && !name.is_empty() && name.trim() == name).then_some(name)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_names_a_file_is_evidence() {
        let files =
            ["README.md", "a/볼륨.md", "a/package.md", "b/same.md", "c/same.md", "img/x.png"].map(CoursePath::new);
        let files: Vec<&CoursePath> = files.iter().collect();
        let check = |text: &str, expected: bool| {
            assert_eq!(has_wiki_links(std::iter::once(text), &files), expected, "{text}");
        };
        check("See [[볼륨]].", true);
        check("See [[볼륨|the words]] or [[none]].", true);
        check("- ![[X.png|300]]", true);
        check("[[a/package#Use]]", true);
        check("[[same]] and [[none]]", false);
        check("```toml\n[[package]]\n```\n", false);
        check("    [[package]]\n", false);
        check("Use `[[package]]` here.", false);
        check("x[[package]] and [[ package ]]", false);
        check("if [[ -f README.md ]]; then", false);
        check("[[0,1],[2,3]]", false);
    }
}
