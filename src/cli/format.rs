//! Turns findings into the text of a format: for people, for programs, for code hosts.

pub mod fold;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod snippet;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::terminal::display_path;
use crate::config::SettingsError;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::message::MessageLanguage;
use crate::read::Sources;
use crate::read::project::Project;
use crate::source::{CoursePath, Source, Span};

/// The texts that findings are about, by their paths.
pub type Texts<'a> = BTreeMap<&'a CoursePath, &'a Source>;

/// Returns the texts that findings about a course can be about: its pages, included files and settings.
pub fn texts<'a>(project: &'a Project, sources: &'a Sources) -> Texts<'a> {
    let pages = sources.texts().chain(&project.config_source);
    pages.map(|source| (&source.path, source)).collect()
}

/// The context in which formats for programs name files and places.
pub struct FindingContext<'a> {
    /// The texts that findings are about.
    pub texts: Texts<'a>,
    /// The course's folder relative to the current one.
    pub course: &'a Path,
    /// The settings file relative to the current folder.
    pub settings: &'a Path,
}

/// Renders the mistakes of settings that cannot be used, each with its line.
pub fn settings_error(error: &SettingsError, language: MessageLanguage) -> String {
    let texts = Texts::from([(&error.source.path, &error.source)]);
    let mut text = String::new();
    for mistake in &error.mistakes {
        let _ = writeln!(text, "{}\n", snippet::render(mistake, &texts, language));
    }
    let (file, count) = (display_path(&error.file), error.mistakes.len());
    let _ = writeln!(text, "{}", message!("cli-settings-error", file, count).text(language));
    text
}

/// A position for programs. Lines and columns count from 1, columns in characters; bytes count from 0, in the text
/// without byte order mark and with `\n` as line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FilePosition {
    /// Offset in bytes.
    pub byte: usize,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl FilePosition {
    fn new(source: &Source, offset: usize) -> Self {
        let place = source.file_position(offset);
        Self { byte: offset, line: place.line, column: place.column }
    }
}

/// A range of text, from its first character to the position after its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Region {
    /// The first character.
    pub start: FilePosition,
    /// The position after the last character.
    pub end: FilePosition,
}

impl FindingContext<'_> {
    /// Returns the file of a finding as seen from the current folder, with `/` between its parts.
    pub fn file(&self, path: &CoursePath) -> String {
        let is_settings = path.as_str() == crate::config::FILE_NAME;
        let file: PathBuf = if is_settings { self.settings.to_owned() } else { self.course.join(path.as_str()) };
        let shown = file.display().to_string().replace('\\', "/");
        let shown = shown.strip_prefix("./").unwrap_or(&shown);
        shown.trim_end_matches('/').to_owned()
    }

    /// Returns the lines and columns of a span in the text of a file.
    pub fn region(&self, path: &CoursePath, span: Span) -> Option<Region> {
        let source = self.texts.get(path)?;
        Some(Region { start: FilePosition::new(source, span.start), end: FilePosition::new(source, span.end) })
    }

    fn region_of(&self, problem: &Diagnostic) -> Option<Region> {
        self.region(&problem.path, problem.span?)
    }
}
