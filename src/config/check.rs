//! Turns the `[check]` table of the settings into how much each code weighs, and where.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::matches;
use crate::diagnostic::{Code, Severity};
use crate::source::CoursePath;

/// The name of the list of findings that a course knows of; it stands beside the settings.
pub const BASELINE: &str = "seodang-baseline.txt";

/// What the settings make of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It fails the build.
    Error,
    /// It fails the build where warnings are denied.
    Warning,
    /// It is told to whoever asks.
    Info,
    /// It is not reported.
    Off,
}

impl Level {
    /// The severity; `None` for what is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }
}

/// The `[check]` table: `broken-link = "error"` and its like, for the course and for paths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CheckConfig {
    /// Levels for some paths; later ones win.
    pub path: Vec<PathLevels>,
    /// Levels for all of the course.
    #[serde(flatten)]
    pub levels: BTreeMap<Code, Level>,
}

/// A `[[check.path]]` table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PathLevels {
    /// The paths, as patterns of `exclude`.
    pub paths: Vec<String>,
    /// The levels there.
    #[serde(flatten)]
    pub levels: BTreeMap<Code, Level>,
}

impl CheckConfig {
    /// What the settings make of a code in a file; `None` where they say nothing.
    pub fn level(&self, code: Code, path: &CoursePath) -> Option<Level> {
        let here = |levels: &&PathLevels| levels.paths.iter().any(|pattern| matches(pattern, path));
        let mut for_path = self.path.iter().filter(here).filter_map(|levels| levels.levels.get(&code));
        for_path.next_back().or_else(|| self.levels.get(&code)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn the_last_path_wins() {
        let text = "[check]\nbroken-link = \"error\"\n\n[[check.path]]\npaths = [\"old\"]\nbroken-link = \"info\"\n\n\
                    [[check.path]]\npaths = [\"old/gone/*.md\"]\nbroken-link = \"off\"\n";
        let report = Config::parse(text);
        assert_eq!(report.diagnostics, []);
        let level = |path| report.value.check.level(Code::BrokenLink, &CoursePath::new(path));
        assert_eq!(level("a.md"), Some(Level::Error));
        assert_eq!(level("old/a.md"), Some(Level::Info));
        assert_eq!(level("old/gone/a.md"), Some(Level::Off));
        assert_eq!(report.value.check.level(Code::LinkCase, &CoursePath::new("a.md")), None);
    }

    #[test]
    fn an_unknown_code_is_named_at_its_line() {
        let text = "title = \"x\"\n[check]\nbroken-lnk = \"error\"\n";
        let problem = Config::parse(text).diagnostics.remove(0);
        assert!(problem.message.contains("did you mean `broken-link`?"), "{problem:?}");
        let line = text[..problem.span.unwrap().start].matches('\n').count();
        assert_eq!(line, 2, "{problem:?}");
    }
}
