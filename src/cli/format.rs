//! Turns findings into the text of a format: for people, for programs, for the pages of code hosts.

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::report::Texts;
use crate::diagnostic::Diagnostic;
use crate::source::{CoursePath, Source, Span};

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people: the line with a caret, what to do, a count at the end
    #[default]
    Human,
    /// A JSON object on each line, with ranges and edits
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// SARIF 2.1.0, as code scanning services read it
    Sarif,
}

/// What formats know besides the findings.
pub struct Around<'a> {
    /// The texts that findings are about.
    pub texts: Texts<'a>,
    /// The course's folder as seen from the current one.
    pub course: &'a Path,
    /// The settings file as seen from the current folder.
    pub settings: &'a Path,
}

/// A place as programs want it. Lines and columns count from 1, columns in characters; bytes count from 0, in the text
/// without byte order mark and with `\n` as line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Offset in bytes.
    pub byte: usize,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl Point {
    fn new(source: &Source, offset: usize) -> Self {
        let place = source.position(offset);
        Self { byte: offset, line: place.line, column: place.column }
    }
}

/// Where something begins, and where it ends: the first place after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Region {
    /// The first character.
    pub start: Point,
    /// The place after the last character.
    pub end: Point,
}

impl Around<'_> {
    /// The file of a finding as seen from the current folder, with `/` between its parts.
    pub fn file(&self, path: &CoursePath) -> String {
        let is_settings = path.as_str() == crate::config::FILE_NAME;
        let file: PathBuf = if is_settings { self.settings.to_owned() } else { self.course.join(path.as_str()) };
        let shown = file.display().to_string().replace('\\', "/");
        let shown = shown.strip_prefix("./").unwrap_or(&shown);
        shown.trim_end_matches('/').to_owned()
    }

    /// The lines and columns of a span in the text of a file.
    pub fn region(&self, path: &CoursePath, span: Span) -> Option<Region> {
        let source = self.texts.get(path)?;
        Some(Region { start: Point::new(source, span.start), end: Point::new(source, span.end) })
    }

    fn region_of(&self, problem: &Diagnostic) -> Option<Region> {
        self.region(&problem.path, problem.span?)
    }
}
