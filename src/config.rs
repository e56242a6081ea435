//! Turns `seodang.toml` into the settings of a build; every setting has a default that needs no file.

pub mod base_url;
pub mod calendar;
pub mod check;
pub mod effective;
pub mod html;
pub mod images;
mod near;
pub mod pattern;
pub mod redirects;
pub mod reference;
pub mod schema;
pub mod search;
pub mod share;
mod table;
pub mod time_zone;
pub mod user;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use base_url::BaseUrl;
pub use calendar::CalendarConfig;
pub use check::{BASELINE, CheckConfig};
pub use html::HtmlTrust;
pub use images::{ImageConfig, RemoteImages};
pub use near::{is_slip, likely_meant};
pub use pattern::{Pattern, matches};
pub use redirects::{RedirectConfig, RedirectRule};
pub use search::{NameGroup, SearchConfig};
pub use share::ShareConfig;
pub use time_zone::CourseTimeZone;

use crate::diagnostic::Diagnostic;
pub use crate::language::{Language, Letters};
use crate::source::{CoursePath, Source, Span};
use table::{Field, Mistakes};

/// The name of the settings file.
pub const FILE_NAME: &str = "seodang.toml";

/// The settings of a course. Each `None` means that the value is derived from the course.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The course's title; else the H1 of its first page.
    pub title: Option<String>,
    /// The language that the course is written in; else that of most of the text.
    pub language: Option<Language>,
    /// The language of the words that seodang adds; else that of the text.
    pub interface_language: Option<Language>,
    /// The folder that holds the course, relative to the settings file.
    pub source: Option<String>,
    /// The folder to write to, relative to the settings file.
    pub output: Option<String>,
    /// The address under which the site will be published, for canonical links and the sitemap.
    pub base_url: Option<BaseUrl>,
    /// The theme's name.
    pub theme: Option<String>,
    /// Paths and patterns to leave out.
    pub exclude: Vec<Pattern>,
    /// Paths and patterns to keep although they look like backups or reports, are drafts, or are excluded.
    pub include: Vec<Pattern>,
    /// Further words that make a heading open a keyword section.
    pub keyword_sections: Vec<String>,
    /// Further words that make a heading open a session's info block.
    pub info_sections: Vec<String>,
    /// The severity of each check, and where.
    pub check: CheckConfig,
    /// When the course is taught.
    pub calendar: CalendarConfig,
    /// The time zone of dates without one; UTC where it is `None`.
    pub time_zone: Option<CourseTimeZone>,
    /// The HTML of the course.
    pub html: HtmlTrust,
    /// Images on other sites.
    pub images: ImageConfig,
    /// Former addresses of pages.
    pub redirects: RedirectConfig,
    /// The search of the site.
    pub search: SearchConfig,
    /// Files and links by which a published site is shared.
    pub share: ShareConfig,
    /// Known, and without effect: only a [user's own settings](user) name a program.
    pub editor: Option<String>,
}

/// The keys of the settings file.
const FIELDS: &[Field<Config>] = &[
    Field { name: "title", read: |config, value, mistakes| mistakes.set(&mut config.title, value) },
    Field { name: "language", read: |config, value, mistakes| mistakes.set(&mut config.language, value) },
    Field {
        name: "interface-language",
        read: |config, value, mistakes| mistakes.set(&mut config.interface_language, value),
    },
    Field { name: "source", read: |config, value, mistakes| mistakes.set(&mut config.source, value) },
    Field { name: "output", read: |config, value, mistakes| mistakes.set(&mut config.output, value) },
    Field { name: "base-url", read: |config, value, mistakes| mistakes.set(&mut config.base_url, value) },
    Field { name: "theme", read: |config, value, mistakes| mistakes.set(&mut config.theme, value) },
    Field { name: "exclude", read: |config, value, mistakes| mistakes.list(&mut config.exclude, value) },
    Field { name: "include", read: |config, value, mistakes| mistakes.list(&mut config.include, value) },
    Field {
        name: "keyword-sections",
        read: |config, value, mistakes| mistakes.list(&mut config.keyword_sections, value),
    },
    Field { name: "info-sections", read: |config, value, mistakes| mistakes.list(&mut config.info_sections, value) },
    Field { name: "check", read: |config, value, mistakes| config.check.read(value, mistakes) },
    Field { name: "calendar", read: |config, value, mistakes| config.calendar.read(value, mistakes) },
    Field { name: "time-zone", read: |config, value, mistakes| mistakes.set(&mut config.time_zone, value) },
    Field { name: "html", read: |config, value, mistakes| mistakes.set(&mut config.html, value) },
    Field { name: "images", read: |config, value, mistakes| config.images.read(value, mistakes) },
    Field { name: "redirects", read: |config, value, mistakes| config.redirects.read(value, mistakes) },
    Field { name: "search", read: |config, value, mistakes| config.search.read(value, mistakes) },
    Field { name: "share", read: |config, value, mistakes| config.share.read(value, mistakes) },
    Field { name: "editor", read: |config, value, mistakes| mistakes.set(&mut config.editor, value) },
];

/// Returns the keys of the settings file that open no table.
fn top_level_names() -> Vec<&'static str> {
    FIELDS
        .iter()
        .map(|field| field.name)
        .filter(|name| !matches!(*name, "check" | "calendar" | "images" | "redirects" | "search" | "share"))
        .collect()
}

/// Returns the names of the keys of each table that has a fixed set of them.
#[cfg(test)]
fn tables() -> Vec<(&'static str, Vec<&'static str>)> {
    fn names<T>(fields: &[Field<T>]) -> Vec<&'static str> {
        fields.iter().map(|field| field.name).collect()
    }
    vec![
        ("calendar", names(calendar::FIELDS)),
        ("images", names(images::FIELDS)),
        ("search", names(search::FIELDS)),
        ("share", names(share::FIELDS)),
    ]
}

impl Config {
    /// Returns the time zone of dates without one.
    pub fn zone(&self) -> TimeZone {
        self.time_zone.as_ref().map_or(TimeZone::UTC, |zone| zone.0.clone())
    }

    /// Parses the text of a settings file.
    ///
    /// # Errors
    /// With every mistake: unknown keys, wrong values, or, if the text is not TOML, its syntax errors.
    pub fn parse(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let (root, errors) = DeTable::parse_recoverable(&source.text);
        let (mut config, mut mistakes) = (Self::default(), Mistakes::default());
        for error in &errors {
            mistakes.add_foreign(error.span().unwrap_or(0..0), error.message());
        }
        // An incomplete table would cause further, false mistakes.
        if mistakes.0.is_empty() {
            mistakes.fields(FIELDS, &[], &mut config, root.into_inner());
        }
        let mut mistakes = mistakes.0;
        mistakes.sort();
        if mistakes.is_empty() { Ok(config) } else { Err(mistakes) }
    }
}

impl FromStr for Config {
    type Err = SettingsError;

    fn from_str(text: &str) -> Result<Self, SettingsError> {
        let source = Source::new(CoursePath::new(FILE_NAME), text);
        Self::parse(&source).map_err(|mistakes| SettingsError { file: FILE_NAME.into(), source, mistakes })
    }
}

/// The `source` of settings with mistakes, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedSource {
    /// It is this folder.
    Folder(String),
    /// There is none.
    None,
    /// The text is not TOML before a `source` was found.
    Unknown,
}

/// Returns the `source` of settings that may hold mistakes.
pub fn named_source(text: &str) -> NamedSource {
    let (root, errors) = DeTable::parse_recoverable(text);
    match root.get_ref().get("source").map(Spanned::get_ref) {
        Some(DeValue::String(folder)) => NamedSource::Folder(folder.to_string()),
        None if errors.is_empty() => NamedSource::None,
        _ => NamedSource::Unknown,
    }
}

/// Returns the place of the value of a key before the first table.
pub fn value_span(text: &str, key: &str) -> Option<Span> {
    let (root, _) = DeTable::parse_recoverable(text);
    let range = root.get_ref().get(key)?.span();
    Some(Span::new(range.start, range.end))
}

/// Settings that cannot be used: nothing may be published by them, nor by the defaults in their place.
#[derive(Debug)]
pub struct SettingsError {
    /// The settings file on the disk.
    pub file: PathBuf,
    /// Its text; bytes that are not UTF-8 are replaced.
    pub source: Source,
    /// Every mistake, in the order of their places; at least one.
    pub mistakes: Vec<Diagnostic>,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the settings in {} cannot be used", self.file.display())?;
        for mistake in &self.mistakes {
            write!(f, "\n{}", mistake.path)?;
            if let Some(span) = mistake.span {
                let place = self.source.position(span.start);
                write!(f, ":{}:{}", place.line, place.column)?;
            }
            write!(f, ": {}", mistake.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for SettingsError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<(usize, String)> {
        let source = Source::new(CoursePath::new(FILE_NAME), text);
        let mistakes = Config::parse(&source).unwrap_err();
        let line = |problem: &Diagnostic| source.position(problem.span.unwrap().start).line;
        mistakes.into_iter().map(|problem| (line(&problem), problem.message.to_string())).collect()
    }

    #[test]
    fn every_mistake_is_named_at_its_place() {
        let found = mistakes(
            "titel = \"x\"\nlanguage = \"french\"\nbase-url = \"example.org\"\nexclude = [\"a[\", \"\", 3]\n\
             Exclude = []\nbase_url = \"\"\n[calendar]\nstart = \"soon\"\nexclude = []\n[check]\nbroken-lnk = \"off\"\n\
             link-case = \"loud\"\n",
        );
        let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 4, 4, 5, 6, 8, 9, 11, 12], "{found:?}");
        for (at, words) in [
            (0, "unknown setting `titel`; did you mean `title`?"),
            (2, "an address begins with"),
            (6, "did you mean `exclude`?"),
            (7, "did you mean `base-url`?"),
            (8, "is no date"),
            (9, "above the first `[table]`"),
            (10, "did you mean `broken-link`?"),
        ] {
            assert!(found[at].1.contains(words), "{words}: {:?}", found[at]);
        }
    }

    #[test]
    fn errors_of_syntax_are_all_named() {
        let found = mistakes("title = \"open\nexclude = [\"a\",,]\n");
        assert!(found.iter().any(|(line, _)| *line == 1) && found.iter().any(|(line, _)| *line == 2), "{found:?}");
    }

    #[test]
    fn the_source_of_broken_settings() {
        assert_eq!(named_source("source = \"lessons\"\ntitle = \"\n"), NamedSource::Folder("lessons".to_owned()));
        assert_eq!(named_source("titel = 1\n"), NamedSource::None);
        assert_eq!(named_source("sources \"lessons\"\n"), NamedSource::Unknown);
    }
}
