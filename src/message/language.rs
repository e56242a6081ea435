//! Turns the tag of a language or the locale of a machine into a language that has a catalog.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

/// A language in which the program speaks to its user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum MessageLanguage {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

impl MessageLanguage {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Korean];

    /// Returns the tag: `en`, `ko`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }

    /// Returns the language of a tag or locale, with a region, script or encoding or without: `ko`, `ko-KR`,
    /// `ko_KR.UTF-8`. `None` if it has no catalog.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let primary = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        // `C` and `POSIX` are the locales of programs without any (POSIX.1-2024, XBD 8.2).
        let primary = if matches!(primary, "C" | "POSIX") { "en" } else { primary };
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Returns the language of a machine: that of the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set
    /// (POSIX.1-2024, XBD 8.2), else of `system`, the locale that the system states otherwise; English if none has a
    /// catalog.
    pub fn of_machine(variable: impl Fn(&str) -> Option<String>, system: impl FnOnce() -> Option<String>) -> Self {
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).or_else(system);
        locale.and_then(|locale| Self::of_locale(&locale)).unwrap_or_default()
    }
}

impl fmt::Display for MessageLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A name of no language with a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseMessageLanguageError;

impl fmt::Display for ParseMessageLanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("messages are in `ko` (Korean) and `en` (English)")
    }
}

impl std::error::Error for ParseMessageLanguageError {}

impl FromStr for MessageLanguage {
    type Err = ParseMessageLanguageError;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::of_locale(tag).ok_or(ParseMessageLanguageError)
    }
}

impl<'de> Deserialize<'de> for MessageLanguage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
