//! Turns `seodang.toml` into the settings of a build; every setting has a default that needs no file.

pub mod calendar;
pub mod check;

use serde::Deserialize;

pub use calendar::CalendarConfig;
pub use check::{BASELINE, CheckConfig};

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{CoursePath, Span};

/// The name of the settings file.
pub const FILE_NAME: &str = "seodang.toml";

/// The settings of a course. Each `None` means: find out from the course itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The course's title; else the H1 of its first page.
    pub title: Option<String>,
    /// The language of the words that seodang adds; else what most of the text is written in.
    pub language: Option<Language>,
    /// The folder that holds the course, relative to the settings file.
    pub source: Option<String>,
    /// The folder to write to, relative to the settings file.
    pub output: Option<String>,
    /// The address under which the site will be published, for canonical links and the sitemap.
    pub base_url: Option<String>,
    /// The theme's name.
    pub theme: Option<String>,
    /// Paths and patterns (`*` within a name, `**` across folders) to leave out.
    pub exclude: Vec<String>,
    /// Paths and patterns to keep although they look like backups or reports, are drafts, or are excluded.
    pub include: Vec<String>,
    /// Further words that make a heading open a keyword section.
    pub keyword_sections: Vec<String>,
    /// Further words that make a heading open a session's info block.
    pub info_sections: Vec<String>,
    /// How much each check weighs, and where.
    pub check: CheckConfig,
    /// When the course is taught.
    pub calendar: CalendarConfig,
    /// What opens a source file from the preview: a command, or an address with `{path}`, `{line}` and `{column}`.
    pub editor: Option<String>,
}

/// A language that seodang's own words exist in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Language {
    /// Korean.
    #[serde(rename = "ko")]
    Korean,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The language's tag, as in HTML's `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// Finds the language of a course from its letters: Korean from one Hangul syllable in ten letters on.
    ///
    /// Korean lessons about computing are full of Latin letters (code, names), while English ones hold next to no
    /// Hangul; the census of the real course has 608,263 syllables in 5.2 MB, over 15 % of all letters.
    pub fn of(letters: Letters) -> Self {
        if letters.hangul * 10 > letters.hangul + letters.latin { Self::Korean } else { Self::English }
    }
}

/// How many letters of which script a text holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Letters {
    /// Hangul syllables.
    pub hangul: usize,
    /// Latin letters without marks.
    pub latin: usize,
}

impl Letters {
    /// Counts the letters of a text.
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for character in text.chars() {
            match character {
                '가'..='힣' => letters.hangul += 1,
                'a'..='z' | 'A'..='Z' => letters.latin += 1,
                _ => {}
            }
        }
        letters
    }
}

impl std::iter::Sum for Letters {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self { hangul: sum.hangul + one.hangul, latin: sum.latin + one.latin })
    }
}

impl Config {
    /// Reads the text of a settings file. What cannot be understood is a diagnostic, and the defaults stand in.
    pub fn parse(text: &str) -> Report<Self> {
        match toml::from_str(text) {
            Ok(config) => Report { value: config, diagnostics: Vec::new() },
            Err(error) => {
                let message = error.message().trim().replace('\n', " ");
                let span = error.span().map_or(Span::new(0, 0), |range| Span::new(range.start, range.end));
                let span = named(text, span, &message);
                let diagnostic = Diagnostic::at(&CoursePath::new(FILE_NAME), span, Code::BadConfig, message)
                    .hint("the settings and their meaning are listed in the README; until this is mended, the defaults are used");
                Report { value: Self::default(), diagnostics: vec![diagnostic] }
            }
        }
    }
}

/// The place of the name that a message begins with, where the reader gave that of the table around it.
fn named(text: &str, table: Span, message: &str) -> Span {
    let name = message.strip_prefix('`').and_then(|rest| rest.split('`').next()).unwrap_or_default();
    let from = text.get(table.start..).unwrap_or_default();
    let is_key = |at: &usize| {
        let line_start = from[..*at].rfind('\n').map_or(0, |end| end + 1);
        from[line_start..*at].trim().is_empty() && from[at + name.len()..].trim_start().starts_with('=')
    };
    let at = from.match_indices(name).map(|(at, _)| at).find(is_key).filter(|_| !name.is_empty());
    at.map_or(table, |at| Span::new(table.start + at, table.start + at + name.len()))
}

/// Whether a path matches a pattern of `exclude` or `include`.
///
/// `*` stands for any characters within a name and `**` for any across folders; a pattern that names a folder covers
/// what is below it; a pattern without `/` is tried against every part of the path.
pub fn matches(pattern: &str, path: &CoursePath) -> bool {
    let pattern = pattern.trim().trim_start_matches("./").trim_matches('/');
    if pattern.is_empty() {
        return false;
    }
    if !pattern.contains('/') && pattern != "**" {
        return path.parts().any(|part| glob(pattern.as_bytes(), part.as_bytes()));
    }
    let mut whole = String::new();
    path.parts().any(|part| {
        if !whole.is_empty() {
            whole.push('/');
        }
        whole.push_str(part);
        glob(pattern.as_bytes(), whole.as_bytes())
    })
}

/// Matches one pattern against one text, keeping the last star to fall back to: no recursion, no blow-up.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    // For `*` and `**`: the position after the star, the text position it was last tried at, whether it crosses `/`.
    let mut star: Option<(usize, usize)> = None;
    let mut deep_star: Option<(usize, usize)> = None;
    loop {
        if pattern[p..].starts_with(b"**") {
            p += 2;
            if pattern.get(p) == Some(&b'/') {
                p += 1;
            }
            deep_star = Some((p, t));
            star = None;
        } else if pattern.get(p) == Some(&b'*') {
            p += 1;
            star = Some((p, t));
        } else if t < text.len()
            && p < pattern.len()
            && (pattern[p] == text[t] || (pattern[p] == b'?' && text[t] != b'/'))
        {
            p += 1;
            t += 1;
        } else if t == text.len() && p == pattern.len() {
            return true;
        } else if let Some((after, at)) = star.filter(|&(_, at)| at < text.len() && text[at] != b'/') {
            star = Some((after, at + 1));
            (p, t) = (after, at + 1);
        } else if let Some((after, at)) = deep_star.filter(|&(_, at)| at < text.len()) {
            deep_star = Some((after, at + 1));
            star = None;
            (p, t) = (after, at + 1);
        } else {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let check = |pattern, path, expected| {
            assert_eq!(matches(pattern, &CoursePath::new(path)), expected, "{pattern} against {path}");
        };
        check("drafts", "week_01/drafts/a.md", true);
        check("*.bak.md", "week_01/a.bak.md", true);
        check("week_01/*.md", "week_01/a.md", true);
        check("week_01/*.md", "week_01/day1/a.md", false);
        check("week_01/**/a.md", "week_01/day1/b/a.md", true);
        check("**/a.md", "a.md", true);
        check("week_01", "week_010/a.md", false);
        check("week_01/day1/", "week_01/day1/a.md", true);
        check("", "a.md", false);
        check("a*b*c", "aXbYbZc", true);
    }

    #[test]
    fn language_of_a_course() {
        assert_eq!(Language::of(Letters::of("컨테이너는 process isolation technology 를 쓴다")), Language::Korean);
        assert_eq!(Language::of(Letters::of("Containers use process isolation (격리).")), Language::English);
    }

    #[test]
    fn mistakes_in_the_settings_are_named() {
        let report = Config::parse("titel = \"x\"\n");
        assert_eq!(report.value, Config::default());
        assert!(report.diagnostics[0].message.contains("titel"), "{:?}", report.diagnostics);
        assert_eq!(report.diagnostics[0].span, Some(Span::new(0, 5)));
    }
}
