//! Turns the `[check]` table of the settings into the severity of each code, by path.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use super::Pattern;
use super::table::{Mistakes, Value};
use crate::diagnostic::{Code, Severity};
use crate::message;
use crate::source::CoursePath;

/// The name of the baseline file, which is beside the settings file.
pub const BASELINE: &str = "seodang-baseline.txt";

/// The level that the settings give a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It fails the build.
    Error,
    /// It fails the build where warnings are denied.
    Warning,
    /// It is shown on request.
    Info,
    /// It is not reported.
    Off,
}

impl Level {
    /// Returns the severity; `None` for `off`.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }
}

/// The `[check]` table: entries such as `broken-link = "error"`, for the course and for paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckConfig {
    /// Levels for some paths; later ones win.
    pub path: Vec<PathLevels>,
    /// Levels for all of the course.
    pub levels: BTreeMap<Code, Level>,
}

/// A `[[check.path]]` table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathLevels {
    /// The paths, as patterns of `exclude`.
    pub paths: Vec<Pattern>,
    /// The levels there.
    pub levels: BTreeMap<Code, Level>,
}

impl CheckConfig {
    /// Reads the table.
    pub(super) fn read(&mut self, value: Value<'_>, mistakes: &mut Mistakes) {
        for (key, value) in mistakes.table(value).into_iter().flatten() {
            let place = value.span();
            match value.into_inner() {
                DeValue::Array(tables) if key.get_ref() == "path" => {
                    self.path.extend(tables.iter().cloned().map(|table| PathLevels::read(table, mistakes)));
                }
                value => level(&key, Spanned::new(place, value), &mut self.levels, mistakes),
            }
        }
    }

    /// Returns the level of a code in a file; `None` if the settings give none.
    pub fn level(&self, code: Code, path: &CoursePath) -> Option<Level> {
        let here = |levels: &&PathLevels| levels.paths.iter().any(|pattern| pattern.matches(path));
        let mut for_path = self.path.iter().filter(here).filter_map(|levels| levels.levels.get(&code));
        for_path.next_back().or_else(|| self.levels.get(&code)).copied()
    }
}

impl PathLevels {
    fn read(table: Value<'_>, mistakes: &mut Mistakes) -> Self {
        let mut here = Self::default();
        let place = table.span();
        for (key, value) in mistakes.table(table).into_iter().flatten() {
            match key.get_ref().as_ref() {
                "paths" => mistakes.list(&mut here.paths, value),
                _ => level(&key, value, &mut here.levels, mistakes),
            }
        }
        if here.paths.is_empty() {
            mistakes.add(place, message!("bad-config-check-paths"));
        }
        here
    }
}

/// Reads the level of a code.
fn level(key: &Spanned<Cow<'_, str>>, value: Value<'_>, levels: &mut BTreeMap<Code, Level>, mistakes: &mut Mistakes) {
    match key.get_ref().parse::<Code>() {
        Ok(code) => levels.extend(mistakes.value(value).map(|level| (code, level))),
        Err(unknown) => mistakes.add(key.span(), unknown.message()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, FILE_NAME};
    use crate::source::Source;

    fn parse(text: &str) -> Result<CheckConfig, Vec<crate::diagnostic::Diagnostic>> {
        Config::parse(&Source::new(CoursePath::new(FILE_NAME), text)).map(|config| config.check)
    }

    #[test]
    fn the_last_path_wins() {
        let text = "[check]\nbroken-link = \"error\"\n\n[[check.path]]\npaths = [\"old\"]\nbroken-link = \"info\"\n\n\
                    [[check.path]]\npaths = [\"old/gone/*.md\"]\nbroken-link = \"off\"\n";
        let check = parse(text).unwrap();
        let level = |path| check.level(Code::BrokenLink, &CoursePath::new(path));
        assert_eq!(level("a.md"), Some(Level::Error));
        assert_eq!(level("old/a.md"), Some(Level::Info));
        assert_eq!(level("old/gone/a.md"), Some(Level::Off));
        assert_eq!(check.level(Code::LinkCase, &CoursePath::new("a.md")), None);
    }

    #[test]
    fn an_unknown_code_is_named_at_its_line() {
        let text = "title = \"x\"\n[check]\nbroken-lnk = \"error\"\n";
        let problem = parse(text).unwrap_err().remove(0);
        assert!(problem.message.to_string().contains("did you mean `broken-link`?"), "{problem:?}");
        let line = text[..problem.span.unwrap().start].matches('\n').count();
        assert_eq!(line, 2, "{problem:?}");
    }
}
