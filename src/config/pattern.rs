//! Turns a path with wildcards from the settings into a test of the course's paths.

use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use toml::Spanned;
use unicode_normalization::UnicodeNormalization;

use crate::source::{CoursePath, Span};

/// A pattern of paths of the course: `*` and `?` match characters within a name, `**` any folders,
/// `{a,b}` either word, `[0-9]` one character of a set.
///
/// A pattern that names a folder covers everything below it. A pattern without `/` is tested against every part of a
/// path. `\` separates as `/` does, and the forms of Unicode do not matter.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Spanned<String>")]
pub struct Pattern {
    /// The pattern in the form in which it is matched: no leading `./` or `/`, no trailing `/`, NFC.
    text: String,
    /// The place in the settings, if it comes from there.
    span: Option<Span>,
    exact: GlobMatcher,
    /// Matchers that ignore letter case: with brackets as sets, and with literal brackets.
    loose: Vec<GlobMatcher>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl Pattern {
    /// Parses a pattern.
    ///
    /// # Errors
    /// If it is empty, or holds `..`, a control character (as in TOML's `"a\b"`), or a bracket that is never closed.
    pub fn parse(text: &str) -> Result<Self, String> {
        let given = text.trim();
        if let Some(control) = given.chars().find(|c| c.is_control()) {
            let code = u32::from(control);
            return Err(format!(
                "the pattern holds the control character U+{code:04X}: between double quotes TOML reads `\\` as an escape; write `/`"
            ));
        }
        if given.starts_with('!') {
            return Err(format!("`{given}`: a pattern cannot be negated; name what to keep in `include`"));
        }
        let slashed = given.replace('\\', "/");
        if slashed.split('/').next().is_some_and(|first| first.len() == 2 && first.ends_with(':')) {
            return Err(format!("`{given}` is a path of the disk; write it as seen from the course's folder"));
        }
        let parts: Vec<&str> = slashed.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        if parts.contains(&"..") {
            return Err(format!("`{given}` holds `..`; write the path as seen from the course's folder"));
        }
        if parts.is_empty() {
            return Err("an empty pattern matches nothing".to_owned());
        }
        let text: String = parts.join("/").nfc().collect();
        let lower = text.to_lowercase();
        let literal: String = lower.chars().flat_map(literal_bracket).collect();
        let mut loose = vec![matcher(&lower)?];
        if literal != lower {
            loose.push(matcher(&literal)?);
        }
        Ok(Self { exact: matcher(&text)?, loose, text, span: None })
    }

    /// Returns the pattern as it is matched.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the place in the settings, if the pattern comes from there.
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Tests whether a path matches.
    pub fn matches(&self, path: &CoursePath) -> bool {
        self.tests(path.as_str(), |path| self.exact.is_match(path))
    }

    /// Tests whether a pattern that hides could mean a path: ignores letter case, and takes brackets
    /// as a set or literally (`[draft] *.md`).
    pub fn hides(&self, path: &CoursePath) -> bool {
        self.tests(&path.as_str().to_lowercase(), |path| self.loose.iter().any(|glob| glob.is_match(path)))
    }

    /// Tests whether this pattern of `include` is meant to keep paths that a pattern of `exclude` hides, and does not only
    /// happen to match them: its names before the first wildcard lead into a hidden folder, or into the folder that
    /// `excluded` itself names before its first wildcard. `["*.md"]` does not publish what `["exams"]` hides.
    pub fn reaches_into(&self, excluded: &Self) -> bool {
        let named = CoursePath::new(&self.named());
        let folder = CoursePath::new(&excluded.named().to_lowercase());
        let is_in_folder = !folder.is_root() && CoursePath::new(&self.named().to_lowercase()).is_within(&folder);
        !named.is_root() && (excluded.hides(&named) || is_in_folder)
    }

    /// Returns the names of the pattern before the first that holds a wildcard: `drafts` of `drafts/*.md`; empty if there is
    /// none.
    pub fn named(&self) -> String {
        let is_name = |part: &&str| !part.contains(['*', '?', '[', '{']);
        self.text.split('/').take_while(is_name).collect::<Vec<_>>().join("/")
    }

    /// Tests a path, and the folders above it.
    fn tests(&self, path: &str, is_match: impl Fn(&str) -> bool) -> bool {
        if !self.text.contains('/') && self.text != "**" {
            return path.split('/').any(is_match);
        }
        let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
        folders.chain([path]).any(is_match)
    }
}

/// Tests whether a path matches a pattern: see [`Pattern::matches`].
pub fn matches(pattern: &Pattern, path: &CoursePath) -> bool {
    pattern.matches(path)
}

fn matcher(text: &str) -> Result<GlobMatcher, String> {
    GlobBuilder::new(text)
        .literal_separator(true)
        .backslash_escape(false)
        .empty_alternates(true)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| format!("`{text}` is no pattern: {}", error.kind()))
}

/// Returns the characters of a pattern that matches a bracket literally.
fn literal_bracket(c: char) -> Vec<char> {
    if matches!(c, '[' | ']' | '{' | '}') { vec!['[', c, ']'] } else { vec![c] }
}

impl TryFrom<Spanned<String>> for Pattern {
    type Error = String;

    fn try_from(text: Spanned<String>) -> Result<Self, String> {
        let range = text.span();
        Ok(Self { span: Some(Span::new(range.start, range.end)), ..Self::parse(text.get_ref())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        Pattern::parse(pattern).unwrap().matches(&CoursePath::new(path))
    }

    fn hides(pattern: &str, path: &str) -> bool {
        Pattern::parse(pattern).unwrap().hides(&CoursePath::new(path))
    }

    #[test]
    fn patterns() {
        let check = |pattern, path, expected| assert_eq!(matches(pattern, path), expected, "{pattern} against {path}");
        check("drafts", "week_01/drafts/a.md", true);
        check("*.bak.md", "week_01/a.bak.md", true);
        check("week_01/*.md", "week_01/a.md", true);
        check("week_01/*.md", "week_01/day1/a.md", false);
        check("week_01/**/a.md", "week_01/day1/b/a.md", true);
        check("**/a.md", "a.md", true);
        check("drafts/**", "drafts/week/a.md", true);
        check("**", "week/a.md", true);
        check("week_01", "week_010/a.md", false);
        check("week_01/day1/", "week_01/day1/a.md", true);
        check("a*b*c", "aXbYbZc", true);
        check("week_0{1,2}/*.md", "week_02/a.md", true);
        check("week_0[2-4]", "week_03/a.md", true);
        check("week_0[2-4]", "week_05/a.md", false);
        check("session_?.md", "w/session_1.md", true);
    }

    #[test]
    fn ways_to_write_the_same_path() {
        for pattern in
            ["./exams/final.md", "/exams/final.md", "exams\\final.md", " exams//final.md ", ".\\exams\\./final.md"]
        {
            assert!(matches(pattern, "exams/final.md"), "{pattern}");
        }
        assert!(matches("\u{1109}\u{1175}\u{1112}\u{1165}\u{11b7}", "시험/a.md"), "decomposed");
        assert!(!matches("Exams", "exams/a.md"));
    }

    #[test]
    fn what_hides_is_read_generously() {
        assert!(hides("Exams/Final.md", "exams/final.MD"));
        assert!(hides("[초안] *.md", "week/[초안] 시험.md"));
        assert!(hides("{key}.md", "{key}.md"));
        assert!(!hides("exams", "examples/a.md"));
    }

    #[test]
    fn what_is_brought_back_is_named() {
        let check = |include: &str, exclude: &str, expected: bool| {
            let (include, exclude) = (Pattern::parse(include).unwrap(), Pattern::parse(exclude).unwrap());
            assert_eq!(include.reaches_into(&exclude), expected, "{include:?} of {exclude:?}");
        };
        check("exams/open.md", "exams", true);
        check("exams/open.md", "Exams/**", true);
        check("week_01/exams/open-*.md", "exams", true);
        check("drafts/ready-*.md", "drafts/*", true);
        check("a.md", "*.md", true);
        check("*.md", "exams", false);
        check("**", "exams", false);
        check("*/open.md", "exams", false);
        check("week_01/**", "exams", false);
        check("open.md", "exams", false);
        check("examples/*", "exams", false);
    }

    #[test]
    fn what_is_no_pattern_is_named() {
        for wrong in ["", " / ", "./", "a/../b", "exams\tfinal.md", "!exams", "a[", "{a,b", "C:\\course\\exams"] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong}");
        }
    }
}
